"""Workflow commands, read back as the runner of GitHub Actions reads them."""

import re
from collections import Counter

import pytest

from mtcheck.model import Severity, Skipped, Verdict
from tests.made import finding, report, span, written

COMMAND = re.compile(r"::([a-z-]+)(?: (.*?))?::(.*)")


def commands(text):
    """Name, properties and message of each command, unescaped in the order of the runner."""
    read = []
    for line in text.splitlines():
        if line.lstrip().startswith("::"):
            name, properties, message = COMMAND.fullmatch(line).groups()
            pairs = [pair.split("=", 1) for pair in (properties or "").split(",") if pair]
            read.append((name, {k: unescaped(v) for k, v in pairs}, unescaped(message)))
    return read


def unescaped(text):
    for code, character in {"%3A": ":", "%2C": ",", "%0A": "\n", "%0D": "\r"}.items():
        text = text.replace(code, character)
    return text.replace("%25", "%")


def annotations(made):
    return [one for one in commands(written("github", made)) if one[1].get("title") != "mtcheck"]


@pytest.mark.parametrize(
    ("severity", "level"),
    [
        (Severity.CRITICAL, "error"),
        (Severity.MAJOR, "error"),
        (Severity.MINOR, "warning"),
        (Severity.NEUTRAL, "notice"),
    ],
)
def test_a_finding_is_an_annotation_at_its_place(severity, level):
    name, properties, message = annotations(report([finding(severity=severity)], skipped=()))[0]

    assert (name, message) == (level, "“the the” says the same word twice")
    assert properties == {
        "file": "a.txt",
        "line": "1",
        "endLine": "1",
        "col": "5",
        "endColumn": "12",
        "title": f"{severity.label}: adjacent-duplicate-word",
    }


def test_in_a_table_only_the_line_is_known():
    made = report([finding(spans=(span(offset=None, line=7),))], skipped=())
    properties = annotations(made)[0][1]

    assert {"file", "line", "endLine", "title"} == set(properties)
    assert properties["line"] == "7"


def test_what_could_end_a_property_or_a_message_is_escaped():
    made = finding(path="a,b:c%2C\n.txt", message="100 % :: a,b\r\n::error::x %0A")
    _, properties, message = annotations(report([made], skipped=()))[0]

    assert properties["file"] == "a,b:c%2C␊.txt"
    assert message == "100 % :: a,b␍␊::error::x %0A"


def test_the_verdict_comes_first():
    failed, passed = report([finding()]), report(verdict=Verdict(True), skipped=())

    assert commands(written("github", failed))[0][::2][0] == "error"
    assert "failed: score 83.4 is below 95" in commands(written("github", failed))[0][2]
    assert [one[0] for one in commands(written("github", passed))] == ["notice"]


def test_github_takes_ten_of_each_level_the_worst_first():
    levels = [Severity.MINOR, Severity.MAJOR, Severity.CRITICAL, Severity.NEUTRAL]
    findings = [finding(severity=levels[n % 4], start=n) for n in range(80)]
    shown = written("github", report(findings, skipped=(Skipped("b.txt", "no such file"),)))
    told = commands(shown)
    errors = [one[1]["title"] for one in told if one[0] == "error"]

    assert Counter(one[0] for one in told) == {
        "error": 10,
        "warning": 10,
        "notice": 10,
        "group": 1,
        "endgroup": 1,
    }
    assert errors[:3] == ["mtcheck", "skipped", "critical: adjacent-duplicate-word"]
    assert shown.count("says the same word twice") == 80 + 28


def test_all_findings_stand_in_a_group_of_the_log():
    lines = written("github", report([finding(), finding()])).splitlines()
    start, end = lines.index("::group::mtcheck: 2 findings"), lines.index("::endgroup::")

    assert [line.split(":")[0] for line in lines[start + 1 : end]] == [
        "  a.txt",
        "  a.txt",
        "  b.txt",
    ]


def test_a_long_log_is_cut():
    shown = written("github", report([finding()] * 1010, skipped=()))

    assert "  … and 10 more\n" in shown


def test_quiet_tells_the_verdict_only():
    assert len(commands(written("github", report([finding()]), quiet=True))) == 1
