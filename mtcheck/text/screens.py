"""Which rows may hold something to be copied: questions to the arrays of a column."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from mtcheck.text.arrays import Bools, Positions
from mtcheck.text.columns import SCRIPTS, Kind, TextColumn
from mtcheck.text.specials import followed, marks_in

_LATIN = SCRIPTS.index("LATIN") << 3 | Kind.LETTER
_CASE = 0x20
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"
_AFTER_PERCENT = _LETTERS + "0123456789%({<@*.-+#'"
_AFTER_DOLLAR = _LETTERS + "{"


def rows_that_may_hold(kind: str, column: TextColumn) -> list[int]:
    """Rows in which a kind of `verbatim.KINDS` may be found, ascending."""
    positions = _SCREENS[kind](column)
    return np.unique(column.rows_at(positions)).tolist() if len(positions) else []


def rows_with_placeholders(column: TextColumn) -> set[int]:
    """Rows that may hold a placeholder. A percent sign after a digit is none."""
    percents = followed(column, "%", _AFTER_PERCENT)
    after_digit = column.classes[np.maximum(percents - 1, 0)] == Kind.DIGIT
    doubled = column.codes[np.minimum(percents + 1, len(column.codes) - 1)] == ord("%")
    found = percents[~after_digit | doubled], followed(column, "$", _AFTER_DOLLAR)
    positions = np.concatenate((*found, marks_in(column, "{")))
    return set(column.rows_at(positions).tolist())


def _twice(mark: str) -> Callable[[TextColumn], Positions]:
    """Where a mark stands twice in a row."""

    def screen(column: TextColumn) -> Positions:
        return followed(column, mark, mark)

    return screen


def _any(marks: str) -> Callable[[TextColumn], Positions]:
    def screen(column: TextColumn) -> Positions:
        return marks_in(column, marks)

    return screen


def _inner_dots(column: TextColumn) -> Positions:
    """Dots with a small Latin letter after and a letter or digit before them."""
    dots = marks_in(column, ".")
    dots = dots[(dots > 0) & (dots < len(column.codes) - 1)]
    after, before = column.codes[dots + 1], column.classes[dots - 1]
    return dots[(after >= ord("a")) & (after <= ord("z")) & (before & 7 >= Kind.LETTER)]


def _urls(column: TextColumn) -> Positions:
    return np.concatenate((_twice("/")(column), _inner_dots(column)))


def _paths(column: TextColumn) -> Positions:
    """Slashes that no letter or digit stands before, backslashes, dots inside of words."""
    slashes = marks_in(column, "/")
    slashes = slashes[column.classes[np.maximum(slashes - 1, 0)] & 7 < Kind.LETTER]
    return np.concatenate((slashes, marks_in(column, "\\"), _inner_dots(column)))


def _camel(column: TextColumn) -> Positions:
    """Capitals after a small letter."""
    latin: Bools = column.classes == _LATIN
    capital = latin & (column.codes & _CASE == 0) & (column.codes < 128)
    return np.flatnonzero(capital[1:] & latin[:-1] & ~capital[:-1])


def _codes(column: TextColumn) -> Positions:
    """Digits after a Latin letter, with a hyphen between them, or a space after a capital."""
    digits = np.flatnonzero(column.classes == Kind.DIGIT)
    first, second = np.maximum(digits - 1, 0), np.maximum(digits - 2, 0)
    before, mark = column.classes[first], column.codes[first]
    latin = column.classes[second] == _LATIN
    capital = latin & (column.codes[second] & _CASE == 0)
    joined = (latin & (mark == ord("-"))) | (capital & (before == Kind.SPACE))
    wanted: Bools = (before == _LATIN) | joined
    return digits[wanted]


_SCREENS: Mapping[str, Callable[[TextColumn], Positions]] = {
    "url": _urls,
    "domain": _inner_dots,
    "email": _any("@"),
    "path": _paths,
    "option": _twice("-"),
    "call": lambda column: followed(column, "(", ")"),
    "camel": _camel,
    "snake": _any("_"),
    "handle": _any("@"),
    "hashtag": _any("#"),
    "code": _codes,
}
