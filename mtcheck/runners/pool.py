"""Several processes of this machine.

Each worker gets the work once, then one task at a time over a pipe of its own. The tasks are asked
for as workers become free, so that nothing piles up. A worker that dies, killed by the system for
its memory, say, costs its task one try; a new one takes its place.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any

from mtcheck.runners.base import TRIES, Outcome, Runner, WorkerError
from mtcheck.runners.serial import SerialRunner

WINDOW = 4
"""Tasks a worker may be ahead of the oldest one that is not done: results wait for their turn."""

_PATIENCE = 5.0
"""Seconds a worker has to end."""


def available_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class PoolRunner(Runner):
    """Does the work in `workers` processes. A single task is done here and now."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(self, work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Outcome]:
        """As many tasks at a time as there are workers."""
        pending = iter(tasks)
        head = list(islice(pending, 2))
        if len(head) < 2:
            yield from SerialRunner().run(work, head)
            return
        pool = _Pool(work, self.workers)
        try:
            yield from pool.run(chain(head, pending))
        finally:
            pool.close()


@dataclass
class _Job:
    number: int
    task: Any
    tries: int = 0


class _Worker:
    """A process and the pipe to it. `job` is what it works on."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        given = theirs, work, gc.get_threshold()
        self.process = context.Process(target=serve, args=given, daemon=True)
        self.process.start()
        theirs.close()
        self.job: _Job | None = None
        self.ready = False

    def give(self, job: _Job) -> bool:
        """Hand over a job; whether the worker was there to take it."""
        self.job = job
        job.tries += 1
        with suppress(OSError):
            self.pipe.send(job.task)
            return True
        return False

    def end(self) -> None:
        """End the process, by force if need be."""
        self.pipe.close()
        self.process.terminate()
        self.process.join(_PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class _Pool:
    def __init__(self, work: Callable[[Any], Any], workers: int) -> None:
        self.work = work
        self.workers = [_Worker(work) for _ in range(workers)]
        self.jobs: Iterator[_Job] = iter(())
        self.given, self.ended = 0, False
        self.again: list[_Job] = []
        self.done: dict[int, Outcome] = {}
        self.stillborn = 0

    def run(self, tasks: Iterable[Any]) -> Iterator[Outcome]:
        """Outcomes in the order of the tasks."""
        self.jobs = (_Job(number, task) for number, task in enumerate(tasks))
        turn = 0
        while True:
            while turn in self.done:
                yield self.done.pop(turn)
                turn += 1
            for worker in list(self.workers):
                if worker.job is None and worker.ready:
                    job = self._next(turn)
                    if job is not None and not worker.give(job):
                        self._lost(worker)
            if self.ended and turn == self.given:
                return
            self._listen()

    def _next(self, turn: int) -> _Job | None:
        """A job for a worker, unless it would be too far ahead of `turn`."""
        if self.again:
            return self.again.pop()
        if self.ended or self.given - turn >= WINDOW * len(self.workers):
            return None
        job = next(self.jobs, None)
        self.ended, self.given = job is None, self.given + (job is not None)
        return job

    def _listen(self) -> None:
        """Take what workers have to say."""
        by_pipe = {worker.pipe: worker for worker in self.workers}
        for pipe in wait(list(by_pipe)):
            worker = by_pipe[pipe]  # type: ignore[index]
            try:
                message = worker.pipe.recv()
            except (EOFError, OSError):
                self._lost(worker)
                continue
            if message is None:
                worker.ready = True
                continue
            job, worker.job = worker.job, None
            if isinstance(message, BaseException):
                raise message
            if job is not None:
                self.done[job.number] = Outcome(job.task, message[0])

    def _lost(self, worker: _Worker) -> None:
        """Replace a worker that died, and give its job to another one, or up."""
        worker.end()
        job, code = worker.job, worker.process.exitcode
        self.stillborn = 0 if worker.ready else self.stillborn + 1
        if self.stillborn > len(self.workers):
            raise WorkerError("the worker processes end before they work", hint="try --workers 1")
        if job is not None and job.tries >= TRIES:
            fault = f"the worker died twice ({_exit(code)}); too little memory, perhaps"
            self.done[job.number] = Outcome(job.task, None, fault)
        elif job is not None:
            self.again.append(job)
        self.workers[self.workers.index(worker)] = _Worker(self.work)

    def close(self) -> None:
        """End all workers."""
        for worker in self.workers:
            worker.process.terminate()
        for worker in self.workers:
            worker.end()


def _exit(code: int | None) -> str:
    if code is not None and code < 0:
        return f"signal {-code}"
    return f"exit code {code}"


def serve(pipe: Connection, work: Callable[[Any], Any], garbage: tuple[int, int, int]) -> None:
    """The life of a worker, which looks for `garbage` as seldom as its parent. It ends when nobody
    listens any more, at once where that is because the process that started it died: it must not
    write what a later run writes too."""
    gc.set_threshold(*garbage)
    if parent := multiprocessing.parent_process():
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with suppress(OSError, EOFError):
        pipe.send(None)
        while True:
            task = pipe.recv()
            try:
                answer: Any = (work(task),)
            except Exception as error:
                answer = error
            pipe.send(answer)


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
