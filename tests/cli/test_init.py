"""`mtcheck init`: what it finds, and that what it writes works at once."""

import tomllib

import pytest

import mtcheck
from mtcheck import config
from tests.cli.test_cases import run

HEADER = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
SOURCE, GERMAN = "The meeting was held on Friday.", "Die Sitzung fand am am Freitag statt."
PO = HEADER + f'msgid "{SOURCE}"\nmsgstr "{GERMAN}"\n'
XLIFF = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" '
    'source-language="en" target-language="de" datatype="plaintext"><body><trans-unit id="1">'
    f"<source>{SOURCE}</source><target>{GERMAN}</target></trans-unit></body></file></xliff>"
)
ANDROID = "<resources><string name='a'>{}</string></resources>"
ENGLISH = f"The people of the town said that it was not what they had wanted. {SOURCE}"

PROJECTS = {
    "gettext": {
        "locale/de/LC_MESSAGES/a.po": PO.format("de"),
        "locale/pt_BR/LC_MESSAGES/a.po": PO.format("pt_BR"),
        "locale/a.pot": HEADER.format(""),
    },
    "gettext, flat": {"po/de.po": PO.format("de"), "po/LINGUAS": "de"},
    "in the root": {"de.po": PO.format("de"), "README.txt": "A text."},
    "xliff": {"delivery/one.xlf": XLIFF, "delivery/notes.txt": "A text."},
    "json": {
        "src/i18n/en.json": f'{{"a": "{SOURCE}"}}',
        "src/i18n/de.json": f'{{"a": "{GERMAN}"}}',
    },
    "json in folders": {
        "locales/en/app.json": f'{{"a": "{SOURCE}"}}',
        "locales/de/app.json": f'{{"a": "{GERMAN}"}}',
        "package.json": "{}",
    },
    "yaml": {
        "config/locales/en.yml": f"en:\n  a: {SOURCE}\n",
        "config/locales/de.yml": f"de:\n  a: {GERMAN}\n",
    },
    "android": {
        "app/res/values/strings.xml": ANDROID.format(SOURCE),
        "app/res/values-de/strings.xml": ANDROID.format(GERMAN),
    },
    "properties": {
        "l10n/messages.properties": f"a={ENGLISH}\n",
        "l10n/messages_de.properties": f"a={GERMAN}\n",
    },
    "markdown": {"docs/en/a.md": f"{SOURCE}\n", "docs/de/a.md": f"{GERMAN}\n"},
    "table": {"pairs.tsv": f"source\ttarget\n{SOURCE}\t{GERMAN}\n", "data.csv": "id,name\n1,x\n"},
    "hostile names": {'a"]\nfail_under = 0 #/de/x.po': PO.format("de")},
}

FOUND = {
    "gettext": (["locale"], None, "en", {"de", "pt-BR"}),
    "gettext, flat": (["po"], None, "en", {"de"}),
    "in the root": (["de.po"], None, "en", {"de"}),
    "xliff": (["delivery/one.xlf"], None, "en", {"de"}),
    "json": (["src/i18n"], "{lang}{suffix}", "en", {"de"}),
    "json in folders": (["locales"], "{lang}/{path}", "en", {"de"}),
    "yaml": (["config/locales"], "{lang}{suffix}", "en", {"de"}),
    "android": (["app/res"], "values-{lang}/{path}", "en", {"de"}),
    "properties": (["l10n"], "{stem}_{lang}{suffix}", "en", {"de"}),
    "markdown": (["docs"], "{lang}/{path}", "en", {"de"}),
    "table": (["pairs.tsv"], None, "en", {"de"}),
    "hostile names": (['a"]\nfail_under = 0 #'], None, "en", {"de"}),
}
"""Paths, pattern of names, source language and target languages of each project."""


