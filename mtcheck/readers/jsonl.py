"""Canonical JSONL: one segment a line, as an object in which only `target` must be there.

Example: {"id": "7", "source": "你好。", "target": "Hello.", "document": "d1", "target_lang": "en"}
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from mtcheck.batch import Batch, Mark, Row
from mtcheck.readers.base import BadLines, Piece, Reader, ReadOptions, batched
from mtcheck.readers.encoding import split_lines
from mtcheck.readers.marks import field_mark

_HINT = 'write each line as one JSON object with a text in "target", e.g. {"target": "Hello."}'
_FIELDS = frozenset(Row._fields) - {"line", "marks"}
_NAMES = ("id", "document")
_KEY = re.compile(r'[\s,]*"')
_VALUE = re.compile(r"\s*:\s*")


class JsonlReader(Reader):
    """Canonical JSONL. Blank lines and unknown keys are ignored."""

    writes = True

    def read(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Batch]:
        """Yield the good lines; then raise InputError if there were bad ones."""
        found = _lines(path, stream, options)
        return batched(path, (row for _, _, row in found if row), options)

    def pieces(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Piece]:
        for line, end, row in _lines(path, stream, options):
            if row is None:
                yield Piece(line + end)
            else:
                start, stop = _place_of_target(line)
                yield Piece(line[:start])
                yield Piece(line[start:stop], row, partial(json.dumps, ensure_ascii=line.isascii()))
                yield Piece(line[stop:] + end)


def _place_of_target(line: str) -> tuple[int, int]:
    """Where the value of the last top-level key "target" begins and ends in a JSON object."""
    decoder = json.JSONDecoder()
    place = (0, 0)
    position = line.index("{") + 1
    while quote := _KEY.match(line, position):
        key, position = decoder.raw_decode(line, quote.end() - 1)
        start = _VALUE.match(line, position).end()  # type: ignore[union-attr]
        _, position = decoder.raw_decode(line, start)
        if key == "target":
            place = (start, position)
    return place


def _lines(
    path: str, stream: BinaryIO, options: ReadOptions
) -> Iterator[tuple[str, str, Row | None]]:
    """Each line that is not bad, its end, and its row, None for a blank line."""
    bad = BadLines(path, _HINT)
    loads = json.loads
    for number, (line, end) in enumerate(split_lines(stream, path, options.encoding), 1):
        if not line or line.isspace():
            yield line, end, None
            continue
        try:
            record = loads(line)
        except json.JSONDecodeError as error:
            bad.add(number, f"not JSON ({error.msg} at column {error.colno})")
        except (ValueError, RecursionError):
            bad.add(number, "JSON with a number too long or nested too deeply")
        else:
            row = row_of(record, number)
            if isinstance(row, str):
                bad.add(number, row)
            else:
                yield line, end, row
    bad.raise_if_any()


def row_of(record: object, number: int) -> Row | str:
    """The row of a parsed line, or what is wrong with it."""
    if not isinstance(record, dict):
        return "not a JSON object"
    for key, value in record.items():
        if type(value) is not str and key in _FIELDS and (fault := _fault(key, value)):
            return fault
    get = record.get
    target = get("target")
    if target is None:
        return 'no "target"'
    name, document = get("id"), get("document")
    return Row(
        str(number) if name is None or name == "" else str(name),
        target,
        number,
        get("source"),
        get("reference"),
        None if document is None or document == "" else str(document),
        get("source_lang") or None,
        get("target_lang") or None,
        _marks(record, number) if "mtcheck_ignore" in record else (),
    )


def _marks(record: dict[str, object], number: int) -> tuple[Mark, ...]:
    mark = field_mark(record["mtcheck_ignore"], number)
    return (mark,) if mark else ()


def _fault(key: str, value: object) -> str | None:
    """What is wrong with a value that is no text."""
    if value is None or (key in _NAMES and type(value) is int):
        return None
    return f'"{key}" is not a text'
