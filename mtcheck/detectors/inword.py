"""Kind `inword`: a word that repeats a part of itself: WhiteWhite, busbusbus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.rule import Rule
from mtcheck.text.arrays import Codes, stretches
from mtcheck.text.columns import TextColumn
from mtcheck.text.patterns import Pattern
from mtcheck.text.views import View

_CAPITALISED = r"\p{Lu}\p{Ll}{2,}"
_LONGEST = 15
_VOWELS = frozenset("aeiouy")
"""Letters of the longest part that is looked for three times."""


class InwordOptions(Options):
    """`shortest`: letters of the shortest part. `allow`: a TSV beside the rule with the column
    `word`: parts that may be doubled."""

    shortest: int = 3
    allow: str | None = None


class Repetition(NamedTuple):
    """A part that stands `times` times in the word at `start:end` of a text; `place` is where."""

    start: int
    end: int
    part: str
    times: int
    place: tuple[int, int]


class InwordDetector(Detector):
    """A part with a capital twice, or any part three times; never what the source has too.

    Code points are compared at the distances 3 to 15, in long words only. Evidence: `part`,
    `times`, and the word with the part once, `once`.
    """

    Options = InwordOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._options: dict[str, InwordOptions] = {rule.id: self.read(rule) for rule in self.rules}
        self._allowed = {rule.id: _allowed(rule, self._options[rule.id]) for rule in self.rules}
        self._capitalised = Pattern(_CAPITALISED)

    def triggers(self) -> Mapping[str, Sequence[str]]:
        return {rule.id: [_CAPITALISED * 2] for rule in self.rules}

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        for rule, options in self._options.items():
            found = _loops(view.target, options.shortest)
            for row in self.matched(rows, rule, 1):
                if doubles := list(self._doubles(view.target.texts[row], options.shortest)):
                    found.setdefault(row, []).extend(doubles)
            for row, repetitions in sorted(found.items()):
                yield from self._hits(rule, view, row, repetitions)

    def _hits(
        self, rule: str, view: View, row: int, repetitions: Sequence[Repetition]
    ) -> Iterator[Hit]:
        text = view.target.texts[row]
        source = view.source.texts[row].lower() if view.source is not None else ""
        if source and _loops(TextColumn([source]), self._options[rule].shortest):
            return
        done = 0
        for one in sorted(repetitions):
            word = text[one.start : one.end].lower()
            if one.start < done or one.part.lower() in self._allowed[rule] or word in source:
                continue
            first, last = one.place
            once = text[one.start : first] + text[first : first + len(one.part)]
            evidence = {"part": one.part, "times": one.times, "once": once + text[last : one.end]}
            yield Hit(rule, row, one.start, one.end, evidence)
            done = one.end

    def _doubles(self, text: str, shortest: int) -> Iterator[Repetition]:
        """Equal parts with a capital that follow each other in one word."""
        spans = self._capitalised.spans(text)
        for (start, middle), (follows, end) in pairwise(spans):
            length = middle - start
            part = text[start:middle]
            if length >= shortest and follows == middle and text.startswith(part, middle):
                first, last = _word(text, start, end)
                yield Repetition(first, last, part, 2, (start, middle + length))


def _allowed(rule: Rule, options: InwordOptions) -> frozenset[str]:
    if options.allow is None:
        return frozenset()
    return frozenset(row["word"].lower() for row in rule.table(options.allow, "word"))


def _loops(column: TextColumn, shortest: int) -> dict[int, list[Repetition]]:
    """Words that hold a part of letters three times or more, by row."""
    tokens = column.tokens
    long = tokens.ends - tokens.starts >= 3 * shortest
    starts, ends = tokens.starts[long], tokens.ends[long]
    if not len(starts):
        return {}
    places, _ = stretches(starts, ends + 1)
    codes = _lower(column.codes[places])
    found: dict[int, list[Repetition]] = {}
    taken: set[int] = set()
    for period in range(shortest, _LONGEST + 1):
        for index in _first_of_runs(codes, period):
            at = int(places[index])
            word = int(np.searchsorted(starts, at, side="right")) - 1
            if word in taken or at >= ends[word]:
                continue
            row = int(column.rows_at(starts[word : word + 1])[0])
            offset = int(column.starts[row])
            bounds = int(starts[word]) - offset, int(ends[word]) - offset
            if (one := _loop(column.texts[row], bounds, at - offset, period)) is not None:
                taken.add(word)
                found.setdefault(row, []).append(one)
    return found


def _lower(codes: Codes) -> Codes:
    """Latin capitals in lower case, all else as it is."""
    lower: Codes = codes + np.uint32(32) * (codes - np.uint32(65) < 26)
    return lower


def _first_of_runs(codes: Codes, period: int) -> list[int]:
    """Where at least `2 * period` code points in a row equal those `period` further on: each run
    once, by its first."""
    sampled = codes[::period]  # a run that long holds two samples in a row
    same = sampled[1:] == sampled[:-1]
    places = np.flatnonzero(same[1:] & same[:-1]) * period
    for shift in range(1, period):
        if not len(places):
            return []
        places = places[codes[places + shift] == codes[places + shift + period]]
    runs: list[tuple[int, int]] = []
    next_one = 0
    while next_one < len(places):
        runs.append(_run(codes, int(places[next_one]), period))
        next_one = int(np.searchsorted(places, runs[-1][1]))
    return [first for first, end in runs if end - first >= 2 * period]


def _run(codes: Codes, place: int, period: int) -> tuple[int, int]:
    """Start and end of the code points around `place` that equal those `period` further on."""
    before = _alike(codes[:place][::-1], codes[period : place + period][::-1])
    behind = _alike(codes[place + 1 :], codes[place + 1 + period :])
    return place - before, place + 1 + behind


def _alike(one: Codes, other: Codes) -> int:
    """How many code points two columns have in common from the first one on."""
    done, size, most = 0, 64, min(len(one), len(other))
    while done < most:
        stop = min(done + size, most)
        differs = one[done:stop] != other[done:stop]
        at = int(differs.argmax())
        if differs[at]:
            return done + at
        done, size = stop, 2 * size
    return most


def _loop(text: str, word: tuple[int, int], start: int, period: int) -> Repetition | None:
    """The repetition that begins at `start`, where its part is letters, no "ha", "aaa" or "rwx"."""
    part = text[start : start + period]
    folded = part.lower()
    if not part.isalpha() or (folded + folded).find(folded, 1) < len(folded):
        return None
    if folded.isascii() and _VOWELS.isdisjoint(folded):
        return None
    lower = text[: word[1]].lower() if len(text) == len(text.lower()) else text[: word[1]]
    end = start + period
    while end < word[1] and lower[end] == lower[end - period]:
        end += 1
    times = (end - start) // period
    if times < 3:
        return None
    return Repetition(*word, part, times, (start, start + times * period))


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole word around `start:end`."""
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end
