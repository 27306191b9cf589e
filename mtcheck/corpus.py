"""Corpus scope: which rows of all batches contradict each other, and the findings about them.

The engine sees one batch at a time, so a rule of corpus scope speaks in three steps:

1. map: `Engine.check` returns claims, hashes of a key and a value for each row;
2. reduce: `conflicting` names the rows whose key has several values;
3. those rows, and no others, are read once more, and `Engine.compare` looks at their texts.

The first two steps need no text, and what they need of a long run lies in a temporary file. See
docs/decisions/0005.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck.batch import Batch
from mtcheck.detectors.base import Claims, Member
from mtcheck.engine import Checked, Engine
from mtcheck.model import Finding
from mtcheck.spool import Place, Spool, TemporaryBytes

_PARTS = 16
"""Shares of the keys that are sorted one after another, so that sorting needs little memory."""

CLAIMS = 1 << 17
"""Claims of a rule that stay in memory: 3 MB."""

MEMBERS = 8192
"""Conflicting rows that are compared at a time: about 20 MB."""

_FEW = 16
_CLAIM = np.dtype([("key", np.uint64), ("value", np.uint64), ("row", np.int64)])


class Conflicts(NamedTuple):
    """Rows of the corpus whose key has several values, ascending, and the key of each."""

    rows: NDArray[np.int64]
    keys: NDArray[np.uint64]


class Corpus:
    """The claims of all batches. Rows are numbered in the order in which batches are added."""

    def __init__(self, file: TemporaryBytes | None = None) -> None:
        self.rows = 0
        self._file = file or TemporaryBytes()
        self._claims: dict[str, _RuleClaims] = {}

    def add(self, batch: Batch, checked: Checked) -> int:
        """Keep what a batch claims; the number of its first row."""
        first = self.rows
        for claims in checked.claims:
            if claims.rule not in self._claims:
                self._claims[claims.rule] = _RuleClaims(self._file)
            self._claims[claims.rule].add(first, claims)
        self.rows += len(batch)
        return first

    def conflicts(self) -> dict[str, Conflicts]:
        """The conflicting rows of each rule that has some."""
        found = {rule: _conflicts(claims) for rule, claims in sorted(self._claims.items())}
        return {rule: conflicts for rule, conflicts in found.items() if len(conflicts.rows)}


class _RuleClaims:
    """The claims of one rule in shares of their keys; many of them lie in a file."""

    def __init__(self, file: TemporaryBytes) -> None:
        self._file = file
        self._places: list[list[Place]] = [[] for _ in range(_PARTS)]
        self._latest: list[NDArray[Any]] = []
        self._count = 0

    def add(self, first: int, claims: Claims) -> None:
        made = np.empty(len(claims.keys), dtype=_CLAIM)
        made["key"], made["value"], made["row"] = claims.keys, claims.values, claims.rows
        made["row"] += first
        self._latest.append(made)
        self._count += len(made)
        if self._count >= CLAIMS:
            for part, share in enumerate(self._shares()):
                self._places[part].append(self._file.write(share.tobytes()))
            self._latest, self._count = [], 0

    def parts(self) -> Iterator[NDArray[Any]]:
        """All claims, a share of the keys at a time, each in the order of rows."""
        for places, share in zip(self._places, self._shares(), strict=True):
            kept = (np.frombuffer(self._file.read(place), dtype=_CLAIM) for place in places)
            yield np.concatenate([*kept, share])

    def _shares(self) -> Iterator[NDArray[Any]]:
        claims = np.concatenate([np.zeros(0, dtype=_CLAIM), *self._latest])
        shares = claims["key"] >> np.uint64(60)
        order = np.argsort(shares, kind="stable")
        bounds = np.searchsorted(shares[order], np.arange(_PARTS + 1, dtype=np.uint64))
        for start, end in pairwise(bounds.tolist()):
            yield claims[order[start:end]]


def conflicting(keys: NDArray[np.uint64], values: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Whether the key of each claim has several values. Depends on no order."""
    order = np.argsort(keys, kind="stable")
    sorted_keys, sorted_values = keys[order], values[order]
    same = sorted_keys[1:] == sorted_keys[:-1]
    differs = np.flatnonzero(same & (sorted_values[1:] != sorted_values[:-1]))
    found: NDArray[np.bool_] = np.isin(keys, np.unique(sorted_keys[differs]))
    return found


