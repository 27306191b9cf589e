"""Markdown: one segment a paragraph, heading, list item or table cell.

Front matter and code are left alone. Emphasis and links show their words, inline code its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from mtcheck.batch import Batch, Mark, Row
from mtcheck.readers.base import Reader, ReadOptions, batched
from mtcheck.readers.encoding import split_lines
from mtcheck.readers.html import html_pieces
from mtcheck.readers.marks import mark_of
from mtcheck.readers.text import document_id

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FENCE = re.compile(r"(---|\+\+\+)\s*")
LONGEST_PARAGRAPH = 10_000
"""Code points after which the marks in a paragraph stay: parsing time grows with their square."""

_LONGEST_FRONT_MATTER = 1_000
"""Lines in which front matter has to end."""


class MarkdownReader(Reader):
    """CommonMark with tables. Texts cannot be written back: marks inside them have no place."""

    pairing = "order"

    def read(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Batch]:
        lines = [line for line, _ in split_lines(stream, path, options.encoding)]
        return batched(path, _rows(lines, document_id(path)), options)


def _rows(lines: list[str], document: str) -> Iterator[Row | Mark]:
    from markdown_it import MarkdownIt

    body = _front_matter_end(lines)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.core.ruler.disable(["inline"])
    number = 0
    for text, line, marks in _texts(parser, parser.parse("\n".join(lines[body:]))):
        yield from (mark._replace(line=body + mark.line) for mark in marks)
        if text:
            number += 1
            yield Row(f"s{number}", text, body + line, document=document)


def _front_matter_end(lines: list[str]) -> int:
    """How many lines at the start are front matter."""
    fence = _FENCE.fullmatch(lines[0]) if lines else None
    if fence:
        for number, line in enumerate(lines[1:_LONGEST_FRONT_MATTER], 2):
            if line.rstrip() == fence[1]:
                return number
    return 0


def _texts(
    parser: MarkdownIt, tokens: Iterable[Token]
) -> Iterator[tuple[str, int, tuple[Mark, ...]]]:
    """Each text with its 1-based line and the marks before or in it; a mark can stand alone."""
    line = 1
    for token in tokens:
        if token.map:
            line = token.map[0] + 1
        if token.type == "inline":
            children = _children(parser, token.content)
            marks = tuple(_marks(children, line))
            shown = "".join(_words(children)) if children else token.content
            yield shown.strip(), line, marks
        elif token.type == "html_block":
            for piece in html_pieces(token.content, None, line):
                target, at = (piece.row.target, piece.row.line) if piece.row else ("", line)
                yield target, at, piece.marks


def _children(parser: MarkdownIt, content: str) -> list[Token]:
    """What stands inside a paragraph; nothing where it is too long to look."""
    children: list[Token] = []
    if len(content) <= LONGEST_PARAGRAPH:
        parser.inline.parse(content, parser, {}, children)
    return children


def _marks(children: Iterable[Token], line: int) -> Iterator[Mark]:
    """The marks in a paragraph that begins on `line`."""
    for token in children:
        line += token.type in ("softbreak", "hardbreak")
        if token.type == "html_inline" and token.content.startswith("<!--"):
            mark = mark_of(token.content[4:].removesuffix("-->"), line)
            yield from [mark] if mark else []


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    """The words that are shown; pictures in a row are lines of their own."""
    image = False
    for token in tokens:
        if token.type == "image" and image:
            yield "\n"
        if token.type == "image" or token.content.strip():
            image = token.type == "image"
        if token.type in ("text", "text_special"):
            yield token.content
        elif token.type == "code_inline":
            yield f"{token.markup}{token.content}{token.markup}"
        elif token.type == "softbreak":
            yield " "
        elif token.type == "hardbreak":
            yield "\n"
        elif token.type == "image":
            yield "".join(_words(token.children or ()))
