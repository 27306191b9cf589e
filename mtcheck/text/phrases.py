"""Thousands of phrases looked for in a column at once, as sequences of code points.

Where a word begins, its first two characters are looked up in a table; what passes is hashed
character by character and compared with the phrases of each length. No text is searched in Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from mtcheck.text.arrays import Bools, Codes, Hashes, Positions, code_table, heads_of
from mtcheck.text.columns import SCRIPTS, Kind, TextColumn, script_mask

_BASE = np.uint64(0xC2B2AE3D27D4EB4F)
_PRUNED_AT = (2, 4, 8, 16)
"""Lengths at which places are given up that begin no longer phrase."""

_UNBOUND = script_mask("CJK", "HIRAGANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
"""Letters behind which a word may go on: scripts without spaces, and Hangul with its particles."""
_KATAKANA = SCRIPTS.index("KATAKANA") << 3 | Kind.LETTER


class Found(NamedTuple):
    """Places of phrases, in order and apart from each other: `starts` and `ends` in
    `TextColumn.text`, and the number of the phrase."""

    starts: Positions
    ends: Positions
    phrases: Positions


class Phrases:
    """Phrases with their case. `*` at the end: the start of a word. The longest one is found."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._open = np.array([phrase.endswith("*") for phrase in phrases], dtype=np.bool_)
        texts = [phrase.removesuffix("*") for phrase in phrases]
        self._firsts = code_table({text[0] for text in texts})
        self._pairs = np.zeros(1 << 16, dtype=np.bool_)
        self._known: dict[int, tuple[_Known, Positions]] = {}
        self._begins: dict[int, _Known] = {}
        by_length: dict[int, list[int]] = {}
        for number, text in enumerate(texts):
            by_length.setdefault(len(text), []).append(number)
            self._pairs[_pair_keys(text[:2])] = True
        for length, numbers in sorted(by_length.items()):
            known = _Known(_hashes([texts[n] for n in numbers]))
            self._known[length] = known, np.array(numbers, dtype=np.intp)[known.first]
        for length in _PRUNED_AT:
            longer = {text[:length] for text in texts if len(text) > length}
            self._begins[length] = _Known(_hashes(sorted(longer)))

    def find(self, column: TextColumn) -> Found:
        """All places in a column."""
        places = self._candidates(column)
        found: list[tuple[Positions, Positions, Positions]] = []
        hashes = np.zeros(len(places), dtype=np.uint64)
        last = len(column.codes) - 1
        for length in range(1, max(self._known, default=0) + 1):
            if not len(places):
                break
            hashes = hashes * _BASE + column.codes[np.minimum(places + length - 1, last)]
            if length in self._known:
                known, numbers = self._known[length]
                at, which = known.find(hashes)
                found.append((places[at], places[at] + length, numbers[which]))
            if length in self._begins:
                at, _ = self._begins[length].find(hashes)
                places, hashes = places[at], hashes[at]
        return self._apart(column, found)

    def _candidates(self, column: TextColumn) -> Positions:
        """Where words begin with two characters of a phrase; also behind an apostrophe: l'Iran."""
        codes, starts = column.codes, column.tokens.starts
        behind = np.flatnonzero(column.classes[:-1] == Kind.APOSTROPHE) + 1
        starts = np.concatenate((starts, behind)) if len(behind) else starts
        starts = starts[self._firsts[codes[starts]]]
        following = codes[np.minimum(starts + 1, len(codes) - 1)]
        return starts[self._pairs[_pair_key(codes[starts], following)]]

    def _apart(
        self, column: TextColumn, found: Sequence[tuple[Positions, Positions, Positions]]
    ) -> Found:
        """The places that end with a word, the first and longest of those that overlap."""
        if not found:
            none = np.zeros(0, dtype=np.intp)
            return Found(none, none, none)
        starts, ends, numbers = (np.concatenate(parts) for parts in zip(*found, strict=True))
        whole = self._open[numbers] | _ends_word(column, ends)
        whole &= _begins_word(column, starts)
        starts, ends, numbers = starts[whole], ends[whole], numbers[whole]
        order = np.lexsort((-ends, starts))
        starts, ends, numbers = starts[order], ends[order], numbers[order]
        free = np.ones(len(starts), dtype=np.bool_)
        free[1:] = starts[1:] >= np.maximum.accumulate(ends)[:-1]
        return Found(starts[free], ends[free], numbers[free])


def _ends_word(column: TextColumn, ends: Positions) -> Bools:
    """Whether no letter of the same script follows, where that would go on with the word."""
    inside, behind = column.classes[ends - 1], column.classes[ends]
    goes_on: Bools = (inside == behind) & (inside & 7 == Kind.LETTER) & ~_UNBOUND[inside]
    return ~goes_on


def _begins_word(column: TextColumn, starts: Positions) -> Bools:
    """Whether a place is not in the middle of a word in Katakana, where each letter is a token."""
    inside, before = column.classes[starts], column.classes[np.maximum(starts - 1, 0)]
    begun: Bools = (inside == _KATAKANA) & (before == _KATAKANA) & (starts > 0)
    return ~begun


class _Known:
    """Hashes looked for among many others: a few bits of each are compared first."""

    def __init__(self, hashes: Hashes) -> None:
        self.hashes, self.first = np.unique(hashes, return_index=True)
        self._seen = np.zeros(1 << 16, dtype=np.bool_)
        self._seen[heads_of(self.hashes)] = True

    def find(self, hashes: Hashes) -> tuple[Positions, Positions]:
        """Indices of the hashes that are known, and which of the known ones they are."""
        maybe = np.flatnonzero(self._seen[heads_of(hashes)])
        if not len(maybe):
            return maybe, maybe
        places = np.searchsorted(self.hashes, hashes[maybe])
        places[places == len(self.hashes)] = 0
        same = self.hashes[places] == hashes[maybe]
        return maybe[same], places[same]


def _hashes(texts: Sequence[str]) -> Hashes:
    """Hashes of texts, each by itself."""
    found = np.zeros(len(texts), dtype=np.uint64)
    for index, text in enumerate(texts):
        value = 0
        for character in text:
            value = (value * int(_BASE) + ord(character)) & 0xFFFFFFFFFFFFFFFF
        found[index] = value
    return found


def _pair_key(first: Codes, second: Codes) -> Codes:
    key: Codes = (first * np.uint32(0x9E3B) + second) & np.uint32(0xFFFF)
    return key


def _pair_keys(begin: str) -> Codes:
    """Keys of the first two characters; of all pairs where a phrase is one character."""
    first = np.uint32(ord(begin[0]))
    if len(begin) == 1:
        return _pair_key(np.full(1 << 16, first), np.arange(1 << 16, dtype=np.uint32))
    return _pair_key(np.array([first]), np.array([ord(begin[1])], dtype=np.uint32))
