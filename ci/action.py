"""What the GitHub action does: install mtcheck into an environment of its own, run it, tell GitHub.

Inputs come as environment variables and reach the command as arguments; no shell sees them.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

REPORTS = {"markdown": "mtcheck.md", "sarif": "mtcheck.sarif", "html": "mtcheck.html"}


def installed(environment: Mapping[str, str], folder: Path) -> Path:
    """The mtcheck program: the named release, or that of the checkout that holds this action."""
    version = environment.get("MTCHECK_VERSION", "").strip()
    wanted = f"mtcheck=={version}" if version else str(Path(__file__).resolve().parent.parent)
    venv.create(folder, with_pip=True, clear=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--disable-pip-version-check", "--", wanted], check=True)
    return programs / "mtcheck"


def arguments(environment: Mapping[str, str], reports: Path) -> list[str]:
    """The arguments of `mtcheck`. Raises ValueError for quotes that do not close."""
    made = ["check", "--format", "github"]
    for format, name in REPORTS.items():
        made += ["--report", f"{format}={reports / name}"]
    if baseline := environment.get("MTCHECK_BASELINE", "").strip():
        made += ["--baseline", baseline]
    if least := environment.get("MTCHECK_FAIL_UNDER", "").strip():
        made += ["--fail-under", least]
    made += shlex.split(environment.get("MTCHECK_ARGS", ""))
    lines = environment.get("MTCHECK_PATHS", "").splitlines()
    return [*made, "--", *(line.strip() for line in lines if line.strip())]


def tell(environment: Mapping[str, str], reports: Path, code: int) -> None:
    """Write the summary of the job and the outputs of the action."""
    summary = reports / REPORTS["markdown"]
    if (place := environment.get("GITHUB_STEP_SUMMARY")) and summary.is_file():
        with Path(place).open("a", encoding="utf-8") as stream:
            stream.write(summary.read_text(encoding="utf-8") + "\n")
    outputs = {"exit-code": str(code)}
    for format in ("sarif", "html"):
        if (file := reports / REPORTS[format]).is_file():
            outputs[format] = str(file)
    if place := environment.get("GITHUB_OUTPUT"):
        with Path(place).open("a", encoding="utf-8") as stream:
            stream.writelines(f"{name}={value}\n" for name, value in outputs.items())


def main() -> int:
    """Run the action; the exit code is that of mtcheck."""
    environment = os.environ
    reports = Path(environment.get("RUNNER_TEMP", ".")).resolve() / "mtcheck"
    reports.mkdir(parents=True, exist_ok=True)
    for name in REPORTS.values():
        (reports / name).unlink(missing_ok=True)
    try:
        command = [str(installed(environment, reports / "venv")), *arguments(environment, reports)]
    except (subprocess.CalledProcessError, ValueError) as error:
        reason = str(error).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        sys.stdout.write(f"::error title=mtcheck::could not be started: {reason}\n")
        return 2
    folder = environment.get("MTCHECK_FOLDER") or "."
    code = subprocess.run(command, cwd=folder, check=False).returncode
    tell(environment, reports, code)
    return code


if __name__ == "__main__":
    sys.exit(main())
