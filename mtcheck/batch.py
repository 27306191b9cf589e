"""Segments as columns: the unit of work of the engine and of every runner.

A batch comes from one path, has one language pair, and holds whole documents only, so that a check
of document scope never needs a second batch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, NamedTuple, cast

from mtcheck.model import Document, Location, Segment, Side

ROWS = 4096
"""Rows of one batch, about: with 2,048 the engine checks 10 % fewer pairs a second, since what a
batch costs by itself counts twice as much."""


class Mark(NamedTuple):
    """An inline mark of the user: what stands behind `mtcheck:` in a comment of the file, and on
    which line. `void`: it stands where it can cover nothing. What it says only `mtcheck.suppress`
    knows."""

    line: int
    text: str
    void: bool = False


Code = tuple[tuple[int, int], ...]
"""Start and end of each piece of a target that its file marks as inline code, in order."""


class Cue(NamedTuple):
    """When a subtitle is shown, in seconds, and how it is laid out: `breaks` are the places in the
    target where a new line begins. `placed`: it says itself where on the screen it stands."""

    start: float
    end: float
    breaks: tuple[int, ...] = ()
    placed: bool = False


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """Rows `start:end` of a batch belong to document `id`; None: they belong to no document."""

    id: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Columns of equal length, one entry a row.

    `sources` and `references` are None where the input has none at all. `lines` and `columns` are
    1-based, `offsets` code points of a plain text file (None for other formats), `byte_columns`
    its 1-based columns in bytes of UTF-8. `paragraphs` numbers the paragraph of each row (None:
    every row stands alone); `titles` are the rows of titles. `likeness` is the cosine of both sides
    of each row where an alignment made the rows, which may then lack a side.
    `detected` names the sides whose language was detected and not told. `marks` are the inline
    marks that cover a row, the nearest one last; rows without any are left out. `cues` are there
    for subtitles only. `contexts` tell apart what one source means, where the file says so. `code`
    is what the file marks as inline code in a target; rows without any are left out.
    """

    path: str
    ids: Sequence[str]
    targets: Sequence[str]
    documents: Sequence[DocumentRows]
    lines: Sequence[int]
    columns: Sequence[int] | None = None
    offsets: Sequence[int] | None = None
    byte_columns: Sequence[int] | None = None
    sources: Sequence[str] | None = None
    references: Sequence[str] | None = None
    source_lang: str | None = None
    target_lang: str | None = None
    paragraphs: Sequence[int] | None = None
    titles: frozenset[int] = frozenset()
    detected: tuple[Side, ...] = ()
    marks: Mapping[int, tuple[Mark, ...]] = field(default_factory=dict)
    cues: Sequence[Cue | None] | None = None
    likeness: Sequence[float] | None = None
    contexts: Sequence[str | None] | None = None
    code: Mapping[int, Code] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def document_of(self, row: int) -> str | None:
        """Id of the document that holds `row`."""
        index = bisect_right(self.documents, row, key=lambda part: part.start) - 1
        return self.documents[index].id if index >= 0 else None

    def location(self, row: int) -> Location:
        """Where the target of `row` begins."""
        return Location(
            path=self.path,
            line=self.lines[row],
            column=self.columns[row] if self.columns else 1,
            offset=self.offsets[row] if self.offsets else None,
            byte_column=self.byte_columns[row] if self.byte_columns else None,
        )

    def segment(self, row: int) -> Segment:
        """The row as a value of its own."""
        return Segment(
            id=self.ids[row],
            target=self.targets[row],
            source=self.sources[row] if self.sources else None,
            reference=self.references[row] if self.references else None,
            source_lang=self.source_lang,
            target_lang=self.target_lang,
            document=self.document_of(row),
            location=self.location(row),
        )

    def take(self, rows: Sequence[int]) -> Batch:
        """A batch of some of the rows, which ascend; of documents and paragraphs the ids stay."""

        def of(column: Sequence[Any] | None) -> list[Any] | None:
            return None if column is None else [column[row] for row in rows]

        return replace(
            self,
            ids=[self.ids[row] for row in rows],
            targets=[self.targets[row] for row in rows],
            documents=document_rows([self.document_of(row) for row in rows]),
            lines=[self.lines[row] for row in rows],
            columns=of(self.columns),
            offsets=of(self.offsets),
            byte_columns=of(self.byte_columns),
            sources=of(self.sources),
            references=of(self.references),
            paragraphs=of(self.paragraphs),
            titles=frozenset(new for new, row in enumerate(rows) if row in self.titles),
            marks={n: self.marks[row] for n, row in enumerate(rows) if row in self.marks},
            cues=of(self.cues),
            likeness=of(self.likeness),
            contexts=of(self.contexts),
            code={n: self.code[row] for n, row in enumerate(rows) if row in self.code},
        )


