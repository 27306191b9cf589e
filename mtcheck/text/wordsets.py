"""Sets of words looked for among the tokens of a column, all rows at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mtcheck.text.columns import Bools, Hashes, Positions, TextColumn
from mtcheck.text.locale import language

Counts = NDArray[np.intp]


class WordSet:
    """Single words in lower case. Looks at the high 16 bits of a hash first: few tokens pass."""

    def __init__(self, words: Iterable[str]) -> None:
        column = TextColumn(sorted(words) or [""])
        tokens = column.tokens
        rows, counts = np.unique(column.rows_at(tokens.starts), return_counts=True)
        single = np.isin(column.rows_at(tokens.starts), rows[counts == 1])
        self._hashes: Hashes = np.unique(tokens.hashes[single])
        self._seen = np.zeros(1 << 16, dtype=np.bool_)
        self._seen[self._hashes >> np.uint64(48)] = True

    def __len__(self) -> int:
        return len(self._hashes)

    def among(self, hashes: Hashes) -> Bools:
        """Which of the tokens with these hashes are words of the set."""
        if not len(self._hashes):
            return np.zeros(len(hashes), dtype=np.bool_)
        found: Bools = self._seen[hashes >> np.uint64(48)]
        maybe = np.flatnonzero(found)
        wanted = hashes[maybe]
        places = np.searchsorted(self._hashes, wanted)
        places[places == len(self._hashes)] = 0
        found[maybe] = self._hashes[places] == wanted
        return found


@cache
def function_words(tag: str | None) -> WordSet:
    """The function words of a language, none where mtcheck has no list of them."""
    known = language(tag)
    return WordSet(known.function_words if known else ())


@cache
def own_function_words(tag: str, rivals: tuple[str, ...]) -> WordSet:
    """The function words of a language that none of its rivals has."""
    known = language(tag)
    words = known.function_words if known else frozenset()
    others = [found.function_words for rival in rivals if (found := language(rival))]
    return WordSet(words.difference(*others))


@cache
def foreign_function_words(tag: str, rivals: tuple[str, ...]) -> WordSet:
    """The function words of the rivals of a language that it does not have itself."""
    known = language(tag)
    words = known.function_words if known else frozenset()
    others = [found.function_words for rival in rivals if (found := language(rival))]
    return WordSet(frozenset[str]().union(*others) - words)


def token_rows(column: TextColumn) -> Positions:
    """The row of each token."""
    return np.repeat(np.arange(len(column)), np.diff(token_bounds(column)))


def counts_by_row(rows: Positions, chosen: Bools, count: int) -> Counts:
    """How many of the chosen tokens each of `count` rows has."""
    return np.bincount(rows[chosen], minlength=count)


def token_bounds(column: TextColumn) -> Positions:
    """The number of the first token of each row; one entry more than rows."""
    return np.searchsorted(column.tokens.starts, column.starts)
