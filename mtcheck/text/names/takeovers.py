"""Where a surname that nobody introduced takes over from a full name that never comes back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
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
    """
    strangers = _strangers(people, places)
    lonely = _lonely(people)
    found = [
        Takeover(one, tuple(mentions), _takeover_score(people, one, mentions, len(lonely)))
        for one in lonely
        for mentions in strangers.values()
        if 0 < mentions[0].row - one.row <= FARTHEST
    ]
    done: set[str] = set()
    for takeover in sorted(found, key=lambda takeover: -takeover.score):
        names = {takeover.introduced.text, takeover.surname[0].text}
        if takeover.score >= least and not names & done and not _are_variants(takeover):
            done |= names
            yield Pair((takeover.introduced,), takeover.surname, takeover.introduced.title)


def _are_variants(takeover: Takeover) -> bool:
    """Whether the two are near enough for the search for variants."""
    surname = takeover.surname[0].words[0]
    return any(True for word in takeover.introduced.words for _ in similar([word, surname]))


def _takeover_score(people: People, one: Mention, surname: Sequence[Mention], lonely: int) -> float:
    """How likely the two are one person: log odds, fitted to names exchanged in human documents
    against those documents as they are, and rounded."""
    begin = surname[0]
    distance = begin.row - one.row
    score = -0.6 + {"title": 0.8, "apposition": 0.8, "speech": 0.4}.get(one.evidence, -2.4)
    office = people.finder.office
    kinds = {m.evidence for m in surname if m.evidence != "title" or office(m.title)}
    score += 1.1 * ("speech" in kinds) - 3.0 * (not kinds & {"speech", "title", "possessive"})
    score -= 1.4 * (kinds == {"possessive"})
    score += 1.6 * (len(surname) > 1) - 1.1 * (frequency(begin.words[0]) > FAMOUS)
    score += closeness(distance)
    score += 0.8 * any(mention.starts_sentence for mention in surname)
    score -= 0.4 * _another_between(people, one, begin) + 1.0 * (lonely > 3)
    score -= 1.2 * (frequency(_surname(one)) > FAMOUS)
    score -= OTHER_SCRIPT * (is_pinyin(one.words[-1]) != is_pinyin(begin.words[0]))
    score -= 1.8 * is_written_small(begin.words[0])
    score -= 1.2 * people.is_possessive(one)
    score += ALIKE * any(sound_alike(word, begin.words[0]) for word in one.words)
    return score + _office_score(people, one, surname)


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
        and not people.is_introduced(mentions[0])
        and not any(map(people.is_part_of_title, mentions))
        and not any(_word_before(people, mention) in _BODIES for mention in mentions)
    }


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
        and not _REPORTERS & set(mentions[0].title.casefold().split())
        and all(
            people.count(word) == 1
            for word in words
            if len(word) > 2 and word not in people.finder.particles
        )
    ]


def _another_between(people: People, first: Mention, begin: Mention) -> bool:
    """Whether somebody else is introduced between the two."""
    places = people.introduced
    start = bisect_right(places, (first.row, first.start), key=lambda one: one[0])
    end = bisect_left(places, (begin.row, begin.start), key=lambda one: one[0])
    return any(not set(words) & set(first.words) for _, words in places[start:end])
