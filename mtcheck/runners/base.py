"""What a runner is: it does one piece of work for each task, wherever that is, and keeps order.

A runner knows nothing of rules and reports. The work is a callable that can be pickled, its results
are small: what is large it writes to files (see `checkpoint`), so that doing a task twice is doing
it once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from mtcheck.errors import MtcheckError

TRIES = 2
"""Times a task is given to a worker before its death is taken for the task's own fault."""


class Outcome(NamedTuple):
    """What became of a task: its result, or why there is none."""

    task: Any
    result: Any = None
    fault: str | None = None


class WorkerError(MtcheckError):
    """Workers that cannot work at all, so that no task can be done."""


class Runner(ABC):
    """Does the same work for many tasks."""

    @abstractmethod
    def run(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Outcome]:
        """Yield the outcome of each task, in the order of `tasks`, which is asked for no more than
        the workers can take. What `work` raises ends the run, apart from the death of a worker:
        its task is tried `TRIES` times and is then an outcome with a fault.
        """

    def close(self) -> None:  # noqa: B027 - most have nothing to let go
        """Let go of what was kept between runs."""
