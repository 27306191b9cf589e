"""A table of the findings, for spreadsheets."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import TextIO

from mtcheck.model import Finding, Report
from mtcheck.reporters.base import Reporter, clipped, inert
from mtcheck.reporters.concise import reason
from mtcheck.reporters.places import excerpt

HEADER = (
    "path",
    "document",
    "segment",
    "line",
    "column",
    "severity",
    "confidence",
    "category",
    "rule",
    "text",
    "message",
    "fix",
    "excerpt",
    "status",
)
_FORMULA = re.compile(r"""(^|;)(\s*"?\s*)(?=[-=+@＝＋－＠])""")
"""Where a formula could begin: in a cell, and behind the mark that parts cells where the decimal
comma is used."""

_CELL = 2000
"""Code points of a cell at most; a spreadsheet takes 32,767."""


class CsvReporter(Reporter):
    """All findings, suppressed and known ones too, and inputs that could not be read. Score and
    verdict have no place in a table. `quiet` changes nothing."""

    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        stream.write("\ufeff")  # else a spreadsheet does not read it as UTF-8
        writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(HEADER)
        for finding in report.findings:
            writer.writerow(list(_row(report, finding)))
        for skipped in report.skipped:
            row = {"path": skipped.path, "message": reason(skipped.reason), "status": "skipped"}
            writer.writerow([cell(row.get(name, "")) for name in HEADER])


def _row(report: Report, finding: Finding) -> Iterator[str | int]:
    span = finding.spans[0]
    segment = report.segments.get((finding.path, span.segment))
    yield from map(cell, (finding.path, finding.document or "", finding.segment))
    yield from (span.line, span.column)
    yield from (finding.severity.label, finding.confidence.label, finding.category, finding.rule)
    yield from map(cell, (span.text, finding.message, finding.fix.title if finding.fix else ""))
    yield cell("".join(excerpt(segment, span, 80)) if segment else "")
    yield cell(finding.suppressed or ("known" if finding.known else ""))


def cell(text: str) -> str:
    """The text as no spreadsheet takes it for a formula."""
    return _FORMULA.sub(r"\1'\2", clipped(inert(text), _CELL))
