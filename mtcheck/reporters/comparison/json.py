"""A comparison as one JSON object (docs/reference-metrics.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from mtcheck.compared import Comparison, Difference, MetricRow, System
from mtcheck.reporters.json import dumped

FORMAT, VERSION = "mtcheck-comparison", 1


def lines(comparison: Comparison) -> Iterator[str]:
    """The object, over several lines."""
    yield dumped(to_json(comparison), indent=1)


def to_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as JSON values; lists are in the order of the systems."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "signature": comparison.signature,
        "source_lang": comparison.source_lang,
        "target_lang": comparison.target_lang,
        "segments": comparison.segments,
        "with_reference": comparison.compared,
        "note": comparison.note,
        "systems": [_system(one) for one in comparison.systems],
        "rules": [asdict(row) for row in comparison.rules],
        "metrics": [_metric(row) for row in comparison.metrics],
        "differences": [_difference(one) for one in comparison.differences],
    }


def _system(one: System) -> dict[str, Any]:
    return {
        "name": one.name,
        "path": one.path,
        "score": round(one.score.value, 4),
        "penalty": round(one.score.penalty, 4),
        "words": round(one.score.words, 4),
        "penalty_per_1000_words": round(one.score.penalty_per_1000_words, 4),
        "by_severity": dict(one.score.by_severity),
        "by_category": dict(one.score.by_category),
    }


def _metric(row: MetricRow) -> dict[str, Any]:
    systems = [
        {name: _rounded(value, 6 if name.startswith("p_") else 4) for name, value in one.items()}
        for one in map(asdict, row.systems)
    ]
    return {"metric": row.metric, "signatures": dict(row.signatures), "systems": systems}


def _difference(one: Difference) -> dict[str, Any]:
    values = asdict(one)
    for version in values["versions"]:
        version["chrf"] = _rounded(version["chrf"], 4)
    return values


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
