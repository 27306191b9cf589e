"""Files as streams of bytes: opened, and their compression undone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from mtcheck.errors import InputError

STDIN = "<stdin>"
"""The path under which standard input is reported."""

COMPRESSIONS = (".gz", ".xz", ".zst")
"""Suffixes behind that of the format."""


def peel(path: str) -> tuple[str, str | None]:
    """Split a compression suffix off: `a.jsonl.gz` becomes `a.jsonl` and `.gz`."""
    for suffix in COMPRESSIONS:
        if path.lower().endswith(suffix):
            return path[: -len(suffix)], suffix
    return path, None


@contextmanager
def opened(path: str, on_open: Callable[[BinaryIO], None] | None = None) -> Iterator[BinaryIO]:
    """Open a file, or standard input for STDIN, and undo its compression.

    `on_open` gets the file itself, before its compression is undone.

    What goes wrong in opening it, and in reading it inside the `with` block, raises InputError.
    """
    if path == STDIN:
        if sys.stdin is None:
            raise InputError("standard input is closed", path=path, hint="name a file instead")
        yield sys.stdin.buffer
        return
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - closed below
        stream, damage = _uncompressed(path, file)
    except (OSError, ValueError) as error:
        raise _unopened(path, error) from error
    if on_open:
        on_open(file)
    with file, stream:
        try:
            yield stream
        except (OSError, EOFError, damage) as error:
            raise _unread(path, error) from error


def _uncompressed(path: str, file: BinaryIO) -> tuple[BinaryIO, type[Exception]]:
    """The stream, and what it raises for damaged data besides OSError and EOFError."""
    suffix = peel(path)[1]
    if suffix == ".gz":
        import gzip
        import zlib

        return cast("BinaryIO", gzip.open(file)), zlib.error
    if suffix == ".xz":
        import lzma

        return cast("BinaryIO", lzma.open(file)), lzma.LZMAError
    if suffix == ".zst":
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        return cast("BinaryIO", zstd.open(file)), zstd.ZstdError
    return file, OSError


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
