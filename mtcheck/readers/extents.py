"""Which segments stand on some lines of a file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtcheck.batch import Row
from mtcheck.errors import InputError
from mtcheck.readers.base import Piece, ReadOptions, opened
from mtcheck.readers.formats import open_reader


class _Extent(NamedTuple):
    """The first and the last line of a segment, counted at line feeds."""

    row: Row
    first: int
    last: int


def touched(path: str, lines: frozenset[int], options: ReadOptions) -> frozenset[int] | None:
    """The lines, as batches give them, of the segments that stand on some of `lines`.

    A source before its target belongs to the segment. None, for all segments, where a file cannot
    be read: whoever checks it will say why.
    """
    changed = sorted(lines)
    try:
        reader = open_reader(path, options.input_format)
        with opened(path) as raw:
            stream, options = reader.told(raw, options)
            if reader.writes and reader.is_text:
                extents = _extents(reader.pieces(path, stream, options))
                return frozenset(
                    one.row.line for one in extents if _meets(changed, one.first, one.last)
                )
            starts = {line for batch in reader.read(path, stream, options) for line in batch.lines}
    except InputError:
        return None
    return frozenset(_owners(changed, sorted(starts)))


def _extents(pieces: Iterator[Piece]) -> Iterator[_Extent]:
    line, end = 1, 0
    for piece in pieces:
        breaks = piece.raw.count("\n")
        if piece.row is not None:
            last = line + breaks - piece.raw.endswith("\n")
            first = line if piece.row.source is None else min(line, end + 1)
            yield _Extent(piece.row, first, last)
            end = last
        line += breaks


def _meets(changed: Sequence[int], first: int, last: int) -> bool:
    """Whether one of the changed lines, which ascend, lies in `first:last`, both included."""
    place = bisect_left(changed, first)
    return place < len(changed) and changed[place] <= last


def _owners(changed: Sequence[int], starts: Sequence[int]) -> Iterator[int]:
    """Where the segment begins that stands on each changed line, or above it."""
    for line in changed:
        place = bisect_right(starts, line)
        if place:
            yield starts[place - 1]
