"""What a worker does with a shard: read, check, write tables, mark as done."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtcheck.embed import METER
from mtcheck.engine import Checked, Engine
from mtcheck.errors import InputError
from mtcheck.model import Finding, Span
from mtcheck.readers.base import ReadOptions
from mtcheck.runners.checkpoint import Checkpoint
from mtcheck.score import Weights
from mtcheck.shards import claims, reading, tables, tally
from mtcheck.shards.base import Faults, Rows, Shard
from mtcheck.shards.judging import Brief, Judged, listed
from mtcheck.shards.where import Where

FINDINGS, RESULTS, CLAIMS, CORPUS = "findings", "results", "claims", "corpus"
"""Folders of a run."""


@dataclass(frozen=True)
class CheckWork:
    """Checks shards with one engine and writes below the folder of `checkpoint`.

    `near`: also claims for near duplicates, of at least that likeness.
    """

    engine: Engine
    weights: Weights
    where: Where
    checkpoint: Checkpoint
    format: tables.TableFormat
    options: ReadOptions
    near: float | None = None

    def __call__(self, shard: Shard) -> dict[str, Any]:
        """The marker of the shard; it holds a `fault` where the shard cannot be read at all. What
        it `took` is told and not kept: it differs from run to run."""
        started, embedded = time.perf_counter(), replace(METER)
        try:
            marker = self._check(shard)
        except InputError as error:
            return {"id": shard.id, "path": shard.path, "fault": str(error)}
        took = {"seconds": round(time.perf_counter() - started, 3)}
        if METER.texts > embedded.texts:
            took["sentences"] = METER.texts - embedded.texts
            took["embedding_seconds"] = round(METER.seconds - embedded.seconds, 3)
        return {**marker, "took": took}

    def _check(self, shard: Shard) -> dict[str, Any]:
        folder, faults, found = self.checkpoint.folder, Faults(), Found(self.weights)
        findings = folder / FINDINGS / tables.name(shard.id, self.format)
        results = folder / RESULTS / tables.name(shard.id, self.format)
        with tables.writer(findings, tables.FINDINGS, self.format) as table:
            for rows in reading.read(shard, self.options, faults):
                checked = self.engine.check(rows.batch)
                if columns := found.take(rows, checked):
                    table.add(columns)
                found.claims.take(rows, checked, self.near)
        judged = found.judged(shard.path)
        columns = judged.results(self.where)
        with tables.writer(results, tables.RESULTS, self.format) as table:
            table.add(listed(columns) if self.format == "jsonl" else columns)
        claimed = found.claims.write(folder / CLAIMS, shard.id)
        about = {
            "id": shard.id,
            "path": shard.path,
            "first": shard.first,
            "languages": [shard.source_lang, shard.target_lang],
            "detected": list(shard.detected),
            "unread": [[row, reason] for row, reason in faults.first],
            "tally": {
                **judged.tally(columns, found.samples),
                "unreadable": faults.count,
                "similarity": dict(found.tiers),
            },
        }
        return self.checkpoint.done(shard.id, about, [findings, results, *claimed])


@dataclass
class Found:
    """What the batches of a shard told so far."""

    weights: Weights
    numbers: list[NDArray[np.int64]] = field(default_factory=list)
    words: list[NDArray[np.float64]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    briefs: list[tuple[int, Brief]] = field(default_factory=list)
    samples: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    claims: claims.ShardClaims = field(default_factory=claims.ShardClaims)
    tiers: Counter[str] = field(default_factory=Counter)

    def take(self, rows: Rows, checked: Checked) -> dict[str, list[Any]] | None:
        """Note a batch; the columns of its findings, None where there are none."""
        self.numbers.append(np.asarray(rows.numbers, dtype=np.int64))
        self.words.append(np.asarray(checked.words))
        self.ids += rows.ids
        self.tiers.update(checked.tiers)
        if not checked.findings:
            return None
        places = _Places(rows.numbers)
        shown = [
            row_of_finding(finding, rows, places(int(finding.segment)), self.weights)
            for finding in checked.findings
        ]
        shown.sort(key=lambda row: row["row"])
        for row in shown:
            self._note(row)
        return {name: [row[name] for row in shown] for name in tables.FINDINGS}

    def _note(self, row: dict[str, Any]) -> None:
        if row["suppressed"] is None:
            brief = Brief(0, row["rule"], row["category"], row["severity"], row["penalty"])
            self.briefs.append((row["row"], brief))
            keep(self.samples, row)

    def judged(self, path: str) -> Judged:
        """All rows in order of their numbers."""
        numbers = _joined(self.numbers, np.int64)
        order = np.argsort(numbers, kind="stable")
        numbers = numbers[order]
        rows = np.asarray([row for row, _ in self.briefs], dtype=np.int64)
        indices = np.searchsorted(numbers, rows).tolist()
        briefs = zip((brief for _, brief in self.briefs), indices, strict=True)
        none = np.zeros(len(numbers), dtype=np.bool_)
        return Judged(
            path,
            numbers,
            [self.ids[index] for index in order.tolist()],
            _joined(self.words, np.float64)[order],
            [brief._replace(place=index) for brief, index in briefs],
            none,
            none.copy(),
        )


def _joined(arrays: Sequence[NDArray[Any]], type: Any) -> NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=type)


class _Places:
    """Numbers of rows to their index in a batch."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = numbers
        self.spaced = numbers[-1] - numbers[0] + 1 == len(numbers)
        self.known: dict[int, int] | None = None

    def __call__(self, number: int) -> int:
        if self.spaced:
            return number - self.numbers[0]
        if self.known is None:
            self.known = {each: index for index, each in enumerate(self.numbers)}
        return self.known[number]


def keep(samples: dict[str, list[dict[str, Any]]], row: dict[str, Any]) -> None:
    """Keep a finding among the samples of its rule, if chance puts it among the first."""
    own = samples.setdefault(row["rule"], [])
    if len(own) < tally.SAMPLES or _chance(row) < own[-1]["chance"]:
        own[:] = tally.first([*own, tally.sample(row)])


def _chance(row: dict[str, Any]) -> int:
    return tally.chance(row["path"], row["row"], row["rule"])


def row_of_finding(finding: Finding, rows: Rows, place: int, weights: Weights) -> dict[str, Any]:
    """A row of the table of findings. `place` is the row of the batch that it is about."""
    span, batch = finding.spans[0], rows.batch
    further = [_place(one) for one in finding.spans[1:]]
    fix = finding.fix
    edits = None if fix is None else [[int(e.segment), e.start, e.end, e.text] for e in fix.edits]
    cost = weights.of(finding.severity, finding.category) if finding.counts else 0.0
    return {
        "path": finding.path,
        "row": rows.numbers[place],
        "id": rows.ids[place],
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.label,
        "confidence": finding.confidence.label,
        "message": finding.message,
        "side": span.side,
        "start": span.start,
        "end": span.end,
        "text": span.text,
        "places": _json(further) if further else None,
        "evidence": _json(finding.evidence) if finding.evidence else None,
        "fix": None if fix is None else _json({"safety": fix.safety, "edits": edits}),
        "suppressed": finding.suppressed,
        "penalty": float(cost),
        "source": batch.sources[place] if batch.sources is not None else None,
        "target": batch.targets[place],
    }


def _place(span: Span) -> list[Any]:
    return [int(span.segment), span.side, span.start, span.end, span.text]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
