"""The groups in which people read a table of names, and what its head says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from mtcheck.named import NamedEntity, NameTable

_GROUPS = {
    "person": ("person", "people"),
    "place": ("place", "places"),
    "organisation": ("organisation", "organisations"),
    "name": ("other name", "other names"),
}


def groups(table: NameTable) -> Iterator[tuple[str, list[NamedEntity]]]:
    """The entities of each kind that the document has, with their heading."""
    for kind, (_, heading) in _GROUPS.items():
        if members := [one for one in table.entities if one.kind == kind]:
            yield heading, members


def document_name(table: NameTable) -> str:
    """How a document is called: its path, and its id where the file has several."""
    own = table.document not in {None, table.path, PurePath(table.path).stem}
    return f"{table.path} {table.document}" if own else table.path


def counted(table: NameTable) -> str:
    """How many names of each kind there are."""
    if table.note:
        return table.note
    found = []
    for kind, forms in _GROUPS.items():
        count = sum(one.kind == kind for one in table.entities)
        found += [f"{count} {forms[count != 1]}"] if count else []
    return ", ".join(found) or "no names found"


def source_of(entity: NamedEntity) -> str:
    """The name in the source and how often it stands there; empty for none."""
    return f"{entity.source} {entity.source_count}×" if entity.source else ""
