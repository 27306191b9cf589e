"""SARIF, held against its official schema and read as a viewer reads it."""

import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from mtcheck import Checker
from mtcheck.model import Edit, Fix, Location, Segment, Severity
from tests.made import finding, report, span, written
from tests.reporters.test_contract import HOSTILE, rich

SCHEMA = Path(__file__).parent.parent / "data" / "sarif-2.1.0.json"


@cache
def validator():
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def run(made):
    log = json.loads(written("sarif", made))
    assert [] == [error.message for error in validator().iter_errors(log)]
    return log["runs"][0]


def result(made):
    return run(report([made]))["results"][0]


@pytest.mark.parametrize("name", HOSTILE)
def test_it_keeps_the_schema(name):
    assert len(run(rich(HOSTILE[name]))["results"]) == 2


def test_a_rule_says_what_it_is_about():
    (rule,) = run(report([finding()]))["tool"]["driver"]["rules"]

    assert rule["id"] == "adjacent-duplicate-word"
    assert rule["helpUri"] == "https://example.org/adjacent-duplicate-word.md"
    assert "All there is to say." in rule["help"]["markdown"]
    assert rule["defaultConfiguration"] == {"level": "warning"}
    kept = {key: rule["properties"][key] for key in ("category", "its", "confidence")}
    assert kept == {
        "category": "linguistic-conventions/repetition",
        "its": "duplication",
        "confidence": "high",
    }


def test_results_name_their_rule_by_number():
    made = run(report([finding(), finding(rule="calque"), finding()]))
    ids = [rule["id"] for rule in made["tool"]["driver"]["rules"]]

    assert [one["ruleId"] for one in made["results"]] == [
        ids[one["ruleIndex"]] for one in made["results"]
    ]


@pytest.mark.parametrize(
    ("severity", "level"),
    [("CRITICAL", "error"), ("MAJOR", "error"), ("MINOR", "warning"), ("NEUTRAL", "note")],
)
def test_levels(severity, level):
    assert result(finding(severity=Severity[severity]))["level"] == level


def test_columns_count_code_points():
    assert run(report())["columnKind"] == "unicodeCodePoints"


def test_a_place_in_plain_text():
    place = result(finding())["locations"][0]["physicalLocation"]

    assert place["artifactLocation"] == {"uri": "a.txt", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {
        "startLine": 1,
        "startColumn": 5,
        "endLine": 1,
        "endColumn": 12,
        "charOffset": 4,
        "charLength": 7,
        "snippet": {"text": "the the"},
    }


def test_a_place_in_a_table_is_its_line():
    made = finding(spans=(span(offset=None, line=7),))
    region = result(made)["locations"][0]["physicalLocation"]["region"]

    assert set(region) == {"startLine", "endLine", "snippet"}


def test_related_places_and_the_source():
    made = finding(spans=(span(), span("b", 20, line=4), span("人", 1, side="source")))
    related = result(made)["relatedLocations"]

    assert [one["message"]["text"] for one in related] == ["here too: “b”", "in the source: “人”"]
    assert [one["id"] for one in related] == [1, 2]
    assert "startColumn" not in related[1]["physicalLocation"]["region"]


def test_offsets_lead_to_the_text_in_a_real_file(tmp_path):
    content = "標題 of it\r\n\r\nÇa va, he said. They met the the man. 𐐀 and and so on."
    path = tmp_path / "a b.txt"
    path.write_bytes(content.encode())
    checker = Checker()
    made = checker.check_paths([str(path)], checker.read_options(target_lang="en"))
    results = [r for r in run(made)["results"] if r["ruleId"] == "adjacent-duplicate-word"]
    regions = [one["locations"][0]["physicalLocation"]["region"] for one in results]
    lines = content.split("\r\n")

    for region in regions:
        start, end = region["charOffset"], region["charOffset"] + region["charLength"]
        assert content[start:end] == region["snippet"]["text"]
        line = lines[region["startLine"] - 1]
        assert (
            line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
        )
    uri = results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == path.as_uri()
    for one, mended in zip(results, ["met the man", "𐐀 and so"], strict=True):
        (replacement,) = one["fixes"][0]["artifactChanges"][0]["replacements"]
        gone = replacement["deletedRegion"]
        end = gone["charOffset"] + gone["charLength"]
        inserted = replacement["insertedContent"]["text"]
        assert mended in content[: gone["charOffset"]] + inserted + content[end:]


def test_a_fix_stands_where_every_place_is_known():
    place = Location("a.txt", 3, 10, 40)
    segments = {("a.txt", "s1"): Segment("s1", "met the the man", location=place)}
    fix = Fix("both", (Edit("s1", 4, 8, ""), Edit("s1", 12, 12, "x")), "unsafe")
    known = run(report([finding(fix=fix)], segments=segments))["results"][0]["fixes"][0]
    unknown = run(report([finding(fix=fix)], texts={"s1": "met the the man"}))["results"][0]

    assert known["properties"] == {"safety": "unsafe"}
    assert [one["deletedRegion"] for one in known["artifactChanges"][0]["replacements"]] == [
        {
            "startLine": 3,
            "startColumn": c,
            "endLine": 3,
            "endColumn": e,
            "charOffset": o,
            "charLength": n,
        }
        for c, e, o, n in [(14, 18, 44, 4), (22, 22, 52, 0)]
    ]
    assert "fixes" not in unknown


def test_suppressed_and_known_findings_say_so():
    found = [finding(), finding(suppressed="paths: *"), finding(known=True)]
    plain, suppressed, known = run(report(found))["results"]

    assert suppressed["suppressions"] == [{"kind": "external", "justification": "paths: *"}]
    assert [one.get("baselineState") for one in (plain, suppressed, known)] == [
        "new",
        "new",
        "unchanged",
    ]
    assert "baselineState" not in run(report(found[:2]))["results"][0]


def test_fingerprints():
    fingerprints = result(finding())["partialFingerprints"]

    assert fingerprints == {"mtcheckFingerprint/v1": finding().fingerprint}


def test_unread_inputs_are_notifications():
    (invocation,) = run(report())["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]

    assert invocation["executionSuccessful"] is False
    assert notification["message"]["text"] == "b.txt: no such file"
    assert run(report(skipped=()))["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[a](https://example.com)", "[a] (https://example.com)"),
        ("[a](1)", "[a] (1)"),
        ("{0} {x} {{1}}", "{ 0} {x} {{ 1}}"),
    ],
)
def test_a_message_has_no_links_and_no_arguments(text, shown):
    assert result(finding(message=text))["message"]["text"] == shown


@pytest.mark.parametrize("name", HOSTILE)
def test_sarif_tools_count_the_same(name, tmp_path):
    loader = pytest.importorskip("sarif.loader")
    path = tmp_path / "made.sarif"
    path.write_text(written("sarif", rich(HOSTILE[name])), encoding="utf-8")
    read = loader.load_sarif_file(str(path))
    records = read.get_records()

    assert ["mtcheck"] == read.get_distinct_tool_names()
    counts = read.get_report().get_issue_count_for_severity
    assert (0, 2, 0) == (counts("error"), counts("warning"), counts("note"))
    assert {"adjacent-duplicate-word"} == {one["Code"].split()[0] for one in records}
    assert [1, 1] == [one["Line"] for one in records]
