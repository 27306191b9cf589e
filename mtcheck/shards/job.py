"""`corpus check`: all shards checked, the corpus compared, a summary written.

What is done is never done again: a run that was stopped goes on where it stopped.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from mtcheck.errors import InputError, UsageError
from mtcheck.runners.base import Outcome, Runner
from mtcheck.runners.checkpoint import MARKERS, Checkpoint, read_json, write_json
from mtcheck.runners.lock import locked
from mtcheck.runners.serial import SerialRunner
from mtcheck.shards import comparing, summary
from mtcheck.shards.base import Shard, Step, Tell, digest
from mtcheck.shards.comparing import CompareMembers, GiveMembers, Wanted
from mtcheck.shards.finishing import Finish, Late
from mtcheck.shards.plan import Plan
from mtcheck.shards.work import CLAIMS, CORPUS, FINDINGS, RESULTS, CheckWork

_COMPARISON = "comparison.json"
_WORK = ".work"


@dataclass
class CheckJob:
    """One run. `about` goes into the manifest beside the signature. `done` tells of each shard
    that is done whether it has learned from a comparison before."""

    plan: Plan
    work: CheckWork
    runner: Runner
    about: dict[str, Any]
    tell: Tell
    fresh: bool = False
    shards: list[Shard] = field(default_factory=list)
    done: dict[str, bool] = field(default_factory=dict)
    failed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def checkpoint(self) -> Checkpoint:
        """Where the run stands."""
        return self.work.checkpoint

    def run(self) -> dict[str, Any]:
        """Do what is left to do; the summary. Raises UsageError, DiskError."""
        if not self.plan.inputs:
            raise InputError("\n".join(reason for _, reason in self.plan.faults))
        with locked(self.checkpoint.folder), closing(self.runner):
            return self._run()

    def _run(self) -> dict[str, Any]:
        folder, started = self.checkpoint.folder, time.monotonic()
        inputs = [one.path for one in self.plan.inputs]
        files = [path for one in self.plan.inputs for path in (one.source_path, one.path) if path]
        self.checkpoint.begin({**self.about, "inputs": files}, fresh=self.fresh)
        self._refuse_others(set(inputs))
        self._log("begin", inputs=len(inputs))
        for outcome in self.runner.run(self.work, self._left()):
            self._note(outcome.task, outcome.result, outcome.fault)
        self._compare()
        if not self.plan.faults:
            self._remove_stale()
        made = summary.make(
            self.checkpoint.signature,
            self.work.where.text,
            filter(None, (self.checkpoint.marker(shard.id) for shard in self.shards)),
            [*self.plan.faults, *self.failed],
        )
        summary.write(folder, made)
        seconds = round(time.monotonic() - started, 3)
        self._log("end", seconds=seconds, rows=made["rows"], failed=len(made["unread"]))
        return made

    def _left(self) -> Iterator[Shard]:
        """The shards that are not done yet."""
        for shard in self.plan.shards():
            self.shards.append(_without_text(shard))
            marker = self.checkpoint.marker(shard.id)
            if marker is None:
                (self.checkpoint.folder / _COMPARISON).unlink(missing_ok=True)
                yield shard
            else:
                self._done(shard, marker)

    def _note(self, shard: Shard, marker: dict[str, Any] | None, fault: str | None) -> None:
        """What became of a shard."""
        fault = fault or (marker or {}).get("fault")
        if marker is not None and fault is None:
            self._done(shard, marker, marker["took"])
            return
        reason = str(fault)
        if shard.path not in reason:
            reason = f"{shard.path}: rows from {shard.first:,} on: {reason}"
        self.failed.append((shard.path, reason))
        self._log("failed", id=shard.id, path=shard.path, first=shard.first, reason=reason)
        self.tell(Step(shard.id, shard.path, 0, shard.weight, self.plan.size, fault=fault))

    def _done(
        self, shard: Shard, marker: dict[str, Any], took: Mapping[str, Any] | None = None
    ) -> None:
        """Note a shard that is done; `took` None: before this run."""
        self.done[shard.id] = "corpus" in marker
        rows = marker["tally"]["rows"]
        if took is not None:
            self._log("done", id=shard.id, path=shard.path, first=shard.first, rows=rows, **took)
        step = Step(shard.id, shard.path, rows, shard.weight, self.plan.size, took is None)
        self.tell(replace(step, took=took or {}))

    def _log(self, event: str, **values: Any) -> None:
        line = {"time": round(time.time(), 3), "event": event, **values}
        with (self.checkpoint.folder / "log.jsonl").open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _refuse_others(self, inputs: set[str]) -> None:
        """Raise UsageError where results of inputs lie here that are not named: they would be told
        to belong to this corpus, or be lost."""
        others: set[str] = set()
        for path in (self.checkpoint.folder / MARKERS).glob("*.json"):
            marker = read_json(path) or {}
            if marker.get("path") not in inputs | {None}:
                others.add(marker["path"])
        if others:
            raise UsageError(
                f"{self.checkpoint.folder} also holds results of {', '.join(sorted(others)[:3])}",
                hint="name all inputs of the corpus, another --out, or --fresh",
            )

    def _remove_stale(self) -> None:
        """Remove what earlier contents of the inputs left, so that no row is counted twice."""
        known = {shard.id for shard in self.shards}
        folders = [MARKERS, FINDINGS, RESULTS, CORPUS, CLAIMS]
        for name in folders:
            for path in (self.checkpoint.folder / name).rglob("*"):
                if path.is_file() and path.stem not in known:
                    path.unlink()

    # what only the whole corpus tells

    def _compare(self) -> None:
        folder = self.checkpoint.folder
        done = [shard for shard in self.shards if shard.id in self.done]
        compared = digest(self.checkpoint.signature, *(shard.id for shard in done))
        if (read_json(folder / _COMPARISON) or {}).get("digest") == compared:
            return
        faults = len(self.failed)
        found = self._compared(done)
        work = folder / _WORK
        shutil.rmtree(work, ignore_errors=True)
        if found.members:
            self._each_part(found, done, work)
        finish = Finish(self.work.where, self.checkpoint, self.work.format)
        self._all(finish, self._late(found, done, compared))
        if len(self.failed) == faults:
            write_json(folder / _COMPARISON, {"digest": compared, "shards": len(done)})
        shutil.rmtree(work, ignore_errors=True)

    def _compared(self, done: Sequence[Shard]) -> comparing.Compared:
        """What all claims tell. Few of them are compared here: processes would take longer to
        start."""
        claimed, found = self.checkpoint.folder / CLAIMS, comparing.Compared()
        names = sorted(path.name for path in claimed.glob("*"))
        parts = comparing.parts(claimed, names)
        runner = self.runner if len(parts) > len(names) else SerialRunner()
        work = comparing.CompareClaims(claimed, [shard.id for shard in done])
        for outcome in self._outcomes(work, parts, runner):
            found.add(outcome.result)
        return found

    def _each_part(self, found: comparing.Compared, done: Sequence[Shard], work: Path) -> None:
        parts = comparing.parts_of(found.members)
        give = GiveMembers(work / "members", parts, self.work.options)
        places = {shard.id: place for place, shard in enumerate(done)}
        again = self.plan.shards() if self.plan.is_packed else done
        self._all(give, _wanted(found, places, again))
        compare = CompareMembers(
            self.work.engine, self.work.weights, work / "members", work / "found", self.work.near
        )
        self._all(compare, range(parts))

    def _all(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> None:
        for _ in self._outcomes(work, tasks, self.runner):
            pass

    def _outcomes(
        self, work: Callable[[Any], Any], tasks: Iterable[Any], runner: Runner
    ) -> Iterator[Outcome]:
        """What became of the tasks; those that failed are noted and left out."""
        for outcome in runner.run(work, tasks):
            if outcome.fault:
                self.failed.append((str(self.checkpoint.folder), outcome.fault))
            else:
                yield outcome

    def _late(
        self, found: comparing.Compared, done: Sequence[Shard], compared: str
    ) -> Iterator[Late]:
        none = [np.zeros(0, dtype=np.int64)]
        for place, shard in enumerate(done):
            folder = self.checkpoint.folder / _WORK / "found" / f"{place:08d}"
            late = Late(
                shard.id,
                compared,
                np.concatenate(found.duplicates.get(place, none)),
                tuple(sorted(folder.glob("*.jsonl"))),
            )
            if self.done[shard.id] or len(late.duplicates) or late.found:
                yield late


def _without_text(shard: Shard) -> Shard:
    """The shard, to be remembered: it does not carry its text."""
    source = None if shard.source is None else shard.source._replace(data=None)
    return replace(shard, target=shard.target._replace(data=None), source=source)


def _wanted(
    found: comparing.Compared, places: Mapping[str, int], shards: Iterable[Shard]
) -> Iterator[Wanted]:
    """The rows that are read once more, by shard."""
    for shard in shards:
        place = places.get(shard.id, -1)
        rows = {}
        for rule, by_shard in sorted(found.conflicts.items()):
            if place in by_shard:
                joined = np.concatenate(by_shard[place])
                rows[rule] = joined["row"].astype(np.int64), joined["key"]
        if rows:
            yield Wanted(shard, place, rows)
