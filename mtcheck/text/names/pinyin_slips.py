"""Chinese people whose name the target spells in pinyin that does not say their characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from mtcheck.text.columns import TextColumn
from mtcheck.text.locale import Language
from mtcheck.text.names.pinyin import SURNAMES, is_pinyin
from mtcheck.text.names.readings import special_surnames
from mtcheck.text.names.sounds import sound
from mtcheck.text.names.syllables import (
    HAN,
    in_pinyin,
    is_read,
    letters_of,
    readings_of,
    syllables_of,
)
from mtcheck.text.wordsets import WordSet

_WORD = re.compile(r"[A-Z][a-zü]+(?:['’](?!s\b)[a-zü]+)?")
_RUN = re.compile(rf"(?<![\w-]){_WORD.pattern}(?: {_WORD.pattern}){{1,3}}(?![\w-])")
_NEIGHBOURS = 2
"""Rows before and behind in which the source may have the name too: alignments slip."""

_LONGEST = 4000
"""Characters of a target above which it is no sentence, and no name of it is looked for."""

_ELSEWHERE = frozenset("tan chan gan ang chai kan kong pang wan ling mo".split())
"""Spellings of surnames in the south and abroad that are pinyin of others: Tan is 陈 in Hokkien."""

_HONG_KONG = "hongkong"
"""The one well-known name of a place that is a surname beside a word in pinyin."""

_ALSO_WORDS = frozenset("和于向从来时成方高常安平全连能明强关当包单解计费原都给由因应家")
"""Surnames that stand in texts as words more often."""

_VOWELS = frozenset("aeo")
"""What a syllable inside a word begins with only behind an apostrophe, by rule."""

_ENDS_NO_NAME = "的了和与在是等说称及也就都将又对向从被把让为并且而这那之所某"

_SURNAMES = WordSet(SURNAMES)

_AND_OTHERS = ("等", "摄")
"""What follows the last name of several, and that of a photographer."""


class PinyinSlip(NamedTuple):
    """A name of the target, `start:end` of its row, that should be `reading`, and where the source
    has it as `name`."""

    row: int
    start: int
    end: int
    name: str
    reading: str
    source_start: int


class _Spelt(NamedTuple):
    """A name of the target as a surname and a given name, in letters without spaces; whether the
    surname stands first."""

    surname: str
    given: str
    first: bool
    start: int
    end: int


class PinyinSlips:
    """Compares names of the target with the characters of the source. `language` is that of the
    source, `abroad` are words of a source that may name people who do not write pinyin."""

    def __init__(self, language: Language, abroad: Sequence[str]) -> None:
        names = language.names
        self._surnames = frozenset(names.surnames)
        self._abroad = re.compile("|".join(map(re.escape, abroad)) or r"(?!)")
        verbs = sorted({*language.reporting_verbs, *names.adverbs, *names.titles})
        self._behind = (*verbs, *language.honorifics, *language.conjunctions)
        self._before = (*names.titles, *language.conjunctions)

    def find(self, target: TextColumn, source: TextColumn) -> Iterator[PinyinSlip]:
        """The slips of all rows, in order."""
        for row, pairs in _pairs_by_row(target).items():
            if len(target.texts[row]) > _LONGEST:
                continue
            said = source.texts[row].translate(_first_readings())
            if any(one + other not in said and other + one not in said for one, other in pairs):
                yield from self._in_row(row, target.texts[row], said, source)

    def _in_row(self, row: int, text: str, said: str, source: TextColumn) -> Iterator[PinyinSlip]:
        here = source.texts[row]
        starts = [at for at, char in enumerate(here[:-1]) if char in self._surnames]
        for run in _runs(text):
            ways = [way for way in _ways(run) if way.surname in SURNAMES]
            if not ways or any(way.surname + way.given in said for way in ways):
                continue
            slip = next(
                filter(None, (self._slip(row, way, here, starts, text) for way in ways)), None
            )
            if slip is not None and not self._is_said(run, row, source):
                yield slip

    def _is_said(self, run: Sequence[re.Match[str]], row: int, source: TextColumn) -> bool:
        """Whether some characters here or in rows beside it are read like a part of the name."""
        last = min(row + _NEIGHBOURS + 1, len(source.texts))
        texts = "\n".join(source.texts[one] for one in range(max(row - _NEIGHBOURS, 0), last))
        if self._abroad.search(texts):
            return True
        return any(is_read(letters, texts) for letters in {w.surname + w.given for w in _ways(run)})

    def _slip(
        self, row: int, way: _Spelt, here: str, starts: Sequence[int], text: str
    ) -> PinyinSlip | None:
        """The name that a rendering misspells, at one of the places of surnames."""
        for start in starts:
            if size := self._fits(way, here, start):
                name = here[start : start + size]
                words = [in_pinyin(name[:1]), in_pinyin(name[1:])]
                if " ".join(words) not in text:
                    reading = " ".join(words if way.first else words[::-1])
                    return PinyinSlip(row, way.start, way.end, name, reading, start)
        return None

    def _fits(self, way: _Spelt, here: str, start: int) -> int:
        """How many characters from a surname on are the name that was misspelt; 0 for none."""
        if way.surname not in readings_of(here[start]) and not (
            way.first and any(map(way.given.startswith, readings_of(here[start + 1])))
        ):
            return 0
        for syllables in syllables_of(way.given):
            name = here[start : start + 1 + len(syllables)]
            if len(name) in (2, 3) and len(name) == 1 + len(syllables):
                alone = self._stands_alone(here, start, start + len(name))
                if _is_misspelt(way, syllables, name, alone) and self._is_name(here, start, name):
                    return len(name)
        return 0

    def _stands_alone(self, text: str, start: int, end: int) -> bool:
        """Whether characters stand between marks, or behind a role and before a verb."""
        begins = not start or not HAN.match(text[start - 1])
        ends = not HAN.match(text, end) or text.startswith((*self._behind, *_AND_OTHERS), end)
        return ends and (begins or text[:start].endswith(self._before))

    def _is_name(self, text: str, start: int, name: str) -> bool:
        """Whether characters can be a name: no verb, role or particle begins inside."""
        if not all(map(HAN.match, name)) or name[-1] in _ENDS_NO_NAME:
            return False
        return not any(text.startswith(self._behind, start + n) for n in range(1, len(name)))


def _is_misspelt(way: _Spelt, syllables: Sequence[str], name: str, alone: bool) -> bool:
    """Whether a name differs in the surname, in one syllable of the given name, or, where it
    stands alone, in all of that."""
    pairs = zip(syllables, map(readings_of, name[1:]), strict=True)
    same = sum(one in readings for one, readings in pairs)
    if way.surname in readings_of(name[0]):
        if len(syllables) == 2 and same == 1:
            return True
        return way.first and alone and not same and syllables[-1][0] not in _VOWELS
    if not way.first or same < 2:
        return False
    return alone or not (way.surname in _ELSEWHERE or name[0] in _ALSO_WORDS)


def _pairs_by_row(target: TextColumn) -> dict[int, list[tuple[str, str]]]:
    """By row the pairs of a Chinese surname and another word in pinyin, both with a capital, that
    stand side by side."""
    starts, ends, hashes, joined = target.tokens
    at = np.flatnonzero(_SURNAMES.among(hashes, target.token_heads))
    first = np.unique(np.concatenate((at, at[at > 0] - 1)))
    first = first[joined[first]]
    capitals = target.capitals
    first = first[capitals[starts[first]] & capitals[starts[first + 1]]]
    text, rows = target.text, target.rows_at(starts[first]).tolist()
    begin, end = starts[first].tolist(), ends[first].tolist()
    next_begin, next_end = starts[first + 1].tolist(), ends[first + 1].tolist()
    found: dict[int, list[tuple[str, str]]] = {}
    for row, a, b, c, d in zip(rows, begin, end, next_begin, next_end, strict=True):
        one, other = _syllables(text[a:b]), _syllables(text[c:d])
        if one and other and one + other != _HONG_KONG:
            found.setdefault(row, []).append((one, other))
    return found


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Words in pinyin with capitals that stand side by side, two at least."""
    for match in _RUN.finditer(text):
        run: list[re.Match[str]] = []
        for word in _WORD.finditer(text, match.start(), match.end()):
            if _syllables(word[0]):
                run.append(word)
                continue
            if len(run) > 1:
                yield run
            run = []
        if len(run) > 1:
            yield run


def _ways(run: Sequence[re.Match[str]]) -> Iterator[_Spelt]:
    """All ways to take two or three words of a run for a surname and a given name."""
    letters = [letters_of(word[0]) for word in run]
    for size in (2, 3):
        for first in range(len(run) - size + 1):
            start, end = run[first].start(), run[first + size - 1].end()
            part = letters[first : first + size]
            yield _Spelt(part[0], "".join(part[1:]), True, start, end)
            yield _Spelt(part[-1], "".join(part[:-1]), False, start, end)


class _FirstReadings(dict[int, str]):
    """Code points to how a character is read, in the form that `str.translate` asks for."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if not HAN.match(character):
            found = character
        elif character in special_surnames():
            found = letters_of(special_surnames()[character])
        else:
            found = sound(character)
        self[code] = found
        return found


@cache
def _first_readings() -> _FirstReadings:
    return _FirstReadings()


@lru_cache(1 << 16)
def _syllables(word: str) -> str:
    """The letters of a word in pinyin, without the ending of a genitive; "" for another word."""
    word = re.sub(r"['’]s$", "", word)
    return letters_of(word) if is_pinyin(word) else ""
