"""Names of people in a source without capitals, and which name of the target stands for each.

A name is found by the sign between the parts of a foreign name, a title before it or an honorific
or verb of speech behind it; surnames and the characters of transliteration come from the language
files. It is linked to the target word that comes and goes with it and sounds like it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from mtcheck.text.locale import Language
from mtcheck.text.names import Mention

_POINTS = "·•‧・"
_LEAST_ROWS = 2
_HAN = "\u3400-\u9fff"


class SourceName(NamedTuple):
    """A name of the source and the places where it stands: (row, start, end)."""

    text: str
    places: tuple[tuple[int, int, int], ...]

    @property
    def rows(self) -> frozenset[int]:
        """The rows in which it stands."""
        return frozenset(row for row, _, _ in self.places)


class SourceNames:
    """Finds the names of a document in one source language."""

    def __init__(self, language: Language) -> None:
        names = language.names
        self._surnames = frozenset(names.surnames)
        self._sounds = frozenset(names.transliteration)
        self._no_name_ends = frozenset(names.no_name_ends)
        titles, speech = names.titles, language.reporting_verbs
        self._foreign = re.compile(f"[{_HAN}]{{1,7}}(?:[{_POINTS}][{_HAN}]{{1,8}})+")
        self._titled = re.compile(f"{_any(titles)}([{_HAN}]{{2,5}})")
        self._speaking = re.compile(
            f"(?:^|[，。、“”：；\\s（）》])([{_HAN}]{{2,6}}?)(?:{_any(names.adverbs)})?{_any(speech)}"
        )

    def find(self, rows: Sequence[tuple[int, str]]) -> list[SourceName]:
        """Names that stand in at least two rows of a document, each as long as it always is."""
        found: dict[str, None] = {}
        for _, text in rows:
            found.update(dict.fromkeys(self._candidates(text)))
        names = {name: _rows_with(name, rows) for name in found}
        names = {name: inside for name, inside in names.items() if len(inside) >= _LEAST_ROWS}
        return [
            SourceName(name, _places(name, rows))
            for name, inside in names.items()
            if not any(
                name != other and name in other and names[other] == inside for other in names
            )
        ]

    def _candidates(self, text: str) -> Iterable[str]:
        for match in self._foreign.finditer(text):
            last = re.split(f"[{_POINTS}]", match[0])[-1]
            yield self._transliterated(last)
        for match in self._titled.finditer(text):
            yield from self._of_here(match[1])
            yield self._transliterated(match[1])
        for match in self._speaking.finditer(text):
            name = match[1]
            here = name[0] in self._surnames and len(name) in (2, 3)
            if (here or set(name) <= self._sounds) and name[-1] not in self._no_name_ends:
                yield name

    def _of_here(self, text: str) -> Iterable[str]:
        """Surname and given name at the start of a text: 岸信夫, 魏凤和."""
        if text[0] in self._surnames:
            for size in (3, 2):
                if text[size - 1 : size] not in self._no_name_ends:
                    yield text[:size]

    def _transliterated(self, text: str) -> str:
        """The characters at the start of a text that render sounds: 奥斯汀 of 奥斯汀说."""
        end = 0
        while end < len(text) and text[end] in self._sounds:
            end += 1
        return text[:end] if end >= 2 else ""


def _any(words: Sequence[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


def _rows_with(name: str, rows: Sequence[tuple[int, str]]) -> frozenset[int]:
    return frozenset(row for row, text in rows if name in text) if name else frozenset()


def _places(name: str, rows: Sequence[tuple[int, str]]) -> tuple[tuple[int, int, int], ...]:
    return tuple(
        (row, match.start(), match.end())
        for row, text in rows
        for match in re.finditer(re.escape(name), text)
    )


@cache
def sound(name: str) -> str:
    """A name of Chinese characters in Latin letters."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name))


def rendering(name: SourceName, mentions: Mapping[int, Sequence[Mention]]) -> str | None:
    """The word of the target that comes and goes with a name of the source, and sounds like it."""
    inside = Counter[str]()
    for row in name.rows:
        inside.update({word for mention in mentions.get(row, ()) for word in mention.words})
    everywhere = Counter(
        word for in_row in mentions.values() for word in {w for m in in_row for w in m.words}
    )

    def score(word: str) -> float:
        outside = everywhere[word] - inside[word]
        likeness: float = JaroWinkler.similarity(word.casefold(), sound(name.text))
        return (inside[word] - outside) / len(name.rows) + 0.5 * likeness

    best = max(inside, key=score, default=None)
    return best if best and score(best) > 0.5 else None
