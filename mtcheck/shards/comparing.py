"""What only the whole corpus tells: duplicates, and rules of corpus scope.

Three steps, each over parts that fit into memory. Claims are compared part by part; the shards with
conflicting rows give their texts away, one file for each part of the keys; each part is compared by
the engine. Then the results of all shards concerned are written anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck import corpus
from mtcheck.batch import Batch, document_rows
from mtcheck.detectors.base import Member
from mtcheck.engine import Engine
from mtcheck.errors import InputError
from mtcheck.readers.base import ReadOptions
from mtcheck.runners.checkpoint import written
from mtcheck.score import Weights
from mtcheck.shards import claims, near_duplicates, reading
from mtcheck.shards.base import Rows, Shard
from mtcheck.shards.work import row_of_finding

PART_CLAIMS, MOST_PARTS = 1_000_000, 1024
"""Claims that are sorted at a time: some 100 MB. Each part opens all files, so there are not more
than this many; above a billion rows a part grows."""

PART_MEMBERS = 100_000
"""Rows whose texts are compared at a time, about."""

_NAMES = ("number", "id", "source", "target", "document", "source_lang", "target_lang")


@dataclass
class Compared:
    """Rows of each shard, by its place among the shards: exact duplicates, and for each rule
    conflicting rows with their keys."""

    duplicates: dict[int, list[NDArray[np.int64]]] = field(default_factory=dict)
    conflicts: dict[str, dict[int, list[NDArray[Any]]]] = field(default_factory=dict)
    members: int = 0

    def add(self, other: Compared) -> None:
        """Add what another part of the keys told."""
        self.members += other.members
        for mine, theirs in (
            (self.duplicates, other.duplicates),
            *((self.conflicts.setdefault(name, {}), own) for name, own in other.conflicts.items()),
        ):
            for shard, arrays in theirs.items():
                mine.setdefault(shard, []).extend(arrays)


class Part(NamedTuple):
    """Part `number` of the keys of the claims of one name, which are compared in `parts`."""

    name: str
    number: int
    parts: int


def parts(folder: Path, names: Sequence[str]) -> list[Part]:
    """All parts that are to be compared, each by itself."""
    found = []
    for name in names:
        size = sum(path.stat().st_size for path in (folder / name).glob("*.npy"))
        count = min(1 + size // claims.CLAIM.itemsize // PART_CLAIMS, MOST_PARTS)
        found += [Part(name, number, count) for number in range(count)]
    return found


@dataclass(frozen=True)
class CompareClaims:
    """Compares the claims of all shards with keys of one part."""

    folder: Path
    ids: Sequence[str]

    def __call__(self, part: Part) -> Compared:
        """Which rows say the same, and which contradict each other."""
        found = Compared()
        paths = [self.folder / part.name / f"{id}.npy" for id in self.ids]
        there = [(place, path) for place, path in enumerate(paths) if path.is_file()]
        own = claims.part([path for _, path in there], part.number, part.parts)
        if own:
            shards = np.concatenate([np.full(len(c), there[shard][0]) for shard, c in own])
            joined = np.concatenate([each for _, each in own])
            _compare_part(found, part.name, shards, joined)
        return found


def _compare_part(found: Compared, name: str, shards: NDArray[Any], joined: NDArray[Any]) -> None:
    if name == claims.PAIRS:
        _note(found.duplicates, *_repeated(shards, joined))
        return
    mask = corpus.conflicting(joined["key"], joined["value"])
    found.members += int(mask.sum())
    by_shard = found.conflicts.setdefault(name, {})
    _note(by_shard, shards[mask], joined[mask])


def _repeated(shards: NDArray[Any], joined: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Shard and row of all but the first claim with the same key and value."""
    order = np.lexsort((joined["row"], shards, joined["value"], joined["key"]))
    keys, values = joined["key"][order], joined["value"][order]
    again = order[1:][(keys[1:] == keys[:-1]) & (values[1:] == values[:-1])]
    return shards[again], joined["row"][again]


def _note(
    by_shard: dict[int, list[NDArray[Any]]], shards: NDArray[Any], values: NDArray[Any]
) -> None:
    for shard in np.unique(shards).tolist():
        by_shard.setdefault(shard, []).append(values[shards == shard])


def parts_of(members: int) -> int:
    """In how many parts conflicting rows are compared."""
    return 1 + members // PART_MEMBERS


@dataclass(frozen=True)
class Wanted:
    """The rows of a shard whose texts are asked for: for each rule numbers and keys."""

    shard: Shard
    place: int
    rows: Mapping[str, tuple[NDArray[np.int64], NDArray[np.uint64]]]


