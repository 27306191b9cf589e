"""Where a text says something twice: tokens that repeat at once, and X and X.

Hashes of tokens are compared at a distance; only the few places that agree are read as text.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from mtcheck.text.columns import Bools, Hashes, TextColumn

_LONGEST = 6
_SENTENCE_END = frozenset(".!?;:。！？…")


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


def coordinations(words: Words, conjunctions: Hashes, shortest: int) -> list[tuple[int, int, int]]:
    """First token, conjunction and last token of every "X and X", X of at most four tokens; of
    those around one conjunction the longest."""
    hashes, found = words.tokens.hashes, dict[int, tuple[int, int, int]]()
    middles = np.flatnonzero(_is_any(hashes, conjunctions))
    for length in range(shortest, 5):
        inside = (middles >= length) & (middles + length < len(hashes))
        candidates = middles[inside]
        for shift in range(1, length + 1):
            same = hashes[candidates + shift] == hashes[candidates - length - 1 + shift]
            candidates = candidates[same]
        for middle in candidates.tolist():
            if words.joined(middle - length, middle + length):
                found[middle] = middle - length, middle, middle + length
    return [found[middle] for middle in sorted(found)]


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
    return all(len(gap) <= 3 and not set(gap) & _SENTENCE_END and "\n" not in gap for gap in gaps)


def _is_any(hashes: Hashes, wanted: Hashes) -> Bools:
    found = np.zeros(len(hashes), dtype=np.bool_)
    for value in wanted:
        found |= hashes == value
    return found
