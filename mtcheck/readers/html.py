"""HTML: one segment a block of text; what stands in navigation or a footer has an id that says so.

A scan in linear time, not a browser: what it takes for a tag too many stays out, all else is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from html import escape, unescape
from typing import BinaryIO, NamedTuple

from mtcheck.batch import Mark, Row
from mtcheck.readers.base import Piece, PieceReader, ReadOptions
from mtcheck.readers.encoding import line_ends, split_lines
from mtcheck.readers.marks import mark_of
from mtcheck.readers.splice import Atom, shown, spliced
from mtcheck.readers.text import document_id

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt "
    "ruby s samp small span strike strong sub sup time tt u var wbr".split()
)
_CODE = frozenset("code kbd samp tt var".split())
"""Inline elements whose content belongs to a program."""

_SILENT = frozenset("script style template pre textarea svg math noframes noscript iframe".split())
"""Elements whose content is no prose."""

_ZONES = frozenset("nav header footer aside form".split())
"""Elements that stand around the text of a page. Their segments are checked like all others."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9._:-]+)""", re.IGNORECASE)
_LANG = re.compile(r"""\s(?:xml:)?lang\s*+=\s*+["']?([A-Za-z0-9-]+)""", re.IGNORECASE)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]*+)")
_REST = re.compile(r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_ATOM = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});"
    r"|[^&\s]++(?: [^&\s]++)*+|\s++|&"
)


class HtmlReader(PieceReader):
    """HTML. The language stands in `<html lang>`; inline tags show nothing."""

    pairing = "order"

    def declared_encoding(self, start: bytes) -> str | None:
        found = _CHARSET.search(start)
        return found[1].decode() if found else None

    def pieces(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Piece]:
        lines = split_lines(stream, path, options.encoding)
        text = "".join(line + end for line, end in lines)
        yield from html_pieces(text, document_id(path))


class _Token(NamedTuple):
    """`start:end` of the text is prose (no name), or a tag with its name; "" for a comment."""

    start: int
    end: int
    name: str | None


class _Block(NamedTuple):
    """The tokens of a block of prose, and the zone of the page that it stands in, if any."""

    tokens: list[_Token]
    zone: str


def html_pieces(text: str, document: str | None, first_line: int = 1) -> Iterator[Piece]:
    """The pieces of `text`, whose first line is `first_line` of its file."""
    lang = None
    written, line, counted, number = 0, first_line, 0, 0
    for block in _blocks(text):
        if lang is None and isinstance(block, str):
            lang = block
            continue
        if isinstance(block, str):
            continue
        marks = tuple(_marks(text, block.tokens, first_line))
        code = tuple(_code(text, block.tokens))
        atoms, start, end = _atoms(text, block.tokens)
        target = shown(atoms)
        if not target:
            yield Piece("", marks=marks)
            continue
        number += 1
        line += line_ends(text, counted, start)
        counted = start
        id = f"{block.zone}.s{number}" if block.zone else f"s{number}"
        row = Row(id, target, line, document=document, target_lang=lang, code=code)
        yield Piece(text[written:start], marks=marks)
        yield Piece(text[start:end], row, partial(spliced, atoms, escape=_escape))
        written = end
    yield Piece(text[written:])


def _marks(text: str, block: list[_Token], first_line: int) -> Iterator[Mark]:
    """The marks among the comments of a block."""
    for token in block:
        if token.name == "" and text.startswith("<!--", token.start):
            mark = mark_of(text[token.start + 4 : token.end].removesuffix("-->"), 0)
            if mark:
                yield mark._replace(line=first_line + line_ends(text, 0, token.start))


def _escape(text: str) -> str:
    return escape(text, quote=False)


def _blocks(text: str) -> Iterator[_Block | str]:
    """Each block of prose; the language where the root tells it."""
    block: list[_Token] = []
    zones: list[str] = []
    silent = ""
    for token in _tokens(text):
        name = token.name
        closing = name is not None and text.startswith("</", token.start)
        if silent:
            if closing and name == silent:
                silent = ""
            continue
        if name is None or name in _INLINE or name == "":
            block.append(token)
            continue
        if block:
            yield _Block(block, zones[-1] if zones else "")
            block = []
        if name in _ZONES:
            _enter_or_leave(zones, name, closing=closing)
        if name == "html" and (found := _LANG.search(text, token.start, token.end)):
            yield found[1]
        if name in _SILENT and not closing and not text.endswith("/>", token.start, token.end):
            silent = name
    if block:
        yield _Block(block, zones[-1] if zones else "")


