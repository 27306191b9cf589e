"""Names of organisations: words with capitals, one of which is such as Ministry or Bank, and bodies
that are known by their initials."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import tomli as tomllib

from mtcheck.text.locale import language
from mtcheck.text.names.nouns import Nouns

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w’'-]*"
_INITIALS = re.compile(r"\b[A-Z][A-Za-z]{1,5}\b")
_ARTICLES = frozenset("the a an der die das le la les el los las this that".split())
_OF_SOMEBODY = frozenset({"von", "aus"})
_ENDING = re.compile(r"[’']s?$")


class Organisation(NamedTuple):
    """A name at `start:end` of a text."""

    start: int
    end: int
    text: str


class OrganisationFinder:
    """Finds them in the texts of one language; of a language without words of its own, those that
    are known by their initials only."""

    def __init__(self, tag: str | None) -> None:
        known = language(tag)
        table, main = _table(), known.main if known else ""
        self._heads = frozenset(table["heads"].get(main, "").split())
        joiners = table["joiners"].get(main, "of").split("|")
        self._joiners = frozenset(word for one in joiners for word in one.split())
        self._sequence = re.compile(
            rf"{_CAPITAL}(?: (?:(?:{'|'.join(map(re.escape, joiners))}) )?{_CAPITAL}){{1,9}}"
        )
        self._nouns = Nouns(known) if known and known.names.noun_capitals else None
        self._conjunctions = frozenset(known.conjunctions) if known else frozenset()
        self._titles = frozenset(known.names.titles) if known else frozenset()
        self._initials = frozenset(table["initials"]["all"].split())
        self._calendar = frozenset((*known.months, *known.weekdays)) if known else frozenset()

    def find(self, text: str) -> Iterator[Organisation]:
        """Yield all names of organisations, in order."""
        if self._heads:
            for match in self._sequence.finditer(text):
                yield from self._organisations(match)
        for match in _INITIALS.finditer(text):
            if match[0] in self._initials:
                yield Organisation(match.start(), match.end(), match[0])

    def _organisations(self, match: re.Match[str]) -> Iterator[Organisation]:
        """The names in a sequence of words with capitals. A title or a genitive parts it, as in
        Director of the Central Office."""
        words = [(one.start(), one[0]) for one in re.finditer(r"\S+", match[0])]
        run: list[tuple[int, str]] = []
        for number, (start, word) in enumerate(words):
            plain = _ENDING.sub("", word)
            behind = words[number + 1][1] if number + 1 < len(words) else ""
            joins_two = word in self._conjunctions and run and run[-1][1] in self._heads
            is_title = plain.casefold() in self._titles and behind in {"", *self._joiners}
            if not is_title and not joins_two:
                run.append((start, plain))
            if is_title or joins_two or plain != word:
                yield from self._run(match, run)
                run = []
        yield from self._run(match, run)

    def _run(self, match: re.Match[str], run: list[tuple[int, str]]) -> Iterator[Organisation]:
        while run and (run[0][1].casefold() in _ARTICLES or run[0][1] in self._joiners):
            run = run[1:]
        while run and run[-1][1] in self._joiners:
            run = run[:-1]
        plain = [word for _, word in run]
        ends = [
            number
            for number, word in enumerate(plain)
            if word in self._heads and self._ends(plain, number)
        ]
        if len(run) > 1 and ends and not self._calendar & set(plain) and not self._are_nouns(plain):
            start, (last, word) = match.start(), run[-1]
            yield Organisation(start + run[0][0], start + last + len(word), " ".join(plain))

    def _are_nouns(self, words: list[str]) -> bool:
        """Whether common nouns only lead to a word such as Ministry: the campus of the university,
        a group of members."""
        if self._nouns is None or self._joiners.isdisjoint(words):
            return False
        if words[0] not in self._heads:
            return True
        nouns = all(map(self._nouns.has, filter(str.istitle, words)))
        return nouns and words[1] in _OF_SOMEBODY

    def _ends(self, words: list[str], number: int) -> bool:
        """Whether a word such as Bank stands where the name of one may end or go on by "of"."""
        return number == len(words) - 1 or words[number + 1] in self._joiners


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(
        (files("mtcheck.text.names") / "organisations.toml").read_text(encoding="utf-8")
    )
