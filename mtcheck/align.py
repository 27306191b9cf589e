"""Sentence alignment of two documents that say the same in two languages.

The best path through all beads is found by dynamic programming; `bead_gains` says what a bead
gains, and what a sentence gains that stands alone: it was dropped or added.

Sentences that are each other's nearest, in rising order, tell where the path runs. It is looked for
within `_BAND` of it, so memory grows with the length of the documents, not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck.bead_gains import FEW, SHAPES, Document, Floats, Gains, alone, compare, document
from mtcheck.bead_gains import LARGEST as LARGEST
from mtcheck.bead_gains import Encode as Encode
from mtcheck.embed import DECIMALS

Choices = NDArray[np.int8]
Doubles = NDArray[np.float64]

_BAND = 40
_BLOCK = 1024
_ANCHOR = 0.45
"""Least cosine of two sentences that may tell where the path runs."""
_USUAL = 0.55
"""How much more alike than common translations are, where there are few anchors."""
_SKIPPED_SOURCE, _SKIPPED_TARGET = len(SHAPES), len(SHAPES) + 1


class Bead(NamedTuple):
    """Sentences that say the same: `source` and `target` are the half-open ranges of their numbers,
    from 0. One of them is empty where a sentence has no counterpart; `similarity` is 0 then."""

    source: tuple[int, int]
    target: tuple[int, int]
    similarity: float


def align(sources: Sequence[str], targets: Sequence[str], encode: Encode) -> list[Bead]:
    """The beads of two documents, in order. Every sentence is in exactly one."""
    if not sources or not targets:
        return [*_alone(len(sources), 0, "source"), *_alone(0, len(targets), "target")]
    left, right = document(sources, encode), document(targets, encode)
    anchors = _anchors(left.vectors[0], right.vectors[0])
    compare(left, right, anchors)
    band = _band(anchors, len(sources), len(targets))
    choices = _choices(left, right, band, _level(anchors, left, right))
    return _beads(choices, band, left, right)


def _alone(sources: int, targets: int, side: str) -> list[Bead]:
    if side == "source":
        return [Bead((n, n + 1), (targets, targets), 0.0) for n in range(sources)]
    return [Bead((sources, sources), (n, n + 1), 0.0) for n in range(targets)]


def _anchors(left: Floats, right: Floats) -> list[tuple[int, int]]:
    """Pairs of sentences that are each other's nearest, the longest chain that rises on both
    sides."""
    nearest = np.zeros(len(left), dtype=np.int64)
    best = np.full(len(right), -2.0, dtype=np.float32)
    owner = np.zeros(len(right), dtype=np.int64)
    for first in range(0, len(left), _BLOCK):
        products = left[first : first + _BLOCK] @ right.T
        nearest[first : first + _BLOCK] = products.argmax(axis=1)
        highest = products.argmax(axis=0)
        values = products[highest, np.arange(len(right))]
        owner[values > best] = highest[values > best] + first
        np.maximum(best, values, out=best)
    mutual = (owner[nearest] == np.arange(len(left))) & (best[nearest] >= _ANCHOR)
    return _longest_rise([(n, int(nearest[n])) for n in np.flatnonzero(mutual).tolist()])


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs, sorted by their first, whose second rises too."""
    lasts: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, second) in enumerate(pairs):
        place = bisect_left(lasts, second)
        before.append(ends[place - 1] if place else -1)
        lasts[place : place + 1] = [second]
        ends[place : place + 1] = [number]
    chain = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _level(anchors: Sequence[tuple[int, int]], left: Document, right: Document) -> float:
    """How alike the sentences of anchors commonly are, over what is common."""
    if len(anchors) < FEW:
        return _USUAL
    rows, columns = np.array(anchors).T
    cosines = np.einsum("ij,ij->i", left.vectors[0][rows], right.vectors[0][columns])
    above = cosines - left.common[0][rows] - right.common[0][columns]
    return max(_USUAL / 2, float(np.median(above)))


def _band(anchors: Sequence[tuple[int, int]], rows: int, columns: int) -> list[slice]:
    """The columns to look at for each number of sources taken, 0 to `rows`. Where many targets
    stand between two anchors, the row of the first covers them all."""
    points = [(0, 0), *((i + 1, j + 1) for i, j in anchors), (rows + 1, columns)]
    across, down = np.array(points).T
    middle = np.round(np.interp(np.arange(rows + 2), across, down)).astype(np.int64)
    lows = np.maximum(0, middle[:-1] - _BAND).tolist()
    highs = np.minimum(columns, middle[1:] + _BAND).tolist()
    return [slice(low, high + 1) for low, high in zip(lows, highs, strict=True)]


def _choices(left: Document, right: Document, band: list[slice], level: float) -> list[Choices]:
    """What the best path to each place of the band did last: the number of a shape, or a skip."""
    told = Gains(left, right, level)
    skipped = alone(left).astype(np.float64)
    passed = np.concatenate([[0.0], np.cumsum(alone(right), dtype=np.float64)])
    gains = np.full((LARGEST + 1, len(right) + 1), -np.inf)
    gains[0, band[0]] = passed[band[0]]
    choices = [np.full(band[0].stop, _SKIPPED_TARGET, dtype=np.int8)]
    for row in range(1, len(band)):
        best = gains[(row - 1) % (LARGEST + 1), band[row]] + skipped[row - 1]
        chosen = np.full(len(best), _SKIPPED_SOURCE, dtype=np.int8)
        told.look(row - 1, slice(max(0, band[row].start - 1), band[row].stop - 1))
        _try_shapes(told, gains, row, band[row], best, chosen)
        best -= passed[band[row]]
        reached = np.maximum.accumulate(best)
        chosen[reached > best] = _SKIPPED_TARGET
        gains[row % (LARGEST + 1)] = -np.inf
        gains[row % (LARGEST + 1), band[row]] = reached + passed[band[row]]
        choices.append(chosen)
    return choices


def _try_shapes(
    told: Gains, gains: Doubles, row: int, band: slice, best: Doubles, chosen: Choices
) -> None:
    """Put what a bead gains that ends here into `best` where it is more, and its shape into
    `chosen`."""
    for shape, (taken, given) in enumerate(SHAPES):
        begin, end = max(band.start, given), band.stop
        if taken > row or begin >= end:
            continue
        gain = gains[(row - taken) % (LARGEST + 1), begin - given : end - given]
        gain = gain + told.of(row - 1, taken, given, slice(begin - 1, end - 1))
        part = slice(begin - band.start, None)
        better = gain > best[part]
        best[part][better] = gain[better]
        chosen[part][better] = shape


def _beads(
    choices: list[Choices], band: list[slice], left: Document, right: Document
) -> list[Bead]:
    """The beads of the best path, walked back from its end."""
    row, column = len(left), len(right)
    found: list[Bead] = []
    while row or column:
        choice = int(choices[row][column - band[row].start])
        if choice == _SKIPPED_TARGET:
            found.append(Bead((row, row), (column - 1, column), 0.0))
            column -= 1
        elif choice == _SKIPPED_SOURCE:
            found.append(Bead((row - 1, row), (column, column), 0.0))
            row -= 1
        else:
            taken, given = SHAPES[choice]
            cosine = left.vectors[taken - 1][row - 1] @ right.vectors[given - 1][column - 1]
            sides = (row - taken, row), (column - given, column)
            found.append(Bead(*sides, round(float(cosine), DECIMALS)))
            row, column = row - taken, column - given
    return found[::-1]
