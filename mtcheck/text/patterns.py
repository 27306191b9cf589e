r"""Patterns that run in linear time, many at once.

Two steps: a `PatternSet` answers for all patterns together which rows may match, a `Pattern` then
finds the exact places on those rows alone. Both are RE2, so no pattern and no text can make them
hang. In RE2 `\b`, `\d` and `\w` are ASCII; look-around and back-references do not exist.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import re2

from mtcheck.joined import JoinedTexts
from mtcheck.text.widening import widened

_LIST = re.compile(r"(?<!\\[xpP])\{[a-z_]+\}")

GROUP_ROWS = (16, 4, 1)
"""Rows scanned as one block, then as smaller ones where a block speaks: nearly all are silent."""

_MEMORY, _MOST_MEMORY = 48 << 20, 128 << 20
"""Bytes that RE2 may use for a program and its cache of states, which a long run fills. With all
built-in rules 24 MiB are as fast as 128, 16 MiB ten times slower: states are made again and again.
"""

_TOGETHER = 100
"""Patterns that share a program. The built-in rules of a pair are 165: all in one have so many
combinations of half-matched patterns for states that the first 4,000 segments take four times as
long as in two, a third one makes every later scan half as slow again."""

_MANY = 40_000
"""Code points of patterns that need the most memory; the built-in rules of a pair have 15,000."""

_NOTHING = "\ue000\uf8ff"
"""Private characters that stand for an empty list."""


def fault(pattern: str) -> str | None:
    """Why `pattern` cannot be used; None where it can. `{names}` of lists are taken as given."""
    pattern = _LIST.sub("x", pattern)
    if r"\A" in pattern or r"\z" in pattern or r"\C" in pattern:
        return r"\A, \z and \C are not allowed: write ^ and $"
    try:
        re2.compile(pattern, _options())
    except re2.error as error:
        detail = error.args[0]
        return detail.decode() if isinstance(detail, bytes) else str(detail)
    return None


def _options(memory: int = _MOST_MEMORY) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = memory
    return options


class Pattern:
    """One compiled pattern. The group `at`, where there is one, marks the place to report."""

    def __init__(self, pattern: str, *, ignore_case: bool = False) -> None:
        self.pattern = f"(?i){pattern}" if ignore_case else pattern
        self._compiled = re2.compile(self.pattern, _options())
        self._marks = self._compiled.groupindex.get("at", 0)

    def places(self, text: str) -> Iterator[tuple[int, int, Mapping[str, str]]]:
        """Yield start, end and the named groups of every match that is not empty."""
        for match in self._compiled.finditer(text):
            start, end = match.span(self._marks)
            if start < end:
                yield start, end, {k: v for k, v in match.groupdict().items() if v is not None}

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Start and end of every whole match, the group `at` or not."""
        return [match.span() for match in self._compiled.finditer(text)]


class PatternSet:
    """Patterns searched for together. Answers which rows may match, never where."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = tuple(patterns)
        starts = range(0, len(self.patterns), _TOGETHER)
        self._sets = [_Program(self.patterns[one : one + _TOGETHER], one) for one in starts]

    def scan(self, texts: Sequence[str]) -> dict[int, list[int]]:
        """Map the index of each pattern that may match somewhere to the rows where it may."""
        found: dict[int, list[int]] = {}
        for one in self._sets:
            one.scan(texts, range(len(texts)), GROUP_ROWS, found)
        return found


class _Program:
    """Some of the patterns of a set, the first of which is its number `first`."""

    def __init__(self, patterns: Sequence[str], first: int) -> None:
        self.first = first
        wide = [widened(pattern) for pattern in patterns]
        try:
            few = sum(map(len, wide)) < _MANY
            self._set = _set_of(wide, _MEMORY if few else _MOST_MEMORY)
        except re2.error:
            self._set = _set_of(wide, _MOST_MEMORY)

    def scan(
        self, texts: Sequence[str], rows: range, sizes: Sequence[int], found: dict[int, list[int]]
    ) -> None:
        """Add to `found` the rows where each pattern may match."""
        size, *smaller = sizes
        for first in range(rows.start, rows.stop, size):
            group = range(first, min(first + size, rows.stop))
            matched = self._set.Match(_block(texts, group.start, group.stop))
            if matched and smaller:
                self.scan(texts, group, smaller, found)
            elif matched:
                for index in matched:
                    found.setdefault(self.first + index, []).append(first)


def _set_of(patterns: Sequence[str], memory: int) -> Any:
    """The compiled set. Raises re2.error where its program needs more memory."""
    made = re2.Set.SearchSet(_options(memory))
    for pattern in patterns:
        made.Add(f"(?m){pattern}")
    made.Compile()
    return made


def _block(texts: Sequence[str], start: int, end: int) -> str:
    if isinstance(texts, JoinedTexts):
        return texts.joined(start, end)
    return "\n".join(texts[start:end])


def alternation(words: Sequence[str]) -> str:
    """A group that matches any of `words` literally, longest first."""
    return "(?:" + "|".join(re2.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def expand(pattern: str, lists: Mapping[str, Sequence[str]]) -> str:
    """Replace every `{name}` by the alternation of the list of that name.

    A list that is not there, as the months of an unknown language, matches nothing.
    """
    return _LIST.sub(lambda name: alternation(lists.get(name[0][1:-1], ()) or (_NOTHING,)), pattern)


class Matcher:
    """A pattern with what keeps it silent: word borders and contexts.

    `whole_words`: no letter or digit may touch either end. `unless`: a match that overlaps a match
    of one of these patterns is dropped; this stands in for look-around. Compiled on first use.
    """

    def __init__(
        self,
        pattern: str,
        *,
        unless: Sequence[str] = (),
        ignore_case: bool = False,
        whole_words: bool = False,
    ) -> None:
        self.trigger = f"(?i){pattern}" if ignore_case else pattern
        self.whole_words = whole_words
        self._sources = pattern, tuple(unless), ignore_case

    @cached_property
    def _exact(self) -> Pattern:
        pattern, _, ignore_case = self._sources
        return Pattern(pattern, ignore_case=ignore_case)

    @cached_property
    def _contexts(self) -> list[Pattern]:
        _, unless, ignore_case = self._sources
        return [Pattern(text, ignore_case=ignore_case) for text in unless]

    def places(self, text: str) -> Iterator[tuple[int, int, Mapping[str, str]]]:
        """Yield start, end and named groups of every match that nothing keeps silent."""
        exempt: Spans | None = None
        for start, end, groups in self._exact.places(text):
            if self.whole_words and _touches_word(text, start, end):
                continue
            if exempt is None:
                exempt = Spans(span for context in self._contexts for span in context.spans(text))
            if not exempt.overlap(start, end):
                yield start, end, groups


class Spans:
    """Spans of one text, asked which places they overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of the spans has a character in common with `start:end`."""
        index = bisect_right(self._ends, start)
        return index < len(self._starts) and self._starts[index] < end


def _touches_word(text: str, start: int, end: int) -> bool:
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return (before.isalnum() and text[start].isalnum()) or (
        after.isalnum() and text[end - 1].isalnum()
    )
