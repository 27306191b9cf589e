"""Where one name of the source has two names in the target."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from rapidfuzz.distance import OSA

from mtcheck.text.names.known import is_known, is_mostly_small
from mtcheck.text.names.mentions import Mention
from mtcheck.text.names.near import is_inflection
from mtcheck.text.names.people import Pair, People
from mtcheck.text.names.sounds import likeness
from mtcheck.text.names.source import ALIKE, SourceName, SourceNames, rendering

_ARTICLE = re.compile(r"(?i)(?:^|[\s“\"(])(?:the|an?|der|die|das|des|dem|den|le|la|les|el|los) $")
_LONGEST_ARTICLE = 6
_CAPITAL = re.compile(r"[^\W\d_a-z][^\W\d_]+")
_LEAST_SHARE = 0.4
"""Share of the rows of a name in which its rendering must stand before other names are doubted."""

_LEAST_OFTEN = 2
"""Mentions from which a word with a capital at the start of a sentence is taken for a name."""

_FARTHEST = 0.4
"""Distance in the relative position of a name on both sides, as a share of the text."""


_ALIKE_SPELT = 0.8
"""Likeness of a rendering, in a script that says how names sound, above which it is right though
another comes more often."""

_SHORTEST = 4
"""Letters of a rendering from which one letter more or less is taken for a slip."""

_FARTHEST_PERSON = 1.0
"""The same where something says that the name is that of a person."""

_FARTHEST_SPELT = 0.7
"""The same where the script says how names sound, so that those of others are known."""


class Drift:
    """Links the names of one document and finds the rows in which a link is broken."""

    def __init__(
        self,
        people: People,
        names: Sequence[SourceName],
        sources: Mapping[int, str],
        places: frozenset[str],
        finder: SourceNames,
    ) -> None:
        self.finder = finder
        self.people = people
        self.sources = sources
        self.places = places
        self._runs: dict[int, set[str]] = {}
        self.by_row: dict[int, list[Mention]] = {}
        for mention in people.mentions:
            self.by_row.setdefault(mention.row, []).append(mention)
        everywhere = Counter(
            word
            for mentions in self.by_row.values()
            for word in {word for mention in mentions for word in mention.words}
        )
        linked = ((name, rendering(name, self.by_row, everywhere, names)) for name in names)
        self.links = [(name, word) for name, word in linked if word and self._is_sure(name, word)]

    def pairs(self) -> Iterator[tuple[Pair, SourceName]]:
        """The mentions that stand where the rendering of a name is expected, by their name."""
        for name, word in self.links:
            right = [row for row in name.rows if self._has(row, word)]
            odd: dict[str, list[Mention]] = {}
            for row in sorted(name.rows):
                find = self._near_miss if row in right else self._instead
                if (mention := find(row, name, word)) is not None:
                    odd.setdefault(mention.words[-1], []).append(mention)
            usual = tuple(m for m in self.people.mentions if word in m.words)
            known = {part for mention in usual for part in mention.words}
            often = len(right) >= _LEAST_SHARE * len(name.rows)
            for other, mentions in odd.items():
                if other in known:
                    continue
                if often:
                    yield Pair(tuple(mentions), usual, name.shown), name
                    continue
                every = [m for m in self.people.by_word[other] if m.row in name.rows]
                least = _ALIKE_SPELT if name.spelt else ALIKE
                if 2 * len(every) >= len(name.rows) and likeness(word, name.text) >= least:
                    yield Pair(usual, tuple(every), name.shown), name
            if (introduced := self._introduced_as_another(name, word)) is not None:
                yield Pair((introduced,), usual, name.shown), name

    def _introduced_as_another(self, name: SourceName, word: str) -> Mention | None:
        """The full name, sounding like that of the source, that never comes back behind the first
        row because `word`, which does not, takes over."""
        if not name.certain or likeness(word, name.text) >= ALIKE:
            return None
        for mention in self.by_row.get(min(name.rows), ()):
            last = mention.words[-1]
            if (
                mention.is_full
                and mention.evidence in {"title", "apposition", "speech"}
                and word not in mention.words
                and likeness(last, name.text) >= ALIKE
                and all(one.row == mention.row for one in self.people.by_word.get(last, ()))
            ):
                return mention
        return None

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

    def _near_miss(self, row: int, name: SourceName, word: str) -> Mention | None:
        """A mention that differs by a letter from the rendering, which the row does not have."""
        if word.casefold() in self.people.texts[row].casefold():
            return None
        for mention in self.by_row.get(row, ()):
            other = mention.words[-1]
            if len(word) >= _SHORTEST and not self._stands_elsewhere(mention, name):
                near = word[0] == other[0] and OSA.distance(word, other) == 1
                if near and not is_inflection(word, other):
                    return mention
        return None

    def _instead(self, row: int, name: SourceName, word: str) -> Mention | None:
        """The one name of a row that nothing else in the source explains."""
        explained = {
            word
            for other, word in self.links
            if other is not name
            and row in other.rows
            and not self.finder.are_parts(self.sources[row], name.text, other.text)
        }
        open_ = [
            mention
            for mention in self.by_row.get(row, ())
            if not explained & set(mention.words)
            and self._may_be_person(mention)
            and self._is_near(mention, name)
            and not self._may_be_word(mention, name)
            and not self._stands_elsewhere(mention, name)
        ]
        open_ = [mention for mention in open_ if not self._is_of_another(mention, name)]
        people = [mention for mention in open_ if self._is_person(mention, name)]
        return next((found[0] for found in (open_, people) if len(found) == 1), None)

    def _is_person(self, mention: Mention, name: SourceName) -> bool:
        told = {"title", "speech", "apposition"} if mention.is_full else {"title", "speech"}
        if mention.evidence in told:
            return True
        return any(likeness(word, name.text) >= ALIKE for word in mention.words)

    def _is_sure(self, name: SourceName, word: str) -> bool:
        """Whether a name which nothing but its characters shows to be one is rendered by a person
        that sounds like it."""
        if word.casefold() in self.places:
            return False
        if name.certain or word == name.text:
            return True
        if likeness(word, name.text) < ALIKE:
            return False
        return any(mention.evidence != "bare" for mention in self.people.by_word.get(word, ()))

    def _is_of_another(self, mention: Mention, name: SourceName) -> bool:
        """Whether a mention may well stand for something else in the source of its row."""
        own = max(likeness(word, name.text) for word in mention.words)
        told, foreign = self.finder.others(self.sources[mention.row], name.text)
        if own < ALIKE and any(self._is_open(one, mention) for one in told):
            return True
        heard = (
            (max(likeness(word, one) for word in mention.words), one) for one in (*told, *foreign)
        )
        return any(
            alike >= max(own, ALIKE) and not (name.spelt and self._is_rendered(one, mention, alike))
            for alike, one in heard
        )

    def _is_open(self, told: str, mention: Mention) -> bool:
        """Whether nothing but perhaps this mention stands for a name told in the source."""
        return told not in self._linked and not self._is_rendered(told, mention, ALIKE)

    def _is_rendered(self, told: str, mention: Mention, least: float) -> bool:
        """Whether another word of the target sounds like a name of the source as least as much."""
        text = self.people.texts[mention.row]
        others = _CAPITAL.findall(text[: mention.start] + " " + text[mention.end :])
        return any(likeness(word, told) >= least for word in others)

    @cached_property
    def _linked(self) -> set[str]:
        """The names of which the rendering is known, and the renderings, which a source may give
        in Latin letters."""
        return {text for name, word in self.links for text in (name.text, word)}

    def _may_be_person(self, mention: Mention) -> bool:
        told = mention.is_full and mention.evidence != "bare"
        words = {word.casefold() for word in (mention.words[-1:] if told else mention.words)}
        parts = [part for word in mention.words for part in word.split("-")]
        if not (mention.alone or told) or words & self.places or any(map(_is_doubled, parts)):
            return False
        if told:
            return not all(map(is_mostly_small, parts))
        return not any(map(is_mostly_small, parts))

    def _has_article(self, mention: Mention) -> bool:
        before = self.people.texts[mention.row][: mention.start]
        return _ARTICLE.search(before[-_LONGEST_ARTICLE:]) is not None

    def _may_be_word(self, mention: Mention, name: SourceName) -> bool:
        """Whether a mention has an article, or its capital may be that of a noun or of the start of
        a sentence."""
        last = mention.words[-1]
        once = len(self.people.by_word.get(last, ())) < _LEAST_OFTEN
        if mention.evidence == "bare" and self.people.finder.nouns is not None:
            return not mention.is_full and once and likeness(last, name.text) < ALIKE
        if not name.spelt:
            return False
        if mention.evidence in {"bare", "speech"} and self._has_article(mention):
            return True
        if not mention.starts_sentence or mention.evidence != "bare" or is_known(last):
            return False
        return once and likeness(last, name.text) < ALIKE

    def _is_near(self, mention: Mention, name: SourceName) -> bool:
        here = (mention.start + mention.end) / 2 / max(len(self.people.texts[mention.row]), 1)
        length = max(len(self.sources[mention.row]), 1)
        inside = (place for place in name.places if place[0] == mention.row)
        there = [(start + end) / 2 / length for _, start, end in inside]
        farthest = _FARTHEST if mention.evidence == "bare" else _FARTHEST_PERSON
        farthest = max(farthest, _FARTHEST_SPELT * name.spelt)
        return any(abs(here - position) <= farthest for position in there)

    def _stands_elsewhere(self, mention: Mention, name: SourceName) -> bool:
        """Whether the target uses the word where the source does not have the name, unless it is
        that of somebody else there and of nobody here."""
        elsewhere = {
            other.row
            for word in mention.words
            for other in self.people.by_word.get(word, ())
            if other.row not in name.rows
        }
        if not elsewhere:
            return False
        word = mention.words[-1]
        return self._is_heard(word, mention.row) or not all(
            self._is_heard(word, row) for row in elsewhere
        )

    def _is_heard(self, word: str, row: int) -> bool:
        """Whether something in the source of a row sounds like a word, or is it."""
        if row not in self._runs:
            text = self.sources[row]
            self._runs[row] = {*self.finder.told(text), *self.finder.foreign(text)} - {""}
        found = any(likeness(word, one) >= ALIKE for one in self._runs[row])
        return found or word in self.sources[row]


def _is_doubled(word: str) -> bool:
    """Whether a word was written twice without a space, which another rule tells: SisiSisi."""
    half = len(word) // 2
    return word[:half] == word[half:]
