"""What all readers share: options, opening of files, languages of rows, lists of bad lines."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, TypeVar

from mtcheck.batch import Batch, Mark, Row, batches
from mtcheck.errors import InputError
from mtcheck.model import Side
from mtcheck.readers.encoding import is_text_encoding, peeked
from mtcheck.readers.marks import covered
from mtcheck.readers.opening import COMPRESSIONS as COMPRESSIONS
from mtcheck.readers.opening import STDIN as STDIN
from mtcheck.readers.opening import opened as opened
from mtcheck.readers.opening import peel as peel

SAMPLE_ROWS = 200
"""Rows at the start of a file from which its languages are detected."""

SAMPLE_CHARACTERS = 20_000
"""Code points from which a language is detected."""

LISTED_LINES = 10
"""Bad lines that an error lists one by one."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user tells about the inputs.

    `source_path` and `reference_path` are line-aligned files for plain text; for other formats
    `source_path` is a file of the same format in the other language. `source_dir` is a tree of
    sources, `names` how files are named in both trees. `columns` maps `source`, `target` … to
    column names of a table. `input_format` is a suffix without its dot; it outranks the file's.
    `align`: whether a plain text and its source are paired by what their sentences mean; `auto`: if
    their lines do not pair.
    """

    encoding: str | None = None
    source_lang: str | None = None
    target_lang: str | None = None
    source_path: Path | None = None
    reference_path: Path | None = None
    source_dir: Path | None = None
    names: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    input_format: str | None = None
    align: Literal["auto", "always", "never"] = "never"


class Piece(NamedTuple):
    """A stretch of a file. Where it holds the target of a segment, `row` is that segment, and
    `written` turns a new target into what then stands there, or raises ValueError with a reason.
    `marks` stand before the next segment, or in it."""

    raw: str
    row: Row | None = None
    written: Callable[[str], str] | None = None
    marks: tuple[Mark, ...] = ()


T = TypeVar("T")

Pairing = Literal["own", "line", "key", "source", "order"]
"""How a file finds its sources in another file: it holds them itself; line by line, which the
reader does; by the ids of segments; by what both translate, as in PO; by the order of segments."""


class Reader(ABC):
    """One input format. `writes` tells whether it can be written; a format of text is written by
    its `pieces`, another one (`is_text` is False) as a whole by `rewritten`. `takes_reference`: it
    reads `reference_path` itself."""

    writes = False
    is_text = True
    takes_reference = False
    pairing: Pairing = "own"

    @abstractmethod
    def read(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Batch]:
        """Read the uncompressed `stream`; `path` only names it in batches and errors."""

    def pieces(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Piece]:
        """The decoded file without its BOM, in pieces: their `raw` joined is all of it.

        The rows are those of `read`, and InputError is raised for the same faults.
        """
        raise _unwritable(path)

    def rewritten(
        self, path: str, stream: BinaryIO, targets: Mapping[str, str], options: ReadOptions
    ) -> Iterator[bytes]:
        """The file with new targets by id, in parts, for a format that is no text."""
        raise _unwritable(path)

    def declared_encoding(self, start: bytes) -> str | None:
        """The encoding that the first bytes of a file name, for formats that can name one."""
        return None

    def told(self, stream: BinaryIO, options: ReadOptions) -> tuple[BinaryIO, ReadOptions]:
        """The stream, and the options with the encoding that the file itself names."""
        if options.encoding is not None:
            return stream, options
        start, stream = peeked(stream)
        name = self.declared_encoding(start)
        if name is None or not is_text_encoding(name):
            return stream, options
        return stream, replace(options, encoding=name)


def _unwritable(path: str) -> InputError:
    reason, hint = "this format can be checked but not written", "mend the text where it was made"
    return InputError(reason, path=path, hint=hint)


class PieceReader(Reader):
    """A format that is read by the same scan as it is written: subclasses define `pieces`."""

    writes = True

    def read(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Batch]:
        """Yield what is good; then raise InputError if there were faults."""
        stream, options = self.told(stream, options)
        found = self.pieces(path, stream, options)
        return batched(path, _items(found), options)


def _items(pieces: Iterable[Piece]) -> Iterator[Row | Mark]:
    for piece in pieces:
        yield from piece.marks
        if piece.row:
            yield piece.row


class BadLines:
    """Lines that could not be read, kept so that all others are still checked."""

    def __init__(self, path: str, hint: str) -> None:
        self.path = path
        self.hint = hint
        self.first: list[tuple[int, str]] = []
        self.count = 0

    def add(self, line: int, reason: str) -> None:
        """Note that `line` (1-based) could not be read."""
        self.count += 1
        if len(self.first) < LISTED_LINES:
            self.first.append((line, reason))

    def raise_if_any(self) -> None:
        """Raise one InputError that lists the first bad lines and says how many there are."""
        if not self.count:
            return
        listed = "; ".join(f"line {line}: {reason}" for line, reason in self.first)
        more = self.count - len(self.first)
        raise InputError(
            f"{self.count} {'line' if self.count == 1 else 'lines'} could not be read: {listed}"
            + (f"; and {more} more" if more else ""),
            path=self.path,
            line=self.first[0][0],
            hint=self.hint,
        )


class Languages(NamedTuple):
    """Languages of a file; `detected` names the sides whose language nobody told."""

    source: str | None
    target: str | None
    detected: tuple[Side, ...]


def languages(
    options: ReadOptions, targets: Iterable[str], sources: Iterable[str | None] = ()
) -> Languages:
    """The told languages; where one is missing, the language of the texts at the file's start."""
    source, target = options.source_lang, options.target_lang
    detected: list[Side] = []
    if target is None and (target := _identified(targets)):
        detected.append("target")
    if source is None and (source := _identified(text for text in sources if text)):
        detected.append("source")
    return Languages(source, target, tuple(detected))


