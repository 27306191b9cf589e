"""Words in Latin letters that a target needs: those of a source in other letters, and acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import numpy as np
from rapidfuzz.distance import Levenshtein

from mtcheck.text.arrays import Hashes, Positions, are_among
from mtcheck.text.columns import SCRIPTS, Kind, TextColumn
from mtcheck.text.locale import language
from mtcheck.text.vocabulary import per_million

_LATIN = SCRIPTS.index("LATIN") << 3 | Kind.LETTER
_LETTER = "A-Za-zÀ-ɏ"
_WORDS = re.compile(
    rf"(?<![{_LETTER}0-9@#./_\\\-&%$])[{_LETTER}][{_LETTER}'’&\-]{{0,40}}[{_LETTER}]"
    rf"(?![{_LETTER}0-9@_/&]|\.[A-Za-z])"
)
_ACRONYM = re.compile(
    r"(?<![A-Za-z0-9@#./_\-&])(?<![A-Z] )[A-Z]{3,6}(?![A-Za-z0-9@_/&'’]|\.[A-Z]|-[A-Z]| [A-Z]{2})"
)
_ROMAN = re.compile(r"[IVXLC]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_UNITS = frozenset(
    "km cm mm nm kg mg ml kw mw gw kwh mwh gwh hz khz mhz ghz db kb mb gb tb am pm rpm".split()
)
_LOOKED_AT = 200
"""Words of a segment that are looked for, so that a segment of nothing else takes no longer."""
_SHORTEST = 5
"""Letters of the shortest word that is recognised though it is spelt in another way."""

_ROW = np.uint64(0x9E3779B97F4A7C15)
"""Odd factor that gives each row hashes of its own."""

Lost = tuple[int, int, int, tuple[int, int] | None]
"""Row of both, start and end in the source, and the place of another spelling in the target."""


class ForeignWords:
    """Finds such words of one language pair that the target lacks. `names` may be left out."""

    def __init__(
        self, kind: str, names: tuple[str, ...], source_lang: str | None, target_lang: str | None
    ) -> None:
        source, target = language(source_lang), language(target_lang)
        self._pattern = _ACRONYM if kind == "acronym" else _WORDS
        self._names = frozenset(name.lower() for name in names) | _UNITS
        self._tag = target_lang
        self._fillers = target.function_words if target else frozenset()
        self._is_off = (
            source is None
            or target is None
            or ("LATIN" in source.scripts) is not (kind == "acronym")
            or "LATIN" not in target.scripts
        )

    def lost(self, source: TextColumn, target: TextColumn) -> Iterator[Lost]:
        """The words the target lacks; words in a row that it lacks together are one."""
        if self._is_off:
            return
        for row in _rows_that_lack_words(source, target):
            text, other = source.texts[row], target.texts[row]
            if other.strip() and not (self._pattern is _ACRONYM and text.isupper()):
                yield from self._lost_in(row, text, other)

    def _lost_in(self, row: int, text: str, other: str) -> Iterator[Lost]:
        last: tuple[int, int] | None = None
        for match in islice(self._pattern.finditer(text), _LOOKED_AT):
            word = match[0]
            if word in other or word.lower() in self._names or _ROMAN.fullmatch(word):
                continue
            if self._is_there(word, other):
                continue
            start, end = match.span()
            if place := _respelt(word, other, text):
                if not self._is_mended(word, other[slice(*place)]):
                    yield row, start, end, place
            elif last is not None and text[last[1] : start] == " ":
                last = last[0], end
            else:
                if last is not None:
                    yield row, *last, None
                last = start, end
        if last is not None:
            yield row, *last, None

    def _is_there(self, word: str, text: str) -> bool:
        """Whether a text has a word in another case, with other marks or written out."""
        key, letters = _letters(word), _letters(text)
        if key in letters or (key.endswith("s") and key[:-1] in letters):
            return True
        return word.isupper() and self._is_written_out(key, text)

    def _is_mended(self, word: str, written: str) -> bool:
        """Whether what the target writes is a word of its language, and that of the source none."""
        known = per_million(written, self._tag) if written.islower() else None
        return bool(known) and not per_million(word.lower(), self._tag)

    def _is_written_out(self, key: str, text: str) -> bool:
        """Whether words of the text begin with the letters of an acronym, in order."""
        words = [word.lower() for word in _WORD.findall(text)]
        initials = "".join(word[0] for word in words)
        content = "".join(word[0] for word in words if word not in self._fillers)
        return key in initials or key in content


def _rows_that_lack_words(source: TextColumn, target: TextColumn) -> list[int]:
    """Rows whose source has a token in Latin letters that the target has not, case aside."""
    latin = np.flatnonzero(source.classes[source.tokens.starts] == _LATIN)
    wanted = np.zeros(1 << 16, dtype=np.bool_)
    wanted[source.token_heads[latin]] = True
    there = np.sort(_keys(target, np.flatnonzero(wanted[target.token_heads])))
    missing = latin[~are_among(_keys(source, latin), there)]
    rows: list[int] = np.unique(source.rows_at(source.tokens.starts[missing])).tolist()
    return rows


def _keys(column: TextColumn, chosen: Positions) -> Hashes:
    """A number for row and word of each chosen token."""
    rows = column.rows_at(column.tokens.starts[chosen]).astype(np.uint64)
    keys: Hashes = (column.tokens.hashes[chosen] ^ (rows + np.uint64(1)) * _ROW) * _ROW
    return keys


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _respelt(word: str, text: str, source: str) -> tuple[int, int] | None:
    """The place of a word of the text that is `word` but for a letter, or two of a long word."""
    if len(word) < _SHORTEST:
        return None
    most = 1 if len(word) < 7 else 2
    for match in _WORD.finditer(text):
        other = match[0]
        near = abs(len(other) - len(word)) <= most and other[0] == word[0] and other not in source
        if near and 0 < Levenshtein.distance(word.lower(), other.lower()) <= most:
            return match.span()
    return None
