"""The Diagnostic Format of reviewdog, which comments on changes in many services."""

from __future__ import annotations

from typing import Any, TextIO

from mtcheck.model import Finding, Report, Severity
from mtcheck.reporters.base import Reporter, inert
from mtcheck.reporters.concise import reason
from mtcheck.reporters.json import dumped
from mtcheck.reporters.places import byte_columns, edit_region, region, repository_path

_SEVERITIES = {
    Severity.CRITICAL: "ERROR",
    Severity.MAJOR: "ERROR",
    Severity.MINOR: "WARNING",
    Severity.NEUTRAL: "INFO",
}


class RdjsonReporter(Reporter):
    """A `DiagnosticResult`; columns count bytes of UTF-8. The format has no place for score and
    verdict. `quiet` changes nothing."""

    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        diagnostics = [_diagnostic(report, one) for one in report.findings if one.counts]
        diagnostics += [_unread(skipped.path, skipped.reason) for skipped in report.skipped]
        source = {"name": "mtcheck", "url": "https://github.com/mtcheck/mtcheck"}
        stream.write(dumped({"source": source, "diagnostics": diagnostics}, indent=1) + "\n")


def _diagnostic(report: Report, finding: Finding) -> dict[str, Any]:
    rule = report.rules.get(finding.rule)
    code = {"value": finding.rule, **({"url": rule.url} if rule and rule.url else {})}
    suggestions = _suggestions(report, finding)
    return {
        "message": inert(finding.message),
        "location": {
            "path": inert(repository_path(finding.path)),
            "range": _range(report, finding),
        },
        "severity": _SEVERITIES[finding.severity],
        "code": code,
        **({"suggestions": suggestions} if suggestions else {}),
    }


def _range(report: Report, finding: Finding) -> dict[str, Any]:
    """The place; whole lines where the bytes before it are not known."""
    span, place = finding.spans[0], region(finding.spans[0])
    start: dict[str, int] = {"line": place.line}
    end: dict[str, int] = {"line": place.end_line}
    if place.column and place.line == place.end_line:
        first, last = byte_columns(report, finding.path, span.segment, span.start, span.end)
        if first:
            start["column"], end["column"] = first, last
    return {"start": start, "end": end}


def _suggestions(report: Report, finding: Finding) -> list[dict[str, Any]]:
    """The fix, if it is one edit: several suggestions would be alternatives."""
    if finding.fix is None or len(finding.fix.edits) != 1:
        return []
    (edit,) = finding.fix.edits
    place = edit_region(report, finding, edit)
    first, last = byte_columns(report, finding.path, edit.segment, edit.start, edit.end)
    if place is None or not first:
        return []
    start, end = {"line": place.line, "column": first}, {"line": place.line, "column": last}
    return [{"range": {"start": start, "end": end}, "text": edit.text}]


def _unread(path: str, why: str) -> dict[str, Any]:
    return {
        "message": reason(why),
        "location": {"path": inert(repository_path(path))},
        "severity": "ERROR",
        "code": {"value": "skipped"},
    }
