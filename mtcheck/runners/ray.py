"""A Ray cluster, or Ray on this machine: one actor for each worker, one task at a time.

The folder of results has to be one that all machines of the cluster see.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mtcheck.errors import UsageError
from mtcheck.runners.base import TRIES, Outcome, Runner
from mtcheck.runners.pool import WINDOW


class RayRunner(Runner):
    """Does the work in actors. `workers` None: one for each CPU of the cluster; `address` None: a
    Ray of its own on this machine."""

    def __init__(self, workers: int | None, address: str | None = None) -> None:
        self.workers = workers
        self.address = address

    def run(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Outcome]:
        """As many tasks at a time as there are actors."""
        ray = _ray()
        own = not ray.is_initialized()
        if own:
            self._connect(ray)
        try:
            count = self.workers or max(int(ray.cluster_resources().get("CPU", 1)), 1)
            yield from _Actors(ray, work, count).run(tasks)
        finally:
            if own:
                ray.shutdown()

    def _connect(self, ray: Any) -> None:
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        cores = self.workers if self.address is None else None
        try:
            ray.init(
                address=self.address,
                num_cpus=cores,
                include_dashboard=False if self.address is None else None,
                log_to_driver=False,
                logging_level="ERROR",
            )
        except (ConnectionError, ValueError, RuntimeError) as error:
            hint = "start one by `ray start --head`, or leave out --address"
            raise UsageError(f"no Ray at {self.address}: {error}", hint=hint) from error


def _ray() -> Any:
    try:
        import ray
    except ImportError:
        raise UsageError("--engine ray needs Ray", hint="pip install 'mtcheck[ray]'") from None
    return ray


class _Actor:
    """Holds the work, so that an engine is built once."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.work = work

    def do(self, task: Any) -> Any:
        """The result of one task."""
        return self.work(task)


class _Actors:
    def __init__(self, ray: Any, work: Callable[[Any], Any], count: int) -> None:
        self.ray = ray
        self.kind = ray.remote(num_cpus=1, max_restarts=0)(_Actor)
        self.work = ray.put(work)
        self.idle = [self.kind.remote(self.work) for _ in range(count)]
        self.count = count

    def run(self, tasks: Iterable[Any]) -> Iterator[Outcome]:
        """Outcomes in the order of the tasks."""
        pending = enumerate(tasks)
        busy: dict[Any, tuple[Any, int, Any, int]] = {}
        done: dict[int, Outcome] = {}
        turn, given, ended = 0, 0, False
        while not (ended and turn == given):
            while self.idle and not ended and given - turn < WINDOW * self.count:
                number, task = next(pending, (-1, None))
                ended = number < 0
                if not ended:
                    given += 1
                    self._give(busy, number, task, 1)
            if busy:
                ready, _ = self.ray.wait(list(busy), num_returns=1)
                self._take(busy, done, ready[0])
            while turn in done:
                yield done.pop(turn)
                turn += 1

    def _give(self, busy: dict[Any, Any], number: int, task: Any, tries: int) -> None:
        actor = self.idle.pop()
        busy[actor.do.remote(task)] = actor, number, task, tries

    def _take(self, busy: dict[Any, Any], done: dict[int, Outcome], ready: Any) -> None:
        actor, number, task, tries = busy.pop(ready)
        try:
            done[number] = Outcome(task, self.ray.get(ready))
            self.idle.append(actor)
        except self.ray.exceptions.RayActorError as error:
            self.idle.append(self.kind.remote(self.work))
            if tries < TRIES:
                self._give(busy, number, task, tries + 1)
                return
            reason = str(error).split("\n")[0]
            done[number] = Outcome(task, None, f"the worker died twice: {reason}")
        except self.ray.exceptions.RayTaskError as error:
            raise error.cause from error
