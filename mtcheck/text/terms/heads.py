"""Which tokens of a column begin as one of many words does? All rows at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np

from mtcheck.text.arrays import Codes, Positions
from mtcheck.text.columns import Kind, TextColumn
from mtcheck.text.inflection import fold

LETTERS = 3
"""Letters of a beginning that are looked at."""

_ACCENTED = ((0x00C0, 0x0530), (0x1E00, 0x2000))
"""Code points among which letters with accents and capitals stand."""
_BITS = 0xFFFF


class Heads:
    """Beginnings of words, up to three letters, without accents and in lower case."""

    def __init__(self, beginnings: Iterable[str]) -> None:
        self._tables = [np.zeros(_BITS + 1, dtype=np.bool_) for _ in range(LETTERS)]
        self._lengths: set[int] = set()
        for beginning in beginnings:
            letters = [ord(letter) for letter in beginning[:LETTERS]]
            if letters:
                self._tables[len(letters) - 1][_key(letters)] = True
                self._lengths.add(len(letters))

    def among(self, column: TextColumn) -> Positions:
        """Numbers of the tokens that begin so, or do after an apostrophe."""
        plain = _plain_codes(column.codes)
        starts = column.tokens.starts
        found = self._at(plain, starts)
        marks = np.flatnonzero(column.classes == Kind.APOSTROPHE)
        if len(marks) and len(starts):
            owners = np.searchsorted(starts, marks, side="right") - 1
            inside = (owners >= 0) & (marks + 1 < column.tokens.ends[owners])
            owners, marks = owners[inside], marks[inside]
            found[owners] |= self._at(plain, marks + 1)
        return np.flatnonzero(found)

    def _at(self, plain: Codes, starts: Positions) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        found = np.zeros(len(starts), dtype=np.bool_)
        keys = np.zeros(len(starts), dtype=np.uint32)
        for length in range(1, LETTERS + 1):
            keys = keys * 31 + np.take(plain, starts + (length - 1), mode="clip")
            if length in self._lengths:
                found |= self._tables[length - 1][keys & _BITS]
        return found


def _key(letters: Iterable[int]) -> int:
    key = 0
    for letter in letters:
        key = (key * 31 + (letter & _BITS)) & 0xFFFFFFFF
    return key & _BITS


def _plain_codes(codes: Codes) -> Codes:
    """Letters in lower case and without accents; others as they are, their low 16 bits."""
    plain: Codes = _plain_table()[codes & _BITS]
    return plain


@cache
def _plain_table() -> Codes:
    table = np.arange(_BITS + 1, dtype=np.uint32)
    for first, last in ((ord("A"), ord("Z") + 1), *_ACCENTED):
        for code in range(first, last):
            table[code] = ord((fold(chr(code)) or chr(code))[0])
    return table
