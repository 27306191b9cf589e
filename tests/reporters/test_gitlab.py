"""The Code Quality report against what GitLab asks for."""

import json
from pathlib import Path

import jsonschema
import pytest

from mtcheck.model import Severity
from tests.made import finding, report, written
from tests.reporters.test_contract import HOSTILE, rich

SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                    },
                },
            },
        },
    },
}
"""What https://docs.gitlab.com/ci/testing/code_quality/ says of the format. GitLab itself drops a
report from the first issue on that app/validators/json_schemas/codeclimate.json refuses, which asks
for description, fingerprint, severity and location, and for their types."""


def issues(made):
    values = json.loads(written("gitlab", made))
    jsonschema.validate(values, SCHEMA)
    return values


@pytest.mark.parametrize("name", HOSTILE)
def test_it_keeps_the_schema(name):
    assert len(issues(rich(HOSTILE[name]))) == 2


def test_a_finding_is_an_issue():
    (issue, _) = issues(report([finding(severity=Severity.MAJOR)]))

    assert issue["check_name"] == "adjacent-duplicate-word"
    assert issue["severity"] == "major"
    assert issue["location"] == {"path": "a.txt", "lines": {"begin": 1, "end": 1}}


@pytest.mark.parametrize("severity", Severity)
def test_severities_keep_their_names(severity):
    made = report([finding(severity=severity)], skipped=())

    assert issues(made)[0]["severity"] == severity.label.replace("neutral", "info")


def test_fingerprints_are_unique_and_survive_moved_lines():
    twins = [finding(start=4), finding(start=40), finding(path="c.txt")]
    moved = [finding(start=8), finding(start=88), finding(path="c.txt", start=9)]
    first = [one["fingerprint"] for one in issues(report(twins))]

    assert len(set(first)) == 4
    assert first == [one["fingerprint"] for one in issues(report(moved))]


@pytest.mark.parametrize("path", ["{cwd}/a/b.txt", "./a/b.txt", "a/b.txt", "a//b.txt"])
def test_paths_are_relative_to_the_working_directory(path):
    made = finding(path=path.format(cwd=Path.cwd()))

    assert issues(report([made], skipped=()))[0]["location"]["path"] == "a/b.txt"


def test_an_unread_input_blocks():
    (issue,) = issues(report())

    assert (issue["severity"], issue["description"]) == ("blocker", "b.txt: no such file")
