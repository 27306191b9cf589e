"""Tools for arrays over texts: hashes of stretches, sorted keys, tables over code points."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Codes = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
Heads = NDArray[np.uint16]
Positions = NDArray[np.intp]

CODE_POINTS = 0x110000

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_HEAD = np.uint64(0xD6E8FEB86659FD93)


def _powers(base: int, count: int) -> Hashes:
    factors = np.full(max(count, 1), base, dtype=np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


class _PowerTables:
    """Powers of the hash base and of its inverse modulo 2**64, kept for batches of common size."""

    kept = 1 << 20

    def __init__(self) -> None:
        self.tables = _powers(_BASE, 0), _powers(_INVERSE, 0)

    def __call__(self, count: int) -> tuple[Hashes, Hashes]:
        if len(self.tables[0]) >= count:
            return self.tables
        tables = _powers(_BASE, count), _powers(_INVERSE, count)
        if count <= self.kept:
            self.tables = tables
        return tables


power_tables = _PowerTables()


def code_table(characters: Iterable[str]) -> Bools:
    """A table over code points: True for each of the characters."""
    table = np.zeros(CODE_POINTS, dtype=np.bool_)
    table[[ord(character) for character in characters]] = True
    return table


def heads_of(hashes: Hashes) -> Heads:
    """Sixteen bits of each hash, mixed: the hash of a single letter is its code point."""
    return (hashes * _HEAD >> np.uint64(48)).astype(np.uint16)


def are_among(values: Hashes, known: Hashes) -> Bools:
    """Whether each value is one of `known`, which ascends."""
    if not len(known):
        return np.zeros(len(values), dtype=np.bool_)
    places = np.searchsorted(known, values)
    places[places == len(known)] = 0
    found: Bools = known[places] == values
    return found


def stretches(starts: Positions, ends: Positions) -> tuple[Positions, Positions]:
    """Every position of some stretches, none of them empty, and where in that each one begins."""
    lengths = ends - starts
    firsts = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum())) + np.repeat(starts - firsts, lengths), firsts
