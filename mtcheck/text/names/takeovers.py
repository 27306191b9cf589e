"""Where a surname that nobody introduced takes over from a full name that never comes back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

from mtcheck.text.names.known import frequency, is_written_small
from mtcheck.text.names.mentions import Mention
from mtcheck.text.names.near import similar, sound_alike
from mtcheck.text.names.people import Pair, People
from mtcheck.text.names.pinyin import is_pinyin
from mtcheck.text.names.words import FAMOUS

ALIKE = 2.7
"""What it says that two names sound alike."""

OTHER_SCRIPT = 0.8
"""What it says against it that only one of two names can be Chinese."""

FARTHEST = 60
"""Rows behind a full name in which a surname can still take over."""

UNTOLD = 3.0
"""What it says against it that nothing shows a surname to be that of a person."""

POLITE = 0.8
"""The same where only an honorific does: Mr. Albence."""

_CROWD = 3
"""Surnames behind a full name above which a document calls people by their surnames anyway."""

_LONG = 9000
"""Characters (1,500 words of English) from which a document has so many names that some pairs look
like one person."""

_MARK = re.compile(r"[^\w -]")

_REPORTERS = frozenset("reporter correspondent journalist photographer editor by".split())

_BODIES = frozenset(
    "company firm agency group website newspaper magazine bank club brand app".split()
)
"""Words before a name that is none of a person."""


class Takeover(NamedTuple):
    """A full name that never comes back and, behind it, a surname that nobody introduced."""

    introduced: Mention
    surname: tuple[Mention, ...]
    score: float


def drifts(people: People, places: frozenset[str], least: float) -> Iterator[Pair]:
    """People introduced by a full name under which they never come back, while right behind it a
    surname that nobody introduced takes over: "Defense Minister Shinzo Hamada … Kishino said".

    `places` are words that are no surnames, `least` is the score from which a takeover is told.
    Only names within `FARTHEST` rows are compared: the time grows with the length of the text.
    """
    scene = _Scene(people, places)
    found = [
        Takeover(one, tuple(mentions), scene.score(one, mentions))
        for one in scene.lonely
        for mentions in scene.behind(one)
    ]
    done = {one.surname[0].text for one in found if _are_variants(one)}
    for takeover in sorted(found, key=lambda takeover: -takeover.score):
        names = {takeover.introduced.text, takeover.surname[0].text}
        if takeover.score >= least and not names & done:
            done |= names
            yield Pair((takeover.introduced,), takeover.surname, takeover.introduced.title)


def _are_variants(takeover: Takeover) -> bool:
    """Whether the two are near enough for the search for variants: nobody else's surname then."""
    surname = takeover.surname[0].words[0]
    return any(True for word in takeover.introduced.words for _ in similar([word, surname]))


class _Scene:
    """The full names that never come back and the surnames that nobody introduced."""

    def __init__(self, people: People, places: frozenset[str]) -> None:
        self._people = people
        self.lonely = _lonely(people)
        found = _strangers(people, places).values() if self.lonely else ()
        self._strangers = sorted(found, key=lambda mentions: mentions[0].row)
        self._rows = [mentions[0].row for mentions in self._strangers]

    def behind(self, one: Mention) -> Sequence[Sequence[Mention]]:
        """The surnames that turn up in the rows behind a full name."""
        first = bisect_right(self._rows, one.row)
        return self._strangers[first : bisect_right(self._rows, one.row + FARTHEST)]

    @cached_property
    def _length(self) -> float:
        """What the length of the document says: the longer, the more pairs there are by chance."""
        characters = sum(map(len, self._people.texts.values()))
        return -1.4 * max(0.0, log(max(characters, 1) / _LONG)) - 1.0 * (len(self.lonely) > 3)

    def score(self, one: Mention, surname: Sequence[Mention]) -> float:
        """How likely the two are one person: log odds, fitted to names exchanged in human
        documents against those documents and long prose as they are, and rounded."""
        people, begin, word = self._people, surname[0], surname[0].words[0]
        score = _introduction_score(people, one) + _surname_score(people, surname)
        score += closeness(begin.row - one.row) + self._length
        score -= 1.5 * max(0.0, log(len(self.behind(one)) / _CROWD))
        score -= 0.4 * _another_between(people, one, begin)
        score -= OTHER_SCRIPT * (is_pinyin(one.words[-1]) != is_pinyin(word))
        score -= 1.6 * any(_is_cited(people, mention) for mention in (one, *surname))
        score += ALIKE * any(sound_alike(part, word) for part in one.words)
        return score + _office_score(people, one, surname)


