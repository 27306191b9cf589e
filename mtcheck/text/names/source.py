"""Names of people in a source, and which name of the target stands for each.

How they are found differs by script (`finders`). A name is linked to the target word that comes and
goes with it and sounds like it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from mtcheck.text.names.mentions import Mention
from mtcheck.text.names.sounds import likeness

ALIKE = 0.7
"""Likeness in sound from which a word of the target is taken for a name of the source."""

LATIN = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ɏ]{2,}")
"""A word that begins with a capital, in a source in another script."""

LEAST_ROWS = 2
"""Rows in which a name must stand: one mention has nothing to differ from."""


@dataclass(frozen=True)
class SourceName:
    """A name of the source and the places where it stands: (row, start, end). `certain`: something
    beside it says that it is one, so that a rendering need not sound like it, unless it is
    `spelt` by sounds throughout. `form`: how it is told to a reader, where `text` is what all its
    cases begin with."""

    text: str
    places: tuple[tuple[int, int, int], ...]
    certain: bool = True
    form: str = ""
    spelt: bool = False

    @property
    def shown(self) -> str:
        """It as a reader knows it."""
        return self.form or self.text

    @cached_property
    def rows(self) -> frozenset[int]:
        """The rows in which it stands."""
        return frozenset(row for row, _, _ in self.places)


class SourceNames(Protocol):
    """Finds the names of a document in one source language. Names are given without the endings
    of cases: what a `SourceName` has as its `text`."""

    def find(self, rows: Sequence[tuple[int, str]]) -> list[SourceName]:
        """Names that stand in at least two rows of a document."""

    def foreign(self, text: str) -> list[str]:
        """All that can be the name of somebody by its letters."""

    def told(self, text: str) -> Iterable[str]:
        """What something beside it says to be a name."""

    def others(self, text: str, name: str) -> tuple[list[str], list[str]]:
        """What `text` says to be names and what can be names, without the full name to which `name`
        belongs."""

    def are_parts(self, text: str, one: str, other: str) -> bool:
        """Whether two names are parts of one full name."""

    def reading(self, name: str, *, chinese_too: bool) -> str | None:
        """How the person is written in Latin letters, where the name itself says so."""


def places_of(
    name: str, text: str, starts: Sequence[int], numbers: Sequence[int]
) -> tuple[tuple[int, int, int], ...]:
    """Where a name stands in rows that are joined in `text` and begin at `starts` there."""
    found, place = [], text.find(name)
    while place >= 0:
        row = bisect_right(starts, place) - 1
        start = place - starts[row]
        found.append((numbers[row], start, start + len(name)))
        place = text.find(name, place + len(name))
    return tuple(found)


def rendering(
    name: SourceName,
    mentions: Mapping[int, Sequence[Mention]],
    everywhere: Mapping[str, int],
    names: Sequence[SourceName] = (),
) -> str | None:
    """The word of the target that comes and goes with a name of the source, and sounds like it.
    `everywhere` says in how many rows each word stands, `names` are those that may have it too."""
    inside = Counter[str]()
    for row in name.rows:
        inside.update({word for mention in mentions.get(row, ()) for word in mention.words})

    def score(word: str) -> float:
        outside = everywhere[word] - inside[word]
        return (inside[word] - outside) / len(name.rows) + 0.7 * likeness(word, name.text)

    if name.text in inside:
        return name.text
    any_word = name.certain and not name.spelt
    words = [word for word in inside if any_word or likeness(word, name.text) >= ALIKE]
    if name.spelt:
        words = [word for word in words if not _is_of_another(word, name, names)]
    best = max(words, key=score, default=None)
    return best if best and score(best) > 0.5 else None


def _is_of_another(word: str, name: SourceName, names: Sequence[SourceName]) -> bool:
    """Whether a word sounds more like another name that stands in rows of `name` too."""
    own = likeness(word, name.text)
    return any(
        not other.rows.isdisjoint(name.rows) and likeness(word, other.text) > own
        for other in names
        if other is not name
    )
