"""Kind `punctuation`: last marks and outer spaces of a target that differ from its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal
from unicodedata import combining

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.rule import Rule
from mtcheck.text.arrays import Bools
from mtcheck.text.columns import Kind, TextColumn
from mtcheck.text.edges import End, Ends, ends, last_characters
from mtcheck.text.locale import Punctuation, language
from mtcheck.text.views import View

_CLOSING = "」』）】》〉)]\"”»’'"
_QUOTES = " \u00a0\"“”„«»」』'’‘"
_HEAD = 6
"""Lines at most that stand on top of a document without full stops."""
_ORDINAL = re.compile(r"(?<![0-9.,])[0-9]{1,3}\.$")
_BRACKETS = {")": "(", "）": "（", "]": "[", "】": "【"}


class PunctuationOptions(Options):
    """`compare`: the mark at the `end`, an `ellipsis` there, or the spaces on the `outside`.
    `words`: of both sides, from which a row is a sentence. `abbreviations`: words of any language
    whose full stop may end a row that is no sentence."""

    compare: Literal["end", "ellipsis", "outside"]
    words: int = 4
    abbreviations: tuple[str, ...] = ()


class PunctuationDetector(Detector):
    """Compares both sides of all rows at once, then looks at those that differ.

    Evidence: `mended`, what to write; of ends also `mark`, what the source has there.
    """

    Options = PunctuationOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._options: dict[str, PunctuationOptions] = {rule.id: self.read(rule) for rule in rules}
        self._source, self._target = _marks_of(source_lang), _marks_of(target_lang)
        known = language(target_lang)
        self._unneeded = _CLOSING if known and not known.spaces else ""

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        if view.source is None:
            return
        for rule, options in self._options.items():
            if options.compare in ("end", "ellipsis"):
                yield from self._ends(rule, options, view, view.source)
            else:
                yield from _outside(rule, view.target, view.source)

    def _ends(
        self, rule: str, options: PunctuationOptions, view: View, source: TextColumn
    ) -> Iterator[Hit]:
        if not self._target.stop:
            return
        meant, said = ends(source, self._source.question), ends(view.target, self._target.question)
        lost = _lost(options.compare, meant, said)
        if not lost.any():
            return
        long = (source.words >= options.words) & (view.target.words >= options.words)
        marks, words = last_characters(source), last_characters(view.target)
        for row in np.flatnonzero(lost & long).tolist():
            mark = int(marks[row] - source.starts[row])
            end = int(words[row] - view.target.starts[row]) + 1
            text, original = view.target.texts[row], source.texts[row]
            shortened = self._is_shortened(original[: mark + 1], options.abbreviations)
            heads = _is_headline(view, row) or _stands_below_headline(row, view, meant, said)
            if not (shortened or heads or self._is_excused(text, original)):
                added = bool(said[row] == End.WORD)
                yield self._hit(rule, (row, mark), original, text[:end], added=added)

    def _is_shortened(self, source: str, known: Sequence[str]) -> bool:
        """Whether the last full stop may belong to what stands before it: "Inc.", "zum 130."."""
        ordinal = self._source.ordinal_stop and _ORDINAL.search(source)
        return bool(ordinal) or _is_abbreviation(source, known)

    def _is_excused(self, target: str, source: str) -> bool:
        """Whether the end of a target tells nothing: an address, a placeholder, brackets behind the
        sentence, a quotation whose speaker follows; in a script without spaces also a quotation,
        which needs no mark of its own."""
        target = target.rstrip()
        last = target.rsplit(maxsplit=1)[-1]
        return (
            any(mark in last.rstrip(_CLOSING + ".,;…") for mark in "/@_\\.%{")
            or (target[-1] in self._unneeded and target.rstrip(self._unneeded)[-1:].isalnum())
            or target[-1] in "」』"
            or _ends_before_bracket(target)
            or _awaits_speaker(target, source)
            or (source.rstrip()[-1:] in ")）" and target[-1] in ")）")
        )

    def _hit(
        self, rule: str, place: tuple[int, int], source: str, target: str, *, added: bool
    ) -> Hit:
        """A mark is `added` behind the last word, or takes the place of the last mark."""
        row, mark = place
        start, wanted = len(target) - 1, self._wanted(source[mark])
        if added:
            start = _word_start(target)
            wanted = target[start:] + wanted
        evidence = {"mark": source[mark], "mended": wanted}
        return Hit(rule, row, start, len(target), evidence, sources=((row, mark, mark + 1),))

    def _wanted(self, mark: str) -> str:
        """What a mark of the source is in the language of the target."""
        if mark in "!！":
            return self._target.exclamation
        return "…" if mark in "…⋯" else self._target.stop


def _marks_of(tag: str | None) -> Punctuation:
    known = language(tag)
    return known.punctuation if known else Punctuation()


def _lost(compare: str, meant: Ends, said: Ends) -> Bools:
    """Rows that end otherwise than their source."""
    if compare == "ellipsis":
        found: Bools = (meant == End.ELLIPSIS) & np.isin(said, (End.WORD, End.STOP, End.COMMA))
        return found
    ended = (meant == End.STOP) | (meant == End.EXCLAMATION)
    open_ = (said == End.WORD) | (said == End.COMMA) | (said == End.SEMICOLON)
    both: Bools = ended & open_
    return both


def _is_headline(view: View, row: int) -> bool:
    """Whether a row is the title of a document that has more rows."""
    document = view.batch.document_of
    alone = row + 1 == len(view.target) or document(row + 1) != document(row)
    return row in view.batch.titles or (view.is_title(row) and not alone)


def _stands_below_headline(row: int, view: View, meant: Ends, said: Ends) -> bool:
    """Whether a row without a stop belongs to the lines on top of a document that have none: the
    headline, which has none in the source either, and what stands below it."""
    document = view.batch.document_of
    here = document(row)
    if here is None or said[row] != End.WORD:
        return False
    first = row
    while first > 0 and document(first - 1) == here and row - first < _HEAD:
        first -= 1
    after = row
    while after < len(said) and document(after) == here and said[after] == End.WORD:
        after += 1
    on_top = first == 0 or document(first - 1) != here
    unended = after - first <= _HEAD and all(end == End.WORD for end in said[first:after])
    goes_on = after < len(said) and document(after) == here
    return bool(on_top and unended and goes_on and meant[first] == End.WORD and row > first)


def _awaits_speaker(target: str, source: str) -> bool:
    """Whether both sides end with a quotation, and the target's with a comma: "…," said Kim."""
    bare = target.rstrip(_QUOTES)
    return bare != target and bare[-1:] in ",，" and source.rstrip()[-1:] in _QUOTES


