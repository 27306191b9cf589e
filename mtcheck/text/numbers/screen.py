"""Asks a whole batch at once which rows may disagree in numbers, so that few are read closely.

Each side is glanced at: numerals, number words and months by their token hash, Han numerals by
their code point. A row is of interest where a value of one side is not on the other; that is true
of one row in thirty or so. Arrays are over the positions of a `TextColumn`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck.text.arrays import (
    Bools,
    Codes,
    Positions,
    are_among,
    code_table,
)
from mtcheck.text.columns import Kind, TextColumn
from mtcheck.text.numbers.dates import FIRST_YEAR, LAST_YEAR
from mtcheck.text.numbers.numerals import DIGITS, SCALES, VAGUE
from mtcheck.text.numbers.tokens import Values, Words
from mtcheck.text.numbers.values import NUMERAL, plain, readings
from mtcheck.text.numbers.words import Vocabulary

Keys = NDArray[np.uint64]
"""A row and a value in one number each."""

_ROW, _VALUE = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_WIDEST = 40
"""Characters of the longest numeral with its scale that is looked at."""


def _keys(rows: Positions, values: Values) -> Keys:
    bits: Keys = values.view(np.uint64) * _VALUE
    keys: Keys = rows.astype(np.uint64) * _ROW ^ bits ^ (bits >> np.uint64(29))
    return keys


Placed = tuple[Positions, Values]
"""Rows and the values in them."""


class Said:
    """What a column says. `digits`: values in digits; `own`: those of them that a target has of its
    own only by an error, that is, no years and no names such as COVID-19; `words`: values of number
    words; `meant`: values that may excuse a number of the other side."""

    def __init__(self, digits: Placed, own: Bools, words: Placed, meant: list[Placed]) -> None:
        self.digits, self.words, self.own = digits, words, own
        self.excuses = np.sort(np.concatenate([_keys(*one) for one in (digits, words, *meant)]))


def rows_of_interest(source: Said, target: Said) -> Positions:
    """Rows in which a value of one side is not on the other, ascending. A word of the source that
    is lost alone is not looked for: there are too many ways to say two."""
    rows, values = target.digits
    return np.unique(
        np.concatenate(
            (
                _missing(source.digits, target),
                _missing((rows[target.own], values[target.own]), source),
                _missing(target.words, source),
            )
        )
    )


def _missing(placed: Placed, other: Said) -> Positions:
    rows: Positions = placed[0][~are_among(_keys(*placed), other.excuses)]
    return rows


class Runs(NamedTuple):
    """Runs of digits: where each starts and ends."""

    starts: Positions
    ends: Positions


class Glance:
    """What can be seen of the numbers of one language without reading."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        numbers = vocabulary.numbers
        self.numbers = numbers
        self.scales = {f: w.value for f, w in vocabulary.words.items() if w.scale and len(f) > 1}
        self.characters = bool(numbers.numerals)
        if self.characters:
            self.scales.update(SCALES)
        names = "|".join(map(re.escape, sorted(self.scales, key=len, reverse=True)))
        boundary = "" if self.characters else r"(?![^\W\d_])"
        vague = f"[{VAGUE}]?" if self.characters else ""
        groups = r"(?:[ \u00a0\u202f\u2009][0-9]{3}(?![0-9]))*" if " " in numbers.groups else ""
        self.numeral = re.compile(
            rf"({NUMERAL}{groups})((?:[ \u00a0]?{vague}(?:{names}){boundary})*)"
        )
        self.words = Words(vocabulary)
        self._values: dict[str, float] = {}
        letters = {c for name in self.scales for c in (name[0], name[0].upper())}
        letters |= set(VAGUE) if self.characters else set()
        self._first_letters = code_table(letters)

    def look(self, column: TextColumn) -> Said:
        """All values of a column."""
        at, values = self._numerals(column)
        rows = column.rows_at(at.starts)
        hours = _HOURS[column.codes[at.ends]] & (values <= 2 * _NOON)
        meant = [(rows[hours], values[hours] + shift) for shift in (-_NOON, 0, _NOON)]
        kept = np.flatnonzero((values != 0) & ~(hours & (values > _NOON)))
        own = ~(_are_names(column, at.starts) | _are_years(at, values))
        tokens = column.tokens
        places, word = self.words.find(tokens.hashes, column.token_heads)
        word_rows = column.rows_at(tokens.starts[places])
        meant += [(word_rows, meanings[word]) for meanings in self.words.meant]
        if self.characters:
            meant += _han(column)
        certain = np.flatnonzero(~np.isnan(self.words.sure[word]))
        words = word_rows[certain], self.words.sure[word[certain]]
        return Said((rows[kept], values[kept]), own[kept], words, meant)

    def _numerals(self, column: TextColumn) -> tuple[Runs, Values]:
        """Where something is written in digits, and its value: bare digits all at once, those with
        a mark or a letter beside them one by one."""
        digits = np.flatnonzero(column.classes == Kind.DIGIT)
        if not len(digits):
            return Runs(digits, digits), np.zeros(0)
        first = np.flatnonzero(np.diff(digits, prepend=-2) > 1)
        starts, ends = digits[first], digits[np.append(first[1:] - 1, len(digits) - 1)] + 1
        bare, joined = self._kinds(column, starts, ends)
        values = _bare_values(column.codes, digits, first, ends - starts)
        for index in np.flatnonzero(~bare & ~joined).tolist():
            start = int(starts[index])
            values[index] = self._value(column.text[start : start + _WIDEST].split("\n")[0])
        kept = np.flatnonzero(~joined)
        return Runs(starts[kept], ends[kept]), values[kept]

    def _kinds(self, column: TextColumn, starts: Positions, ends: Positions) -> tuple[Bools, Bools]:
        """Which runs of digits are bare, and which go on what the run before them began."""
        codes = column.codes
        before, after = codes[starts - 1], codes[ends]
        following = codes[np.minimum(ends + 1, len(codes) - 1)]
        next_run = np.append(starts[1:], -2)
        mark = _MARKS[after]
        goes_on = mark & (next_run == ends + 1)
        if " " in self.numbers.groups:
            goes_on |= (next_run == ends + 1) & _SPACES[after] & self._three(starts, ends)
        joined = np.append(False, goes_on[:-1])
        letter = self._first_letters[after]
        spaced = _SPACES[after] & self._first_letters[following]
        wide = codes[starts] > 0x39
        bare = ~(goes_on | letter | spaced | wide | (before == ord(".")))
        return bare, joined

    def _three(self, starts: Positions, ends: Positions) -> Bools:
        """Whether the next run has three digits."""
        return np.append((ends - starts)[1:] == 3, False)

    def _value(self, text: str) -> float:
        """The value of the numeral that `text` begins with."""
        text = text if text.isascii() else plain(text)
        match = self.numeral.match(text.lower())
        if match is None:
            return np.nan
        known = self._values.get(match[0])
        if known is None:
            if len(self._values) >= Vocabulary.kept:
                self._values.clear()
            known = self._values[match[0]] = self._scaled(*match.groups())
        return known

    def _scaled(self, numeral: str, scale: str) -> float:
        bare = re.sub(r"\s", "", numeral)
        value = readings(bare, self.numbers.decimal, self.numbers.groups)[0][0]
        for name in sorted(self.scales, key=len, reverse=True) if scale else ():
            value *= self.scales[name] ** scale.count(name)
            scale = scale.replace(name, "")
        return float(f"{value:.9g}")


