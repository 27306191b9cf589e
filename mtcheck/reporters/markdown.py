"""Markdown for a comment on a change: the verdict, what was found, the first findings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TextIO

from mtcheck import measures
from mtcheck.model import Finding, Report, Severity
from mtcheck.reporters.base import Reporter, clipped, inert
from mtcheck.reporters.concise import reason
from mtcheck.reporters.places import excerpt

_FINDINGS, _RULES, _SKIPPED = 20, 30, 10
"""Findings, rules and unread inputs shown at most: a comment holds 65,536 characters."""

_TEXT, _AROUND = 300, 60
"""Code points of a message at most, and of an excerpt on each side of the place."""

_SIZE = 36_000
"""Characters after which no more findings are shown."""


class MarkdownReporter(Reporter):
    """All text of others stands in code spans: no markup, links, mentions or references come of
    it. `quiet`: the verdict only."""

    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        lines = [*_verdict(report), *([] if quiet else _body(report))]
        stream.write(
            "\n".join([*lines, "", f"Signature: {code(clipped(report.signature, _TEXT))}"]) + "\n"
        )


def code(text: str) -> str:
    """The text as a code span, also where it holds back quotes; nothing for an empty text."""
    text = inert(text)
    if not text:
        return ""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    ends = text[0] + text[-1]
    stripped = ends == "  " and not text.isspace()  # a parser takes one space from both ends
    pad = " " if "`" in ends or stripped else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _verdict(report: Report) -> Iterator[str]:
    score = report.score
    yield f"## mtcheck: {'passed' if report.verdict.passed else 'failed'}"
    yield ""
    yield (
        f"Score **{score.shown}** of 100: {score.points} MQM points in {score.words:,.0f} words."
        if score.words
        else "No text was checked."
    )
    for why in report.verdict.reasons:
        yield f"- {code(why)}"
    yield from _measures(report)


def _measures(report: Report) -> Iterator[str]:
    """Reference metrics and estimates."""
    for one in report.reference.corpus if report.reference else ():
        figures = ", ".join(
            f"{measures.NAMES[name]} {measures.shown(value)}" for name, value in one.values.items()
        )
        of = f" for {code(one.target_lang)}" if one.target_lang else ""
        yield from ("", f"Against references{of}: {figures} in {one.segments:,} segments.")
    for estimate in report.estimates:
        model, data = (code(clipped(one, _TEXT)) for one in (estimate.model, estimate.trained_on))
        yield ""
        yield f"Estimate {estimate.value:.4f} by {model}, trained on {data}; no part of the score."


def _body(report: Report) -> Iterator[str]:
    counted = [finding for finding in report.findings if finding.counts]
    if counted:
        yield from _table(counted)
        yield from _details(report, counted)
    if hidden := len(report.findings) - len(counted):
        yield from ("", f"{hidden} more are suppressed or known.")
    for skipped in report.skipped[:_SKIPPED]:
        path, why = (clipped(one, _TEXT) for one in (skipped.path, reason(skipped.reason)))
        yield from ("", f"Not checked: {code(path)}: {code(why)}")
    if len(report.skipped) > _SKIPPED:
        yield from ("", f"… and {len(report.skipped) - _SKIPPED} more that were not checked.")


def _table(findings: list[Finding]) -> Iterator[str]:
    """How often each rule found something; the worst first."""
    counts = Counter((-finding.severity, finding.rule) for finding in findings)
    rows = sorted(counts.items(), key=lambda row: (row[0][0], -row[1], row[0][1]))
    yield from ("", "| severity | rule | findings |", "| --- | --- | ---: |")
    for (severity, rule), count in rows[:_RULES]:
        yield f"| {Severity(-severity).label} | {code(rule)} | {count} |"
    if len(rows) > _RULES:
        yield f"| | … and {len(rows) - _RULES} more rules | |"


def _details(report: Report, findings: list[Finding]) -> Iterator[str]:
    shown: list[str] = []
    for finding in sorted(findings, key=lambda finding: -finding.severity)[:_FINDINGS]:
        if sum(map(len, shown)) < _SIZE:
            shown.append("\n".join(["", *_finding(report, finding)]))
    some = f"The worst {len(shown)} of {len(findings)}" if len(findings) > len(shown) else "All"
    yield from ("", "<details>", f"<summary>{some} findings</summary>")
    yield from (*shown, "", "</details>")


def _finding(report: Report, finding: Finding) -> Iterator[str]:
    span = finding.spans[0]
    place = code(f"{clipped(finding.path, _TEXT)}:{span.line}:{span.column}")
    message = code(clipped(finding.message, _TEXT))
    yield f"- **{finding.severity.label}** {code(finding.rule)} at {place}  "
    yield f"  {message}"
    segment = report.segments.get((finding.path, span.segment))
    if segment:
        before, marked, after = excerpt(segment, span, _AROUND)
        yield ""
        yield f"  > {code(before)}**{code(marked)}**{code(after)}"
    if finding.fix:
        unseen = "" if finding.fix.safety == "safe" else " (look before you apply)"
        yield from ("", f"  Fix: {code(clipped(finding.fix.title, _TEXT))}{unseen}")
