"""CPU seconds of a start, against a bare interpreter in the same run. Modules are compiled by an
earlier run, as they are on a user's machine.

python bench/bench_start.py
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from inputs import ROOT

ARTICLE = ROOT / "samples" / "text" / "us-japan-alliance.en.txt"


PAIR = "source\ttarget\n今天天气很好。\tThe weather is fine today.\n"


def cpu(folder: Path, *arguments: str, runs: int = 7) -> float:
    """Least CPU seconds of some runs of a Python process. `folder` keeps compiled modules."""
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    single = {"OMP_NUM_THREADS": "1"}
    least = float("inf")
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command, environment = [sys.executable, *arguments], {**os.environ, **compiled, **single}
        subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        least = min(least, used)
    return least


def main(folder: Path) -> None:
    """Print a line for each command."""
    pair = folder / "pair.tsv"
    pair.write_text(PAIR, encoding="utf-8")
    told = ("--source-lang", "zh", "--target-lang", "en")
    one = ("-m", "mtcheck", "check", "--quiet", *told, str(pair))
    bare = cpu(folder, "-c", "pass")
    print(f"python -c pass: {bare:.3f} s CPU")
    for name, arguments in {
        "mtcheck --version": ("-m", "mtcheck", "--version"),
        "mtcheck check, one pair": one,
        "mtcheck check, the article": ("-m", "mtcheck", "check", str(ARTICLE)),
    }.items():
        used = cpu(folder, *arguments)
        print(f"{name}: {used:.3f} s CPU, {used / bare:.0f} times the bare interpreter")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        main(Path(name))
