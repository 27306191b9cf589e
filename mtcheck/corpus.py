"""Corpus scope: which rows of all batches contradict each other, and the findings about them.

The engine sees one batch at a time, so a rule of corpus scope speaks in three steps:

1. map: `Engine.check` returns claims, hashes of a key and a value for each row;
2. reduce: `conflicting` names the rows whose key has several values;
3. those rows, and no others, are read once more, and `Engine.compare` looks at their texts.

The first two steps need 20 bytes for each claim and no text. See docs/decisions/0005.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck.batch import Batch
from mtcheck.detectors.base import Claims, Member
from mtcheck.engine import Checked, Engine
from mtcheck.model import Finding

_PARTS = 16
"""Shares of the keys that are sorted one after another, so that sorting needs little memory."""


class Conflicts(NamedTuple):
    """Rows of the corpus whose key has several values, ascending, and the key of each."""

    rows: NDArray[np.int64]
    keys: NDArray[np.uint64]


class Corpus:
    """The claims of all batches. Rows are numbered in the order in which batches are added."""

    def __init__(self) -> None:
        self.rows = 0
        self._claims: dict[str, list[tuple[int, Claims]]] = {}

    def add(self, batch: Batch, checked: Checked) -> int:
        """Keep what a batch claims; the number of its first row."""
        first = self.rows
        for claims in checked.claims:
            self._claims.setdefault(claims.rule, []).append((first, claims))
        self.rows += len(batch)
        return first

    def conflicts(self) -> dict[str, Conflicts]:
        """The conflicting rows of each rule that has some."""
        found = {rule: _conflicts(chunks) for rule, chunks in sorted(self._claims.items())}
        return {rule: conflicts for rule, conflicts in found.items() if len(conflicts.rows)}


def conflicting(keys: NDArray[np.uint64], values: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Whether the key of each claim has several values. Depends on no order."""
    order = np.argsort(keys, kind="stable")
    sorted_keys, sorted_values = keys[order], values[order]
    same = sorted_keys[1:] == sorted_keys[:-1]
    differs = np.flatnonzero(same & (sorted_values[1:] != sorted_values[:-1]))
    found: NDArray[np.bool_] = np.isin(keys, np.unique(sorted_keys[differs]))
    return found


def _conflicts(chunks: Sequence[tuple[int, Claims]]) -> Conflicts:
    rows, keys = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.uint64)]
    for part in range(_PARTS):
        chosen = [(first, claims, _is_part(claims.keys, part)) for first, claims in chunks]
        part_keys = np.concatenate([claims.keys[mask] for _, claims, mask in chosen])
        part_values = np.concatenate([claims.values[mask] for _, claims, mask in chosen])
        found = np.flatnonzero(conflicting(part_keys, part_values))
        if len(found):
            places = [claims.rows[mask].astype(np.int64) + first for first, claims, mask in chosen]
            rows.append(np.concatenate(places)[found])
            keys.append(part_keys[found])
    all_rows, all_keys = np.concatenate(rows), np.concatenate(keys)
    order = np.argsort(all_rows, kind="stable")
    return Conflicts(all_rows[order], all_keys[order])


def _is_part(keys: NDArray[np.uint64], part: int) -> NDArray[np.bool_]:
    chosen: NDArray[np.bool_] = keys >> np.uint64(60) == part
    return chosen


def holds(conflicts: Mapping[str, Conflicts], start: int, end: int) -> bool:
    """Whether some of the rows `start:end` of the corpus are to be read once more."""
    return any(
        np.searchsorted(one.rows, start) < np.searchsorted(one.rows, end)
        for one in conflicts.values()
    )


def findings(
    engine: Engine, conflicts: Mapping[str, Conflicts], batches: Iterable[tuple[int, Batch]]
) -> Iterator[tuple[Batch, Finding]]:
    """Findings about conflicting rows, each with a batch of its row alone. `batches` come with
    the number of their first row, in order."""
    members: dict[tuple[str, int, str | None, str | None], list[Member]] = {}
    for first, batch in batches:
        for rule, (rows, keys) in conflicts.items():
            inside = slice(*np.searchsorted(rows, (first, first + len(batch))))
            part = batch.take((rows[inside] - first).tolist())
            for row, key in enumerate(keys[inside].tolist()):
                pair = batch.source_lang, batch.target_lang
                members.setdefault((rule, key, *pair), []).append(Member(part, row))
    for (about, *_), sharing in members.items():
        if len(sharing) > 1:
            yield from engine.compare(about, sharing)


def check(engine: Engine, batches: Sequence[Batch]) -> list[Finding]:
    """Everything the rules find in batches that are one corpus, that of single batches first."""
    corpus = Corpus()
    found: list[Finding] = []
    numbered = []
    for batch in batches:
        checked = engine.check(batch)
        found += checked.findings
        numbered.append((corpus.add(batch, checked), batch))
    return found + [finding for _, finding in findings(engine, corpus.conflicts(), numbered)]
