"""Summaries and samples as plain text. What comes of a corpus is made inert."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtcheck.reporters.base import inert
from mtcheck.shards.tally import BINS, SEVERITIES

_RULES, _INPUTS = 40, 40
"""Lines shown at most."""
_FAULTY = 10
"""Rows with the same fault that are named."""


def brief(summary: Mapping[str, Any], folder: str, took: Mapping[str, float]) -> str:
    """What a run came to, in few lines; `took` is what this run cost."""
    found = ", ".join(f"{summary['by_severity'].get(name, 0):,} {name}" for name in SEVERITIES)
    dropped = f"dropped {summary['dropped']:,}, repeated pairs {summary['duplicates']:,}"
    lines = [
        _size(summary),
        f"findings  {found}",
        f"kept      {summary['kept']:,}, {dropped}",
        *(f"meaning   {line}" for line in meaning(summary, took)),
        *(f"languages {line}" for line in _unknown(summary)),
        f"results   {inert(folder)}, summary.html there",
    ]
    return "\n".join(lines) + "\n"


def meaning(summary: Mapping[str, Any], took: Mapping[str, float]) -> Iterator[str]:
    """Which rows were compared by a model, what that gave and how fast it was."""
    tiers = summary["similarity"]
    if not tiers:
        return
    for name, text in (("doubtful", "in doubt"), ("sampled", "drawn from all others")):
        yield f"{tiers[name]:,} segments {text} compared, {tiers[name + '_flagged']:,} flagged"
    if tiers["unknown_language"]:
        yield f"{tiers['unknown_language']:,} not compared: the model does not know their language"
    if seconds := took.get("embedding_seconds"):
        count = took["sentences"]
        yield f"{count:,} sentences embedded, {count / seconds:,.0f}/s a worker"


def _unknown(summary: Mapping[str, Any]) -> Iterator[str]:
    """Inputs a language of which is neither told nor detected."""
    unknown = [
        (one["path"], tags)
        for one in summary["by_input"]
        for tags in one["languages"]
        if "?" in tags and one["rows"]
    ]
    for path, tags in unknown[:1]:
        others = f" and {len(unknown) - 1:,} more inputs" if unknown[1:] else ""
        yield f"not known: {inert(path)}{others} ({inert(tags)}); many rules need --source-lang and"
        yield "--target-lang, or the columns source_lang and target_lang"


def unread(summary: Mapping[str, Any]) -> Iterator[str]:
    """What could not be read: one line for all rows of a file with the same fault."""
    alike: dict[tuple[str, str], list[int | None]] = {}
    for one in summary["unread"]:
        alike.setdefault((one["path"], one["reason"]), []).append(one["row"])
    listed = Counter(path for (path, _), rows in alike.items() for row in rows if row)
    for (path, reason), rows in alike.items():
        numbers = ", ".join(f"{row:,}" for row in rows[:_FAULTY] if row)
        more = ", …" if len(rows) > _FAULTY else ""
        where = f"{path}: row{'s' * (len(rows) > 1)} {numbers}{more}: " if numbers else ""
        yield where + reason
    for one in summary.get("by_input", ()):
        if left := one["unreadable"] - listed[one["path"]]:
            yield f"{one['path']}: {left:,} more rows that cannot be read"


def _size(summary: Mapping[str, Any]) -> str:
    rows, words = f"{summary['rows']:,} segments", f"{summary['words']:,.0f} words"
    return f"{rows}, {words}, score {summary['score']:.2f}"


def filtered(counts: Mapping[str, Any], folder: str) -> str:
    """What a filtering came to."""
    lines = [f"{counts['kept']:,} kept, {counts['dropped']:,} dropped: {inert(folder)}"]
    lines += [f"{count:>12,}  {inert(reason)}" for reason, count in counts["reasons"].items()]
    return "\n".join(lines) + "\n"


def statistics(summary: Mapping[str, Any]) -> str:
    """All counts of a summary."""
    return "\n".join(_statistics(summary)) + "\n"


def _statistics(summary: Mapping[str, Any]) -> Iterator[str]:
    yield _size(summary)
    yield f"{summary['kept']:,} kept, {summary['dropped']:,} dropped"
    yield f"{summary['duplicates']:,} repeated pairs, {summary['near']:,} nearly repeated"
    yield f"{summary['unreadable']:,} rows not read"
    yield from meaning(summary, {})
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
