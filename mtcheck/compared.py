"""The values of a comparison of systems. All are frozen; tuples of values are in the order of the
systems, of which the first is the baseline of every test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mtcheck.model import Score


@dataclass(frozen=True, slots=True)
class System:
    """One system: its name in reports, its file, its MQM score."""

    name: str
    path: str
    score: Score


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """How often one rule found something in each system."""

    rule: str
    severity: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tested:
    """One metric of one system. `mean` and `interval`: of the bootstrap, the value lies within
    mean ± interval in 95 of 100 samples. The p-values say how likely chance alone gives such a
    difference from the baseline; None for the baseline, for one whose every segment counts the same
    as there, and where nothing was tested."""

    value: float
    mean: float | None = None
    interval: float | None = None
    p_bootstrap: float | None = None
    p_randomization: float | None = None


@dataclass(frozen=True, slots=True)
class MetricRow:
    """One reference metric of all systems. `signatures`: of the value and of the tests."""

    metric: str
    systems: tuple[Tested, ...]
    signatures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Version:
    """What one system made of a segment. `chrf` None: no reference. `points`: MQM points of what
    was found; `rules`: by which rules."""

    target: str
    chrf: float | None
    points: float
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A segment of which the systems made different things; `line` is 1-based."""

    segment: str
    line: int
    source: str | None
    reference: str | None
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Systems side by side. `compared` segments have a reference; `note` says why there are no
    tests of significance, if there are none. `differences`: the greatest first."""

    systems: tuple[System, ...]
    source_lang: str | None
    target_lang: str | None
    segments: int
    compared: int
    rules: tuple[RuleCounts, ...]
    metrics: tuple[MetricRow, ...]
    differences: tuple[Difference, ...]
    signature: str
    note: str | None = None
