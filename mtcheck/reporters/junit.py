"""JUnit XML: the gate and the rules as test cases, for services that show tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO
from xml.etree.ElementTree import Element, SubElement

from mtcheck.model import Finding, Report
from mtcheck.reporters.base import Reporter, clipped, inert, log_line
from mtcheck.reporters.checkstyle import write_xml
from mtcheck.reporters.concise import reason

_MESSAGE = 1000
"""Code points of a message at most."""


class JunitReporter(Reporter):
    """A test suite for the gate, one for each document, one for inputs that could not be read.

    In the suite of a document each rule that found something is a test case that fails; one whose
    findings are all suppressed or known is skipped. `quiet`: the gate only.
    """

    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        root = Element("testsuites", name="mtcheck")
        _gate(root, report)
        if not quiet:
            found = _by_document(report.findings)
            for document in report.documents:
                name = document.path if not document.id else f"{document.path}: {document.id}"
                _document(root, name, found.get((document.path, document.id), {}))
            _skipped(root, report)
        _count(root)
        write_xml(root, stream)


def _gate(root: Element, report: Report) -> None:
    suite = SubElement(root, "testsuite", name="mtcheck gate")
    properties = SubElement(suite, "properties")
    for name, value in {"score": report.score.shown, "signature": report.signature}.items():
        SubElement(properties, "property", name=name, value=inert(value))
    case = SubElement(suite, "testcase", classname="mtcheck", name="gate")
    if not report.verdict.passed:
        reasons = inert("; ".join(report.verdict.reasons))
        SubElement(case, "failure", type="gate", message=reasons).text = reasons


def _by_document(
    findings: Sequence[Finding],
) -> dict[tuple[str, str], dict[str, list[Finding]]]:
    """Findings by path and document, there by rule."""
    found: dict[tuple[str, str], dict[str, list[Finding]]] = {}
    for finding in findings:
        rules = found.setdefault((finding.path, finding.document or ""), {})
        rules.setdefault(finding.rule, []).append(finding)
    return found


def _document(root: Element, name: str, rules: dict[str, list[Finding]]) -> None:
    suite = SubElement(root, "testsuite", name=inert(name))
    if not rules:
        SubElement(suite, "testcase", classname=inert(name), name="no findings")
    for rule, findings in rules.items():
        case = SubElement(suite, "testcase", classname=inert(name), name=rule)
        counted = [finding for finding in findings if finding.counts]
        if counted:
            worst = max(finding.severity for finding in counted)
            told = {"type": worst.label, "message": _message(counted)}
            SubElement(case, "failure", told).text = "\n".join(map(_line, counted))
        else:
            why = findings[0].suppressed or "held by the baseline"
            SubElement(case, "skipped", message=inert(why))


def _message(findings: Sequence[Finding]) -> str:
    first = clipped(inert(findings[0].message), _MESSAGE)
    return first if len(findings) == 1 else f"{len(findings)} findings, the first: {first}"


def _line(finding: Finding) -> str:
    span = finding.spans[0]
    place = f"{inert(finding.path)}:{span.line}:{span.column}"
    return log_line(
        f"{place}: {finding.severity.label}: {clipped(inert(finding.message), _MESSAGE)}"
    )


def _skipped(root: Element, report: Report) -> None:
    if report.skipped:
        suite = SubElement(root, "testsuite", name="mtcheck inputs")
        for skipped in report.skipped:
            name = inert(skipped.path)
            case = SubElement(suite, "testcase", classname="mtcheck inputs", name=name)
            SubElement(case, "error", type="skipped", message=reason(skipped.reason))


def _count(root: Element) -> None:
    """Fill in how many tests there are, and how many of them did not pass."""
    for part in (root, *root):
        counted = {"tests": "testcase", "failures": "failure", "errors": "error"}
        for attribute, tag in counted.items():
            part.set(attribute, str(sum(1 for _ in part.iter(tag))))
        if part is not root:
            part.set("skipped", str(sum(1 for _ in part.iter("skipped"))))
