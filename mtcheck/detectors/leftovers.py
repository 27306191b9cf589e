"""Kind `leftovers`: words of the source left in a target whose script does not tell them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.model import Confidence
from mtcheck.rule import Rule
from mtcheck.text.code import code_spans
from mtcheck.text.columns import TextColumn
from mtcheck.text.leftovers import Vocabulary, lower_case, maybe_in_source, vocabulary_of
from mtcheck.text.locale import language
from mtcheck.text.verify import QUOTED, Measure, Verifier
from mtcheck.text.views import View
from mtcheck.text.wordsets import function_words, token_rows

_SET_OFF = (QUOTED, re.compile(r"[(（][^()（）]{0,200}[)）]"))
"""Quotations, and terms that a translator gives in the original, in brackets."""
_PLACEHOLDER = re.compile(
    r"\{\{[^{}]{0,200}\}\}|\{\s{0,9}[\w.]{1,99}\s{0,9}[,}]|%\([\w.]{1,99}\)|(?<!\S):\w{1,99}|\$\w{1,99}"
)
"""A variable: its name is no word of the text …"""
_CODE = re.compile(
    r"</?[A-Za-z][^<>]{0,400}>|\w{0,60}_\w{1,60}|\w{1,60}::[\w:-]{1,99}|(?<!\S)[\[(]?--?[A-Za-z][\w-]{0,60}"
    r"|`[^`'\n]{1,80}[`']|^[ \t]{0,20}[a-z][\w-]{0,60}(?= ?:)|\bhttps?://\S{1,300}",
    re.MULTILINE,
)
"""Tags, names of functions and options, what stands in backticks, the name of a program that
begins a message, addresses: none of them is translated."""
_PROGRAM = re.compile(r"\b[a-z]{1,40}(?:-[a-z]{1,40}){2,9}\b")
"""A name such as gnome-control-center, which alone is left as it is."""
_CHOICE = re.compile(r"\{\s{0,9}\w{1,99}\s{0,9},\s{0,9}(?:plural|select|selectordinal)\s{0,9},")
_CASE = re.compile(r"[\w=]{1,20}\s{0,9}\{")
"""… nor is that of a choice of ICU, nor are its cases."""
_JOINTS = frozenset("@#/_-\u2010\u2011&+=\"'‘’“”„«»")
"""A word beside one of these is part of an address, a handle or a compound, or quoted …"""
_ADDRESS = frozenset("_#/.-=")
_DOTS = frozenset(".:")
"""… and one where these join it to the next word."""
_PART = 4
"""How many times longer than a run a quotation is at most that is thought to be in the original."""
_SURE = 6
"""Words from which a run is text wherever it stands."""
_CUT = re.compile(r"[=/\\|%$<>{}()\[\]\"“”„«»;]|[,.](?=\w)|(?<!\w)['‘’]|['‘’](?!\w)")
"""What parts the words of lists, commands and examples."""
_HYPHENS = frozenset("-\u2010\u2011")
_PROSE = 3
"""Different words from which a part between such marks is text."""
_GAP = 3
"""Words between two runs that are one: names and numbers that look changed."""


class LeftoversOptions(Options):
    """`long`: whether runs of at least `words` words are reported, or shorter ones.
    `complete`: languages whose list of words lacks few, so that rare words of the source count.
    `borrowed`: languages that others take words from: one of theirs alone has low confidence.
    `allowed`: a TSV beside the rule with the column `word`: what many languages have from a third
    one ("de facto").
    """

    long: bool
    words: int = 3
    complete: tuple[str, ...] = ()
    borrowed: tuple[str, ...] = ()
    allowed: str = ""


class Word(NamedTuple):
    """A token of the target: its place, whether its source has it, and what kind it is there."""

    start: int
    end: int
    shared: bool
    kind: str


class LeftoversDetector(Detector):
    """Looks for tokens that both sides have, all rows at once, then asks word lists for each
    distinct one. Titles and names, quotations and addresses are left alone.

    Evidence: `words`, how many.
    """

    Options = LeftoversOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._options: dict[str, LeftoversOptions] = {rule.id: self.read(rule) for rule in rules}
        complete = {tag for options in self._options.values() for tag in options.complete}
        allowed = {
            row["word"]
            for rule in rules
            if (name := self._options[rule.id].allowed)
            for row in rule.table(name, "word")
        }
        self._vocabulary = vocabulary_of(source_lang, target_lang, complete, allowed)
        self._verifier = Verifier(target_lang or "", Measure(4, 12, 0.4, 0.1, ()))

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        if view.source is None or self._vocabulary is None:
            return
        bounds = view.target.token_bounds, view.source.token_bounds
        for row in self._rows(self._vocabulary, view.target, view.source):
            text, source = view.target.texts[row], view.source.texts[row]
            ours, theirs = (range(tokens[row], tokens[row + 1]) for tokens in bounds)
            there = {_text(view.source, token) for token in theirs}
            words = _words(self._vocabulary, view.target, row, ours, there)
            words = _without_code(words, text)
            quoted = [match.span() for mark in _SET_OFF for match in mark.finditer(text)]
            runs = [part for run in _runs(words) for part in _prose(text, run)]
            runs = [run for run in runs if not _is_quoted(run, quoted)]
            runs = [run for run in runs if not _is_mentioned(text, source, run)]
            hits = [
                _hit(rule, row, text, source, run)._replace(confidence=self._doubt(options))
                for rule, options in self._options.items()
                for run in runs
                if _is_wanted(options, text, words, run)
                and (options.long or self._may_be_short(run))
            ]
            if hits and (self._vocabulary.apart or not self._verifier.other_language(text)):
                yield from hits

    def _may_be_short(self, run: Sequence[Word]) -> bool:
        """Whether few words tell. Terms and names in Latin letters stand in texts of any script."""
        known = self._vocabulary
        return known is not None and not known.apart and (known.complete or _has_common(run))

    def _doubt(self, options: LeftoversOptions) -> Confidence | None:
        source = language(self.source_lang)
        return Confidence.LOW if source and source.main in options.borrowed else None

    def _rows(self, vocabulary: Vocabulary, target: TextColumn, source: TextColumn) -> list[int]:
        """Rows in which a word may be left over."""
        tokens = target.tokens
        own = function_words(self.target_lang).among(tokens.hashes, target.token_heads)
        maybe = maybe_in_source(target, source, np.flatnonzero(lower_case(target) & ~own))
        _, first, which = np.unique(tokens.hashes[maybe], return_index=True, return_inverse=True)
        left = [bool(vocabulary.kind(_text(target, maybe[index]))) for index in first.tolist()]
        if not any(left):
            return []
        return sorted({*token_rows(target)[maybe[np.array(left)[which]]].tolist()})


def _text(column: TextColumn, token: int) -> str:
    return column.text[column.tokens.starts[token] : column.tokens.ends[token]]


def _words(
    vocabulary: Vocabulary, column: TextColumn, row: int, tokens: range, there: Collection[str]
) -> list[Word]:
    """The words of one row, by the words `there` in its source. One that the source writes with a
    capital is another word: “Coronavirus” and “coronavirus”."""
    words, first = [], int(column.starts[row])
    for token in tokens:
        text, start = _text(column, token), int(column.tokens.starts[token]) - first
        shared = text in there
        kind = vocabulary.kind(text) if shared and text[0].islower() else ""
        words.append(Word(start, start + len(text), shared, kind))
    return words


def _runs(words: Sequence[Word]) -> list[Sequence[Word]]:
    """Runs of words that the source has too, from the first to the last that is left over. Long
    ones near each other are one."""
    places: list[tuple[int, int]] = []
    done = 0
    for shared, members in groupby(words, key=lambda word: word.shared):
        first, done = done, done + len(list(members))
        left = [number for number in range(first, done) if words[number].kind]
        if not shared or not left:
            continue
        start, end = left[0], left[-1] + 1
        if places and start - places[-1][1] <= _GAP and end - start >= _GAP:
            places[-1] = places[-1][0], end
        else:
            places.append((start, end))
    return [words[start:end] for start, end in places]


def _prose(text: str, run: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """A run, or its parts between marks that do not stand between the words of a sentence: `a/=b`,
    «one», «other», %s. Lists of values are none, nor is a part that says one word twice."""
    cuts = [0]
    for number, (one, other) in enumerate(pairwise(run), 1):
        if _CUT.search(text[one.end : other.start + 1]):
            cuts.append(number)
    for start, end in pairwise([*cuts, len(run)]):
        part = run[start:end]
        left = {text[word.start : word.end].casefold() for word in part if word.shared}
        whole = len(cuts) == 1 or (len(left) >= _PROSE and bool(part[0].kind))
        if whole and not _is_list(text, part):
            yield part


def _is_list(text: str, run: Sequence[Word]) -> bool:
    """Whether commas part most words: the values of a setting, "full, source, binary"."""
    gaps = [text[one.end : other.start] for one, other in pairwise(run)]
    gaps = [gap for gap in gaps if gap not in _HYPHENS]
    return len(gaps) > 1 and 2 * sum("," in gap for gap in gaps) >= len(gaps)


def _is_wanted(
    options: LeftoversOptions, text: str, words: Sequence[Word], run: Sequence[Word]
) -> bool:
    if (len(run) < _SURE and _is_joined(text, run)) or _is_one_address(text, run):
        return False
    if _is_long(text, run, options.words):
        return options.long
    return not options.long and not _may_be_a_name(text, words, run)


def _is_long(text: str, run: Sequence[Word], least: int) -> bool:
    """Whether a run is text and no name: "Bank of the West" has no words but function words. A
    compound with hyphens is one word."""
    joined = sum(text[one.end : other.start] in _HYPHENS for one, other in pairwise(run))
    plain = sum(word.kind not in {"", "function"} for word in run)
    return len(run) - joined >= least and plain > 1


def _is_quoted(run: Sequence[Word], quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether a run is a good part of a quotation or bracket, not one word of a long one."""
    start, end = run[0].start, run[-1].end
    return any(
        first <= start and end <= last and last - first <= _PART * (end - start)
        for first, last in quoted
    )


