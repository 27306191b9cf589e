"""What terms are, for those who look for them."""

from __future__ import annotations

from typing import NamedTuple

from mtcheck.text.columns import SPACELESS, TextColumn, script_mask

SPACELESS_LETTERS = script_mask(*SPACELESS)
"""Classes of letters of scripts without spaces."""


class Term(NamedTuple):
    """A term to be found. `case`: capitals count. `verb`: it may have the endings of one."""

    text: str
    case: bool = False
    verb: bool = False


class Place(NamedTuple):
    """Where a term stands: row, number of the term, start and end in the row."""

    row: int
    number: int
    start: int
    end: int


def is_spaceless(text: str) -> bool:
    """Whether `text` holds letters of a script without spaces."""
    if text.isascii():
        return False
    return bool(SPACELESS_LETTERS[TextColumn([text]).classes].any())
