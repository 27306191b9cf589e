"""Which mentions of a document are one person under two names.

Every search returns pairs: the mentions that are odd, and those they should agree with. Thresholds
were set on human and machine translated news (figures in the rules).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from mtcheck.text.names.mentions import Mention, NameFinder
from mtcheck.text.names.misspelt import Word, misspelt
from mtcheck.text.names.near import may_be_slip

_CROWD = 10
_CROWDED = 0.2
"""Pairs of names a letter apart, and the share of all names in such pairs, above both of which a
document is a list of people."""

_PART = re.compile(r"[^\W\d_]+")

_APPOSITION = re.compile(
    r", (?:\d\d,|an? |the |who |whose |der |die |dessen |deren |le |la |el |former "
    r"|(?:[^\W\d_]+[ -]){1,2}(?:of|at|for|der|des|von|beim|bei|de|du|del) )"
)
_POSSESSIVE = re.compile(r"[’']s? ")
_MARKED = re.compile(r"[\"“„«‘'(\[-]$| - $")


Name = tuple[str, ...]


class Pair(NamedTuple):
    """`odd`: mentions under the doubtful name; `usual`: those of the other name; `role` of both."""

    odd: tuple[Mention, ...]
    usual: tuple[Mention, ...]
    role: str = ""


class People:
    """The mentions of one document, by their words."""

    def __init__(
        self, mentions: Iterable[Mention], texts: Mapping[int, str], finder: NameFinder
    ) -> None:
        self._mentions = mentions
        self.texts = texts
        self.finder = finder

    @cached_property
    def mentions(self) -> Sequence[Mention]:
        """All mentions in order, found when they are first asked for."""
        found = list(self._mentions)
        if not self.finder.genitive:
            return found
        words = {word for one in found for word in one.words}
        return [_without_genitive(one, words, self.finder) for one in found]

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
    def introduced(self) -> list[tuple[tuple[int, int], Name]]:
        """The places of full names that something says to be people, in order, and their words."""
        return [
            ((mention.row, mention.start), mention.words)
            for mention in self.mentions
            if mention.is_full and mention.evidence != "bare"
        ]

    @cached_property
    def _text(self) -> str:
        return "\n".join(["", *self.texts.values(), ""])

    def count(self, word: str) -> int:
        """How often a word, or the rarest part of it, stands in the document; as a part of words
        with a hyphen too."""
        return min((self._count(part) for part in _PART.findall(word)), default=0)

    def _count(self, part: str) -> int:
        text, count = self._text, 0
        place = text.find(part)
        while place >= 0:
            end = place + len(part)
            behind = end + text.startswith(self._genitive, end) * len(self._genitive)
            whole = not text[end].isalpha() or not text[behind].isalpha()
            count += whole and not text[place - 1].isalpha()
            place = text.find(part, end)
        return count

    @property
    def _genitive(self) -> str:
        return self.finder.genitive

    def is_introduced(self, mention: Mention) -> bool:
        """Whether the text says who that is: "Khalil, a teacher"."""
        return _APPOSITION.match(self.texts[mention.row], mention.end) is not None

    def is_possessive(self, mention: Mention) -> bool:
        """Whether the name is followed by the ending of a genitive: "Xi Jinping's speech"."""
        return _POSSESSIVE.match(self.texts[mention.row], mention.end) is not None

    def is_part_of_title(self, mention: Mention) -> bool:
        """Whether a quotation mark, a bracket or a dash stands right before a name, as in titles of
        films, names of systems and references."""
        return _MARKED.search(self.texts[mention.row], 0, mention.start) is not None

    def given_names(self, word: str) -> set[str]:
        """The words that stand before `word` in full names."""
        return {
            mention.words[mention.words.index(word) - 1]
            for mention in self.by_word.get(word, ())
            if word in mention.words[1:]
        }


def _without_genitive(mention: Mention, words: Container[str], finder: NameFinder) -> Mention:
    """A name without the ending of a genitive, if it stands without it among the `words` too."""
    ending, last = finder.genitive, mention.words[-1]
    base = last.removesuffix(ending)
    if not ending or base == last or base not in words:
        return mention
    return mention._replace(words=(*mention.words[:-1], base), end=mention.end - len(ending))


def _is_list(pairs: Sequence[tuple[object, object]], names: int) -> bool:
    """Whether so many names are near each other that they are those of many people."""
    near = {name for pair in pairs for name in pair}
    return len(pairs) > _CROWD and len(near) > _CROWDED * names


def variants(people: People) -> Iterator[Pair]:
    """Single words with a capital that differ by a letter or two, one of them no known word."""
    pairs = list(misspelt(people.texts, people.finder))
    if not pairs:
        return
    words = {word for mention in people.mentions for word in mention.words}
    crowded = _is_list([(one.odd, one.usual) for one in pairs], len(words))
    for one in () if crowded else pairs:
        yield Pair(
            tuple(_mention(place, one.odd) for place in one.odd_places),
            tuple(_mention(place, one.usual) for place in one.usual_places),
        )


def _mention(place: Word, text: str) -> Mention:
    return Mention(
        row=place.row,
        start=place.start,
        end=place.end,
        words=(text,),
        title="",
        evidence="bare",
        starts_sentence=False,
        place=False,
        alone=True,
    )


def full_name_variants(people: People) -> Iterator[Pair]:
    """Full names of equal length that agree in all words but one, and nearly in that one."""
    pairs = list(_near_full_names(people.full))
    for one, other in () if _is_list(pairs, len(people.full)) else pairs:
        first, second = people.full[one], people.full[other]
        if {m.row for m in first} & {m.row for m in second}:
            continue
        odd, usual = (first, second) if len(first) < len(second) else (second, first)
        yield Pair(tuple(odd), tuple(usual))


def _near_full_names(names: Iterable[Name]) -> Iterator[tuple[Name, Name]]:
    """Pairs of names that differ by a slip in one word: those alike but for that word are
    compared."""
    alike: dict[tuple[int, Name], list[Name]] = {}
    for name in names:
        for place in range(len(name)):
            alike.setdefault((place, name[:place] + name[place + 1 :]), []).append(name)
    for (place, _), members in alike.items():
        for one, other in combinations(members, 2):
            if len(one) == len(other) and may_be_slip(one[place], other[place]):
                yield one, other


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
