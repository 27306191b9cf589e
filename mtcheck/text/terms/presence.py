"""Does a text hold a term in some form? Where in doubt, yes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from mtcheck.text.inflection import HYPHENS, WORD, fold, fold_word, forms_of, without_hyphens
from mtcheck.text.terms.base import is_spaceless

_SUSPENDED = re.compile(r"([^\W\d_]{3,})[-\u2010\u2011] ")
_WINDOW = 4
"""Words that may stand between those of a term, or in another order."""
_LEAST_INSIDE = 4
"""Letters of a term that may stand anywhere inside a compound."""
_LEAST_COMPACT = 5
"""Letters of a term that is looked for without regard to spaces."""
_FIRST_SPACELESS = "\u0e00"
"""From here on (Thai) a letter before a word in Latin script does not belong to it."""


class RowText:
    """A text in the shapes in which terms are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def folded(self) -> str:
        """In lower case, without accents, hyphens as spaces."""
        return fold(self.text)

    @cached_property
    def is_hyphenated(self) -> bool:
        """Whether it holds hyphens."""
        return not HYPHENS.isdisjoint(self.text)

    @cached_property
    def joined(self) -> str:
        """The same with the parts of hyphenated words written together."""
        return fold(without_hyphens(self.text))

    @cached_property
    def suspended(self) -> list[str]:
        """First parts of compounds whose second part is another word's too."""
        return [fold(part) for part in _SUSPENDED.findall(self.text)]

    @cached_property
    def compact(self) -> str:
        """The same without spaces."""
        return "".join(self.folded.split())

    @cached_property
    def words(self) -> list[str]:
        """Its words in lower case."""
        return WORD.findall(self.text.lower().replace("’", "'"))

    @cached_property
    def folded_words(self) -> list[str]:
        """The same without accents."""
        return self.words if self.text.isascii() else [fold_word(word) for word in self.words]

    def beginning(self, letter: str) -> Sequence[int]:
        """Numbers of the words that begin with a letter without accent."""
        return self._by_letter.get(letter, ())

    @cached_property
    def _by_letter(self) -> dict[str, list[int]]:
        numbers: dict[str, list[int]] = {}
        for number, word in enumerate(self.folded_words):
            numbers.setdefault(word[:1], []).append(number)
        return numbers


class Presence:
    """A term of a language, looked for in any form: inflected, inside a compound, with a hyphen or
    a space more or less, its words in another order."""

    def __init__(self, text: str, tag: str | None, *, case: bool = False) -> None:
        self.text = text
        self._forms = forms_of(tag)
        self._spaceless = is_spaceless(text)
        self._folded = fold(text).strip()
        self._compact = "".join(self._folded.split())
        self._words = [self._forms.word(word) for word in WORD.findall(text)]
        self._inside = self._spaceless or self._forms.inflection.compounds
        short = self._inside and text < _FIRST_SPACELESS and len(text) < _LEAST_INSIDE
        self._short = text.lower() if short else ""
        self._heads = [self._forms.head(word) for word in self._words]
        self._letters = [fold(word.text)[:1] for word in self._words]
        roots = zip(WORD.findall(text), self._words, strict=True)
        self._cased = [word[: len(root.root)] for word, root in roots] if case else []

    def stands_in(self, row: RowText) -> bool:
        """Whether the term may stand in the text."""
        return self.stands_plainly_in(row) or (
            self._may_stand_in(row) and all(part in row.text for part in self._cased)
        )

    def stands_plainly_in(self, row: RowText) -> bool:
        """Whether it stands there as it is, but for endings: quick, and most often the answer."""
        found = self._stands_as_part(row) if self._short else self._stands_folded(row.folded)
        return found and all(part in row.text for part in self._cased)

    def _stands_as_part(self, row: RowText) -> bool:
        """Whether a short word begins or ends one of the text, such as Öl in Ölpreis and Rohöl."""
        return any(word.startswith(self._short) or word.endswith(self._short) for word in row.words)

    def _may_stand_in(self, row: RowText) -> bool:
        if self._spaceless:
            return self._compact in row.compact
        if self._compact != self._folded and len(self._compact) >= _LEAST_COMPACT:
            return self._compact in row.compact or self._stands_in_words(row)
        return self._stands_in_words(row) or (
            row.is_hyphenated and (self._stands_folded(row.joined) or self._is_suspended(row))
        )

    def _is_suspended(self, row: RowText) -> bool:
        """Whether its first part stands alone, as in “Handels- und Zollabkommen”."""
        return self._forms.inflection.compounds and any(
            self._folded.startswith(part) for part in row.suspended
        )

    def _stands_folded(self, folded: str) -> bool:
        return self._folded in folded if self._inside else begins_word(self._folded, folded)

    def _stands_in_words(self, row: RowText) -> bool:
        alternated = self._forms.alternated
        whole = alternated(row.folded)
        ways = list(zip(self._words, self._heads, self._letters, strict=True))
        if not all(head in whole or word.root in whole for word, head, _ in ways):
            return False
        folded = alternated("\n".join(row.folded_words)).split("\n")
        places = []
        for word, head, letter in ways:
            some = range(len(folded)) if word.root in whole else row.beginning(letter)
            likely = [n for n in some if folded[n].startswith(head) or word.root in folded[n]]
            found = [n for n in likely if self._forms.may_be_form(word, row.words[n])]
            if not found:
                return False
            places.append(found)
        reach = len(places) + _WINDOW
        return bool(places) and any(
            all(any(abs(one - first) <= reach for one in others) for others in places[1:])
            for first in places[0]
        )


def begins_word(term: str, text: str) -> bool:
    """Whether `term` stands in `text` at the start of a word."""
    start = text.find(term)
    while start >= 0:
        before = text[start - 1 : start]
        if not before.isalnum() or before >= _FIRST_SPACELESS or not term[0].isalnum():
            return True
        start = text.find(term, start + 1)
    return False
