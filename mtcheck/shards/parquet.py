"""Parquet as input: row groups are cut into shards, columns are read by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from mtcheck.errors import InputError, UsageError
from mtcheck.readers.table import HEADERS, column_places
from mtcheck.shards import arrow
from mtcheck.shards.base import CorpusOptions, Faults, Rows, Shard, Stretch, digest

_BATCH = 8192
"""Rows decoded at a time."""

_SAMPLES, _SAMPLE_BYTES = 64, 16 << 10
"""Places of a file whose bytes enter its id, besides its footer and its size."""


def shards(path: str, options: CorpusOptions) -> Iterator[Shard]:
    """Shards of whole row groups, which share no document. Raises InputError."""
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise _unreadable(path, error) from error
    with file:
        names = _names(path, file.schema_arrow, options)
        content = digest(path, sorted(names.items()), _fingerprint(path))
        meta, first = file.metadata, 1
        for start, end in _groups(file, names.get("document"), options.shard_rows):
            groups = [meta.row_group(number) for number in range(start, end)]
            yield Shard(
                id=digest(content, start, end),
                path=path,
                format="parquet",
                target=Stretch(path, start, end),
                first=first,
                weight=sum(_size(group) for group in groups),
                names=names,
            )
            first += sum(group.num_rows for group in groups)


def _unreadable(path: str, error: Exception, first: int | None = None) -> InputError:
    reason = str(error).split("\n")[0].rstrip(".")
    what = "cannot be read" if first is None else f"rows from {first:,} on cannot be read"
    hint = "write or copy it again: it is cut short, damaged or no Parquet"
    return InputError(f"{what} as Parquet: {reason}", path=path, hint=hint)


def _size(group: pq.RowGroupMetaData) -> int:
    return sum(group.column(number).total_compressed_size for number in range(group.num_columns))


def _names(path: str, schema: pa.Schema, options: CorpusOptions) -> dict[str, str]:
    """Field to column; `translation.en` is the field `en` of the structure `translation`."""
    names = [name for field in schema for name in _paths(field)]
    found = column_places(path, names, options.columns)
    return {field: names[place] for field, place in zip(HEADERS, found, strict=True) if place >= 0}


def _paths(field: pa.Field) -> Iterator[str]:
    if pa.types.is_struct(field.type):
        yield from (f"{field.name}.{inner.name}" for inner in field.type)
    else:
        yield field.name


def _fingerprint(path: str) -> str:
    """A digest of size, footer and samples of a file: a whole reading would cost as much again as
    the check on a slow disk."""
    size = Path(path).stat().st_size
    with Path(path).open("rb") as stream:
        stream.seek(max(size - 8, 0))
        footer = int.from_bytes(stream.read(4), "little")
        stream.seek(max(size - 8 - footer, 0))
        parts = [stream.read()]
        for number in range(_SAMPLES):
            stream.seek(size * number // _SAMPLES)
            parts.append(stream.read(_SAMPLE_BYTES))
    return digest(size, *parts)


def _groups(file: pq.ParquetFile, document: str | None, most: int) -> Iterator[tuple[int, int]]:
    """Runs of row groups of about `most` rows; a document does not go on behind one."""
    start = rows = 0
    total = file.metadata.num_row_groups
    for number in range(total):
        rows += file.metadata.row_group(number).num_rows
        ends = rows >= most or number == total - 1
        if ends and (number == total - 1 or not _goes_on(file, number, document)):
            yield start, number + 1
            start, rows = number + 1, 0


def _goes_on(file: pq.ParquetFile, number: int, document: str | None) -> bool:
    """Whether the last document of a row group is the first of the next."""
    if document is None:
        return False
    columns = [file.read_row_group(n, columns=[document]).column(0) for n in (number, number + 1)]
    if not len(columns[0]) or not len(columns[1]):
        return False
    last, first = columns[0][-1].as_py(), columns[1][0].as_py()
    return last is not None and last == first


def read(shard: Shard, faults: Faults) -> Iterator[Rows]:
    """The rows of some row groups. Raises InputError."""
    _, start, end, _ = shard.target
    first = shard.first
    try:
        with pq.ParquetFile(shard.path) as file:
            for table in _tables(file, range(start, end), shard.names):
                numbers = np.arange(first, first + len(table), dtype=np.int64)
                first += len(table)
                texts = {name: _texts(table, at) for name, at in shard.names.items()}
                columns, numbers, bad = _valid(texts, numbers)
                yield from arrow.rows(shard.path, columns, numbers, bad, faults)
    except (pa.ArrowException, OSError) as error:
        raise _unreadable(shard.path, error, shard.first) from error


def kept(shard: Shard, mask: Callable[[int, int], NDArray[np.bool_]]) -> bytes:
    """The rows of a shard that `mask` of a number and a count of rows keeps, as a file of their
    own with all columns. Raises InputError."""
    _, start, end, _ = shard.target
    first, stream = shard.first, BytesIO()
    try:
        with (
            pq.ParquetFile(shard.path) as file,
            pq.ParquetWriter(stream, file.schema_arrow, compression="zstd") as writer,
        ):
            groups = list(range(start, end))
            for batch in file.iter_batches(row_groups=groups, use_threads=False):
                writer.write_batch(batch.filter(pa.array(mask(first, len(batch)))))
                first += len(batch)
    except (pa.ArrowException, OSError) as error:
        raise _unreadable(shard.path, error, shard.first) from error
    return stream.getvalue()


def _tables(file: pq.ParquetFile, groups: range, names: Mapping[str, str]) -> Iterator[pa.Table]:
    """Tables of about _BATCH rows. Where there are documents, none is cut between two tables."""
    wanted = sorted(set(names.values()))
    batches = file.iter_batches(_BATCH, row_groups=list(groups), columns=wanted, use_threads=False)
    if "document" not in names:
        yield from (pa.Table.from_batches([batch]) for batch in batches)
        return
    pending: pa.Table | None = None
    for batch in batches:
        table = pa.Table.from_batches([batch])
        whole = table if pending is None else pa.concat_tables([pending, table])
        cut = _last_document(_texts(whole, names["document"]))
        yield whole.slice(0, cut)
        pending = whole.slice(cut)
    if pending is not None:
        yield pending


def _last_document(documents: pa.StringArray) -> int:
    """The row with which the last document of a table begins."""
    if documents[-1].as_py() is None:
        return len(documents)
    other = pc.fill_null(pc.not_equal(documents, documents[-1]), True).to_numpy(
        zero_copy_only=False
    )
    return int(np.flatnonzero(other)[-1]) + 1 if other.any() else 0


def _texts(table: pa.Table, name: str) -> pa.StringArray:
    """A column as texts; numbers and dictionaries are turned into them."""
    top, _, inner = name.partition(".")
    column = table.column(name if name in table.column_names else top)
    if inner and name not in table.column_names:
        column = pc.struct_field(column, inner)
    array = column.combine_chunks()
    array = array.chunk(0) if isinstance(array, pa.ChunkedArray) else array
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_string(array.type):
        return array
    if pa.types.is_large_string(array.type) or pa.types.is_integer(array.type):
        return array.cast(pa.string())
    if pa.types.is_binary(array.type) or pa.types.is_string_view(array.type):
        return array.cast(pa.string(), safe=False)
    raise UsageError(f"column {name} of {table.column_names} holds {array.type}, not texts")


def _valid(
    columns: arrow.Columns, numbers: arrow.Numbered
) -> tuple[arrow.Columns, arrow.Numbered, list[tuple[int, str]]]:
    """The rows whose texts are UTF-8, which Parquet does not promise."""
    bad: set[int] = set()
    for column in columns.values():
        try:
            column.validate(full=True)
        except pa.ArrowException:
            bad |= {row for row in range(len(column)) if not _is_utf8(column[row])}
    if not bad:
        return columns, numbers, []
    mask = np.ones(len(numbers), dtype=np.bool_)
    mask[list(bad)] = False
    kept = {name: column.filter(pa.array(mask)) for name, column in columns.items()}
    return kept, numbers[mask], [(int(numbers[row]), "not UTF-8") for row in bad]


def _is_utf8(value: pa.StringScalar) -> bool:
    try:
        value.as_py()
    except UnicodeDecodeError:
        return False
    return True