def _is_abbreviation(source: str, known: Sequence[str]) -> bool:
    """Whether the last full stop may belong to the word before it: "Inc.", "p.m."."""
    word = source[:-1].rsplit(maxsplit=1)[-1] if source[:-1].split() else ""
    return source[-1:] == "." and ("." in word.strip(".") or word.strip('(„“"') in known)


def _ends_before_bracket(target: str) -> bool:
    """Whether a sentence ended before the brackets at the end: "He left. (Reuters)"."""
    opening = _BRACKETS.get(target[-1:])
    before = target[: target.rfind(opening)].rstrip() if opening else ""
    return before[-1:] in set(".!?。！？…")


def _word_start(text: str) -> int:
    """Where the last word begins; of a script without spaces only one character."""
    start = len(text) - 1
    while start > 0 and not _is_spaceless(text[start]):
        before = text[start - 1]
        if not before.isalnum() and not combining(before):
            break
        start -= 1
    return start


def _is_spaceless(character: str) -> bool:
    return "\u0e00" <= character < "\u1100" or character >= "\u2e80"


def _outside(rule: str, target: TextColumn, source: TextColumn) -> Iterator[Hit]:
    """Rows with other spaces before the first or behind the last character than their source."""
    filled = (np.diff(target.starts) > 1) & (np.diff(source.starts) > 1)
    spaces = [_outer_spaces(column) for column in (target, source)]
    differs = filled & ((spaces[0][0] | spaces[1][0]) | (spaces[0][1] | spaces[1][1]))
    for row in np.flatnonzero(differs).tolist():
        text, original = target.texts[row], source.texts[row]
        if not text.strip() or not original.strip():
            continue
        before, behind = _around(text), _around(original)
        if before[0] != behind[0]:
            yield _outer_hit(rule, row, text, 0, before[0], behind[0])
        if before[1] != behind[1]:
            yield _outer_hit(rule, row, text, len(text.rstrip()), before[1], behind[1])


def _outer_spaces(column: TextColumn) -> tuple[Bools, Bools]:
    kinds = column.classes[column.starts[:-1]] & 7
    last = column.classes[np.maximum(column.starts[1:] - 2, 0)] & 7
    gaps = (Kind.SPACE, Kind.BREAK)
    return np.isin(kinds, gaps), np.isin(last, gaps)


def _around(text: str) -> tuple[str, str]:
    """The white space before and behind a text; all kinds of spaces are one."""
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return _plain(lead), _plain(trail)


def _plain(space: str) -> str:
    return "\n" * space.count("\n") or " " * bool(space)


def _outer_hit(rule: str, row: int, text: str, start: int, here: str, wanted: str) -> Hit:
    """A space too much is the place itself; of one that is missing the place is the character
    beside it."""
    bare = text.strip()
    if start:
        end = len(text) if here else start
        start = start if here else start - 1
        mended = wanted if here else text[start] + wanted
    else:
        end = len(text) - len(text.lstrip()) or 1
        mended = wanted if here else wanted + bare[0]
    return Hit(rule, row, start, end, {"mended": mended})
