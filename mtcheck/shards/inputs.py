"""Which files a corpus is made of: files, patterns and folders; two of one name are a pair."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtcheck.errors import InputError, UsageError
from mtcheck.readers.base import peel
from mtcheck.readers.formats import FORMATS, NAMED_ONLY
from mtcheck.shards.base import CorpusOptions, Format

Faults = list[tuple[str, str]]
"""Path and reason."""

_FORMATS: dict[str, Format] = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".tsv": "tsv",
}
_TAG = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_PAIR = re.compile(r"(?:^|[.-])([A-Za-z_]{2,7})-([A-Za-z_]{2,7})$")


@dataclass(frozen=True, slots=True)
class Input:
    """A file, or two of one name whose lines are pairs; `size` is that on the disk."""

    path: str
    format: Format
    size: int
    source_path: str | None = None
    source_lang: str | None = None
    target_lang: str | None = None


def find(
    paths: Sequence[str], options: CorpusOptions, faults: Faults, out: Path | None = None
) -> list[Input]:
    """All inputs. What is not there, or of no known format, is noted in `faults`. What lies below
    `out`, the folder of the results, is none.

    Raises UsageError for what cannot be meant.
    """
    files: dict[str, None] = {}
    for path in paths:
        files.update(dict.fromkeys(_files(path, faults)))
    results = out.resolve() if out else None
    wanted = [one for one in files if results not in Path(one).resolve().parents]
    return list(_inputs(wanted, options, faults))


def _files(path: str, faults: Faults) -> list[str]:
    if Path(path).is_dir():
        found = [str(one) for one in sorted(Path(path).rglob("*")) if _is_listed(one, Path(path))]
    elif Path(path).exists():
        found = [path]
    else:
        found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - also absolute ones
        found = [one for one in found if Path(one).is_file()]
    if not found:
        faults.append((path, f"{path}: nothing to read here"))
    return found


def _is_listed(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.is_file() and not hidden and (_known(str(path)) or _lang(str(path)) is not None)


def _suffix(path: str) -> str:
    return Path(peel(path)[0]).suffix.lower()


def _known(path: str) -> bool:
    suffix = _suffix(path)
    return suffix in _FORMATS or suffix in FORMATS.keys() - NAMED_ONLY


def _lang(path: str) -> str | None:
    """The language that the suffix of one half of a pair of files names."""
    suffix = Path(peel(path)[0]).suffix[1:]
    return suffix if _TAG.fullmatch(suffix) else None


def _inputs(files: Sequence[str], options: CorpusOptions, faults: Faults) -> Iterator[Input]:
    halves: dict[str, list[str]] = {}
    for path in files:
        suffix = "." + (options.input_format or _suffix(path)[1:]).lower()
        if suffix in _FORMATS:
            yield Input(path, _FORMATS[suffix], Path(path).stat().st_size)
        elif suffix in FORMATS:
            yield Input(path, "file", Path(path).stat().st_size)
        elif _lang(path) is not None:
            halves.setdefault(str(Path(peel(path)[0]).with_suffix("")), []).append(path)
        else:
            hint = "name it by --input-format"
            faults.append((path, str(InputError("unknown format", path=path, hint=hint))))
    for stem, members in halves.items():
        yield _pair(stem, members, options)


def _pair(stem: str, members: Sequence[str], options: CorpusOptions) -> Input:
    """Two files of one name, one of each language. Raises UsageError."""
    if len(members) != 2:
        listed = ", ".join(members)
        hint = "name the files of both languages, such as corpus.zh and corpus.en"
        raise UsageError(f"{listed}: not a pair of files", hint=hint)
    found = {_plain(_lang(path) or ""): path for path in members}
    source = _fitting(options.source_lang, found)
    target = _fitting(options.target_lang, found)
    named = _PAIR.search(Path(stem).name)
    if source is None and target is None and named and named[1] in found and named[2] in found:
        source, target = named[1], named[2]
    if source is None and target is None:
        hint = f"--source-lang {_lang(members[0])}, for example"
        raise UsageError(f"{stem}: say which of the two files is the source", hint=hint)
    source = source or next(tag for tag in found if tag != target)
    target = target or next(tag for tag in found if tag != source)
    size = sum(Path(path).stat().st_size for path in members)
    tags = options.source_lang or source, options.target_lang or target
    return Input(found[target], "moses", size, found[source], *tags)


def _plain(tag: str) -> str:
    return tag.replace("_", "-")


def _fitting(tag: str | None, found: dict[str, str]) -> str | None:
    """The suffix that stands for a language."""
    return next((one for one in found if tag and tag.split("-")[0] == one.split("-")[0]), None)
