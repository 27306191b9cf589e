"""Settings of a project."""

import pytest

from mtcheck import api, config
from mtcheck.errors import ConfigError, FileFaults, UsageError
from mtcheck.model import Document, Segment, Severity

GOOD = """
select = ["all"]
ignore = ["calque"]
min_severity = "minor"
min_confidence = "high"
source_lang = "zh"
target_lang = "en"
rule_dirs = ["own"]

[gate]
fail_under = 90
max = { critical = 0, major = 3 }

[rules.html-entity]
severity = "critical"
options = {}

[[paths]]
match = "legal/**"
ignore = ["style", "calque"]
"""


def in_mtcheck(text):
    return "mtcheck.toml", text


def in_pyproject(text):
    lines = [line.replace("[[", "[[tool.mtcheck.") for line in text.split("\n")]
    nested = [
        line.replace("[", "[tool.mtcheck.", 1)
        if line.startswith("[") and "[[" not in line
        else line
        for line in lines
    ]
    return "pyproject.toml", "\n".join(["[tool.mtcheck]", *nested])


@pytest.fixture(params=[in_mtcheck, in_pyproject], ids=["mtcheck.toml", "pyproject.toml"])
def saved(request, tmp_path):
    """Write settings to a file of either kind; return its path and the line of the first key."""

    def save(text):
        name, content = request.param(text)
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path, int(name == "pyproject.toml")

    return save


def test_all_settings_are_read(saved):
    path, _ = saved(GOOD)
    found = config.load(path)

    assert (("all",), ("calque",), "minor", "high") == (
        found.select,
        found.ignore,
        found.min_severity,
        found.min_confidence,
    )
    assert ("zh", "en") == (found.source_lang, found.target_lang)
    assert (90, {"critical": 0, "major": 3}) == (found.gate.fail_under, found.gate.max)
    assert "critical" == found.rules["html-entity"].severity
    assert ("legal/**", ("style", "calque")) == (found.paths[0].match, found.paths[0].ignore)
    assert [path.parent / "own"] == found.rule_folders()


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("selct = []", 1, "unknown key `selct`", "did you mean `select`?"),
        ("[gate]\nfail_uder = 9", 2, "unknown key `gate.fail_uder`", "did you mean `fail_under`?"),
        ("[gate]\nmax = { criticl = 0 }", 2, "'critical'", None),
        ("[gate]\nfail_under = 101", 2, "less than or equal to 100", None),
        ("[gate]\nmax = { critical = -1 }", 2, "greater than or equal to 0", None),
        ('[rules.html-entity]\nseverty = "minor"', 2, "unknown key", "did you mean `severity`?"),
        ('[[paths]]\nmatch = "a"\nignores = []', 3, "unknown key", "did you mean `ignore`?"),
        ('select = "all"', 1, "`select`", None),
        ("select = [1]", 1, "`select.0`", None),
        ('min_severity = "small"', 1, "'neutral', 'minor'", None),
        ("target_lang = 5", 1, "valid string", None),
        ("zzz = 1", 1, "unknown key `zzz`", "known: "),
    ],
)
def test_a_fault_is_told_with_its_place(saved, text, line, message, hint):
    path, lead = saved(text)
    with pytest.raises((ConfigError, FileFaults)) as raised:
        config.load(path)
    faults = getattr(raised.value, "faults", [raised.value])
    (fault,) = [fault for fault in faults if message in fault.message]

    assert (str(path), line + lead) == (fault.path, fault.line)
    assert hint is None or hint in fault.hint


def test_several_faults_are_listed_at_once(saved):
    path, lead = saved('selct = []\nmin_severity = "tiny"\n[gate]\nfail_under = "x"')
    with pytest.raises(FileFaults) as raised:
        config.load(path)

    assert [1 + lead, 2 + lead, 4 + lead] == sorted(fault.line for fault in raised.value.faults)


@pytest.mark.parametrize("content", ["a = ", "[gate", b"a = '\xff'"])
def test_a_broken_file_is_told(tmp_path, content):
    path = tmp_path / "mtcheck.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ConfigError, match=r"mtcheck\.toml"):
        config.load(path)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ConfigError, match="No such file"):
        config.load(tmp_path / "gone.toml")


def test_find_looks_upwards_and_prefers_mtcheck_toml(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.mtcheck]\n")
    assert config.find(inner) == tmp_path / "pyproject.toml"
    (inner / "pyproject.toml").write_text("[tool.other]\n")
    assert config.find(inner) == tmp_path / "pyproject.toml"
    (tmp_path / "mtcheck.toml").write_text("")
    assert config.find(inner) == tmp_path / "mtcheck.toml"


def test_a_broken_pyproject_of_others_is_passed_over(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.")

    assert config.find(tmp_path) != tmp_path / "pyproject.toml"


def test_changes_come_on_top_of_the_file(saved):
    path, _ = saved(GOOD)
    found = api.configure(path, {"ignore": ("style",), "gate": {"fail_under": 50.0}})

    assert (("style",), 50.0, {"critical": 0, "major": 3}) == (
        found.ignore,
        found.gate.fail_under,
        found.gate.max,
    )
    assert [path.parent / "own"] == found.rule_folders()


DOCUMENT = Document(
    "legal/a.txt", (Segment("s1", "a &eacute; b, met the the man", target_lang="en"),)
)


def checked(**settings):
    return api.Checker(config.Config.model_validate(settings)).check_documents([DOCUMENT])


def test_a_rule_may_weigh_more():
    report = checked(rules={"html-entity": {"severity": "critical"}})

    assert [Severity.CRITICAL, Severity.MINOR] == [finding.severity for finding in report.findings]
    assert 26 == report.score.penalty


def test_an_option_of_a_rule_may_change():
    text = "He came 我 and 你."
    report = api.check(
        text, target_lang="en", rules={"untranslated-script": {"options": {"gap": 9}}}
    )

    assert ["我 and 你"] == [finding.spans[0].text for finding in report.findings]


def test_a_wrong_option_of_a_rule_is_told():
    with pytest.raises(FileFaults, match="unknown key `gapp`"):
        api.check("a", rules={"untranslated-script": {"options": {"gapp": 9}}})


def test_settings_of_an_unknown_rule_name_the_nearest():
    with pytest.raises(UsageError, match="did you mean `html-entity`"):
        api.check("a", rules={"html-entty": {"severity": "minor"}})


@pytest.mark.parametrize(
    ("match", "ignore", "counted"),
    [
        ("legal/**", ["html-entity"], ["adjacent-duplicate-word"]),
        ("legal/*", ["all"], []),
        ("*.txt", ["linguistic-conventions/repetition"], ["html-entity"]),
        ("a.txt", ["linguistic-conventions"], []),
        ("other/**", ["all"], ["html-entity", "adjacent-duplicate-word"]),
        ("legal/**", ["style"], ["html-entity", "adjacent-duplicate-word"]),
    ],
)
def test_a_path_rule_suppresses_and_keeps(match, ignore, counted):
    report = checked(paths=[{"match": match, "ignore": ignore}])

    assert counted == [finding.rule for finding in report.findings if finding.counts]
    assert 2 == len(report.findings)


def test_a_path_rule_with_an_unknown_name_is_refused():
    with pytest.raises((UsageError, ConfigError, FileFaults), match="html-entity"):
        checked(paths=[{"match": "*", "ignore": ["html-entty"]}])
