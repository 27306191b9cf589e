"""Kind `boilerplate`: web page furniture and service notes glued to a text.

Matched as a whole line or sentence, never inside one: "comments" or "source:" stand in thousands of
good sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import groupby, takewhile

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.rule import Rule
from mtcheck.text.arrays import Hashes, Positions, are_among
from mtcheck.text.columns import TextColumn
from mtcheck.text.furniture import bare_line, folded_line
from mtcheck.text.locale import speaks
from mtcheck.text.views import View

_FEW = 256
"""Rows compared without hashes of the table, which take longer to make than one article to read."""

_SENTENCES = 6
"""Sentences of the longest paragraph compared as a whole."""


class BoilerplateOptions(Options):
    """`table` is a TSV beside the rule with the columns `lang`, `kind` and `string`.

    A kind that ends in `:prefix` matches a line that begins with the string and goes on for at most
    `rest` characters; `:foreign-only` counts only where its language is not the target language.
    `prefix_kinds` are kinds that match as prefixes of a line with no limit. `certain_lines`: so
    many lines or sentences on end, at the beginning or end of a document and in another language
    than the target, are no part of it for certain (evidence `certain`); 0: nothing is certain.
    """

    table: str
    rest: int = 20
    prefix_kinds: tuple[str, ...] = ()
    certain_lines: int = 0


class _Table:
    """Known strings, found by hashes of their outer tokens."""

    def __init__(self, rule: Rule, options: BoilerplateOptions, target_lang: str | None) -> None:
        self.options = options
        self.target_lang = target_lang
        self.whole: dict[str, str] = {}
        self.own: set[str] = set()
        self.prefixes: dict[str, tuple[str, int | None]] = {}
        self.strings: tuple[list[str], list[str]] = [], []
        for row in rule.table(options.table, "lang", "kind", "string"):
            kind, _, how = row["kind"].partition(":")
            string, opening = bare_line(row["string"]), folded_line(row["string"])
            if how == "foreign-only" and speaks(target_lang, [row["lang"].split("-")[0]]):
                continue
            is_prefix = how == "prefix" or kind in self.options.prefix_kinds
            if is_prefix:
                self.prefixes[opening] = kind, self.options.rest if how == "prefix" else None
            else:
                self.whole[string] = kind
                if speaks(target_lang, [row["lang"].split("-")[0]]):
                    self.own.add(string)
            self.strings[is_prefix].append(row["string"])

    @cached_property
    def ends(self) -> Hashes:
        """First and last token of every whole string, as it is written, as one hash; ascending."""
        column = TextColumn(self.strings[False])
        firsts, lasts = _outer_tokens(column)
        return np.unique(_pair(column.tokens.hashes[firsts], column.tokens.hashes[lasts]))

    @cached_property
    def beginnings(self) -> Hashes:
        """First two tokens of every prefix, or the only one twice; ascending."""
        column = TextColumn(self.strings[True])
        firsts, lasts = _outer_tokens(column)
        hashes = column.tokens.hashes
        return np.unique(_pair(hashes[firsts], hashes[np.minimum(firsts + 1, lasts)]))

    def candidates(self, column: TextColumn) -> list[int]:
        """Rows whose outer tokens are those of a known string; all rows of a small batch."""
        if len(column) <= _FEW:
            return list(range(len(column)))
        tokens = column.tokens
        if not len(tokens.hashes):
            return []
        firsts, lasts = _outer_tokens(column)
        first, last = tokens.hashes[firsts], tokens.hashes[lasts]
        second = tokens.hashes[np.minimum(firsts + 1, lasts)]
        known = are_among(_pair(first, last), self.ends)
        known |= are_among(_pair(first, second), self.beginnings)
        known |= are_among(_pair(first, first), self.beginnings)
        known &= column.rows_at(tokens.starts[firsts]) == np.arange(len(column))
        rows: list[int] = np.flatnonzero(known).tolist()
        return rows

    def is_foreign(self, text: str) -> bool:
        """Whether `text` is a known whole line of other languages than the target's."""
        line = bare_line(text)
        return self.target_lang is not None and line in self.whole and line not in self.own

    def kind(self, text: str) -> str | None:
        """What `text` is, where it is a known string."""
        line = bare_line(text)
        if line in self.whole:
            return self.whole[line]
        line = folded_line(text)
        for prefix, (kind, rest) in self.prefixes.items():
            if line.startswith(prefix) and (rest is None or len(line) - len(prefix) <= rest):
                return kind
        return None


