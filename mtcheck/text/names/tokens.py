"""The words of a row, cut out of the text one by one when they are asked for."""

from __future__ import annotations

import re
from typing import NamedTuple

from mtcheck.text.names.scene import Words

_INITIAL = re.compile(r"[^\W\d_]\.")


class Token(NamedTuple):
    """A word at `start:end` of a text, with a point behind it."""

    start: int
    end: int
    text: str


class Tokens:
    """The words of a row; each is cut out of the text when it is asked for. A point behind a word
    belongs to it."""

    def __init__(self, words: Words, particles: frozenset[str]) -> None:
        self._words = words
        self._names = frozenset(words.names)
        self._particles = particles
        self.linked = words.linked
        self.capital = words.capital
        self.roles = words.roles
        self._cut: dict[int, Token] = {}

    def __len__(self) -> int:
        return len(self._words.starts)

    def __getitem__(self, index: int) -> Token:
        if index not in self._cut:
            words = self._words
            text, start, end = words.text, words.starts[index], words.ends[index]
            end += text[end : end + 1] == "."
            self._cut[index] = Token(start, end, text[start:end])
        return self._cut[index]

    def is_no_name(self, index: int) -> bool:
        """Whether a word is neither part of a name nor a particle or initial between such parts."""
        if index in self._names:
            return False
        word = self[index].text
        return word not in self._particles and not _INITIAL.fullmatch(word)

    def are_spoken_of(
        self, first: int, end: int, verbs: frozenset[str], adverbs: frozenset[str]
    ) -> bool:
        """Whether one of some verbs stands right before the words from `first` to `end`, or right
        behind them, at most one adverb between."""
        for index in range(end, min(end + 2, len(self))):
            word = self[index].text.rstrip(".").casefold()
            if not self._are_beside(index - 1, index):
                break
            if word in verbs:
                return True
            if word not in adverbs:
                break
        if not first or self[first - 1].text.casefold() not in verbs:
            return False
        return self._are_beside(first - 1, first)

    def _are_beside(self, one: int, other: int) -> bool:
        return self._words.text[self[one].end : self[other].start] == " "