def _without_code(words: Sequence[Word], text: str) -> list[Word]:
    """The words, where those of variables, choices and other code are none of the source."""
    patterns = [_PLACEHOLDER, _CODE, _CHOICE] + [_CASE] * bool(_CHOICE.search(text))
    places = [match.span() for pattern in patterns for match in pattern.finditer(text)]
    places += code_spans(text)
    programs = [match.span() for match in _PROGRAM.finditer(text)]
    words = [w._replace(kind="") if _lies_in(w, programs) else w for w in words]
    return [w._replace(shared=False, kind="") if _lies_in(w, places) else w for w in words]


def _lies_in(word: Word, places: Sequence[tuple[int, int]]) -> bool:
    return any(first <= word.start and word.end <= last for first, last in places)


def _is_mentioned(text: str, source: str, run: Sequence[Word]) -> bool:
    """Whether the source quotes a word as such, and has it only there: “crowd”, {{welcome}}."""
    word = text[run[0].start : run[-1].end]
    places = [match.span() for match in re.finditer(re.escape(word), source[:_LONGEST])]
    around = [(source[start - 1 : start], source[end : end + 1]) for start, end in places]
    return bool(around) and all(a in _OPENING and b in _CLOSING for a, b in around)


_LONGEST = 4000
_OPENING, _CLOSING = frozenset("\"'“‘„«»‚{`<"), frozenset("\"'”’“»«‘}`>")


