"""A reference in a file of its own: line 7 of it translates what line 7 of the text translates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from mtcheck.batch import Batch
from mtcheck.errors import InputError
from mtcheck.readers.base import opened
from mtcheck.readers.encoding import decode_lines


def with_references(
    batches: Iterable[Batch], references: Path, encoding: str | None = None
) -> Iterator[Batch]:
    """The batches of a plain text read line by line, with the lines of the file `references`.

    Raises InputError for a reference that cannot be read or holds no text, before the first batch;
    for a line that is blank on one side only; and after the last batch for one that is too long.
    """
    lines = _lines(references, encoding)
    done = 0
    for batch in batches:
        if batch.offsets is None:
            hint = "put the references into the column or field `reference`"
            reason = "a file of references goes with plain text only"
            raise InputError(reason, path=batch.path, hint=hint)
        _refuse_torn(batch, lines, done, references)
        done = batch.lines[-1]
        yield replace(batch, references=[lines[number - 1] for number in batch.lines])
    if done and any(map(str.strip, lines[done:])):
        fault = f"the text ends here, and the reference {references} goes on"
        raise _torn(batch.path, done, fault)


def _lines(path: Path, encoding: str | None) -> list[str]:
    with opened(str(path)) as stream:
        lines = [text.strip() for _, text in decode_lines(stream, str(path), encoding)]
    if not any(lines):
        raise InputError("the reference holds no text", path=str(path), hint="name another file")
    return lines


def _refuse_torn(batch: Batch, lines: list[str], done: int, references: Path) -> None:
    """Raise InputError where a line after line `done` is blank on one side only."""
    for number in batch.lines:
        if number > len(lines):
            raise _torn(batch.path, number, f"the reference {references} ends before this line")
        if not lines[number - 1]:
            raise _torn(batch.path, number, f"this line is blank in the reference {references}")
        for skipped in range(done, number - 1):
            if lines[skipped]:
                fault = f"this line is blank, and in the reference {references} it is not"
                raise _torn(batch.path, skipped + 1, fault)
        done = number


def _torn(path: str, line: int, fault: str) -> InputError:
    hint = "make them line-aligned: line 7 of both translates line 7 of the source"
    return InputError(fault, path=path, line=line, hint=hint)