def _enter_or_leave(zones: list[str], name: str, *, closing: bool) -> None:
    """Keep the stack of open zones; an end without its start says nothing."""
    if not closing:
        zones.append(name)
    elif name in zones:
        del zones[len(zones) - 1 - zones[::-1].index(name) :]


def _tokens(text: str) -> Iterator[_Token]:
    position = written = 0
    quotes_fit = True
    while (start := text.find("<", position)) >= 0:
        end, name = _markup_end(text, start, quotes_fit)
        if end < 0 and name and quotes_fit:
            quotes_fit = False
            end, name = _markup_end(text, start, quotes_fit)
        if end < 0 and name is not None:
            break
        if name is None:
            position = start + 1
            continue
        if start > written:
            yield _Token(written, start, None)
        yield _Token(start, end, name)
        position = written = end
        if name in ("script", "style") and not text.startswith("</", start):
            closing = _closing(name).search(text, end)
            position = written = closing.start() if closing else len(text)
    if len(text) > written:
        yield _Token(written, len(text), None)


def _closing(name: str) -> re.Pattern[str]:
    return re.compile(f"</{name}", re.IGNORECASE)


def _markup_end(text: str, start: int, quotes_fit: bool) -> tuple[int, str | None]:
    """Where the markup at `start` ends, -1 if never, and its name; None: it is text."""
    if text.startswith("<!--", start):
        end = text.find("-->", start + 4)
        return (len(text) if end < 0 else end + 3), ""
    if text.startswith(("<!", "<?"), start):
        end = text.find(">", start)
        return (len(text) if end < 0 else end + 1), ""
    found = _NAME.match(text, start)
    if not found:
        return -1, None
    if quotes_fit:
        rest = _REST.match(text, found.end())
        return rest.end() if rest else -1, found[1].lower()
    return text.find(">", found.end()) + 1 or -1, found[1].lower()


def _atoms(text: str, block: list[_Token]) -> tuple[list[Atom], int, int]:
    """The atoms of a block without white space at its ends, and where they stand."""
    while block and _blank(text, block[0]):
        block.pop(0)
    while block and _blank(text, block[-1]):
        block.pop()
    if not block:
        return [], 0, 0
    start, end = block[0].start, block[-1].end
    if block[0].name is None:
        prose = text[start : block[0].end]
        start += len(prose) - len(prose.lstrip())
    if block[-1].name is None:
        prose = text[block[-1].start : end]
        end -= len(prose) - len(prose.rstrip())
    atoms: list[Atom] = []
    for token in block:
        raw = text[max(token.start, start) : min(token.end, end)]
        if token.name is None:
            atoms += _prose(raw)
        else:
            atoms.append(Atom("", raw, True))
    return atoms, start, end


def _code(text: str, block: list[_Token]) -> Iterator[tuple[int, int]]:
    """Where inline code stands in what the tokens of a block show."""
    if not any(token.name in _CODE for token in block):
        return
    at = begun = depth = 0
    for token in block:
        if token.name is None:
            raw = text[token.start : token.end]
            at += len(shown(_prose(raw if at else raw.lstrip())))
        elif token.name in _CODE and not text.startswith("</", token.start):
            begun = begun if depth else at
            depth += 1
        elif token.name in _CODE and depth:
            depth -= 1
            if not depth and begun < at:
                yield begun, at


def _prose(raw: str) -> Iterator[Atom]:
    for part in _ATOM.findall(raw):
        if part.isspace():
            plain = part == " " or part.strip(" \t\r\n\f")
            yield Atom(part if plain else " ", part)
        else:
            yield Atom(unescape(part) if part[0] == "&" and len(part) > 1 else part, part)


def _blank(text: str, token: _Token) -> bool:
    return token.name is not None or text[token.start : token.end].isspace()
