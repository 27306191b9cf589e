"""Which name of the source each name of a document stands for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from rapidfuzz.distance import JaroWinkler

from mtcheck.checker import Checker
from mtcheck.named import Kind
from mtcheck.text.locale import language
from mtcheck.text.names.finders import source_names
from mtcheck.text.names.sounds import likeness
from mtcheck.text.names.source import SourceName
from mtcheck.text.views import View

_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = 0.85
_LEAST_SHARE = 0.5
"""Share of the rows of a name in which the source must have what it stands for."""
_SOUND, _LEAST_SCORE = 0.7, 0.6
"""Weight of the sound beside that of the rows, and the least of both."""


class _Place(Protocol):
    @property
    def row(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...


class Sources:
    """The source of one document; without one nothing is linked."""

    def __init__(self, view: View, checker: Checker, countries: frozenset[str]) -> None:
        self._countries = countries
        self._texts = list(view.source.texts) if view.source is not None else []
        self._language = language(view.batch.source_lang)
        self._listed = [
            (name.source, form)
            for rule in checker.rules
            if rule.kind == "namelist" and "names" in rule.options
            for name in rule.options["names"].names
            if name.source
            for form in name.written
        ]

    def count(self, name: str) -> int:
        """How often the source has a name."""
        return sum(text.count(name) for text in self._texts)

    def links(self, places: Sequence[_Place], kinds: Mapping[str, Kind]) -> dict[str, str]:
        """Names of the document to names of the source."""
        if not any(self._texts):
            return {}
        listed = {form: source for source, form in self._listed if self.count(source)}
        texts = {place.text for place in places}
        told = {form: source for form, source in listed.items() if form in texts}
        known = self._language
        has_capitals = known is None or known.spaces
        found = self._by_letters(places) if has_capitals else self._by_sound(places, kinds)
        return {**found, **told}

    def _by_sound(self, places: Sequence[_Place], kinds: Mapping[str, Kind]) -> dict[str, str]:
        """By the names that the characters of the source show, and where they come and go."""
        finder = source_names(self._language.tag) if self._language else None
        if finder is None:
            return {}
        people = [place for place in places if kinds[place.text] in {"person", "name"}]
        found: dict[str, str] = {}
        names = finder.find(list(enumerate(self._texts)))
        for name in names:
            word = "" if name.text in self._countries else _rendering(name, people)
            for place in people:
                if word and word in place.text.split():
                    found.setdefault(place.text, name.text)
        return found

    def _by_letters(self, places: Sequence[_Place]) -> dict[str, str]:
        """By the words with a capital that stand in the source of the same rows and look alike."""
        rows: dict[str, list[int]] = {}
        for place in places:
            rows.setdefault(place.text, []).append(place.row)
        found = {}
        for text, inside in rows.items():
            if all(text in self._texts[row] for row in inside):
                found[text] = text
            elif " " not in text and (word := self._nearest(text, inside)):
                found[text] = word
        return found

    def _nearest(self, text: str, rows: Sequence[int]) -> str:
        words: Counter[str] = Counter()
        for row in rows:
            for word in {one for one in _WORD.findall(self._texts[row]) if one[0].isupper()}:
                words[word] += JaroWinkler.similarity(word, text) >= _ALIKE
        best = max(words, key=lambda word: words[word], default="")
        return best if best and words[best] > _LEAST_SHARE * len(rows) else ""


def _rendering(name: SourceName, people: Sequence[_Place]) -> str:
    """The word that comes and goes with a name of the source, and sounds like it; "" for none."""
    rows: dict[str, set[int]] = {}
    for place in people:
        for word in place.text.split():
            rows.setdefault(word, set()).add(place.row)

    def score(word: str) -> float:
        together, apart = len(rows[word] & name.rows), len(rows[word] - name.rows)
        return (together - apart) / len(name.rows) + _SOUND * likeness(word, name.text)

    best = max((word for word in rows if rows[word] & name.rows), key=score, default="")
    return best if best and score(best) > _LEAST_SCORE else ""
