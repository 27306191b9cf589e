"""What the commands share: where output goes, and how errors look."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from mtcheck.errors import UsageError
from mtcheck.model import Notice
from mtcheck.reporters.base import inert

_NOTICES = 20
"""Notices written at most."""


def say_error(message: str) -> None:
    """Write an error to stderr. Paths and quoted text in it are made inert."""
    lines = [inert(line) for line in message.split("\n")]
    sys.stderr.write("error: " + "\n".join(lines) + "\n")


def say(message: str) -> None:
    """Write a note to stderr. Paths and quoted text in it are made inert."""
    sys.stderr.write(inert(message) + "\n")


def say_warning(message: Warning | str, *_: object, **__: object) -> None:
    """Write a warning of Python to stderr as a user wants it, without the place in the code."""
    say(f"warning: {message}")


def say_notices(notices: Sequence[Notice]) -> None:
    """Write what the user should know to stderr; a long list is cut, the JSON report has it all."""
    for notice in notices[:_NOTICES]:
        place = ":".join(str(part) for part in (notice.path, notice.line) if part)
        say(f"warning: {place}: {notice.message}" if place else f"note: {notice.message}")
    if len(notices) > _NOTICES:
        say(f"warning: and {len(notices) - _NOTICES} more: --format json has them all")


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """The stream a report goes to: `path`, or stdout in UTF-8. Raises UsageError."""
    if path is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")
        yield sys.stdout
        return
    try:
        with path.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
            yield stream
    except OSError as error:
        hint = "name a file in a folder that exists and that you may write to"
        raise UsageError(f"cannot write {path}: {error.strerror}", hint=hint) from None
