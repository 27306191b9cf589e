"""Kind `casing`: sentences that begin small, and texts of one case only, unlike their sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile
from typing import Literal, NamedTuple

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.rule import Rule
from mtcheck.text.arrays import Bools, Positions
from mtcheck.text.columns import TextColumn, script_mask
from mtcheck.text.edges import SENTENCE_ENDS, End, Ends, ends, first_characters
from mtcheck.text.locale import language
from mtcheck.text.views import View

_WITH_CASES = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")
_CASED = script_mask(*_WITH_CASES)
_OPENING = "\"“„«‘'‹「『"
_CLOSING = "\"”“»’'›」』"
_BRACKETS = "([{（［【"
_UNWORDLY = set("@/_\\=<>#.:")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CAPITALS = 0.9
"""Share of capitals among the letters of a text that is written in capitals."""


class CasingOptions(Options):
    """`find`: a sentence whose `start` is small, a `lower` text without any capital, or one in
    `capitals` whose source is not. `words`: of the target, from which a row is judged."""

    find: Literal["start", "lower", "capitals"]
    words: int = 3


class Starts(NamedTuple):
    """The first character of each row, and which rows begin with a capital, with a small letter,
    or with a digit or a letter of a script without cases."""

    first: Positions
    capital: Bools
    small: Bools
    caseless: Bools


class CasingDetector(Detector):
    """Looks at the first letters of all rows at once. Evidence of small starts: `word` and
    `mended`, the first word as it is and as it should be."""

    Options = CasingOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._options: dict[str, CasingOptions] = {rule.id: self.read(rule) for rule in rules}
        source, target = language(source_lang), language(target_lang)
        self._questions = [one.punctuation.question if one else "?" for one in (source, target)]
        self._has_cases = target is None or not {*target.scripts}.isdisjoint(_WITH_CASES)
        self._particles = frozenset(target.names.particles if target else ())
        self._verbs = frozenset(target.reporting_verbs if target else ())
        self._functions = target.function_words if target else frozenset()

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        if view.source is None or not self._has_cases:
            return
        if self._rules("start") or self._rules("lower"):
            yield from self._small(view, view.source)
        for rule in self._rules("capitals"):
            yield from self._capitals(rule, view, view.source)

    def _rules(self, find: str) -> list[str]:
        return [rule for rule, options in self._options.items() if options.find == find]

    def _small(self, view: View, source: TextColumn) -> Iterator[Hit]:
        """A text without any capital is one finding, of the rule for that."""
        meant, said = _starts(source), _starts(view.target)
        suspects = said.small & (meant.capital | meant.caseless)
        if not suspects.any():
            return
        ended = ends(source, self._questions[0]), ends(view.target, self._questions[1])
        for row in np.flatnonzero(suspects & _sentences(*ended)).tolist():
            text = view.target.texts[row]
            start = int(said.first[row] - view.target.starts[row])
            word = text[start:].split(maxsplit=1)[0]
            caseless = bool(meant.caseless[row])
            if self._may_be_small(word, text, start, source.texts[row], caseless=caseless):
                continue
            quoted = text[start - 1 : start] in set(_OPENING)
            if _continues(view, row, ended, quoted=quoted):
                continue
            for rule in self._rules_for(text, source.texts[row]):
                if view.target.words[row] >= self._options[rule].words:
                    yield _hit(rule, row, start, word)

    def _rules_for(self, text: str, source: str) -> list[str]:
        """The rules that a small start belongs to. A source with one capital has it at its own
        start, which says nothing of the rest."""
        whole = not any(map(str.isupper, text)) and sum(map(str.isupper, source)) != 1
        return (whole and self._rules("lower")) or self._rules("start")

    def _may_be_small(
        self, word: str, text: str, start: int, source: str, *, caseless: bool
    ) -> bool:
        """Whether the first word is one that stays small: iPhone, von Braun, al-Qaida, a quoted
        part of a sentence, a list mark, or a word that the source has too."""
        bare = word.strip("“”\"'’,.!?:;()").split("’")[0].split("'")[0]
        return (
            not bare.islower()
            or any(map(str.isupper, word))
            or any(character in _UNWORDLY or character.isdigit() for character in word[:-1])
            or (len(bare) == 1 and word[-1:] in ".):")
            or self._begins_name(text[start:])
            or text[start - 1 : start] in set(_BRACKETS)
            or bare in self._verbs
            or (caseless and text[start - 1 : start] in set(_OPENING))
            or (bare not in self._functions and _stands_in(bare, source))
        )

    def _begins_name(self, text: str) -> bool:
        """Whether particles lead to a name: "von der Leyen"."""
        words = text.split(maxsplit=4)[:4]
        rest = list(dropwhile(self._particles.__contains__, words))
        return len(rest) < len(words) and bool(rest) and rest[0][:1].isupper()

    def _capitals(self, rule: str, view: View, source: TextColumn) -> Iterator[Hit]:
        words = self._options[rule].words
        loud = _mostly_capitals(view.target) & ~_mostly_capitals(source)
        for row in np.flatnonzero(loud).tolist():
            text, original = view.target.texts[row], source.texts[row]
            own = [word for word in _WORD.findall(text) if word not in original]
            if len(own) >= words and _is_loud(text) and _is_quiet(original):
                start = len(text) - len(text.lstrip())
                yield Hit(rule, row, start, len(text.rstrip()))


def _starts(column: TextColumn) -> Starts:
    first = first_characters(column)
    classes = column.classes[first]
    words, cased = (classes & 7 == 4) | (classes & 7 == 5), _CASED[classes]
    capital = cased & column.capitals[first]
    return Starts(first, capital, cased & ~capital, words & ~cased)


def _sentences(meant: Ends, said: Ends) -> Bools:
    """Rows that end as sentences do, on either side."""
    found: Bools = np.isin(meant, SENTENCE_ENDS) | np.isin(said, SENTENCE_ENDS)
    return found


def _continues(view: View, row: int, ended: tuple[Ends, Ends], *, quoted: bool) -> bool:
    """Whether a row goes on with the sentence of the row before it. What is `quoted` does not go on
    with what stands outside the quotation before it."""
    if row == 0 or view.batch.document_of(row) is None:
        return False
    if view.batch.document_of(row) != view.batch.document_of(row - 1):
        return False
    if not quoted and view.target.texts[row - 1].rstrip()[-1:] in set(_CLOSING):
        return True  # “What now?”|she asked.
    return any(side[row - 1] not in (*SENTENCE_ENDS, End.COLON) for side in ended)


def _stands_in(word: str, source: str) -> bool:
    """Whether the source has the word in the same letters."""
    at = source.find(word)
    while at >= 0:
        around = source[max(at - 1, 0) : at], source[at + len(word) : at + len(word) + 1]
        if not any(one.isalpha() and one.isascii() for one in around):
            return True
        at = source.find(word, at + 1)
    return False


def _hit(rule: str, row: int, start: int, word: str) -> Hit:
    letters = word.rstrip('.,;:!?…”"')
    mended = letters[:1].upper() + letters[1:]
    return Hit(rule, row, start, start + len(letters), {"word": letters, "mended": mended})


def _mostly_capitals(column: TextColumn) -> Bools:
    """Rows of which at least a half are capitals."""
    if not len(column):
        return np.zeros(0, dtype=np.bool_)
    counts = np.add.reduceat(column.capitals.view(np.uint8), column.starts[:-1], dtype=np.intp)
    found: Bools = counts * 2 >= np.maximum(np.diff(column.starts) - 1, 8)
    return found


def _is_loud(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(map(str.isupper, letters)) >= _CAPITALS * len(letters)


def _is_quiet(text: str) -> bool:
    """Whether a text has small letters, and more of them than capitals."""
    return sum(map(str.islower, text)) > sum(map(str.isupper, text))
