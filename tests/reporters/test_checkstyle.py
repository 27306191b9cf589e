"""Checkstyle XML, read by two parsers, against what Checkstyle itself says of its reports."""

from xml.etree import ElementTree

import lxml.etree
import pytest

from mtcheck.model import Severity
from tests.made import finding, report, span, written
from tests.reporters.test_contract import HOSTILE, rich

PLACES = {"line", "column"}
OPTIONAL = PLACES | {"severity", "message", "source"}
CHILDREN = {"checkstyle": {"file", "error", "exception"}, "file": {"error", "exception"}}
"""The elements and attributes of config/checkstyle-report-1.0.0.xsd in checkstyle/checkstyle."""


def parsed(made):
    text = written("checkstyle", made)
    lxml.etree.fromstring(text.encode())
    root = ElementTree.fromstring(text)
    assert root.tag == "checkstyle"
    assert set(root.attrib) <= {"version"}
    for element in root.iter():
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
        if element.tag == "file":
            assert set(element.attrib) == {"name"}
        if element.tag == "error":
            assert set(element.attrib) <= OPTIONAL
            assert all(int(element.get(name, 1)) > 0 for name in PLACES)
            assert element.get("severity", "error") in {"error", "warning", "info"}
    return root


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_makes_no_element(name):
    root = parsed(rich(HOSTILE[name]))

    assert {"checkstyle", "file", "error"} == {element.tag for element in root.iter()}
    assert len(root.findall(".//error")) == 2
    assert all(not (element.text or "").strip() for element in root.iter())


def test_findings_stand_below_their_file():
    root = parsed(report([finding(), finding(start=9), finding(path="c.txt")], skipped=()))

    assert [(f.get("name"), len(f)) for f in root] == [("a.txt", 2), ("c.txt", 1)]
    assert root[0][0].attrib == {
        "line": "1",
        "column": "5",
        "severity": "warning",
        "message": "“the the” says the same word twice",
        "source": "mtcheck.linguistic-conventions.repetition.adjacent-duplicate-word",
    }


@pytest.mark.parametrize(
    ("severity", "shown"),
    [("CRITICAL", "error"), ("MAJOR", "error"), ("MINOR", "warning"), ("NEUTRAL", "info")],
)
def test_severities(severity, shown):
    root = parsed(report([finding(severity=Severity[severity])]))

    assert root[0][0].get("severity") == shown


def test_in_a_table_the_column_is_not_known():
    root = parsed(report([finding(spans=(span(offset=None, line=7),))]))

    assert (root[0][0].get("line"), root[0][0].get("column")) == ("7", None)


def test_an_unread_input_is_an_error():
    (file,) = parsed(report())

    assert (file.get("name"), file[0].get("message")) == ("b.txt", "b.txt: no such file")
