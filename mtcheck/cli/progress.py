"""Progress of a long run on stderr: a line that changes on a terminal, else one now and then."""

from __future__ import annotations

import sys
import time
from collections import Counter

from mtcheck.reporters.base import inert
from mtcheck.shards.base import Step

_EVERY = 15.0
"""Seconds between two lines where nobody watches."""


class Progress:
    """Tells how far a run is, how fast it goes and how long it will take."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.started = self.told = time.monotonic()
        self.rows = self.weight = self.shards = self.resumed = self.skipped = 0
        self.took: Counter[str] = Counter()
        self.moving = sys.stderr.isatty()

    def __call__(self, step: Step) -> None:
        """Take note of a shard that is done."""
        if step.fault:
            self._line(f"not read: {step.path}", lasting=True)
        self.shards += step.fault is None
        if step.resumed:
            self.resumed += 1
            self.skipped += step.weight
        else:
            self.took.update(step.took)
            self.rows += step.rows
            self.weight += step.weight
        now = time.monotonic()
        if not self.quiet and (self.moving or now - self.told >= _EVERY):
            self.told = now
            self._line(self.line(step.total, now - self.started), lasting=not self.moving)

    def line(self, total: int, seconds: float) -> str:
        """How far it is: bytes tell the share, since rows are not counted beforehand."""
        share = min((self.weight + self.skipped) / max(total, 1), 1.0)
        rate = self.rows / max(seconds, 1e-9)
        left = (total - self.skipped - self.weight) * seconds / max(self.weight, 1)
        known = f", {self.resumed} done before" if self.resumed else ""
        return (
            f"{share:4.0%}  {self.shards} shards{known}  {self.rows:,} segments  "
            f"{rate:,.0f}/s  {_duration(max(left, 0.0))} left"
        )

    def _line(self, text: str, *, lasting: bool) -> None:
        if self.quiet:
            return
        start, end = ("\r\x1b[K" if self.moving else ""), ("\n" if lasting else "")
        sys.stderr.write(start + inert(text) + end)
        sys.stderr.flush()

    def close(self) -> None:
        """End the line that changes."""
        if self.moving and not self.quiet:
            sys.stderr.write("\r\x1b[K")


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
