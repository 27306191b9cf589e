"""The reader of numbers of a language."""

from __future__ import annotations

from typing import Protocol

from mtcheck.text.numbers.characterscan import CharacterScanner
from mtcheck.text.numbers.values import Reading
from mtcheck.text.numbers.words import Vocabulary
from mtcheck.text.numbers.wordscan import Scanner


class Reader(Protocol):
    """Finds the numbers of a text."""

    def read(self, text: str) -> Reading:
        """The numbers of a text, with what else it may mean by numbers."""


def reader(vocabulary: Vocabulary) -> Reader:
    """The reader that fits how a language writes numbers."""
    if vocabulary.numbers.numerals:
        return CharacterScanner(vocabulary)
    return Scanner(vocabulary)
