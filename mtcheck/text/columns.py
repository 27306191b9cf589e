"""The texts of a batch as arrays: code points, classes, tokens. Computed once for all detectors.

All positions are code points in `TextColumn.text`, the texts joined by newlines; `starts[row]`
turns them into positions of one row. Nothing here is a guess about meaning, so every array depends
on the texts alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck.joined import JoinedTexts
from mtcheck.text.arrays import (
    CODE_POINTS,
    Bools,
    Codes,
    Hashes,
    Heads,
    Positions,
    heads_of,
    power_tables,
    stretches,
)


class Kind(IntEnum):
    """The class of a code point: the low three bits of `TextColumn.classes`."""

    OTHER = 0
    SPACE = 1
    BREAK = 2
    APOSTROPHE = 3
    LETTER = 4
    DIGIT = 5
    MARK = 6


SCRIPTS = (
    "COMMON LATIN CYRILLIC GREEK ARABIC HEBREW CJK HIRAGANA KATAKANA HANGUL THAI LAO KHMER MYANMAR "
    "DEVANAGARI BENGALI TAMIL TELUGU GUJARATI GURMUKHI KANNADA MALAYALAM SINHALA ARMENIAN GEORGIAN "
    "ETHIOPIC TIBETAN OTHER"
).split()
"""Scripts, by the first word of a letter's Unicode name; the index stands in the high five bits."""

SPACELESS = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
"""Scripts written without spaces between words: here every letter is a token of its own."""

CHARACTERS_PER_WORD = 1.7
"""Letters of a spaceless script that count as one word (Chinese news: 1.6 to 1.8)."""

_UNKNOWN = 255
_class_table = np.full(CODE_POINTS, _UNKNOWN, dtype=np.uint8)
_fold_table = np.zeros(CODE_POINTS, dtype=np.uint32)


def script_mask(*names: str) -> Bools:
    """A table over classes: True for the letters of the named scripts (names as in SCRIPTS)."""
    table = np.zeros(256, dtype=np.bool_)
    for name in names:
        table[SCRIPTS.index(name) << 3 | Kind.LETTER] = True
    return table


def _class_of(character: str) -> int:
    category = unicodedata.category(character)
    if character == "\n":
        return Kind.BREAK
    if character in "'\u2019":
        return Kind.APOSTROPHE
    if category[0] == "Z" or character in "\t\r\v\f":
        return Kind.SPACE
    if category[0] == "M":
        return Kind.MARK
    if category[0] == "N":
        return Kind.DIGIT
    if category[0] != "L":
        return Kind.OTHER
    script = unicodedata.name(character, "OTHER").split(maxsplit=1)[0]
    if script in {"FULLWIDTH", "MODIFIER", "FEMININE", "MASCULINE"}:
        script = "LATIN"
    if script in {"IDEOGRAPHIC", "KATAKANA-HIRAGANA"}:
        script = "KATAKANA"
    known = SCRIPTS.index(script) if script in SCRIPTS else SCRIPTS.index("OTHER")
    return known << 3 | Kind.LETTER


for _first, _end in ((0x4E00, 0xA000), (0xAC00, 0xD7A4)):
    # Han and Hangul: all alike, and a text has thousands of them
    _class_table[_first:_end] = _class_of(chr(_first))
    _fold_table[_first:_end] = np.arange(_first, _end)


def _classes(codes: Codes) -> NDArray[np.uint8]:
    """Classes of code points. The table is filled with what turns up: a text has few hundred."""
    classes = _class_table.take(codes)
    if classes.size and classes.max() == _UNKNOWN:
        for code in np.unique(codes[classes == _UNKNOWN]).tolist():
            lower = chr(code).lower()
            _fold_table[code] = ord(lower) if len(lower) == 1 else code
            _class_table[code] = _class_of(chr(code))
        classes = _class_table.take(codes)
    return classes


_FEW = 64
"""Positions whose rows are found by bisection, without a table of all."""

