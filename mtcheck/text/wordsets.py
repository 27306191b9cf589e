"""Sets of words looked for among the tokens of a column, all rows at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mtcheck.text.arrays import Bools, Hashes, Heads, Positions, are_among, heads_of
from mtcheck.text.columns import TextColumn
from mtcheck.text.locale import language

Counts = NDArray[np.intp]


class WordSet:
    """Single words in lower case. Looks at 16 bits of a hash first: few tokens pass."""

    def __init__(self, words: Iterable[str]) -> None:
        column = TextColumn(sorted(words) or [""])
        tokens = column.tokens
        rows, counts = np.unique(column.rows_at(tokens.starts), return_counts=True)
        single = np.isin(column.rows_at(tokens.starts), rows[counts == 1])
        self._keep(tokens.hashes[single])

    @classmethod
    def of_hashes(cls, hashes: Hashes) -> WordSet:
        """The words with these hashes."""
        found = cls(())
        found._keep(hashes)
        return found

    def _keep(self, hashes: Hashes) -> None:
        self._hashes: Hashes = np.unique(hashes)
        self._seen = np.zeros(1 << 16, dtype=np.bool_)
        self._seen[heads_of(self._hashes)] = True

    def __len__(self) -> int:
        return len(self._hashes)

    def among(self, hashes: Hashes, heads: Heads | None = None) -> Bools:
        """Which of the tokens with these hashes are words of the set. `heads`: `heads_of` the
        hashes, where they are at hand."""
        if not len(self._hashes):
            return np.zeros(len(hashes), dtype=np.bool_)
        found: Bools = self._seen[heads_of(hashes) if heads is None else heads]
        maybe = np.flatnonzero(found)
        found[maybe] = are_among(hashes[maybe], self._hashes)
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
    return np.repeat(np.arange(len(column)), np.diff(column.token_bounds))


def counts_by_row(rows: Positions, chosen: Bools, count: int) -> Counts:
    """How many of the chosen tokens each of `count` rows has."""
    return np.bincount(rows[chosen], minlength=count)
