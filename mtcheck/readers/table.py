"""Tables with a header line: TSV (no quoting) and CSV (quoting as in RFC 4180)."""

from __future__ import annotations

import csv
import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import BinaryIO

from mtcheck.batch import Batch, Row
from mtcheck.errors import InputError, UsageError
from mtcheck.readers.base import BadLines, Piece, Reader, ReadOptions, batched, sampled
from mtcheck.readers.chunks import ABSENT, Record, record_batches, record_fault
from mtcheck.readers.encoding import split_lines
from mtcheck.readers.marks import FIELDS, field_mark

HEADERS = {
    "id": ("id", "segment_id"),
    "target": ("target", "tgt", "mt", "translation", "hypothesis"),
    "source": ("source", "src"),
    "reference": ("reference", "ref"),
    "document": ("document", "doc", "docid", "document_id"),
    "source_lang": ("source_lang",),
    "target_lang": ("target_lang",),
}
"""Field to the column names that stand for it, in any case; the first one in the header counts."""

LONGEST_FIELD = 1 << 28
"""Code points of a CSV field after which a lost closing quote is the likelier reading."""

_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"[^,\r\n]*+|[^,\r\n]*+')
"""A field of CSV as it stands in the file."""


class TableReader(Reader):
    """A table. Records that do not fit the header are listed in one InputError at the end."""

    writes = True

    @abstractmethod
    def records(self, lines: Iterable[tuple[str, str]]) -> Iterator[Record]:
        """Turn lines and their ends into records, blank lines left out."""

    @abstractmethod
    def field_places(self, record: str) -> Iterator[tuple[int, int]]:
        """Where each field stands in the raw text of a record."""

    @abstractmethod
    def written(self, raw: str, new: str) -> str:
        """The field with the value `new`, quoted as `raw` is."""

    def read(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Batch]:
        """Yield the good records; then raise InputError if there were bad ones."""
        records = self.records(split_lines(stream, path, options.encoding))
        first = next(records, None)
        if first is None:
            return
        header = _header(path, first)
        *places, source_lang, target_lang = column_places(path, header, options.columns)
        if _mark_places(header) or (source_lang, target_lang) != (ABSENT, ABSENT):
            yield from batched(path, _rows(path, first, records, options), options)
            return
        bad = BadLines(path, _HINT)
        yield from sampled(record_batches(path, records, len(header), places, bad), options)
        bad.raise_if_any()

    def pieces(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Piece]:
        lines = _Kept(split_lines(stream, path, options.encoding))
        records = self.records(lines)
        first = next(records, None)
        yield Piece(lines.taken())
        if first is None:
            return
        target = _target_place(path, first, options)
        for row in _rows(path, first, records, options):
            raw = lines.taken()
            blank = len(raw) - len(raw.lstrip("\r\n"))
            start, end = next(islice(self.field_places(raw[blank:]), target, None))
            yield Piece(raw[: blank + start])
            field = raw[blank + start : blank + end]
            yield Piece(field, row, partial(self.written, field))
            yield Piece(raw[blank + end :])
        yield Piece(lines.taken())


class TsvReader(TableReader):
    """Tab-separated values: a quote is a quote, a tab always ends a field."""

    def records(self, lines: Iterable[tuple[str, str]]) -> Iterator[Record]:
        """Split each line at its tabs."""
        for number, (line, _) in enumerate(lines, 1):
            if line:
                yield number, line.split("\t")

    def field_places(self, record: str) -> Iterator[tuple[int, int]]:
        """From tab to tab."""
        start = 0
        for field in record.rstrip("\r\n").split("\t"):
            yield start, start + len(field)
            start += len(field) + 1

    def written(self, raw: str, new: str) -> str:
        """The value itself; ValueError for a tab or line end."""
        if re.search(r"[\t\r\n]", new):
            raise ValueError("a field of TSV cannot hold a tab or a line end")
        return new