@dataclass(frozen=True)
class GiveMembers:
    """Writes the texts of the rows that are asked for, one file for each part of the keys."""

    folder: Path
    parts: int
    options: ReadOptions

    def __call__(self, wanted: Wanted) -> None:
        """Read the shard once more. Rows that have gone since are left out."""
        known: dict[int, list[tuple[str, int]]] = {}
        for rule, (numbers, keys) in sorted(wanted.rows.items()):
            for number, key in zip(numbers.tolist(), keys.tolist(), strict=True):
                known.setdefault(number, []).append((rule, key))
        lines: dict[int, list[bytes]] = {}
        try:
            for rows in reading.read(wanted.shard, self.options):
                for place, number in enumerate(rows.numbers):
                    if number in known:
                        member = _member(rows, place)
                        for rule, key in known[number]:
                            line = json.dumps([rule, key, wanted.shard.path, *member]).encode()
                            lines.setdefault(key * self.parts >> 64, []).append(line + b"\n")
        except InputError:
            pass
        for part, own in lines.items():
            with written(self.folder / f"{part:05d}" / f"{wanted.place:08d}.jsonl") as stream:
                stream.writelines(own)


def _member(rows: Rows, place: int) -> list[Any]:
    batch = rows.batch
    return [
        rows.numbers[place],
        rows.ids[place],
        batch.sources[place] if batch.sources is not None else None,
        batch.targets[place],
        batch.document_of(place),
        batch.source_lang,
        batch.target_lang,
    ]


@dataclass(frozen=True)
class CompareMembers:
    """Compares the rows of one part of the keys, and writes findings and near duplicates by shard:
    objects are findings, numbers are rows."""

    engine: Engine
    weights: Weights
    members: Path
    found: Path
    near: float | None = None

    def __call__(self, part: int) -> None:
        """All rows of a key are in the same part, in the order of the corpus."""
        sharing: dict[tuple[Any, ...], list[_Text]] = {}
        for path in sorted((self.members / f"{part:05d}").glob("*.jsonl")):
            for line in path.read_bytes().splitlines():
                rule, key, *values = json.loads(line)
                text = _Text(int(path.stem), *values)
                sharing.setdefault((rule, key, *values[-2:]), []).append(text)
        near = [texts for (rule, *_), texts in sharing.items() if rule == near_duplicates.NAME]
        lines: dict[int, list[bytes]] = {}
        for place, row in chain(self._near(near), self._all_findings(sharing)):
            lines.setdefault(place, []).append(json.dumps(row).encode() + b"\n")
        for place, own in lines.items():
            with written(self.found / f"{place:08d}" / f"{part:05d}.jsonl") as stream:
                stream.writelines(own)

    def _near(self, groups: Sequence[Sequence[_Text]]) -> Iterator[tuple[int, int]]:
        """Shard and row of each near duplicate. A row shares several bands with the same others, so
        its words are taken once."""
        known = {(text.place, text.number): text for texts in groups for text in texts}
        pairs = [(text.source or "", text.target) for text in known.values()]
        words = dict(zip(known, near_duplicates.shingles_of(pairs), strict=True))
        told: set[tuple[int, int]] = set()
        for texts in groups:
            keys = [(text.place, text.number) for text in texts]
            found = near_duplicates.repeated([words[key] for key in keys], self.near or 1.0)
            told |= {keys[index] for index in found}
        yield from sorted(told)

    def _all_findings(
        self, sharing: Mapping[tuple[Any, ...], Sequence[_Text]]
    ) -> Iterator[tuple[int, Any]]:
        for (rule, *_), texts in sharing.items():
            if rule != near_duplicates.NAME:
                yield from self._findings(rule, texts)

    def _findings(self, rule: str, texts: Sequence[_Text]) -> Iterator[tuple[int, Any]]:
        if len(texts) < 2:
            return
        by_place = {(text.path, text.number): text for text in texts}
        members = [Member(text.batch(), 0) for text in texts]
        for batch, finding in self.engine.compare(rule, members):
            text = by_place[batch.path, int(batch.ids[0])]
            rows = Rows(batch, [text.number], [text.id])
            yield text.place, row_of_finding(finding, rows, 0, self.weights)


@dataclass(frozen=True)
class _Text:
    """A row with its texts; `place` is that of its shard."""

    place: int
    path: str
    number: int
    id: str
    source: str | None
    target: str
    document: str | None
    source_lang: str | None
    target_lang: str | None

    def batch(self) -> Batch:
        """A batch of this row alone."""
        return Batch(
            path=self.path,
            ids=[str(self.number)],
            targets=[self.target],
            documents=document_rows([self.document]),
            lines=[self.number],
            sources=None if self.source is None else [self.source],
            source_lang=self.source_lang,
            target_lang=self.target_lang,
        )
