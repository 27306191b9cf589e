"""Paragraphs of WordprocessingML, the XML inside a DOCX file, with the place of every text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from mtcheck.errors import InputError
from mtcheck.readers.splice import Atom, spliced

LONGEST = 1 << 24
"""Code points of one paragraph after which the file is refused."""

DEEPEST = 500
"""Elements inside each other after which the file is refused."""

_BLOCK = 1 << 16
_WORD = "wordprocessingml"
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_LEFT_OUT = frozenset({"Fallback", "moveFrom", "del"})
_TEXT_ELEMENT = re.compile(r"<([A-Za-z0-9]+:)?t(?:\s[^<>]*)?>([^<]*)</\1?t>")
_UNKEPT = re.compile(r"<(?:[A-Za-z0-9]+:)?t>(?:\s[^<]*|[^<]*\s)</")
_TAG = re.compile(r"<[^<>]*>")


class Token(NamedTuple):
    """A stretch of a paragraph that shows something: bytes `start:end` of the part."""

    start: int
    end: int
    text: str
    fixed: bool


class Paragraph:
    """A paragraph; `number` counts all of the file, `holds` says that others stand in it."""

    __slots__ = ("holds", "number", "size", "tokens")

    def __init__(self, number: int) -> None:
        self.number = number
        self.tokens: list[Token] = []
        self.size = 0
        self.holds = False

    @property
    def text(self) -> str:
        """The text as people read it; a tab and a line break show as such."""
        return "".join(token.text for token in self.tokens)

    @property
    def place(self) -> tuple[int, int]:
        """From the first text to the last one, in bytes of the part."""
        return self.tokens[0].start, self.tokens[-1].end

    def written(self, data: bytes, new: str) -> bytes:
        """What stands at `place` after the text became `new`. The formatting of what stays stays.
        Raises ValueError where the new text would fall between two runs."""
        if self.holds:
            raise ValueError("a text box stands inside this paragraph")
        start, end = self.place
        raw = spliced(list(self._atoms(data)), new, escape)
        before = data[data.rfind(b"<", 0, start) : start].decode()
        after = data[end : data.find(b">", end) + 1].decode()
        whole, old = before + raw + after, before + data[start:end].decode() + after
        if len(_UNKEPT.findall(whole)) > len(_UNKEPT.findall(old)):
            raise ValueError("Word would drop the space at the end of a run")
        if _TAG.sub("", _TEXT_ELEMENT.sub("", whole)).strip():
            raise ValueError("it would stand between two runs")
        return raw.encode()

    def _atoms(self, data: bytes) -> Iterator[Atom]:
        """Each text; what stands between two of them shows nothing and has to stay."""
        at = self.tokens[0].start
        for token in self.tokens:
            if token.start > at:
                yield Atom("", data[at : token.start].decode(), True)
            yield Atom(token.text, data[token.start : token.end].decode(), token.fixed)
            at = token.end


def paragraphs(path: str, part: str, data: bytes, first: int) -> list[Paragraph]:
    """All paragraphs of a part in their order, numbered from `first`. Raises InputError."""
    return _Scan(path, part, data, first).run()


class _Scan:
    """Feeds expat; `open` are the paragraphs that have begun, `skipped` the depth of what is no
    text of the document."""

    def __init__(self, path: str, part: str, data: bytes, first: int) -> None:
        self.path, self.part, self.data, self.number = path, part, data, first - 1
        self.found: list[Paragraph] = []
        self.open: list[Paragraph] = []
        self.stack: list[str] = []
        self.skipped = 0
        self.pending: tuple[int, str] | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.DefaultHandler = self._other
        self.parser.StartDoctypeDeclHandler = self._doctype

    def run(self) -> list[Paragraph]:
        """All paragraphs."""
        try:
            for start in range(0, len(self.data), _BLOCK):
                self.parser.Parse(self.data[start : start + _BLOCK], False)
            self.parser.Parse(b"", True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise self._fault(f"is not well-formed ({reason})") from error
        return sorted(self.found, key=lambda paragraph: paragraph.number)

    def _fault(self, reason: str) -> InputError:
        line = self.parser.CurrentLineNumber
        return InputError(
            f"{self.part} inside it {reason} (line {line} of that part)",
            path=self.path,
            hint="open and save the file in a word processor",
        )

    def _doctype(self, *_: object) -> None:
        raise self._fault("declares a document type, which no DOCX has")

    def _start(self, name: str, _: object) -> None:
        self._settle()
        space, _, local = name.rpartition(" ")
        self.stack.append(local if _WORD in space else "")
        if len(self.stack) > DEEPEST:
            raise self._fault(f"has more than {DEEPEST} elements inside each other")
        if self.skipped or local in _LEFT_OUT:
            self.skipped += 1
        elif self.stack[-1] == "p":
            self.number += 1
            for outer in self.open:
                outer.holds = True
            self.open.append(Paragraph(self.number))
        elif local in _MARKS and self.open and self.stack[-2:-1] == ["r"]:
            start = self.parser.CurrentByteIndex
            self._add(Token(start, self.data.find(b">", start) + 1, _MARKS[local], True))

    def _end(self, _: str) -> None:
        self._settle()
        local = self.stack.pop()
        if self.skipped:
            self.skipped -= 1
        elif local == "p":
            self.found.append(self.open.pop())

    def _characters(self, text: str) -> None:
        self._settle()
        if self.open and not self.skipped and self.stack[-1] == "t":
            self.pending = self.parser.CurrentByteIndex, text

    def _other(self, _: str) -> None:
        self._settle()

    def _settle(self) -> None:
        """The text before this event is complete."""
        if self.pending is not None:
            (start, text), self.pending = self.pending, None
            self._add(Token(start, self.parser.CurrentByteIndex, text, False))

    def _add(self, token: Token) -> None:
        paragraph = self.open[-1]
        paragraph.tokens.append(token)
        paragraph.size += len(token.text)
        if paragraph.size > LONGEST:
            raise self._fault(f"has a paragraph of more than {LONGEST:,} characters")


def is_shown(paragraph: Paragraph) -> bool:
    """Whether there is anything to read in it."""
    return bool(paragraph.text.strip())