class CsvReader(TableReader):
    """Comma-separated values. A quoted field may hold commas, doubled quotes and line ends."""

    def records(self, lines: Iterable[tuple[str, str]]) -> Iterator[Record]:
        """Parse records; after a wrong one go on with the line that follows it."""
        # The limit belongs to the whole process, so it is only ever raised.
        csv.field_size_limit(max(LONGEST_FIELD, csv.field_size_limit()))
        parser = csv.reader((line + end for line, end in lines), strict=True)
        while True:
            number = parser.line_num + 1
            try:
                fields = next(parser)
            except StopIteration:
                return
            except csv.Error as error:
                yield number, _csv_fault(str(error))
            else:
                if fields:
                    yield number, fields

    def field_places(self, record: str) -> Iterator[tuple[int, int]]:
        """From comma to comma outside of quotes, the quotes included."""
        start = 0
        while found := _QUOTED.match(record, start):
            yield start, found.end()
            start = found.end() + 1

    def written(self, raw: str, new: str) -> str:
        """Quoted where the old field was, or where it has to be."""
        if raw.startswith('"') or re.search(r'[",\r\n]', new):
            return '"' + new.replace('"', '""') + '"'
        return new


class _Kept:
    """Lines that remember those that were taken since it was last asked."""

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        self.lines = iter(lines)
        self.kept: list[str] = []

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for line, end in self.lines:
            self.kept.append(line + end)
            yield line, end

    def taken(self) -> str:
        """The raw text of the lines taken."""
        text = "".join(self.kept)
        self.kept.clear()
        return text


def _csv_fault(reason: str) -> str:
    if reason.startswith("unexpected end"):
        return "a quote opens here and is never closed"
    return f"not CSV ({reason})"


def column_places(path: str, header: Sequence[str], columns: Mapping[str, str]) -> list[int]:
    """The place of each field of HEADERS in a record, -1 where the table has none."""
    if unknown := sorted(set(columns) - set(HEADERS)):
        raise UsageError(
            f"unknown field '{unknown[0]}' in --columns", hint=f"use one of: {', '.join(HEADERS)}"
        )
    folded = [name.strip().casefold() for name in header]
    places = []
    for field, names in HEADERS.items():
        wanted = columns.get(field)
        if wanted is not None and wanted not in header:
            raise _no_column(path, f"no column '{wanted}' for {field}", header, field)
        known = [folded.index(name) for name in names if name in folded]
        places.append(header.index(wanted) if wanted is not None else (known or [ABSENT])[0])
    if places[list(HEADERS).index("target")] == ABSENT:
        raise _no_column(path, "no target column", header, "target")
    return places


def _no_column(path: str, message: str, header: Sequence[str], field: str) -> InputError:
    listed = ", ".join(f"'{name}'" for name in header)
    return InputError(
        f"{message}; the columns are {listed}",
        path=path,
        line=1,
        hint=f"say which it is: --columns {field}=NAME",
    )


def _header(path: str, first: Record) -> list[str]:
    line, header = first
    if isinstance(header, str):
        raise InputError(f"bad header: {header}", path=path, line=line, hint="mend the header")
    return header


def _target_place(path: str, first: Record, options: ReadOptions) -> int:
    places = column_places(path, _header(path, first), options.columns)
    return places[list(HEADERS).index("target")]


def _rows(
    path: str, first: Record, records: Iterable[Record], options: ReadOptions
) -> Iterator[Row]:
    header = _header(path, first)
    width, places = len(header), column_places(path, header, options.columns)
    name, target, source, reference, document, source_lang, target_lang = places
    mark_places = _mark_places(header)
    bad = BadLines(path, _HINT)
    for line, fields in records:
        if fault := record_fault(fields, width):
            bad.add(line, fault)
        else:
            values: list[str | None] = [*fields, None]
            told = (field_mark(fields[at], line) for at in mark_places) if mark_places else ()
            marks = tuple(filter(None, told))
            yield Row(
                values[name] or str(line),
                fields[target],
                line,
                values[source],
                values[reference],
                values[document] or None,
                values[source_lang] or None,
                values[target_lang] or None,
                marks,
            )
    bad.raise_if_any()


def _mark_places(header: Sequence[str]) -> list[int]:
    return [n for n, column in enumerate(header) if column.strip().casefold() in FIELDS]


_HINT = "give every record as many fields as the header has"
