"""Work that other processes can import."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path


def doubled(task):
    """Two times the task; -1 fails."""
    if task == -1:
        raise ValueError("no number")
    return task * 2


def visible_gpus(_):
    """The GPUs that this process may use."""
    return os.environ.get("CUDA_VISIBLE_DEVICES")


@dataclass(frozen=True)
class DiesAt:
    """Kills its own process at some tasks: once, or each time."""

    folder: Path
    task: int
    always: bool = False

    def __call__(self, task):
        mark = self.folder / f"tried-{task}"
        if task == self.task and (self.always or not mark.exists()):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return task * 2


@dataclass(frozen=True)
class Sleeps:
    """Says by a file named as its process that it is at work, and does not end."""

    folder: Path

    def __call__(self, task):
        (self.folder / str(os.getpid())).touch()
        time.sleep(600)


@dataclass(frozen=True)
class KillsOwnWorker:
    """Does some work, but its process is killed in the middle of it the first time."""

    work: object
    folder: Path
    id: str

    def __call__(self, shard):
        mark = self.folder / "killed"
        if shard.id == self.id and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return self.work(shard)
