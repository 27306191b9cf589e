"""A Ray cluster, or Ray on this machine: one actor for each worker, one task at a time.

The folder of results has to be one that all machines of the cluster see.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

from mtcheck.errors import UsageError
from mtcheck.runners.base import TRIES, Outcome, Runner
from mtcheck.runners.pool import WINDOW


class RayRunner(Runner):
    """Does the work in actors. `workers` None: one for each CPU of the cluster, or as many as its
    GPUs serve; `address` None: a Ray of its own on this machine. `gpus`: what each actor takes of
    them, also a part of one."""

    def __init__(
        self, workers: int | None, address: str | None = None, gpus: float | None = None
    ) -> None:
        if gpus is not None and not 0 < gpus <= 8:
            raise UsageError(f"--gpus {gpus:g} is not above 0 and at most 8")
        self.workers = workers
        self.address = address
        self.gpus = gpus or 0.0
        self._own = False

    def run(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Outcome]:
        """As many tasks at a time as there are actors."""
        ray, pending = _ray(), iter(tasks)
        head = list(islice(pending, 1))
        if not head:
            return
        if not ray.is_initialized():
            self._connect(ray)
            self._own = True
        yield from _Actors(ray, work, self._count(ray), self.gpus).run(chain(head, pending))

    def close(self) -> None:
        """End Ray, or leave the cluster, if it was entered here."""
        if self._own:
            _ray().shutdown()
            self._own = False

    def _count(self, ray: Any) -> int:
        """How many actors there are room for. Raises UsageError where no GPU is."""
        there = ray.cluster_resources()
        room = [int(there.get("CPU", 1))]
        if self.gpus:
            room.append(int(there.get("GPU", 0) / self.gpus + 1e-9))
            if not room[-1]:
                hint = "leave out --gpus, or start Ray where there are GPUs"
                raise UsageError(f"no worker of Ray can have {self.gpus:g} GPUs", hint=hint)
        return self.workers or max(min(room), 1)

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
    def __init__(self, ray: Any, work: Callable[[Any], Any], count: int, gpus: float) -> None:
        self.ray = ray
        self.kind = ray.remote(num_cpus=1, num_gpus=gpus, max_restarts=0)(_Actor)
        self.work = ray.put(work)
        self.idle: list[Any] = []
        self.started, self.count = 0, count

    def run(self, tasks: Iterable[Any]) -> Iterator[Outcome]:
        """Outcomes in the order of the tasks."""
        pending = enumerate(tasks)
        busy: dict[Any, tuple[Any, int, Any, int]] = {}
        done: dict[int, Outcome] = {}
        turn, given, ended = 0, 0, False
        while not (ended and turn == given):
            while self._has_room() and not ended and given - turn < WINDOW * self.count:
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

    def _has_room(self) -> bool:
        """Whether an actor is free, or another one may be started."""
        return bool(self.idle) or self.started < self.count

    def _give(self, busy: dict[Any, Any], number: int, task: Any, tries: int) -> None:
        if not self.idle:
            self.started += 1
        actor = self.idle.pop() if self.idle else self.kind.remote(self.work)
        busy[actor.do.remote(task)] = actor, number, task, tries

    def _take(self, busy: dict[Any, Any], done: dict[int, Outcome], ready: Any) -> None:
        actor, number, task, tries = busy.pop(ready)
        try:
            done[number] = Outcome(task, self.ray.get(ready))
            self.idle.append(actor)
        except self.ray.exceptions.RayActorError as error:
            self.started -= 1
            if tries < TRIES:
                self._give(busy, number, task, tries + 1)
                return
            reason = str(error).split("\n")[0]
            done[number] = Outcome(task, None, f"the worker died twice: {reason}")
        except self.ray.exceptions.RayTaskError as error:
            raise error.cause from error
