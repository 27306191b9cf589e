"""Where a document writes one word in two ways: a hyphen more, another capital, an accent less.

Hashes of words, and of what two words would be as one, are compared by document; only what agrees
is read as text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cached_property

import numpy as np

from mtcheck.text.arrays import Bools, Codes, Hashes, Positions
from mtcheck.text.columns import Kind, TextColumn
from mtcheck.text.repeats import Words
from mtcheck.text.views import View

_HYPHENS = (0x2D, 0x2010, 0x2011)
_ACCENTED = range(0xC0, 0x250)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_NEXT = np.uint64(0xD6E8FEB86659FD93)
_BUCKETS = 1 << 18
_LOW = np.uint64(_BUCKETS - 1)
_SHORTEST, _LONGEST_ACRONYM = 3, 6

Form = tuple[str, int, int, int]
"""A spelling with its row, start and end."""

Match = tuple[int, int, int]
"""A key that several spellings share, first and last token of one of them."""


class Spellings:
    """The tokens of a batch with their documents. Tokens of no document match nothing."""

    def __init__(self, view: View) -> None:
        self.column: TextColumn = view.target
        self.words = Words(view.target)
        self.tokens = view.target.tokens
        parts = view.batch.documents
        self._known = np.array([part.id is not None for part in parts], dtype=np.bool_)
        first_rows = view.target.starts[[part.start for part in parts]]
        self._part = np.searchsorted(first_rows, self.tokens.starts, side="right") - 1

    @cached_property
    def keys(self) -> Hashes:
        """A hash of each token and its document."""
        return self.tokens.hashes ^ self._salt

    @cached_property
    def _salt(self) -> Hashes:
        salt: Hashes = (self._part.astype(np.uint64) + np.uint64(1)) * _MIX
        return salt

    def form(self, index: int, last: int) -> Form:
        """The spelling from token `index` to `last`."""
        start, end = int(self.tokens.starts[index]), int(self.tokens.ends[last])
        row = int(self.column.rows_at(np.array([start]))[0])
        offset = int(self.column.starts[row])
        return self.words.text(index, last), row, start - offset, end - offset

    def joins(self, no_part: Hashes) -> Iterator[Match]:
        """Two words as one, and with a hyphen or a space between them. Words of `no_part` make no
        compound with a space: "in the" and "set up"."""
        tokens, every = self.tokens, (self.keys, None, 0)
        hyphens = self._pairs(_is_hyphen(self.column.codes))
        hyphens = hyphens[self._has_letter(hyphens)]
        free = ~_table(no_part)[tokens.hashes & _LOW]  # of other words one in two thousand is lost
        spaces = np.flatnonzero(tokens.joined[:-1] & free[:-1] & free[1:])
        spaces = self._unchained(spaces[tokens.starts[spaces + 1] > tokens.ends[spaces]])
        long = tokens.ends - tokens.starts > 2
        hyphen_keys, space_keys = self._joined(hyphens), self._joined(spaces)
        yield from _shared((hyphen_keys, hyphens, 1), every)
        both = long[spaces] & long[spaces + 1]
        yield from _shared((space_keys[both], spaces[both], 1), every)
        alike = free[hyphens] & free[hyphens + 1]
        followed = self._followed(hyphens[alike], hyphen_keys[alike])
        yield from _shared((*followed, 1), (*self._followed(spaces, space_keys), 1))

    def _pairs(self, marks: Bools) -> Positions:
        """The tokens that such a mark, and nothing else, parts from the next."""
        places = np.flatnonzero(marks)
        left = np.searchsorted(self.tokens.ends, places)
        inside = left + 1 < len(self.tokens.ends)
        left, places = left[inside], places[inside]
        tight = (self.tokens.ends[left] == places) & (self.tokens.starts[left + 1] == places + 1)
        return self._unchained(left[tight])

    def _unchained(self, pairs: Positions) -> Positions:
        """Those that belong to a document and are no part of a chain, as in "state-of-the-art"."""
        codes = self.column.codes
        pairs = pairs[self._known[self._part[pairs]]]
        before = codes[np.maximum(self.tokens.starts[pairs] - 1, 0)]
        after = codes[self.tokens.ends[pairs + 1]]
        return pairs[~_is_hyphen(before) & ~_is_hyphen(after)]

    def _joined(self, pairs: Positions) -> Hashes:
        return self.column.joined_hashes(pairs) ^ self._salt[pairs]

    def _followed(self, pairs: Positions, keys: Hashes) -> tuple[Hashes, Positions]:
        """Pairs with a word behind them, and keys of all three."""
        behind = pairs + 2 < len(self.tokens.starts)
        pairs, keys = pairs[behind], keys[behind]
        follows = self.tokens.joined[pairs + 1]
        pairs, keys = pairs[follows], keys[follows]
        return keys ^ (self.tokens.hashes[pairs + 2] * _NEXT), pairs

    def _has_letter(self, pairs: Positions) -> Bools:
        classes, starts = self.column.classes & 7, self.tokens.starts
        found: Bools = classes[starts[pairs]] == Kind.LETTER
        found |= classes[starts[pairs + 1]] == Kind.LETTER
        return found

    def cases(self) -> Iterator[Match]:
        """Words with a capital inside, and the same words with other capitals."""
        capitals = np.flatnonzero(self.column.capitals)
        owners = np.searchsorted(self.tokens.starts, capitals, side="right") - 1
        inner = np.unique(owners[capitals > self.tokens.starts[owners]])
        inner = inner[self._known[self._part[inner]]]
        same = np.setdiff1d(among(self.keys, self.keys[inner]), inner)
        forms: dict[int, dict[str, list[int]]] = {}
        for index in sorted([*inner.tolist(), *same.tolist()]):
            texts = forms.setdefault(int(self.keys[index]), {})
            texts.setdefault(self.words.text(index), []).append(index)
        for key, texts in forms.items():
            if len(texts) > 1 and _are_variants(texts):
                yield from ((key, index, index) for places in texts.values() for index in places)

    def accents(self) -> Iterator[Match]:
        """Words with an accent, and the same words without."""
        codes = self.column.codes
        marks = np.flatnonzero((codes >= _ACCENTED.start) & (codes < _ACCENTED.stop))
        owners = np.searchsorted(self.tokens.starts, marks, side="right") - 1
        owners = np.unique(owners[(owners >= 0) & (marks < self.tokens.ends[owners])])
        owners = owners[self._known[self._part[owners]]]
        plain = [_plain(self.words.text(index)) for index in owners.tolist()]
        column = TextColumn(plain)
        if len(column.tokens.hashes) == len(owners):
            keys = column.tokens.hashes ^ self._salt[owners]
            yield from _shared((keys, owners, 0), (self.keys, None, 0))

    def is_code(self, index: int, last: int) -> bool:
        """Whether it is a part of an address, a tag or a command: @name, x.org, newusers(8)."""
        text = self.column.text
        start, end = int(self.tokens.starts[index]), int(self.tokens.ends[last])
        before, after = text[max(start - 1, 0) : start], text[end : end + 2]
        return (
            before in set("@#/_.\\")
            or after[:1] in set("@/_\\(")
            or (after[:1] == "." and after[1:].isalnum())
        )

    def is_shouted(self, index: int) -> bool:
        """Whether a word in capitals stands beside another one, or begins its sentence."""
        around = [n for n in (index - 1, index + 1) if 0 <= n < len(self.words)]
        shouts = any(_is_loud(self.words.text(n)) for n in around)
        return shouts or not self.words.before(index)


def _is_hyphen(codes: Codes) -> Bools:
    found: Bools = np.logical_or.reduce([codes == hyphen for hyphen in _HYPHENS])
    return found


def _are_variants(texts: dict[str, list[int]]) -> bool:
    """Whether spellings with other capitals are one word: none is in lower case, and one in
    capitals is an acronym that stands there twice."""
    loud = [text for text in texts if text.isupper()]
    return not any(text.islower() or len(text) < _SHORTEST for text in texts) and all(
        len(text) <= _LONGEST_ACRONYM and len(texts[text]) > 1 for text in loud
    )


def _is_loud(text: str) -> bool:
    return len(text) > 1 and text.isupper() and text.isalpha()


def _plain(text: str) -> str:
    """The text without accents."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(mark for mark in apart if not unicodedata.combining(mark))


