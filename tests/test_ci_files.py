"""What others run: the hooks, the action, the template, the image, and the commands in the docs.

The files are held against the schemas and linters of those who read them, where these are
installed (`pip install mtcheck[conformance]`), and against the command line itself.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
import yaml

import mtcheck
from mtcheck.cli.app import application
from mtcheck.reporters import FORMATS
from mtcheck.starter import files
from tests.cli.test_cases import COMMAND

ROOT = Path(__file__).parent.parent
SERVICES = ("github", "gitlab", "pre-commit")
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}")

sys.path.insert(0, str(ROOT / "ci"))
action = __import__("action")
sys.path.pop(0)


def load(name):
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def options_of(words):
    """The options of the command that begins with `words`, and how many words name it."""
    command, used = typer.main.get_command(application()), 1
    while hasattr(command, "commands") and words[used : used + 1]:
        command, used = command.commands[words[used]], used + 1
    return {opt for one in command.params for opt in (*one.opts, *one.secondary_opts)}, used


def unknown_in(line):
    """What a command line of mtcheck names that does not exist."""
    words = shlex.split(line, comments=True)
    known, used = options_of(words)
    given = [word.split("=")[0] for word in words[used:] if word.startswith("--") and word != "--"]
    formats = re.findall(r"--report (\w+)=|--format (\w+)", line)
    return [one for one in given if one not in known] + [
        name for pair in formats for name in pair if name and name not in FORMATS
    ]


def commands_of_docs():
    for path in [
        ROOT / "README.md",
        *sorted((ROOT / "docs").glob("*.md")),
        *(ROOT / "docs" / "howto").glob("*.md"),
    ]:
        text = path.read_text(encoding="utf-8").replace("\\\n", " ")
        for block in re.findall(r"```(?:console|sh|yaml)\n(.*?)```", text, re.DOTALL):
            for line in re.split(r"\n|&&|;|\|", block):
                found = re.match(
                    r"\s*(?:\$ |- run: |- |script: |run: )?(mtcheck [a-z]+(?: .*)?)$", line
                )
                if found and "…" not in found[1] and "'" not in found[1].replace("'{", ""):
                    yield path.name, found[1]


def commands_of_files():
    yield from (
        (".pre-commit-hooks.yaml", hook["entry"]) for hook in load(".pre-commit-hooks.yaml")
    )
    job = load("templates/mtcheck.yml")["mtcheck"]
    yield from (("templates/mtcheck.yml", line) for line in job["script"])
    yield "ci/action.py", shlex.join(["mtcheck", *action.arguments({}, Path("a"))])


@pytest.mark.parametrize(("file", "line"), [*commands_of_files(), *commands_of_docs()])
def test_every_command_and_option_exists(file, line):
    assert [] == unknown_in(line)


def test_the_commands_of_the_docs_are_seen():
    lines = [line for _, line in commands_of_docs()]

    assert len(lines) > 20
    assert ["--fail-udner"] == unknown_in("mtcheck check a --fail-udner 3")
    assert ["sarief"] == unknown_in("mtcheck check a --report sarief=a")


@pytest.fixture(params=["action.yml", "templates/mtcheck.yml", "github", "gitlab"])
def schema_and_file(request, tmp_path):
    """The schema of a service and a file of ours for it."""
    vendored = pytest.importorskip("check_jsonschema").builtin_schemas
    schemas = {
        "action.yml": "vendor.github-actions",
        "templates/mtcheck.yml": "vendor.gitlab-ci",
        "github": "vendor.github-workflows",
        "gitlab": "vendor.gitlab-ci",
    }
    text = (
        files.ci(request.param) if request.param in SERVICES else (ROOT / request.param).read_text()
    )
    return vendored.get_builtin_schema(schemas[request.param]), yaml.safe_load(text)


def test_services_take_our_files(schema_and_file):
    import jsonschema

    schema, content = schema_and_file
    content = {("on" if key is True else key): value for key, value in content.items()}
    validator = jsonschema.validators.validator_for(schema)(schema)

    assert [] == [f"{list(e.path)}: {e.message}" for e in validator.iter_errors(content)]


def test_pre_commit_takes_our_files(tmp_path):
    clientlib = pytest.importorskip("pre_commit.clientlib")
    (tmp_path / "config.yaml").write_text(files.ci("pre-commit"), encoding="utf-8")
    hooks = {hook["id"] for hook in clientlib.load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))}
    (repo,) = clientlib.load_config(str(tmp_path / "config.yaml"))["repos"]

    assert {"mtcheck", "mtcheck-fix"} == hooks
    assert {hook["id"] for hook in repo["hooks"]} <= hooks


def program(name):
    """A linter beside this Python or on the path."""
    found = shutil.which(
        name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_zizmor_finds_nothing_unsafe_in_the_action():
    ran = subprocess.run(
        [program("zizmor"), "--offline", "--no-progress", str(ROOT / "action.yml")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == ran.returncode, ran.stdout


def test_hadolint_finds_nothing_in_the_dockerfile():
    ran = subprocess.run(
        [program("hadolint"), str(ROOT / "Dockerfile")], capture_output=True, text=True, check=False
    )

    assert (0, "") == (ran.returncode, ran.stdout)


def test_no_input_reaches_a_shell():
    steps = load("action.yml")["runs"]["steps"]

    assert [] == [step["run"] for step in steps if "${{" in step.get("run", "")]


def test_foreign_actions_are_pinned():
    steps = [*load("action.yml")["runs"]["steps"]]
    steps += yaml.safe_load(files.ci("github"))["jobs"]["mtcheck"]["steps"]
    used = [step["uses"] for step in steps if "uses" in step]

    assert [f"mtcheck/mtcheck@v{mtcheck.__version__}"] == [
        u for u in used if not PINNED.fullmatch(u)
    ]


def test_every_input_of_the_action_is_used_and_there():
    content = load("action.yml")
    text = json.dumps(content["runs"])
    used = set(re.findall(r"inputs\.([\w-]+)", text))
    read = set(re.findall(r"MTCHECK_\w+", (ROOT / "ci" / "action.py").read_text()))
    told = {name for step in content["runs"]["steps"] for name in step.get("env", {})}

    assert set(content["inputs"]) == used
    assert read == told - {"MTCHECK_PYTHON"}


def test_versions_are_those_of_the_package():
    job = load("templates/mtcheck.yml")["mtcheck"]
    docs = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    assumed = [files.assumed(service) for service in SERVICES]
    named = set(re.findall(r"(?:rev: |@|raw/)v(\d+\.\d+\.\d+)\b(?!.*pin)", docs))

    assert mtcheck.__version__ == job["variables"]["MTCHECK_VERSION"]
    assert {mtcheck.__version__} == named
    assert all(f"v{mtcheck.__version__}" in files.ci(service) for service in SERVICES)
    assert all(f"v{mtcheck.__version__}" in text for text in assumed)


def test_one_action_has_one_version():
    named: dict[str, set[str]] = {}
    for path in (*(ROOT / "docs").glob("*.md"), ROOT / "action.yml"):
        for name, version in re.findall(r"uses: ([\w/-]+)@([\w.]+)", path.read_text("utf-8")):
            if name.startswith("github/"):
                named.setdefault(name, set()).add(version)

    assert named
    assert all(len(versions) == 1 for versions in named.values())


def test_inputs_of_the_action_become_arguments():
    environment = {
        "MTCHECK_PATHS": "locale/de\n\n a b.po \n--version\n$(touch x)",
        "MTCHECK_ARGS": "--select 'a b' --quiet",
        "MTCHECK_BASELINE": "known.json",
        "MTCHECK_FAIL_UNDER": "98",
    }
    made = action.arguments(environment, Path("r"))

    assert made[:3] == ["check", "--format", "github"]
    assert made[-5:] == ["--", "locale/de", "a b.po", "--version", "$(touch x)"]
    assert made[-12:-5] == [
        *("--baseline", "known.json", "--fail-under", "98", "--select", "a b", "--quiet")
    ]


def runs_action(tmp_path, monkeypatch, **environment):
    """The action over this checkout instead of an installation; its exit code and what it told."""
    launcher = tmp_path / "mtcheck"
    launcher.write_text(
        f"#!{sys.executable}\nimport sys; sys.path.insert(0, {str(ROOT)!r})\n{COMMAND}\n"
    )
    launcher.chmod(0o755)
    monkeypatch.setattr(action, "installed", lambda *_: launcher)
    told = {"RUNNER_TEMP": "temp", "GITHUB_STEP_SUMMARY": "summary", "GITHUB_OUTPUT": "output"}
    for name, value in {**{k: str(tmp_path / v) for k, v in told.items()}, **environment}.items():
        monkeypatch.setenv(name, value)
    code = action.main()
    read = [tmp_path / name for name in ("summary", "output")]
    return code, *(path.read_text(encoding="utf-8") if path.exists() else "" for path in read)


@pytest.mark.skipif(os.name == "nt", reason="starts a script by its first line")
def test_the_action_tells_github(tmp_path, monkeypatch, capfd):
    text = "They met the the man. ::set-output name=a::b <script>alert(1)</script>"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    code, summary, output = runs_action(
        tmp_path,
        monkeypatch,
        MTCHECK_FOLDER=str(tmp_path),
        MTCHECK_PATHS="a.txt",
        MTCHECK_ARGS="--target-lang en",
    )

    assert 1 == code
    assert "adjacent-duplicate-word" in summary
    assert "<script" not in re.sub(r"`+[^`]*`+", "", summary)
    values = dict(line.split("=", 1) for line in output.splitlines())
    assert values.pop("exit-code") == "1"
    assert {"sarif", "html"} == set(values)
    assert all(Path(file).is_file() for file in values.values())
    assert "::warning file=a.txt,line=1" in capfd.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="starts a script by its first line")
def test_without_a_report_the_action_ends_as_mtcheck_does(tmp_path, monkeypatch):
    code, summary, output = runs_action(
        tmp_path, monkeypatch, MTCHECK_FOLDER=str(tmp_path), MTCHECK_ARGS="--select nothing-known"
    )

    assert (2, "", "exit-code=2\n") == (code, summary, output)


def test_quotes_that_do_not_close_are_told(tmp_path, monkeypatch, capsys):
    code, _, _ = runs_action(tmp_path, monkeypatch, MTCHECK_ARGS="--select 'a\n::error::b")

    assert 2 == code
    assert 1 == capsys.readouterr().out.count("\n")


def test_the_image_is_built_of_what_the_context_holds():
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    copied = [
        name
        for line in lines
        if line.startswith("COPY ") and "--from" not in line
        for name in line.split()[1:-1]
    ]

    assert {f"!{name}" for name in copied} <= set(ignored)
    assert all((ROOT / name).exists() for name in copied)
    assert any(re.fullmatch(r"USER [1-9]\d*:[1-9]\d*", line) for line in lines)
