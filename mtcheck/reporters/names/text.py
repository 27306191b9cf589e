"""Tables of names for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len, set_cell_size

from mtcheck.named import NamedEntity, NameTable
from mtcheck.reporters.base import clipped, inert, log_line
from mtcheck.reporters.names.groups import counted, document_name, groups, source_of

_NAME = 60
"""Code points of a name shown at most."""


def lines(tables: Iterable[NameTable]) -> Iterator[str]:
    """All lines, with every text of a document inert."""
    for number, table in enumerate(tables):
        if number:
            yield ""
        yield log_line(inert(f"{document_name(table)}: {counted(table)}"))
        for heading, members in groups(table):
            yield from ("", heading)
            yield from _rows(members)


def _rows(members: list[NamedEntity]) -> Iterator[str]:
    """The most frequent rendering of each name, and the others below it. `!` marks where a rule
    found something."""
    found = [
        (
            "!" if one.rules else " ",
            f"{one.count:,}",
            ("  " if number else "") + inert(clipped(one.text, _NAME)),
            f"{one.line}:{one.column}",
            "" if number else inert(clipped(source_of(entity), _NAME)),
            " ".join(one.rules),
        )
        for entity in members
        for number, one in enumerate(entity.renderings)
    ]
    widths = [max(map(cell_len, column)) for column in zip(*found, strict=True)]
    for mark, count, text, place, source, rules in found:
        cells = (
            f" {mark} {count:>{widths[1]}}",
            set_cell_size(text, widths[2]),
            set_cell_size(place, widths[3]),
            set_cell_size(source, widths[4]),
            rules,
        )
        yield "  ".join(cell for cell in cells if cell).rstrip()
