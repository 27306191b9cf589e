"""Annotations of MQM as tab-separated values, as Google's evaluations and their viewer Marot have
them: a row for each error, with the place marked in source or target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TextIO

from mtcheck.model import Finding, Report, Segment, Side, Span
from mtcheck.reporters.base import Reporter, inert, log_line
from mtcheck.reporters.json import dumped

HEADER = "system doc docSegId globalSegId rater source target category severity metadata".split()
_DIMENSIONS = {
    "linguistic-conventions": "Fluency",
    "locale-conventions": "Locale convention",
    "design-and-markup": "Design and markup",
}
"""Where the names of the evaluations differ from those of MQM core."""

_NO_ERROR = "no-error"
_TAG = re.compile(r"<(?=/?v>)", re.IGNORECASE)


class MqmReporter(Reporter):
    """The findings that count, and the segments without one, so that means come out right.

    `system` is the path. A finding is one row; places in other segments are left out. Score and
    verdict have no place in the table. `quiet` changes nothing.
    """

    whole_text = True

    def write(self, report: Report, stream: TextIO, *, quiet: bool = False) -> None:
        found: dict[tuple[str, str, str], list[Finding]] = {}
        for finding in report.findings:
            if finding.counts:
                key = finding.path, finding.document or "", finding.segment
                found.setdefault(key, []).append(finding)
        stream.write("\t".join(HEADER) + "\n")
        for place, segment in _placed(report.text or tuple(report.segments.values()), report):
            findings = found.pop((place[0], segment.document or "", segment.id), [])
            for row in _rows(segment, findings):
                stream.write(_joined(place, row))
        for (path, document, id), findings in found.items():
            for finding in findings:
                place = path, document or path, id, "0"
                (row,) = _rows(*_alone(finding))
                stream.write(_joined(place, row))


def _joined(place: Sequence[str], row: Sequence[str]) -> str:
    return log_line("\t".join([*map(_cell, place), "mtcheck", *row])) + "\n"


def _placed(
    segments: Iterable[Segment], report: Report
) -> Iterator[tuple[tuple[str, str, str, str], Segment]]:
    """Each segment with its path, document and numbers in the document and in all."""
    paths = [path for path, _ in report.segments] if not report.text else []
    counts: dict[tuple[str, str], int] = {}
    for number, segment in enumerate(segments, 1):
        path = paths[number - 1] if paths else (segment.location.path if segment.location else "")
        document = segment.document or path
        counts[path, document] = counts.get((path, document), 0) + 1
        yield (path, document, str(counts[path, document]), str(number)), segment


def _rows(segment: Segment, findings: Sequence[Finding]) -> Iterator[tuple[str, ...]]:
    if not findings:
        yield (*_texts(segment, ()), _NO_ERROR, _NO_ERROR, "{}")
    for finding in findings:
        note = dumped({"note": inert(finding.message), "rule": finding.rule})
        severity = finding.severity.label.capitalize()
        yield (*_texts(segment, finding.spans), _category(finding.category), severity, note)


def _alone(finding: Finding) -> tuple[Segment, list[Finding]]:
    """A finding whose segment is not at hand, with the quoted text as its segment."""
    text = finding.spans[0].text
    span = replace(finding.spans[0], side="target", start=0, end=len(text))
    return Segment(finding.segment, text), [replace(finding, spans=(span,))]


def _category(category: str) -> str:
    """`linguistic-conventions/character-encoding` as `Fluency/Character encoding`."""
    top, *rest = category.split("/")
    name = _DIMENSIONS.get(top, top.capitalize())
    return "/".join([name, *(part.replace("-", " ").capitalize() for part in rest)])


def _texts(segment: Segment, spans: Sequence[Span]) -> tuple[str, str]:
    here = [span for span in spans if span.segment == segment.id]
    return (
        _marked(segment.source or "", here, "source"),
        _marked(segment.target, here, "target"),
    )


def _marked(text: str, spans: Sequence[Span], side: Side) -> str:
    """The text with `<v>` and `</v>` around the places; one inside another is left out."""
    pieces, end = [], 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.side == side and span.start >= end:
            before, inside = text[end : span.start], text[span.start : span.end]
            pieces += [_cell(before), "<v>", _cell(inside), "</v>"]
            end = span.end
    return "".join([*pieces, _cell(text[end:])])


def _cell(text: str) -> str:
    """The text without tabs and line ends, and without marks of its own."""
    return _TAG.sub("‹", inert(re.sub(r"[\t\r\n]+", " ", text)))
