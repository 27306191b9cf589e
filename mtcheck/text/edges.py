"""Where rows begin and end: their first and last characters that say something.

Spaces, quotation marks and brackets around a row are passed over, all rows at once.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from mtcheck.text.arrays import Positions
from mtcheck.text.columns import TextColumn

Ends = NDArray[np.uint8]


class End(IntEnum):
    """What a row ends with."""

    OTHER = 0
    WORD = 1
    STOP = 2
    QUESTION = 3
    EXCLAMATION = 4
    COLON = 5
    ELLIPSIS = 6
    COMMA = 7
    SEMICOLON = 8
    AROUND = 9


MARKS = {
    End.STOP: ".。．｡।॥۔։።။។",
    End.QUESTION: "?？؟՞፧\u037e",
    End.EXCLAMATION: "!！՜‼",
    End.COLON: ":：",
    End.ELLIPSIS: "…⋯",
    End.COMMA: ",，、،՝፣",
    End.SEMICOLON: ";；؛፤",
}
"""The marks of all scripts, by what they mean."""

AROUND = (
    "\u200b\u200e\u200f \t\n\r\u00a0\u202f\u3000"
    "¿¡\"'“”„‟‘’‚‛«»‹›「」『』《》〈〉〝〟()[]{}（）［］【】*_"
)
"""What may stand outside the first and the last word or mark of a sentence."""

SENTENCE_ENDS = (End.STOP, End.QUESTION, End.EXCLAMATION, End.ELLIPSIS)

_PASSED = 8
"""Characters passed over at most at one end of a row."""
_BEYOND = 0xFFFF


def _table() -> Ends:
    table = np.zeros(_BEYOND + 1, dtype=np.uint8)
    for end, marks in MARKS.items():
        table[[ord(mark) for mark in marks]] = end
    table[[ord(character) for character in AROUND]] = End.AROUND
    return table


_ENDS = _table()


def _meanings(column: TextColumn, positions: Positions) -> Ends:
    found: Ends = _ENDS[np.minimum(column.codes[positions], _BEYOND)]
    return found


def last_characters(column: TextColumn) -> Positions:
    """Position of the last character of each row that is not around it; for a row without any it
    may be any position near the row."""
    first, last = column.starts[:-1], np.maximum(column.starts[1:] - 2, 0)
    for _ in range(_PASSED):
        around = (_meanings(column, last) == End.AROUND) & (last > first)
        if not around.any():
            break
        last = last - around
    return last


def first_characters(column: TextColumn) -> Positions:
    """Position of the first character of each row that is not around it; of its line break for a
    row without any."""
    first, stop = column.starts[:-1].copy(), column.starts[1:] - 1
    for _ in range(_PASSED):
        around = (_meanings(column, first) == End.AROUND) & (first < stop)
        if not around.any():
            break
        first = first + around
    return first


def ends(column: TextColumn, question: str = "?") -> Ends:
    """What each row ends with, as values of `End`. `question`: the question mark of the language;
    a Greek one looks like a semicolon."""
    last = last_characters(column)
    found = _meanings(column, last)
    dots = (found == End.STOP) & (_meanings(column, np.maximum(last - 1, 0)) == End.STOP)
    found[dots & (last > column.starts[:-1])] = End.ELLIPSIS
    words = (found == End.OTHER) & (column.classes[last] & 7 >= 4)
    found[words] = End.WORD
    if question in MARKS[End.SEMICOLON]:
        found[found == End.SEMICOLON] = End.QUESTION
    found[np.diff(column.starts) == 1] = End.OTHER
    return found