DOCUMENT_ROWS = 65_536
"""Rows after which one very long document is cut, so that memory stays flat."""


class Row(NamedTuple):
    """One segment as a reader yields it. `line` is 1-based; `document` None: it belongs to none.
    `marks` are the inline marks that are its own, `cue` tells when it is shown. `context`
    tells apart what one source means, `code` is inline code in the target."""

    id: str
    target: str
    line: int
    source: str | None = None
    reference: str | None = None
    document: str | None = None
    source_lang: str | None = None
    target_lang: str | None = None
    marks: tuple[Mark, ...] = ()
    cue: Cue | None = None
    context: str | None = None
    code: Code = ()


def batches(path: str, rows: Iterable[Row], size: int = ROWS) -> Iterator[Batch]:
    """Cut `rows` into batches of about `size` rows, never inside a document of common length."""
    chunk: list[Row] = []
    for row in rows:
        if len(chunk) >= size and (
            row.document is None
            or row.document != chunk[-1].document
            or len(chunk) >= size + DOCUMENT_ROWS
        ):
            yield from _alike(path, chunk)
            chunk = []
        chunk.append(row)
    if chunk:
        yield from _alike(path, chunk)


def _alike(path: str, rows: Sequence[Row]) -> Iterator[Batch]:
    """Batches of rows of one language pair that have a source and a reference, or all have not:
    what a rule may look at must not depend on the rows around."""
    _, _, _, sources, references, _, *langs, _, _, _, _ = zip(*rows, strict=True)
    whole = all(column.count(None) in (0, len(rows)) for column in (sources, references))
    if whole and all(len(set(column)) == 1 for column in langs):
        yield _batch(path, rows)
        return
    groups: dict[tuple[str | None, str | None, bool, bool], list[Row]] = {}
    for row in rows:
        offers = row.source is not None, row.reference is not None
        groups.setdefault((row.source_lang, row.target_lang, *offers), []).append(row)
    for members in groups.values():
        yield _batch(path, members)


def _batch(path: str, rows: Sequence[Row]) -> Batch:
    ids, targets, lines, sources, references, documents, _, _, *more = zip(*rows, strict=True)
    marks, cues, contexts, codes = more
    return Batch(
        path=path,
        ids=ids,
        targets=targets,
        lines=lines,
        documents=document_rows(documents),
        sources=_texts(sources),
        references=_texts(references),
        source_lang=rows[0].source_lang,
        target_lang=rows[0].target_lang,
        marks={row: own for row, own in enumerate(marks) if own},
        cues=cues if any(cues) else None,
        contexts=contexts if any(contexts) else None,
        code={row: own for row, own in enumerate(codes) if own},
    )


def document_rows(documents: Sequence[str | None]) -> tuple[DocumentRows, ...]:
    """Turn the document id of every row into runs of rows."""
    runs, start = [], 0
    for id, members in groupby(documents):
        end = start + sum(1 for _ in members)
        runs.append(DocumentRows(id, start, end))
        start = end
    return tuple(runs)


def _texts(column: Sequence[str | None]) -> Sequence[str] | None:
    """The column with gaps as empty texts, or None where it is all gaps."""
    missing = column.count(None)
    if missing == len(column):
        return None
    return [text or "" for text in column] if missing else cast("Sequence[str]", column)


def batch_of(document: Document, path: str) -> Batch:
    """Turn one document into a batch of its own."""
    segments = document.segments
    first = segments[0] if segments else None
    return Batch(
        path=path,
        ids=[segment.id for segment in segments],
        targets=[segment.target for segment in segments],
        documents=(DocumentRows(document.id, 0, len(segments)),),
        lines=[s.location.line if s.location else n for n, s in enumerate(segments, 1)],
        columns=[s.location.column if s.location else 1 for s in segments],
        sources=_texts([segment.source for segment in segments]),
        references=_texts([segment.reference for segment in segments]),
        source_lang=first.source_lang if first else None,
        target_lang=first.target_lang if first else None,
        titles=frozenset([0]) if document.has_title and segments else frozenset(),
    )
