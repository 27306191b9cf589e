"""The JSON report, version 1: the contract that other programs rely on (docs/json-report.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, TextIO

from mtcheck.measures import DocumentReference, Estimate, ReferenceScore, ReferenceScores
from mtcheck.model import (
    Confidence,
    DocumentSummary,
    Edit,
    Finding,
    Fix,
    Notice,
    Report,
    Score,
    Severity,
    Skipped,
    Span,
    Verdict,
)
from mtcheck.reporters.base import ACTIVE, COMMAND, Reporter

FORMAT, VERSION = "mtcheck-report", 1
_FINDINGS, _NO_FINDINGS = '\n "findings": [', '\n "findings": []'


class JsonReporter(Reporter):
    """One JSON object. `quiet` changes nothing."""

    excerpts = False

    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        for part in _in_parts(to_json(replace(report, findings=())), report.findings):
            stream.write(part)


def _in_parts(values: dict[str, Any], findings: Sequence[Finding]) -> Iterator[str]:
    """The whole report as text, one finding at a time: there may be very many."""
    before, after = dumped(values, indent=1).split(_NO_FINDINGS, 1)
    yield before + (_FINDINGS if findings else _NO_FINDINGS)
    for number, finding in enumerate(findings):
        lines = dumped(finding_values(finding), indent=1).replace("\n", "\n  ")
        yield (",\n  " if number else "\n  ") + lines
    yield ("\n ]" if findings else "") + after + "\n"


def dumped(values: object, indent: int | None = None) -> str:
    """JSON with every active character escaped. The values stay as they are."""
    text = json.dumps(values, ensure_ascii=False, indent=indent, default=str)
    return COMMAND.sub(r"\\u0023", ACTIVE.sub(_escaped, text))


def _escaped(match: re.Match[str]) -> str:
    """A JSON escape of a control or direction character; line breaks are those of the layout."""
    return match[0] if match[0] == "\n" else json.dumps(match[0])[1:-1]


def to_json(report: Report) -> dict[str, Any]:
    """The report as JSON values."""
    score = report.score
    return {
        "format": FORMAT,
        "version": VERSION,
        "signature": report.signature,
        "verdict": {"passed": report.verdict.passed, "reasons": list(report.verdict.reasons)},
        "score": {
            "value": round(score.value, 4),
            "penalty": round(score.penalty, 4),
            "words": round(score.words, 4),
            "penalty_per_1000_words": _per_1000_words(score),
            "by_severity": dict(score.by_severity),
            "by_category": dict(score.by_category),
        },
        "documents": [_document(document) for document in report.documents],
        "findings": [finding_values(finding) for finding in report.findings],
        "skipped": [asdict(skipped) for skipped in report.skipped],
        "notices": [asdict(notice) for notice in report.notices],
        "reference": _reference(report.reference),
        "estimates": [{**asdict(one), "value": round(one.value, 4)} for one in report.estimates],
    }


def _reference(scores: ReferenceScores | None) -> dict[str, Any] | None:
    if scores is None:
        return None

    def rounded(one: ReferenceScore | DocumentReference) -> dict[str, Any]:
        return {**asdict(one), "values": {k: round(v, 4) for k, v in one.values.items()}}

    return {
        "corpus": [rounded(one) for one in scores.corpus],
        "documents": [rounded(one) for one in scores.documents],
        "segments": [
            {"path": path, "segment": id, "chrf": round(chrf, 4)}
            for (path, id), chrf in scores.segments.items()
        ],
    }


def _per_1000_words(score: Score) -> float:
    """The ratio of the rounded figures, so that a report read back gives the same."""
    words = round(score.words, 4)
    return round(1000 * round(score.penalty, 4) / words, 4) if words else 0.0


def _document(document: DocumentSummary) -> dict[str, Any]:
    values = asdict(document)
    rounded = {"words": round(document.words, 4), "score": round(document.score, 4)}
    return {**values, **rounded, "detected": list(document.detected)}


def finding_values(finding: Finding) -> dict[str, Any]:
    """A finding as JSON values."""
    return {
        "rule": finding.rule,
        "category": finding.category,
        "its": finding.its,
        "severity": finding.severity.label,
        "confidence": finding.confidence.label,
        "message": finding.message,
        "path": finding.path,
        "document": finding.document,
        "segment": finding.segment,
        "suppressed": finding.suppressed,
        "suppressed_at": finding.suppressed_at,
        "known": finding.known,
        "fingerprint": finding.fingerprint,
        "spans": [asdict(span) for span in finding.spans],
        "fix": _fix(finding.fix),
        "evidence": dict(finding.evidence),
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    edits = [asdict(edit) for edit in fix.edits]
    return {"title": fix.title, "safety": fix.safety, "edits": edits}


def from_json(values: Mapping[str, Any]) -> Report:
    """The report that `to_json` wrote. Raises ValueError for another format or version."""
    if (values.get("format"), values.get("version")) != (FORMAT, VERSION):
        raise ValueError(f"not a {FORMAT} of version {VERSION}")
    score = dict(values["score"])
    score.pop("penalty_per_1000_words")
    return Report(
        signature=values["signature"],
        verdict=Verdict(values["verdict"]["passed"], tuple(values["verdict"]["reasons"])),
        score=Score(**score),
        documents=tuple(
            DocumentSummary(**{**one, "detected": tuple(one["detected"])})
            for one in values["documents"]
        ),
        findings=tuple(_finding_of(one) for one in values["findings"]),
        skipped=tuple(Skipped(**one) for one in values["skipped"]),
        notices=tuple(Notice(**one) for one in values.get("notices", ())),
        reference=_reference_of(values.get("reference")),
        estimates=tuple(Estimate(**one) for one in values.get("estimates", ())),
    )


def _reference_of(values: Mapping[str, Any] | None) -> ReferenceScores | None:
    if values is None:
        return None
    return ReferenceScores(
        corpus=tuple(ReferenceScore(**one) for one in values["corpus"]),
        documents=tuple(DocumentReference(**one) for one in values["documents"]),
        segments={(one["path"], one["segment"]): one["chrf"] for one in values["segments"]},
    )


def _finding_of(values: Mapping[str, Any]) -> Finding:
    plain = {k: v for k, v in values.items() if k not in {"segment", "fingerprint"}}
    plain["severity"] = Severity[values["severity"].upper()]
    plain["confidence"] = Confidence[values["confidence"].upper()]
    plain["spans"] = tuple(Span(**span) for span in values["spans"])
    if fix := values["fix"]:
        edits = tuple(Edit(**edit) for edit in fix["edits"])
        plain["fix"] = Fix(fix["title"], edits, fix["safety"])
    return Finding(**plain)
