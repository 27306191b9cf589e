"""Tables of names as one JSON object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from mtcheck.named import NamedEntity, NameTable
from mtcheck.reporters.json import dumped

FORMAT, VERSION = "mtcheck-names", 1


def lines(tables: Iterable[NameTable]) -> Iterator[str]:
    """The object, over several lines."""
    documents = [_table(table) for table in tables]
    yield dumped({"format": FORMAT, "version": VERSION, "documents": documents}, indent=1)


def _table(table: NameTable) -> dict[str, Any]:
    return {
        "path": table.path,
        "document": table.document,
        "source_lang": table.source_lang,
        "target_lang": table.target_lang,
        "note": table.note,
        "names": [_entity(one) for one in table.entities],
    }


def _entity(entity: NamedEntity) -> dict[str, Any]:
    source = {"text": entity.source, "count": entity.source_count} if entity.source else None
    return {
        "kind": entity.kind,
        "count": entity.count,
        "source": source,
        "rules": list(entity.rules),
        "renderings": [asdict(one) for one in entity.renderings],
    }
