"""What a shard adds up to: counts, histogram, samples. Tallies of shards add up to that of a run.

A tally is plain JSON, since it lies in the marker of its shard.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtcheck.model import Severity

SEVERITIES = [level.label for level in reversed(Severity)]

SAMPLES = 5
"""Findings of each rule that a tally keeps for a reader."""

_CLIPPED = 400
"""Code points of a text in a sample."""

BINS = (0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)
"""Edges of the histogram of scores; the last bin holds 100 alone."""

_COUNTS = ("rows", "words", "penalty", "unreadable", "kept", "dropped", "duplicates", "near")
_COUNTERS = (
    "by_severity",
    "by_category",
    "findings_by_rule",
    "rows_by_rule",
    "reasons",
    "similarity",
)


def scores(words: NDArray[np.float64], penalties: NDArray[np.float64]) -> NDArray[np.float64]:
    """The MQM score of each row: 100 × (1 − penalty / words), at least 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(words > 0, penalties / words, (penalties > 0).astype(np.float64))
    found: NDArray[np.float64] = np.maximum(0.0, 100 * (1 - shares))
    return found


def histogram(values: NDArray[np.float64]) -> list[int]:
    """Rows in each of BINS."""
    places = np.searchsorted(BINS, values, side="right") - 1
    return [int(count) for count in np.bincount(places, minlength=len(BINS))]


def empty() -> dict[str, Any]:
    """The tally of nothing."""
    return {
        **dict.fromkeys(_COUNTS, 0),
        **{name: {} for name in _COUNTERS},
        "histogram": [0] * len(BINS),
        "samples": {},
    }


def added(tallies: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The sum of some tallies, in any order."""
    total = empty()
    counters: dict[str, Counter[str]] = {name: Counter() for name in _COUNTERS}
    for tally in tallies:
        for name in _COUNTS:
            total[name] += tally[name]
        for name in _COUNTERS:
            counters[name].update(tally[name])
        pairs = zip(total["histogram"], tally["histogram"], strict=True)
        total["histogram"] = [one + other for one, other in pairs]
        for rule, samples in tally["samples"].items():
            total["samples"][rule] = first([*total["samples"].get(rule, []), *samples])
    for name, counter in counters.items():
        total[name] = dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
    total["samples"] = dict(sorted(total["samples"].items()))
    return total


def first(samples: Sequence[dict[str, Any]], most: int = SAMPLES) -> list[dict[str, Any]]:
    """The samples that chance, which is the same each time, puts first."""
    return sorted(samples, key=lambda one: (one["chance"], one["path"], one["row"]))[:most]


def chance(path: str, row: int, rule: str) -> int:
    """A number that is the same for the same finding of any run, and else as good as random."""
    return zlib.crc32(f"{rule}\x1f{row}\x1f{path}".encode("utf-8", "replace"))


def sample(finding: Mapping[str, Any]) -> dict[str, Any]:
    """What a reader wants to see of a row of the table of findings; `start:end` is the place in
    what is shown of its side."""
    names = ("path", "row", "id", "rule", "severity", "message", "side", "text")
    shown = {name: finding[name] for name in names}
    for side in ("source", "target"):
        here = finding["side"] == side
        place = (finding["start"], finding["end"]) if here else (0, 0)
        shown[side], *cut = _excerpt(finding[side], *place)
        if here:
            shown["start"], shown["end"] = cut
    shown["message"], *_ = _excerpt(finding["message"], 0, 0)
    shown["text"], *_ = _excerpt(finding["text"], 0, 0)
    return {**shown, "chance": chance(finding["path"], finding["row"], finding["rule"])}


def _excerpt(text: str | None, start: int, end: int) -> tuple[str | None, int, int]:
    """What a sample shows of a long text: the place and what is around. And where that is now."""
    if text is None or len(text) <= _CLIPPED:
        return text, start, end
    first = max(0, min(start - _CLIPPED // 4, len(text) - _CLIPPED))
    last = first + _CLIPPED
    shown = "…" * (first > 0) + text[first:last] + "…" * (last < len(text))
    shift = first - (first > 0)
    return shown, start - shift, min(end - shift, len(shown))
