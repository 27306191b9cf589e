"""Columns of Arrow as batches: buffers are decoded once a batch, and no text is made for a row that
no detector asks about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.json
from numpy.typing import NDArray

from mtcheck.batch import DOCUMENT_ROWS, ROWS, Batch, document_rows
from mtcheck.joined import JoinedTexts, Numbers
from mtcheck.shards.base import LONGEST_TEXT, Faults, Rows, Shard
from mtcheck.shards.lines import count_lines
from mtcheck.shards.reading import length_fault

Columns = Mapping[str, pa.StringArray]
"""Field to texts, one a row; null where a row lacks it."""

Numbered = NDArray[np.int64]

FIELDS = ("id", "target", "source", "reference", "document", "source_lang", "target_lang")


def table(
    shard: Shard, data: bytes, source: bytes | None
) -> tuple[Columns, Numbered, list[tuple[int, str]]] | None:
    """The columns of lines, the numbers of their rows, and the rows left out with the reason.

    None where lines are blank or faulty in a way that only a reading row by row can tell apart.
    """
    data = _plain_ends(data)
    source = None if source is None else _plain_ends(source)
    try:
        if source is not None:
            return _pairs(shard, data, source)
        if b"\n\n" in data or b"\r" in data or data.startswith(b"\n"):
            return None
        return _records(shard, data) if shard.format == "jsonl" else _fields(shard, data)
    except (pa.ArrowException, UnicodeDecodeError):
        return None


def _plain_ends(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n") if b"\r" in data else data


def _numbers(shard: Shard, count: int) -> Numbered:
    return np.arange(shard.first, shard.first + count, dtype=np.int64)


def _pairs(
    shard: Shard, data: bytes, source: bytes
) -> tuple[Columns, Numbered, list[tuple[int, str]]]:
    targets = _line_column(data)
    sources = _line_column(source)
    count = min(len(targets), len(sources))
    missing = [(shard.first + n, "no source") for n in range(count, len(targets))]
    columns = {"target": targets[:count], "source": sources[:count]}
    return columns, _numbers(shard, count), missing


def _line_column(data: bytes) -> pa.StringArray:
    """The lines of some text, cut where it has newlines."""
    if data and not data.endswith(b"\n"):
        data += b"\n"
    ends = np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == ord("\n"))
    offsets = np.concatenate(([0], ends + 1)).astype(np.int32)
    with_ends = pa.StringArray.from_buffers(len(ends), pa.py_buffer(offsets), pa.py_buffer(data))
    with_ends.validate(full=True)
    return pc.utf8_rtrim(with_ends, "\n")


def _records(shard: Shard, data: bytes) -> tuple[Columns, Numbered, list[tuple[int, str]]] | None:
    keys = {name: shard.names.get(name, name) for name in FIELDS}
    schema = pa.schema([(key, pa.string()) for key in dict.fromkeys(keys.values())])
    found = pa.json.read_json(
        BytesIO(data),
        read_options=pa.json.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=pa.json.ParseOptions(
            explicit_schema=schema, unexpected_field_behavior="ignore"
        ),
    )
    if len(found) != count_lines(data):
        return None
    columns = {name: _whole(found.column(key)) for name, key in keys.items()}
    for column in columns.values():
        column.validate(full=True)  # UTF-8, which the reader of JSON does not look at
    return columns, _numbers(shard, len(found)), []


def _fields(shard: Shard, data: bytes) -> tuple[Columns, Numbered, list[tuple[int, str]]] | None:
    width = shard.width or data.split(b"\n", 1)[0].count(b"\t") + 1
    if width < 2:
        return None
    names = [str(place) for place in range(width)]
    wanted = [str(place) for place in shard.places.values()]
    bad: list[tuple[int, str]] = []

    def note(row: pa.csv.InvalidRow) -> str:
        bad.append((shard.first + row.number - 1, f"{row.actual_columns} fields, not {width}"))
        return "skip"

    found = pa.csv.read_csv(
        BytesIO(data),
        read_options=pa.csv.ReadOptions(
            use_threads=False, column_names=names, block_size=len(data) + 1
        ),
        parse_options=pa.csv.ParseOptions(
            delimiter="\t",
            quote_char=False,
            double_quote=False,
            ignore_empty_lines=False,
            invalid_row_handler=note,
        ),
        convert_options=pa.csv.ConvertOptions(
            include_columns=sorted(set(wanted)),
            column_types=dict.fromkeys(wanted, pa.string()),
            strings_can_be_null=False,
        ),
    )
    if (bad and not shard.width) or len(found) + len(bad) != count_lines(data):
        return None
    numbers = _numbers(shard, len(found) + len(bad))
    numbers = np.delete(numbers, [number - shard.first for number, _ in bad])
    columns = {name: _whole(found.column(str(at))) for name, at in shard.places.items()}
    return columns, numbers, bad


def _whole(column: pa.ChunkedArray) -> pa.StringArray:
    array = column.combine_chunks()
    return array.chunk(0) if isinstance(array, pa.ChunkedArray) else array


def rows(
    path: str,
    columns: Columns,
    numbers: Numbered,
    bad: list[tuple[int, str]],
    faults: Faults,
) -> Iterator[Rows]:
    """Columns cut into batches of one language pair, whole documents and about ROWS rows."""
    columns, numbers, more = _readable(columns, numbers)
    for number, reason in sorted([*bad, *more]):
        faults.add(number, reason)
    named = {name: _or_null(columns[name]) for name in FIELDS if name in columns}
    if "target" in columns:
        named |= {
            name: columns[name] for name in ("target", "source", "reference") if name in columns
        }
    for start, end in _cuts(named.get("document"), len(numbers)):
        part = {name: column[start:end] for name, column in named.items()}
        yield from _alike(path, part, numbers[start:end])


def _or_null(column: pa.StringArray) -> pa.StringArray:
    """The column with null for empty texts."""
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)


def _readable(
    columns: Columns, numbers: Numbered
) -> tuple[Columns, Numbered, list[tuple[int, str]]]:
    """The rows with a target and texts that are not too long, and what is wrong with others."""
    bad: dict[int, str] = {}
    for name in ("source", "target"):
        if name in columns:
            sizes = pc.fill_null(pc.binary_length(columns[name]), 0).to_numpy(zero_copy_only=False)
            for row in np.flatnonzero(sizes > LONGEST_TEXT).tolist():
                bad[row] = length_fault(int(sizes[row]))
    if columns["target"].null_count:
        absent = columns["target"].is_null().to_numpy(zero_copy_only=False)
        bad |= dict.fromkeys(np.flatnonzero(absent).tolist(), 'no "target"')
    if not bad:
        return columns, numbers, []
    mask = np.ones(len(numbers), dtype=np.bool_)
    mask[list(bad)] = False
    kept = {name: column.filter(pa.array(mask)) for name, column in columns.items()}
    faulty = [(int(numbers[row]), reason) for row, reason in bad.items()]
    return kept, numbers[mask], faulty


def _cuts(documents: pa.StringArray | None, count: int) -> Iterator[tuple[int, int]]:
    """Starts and ends of batches, never inside a document of common length."""
    inside = np.zeros(count, dtype=np.bool_)
    if documents is not None and documents.null_count < count:
        codes = pc.fill_null(documents.dictionary_encode().indices, -1).to_numpy()
        inside[1:] = (codes[1:] == codes[:-1]) & (codes[1:] >= 0)
    allowed = np.append(np.flatnonzero(~inside), count)
    start = 0
    while start < count:
        place = np.searchsorted(allowed, min(start + ROWS, count))
        end = min(int(allowed[place]), start + ROWS + DOCUMENT_ROWS)
        yield start, end
        start = end


def _alike(path: str, columns: Columns, numbers: Numbered) -> Iterator[Rows]:
    """The rows of a batch by languages, and by whether they have a source and a reference."""
    tags = (columns[name] for name in ("source_lang", "target_lang") if name in columns)
    texts = (columns[name] for name in ("source", "reference") if name in columns)
    keys = [
        *(pc.fill_null(tag.dictionary_encode().indices, -1).to_numpy() for tag in tags),
        *(text.is_null().to_numpy(zero_copy_only=False) for text in texts),
    ]
    if all((key == key[0]).all() for key in keys):
        yield _rows(path, columns, numbers)
        return
    _, groups = np.unique(np.stack(keys, axis=1), axis=0, return_inverse=True)
    for group in dict.fromkeys(groups.ravel().tolist()):
        mask = groups.ravel() == group
        chosen = {name: column.filter(pa.array(mask)) for name, column in columns.items()}
        yield _rows(path, chosen, numbers[mask])


def _rows(path: str, columns: Columns, numbers: Numbered) -> Rows:
    count, listed = len(numbers), numbers.tolist()
    texts = {
        name: joined(columns[name])
        for name in ("target", "source", "reference")
        if name in columns and not columns[name].null_count
    }
    documents = columns["document"].to_pylist() if "document" in columns else [None] * count
    spaced = listed[-1] - listed[0] + 1 == count
    batch = Batch(
        path=path,
        ids=Numbers(listed[0], count) if spaced else [str(number) for number in listed],
        targets=texts["target"],
        documents=document_rows(documents),
        lines=listed,
        sources=texts.get("source"),
        references=texts.get("reference"),
        source_lang=_tag(columns, "source_lang"),
        target_lang=_tag(columns, "target_lang"),
    )
    own = columns.get("id")
    if own is None or own.null_count == count:
        return Rows(batch, listed, Numbers(listed[0], count) if spaced else batch.ids)
    ids = [id or str(number) for id, number in zip(own.to_pylist(), listed, strict=True)]
    return Rows(batch, listed, ids)


def _tag(columns: Columns, name: str) -> str | None:
    tag: str | None = columns[name][0].as_py() if name in columns else None
    return tag


def joined(column: pa.StringArray) -> JoinedTexts:
    """The texts of a column without nulls, decoded as one."""
    whole = pa.ListArray.from_arrays(pa.array([0, len(column)], pa.int32()), column)
    text = pc.binary_join(whole, "\n")[0].as_py() + "\n"
    starts = np.zeros(len(column) + 1, dtype=np.int64)
    np.cumsum(pc.utf8_length(column).to_numpy() + 1, out=starts[1:])
    return JoinedTexts(text, starts.tolist())
