"""Kind `boilerplate`: web page furniture and service notes glued to a text.

Matched as a whole line or sentence, never inside one: "comments" or "source:" stand in thousands of
good sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.rules import Rule
from mtcheck.text.columns import Hashes, TextColumn
from mtcheck.text.locale import speaks
from mtcheck.text.views import View

_EDGES = " \t\u00a0*:：.。!！?？…|·•-–—>»→()（）[]【】\"“”'"


class BoilerplateOptions(Options):
    """`table` is a TSV beside the rule with the columns `lang`, `kind` and `string`.

    A kind that ends in `:prefix` matches a line that begins with the string and goes on for at most
    `rest` characters; `:foreign-only` counts only where its language is not the target language.
    `prefix_kinds` are kinds that match as prefixes of a line with no limit.
    """

    table: str
    rest: int = 20
    prefix_kinds: tuple[str, ...] = ()


class _Table:
    """Known strings, found by the hash of their first token."""

    def __init__(self, rule: Rule, target_lang: str | None) -> None:
        self.options = BoilerplateOptions.model_validate(rule.options)
        self.whole: dict[str, str] = {}
        self.prefixes: dict[str, tuple[str, int | None]] = {}
        for row in rule.table(self.options.table):
            kind, _, how = row["kind"].partition(":")
            string, opening = normalise(row["string"]), _fold(row["string"])
            if how == "foreign-only" and speaks(target_lang, [row["lang"].split("-")[0]]):
                continue
            if kind in self.options.prefix_kinds:
                self.prefixes[opening] = kind, None
            elif how == "prefix":
                self.prefixes[opening] = kind, self.options.rest
            else:
                self.whole[string] = kind

    @cached_property
    def first_tokens(self) -> Hashes:
        """Hashes of the first tokens of all strings, ascending."""
        strings = [string for string in (*self.whole, *self.prefixes) if string]
        column = TextColumn(strings)
        firsts = np.searchsorted(column.tokens.starts, column.starts[:-1])
        return np.unique(column.tokens.hashes[firsts])

    def kind(self, text: str) -> str | None:
        """What `text` is, where it is a known string."""
        line = normalise(text)
        if line in self.whole:
            return self.whole[line]
        line = _fold(text)
        for prefix, (kind, rest) in self.prefixes.items():
            if line.startswith(prefix) and (rest is None or len(line) - len(prefix) <= rest):
                return kind
        return None


def normalise(text: str) -> str:
    """Fold case and white space; strip punctuation at both ends."""
    return _fold(text).strip(_EDGES)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


class BoilerplateDetector(Detector):
    """Finds known strings as whole sentences or paragraphs. Evidence: `kind`. Their rows are set
    aside, so that no other rule speaks of them."""

    Options = BoilerplateOptions
    sets_aside = True

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._tables = {rule.id: _Table(rule, target_lang) for rule in self.rules}

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        texts = view.target.texts
        for rule, table in self._tables.items():
            candidates = _rows_beginning_with(view.target, table.first_tokens)
            kinds = {row: kind for row in candidates if (kind := table.kind(texts[row]))}
            for members in _paragraphs(view, candidates):
                whole = " ".join(texts[row] for row in members)
                if len(members) > 1 and (kind := table.kind(whole)):
                    kinds.update(dict.fromkeys(members, kind))
            yield from _blocks(rule, view, kinds)


def _rows_beginning_with(column: TextColumn, hashes: Hashes) -> list[int]:
    starts = column.tokens.starts
    if not len(starts) or not len(hashes):
        return []
    firsts = np.minimum(np.searchsorted(starts, column.starts[:-1]), len(starts) - 1)
    places = np.minimum(np.searchsorted(hashes, column.tokens.hashes[firsts]), len(hashes) - 1)
    known = hashes[places] == column.tokens.hashes[firsts]
    filled = column.rows_at(starts[firsts]) == np.arange(len(column))
    rows: list[int] = np.flatnonzero(known & filled).tolist()
    return rows


def _paragraphs(view: View, candidates: Sequence[int]) -> Iterator[list[int]]:
    """The rows of each paragraph that begins in a candidate row."""
    numbers = view.batch.paragraphs
    if numbers is None:
        return
    for row in candidates:
        if row == 0 or numbers[row - 1] != numbers[row]:
            end = row + 1
            while end < len(numbers) and numbers[end] == numbers[row]:
                end += 1
            yield list(range(row, end))


def _blocks(rule: str, view: View, kinds: Mapping[int, str]) -> Iterator[Hit]:
    """One hit for rows of the same paragraph that follow one another."""
    numbers = view.batch.paragraphs

    def key(entry: tuple[int, int]) -> tuple[int, int]:
        position, row = entry
        return row - position, numbers[row] if numbers else row

    for _, members in groupby(enumerate(sorted(kinds)), key):
        places = [(row, 0, len(view.target.texts[row])) for _, row in members]
        row, start, end = places[0]
        yield Hit(rule, row, start, end, {"kind": kinds[row]}, tuple(places[1:]))
