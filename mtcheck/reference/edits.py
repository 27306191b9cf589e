"""Translation edit rate (TER) with the figures of sacrebleu, some ten times as fast.

For each of the many shifts it tries, sacrebleu fills a matrix in Python. Here rapidfuzz gives the
distance wherever it must be the same, and numpy fills the rows of the matrix elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from sacrebleu.metrics import lib_ter
from sacrebleu.metrics.ter import TER

LONGEST = 500
"""Words of a segment on either side beyond which no shifts are looked for: sacrebleu would take
minutes for a page of text in one line."""

_NEAR = 22
"""How far from its middle the beam surely reaches: 25 cells, less its end, the rounding and the
step that an edit makes."""

_FAR = 2**30
"""The distance of cells outside the beam."""

Row = tuple[int, NDArray[np.int64]]
"""The column where the beam begins in a row of the matrix, and the distances in it."""

Way = Sequence[Any]
"""Edits in order: what is done, and at which words of both texts."""


class EditRate(TER):
    """sacrebleu's TER. The names of the words do not matter, so that words become numbers."""

    def _compute_segment_statistics(
        self, hypothesis: str, ref_kwargs: dict[str, Any]
    ) -> list[float]:
        (reference,) = ref_kwargs["ref_words"]
        numbers: dict[str, int] = {}
        words, others = (
            [numbers.setdefault(word, len(numbers)) for word in text]
            for text in (hypothesis.split(), reference)
        )
        return [_edits(words, others), len(others)]


def _edits(words: list[int], reference: list[int]) -> int:
    """The fewest edits that the greedy search for shifts finds, as sacrebleu's
    `translation_edit_rate` does."""
    if not reference or max(len(words), len(reference)) > LONGEST:
        return int(Levenshtein.distance(words, reference))
    distances = _Distances(reference)
    shift: Any = lib_ter._shift  # of words there, of their numbers here
    shifts = checked = 0
    while True:
        distances.current = words
        gain, shifted, checked = shift(words, reference, distances, checked)
        if checked >= lib_ter._MAX_SHIFT_CANDIDATES or gain <= 0:
            return shifts + distances(words)[0]
        shifts += 1
        words = shifted


class _Distances:
    """Distances to the reference, as lib_ter.BeamEditDistance gives them. The trace of edits is
    made for `current` only, the words that shifts start from."""

    current: Sequence[int] = ()

    def __init__(self, reference: list[int]) -> None:
        self._reference = reference
        self._array = np.asarray(reference)
        self._columns = np.arange(len(reference) + 1)

    def __call__(self, words: list[int]) -> tuple[int, str]:
        if words is self.current:
            matrix = list(self._rows(words))
            return int(matrix[-1][1][-1]), self._trace(words, matrix)
        way: Way = Levenshtein.editops(words, self._reference).as_list()
        if self._within_beam(len(words), way):
            return len(way), ""
        for _, row in self._rows(words):
            distance = int(row[-1])
        return distance, ""

    def _within_beam(self, length: int, way: Way) -> bool:
        """Whether a shortest way through the matrix lies in the beam. Between two edits it runs
        straight, so that it is farthest from the middle of the beam at one of them."""
        count = len(self._reference)
        difference = abs(length - count)
        if (len(way) + difference) / 2 + difference <= _NEAR:
            return True  # so few edits cannot lead farther away
        ratio = count / length if length else 1.0
        return all(abs(j - i * ratio) <= _NEAR for _, i, j in way)

    def _rows(self, words: list[int]) -> Iterator[Row]:
        """The rows of the matrix of distances, a word each, within the beam."""
        count, length = len(self._reference), len(words)
        ratio = count / length if words else 1.0
        width = lib_ter._BEAM_WIDTH
        if width < ratio / 2:
            width = math.ceil(ratio / 2 + width)
        before = np.concatenate([[_FAR], self._columns])  # cell j stands at j + 1
        yield 0, before[1:]
        for i, word in enumerate(words, 1):
            middle = math.floor(i * ratio)
            start = max(0, middle - width)
            end = count + 1 if i == length else min(count + 1, middle + width)
            cells = before[start + 1 : end + 1] + 1
            first = max(start, 1)
            changed = before[first:end] + (self._array[first - 1 : end - 1] != word)
            np.minimum(cells[first - start :], changed, out=cells[first - start :])
            # to insert words costs one each: the least of all cells to the left plus the way
            cells -= self._columns[start:end]
            np.minimum.accumulate(cells, out=cells)
            cells += self._columns[start:end]
            before = np.full(count + 2, _FAR)
            before[start + 1 : end + 1] = cells
            yield start, cells

    def _trace(self, words: list[int], matrix: list[Row]) -> str:
        """The edits from the first word to the last: of equal ways the one sacrebleu takes."""
        i, j = len(words), len(self._reference)
        trace = []
        while i > 0 or j > 0:
            same = i > 0 and j > 0 and words[i - 1] == self._reference[j - 1]
            here = _at(matrix[i], j)
            if i > 0 and j > 0 and _at(matrix[i - 1], j - 1) + (not same) == here:
                trace.append(" " if same else "s")
                i, j = i - 1, j - 1
            elif i > 0 and _at(matrix[i - 1], j) + 1 == here:
                trace.append("d")
                i -= 1
            else:
                trace.append("i")
                j -= 1
        return "".join(reversed(trace))


def _at(row: Row, column: int) -> int:
    start, cells = row
    return int(cells[column - start]) if start <= column < start + len(cells) else _FAR
