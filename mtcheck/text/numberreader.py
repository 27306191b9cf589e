"""The reader of numbers of a language."""

from __future__ import annotations

from typing import Protocol

from mtcheck.text.characterscan import CharacterScanner
from mtcheck.text.numbers import Reading
from mtcheck.text.numberscan import Scanner
from mtcheck.text.numberwords import Vocabulary


class Reader(Protocol):
    """Finds the numbers of a text."""

    def read(self, text: str) -> Reading:
        """The numbers of a text, with what else it may mean by numbers."""


def reader(vocabulary: Vocabulary) -> Reader:
    """The reader that fits how a language writes numbers."""
    if vocabulary.numbers.numerals:
        return CharacterScanner(vocabulary)
    return Scanner(vocabulary)
