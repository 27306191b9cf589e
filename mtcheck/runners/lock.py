"""One run at a time in a folder. The system ends a lock with the process that holds it, however
that dies, so nobody has to clean up. Its file names who holds it.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from mtcheck.errors import UsageError
from mtcheck.runners.checkpoint import LOCK, disk_fault

try:
    import fcntl
except ImportError:  # Windows: the owner that the file names is all there is
    fcntl = None  # type: ignore[assignment]

_UNKNOWN = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
"""What file systems without locks answer."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, which is made. Raises UsageError where another process holds it,
    DiskError where none can be written."""
    path = folder / LOCK
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = _taken(path)
    except OSError as error:
        raise disk_fault(path, error) from error
    try:
        yield
    finally:
        with suppress(OSError):
            if _is_at(path, descriptor):
                path.unlink()
        os.close(descriptor)


def refuse_busy(folder: Path) -> None:
    """Raise UsageError where a run works in a folder that is only read here."""
    path = folder / LOCK
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        if not _try(descriptor, path, shared=True):
            raise _held(path)
    finally:
        os.close(descriptor)


def _taken(path: Path) -> int:
    """A descriptor of the file at `path`, locked. Raises UsageError, OSError."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not _try(descriptor, path):
                raise _held(path)
            if _is_at(path, descriptor):
                os.ftruncate(descriptor, 0)
                owner = {"host": socket.gethostname(), "pid": os.getpid(), "since": time.time()}
                os.write(descriptor, json.dumps(owner).encode() + b"\n")
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # its owner ended and removed it in the meantime


def _try(descriptor: int, path: Path, *, shared: bool = False) -> bool:
    """Lock a file, if nobody else has. Where a file system knows no locks, an owner that is not
    known to be dead is believed."""
    if fcntl is not None:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            return True
        except OSError as error:
            if error.errno not in _UNKNOWN:
                return False
    owner = _owner(path)
    return not owner or _is_dead(owner)


def _is_at(path: Path, descriptor: int) -> bool:
    """Whether an open file still stands at `path`."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _owner(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_dead(owner: dict[str, Any]) -> bool:
    if fcntl is None or owner.get("host") != socket.gethostname():
        return False
    try:
        os.kill(int(owner["pid"]), 0)
    except (ProcessLookupError, KeyError, ValueError):
        return True
    except OSError:
        return False
    return False


def _held(path: Path) -> UsageError:
    owner = _owner(path)
    since = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(owner.get("since", 0)))
    who = "process {pid} on {host}, since ".format(**owner) + since if owner else "another process"
    return UsageError(
        f"a run works in {path.parent}: {who}",
        hint="wait for it or stop it; a run that died holds no lock"
        f" (where its machine is gone for good, remove {path})",
    )
