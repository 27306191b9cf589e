"""Names of a source in Latin letters that the target spells a little otherwise, row by row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import product
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck.text.arrays import Bools, Hashes, are_among
from mtcheck.text.columns import TextColumn
from mtcheck.text.names.near import PARTS, may_be_one_name, similar
from mtcheck.text.names.words import NameWords, Role, Units
from mtcheck.text.vocabulary import per_million

_ROW = np.uint64(0xD1342543DE82EF95)
_EDGES: tuple[Literal["left"], Literal["right"]] = "left", "right"
_SMALL = re.compile(r"(?<![\w%{$<(])[a-zß-ÿ][^\W\d_]")
_ENDINGS = (
    "",
    *"n en on er ern ia ien ier ian an i is isch ese o a e eor ong ing al ial ean el iel".split(),
)
_GENITIVE = re.compile(r"[’']s?$")
_CUSTOMS: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile(pattern), kind)
    for pattern, kind in (
        ("dsch|dj|dzh", "j"),
        ("tsch", "k"),
        ("sch|sz", "sh"),
        ("t?ch|cz|kh|ck|qu|[cq](?![eiy])", "k"),
        ("ph", "f"),
        ("(?<=.)h", ""),
        ("our", "or"),
        ("ou|oo|u", "o"),
        ("ij|iy|yi|y|j", "i"),
        ("[ea]i", "ei"),
        ("iev|iew|ew", "ev"),
        ("w|ff?", "v"),
        ("tz|ts|z|c", "s"),
        ("x", "ks"),
        ("[aou]e", lambda match: match[0][0]),
        (r"(.)\1", r"\1"),
    )
]
"""Letters that languages write for each other in names from other scripts and in names of places:
Lawrow and Lavrov, Poutine and Putin. A difference made up of these is a custom and no slip."""


class Slip(NamedTuple):
    """A word of the target, `start:end` of its row, and the name of the source it should be."""

    row: int
    start: int
    end: int
    name: str
    source_start: int
    source_end: int


class _Plain:
    """Words as they are, but for the ending of a genitive with an apostrophe."""

    def plain(self, word: str) -> str:
        return _GENITIVE.sub("", word).replace("’", "'")

    def role(self, word: str) -> Role:
        return Role(0)

    def is_word(self, word: str) -> bool:
        return False


class _Side:
    """The words with a capital of one side: their rows and numbers."""

    def __init__(self, column: TextColumn, words: NameWords) -> None:
        self.column = column
        self.units = Units.of(column)
        at = np.flatnonzero(self.units.capital)
        numbers = words.numbers(column, self.units, at)
        bounds = np.searchsorted(self.units.starts[at], column.starts)
        self.at, self.numbers = at, numbers
        self.rows = np.repeat(np.arange(len(column)), np.diff(bounds))

    @property
    def keys(self) -> Hashes:
        """One number for row and word."""
        return (self.rows << 32 | self.numbers).view(np.uint64)

    def lacks(self, other: _Side) -> Bools:
        """Which words the other side does not have in their row."""
        return ~are_among(self.keys, np.sort(other.keys))

    def only(self, which: Bools) -> None:
        """Leave out all other words."""
        self.at, self.numbers = self.at[which], self.numbers[which]
        self.rows = self.rows[which]


class NameSpelling:
    """Compares the words with a capital of sources and of targets in the language `tag`, both in
    Latin script."""

    def __init__(self, tag: str | None) -> None:
        self._tag = tag
        self._words = NameWords(_Plain())

    def slips(self, target: TextColumn, source: TextColumn) -> Iterator[Slip]:
        """Words of the target that no list knows, a letter or two away from a name of the source
        that the row of the target does not have."""
        self._words.begin_batch()
        here, there = _Side(target, self._words), _Side(source, self._words)
        unknown = self._roles(here) & (Role.UNKNOWN | Role.NO_NAME) == Role.UNKNOWN
        doubtful = np.zeros(len(target), dtype=np.bool_)
        doubtful[here.rows[unknown]] = True
        here.only(doubtful[here.rows])
        there.only(doubtful[there.rows])
        unknown = self._roles(here) & (Role.UNKNOWN | Role.NO_NAME) == Role.UNKNOWN
        name = self._roles(there) & (Role.SMALL | Role.NO_NAME) == 0
        new, lost = here.lacks(there), there.lacks(here)
        here.only(unknown & new)
        there.only(name & lost)
        pairs = {pair for part in range(PARTS) for pair in self._pairs(here, there, part)}
        for one, other in sorted(pairs):
            slip = self._slip(here, there, one, other)
            if slip is not None:
                yield slip

    def _roles(self, side: _Side) -> NDArray[np.uint16]:
        return self._words.roles[side.numbers]

    def _pairs(self, here: _Side, there: _Side, part: int) -> Iterator[tuple[int, int]]:
        """Words of both sides in one row that share a part."""
        halves = self._words.halves
        own, keys = (
            np.where(half > 0, half ^ (side.rows.astype(np.uint64) * _ROW), np.uint64(0))
            for side in (here, there)
            for half in (halves[side.numbers, part],)
        )
        order = np.argsort(keys, kind="stable")
        firsts, lasts = (np.searchsorted(keys[order], own, side=side) for side in _EDGES)
        for one in np.flatnonzero((own > 0) & (firsts < lasts)).tolist():
            for other in order[firsts[one] : lasts[one]].tolist():
                yield one, other

    def _slip(self, here: _Side, there: _Side, one: int, other: int) -> Slip | None:
        row = int(here.rows[one])
        word = self._words.texts[here.numbers[one]]
        name = self._words.texts[there.numbers[other]]
        if not _is_slip(word, name) or name.casefold() in here.column.texts[row].casefold():
            return None
        if per_million(word.casefold(), self._tag):  # Hisbollah is how German writes Hezbollah
            return None
        source = there.column.texts[row]
        if word.casefold() in source.casefold() or _is_label(source):
            return None
        start = int(here.units.starts[here.at[one]] - here.column.starts[row])
        source_start = int(there.units.starts[there.at[other]] - there.column.starts[row])
        length = len(word) - (word.endswith("s") and not name.endswith("s"))
        return Slip(row, start, start + length, name, source_start, source_start + len(name))


def _is_label(text: str) -> bool:
    """Whether all words have a capital, as in labels such as "Recent Servers (%d)": then one does
    not make a name."""
    return _SMALL.search(text) is None


def _is_slip(word: str, name: str) -> bool:
    """Whether two words differ within, and by more than customs and endings of languages do."""
    one, other = (part.casefold().removesuffix("s") for part in (word, name))
    if "-" in word + name or one[0] != other[0] or one[-1] != other[-1]:
        return False
    if _signs(one) != _signs(other):
        return False
    if not any(True for _ in similar([one, other])) or not may_be_one_name(one, other):
        return False
    if _differ_in_vowels(one, other):
        return False
    forms = [[_customary(word), _customary(word.replace("c", "k"))] for word in (one, other)]
    return not any(_stems(mine) & _stems(yours) for mine, yours in product(*forms))


def _differ_in_vowels(one: str, other: str) -> bool:
    """Whether two names are one to somebody who writes vowels by ear: Ababa and Abeba, Qaeda and
    Qaida. Letters that only changed places are a slip: Giuliani and Guiliani."""
    heard = (re.sub("[eiou]", "a", re.sub("ee|oo", "a", word)) for word in (one, other))
    return sorted(one) != sorted(other) and next(heard) == next(heard)


def _signs(word: str) -> set[str]:
    return {letter for letter in word if not letter.isascii()}


def _stems(word: str) -> set[str]:
    """The word without each of the endings that make a people of a country or bend a name."""
    stems = {word.removesuffix(ending) for ending in _ENDINGS}
    return {stem for stem in stems if len(stem) >= 4}


def _customary(word: str) -> str:
    """A name with the letters that languages write for each other made one."""
    parts = unicodedata.normalize("NFKD", word.replace("ß", "ss"))
    word = "".join(letter for letter in parts if not unicodedata.combining(letter))
    for pattern, kind in _CUSTOMS:
        word = pattern.sub(kind, word)
    return word
