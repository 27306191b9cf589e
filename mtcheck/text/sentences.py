"""Sentences of a column as hashes, to find those that stand twice. No row is split as text.

A cut is a mark that ends sentences, between two words. Abbreviations of two letters are none, and
what a longer one cuts off is compared as if it were a sentence: harmless, as its rest would have to
be the same too.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck.text.arrays import Hashes, Positions, code_table
from mtcheck.text.columns import CHARACTERS_PER_WORD, SPACELESS, TextColumn, script_mask

_STOPS = code_table(".!?\u2026\u3002\uff01\uff1f\uff0e\u0964\u061f")
_SPACELESS = script_mask(*SPACELESS)
_BASE = 0xD6E8FEB86659FD93
_SHORTEST_BEFORE_STOP = 3
"""Letters before a full stop, else it is one of an abbreviation."""


class Sentences(NamedTuple):
    """One entry a sentence: its row, first and last token, a hash of its tokens, and its words."""

    rows: Positions
    firsts: Positions
    lasts: Positions
    hashes: Hashes
    words: NDArray[np.float64]


def sentences(column: TextColumn) -> Sentences:
    """All sentences of all rows, in order, those without a word left out."""
    if not len(column.tokens.starts):
        return whole_rows(column)
    return _hashed(column, _behind_stops(column))


def whole_rows(column: TextColumn) -> Sentences:
    """The same for rows: one entry for each row with a word."""
    return _hashed(column, np.zeros(0, dtype=np.intp))


def _hashed(column: TextColumn, cuts: Positions) -> Sentences:
    """Stretches of tokens that begin with a row or at one of `cuts`."""
    tokens = column.tokens
    if not len(tokens.starts):
        none = np.zeros(0, dtype=np.intp)
        return Sentences(none, none, none, none.astype(np.uint64), none.astype(np.float64))
    begins = np.zeros(len(tokens.starts), dtype=np.bool_)
    rows = column.token_bounds[:-1]
    begins[rows[rows < len(begins)]] = True
    begins[cuts] = True
    firsts = np.flatnonzero(begins)
    lasts = np.append(firsts[1:], len(begins)) - 1
    lengths = lasts - firsts + 1
    factors = np.full(int(lengths.max()), _BASE, dtype=np.uint64).cumprod(dtype=np.uint64)
    place = np.arange(len(begins)) - np.repeat(firsts, lengths)
    hashes = np.add.reduceat(tokens.hashes * factors[place], firsts)
    rows = column.rows_at(tokens.starts[firsts])
    return Sentences(rows, firsts, lasts, hashes, _words(column, firsts))


def _words(column: TextColumn, firsts: Positions) -> NDArray[np.float64]:
    starts = column.tokens.starts
    if not column.has_spaceless:
        return np.diff(np.append(firsts, len(starts))).astype(np.float64)
    each = np.where(_SPACELESS[column.classes[starts]], 1 / CHARACTERS_PER_WORD, 1.0)
    words: NDArray[np.float64] = np.add.reduceat(each, firsts)
    return words


def _behind_stops(column: TextColumn) -> Positions:
    """The tokens that stand right behind the end of a sentence."""
    starts, ends = column.tokens.starts, column.tokens.ends
    stops = column.signs[_STOPS[column.codes[column.signs]]]
    before = np.searchsorted(starts, stops, side="right") - 1
    inside = (before >= 0) & (before + 1 < len(starts))
    stops, before = stops[inside], before[inside]
    code = column.codes[stops]
    length = ends[before] - starts[before]
    plain = (code != ord(".")) | (length >= _SHORTEST_BEFORE_STOP) | (code > 0x2FFF)
    apart = (starts[before + 1] - stops > 1) | (code > 0x2FFF)
    behind: Positions = before[plain & apart] + 1
    return behind