class BoilerplateDetector(Detector):
    """Finds known strings as whole sentences or paragraphs. Evidence: `kind`, `certain`. Their
    rows are set aside, so that no other rule speaks of them."""

    Options = BoilerplateOptions
    sets_aside = True

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._tables = {rule.id: _Table(rule, self.read(rule), target_lang) for rule in self.rules}

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        texts = view.target.texts
        for rule, table in self._tables.items():
            candidates = table.candidates(view.target)
            kinds = {row: kind for row in candidates if (kind := table.kind(texts[row]))}
            foreign = {row for row in kinds if table.is_foreign(texts[row])}
            for row in _translated(view, kinds.keys(), foreign):
                del kinds[row]
            for members in _paragraphs(view):
                whole = " ".join(texts[row] for row in members)
                if len(members) > 1 and (kind := table.kind(whole)):
                    kinds.update(dict.fromkeys(members, kind))
                    foreign.update(members if table.is_foreign(whole) else ())
            certain = _certain(view, foreign, table.options.certain_lines)
            yield from _blocks(rule, view, kinds, certain)


def _translated(view: View, rows: Set[int], foreign: Set[int]) -> list[int]:
    """Rows of separate strings, such as those of a program, that have a source of their own: a
    label and its translation or copy, and no part of a page that got into an article."""
    if view.batch.paragraphs is not None or view.source is None:
        return []
    sources, targets = view.source.texts, view.target.texts
    return [
        row
        for row in rows
        if sources[row].strip() and (row not in foreign or sources[row] == targets[row])
    ]


def _outer_tokens(column: TextColumn) -> tuple[Positions, Positions]:
    """Index of the first and of the last token of every row; of a neighbour where it has none."""
    bounds = column.token_bounds
    firsts = np.minimum(bounds[:-1], len(column.tokens.starts) - 1)
    return firsts, np.maximum(bounds[1:] - 1, firsts)


def _pair(firsts: Hashes, lasts: Hashes) -> Hashes:
    mixed: Hashes = firsts * np.uint64(31) + lasts
    return mixed


def _paragraphs(view: View) -> Iterator[list[int]]:
    """The rows of each paragraph that has several, and few enough to be boilerplate."""
    numbers = view.batch.paragraphs
    if numbers is None:
        return
    for _, members in groupby(range(len(numbers)), numbers.__getitem__):
        rows = list(members)
        if 1 < len(rows) <= _SENTENCES:
            yield rows


def _certain(view: View, foreign: set[int], least: int) -> set[int]:
    """The rows of `foreign` that are `least` or more on end at the beginning or end of a document,
    which says something else besides. A row with a source stands for that and is never certain."""
    certain: set[int] = set()
    batch = view.batch
    for part in batch.documents if least and foreign else ():
        rows = range(part.start, part.end)
        for edge in (rows, rows[::-1]):
            run = list(takewhile(foreign.__contains__, edge))
            sourced = batch.sources is not None and any(batch.sources[row] for row in run)
            if part.id is not None and least <= len(run) < len(rows) and not sourced:
                certain.update(run)
    return certain


def _blocks(rule: str, view: View, kinds: Mapping[int, str], certain: Set[int]) -> Iterator[Hit]:
    """One hit for rows of the same paragraph that follow one another."""
    numbers = view.batch.paragraphs

    def key(entry: tuple[int, int]) -> tuple[int, int]:
        position, row = entry
        return row - position, numbers[row] if numbers else row

    for _, members in groupby(enumerate(sorted(kinds)), key):
        places = [(row, 0, len(view.target.texts[row])) for _, row in members]
        row, start, end = places[0]
        sure = all(each in certain for each, _, _ in places)
        evidence = {"kind": kinds[row], "certain": sure}
        yield Hit(rule, row, start, end, evidence, tuple(places[1:]))
