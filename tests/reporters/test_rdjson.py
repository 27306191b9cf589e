"""The Diagnostic Format of reviewdog; columns are bytes of UTF-8."""

import json

import jsonschema
import pytest

from mtcheck import Checker
from mtcheck.model import Edit, Fix, Location, Segment, Severity
from tests.made import finding, report, span, written
from tests.reporters.test_contract import HOSTILE, rich

POSITION = {
    "type": "object",
    "required": ["line"],
    "properties": {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
    },
    "additionalProperties": False,
}
RANGE = {
    "type": "object",
    "required": ["start", "end"],
    "properties": {"start": POSITION, "end": POSITION},
    "additionalProperties": False,
}
TEXT = {"type": "string"}
SCHEMA = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "properties": {
        "source": {"type": "object", "required": ["name"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location", "severity", "code"],
                "additionalProperties": False,
                "properties": {
                    "message": TEXT,
                    "location": {
                        "type": "object",
                        "required": ["path"],
                        "properties": {"path": TEXT, "range": RANGE},
                        "additionalProperties": False,
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "properties": {"value": TEXT, "url": TEXT}},
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["range", "text"],
                            "properties": {"range": RANGE, "text": TEXT},
                        },
                    },
                },
            },
        },
    },
}
"""What reviewdog names of it (proto/rdf/reviewdog.proto and jsonschema/DiagnosticResult.json); what
it leaves open, other keys and missing ones, is refused here."""


def diagnostics(made):
    values = json.loads(written("rdjson", made))
    jsonschema.validate(values, SCHEMA)
    return values["diagnostics"]


@pytest.mark.parametrize("name", HOSTILE)
def test_it_keeps_the_schema(name):
    assert len(diagnostics(rich(HOSTILE[name]))) == 2


def test_columns_are_bytes_of_utf_8():
    text = "日本 the the é"
    place = Location("a.txt", 3, 10, 40, byte_column=20)
    fix = Fix("replace", (Edit("s1", 3, 10, "the"),), "safe")
    made = finding(spans=(span("the the", 3, line=3),), fix=fix)
    segments = {("a.txt", "s1"): Segment("s1", text, location=place)}
    (one, _) = diagnostics(report([made], segments=segments))

    expected = {"start": {"line": 3, "column": 27}, "end": {"line": 3, "column": 34}}
    assert one["location"]["range"] == expected
    assert one["suggestions"] == [{"range": expected, "text": "the"}]


def test_the_bytes_lead_to_the_text_in_a_real_file(tmp_path):
    lines = [
        "標題",
        "",
        "　他们说 yes. “Ça va,” he said.\u00a0 They met the the man. 𐐀 and and so on.",
    ]
    path = tmp_path / "a.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    checker = Checker()
    options = checker.read_options(target_lang="en")
    made = checker.check_paths([str(path)], options)
    found = [one for one in diagnostics(made) if one["code"]["value"] == "adjacent-duplicate-word"]
    quoted = []
    for one in found:
        place = one["location"]["range"]
        line = lines[place["start"]["line"] - 1].encode()
        quoted.append(line[place["start"]["column"] - 1 : place["end"]["column"] - 1].decode())

    assert quoted == ["the the", "and and"]
    assert [[s["text"] for s in one["suggestions"]] for one in found] == [["the"], ["and"]]


@pytest.mark.parametrize("place", [None, Location("a.txt", 1), Location("a.txt", 1, 1, 0)])
def test_where_bytes_are_not_known_the_place_is_the_line(place):
    segments = {("a.txt", "s1"): Segment("s1", "met the the man", location=place)}
    (one, _) = diagnostics(report([finding()], segments=segments))

    assert one["location"]["range"] == {"start": {"line": 1}, "end": {"line": 1}}
    assert "suggestions" not in one


def test_a_fix_of_several_edits_is_no_suggestion():
    place = Location("a.txt", 1, 1, 0, byte_column=1)
    segments = {("a.txt", "s1"): Segment("s1", "met the the man", location=place)}
    made = finding(fix=Fix("both", (Edit("s1", 0, 1, ""), Edit("s1", 2, 3, "")), "safe"))

    assert "suggestions" not in diagnostics(report([made], segments=segments))[0]


@pytest.mark.parametrize(
    ("severity", "shown"),
    [("CRITICAL", "ERROR"), ("MAJOR", "ERROR"), ("MINOR", "WARNING"), ("NEUTRAL", "INFO")],
)
def test_severities(severity, shown):
    assert diagnostics(report([finding(severity=Severity[severity])]))[0]["severity"] == shown


def test_a_rule_has_its_page():
    (one, skipped) = diagnostics(report([finding()]))

    assert one["code"]["url"] == "https://example.org/adjacent-duplicate-word.md"
    assert skipped["message"] == "b.txt: no such file"
