"""What all readers share: options, opening of files, languages of rows, lists of bad lines."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from mtcheck.batch import Batch, Row, batches
from mtcheck.errors import InputError
from mtcheck.model import Side
from mtcheck.readers.encoding import is_text_encoding, peeked

STDIN = "<stdin>"
"""The path under which standard input is reported."""

SAMPLE_ROWS = 200
"""Rows at the start of a file from which its languages are detected."""

SAMPLE_CHARACTERS = 20_000
"""Code points from which a language is detected."""

LISTED_LINES = 10
"""Bad lines that an error lists one by one."""

_COMPRESSIONS = (".gz", ".xz", ".zst")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a user tells about the inputs.

    `source_path` is a line-aligned source for plain text. `columns` maps `source`, `target` … to
    column names of a table. `input_format` is a suffix without its dot; it outranks the file's.
    """

    encoding: str | None = None
    source_lang: str | None = None
    target_lang: str | None = None
    source_path: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    input_format: str | None = None


class Piece(NamedTuple):
    """A stretch of a file. Where it holds the target of a segment, `row` is that segment, and
    `written` turns a new target into what then stands there, or raises ValueError with a reason."""

    raw: str
    row: Row | None = None
    written: Callable[[str], str] | None = None


class Reader(ABC):
    """One input format. `writes` tells whether `pieces` can be asked."""

    writes = False

    @abstractmethod
    def read(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Batch]:
        """Read the uncompressed `stream`; `path` only names it in batches and errors."""

    def pieces(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Piece]:
        """The decoded file without its BOM, in pieces: their `raw` joined is all of it.

        The rows are those of `read`, and InputError is raised for the same faults.
        """
        raise InputError(
            "this format can be checked but not written",
            path=path,
            hint="mend the text where it was made",
        )

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


class PieceReader(Reader):
    """A format that is read by the same scan as it is written: subclasses define `pieces`."""

    writes = True

    def read(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Batch]:
        """Yield what is good; then raise InputError if there were faults."""
        stream, options = self.told(stream, options)
        found = self.pieces(path, stream, options)
        return batched(path, (piece.row for piece in found if piece.row), options)


def peel(path: str) -> tuple[str, str | None]:
    """Split a compression suffix off: `a.jsonl.gz` becomes `a.jsonl` and `.gz`."""
    for suffix in _COMPRESSIONS:
        if path.lower().endswith(suffix):
            return path[: -len(suffix)], suffix
    return path, None


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """Open a file, or standard input for STDIN, and undo its compression.

    What goes wrong in opening it, and in reading it inside the `with` block, raises InputError.
    """
    if path == STDIN:
        if sys.stdin is None:
            raise InputError("standard input is closed", path=path, hint="name a file instead")
        yield sys.stdin.buffer
        return
    try:
        stream, damage = _open(path)
    except (OSError, ValueError) as error:
        raise _unopened(path, error) from error
    with stream:
        try:
            yield stream
        except (OSError, EOFError, damage) as error:
            raise _unread(path, error) from error


def _open(path: str) -> tuple[BinaryIO, type[Exception]]:
    """The stream, and what it raises for damaged data besides OSError and EOFError."""
    suffix = peel(path)[1]
    if suffix == ".gz":
        import gzip
        import zlib

        return cast("BinaryIO", gzip.open(path)), zlib.error
    if suffix == ".xz":
        import lzma

        return cast("BinaryIO", lzma.open(path)), lzma.LZMAError
    if suffix == ".zst":
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        return cast("BinaryIO", zstd.open(path)), zstd.ZstdError
    return Path(path).open("rb"), OSError


def _unopened(path: str, error: OSError | ValueError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError("no such file", path=path, hint="check the path for a typing error")
    if isinstance(error, IsADirectoryError):
        return InputError("this is a folder", path=path, hint="name the files in it")
    if isinstance(error, PermissionError):
        return InputError("no permission to read this file", path=path, hint="check its mode")
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(f"cannot be opened: {reason}", path=path, hint="check the path")


def _unread(path: str, error: Exception) -> InputError:
    suffix = peel(path)[1]
    if suffix is None or getattr(error, "errno", None) is not None:
        reason = getattr(error, "strerror", None) or str(error)
        return InputError(f"reading stopped: {reason}", path=path, hint="read it again")
    kind = "ends too early" if isinstance(error, EOFError) else f"is damaged ({error})"
    return InputError(
        f"the {suffix} data {kind}",
        path=path,
        hint="fetch or compress the file again; if it is not compressed, rename it",
    )


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


def batched(path: str, rows: Iterable[Row], options: ReadOptions) -> Iterator[Batch]:
    """Cut `rows` into batches and fill the languages they lack.

    A row's own language comes first, then the options, then what is detected in the first
    SAMPLE_ROWS rows, whatever the size of a batch. An error of `rows` is raised after the batch of
    the last good row.
    """
    failures: list[Exception] = []
    pending = _until_failure(rows, failures)
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


def _until_failure(rows: Iterable[Row], failures: list[Exception]) -> Iterator[Row]:
    try:
        yield from rows
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
