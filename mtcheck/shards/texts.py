"""Summaries and samples as plain text. What comes of a corpus is made inert."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtcheck.reporters.base import inert
from mtcheck.shards.tally import BINS, SEVERITIES

_RULES, _INPUTS = 40, 40
"""Lines shown at most."""


def brief(summary: Mapping[str, Any], folder: str) -> str:
    """What a run came to, in few lines."""
    found = ", ".join(f"{summary['by_severity'].get(name, 0):,} {name}" for name in SEVERITIES)
    dropped = f"dropped {summary['dropped']:,}, repeated pairs {summary['duplicates']:,}"
    lines = [
        _size(summary),
        f"findings  {found}",
        f"kept      {summary['kept']:,}, {dropped}",
        f"results   {inert(folder)}, summary.html there",
    ]
    return "\n".join(lines) + "\n"


def _size(summary: Mapping[str, Any]) -> str:
    rows, words = f"{summary['rows']:,} segments", f"{summary['words']:,.0f} words"
    return f"{rows}, {words}, score {summary['score']:.2f}"


def statistics(summary: Mapping[str, Any]) -> str:
    """All counts of a summary."""
    return "\n".join(_statistics(summary)) + "\n"


def _statistics(summary: Mapping[str, Any]) -> Iterator[str]:
    yield _size(summary)
    yield f"{summary['kept']:,} kept, {summary['dropped']:,} dropped"
    yield f"{summary['duplicates']:,} repeated pairs, {summary['near']:,} nearly repeated"
    yield f"{summary['unreadable']:,} rows not read"
    yield from _table("severity", [(n, summary["by_severity"].get(n, 0)) for n in SEVERITIES])
    yield from _table("segments by rule", list(summary["rows_by_rule"].items())[:_RULES])
    yield from _table("dropped, by reason", list(summary["reasons"].items()))
    bins = [*(f"{low} to {low + 10}" for low in BINS[:-1]), "100"]
    yield from _table("score", list(zip(bins, summary["histogram"], strict=True)))
    inputs = sorted(summary["by_input"], key=lambda one: (one["score"], one["path"]))[:_INPUTS]
    if inputs:
        yield ""
        yield f"{'segments':>12}  {'dropped':>10}  {'score':>6}  input"
    for one in inputs:
        numbers = f"{one['rows']:>12,}  {one['dropped']:>10,}  {one['score']:>6.2f}"
        yield f"{numbers}  {inert(one['path'])} ({', '.join(map(inert, one['languages']))})"


def _table(title: str, rows: Sequence[tuple[str, int]]) -> Iterator[str]:
    if rows:
        yield ""
        yield f"{'':>12}  {title}"
    for label, count in rows:
        yield f"{count:>12,}  {inert(label)}"


def samples(rows: Sequence[Mapping[str, Any]]) -> str:
    """Findings with their texts, one after another."""
    return "\n".join(_sample(row) for row in rows)


def _sample(row: Mapping[str, Any]) -> str:
    lines = [f"{row['path']}:{row['row']}: {row['severity']}: {row['message']}"]
    if row["source"] is not None:
        lines.append(f"  source  {row['source']}")
    lines.append(f"  target  {row['target']}")
    return "\n".join(inert(line) for line in lines) + "\n"
