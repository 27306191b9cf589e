"""One batch after another, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtcheck.batch import Batch
from mtcheck.engine import Checked, Engine


def run(engine: Engine, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Checked]]:
    """Yield every batch with what was found in it."""
    for batch in batches:
        yield batch, engine.check(batch)
