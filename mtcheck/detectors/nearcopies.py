"""Kind `nearcopies`: segments of a document that say another one again, nearly in the same words.

What the source repeats, too, is no slip; without a source nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mtcheck.detectors.base import Detector, Hit, Options, Place, Rows
from mtcheck.text.arrays import Hashes
from mtcheck.text.columns import TextColumn
from mtcheck.text.views import View

_SHINGLE = 4
"""Tokens on end that are compared as one."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
_BUCKET = np.uint64(47)
"""Shingles are counted by the bits above; what is alone in its count stands nowhere else."""

Numbers = NDArray[np.int64]


class NearcopiesOptions(Options):
    """`tokens` of the shortest segment. `share`: that of the shingles of the longer segment which
    both have. `alike`: share of the tokens of the larger source from which both are the same."""

    tokens: int = 12
    share: float = 0.5
    alike: float = 0.5


class NearcopiesDetector(Detector):
    """Compares hashes of four tokens on end, then the few segments that share some. Segments that
    follow one another on both sides are one hit. Evidence: `line` of the first."""

    Options = NearcopiesOptions

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        if view.source is None or len(view.target.tokens.hashes) < _SHINGLE:
            return
        for rule in self.rules:
            options: NearcopiesOptions = self.read(rule)
            pairs = [
                pair for pair in _candidates(view, options) if _are_copies(view, *pair, options)
            ]
            for run in _runs(pairs):
                yield _hit(rule.id, view, run)


def _candidates(view: View, options: NearcopiesOptions) -> Iterator[tuple[int, int]]:
    """Rows of one document that share as many shingles as short copies do; the second ascends."""
    column = view.target
    counts = np.diff(column.token_bounds)
    part = _documents(view)
    fit = (counts >= options.tokens) & (part >= 0)
    if np.count_nonzero(fit) < 2:
        return
    row = np.repeat(np.arange(len(column)), counts)
    hashes = _shingles(column.tokens.hashes)
    keep = (row[: len(hashes)] == row[_SHINGLE - 1 :]) & fit[row[: len(hashes)]]
    row, hashes = row[: len(hashes)][keep], hashes[keep]
    keys = hashes ^ (part.astype(np.uint64) * _MIX)[row]
    bucket = (keys >> _BUCKET).astype(np.int64)
    again = np.bincount(bucket)[bucket] > 1
    row, keys = row[again], keys[again]
    order = np.argsort(keys, kind="stable")
    same = np.flatnonzero(keys[order][1:] == keys[order][:-1])
    first, second = row[order[same]], row[order[same + 1]]
    codes, times = np.unique((second * len(column) + first)[first != second], return_counts=True)
    least = options.share * (options.tokens - _SHINGLE)
    for code in codes[times >= least].tolist():
        yield code % len(column), code // len(column)


def _documents(view: View) -> Numbers:
    """The number of the document of each row; -1 where it belongs to none."""
    parts = view.batch.documents
    numbers = [-1 if part.id is None else number for number, part in enumerate(parts)]
    return np.repeat(numbers, [part.end - part.start for part in parts])


def _shingles(tokens: Hashes) -> Hashes:
    """A hash for each token and the three behind it."""
    pairs = tokens[:-1] * _MIX + tokens[1:]
    fours: Hashes = pairs[:-2] * _MIX + pairs[2:]
    return fours * _MIX


def _are_copies(view: View, first: int, second: int, options: NearcopiesOptions) -> bool:
    """Whether both targets are nearly the same, and the sources are not. A title is often what the
    text says, too."""
    assert view.source is not None
    if view.is_title(first):
        return False
    texts, sources = view.target.texts, view.source.texts
    if texts[first].strip() == texts[second].strip() or not (sources[first] and sources[second]):
        return False
    sides = [set(_shingles(_tokens(view.target, row)).tolist()) for row in (first, second)]
    if _shared(*sides) < options.share * max(map(len, sides)):
        return False
    told = [set(_tokens(view.source, row).tolist()) for row in (first, second)]
    return _shared(*told) < options.alike * min(map(len, told))


def _tokens(column: TextColumn, row: int) -> Hashes:
    begin, end = column.token_bounds[row : row + 2].tolist()
    return column.tokens.hashes[begin:end]


def _shared(one: set[int], other: set[int]) -> int:
    return len(one & other)


def _runs(pairs: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The pairs, those together that follow one another on both sides."""
    runs: list[list[tuple[int, int]]] = []
    told: set[int] = set()
    for first, second in pairs:
        if second in told:
            continue
        told.add(second)
        if runs and runs[-1][-1] == (first - 1, second - 1):
            runs[-1].append((first, second))
        else:
            runs.append([(first, second)])
    return runs


def _hit(rule: str, view: View, run: list[tuple[int, int]]) -> Hit:
    """The later segments, with the earlier ones as further places."""
    assert view.source is not None
    places = [_whole(view.target, row) for side in (1, 0) for row in (pair[side] for pair in run)]
    sources = tuple(_whole(view.source, row) for pair in run for row in pair[::-1])
    evidence = {"line": view.batch.lines[run[0][0]]}
    return Hit(rule, *places[0], evidence, tuple(places[1:]), sources=sources)


def _whole(column: TextColumn, row: int) -> Place:
    text = column.texts[row]
    return row, len(text) - len(text.lstrip()), len(text.rstrip())