def _shared(
    one: tuple[Hashes, Positions | None, int], other: tuple[Hashes, Positions | None, int]
) -> Iterator[Match]:
    """Key, first and last token of entries of either side whose key stands on the other side too.
    A side is keys, the token of each (None: all), and how many tokens more it covers."""
    (keys, firsts, more), (other_keys, other_firsts, other_more) = one, other
    found = among(other_keys, keys)
    if not len(found):
        return
    own = among(keys, other_keys[found])
    for indices, side_keys, side_firsts, extra in (
        (own, keys, firsts, more),
        (found, other_keys, other_firsts, other_more),
    ):
        for index in indices.tolist():
            first = int(index if side_firsts is None else side_firsts[index])
            yield int(side_keys[index]), first, first + extra


def among(keys: Hashes, wanted: Hashes) -> Positions:
    """Where `keys` holds one of `wanted`, ascending.

    A table of the low bits of one side leaves few of the other, and these few of the first, so that
    only what is left has to be sorted.
    """
    maybe = np.flatnonzero(_table(wanted)[keys & _LOW])
    left = wanted[_table(keys[maybe])[wanted & _LOW]]
    found: Positions = maybe[np.isin(keys[maybe], left)]
    return found


def _table(keys: Hashes) -> Bools:
    table = np.zeros(_BUCKETS, dtype=np.bool_)
    table[keys & _LOW] = True
    return table
