"""Java properties: one segment a key. Characters by number and line joints are undone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

from mtcheck.batch import Row
from mtcheck.readers.base import Piece, PieceReader, ReadOptions
from mtcheck.readers.encoding import split_lines
from mtcheck.readers.marks import mark_of
from mtcheck.readers.naming import Ids, language_in_name
from mtcheck.readers.splice import Atom, shown, spliced

_KEY = re.compile(r"[ \t\f]*+((?:\\.|[^\\\s:=])*+)[ \t\f]*+[:=]?[ \t\f]*+", re.DOTALL)
_ODD_SLASHES = re.compile(r"(?:^|[^\\])(?:\\\\)*\\$")
_ATOM = re.compile(r"\\u[0-9A-Fa-f]{4}|\\(?:\r\n|\r|\n)[ \t\f]*+|\\.|[^\\]++|\\", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}
_ESCAPED = {character: "\\" + letter for letter, character in _ESCAPES.items()} | {"\\": "\\\\"}


class PropertiesReader(PieceReader):
    """Properties. The id is the key; the language stands in the name: `messages_pt_BR.properties`.

    A file in the Latin-1 of old Java is named by its encoding.
    """

    pairing = "key"

    def pieces(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Piece]:
        lang = None if options.target_lang else language_in_name(path)
        ids = Ids()
        for number, line in _logical_lines(split_lines(stream, path, options.encoding)):
            key = _KEY.match(line)
            value = line.rstrip("\r\n")
            if key is None or not value.strip() or value.lstrip()[0] in "#!":
                mark = mark_of(value.strip()[1:], number)
                yield Piece(line, marks=(mark,) if mark else ())
                continue
            start = min(key.end(), len(value))
            raw = value[start:]
            atoms = list(_atoms(raw))
            name = shown(_atoms(key[1]))
            row = Row(ids.unique(name), shown(atoms), number, target_lang=lang)
            yield Piece(line[:start])
            joint = "" if line[:start].endswith(("=", ":", " ", "\t")) else "="
            yield Piece(raw, row, partial(_written, raw, atoms, joint))
            yield Piece(line[len(value) :])


def _logical_lines(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    """Lines joined at a backslash before their end, each with the number of its first line."""
    parts: list[str] = []
    for number, (line, end) in enumerate(lines, 1):
        parts.append(line + end)
        comment = len(parts) == 1 and line.lstrip()[:1] in ("#", "!")
        if comment or not _ODD_SLASHES.search(line[-1_000:]):
            yield number - len(parts) + 1, "".join(parts)
            parts = []
    if parts:
        yield number - len(parts) + 1, "".join(parts)


def _atoms(raw: str) -> Iterator[Atom]:
    for part in _ATOM.findall(raw):
        if part[0] != "\\" or len(part) == 1:
            yield Atom(part, part)
        elif part[1] in "\r\n":
            yield Atom("", part)
        elif part[1] == "u" and len(part) > 2:
            yield Atom(chr(int(part[2:], 16)), part)
        else:
            yield Atom(_ESCAPES.get(part[1], part[1]), part)


def _written(raw: str, atoms: list[Atom], joint: str, new: str) -> str:
    """The new value, with a sign before it where the key stands alone."""
    return joint * bool(new) + spliced(atoms, new, partial(_escape, only_ascii=raw.isascii()))


def _escape(text: str, only_ascii: bool) -> str:
    """New text; in a value without other characters, those beyond ASCII are written by number."""
    text = "".join(_ESCAPED.get(character, character) for character in text)
    if not only_ascii:
        return text
    units = text.encode("utf-16-be", "surrogatepass")
    codes = (int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2))
    return "".join(chr(code) if code < 128 else f"\\u{code:04x}" for code in codes)
