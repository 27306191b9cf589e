"""The MQM score of what was found, and its signature.

score = 100 × (1 − penalty / words), not below 0. It counts what the rules found; it says nothing
about what they could not see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from mtcheck import tomlfile
from mtcheck.errors import FileFaults
from mtcheck.model import Finding, Score, Severity


class Weights(BaseModel):
    """Penalty points by `severity[/category[/sub-category]]`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weights: Mapping[str, float]

    def of(self, severity: Severity, category: str) -> float:
        """Points of one finding; the most specific key wins."""
        top = category.split("/")[0]
        for key in (f"{severity.label}/{category}", f"{severity.label}/{top}", severity.label):
            if key in self.weights:
                return self.weights[key]
        return 0.0

    @property
    def signature(self) -> str:
        """The weights as in `0-1-5-25`, and further keys behind a plus."""
        plain = "-".join(f"{self.weights.get(level.label, 0):g}" for level in Severity)
        special = [f"{key}={value:g}" for key, value in sorted(self.weights.items()) if "/" in key]
        return "+".join([plain, *special])


def load_weights(path: Path) -> Weights:
    """Read `mqm.toml`. Raises FileFaults."""
    content, text = tomlfile.parse(path)
    weights, faults = tomlfile.validate(Weights, content, text, path)
    if weights is None:
        raise FileFaults(faults)
    return weights


@dataclass
class Tally:
    """Running sums of a document or a run. Additive: the order of what is added does not matter."""

    weights: Weights
    words: float = 0.0
    segments: int = 0
    penalty: float = 0.0
    by_severity: Counter[str] = field(default_factory=Counter)
    by_category: Counter[str] = field(default_factory=Counter)

    def add_text(self, segments: int, words: float) -> None:
        """Count checked text."""
        self.segments += segments
        self.words += words

    def add_findings(self, findings: Iterable[Finding]) -> None:
        """Count findings; those suppressed or known cost nothing."""
        for finding in findings:
            if finding.counts:
                self.penalty += self.weights.of(finding.severity, finding.category)
                self.by_severity[finding.severity.label] += 1
                self.by_category[finding.category] += 1

    def score(self) -> Score:
        """The score of what was added so far."""
        share = self.penalty / self.words if self.words else float(self.penalty > 0)
        levels = [level.label for level in reversed(Severity)]
        return Score(
            value=max(0.0, 100 * (1 - share)),
            penalty=self.penalty,
            words=self.words,
            by_severity={level: self.by_severity[level] for level in levels},
            by_category=dict(sorted(self.by_category.items())),
        )


def signature(version: str, rules: str, weights: Weights, pairs: Iterable[str]) -> str:
    """All that a score depends on, in the way of sacrebleu: `key:value` joined by bars."""
    languages = ",".join(sorted(set(pairs))) or "none"
    return f"mqm:{weights.signature}|per:1000w|lang:{languages}|rules:{rules}|version:{version}"
