"""From inputs to shards: which files, how they are cut, and in which languages they are.

Shards come while the files are read, so that work begins before all is read. An id is made of the
name of the file, the place in it and its content: the same corpus gives the same ids again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from mtcheck.errors import InputError
from mtcheck.readers.base import SAMPLE_ROWS, ReadOptions, languages, opened, peel
from mtcheck.readers.table import HEADERS, column_places
from mtcheck.shards import reading
from mtcheck.shards.base import CorpusOptions, Shard, Stretch, digest, needs_pyarrow
from mtcheck.shards.inputs import Faults, Input, find
from mtcheck.shards.lines import Cut, DocumentOf, Lines, count_lines, cut


@dataclass(slots=True)
class Plan:
    """The inputs of a run. What cannot be read is noted in `faults` as path and reason."""

    inputs: list[Input]
    options: CorpusOptions
    faults: Faults = field(default_factory=list)

    @property
    def is_packed(self) -> bool:
        """Whether some inputs cannot be read from the middle, so that shards carry their text."""
        return any(
            peel(path)[1] for one in self.inputs for path in (one.path, one.source_path or "")
        )

    @property
    def size(self) -> int:
        """Bytes of all inputs on the disk."""
        return sum(one.size for one in self.inputs)

    def shards(self) -> Iterator[Shard]:
        """All shards, in the order of the inputs and of their rows."""
        for one in self.inputs:
            empty = True
            try:
                for shard in _SHARDS[one.format](one, self.options):
                    empty = False
                    yield shard
                if empty:
                    raise InputError("holds no rows", path=one.path, hint="leave it out")
            except InputError as error:
                if (one.path, str(error)) not in self.faults:
                    self.faults.append((one.path, str(error)))


def plan(paths: Sequence[str], options: CorpusOptions, out: Path | None = None) -> Plan:
    """Find all inputs: files, patterns and folders, apart from what lies below `out`.

    Raises UsageError for what cannot be meant.
    """
    faults: Faults = []
    return Plan(find(paths, options, faults, out), options, faults)


# lines


def _line_shards(one: Input, options: CorpusOptions) -> Iterator[Shard]:
    """JSONL and TSV. What is compressed travels with its shard."""
    with opened(one.path) as stream:
        lines = Lines(one.path, stream)
        head, first = _head(one, lines, options)
        document = _document_of(head)
        packed = peel(one.path)[1] is not None
        total = Path(one.path).stat().st_size
        found: Shard | None = None
        for piece in cut(lines, first, options.shard_rows, document):
            target = Stretch(one.path, piece.start, piece.start + len(piece.data))
            shard = replace(head, target=target, first=piece.first)
            found = found or _with_languages(_carrying(shard, piece.data), options)
            shard = replace(
                shard,
                source_lang=found.source_lang,
                target_lang=found.target_lang,
                detected=found.detected,
                id=_id(shard, found, piece.data),
                weight=_weight(one.path, total, len(piece.data)),
            )
            yield _carrying(shard, piece.data) if packed else shard


_RATIO = 4
"""Bytes of text in one byte of compressed data, about, for the progress alone."""


def _weight(path: str, total: int, size: int) -> int:
    return min(total, size // _RATIO) if peel(path)[1] else size


def _carrying(shard: Shard, data: bytes) -> Shard:
    return replace(shard, target=shard.target._replace(data=data))


def _id(shard: Shard, found: Shard, *data: bytes) -> str:
    reads = [shard.width, sorted(shard.places.items()), sorted(shard.names.items())]
    tags = [found.source_lang, found.target_lang]
    return digest(shard.path, shard.format, shard.first, *reads, *tags, *data)


def _head(one: Input, lines: Lines, options: CorpusOptions) -> tuple[Shard, int]:
    """A shard without its place, and the number of the first line of data."""
    blank = Shard("", one.path, one.format, Stretch(one.path, 0, 0), 1, 0)
    if one.format == "jsonl":
        return replace(blank, names=_json_names(one.path, lines.peek(_PEEKED), options)), 1
    if options.columns and all(place.isdigit() for place in options.columns.values()):
        places = {name: int(place) - 1 for name, place in options.columns.items()}
        return replace(blank, places=places, width=0), 1
    header = lines.line().removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    names = header.rstrip("\r\n").split("\t")
    if names == [""]:
        return blank, 2
    try:
        found = column_places(one.path, names, options.columns)
    except InputError as error:
        hint = f"{error.hint}, or --columns source=1,target=2 where there is no header"
        raise InputError(error.message, path=one.path, line=1, hint=hint) from None
    places = {name: place for name, place in zip(HEADERS, found, strict=True) if place >= 0}
    return replace(blank, places=places, width=len(names)), 2


_PEEKED = 100
"""Records of JSON that are looked at for the names of their keys."""


def _json_names(path: str, data: bytes, options: CorpusOptions) -> dict[str, str]:
    """Field to key, where a field has another name than its own. Raises InputError where no record
    has a target."""
    keys: dict[str, None] = {}
    for line in data.splitlines():
        with suppress(ValueError, TypeError, RecursionError):
            keys.update(dict.fromkeys(json.loads(line)))
    places = column_places(path, list(keys), options.columns) if keys else []
    named = {field: list(keys)[at] for field, at in zip(HEADERS, places, strict=False) if at >= 0}
    own = keys.keys() - options.columns.keys()
    return {field: key for field, key in named.items() if field != key and field not in own}


def _document_of(head: Shard) -> DocumentOf | None:
    """How to tell to which document a line belongs; None where no line can belong to one."""
    if head.format == "jsonl":
        return partial(_json_document, head.names.get("document", "document"))
    place = head.places.get("document")
    return None if place is None else partial(_table_document, place)


def _json_document(key: str, line: bytes) -> str | None:
    try:
        return json.loads(line).get(key) or None
    except (ValueError, AttributeError, RecursionError):
        return None


def _table_document(place: int, line: bytes) -> str | None:
    fields = line.rstrip(b"\r\n").split(b"\t")
    return fields[place].decode("utf-8", "replace") or None if place < len(fields) else None


def _pair_shards(one: Input, options: CorpusOptions) -> Iterator[Shard]:
    """Two files whose lines belong together."""
    source_path = one.source_path or ""
    with opened(one.path) as stream, opened(source_path) as source_stream:
        sources = Lines(source_path, source_stream)
        for piece in cut(Lines(one.path, stream), 1, options.shard_rows):
            start, count = sources.offset, count_lines(piece.data)
            data = sources.exactly(count)
            yield _pair_shard(one, piece, Stretch(source_path, start, sources.offset, data))
            if count_lines(data) < count:
                raise _uneven(one, piece.first + count_lines(data))
        if sources.line():
            raise _uneven(one, 0)


def _pair_shard(one: Input, piece: Cut, source: Stretch) -> Shard:
    target = Stretch(one.path, piece.start, piece.start + len(piece.data), piece.data)
    made = digest(one.path, source.path, one.source_lang, one.target_lang, piece.first)
    return Shard(
        id=digest(made, piece.data, source.data),
        path=one.path,
        format="moses",
        target=target if peel(one.path)[1] else target._replace(data=None),
        first=piece.first,
        weight=len(piece.data) + source.end - source.start,
        source=source if peel(source.path)[1] else source._replace(data=None),
        source_lang=one.source_lang,
        target_lang=one.target_lang,
    )


def _uneven(one: Input, line: int) -> InputError:
    where = f"ends before line {line:,}" if line else "has more lines"
    return InputError(
        f"its source {one.source_path} {where}",
        path=one.path,
        hint="line 7 of one file has to translate line 7 of the other",
    )


# other formats


def _file_shards(one: Input, options: CorpusOptions) -> Iterator[Shard]:
    """A file that is read from its beginning to its end."""
    target = Stretch(one.path, 0, one.size)
    tags = options.source_lang, options.target_lang
    made = [one.path, "file", *tags, options.input_format, sorted(options.columns.items())]
    with Path(one.path).open("rb") as stream:
        id = digest(*made, _content(stream))
    yield Shard(id, one.path, "file", target, 1, one.size, None, *tags)


def _content(stream: BinaryIO) -> str:
    """A digest of all that a stream holds."""
    found = ""
    while block := stream.read(1 << 24):
        found = digest(found, block)
    return found


def _parquet_shards(one: Input, options: CorpusOptions) -> Iterator[Shard]:
    try:
        from mtcheck.shards import parquet
    except ImportError:
        raise needs_pyarrow("Parquet") from None
    found: Shard | None = None
    for shard in parquet.shards(one.path, options):
        found = found or _with_languages(shard, options)
        yield replace(
            shard,
            source_lang=found.source_lang,
            target_lang=found.target_lang,
            detected=found.detected,
            id=digest(shard.id, found.source_lang, found.target_lang),
        )


def _with_languages(shard: Shard, options: CorpusOptions) -> Shard:
    """The shard with the languages that its rows do not name themselves: told, or detected in the
    first rows."""
    if options.source_lang and options.target_lang:  # of many files, reading each would take long
        return replace(shard, source_lang=options.source_lang, target_lang=options.target_lang)
    targets: list[str] = []
    sources: list[str] = []
    for batch, *_ in reading.read(shard, ReadOptions()):
        left = SAMPLE_ROWS - len(targets)
        targets += list(batch.targets[:left]) if batch.target_lang is None else []
        sources += list((batch.sources or ())[:left]) if batch.source_lang is None else []
        if len(targets) >= SAMPLE_ROWS:
            break
    told = ReadOptions(source_lang=options.source_lang, target_lang=options.target_lang)
    found = languages(told, targets, sources)
    return replace(
        shard, source_lang=found.source, target_lang=found.target, detected=found.detected
    )


_SHARDS = {
    "jsonl": _line_shards,
    "tsv": _line_shards,
    "moses": _pair_shards,
    "file": _file_shards,
    "parquet": _parquet_shards,
}
