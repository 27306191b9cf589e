"""The report for people at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TextIO

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text

from mtcheck.measures import NAMES, shown
from mtcheck.model import Finding, Report, Segment, Severity, Span
from mtcheck.reporters.base import Reporter, inert, log_line

_STYLES = {
    Severity.CRITICAL: "bold white on red",
    Severity.MAJOR: "bold red",
    Severity.MINOR: "yellow",
    Severity.NEUTRAL: "dim",
}
_PLAIN_WIDTH = 100
"""Columns where the output is no terminal."""

_MOST = 500
"""Findings printed at most: nobody reads on, and a terminal is slow."""

_RELATED = 8
"""Related places listed at most."""


class TextReporter(Reporter):
    """Findings with their excerpts, then summary, score and verdict."""

    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        """Write to `stream`; colours only where it is a terminal and NO_COLOR is not set."""
        width = None if stream.isatty() else _PLAIN_WIDTH
        console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
        if not quiet:
            counted = (finding for finding in report.findings if finding.counts)
            for finding in islice(counted, _MOST):
                _print_finding(console, report, finding)
            if left := sum(1 for _ in counted):
                more = f"… and {left:,} more findings: --format json has them all"
                _line(console, Text(more + "\n", style="bold"))
            _print_summary(console, report)
            _print_measures(console, report)
        _print_verdict(console, report)


def _line(console: Console, text: Text) -> None:
    if log_line(text.plain) != text.plain:
        text = Text(log_line(text.plain))
    console.print(text, soft_wrap=True)


def _print_finding(console: Console, report: Report, finding: Finding) -> None:
    primary = finding.spans[0]
    head = Text(f"{_place(finding.path, primary)} ", style="bold")
    head.append(finding.severity.label, style=_STYLES[finding.severity])
    head.append(f" {finding.rule}", style="cyan")
    _line(console, head)
    message = Text(inert(finding.message))
    for line in message.wrap(console, max(console.width - 2, 20)):
        _line(console, Text("  ") + line)
    segment = report.segments.get((finding.path, primary.segment))
    if segment is not None:
        for span in _shown(finding):
            there = report.segments.get((finding.path, span.segment), segment)
            for line in _excerpt(there, span, console.width, _STYLES[finding.severity]):
                _line(console, line)
        _print_reference(console, report, finding)
    if related := _related(finding):
        _line(console, Text(f"  also at {related}", style="dim"))
    if finding.fix:
        note = "" if finding.fix.safety == "safe" else " (look before you apply)"
        fix = Text("  fix: ", style="green").append(inert(finding.fix.title), style="default")
        _line(console, fix.append(note, style="dim"))
    _line(console, Text())


def _print_reference(console: Console, report: Report, finding: Finding) -> None:
    """The reference of the segment and how like it the target is, where there is one."""
    key = finding.path, finding.spans[0].segment
    chrf = report.reference.segments.get(key) if report.reference else None
    if chrf is not None:
        note = f"  (sentence chrF {chrf:.1f})"
        edge = "  reference │ "
        text = _head(inert(report.segments[key].reference or ""), console.width - len(edge + note))
        _line(console, Text(edge, style="dim").append(text, style="default").append(note))


def _place(path: str, span: Span) -> str:
    return f"{inert(path)}:{span.line}:{span.column}"


def _shown(finding: Finding) -> list[Span]:
    """The primary place, and beside it the place of the source that it is about."""
    sources = [span for span in finding.spans[1:] if span.side == "source"]
    return [finding.spans[0], *sources[:1]]


def _related(finding: Finding) -> str:
    side = finding.spans[0].side
    places = [f"{span.line}:{span.column}" for span in finding.spans[1:] if span.side == side]
    more = f" and {len(places) - _RELATED} more" if len(places) > _RELATED else ""
    return ", ".join(places[:_RELATED]) + more


def _excerpt(segment: Segment, span: Span, width: int, style: str) -> Iterator[Text]:
    """The text around a place, and a line that underlines it. Columns are terminal cells."""
    in_source = span.side == "source"
    text = segment.source or "" if in_source else segment.target
    edge = "  source │ " if in_source else "  │ "
    room = max(width - len(edge) - 2, 20)
    marked = _head(inert(text[span.start : span.end]), room // 2)
    rest = room - cell_len(marked)
    before = _tail(inert(text[max(span.start - room, 0) : span.start]), rest // 2)
    after = _head(inert(text[span.end : span.end + room]), rest - cell_len(before))
    yield (
        Text(edge, style="dim")
        .append(before, style="default")
        .append(marked, style=style)
        .append(after, style="default")
    )
    blank = " " * cell_len(before)
    yield Text(edge.replace("source", "      "), style="dim").append(
        blank + "^" * cell_len(marked), style=style
    )


def _head(text: str, cells: int) -> str:
    if cell_len(text) <= cells:
        return text
    return chop_cells(text, max(cells - 1, 1))[0] + "…" if cells > 1 else ""


def _tail(text: str, cells: int) -> str:
    return _head(text[::-1], cells)[::-1]


def _print_summary(console: Console, report: Report) -> None:
    severities = ", ".join(
        f"{count:,} {level}" for level, count in report.score.by_severity.items() if count
    )
    _line(console, _row("findings", severities or "none"))
    counted = Counter(finding.rule for finding in report.findings if finding.counts)
    if rules := counted.most_common():
        named = Text(", ".join(f"{rule} {count}" for rule, count in rules))
        for number, line in enumerate(named.wrap(console, max(console.width - 11, 20))):
            _line(console, _row("" if number else "rules", line.plain.rstrip()))
    if hidden := len(report.findings) - counted.total():
        _line(console, _row("suppressed", str(hidden)))
    for note in _languages(report):
        _line(console, _row("language", note))


def _print_measures(console: Console, report: Report) -> None:
    """Reference metrics and estimates, each with what it depends on."""
    corpus = report.reference.corpus if report.reference else ()
    for one in corpus:
        figures = ", ".join(f"{NAMES[name]} {shown(value)}" for name, value in one.values.items())
        of = f" for {one.target_lang}" if one.target_lang and len(corpus) > 1 else ""
        count = f"{one.segments:,} {'segment' if one.segments == 1 else 'segments'}"
        bare = f", {one.missing:,} without a reference left out" if one.missing else ""
        _line(console, _row("reference", f"{figures}{of} in {count}{bare}"))
        for name, signature in one.signatures.items():
            _line(console, _row("", f"{NAMES[name]} {signature}"))
    for estimate in report.estimates:
        value = f"{estimate.value:.4f} in {estimate.segments:,} segments by {estimate.model}"
        _line(console, _row("estimate", f"{value}, no part of the score"))
        _line(console, _row("", f"trained on {estimate.trained_on}"))


def _languages(report: Report) -> Iterator[str]:
    pairs = Counter((d.source_lang, d.target_lang, d.detected) for d in report.documents)
    for (source, target, detected), count in pairs.most_common(4):
        names = []
        for side, tag in (("source", source), ("target", target)):
            if tag or side == "target":
                told = " (detected)" if side in detected else ""
                names.append(f"{side} {inert(tag) if tag else 'unknown: use --target-lang'}{told}")
        documents = f" in {count} documents" if count > 1 else ""
        yield ", ".join(names) + documents


def _print_verdict(console: Console, report: Report) -> None:
    score = report.score
    figures = f"{score.shown} of 100: {score.points} MQM points in {score.words:,.0f} words"
    _line(console, _row("score", figures if score.words else "none: no text was checked"))
    _line(console, _row("signature", report.signature))
    word, style = ("passed", "bold green") if report.verdict.passed else ("failed", "bold red")
    verdict = _row("verdict", "").append(word, style=style)
    if report.verdict.reasons:
        verdict.append(": " + "; ".join(report.verdict.reasons))
    _line(console, verdict)


def _row(name: str, value: str) -> Text:
    return Text(f"{name:<11}", style="dim").append(inert(value), style="default")
