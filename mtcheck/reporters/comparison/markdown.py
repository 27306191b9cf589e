"""A comparison in Markdown, for a page or a comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.compared import Comparison, Difference
from mtcheck.measures import NAMES
from mtcheck.reporters.base import clipped
from mtcheck.reporters.comparison.table import Cells, metric_rows, rule_rows, score_rows
from mtcheck.reporters.markdown import code

_TEXT = 400
"""Code points of a text shown at most."""


def lines(comparison: Comparison) -> Iterator[str]:
    """All lines. All text of others stands in code spans, so that no markup comes of it."""
    names = [_cell(system.name) for system in comparison.systems]
    pair = f"{comparison.source_lang or '?'}-{comparison.target_lang or '?'}"
    yield "## mtcheck: systems compared"
    yield ""
    yield (
        f"{comparison.segments:,} segments {code(pair)}, {comparison.compared:,} with reference. "
        f"The baseline of all tests is {code(comparison.systems[0].name)}."
    )
    yield ""
    yield from _table([("", *names), *score_rows(comparison), *metric_rows(comparison)], left=1)
    if comparison.note:
        yield from ("", f"Note: {comparison.note}.")
    if comparison.rules:
        yield ""
        head = ("severity", "rule", *names)
        rows = [(row[0], code(row[1]), *row[2:]) for row in rule_rows(comparison)]
        yield from _table([head, *rows], left=2)
    yield from _differences(comparison)
    yield from ("", f"Signature: {code(comparison.signature)}")
    for row in comparison.metrics:
        yield from (f"- {NAMES[row.metric]} {code(one)}" for one in row.signatures.values())


def _cell(text: str) -> str:
    """The text as a code span that does not end a cell."""
    return code(clipped(text, _TEXT).replace("|", "¦"))


def _table(rows: Sequence[Cells], *, left: int) -> Iterator[str]:
    marks = ("---",) * left + ("---:",) * (len(rows[0]) - left)
    for row in (rows[0], marks, *rows[1:]):
        yield "| " + " | ".join(cell.strip() for cell in row) + " |"


def _differences(comparison: Comparison) -> Iterator[str]:
    if not comparison.differences:
        return
    by = "sentence chrF" if comparison.compared else "MQM points"
    summary = f"Segments that differ most, by {by}"
    yield from ("", "<details>", f"<summary>{summary}</summary>")
    for one in comparison.differences:
        yield from ("", *_difference(comparison, one))
    yield from ("", "</details>")


def _difference(comparison: Comparison, one: Difference) -> Iterator[str]:
    yield f"- {code(clipped(one.segment, _TEXT))}, line {one.line}"
    for name, text in (("source", one.source), ("reference", one.reference)):
        if text:
            yield f"  - {name}: {code(clipped(text, _TEXT))}"
    for system, version in zip(comparison.systems, one.versions, strict=True):
        notes = [] if version.chrf is None else [f"chrF {version.chrf:.1f}"]
        if version.rules:
            rules = ", ".join(map(code, version.rules))
            notes.append(f"{version.points:g} MQM points: {rules}")
        note = f" ({'; '.join(notes)})" if notes else ""
        said = code(clipped(version.target, _TEXT)) or "(empty)"
        yield f"  - {code(clipped(system.name, _TEXT))}: {said}{note}"
