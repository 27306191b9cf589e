"""Which mentions of a document are one person under two names.

Every search returns pairs: the mentions that are odd, and those they should agree with. Thresholds
were set on human and machine translated news (figures in the rules).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.distance import OSA

from mtcheck.text.known_words import is_known
from mtcheck.text.names import Mention, NameFinder
from mtcheck.text.pinyin import is_pinyin

_SHORTEST = 5
"""Letters below which one letter of difference makes another name: Chan and Chen, Lee and Leo."""

_PART = re.compile(r"[^\W\d_]+")

_ENDINGS = (
    "s es n en an ian ians ans ese er ers i is ic ish a as o os e y in ina na ov ova ev eva sky "
    "ska ski ka"
).split()


class Pair(NamedTuple):
    """`odd`: mentions under the doubtful name; `usual`: those of the other name; `role` of both."""

    odd: tuple[Mention, ...]
    usual: tuple[Mention, ...]
    role: str = ""


class People:
    """The mentions of one document, by their words."""

    def __init__(
        self, mentions: Sequence[Mention], texts: Mapping[int, str], finder: NameFinder
    ) -> None:
        self.mentions = mentions
        self.texts = texts
        self.finder = finder

    @cached_property
    def by_word(self) -> dict[str, list[Mention]]:
        """Mentions by each of their words that can be a name."""
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            parts = [part for word in mention.words for part in (word, *word.split("-")[1:])]
            for word in dict.fromkeys(parts):
                if len(word) > 2 and word not in self.finder.particles:
                    found.setdefault(word, []).append(mention)
        return found

    @cached_property
    def full(self) -> dict[tuple[str, ...], list[Mention]]:
        """Mentions of full names."""
        found: dict[tuple[str, ...], list[Mention]] = {}
        for mention in self.mentions:
            if mention.is_full:
                found.setdefault(mention.words, []).append(mention)
        return found

    @cached_property
    def _counts(self) -> Counter[str]:
        """How often each word stands in the document; parts of hyphenated words count too."""
        return Counter(word for text in self.texts.values() for word in _PART.findall(text))

    def count(self, word: str) -> int:
        """How often a word, or the rarest part of it, stands in the document."""
        return min((self._counts[part] for part in _PART.findall(word)), default=0)

    def mentions_of(self, word: str) -> tuple[Mention, ...]:
        """The mentions of a word, each cut down to that word."""
        return tuple(self._cut_down(mention, word) for mention in self.by_word[word])

    def _cut_down(self, mention: Mention, word: str) -> Mention:
        start = self.texts[mention.row].find(word, mention.start, mention.end)
        if start < 0:
            return mention
        return mention._replace(words=(word,), start=start, end=start + len(word))

    def given_names(self, word: str) -> set[str]:
        """The words that stand before `word` in full names."""
        return {
            mention.words[mention.words.index(word) - 1]
            for mention in self.by_word.get(word, ())
            if word in mention.words[1:]
        }


def variants(people: People) -> Iterator[Pair]:
    """Single words of names that differ by a letter or two, one of them no known word."""
    words = [word for word in people.by_word if len(word) >= _SHORTEST and not word.isupper()]
    done: set[str] = set()
    for one, other in similar(words):
        first, second = people.by_word[one], people.by_word[other]
        odd, usual = (one, other) if len(first) < len(second) else (other, one)
        if len(first) == len(second) and is_known(odd):
            odd, usual = usual, odd
        if odd in done or not _may_be_one_name(people, odd, usual):
            continue
        done.add(odd)
        yield Pair(people.mentions_of(odd), people.mentions_of(usual))


def similar(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words at an edit distance of 1, or of 2 where both have 8 letters. Words that agree
    in neither half cannot be that near, so only those that share one are compared."""
    buckets: dict[str, list[str]] = {}
    for word in words:
        folded = word.casefold()
        for key in {f"<{folded[:3]}", f"{folded[-3:]}>", folded[1:4]}:
            buckets.setdefault(key, []).append(word)
    seen = set()
    for members in buckets.values():
        for one, other in combinations(members, 2):
            if (one, other) in seen:
                continue
            seen.add((one, other))
            most = 2 if min(len(one), len(other)) >= 8 else 1
            distance = OSA.distance(one.casefold(), other.casefold(), score_cutoff=most)
            if distance <= most:
                yield one, other


def _may_be_one_name(people: People, odd: str, usual: str) -> bool:
    if is_known(odd) or (is_pinyin(odd) and is_pinyin(usual)):
        return False
    if _is_inflection(odd, usual) or _is_one_word_in_two_ways(odd, usual):
        return False
    rows = {mention.row for mention in people.by_word[odd]}
    if rows & {mention.row for mention in people.by_word[usual]}:
        return False
    given, other_given = people.given_names(odd), people.given_names(usual)
    return not given or not other_given or bool(given & other_given)


def _is_inflection(one: str, other: str) -> bool:
    """Whether two words differ by an ending only: Slovak and Slovakia, Petrov and Petrova."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    if long.startswith(short):
        return True
    return bool({_stem(short), short} & {_stem(long), long})


def _stem(word: str) -> str:
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _is_one_word_in_two_ways(one: str, other: str) -> bool:
    """Whether only accents, hyphens or capitals differ: another rule's business."""
    return one.casefold() == other.casefold()


def full_name_variants(people: People) -> Iterator[Pair]:
    """Full names of equal length that agree in all words but one, and nearly in that one."""
    names = list(people.full)
    for one, other in combinations(names, 2):
        if len(one) != len(other) or not set(one) & set(other):
            continue
        different = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        if len(different) == 1 and _is_slip(*different[0]):
            first, second = people.full[one], people.full[other]
            if {m.row for m in first} & {m.row for m in second}:
                continue
            odd, usual = (first, second) if len(first) < len(second) else (second, first)
            yield Pair(tuple(odd), tuple(usual))


def _is_slip(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    plain, other_plain = one.casefold().replace("-", ""), other.casefold().replace("-", "")
    if shorter < 3 or one.isupper() or other.isupper():
        return False
    if plain == other_plain:
        return True
    if _is_inflection(one, other):
        return False
    most = 1 if shorter < 6 else 2
    return plain[0] == other_plain[0] and OSA.distance(plain, other_plain) <= most


def role_conflicts(people: People) -> Iterator[Pair]:
    """One office of one country held by two people, and nothing said of a change."""
    offices: dict[str, list[Mention]] = {}
    for mention in people.mentions:
        if mention.title and len(mention.title.split()) > 1:
            offices.setdefault(mention.title.casefold(), []).append(mention)
    for office, holders in offices.items():
        one = holders[0]
        for other in holders[1:]:
            if _agree(one, other) or _tells_of_change(people, (one, other)):
                continue
            yield Pair((other,), (one,), office)
            break


def _agree(one: Mention, other: Mention) -> bool:
    words = {word.casefold() for word in one.words}
    return any(word.casefold() in words for word in other.words)


def _tells_of_change(people: People, mentions: Iterable[Mention]) -> bool:
    texts = " ".join(people.texts[mention.row].casefold() for mention in mentions)
    return any(f" {word} " in f" {texts} " for word in people.finder.changes)
