"""A glossary for one language pair, ready to be looked for in texts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from mtcheck.glossary.base import Entry, Glossary
from mtcheck.text.columns import TextColumn
from mtcheck.text.inflection import HYPHENS, WORD, fold, shared_start
from mtcheck.text.terms import Presence, RowText, Term, TermFinder

_VERBS = ("v", "verb")
_SEPARATOR = " / "

Place = tuple[int, int, int]
"""Row, start and end."""

Found = Mapping[int, Mapping[int, Sequence[Place]]]
"""Row to the numbers of the terms found in it, with their places."""


class Wanted(NamedTuple):
    """All that a glossary says of one term of the source."""

    text: str
    entries: tuple[Entry, ...]

    @property
    def targets(self) -> list[str]:
        """The translations allowed."""
        return list(dict.fromkeys(target for entry in self.entries for target in entry.target))

    @property
    def keep(self) -> bool:
        """Whether the term stays as it is."""
        return any(entry.keep for entry in self.entries)

    def evidence(self) -> dict[str, str]:
        """What a message may tell of the term."""
        notes = dict.fromkeys(entry.note for entry in self.entries if entry.note)
        targets = _SEPARATOR.join(self.targets)
        return {"term": self.text, "wanted": targets, "note": "; ".join(notes)}


class Banned(NamedTuple):
    """What an entry forbids in the target, where term `wanted` stands in the source; None:
    anywhere."""

    entry: Entry
    wanted: int | None


class _Finder(NamedTuple):
    texts: Sequence[str]
    terms: TermFinder


class PairTerms:
    """The terms of a glossary that concern one language pair. Compiled on use."""

    def __init__(
        self, glossary: Glossary, source_lang: str | None, target_lang: str | None
    ) -> None:
        self._entries = list(glossary.between(source_lang, target_lang))
        self._source_lang = source_lang or _told(entry.source_lang for entry in self._entries)
        self._target_lang = target_lang or _told(entry.target_lang for entry in self._entries)
        by_text: dict[str, list[Entry]] = {}
        for entry in self._entries:
            if entry.source:
                by_text.setdefault(_key(entry), []).append(entry)
        self.wanted = [Wanted(ones[0].source, tuple(ones)) for ones in by_text.values()]
        self._numbers = {key: number for number, key in enumerate(by_text)}
        self._presences: dict[int, list[Presence]] = {}

    @cached_property
    def sources(self) -> TermFinder:
        """Finds the terms of the source, by their numbers in `wanted`."""
        terms = [_term(one.text, one.entries[0]) for one in self.wanted]
        return TermFinder(terms, self._source_lang)

    def find(self, source: TextColumn) -> Found:
        """The terms of each row of the source."""
        found: dict[int, dict[int, list[Place]]] = {}
        kept: set[Place] = set()
        for row, number, start, end in self.sources.find(source):
            if self.wanted[number].keep:
                written = source.texts[row][start:end]
                if not _is_whole(self.wanted[number].text, written):
                    continue
                kept.add((row, start, end))
            found.setdefault(row, {}).setdefault(number, []).append((row, start, end))
        return self._without_names(found, kept) if kept else found

    def _without_names(self, found: Found, kept: Collection[Place]) -> Found:
        """What was found, but for other terms at the place of a name that is kept: Windows is no
        plural of window."""
        names: dict[int, dict[int, Sequence[Place]]] = {}
        for row, numbers in found.items():
            for number, places in numbers.items():
                left = [p for p in places if self.wanted[number].keep or p not in kept]
                if left:
                    names.setdefault(row, {})[number] = left
        return names

    def is_missing(self, number: int, row: RowText) -> bool:
        """Whether a text has none of the translations of a term; no where none is told."""
        if number not in self._presences:
            self._presences[number] = [
                Presence(target, self._target_lang, case=entry.case)
                for entry in self.wanted[number].entries
                for target in entry.target
            ]
        allowed = self._presences[number]
        return bool(allowed) and not (
            any(one.stands_plainly_in(row) for one in allowed)
            or any(one.stands_in(row) for one in allowed)
        )

    @cached_property
    def banned(self) -> Mapping[str, Sequence[Banned]]:
        """What the glossary forbids, by text."""
        banned: dict[str, list[Banned]] = {}
        for entry in self._entries:
            wanted = self._numbers[_key(entry)] if entry.source else None
            for text in entry.forbidden:
                banned.setdefault(text, []).append(Banned(entry, wanted))
        return banned

    @cached_property
    def allowed(self) -> Mapping[str, set[int]]:
        """What the glossary allows, by text, with the terms of the source it is for."""
        allowed: dict[str, set[int]] = {}
        for number, one in enumerate(self.wanted):
            for target in one.targets:
                allowed.setdefault(target, set()).add(number)
        return allowed

    @cached_property
    def senses(self) -> Mapping[int, Sequence[Sequence[str]]]:
        """The translations of terms that have several, by entry: each line of a glossary, and each
        concept, is a sense of its own."""
        found: dict[int, Sequence[Sequence[str]]] = {}
        for number, one in enumerate(self.wanted):
            different = dict.fromkeys(entry.target for entry in one.entries)
            if several := [targets for targets in different if len(targets) > 1]:
                found[number] = several
        return found

    def find_banned(self, target: TextColumn, rows: Iterable[int]) -> list[tuple[str, Place]]:
        """What may be forbidden in some rows of the target."""
        return self._found(self._banned_finder, target, rows)

    def find_named(self, target: TextColumn, rows: Iterable[int]) -> list[tuple[str, Place]]:
        """Terms in some rows of the target, allowed and forbidden: a longer one hides a shorter."""
        return self._found(self._name_finder, target, rows)

    def _found(
        self, finder: _Finder, target: TextColumn, rows: Iterable[int]
    ) -> list[tuple[str, Place]]:
        numbers = sorted(rows)
        column = target
        if len(numbers) < len(target):
            column = TextColumn([target.texts[row] for row in numbers])
        return [
            (finder.texts[number], (numbers[row], start, end))
            for row, number, start, end in finder.terms.find(column)
        ]

    @cached_property
    def _banned_finder(self) -> _Finder:
        return self._finder(lambda entry: entry.forbidden)

    @cached_property
    def _name_finder(self) -> _Finder:
        return self._finder(lambda entry: (*entry.target, *entry.forbidden))

    def _finder(self, names: Callable[[Entry], Sequence[str]]) -> _Finder:
        terms = {text: _term(text, entry) for entry in self._entries for text in names(entry)}
        return _Finder(tuple(terms), TermFinder(list(terms.values()), self._target_lang))


def one_word(text: str, targets: Sequence[str]) -> str:
    """The first of the translations that is no other word than this one: e-mail is email, an
    agreement a trade agreement, удалять is удалить, a mise à jour is to mettre à jour."""
    names = sorted(targets, key=lambda name: len(_compact(name)))
    return next(_compact(one) for one in names if one == text or _is_same(one, text))


def _is_same(one: str, other: str) -> bool:
    left, right = _compact(one), _compact(other)
    least = min(len(left), len(right))
    shared = len(shared_start(left, right))
    words, others = fold(one).split(), fold(other).split()
    common = len(set(words) & set(others))
    alike = shared >= _LEAST_SHARED and 2 * shared >= least
    return left in right or right in left or alike or 2 * common > max(len(words), len(others))


_LEAST_SHARED = 3
"""Letters that two forms of a verb share, such as usunąć and usuwać."""


def in_kept_name(source: str, start: int, end: int, row: RowText) -> bool:
    """Whether `start:end` of a source is part of a name that the translation keeps as it is, such
    as the League in Premier League: it has a capital and stands there beside the same word."""
    if not source[start : start + 1].isupper():
        return False
    name = fold(source[start:end]).removesuffix("'s")
    before = [word for word in WORD.finditer(source, 0, start) if word.end() + 1 == start]
    after = WORD.match(source, end + 1) if source[end : end + 1] in {" ", "-"} else None
    return any(f"{fold(word[0])} {name}" in row.folded for word in before[-1:]) or (
        after is not None and f"{name} {fold(after[0])}" in row.folded
    )


def _told(tags: Iterable[str | None]) -> str | None:
    return next((tag for tag in tags if tag), None)


def _is_whole(name: str, written: str) -> bool:
    """Whether a name stands there in full, with an ending at most: Windows, and not Window."""
    bare = name.translate(_JOINTS)
    return written.translate(_JOINTS).startswith(bare)


_JOINTS = dict.fromkeys(map(ord, (*HYPHENS, " ")))


def _compact(text: str) -> str:
    return "".join(fold(text).split())


def _key(entry: Entry) -> str:
    return entry.source if _counts_case(entry.source, entry) else entry.source.lower()


def _counts_case(text: str, entry: Entry) -> bool:
    """Capitals count where the entry says so, and in what has no other letters: IT is not it."""
    return entry.case or entry.keep or (text.isupper() and len(text) > 1)


def _term(text: str, entry: Entry) -> Term:
    return Term(text, _counts_case(text, entry), entry.pos.casefold().rstrip(".") in _VERBS)
