"""Organisations of a source in Chinese characters that have two names in the target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import JaroWinkler

from mtcheck.text.columns import TextColumn
from mtcheck.text.names.organisations import Organisation, OrganisationFinder
from mtcheck.text.wordsets import WordSet

_HAN = "\u3400-\u9fffァ-ヴー々"
_BEFORE = re.compile(f"[{_HAN}]{{0,12}}$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST = 12
_LEAST = 2
"""Characters before the ending that make a name of it."""

_WHOLE = 4
"""Characters from which these are a name whatever stands before them."""

_MOST_FORMS = 40
"""Texts before one ending that are compared with each other."""

_ALIKE = 0.85
_STEM = 4
"""Likeness of two words, or letters at their start, from which they are forms of one: China and
Chinese, Leaders and Leadership."""

_MOST = 2
"""Words of each name that the other does not have, above which they are not compared."""


class OrganisationPair(NamedTuple):
    """An organisation of the source, its `odd` and its `usual` mentions in the target and its
    places in the source, all as (row, start, end), and how the target calls it."""

    name: str
    odd: tuple[tuple[int, int, int], ...]
    usual: tuple[tuple[int, int, int], ...]
    other: str
    places: tuple[tuple[int, int, int], ...]


class OrganisationDrift:
    """`endings`: what ends names of organisations in the source to the words, one of which its name
    in the target has (社: Agency, News). `generic`: what makes no name before an ending. `bounds`:
    characters that may stand before a name and are no part of it. `common`: words of the target
    that make no other name ("of the People")."""

    def __init__(
        self,
        endings: Mapping[str, frozenset[str]],
        generic: Sequence[str],
        bounds: str,
        common: Sequence[str],
        finder: OrganisationFinder,
    ) -> None:
        self._endings = endings
        self._generic = tuple(generic)
        self._bounds = frozenset(bounds)
        self._common = frozenset(common)
        longest = sorted(map(re.escape, endings), key=len, reverse=True)
        self._ending = re.compile("|".join(longest) or r"(?!)")
        self._heads: frozenset[str] = frozenset[str]().union(*endings.values())
        self._head_words = WordSet(word.casefold() for word in self._heads)
        self._finder = finder

    def rows(self, target: TextColumn) -> list[int]:
        """Rows that may name an organisation: one of the words with a capital, beside another."""
        starts, _, hashes, joined = target.tokens
        at = np.flatnonzero(self._head_words.among(hashes, target.token_heads))
        capital = target.capitals[starts]
        at = at[capital[at]]
        before = np.maximum(at - 1, 0)
        found: list[int] = np.unique(
            target.rows_at(starts[at[joined[before] | joined[at]]])
        ).tolist()
        return found

    def find(
        self, rows: Sequence[int], sources: Sequence[str], targets: Sequence[str]
    ) -> Iterator[OrganisationPair]:
        """The pairs of one document, of which `rows` may name organisations."""
        for name, ending, inside in self._names(rows, sources):
            found: dict[str, list[tuple[int, Organisation]]] = {}
            for row in inside:
                mention = self._only(name, ending, sources[row], targets[row])
                if mention is not None:
                    found.setdefault(mention.text, []).append((row, mention))
            yield from self._pair(name, found, sources)

    def _names(
        self, rows: Sequence[int], sources: Sequence[str]
    ) -> Iterator[tuple[str, str, list[int]]]:
        """What stands before the same ending in several rows, with the ending and the rows."""
        alike: dict[tuple[str, str], dict[str, list[int]]] = {}
        for row in rows:
            text = sources[row]
            for match in self._ending.finditer(text):
                start = match.start()
                found = _BEFORE.search(text[max(0, start - _LONGEST) : start])
                if found is not None and len(found[0]) >= _LEAST:
                    others = alike.setdefault((found[0][-_LEAST:], match[0]), {})
                    if len(others) < _MOST_FORMS:
                        others.setdefault(found[0], []).append(row)
        for (_, ending), befores in alike.items():
            names: dict[str, set[int]] = {}
            for one, other in combinations_with_replacement(befores, 2):
                inside = {*befores[one], *befores[other]}
                if len(inside) > 1 and (shared := self._shared(one, other)):
                    names.setdefault(shared + ending, set()).update(inside)
            for name, inside in names.items():
                yield name, ending, sorted(inside)

    def _shared(self, one: str, other: str) -> str:
        """What two texts before an ending share; "" where more of one than a particle stands before
        that, so that it is no whole name."""
        size, most = 0, min(len(one), len(other))
        while size < most and one[-1 - size] == other[-1 - size]:
            size += 1
        shared = one[len(one) - size :]
        if size < _LEAST or shared.endswith(self._generic):
            return ""
        left = "".join(each[: len(each) - size][-1:] for each in (one, other))
        return shared if size >= _WHOLE or self._bounds.issuperset(left) else ""

    def _only(self, name: str, ending: str, source: str, target: str) -> Organisation | None:
        """The organisation of a row that stands for the name; None where another may be meant."""
        heads = self._endings[ending]
        for match in self._ending.finditer(source.replace(name, "")):
            if self._endings[match[0]] & heads:
                return None
        found = [one for one in self._finder.find(target) if heads & set(one.text.split())]
        if len({one.text for one in found}) != 1:
            return None
        words = found[0].text.split()
        return found[0] if sum(word in self._heads for word in words) == 1 else None

    def _pair(
        self,
        name: str,
        found: Mapping[str, list[tuple[int, Organisation]]],
        sources: Sequence[str],
    ) -> Iterator[OrganisationPair]:
        """The two names, if an organisation has two; of three the one that comes first."""
        usual, *others = sorted(found, key=lambda text: -len(found[text])) or [""]
        odd = next((text for text in others if self._are_two(usual, text)), None)
        if odd is not None:
            sides = [
                tuple((row, one.start, one.end) for row, one in found[side])
                for side in (odd, usual)
            ]
            rows = sorted({row for side in sides for row, _, _ in side})
            starts = [(row, sources[row].index(name)) for row in rows]
            places = tuple((row, start, start + len(name)) for row, start in starts)
            yield OrganisationPair(name, sides[0], sides[1], usual, places)

    def _are_two(self, one: str, other: str) -> bool:
        """Whether each has a word that the other has in no form, and both share one."""
        first, second = self._content(one), self._content(other)
        left, right = _without(first, second), _without(second, first)
        if not left or not right or max(len(left), len(right)) > _MOST:
            return False
        share_head = not self._heads.isdisjoint({*one.split()} & {*other.split()})
        if len(left) == len(first) and len(right) == len(second) and not share_head:
            return False
        return not any(word.isupper() or word in self._common for word in (*left, *right))

    def _content(self, name: str) -> list[str]:
        return [
            word for word in _WORD.findall(name) if word not in self._heads and word[0].isupper()
        ]


def _without(words: Iterable[str], others: Iterable[str]) -> list[str]:
    """The words of which the others have no form."""
    return [word for word in words if not any(_are_alike(word, other) for other in others)]


def _are_alike(one: str, other: str) -> bool:
    first, second = one.casefold(), other.casefold()
    if first[:_STEM] == second[:_STEM]:
        return True
    return JaroWinkler.similarity(first, second) >= _ALIKE
