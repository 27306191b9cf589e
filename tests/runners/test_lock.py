"""One run at a time in a folder, and no lock that outlives its owner."""

import errno
import json
import os
import socket
import subprocess
import sys

import pytest

from mtcheck.errors import UsageError
from mtcheck.runners import lock
from mtcheck.runners.checkpoint import LOCK, DiskError
from mtcheck.runners.lock import locked, refuse_busy

HOLDS = """
import sys, time
from pathlib import Path
from mtcheck.runners.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock of `tmp_path`."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, tmp_path], stdout=subprocess.PIPE, text=True
    )
    assert "held\n" == process.stdout.readline()
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_lock_that_is_held_names_its_owner(holder, tmp_path):
    with pytest.raises(UsageError) as refused, locked(tmp_path):
        pass

    assert f"process {holder.pid} on {socket.gethostname()}, since 20" in str(refused.value)
    assert "a run that died holds no lock" in str(refused.value.hint)


def test_a_folder_that_is_read_is_not_one_that_a_run_writes(holder, tmp_path):
    with pytest.raises(UsageError, match=f"process {holder.pid}"):
        refuse_busy(tmp_path)


def test_a_lock_ends_with_its_owner_however_that_dies(holder, tmp_path):
    holder.kill()
    holder.wait()
    assert (tmp_path / LOCK).is_file()
    refuse_busy(tmp_path)
    with locked(tmp_path):
        assert os.getpid() == json.loads((tmp_path / LOCK).read_text())["pid"]

    assert [] == list(tmp_path.iterdir())


def test_a_lock_is_let_go_when_its_run_fails(tmp_path):
    with pytest.raises(ZeroDivisionError), locked(tmp_path / "new"):
        raise ZeroDivisionError
    with locked(tmp_path / "new"):
        pass


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match="cannot be written"), locked(tmp_path / "file" / "out"):
        pass


@pytest.fixture
def lockless(monkeypatch):
    """A file system that knows no locks."""

    def refuse(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock.fcntl, "flock", refuse)


DEAD = 2**22 + 1
"""More than the largest process id of Linux."""


@pytest.mark.parametrize(
    ("host", "pid", "free"),
    [(None, DEAD, True), (None, os.getpid(), False), ("elsewhere", DEAD, False)],
    ids=["dead", "alive", "elsewhere"],
)
def test_without_locks_an_owner_not_known_to_be_dead_is_believed(
    tmp_path, lockless, host, pid, free
):
    owner = {"host": host or socket.gethostname(), "pid": pid, "since": 1e9}
    (tmp_path / LOCK).write_text(json.dumps(owner))
    if not free:
        with pytest.raises(UsageError, match=f"process {pid} on .*, since 2001-09-09"):
            refuse_busy(tmp_path)
        return
    with locked(tmp_path):
        pass
    assert not (tmp_path / LOCK).exists()
