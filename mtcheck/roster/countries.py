"""Countries in the names of documents, from the table that the rules about countries have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtcheck.rules import RuleSet
from mtcheck.text.locale import language

_KIND, _OPTION = "counterparts", "countries"
_PEOPLE = re.compile(
    r"(?:[nrtl]ians?|[iye]ans?|[acnro]eans?|[idr]cans?|[ia]nians?|mans?|ese|ish|[cn]ch|gers?|iss|"
    r"[anrs]is?|ons|[rw]its|eks?|oles?|hans?|anes?|edes?|inns?|urks?|abs?)$"
)
"""Ends of words for the people of a country: Japanese, Russians, Pakistani."""


class Countries(NamedTuple):
    """Names of countries in one language, `people` who live there, and the names in all languages
    of the table."""

    codes: dict[str, str]
    people: frozenset[str]
    everywhere: frozenset[str]
    pattern: re.Pattern[str] | None

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the places of names of countries, the longer name of two that overlap."""
        if self.pattern is not None:
            yield from (match.span() for match in self.pattern.finditer(text))


def countries_of(rules: RuleSet, tag: str | None) -> Countries:
    """The countries that a target language names."""
    known = language(tag)
    main = known.main if known else ""
    rows = next(
        (
            rule.table(rule.options[_OPTION], "country", "language", "names")
            for rule in rules
            if rule.kind == _KIND and _OPTION in rule.options
        ),
        (),
    )
    codes: dict[str, str] = {}
    people: set[str] = set()
    everywhere: set[str] = set()
    for row in rows:
        first, *others = [name for name in row["names"].split("|") if name] or [""]
        everywhere.update(filter(None, (first, *others)))
        if row["language"] != main or not first:
            continue
        codes[first] = row["country"]
        for name in others:
            if name[0].isupper() and _PEOPLE.search(name) and not name.isupper():
                people.add(name)
            elif name[0].isupper() and "*" not in name:
                codes[name] = row["country"]
    names = "|".join(map(re.escape, sorted(codes, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)") if codes else None
    return Countries(codes, frozenset(people), frozenset(everywhere), pattern)
