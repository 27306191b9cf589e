"""From a shard to batches. Columnar where Arrow can read it, row by row where it can not.

Both ways give the same batches, apart from where they are cut.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mtcheck import readers
from mtcheck.batch import Row, batches
from mtcheck.errors import InputError
from mtcheck.joined import Numbers
from mtcheck.readers.base import ReadOptions
from mtcheck.readers.jsonl import row_of
from mtcheck.shards.base import (
    LONGEST_TEXT,
    CorpusOptions,
    Faults,
    Rows,
    Shard,
    Stretch,
    has_pyarrow,
)

_BOM = b"\xef\xbb\xbf"


def reading_of(options: CorpusOptions) -> ReadOptions:
    """How readers of other formats should read."""
    return ReadOptions(
        source_lang=options.source_lang,
        target_lang=options.target_lang,
        columns=options.columns,
        input_format=options.input_format,
    )


def read(shard: Shard, options: ReadOptions, faults: Faults | None = None) -> Iterator[Rows]:
    """The rows of a shard. Those that cannot be read are noted in `faults`.

    Raises InputError where the shard as a whole cannot be read.
    """
    faults = Faults() if faults is None else faults
    if shard.format == "file":
        yield from _read_file(shard, options, faults)
        return
    if shard.format == "parquet":
        from mtcheck.shards import parquet

        found = parquet.read(shard, faults)
    else:
        found = _read_lines(shard, faults)
    for rows in found:
        batch = rows.batch
        tags = batch.source_lang or shard.source_lang, batch.target_lang or shard.target_lang
        yield rows._replace(batch=replace(batch, source_lang=tags[0], target_lang=tags[1]))


def _read_file(shard: Shard, options: ReadOptions, faults: Faults) -> Iterator[Rows]:
    """What the reader of a format yields, numbered."""
    first = 1
    try:
        for batch in readers.read(shard.path, options):
            numbers = range(first, first + len(batch))
            named = replace(batch, ids=Numbers(first, len(batch)))
            yield Rows(named, numbers, batch.ids)
            first = numbers.stop
    except InputError as error:
        faults.add(error.line, error.message)


def content(stretch: Stretch) -> bytes:
    """The bytes of a stretch. Raises InputError."""
    if stretch.data is not None:
        return stretch.data
    try:
        with Path(stretch.path).open("rb") as stream:
            stream.seek(stretch.start)
            data = stream.read(stretch.end - stretch.start)
    except OSError as error:
        raise _unread(stretch.path, error.strerror or str(error)) from error
    if len(data) < stretch.end - stretch.start:
        raise _unread(stretch.path, "it has become shorter")
    return data


def _unread(path: str, reason: str) -> InputError:
    return InputError(f"cannot be read: {reason}", path=path, hint="run the same command again")


def _read_lines(shard: Shard, faults: Faults) -> Iterator[Rows]:
    data = content(shard.target).removeprefix(_BOM)
    source = content(shard.source).removeprefix(_BOM) if shard.source else None
    if has_pyarrow():
        from mtcheck.shards import arrow

        table = arrow.table(shard, data, source)
        if table is not None:
            yield from arrow.rows(shard.path, *table, faults)
            return
    found = _each_row(shard, data, source, faults)
    ids: dict[int, str] = {}
    for batch in batches(shard.path, _numbered(found, ids)):
        numbers = list(batch.lines)
        yield Rows(batch, numbers, [ids.pop(number) for number in numbers])


def _numbered(rows: Iterable[Row], ids: dict[int, str]) -> Iterator[Row]:
    """The rows with their numbers as ids; the ids they had are kept by number."""
    for row in rows:
        ids[row.line] = row.id
        yield row._replace(id=str(row.line))


def _each_row(shard: Shard, data: bytes, source: bytes | None, faults: Faults) -> Iterator[Row]:
    sources = None if source is None else _lines(source)
    for number, line in enumerate(_lines(data), shard.first):
        if sources is not None:
            row = _pair(number, next(sources), line)
        elif not (line.strip() if shard.format == "jsonl" else line):
            continue
        elif shard.format == "jsonl":
            row = _record(shard, number, line)
        else:
            row = _fields(shard, number, line)
        if isinstance(row, str):
            faults.add(number, row)
        elif fault := too_long(row.source, row.target):
            faults.add(number, fault)
        else:
            yield row


def _lines(data: bytes) -> Iterator[bytes]:
    lines = data.split(b"\n")
    if not lines[-1]:
        lines.pop()
    return (line.removesuffix(b"\r") for line in lines)


def too_long(*texts: str | None) -> str | None:
    """The fault of a row with a text that is no segment."""
    for text in texts:
        if text is not None and len(text) > LONGEST_TEXT // 4:
            size = len(text.encode("utf-8", "surrogatepass"))
            if size > LONGEST_TEXT:
                return length_fault(size)
    return None


def length_fault(size: int) -> str:
    """What is said of a text of so many bytes."""
    return f"a text of {size:,} bytes is no segment (at most {LONGEST_TEXT:,})"


def _decoded(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


_NOT_UTF8 = "not UTF-8"


def _record(shard: Shard, number: int, line: bytes) -> Row | str:
    text = _decoded(line)
    if text is None:
        return _NOT_UTF8
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        return f"not JSON ({error.msg} at column {error.colno})"
    except (ValueError, RecursionError):
        return "JSON with a number too long or nested too deeply"
    if shard.names and isinstance(record, dict):
        record |= {name: record.get(key) for name, key in shard.names.items()}
    return row_of(record, number)


def _fields(shard: Shard, number: int, line: bytes) -> Row | str:
    text = _decoded(line)
    if text is None:
        return _NOT_UTF8
    fields = text.split("\t")
    least = max(shard.places.values()) + 1
    if len(fields) != shard.width if shard.width else len(fields) < least:
        return f"{len(fields)} fields, not {shard.width or least}"
    values = {name: fields[place] for name, place in shard.places.items()}
    return Row(
        values.get("id") or str(number),
        values["target"],
        number,
        values.get("source"),
        values.get("reference"),
        values.get("document") or None,
        values.get("source_lang") or None,
        values.get("target_lang") or None,
    )


def _pair(number: int, source: bytes, target: bytes) -> Row | str:
    texts: Sequence[str | None] = [_decoded(source), _decoded(target)]
    if texts[0] is None or texts[1] is None:
        return _NOT_UTF8
    return Row(str(number), texts[1], number, texts[0])
