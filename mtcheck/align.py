"""Sentence alignment of two documents that say the same in two languages.

The best path through all beads is found by dynamic programming. What a bead gains is the likeness
of its sides over what is common between any sentences of the two documents, less for sides of
unequal length, more for shared numbers. Sentences that gain nothing stand alone: they were dropped
or added.

Sentences that are each other's nearest, in rising order, tell where the path runs. It is looked for
within `_BAND` of it, so memory grows with the length of the documents, not with its square.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck.embed import DECIMALS

Floats = NDArray[np.float32]
Choices = NDArray[np.int8]

Encode = Callable[[Sequence[str]], Floats]
"""Texts to vectors of unit length, one row each."""

LARGEST = 3
"""Sentences of one side of a bead."""

_BAND = 40
_BLOCK = 1024
_SAMPLE = 512
"""Sentences over a document that tell how alike any two of them are."""

_LEAST = 0.15
"""Likeness below which sentences stand alone. 1: as alike as sentences of anchors commonly are; 0:
no more than any two sentences of the documents."""
_FURTHER = 0.78
"""What each sentence of a bead beyond 1:1 costs."""
_LENGTH = 0.4
_EVEN = 0.15
"""Difference of the logarithms of both lengths that costs nothing."""
_NUMBER = 0.08
"""Gain of a number that stands on both sides; two count."""
_ANCHOR = 0.45
"""Least cosine of two sentences that may tell where the path runs."""
_FEW = 5
_UNRELATED, _UNRELATED_WEIGHT = 0.17, 8
"""Likeness of two sentences of one document that do not translate each other, as measured on NTREX
and USE; it counts as so many sentences beside those of the document, which may be few."""
_USUAL = 0.55
"""How much more alike than common translations are, where there are few anchors."""
_BITS = 64
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
_SHAPES = [(a, b) for a in range(1, LARGEST + 1) for b in range(1, LARGEST + 1)]
_SKIPPED_SOURCE, _SKIPPED_TARGET = len(_SHAPES), len(_SHAPES) + 1


class Bead(NamedTuple):
    """Sentences that say the same: `source` and `target` are the half-open ranges of their numbers,
    from 0. One of them is empty where a sentence has no counterpart; `similarity` is 0 then."""

    source: tuple[int, int]
    target: tuple[int, int]
    similarity: float


class _Side(NamedTuple):
    """A document. `[k - 1][i]` is about the `k` sentences that end with sentence `i`: their vector,
    the numbers they name, and the logarithm of their characters."""

    vectors: list[Floats]
    numbers: list[Floats]
    lengths: list[Floats]
    common: list[Floats]


def align(sources: Sequence[str], targets: Sequence[str], encode: Encode) -> list[Bead]:
    """The beads of two documents, in order. Every sentence is in exactly one."""
    if not sources or not targets:
        return [*_alone(len(sources), 0, "source"), *_alone(0, len(targets), "target")]
    left, right = _side(sources, encode), _side(targets, encode)
    _measure_common(left, right)
    anchors = _anchors(left.vectors[0], right.vectors[0])
    level = _level(anchors, left, right)
    band = _band(anchors, len(sources), len(targets))
    shift = np.float32(np.log(max(1, sum(map(len, targets))) / max(1, sum(map(len, sources)))))
    for lengths in left.lengths:
        lengths += shift
    return _beads(_choices(left, right, band, level), band, left, right)


def _alone(sources: int, targets: int, side: str) -> list[Bead]:
    if side == "source":
        return [Bead((n, n + 1), (targets, targets), 0.0) for n in range(sources)]
    return [Bead((sources, sources), (n, n + 1), 0.0) for n in range(targets)]


def _side(texts: Sequence[str], encode: Encode) -> _Side:
    vectors, numbers, lengths = [], [], []
    for count in range(1, LARGEST + 1):
        joined = [" ".join(texts[max(0, n - count + 1) : n + 1]) for n in range(len(texts))]
        vectors.append(encode(joined))
        numbers.append(_number_bits(joined))
        lengths.append(np.log(np.array([len(text) + 10 for text in joined], dtype=np.float32)))
    return _Side(vectors, numbers, lengths, [])


def _number_bits(texts: Sequence[str]) -> Floats:
    """A row a text; a number sets one of the columns."""
    bits = np.zeros((len(texts), _BITS), dtype=np.float32)
    for row, text in enumerate(texts):
        for number in _NUMBERS.findall(text):
            digits = re.sub(r"[.,]", "", number)
            bits[row, int(digits[-9:]) % (_BITS - 3)] = 1
    return bits


def _measure_common(left: _Side, right: _Side) -> None:
    """Fill `common`: half the mean likeness with sentences from all over the other document."""
    for one, other in ((left, right), (right, left)):
        sample = other.vectors[0][:: max(1, len(other.vectors[0]) // _SAMPLE)]
        count = len(sample) + _UNRELATED_WEIGHT
        known = _UNRELATED * _UNRELATED_WEIGHT
        means = ((v @ sample.sum(axis=0) + known) / count for v in one.vectors)
        one.common.extend(np.asarray(mean / 2, dtype=np.float32) for mean in means)


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


def _level(anchors: Sequence[tuple[int, int]], left: _Side, right: _Side) -> float:
    """How alike the sentences of anchors commonly are, over what is common."""
    if len(anchors) < _FEW:
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


def _choices(left: _Side, right: _Side, band: list[slice], level: float) -> list[Choices]:
    """What the best path to each place of the band did last: the number of a shape, or a skip."""
    gains = np.full((LARGEST + 1, len(right.vectors[0]) + 1), -np.inf, dtype=np.float32)
    gains[0, band[0]] = 0
    choices = [np.full(band[0].stop, _SKIPPED_TARGET, dtype=np.int8)]
    for row in range(1, len(band)):
        best = gains[(row - 1) % (LARGEST + 1), band[row]].copy()
        chosen = np.full(len(best), _SKIPPED_SOURCE, dtype=np.int8)
        for shape, (taken, given) in enumerate(_SHAPES):
            begin, end = max(band[row].start, given), band[row].stop
            if taken > row or begin >= end:
                continue
            gain = _gain(left, right, level, row - 1, taken, given, slice(begin - 1, end - 1))
            gain += gains[(row - taken) % (LARGEST + 1), begin - given : end - given]
            part = slice(begin - band[row].start, None)
            better = gain > best[part]
            best[part][better] = gain[better]
            chosen[part][better] = shape
        reached = np.maximum.accumulate(best)
        chosen[reached > best] = _SKIPPED_TARGET
        gains[row % (LARGEST + 1)] = -np.inf
        gains[row % (LARGEST + 1), band[row]] = reached
        choices.append(chosen)
    return choices


def _gain(
    left: _Side, right: _Side, level: float, row: int, taken: int, given: int, span: slice
) -> Floats:
    """What beads gain whose sources end with sentence `row` and targets within `span`."""
    a, b = taken - 1, given - 1
    gain: Floats = right.vectors[b][span] @ left.vectors[a][row]
    gain -= right.common[b][span] + left.common[a][row]
    gain *= np.float32(1 / level)
    gain -= _LEAST
    uneven = np.abs(right.lengths[b][span] - left.lengths[a][row])
    gain -= _LENGTH * np.clip(uneven - _EVEN, 0, 2)
    if left.numbers[a][row].any():
        shared = right.numbers[b][span] @ left.numbers[a][row]
        gain += _NUMBER * np.minimum(shared, 2)
    gain *= taken + given
    gain -= _FURTHER * (taken + given - 2)
    return gain


def _beads(choices: list[Choices], band: list[slice], left: _Side, right: _Side) -> list[Bead]:
    """The beads of the best path, walked back from its end."""
    row, column = len(left.vectors[0]), len(right.vectors[0])
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
            taken, given = _SHAPES[choice]
            cosine = left.vectors[taken - 1][row - 1] @ right.vectors[given - 1][column - 1]
            sides = (row - taken, row), (column - given, column)
            found.append(Bead(*sides, round(float(cosine), DECIMALS)))
            row, column = row - taken, column - given
    return found[::-1]