def _introduction_score(people: People, one: Mention) -> float:
    """What a full name and the words around it say."""
    score = -0.6 + {"title": 0.8, "apposition": 0.8, "speech": 0.4}.get(one.evidence, -2.4)
    return score - 2.0 * (frequency(_surname(one)) > FAMOUS) - 1.2 * people.is_possessive(one)


def _surname_score(people: People, surname: Sequence[Mention]) -> float:
    """What a surname and the words around it say."""
    office, word = people.finder.office, surname[0].words[0]
    kinds = {m.evidence for m in surname if m.evidence != "title" or office(m.title)}
    score = 1.1 * ("speech" in kinds)
    if not kinds & {"speech", "title", "possessive"}:
        score -= POLITE if any(mention.title for mention in surname) else UNTOLD
    score -= 1.4 * (kinds == {"possessive"})
    score += 1.6 * (len(surname) > 1) + 0.8 * any(mention.starts_sentence for mention in surname)
    return score - 1.1 * (frequency(word) > FAMOUS) - 1.8 * is_written_small(word)


def _is_cited(people: People, mention: Mention) -> bool:
    """Whether an author is quoted, as in essays: "As the historian Peter Marshall notes"."""
    before = people.texts[mention.row][max(0, mention.start - 60) : mention.start]
    words = _MARK.split(before)[-1].casefold().split()[-4:]
    return not people.finder.citing.isdisjoint(words)


def closeness(rows: int) -> float:
    """What the distance between the two says, in rows."""
    return 1.5 * (rows <= 1) + 1.0 * (rows <= 4) - 0.5 * (rows > 8)


def _surname(mention: Mention) -> str:
    """The last word of a name, of a Chinese one the first."""
    chinese = all(map(is_pinyin, mention.words))
    return mention.words[0 if chinese else -1]


def _office_score(people: People, one: Mention, surname: Sequence[Mention]) -> float:
    """What the titles of the two say: the same office, or another one."""
    own = people.finder.office(one.title)
    others = {people.finder.office(mention.title) for mention in surname} - {""}
    if not others:
        return 0.0
    return 1.2 if own in others else -9.0


def _strangers(people: People, places: frozenset[str]) -> dict[str, list[Mention]]:
    """Single names that always stand alone and are no place."""
    return {
        word: mentions
        for word, mentions in people.by_word.items()
        if not word.isupper()
        and "-" not in word
        and word.casefold() not in places
        and all(m.alone and m.words == (word,) for m in mentions)
        and 2 * sum(m.place for m in mentions) < len(mentions)
        and not word.endswith(people.finder.followers)
        and not _is_any_word(people, word, mentions)
        and not _is_led_by_article(people, mentions[0])
        and not people.is_introduced(mentions[0])
        and not any(map(people.is_part_of_title, mentions))
        and not any(_word_before(people, mention) in _BODIES for mention in mentions)
    }


def _is_any_word(people: People, word: str, mentions: Sequence[Mention]) -> bool:
    """Whether the list of words has a word that nothing shows to be a name."""
    shown = any(m.evidence in {"title", "speech"} and not m.starts_sentence for m in mentions)
    return not shown and people.finder.is_word(word)


def _is_led_by_article(people: People, mention: Mention) -> bool:
    """Whether an article stands right before a name, which is that of a body or a thing then: "the
    Russian Federation said"."""
    return _word_before(people, mention).casefold() in people.finder.articles


def _word_before(people: People, mention: Mention) -> str:
    words = people.texts[mention.row][max(0, mention.start - 20) : mention.start].split()
    return words[-1] if words else ""


def _lonely(people: People) -> list[Mention]:
    """Full names of people of which no word comes back."""
    return [
        mentions[0]
        for words, mentions in people.full.items()
        if len(mentions) == 1
        and mentions[0].evidence != "bare"
        and not _is_led_by_article(people, mentions[0])
        and len(words[-1].rstrip(".")) > 1
        and not _REPORTERS & set(mentions[0].title.casefold().split())
        and all(
            people.count(word) == 1
            for full_word in words
            for word in full_word.split("-")
            if len(word) > 2 and word not in people.finder.particles
        )
    ]


def _another_between(people: People, first: Mention, begin: Mention) -> bool:
    """Whether somebody else is introduced between the two."""
    places = people.introduced
    start = bisect_right(places, (first.row, first.start), key=lambda one: one[0])
    end = bisect_left(places, (begin.row, begin.start), key=lambda one: one[0])
    return any(not set(words) & set(first.words) for _, words in places[start:end])
