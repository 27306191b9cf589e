"""What a shard is, and how to speak of what could not be read in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from mtcheck.batch import Batch
from mtcheck.errors import UsageError
from mtcheck.model import Side

Format = Literal["parquet", "jsonl", "tsv", "moses", "file"]

SHARD_ROWS = 200_000
"""Rows of one shard, about: some seconds of work, and some megabytes of results."""

SHARD_BYTES = 64 << 20
"""Bytes of text after which a shard ends, however few its rows are."""

LONGEST_TEXT = 1_000_000
"""Bytes of a source or target above which a row is no segment, but a file that lost its lines."""

SAMPLE = 0.01
"""Share of the rows in no doubt whose meaning is compared, where a model is named for that."""

LISTED = 10
"""Faults of a shard that are told one by one."""


@dataclass(frozen=True, slots=True)
class CorpusOptions:
    """What a user tells about a corpus. `columns` maps `source`, `target` … to column names, or to
    numbers from 1 where a TSV file has no header."""

    source_lang: str | None = None
    target_lang: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    input_format: str | None = None
    shard_rows: int = SHARD_ROWS


class Stretch(NamedTuple):
    """Bytes `start:end` of a file, or its row groups; `data` holds them where the file can not be
    read from the middle."""

    path: str
    start: int
    end: int
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of an input that is checked as one.

    `first` is the number of its first row in the file, from 1: the line of a text format. `weight`
    tells how much of all bytes it is. `places` says where the fields of a TSV record stand, `names`
    of which columns they are in Parquet. Documents do not go on behind the end of a shard.
    """

    id: str
    path: str
    format: Format
    target: Stretch
    first: int
    weight: int
    source: Stretch | None = None
    source_lang: str | None = None
    target_lang: str | None = None
    detected: tuple[Side, ...] = ()
    width: int = 0
    places: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


class Rows(NamedTuple):
    """A batch whose own ids are numbers of rows, those `numbers`, and the ids of the input."""

    batch: Batch
    numbers: Sequence[int]
    ids: Sequence[str]


class Faults:
    """Rows that could not be read: all are counted, the first are told."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[tuple[int | None, str]] = []

    def add(self, row: int | None, reason: str) -> None:
        """Note that a row, or what stands behind the last one, could not be read."""
        self.count += 1
        if len(self.first) < LISTED:
            self.first.append((row, reason))


@dataclass(frozen=True)
class Step:
    """Progress: a shard is done. `weight` of `total` are the bytes of its input; `resumed`: it was
    done before this run. `took`: seconds and sentences embedded."""

    id: str
    path: str
    rows: int
    weight: int
    total: int
    resumed: bool = False
    fault: str | None = None
    took: Mapping[str, float] = field(default_factory=dict)


Tell = Callable[[Step], None]


def digest(*parts: Any) -> str:
    """Sixteen hex digits of texts, numbers and bytes."""
    hashed = hashlib.blake2b(digest_size=8)
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogateescape")
        hashed.update(len(data).to_bytes(8, "little") + data)
    return hashed.hexdigest()


def needs_pyarrow(what: str) -> UsageError:
    """The error for what cannot be done without pyarrow."""
    return UsageError(f"{what} needs pyarrow", hint="pip install 'mtcheck[corpus]'")


def has_pyarrow() -> bool:
    """Whether columns can be read and written by Arrow."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        return False
    return True
