"""Checkstyle XML, which many services and editors read."""

from __future__ import annotations

from itertools import groupby
from typing import TextIO
from xml.etree import ElementTree

from mtcheck.model import Finding, Report, Severity
from mtcheck.reporters.base import Reporter, inert
from mtcheck.reporters.concise import reason
from mtcheck.reporters.places import region

_SEVERITIES = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.NEUTRAL: "info",
}


class CheckstyleReporter(Reporter):
    """The findings by file; an input that could not be read is an error too. The format has no
    place for score and verdict. `quiet` changes nothing."""

    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        root = ElementTree.Element("checkstyle", version="4.3")
        counted = (finding for finding in report.findings if finding.counts)
        for path, findings in groupby(counted, key=lambda finding: finding.path):
            file = ElementTree.SubElement(root, "file", name=inert(path))
            for finding in findings:
                ElementTree.SubElement(file, "error", _error(finding))
        for skipped in report.skipped:
            file = ElementTree.SubElement(root, "file", name=inert(skipped.path))
            told = {"severity": "error", "message": reason(skipped.reason)}
            ElementTree.SubElement(file, "error", {**told, "source": "mtcheck.skipped"})
        write_xml(root, stream)


def _error(finding: Finding) -> dict[str, str]:
    place = region(finding.spans[0])
    column = {"column": str(place.column)} if place.column else {}
    return {
        "line": str(place.line),
        **column,
        "severity": _SEVERITIES[finding.severity],
        "message": inert(finding.message),
        "source": f"mtcheck.{finding.category.replace('/', '.')}.{finding.rule}",
    }


def write_xml(root: ElementTree.Element, stream: TextIO) -> None:
    """Write an XML document. Its texts have to be inert: XML 1.0 knows no control characters."""
    ElementTree.indent(root)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    stream.write(ElementTree.tostring(root, encoding="unicode") + "\n")
