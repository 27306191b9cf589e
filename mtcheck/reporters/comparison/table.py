"""The tables of a comparison, as rows of cells: what text and Markdown lay out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtcheck.compared import Comparison, MetricRow, Tested
from mtcheck.measures import NAMES, shown

Cells = tuple[str, ...]
"""The name of a row and a value for each system."""


def score_rows(comparison: Comparison) -> Iterator[Cells]:
    """The MQM score of each system and what it is made of."""
    scores = [system.score for system in comparison.systems]
    yield ("score", *(one.shown if one.words else "none" for one in scores))
    yield ("MQM points", *(f"{one.penalty:g}" for one in scores))
    yield ("per 1,000 words", *(f"{one.penalty_per_1000_words:.2f}" for one in scores))
    yield ("words", *(f"{one.words:,.0f}" for one in scores))
    for level in scores[0].by_severity:
        counts = [one.by_severity.get(level, 0) for one in scores]
        if any(counts):
            yield (level, *map(str, counts))


def metric_rows(comparison: Comparison) -> Iterator[Cells]:
    """Each reference metric with its interval and the p-values of both tests."""
    for row in comparison.metrics:
        yield (NAMES[row.metric], *(shown(one.value) for one in row.systems))
        yield from _test_rows(row)


def _test_rows(row: MetricRow) -> Iterator[Cells]:
    def cells(name: str, cell: Callable[[Tested], str]) -> Iterator[Cells]:
        values = [cell(one) for one in row.systems]
        if any(values):
            yield (f"  {name}", *values)

    yield from cells("95% interval", lambda one: _interval(one.mean, one.interval))
    yield from cells("p, bootstrap", lambda one: _p(one.p_bootstrap))
    yield from cells("p, randomization", lambda one: _p(one.p_randomization))


def _interval(mean: float | None, half: float | None) -> str:
    return "" if mean is None or half is None else f"{mean - half:.2f}–{mean + half:.2f}"


def _p(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def rule_rows(comparison: Comparison) -> Iterator[Cells]:
    """Severity, rule, and how often it found something in each system."""
    for row in comparison.rules:
        yield (row.severity, row.rule, *map(str, row.counts))
