"""From bytes to batches of segments. One file a format; the suffix of a file names its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from mtcheck.batch import Batch
from mtcheck.errors import InputError
from mtcheck.readers.base import STDIN, Reader, ReadOptions, opened, with_languages
from mtcheck.readers.extents import touched
from mtcheck.readers.formats import FORMATS, open_reader, suffix_of
from mtcheck.readers.inputs import Input, expand, inputs
from mtcheck.readers.naming import language_suffix
from mtcheck.readers.references import with_references

__all__ = [
    "FORMATS",
    "Input",
    "ReadOptions",
    "Reader",
    "expand",
    "inputs",
    "open_reader",
    "read",
    "touched",
    "with_languages",
    "write",
]


def read(
    path: str | Path,
    options: ReadOptions | None = None,
    *,
    on_open: Callable[[BinaryIO], None] | None = None,
) -> Iterator[Batch]:
    """Read one file, or standard input where `path` is "-". An empty file has no batches.

    `on_open` gets the file as it lies on the disk, so that its position can be watched. Raises
    InputError for what cannot be read: at once for the file as a whole, after the last batch for
    single lines of it.
    """
    options = options or ReadOptions()
    name = STDIN if str(path) == "-" else str(path)
    with opened(name, on_open) as stream:
        options = _as_documents(name, options)
        reader = open_reader(name, options.input_format)
        found = reader.read(name, stream, options)
        if options.source_path is not None and reader.pairing != "line":
            found = _with_source(name, found, reader, options.source_path, options)
        if options.reference_path is not None and not reader.takes_reference:
            found = with_references(found, options.reference_path, options.encoding)
        yield from found


def _as_documents(name: str, options: ReadOptions) -> ReadOptions:
    """Moses files are plain texts where they are to be aligned in any case. Their names tell the
    languages all the same."""
    source = options.source_path
    told = options.input_format is not None or suffix_of(name) != ".moses"
    if options.align != "always" or source is None or told:
        return options
    return replace(
        options,
        input_format="txt",
        source_lang=options.source_lang or language_suffix(str(source)),
        target_lang=options.target_lang or language_suffix(name),
    )


def _with_source(
    name: str, found: Iterator[Batch], reader: Reader, source: Path, options: ReadOptions
) -> Iterator[Batch]:
    """The batches with their sources out of another file of the same format."""
    if reader.pairing == "own":
        hint = "leave out --source, or name columns for it by --columns"
        raise InputError("this format holds its sources itself", path=name, hint=hint)
    from mtcheck.readers.pairs import joined, read_source

    alone = replace(options, source_path=None, reference_path=None, source_lang=None)
    texts = read_source(
        read(source, replace(alone, target_lang=options.source_lang)), reader.pairing
    )
    return joined(name, found, texts, reader.pairing)


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