def made(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(params=PROJECTS)
def name(request):
    return request.param


def test_a_project_is_found_and_can_be_checked_at_once(name, tmp_path):
    folder = made(tmp_path, PROJECTS[name])
    ran = run(folder, ["init"])
    paths, names, source, langs = FOUND[name]
    settings = config.load(folder / "mtcheck.toml")

    assert 0 == ran.returncode, ran.stderr
    assert (list(settings.inputs.paths), settings.inputs.name_pattern) == (paths, names)
    assert settings.source_lang in {source, None}
    assert settings.target_lang == (next(iter(langs)) if len(langs) == 1 else None)
    assert settings.gate.fail_under == 95
    shown = ran.stdout.decode().splitlines()
    assert ["found", "wrote", "next "] == [line[:5] for line in shown]
    assert all(lang in shown[0] for lang in langs)

    checked = run(folder, ["check", "--format", "json"])
    assert checked.returncode in {0, 1}, checked.stderr
    assert b"adjacent-duplicate-word" in checked.stdout


def test_the_file_works_from_a_folder_below(tmp_path):
    folder = made(tmp_path, PROJECTS["json"])
    run(folder, ["init"])

    assert b"de.json:1:" in run(folder / "src" / "i18n", ["check"]).stdout


def test_several_groups_have_a_command_each(tmp_path):
    folder = made(tmp_path, {**PROJECTS["gettext"], **PROJECTS["json"], **PROJECTS["markdown"]})
    shown = run(folder, ["init"]).stdout.decode()

    assert "next   mtcheck check\n" in shown
    assert "check src/i18n --source-dir src/i18n --name-pattern '{lang}{suffix}'" in shown
    settings = tomllib.loads((folder / "mtcheck.toml").read_text(encoding="utf-8"))
    assert "target_lang" not in settings
    assert "source_lang" in settings


def test_nothing_to_check_is_said(tmp_path):
    ran = run(made(tmp_path, {"README.md": "A text.\n", "setup.json": "{}"}), ["init"])

    assert 0 == ran.returncode
    assert ran.stdout.startswith(b"found  no translations")
    assert config.load(tmp_path / "mtcheck.toml").inputs.paths == ()
    checked = run(tmp_path, ["check"])
    assert 2 == checked.returncode
    assert b"there is no PATH to check" in checked.stderr


@pytest.mark.parametrize(
    ("file", "text"),
    [("mtcheck.toml", "ignore = []\n"), ("pyproject.toml", "[tool.mtcheck]\nignore = []\n")],
)
def test_a_configuration_that_is_there_is_kept(file, text, tmp_path):
    made(tmp_path, {file: text})
    ran = run(tmp_path, ["init"])

    assert 2 == ran.returncode
    assert f"{file} is there already" in ran.stderr.decode()
    assert [file] == [path.name for path in tmp_path.iterdir()]
    assert 0 == run(tmp_path, ["init", "--ci", "github"]).returncode
    assert text == (tmp_path / file).read_text(encoding="utf-8")
    assert 0 == run(tmp_path, ["init", "--force"]).returncode
    assert "[inputs]" in (tmp_path / "mtcheck.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("service", "file"),
    [
        ("github", ".github/workflows/mtcheck.yml"),
        ("gitlab", ".gitlab-ci.yml"),
        ("pre-commit", ".pre-commit-config.yaml"),
    ],
)
def test_a_file_of_a_service_is_never_replaced_unasked(service, file, tmp_path):
    made(tmp_path, {file: "mine: true\n"})
    ran = run(tmp_path, ["init", "--ci", service])

    assert 2 == ran.returncode
    assert f"{file} is there already" in ran.stderr.decode()
    assert "mine: true\n" == (tmp_path / file).read_text(encoding="utf-8")
    assert not (tmp_path / "mtcheck.toml").exists()
    replaced = run(tmp_path, ["init", "--ci", service, "--force"])
    assert 0 == replaced.returncode
    assert f"needs  the release v{mtcheck.__version__} of https://" in replaced.stdout.decode()
    assert "mtcheck" in (tmp_path / file).read_text(encoding="utf-8")


def test_a_folder_that_may_not_be_written_is_told(tmp_path):
    made(tmp_path, {".github": "a file"})
    ran = run(tmp_path, ["init", "--ci", "github"])

    assert 2 == ran.returncode
    assert b"Traceback" not in ran.stderr


def test_a_path_on_the_command_line_outranks_the_file(tmp_path):
    folder = made(tmp_path, {**PROJECTS["json"], "a.txt": "They met the the man."})
    run(folder, ["init"])
    shown = run(folder, ["check", "a.txt", "--target-lang", "en", "--format", "concise"]).stdout

    assert b"a.txt:1" in shown
    assert b"de.json" not in shown
