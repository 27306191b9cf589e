"""What a source says twice: a repetition that the source has too is no slip of the translation.

The places of two languages agree only roughly, so they are compared as shares of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from mtcheck.text.columns import TextColumn, script_mask
from mtcheck.text.locale import language
from mtcheck.text.repeats import Repeat, Words, coordinations, hashes_of, repeats

_NEAR, _NEAR_CHARACTERS = 0.35, 10
"""How far a repetition may move in translation: as a share of the text, but at least so many
characters of the source."""

_SYLLABIC = script_mask("CJK", "HIRAGANA", "KATAKANA", "HANGUL")


class Echo(NamedTuple):
    """One repetition of a source: where it is, 0 to 1, its text in lower case, and how often it
    stands there.

    `weak`: it tells little about the translation: a function word ("die, die den"), but not one of
    a list ("man, man"), or a single letter of a syllabic script twice (妈妈), which is a word.
    """

    place: float
    text: str
    copies: int
    weak: bool


class Echoes:
    """All repetitions of one source, by their places."""

    def __init__(self, source: str, source_lang: str | None) -> None:
        self._column = TextColumn([source])
        self._reach = max(_NEAR, _NEAR_CHARACTERS / max(len(source), 1))
        words, known = Words(self._column), language(source_lang)
        found = repeats(words)
        functions = known.function_words if known else frozenset[str]()
        echoes = [_echo(words, repeat, functions) for repeat in found]
        joined = coordinations(words, hashes_of(known.conjunctions if known else ()), 1)
        strong = [echo.place for echo in echoes if not echo.weak]
        strong += [_place(words, one.first) for one, _ in _aabb(found)]
        self._texts = frozenset(echo.text for echo in echoes)
        self._weak = sorted(echo for echo in echoes if echo.weak)
        self._strong = sorted(strong)
        self._loops = sorted(strong + [echo.place for echo in echoes if echo.copies > 2])
        self._pairs = sorted(strong + [_place(words, first) for first, _, _ in joined])

    def has_name(self, place: float, name: str) -> bool:
        """Whether it repeats something near `place`, or two letters that are read like `name`,
        wherever they stand: 杨洋 is Yang Yang."""
        name = name.lower()
        if name in self._texts or self._is_near(place, self._strong):
            return True
        return self._column.has_spaceless and self._reads(place, name)

    def has_word(self, place: float, word: str, *, function: bool) -> bool:
        """Whether it repeats a word near `place`; of a function word, the very same one."""
        same = word.lower() in self._texts
        return same or (not function and self._is_near(place, self._strong))

    def has_loop(self, place: float) -> bool:
        """Whether it repeats something three times near `place`, or a longer phrase twice."""
        return self._is_near(place, self._loops)

    def has_pair(self, place: float) -> bool:
        """Whether it joins something with itself near `place`: X and X, ABAB, AABB."""
        return self._is_near(place, self._pairs)

    def _is_near(self, place: float, places: Sequence[float]) -> bool:
        index = bisect_left(places, place - self._reach)
        return index < len(places) and places[index] <= place + self._reach

    def _reads(self, place: float, name: str) -> bool:
        """Whether two letters are both read as `name`, or one stands twice near `place` that at
        least begins alike: 麦麦 is mai mai, or Mak Mak in Cantonese."""
        start = bisect_left(self._weak, place - self._reach, key=lambda echo: echo.place)
        end = bisect_right(self._weak, place + self._reach, key=lambda echo: echo.place)
        initials = (self._readings[echo.text][:1] for echo in self._weak[start:end])
        return name in self._doubled or name[:1] in initials

    @cached_property
    def _doubled(self) -> frozenset[str]:
        """Readings that two letters in a row have in common."""
        from pypinyin import lazy_pinyin

        read = lazy_pinyin(self._column.texts[0])
        return frozenset(one for one, other in pairwise(read) if one == other)

    @cached_property
    def _readings(self) -> dict[str, str]:
        from pypinyin import lazy_pinyin

        texts = sorted({echo.text for echo in self._weak})
        return {text: "".join(lazy_pinyin(text)) for text in texts}


def _echo(words: Words, repeat: Repeat, functions: frozenset[str]) -> Echo:
    text = words.text(repeat.first, repeat.first + repeat.length - 1).lower()
    kind = words.column.classes[int(words.tokens.starts[repeat.first])]
    syllable = len(text) == 1 and bool(_SYLLABIC[kind])
    listed = not words.joined(repeat.first, repeat.last) and not words.after(repeat.last)
    weak = (syllable and repeat.copies == 2) or (text in functions and not listed)
    return Echo(_place(words, repeat.first), text, repeat.copies, weak)


def _place(words: Words, index: int) -> float:
    return float(words.tokens.starts[index]) / len(words.column.text)


def _aabb(found: Sequence[Repeat]) -> list[tuple[Repeat, Repeat]]:
    """Two single words, each twice, side by side: 千千万万."""
    singles = sorted(one for one in found if (one.length, one.copies) == (1, 2))
    pairs = pairwise(singles)
    return [(one, two) for one, two in pairs if one.last + 1 == two.first]
