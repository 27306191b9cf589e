"""The summary as one page: no script, no network, and nothing in it that the corpus could use."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mtcheck.reporters.html import template
from mtcheck.shards import texts
from mtcheck.shards.tally import BINS, SEVERITIES

_FOLDER = Path(__file__).parent

RULES, INPUTS, UNREAD = 100, 100, 100
"""Rules, inputs and faults shown at most."""


class Bar(NamedTuple):
    """One bar of a chart; `width` is its share of the longest, in percent."""

    label: str
    shown: str
    width: float


def bars(counts: Sequence[tuple[str, float]], shown: str = "{:,.0f}") -> list[Bar]:
    """Bars whose longest is as wide as the chart."""
    most = max((count for _, count in counts), default=0) or 1
    return [
        Bar(label, shown.format(count), round(100 * count / most, 2)) for label, count in counts
    ]


def html(summary: Mapping[str, Any]) -> str:
    """The page of a summary."""
    style = (_FOLDER / "page.css").read_text(encoding="utf-8")
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    values = {
        "summary": summary,
        "style": style,
        "policy": f"default-src 'none'; style-src 'sha256-{hashed}'; img-src data:",
        "meaning": list(texts.meaning(summary, {})),
        "severities": bars([(name, summary["by_severity"].get(name, 0)) for name in SEVERITIES]),
        "categories": bars([*summary["by_category"].items()]),
        "reasons": bars([*summary["reasons"].items()]),
        "histogram": bars([*zip(_bins(), summary["histogram"], strict=True)]),
        **_inputs(summary),
        **_rules(summary),
        "unread": list(texts.unread(summary))[:UNREAD],
    }
    return template(_FOLDER).render(values) + "\n"


def _bins() -> list[str]:
    return [*(f"{low} to {low + 10}" for low in BINS[:-1]), "100"]


def _rules(summary: Mapping[str, Any]) -> dict[str, Any]:
    """The rules that found something in most segments first, with samples."""
    counts, total = summary["rows_by_rule"], summary["rows"] or 1
    shown = [*counts.items()][:RULES]
    rules = [
        {
            "bar": bar,
            "severity": (samples := summary["samples"].get(rule, []))[0]["severity"],
            "share": f"{1000 * count / total:,.2f} ‰",
            "samples": samples,
        }
        for (rule, count), bar in zip(shown, bars(shown), strict=True)
    ]
    return {"rules": rules, "more_rules": len(counts) - len(shown)}


def _inputs(summary: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs of the lowest score first, named from the folder that holds all of them."""
    inputs = summary["by_input"]
    worst = sorted(inputs, key=lambda one: (one["score"], one["path"]))[:INPUTS]
    folder = os.path.commonpath([Path(one["path"]).resolve().parent for one in inputs] or [Path()])
    shown = [
        {**one, "bar": bar, "name": str(Path(one["path"]).resolve().relative_to(folder))}
        for one, bar in zip(worst, _rates(worst), strict=True)
    ]
    return {"inputs": shown, "folder": folder, "more_inputs": len(inputs) - len(worst)}


def _rates(inputs: Sequence[Mapping[str, Any]]) -> list[Bar]:
    rates = [1000 * sum(one["findings_by_rule"].values()) / (one["words"] or 1) for one in inputs]
    paths = [one["path"] for one in inputs]
    return bars([*zip(paths, rates, strict=True)], "{:,.2f}")
