"""What the page shows, as plain values: documents of lines of pieces, and findings."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from mtcheck.model import DocumentSummary, Finding, Report, Segment, Severity, Side, Span
from mtcheck.reporters.base import clipped, inert
from mtcheck.reporters.html.marks import Mark, Piece, pieces
from mtcheck.reporters.places import Excerpt, excerpt

FINDINGS, DOCUMENTS = 5_000, 1_000
"""Findings and documents shown at most."""

_TEXT, _AROUND, _LONGEST = 2_000, 60, 100_000
"""Code points of a message, on each side of a quoted place, and of a segment at most."""

_PLACES, _EDITS = 20, 3
"""Places and edits of one finding shown at most."""

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


class Column(NamedTuple):
    """Language and direction of one side of a document; no tag where it is not known."""

    tag: str
    direction: str


class Line(NamedTuple):
    """What stands side by side: the line of a file, or one segment and its source."""

    number: int
    target: list[Piece]
    source: list[Piece]


class DocumentView(NamedTuple):
    """One document with its text."""

    number: int
    name: str
    languages: str
    segments: int
    words: str
    score: str
    target: Column
    source: Column | None
    lines: list[Line]


class Change(NamedTuple):
    """One edit of a fix, with what stands around it."""

    before: str
    old: str
    new: str
    after: str


class FindingView(NamedTuple):
    """One finding and why it is one. `places` are anchors in the text with their names."""

    number: int
    document: int
    severity: str
    rule: str
    message: str
    why: str
    category: str
    confidence: str
    quotes: list[tuple[str, Excerpt]]
    places: list[tuple[str, str]]
    more_places: int
    fix: str
    unsafe: bool
    changes: list[Change]


class Page(NamedTuple):
    """All that the page shows. `severities` and `rules`: how many findings of each."""

    report: Report
    documents: list[DocumentView]
    more_documents: int
    findings: list[FindingView]
    more_findings: int
    hidden: int
    severities: list[tuple[str, int]]
    rules: list[tuple[str, int]]
    whole: bool
    quiet: bool

    @property
    def share(self) -> float:
        """The score as the length of the gauge, 0 to 100."""
        return round(min(max(self.report.score.value, 0.0), 100.0), 1)

    @property
    def most(self) -> int:
        """The length of the longest bar."""
        return max(1, *(count for _, count in self.severities))


def page(report: Report, *, quiet: bool) -> Page:
    """The page of a report; without findings and text if `quiet`."""
    counted = [finding for finding in report.findings if finding.counts]
    shown = [] if quiet else counted[:FINDINGS]
    text = _Text(report, shown, quiet=quiet)
    severities = Counter(finding.severity for finding in counted)
    return Page(
        report=report,
        documents=[*text.documents(report.documents[:DOCUMENTS])],
        more_documents=max(len(report.documents) - DOCUMENTS, 0),
        findings=[text.finding(number, finding) for number, finding in enumerate(shown, 1)],
        more_findings=0 if quiet else len(counted) - len(shown),
        hidden=len(report.findings) - len(counted),
        severities=[(one.label, severities[one]) for one in reversed(Severity)],
        rules=Counter(finding.rule for finding in shown).most_common(),
        whole=bool(report.text),
        quiet=quiet,
    )


class _Text:
    """The segments to show, and the marks in them."""

    def __init__(self, report: Report, findings: Sequence[Finding], *, quiet: bool) -> None:
        self.report = report
        quoted = [] if quiet else list(report.segments.items())
        self.segments = [] if quiet else [*report.text] or [segment for _, segment in quoted]
        self.paths = (
            [segment.location.path if segment.location else "" for segment in report.text]
            if report.text
            else [path for (path, _), _ in quoted]
        )
        self.numbers: dict[tuple[str, str, str], int] = {}
        for number, (path, segment) in enumerate(zip(self.paths, self.segments, strict=False)):
            self.numbers.setdefault((path, segment.document or "", segment.id), number)
        keys = [(document.path, document.id) for document in report.documents]
        self.order = {key: number for number, key in enumerate(keys, 1)}
        self.marks: dict[tuple[int, Side], list[Mark]] = {}
        self.places: list[list[tuple[str, str]]] = []
        for number, finding in enumerate(findings, 1):
            self.places.append([*self._places(number, finding)])

    def _number(self, finding: Finding, span: Span) -> int | None:
        """The segment that holds a span, if it is shown and the span's text stands there."""
        number = self.numbers.get((finding.path, finding.document or "", span.segment))
        if number is None or span.end > _LONGEST:
            return None
        text = _side(self.segments[number], span.side)
        return number if text[span.start : span.end] == span.text else None

    def _places(self, number: int, finding: Finding) -> Iterator[tuple[str, str]]:
        """Mark the places of a finding; anchor and name of each."""
        for index, span in enumerate(finding.spans):
            segment = self._number(finding, span)
            anchor = f"m{number}-{index}"
            if segment is not None:
                mark = Mark(span.start, span.end, number, finding.severity, anchor)
                self.marks.setdefault((segment, span.side), []).append(mark)
            name = f"line {span.line}" if span.side == "source" else _named(span)
            yield (anchor if segment is not None else "", name)

    def documents(self, summaries: Iterable[DocumentSummary]) -> Iterator[DocumentView]:
        """The documents with their lines."""
        members: dict[tuple[str, str], list[int]] = {}
        for number, (path, segment) in enumerate(zip(self.paths, self.segments, strict=False)):
            members.setdefault((path, segment.document or ""), []).append(number)
        for summary in summaries:
            yield self._document(summary, members.get((summary.path, summary.id), []))

    def _document(self, summary: DocumentSummary, numbers: list[int]) -> DocumentView:
        segments = [self.segments[number] for number in numbers]
        has_source = any(segment.source for segment in segments)
        lines = (
            ((_line_of(self.segments[number]), [number]) for number in numbers)
            if has_source
            else (
                (line, [*members])
                for line, members in groupby(numbers, lambda n: _line_of(self.segments[n]))
            )
        )
        tags = [tag for tag in (summary.source_lang, summary.target_lang) if tag]
        score = f"{summary.score:.1f}" if summary.words else "none"
        return DocumentView(
            number=self.order[summary.path, summary.id],
            name=f"{summary.path}: {summary.id}" if summary.id else summary.path,
            languages=" to ".join(tags),
            segments=summary.segments,
            words=f"{summary.words:,.0f}",
            score=score,
            target=_column(summary.target_lang, (segment.target for segment in segments)),
            source=_column(summary.source_lang, (s.source or "" for s in segments))
            if has_source
            else None,
            lines=[self._line(number, members) for number, members in lines],
        )

    def _line(self, number: int, members: list[int]) -> Line:
        target: list[Piece] = []
        end = None
        for member in members:
            segment = self.segments[member]
            begin = segment.location.column if segment.location else 1
            if end is not None and begin > end:
                target.append(Piece(" "))
            target += self._pieces(member, "target")
            end = begin + len(segment.target)
        return Line(number, target, self._pieces(members[0], "source"))

    def _pieces(self, number: int, side: Side) -> list[Piece]:
        text = clipped(_side(self.segments[number], side), _LONGEST)
        return pieces(text, self.marks.get((number, side), []))

    def finding(self, number: int, finding: Finding) -> FindingView:
        """The finding as the page shows it."""
        places = self.places[number - 1]
        rule = self.report.rules.get(finding.rule)
        return FindingView(
            number=number,
            document=self.order.get((finding.path, finding.document or ""), 0),
            severity=finding.severity.label,
            rule=finding.rule,
            message=clipped(inert(finding.message), _TEXT),
            why=rule.why if rule else "",
            category=finding.category,
            confidence=finding.confidence.label,
            quotes=[*self._quotes(finding)],
            places=places[:_PLACES],
            more_places=max(len(places) - _PLACES, 0),
            fix=clipped(inert(finding.fix.title), _TEXT) if finding.fix else "",
            unsafe=bool(finding.fix and finding.fix.safety == "unsafe"),
            changes=[*self._changes(finding)],
        )

    def _quotes(self, finding: Finding) -> Iterator[tuple[str, Excerpt]]:
        """The primary place, and the first one of the other side, with what stands around."""
        first = finding.spans[0]
        others = [span for span in finding.spans if span.side != first.side]
        for span in [first, *others[:1]]:
            segment = self.report.segments.get((finding.path, span.segment))
            if segment is not None:
                quote = excerpt(segment, span, _AROUND)
                yield span.side, Excerpt(*map(inert, quote))

    def _changes(self, finding: Finding) -> Iterator[Change]:
        for edit in finding.fix.edits[:_EDITS] if finding.fix else ():
            segment = self.report.segments.get((finding.path, edit.segment))
            if segment is not None:
                place = Span("target", edit.segment, edit.start, edit.end, "", 1, 1)
                before, old, after = map(inert, excerpt(segment, place, _AROUND))
                yield Change(before, old, clipped(inert(edit.text), _TEXT), after)


def _side(segment: Segment, side: Side) -> str:
    return segment.target if side == "target" else segment.source or ""


def _line_of(segment: Segment) -> int:
    return segment.location.line if segment.location else 1


def _named(span: Span) -> str:
    return f"line {span.line}, column {span.column}"


def _column(tag: str | None, texts: Iterable[str]) -> Column:
    """Language and direction; the direction is that of most letters at the beginning."""
    sample = "".join(text for _, text in zip(range(50), texts, strict=False))[:2000]
    kinds = Counter(map(unicodedata.bidirectional, sample))
    rtl = kinds["R"] + kinds["AL"] > kinds["L"]
    known = tag if tag and _TAG.fullmatch(tag) else ""
    return Column(known, "rtl" if rtl else "ltr")
