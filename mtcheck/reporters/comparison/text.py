"""A comparison for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from mtcheck.compared import Comparison, Difference
from mtcheck.measures import NAMES
from mtcheck.reporters.base import clipped, inert, log_line
from mtcheck.reporters.comparison.table import Cells, metric_rows, rule_rows, score_rows

_NAME, _TEXT = 24, 400
"""Terminal cells of a system's name at most, and code points of a text."""


def lines(comparison: Comparison) -> Iterator[str]:
    """All lines, with every text of a system inert."""
    return map(log_line, _lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    names = [clipped(inert(system.name), _NAME) for system in comparison.systems]
    pair = f"{comparison.source_lang or '?'}-{comparison.target_lang or '?'}"
    yield inert(f"{comparison.segments:,} segments {pair}, {comparison.compared:,} with reference")
    for name, system in zip(names, comparison.systems, strict=True):
        baseline = " (the baseline)" if system is comparison.systems[0] else ""
        yield f"  {name}: {inert(system.path)}{baseline}"
    yield ""
    rows = [*score_rows(comparison), *metric_rows(comparison)]
    yield from _aligned([("", *names), *rows], left=1)
    if comparison.note:
        yield inert(f"note: {comparison.note}")
    yield from _rule_lines(comparison, names)
    yield from _differences(comparison, names)
    yield from _signatures(comparison)


def _rule_lines(comparison: Comparison, names: Sequence[str]) -> Iterator[str]:
    if comparison.rules:
        yield ""
        yield from _aligned([("findings", "", *names), *rule_rows(comparison)], left=2)


def _aligned(rows: Sequence[Cells], *, left: int) -> Iterator[str]:
    """Columns of equal width; the first `left` ones are flush left, figures flush right."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            set_cell_size(cell, width) if n < left else " " * (width - cell_len(cell)) + cell
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _differences(comparison: Comparison, names: Sequence[str]) -> Iterator[str]:
    if comparison.differences:
        by = "sentence chrF" if comparison.compared else "MQM points"
        yield from ("", f"segments that differ most, by {by}")
    width = max([len("reference"), *map(cell_len, names)])
    for one in comparison.differences:
        yield ""
        yield f"{inert(one.segment)}, line {one.line}"
        for name, text in (("source", one.source), ("reference", one.reference)):
            if text:
                yield f"  {name:<{width}} │ {_text(text)}"
        yield from _versions(one, names, width)


def _versions(one: Difference, names: Sequence[str], width: int) -> Iterator[str]:
    for name, version in zip(names, one.versions, strict=True):
        yield f"  {set_cell_size(name, width)} │ {_text(version.target) or '(empty)'}"
        notes = [] if version.chrf is None else [f"chrF {version.chrf:.1f}"]
        if version.rules:
            notes.append(f"{version.points:g} MQM points: {', '.join(version.rules)}")
        if notes:
            yield f"  {'':<{width}} │   {'; '.join(notes)}"


def _text(text: str) -> str:
    return clipped(inert(text), _TEXT)


def _signatures(comparison: Comparison) -> Iterator[str]:
    yield ""
    yield f"signature  {inert(comparison.signature)}"
    for row in comparison.metrics:
        for kind, signature in row.signatures.items():
            if kind != "value" or len(row.signatures) == 1:
                yield f"{'':<11}{NAMES[row.metric]} {inert(signature)}"