def _is_joined(text: str, run: Sequence[Word]) -> bool:
    """Whether a run belongs to a compound, an address or a quotation."""
    start, end = run[0].start, run[-1].end
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    return bool({before[-1:], after[:1]} & _JOINTS) or _joins(before) or _joins(after[::-1])


def _is_one_address(text: str, run: Sequence[Word]) -> bool:
    """Whether marks and no spaces hold most words of a run together: a page, a file, a tag."""
    gaps = [text[one.end : other.start].strip() for one, other in pairwise(run)]
    return sum(bool(gap) and gap in _ADDRESS for gap in gaps) * 2 > len(gaps) > 0


def _has_common(run: Sequence[Word]) -> bool:
    return any(word.kind == "common" for word in run)


def _may_be_a_name(text: str, words: Sequence[Word], run: Sequence[Word]) -> bool:
    """Whether a short run may belong to a name or title beside it."""
    if _has_common(run) or any(word.kind == "likely" for word in run):
        return not _has_common(run)
    first, last = words.index(run[0]), words.index(run[-1])
    beside = [*words[max(first - 1, 0) : first], *words[last + 1 : last + 2]]
    return all(text[word.start].isupper() for word in beside)


def _joins(marks: str) -> bool:
    """Whether the mark nearest to a word, the last, stands between two words without a space."""
    return marks[-1:] in _DOTS and marks[:1].isalnum()


def _hit(rule: str, row: int, text: str, source: str, run: Sequence[Word]) -> Hit:
    start, end = run[0].start, run[-1].end
    place = source.lower().find(text[start:end].lower())
    places = ((row, place, place + end - start),) if place >= 0 else ()
    return Hit(rule, row, start, end, {"words": len(run)}, sources=places)