_WORD = np.array([kind & 7 >= Kind.LETTER for kind in range(256)])
_SPACELESS = script_mask(*SPACELESS)
_WORD_WITH_SPACES = _WORD & ~_SPACELESS & np.array([kind & 7 != Kind.MARK for kind in range(256)])
_GAP = np.array([kind & 7 in (Kind.SPACE, Kind.BREAK) for kind in range(256)])


class Tokens(NamedTuple):
    """Words and numbers in order: `starts`, `ends`, a 64-bit hash of the lower-cased text, and
    `joined`: whether one single space leads to the next token, or nothing at all, as between the
    letters of a spaceless script."""

    starts: Positions
    ends: Positions
    hashes: Hashes
    joined: Bools


class TextColumn:
    """Texts of a batch with arrays over them. Lone surrogates are shown as U+FFFD."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.text = texts.text if isinstance(texts, JoinedTexts) else "\n".join(texts) + "\n"
        try:
            encoded = self.text.encode("utf-32-le")
        except UnicodeEncodeError:
            self.texts = [_without_surrogates(text) for text in texts]
            self.text = "\n".join(self.texts) + "\n"
            encoded = self.text.encode("utf-32-le")
        self.codes: Codes = np.frombuffer(encoded, dtype=np.uint32)

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def starts(self) -> Positions:
        """Where each row begins; one entry more than rows, the last is the length of `text`."""
        if isinstance(self.texts, JoinedTexts):
            return np.asarray(self.texts.starts, dtype=np.intp)
        lengths = np.fromiter(map(len, self.texts), dtype=np.intp, count=len(self.texts))
        starts = np.zeros(len(self.texts) + 1, dtype=np.intp)
        np.cumsum(lengths + 1, out=starts[1:])
        return starts

    @cached_property
    def highest(self) -> int:
        """The highest code point: tells at once that some scripts cannot be there."""
        return int(self.codes.max())

    @property
    def has_spaceless(self) -> bool:
        """Whether letters of a spaceless script can be there; the first is Thai."""
        return self.highest >= 0x0E00

    @cached_property
    def classes(self) -> NDArray[np.uint8]:
        """Script and kind of every code point: `script index << 3 | Kind`."""
        return _classes(self.codes)

    @cached_property
    def tokens(self) -> Tokens:
        """Tokens of all rows. An apostrophe between letters belongs to its word."""
        classes = self.classes
        word = classes & 7 >= Kind.LETTER
        apostrophes = np.flatnonzero(classes == Kind.APOSTROPHE)
        apostrophes = apostrophes[(apostrophes > 0) & (apostrophes < len(classes) - 1)]
        word[apostrophes[word[apostrophes - 1] & word[apostrophes + 1]]] = True
        if self.has_spaceless and (spaceless := _SPACELESS.take(classes)).any():
            starts, ends = _split_spaceless(word, spaceless)
        else:
            edges = np.flatnonzero(word[1:] != word[:-1]) + 1
            if word.size and word[0]:
                edges = np.concatenate(([0], edges))
            starts, ends = edges[0::2], edges[1::2]
        joined = np.zeros(len(starts), dtype=np.bool_)
        gaps = starts[1:] - ends[:-1]
        joined[:-1] = (gaps == 0) | ((gaps == 1) & (classes[ends[:-1]] == Kind.SPACE))
        return Tokens(starts, ends, self._hashes(starts, ends), joined)

    def _hashes(self, starts: Positions, ends: Positions) -> Hashes:
        powers, inverses = power_tables(len(self.codes))
        prefix = np.zeros(len(self.codes) + 1, dtype=np.uint64)
        np.multiply(self._folded, powers[: len(self.codes)], out=prefix[1:])
        np.cumsum(prefix[1:], out=prefix[1:])
        hashes: Hashes = (prefix[ends] - prefix[starts]) * inverses[starts]
        return hashes

    @cached_property
    def _folded(self) -> Codes:
        """The code points in lower case."""
        _ = self.classes  # fills the table of lower-case letters
        return _fold_table.take(self.codes)

    @cached_property
    def signs(self) -> Positions:
        """Positions of all that is no letter, digit, mark, space or apostrophe."""
        return np.flatnonzero(self.classes == Kind.OTHER)

    @cached_property
    def capitals(self) -> Bools:
        """Which code points are capital letters of a script with two cases."""
        found: Bools = self._folded != self.codes
        found &= self.classes & 7 == Kind.LETTER
        return found

    @cached_property
    def token_bounds(self) -> Positions:
        """The number of the first token of each row; one entry more than rows."""
        return np.searchsorted(self.tokens.starts, self.starts)

    @cached_property
    def token_heads(self) -> Heads:
        """A few bits of the hash of each token: what a table of words is asked first."""
        return heads_of(self.tokens.hashes)

    def joined_hashes(self, indices: Positions) -> Hashes:
        """The hash that each of these tokens and the next would have as one word."""
        starts, ends, hashes, _ = self.tokens
        powers, _ = power_tables(len(self.codes))
        lengths = ends[indices] - starts[indices]
        found: Hashes = hashes[indices] + hashes[indices + 1] * powers[lengths]
        return found

    def rows_at(self, positions: Positions) -> Positions:
        """The row of each position."""
        if len(positions) < _FEW:
            return np.searchsorted(self.starts, positions, side="right") - 1
        return self._rows[positions]

    @cached_property
    def _rows(self) -> Positions:
        """The row of every code point."""
        return np.repeat(np.arange(len(self.texts)), np.diff(self.starts))

    @cached_property
    def words(self) -> NDArray[np.float64]:
        """Words of each row: runs without white space that hold a letter or digit of a script with
        spaces, and 1 / CHARACTERS_PER_WORD for each letter of a spaceless script."""
        classes, tokens = self.classes, self.tokens
        counted = _WORD_WITH_SPACES[classes[tokens.starts]]
        starts, ends = tokens.starts[counted], tokens.ends[counted]
        begins_run = np.ones(len(starts), dtype=np.bool_)
        begins_run[1:] = _gap_between(classes, ends[:-1], starts[1:])
        counts = np.diff(np.searchsorted(starts[begins_run], self.starts)).astype(np.float64)
        if self.has_spaceless:
            spaceless = _SPACELESS.take(classes).view(np.uint8)
            letters = np.add.reduceat(spaceless, self.starts[:-1], dtype=np.intp)
            counts += letters / CHARACTERS_PER_WORD
        return counts


def _gap_between(classes: NDArray[np.uint8], ends: Positions, starts: Positions) -> Bools:
    """Whether white space stands somewhere in each `ends:starts`, between two tokens."""
    found: Bools = _GAP[classes[ends]] | _GAP[classes[starts - 1]]
    unsure = np.flatnonzero((starts - ends > 2) & ~found)
    if len(unsure):
        places, firsts = stretches(ends[unsure], starts[unsure])
        found[unsure] = np.logical_or.reduceat(_GAP[classes[places]], firsts)
    return found


def _split_spaceless(word: Bools, spaceless: Bools) -> tuple[Positions, Positions]:
    """Starts and ends of words, every letter of a spaceless script a token of its own."""
    apart = word[1:] & word[:-1] & (spaceless[1:] | spaceless[:-1])
    begins, ends = word.copy(), word.copy()
    begins[1:] &= ~word[:-1] | apart
    ends[:-1] &= ~word[1:] | apart
    return np.flatnonzero(begins), np.flatnonzero(ends) + 1


def token_hashes(words: Sequence[str]) -> list[int | None]:
    """The hash that `Tokens.hashes` holds for each word; None where it is not exactly one token."""
    column = TextColumn(words)
    firsts, counts = column.token_bounds[:-1], np.diff(column.token_bounds)
    hashes = column.tokens.hashes
    return [
        int(hashes[first]) if count == 1 else None
        for first, count in zip(firsts.tolist(), counts.tolist(), strict=True)
    ]


def _without_surrogates(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
