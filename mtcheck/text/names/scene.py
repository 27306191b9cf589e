"""The names of many documents at once: words with a capital that are neither common words nor
written small elsewhere in their document, as arrays over the texts of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mtcheck.text.arrays import Bools, Hashes, Positions
from mtcheck.text.columns import TextColumn
from mtcheck.text.names.words import NameWords, Role, Units
from mtcheck.text.wordsets import WordSet

if TYPE_CHECKING:
    from mtcheck.text.names.mentions import NameFinder

_DOCUMENT = np.uint64(0xD1342543DE82EF95)
_NO_NAME = np.uint16(Role.NO_NAME | Role.INITIAL)
_STOPS = np.array([ord(mark) for mark in ".?!"], dtype=np.uint32)
_QUOTES = np.array([ord(mark) for mark in "”\"’'"], dtype=np.uint32)


class NameLexicon:
    """What a language says of words that stand in names and beside them. `places` are words that
    are no surnames."""

    def __init__(self, finder: NameFinder, places: frozenset[str]) -> None:
        self.places = places
        self.words = NameWords(finder, places)
        self.speech = WordSet(finder.speech)
        self.adverbs = WordSet(finder.adverbs)
        self.titles = WordSet(finder.titles | finder.honorifics)
        self.particles = WordSet(finder.particles)
        self.prepositions = WordSet(finder.prepositions)
        self.articles = WordSet(finder.articles) if finder.nouns else None


class Words(NamedTuple):
    """The words of some rows with their places in `text`, which begins at `offset` of the column;
    `linked`: to the next word; `names`: the indices of those that may be names and stand in no
    headline, `rows` theirs."""

    text: str
    offset: int
    starts: list[int]
    ends: list[int]
    linked: list[bool]
    capital: list[bool]
    roles: list[int]
    names: list[int]
    rows: list[int]


class Scene:
    """The names of the documents of a batch, of which each begins with one of the rows `firsts`.

    `units` are all words, `row` and `document` where each stands, `roles` what it is beside a name
    (of words with a capital only). `capitals` are the words with a capital and `numbers` which word
    of the lexicon each of them is; `at` and `number` say the same of words that may be names.
    """

    def __init__(self, lexicon: NameLexicon, column: TextColumn, firsts: Sequence[int]) -> None:
        self.lexicon = lexicon
        self.words = lexicon.words
        self.words.begin_batch()
        self.column = column
        self.units = Units.of(column)
        self.row_bounds = np.searchsorted(self.units.starts, column.starts)
        self.row = np.repeat(np.arange(len(column)), np.diff(self.row_bounds))
        bounds = self.row_bounds[[*firsts, len(column)]]
        self.document = np.repeat(np.arange(len(firsts)), np.diff(bounds))
        self.capitals = capitals = np.flatnonzero(self.units.capital)
        self.numbers = numbers = self.words.numbers(column, self.units, capitals)
        self.roles = np.zeros(len(self.units.starts), dtype=np.uint16)
        self.roles[capitals] = self.words.roles[numbers]
        is_name = self._is_name(capitals, numbers)
        self.at = capitals[is_name]
        self.number = numbers[is_name]

    def key(self, hashes: Hashes, units: Positions) -> Hashes:
        """Hashes that differ between documents."""
        found: Hashes = hashes ^ (self.document[units].astype(np.uint64) * _DOCUMENT)
        return found

    def _is_name(self, capitals: Positions, numbers: Positions) -> Bools:
        """Which words are not common, and not written small elsewhere in their document."""
        found: Bools = self.words.roles[numbers] & _NO_NAME == 0
        if self.lexicon.articles is not None:
            found &= self._is_no_noun(capitals, numbers, self.lexicon.articles)
        which = np.flatnonzero(found)
        own = self.words.hashes[numbers[which]]
        small = np.flatnonzero(~self.units.capital)
        small = small[WordSet.of_hashes(own).among(self.units.hashes[small])]
        written_small = self.key(self.units.hashes[small], small)
        found[which[np.isin(self.key(own, capitals[which]), written_small)]] = False
        return found

    def _is_no_noun(self, capitals: Positions, numbers: Positions, articles: WordSet) -> Bools:
        """Which words stand behind no article in their document, and are no common noun or stand
        there right behind a name, as surnames do: Thomas Müller."""
        roles, units = self.words.roles[numbers], self.units
        keys = self.key(self.words.hashes[numbers], capitals)
        before = np.maximum(capitals - 1, 0)
        led = units.linked[before] & articles.among(units.hashes[before])
        earlier = np.maximum(before - 1, 0)
        joined = units.linked[earlier] & (earlier < before)
        led &= ~(joined & self.lexicon.particles.among(units.hashes[earlier]))
        plain = roles & (_NO_NAME | Role.NOUN | Role.TITLE) == 0
        named = plain & (roles & Role.GENITIVE == 0)
        follows = np.zeros(len(capitals), dtype=np.bool_)
        follows[1:] = (np.diff(capitals) == 1) & units.linked[capitals[:-1]] & named[:-1]
        noun = roles & Role.NOUN > 0
        surname = ~noun | np.isin(keys, keys[noun & follows])
        found: Bools = surname & ~np.isin(keys, keys[led])
        return found

    @cached_property
    def groups(self) -> tuple[Positions, Positions]:
        """For each name the index of its group, all names of the same document and word; and for
        each group its first name."""
        key = self.document[self.at] * len(self.words.texts) + self.number
        _, first, group = np.unique(key, return_index=True, return_inverse=True)
        return group, first

    @cached_property
    def headlines(self) -> Bools:
        """Which rows are no sentences and have a capital in most longer words: there it says
        nothing about names."""
        units, column = self.units, self.column
        long = units.ends - units.starts > 3
        words = np.bincount(self.row[long], minlength=len(column))
        capitals = np.bincount(self.row[long & units.capital], minlength=len(column))
        ends = column.starts[1:] - 2
        quoted = np.isin(column.codes[ends], _QUOTES)
        closed = np.isin(column.codes[ends - quoted], _STOPS)
        found: Bools = (words >= 4) & (capitals > 0.6 * words) & ~closed
        return found

    @cached_property
    def in_headline(self) -> Bools:
        """Which names stand in headlines."""
        found: Bools = self.headlines[self.row[self.at]]
        return found

    @cached_property
    def places(self) -> frozenset[int]:
        """The numbers of the words that are places, or no surnames for another reason."""
        found = np.flatnonzero(self.words.roles & Role.NO_SURNAME)
        return frozenset(found.tolist())

    def names_by_row(self, rows: range) -> dict[int, set[int]]:
        """The numbers of the names in each of some rows that has any."""
        first, last = np.searchsorted(self.at, self.row_bounds[[rows.start, rows.stop]])
        found: dict[int, set[int]] = {}
        numbers = self.number[first:last].tolist()
        for row, number in zip(self.row[self.at[first:last]].tolist(), numbers, strict=True):
            found.setdefault(row, set()).add(number)
        return found

    def words_of(self, rows: range) -> Words:
        """The words of some rows, which follow each other."""
        begin, end = self.row_bounds[rows.start], self.row_bounds[rows.stop]
        first, last = np.searchsorted(self.at, (begin, end))
        names = self.at[first:last][~self.in_headline[first:last]]
        offset, units = int(self.column.starts[rows.start]), self.units
        return Words(
            self.column.text[offset : self.column.starts[rows.stop]],
            offset,
            (units.starts[begin:end] - offset).tolist(),
            (units.ends[begin:end] - offset).tolist(),
            units.linked[begin:end].tolist(),
            units.capital[begin:end].tolist(),
            self.roles[begin:end].tolist(),
            (names - begin).tolist(),
            self.row[names].tolist(),
        )
