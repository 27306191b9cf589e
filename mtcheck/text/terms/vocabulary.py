"""The different words of many terms: which of them is a token a form of?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mtcheck.text.inflection import Forms, Word

_LONGEST_ARTICLE = 5
"""Characters before an apostrophe that may be an article or a preposition: `dell’accordo`."""


class Form(NamedTuple):
    """A token that is a form of word `word`, from its character `start` on."""

    word: int
    start: int


class Vocabulary:
    """Words of one language, numbered."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._numbers: dict[tuple[str, bool], int] = {}
        self._words: list[tuple[Word, bool]] = []
        self._by_key: dict[str, list[int]] = {}

    def number(self, text: str, *, verb: bool) -> int:
        """The number of a word, a new one where it is new. `verb`: it has the endings of one."""
        word = self._forms.word(text)
        key = word.text, verb
        if key not in self._numbers:
            self._numbers[key] = len(self._words)
            self._words.append((word, verb))
            self._by_key.setdefault(self._forms.key(word.text), []).append(self._numbers[key])
        return self._numbers[key]

    def beginnings(self) -> Iterator[str]:
        """What all forms of each word begin with, folded."""
        return (begin for word, _ in self._words for begin in self._forms.beginnings(word))

    def forms(self, token: str) -> Iterator[Form]:
        """What `token`, in lower case, is a form of, after an article with apostrophe too."""
        article, apostrophe, _ = token.partition("'")
        cut = len(article) + 1 if apostrophe and len(article) <= _LONGEST_ARTICLE else 0
        for start in sorted({0, cut}):
            part = token[start:]
            for number in self._by_key.get(self._forms.key(part), ()):
                word, verb = self._words[number]
                if self._forms.is_form(word, part, verb=verb):
                    yield Form(number, start)
