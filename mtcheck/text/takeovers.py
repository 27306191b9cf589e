"""Where a surname that nobody introduced takes over from a full name that never comes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from mtcheck.text.known_words import frequency
from mtcheck.text.names import Mention
from mtcheck.text.people import Pair, People, similar
from mtcheck.text.pinyin import is_pinyin

_FAMOUS = -13.4
"""Log probability of a surname that news may use without a given name: Trump, Putin, Merkel."""

_REPORTERS = frozenset("reporter correspondent journalist photographer editor by".split())


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
        if mentions[0].row > one.row
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
    kinds = {mention.evidence for mention in surname}
    score += 1.1 * ("speech" in kinds) - 1.8 * (not kinds & {"speech", "title", "possessive"})
    score += 1.6 * (len(surname) > 1) - 1.7 * (frequency(begin.words[0]) > _FAMOUS)
    score += 1.5 * (distance <= 1) + 1.0 * (distance <= 4) - 0.5 * (distance > 8)
    score += 0.8 * any(mention.starts_sentence for mention in surname)
    score -= 0.4 * _another_between(people, one, begin) + 1.0 * (lonely > 3)
    score -= 1.0 * (max(map(frequency, one.words)) > _FAMOUS)
    score -= 0.8 * (is_pinyin(one.words[-1]) != is_pinyin(begin.words[0]))
    score += 1.5 * any(_sound_alike(word, begin.words[0]) for word in one.words)
    return score + _office_score(people, one, surname)


def _sound_alike(one: str, other: str) -> bool:
    return one[0] == other[0] and JaroWinkler.similarity(one, other) > 0.75


def _office_score(people: People, one: Mention, surname: Sequence[Mention]) -> float:
    """What the titles of the two say: the same office, or another one."""
    own = people.finder.office(one.title)
    others = {people.finder.office(mention.title) for mention in surname} - {""}
    if not own or not others:
        return 0.0
    return 1.2 if own in others else -2.0


def _strangers(people: People, places: frozenset[str]) -> dict[str, list[Mention]]:
    """Single names that always stand alone and are no place."""
    return {
        word: mentions
        for word, mentions in people.by_word.items()
        if not word.isupper()
        and "-" not in word
        and word.casefold() not in places
        and all(m.alone and not m.place and m.words == (word,) for m in mentions)
    }


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
    return any(
        mention.is_full and mention.evidence != "bare" and not set(mention.words) & set(first.words)
        for mention in people.mentions
        if (first.row, first.start) < (mention.row, mention.start) < (begin.row, begin.start)
    )
