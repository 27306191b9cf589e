"""One after another, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mtcheck.batch import Batch
from mtcheck.engine import Checked, Engine
from mtcheck.runners.base import Outcome, Runner


def run(engine: Engine, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Checked]]:
    """Yield every batch with what was found in it."""
    for batch in batches:
        yield batch, engine.check(batch)


class SerialRunner(Runner):
    """Does all work here and now."""

    def run(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Outcome]:
        """One task after another."""
        for task in tasks:
            yield Outcome(task, work(task))