def _identified(texts: Iterable[str]) -> str | None:
    sample = ""
    for text in texts:
        sample += text[:SAMPLE_CHARACTERS] + "\n"
        if len(sample) >= SAMPLE_CHARACTERS:
            break
    if not sample.strip():
        return None
    from mtcheck.text.language import identify

    return identify(sample[:SAMPLE_CHARACTERS])


def with_languages(found_batches: Iterable[Batch], options: ReadOptions) -> Iterator[Batch]:
    """Fill the languages that batches of one file lack.

    The options come first, then what is detected in the first batches, SAMPLE_ROWS rows at least.
    """
    pending = iter(found_batches)
    head: list[Batch] = []
    for batch in pending:
        head.append(batch)
        if sum(map(len, head)) >= SAMPLE_ROWS:
            break
    found = languages(
        options,
        chain.from_iterable(batch.targets for batch in head if batch.target_lang is None),
        chain.from_iterable(batch.sources or () for batch in head if batch.source_lang is None),
    )
    for batch in chain(head, pending):
        yield _filled(batch, found)


def batched(path: str, rows: Iterable[Row | Mark], options: ReadOptions) -> Iterator[Batch]:
    """Cut `rows` into batches and fill the languages they lack. A mark among them stands before
    the row that it is about.

    A row's own language comes first, then the options, then what is detected in the first
    SAMPLE_ROWS rows, whatever the size of a batch. An error of `rows` is raised after the batch of
    the last good row.
    """
    failures: list[Exception] = []
    pending = until_failure(covered(rows), failures)
    head = list(islice(pending, SAMPLE_ROWS))
    found = languages(
        options,
        (row.target for row in head if row.target_lang is None),
        (row.source for row in head if row.source_lang is None),
    )
    for batch in batches(path, chain(head, pending)):
        yield _filled(batch, found)
    if failures:
        raise failures[0]


def sampled(found: Iterator[Batch], options: ReadOptions) -> Iterator[Batch]:
    """The batches of one file with the languages they lack, which are detected as `batched` does
    it; the first one is small only where the file is."""
    first = next(found, None)
    if first is None:
        return
    sources = (first.sources or ())[:SAMPLE_ROWS]
    told = languages(options, first.targets[:SAMPLE_ROWS], sources)
    for batch in chain([first], found):
        yield _filled(batch, told)


def until_failure(found: Iterable[T], failures: list[Exception]) -> Iterator[T]:
    """What is found before an error, which goes to `failures`."""
    try:
        yield from found
    except Exception as error:
        failures.append(error)


def _filled(batch: Batch, found: Languages) -> Batch:
    own = {"source": batch.source_lang, "target": batch.target_lang}
    return replace(
        batch,
        source_lang=batch.source_lang or found.source,
        target_lang=batch.target_lang or found.target,
        detected=tuple(side for side in found.detected if own[side] is None),
    )
