"""From bytes to batches of segments. One file a format; the suffix of a file names its format."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

from mtcheck.batch import Batch
from mtcheck.errors import InputError, UsageError
from mtcheck.readers.base import STDIN, Reader, ReadOptions, opened, peel, with_languages

__all__ = ["FORMATS", "ReadOptions", "Reader", "expand", "open_reader", "read", "with_languages"]

FORMATS = {
    ".txt": "mtcheck.readers.text:TextReader",
    ".text": "mtcheck.readers.text:TextReader",
    ".jsonl": "mtcheck.readers.jsonl:JsonlReader",
    ".ndjson": "mtcheck.readers.jsonl:JsonlReader",
    ".tsv": "mtcheck.readers.table:TsvReader",
    ".csv": "mtcheck.readers.table:CsvReader",
}
"""Suffix to `module:class`, imported on use. Without its dot it is a name for `--input-format`."""


def open_reader(path: str, input_format: str | None = None) -> Reader:
    """The reader by `input_format` or else by the suffix of `path`; standard input is text."""
    if input_format is not None:
        suffix = "." + input_format.lower()
        if suffix not in FORMATS:
            known = ", ".join(sorted(name[1:] for name in FORMATS))
            raise UsageError(f"unknown input format '{input_format}'", hint=f"use one of: {known}")
    else:
        suffix = ".txt" if path in ("-", STDIN) else _suffix(path)
        if suffix not in FORMATS:
            raise InputError(
                f"unknown file type '{suffix}'" if suffix else "the file name has no suffix",
                path=path,
                hint=f"name the format by --input-format; known suffixes: {', '.join(FORMATS)}",
            )
    module, name = FORMATS[suffix].split(":")
    reader: Reader = getattr(import_module(module), name)()
    return reader


def read(path: str | Path, options: ReadOptions | None = None) -> Iterator[Batch]:
    """Read one file, or standard input where `path` is "-". An empty file has no batches.

    Raises InputError for what cannot be read: at once for the file as a whole, after the last batch
    for single lines of it.
    """
    options = options or ReadOptions()
    name = STDIN if str(path) == "-" else str(path)
    with opened(name) as stream:
        reader = open_reader(name, options.input_format)
        yield from reader.read(name, stream, options)


def expand(paths: Sequence[str]) -> list[str]:
    """Replace each folder by the files with known suffixes below it, sorted, without hidden ones.

    Files and "-" stay, whatever their suffix. A folder that holds nothing to read raises
    InputError; pass one path at a time to keep the others.
    """
    files: dict[str, None] = {}
    for path in paths:
        if path != "-" and Path(path).is_dir():
            files.update(dict.fromkeys(_files_below(path)))
        else:
            files[path] = None
    return list(files)


def _suffix(path: str) -> str:
    return Path(peel(path)[0]).suffix.lower()


def _files_below(folder: str) -> list[str]:
    found = []
    for root, folders, names in os.walk(folder, onerror=_unreadable_folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            str(Path(root, name))
            for name in names
            if not name.startswith(".") and _suffix(name) in FORMATS
        ]
    if not found:
        raise InputError(
            "nothing to read in this folder",
            path=folder,
            hint=f"known suffixes: {', '.join(FORMATS)}; name other files one by one",
        )
    return sorted(found)


def _unreadable_folder(error: OSError) -> None:
    raise InputError(
        f"the folder cannot be read: {error.strerror}",
        path=str(error.filename),
        hint="check its permissions",
    ) from error
