"""`corpus filter`: the rows that are kept, as they stood in their files, and those that are not."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from mtcheck.errors import InputError, UsageError
from mtcheck.readers.base import ReadOptions, opened, peel
from mtcheck.runners.base import Runner
from mtcheck.runners.checkpoint import LOCK, Checkpoint, written
from mtcheck.runners.lock import locked, refuse_busy
from mtcheck.shards import reading, tables
from mtcheck.shards.base import Shard, Step, Stretch, Tell
from mtcheck.shards.finishing import judged_again
from mtcheck.shards.judging import Judged
from mtcheck.shards.plan import Plan
from mtcheck.shards.sql import SqlWhere
from mtcheck.shards.where import Where
from mtcheck.shards.work import CORPUS, FINDINGS, RESULTS

_PIECES = ".pieces"
_UNREADABLE = "cannot be read"


@dataclass(frozen=True)
class FilterWork:
    """Writes one piece of what is kept and one of what is dropped for a shard, below `pieces`."""

    where: Where | SqlWhere
    checkpoint: Checkpoint
    format: tables.TableFormat
    pieces: Path
    options: ReadOptions

    def __call__(self, shard: Shard) -> dict[str, Any]:
        """How many rows were kept and dropped."""
        if self.checkpoint.marker(shard.id) is None:
            fault = f"{shard.path}: has changed since it was checked, or was not checked to its end"
            return {"fault": fault}
        judged = judged_again(self.checkpoint, shard.id, self.format)
        keep, reasons = self._judge(shard.id, judged)
        try:
            kept = _Kept(shard, judged.numbers, keep, self.options)
            folder = self.pieces / shard.id
            for place, data in kept.files():
                with written(folder / f"kept{place}") as stream:
                    stream.write(data)
            rules: dict[int, list[str]] = {}
            for finding in judged.findings:
                rules.setdefault(finding.place, []).append(finding.rule)
            told = {int(n): (reasons[i], rules.get(i, [])) for i, n in enumerate(judged.numbers)}
            with written(folder / "dropped") as stream:
                kept.write_dropped(stream, told)
        except InputError as error:
            return {"fault": str(error)}
        why = Counter(reason for reason in reasons if reason)
        return {"kept": int(keep.sum()), "dropped": int((~keep).sum()), "reasons": dict(why)}

    def _judge(self, id: str, judged: Judged) -> tuple[NDArray[np.bool_], list[str | None]]:
        """Which rows of a shard are kept, and why others are not."""
        if isinstance(self.where, Where):
            return self.where.judge(judged, len(judged))
        folder, name = self.checkpoint.folder, tables.name(id, self.format)
        found = [folder / part / name for part in (FINDINGS, CORPUS)]
        return self.where.judge(folder / RESULTS / name, [one for one in found if one.is_file()])


@dataclass(frozen=True)
class _Kept:
    """The rows of a shard that are kept; `numbers` are all its rows that could be read."""

    shard: Shard
    numbers: NDArray[np.int64]
    keep: NDArray[np.bool_]
    options: ReadOptions

    def files(self) -> Iterator[tuple[int, bytes]]:
        """The content of each file of the piece."""
        shard = self.shard
        if shard.format == "parquet":
            from mtcheck.shards import parquet

            yield 0, parquet.kept(shard, self._mask)
        elif shard.format == "file":
            yield 0, b"".join(self._canonical())
        else:
            yield 0, self._lines(shard.target)
            if shard.source is not None:
                yield 1, self._lines(shard.source)

    def _mask(self, first: int, count: int) -> NDArray[np.bool_]:
        """Which rows of `first` and those behind it are kept."""
        mask = np.zeros(count, dtype=np.bool_)
        own = self.numbers[self.keep] - first
        mask[own[(own >= 0) & (own < count)]] = True
        return mask

    def _lines(self, stretch: Stretch) -> bytes:
        data = reading.content(stretch)
        data = data if data.endswith(b"\n") or not data else data + b"\n"
        ends = np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == ord("\n")) + 1
        starts = np.concatenate(([0], ends[:-1])) if len(ends) else ends
        mask = self._mask(self.shard.first, len(ends))
        chosen = zip(starts[mask].tolist(), ends[mask].tolist(), strict=True)
        return _packed(stretch.path, b"".join(data[start:end] for start, end in chosen))

    def _canonical(self) -> Iterator[bytes]:
        kept = set(self.numbers[self.keep].tolist())
        for row in self._rows():
            if row["row"] in kept:
                del row["row"], row["path"]
                yield json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"

    def _rows(self) -> Iterator[dict[str, Any]]:
        """The rows as objects."""
        for batch, numbers, ids in reading.read(self.shard, self.options):
            for place, number in enumerate(numbers):
                yield {
                    "path": self.shard.path,
                    "row": number,
                    "id": ids[place],
                    "source": batch.sources[place] if batch.sources is not None else None,
                    "target": batch.targets[place],
                    "document": batch.document_of(place),
                    "source_lang": batch.source_lang,
                    "target_lang": batch.target_lang,
                }

    def write_dropped(
        self, stream: BinaryIO, told: dict[int, tuple[str | None, list[str]]]
    ) -> None:
        """Write the rows that are dropped as JSON Lines, with reason and rules."""
        for row in self._rows():
            reason, rules = told.get(row["row"], (_UNREADABLE, []))
            if reason is not None:
                row |= {"reason": reason, "rules": sorted(set(rules))}
                line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")
                stream.write(line + b"\n")


def _packed(path: str, data: bytes) -> bytes:
    """Compressed as the file is: pieces of all three formats may stand one after another."""
    suffix = peel(path)[1]
    if suffix == ".gz":
        import gzip

        return gzip.compress(data, 6, mtime=0)
    if suffix == ".xz":
        import lzma

        return lzma.compress(data)
    if suffix == ".zst":
        import sys

        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        return zstd.compress(data)
    return data


@dataclass(frozen=True)
class FilterJob:
    """One filtering of a checked corpus into the folder `out`."""

    plan: Plan
    where: Where | SqlWhere
    checkpoint: Checkpoint
    format: tables.TableFormat
    runner: Runner
    out: Path
    tell: Tell

    def run(self) -> dict[str, Any]:
        """Write `kept`, `dropped` and the counts. Raises UsageError, DiskError."""
        refuse_busy(self.checkpoint.folder)
        with locked(self.out):
            return self._run()

    def _run(self) -> dict[str, Any]:
        if any(one.name not in (_PIECES, LOCK) for one in self.out.iterdir()):
            raise UsageError(f"{self.out} is not empty", hint="name another folder by --out")
        pieces = self.out / _PIECES
        shutil.rmtree(pieces, ignore_errors=True)
        work = FilterWork(
            self.where, self.checkpoint, self.format, pieces, reading.reading_of(self.plan.options)
        )
        reasons: Counter[str] = Counter()
        counts: dict[str, Any] = {"where": self.where.text, "kept": 0, "dropped": 0, "unread": []}
        names = _names([one.path for one in self.plan.inputs])
        written_files: dict[str, int] = {}
        for outcome in self.runner.run(work, self.plan.shards()):
            shard, result = outcome.task, outcome.result or {"fault": outcome.fault}
            fault = result.get("fault")
            if fault:
                counts["unread"].append({"path": shard.path, "row": None, "reason": fault})
            else:
                number = written_files[shard.path] = written_files.get(shard.path, -1) + 1
                self._gather(shard, names, number)
                counts["kept"] += result["kept"]
                counts["dropped"] += result["dropped"]
                reasons.update(result["reasons"])
            rows = 0 if fault else result["kept"] + result["dropped"]
            self.tell(Step(shard.id, shard.path, rows, shard.weight, self.plan.size, fault=fault))
        counts["unread"] += [
            {"path": path, "row": None, "reason": reason} for path, reason in self.plan.faults
        ]
        counts["reasons"] = dict(reasons.most_common())
        shutil.rmtree(pieces, ignore_errors=True)
        with written(self.out / "filter.json") as stream:
            stream.write(json.dumps(counts, ensure_ascii=False, indent=1).encode() + b"\n")
        return counts

    def _gather(self, shard: Shard, names: dict[str, str], number: int) -> None:
        """Put the pieces of a shard behind those of the shards before it."""
        folder, name = self.out / _PIECES / shard.id, names[shard.path]
        kept = self.out / "kept"
        if shard.format == "parquet":
            _append(folder / "kept0", kept / name / f"part-{number:05d}.parquet")
        elif shard.format == "file":
            _append(folder / "kept0", kept / f"{peel(name)[0]}.jsonl")
        else:
            header = _header(shard) if number == 0 else b""
            _append(folder / "kept0", kept / name, header)
            if shard.source is not None:
                own = Path(name).with_name(Path(shard.source.path).name)
                _append(folder / "kept1", kept / own)
        plain = peel(name)[0].removesuffix(".jsonl")
        _append(folder / "dropped", self.out / "dropped" / f"{plain}.jsonl")
        shutil.rmtree(folder, ignore_errors=True)


def _append(piece: Path, path: Path, before: bytes = b"") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as stream, piece.open("rb") as content:
        stream.write(before)
        shutil.copyfileobj(content, stream)


def _header(shard: Shard) -> bytes:
    """The header line of a table that has one."""
    if shard.format != "tsv" or not shard.width:
        return b""
    with opened(shard.path) as stream:
        line = stream.readline()
    return _packed(shard.path, line if line.endswith(b"\n") else line + b"\n")


def _names(paths: list[str]) -> dict[str, str]:
    """What each input is called below `kept`: its path from the folder that holds all of them."""
    resolved = {path: Path(path).resolve() for path in paths}
    parents = [set(one.parents) for one in resolved.values()]
    shared = max(set.intersection(*parents), key=lambda one: len(one.parts)) if parents else Path()
    return {path: str(one.relative_to(shared)) for path, one in resolved.items()}
