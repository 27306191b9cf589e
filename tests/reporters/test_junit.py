"""JUnit XML, read by junitparser, and held against the schema that Jenkins uses."""

from pathlib import Path
from xml.etree import ElementTree

import junitparser
import lxml.etree
import pytest

from mtcheck.model import DocumentSummary, Severity, Verdict
from tests.made import finding, report, written
from tests.reporters.test_contract import HOSTILE, rich

SCHEMA = lxml.etree.XMLSchema(file=str(Path(__file__).parent.parent / "data" / "junit-10.xsd"))


def parsed(made, **changes):
    text = written("junit", made, **changes)
    SCHEMA.assertValid(lxml.etree.fromstring(text.encode()))
    return list(junitparser.JUnitXml.fromstring(text.encode()))


def results(suite):
    return {case.name: [type(one).__name__ for one in case.result] for case in suite}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_keeps_the_schema(name):
    gate, document, _, inputs = parsed(rich(HOSTILE[name]))

    assert (gate.failures, document.failures, inputs.errors) == (1, 1, 1)


def test_the_schema_refuses_what_it_does_not_know():
    wrong = (
        "<testsuites><testsuite name='a'><testcase name='b' place='c'/></testsuite></testsuites>"
    )

    assert not SCHEMA.validate(lxml.etree.fromstring(wrong))


def test_each_rule_of_a_document_is_a_case():
    found = [
        finding(),
        finding(start=30),
        finding(rule="calque", severity=Severity.MAJOR),
        finding(rule="quiet", suppressed="paths: *"),
        finding(rule="old", known=True),
    ]
    _, suite, _ = parsed(report(found))

    assert suite.name == "a.txt: a"
    assert results(suite) == {
        "adjacent-duplicate-word": ["Failure"],
        "calque": ["Failure"],
        "quiet": ["Skipped"],
        "old": ["Skipped"],
    }
    first = next(iter(suite)).result[0]
    assert first.message == "2 findings, the first: “the the” says the same word twice"
    assert first.text.splitlines() == [
        "a.txt:1:5: minor: “the the” says the same word twice",
        "a.txt:1:31: minor: “the the” says the same word twice",
    ]


def test_a_document_without_findings_passes():
    _, suite = parsed(report(skipped=()))

    assert results(suite) == {"no findings": []}


def test_the_gate_is_a_case():
    (failed,), (passed,) = (
        parsed(report(), quiet=True),
        parsed(report(verdict=Verdict(True)), quiet=True),
    )

    assert results(failed) == {"gate": ["Failure"]}
    assert results(passed) == {"gate": []}
    assert {p.name: p.value for p in failed.properties()}["score"] == "83.4"


def test_every_document_has_its_own_findings():
    documents = tuple(DocumentSummary("a.txt", id, None, "en", 1, 9.0, 90.0) for id in "ab")
    suites = parsed(report([finding(document="b")], documents=documents, skipped=()))

    assert [suite.failures for suite in suites] == [1, 0, 1]


def test_counts_are_right():
    root = ElementTree.fromstring(written("junit", report([finding(), finding(rule="calque")])))

    assert [root.get(name) for name in ("tests", "failures", "errors")] == ["4", "3", "1"]
    assert [suite.get("tests") for suite in root] == ["1", "2", "1"]


def test_an_unread_input_is_an_error():
    *_, inputs = parsed(report())

    assert results(inputs) == {"b.txt": ["Error"]}
