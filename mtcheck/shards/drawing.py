"""Findings of one rule, drawn to be read: what did it do in this corpus?"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mtcheck.errors import UsageError
from mtcheck.runners.checkpoint import MARKERS, Checkpoint
from mtcheck.shards import tables, tally
from mtcheck.shards.work import CORPUS, FINDINGS
from mtcheck.tomlfile import nearest


def draw(run: Path, signature: str, rule: str, count: int) -> list[dict[str, Any]]:
    """`count` findings of a rule in the order of their places, as rows of the table of findings.

    Raises UsageError for a rule that found nothing.
    """
    checkpoint = Checkpoint(run, signature)
    ids = [path.stem for path in sorted((run / MARKERS).glob("*.json"))]
    markers = [marker for id in ids if (marker := checkpoint.marker(id))]
    with_rule = [one for one in markers if rule in one["tally"]["findings_by_rule"]]
    if not with_rule:
        found = {name for marker in markers for name in marker["tally"]["findings_by_rule"]}
        hint = nearest(rule, found) if found else "nothing was found in this corpus"
        raise UsageError(f"no finding of `{rule}` in {run}", hint=hint)
    rows = (row for marker in with_rule for row in _findings(run, marker, rule))
    drawn = heapq.nsmallest(count, rows, key=_order)
    return sorted(drawn, key=lambda row: (row["path"], row["row"], row["start"]))


def _order(row: dict[str, Any]) -> tuple[int, str, int, int]:
    chance = tally.chance(row["path"], row["row"], row["rule"])
    return chance, row["path"], row["row"], row["start"]


def _findings(run: Path, marker: dict[str, Any], rule: str) -> Iterator[dict[str, Any]]:
    for name in marker["files"]:
        if Path(name).parts[0] in (FINDINGS, CORPUS):
            for part in tables.read(run / name, list(tables.FINDINGS)):
                for place, found in enumerate(part["rule"]):
                    if found == rule:
                        yield {column: values[place] for column, values in part.items()}
