"""Thresholds: does a report pass?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mtcheck.measures import FALLING, NAMES, ReferenceScores, shown_against
from mtcheck.model import Score, Severity, Verdict


@dataclass(frozen=True, slots=True)
class Gate:
    """Passes when the score is at least `fail_under`, no severity exceeds its `max`, and every
    metric of `limits` (`bleu`, `chrf`: at least; `ter`: at most) keeps its limit."""

    fail_under: float = 95.0
    max: Mapping[Severity, int] = field(default_factory=lambda: {Severity.CRITICAL: 0})
    limits: Mapping[str, float] = field(default_factory=dict)

    def verdict(
        self, score: Score, skipped: int = 0, reference: ReferenceScores | None = None
    ) -> Verdict:
        """Judge a score and name every reason against it. `skipped`: inputs not read to the end."""
        reasons = []
        if skipped:
            reasons.append(
                f"{skipped} {'input' if skipped == 1 else 'inputs'} could not be checked"
            )
        for severity, allowed in sorted(self.max.items(), reverse=True):
            count = score.by_severity.get(severity.label, 0)
            if count > allowed:
                noun = "finding" if count == 1 else "findings"
                reasons.append(f"{count} {severity.label} {noun}, at most {allowed} allowed")
        if score.value < self.fail_under:
            reasons.append(f"score {score.shown} is below {self.fail_under:g}")
        reasons += self._against_references(reference)
        return Verdict(not reasons, tuple(reasons))

    def _against_references(self, reference: ReferenceScores | None) -> Iterator[str]:
        """Every language is judged; a metric that could not be computed does not pass."""
        corpus = reference.corpus if reference else ()
        for metric, limit in self.limits.items():
            if not corpus:
                yield f"{NAMES[metric]} is unknown: no segment has a reference"
            for one in corpus:
                of = f" for {one.target_lang or '?'}" if len(corpus) > 1 else ""
                value = one.values.get(metric)
                if value is None:
                    yield f"{NAMES[metric]} is not made for {one.target_lang or 'this language'}"
                elif metric in FALLING and value > limit:
                    figure = shown_against(metric, value)
                    yield f"{NAMES[metric]} {figure}{of} is above {limit:g}"
                elif metric not in FALLING and value < limit:
                    figure = shown_against(metric, value)
                    yield f"{NAMES[metric]} {figure}{of} is below {limit:g}"
