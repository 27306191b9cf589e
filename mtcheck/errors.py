"""Errors that mtcheck raises on purpose, and the exit codes they lead to.

MtcheckError
├── UsageError      a wrong option, argument or call        exit code 2
├── ConfigError     one fault of a configuration or rule    exit code 2
├── FileFaults      every fault of such files               exit code 2
└── InputError      a text that could not be read           exit code 3
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum


class ExitCode(IntEnum):
    """What the exit status of the `mtcheck` command means."""

    PASSED = 0
    FAILED = 1
    USAGE = 2
    UNFINISHED = 3
    INTERRUPTED = 130


class MtcheckError(Exception):
    """Base of all errors that are meant for a user.

    `message` says what did not happen, `path` and `line` (1-based) where, `hint` what to do next.
    """

    exit_code = ExitCode.USAGE

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line) if part is not None)
        text = f"{place}: {self.message}" if place else self.message
        return f"{text}\n  help: {self.hint}" if self.hint else text


class UsageError(MtcheckError):
    """A wrong option, argument or call."""


class ConfigError(MtcheckError):
    """A configuration file, rule file or word list that cannot be used."""


class FileFaults(MtcheckError):  # noqa: N818 - it is many errors
    """Files that cannot be used. `faults` holds every fault found, each with its place."""

    def __init__(self, faults: Sequence[MtcheckError]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class InputError(MtcheckError):
    """A text that could not be read. Other inputs are still checked."""

    exit_code = ExitCode.UNFINISHED
