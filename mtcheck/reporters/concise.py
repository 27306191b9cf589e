"""One line a finding, for grep, editors and short logs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from mtcheck.model import Finding, Report
from mtcheck.reporters.base import Reporter, clipped, inert, log_line

_MESSAGE = 500
"""Code points of a message at most."""


class ConciseReporter(Reporter):
    """`path:line:column: severity rule message`, then the verdict. `quiet`: the verdict only."""

    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        if not quiet:
            stream.writelines(f"{line}\n" for line in lines(report))
        stream.write(f"mtcheck: {verdict(report)}\n")


def lines(report: Report) -> Iterator[str]:
    """A line for each finding that counts, and for each input that could not be read."""
    for finding in report.findings:
        if finding.counts:
            yield log_line(_line(finding))
    for skipped in report.skipped:
        yield log_line(f"{inert(skipped.path)}: skipped: {reason(skipped.reason)}")


def reason(text: str) -> str:
    """Why an input was skipped, in one line."""
    return clipped(inert(" ".join(text.split())), _MESSAGE) or "not read"


def verdict(report: Report) -> str:
    """Verdict, reasons, score and signature in one line."""
    word = "passed" if report.verdict.passed else "failed"
    reasons = "; ".join(report.verdict.reasons)
    told = f"{word}: {reasons}" if reasons else word
    return inert(f"{told} (score {report.score.shown}, {report.signature})")


def _line(finding: Finding) -> str:
    span = finding.spans[0]
    place = f"{inert(finding.path)}:{span.line}:{span.column}"
    message = clipped(inert(finding.message), _MESSAGE)
    return f"{place}: {finding.severity.label} {finding.rule} {message}"
