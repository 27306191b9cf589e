"""Write a file anew with some targets changed and every other byte as it was."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from mtcheck.errors import InputError
from mtcheck.readers.base import Piece, Reader, ReadOptions, opened, peel
from mtcheck.readers.encoding import blocks, output_codec, peeked

_EXACT = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
"""Codecs that give the same bytes again for all that they decode."""


def write_file(
    reader: Reader,
    path: str,
    destination: str,
    targets: Mapping[str, str],
    options: ReadOptions,
) -> None:
    """Write the file `path` to `destination`, which may be the same, with new `targets` by id.

    All else keeps its bytes: encoding, BOM, line ends, quoting. The compression follows the suffix
    of `destination`. InputError is raised for a file with faults, for an id that is not there or
    stands there twice, and for a target that the format or the encoding cannot hold; then
    `destination` is left as it was.
    """
    with _replaced(destination) as stream:
        for part in rewritten(reader, path, targets, options):
            stream.write(part)


def rewritten(
    reader: Reader, path: str, targets: Mapping[str, str], options: ReadOptions
) -> Iterator[bytes]:
    """The uncompressed bytes of the file `path` with new `targets`, in parts."""
    with opened(path) as raw:
        if not reader.is_text:
            yield from reader.rewritten(path, raw, targets, options)
            return
        stream, options = reader.told(raw, options)
        start, stream = peeked(stream)
        codec, bom = output_codec(start, options.encoding)
        if codec not in _EXACT:
            _check_codec(path, options, codec, bom)
        encoder = codecs.getincrementalencoder(codec)()
        yield bom
        for text, line in _texts(path, reader.pieces(path, stream, options), targets):
            try:
                yield encoder.encode(text)
            except UnicodeEncodeError as error:
                character = error.object[error.start]
                raise InputError(
                    f"{codec} cannot hold the character {character!r}",
                    path=path,
                    line=line,
                    hint="convert the file to UTF-8",
                ) from error
        yield encoder.encode("", final=True)


def _texts(
    path: str, pieces: Iterable[Piece], targets: Mapping[str, str]
) -> Iterator[tuple[str, int]]:
    """What stands in the new file, piece by piece, each with a line of the old one."""
    seen, line = set(), 1
    for raw, row, written, _ in pieces:
        if row is None or row.id not in targets:
            yield raw, line
            continue
        if row.id in seen:
            raise _fault(path, row.line, f"the id '{row.id}' stands in this file twice")
        seen.add(row.id)
        line, new = row.line, targets[row.id]
        if new == row.target or written is None:
            yield raw, line
            continue
        try:
            yield written(new), line
        except ValueError as error:
            raise _fault(path, line, f"the target cannot be written: {error}") from error
    if missing := sorted(set(targets) - seen):
        raise _fault(path, None, f"no segment has the id '{missing[0]}'")


def _fault(path: str, line: int | None, message: str) -> InputError:
    hint = "check the file again, and mend this segment by hand"
    return InputError(message, path=path, line=line, hint=hint)


def _check_codec(path: str, options: ReadOptions, codec: str, bom: bytes) -> None:
    """Refuse a file whose bytes the codec would not give again."""
    encoder = codecs.getincrementalencoder(codec)()
    with opened(path) as stream, opened(path) as original:
        same = original.read(len(bom)) == bom
        for text in blocks(stream, path, options.encoding):
            part = encoder.encode(text)
            same = same and original.read(len(part)) == part
        rest = encoder.encode("", final=True)
        same = same and original.read() == rest
    if not same:
        raise InputError(
            f"reading as {codec} and writing again would change other bytes",
            path=path,
            hint="convert the file to UTF-8",
        )


@contextmanager
def _replaced(destination: str) -> Iterator[BinaryIO]:
    """A stream to a new file that takes the place of `destination` when all went well."""
    folder = Path(destination).resolve().parent
    try:
        handle, name = tempfile.mkstemp(dir=folder, prefix=".mtcheck-")
    except OSError as error:
        raise _unwritten(destination, error) from error
    try:
        file = os.fdopen(handle, "wb")
        with file, _compressed(file, peel(destination)[1]) as stream:
            yield stream
        if Path(destination).exists():
            shutil.copymode(destination, name)
        Path(name).replace(Path(destination).resolve())
    except OSError as error:
        raise _unwritten(destination, error) from error
    finally:
        Path(name).unlink(missing_ok=True)


def _compressed(file: BinaryIO, suffix: str | None) -> BinaryIO:
    """A stream that compresses into `file` as the suffix says; the same file without one."""
    if suffix == ".gz":
        import gzip

        return cast("BinaryIO", gzip.GzipFile("", "wb", fileobj=file, mtime=0))
    if suffix == ".xz":
        import lzma

        return cast("BinaryIO", lzma.open(file, "wb"))
    if suffix == ".zst":
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        return cast("BinaryIO", zstd.open(file, "wb"))
    return file


def _unwritten(destination: str, error: OSError) -> InputError:
    reason = error.strerror or str(error)
    return InputError(f"cannot be written: {reason}", path=destination, hint="check the folder")
