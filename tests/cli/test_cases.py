"""The real command on the cases of `cases/`.

Each folder holds the input files and `case.toml`: `args`, the `exit` code and, as wanted, `stdin`,
`env`, fragments of `stdout` and `stderr` that must be there, `absent` fragments that must not,
values of the JSON report by dotted `json` path, fragments of `written` files. Inputs that
no editor could keep are built here.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import jsonschema
import pytest

import mtcheck
from mtcheck import rules

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir())
COMMAND = "import sys; sys.argv[0] = 'mtcheck'; from mtcheck.cli.main import main; main()"
CLEAN = "The two ministers met on Friday.\n"

SAMPLES = Path(__file__).parent.parent.parent / "samples"

BUILT = {
    "invalid-utf8": {"bad.txt": b"A good line.\nA caf\xe9 in Paris.\n"},
    "invalid-utf8-told": {"bad.txt": b"A good line here.\nA caf\xe9 in Paris.\n"},
    "utf16": {"a.txt": "They met the the man.\n".encode("utf-16")},
    "bom": {"a.txt": b"\xef\xbb\xbfThe the man came.\n"},
    "crlf": {"a.txt": b"A title\r\n\r\nThey met the the man.\r\n"},
    "nul": {"a.txt": b"They met the m\x00an.\n"},
    "truncated-gz": {"a.txt.gz": gzip.compress(CLEAN.encode() * 999, mtime=0)[:60]},
    "gz": {"a.txt.gz": gzip.compress(b"They met the the man.\n", mtime=0)},
    "no-gz": {"a.txt.gz": b"They met the the man.\n"},
    "others-go-on": {"bad.txt": b"\xff\xff"},
    "empty-file": {"empty.txt": b""},
    "fix-article": {
        "a.txt": (SAMPLES / "text" / "us-japan-alliance.en.txt").read_bytes(),
    },
    "glossary": {"terms.tbx": (SAMPLES / "glossary" / "lease.tbx").read_bytes()},
    "rule-not-utf8": {"own/style/no-foo.toml": b'id = "no-f\xff"'},
}
"""Files of a case, by case."""


def run(folder, args, stdin="", env=None):
    environment = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR"}}
    environment |= {"PYTHONPATH": str(Path(mtcheck.__file__).parent.parent), "COLUMNS": "100"}
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *args],
        cwd=folder,
        input=stdin.encode("utf-8"),
        capture_output=True,
        check=False,
        env={**environment, **(env or {})},
        timeout=60,
    )


def read(stream, folder):
    return stream.decode("utf-8").replace(str(folder), "<folder>")


@pytest.mark.parametrize("name", NAMES)
def test_case(name, tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(CASES / name, folder)
    case = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    for path, content in BUILT.get(name, {}).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    ran = run(folder, case["args"], case.get("stdin", ""), case.get("env"))
    shown = {"stdout": read(ran.stdout, folder), "stderr": read(ran.stderr, folder)}

    assert case["exit"] == ran.returncode, shown
    for stream, text in shown.items():
        assert "Traceback" not in text
        assert [] == [part for part in case.get(stream, []) if part not in text], text
        assert [] == [part for part in case.get("absent", []) if part in text]
        if case.get(stream) == []:
            assert "" == text
    for path, value in case.get("json", {}).items():
        assert value == at(json.loads(shown["stdout"]), path), path
    for path, parts in case.get("written", {}).items():
        text = (folder / path).read_text(encoding="utf-8")
        assert [] == [part for part in parts if part not in text]


def at(value, path):
    """The value at a dotted path; `#` is the length of a list, `*` all its members."""
    for number, part in enumerate(parts := path.split("."), 1):
        if part == "#":
            return len(value)
        if part == "*":
            return [at(one, ".".join(parts[number:])) for one in value]
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


def test_every_case_is_a_folder_with_its_file():
    assert [] == [name for name in NAMES if not (CASES / name / "case.toml").is_file()]
    assert set() == set(BUILT) - set(NAMES)


@pytest.mark.parametrize("name", ["long.txt", "long.jsonl"])
@pytest.mark.parametrize("piece", ["x{}", "{} "], ids=["one word", "words"])
def test_a_line_of_ten_megabytes_is_checked(tmp_path, name, piece):
    text = "".join(piece.format(n) for n in range(1_250_000)) + " met the the man."
    content = json.dumps({"target": text}) if name.endswith("l") else text
    (tmp_path / name).write_text(content, encoding="utf-8")
    started = time.monotonic()
    ran = run(tmp_path, ["check", name, "--target-lang", "en", "--fail-under", "100"])

    assert 1 == ran.returncode, ran.stderr
    assert b"adjacent-duplicate-word" in ran.stdout
    assert time.monotonic() - started < 45


def test_an_unreadable_file_is_told(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(CLEAN)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    ran = run(tmp_path, ["check", "a.txt"])

    assert 3 == ran.returncode
    assert b"no permission" in ran.stderr


def test_the_schema_fits_every_builtin_rule(tmp_path):
    schema = json.loads(run(tmp_path, ["rules", "schema"]).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in rules.rule_files(rules.builtin_folder()):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        assert [] == [f"{path.name}: {error.message}" for error in validator.iter_errors(content)]


@pytest.mark.parametrize(
    "change",
    [
        {"severty": "minor"},
        {"severity": "small"},
        {"kind": "regexp"},
        {"options": {"pattern": ["a"]}},
        {"fires": [{"target": "a"}]},
        {"confidence": 2},
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(builtin, change):
    from mtcheck import api

    path = builtin.get("mojibake").path
    content = {**tomllib.loads(path.read_text(encoding="utf-8")), **change}
    validator = jsonschema.Draft202012Validator(api.rule_schema())

    assert list(validator.iter_errors(content))


def test_rules_as_json_give_all_keys(tmp_path, builtin):
    listed = json.loads(run(tmp_path, ["rules", "--format", "json"]).stdout)

    assert [rule.id for rule in builtin] == [rule["id"] for rule in listed]
    assert {"why", "message", "severity", "fires", "options"} <= set(listed[0])
    assert listed[0]["severity"] in {"neutral", "minor", "major", "critical"}


def test_the_builtin_rules_pass_their_own_test(tmp_path):
    ran = run(tmp_path, ["rules", "test", str(rules.builtin_folder())])

    assert 0 == ran.returncode, ran.stderr
    assert ran.stdout.endswith(b" passed, 0 failed\n")


def test_a_reader_that_goes_away_is_no_error_message(tmp_path):
    (tmp_path / "a.txt").write_text("They met the the man.\n" * 4000)
    line = (
        f'"{sys.executable}" -c "{COMMAND}" check a.txt --target-lang en --format json | head -c 9'
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(mtcheck.__file__).parent.parent)}
    ran = subprocess.run(
        line,
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env=environment,
        timeout=60,
    )

    assert b"Traceback" not in ran.stderr
    assert b"BrokenPipe" not in ran.stderr


def test_a_disk_that_is_full_is_told(tmp_path):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    (tmp_path / "a.txt").write_text(CLEAN)
    ran = run(tmp_path, ["check", "a.txt", "--report", "html=/dev/full"])

    assert 2 == ran.returncode
    assert b"error: cannot write /dev/full: No space left on device" in ran.stderr
    assert b"Traceback" not in ran.stderr