def _conflicts(claims: _RuleClaims) -> Conflicts:
    rows, keys = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.uint64)]
    for part in claims.parts():
        found = np.flatnonzero(conflicting(part["key"], part["value"]))
        rows.append(part["row"][found])
        keys.append(part["key"][found])
    all_rows, all_keys = np.concatenate(rows), np.concatenate(keys)
    order = np.argsort(all_rows, kind="stable")
    return Conflicts(all_rows[order], all_keys[order])


def holds(conflicts: Mapping[str, Conflicts], start: int, end: int) -> bool:
    """Whether some of the rows `start:end` of the corpus are to be read once more."""
    return any(
        np.searchsorted(one.rows, start) < np.searchsorted(one.rows, end)
        for one in conflicts.values()
    )


class _Claimant(NamedTuple):
    """A row that conflicts with others: its number among all of them, and with whom."""

    number: int
    group: tuple[str, int, str | None, str | None]
    member: Member


def findings(
    engine: Engine,
    conflicts: Mapping[str, Conflicts],
    batches: Iterable[tuple[int, Batch]],
    *,
    most: int = MEMBERS,
) -> Iterator[tuple[Batch, Finding]]:
    """Findings about conflicting rows, each with a batch of its row alone. `batches` come with
    the number of their first row, in order. At most about `most` rows are in memory at a time."""
    count = sum(len(one.rows) for one in conflicts.values()) // most + 1
    claimants = _claimants(conflicts, batches, alone=count > 1)
    if count == 1:
        for _, batch, finding in _compared(engine, claimants):
            yield batch, finding
        return
    file = TemporaryBytes()
    parts = [Spool[_Claimant](file, most=_FEW, block=_FEW) for _ in range(count)]
    for one in claimants:
        parts[one.group[1] % count].append(one)
    found = [Spool[tuple[int, Batch, Finding]](file, most=_FEW, block=_FEW) for _ in parts]
    for part, made in zip(parts, found, strict=True):
        made.extend(_compared(engine, part))
    for _, batch, finding in heapq.merge(*found, key=lambda one: one[0]):
        yield batch, finding


def _claimants(
    conflicts: Mapping[str, Conflicts], batches: Iterable[tuple[int, Batch]], *, alone: bool
) -> Iterator[_Claimant]:
    """The conflicting rows, read once more; each as a batch of its own if `alone`."""
    number = 0
    for first, batch in batches:
        for rule, (rows, keys) in conflicts.items():
            inside = slice(*np.searchsorted(rows, (first, first + len(batch))))
            part = batch.take((rows[inside] - first).tolist())
            for row, key in enumerate(keys[inside].tolist()):
                member = Member(part.take([row]), 0) if alone else Member(part, row)
                group = rule, key, batch.source_lang, batch.target_lang
                yield _Claimant(number, group, member)
                number += 1


def _compared(
    engine: Engine, claimants: Iterable[_Claimant]
) -> Iterator[tuple[int, Batch, Finding]]:
    """Findings of each group of rows, in the order in which their first rows come."""
    groups: dict[object, list[_Claimant]] = {}
    for one in claimants:
        groups.setdefault(one.group, []).append(one)
    for sharing in groups.values():
        if len(sharing) > 1:
            rule, number = sharing[0].group[0], sharing[0].number
            for batch, finding in engine.compare(rule, [one.member for one in sharing]):
                yield number, batch, finding


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
