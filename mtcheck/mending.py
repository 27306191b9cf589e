"""Mend a file: check, make the fixes, check again, until nothing is left that can be mended."""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mtcheck import fixes, readers
from mtcheck.errors import InputError
from mtcheck.model import Fix, Report
from mtcheck.readers import ReadOptions
from mtcheck.readers.base import opened
from mtcheck.readers.encoding import blocks

PASSES = 10
"""Most passes over a file. A fix can uncover another finding; two or three passes are usual."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A text before and after its fixes, in code points, and the reports on both."""

    path: str
    before: str
    after: str
    fixes: tuple[Fix, ...]
    first: Report
    last: Report

    @property
    def changed(self) -> bool:
        """Whether there was anything to mend."""
        return self.before != self.after

    def diff(self) -> Iterator[str]:
        """The lines of a unified diff, without line ends."""
        old, new = self.before.split("\n"), self.after.split("\n")
        yield from difflib.unified_diff(old, new, self.path, self.path, lineterm="")


def mend(
    path: str,
    check: Callable[[str], Report],
    options: ReadOptions,
    *,
    unsafe: bool = False,
    write: bool = False,
) -> Mended:
    """Make the fixes of one file; in the file itself only if `write`.

    `check` reports on the file at a path. The file is replaced in one step, with its mode, and only
    when all passes went well. Raises InputError for a file that cannot be read or written.
    """
    with tempfile.TemporaryDirectory(prefix="mtcheck-") as folder:
        copy = _copy_of(path, folder)
        first = last = _sound(check(path))
        made: list[Fix] = []
        for number in range(PASSES):
            now = copy if number else path
            targets = _targets(now, options)
            proposed = fixes.chosen(last.findings, unsafe=unsafe)
            new = _writable(fixes.mended(targets, proposed), options)
            if not new:
                break
            readers.write(now, copy, new, options)
            made += proposed
            last = _sound(check(copy))
        before = _text_of(path, options)
        after = _text_of(copy, options) if made else before
        if write and made:
            _replace(path, copy)
    return Mended(path, before, after, tuple(made), first, last)


def _copy_of(path: str, folder: str) -> str:
    """A place below `folder` for a copy of a file, below folders of the same names: they may tell
    its language."""
    place = Path(os.path.abspath(path))  # noqa: PTH100 - `..` is to go
    copy = Path(folder, *place.relative_to(place.anchor).parts)
    copy.parent.mkdir(parents=True)
    return str(copy)


def refuse_outside(path: str, tree: str) -> None:
    """Raise InputError for a link that leads out of `tree`, the folder a user named or that holds
    the file: a fix must not change what nobody named."""
    root = Path(tree) if Path(tree).is_dir() else Path(tree).parent
    if not Path(path).resolve().is_relative_to(root.resolve()):
        raise InputError(
            "this link leads out of its folder, so the file is not changed",
            path=path,
            hint="name the file that it leads to",
        )


def _sound(report: Report) -> Report:
    """The report, if all of the file could be read."""
    if report.skipped:
        raise InputError(report.skipped[0].reason)
    return report


def _targets(path: str, options: ReadOptions) -> dict[str, str]:
    batches = readers.read(path, options)
    return {id: t for b in batches for id, t in zip(b.ids, b.targets, strict=True)}


def _writable(targets: Mapping[str, str], options: ReadOptions) -> dict[str, str]:
    """Without the targets that would become empty beside a line-aligned source: an empty line
    would be one without its pair."""
    aligned = options.source_path is not None
    return {id: text for id, text in targets.items() if text.strip() or not aligned}


def _text_of(path: str, options: ReadOptions) -> str:
    reader = readers.open_reader(path, options.input_format)
    if not reader.is_text:
        return "\n".join(_targets(path, options).values())
    with opened(path) as raw:
        stream, options = reader.told(raw, options)
        return "".join(blocks(stream, path, options.encoding))


def _replace(path: str, copy: str) -> None:
    """Put the content of `copy` in the place of `path` in one step, with the mode of `path`."""
    target = Path(path).resolve()
    try:
        with _beside(target) as name:
            shutil.copyfile(copy, name)
            shutil.copymode(target, name)
            name.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"cannot be written: {reason}", path=path, hint="check the folder"
        ) from error


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A new file in the folder of `path`, removed if it is still there in the end."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".mtcheck-")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def counted(made: Sequence[Fix]) -> str:
    """How many fixes, in words."""
    return f"{len(made)} {'fix' if len(made) == 1 else 'fixes'}"
