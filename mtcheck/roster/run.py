"""From files to tables of names, one for each document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mtcheck import readers
from mtcheck.batch import Batch, DocumentRows
from mtcheck.checker import Checker, load_rules
from mtcheck.config import Config
from mtcheck.errors import InputError
from mtcheck.named import NameTable
from mtcheck.roster.document import Roster

_KINDS = frozenset({"names", "namelist", "boilerplate"})


def name_tables(
    paths: Sequence[str],
    *,
    config: Config | None = None,
    name_lists: Sequence[str | Path] = (),
    **reading: Any,
) -> Iterator[NameTable | InputError]:
    """The names of all documents of files and folders; an InputError for what cannot be read.

    `reading` are fields of ReadOptions, such as `source_path`. Raises ConfigError for a name list
    that cannot be used.
    """
    config = config or Config()
    chosen = tuple(rule.id for rule in load_rules(config) if _is_wanted(rule.kind, rule.status))
    quiet = {"select": chosen, "ignore": (), "min_confidence": "low", "min_severity": "neutral"}
    checker = Checker(config.model_copy(update=quiet), name_lists=name_lists)
    roster = Roster(checker)
    for path, options, fault in readers.inputs(paths, checker.read_options(**reading)):
        if fault:
            yield fault
            continue
        found: list[Batch] = []
        try:
            found.extend(readers.read(path, options))
        except InputError as error:
            yield error
        yield from (roster.table(batch, id) for id, batch in _documents(found))


def _is_wanted(kind: str, status: str) -> bool:
    return kind in _KINDS and status == "stable"


def _documents(found: Sequence[Batch]) -> Iterator[tuple[str | None, Batch]]:
    """A batch for each document, in order; rows that belong to none are one, with the file's path
    as its id."""
    parts: dict[tuple[str | None, str | None, str | None], list[Batch]] = {}
    for batch in found:
        for part in batch.documents:
            key = part.id, batch.source_lang, batch.target_lang
            rows = range(part.start, part.end)
            parts.setdefault(key, []).append(batch.take(rows))
    for (id, _, _), batches in parts.items():
        yield id, _joined(batches, id)


def _joined(parts: Sequence[Batch], id: str | None) -> Batch:
    first = parts[0]
    ids = [one for part in parts for one in part.ids]
    has_sources = all(part.sources is not None for part in parts)
    has_columns = all(part.columns is not None for part in parts)
    return replace(
        first,
        ids=ids,
        targets=[one for part in parts for one in part.targets],
        documents=(DocumentRows(first.path if id is None else id, 0, len(ids)),),
        lines=[one for part in parts for one in part.lines],
        columns=[one for p in parts for one in p.columns or ()] if has_columns else None,
        sources=[one for p in parts for one in p.sources or ()] if has_sources else None,
        offsets=None,
        byte_columns=None,
        references=None,
        paragraphs=None,
        marks={},
    )
