"""Names of people in Korean text: what stands before a role or an honorific, with its particles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mtcheck.text.locale import Language
from mtcheck.text.names.readings import korean_surnames
from mtcheck.text.names.source import LATIN, LEAST_ROWS, SourceName

_HANGUL = "가-힣"
_WORD = re.compile(f"[{_HANGUL}]{{2,}}")
_PARTICLES = "은|는|이|가|을|를|의|도|와|과|에게|에게서|께서|에|로|으로|만|측|씨|님"
_NO_PERSON = tuple("시군구도청당측국")
"""What towns, provinces, offices and parties end in."""

_TIMES = "(?:전 |현 |신임 )?"
"""Former, present and new."""

_LONGEST = 4
"""Syllables of a full Korean name with a surname of two; most have three."""


class KoreanNames:
    """Finds the names of a document in Korean. One surname with a role (문 대통령) stands for the
    only full name of the document that begins with it."""

    def __init__(self, language: Language) -> None:
        words = sorted(language.names.roles, key=len, reverse=True)
        self._roles = "|".join(words)
        polite = "|".join(language.honorifics)
        self._titled = re.compile(
            f"(?<![{_HANGUL}])((?:[{_HANGUL}]{{1,6}}·? )??)([{_HANGUL}]{{2,6}}?)"
            f"(?: {_TIMES}(?:{self._roles})| ?(?:{polite})(?![{_HANGUL}]{{2}}))"
        )

    def find(self, rows: Sequence[tuple[int, str]]) -> list[SourceName]:
        """Names that something says to be one, and that stand in at least two rows."""
        told = dict.fromkeys(name for _, text in rows for name in self.told(text))
        found = []
        for name in told:
            pattern = re.compile(self._mention(name, [other for other in told if other != name]))
            places = tuple(
                (row, match.start(), match.start() + len(match[1]))
                for row, text in rows
                for match in pattern.finditer(text)
            )
            if len({row for row, _, _ in places}) >= LEAST_ROWS:
                found.append(SourceName(name, places, spelt=True))
        return found

    def foreign(self, text: str) -> list[str]:
        """All words: a particle at the end hardly changes how they sound."""
        return [*_WORD.findall(text), *LATIN.findall(text)]

    def told(self, text: str) -> Iterator[str]:
        """What stands before a role or an honorific."""
        return (m[2] for m in self._titled.finditer(text) if not m[2].endswith(_NO_PERSON))

    def others(self, text: str, name: str) -> tuple[list[str], list[str]]:
        """What `text` says to be names and its words, without the full name to which `name`
        belongs."""
        text = self._titled.sub(lambda match: "," if name == match[2] else match[0], text)
        text = text.replace(name, ",")
        return list(self.told(text)), self.foreign(text)

    def are_parts(self, text: str, one: str, other: str) -> bool:
        """Whether two names are parts of one full name: 도널드 and 트럼프 of 도널드 트럼프."""
        return any({one, other} <= {m[1].strip(), m[2]} for m in self._titled.finditer(text))

    def reading(self, name: str, *, chinese_too: bool) -> str | None:
        """Not known: Koreans choose how they write their names."""
        return None

    def _mention(self, name: str, others: Sequence[str]) -> str:
        """A pattern of the name with what may follow it; its surname alone before a role."""
        whole = f"(?<![{_HANGUL}])({name})(?:(?:{_PARTICLES}|{self._roles})|(?![{_HANGUL}]))"
        surname = surname_of(name)
        if not surname or any(surname_of(other) == surname for other in others):
            return whole
        return f"(?<![{_HANGUL}])({name}|{surname}(?= {_TIMES}(?:{self._roles})))(?:{_PARTICLES}|)"


def surname_of(name: str) -> str:
    """The surname of a full Korean name; "" for what is none."""
    if not 2 < len(name) <= _LONGEST:
        return ""
    return next((name[:size] for size in (2, 1) if name[:size] in korean_surnames()), "")
