"""What a run comes to: `summary.json`, and the page `summary.html`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from mtcheck.runners.checkpoint import write_json, written
from mtcheck.shards import tally

FORMAT, VERSION = "mtcheck-corpus", 1


UNREAD = 1_000
"""Faults that are listed; `unreadable` counts all rows."""


def make(
    signature: str,
    where: str,
    markers: Iterable[Mapping[str, Any]],
    failed: Iterable[tuple[str, str]],
) -> dict[str, Any]:
    """Sum up the shards that are done, in their order, and what could not be read. `where` is what
    rows are kept by."""
    total, inputs = tally.empty(), []
    unread = [{"path": path, "row": None, "reason": reason} for path, reason in failed]
    for path, own in groupby(markers, key=lambda marker: str(marker["path"])):
        part, about = tally.empty(), _Input(path)
        for marker in own:
            part = tally.added([part, marker["tally"]])
            about.add(marker)
            unread += [{"path": path, "row": row, "reason": why} for row, why in marker["unread"]]
        total = tally.added([total, part])
        inputs.append(about.summed(part))
    return {
        "format": FORMAT,
        "version": VERSION,
        "signature": signature,
        "where": where,
        **total,
        "score": _score(total),
        "by_input": inputs,
        "unread": unread[:UNREAD],
    }


@dataclass
class _Input:
    """What is known of a file besides its counts."""

    path: str
    shards: int = 0
    languages: dict[str, None] = field(default_factory=dict)
    detected: list[str] = field(default_factory=list)

    def add(self, marker: Mapping[str, Any]) -> None:
        """Take note of a shard."""
        source, target = marker["languages"]
        self.shards += 1
        self.languages[f"{source or '?'}-{target or '?'}"] = None
        self.detected = marker["detected"]

    def summed(self, part: Mapping[str, Any]) -> dict[str, Any]:
        """The entry of the file in the summary."""
        counts = {name: value for name, value in part.items() if name not in ("samples", "reasons")}
        about = {"path": self.path, "shards": self.shards, "languages": list(self.languages)}
        return {**about, "detected": self.detected, "score": _score(part), **counts}


def _score(total: Mapping[str, Any]) -> float:
    """The MQM score of all rows together."""
    words, penalty = total["words"], total["penalty"]
    share = penalty / words if words else float(penalty > 0)
    return round(max(0.0, 100 * (1 - share)), 6)


def write(folder: Path, made: Mapping[str, Any]) -> None:
    """Write both files. Raises DiskError."""
    from mtcheck.shards import page

    write_json(folder / "summary.json", made)
    with written(folder / "summary.html") as stream:
        stream.write(page.html(made).encode("utf-8", "replace"))
