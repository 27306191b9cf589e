"""A folder of results that survives any crash: files are whole or not there.

A file is written under a temporary name beside its place, forced to the disk and then renamed. A
task is done when its marker is there, which is written last. The manifest holds the signature of
all that the results depend on; results of two signatures never stand in one folder.
"""

from __future__ import annotations

import errno
import json
import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from mtcheck.errors import ExitCode, MtcheckError, UsageError

MANIFEST = "manifest.json"
MARKERS = "shards"
TEMPORARY = ".part-"
"""Begins the names of files that are being written."""

LOCK = ".lock"
"""File of the lock of a folder, see `lock`."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


class DiskError(MtcheckError):
    """Results that cannot be written. What is done stays done; the same run goes on later."""

    exit_code = ExitCode.UNFINISHED


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content stands at `path` once the block has ended well, and nowhere else.

    Raises DiskError where it cannot be written.
    """
    part = path.with_name(f"{TEMPORARY}{uuid.uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        raise disk_fault(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def disk_fault(path: Path, error: OSError) -> DiskError:
    """The error for a file that cannot be written."""
    reason = error.strerror or str(error)
    full = error.errno in _FULL
    hint = "make room" if full else "look at the folder and its permissions"
    return DiskError(
        f"cannot be written: {reason}",
        path=str(path),
        hint=f"{hint}, then run the same command again: it goes on where it stopped",
    )


def write_json(path: Path, content: Any) -> None:
    """Write a value as JSON, whole or not at all. Raises DiskError."""
    with written(path) as stream:
        stream.write(json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n")


def read_json(path: Path) -> Any:
    """The value of a JSON file; None where there is none that can be read."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


class Checkpoint:
    """The folder of one run: which tasks are done, under which signature."""

    def __init__(self, folder: Path, signature: str) -> None:
        self.folder = folder
        self.signature = signature

    def begin(self, about: Mapping[str, Any], *, fresh: bool = False) -> None:
        """Make the folder, or go on in it. `fresh`: forget what is done there.

        Raises UsageError where the folder holds something else, or results of another signature.
        """
        old = read_json(self.folder / MANIFEST)
        known = old.get("signature") if isinstance(old, dict) else None
        if known is None and self.folder.is_dir() and any(self.folder.iterdir()):
            self._refuse_foreign()
        if known is not None and known != self.signature and not fresh:
            raise _other_signature(self.folder, known, self.signature)
        if known is not None and fresh:
            self._forget()
        write_json(self.folder / MANIFEST, {"signature": self.signature, **about})
        for part in self.folder.rglob(f"{TEMPORARY}*"):
            with suppress(OSError):
                part.unlink()

    def marker(self, id: str) -> Any:
        """What the marker of a task holds; None while it is not done, or its files are gone."""
        content = read_json(self.folder / MARKERS / f"{id}.json")
        if not isinstance(content, dict) or content.get("signature") != self.signature:
            return None
        files = content.get("files", {})
        return content if all(map(self._is_whole, files, files.values())) else None

    def done(self, id: str, content: Mapping[str, Any], files: list[Path]) -> dict[str, Any]:
        """Mark a task as done; `files` are the results it wrote. Raises DiskError."""
        sizes = {str(path.relative_to(self.folder)): path.stat().st_size for path in files}
        marker = {"signature": self.signature, **content, "files": sizes}
        write_json(self.folder / MARKERS / f"{id}.json", marker)
        return marker

    def _is_whole(self, name: str, size: int) -> bool:
        try:
            return (self.folder / name).stat().st_size == size
        except OSError:
            return False

    def _refuse_foreign(self) -> None:
        names = [path.name for path in self.folder.iterdir()]
        if any(not name.startswith((TEMPORARY, LOCK)) for name in names):
            raise UsageError(
                f"{self.folder} holds files that are no results of this command",
                hint="name an empty or new folder by --out",
            )

    def _forget(self) -> None:
        for path in (self.folder / MARKERS).glob("*.json"):
            path.unlink()


def _other_signature(folder: Path, old: str, new: str) -> UsageError:
    differing = [
        f"{name.split(':')[0]} was {old_value.split(':', 1)[-1]}, is {name.split(':', 1)[-1]}"
        for name, old_value in zip(new.split("|"), old.split("|"), strict=False)
        if name != old_value
    ]
    return UsageError(
        f"{folder} holds results of other settings: {'; '.join(differing)}",
        hint="name another folder by --out, or pass --fresh to replace them",
    )
