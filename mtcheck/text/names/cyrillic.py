"""Names of people in Russian text: words with a capital, in all their cases.

A case is an ending: Путина, Путиным. What remains without endings stands for the name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from mtcheck.text.locale import Language
from mtcheck.text.names.known import is_mostly_small
from mtcheck.text.names.source import LATIN, LEAST_ROWS, SourceName

_CAPITALS, _SMALL = "А-ЯЁІЇЄҐЎ", "а-яёіїєґў"
_WORD = f"[{_CAPITALS}][{_SMALL}’']+(?:-[{_CAPITALS}]?[{_SMALL}]+)*"
_NAME = re.compile(rf"{_WORD}")
_LOWER = re.compile(rf"(?<![\w-])[{_SMALL}]{{3,}}(?!\w)")
_RUN = re.compile(rf"(?:{_WORD}|[{_CAPITALS}]\.)(?: ?(?<=[. ])(?:{_WORD}|[{_CAPITALS}]\.))*")
_ENDING = re.compile(
    "(?:ого|его|ому|ему|ыми|ими|ами|ями|[ыио]й|ей|[ая]я|[уюое]ю|[ыиое]м|[аяуюеыиоьй])$"
)
_LEAST_LETTERS = 3
_ADJECTIVE = re.compile(
    "(?:ый|[ая]я|[оы]е|[ое]го|[ое]му|[ую]ю|[ыи]х|ым|[ыи]ми|(?:к|[^ео]н)ий|[нк][ое][мй])$"
)
"""What words like Северная and Ближнего before the name of a place end in."""

_NEAR = 24
"""Characters in which the next word ends."""

_ENDS = re.compile("[^.]{3,}[.]$")
"""The last word of a sentence; an initial has fewer letters."""

_STOPS, _QUOTES = ",;:!?…»”)", '«„“"('

_OPENS = frozenset(".!?…:;«»“”„\"'(—–-\n")
"""Marks behind which a capital may be that of a sentence."""


class CyrillicNames:
    """Finds the names of a document in a language with capitals and cases."""

    def __init__(self, language: Language) -> None:
        self._roles = language.names.roles
        self._speech = frozenset(language.reporting_verbs)

    def find(self, rows: Sequence[tuple[int, str]]) -> list[SourceName]:
        """Names that stand in at least two rows of a document and have a capital inside a sentence,
        but none without."""
        places: dict[str, list[tuple[int, int, int]]] = {}
        forms: dict[str, Counter[str]] = {}
        inside = set[str]()
        for row, text in rows:
            for match in _NAME.finditer(text):
                word, start = match[0], match.start()
                name = stem(word)
                places.setdefault(name, []).append((row, start, match.end()))
                forms.setdefault(name, Counter())[word] += 1
                if start > 1 and text[start - 1] == " " and text[start - 2] not in _OPENS:
                    inside.add(name)
        often = [
            name
            for name, at in places.items()
            if name in inside and len({row for row, _, _ in at}) >= LEAST_ROWS
        ]
        if not often:
            return []
        texts = dict(rows)
        whole = "\n".join(texts.values())
        every = (form.lower() for name in often for form in forms[name])
        small = set(_LOWER.findall(whole)) if any(word in whole for word in every) else set[str]()
        return [
            SourceName(
                name,
                tuple(places[name]),
                any(self._is_told(texts[row], start, end) for row, start, end in places[name]),
                _best(forms[name]),
                spelt=True,
            )
            for name in often
            if small.isdisjoint(map(str.lower, forms[name]))
        ]

    def foreign(self, text: str) -> list[str]:
        """All words with a capital."""
        return [*(stem(match[0]) for match in _NAME.finditer(text)), *LATIN.findall(text)]

    def told(self, text: str) -> Iterator[str]:
        """The last word of several with a capital, and what stands beside a role or a verb of
        speech."""
        return (
            stem(match[0]) for match in _NAME.finditer(text) if self._is_told(text, *match.span())
        )

    def others(self, text: str, name: str) -> tuple[list[str], list[str]]:
        """What `text` says to be names and its words with a capital, without the full name to which
        `name` belongs."""
        for match in reversed(list(_RUN.finditer(text))):
            if name in map(stem, match[0].replace(".", ". ").split()):
                text = text[: match.start()] + "," + text[match.end() :]
        return list(self.told(text)), self.foreign(text)

    def are_parts(self, text: str, one: str, other: str) -> bool:
        """Whether two names are parts of one full name: Барак and Обама of Барак Обама."""
        return any({one, other} <= set(map(stem, words)) for words in _runs(text))

    def reading(self, name: str, *, chinese_too: bool) -> str | None:
        """Not known: the letters tell the sound, and not how the person writes it."""
        return None

    def _is_told(self, text: str, start: int, end: int) -> bool:
        """Whether a word with a capital ends a name or stands beside a role or a verb of speech."""
        after = text[end : end + _NEAR].split(" ", 2)
        if len(after) > 1 and not after[0]:
            if after[1][:1].isupper():
                return False
            if after[1].rstrip(_STOPS) in self._speech:
                return True
        before = text[max(0, start - _NEAR) : start].rsplit(" ", 2)
        if len(before) < 2 or before[-1]:
            return False
        word = before[-2].lstrip(_QUOTES)
        if word[:1].isupper() and word[-1] not in _STOPS and not _ENDS.search(word):
            return _is_surname(text[start:end]) and not _ADJECTIVE.search(word)
        word = word.rstrip(",").casefold()
        return word.startswith(self._roles) or word in self._speech


def _runs(text: str) -> Iterable[list[str]]:
    return (match[0].replace(".", ". ").split() for match in _RUN.finditer(text))


@lru_cache(1 << 16)
def stem(word: str) -> str:
    """A name without the endings of cases and gender: Путин of Путиным, Жириновск of Жириновская.
    The same of all its forms, though it may be shorter than the name: Бэкх of Бэкхем."""
    word = word.replace("ё", "е")
    while True:
        shorter = _ENDING.sub("", word)
        if shorter == word or len(shorter) < _LEAST_LETTERS:
            return word
        word = shorter


def _is_surname(word: str) -> bool:
    """Whether the last of several words with a capital is neither an initial nor a common word."""
    return len(word) > 2 and not is_mostly_small(word)


def _best(forms: Counter[str]) -> str:
    """The form that comes most often, of several the shortest."""
    return min(forms, key=lambda form: (-forms[form], len(form)))
