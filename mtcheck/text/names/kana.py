"""Names of people in Japanese text.

A foreign name stands in katakana, with a middle dot between its parts; one of Japan, China or Korea
in characters before a role or an honorific.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mtcheck.text.locale import Language
from mtcheck.text.names.readings import japanese, surnames
from mtcheck.text.names.source import LATIN, LEAST_ROWS, SourceName

_PART = "[ァ-ヴー]{2,}"
_POINTS = "[・･＝= ]"
_PARTS = re.compile(_PART)
_RUN = re.compile(f"{_PART}(?:{_POINTS}{_PART})*")
_SPLIT = re.compile(_POINTS)
_HAN = "\u3400-\u9fff々"
_PART_END = re.compile(f"{_PART}$")
_HAN_END = re.compile(f"(?<![{_HAN}])[{_HAN}]{{1,5}}$")
_PARTS_OR_HAN = re.compile(f"[ァ-ヴ{_HAN}]")
_FORMER = "元前副"
_NEAR = 16
"""Characters in which a name before a role begins."""

_LONGEST_SURNAME = 3
_MR = "氏"
_PLACES = frozenset("県市都府区町村国州省島駅大")
"""What makes a place of the name before it: 福島県知事."""


class JapaneseNames:
    """Finds the names of a document in Japanese."""

    def __init__(self, language: Language) -> None:
        self._polite = frozenset(language.honorifics)
        self._roles = re.compile(_any({*language.names.roles, *self._polite}))

    def find(self, rows: Sequence[tuple[int, str]]) -> list[SourceName]:
        """Names that stand in at least two rows of a document: words in katakana, and characters
        that stand once before a role."""
        places: dict[str, list[tuple[int, int, int]]] = {}
        told: dict[str, None] = {}
        for row, text in rows:
            for match in _PARTS.finditer(text):
                places.setdefault(match[0], []).append((row, match.start(), match.end()))
            told.update(dict.fromkeys(self.told(text)))
        for name in [name for name in told if name not in places]:
            places[name] = [
                (row, match.start(), match.end())
                for row, text in rows
                for match in re.finditer(name, text)
            ]
        inside = {name: {row for row, _, _ in at} for name, at in places.items()}
        often = {name: at for name, at in inside.items() if len(at) >= LEAST_ROWS}
        return [
            SourceName(name, tuple(places[name]), name in told, spelt=_is_kana(name))
            for name, at in often.items()
            if _is_kana(name)
            or not any(name != one and name in one and often[one] == at for one in often)
        ]

    def foreign(self, text: str) -> list[str]:
        """All words in katakana, and those with a capital."""
        return [*_PARTS.findall(text), *LATIN.findall(text)]

    def told(self, text: str) -> Iterator[str]:
        """The last part of a name in katakana, and what stands before a role or an honorific."""
        for match in _RUN.finditer(text):
            _, *rest = _SPLIT.split(match[0])
            if rest:
                yield rest[-1]
        for match in self._roles.finditer(text):
            before = text[max(0, match.start() - _NEAR) : match.start()].rstrip(_FORMER)
            if run := _PART_END.search(before):
                if match[0] in self._polite or not _PARTS_OR_HAN.match(text, match.end()):
                    yield run[0]
            elif run := _HAN_END.search(before):
                yield from self._in_characters(run[0], match[0])

    def others(self, text: str, name: str) -> tuple[list[str], list[str]]:
        """What `text` says to be names and its words in katakana, without the full name to which
        `name` belongs."""
        text = _RUN.sub(lambda match: "、" if name in _SPLIT.split(match[0]) else match[0], text)
        others = [one for one in self.told(text) if one not in name and name not in one]
        return others, self.foreign(text)

    def are_parts(self, text: str, one: str, other: str) -> bool:
        """Whether two names are parts of one full name: バラク and オバマ of バラク・オバマ."""
        if not _is_kana(one):
            return one in other or other in one
        return any({one, other} <= set(_SPLIT.split(run[0])) for run in _RUN.finditer(text))

    def reading(self, name: str, *, chinese_too: bool) -> str | None:
        """A Japanese name in Latin letters, where it is written in characters that say how."""
        return None if _is_kana(name) else japanese(name)

    def _in_characters(self, text: str, sign: str) -> Iterable[str]:
        """The surname at the start, where it is a common one of Japan and no place, and the whole.
        Of one character it may be anything, unless a given name follows; other signs than 氏 stand
        behind trades too (店員さん)."""
        sizes = range(_LONGEST_SURNAME, 1, -1)
        surname = next((text[:size] for size in sizes if text[:size] in surnames()), "")
        if text[len(surname) : len(surname) + 1] in _PLACES:
            return
        if surname:
            yield surname
        if len(text) > max(len(surname), 1) and (surname or sign == _MR or japanese(text)):
            yield text


def _any(words: Iterable[str]) -> str:
    """A pattern of any of some words, which asks for their first characters first."""
    ordered = sorted(words, key=len, reverse=True)
    firsts = "".join(sorted({word[0] for word in ordered}))
    return f"(?=[{firsts}])(?:{'|'.join(ordered)})"


def _is_kana(name: str) -> bool:
    return "ァ" <= name[0] <= "ー"
