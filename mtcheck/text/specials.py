"""Which rows hold marks of code, such as `<` or `%`. Asked of a whole batch at once."""

from __future__ import annotations

from functools import cache
from weakref import WeakKeyDictionary

import numpy as np

from mtcheck.text.arrays import Bools, Codes, Positions
from mtcheck.text.columns import TextColumn

_MARKS = "<>{}%$@#/\\&`*_[]|.-("
_LAST = 255
_seen: WeakKeyDictionary[TextColumn, tuple[Positions, Codes]] = WeakKeyDictionary()
"""What is known of the columns at hand. A column is large: none is kept for this."""


@cache
def table_of(characters: str) -> Bools:
    """A table over the first 256 codes: True for each of the characters."""
    table = np.zeros(_LAST + 1, dtype=np.bool_)
    table[[ord(character) for character in characters]] = True
    return table


def marks_in(column: TextColumn, marks: str) -> Positions:
    """Positions of any of `marks` (of those this module knows) in the text of a column."""
    positions, codes = _specials(column)
    return positions[table_of(marks)[codes]]


def followed(column: TextColumn, mark: str, following: str) -> Positions:
    """Positions of a mark before one of the characters `following`."""
    positions = marks_in(column, mark)
    after = column.codes[np.minimum(positions + 1, len(column.codes) - 1)]
    return positions[table_of(following)[np.minimum(after, _LAST)]]


def rows_with(column: TextColumn, marks: str) -> set[int]:
    """The rows that hold any of `marks`."""
    return set(column.rows_at(marks_in(column, marks)).tolist())


def _specials(column: TextColumn) -> tuple[Positions, Codes]:
    """Position and code of all marks; several detectors ask the two columns of a batch."""
    if column not in _seen:
        positions = column.signs
        codes = column.codes[positions]
        wanted = table_of(_MARKS)[np.minimum(codes, _LAST)]
        _seen[column] = positions[wanted], codes[wanted]
    return _seen[column]
