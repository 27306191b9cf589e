"""Kind `sentences`: the same sentence twice, in a segment, in the next one, or in a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.model import Confidence
from mtcheck.text.arrays import Hashes, Positions
from mtcheck.text.columns import TextColumn
from mtcheck.text.sentences import Sentences, sentences, whole_rows
from mtcheck.text.views import View

_MIX = np.uint64(0x9E3779B97F4A7C15)
_MANY = 100
"""Pairs of sentences that are compared one by one."""


class SentencesOptions(Options):
    """`where` the second one stands: in the same `segment`, in the `next` one, or anywhere in the
    `document`, where the sources tell that it is another sentence.

    `shortest`: words of the shortest sentence. `alike`: share of common words from which two
    sources are taken for the same.
    """

    where: Literal["segment", "next", "document"]
    shortest: int = 5
    alike: float = 0.5


class SentencesDetector(Detector):
    """Compares hashes of sentences. Evidence: `first`, the segment of the first of them."""

    Options = SentencesOptions

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        if not len(view.target.tokens.starts):
            return
        found = sentences(view.target)
        for rule in self.rules:
            options: SentencesOptions = self.read(rule)
            if options.where == "next" and view.source is not None:
                continue
            long = np.flatnonzero(found.words >= options.shortest)
            same_sources: dict[tuple[int, int], bool] = {}
            told: set[tuple[int, int]] = set()
            for first, second in _pairs(found, long, _units(view, options.where, found.rows[long])):
                rows_of = int(found.rows[first]), int(found.rows[second])
                if not _begins(view.target, found, second) or not _fits(options.where, *rows_of):
                    continue
                if rows_of not in same_sources:
                    same_sources[rows_of] = _is_said_twice(view, rows_of, options.alike)
                loop = rows_of[0], int(found.hashes[first])
                if not same_sources[rows_of] and (rows_of[0] != rows_of[1] or loop not in told):
                    told.add(loop)
                    yield self._hit(rule.id, view, found, first, second)

    def _hit(self, rule: str, view: View, found: Sentences, first: int, second: int) -> Hit:
        rows = int(found.rows[first]), int(found.rows[second])
        whole = _is_whole(found, first) and _is_whole(found, second)
        sure = view.source is None or whole or rows[0] == rows[1]
        doubt = None if sure else Confidence.MEDIUM
        places = [_place(view.target, found, index) for index in (second, first)]
        evidence = {"first": view.batch.ids[rows[0]]}
        return Hit(rule, *places[0], evidence, related=(places[1],), confidence=doubt)


def _units(view: View, where: str, rows: Positions) -> Hashes:
    """A number for each row of what its sentences are compared within."""
    if where == "segment":
        return rows.astype(np.uint64)
    parts = view.batch.documents
    part = np.searchsorted([part.start for part in parts], rows, side="right") - 1
    known = np.array([part.id is not None for part in parts], dtype=np.bool_)
    units = np.where(known[part], part, len(parts) + rows)
    return units.astype(np.uint64)


def _pairs(found: Sentences, long: Positions, units: Hashes) -> Iterator[tuple[int, int]]:
    """Each sentence that has stood in its unit before, with the one before it."""
    keys = found.hashes[long] ^ (units * _MIX)
    order = np.argsort(keys, kind="stable")
    same = np.flatnonzero(keys[order][1:] == keys[order][:-1])
    pairs = zip(long[order[same]].tolist(), long[order[same + 1]].tolist(), strict=True)
    yield from sorted(pairs, key=lambda pair: pair[1])


def _begins(column: TextColumn, found: Sentences, index: int) -> bool:
    """Whether the sentence begins like one: with its row, or with no lower-case letter."""
    starts_row = not index or found.rows[index] != found.rows[index - 1]
    first = column.text[int(column.tokens.starts[found.firsts[index]])]
    return starts_row or not first.islower()


def _is_whole(found: Sentences, index: int) -> bool:
    """Whether the sentence is all of its row."""
    around = found.rows[max(index - 1, 0) : index + 2]
    return int((around == found.rows[index]).sum()) == 1


def _fits(where: str, first: int, second: int) -> bool:
    """Whether the rows of the two sentences are such as the rule is about."""
    if where == "segment":
        return first == second
    return second == first + 1 if where == "next" else first != second


def _is_said_twice(view: View, rows: tuple[int, int], share: float) -> bool:
    """Whether the source says a sentence twice, too."""
    if view.source is None:
        return False
    if rows[0] != rows[1]:
        return _alike(TextColumn([view.source.texts[row] for row in rows]), share)
    own = sentences(TextColumn([view.source.texts[rows[0]]])).hashes
    return len(np.unique(own)) < len(own)


def _alike(sources: TextColumn, share: float) -> bool:
    """Whether two sources have a sentence in common, or one of each is nearly the same; of long
    ones, whether they are as a whole."""
    if _are_like_labels(*sources.texts):
        return True
    found = sentences(sources)
    left, right = np.flatnonzero(found.rows == 0), np.flatnonzero(found.rows == 1)
    if not len(left) or not len(right) or np.isin(found.hashes[left], found.hashes[right]).any():
        return True
    if len(left) * len(right) > _MANY:
        found = whole_rows(sources)
        left, right = np.array([0]), np.array([1])
    bags = [[_bag(sources, found, index) for index in side.tolist()] for side in (left, right)]
    return any(_overlap(a, b) >= share for a in bags[0] for b in bags[1])


def _are_like_labels(one: str, other: str) -> bool:
    """Whether two labels have half of their words in common, but for endings: "Workflow states" and
    "Workflow state", "No locations given" and "Location not specified"."""
    texts = one.strip(), other.strip()
    if max(map(len, texts)) >= _LONGEST_LABEL:
        return False
    left, right = ({word[:4].casefold() for word in _WORD.findall(text)} for text in texts)
    if max(len(left), len(right)) > _LABEL:
        return False
    return 2 * len(left & right) >= max(min(len(left), len(right)), 1)


_LABEL, _LONGEST_LABEL = 4, 100
"""Words and characters of the longest label."""
_PART = 3
"""Words of a sentence that may be part of another."""
_WORD = re.compile(r"[^\W\d_]{4,}")


def _bag(column: TextColumn, found: Sentences, index: int) -> frozenset[int]:
    tokens = column.tokens.hashes[found.firsts[index] : found.lasts[index] + 1]
    return frozenset(tokens.tolist())


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """What two sentences share; all where one is part of the other: "…, please try again"."""
    least = min(len(one), len(other))
    if least >= _PART and least == len(one & other):
        return 1.0
    return len(one & other) / max(len(one | other), 1)


def _place(column: TextColumn, found: Sentences, index: int) -> tuple[int, int, int]:
    row = int(found.rows[index])
    offset = int(column.starts[row])
    start = int(column.tokens.starts[found.firsts[index]]) - offset
    return row, start, int(column.tokens.ends[found.lasts[index]]) - offset
