"""Terms in texts: where exactly one stands (`TermFinder`, strict), and whether a text may hold one
in some form (`Presence`, lenient)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from mtcheck.text.columns import TextColumn
from mtcheck.text.terms.base import Place, Term, is_spaceless
from mtcheck.text.terms.presence import Presence, RowText, begins_word
from mtcheck.text.terms.strings import StringFinder
from mtcheck.text.terms.words import WordFinder

__all__ = ["Place", "Presence", "RowText", "Term", "TermFinder", "begins_word"]


class TermFinder:
    """Finds terms, with other endings too, as whole words; in spaceless scripts as they stand.

    The longest term wins: one that lies inside another does not count, and of two that overlap
    only the longer or the first does.
    """

    def __init__(self, terms: Sequence[Term], tag: str | None) -> None:
        strings: list[tuple[int, Term]] = []
        words: list[tuple[int, Term]] = []
        for number, term in enumerate(terms):
            (strings if is_spaceless(term.text) else words).append((number, term))
        self._strings = StringFinder(strings)
        self._words = WordFinder(words, tag)

    def find(self, column: TextColumn) -> list[Place]:
        """All places in order of rows and starts."""
        places = list(self._words.find(column))
        if column.has_spaceless:
            places += self._strings.find(column)
        places.sort()
        found: list[Place] = []
        for _, together in groupby(places, key=attrgetter("row")):
            found += _longest(list(dict.fromkeys(together)))
        return found


def _longest(places: list[Place]) -> list[Place]:
    """Those that no longer place overlaps. Terms of the same place stay together."""
    if len(places) == 1:
        return places
    kept: list[Place] = []
    for place in sorted(places, key=lambda one: (one.start - one.end, one.start)):
        if all(
            other.end <= place.start
            or place.end <= other.start
            or (other.start, other.end) == (place.start, place.end)
            for other in kept
        ):
            kept.append(place)
    return sorted(kept, key=lambda one: (one.start, one.number))
