"""SARIF 2.1.0: the exchange format of static analysis, for code scanning services and editors."""

from __future__ import annotations

import re
from typing import Any, TextIO
from urllib.parse import quote

from mtcheck.model import Finding, Notice, Report, RuleInfo, Segment, Severity, Skipped, Span
from mtcheck.reporters.base import Reporter, clipped, inert
from mtcheck.reporters.concise import reason
from mtcheck.reporters.json import dumped
from mtcheck.reporters.places import Region, edit_region, region, repository_path

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_HOME = "https://github.com/mtcheck/mtcheck"
_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.NEUTRAL: "note",
}
_RELATED = 100
"""Related places of a result at most."""

_MESSAGE = 2000
"""Code points of a message or a quoted text at most."""

_LINK = re.compile(r"\](?=\()")
_PLACEHOLDER = re.compile(r"\{(?=\d+\})")


class SarifReporter(Reporter):
    """One run: rules, results, inputs that could not be read. `quiet` changes nothing."""

    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
        stream.write(dumped(log, indent=1) + "\n")


def _run(report: Report) -> dict[str, Any]:
    numbers = {id: number for number, id in enumerate(report.rules)}
    version = inert(report.signature.partition("|version:")[2])
    driver = {
        "name": "mtcheck",
        **({"version": version} if version else {}),
        "informationUri": _HOME,
        "rules": [_rule(rule) for rule in report.rules.values()],
    }
    against_baseline = any(finding.known for finding in report.findings)
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": [
            _result(report, finding, numbers, against_baseline) for finding in report.findings
        ],
        "properties": {
            "signature": inert(report.signature),
            "passed": report.verdict.passed,
            "reasons": [inert(one) for one in report.verdict.reasons],
            "score": round(report.score.value, 4),
            "words": round(report.score.words, 4),
        },
    }


def _rule(rule: RuleInfo) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.message},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.why, "markdown": rule.page},
        **({"helpUri": rule.url} if rule.url else {}),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "category": rule.category,
            "its": rule.its,
            "severity": rule.severity.label,
            "confidence": rule.confidence.label,
            "precision": rule.confidence.label,
            "tags": list(dict.fromkeys(["translation", rule.category.split("/")[0], rule.its])),
        },
    }


def _invocation(report: Report) -> dict[str, Any]:
    return {
        "executionSuccessful": not report.skipped,
        "toolExecutionNotifications": [
            *(_notification(one) for one in report.skipped),
            *(_told(one) for one in report.notices),
        ],
    }


def _notification(skipped: Skipped) -> dict[str, Any]:
    place = {"artifactLocation": _artifact(skipped.path)}
    return {
        "level": "error",
        "descriptor": {"id": "skipped"},
        "message": _message(reason(skipped.reason)),
        "locations": [{"physicalLocation": place}],
    }


def _told(notice: Notice) -> dict[str, Any]:
    region = {"region": {"startLine": notice.line}} if notice.line else {}
    place = {"artifactLocation": _artifact(notice.path), **region}
    return {
        "level": "warning",
        "descriptor": {"id": notice.kind},
        "message": _message(notice.message),
        "locations": [{"physicalLocation": place}],
    }


def _result(
    report: Report, finding: Finding, numbers: dict[str, int], against_baseline: bool
) -> dict[str, Any]:
    number = numbers.get(finding.rule)
    state = {"baselineState": "unchanged" if finding.known else "new"} if against_baseline else {}
    first, *others = finding.spans
    fix = _fix(report, finding)
    return {
        "ruleId": finding.rule,
        **({"ruleIndex": number} if number is not None else {}),
        "level": _LEVELS[finding.severity],
        "message": _message(finding.message),
        "locations": [_location(report, finding, first)],
        **(
            {
                "relatedLocations": [
                    {"id": n, **_location(report, finding, span), "message": _about(span)}
                    for n, span in enumerate(others[:_RELATED], 1)
                ]
            }
            if others
            else {}
        ),
        "partialFingerprints": {"mtcheckFingerprint/v1": finding.fingerprint},
        **({"suppressions": _suppressions(finding)} if finding.suppressed else {}),
        **state,
        **({"fixes": [fix]} if fix else {}),
        "properties": {
            "severity": finding.severity.label,
            "confidence": finding.confidence.label,
            "category": finding.category,
            "its": finding.its,
        },
    }


def _suppressions(finding: Finding) -> list[dict[str, Any]]:
    kind = "external" if finding.suppressed_at is None else "inSource"
    suppression = {"kind": kind, "justification": inert(finding.suppressed or "")}
    if finding.suppressed_at is None:
        return [suppression]
    place = {
        "artifactLocation": _artifact(finding.path),
        "region": {"startLine": finding.suppressed_at},
    }
    return [{**suppression, "location": {"physicalLocation": place}}]


def _location(report: Report, finding: Finding, span: Span) -> dict[str, Any]:
    quoted = {"snippet": {"text": clipped(inert(span.text), _MESSAGE)}}
    physical = {
        "artifactLocation": _artifact(finding.path),
        "region": {**_region(region(span)), **quoted},
    }
    segment = report.segments.get((finding.path, span.segment))
    names = [finding.document, span.segment]
    logical = {
        "name": inert(span.segment),
        "fullyQualifiedName": inert("/".join(name for name in names if name)),
        "kind": _kind(segment),
    }
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _kind(segment: Segment | None) -> str:
    return "segment" if segment is None or segment.source is None else "segment pair"


def _region(place: Region) -> dict[str, int]:
    """The place; the whole line where nothing more is known."""
    values = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": place.offset,
        "charLength": place.size if place.offset is not None else None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _about(span: Span) -> dict[str, str]:
    where = "in the source" if span.side == "source" else "here too"
    return _message(f"{where}: “{span.text}”")


def _message(text: str) -> dict[str, str]:
    """The text without what a viewer takes for a link or for the place of an argument."""
    plain = _PLACEHOLDER.sub("{ ", _LINK.sub("] ", inert(text)))
    return {"text": clipped(plain, _MESSAGE)}


def _artifact(path: str) -> dict[str, str]:
    name = repository_path(path)
    encoded = quote(name.encode("utf-8", "surrogatepass"))
    if name.startswith("/"):
        return {"uri": f"file://{encoded}"}
    return {"uri": encoded, "uriBaseId": "%SRCROOT%"}


def _fix(report: Report, finding: Finding) -> dict[str, Any] | None:
    """The fix, where every place that it changes is known."""
    if finding.fix is None:
        return None
    replacements = []
    for edit in finding.fix.edits:
        place = edit_region(report, finding, edit)
        if place is None:
            return None
        inserted = {"insertedContent": {"text": edit.text}} if edit.text else {}
        replacements.append({"deletedRegion": _region(place), **inserted})
    return {
        "description": _message(finding.fix.title),
        "artifactChanges": [
            {"artifactLocation": _artifact(finding.path), "replacements": replacements}
        ],
        "properties": {"safety": finding.fix.safety},
    }
