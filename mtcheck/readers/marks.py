"""Inline marks as readers pass them on. What a mark means is said in `mtcheck.suppress`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mtcheck.batch import Mark, Row
from mtcheck.suppress import Cover, stays

FIELDS = ("mtcheck_ignore", "mtcheck")
"""Names of fields and columns that hold a mark."""

Keys = tuple[str, ...]

LONGEST = 1_000
"""Code points of a mark at most, its reason included."""

_BEGIN = "mtcheck:"


def mark_of(comment: str, line: int) -> Mark | None:
    """The mark that a comment is; None where it is an ordinary one."""
    text = comment.strip()
    if not text.startswith(_BEGIN):
        return None
    return Mark(line, text[len(_BEGIN) :].strip()[:LONGEST])


def field_mark(value: object, line: int) -> Mark | None:
    """The mark in a field or column of its own: rules, or a list of them, and a reason. The word
    `ignore` may be left out."""
    listed = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = listed.strip().removeprefix(_BEGIN).strip()[:LONGEST]
    if value is None or not text:
        return None
    return Mark(line, text if text.startswith("ignore") else f"ignore {text}")


def parted(marks: Sequence[Mark]) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Marks that go on behind their block, and those of the block alone."""
    return (
        tuple(mark for mark in marks if stays(mark)),
        tuple(mark for mark in marks if not stays(mark)),
    )


class KeyMarks:
    """The marks of a format of keys. A text `mtcheck_ignore` beside others is about the whole
    object, and all inside it; an object of that name holds marks about the keys that it names.

    `texts` are all texts, each with the keys that lead to it and its line.
    """

    def __init__(self, texts: Iterable[tuple[Keys, str, int]]) -> None:
        self._marks: dict[Keys, list[Mark]] = {}
        for keys, value, line in texts:
            if self.holds(keys) and (mark := field_mark(value, line)):
                at = keys.index(FIELDS[0])
                above, named = keys[:at], ".".join(keys[at + 1 :]).split(".")
                if above and above[-1].startswith("@"):  # ARB tells of `key` at `@key`
                    above = (*above[:-1], above[-1][1:])
                about = (*above, *(name for name in named if name))
                text = re.sub(r"^ignore-[a-z]+", "ignore", mark.text)  # its keys say how far
                self._marks.setdefault(about, []).append(mark._replace(text=text))

    @staticmethod
    def holds(keys: Keys) -> bool:
        """Whether what these keys lead to is a mark and no text."""
        return FIELDS[0] in keys

    def over(self, row: Row, keys: Keys) -> Row:
        """The row with its marks, those of the whole file first. A key that holds dots is found by
        its parts too."""
        if not self._marks:
            return row
        parts = tuple(part for key in keys for part in key.split("."))
        ways = [way[:size] for way in (keys, parts) for size in range(len(way) + 1)]
        marks = (mark for way in dict.fromkeys(ways) for mark in self._marks.get(way, ()))
        return row._replace(marks=tuple(marks))


def covered(items: Iterable[Row | Mark]) -> Iterator[Row]:
    """The rows, each with all marks that cover it. A mark stands before the row that it is in; the
    marks of a row itself are its own. Marks behind the last row come with that one."""
    cover = Cover()
    before: list[Mark] = []
    held: Row | None = None
    try:
        for item in items:
            if isinstance(item, Mark):
                before.append(item)
                continue
            told = bool(before or item.marks or held is None or cover.lasting)
            if held is not None:
                yield held
            held = item
            if told:
                marks = cover.over((*before, *item.marks))
                held = item._replace(marks=marks) if marks else item
                before = []
    except Exception:
        if held is not None:
            yield held
        raise
    if held is not None:
        late = cover.behind(before)
        yield held._replace(marks=(*held.marks, *late)) if late else held


class MarkedLine(NamedTuple):
    """A line of a plain text, its 1-based number, its offset, and the marks right above it."""

    number: int
    offset: int
    text: str
    marks: tuple[Mark, ...] = ()


class MarkedLines:
    """The lines of a plain text, given with their offsets, and the marks above them. A mark takes a
    line of its own, which then counts as blank; `late` are those that no text has followed yet."""

    def __init__(self, decoded: Iterable[tuple[int, str]]) -> None:
        self._decoded = decoded
        self.late: list[Mark] = []

    def __iter__(self) -> Iterator[MarkedLine]:
        for number, (offset, text) in enumerate(self._decoded, 1):
            if mark := _line_mark(text, number):
                self.late.append(mark)
                yield MarkedLine(number, offset, "")
            elif self.late and text and not text.isspace():
                yield MarkedLine(number, offset, text, tuple(self.late))
                self.late.clear()
            else:
                yield MarkedLine(number, offset, text)


def _line_mark(text: str, number: int) -> Mark | None:
    bare = text.strip() if "<!--" in text else ""
    if not (bare.startswith("<!--") and bare.endswith("-->")):
        return None
    return mark_of(bare[4:-3], number)


def over_lines(
    cover: Cover, rows: Iterable[tuple[int, tuple[Mark, ...]]], late: Sequence[Mark]
) -> dict[int, tuple[Mark, ...]]:
    """The marks over rows, each given by its line and the marks above that, which cover all rows
    of the line; `late` stand behind them all."""
    marks: dict[int, tuple[Mark, ...]] = {}
    above: tuple[Mark, ...] = ()
    before, row = 0, -1
    for row, (line, told) in enumerate(rows):
        if line != before:
            above, before = cover.over(told), line
        if above:
            marks[row] = above
    if void := cover.behind(late):
        marks[row] = (*above, *void)
    return marks
