"""How long a text is in characters of English, and how far a translation may be from that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck.text.columns import TextColumn
from mtcheck.text.locale import language
from mtcheck.text.verify import NO_WORDS, letters
from mtcheck.unspaced import unspaced

Lengths = NDArray[np.float64]

_MARKUP = re.compile(r"<[^<>]{1,200}>|\{[^{}]{1,80}\}|[(（][ \w.'’-]{1,80}[)）]")
"""What says nothing: tags, placeholders, and names that one side gives in brackets."""


class Measure(NamedTuple):
    """One row of a table of lengths.

    `letters`: letters of the language for each character of English; its spaces, marks, digits and
    letters of other scripts count as they are. `variance` of the length for each character of
    English, as Gale and Church (1993) have it; `slack`: by which part of itself the length may be
    off in a text of another kind.
    """

    letters: float
    variance: float
    slack: float


class LengthModel:
    """What the lengths of a language pair tell."""

    def __init__(self, source: Measure, target: Measure, tags: tuple[str, str]) -> None:
        self.source, self.target = source, target
        self._tags = tags

    @classmethod
    def of(
        cls, table: Iterable[Mapping[str, str]], source_lang: str | None, target_lang: str | None
    ) -> LengthModel | None:
        """The model of a pair; None where the table lacks one of the two."""
        known = [language(source_lang), language(target_lang)]
        measures = {
            row["language"]: Measure(
                float(row["letters"]), float(row["variance"]), float(row["slack"])
            )
            for row in table
        }
        tags = [one.tag if one.tag in measures else one.tag.split("-")[0] for one in known if one]
        if len(tags) < len(known) or not measures.keys() >= set(tags) or tags[0] == tags[1]:
            return None
        return cls(measures[tags[0]], measures[tags[1]], (tags[0], tags[1]))

    def lengths(self, source: TextColumn, target: TextColumn) -> tuple[Lengths, Lengths]:
        """Lengths of both sides in characters of English."""
        return (
            _in_english(source, self._tags[0], self.source.letters),
            _in_english(target, self._tags[1], self.target.letters),
        )

    def deviations(self, source: Lengths, target: Lengths) -> Lengths:
        """By how many standard deviations each target is longer (or shorter: below zero) than its
        source lets expect, beyond the slack. Of the logarithm, so that half and double are equally
        far."""
        expected = np.maximum(source, 1)
        off = np.log(np.maximum(target, 1) / expected)
        beyond = np.maximum(np.abs(off) - self.source.slack - self.target.slack, 0)
        spread = np.sqrt((self.source.variance + self.target.variance) / expected)
        deviations: Lengths = np.sign(off) * beyond / spread
        return deviations


def without_markup(text: str) -> str:
    """A text without what one side may have more of: markup, addresses, names in brackets, spaces
    between words that need none."""
    return unspaced(NO_WORDS.sub(" ", _MARKUP.sub(" ", text))).strip()


def own_letters(column: TextColumn, tag: str) -> NDArray[np.intp]:
    """Letters of the scripts that a language is written in, of each row."""
    known = language(tag)
    return letters(column, known.scripts if known else ("LATIN",))


def _in_english(column: TextColumn, tag: str, letters_of_one: float) -> Lengths:
    lengths = (np.diff(column.starts) - 1).astype(np.float64)
    if letters_of_one != 1:
        lengths += own_letters(column, tag) * (1 / letters_of_one - 1)
    return lengths
