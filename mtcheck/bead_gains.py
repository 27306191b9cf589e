"""What beads of two documents gain: how much likelier it is that their sides say the same than that
they do not, as the logarithm of odds.

A bead gains by the likeness of its sides, over what is common between any sentences of the two
documents, and by numbers that stand on both; it loses by sides of unequal length. Likeness says
more of long sentences than of short ones. Each sentence of a side of several must be like the other
side by itself: else a sentence that nothing answers hides beside one that is translated.

The weights are those of a conditional random field over whole alignments with these features. It
was fitted to documents of NTREX (zh, de, ru, ja to en) and newstest2021 (zh-en), those of odd
number, in which sentences had been merged, dropped and inserted. Then weights were rounded, with
documents of even number in sight.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

Encode = Callable[[Sequence[str]], Floats]
"""Texts to vectors of unit length, one row each."""

LARGEST = 3
"""Sentences of one side of a bead."""
SHAPES = [(a, b) for a in range(1, LARGEST + 1) for b in range(1, LARGEST + 1)]
"""Sentences of both sides of a bead."""

_BASES = {(1, 1): 7.0, (1, 2): 6.5, (1, 3): 9.5, (2, 2): 7.5, (2, 3): 5.5, (3, 3): 5.5}
"""What a bead gains of even sides half as alike as translations are."""
_ALONE, _ALONE_LONGER = 1.1, 1.0
"""What a sentence of 100 characters gains alone, and what one that is e times as long gains
more."""
_LIKENESS, _HALF = 15.0, 0.5
"""Weight of the likeness of sides of 100 characters. 1: as alike as sentences of anchors commonly
are; 0: no more than any two sentences of the documents."""
_LONGER = 6.0
"""What that weight has more for sides that are e times as long."""
_SHORT, _LONG = -1.5, 1.5
"""Logarithms of the lengths, of 100 characters each, between which length counts so."""
_UNEVEN, _EVEN = 10.0, 0.15
"""Weight of the difference of the logarithms of both lengths, and how much of it costs nothing."""
_MEMBER = 3.0
"""Weight of the likeness of the sentence that is least like the other side of its bead."""
_NUMBER = 0.7
"""Gain of a number that stands on both sides; two count."""
_ASTRAY = 0.15
"""How far the ratio of all characters may lie from that of the sentences of anchors, as a
logarithm."""
_UNRELATED, _UNRELATED_WEIGHT = 0.17, 8
"""Likeness of two sentences of one document that do not translate each other, as measured on NTREX
and USE; it counts as so many sentences beside those of the document, which may be few."""
FEW = 5
"""Anchors that are too few to tell what is common."""
_SAMPLE = 512
"""Sentences over a document that tell how alike any two of them are."""
_BITS = 64
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")


class Document(NamedTuple):
    """A side. `[k - 1][i]` is about the `k` sentences that end with sentence `i`: their vector, the
    numbers they name, their characters, the logarithm of their length beside the other side, and
    half of what is `common`: their mean likeness with sentences from all over the other
    document."""

    vectors: list[Floats]
    numbers: list[Floats]
    characters: list[Floats]
    lengths: list[Floats]
    common: list[Floats]

    def __len__(self) -> int:
        return len(self.vectors[0])


def document(texts: Sequence[str], encode: Encode) -> Document:
    """A side by itself; `compare` tells the rest."""
    side = Document([], [], [], [], [])
    runs = [
        [" ".join(texts[max(0, n - more) : n + 1]) for n in range(len(texts))]
        for more in range(LARGEST)
    ]
    beside = encode([run[n] for n in range(len(texts)) for run in runs])  # shares what they share
    for more, joined in enumerate(runs):
        side.vectors.append(np.ascontiguousarray(beside[more::LARGEST]))
        side.numbers.append(_number_bits(joined))
        side.characters.append(np.array([len(text) for text in joined], dtype=np.float32))
    return side


def compare(left: Document, right: Document, anchors: Sequence[tuple[int, int]]) -> None:
    """Fill `common` and `lengths`. Lengths are such as if sentences that translate each other had
    as many characters in both languages: what lies between the two."""
    for one, other in ((left, right), (right, left)):
        sample = other.vectors[0][:: max(1, len(other) // _SAMPLE)]
        count = len(sample) + _UNRELATED_WEIGHT
        known = _UNRELATED * _UNRELATED_WEIGHT
        means = ((v @ sample.sum(axis=0) + known) / count for v in one.vectors)
        one.common.extend(np.asarray(mean / 2, dtype=np.float32) for mean in means)
    even = float(np.exp(_ratio(left, right, anchors) / 2))
    for side, stretch in ((left, even), (right, 1 / even)):
        lengths = (np.log((characters * stretch + 10) / 100) for characters in side.characters)
        side.lengths.extend(np.asarray(length, dtype=np.float32) for length in lengths)


def _ratio(left: Document, right: Document, anchors: Sequence[tuple[int, int]]) -> float:
    """The logarithm of the characters of the right side for one of the left: of whole documents, or
    near that of the sentences of anchors where chapters are missing on one side."""
    one, other = left.characters[0], right.characters[0]
    whole = np.log((other.sum() + 1) / (one.sum() + 1))
    if len(anchors) < FEW:
        return float(whole)
    rows, columns = np.array(anchors).T
    anchored = np.log((other[columns].sum() + 1) / (one[rows].sum() + 1))
    return float(np.clip(whole, anchored - _ASTRAY, anchored + _ASTRAY))


def _number_bits(texts: Sequence[str]) -> Floats:
    """A row a text; a number sets one of the columns."""
    bits = np.zeros((len(texts), _BITS), dtype=np.float32)
    for row, text in enumerate(texts):
        for number in _NUMBERS.findall(text):
            digits = re.sub(r"[.,]", "", number)
            bits[row, int(digits[-9:]) % (_BITS - 3)] = 1
    return bits


def alone(side: Document) -> Floats:
    """What each sentence gains that has no counterpart."""
    lengths = np.clip(side.lengths[0], _SHORT, _LONG)
    return np.float32(_ALONE) + np.float32(_ALONE_LONGER) * lengths


class Gains:
    """The gains of all beads, asked for by the source they end with, in rising order. `level` is
    how alike translations commonly are, over what is common."""

    def __init__(self, left: Document, right: Document, level: float) -> None:
        self._left, self._right, self._level = left, right, level
        self._own = np.zeros((LARGEST, LARGEST, len(right)), dtype=np.float32)
        self._single = np.zeros((LARGEST, LARGEST, len(right)), dtype=np.float32)
        self._steps = np.stack(left.vectors, axis=1)

    def look(self, row: int, span: slice) -> None:
        """Compare what ends with source `row` with what ends with a target within `span`, and a
        little beyond, since the members of the next beads stand there."""
        near = slice(max(0, span.start - LARGEST), span.stop + LARGEST)
        common = np.array([common[row] for common in self._left.common])[:, None]
        for b, (vectors, own) in enumerate(
            zip(self._right.vectors, self._right.common, strict=True)
        ):
            likeness = self._steps[row] @ vectors[near].T
            likeness -= common + own[near]
            self._own[:, b, near] = likeness / np.float32(self._level)
        self._single[row % LARGEST, :, near] = self._own[0, :, near]

    def of(self, row: int, taken: int, given: int, span: slice) -> Floats:
        """The gains of beads of `taken` sources that end with `row`, and `given` targets that end
        within `span`, at which `look` has looked."""
        a, b = taken - 1, given - 1
        left, right = self._left.lengths[a][row], self._right.lengths[b][span]
        gain = self._own[a, b, span] - np.float32(_HALF)
        length = np.clip((left + right) / 2, _SHORT, _LONG)
        gain *= np.float32(_LIKENESS) + np.float32(_LONGER) * length
        gain -= np.float32(_UNEVEN) * np.clip(np.abs(right - left) - np.float32(_EVEN), 0, 2)
        gain += np.float32(_BASES[min(taken, given), max(taken, given)])
        if self._left.numbers[a][row].any():
            shared = self._right.numbers[b][span] @ self._left.numbers[a][row]
            gain += np.float32(_NUMBER) * np.minimum(shared, 2)
        if a or b:
            gain += np.float32(_MEMBER) * self._least_member(row, taken, given, span)
        return gain

    def _least_member(self, row: int, taken: int, given: int, span: slice) -> Floats:
        """The likeness of the sentence that is least like the other side as a whole."""
        least = np.full(span.stop - span.start, np.inf, dtype=np.float32)
        for back in range(taken if taken > 1 else 0):
            np.minimum(least, self._single[(row - back) % LARGEST, given - 1, span], out=least)
        for back in range(given if given > 1 else 0):
            member = self._own[taken - 1, 0, span.start - back : span.stop - back]
            np.minimum(least, member, out=least)
        return least
