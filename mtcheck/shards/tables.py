"""Tables of results and findings: Parquet where pyarrow is there, else JSON Lines of one shape.

The same values give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol

from mtcheck.errors import InputError
from mtcheck.runners.checkpoint import written
from mtcheck.shards.base import needs_pyarrow

TableFormat = Literal["parquet", "jsonl"]

RESULTS: Mapping[str, str] = {
    "path": "name",
    "row": "int64",
    "id": "text",
    "words": "float",
    "critical": "int32",
    "major": "int32",
    "minor": "int32",
    "neutral": "int32",
    "penalty": "float",
    "rules": "names",
    "duplicate": "bool",
    "near_duplicate": "bool",
    "keep": "bool",
    "reason": "name",
}
"""Columns of the results, one row a segment. `row` is its number in the file, from 1: the line of a
text format. `words` are those checked, `rules` what was found, `reason` why it is dropped."""

FINDINGS: Mapping[str, str] = {
    "path": "name",
    "row": "int64",
    "id": "text",
    "rule": "name",
    "category": "name",
    "severity": "name",
    "confidence": "name",
    "message": "text",
    "side": "name",
    "start": "int32",
    "end": "int32",
    "text": "text",
    "places": "text",
    "evidence": "text",
    "fix": "text",
    "suppressed": "text",
    "penalty": "float",
    "source": "text",
    "target": "text",
}
"""Columns of the findings. `start:end` is the place in code points of `side`, `text` what stands
there; `places` are further ones, `evidence` and `fix` what the rule knows, all three as JSON."""

_GROUP_ROWS = 1 << 16

Columns = Mapping[str, Sequence[Any]]


class TableWriter(Protocol):
    """Takes columns of some rows after the other."""

    def add(self, columns: Columns) -> None:
        """Write some rows."""


@contextmanager
def writer(path: Path, schema: Mapping[str, str], format: TableFormat) -> Iterator[TableWriter]:
    """A writer of a table that stands at `path` once all went well. Raises DiskError."""
    with ExitStack() as stack:
        stream = stack.enter_context(written(path))
        if format == "jsonl":
            yield _JsonLines(stream, schema)
            return
        parquet = _Parquet(stream, schema)
        try:
            yield parquet
        finally:
            parquet.close()


class _JsonLines:
    def __init__(self, stream: BinaryIO, schema: Mapping[str, str]) -> None:
        self.stream = stream
        self.names = list(schema)

    def add(self, columns: Columns) -> None:
        for values in zip(*(columns[name] for name in self.names), strict=True):
            row = dict(zip(self.names, values, strict=True))
            line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")
            self.stream.write(line + b"\n")


class _Parquet:
    """Collects rows until they are worth a row group."""

    def __init__(self, stream: BinaryIO, schema: Mapping[str, str]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.schema = pa.schema(arrow_fields(schema))
        self.file = pq.ParquetWriter(stream, self.schema, compression="zstd")
        self.pending: list[Any] = []
        self.rows = 0

    def add(self, columns: Columns) -> None:
        import pyarrow as pa

        arrays = [_array(columns[field.name], field.type) for field in self.schema]
        self.pending.append(pa.table(arrays, schema=self.schema))
        self.rows += len(arrays[0])
        if self.rows >= _GROUP_ROWS:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self.rows:
            self.file.write_table(pa.concat_tables(self.pending), row_group_size=_GROUP_ROWS)
        self.pending, self.rows = [], 0

    def close(self) -> None:
        self._flush()
        self.file.close()


def arrow_fields(schema: Mapping[str, str]) -> list[tuple[str, Any]]:
    """The columns of a table, as Arrow names them."""
    return [(name, _type(kind)) for name, kind in schema.items()]


def _type(kind: str) -> Any:
    import pyarrow as pa

    return {
        "name": pa.dictionary(pa.int32(), pa.string()),
        "text": pa.string(),
        "int64": pa.int64(),
        "int32": pa.int32(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "names": pa.list_(pa.string()),
    }[kind]


def _array(values: Sequence[Any], type: Any) -> Any:
    import pyarrow as pa

    try:
        return pa.array(values, type)
    except UnicodeEncodeError:  # a lone surrogate, which only JSON can hold
        return pa.array([_storable(value) for value in values], type)


def _storable(value: str | None) -> str | None:
    return None if value is None else value.encode("utf-8", "replace").decode()


def name(stem: str, format: TableFormat) -> str:
    """The file name of a table."""
    return f"{stem}.{format}"


def read(path: Path, columns: Sequence[str]) -> Iterator[dict[str, list[Any]]]:
    """Some columns of a table, about 65,536 rows at a time. Raises InputError."""
    try:
        if path.suffix == ".parquet":
            yield from _read_parquet(path, columns)
        else:
            yield from _read_lines(path, columns)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"cannot be read: {reason}", path=str(path)) from error


def _read_parquet(path: Path, columns: Sequence[str]) -> Iterator[dict[str, list[Any]]]:
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise needs_pyarrow("a folder of Parquet tables") from None
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_GROUP_ROWS, columns=list(columns), use_threads=False):
            yield {name: batch.column(name).to_pylist() for name in columns}


def _read_lines(path: Path, columns: Sequence[str]) -> Iterator[dict[str, list[Any]]]:
    with path.open("rb") as stream:
        while lines := stream.readlines(1 << 24):
            rows = [json.loads(line) for line in lines]
            yield {name: [row[name] for row in rows] for name in columns}