_MARKS = code_table(".,'’٫٬·")
_SPACES = code_table(" \u00a0\u202f\u2009")
_HOURS = code_table("时時点點시:：h")
_NOON = 12
"""What a clock of 24 hours shows later than this, one of 12 hours shows otherwise."""

_LONGEST_BARE = 15
_POWERS = 10.0 ** np.arange(_LONGEST_BARE + 1)


def _bare_values(codes: Codes, digits: Positions, first: Positions, lengths: Positions) -> Values:
    """The value of each run of digits; `first`: where it begins in `digits`."""
    ends = np.repeat(first + lengths, lengths)
    places = np.minimum(ends - 1 - np.arange(len(digits)), _LONGEST_BARE)
    found = codes[digits]
    single = (found - 0x30).astype(np.float64)
    others = np.flatnonzero(found > 0x39)
    if len(others):
        kinds, which = np.unique(found[others], return_inverse=True)
        known = [float(unicodedata.digit(chr(code), 0)) for code in kinds.tolist()]
        single[others] = np.array(known)[which]
    return np.add.reduceat(single * _POWERS[places], first)


def _are_names(column: TextColumn, starts: Positions) -> Bools:
    """Whether a capital letter and a hyphen, or any ASCII letter, stands before the digits."""
    before, further = column.codes[starts - 1], column.codes[starts - 2]
    letter = ((before | 0x20) >= ord("a")) & ((before | 0x20) <= ord("z"))
    hyphen = (before == ord("-")) & (further > ord("@")) & (further <= ord("z"))
    found: Bools = letter | hyphen
    return found


def _are_years(runs: Runs, values: Values) -> Bools:
    four = runs.ends - runs.starts == 4
    found: Bools = four & (values >= FIRST_YEAR) & (values <= LAST_YEAR)
    return found


def _han(column: TextColumn) -> Iterator[Placed]:
    """Values of Han numerals: of one character, and of tens such as 二十三."""
    if column.highest < _FIRST_HAN:
        return
    codes = column.codes
    here = np.flatnonzero(_VALUED.take(codes))
    single = here[~(_NUMERAL[codes[here - 1]] | _NUMERAL[codes[here + 1]])]
    yield column.rows_at(single), _HAN[codes[single]]
    tens = here[codes[here] == ord("十")]
    before, after = _unit(codes[tens - 1]), _unit(codes[tens + 1])
    left, right = tens - (before > 0) - 1, tens + (after > 0) + 1
    whole = ~(_NUMERAL[codes[left]] | _NUMERAL[codes[np.minimum(right, len(codes) - 1)]])
    yield column.rows_at(tens[whole]), (np.maximum(before, 1) * 10 + after)[whole]


def _unit(codes: Codes) -> Values:
    """The value of characters that are digits, 0 of others."""
    return _UNITS[np.minimum(codes, len(_UNITS) - 1)]


def _values_of_han(characters: Iterable[tuple[str, float]]) -> Values:
    """Code point to value; 0 for all that is no numeral."""
    values = np.zeros(0xA000)
    for character, value in characters:
        values[ord(character)] = value
    return values


_UNITS = _values_of_han(DIGITS.items())
_HAN = _values_of_han([*DIGITS.items(), ("十", 10.0)])
_VALUED = code_table(character for character, value in (*DIGITS.items(), ("十", 10.0)) if value)
_NUMERAL = code_table(c for c in (*DIGITS, *SCALES) if c < "\ua000")
_FIRST_HAN = 0x3007
