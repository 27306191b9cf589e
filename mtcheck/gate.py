"""Thresholds: does a report pass?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mtcheck.model import Score, Severity, Verdict


@dataclass(frozen=True, slots=True)
class Gate:
    """Passes when the score is at least `fail_under` and no severity exceeds its `max`."""

    fail_under: float = 95.0
    max: Mapping[Severity, int] = field(default_factory=lambda: {Severity.CRITICAL: 0})

    def verdict(self, score: Score, skipped: int = 0) -> Verdict:
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
        return Verdict(not reasons, tuple(reasons))
