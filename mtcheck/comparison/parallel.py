"""Files of several systems, read side by side: row 7 of each translates the same segment.

Here an empty target is an empty translation, as systems make them, and not a fault of the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mtcheck import readers
from mtcheck.batch import Batch, Row
from mtcheck.errors import InputError, UsageError
from mtcheck.readers import ReadOptions
from mtcheck.readers.base import STDIN, opened
from mtcheck.readers.encoding import decode_lines
from mtcheck.readers.text import TextReader, document_id


def read_systems(paths: Sequence[str], options: ReadOptions) -> list[list[Row]]:
    """The rows of each system, with source and reference. Plain texts are read line by line.

    Raises InputError for files that cannot be read, hold no text or are not parallel.
    """
    if list(paths).count("-") > 1:
        hint = "name files"
        raise UsageError("only one system can come from standard input", hint=hint)
    systems = [_rows(path, options) for path in paths]
    beside = {
        name: _lines(path, options.encoding)
        for name, path in (
            ("source", options.source_path),
            ("reference", options.reference_path),
        )
        if path is not None
    }
    files = {
        **{path: [row.target for row in rows] for path, rows in zip(paths, systems, strict=True)},
        **{str(getattr(options, f"{name}_path")): lines for name, lines in beside.items()},
    }
    length = _length(files)
    joined = [_with_columns(rows[:length], beside) for rows in systems]
    _refuse_other_sources(paths, joined)
    said = [any(map(_says, versions)) for versions in zip(*joined, strict=True)]
    return [[row for row, kept in zip(rows, said, strict=True) if kept] for rows in joined]


def _rows(path: str, options: ReadOptions) -> list[Row]:
    """The rows of one file, in order of lines. Raises InputError for one without text."""
    name = STDIN if path == "-" else path
    if isinstance(readers.open_reader(name, options.input_format), TextReader):
        document = document_id(name)
        lines = _lines(Path(name), options.encoding)
        return [Row(f"s{n}", text, n, document=document) for n, text in enumerate(lines, 1)]
    alone = replace(options, source_path=None, reference_path=None)
    rows = [row for batch in readers.read(path, alone) for row in _rows_of(batch)]
    if not any(row.target.strip() for row in rows):
        raise InputError("holds no text", path=name, hint="name another file")
    return sorted(rows, key=lambda row: row.line)


def _rows_of(batch: Batch) -> list[Row]:
    segments = map(batch.segment, range(len(batch)))
    return [
        Row(one.id, one.target, line, one.source, one.reference, one.document)
        for one, line in zip(segments, batch.lines, strict=True)
    ]


def _lines(path: Path, encoding: str | None) -> list[str]:
    """The lines of a plain text. Raises InputError for one without text."""
    with opened(str(path)) as stream:
        lines = [text.strip() for _, text in decode_lines(stream, str(path), encoding)]
    if not any(lines):
        raise InputError("holds no text", path=str(path), hint="name another file")
    return lines


def _length(files: Mapping[str, Sequence[str]]) -> int:
    """How many segments all files have. Blank lines at the end count only where another file has
    text there. Raises InputError for the first file that is shorter."""
    last = {path: max(n for n, t in enumerate(lines, 1) if t) for path, lines in files.items()}
    length = max(last.values())
    longest = next(path for path, number in last.items() if number == length)
    for path, lines in files.items():
        if len(lines) < length:
            raise InputError(
                f"has {len(lines):,} segments, and {longest} has {length:,}",
                path=path,
                line=None,
                hint="the files must be parallel: line 7 of all is the same segment",
            )
    return length


def _with_columns(rows: Sequence[Row], beside: Mapping[str, Sequence[str]]) -> list[Row]:
    """The rows with the lines of the files of sources and references, where there are such."""
    sources, references = beside.get("source"), beside.get("reference")
    return [
        row._replace(
            source=sources[number] if sources else row.source,
            reference=references[number] if references else row.reference,
        )
        for number, row in enumerate(rows)
    ]


def _refuse_other_sources(paths: Sequence[str], systems: Sequence[Sequence[Row]]) -> None:
    for path, rows in zip(paths[1:], systems[1:], strict=True):
        for first, row in zip(systems[0], rows, strict=True):
            if first.source and row.source and first.source.strip() != row.source.strip():
                raise InputError(
                    f"another source than in {paths[0]}",
                    path=path,
                    line=row.line,
                    hint="the files must be parallel: the same segments in the same order",
                )


def _says(row: Row) -> bool:
    return any(text and text.strip() for text in (row.target, row.source, row.reference))
