"""Names of people in Chinese text.

A name is found by the sign between the parts of a foreign name, a title before it or an honorific
or verb of speech behind it, or because characters of transliteration come back; those and surnames
come from the language files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from mtcheck.text.locale import Language
from mtcheck.text.names.readings import chinese, japanese
from mtcheck.text.names.sounds import likeness
from mtcheck.text.names.source import ALIKE, LEAST_ROWS, SourceName, places_of

_LATIN = re.compile(r"(?:[A-ZÀ-Þ][a-zß-ɏ]*\.? ){0,3}([A-ZÀ-Þ][a-zß-ɏ]{3,})(?![A-Za-zÀ-ɏ])")
_LAST_LATIN = re.compile(r"([A-ZÀ-Þ][a-zß-ɏ]{3,}+)(?![A-Za-zÀ-ɏ]| [A-ZÀ-Þ])")
"""A word that begins with a capital, the last of several."""

_POINTS = "·•‧・"
_MARKS = frozenset(_POINTS)
_HAN = "\u3400-\u9fff"
_HAN_ONLY = re.compile(f"[{_HAN}]")


class HanNames:
    """Finds the names of a document in a language that is written in Chinese characters alone."""

    def __init__(self, language: Language) -> None:
        names = language.names
        self._surnames = frozenset(names.surnames)
        self._sounds = frozenset(names.transliteration)
        self._no_name_ends = frozenset(names.no_name_ends)
        self._long_surnames = frozenset(names.long_surnames)
        titles, speech = names.titles, language.reporting_verbs
        self._runs = re.compile(f"[{names.transliteration}]{{2,8}}")
        self._foreign = re.compile(f"[{_HAN}]{{1,7}}(?:[{_POINTS}][{_HAN}]{{1,8}})+")
        self._last_part = re.compile(f"(?<=[{_HAN}])[{_POINTS}]([{_HAN}]{{1,8}}+)(?![{_POINTS}])")
        self._titled = re.compile(f"{_any(titles)}([{_HAN}]{{2,5}})")
        self._speaking = re.compile(
            f"(?:^|[，。、“”：；\\s（）》])([{_HAN}]{{2,6}}?)(?:{_any(names.adverbs)})?{_any(speech)}"
        )

    def find(self, rows: Sequence[tuple[int, str]]) -> list[SourceName]:
        """Names that stand in at least two rows of a document, each as long as it always is."""
        text = "\n".join(row for _, row in rows)
        found = dict.fromkeys(self.foreign(text), False)
        found = {
            name: False
            for name in found
            if text.count(name) >= LEAST_ROWS and not _is_part_of_word(name, text)
        }
        found.update(dict.fromkeys(self.told(text), True))
        starts = list(accumulate((len(row) + 1 for _, row in rows), initial=0))
        numbers = [number for number, _ in rows]
        places = {
            name: places_of(name, text, starts, numbers)
            for name in found
            if name and text.count(name) >= LEAST_ROWS
        }
        inside = {name: frozenset(row for row, _, _ in at) for name, at in places.items()}
        return [
            SourceName(name, places[name], found[name] and not name.isascii())
            for name, in_rows in inside.items()
            if len(in_rows) >= LEAST_ROWS
            and not any(
                name != other and name in other and inside[other] == in_rows for other in inside
            )
        ]

    def foreign(self, text: str) -> list[str]:
        """All runs of characters that can render the sounds of a foreign surname."""
        return [
            match[0]
            for match in self._runs.finditer(text)
            if text[match.end() : match.end() + 1] not in _MARKS
        ]

    def told(self, text: str) -> Iterable[str]:
        """What something beside it says to be a name."""
        for match in self._last_part.finditer(text):
            yield self._transliterated(match[1])
        for match in self._titled.finditer(text):
            yield from self._of_here(match[1])
            name = self._transliterated(match[1])
            if text[match.start(1) + len(name) : match.start(1) + len(name) + 1] not in _MARKS:
                yield name
        for match in self._speaking.finditer(text):
            name = match[1]
            here = name[0] in self._surnames and len(name) in (2, 3)
            here = here or (name in self._long_surnames)
            if (here or set(name) <= self._sounds) and name[-1] not in self._no_name_ends:
                yield name
        yield from _LAST_LATIN.findall(text)

    def others(self, text: str, name: str) -> tuple[list[str], list[str]]:
        """What `text` says to be names and its runs of characters that can be foreign ones, without
        the full name to which `name` belongs."""
        for pattern in (self._foreign, _LATIN):
            text = pattern.sub(lambda match: "，" if name in match[0] else match[0], text)
        return (
            [one for one in self.told(text) if one and not _is_of(name, one)],
            [one for one in self.foreign(text) if not _overlap(one, name)],
        )

    def are_parts(self, text: str, one: str, other: str) -> bool:
        """Whether two names are parts of one full name: 奥巴马 and 巴拉克 of 巴拉克·奥巴马."""
        return any(one in match[0] and other in match[0] for match in self._foreign.finditer(text))

    def reading(self, name: str, *, chinese_too: bool) -> str | None:
        """A Japanese name, or a Chinese one too, in Latin letters, where its characters say how the
        person writes it. Characters that render the sounds of a foreign name do not, and Koreans
        and people of Hong Kong do not write theirs in pinyin."""
        if not _HAN_ONLY.match(name) or set(name) <= self._sounds:
            return None
        return japanese(name) or (chinese(name, self._surnames) if chinese_too else None)

    def _of_here(self, text: str) -> Iterable[str]:
        """Surname and given name at the start of a text, or a long surname: 岸信夫, 茂木."""
        yield from (text[:size] for size in (2, 3) if text[:size] in self._long_surnames)
        if text[0] in self._surnames:
            for size in (3, 2):
                if len(text) >= size and text[size - 1] not in self._no_name_ends:
                    yield text[:size]

    def _transliterated(self, text: str) -> str:
        """The characters at the start of a text that render sounds: 奥斯汀 of 奥斯汀说."""
        end = 0
        while end < len(text) and text[end] in self._sounds:
            end += 1
        return text[:end] if end >= 2 else ""


def _is_part_of_word(name: str, text: str) -> bool:
    """Whether the same character always stands before or behind it, as in 比利 of 比利时."""
    before, behind = set[str](), set[str]()
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        before.add(text[start - 1 : start])
        behind.add(text[end : end + 1])
        start = text.find(name, end)
    return any(len(each) == 1 and _HAN_ONLY.match(min(each)) for each in (before, behind))


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def _is_of(name: str, other: str) -> bool:
    """Whether `other` is a part of a name, or the name itself in Latin letters."""
    return _overlap(name, other) or (other.isascii() and likeness(other, name) >= ALIKE)


def _any(words: Sequence[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"
