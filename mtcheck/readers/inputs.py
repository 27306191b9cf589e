"""From what a user names to files: folders are searched, sources found, links outwards refused."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from mtcheck.errors import InputError, UsageError
from mtcheck.readers.base import COMPRESSIONS, STDIN, ReadOptions, peel
from mtcheck.readers.formats import FORMATS, NAMED_ONLY, open_reader, suffix_of
from mtcheck.readers.naming import language_suffix
from mtcheck.readers.trees import Layout, Pair, pairs

FOUND = frozenset(FORMATS) - NAMED_ONLY
"""Suffixes of the files that a search of a folder finds."""


class Input(NamedTuple):
    """A file with the options to read it with, or the `fault` why it is not read."""

    path: str
    options: ReadOptions
    fault: InputError | None = None


def inputs(paths: Sequence[str], options: ReadOptions) -> Iterator[Input]:
    """Every file that `paths` name, with its source where there is one, and what is wrong with the
    others. A file without its source is there twice: to be read without, and with the fault."""
    if options.source_dir is not None:
        for path in paths:
            yield from _in_trees(path, options.source_dir, options)
        return
    if options.names is not None:
        raise UsageError("--name-pattern goes with --source-dir", hint="add --source-dir FOLDER")
    for path in paths:
        try:
            found = expand([path])
        except InputError as error:
            yield Input(path, options, error)
        else:
            yield from (_checked(one, path, _with_source_beside(one, options)) for one in found)


def _checked(path: str, named: str, options: ReadOptions) -> Input:
    """The file, refused where it is a link out of the folder `named`."""
    folder = Path(named)
    links = Path(path).is_symlink() and folder.is_dir()
    if links and not Path(path).resolve().is_relative_to(folder.resolve()):
        reason = "this link leads out of its folder, so it is not read"
        return Input(path, options, InputError(reason, path=path, hint="name the file itself"))
    return Input(path, options)


def _with_source_beside(path: str, options: ReadOptions) -> ReadOptions:
    """For `corpus.en` and a told source language zh: with `corpus.zh`, if it is there."""
    bare, packed = peel(path)
    lang = options.source_lang
    if options.source_path or lang is None or path in ("-", STDIN) or options.input_format:
        return options
    if suffix_of(path) != ".moses" or language_suffix(path) is None:
        return options
    beside = Path(bare).with_suffix(f".{lang}")
    for suffix in dict.fromkeys([packed or "", "", *COMPRESSIONS]):
        file = beside.with_name(beside.name + suffix)
        if file.is_file() and file != Path(path):
            return replace(options, source_path=file)
    return options


def _in_trees(path: str, source_dir: Path, options: ReadOptions) -> Iterator[Input]:
    """The files of one tree or one file of it, with their sources in the other tree."""
    layout = Layout(options.names, options.source_lang)
    bare = replace(options, source_dir=None, names=None)
    root = Path(path) if Path(path).is_dir() else Path(path).parent
    try:
        sources = _names_below(source_dir)
        names = _names_below(root) if Path(path).is_dir() else [Path(path).name]
    except InputError as error:
        yield Input(path, bare, error)
        return
    if options.names is None and root.resolve() != source_dir.resolve():
        below = [(root / name).resolve() for name in names]
        inside = source_dir.resolve()
        names = [n for n, one in zip(names, below, strict=True) if not one.is_relative_to(inside)]
    found = list(pairs(names, sources, layout))
    if not any(pair.target for pair in found):
        reason = f"no file fits the pattern {options.names}" if options.names else "nothing to read"
        hint = "the pattern speaks of paths inside the folder; try '{lang}/{path}'"
        yield Input(path, bare, InputError(reason, path=path, hint=hint))
        return
    for pair in found:
        if pair.target is not None:
            yield from _paired(path, root, source_dir, pair, bare)
        elif Path(path).is_dir() and _asks_for_source(source_dir / str(pair.source), bare):
            yield _untranslated(root, source_dir, pair, bare)


def _paired(
    named: str, root: Path, source_dir: Path, pair: Pair, options: ReadOptions
) -> Iterator[Input]:
    file = root / str(pair.target)
    options = replace(options, target_lang=options.target_lang or pair.lang)
    if not _asks_for_source(file, options):
        yield _checked(str(file), named, options)
    elif pair.source is not None:
        yield _checked(str(file), named, replace(options, source_path=source_dir / pair.source))
    else:
        yield _checked(str(file), named, options)
        reason = f"checked without a source: there is no {source_dir / pair.expected}"
        hint = (
            "say how the files are named: --name-pattern '{lang}/{path}' or '{stem}.{lang}{suffix}'"
        )
        yield Input(str(file), options, InputError(reason, path=str(file), hint=hint))


def _untranslated(root: Path, source_dir: Path, pair: Pair, options: ReadOptions) -> Input:
    file = str(root / pair.expected)
    reason = f"there is no such translation of {source_dir / str(pair.source)}"
    return Input(file, options, InputError(reason, path=file, hint="translate it, or remove both"))


def _asks_for_source(file: Path, options: ReadOptions) -> bool:
    """Whether the sources of a file stand in another file."""
    return open_reader(str(file), options.input_format).pairing != "own"


def _names_below(folder: Path) -> list[str]:
    """The names of all files that a reader knows, relative to the folder, with slashes."""
    if not folder.is_dir():
        raise InputError("no such folder", path=str(folder), hint="name the folder of the sources")
    found = _files_below(str(folder), FORMATS)
    return [Path(one).relative_to(folder).as_posix() for one in found]


def expand(paths: Sequence[str]) -> list[str]:
    """Replace each folder by the files with known suffixes below it, sorted, without hidden ones.

    Files and "-" stay, whatever their suffix. A folder that holds nothing to read raises
    InputError; pass one path at a time to keep the others.
    """
    files: dict[str, None] = {}
    for path in paths:
        if path != "-" and Path(path).is_dir():
            files.update(dict.fromkeys(_files_below(path, FOUND)))
        else:
            files[path] = None
    return list(files)


def _files_below(folder: str, suffixes: Collection[str]) -> list[str]:
    found = []
    for root, folders, names in os.walk(folder, onerror=_unreadable_folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            str(Path(root, name))
            for name in names
            if not name.startswith(".") and suffix_of(name) in suffixes
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
