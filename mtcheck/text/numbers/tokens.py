"""Number words looked for among the tokens of a column, by their hash."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from mtcheck.text.arrays import Hashes, Heads, Positions, heads_of
from mtcheck.text.columns import token_hashes
from mtcheck.text.numbers.words import Vocabulary

Values = NDArray[np.float64]


class TokenTable:
    """Words of one token by their hash, each with a value."""

    def __init__(self, pairs: Iterable[tuple[str, float]]) -> None:
        known = list(pairs)
        hashes = token_hashes([_bare(form) for form, _ in known])
        values = {h: value for h, (_, value) in zip(hashes, known, strict=True) if h is not None}
        self.hashes = np.array(sorted(values), dtype=np.uint64)
        self._values = np.array([values[int(one)] for one in self.hashes], dtype=np.float64)
        self._may_be = np.zeros(1 << 16, dtype=np.bool_)
        self._may_be[heads_of(self.hashes)] = True

    def find(self, hashes: Hashes, heads: Heads) -> tuple[Positions, Values]:
        """Which tokens are in the table, and the value of each. `heads`: `heads_of` the hashes."""
        tokens = np.flatnonzero(self._may_be[heads])
        if not len(tokens):
            return tokens, np.zeros(0)
        at = np.searchsorted(self.hashes, hashes[tokens])
        at[at == len(self.hashes)] = 0
        same = self.hashes[at] == hashes[tokens]
        return tokens[same], self._values[at[same]]


def _bare(form: str) -> str:
    return form.rstrip("?").replace("_", " ")


class Words:
    """Values of the one-token words of a language. `sure`: the value of a word that certainly is a
    number, else NaN; `meant`: further values, an array for each."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        numbers = vocabulary.numbers
        sure = {f: w.value for f, w in vocabulary.words.items() if w.sure and 2 <= w.value < 100}
        meant: dict[str, list[float]] = {form: [] for form in sure}
        months = ((str(n), forms) for n, forms in enumerate(numbers.months, 1))
        tables = (numbers.words, numbers.ordinals, numbers.fractions, numbers.multiples)
        pairs = (*months, *(pair for table in tables for pair in table.items()))
        for value, form in ((v, f) for v, forms in pairs for f in forms.split() if "*" not in f):
            meant.setdefault(_bare(form), []).append(float(value))
        forms = list(meant)
        self._table = TokenTable((form, float(number)) for number, form in enumerate(forms))
        self.sure = np.array([sure.get(form, np.nan) for form in forms])
        self.meant = [
            np.array([meant[f][n] if n < len(meant[f]) else np.nan for f in forms])
            for n in range(max(map(len, meant.values()), default=0))
        ]

    def find(self, hashes: Hashes, heads: Heads) -> tuple[Positions, Positions]:
        """Which tokens are known, and the number of the word of each."""
        tokens, numbers = self._table.find(hashes, heads)
        return tokens, numbers.astype(np.intp)
