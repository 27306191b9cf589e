"""From bytes to batches of segments. One file a format; the suffix of a file names its format."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from mtcheck.batch import Batch
from mtcheck.errors import InputError, UsageError
from mtcheck.readers.base import STDIN, Reader, ReadOptions, opened, peel, with_languages

__all__ = [
    "FORMATS",
    "ReadOptions",
    "Reader",
    "expand",
    "open_reader",
    "read",
    "with_languages",
    "write",
]

FORMATS = {
    ".txt": "mtcheck.readers.text:TextReader",
    ".text": "mtcheck.readers.text:TextReader",
    ".jsonl": "mtcheck.readers.jsonl:JsonlReader",
    ".ndjson": "mtcheck.readers.jsonl:JsonlReader",
    ".tsv": "mtcheck.readers.table:TsvReader",
    ".csv": "mtcheck.readers.table:CsvReader",
    ".po": "mtcheck.readers.po:PoReader",
    ".pot": "mtcheck.readers.po:PoReader",
    ".xlf": "mtcheck.readers.xliff:XliffReader",
    ".xliff": "mtcheck.readers.xliff:XliffReader",
    ".tmx": "mtcheck.readers.tmx:TmxReader",
    ".md": "mtcheck.readers.markdown:MarkdownReader",
    ".markdown": "mtcheck.readers.markdown:MarkdownReader",
    ".html": "mtcheck.readers.html:HtmlReader",
    ".htm": "mtcheck.readers.html:HtmlReader",
    ".xhtml": "mtcheck.readers.html:HtmlReader",
    ".srt": "mtcheck.readers.subtitles:SubtitleReader",
    ".vtt": "mtcheck.readers.subtitles:SubtitleReader",
    ".json": "mtcheck.readers.jsonkeys:JsonKeysReader",
    ".xml": "mtcheck.readers.android:AndroidReader",
    ".properties": "mtcheck.readers.properties:PropertiesReader",
}
"""Suffix to `module:class`, imported on use. Without its dot it is a name for `--input-format`."""


NAMED_ONLY = frozenset({".json", ".xml", ".properties", ".pot"})
"""Suffixes of many kinds of files: those that hold texts are named, not found in folders."""


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


def write(
    path: str | Path,
    destination: str | Path,
    targets: Mapping[str, str],
    options: ReadOptions | None = None,
) -> None:
    """Write the file `path` to `destination`, which may be the same file, with new targets.

    `targets` maps ids, as `read` gives them under the same options, to new texts. Everything else
    keeps its bytes: encoding, BOM, line ends, quoting, other segments; only a compressed file is
    compressed anew. Raises InputError, and leaves `destination` alone, where the file has a fault,
    where an id is not there or stands there twice, and where the format cannot hold a new target.
    """
    from mtcheck.readers.writing import write_file

    options = options or ReadOptions()
    reader = open_reader(str(path), options.input_format)
    write_file(reader, str(path), str(destination), targets, options)


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
            if not name.startswith(".") and _suffix(name) in FORMATS.keys() - NAMED_ONLY
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
