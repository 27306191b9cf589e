"""Kind `spelling`: words that no dictionary of the language knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

import numpy as np
from pydantic import WithJsonSchema

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.glossary import Glossary
from mtcheck.model import Confidence
from mtcheck.rule import Rule
from mtcheck.text.arrays import Bools, Codes, Positions
from mtcheck.text.columns import TextColumn
from mtcheck.text.dictionaries import Speller, find_dictionaries
from mtcheck.text.inflection import WORD
from mtcheck.text.locale import speaks
from mtcheck.text.views import View

_JOINING = frozenset("-‐‑.@_/\\#&$%{}<>=~^+*`|[")
"""Beside a word these make a code, an address or a compound of it."""
_SUGGESTIONS = 3
_SEPARATOR = " / "


class SpellingOptions(Options):
    """`dictionaries`: paths of Hunspell dictionaries without suffix, by language tag; "" where the
    language is to have the `known` words only. `variants`: by language tag, pairs of letters,
    separated by a space, that countries write for each other. `shortest`: letters of the shortest
    word looked at. `often`: a word that a document has so many times is one. `glossary`: its words
    are known. A run fills dictionaries and glossary from the user's configuration.
    """

    dictionaries: Mapping[str, str] = {}
    known: tuple[str, ...] = ()
    variants: Mapping[str, tuple[str, ...]] = {}
    shortest: int = 4
    often: int = 3
    glossary: Annotated[Glossary, WithJsonSchema({"type": "object"})] = Glossary()


class SpellingDetector(Detector):
    """Asks for each different token once. Words that may be names, codes or foreign are left out:
    those with capitals, digits or joining marks, beside another unknown word, or in the source.

    Evidence: `language`, `suggestion` and up to three `suggestions`. A word without a known one
    near it is more likely a new word, and its hit has low confidence.
    """

    Options = SpellingOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._options: dict[str, SpellingOptions] = {
            rule.id: self.read(rule) for rule in self.rules
        }
        self._spellers: dict[str, Speller] = {}

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        if self.target_lang is None or not len(view.target.tokens.starts):
            return
        for rule, options in self._options.items():
            if rule not in self._spellers:
                self._spellers[rule] = _speller(options, self.target_lang)
            speller = self._spellers[rule]
            unknown = _unknown(view.target, options, speller)
            for token, word in _lonely(view, unknown):
                if not _is_exempt(view, token, word, options):
                    yield self._hit(rule, view.target, token, word, speller)

    def _hit(self, rule: str, column: TextColumn, token: int, word: str, speller: Speller) -> Hit:
        start = int(column.tokens.starts[token])
        row = int(column.rows_at(np.array([start]))[0])
        left = start - int(column.starts[row])
        near = speller.nearest(word)[:_SUGGESTIONS]
        evidence = {"language": self.target_lang}
        if near:
            evidence |= {"suggestion": near[0], "suggestions": _SEPARATOR.join(near)}
        confidence = None if near else Confidence.LOW
        return Hit(rule, row, left, left + len(word), evidence, confidence=confidence)


def _speller(options: SpellingOptions, tag: str) -> Speller:
    variants = [
        (one, other)
        for name, pairs in options.variants.items()
        if speaks(tag, [name])
        for one, _, other in (pair.partition(" ") for pair in pairs)
    ]
    known = {word.lower() for word in options.known} | set(_words_of(options.glossary))
    paths = find_dictionaries(tag, options.dictionaries)
    return Speller(tag, paths, frozenset(known), variants)


def _words_of(glossary: Glossary) -> Iterator[str]:
    """All words of a glossary, in lower case."""
    names = [name for entry in glossary.entries for name in (entry.source, *entry.target)]
    names += [name for one in glossary.concepts for names in one.allowed.values() for name in names]
    for name in names:
        yield from WORD.findall(name.lower())


def _unknown(column: TextColumn, options: SpellingOptions, speller: Speller) -> Positions:
    """Numbers of the tokens in lower case that no dictionary knows."""
    tokens, text = column.tokens, column.text
    small = np.flatnonzero(_is_lower(column.codes[tokens.starts]))
    _, firsts, numbers = np.unique(tokens.hashes[small], return_index=True, return_inverse=True)
    starts = tokens.starts[small[firsts]].tolist()
    ends = tokens.ends[small[firsts]].tolist()
    unknown = np.zeros(len(firsts), dtype=np.bool_)
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        word = text[start:end].lower()
        if end - start >= options.shortest and _is_word(word):
            unknown[number] = not speller.knows(word)
    found: Positions = small[unknown[numbers]]
    written = [text[tokens.starts[token] : tokens.ends[token]] for token in found.tolist()]
    return found[np.array([word.islower() for word in written], dtype=np.bool_)]


def _is_lower(codes: Codes) -> Bools:
    """Which of the letters are lower-case ones."""
    different, numbers = np.unique(codes, return_inverse=True)
    lower: Bools = np.array([chr(code).islower() for code in different.tolist()], dtype=np.bool_)
    return lower[numbers]


def _is_word(text: str) -> bool:
    return text.replace("'", "").replace("’", "").isalpha()


def _lonely(view: View, unknown: Positions) -> Iterator[tuple[int, str]]:
    """Unknown tokens, with their text, that no other one stands beside: a phrase of unknown words
    is one of another language."""
    column, tokens = view.target, view.target.tokens
    alone = np.ones(len(unknown), dtype=np.bool_)
    beside = (np.diff(unknown) == 1) & tokens.joined[unknown[:-1]]
    alone[1:] &= ~beside
    alone[:-1] &= ~beside
    for token in unknown[alone].tolist():
        yield token, column.text[tokens.starts[token] : tokens.ends[token]]


def _is_exempt(view: View, token: int, word: str, options: SpellingOptions) -> bool:
    column, tokens = view.target, view.target.tokens
    start, end = int(tokens.starts[token]), int(tokens.ends[token])
    around = column.text[max(start - 1, 0) : start] + column.text[end : end + 1]
    if not _JOINING.isdisjoint(around.removesuffix(".")) or _goes_on(column.text, end):
        return True
    row = int(column.rows_at(np.array([start]))[0])
    return _times(view, row, int(tokens.hashes[token])) >= options.often or (
        view.source is not None and word.lower() in view.source.texts[row].lower()
    )


def _goes_on(text: str, end: int) -> bool:
    """Whether a dot after a word leads to more of an address: `example.org`."""
    return text[end] == "." and text[end + 1 : end + 2].isalnum()


def _times(view: View, row: int, hash: int) -> int:
    """How often a token stands in its document, or in its row where it belongs to none."""
    column = view.target
    first, last = row, row + 1
    for part in view.batch.documents:
        if part.start <= row < part.end and part.id is not None:
            first, last = part.start, part.end
    bounds = np.searchsorted(column.tokens.starts, column.starts[[first, last]])
    return int(np.count_nonzero(column.tokens.hashes[bounds[0] : bounds[1]] == np.uint64(hash)))
