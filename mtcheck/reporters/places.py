"""Places as other formats want them: ends, bytes, paths of a repository, excerpts, fingerprints."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import NamedTuple

from mtcheck.model import Edit, Finding, Report, Segment, Span
from mtcheck.reporters.base import clipped


class Region(NamedTuple):
    """A place in a file. Lines and columns are 1-based and count code points; the end is exclusive.

    Columns and `offset` are None where only the line is known.
    """

    line: int
    column: int | None
    end_line: int
    end_column: int | None
    offset: int | None
    size: int


def region(span: Span) -> Region:
    """Where a span lies in its file.

    Only in plain text do columns count in the line of the file: in a table or in JSON they count
    in the target. A place of the source has the line of its segment.
    """
    size = span.end - span.start
    if span.side == "source" or span.offset is None:
        return Region(span.line, None, span.line, None, None, size)
    lines = span.text.split("\n")
    end_line = span.line + len(lines) - 1
    end = span.column + size if len(lines) == 1 else len(lines[-1]) + 1
    return Region(span.line, span.column, end_line, end, span.offset, size)


def edit_region(report: Report, finding: Finding, edit: Edit) -> Region | None:
    """Where an edit applies; None where its place in the file is not known."""
    segment = report.segments.get((finding.path, edit.segment))
    place = segment.location if segment else None
    if segment is None or place is None or place.offset is None:
        return None
    start, size = edit.start, edit.end - edit.start
    if "\n" in segment.target[: edit.end]:
        return None
    column = place.column + start
    return Region(place.line, column, place.line, column + size, place.offset + start, size)


def byte_columns(report: Report, path: str, segment: str, start: int, end: int) -> tuple[int, int]:
    """1-based columns in bytes of UTF-8 of `start:end` of a target; zeros where not known."""
    found = report.segments.get((path, segment))
    if found is None or found.location is None or found.location.byte_column is None:
        return 0, 0
    before, inside = found.target[:start], found.target[start:end]
    if "\n" in before + inside:
        return 0, 0
    first = found.location.byte_column + _utf8_size(before)
    return first, first + _utf8_size(inside)


def _utf8_size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def repository_path(path: str) -> str:
    """The path with slashes, relative to the working directory where it lies below it."""
    pure = PurePath(path)
    if pure.is_absolute() and pure.is_relative_to(Path.cwd()):
        pure = pure.relative_to(Path.cwd())
    return pure.as_posix()


_WORD = 15
"""Code points within which an excerpt is cut between words."""


class Excerpt(NamedTuple):
    """A marked text with a little of what stands around it."""

    before: str
    marked: str
    after: str


def excerpt(segment: Segment, span: Span, around: int) -> Excerpt:
    """The text of a span with at most `around` code points on each side; itself twice as long."""
    text = (segment.source or "") if span.side == "source" else segment.target
    first, last = max(span.start - around, 0), span.end + around
    before, after = text[first : span.start], text[span.end : last]
    if first:
        head = before.find(" ", 0, _WORD)
        before = "…" + before[head + 1 :].lstrip()
    if last < len(text):
        tail = after.rfind(" ", max(len(after) - _WORD, 0))
        after = after[: tail if tail >= 0 else None].rstrip() + "…"
    return Excerpt(before, clipped(text[span.start : span.end], 2 * around), after)


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """A fingerprint for each finding that no other of the run has. Survives moved lines: findings
    that are alike are numbered in each file."""
    seen: Counter[tuple[str, str]] = Counter()
    made = []
    for finding in findings:
        key = finding.path, finding.fingerprint
        seen[key] += 1
        name = "\x1f".join([repository_path(finding.path), finding.fingerprint, str(seen[key])])
        made.append(hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return made
