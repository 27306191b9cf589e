"""Parquet: one segment a row, in columns named as those of a table. Needs the extra `corpus`."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from mtcheck.batch import ROWS, Batch, Row
from mtcheck.errors import InputError
from mtcheck.readers.base import BadLines, Reader, ReadOptions, batched
from mtcheck.readers.table import HEADERS, column_places

_FIRST = b"PAR1"


class ParquetReader(Reader):
    """Parquet, read one row group after another. The line of a segment is the number of its row.

    It can be checked and not written.
    """

    is_text = False

    def read(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Batch]:
        """Yield the good rows; then raise InputError if there were bad ones."""
        return batched(path, _rows(path, stream, options), options)


def _rows(path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Row]:
    if not stream.seekable():
        stream = io.BytesIO(stream.read())
    start = stream.read(len(_FIRST))
    if not start:
        return
    if start != _FIRST:
        raise InputError("not a Parquet file", path=path, hint="name the format by --input-format")
    arrow, parquet = _pyarrow(path)
    try:
        file = parquet.ParquetFile(stream)
        places = column_places(path, file.schema_arrow.names, options.columns)
        yield from _of_columns(path, file, places)
    except (arrow.ArrowException, OSError, UnicodeDecodeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        hint = "write the file again; what stands before was read"
        raise InputError(f"the Parquet data is damaged: {reason}", path=path, hint=hint) from error


def _of_columns(path: str, file: Any, places: Sequence[int]) -> Iterator[Row]:
    """The rows, a few thousand at a time; only the columns of `places` are read."""
    names = [file.schema_arrow.names[place] if place >= 0 else None for place in places]
    wanted = list(dict.fromkeys(name for name in names if name is not None))
    bad = BadLines(path, "write texts into the columns, and a target into each row")
    number = 0
    for found in file.iter_batches(batch_size=ROWS, columns=wanted):
        read = {name: found.column(name).to_pylist() for name in wanted}
        gaps = [None] * found.num_rows
        columns = [read[name] if name is not None else gaps for name in names]
        for values in zip(*columns, strict=True):
            number += 1
            row = _row(number, values)
            if isinstance(row, str):
                bad.add(number, row)
            else:
                yield row
    bad.raise_if_any()


def _row(number: int, values: Sequence[Any]) -> Row | str:
    """The row, or what is wrong with it. `values` are in the order of HEADERS."""
    for field, value in zip(HEADERS, values, strict=True):
        named = field in ("id", "document") and isinstance(value, int)
        if value is not None and not isinstance(value, str) and not named:
            return f"the {field} is no text"
    name, target, source, reference, document, source_lang, target_lang = values
    if target is None:
        return "no target"
    return Row(
        str(number) if name in (None, "") else str(name),
        target,
        number,
        source,
        reference,
        None if document in (None, "") else str(document),
        source_lang or None,
        target_lang or None,
    )


def _pyarrow(path: str) -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        hint = "pip install 'mtcheck[corpus]'"
        raise InputError("Parquet needs pyarrow, not installed", path=path, hint=hint) from error
    return pyarrow.lib, pyarrow.parquet
