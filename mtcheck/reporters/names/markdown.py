"""Tables of names in Markdown, for a page or a comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtcheck.named import NamedEntity, NameTable
from mtcheck.reporters.base import clipped
from mtcheck.reporters.markdown import code
from mtcheck.reporters.names.groups import counted, document_name, groups, source_of

_TEXT = 100
"""Code points of a text shown at most."""


def lines(tables: Iterable[NameTable]) -> Iterator[str]:
    """All text of others stands in code spans, so that no markup comes of it."""
    for table in tables:
        yield from (f"## Names in {_shown(document_name(table))}", "", f"{counted(table)}.", "")
        for heading, members in groups(table):
            yield from (f"### {heading.capitalize()}", "")
            yield from (
                "| times | name | first at | source | found |",
                "| ---: | --- | --- | --- | --- |",
            )
            yield from (row for entity in members for row in _rows(entity))
            yield ""


def _rows(entity: NamedEntity) -> Iterator[str]:
    for number, one in enumerate(entity.renderings):
        name = f"↳ {_shown(one.text)}" if number else f"**{_shown(one.text)}**"
        source = "" if number else _shown(source_of(entity))
        rules = " ".join(map(_shown, one.rules))
        cells = (str(one.count), name, f"{one.line}:{one.column}", source, rules)
        yield f"| {' | '.join(cells)} |"


def _shown(text: str) -> str:
    """The text as a code span that does not end a cell."""
    return code(clipped(text, _TEXT).replace("|", "¦"))
