"""The shape of the project: sizes, names, layers, and lists that must not drift apart."""

import ast
import os
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import mtcheck
from mtcheck import readers, reporters, rules
from mtcheck.detectors import KINDS, detector_class
from mtcheck.detectors.base import Detector
from mtcheck.readers.base import Reader
from mtcheck.reporters.base import Reporter
from mtcheck.watch import Watch

PACKAGE = Path(mtcheck.__file__).parent
TESTS = Path(__file__).parent
ROOT = TESTS.parent
CODE = sorted(PACKAGE.rglob("*.py"))
RULES = rules.rule_files(rules.builtin_folder())

FUNCTION_LINES, COMMAND_LINES, FILE_LINES, RULE_LINES = 40, 25, 300, 60

LONGER: dict[str, str] = {}
"""Files and functions over the budget, each with its reason. May only shrink."""


def name_of(path):
    return path.relative_to(PACKAGE.parent).as_posix()


def functions(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
            yield f"{name_of(path)}:{node.name}", node.end_lineno - first + 1


def body_lines(path):
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            yield f"{name_of(path)}:{node.name}", node.end_lineno - node.body[0].lineno + 1


def over_budget():
    for path in CODE:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > FILE_LINES:
            yield f"{name_of(path)}", lines
        yield from ((name, size) for name, size in functions(path) if size > FUNCTION_LINES)
    for path in (PACKAGE / "cli").glob("*.py"):
        yield from ((name, size) for name, size in body_lines(path) if size > COMMAND_LINES)


def test_functions_and_files_keep_the_budget():
    over = {f"{name} has {lines} lines" for name, lines in over_budget() if name not in LONGER}

    assert set() == over


def test_exceptions_to_the_budget_are_still_needed():
    assert set() == set(LONGER) - {name for name, _ in over_budget()}


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_file_keeps_the_budget(path):
    written = path.read_text(encoding="utf-8").split("\n[measured]")[0]

    assert len(written.splitlines()) <= RULE_LINES


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_stands_in_the_folder_of_its_category(path):
    rule, _ = rules.load_rule(path)

    assert path.parent.name == rule.category.split("/")[0]


def test_every_word_list_belongs_to_a_rule():
    folder = rules.builtin_folder()
    used = {
        path.parent / value
        for path in RULES
        for value in rules.load_rule(path)[0].options.values()
        if str(value).endswith(".tsv")
    }

    assert used == set(folder.rglob("*.tsv"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_detector_a_rule_and_a_test_file(kind, builtin):
    assert issubclass(detector_class(kind), Detector)
    assert KINDS[kind].startswith(f"mtcheck.detectors.{kind}:")
    assert any(rule.kind == kind for rule in builtin)
    assert (TESTS / "detectors" / f"test_{kind}.py").is_file()


def test_every_detector_file_is_a_kind():
    files = {path.stem for path in (PACKAGE / "detectors").glob("*.py")}

    assert files - {"__init__", "base"} == set(KINDS)


@pytest.mark.parametrize(
    ("home", "base"),
    [
        *((home, Reader) for home in readers.FORMATS.values()),
        *((home, Reporter) for home in reporters.FORMATS.values()),
    ],
)
def test_every_format_can_be_imported(home, base):
    module, name = home.split(":")

    assert issubclass(getattr(import_module(module), name), base)


@pytest.mark.parametrize(("package", "formats"), [("reporters", reporters.FORMATS)])
def test_every_format_has_a_test_file(package, formats):
    assert all((TESTS / package / f"test_{name}.py").is_file() for name in formats)


def test_no_module_is_named_after_nothing():
    shapeless = {"utils", "util", "common", "helpers", "helper", "misc"}
    named = {
        part for path in [*CODE, *TESTS.rglob("*.py")] for part in (path.stem, path.parent.name)
    }

    assert set() == named & shapeless


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_every_public_name_has_a_docstring(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [tree, *_public(tree)]
    bare = [getattr(node, "name", "module") for node in nodes if not ast.get_docstring(node)]

    assert [] == bare


DOCUMENTED = {name for base in (Detector, Reader, Reporter, Watch) for name in vars(base)}
"""Methods that a base class documents."""


def _public(parent):
    for node in parent.body:
        named = isinstance(node, ast.FunctionDef | ast.ClassDef)
        if not named or node.name.startswith("_"):
            continue
        if not (isinstance(parent, ast.ClassDef) and parent.bases and node.name in DOCUMENTED):
            yield node
        if isinstance(node, ast.ClassDef):
            yield from _public(node)


HEAVY = ("numpy", "pydantic", "typer", "rich", "re2", "sentencex", "langdetect")


@pytest.mark.parametrize(
    "code",
    [
        "import mtcheck",
        "import sys; sys.argv[1:] = ['--version']; from mtcheck.cli.main import main; main()",
    ],
)
def test_the_start_imports_nothing_heavy(code):
    shown = "\nimport sys; print(sorted({name.split('.')[0] for name in sys.modules}))"
    run = subprocess.run(
        [sys.executable, "-c", code + shown],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
    )
    loaded = set(ast.literal_eval(run.stdout.splitlines()[-1]))

    assert set() == loaded & set(HEAVY)


def test_layers_hold():
    script = Path(sys.executable).with_name("lint-imports")
    if not script.is_file():
        pytest.skip("import-linter is not installed")
    run = subprocess.run(
        [script, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    assert 0 == run.returncode, run.stdout


def test_the_command_is_the_function_that_tests_call():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert {"mtcheck": "mtcheck.cli.main:main"} == project["scripts"]


def test_public_names_can_be_imported():
    assert all(getattr(mtcheck, name) is not None for name in mtcheck.__all__)
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        _ = mtcheck.chek


def test_code_knows_no_single_language():
    """What is known of a language stands in languages/, so code never asks `lang == "zh"`."""
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare) and _is_about_language(node)
    ]

    assert [] == found


def _is_about_language(node):
    names = [n.id for n in ast.walk(node) if isinstance(n, ast.Name)]
    names += [n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)]
    values = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant)]
    asks = any("lang" in name or name == "tag" for name in names)
    return asks and any(isinstance(v, str) and len(v) == 2 and v.isalpha() for v in values)
