"""Words with a capital as arrays, and what each may be in a name: looked at once, not once a row.

A word is one or more tokens joined by hyphens: "Jean-Luc" is one. What the language says of a word
(a title, a common word, a particle) is kept by its hash, so that a batch costs a look-up.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntFlag
from typing import NamedTuple, Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from mtcheck.text.arrays import Bools, Hashes, Positions
from mtcheck.text.columns import Kind, TextColumn
from mtcheck.text.names.known import frequency, is_known, is_written_small
from mtcheck.text.names.near import PARTS, SHORTEST, parts_of
from mtcheck.text.names.pinyin import is_pinyin

_HYPHENS = np.zeros(0x2020, dtype=np.bool_)
_HYPHENS[[ord("-"), ord("‐")]] = True
_JOINTS = _HYPHENS.copy()
_JOINTS[[ord("'"), ord("’")]] = True
_JOINED = np.uint64(0x9E3779B97F4A7C15)
_CAPITALS = np.uint64(0x5851F42D4C957F2D)
_ARTICLE = 3
"""Letters of the longest article that is joined to a name."""
_SHORT = 5
"""Letters of a word below which a point behind it may be that of an abbreviation."""


class Units(NamedTuple):
    """Words in order: `starts` and `ends` in the text of the column, hashes of the text in lower
    case, whether one space leads to the next word, whether it begins with a capital, whether it is
    a genitive with an apostrophe."""

    starts: Positions
    ends: Positions
    hashes: Hashes
    linked: Bools
    capital: Bools
    possessive: Bools

    @classmethod
    def of(cls, column: TextColumn) -> Units:
        """The words of a column."""
        tokens, codes = column.tokens, column.codes
        count = len(tokens.starts)
        first = np.ones(count, dtype=np.bool_)
        tight = tokens.starts[1:] - tokens.ends[:-1] == 1
        first[1:] = ~(tight & _HYPHENS[np.minimum(codes[tokens.ends[:-1]], len(_HYPHENS) - 1)])
        begins = np.flatnonzero(first)
        mixed = np.where(first, tokens.hashes, tokens.hashes * _JOINED)
        hashes = np.add.reduceat(mixed, begins) if count else mixed
        starts = tokens.starts[begins]
        ends = tokens.ends[np.append(begins[1:], count) - 1] if count else tokens.ends
        possessive = (codes[ends - 1] | 32 == ord("s")) & (ends - starts > 3)
        possessive &= column.classes[ends - 2] == Kind.APOSTROPHE
        linked = _linked(column, starts, ends) & ~possessive
        open_ = np.flatnonzero(column.classes[ends] == Kind.APOSTROPHE)
        behind = np.minimum(ends[open_] + 1, len(codes) - 1)
        possessive[open_] |= column.classes[behind] == Kind.SPACE
        return cls(starts, ends, hashes, linked, _capital(column, starts, ends), possessive)


def _linked(column: TextColumn, starts: Positions, ends: Positions) -> Bools:
    """Whether one space, or the point of an abbreviation and one space, leads to the next word."""
    codes, classes = column.codes, column.classes
    found = np.zeros(len(starts), dtype=np.bool_)
    gaps = starts[1:] - ends[:-1]
    space = (gaps == 1) & (classes[ends[:-1]] == Kind.SPACE)
    point = (gaps == 2) & (codes[ends[:-1]] == ord(".")) & (classes[ends[:-1] + 1] == Kind.SPACE)
    found[:-1] = space | (point & (ends[:-1] - starts[:-1] < _SHORT))
    return found


def _capital(column: TextColumn, starts: Positions, ends: Positions) -> Bools:
    """Whether a word begins with a capital, behind an article joined to it too: al-Sisi, d'Arc."""
    found = column.capitals[starts]
    capitals = np.flatnonzero(column.capitals)
    before = column.codes[capitals - 1]
    capitals = capitals[_JOINTS[np.minimum(before, len(_JOINTS) - 1)]]
    words = np.searchsorted(starts, capitals, side="right") - 1
    article = capitals - starts[words] - 1
    behind = (article >= 1) & (article <= _ARTICLE) & (capitals < ends[words])
    found[words[behind & (ends[words] - starts[words] > _ARTICLE)]] = True
    return found


class Role(IntFlag):
    """What a word may be in a name; a word without one is part of a name."""

    NO_NAME = 1
    TITLE = 2
    INITIAL = 4
    NO_SURNAME = 8
    SMALL = 16
    """A word that has a form without a capital."""
    FAMOUS = 32
    UNKNOWN = 64
    """No word that the list of frequent words has."""
    PINYIN = 128
    NOUN = 256
    """A common noun of a language that writes all of them with a capital."""
    GENITIVE = 512
    """A word of such a language that may have the -s of a genitive."""


FAMOUS = -13.4
"""Log probability of a surname that news may use without a given name: Trump, Putin, Merkel."""


