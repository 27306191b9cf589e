"""Plain text: one document a file, one paragraph a line, sentences as segments.

With a line-aligned source each line is one segment, since two languages cannot be split alike. With
a source of other lines, segments are beads: sentences of both sides that say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from mtcheck.batch import DOCUMENT_ROWS, Batch, DocumentRows, Mark, Row
from mtcheck.errors import InputError, UsageError
from mtcheck.readers.base import (
    SAMPLE_CHARACTERS,
    Languages,
    Piece,
    Reader,
    ReadOptions,
    languages,
    opened,
    peel,
)
from mtcheck.readers.beads import LARGEST, Placed, encoder, in_beads
from mtcheck.readers.encoding import decode_lines, split_lines
from mtcheck.readers.marks import MarkedLines, over_lines
from mtcheck.readers.sentences import FINAL, sentence_ends
from mtcheck.suppress import Cover

TITLE_CHARACTERS = 150
"""Code points of the longest first line that can be a title."""

_CLOSING = "\"'”’»›)]}」』）】》〉 \t\u00a0\u3000"
_TITLE_ROWS = 20
"""Rows among which the title is: sources without target may stand before it."""


_Value = TypeVar("_Value")


class _Line(NamedTuple):
    """A line that is not blank; `number` is 1-based, `offset` counts code points of the file.
    `marks` stand above it."""

    number: int
    offset: int
    text: str
    marks: tuple[Mark, ...] = ()
    source: str | None = None


class _Apart(NamedTuple):
    """Lines of a source that are not those of the target, and the error where they cannot be
    aligned."""

    sources: list[_Line]
    refusal: InputError


class TextReader(Reader):
    """Plain text. The first paragraph is the title if it is short and no sentence."""

    writes = True
    pairing = "line"

    def read(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Batch]:
        """Yield the document, in several batches if it has more than DOCUMENT_ROWS segments."""
        marked = MarkedLines(decode_lines(stream, path, options.encoding))
        targets = (_Line(*line) for line in marked)
        apart: _Apart | None = None
        lines: Iterator[_Line] = (line for line in targets if not _blank(line.text))
        if options.source_path is not None:
            lines, apart = _paired(path, list(targets), options)
        head = _head(lines)
        if not head:
            return
        others = apart.sources if apart else head
        texts = (line.text if apart else line.source for line in others)
        found = languages(options, (line.text for line in head), texts)
        has_title = len(head) > 1 and _is_title(head[0].text)
        split = apart is not None or (
            options.source_path is None and options.reference_path is None
        )
        rows = _pieces(chain(head, lines), found.target if split else None, split, has_title)
        if apart:
            rows = _beads(list(rows), apart, found)
        yield from _batches(path, rows, found, has_title, marked.late)

    def pieces(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Piece]:
        data = stream.read()
        lines = split_lines(BytesIO(data), path, options.encoding)
        text = "".join(line + end for line, end in lines)
        written = 0
        for batch in self.read(path, BytesIO(data), options):
            for row, offset in enumerate(batch.offsets or ()):
                target = batch.targets[row]
                space = text[written:offset]
                if row == 0 or batch.lines[row] != batch.lines[row - 1]:
                    yield Piece(space)
                    space = ""
                made = Row(batch.ids[row], target, batch.lines[row])
                yield Piece(space + target, made, partial(_written, space))
                written = offset + len(target)
        yield Piece(text[written:])


def _written(space: str, new: str) -> str:
    """The sentence and the space between it and the one before it, which goes where it goes."""
    if "\n" in new or "\r" in new:
        raise ValueError("a line end would make two segments of one")
    return space + new if new else ""


def document_id(path: str) -> str:
    """The stem of the file name; `stdin` for what is no file but called `<stdin>`."""
    if path.startswith("<") and path.endswith(">"):
        return path[1:-1]
    return Path(peel(path)[0]).stem


def _blank(text: str) -> bool:
    return not text or text.isspace()


def _head(lines: Iterator[_Line]) -> list[_Line]:
    """The first lines, two at least, with the code points that detection of a language needs."""
    head: list[_Line] = []
    size = 0
    for line in lines:
        head.append(line)
        size += len(line.text)
        if size >= SAMPLE_CHARACTERS and len(head) > 1:
            break
    return head


def _is_title(paragraph: str) -> bool:
    text = paragraph.strip()
    return len(text) <= TITLE_CHARACTERS and text.rstrip(_CLOSING)[-1:] not in FINAL


def _pieces(
    lines: Iterable[_Line], lang: str | None, split: bool, has_title: bool
) -> Iterator[Placed]:
    """The segments of all lines, without white space at their ends. A title, or each line if
    not `split`, is one segment."""
    for paragraph, line in enumerate(lines):
        text = line.text
        start = size = 0
        whole = not split or (has_title and paragraph == 0)
        for end in (len(text),) if whole else sentence_ends(text, lang or "en"):
            sentence = text[start:end]
            if stripped := sentence.strip():
                first = start + len(sentence) - len(sentence.lstrip())
                before = size + _utf8_size(text[start:first])
                place = line.number, first + 1, line.offset + first, before + 1, paragraph
                yield Placed(stripped, *place, line.marks, line.source)
            start = end
            size += _utf8_size(sentence)


def _utf8_size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _batches(
    path: str, rows: Iterator[Placed], found: Languages, has_title: bool, late: list[Mark]
) -> Iterator[Batch]:
    """The segments in batches; `late` are marks above no line, known when all rows are taken."""
    document, cover = document_id(path), Cover()
    count = 0
    while chunk := list(islice(rows, DOCUMENT_ROWS)):
        titles = [n for n, row in enumerate(chunk[:_TITLE_ROWS]) if row.text and not row.paragraph]
        yield Batch(
            path=path,
            ids=[f"s{number}" for number in range(count + 1, count + len(chunk) + 1)],
            targets=[row.text for row in chunk],
            documents=(DocumentRows(document, 0, len(chunk)),),
            lines=[row.line for row in chunk],
            columns=[row.column for row in chunk],
            offsets=[row.offset for row in chunk],
            byte_columns=[row.byte_column for row in chunk],
            sources=_column([row.source for row in chunk]),
            likeness=_column([row.likeness for row in chunk]),
            source_lang=found.source,
            target_lang=found.target,
            paragraphs=[row.paragraph for row in chunk],
            titles=frozenset(titles[:1]) if has_title and count == 0 else frozenset(),
            detected=found.detected,
            marks=over_lines(
                cover,
                ((row.line, row.marks) for row in chunk),
                late if len(chunk) < DOCUMENT_ROWS else (),
            ),
        )
        count += len(chunk)


def _column(values: list[_Value | None]) -> list[_Value] | None:
    """The values of all rows; None where there are none."""
    found = [value for value in values if value is not None]
    return found if values and len(found) == len(values) else None


def _source_lines(path: Path, encoding: str | None) -> list[_Line]:
    with opened(str(path)) as stream:
        return [_Line(*line) for line in MarkedLines(decode_lines(stream, str(path), encoding))]


def _paired(
    path: str, targets: list[_Line], options: ReadOptions
) -> tuple[Iterator[_Line], _Apart | None]:
    """The lines with their sources; or without, and the sources apart, which are to be aligned."""
    assert options.source_path is not None
    sources = _source_lines(options.source_path, options.encoding)
    refusal = InputError("--align always finds no counterparts", path=path, line=1)
    if options.align != "always" or options.reference_path is not None:
        try:
            return iter(_aligned(path, targets, [line.text for line in sources])), None
        except InputError as error:
            refusal = error
    told, texts = ([line for line in side if not _blank(line.text)] for side in (targets, sources))
    few = options.align == "always" or len(told) + len(texts) <= LARGEST
    if options.align == "never" or options.reference_path is not None or not few or not texts:
        raise refusal
    return iter(told), _Apart(texts, refusal)


def _beads(targets: list[Placed], apart: _Apart, found: Languages) -> Iterator[Placed]:
    """The segments of the target with what they translate."""
    try:
        encode = encoder(found.source, found.target)
    except UsageError as error:
        words = f"{apart.refusal.message}, and they cannot be aligned: {error.message}"
        hint = "make the files line-aligned, or name languages by --source-lang and --target-lang"
        refused = apart.refusal
        raise InputError(words, path=refused.path, line=refused.line, hint=hint) from error
    has_title = len(apart.sources) > 1 and _is_title(apart.sources[0].text)
    sources = list(_pieces(apart.sources, found.source, True, has_title))
    return in_beads(targets, sources, encode)


def _aligned(path: str, targets: list[_Line], sources: list[str]) -> list[_Line]:
    """The lines that are not blank, with their sources. Blank lines at the end do not count."""
    while targets and _blank(targets[-1].text):
        targets.pop()
    while sources and _blank(sources[-1]):
        sources.pop()
    pairs = zip(targets, sources, strict=False)
    torn = next((t.number for t, s in pairs if _blank(t.text) != _blank(s)), None)
    if torn is not None or len(targets) != len(sources):
        raise _not_aligned(path, len(targets), len(sources), torn)
    return [
        line._replace(source=source)
        for line, source in zip(targets, sources, strict=True)
        if not _blank(line.text)
    ]


def _not_aligned(path: str, targets: int, sources: int, torn: int | None) -> InputError:
    where = f"; line {torn} is blank in one of them only" if torn else ""
    return InputError(
        f"the target has {targets:,} lines and the source {sources:,}{where}",
        path=path,
        line=torn or min(targets, sources) + 1,
        hint="make the two files line-aligned: line 7 of one translates line 7 of the other",
    )
