"""Kind `counterparts`: what a source has once and its target must have too: a question, a
quotation, the countries it names; and what a target must not add: a speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.rule import Rule
from mtcheck.text.arrays import Bools, Positions, code_table
from mtcheck.text.columns import TextColumn
from mtcheck.text.countries import Countries, Mention
from mtcheck.text.edges import MARKS, End, ends
from mtcheck.text.locale import language
from mtcheck.text.views import View
from mtcheck.text.wordsets import WordSet

_QUOTES = "\"“”„‟«»‹›「」『』《》〈〉〝〟＂‘’'"
_OPENING = "“「『„«"
_CLOSING = "”」』“»"
_BEFORE_ORDINAL = re.compile(r"\w [A-Z]\w+ $")
"""Before the I of “World War I”, not of “Yesterday I”."""
_SPOKEN = re.compile(f"[：:，,说說道]\\s?[{_OPENING}]([^{_CLOSING}]+)[{_CLOSING}]")


class CounterpartsOptions(Options):
    """`find`: what to look for.

    `speakers`: by language of the source the letters one of which stands wherever it speaks of
    itself. `pronouns`: by language of the target the words of a speaker. `countries`: a TSV beside
    the rule with the columns `country`, `language`, `names` and `hints`; `home`: by language of the
    source the country that its texts need not name. `shortest`: characters of a quotation.
    """

    find: Literal["question", "quotation", "first-person", "country-swapped", "country-lost"]
    speakers: Mapping[str, str] = {}
    pronouns: Mapping[str, tuple[str, ...]] = {}
    countries: str | None = None
    home: Mapping[str, str] = {}
    shortest: int = 12


class CounterpartsDetector(Detector):
    """Compares both sides of all rows at once, then looks at those that differ.

    Evidence: of questions and quotations `quoted`, the words of the source; of a speaker `word`; of
    countries `source_country` and `target_country`, by their names in English.
    """

    Options = CounterpartsOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._options: dict[str, CounterpartsOptions] = {
            rule.id: self.read(rule) for rule in self.rules
        }
        source, target = language(source_lang), language(target_lang)
        self._tags = source.main if source else "", target.main if target else ""
        self._questions = [one.punctuation.question if one else "?" for one in (source, target)]
        self._countries = {
            rule.id: Countries.of(
                rule.table(options.countries, "country", "language", "names", "hints"),
                *self._tags,
                options.home.get(self._tags[0], ""),
            )
            for rule in self.rules
            if (options := self._options[rule.id]).countries
        }

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        if view.source is None:
            return
        for rule, options in self._options.items():
            if options.find == "question":
                yield from self._questions_lost(rule, view.target, view.source)
            elif options.find == "quotation":
                yield from _quotations_lost(rule, options, view.target, view.source)
            elif options.find == "first-person":
                yield from self._speakers_added(rule, options, view.target, view.source)
            else:
                yield from self._countries_changed(rule, options, view.target, view.source)

    def _questions_lost(self, rule: str, target: TextColumn, source: TextColumn) -> Iterator[Hit]:
        meant, said = ends(source, self._questions[0]), ends(target, self._questions[1])
        lost = (meant == End.QUESTION) & ((said == End.STOP) | (said == End.EXCLAMATION))
        for row in np.flatnonzero(lost).tolist():
            text, original = target.texts[row], source.texts[row].rstrip()
            if _QUESTION_MARKS.isdisjoint(text) and original[-1] in _QUESTION_MARKS:
                end = len(text.rstrip())
                quoted = original[_sentence_start(original) :]
                place = (row, len(original) - len(quoted), len(original))
                yield Hit(rule, row, end - 1, end, {"quoted": quoted}, sources=(place,))

    def _speakers_added(
        self, rule: str, options: CounterpartsOptions, target: TextColumn, source: TextColumn
    ) -> Iterator[Hit]:
        letters = options.speakers.get(self._tags[0])
        words = options.pronouns.get(self._tags[1])
        if not letters or not words:
            return
        tokens = target.tokens
        found = np.flatnonzero(_word_set(words).among(tokens.hashes, target.token_heads))
        rows = target.rows_at(tokens.starts[found])
        speaks = _rows_with(source, letters)
        seen = set[int]()
        for token, row in zip(found.tolist(), rows.tolist(), strict=True):
            if speaks[row] or row in seen or not source.texts[row]:
                continue
            start, end = int(tokens.starts[token]), int(tokens.ends[token])
            word, offset = target.text[start:end], int(target.starts[row])
            if _is_pronoun(word, words, target.texts[row], start - offset):
                seen.add(row)
                yield Hit(rule, row, start - offset, end - offset, {"word": word})

    def _countries_changed(
        self, rule: str, options: CounterpartsOptions, target: TextColumn, source: TextColumn
    ) -> Iterator[Hit]:
        countries = self._countries.get(rule)
        if countries is None:
            return
        for row, lost, new in countries.differences(source, target):
            if options.find == "country-swapped" and new:
                yield _swapped(rule, row, countries, lost, new)
            elif options.find == "country-lost" and not new:
                evidence = {"source_country": countries.english(lost.country)}
                yield Hit(rule, row, lost.start, lost.end, evidence, side="source")


_QUESTION_MARKS = frozenset(MARKS[End.QUESTION] + ";")


def _swapped(rule: str, row: int, countries: Countries, lost: Mention, new: Mention) -> Hit:
    evidence = {
        "source_country": countries.english(lost.country),
        "target_country": countries.english(new.country),
    }
    place = (row, lost.start, lost.end)
    return Hit(rule, row, new.start, new.end, evidence, sources=(place,))


def _quotations_lost(
    rule: str, options: CounterpartsOptions, target: TextColumn, source: TextColumn
) -> Iterator[Hit]:
    lost = _rows_with(source, _OPENING) & ~_rows_with(target, _QUOTES)
    for row in np.flatnonzero(lost).tolist():
        match = _SPOKEN.search(source.texts[row])
        if match and len(match[1]) >= options.shortest and target.texts[row].strip():
            yield Hit(rule, row, *match.span(1), {"quoted": match[1]}, side="source")


def _rows_with(column: TextColumn, characters: str) -> Bools:
    """Rows that hold one of the characters."""
    found = np.zeros(len(column), dtype=np.bool_)
    places: Positions = np.flatnonzero(code_table(characters).take(column.codes))
    found[column.rows_at(places)] = True
    return found


def _word_set(words: tuple[str, ...]) -> WordSet:
    return WordSet(word.lower() for word in words)


def _is_pronoun(word: str, words: Sequence[str], text: str, start: int) -> bool:
    """Whether a word is written as listed, or with a capital at the start of its sentence: “I” is
    one and “i” is none, “us” is and “US” is not. What is quoted speaks for somebody else."""
    before = text[:start].rstrip()
    begins = not before or before[-1] in ".!?:"
    listed = word in words or (begins and word.lower() in words and word.istitle())
    dotted = text[start + len(word) : start + len(word) + 1] == "."
    inside = any(mark in text for mark in '"“«‘')
    ordinal = word == "I" and _BEFORE_ORDINAL.search(text, 0, start) is not None
    return listed and not (dotted or inside or ordinal)


def _sentence_start(text: str) -> int:
    """Where the last sentence of a text begins."""
    body = text[:-1]
    return max((body.rfind(mark) + 1 for mark in "。！？.!?"), default=0)
