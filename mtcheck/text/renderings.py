"""Where one name of the source has two names in the target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

from mtcheck.text.known_words import is_written_small
from mtcheck.text.names import Mention
from mtcheck.text.people import Pair, People
from mtcheck.text.source_names import SourceName, rendering

_LEAST_SHARE = 0.4
"""Share of the rows of a name in which its rendering must stand before other names are doubted."""

_FARTHEST = 0.4
"""Distance in the relative position of a name on both sides, as a share of the text."""


class Drift:
    """Links the names of one document and finds the rows in which a link is broken."""

    def __init__(
        self,
        people: People,
        names: Sequence[SourceName],
        sources: Mapping[int, str],
        places: frozenset[str],
    ) -> None:
        self.people = people
        self.sources = sources
        self.places = places
        self.by_row: dict[int, list[Mention]] = {}
        for mention in people.mentions:
            self.by_row.setdefault(mention.row, []).append(mention)
        linked = ((name, rendering(name, self.by_row)) for name in names)
        self.links = [(name, word) for name, word in linked if word]

    def pairs(self) -> Iterator[tuple[Pair, SourceName]]:
        """The mentions that stand where the rendering of a name is expected, by their name."""
        for name, word in self.links:
            right = [row for row in name.rows if self._has(row, word)]
            if len(right) < _LEAST_SHARE * len(name.rows):
                continue
            odd: dict[str, list[Mention]] = {}
            for row in sorted(name.rows - set(right)):
                if (other := self._instead(row, name)) is not None:
                    odd.setdefault(other.words[-1], []).append(other)
            usual = tuple(m for m in self.people.mentions if word in m.words)
            for mentions in odd.values():
                yield Pair(tuple(mentions), usual, name.text), name

    def _has(self, row: int, word: str) -> bool:
        """Whether a row has the word, or one that is nearly it or a part of it."""
        folded = word.casefold()
        if folded in self.people.texts[row].casefold():
            return True
        words = {one.casefold() for m in self.by_row.get(row, ()) for one in m.words}
        return any(
            OSA.distance(one, folded) <= 1 or (len(one) > 3 and folded.startswith(one))
            for one in words
        )

    def _instead(self, row: int, name: SourceName) -> Mention | None:
        """The one name of a row that nothing else in the source explains."""
        explained = {word for other, word in self.links if other is not name and row in other.rows}
        open_ = [
            mention
            for mention in self.by_row.get(row, ())
            if not explained & set(mention.words)
            and self._may_be_person(mention)
            and self._is_near(mention, name)
            and not self._stands_elsewhere(mention, name)
        ]
        return open_[0] if len(open_) == 1 else None

    def _may_be_person(self, mention: Mention) -> bool:
        words = {word.casefold() for word in mention.words}
        known = any(is_written_small(word) for word in mention.words)
        return mention.alone and not (mention.place or known or words & self.places)

    def _is_near(self, mention: Mention, name: SourceName) -> bool:
        here = (mention.start + mention.end) / 2 / max(len(self.people.texts[mention.row]), 1)
        length = max(len(self.sources[mention.row]), 1)
        inside = (place for place in name.places if place[0] == mention.row)
        there = [(start + end) / 2 / length for _, start, end in inside]
        return any(abs(here - position) <= _FARTHEST for position in there)

    def _stands_elsewhere(self, mention: Mention, name: SourceName) -> bool:
        """Whether the target uses the word where the source does not have the name."""
        return any(
            other.row not in name.rows
            for word in mention.words
            for other in self.people.by_word.get(word, ())
        )
