"""The tokens of a column by the words of terms that they are forms of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mtcheck.text.columns import TextColumn
from mtcheck.text.terms.heads import Heads
from mtcheck.text.terms.vocabulary import Form, Vocabulary

_REMEMBERED = 1 << 18
"""Different tokens whose class is kept."""

Classes = NDArray[np.int32]


class TokenClasses:
    """Tokens that are forms of the same words have the same class; 0 is that of all others.

    The class of a token is remembered by its hash, so that each different one is looked at once.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._heads = Heads(vocabulary.beginnings())
        self._by_hash: dict[int, int] = {}
        self._by_forms: dict[tuple[Form, ...], int] = {(): 0}
        self.forms: list[Sequence[Form]] = [()]

    def __len__(self) -> int:
        return len(self.forms)

    def of(self, column: TextColumn) -> Classes:
        """The class of each token."""
        tokens = column.tokens
        classes = np.zeros(len(tokens.starts), dtype=np.int32)
        maybe = self._heads.among(column)
        hashes = tokens.hashes[maybe].tolist()
        known = self._by_hash
        found = [known.get(hash, -1) for hash in hashes]
        classes[maybe] = found
        for token in maybe[classes[maybe] < 0].tolist():
            start, end = int(tokens.starts[token]), int(tokens.ends[token])
            classes[token] = self._learn(int(tokens.hashes[token]), column.text[start:end])
        return classes

    def _learn(self, hash: int, token: str) -> int:
        if len(self._by_hash) >= _REMEMBERED:
            self._by_hash.clear()
        forms = tuple(self._vocabulary.forms(token.lower().replace("’", "'")))
        if forms not in self._by_forms:
            self._by_forms[forms] = len(self.forms)
            self.forms.append(forms)
        self._by_hash[hash] = self._by_forms[forms]
        return self._by_forms[forms]
