"""Records of a table as batches, a column at a time, which takes two thirds of the time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import cast

from mtcheck.batch import DOCUMENT_ROWS, ROWS, Batch, DocumentRows, document_rows
from mtcheck.readers.base import BadLines, until_failure

Record = tuple[int, list[str] | str]
"""The line on which a record begins, and its fields or what is wrong with it."""

Good = tuple[int, list[str]]

ABSENT = -1
"""The place of a field that a table does not have."""


def record_batches(
    path: str, records: Iterable[Record], width: int, places: Sequence[int], bad: BadLines
) -> Iterator[Batch]:
    """The records of `width` fields; what is wrong with others goes to `bad`.

    `places` are those of id, target, source, reference and document in a record. An error of
    `records` is raised after the batch of the last good one.
    """
    failures: list[Exception] = []
    for chunk in _chunks(until_failure(records, failures), places[4]):
        good = _good(chunk, width, bad)
        if good:
            yield _batch(path, good, places)
    if failures:
        raise failures[0]


def _chunks(records: Iterator[Record], document: int) -> Iterator[list[Record]]:
    """About as many records as a batch holds, never cut inside a document of common length."""
    held: list[Record] = []
    while chunk := [*held, *islice(records, ROWS - len(held))]:
        held = []
        for record in records if document != ABSENT else ():
            if _ends(chunk, record, document):
                held = [record]
                break
            chunk.append(record)
        yield chunk


def _ends(chunk: Sequence[Record], record: Record, document: int) -> bool:
    """Whether no document goes on from a chunk to the next record."""
    here, before = (_field(one, document) for one in (record, chunk[-1]))
    return not here or here != before or len(chunk) >= ROWS + DOCUMENT_ROWS


def _field(record: Record, place: int) -> str | None:
    fields = record[1]
    return fields[place] if isinstance(fields, list) and len(fields) > place else None


def _good(chunk: Sequence[Record], width: int, bad: BadLines) -> Sequence[Good]:
    """The records that have as many fields as the header, told apart one by one only where some
    have not."""
    fields = [fields for _, fields in chunk]
    if {*map(type, fields)} == {list} and {*map(len, fields)} == {width}:
        return cast("Sequence[Good]", chunk)
    good: list[Good] = []
    for line, one in chunk:
        if fault := record_fault(one, width):
            bad.add(line, fault)
        else:
            good.append((line, cast("list[str]", one)))
    return good


def record_fault(fields: list[str] | str, width: int) -> str:
    """What is wrong with a record that should have `width` fields; "" for nothing."""
    if isinstance(fields, str):
        return fields
    if len(fields) == width:
        return ""
    count = "1 field" if len(fields) == 1 else f"{len(fields)} fields"
    return f"{count}, but the header has {width}"


def _batch(path: str, records: Sequence[Good], places: Sequence[int]) -> Batch:
    lines, fields = zip(*records, strict=True)
    columns: list[tuple[str, ...] | None] = [*zip(*fields, strict=True), None]
    ids, targets, sources, references, documents = (columns[place] for place in places)
    numbers = [*map(str, lines)]
    return Batch(
        path=path,
        ids=numbers if ids is None else [*map(_either, ids, numbers)],
        targets=targets or (),
        lines=lines,
        documents=_documents(documents, len(lines)),
        sources=sources,
        references=references,
    )


def _either(first: str, second: str) -> str:
    return first or second


def _documents(column: Sequence[str] | None, count: int) -> tuple[DocumentRows, ...]:
    if column is None:
        return (DocumentRows(None, 0, count),)
    return document_rows([document or None for document in column])
