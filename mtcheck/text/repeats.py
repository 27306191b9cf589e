"""Where a text says something twice: tokens that repeat at once, and X and X.

Hashes of tokens are compared at a distance; only the few places that agree are read as text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from mtcheck.text.arrays import Bools, Hashes
from mtcheck.text.columns import TextColumn, token_hashes

_LONGEST = 6
_APART = frozenset(".!?;:。！？…<@")
"""What parts sentences, or an address from a name."""


class Repeat(NamedTuple):
    """Tokens `first:first + copies * length`: `copies` times the same `length` tokens."""

    first: int
    length: int
    copies: int

    @property
    def last(self) -> int:
        """Index of the last token."""
        return self.first + self.copies * self.length - 1


class Words:
    """Tokens of a column with their texts at hand."""

    def __init__(self, column: TextColumn) -> None:
        self.column = column
        self.tokens = column.tokens

    def __len__(self) -> int:
        return len(self.tokens.starts)

    def text(self, index: int, last: int | None = None) -> str:
        """The text of token `index`, or from there to the end of token `last`."""
        end = self.tokens.ends[index if last is None else last]
        return self.column.text[int(self.tokens.starts[index]) : int(end)]

    def between(self, index: int) -> str:
        """What stands between token `index` and the next."""
        return self.column.text[int(self.tokens.ends[index]) : int(self.tokens.starts[index + 1])]

    def joined(self, first: int, last: int) -> bool:
        """Whether nothing but spaces stands between the tokens `first` to `last`."""
        return bool(self.tokens.joined[first:last].all())

    def before(self, index: int) -> str:
        """The token before `index` in the same sentence, lower case; "" where there is none."""
        return self.text(index - 1).lower() if index and self.tokens.joined[index - 1] else ""

    def after(self, index: int) -> str:
        """The token after `index` in the same sentence, lower case; "" where there is none."""
        joined = index + 1 < len(self) and self.tokens.joined[index]
        return self.text(index + 1).lower() if joined else ""

    def goes_on(self, last: int, joints: Collection[str]) -> bool:
        """Whether letters follow token `last` behind one of `joints`: "the apt apt-get command"."""
        end = int(self.tokens.ends[last])
        return self.column.text[end] in joints and self.column.text[end + 1 : end + 2].isalnum()


_NONE = np.zeros(0, dtype=np.uint64)


def coordinations(
    words: Words, links: Hashes, shortest: int, skipped: Hashes = _NONE
) -> list[tuple[int, int, int]]:
    """First token, link and last token of every "X and X", X of at most four tokens; of those
    around one link the longest. One of the tokens `skipped` may stand behind the link: with "the"
    there, "the city of the city" is "city of city"."""
    hashes, found = words.tokens.hashes, dict[int, tuple[int, int, int]]()
    middles = np.flatnonzero(_is_any(hashes[:-1], links))
    extra = _is_any(hashes[middles + 1], skipped).astype(np.intp)
    for length in range(shortest, 5):
        inside = (middles >= length) & (middles + extra + length < len(hashes))
        candidates, behind = middles[inside], (middles + extra)[inside]
        for shift in range(1, length + 1):
            same = hashes[behind + shift] == hashes[candidates - length - 1 + shift]
            candidates, behind = candidates[same], behind[same]
        for middle, last in zip(candidates.tolist(), (behind + length).tolist(), strict=True):
            if words.joined(middle - length, last):
                found[middle] = middle - length, middle, last
    return [found[middle] for middle in sorted(found)]


@cache
def hashes_of(found: tuple[str, ...] | frozenset[str]) -> Hashes:
    """The hashes of those words that are one token each, in order."""
    hashes = {value for value in token_hashes([*found]) if value is not None}
    return np.array(sorted(hashes), dtype=np.uint64)


def repeats(words: Words) -> list[Repeat]:
    """Immediate repetitions of 1 to 6 tokens; the shortest unit wins, none overlap."""
    hashes, found, taken = words.tokens.hashes, [], set[int]()
    for length in range(1, _LONGEST + 1):
        equal = hashes[length:] == hashes[:-length]
        firsts = np.flatnonzero(equal)
        for shift in range(1, length):
            firsts = firsts[firsts + shift < len(equal)]
            firsts = firsts[equal[firsts + shift]]
        end = -1
        for first in firsts.tolist():
            if first < end or first in taken or not _one_sentence(words, first, 2 * length):
                continue
            repeat = _longest(words, first, length)
            end = repeat.last + 1
            taken.update(range(first, end))
            found.append(repeat)
    return found


def is_tight(repeat: Repeat, words: Words) -> bool:
    """Whether the copies follow each other at once: "the the", "Covid-19 Covid-19", "(UK) (UK)",
    "(26 people) people)"."""
    middle = repeat.first + repeat.length - 1
    inner = [words.between(n) for n in range(repeat.first, repeat.last) if n != middle]
    gap, closing = words.between(middle), words.column.text[int(words.tokens.ends[repeat.last])]
    spaced = len(gap) == 1 and gap.isspace()
    inner_is_plain = all(between == "-" or between.isspace() for between in inner)
    return inner_is_plain and (spaced or (gap in {") ", ") ("} and closing == ")"))


_FORMAT = re.compile(r"%[a-z]")


def is_emphasis(unit: Sequence[str], allowed: frozenset[str], repeat: Repeat, words: Words) -> bool:
    """Whether a loop is interjections ("ha ha ha"), a word called three times ("Stop, stop, stop!")
    or a row of figures ("6-3, 6-3, 6-3", "999 999 999", the bytes of a file), or places of values
    (%s, %s, %s)."""
    if all(word.lower() in allowed or len(word) < 2 for word in unit):
        return True
    text = words.text(repeat.first, repeat.last)
    hyphens = "-" in text and len(unit[0]) < 5
    called = repeat.length == 1 and repeat.copies == 3 and ("," in text or hyphens)
    digits = text.replace(" ", "").isdigit()
    few = repeat.copies == 3 or unit[0].startswith("0")
    figures = few if digits else not any(c.isalpha() for c in text)
    formats = len(_FORMAT.findall(text)) >= repeat.copies - 1
    return called or figures or formats


def _longest(words: Words, first: int, length: int) -> Repeat:
    hashes, count = words.tokens.hashes, 2
    unit = hashes[first : first + length].tolist()
    while hashes[
        (next_ := first + count * length) : next_ + length
    ].tolist() == unit and _one_sentence(words, next_ - length, 2 * length):
        count += 1
    return Repeat(first, length, count)


def _one_sentence(words: Words, first: int, count: int) -> bool:
    """Whether only a space or a comma and a space stand between `count` tokens from `first`."""
    gaps = (words.between(index) for index in range(first, first + count - 1))
    return all(len(gap) <= 3 and not set(gap) & _APART and "\n" not in gap for gap in gaps)


def _is_any(hashes: Hashes, wanted: Hashes) -> Bools:
    found = np.zeros(len(hashes), dtype=np.bool_)
    for value in wanted:
        found |= hashes == value
    return found
