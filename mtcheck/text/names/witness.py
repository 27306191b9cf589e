"""What a source says of two names of the target that may be one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mtcheck.text.names.mentions import Mention
from mtcheck.text.names.people import Pair
from mtcheck.text.names.pinyin import is_pinyin
from mtcheck.text.names.source import SourceName, SourceNames

_LEAST_SHARE = 0.5
"""Share of the mentions of the second name whose rows must have the name of the source."""


class Called(NamedTuple):
    """The one name of the source, how it is written in Latin letters (None: not known), and
    whether that is neither of the two names."""

    name: SourceName
    reading: str | None
    neither: bool


def called(pair: Pair, names: Sequence[SourceName], finder: SourceNames) -> Called | None:
    """The name by which the source calls both: the one that stands where they stand, more often
    than any other."""
    told = [name for name in names if name.certain]
    shares = sorted(((_share(pair, name), name) for name in told), key=lambda one: -one[0])
    if not shares or shares[0][0] < _LEAST_SHARE:
        return None
    if len(shares) > 1 and shares[0][0] == shares[1][0]:
        return None
    name = shares[0][1]
    mentions = (*pair.odd, *pair.usual)
    both = {word.casefold() for mention in mentions for word in mention.words}
    looks_chinese = any(all(map(is_pinyin, mention.words)) for mention in mentions)
    reading = finder.reading(name.text, chinese_too=looks_chinese)
    written = {word.casefold() for word in reading.split()} if reading else set()
    return Called(name, reading, bool(written) and not written & both)


def are_two(pair: Pair, sources: Mapping[int, str], finder: SourceNames | None) -> bool:
    """Whether the source has two names as well: it writes both as the target does, or names people
    beside the second of whom it names none beside the first."""
    if all(_is_copied(mention, sources) for mention in (*pair.odd, *pair.usual)):
        return True
    if finder is None:
        return False
    here = " ".join(sources[row] for row in {mention.row for mention in pair.odd})
    there = [sources[row] for row in {mention.row for mention in pair.usual}]
    told = {name for name in finder.told(here) if name}
    others = {name for text in there for name in finder.told(text) if name}
    return bool(others) and not (
        any(name in text for name in told for text in there) or any(name in here for name in others)
    )


def _is_copied(mention: Mention, sources: Mapping[int, str]) -> bool:
    return all(word in sources[mention.row] for word in mention.words)


def _share(pair: Pair, name: SourceName) -> float:
    """Of the mentions of the second name, those beside which the source has `name`; 0 where it does
    not stand beside all of the first."""
    if not all(mention.row in name.rows for mention in pair.odd):
        return 0.0
    return sum(mention.row in name.rows for mention in pair.usual) / len(pair.usual)