class Speller(Protocol):
    """What is said of a word when it is first met."""

    def plain(self, word: str) -> str:
        """The word without an ending."""

    def role(self, word: str) -> Role:
        """What it may be besides a part of a name."""

    def is_word(self, word: str) -> bool:
        """Whether the list of words of the language has it."""


_MOST = 1 << 18
"""Words that are kept; then all are met anew."""


class NameWords:
    """The words met so far, by number: `texts`, and as arrays their roles, their hashes and what
    words nearly equal to them share (`parts_of`)."""

    def __init__(self, speller: Speller, places: frozenset[str] = frozenset()) -> None:
        self._speller = speller
        self._places_known = places
        self._forget()

    def _forget(self) -> None:
        self._keys: Hashes = np.zeros(0, dtype=np.uint64)
        self._numbers: Positions = np.zeros(0, dtype=np.intp)
        self._known: dict[str, int] = {}
        self.texts: list[str] = []
        self.roles: NDArray[np.uint16] = np.zeros(0, dtype=np.uint16)
        self.hashes: Hashes = np.zeros(0, dtype=np.uint64)
        self.halves: NDArray[np.uint64] = np.zeros((0, PARTS), dtype=np.uint64)

    def begin_batch(self) -> None:
        """Make room where too many words are kept: numbers from before are void then."""
        if len(self.texts) > _MOST:
            self._forget()

    def numbers(self, column: TextColumn, units: Units, which: Positions) -> Positions:
        """The number of each of these words."""
        starts, ends = units.starts[which], units.ends[which]
        counts = np.cumsum(column.capitals, dtype=np.uint32)
        inner = (counts[ends - 1] - counts[starts]).astype(np.uint64)
        keys = units.hashes[which] ^ (inner * _CAPITALS)
        places = self._places(keys)
        fresh = np.flatnonzero(places < 0)
        if len(fresh):
            new, first = np.unique(keys[fresh], return_index=True)
            at = fresh[first].tolist()
            self._learn(new, [column.text[starts[one] : ends[one]] for one in at])
            places = self._places(keys)
        return self._numbers[places]

    def _places(self, keys: Hashes) -> Positions:
        if not len(self._keys):
            return np.full(len(keys), -1, dtype=np.intp)
        places = np.searchsorted(self._keys, keys)
        places[places == len(self._keys)] = 0
        places[self._keys[places] != keys] = -1
        return places

    def _learn(self, keys: Hashes, texts: Sequence[str]) -> None:
        bases = [self._speller.plain(text) for text in texts]
        new = [base for base in dict.fromkeys(bases) if base not in self._known]
        self._known.update(
            zip(new, range(len(self.texts), len(self.texts) + len(new)), strict=True)
        )
        self.texts += new
        roles = [self._role(base) for base in new]
        self.roles = np.concatenate((self.roles, np.array(roles, dtype=np.uint16)))
        self.hashes = np.concatenate((self.hashes, _hashes(new)))
        self.halves = np.concatenate((self.halves, _halves(new)))
        numbers = np.array([self._known[base] for base in bases], dtype=np.intp)
        order = np.argsort(np.concatenate((self._keys, keys)), kind="stable")
        self._keys = np.concatenate((self._keys, keys))[order]
        self._numbers = np.concatenate((self._numbers, numbers))[order]

    def _role(self, word: str) -> int:
        role = self._speller.role(word)
        if not word.replace("-", "").replace("'", "").replace("‐", "").isalpha():
            role |= Role.NO_NAME
        if word.casefold() in self._places_known or "-" in word or word.isupper():
            role |= Role.NO_SURNAME
        if is_pinyin(word):
            role |= Role.PINYIN
        if is_written_small(word):
            role |= Role.SMALL
        elif not is_known(word) and not self._speller.is_word(word):
            role |= Role.UNKNOWN
        if frequency(word) > FAMOUS:
            role |= Role.FAMOUS
        return role


def _halves(words: Sequence[str]) -> NDArray[np.uint64]:
    """Numbers of each word: those that two nearly equal words share one of (`parts_of`). 0
    where a word is too short to be compared."""
    found = np.zeros((len(words), PARTS), dtype=np.uint64)
    for index, word in enumerate(words):
        if len(word) >= SHORTEST and not word.isupper():
            found[index] = [crc32(part.encode()) + 1 for part in parts_of(word)]
    return found


def _hashes(words: Sequence[str]) -> Hashes:
    """Hashes of single words, as `Units.hashes` has them."""
    if not words:
        return np.zeros(0, dtype=np.uint64)
    column = TextColumn(words)
    units = Units.of(column)
    first = np.searchsorted(units.starts, column.starts[:-1])
    hashes: Hashes = units.hashes[np.minimum(first, len(units.hashes) - 1)]
    return hashes
