"""What was measured beside the score: reference metrics and estimates. Frozen values.

Neither is part of the MQM score; a report shows them beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

MetricName = Literal["bleu", "chrf", "ter"]

NAMES: Mapping[str, str] = {"bleu": "BLEU", "chrf": "chrF", "ter": "TER"}
"""The metrics as people write them."""

FALLING = frozenset({"ter"})
"""Metrics of which less is better."""


def shown(value: float) -> str:
    """A metric with two decimals."""
    return f"{value:.2f}"


def shown_against(metric: str, value: float) -> str:
    """The value as a gate names it, never rounded towards passing: 29.996 is not 30.00."""
    scaled = value * 100
    rounded = math.ceil(scaled - 1e-9) if metric in FALLING else math.floor(scaled + 1e-9)
    return f"{rounded / 100:.2f}"


@dataclass(frozen=True, slots=True)
class ReferenceScore:
    """All targets of one language against their references.

    `values` and `signatures` by metric (`bleu`, `chrf`, `ter`), values unrounded and on the scale
    of sacrebleu, 0 to 100 (TER also above). `segments` were compared, `missing` have no reference.
    """

    target_lang: str | None
    segments: int
    missing: int
    values: Mapping[str, float]
    signatures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """One document against its reference; `id` is empty for rows that belong to none."""

    path: str
    id: str
    segments: int
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ReferenceScores:
    """A run against its references: by language, by document, and sentence chrF of the segments
    that findings quote, by path and id."""

    corpus: tuple[ReferenceScore, ...]
    documents: tuple[DocumentReference, ...] = ()
    segments: Mapping[tuple[str, str], float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a learned model says of the targets: `value` is the mean over `segments`, on the
    model's own scale. `trained_on` is what its checkpoint tells of its training."""

    model: str
    value: float
    segments: int
    trained_on: str
