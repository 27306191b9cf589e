"""Results written anew with what only the whole corpus tells. Doing it twice is doing it once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtcheck.runners.checkpoint import Checkpoint
from mtcheck.shards import tables
from mtcheck.shards.judging import Brief, Judged, listed
from mtcheck.shards.where import Where
from mtcheck.shards.work import CORPUS, FINDINGS, RESULTS, keep

_BRIEF = ("row", "rule", "category", "severity", "penalty", "suppressed")


@dataclass(frozen=True)
class Late:
    """What a shard learns at last: rows that are exact duplicates, and the files with its near ones
    and its findings of corpus scope. `digest` is that of all shards compared."""

    id: str
    digest: str
    duplicates: NDArray[np.int64]
    found: tuple[Path, ...]


@dataclass(frozen=True)
class Finish:
    """Writes results, findings of corpus scope and marker of a shard."""

    where: Where
    checkpoint: Checkpoint
    format: tables.TableFormat

    def __call__(self, late: Late) -> dict[str, Any]:
        """The new marker."""
        folder = self.checkpoint.folder
        marker = self.checkpoint.marker(late.id)
        name = tables.name(late.id, self.format)
        path = folder / RESULTS / name
        rows = _rows(path)
        numbers = np.asarray(rows["row"], dtype=np.int64)
        found = list(_found(late.found))
        near = [row for row in found if isinstance(row, int)]
        findings = (row for row in found if not isinstance(row, int))
        further = sorted(findings, key=lambda row: (row["row"], row["rule"], row["message"]))
        duplicate = np.isin(numbers, late.duplicates)
        briefs = [*_briefs(folder / FINDINGS / name, numbers), *map_briefs(further, numbers)]
        judged = Judged(
            marker["path"],
            numbers,
            rows["id"],
            np.asarray(rows["words"], dtype=np.float64),
            briefs,
            duplicate,
            np.isin(numbers, near) & ~duplicate,
        )
        corpus = folder / CORPUS / name
        with tables.writer(corpus, tables.FINDINGS, self.format) as table:
            table.add({one: [row[one] for row in further] for one in tables.FINDINGS})
        columns = judged.results(self.where)
        with tables.writer(path, tables.RESULTS, self.format) as table:
            table.add(listed(columns) if self.format == "jsonl" else columns)
        samples = _segment_samples(marker)
        for row in further:
            keep(samples, row)
        told = judged.tally(columns, samples)
        stays = {name: marker["tally"][name] for name in ("unreadable", "similarity")}
        about = {**marker, "tally": {**told, **stays}, "corpus": late.digest}
        about["corpus_rules"] = sorted({row["rule"] for row in further})
        files = [folder / one for one in marker["files"]]
        return self.checkpoint.done(late.id, about, list(dict.fromkeys([*files, corpus])))


def judged_again(checkpoint: Checkpoint, id: str, format: tables.TableFormat) -> Judged:
    """What the tables of a finished shard say of its rows."""
    folder, name = checkpoint.folder, tables.name(id, format)
    marker = checkpoint.marker(id)
    rows = _rows(folder / RESULTS / name, ("duplicate", "near_duplicate"))
    numbers = np.asarray(rows["row"], dtype=np.int64)
    found = [*_briefs(folder / FINDINGS / name, numbers)]
    if "corpus" in marker:
        found += _briefs(folder / CORPUS / name, numbers)
    return Judged(
        marker["path"],
        numbers,
        rows["id"],
        np.asarray(rows["words"], dtype=np.float64),
        found,
        np.asarray(rows["duplicate"], dtype=np.bool_),
        np.asarray(rows["near_duplicate"], dtype=np.bool_),
    )


def _segment_samples(marker: dict[str, Any]) -> dict[str, Any]:
    """The samples of a shard, those of an earlier comparison left out."""
    old = marker.get("corpus_rules", [])
    return {rule: one for rule, one in marker["tally"]["samples"].items() if rule not in old}


def _rows(path: Path, further: Iterable[str] = ()) -> dict[str, list[Any]]:
    joined: dict[str, list[Any]] = {name: [] for name in ("row", "id", "words", *further)}
    for part in tables.read(path, list(joined)):
        for name, values in part.items():
            joined[name] += values
    return joined


def _found(paths: Iterable[Path]) -> Iterator[Any]:
    for path in paths:
        for line in path.read_bytes().splitlines():
            yield json.loads(line)


def _briefs(path: Path, numbers: NDArray[np.int64]) -> Iterator[Brief]:
    for part in tables.read(path, _BRIEF):
        rows = [
            dict(zip(_BRIEF, values, strict=True)) for values in zip(*part.values(), strict=True)
        ]
        yield from map_briefs(rows, numbers)


def map_briefs(rows: Iterable[dict[str, Any]], numbers: NDArray[np.int64]) -> Iterator[Brief]:
    """What the results need of rows of the table of findings; `numbers` are all rows, ascending."""
    counted = [row for row in rows if row["suppressed"] is None]
    places = np.searchsorted(numbers, np.asarray([row["row"] for row in counted], dtype=np.int64))
    for row, place in zip(counted, places.tolist(), strict=True):
        yield Brief(place, row["rule"], row["category"], row["severity"], row["penalty"])
