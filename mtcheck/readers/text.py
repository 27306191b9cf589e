"""Plain text: one document a file, one paragraph a line, sentences as segments.

With a line-aligned source each line is one segment, since two languages cannot be split alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from mtcheck.batch import DOCUMENT_ROWS, Batch, DocumentRows, Mark, Row
from mtcheck.errors import InputError
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
from mtcheck.readers.encoding import decode_lines, split_lines
from mtcheck.readers.marks import MarkedLines, over_lines
from mtcheck.suppress import Cover

TITLE_CHARACTERS = 150
"""Code points of the longest first line that can be a title."""

WINDOW = 1024
"""Code points shown to the splitter at a time: its time grows with their square."""

LONGEST_WINDOW = 2048
"""Code points after which a text without a sentence end is cut where it can be."""

_FINAL = frozenset(".!?…‥。．！？｡।॥؟۔։።")
_CLOSING = "\"'”’»›)]}」』）】》〉 \t\u00a0\u3000"
_CUT_SEARCH = 512


class _Line(NamedTuple):
    """A line that is not blank; `number` is 1-based, `offset` counts code points of the file.
    `marks` stand above it."""

    number: int
    offset: int
    text: str
    marks: tuple[Mark, ...] = ()
    source: str | None = None


class _Piece(NamedTuple):
    """A segment: code points `start:end` of a line, without white space at its ends. Before it
    stand `bytes_before` bytes of UTF-8 in that line."""

    line: _Line
    paragraph: int
    start: int
    end: int
    bytes_before: int


class TextReader(Reader):
    """Plain text. The first paragraph is the title if it is short and no sentence."""

    writes = True
    pairing = "line"

    def read(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Batch]:
        """Yield the document, in several batches if it has more than DOCUMENT_ROWS segments."""
        marked = MarkedLines(decode_lines(stream, path, options.encoding))
        targets = (_Line(*line) for line in marked)
        if options.source_path is not None:
            sources = _source_texts(options.source_path, options.encoding)
            lines = iter(_aligned(path, list(targets), sources))
        else:
            lines = (line for line in targets if not _blank(line.text))
        head = _head(lines)
        if not head:
            return
        found = languages(options, (line.text for line in head), (line.source for line in head))
        has_title = len(head) > 1 and _is_title(head[0].text)
        split = options.source_path is None and options.reference_path is None
        pieces = _pieces(chain(head, lines), found.target if split else None, split, has_title)
        yield from _batches(path, pieces, found, has_title, marked.late)

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
    return len(text) <= TITLE_CHARACTERS and text.rstrip(_CLOSING)[-1:] not in _FINAL


def _pieces(
    lines: Iterable[_Line], lang: str | None, split: bool, has_title: bool
) -> Iterator[_Piece]:
    """The segments of all lines; a title, or each line if not `split`, is one segment."""
    for paragraph, line in enumerate(lines):
        text = line.text
        start = size = 0
        whole = not split or (has_title and paragraph == 0)
        for end in (len(text),) if whole else sentence_ends(text, lang or "en"):
            sentence = text[start:end]
            if stripped := sentence.strip():
                first = start + len(sentence) - len(sentence.lstrip())
                before = size + _utf8_size(text[start:first])
                yield _Piece(line, paragraph, first, first + len(stripped), before)
            start = end
            size += _utf8_size(sentence)


def _utf8_size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _batches(
    path: str, pieces: Iterator[_Piece], found: Languages, has_title: bool, late: list[Mark]
) -> Iterator[Batch]:
    """The segments in batches; `late` are marks above no line, known when all pieces are taken."""
    document, cover = document_id(path), Cover()
    count = 0
    while chunk := list(islice(pieces, DOCUMENT_ROWS)):
        sources = [piece.line.source or "" for piece in chunk]
        yield Batch(
            path=path,
            ids=[f"s{number}" for number in range(count + 1, count + len(chunk) + 1)],
            targets=[piece.line.text[piece.start : piece.end] for piece in chunk],
            documents=(DocumentRows(document, 0, len(chunk)),),
            lines=[piece.line.number for piece in chunk],
            columns=[piece.start + 1 for piece in chunk],
            offsets=[piece.line.offset + piece.start for piece in chunk],
            byte_columns=[piece.bytes_before + 1 for piece in chunk],
            sources=sources if chunk[0].line.source is not None else None,
            source_lang=found.source,
            target_lang=found.target,
            paragraphs=[piece.paragraph for piece in chunk],
            titles=frozenset([0]) if has_title and count == 0 else frozenset(),
            detected=found.detected,
            marks=over_lines(
                cover,
                ((piece.line.number, piece.line.marks) for piece in chunk),
                late if len(chunk) < DOCUMENT_ROWS else (),
            ),
        )
        count += len(chunk)


def sentence_ends(text: str, lang: str) -> Iterator[int]:
    """Yield where each sentence of a paragraph ends, white space after it included.

    The last sentence in a window may go on behind it, so the next window begins with that sentence.
    Each window moves on by half its size at least, so the time grows with the length of the text.
    """
    start, window = 0, WINDOW
    while start < len(text):
        piece = text[start : start + window]
        ends = _split(piece, lang)
        if start + window < len(text):
            ends.pop()
            if not ends or ends[-1] < window // 2:
                if window < LONGEST_WINDOW:
                    window *= 2
                    continue
                ends.append(_cut(piece))
        yield from (start + end for end in ends)
        start, window = start + ends[-1], WINDOW


def _split(piece: str, lang: str) -> list[int]:
    """Ends of the sentences of `piece`; the last is its length."""
    from sentencex import segment

    try:
        sentences: list[str] = segment(lang.split("-")[0].lower(), piece)
    except UnicodeEncodeError:  # a lone surrogate
        return [len(piece)]
    if "".join(sentences) != piece:
        return [len(piece)]
    ends, end = [], 0
    for sentence in sentences:
        end += len(sentence)
        ends.append(end)
    return ends


def _cut(piece: str) -> int:
    """Where to cut a text that has no sentence end: near its end, if it can be between words."""
    for end in range(len(piece), len(piece) - _CUT_SEARCH, -1):
        if piece[end - 1].isspace() or piece[end - 1] in _FINAL:
            return end
    return len(piece)


def _source_texts(path: Path, encoding: str | None) -> list[str]:
    with opened(str(path)) as stream:
        return [line.text for line in MarkedLines(decode_lines(stream, str(path), encoding))]


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
