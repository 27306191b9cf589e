"""Android strings.xml: one segment a string, item of an array or plural form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

from mtcheck.batch import Row
from mtcheck.readers.base import ReadOptions
from mtcheck.readers.inline import Content
from mtcheck.readers.markup import Found, MarkupReader, Units
from mtcheck.readers.naming import Ids
from mtcheck.readers.splice import Atom

_FOLDER = re.compile(r"values-(?:b\+)?([a-z]{2,3})(?:(?:-r|\+)([A-Za-z]{2,4}))?(?:\+([A-Z]{2}))?")
_ATOM = re.compile(r"\\u[0-9A-Fa-f]{4}|\\.|[^\\\s]++(?: [^\\\s]++)*+|\s++|\\", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t"}
_ESCAPED = {"\n": "\\n", "\t": "\\t", "\\": "\\\\", "'": "\\'", '"': '\\"'}


class AndroidReader(MarkupReader):
    """Android resources. The id is the name; the language stands in the folder: `values-pt-rBR`.

    What is not translatable is no segment.
    """

    pairing = "key"

    def units(self, path: str, options: ReadOptions) -> Units:
        """A fresh reading of the elements of this format."""
        found = _FOLDER.fullmatch(Path(path).parent.name)
        lang = "-".join(part for part in found.groups() if part) if found else None
        return _Strings(None if options.target_lang else lang)


class _Strings(Units):
    root = "resources"
    codes = {"xliff:g": "hidden"}

    def __init__(self, lang: str | None) -> None:
        super().__init__()
        self.lang = lang
        self.ids = Ids()
        self.group = self.name = ""
        self.items = 0
        self.translatable = True
        self.content: Content | None = None

    def opened(self, name: str, attributes: Mapping[str, str]) -> bool:
        if name in ("string", "string-array", "plurals"):
            self.group, self.items = attributes.get("name", ""), 0
            self.translatable = attributes.get("translatable") != "false"
            self.name = self.group
        elif name == "item":
            self.name = f"{self.group}.{attributes.get('quantity', self.items)}"
            self.items += 1
        return name == "string" or (name == "item" and bool(self.group))

    def captured(self, name: str, content: Content) -> None:
        content.atoms = partial(_unescaped, content.atoms)
        content.escape = _escape
        self.content = content

    def closed(self, name: str) -> list[Found] | None:
        content, self.content = self.content, None
        if name in ("string-array", "plurals"):
            self.group = ""
        if content is None:
            return None
        text = "".join(atom.shown for atom in content.atoms())
        if not self.translatable or text.startswith(("@string/", "?")):
            return []
        id = self.ids.unique(self.name)
        return [Found(Row(id, text, content.line, target_lang=self.lang), content)]


def _unescaped(atoms: Callable[[], list[Atom]]) -> list[Atom]:
    return [part for atom in atoms() for part in _parts(atom)]


def _parts(atom: Atom) -> Iterator[Atom]:
    if atom.fixed or atom.shown != atom.raw:
        yield atom
        return
    for raw in _ATOM.findall(atom.raw):
        if raw.isspace():
            yield Atom(raw if raw.strip("\n\r\t ") else " ", raw)
        elif raw[0] != "\\" or len(raw) == 1:
            yield Atom(raw, raw)
        elif raw[1] == "u" and len(raw) > 2:
            yield Atom(chr(int(raw[2:], 16)), raw)
        else:
            yield Atom(_ESCAPES.get(raw[1], raw[1]), raw)


def _escape(text: str) -> str:
    return escape("".join(_ESCAPED.get(character, character) for character in text))
