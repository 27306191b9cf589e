"""Tables of names for spreadsheets: one line for each rendering."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtcheck.named import NameTable
from mtcheck.reporters.csv import cell

HEADER = (
    "path document kind name rendering count line column source source_count rules segment"
).split()


def lines(tables: Iterable[NameTable]) -> Iterator[str]:
    """A header, then all renderings; `name` is the most frequent rendering of the same name."""
    yield "\t".join(HEADER)
    for table in tables:
        for entity in table.entities:
            for one in entity.renderings:
                cells = (
                    table.path,
                    table.document or "",
                    entity.kind,
                    entity.renderings[0].text,
                    one.text,
                    str(one.count),
                    str(one.line),
                    str(one.column),
                    entity.source,
                    str(entity.source_count) if entity.source else "",
                    " ".join(one.rules),
                    one.segment,
                )
                yield "\t".join(map(cell, cells))
