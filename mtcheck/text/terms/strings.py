"""Terms with letters of spaceless scripts: found as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, product
from typing import NamedTuple

import numpy as np

from mtcheck.text.columns import SPACELESS, TextColumn, script_mask
from mtcheck.text.terms.base import SPACELESS_LETTERS, Place, Term

_BINDING = ~script_mask(*(name for name in SPACELESS if name != "KATAKANA"))
"""Classes whose runs are words: a term does not begin or end inside one."""


class _Wanted(NamedTuple):
    """A term; `binds`: it may stand inside a longer word of its script."""

    number: int
    term: Term
    binds: bool


Places = dict[tuple[int, int], dict[str, list[_Wanted]]]
"""By how far before the pair of characters they begin, and by length: terms in lower case."""


class StringFinder:
    """Looks for two neighbouring characters of each term first, all rows at once."""

    def __init__(self, terms: Iterable[tuple[int, Term]]) -> None:
        self._by_pair: dict[tuple[int, int], Places] = {}
        self._by_letter: dict[int, list[_Wanted]] = {}
        self._pairs = np.zeros(1 << 16, dtype=np.bool_)
        for number, term in terms:
            wanted = _Wanted(number, term, _binds(term.text))
            if len(term.text) == 1:
                self._by_letter.setdefault(ord(term.text), []).append(wanted)
                continue
            at = _pair_in(term.text)
            shape, text = (at, len(term.text)), term.text.lower()
            for pair in product(*(_cases(character) for character in term.text[at : at + 2])):
                key = ord(pair[0]), ord(pair[1])
                places = self._by_pair.setdefault(key, {})
                places.setdefault(shape, {}).setdefault(text, []).append(wanted)
                self._pairs[(key[0] * 31 + key[1]) & 0xFFFF] = True
        self._letters = np.array(sorted(self._by_letter), dtype=np.uint32)

    def find(self, column: TextColumn) -> Iterator[Place]:
        """Yield all places, in any order."""
        found = [
            (wanted.number, start, len(wanted.term.text))
            for start, wanted in chain(self._likely(column), self._single(column))
            if not wanted.binds or _stands_alone(column, start, len(wanted.term.text))
        ]
        rows = column.rows_at(np.array([start for _, start, _ in found], dtype=np.intp))
        origins = column.starts[rows].tolist()
        for (number, start, length), row, origin in zip(found, rows.tolist(), origins, strict=True):
            yield Place(row, number, start - origin, start - origin + length)

    def _likely(self, column: TextColumn) -> Iterator[tuple[int, _Wanted]]:
        """Terms of several characters with where they begin."""
        codes, text = column.codes, column.text
        maybe = np.flatnonzero(self._pairs[(codes[:-1] * 31 + codes[1:]) & 0xFFFF])
        firsts, seconds = codes[maybe].tolist(), codes[maybe + 1].tolist()
        for position, *pair in zip(maybe.tolist(), firsts, seconds, strict=True):
            for (at, length), terms in self._by_pair.get((pair[0], pair[1]), {}).items():
                start = position - at
                written = text[max(start, 0) : start + length]
                for wanted in terms.get(written.lower(), ()):
                    if not wanted.term.case or written == wanted.term.text:
                        yield start, wanted

    def _single(self, column: TextColumn) -> Iterator[tuple[int, _Wanted]]:
        """Terms of one character with their places."""
        if len(self._letters):
            for position in np.flatnonzero(np.isin(column.codes, self._letters)).tolist():
                for wanted in self._by_letter[int(column.codes[position])]:
                    yield position, wanted


def _binds(text: str) -> bool:
    if len(text) == 1:
        return True
    edges = TextColumn([text[0] + text[-1]]).classes[:2]
    return bool(_BINDING[edges].any())


def _pair_in(text: str) -> int:
    """Where two spaceless letters stand together, or at least one."""
    spaceless = SPACELESS_LETTERS[TextColumn([text]).classes[:-1]]
    both = np.flatnonzero(spaceless[:-1] & spaceless[1:])
    return int(both[0]) if len(both) else min(int(np.flatnonzero(spaceless)[0]), len(text) - 2)


def _cases(character: str) -> set[str]:
    return {form for form in (character.lower(), character.upper()) if len(form) == 1}


def _stands_alone(column: TextColumn, start: int, length: int) -> bool:
    """Whether no letter of the same kind touches a term: no katakana before or after katakana, and
    nothing beside a term of one letter."""
    classes, end = column.classes, start + length
    return not any(
        outside >= 0
        and classes[outside] == classes[inside]
        and (length == 1 or _BINDING[classes[inside]])
        for outside, inside in ((start - 1, start), (end, end - 1))
    )
