"""What changed since a revision of git: files, and which of their lines.

Compared is the working tree with the commit where its history left the revision, as a pull request
is. Git is only asked; nothing that a repository may configure is run.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from mtcheck.errors import UsageError

Lines = frozenset[int] | None
"""Numbers of lines, counted at line feeds; None: all lines."""

_NONE: frozenset[int] = frozenset()
_CHUNK = 200
"""Paths in one command: a command line has its limit."""

_OURS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""What git tells its hooks. The files say themselves which repository is theirs."""

_DIFF = (
    *("diff", "--raw", "-z", "--no-abbrev", "--find-renames", "--no-ext-diff", "--no-textconv"),
    *("--no-color", "--no-relative", "--ignore-submodules=all"),
)
_PATCH = ("--patch", "--unified=0", "--inter-hunk-context=0")
_RECORD = re.compile(rb":\d+ \d+ [0-9a-f]+ [0-9a-f]+ ([A-Z])\d*\0")
_HUNK = re.compile(rb"^@@ -[0-9,]+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_SECTION = re.compile(rb"^diff --git ", re.MULTILINE)


class _Record(NamedTuple):
    """A file that differs: how (A, D, M, R …), and its names."""

    status: str
    old: str
    new: str


class Changes:
    """The changed lines of files by their real path. `notes` tell what the user should know."""

    def __init__(self) -> None:
        self._lines: dict[str, Lines] = {}
        self.notes: list[str] = []

    def lines(self, path: str) -> Lines:
        """The changed lines of a file; none where it did not change."""
        return self._lines.get(os.path.realpath(path), _NONE)

    def add(self, lines: Mapping[str, Lines]) -> None:
        """Take note of the changed lines of files of one repository."""
        self._lines.update(lines)


def changed_since(revision: str, paths: Iterable[str]) -> Changes:
    """What changed in the files `paths`, which may lie in several repositories.

    Raises UsageError without git, for a file in no repository, and for an unknown revision.
    """
    changes = Changes()
    by_root: dict[str, list[str]] = {}
    for path in paths:
        if path == "-":
            hint = "name files, or leave --changed-since out"
            raise UsageError("standard input has no history to compare with", hint=hint)
        real = os.path.realpath(path)
        if not Path(real).is_file():  # whoever reads it will say so
            changes.add({real: None})
            continue
        by_root.setdefault(_root(os.path.dirname(real), path), []).append(real)  # noqa: PTH120
    for root, files in by_root.items():
        base = _base(root, revision, changes.notes)
        names = {os.path.relpath(file, root): file for file in files}
        changes.add({names[name]: lines for name, lines in _changed(root, base, names).items()})
    return changes


def _root(folder: str, path: str) -> str:
    """The top folder of the repository that holds `folder`."""
    found = _top(folder)
    if not found:
        hint = "check it without --changed-since, or from a clone of its repository"
        raise UsageError(f"--changed-since: {path} lies in no git repository", hint=hint)
    return found


@cache
def _top(folder: str) -> str:
    ran = _run(folder, "rev-parse", "--show-toplevel")
    if ran.returncode and b"not a git repository" not in ran.stderr:
        raise _failed(ran)
    return os.path.realpath(os.fsdecode(ran.stdout.removesuffix(b"\n"))) if ran.stdout else ""


def _base(root: str, revision: str, notes: list[str]) -> str:
    """The commit to compare with: where HEAD and the revision parted."""
    verify = "rev-parse", "--verify", "--quiet", "--end-of-options"
    named = _run(root, *verify, f"{revision}^{{commit}}")
    shallow = _run(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    if named.returncode:
        hint = "check the name with `git log`; a branch of the server is `origin/NAME`"
        if shallow:
            hint = "this is a shallow clone: `git fetch --unshallow`, or `fetch-depth: 0` in CI"
        raise UsageError(f"--changed-since: git knows no revision `{revision}` here", hint=hint)
    commit = named.stdout.strip().decode()
    parted = _run(root, "merge-base", commit, "HEAD")
    if parted.returncode == 0:
        return parted.stdout.split()[0].decode()
    why = " in this shallow clone" if shallow else ""
    notes.append(f"`{revision}` and HEAD have no common history{why}: compared with it as it is")
    return commit


def _changed(root: str, base: str, names: Mapping[str, str]) -> dict[str, Lines]:
    """The changed lines by name, of those files that changed."""
    tracked: set[str] = set()
    for part in _parts(names):
        listed = _asked(root, "ls-files", "-z", "--", *part).split(b"\0")
        tracked.update(map(os.fsdecode, listed))
    found: dict[str, Lines] = {name: None for name in names if name not in tracked}
    edited: dict[str, list[str]] = {}
    raw = _asked(root, *_DIFF, base, "--")
    for status, old, new in _records(raw)[0]:
        if new not in names or new in found or status == "D":
            continue
        found[new] = None
        if status in ("M", "R"):
            edited[new] = [old, new]
    for part in _parts(edited):
        both = dict.fromkeys(name for new in part for name in edited[new])
        found.update(_hunks(_asked(root, *_DIFF, *_PATCH, base, "--", *both), set(part)))
    return found


def _records(raw: bytes) -> tuple[list[_Record], bytes]:
    """The records at the start of the output, and what stands behind them."""
    records = []
    position = 0
    while record := _RECORD.match(raw, position):
        status, position = record[1].decode(), record.end()
        end = raw.index(b"\0", position)
        old = new = os.fsdecode(raw[position:end])
        if status in ("R", "C"):
            position, end = end + 1, raw.index(b"\0", end + 1)
            new = os.fsdecode(raw[position:end])
        position = end + 1
        records.append(_Record(status, old, new))
    return records, raw[position:].removeprefix(b"\0")


def _hunks(raw: bytes, wanted: set[str]) -> dict[str, Lines]:
    """The changed lines of each file of a patch. The records before it name the files in the same
    order, so that no name has to be read from the patch."""
    records, patch = _records(raw)
    sections = _SECTION.split(patch)[1:]
    if len(records) != len(sections):
        return {}
    pairs = zip(records, sections, strict=True)
    return {new: _lines(section) for (_, _, new), section in pairs if new in wanted}


def _lines(section: bytes) -> Lines:
    """The new lines of a patch of one file; all where it is no text for git."""
    if re.search(rb"^(?:Binary files |GIT binary patch)", section.partition(b"\n@@ ")[0], re.M):
        return None
    found: set[int] = set()
    for start, size in _HUNK.findall(section):
        found.update(range(int(start), int(start) + int(size or 1)))
    return frozenset(found)


def _parts(names: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while part := list(islice(rest, _CHUNK)):
        yield part


def _asked(root: str, *arguments: str) -> bytes:
    ran = _run(root, *arguments)
    if ran.returncode:
        raise _failed(ran)
    return ran.stdout


def _failed(ran: subprocess.CompletedProcess[bytes]) -> UsageError:
    said = os.fsdecode(ran.stderr).strip().removeprefix("fatal: ").split("\n")
    hint = " ".join(part.strip() for part in said[1:] if part.strip())
    return UsageError(f"--changed-since: git says: {said[0]}", hint=hint or None)


def _run(folder: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false"]
    kept = {name: value for name, value in os.environ.items() if name not in _OURS}
    calm = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(
            [*command, "-C", folder, *arguments],
            env={**kept, **calm},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        hint = "install it, or leave the option out"
        raise UsageError("--changed-since needs git, which is not installed", hint=hint) from error


def is_versioned(path: Path) -> bool:
    """Whether a file lies in a git repository."""
    return path.is_file() and bool(_top(os.path.dirname(os.path.realpath(path))))  # noqa: PTH120
