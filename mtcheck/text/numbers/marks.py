"""Numbers written with the decimal mark of another language: 3.5 million in German."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.text.numbers.units import units
from mtcheck.text.numbers.words import Vocabulary
from mtcheck.text.patterns import alternation

_OTHER = {",": ".", ".": ","}
_PHYSICAL = {"length", "mass", "area", "power", "energy", "speed", "money"}
_SHORTEST_UNIT = 2
_SIGNS = ("€", "°C", "km", "kg", "cm", "mm", "km²", "km/h", "kWh", "MW", "GW")


class WrongMarks:
    """Finds decimals in front of a percent sign, a scale word or a unit: what stands there is no
    time, no date and no version.

    `trigger` is a pattern for rows that may hold one; empty where the language has no mark of its
    own, as Spanish, which differs by country.
    """

    def __init__(self, tag: str | None, vocabulary: Vocabulary) -> None:
        self.decimal = _decimal(tag, vocabulary)
        self.wrong = _OTHER.get(self.decimal, "")
        numbers = vocabulary.numbers
        words = [f for f, word in vocabulary.words.items() if word.scale and word.sure]
        tables = (*numbers.units.items(), *numbers.currencies.items())
        words += [
            f
            for name, forms in tables
            if units()[name].dimension in _PHYSICAL
            for f in forms.split()
            if "*" not in f
        ]
        words += [mark for mark in numbers.marks.get("percent", ()) if mark.isalpha()]
        longer = {w.replace("_", " ") for w in words if len(w) > _SHORTEST_UNIT}
        follows = rf"(?:[%‰]|(?i:{alternation([*longer, *_SIGNS])})(?:[^\p{{L}}]|$))"
        mark = re.escape(self.wrong)
        if self.wrong and not numbers.numerals:
            self.trigger = rf"(?:^|[^\d.,])\d{{1,3}}{mark}\d{{1,2}}[ \x{{a0}}]?{follows}"
        else:
            self.trigger = ""
        self._number = re.compile(rf"(?<![\d.,])(\d{{1,3}}){mark}(\d{{1,2}})(?![\d.,])")
        names = "|".join(map(re.escape, sorted((*longer, *_SIGNS), key=len, reverse=True)))
        self._follows = re.compile(rf"[ \u00a0]?(?:[%‰]|(?:{names})(?![^\W\d_]))", re.IGNORECASE)

    def places(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start and end of each number, and how the language writes it."""
        for match in self._number.finditer(text):
            if self._follows.match(text, match.end()):
                yield match.start(), match.end(), f"{match[1]}{self.decimal}{match[2]}"


def _decimal(tag: str | None, vocabulary: Vocabulary) -> str:
    """The decimal mark of a language or of its variety in a country; empty where it may be any."""
    numbers = vocabulary.numbers
    parts = (tag or "").replace("_", "-").split("-")
    for part in parts[1:]:
        for mark, countries in numbers.countries.items():
            if part.upper() in countries.split():
                return mark
    return numbers.decimal[0] if len(numbers.decimal) == 1 else ""
