"""XML as a stream: texts of some elements with their places, and nothing resolved from outside.

Expat tells the byte at which each token begins, so that what is not edited can keep its bytes.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple
from xml.parsers import expat

from mtcheck.batch import Mark, Row
from mtcheck.errors import InputError
from mtcheck.readers.base import Piece, PieceReader, ReadOptions
from mtcheck.readers.encoding import blocks
from mtcheck.readers.inline import Content, Token
from mtcheck.readers.marks import mark_of, parted

LARGEST_UNIT = 1 << 28
"""Bytes of one translation unit after which the file is refused, so that memory stays flat."""

DEEPEST = 200
"""Elements inside each other after which the file is refused."""

_HINT = "mend the XML there; what stands before it was read"
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")


class Found(NamedTuple):
    """A segment and the content of its target."""

    row: Row
    content: Content


class Units(ABC):
    """What one XML format makes of its elements. `root` is the name its root has.

    `codes` says how inline elements show: "tag" as they stand, "code" as what they hold, as one
    piece, "hidden" not at all. Other elements show as tags.
    """

    root = ""
    codes: Mapping[str, str] = {}

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        """Inline marks that were met since the last unit, in comments and notes."""

    @abstractmethod
    def opened(self, name: str, attributes: Mapping[str, str]) -> bool:
        """An element begins. True: its text is wanted."""

    @abstractmethod
    def captured(self, name: str, content: Content) -> None:
        """The text of a wanted element."""

    @abstractmethod
    def closed(self, name: str) -> list[Found] | None:
        """An element ends. A list, in the order of the file, where it was a unit."""

    def finish(self) -> None:  # noqa: B027 - most formats have nothing to say
        """The file ends; raise InputError if nothing fits together."""


class MarkupReader(PieceReader):
    """A format in XML: subclasses say by `units` what their elements mean."""

    @abstractmethod
    def units(self, path: str, options: ReadOptions) -> Units:
        """A fresh reading of the elements."""

    def declared_encoding(self, start: bytes) -> str | None:
        for mark, name in ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be")):
            if start.startswith(mark):
                return name
        found = _DECLARED.search(start)
        declared = found[1].decode().lower() if found else "utf-16"
        return None if declared.startswith(("utf-16", "utf16", "ucs")) else declared

    def pieces(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Piece]:
        scan = _Scan(path, self.units(path, options))
        for block in blocks(stream, path, options.encoding):
            fault = scan.feed(block)
            yield from scan.taken()
            if fault:
                raise fault
        fault = scan.feed("", last=True)
        yield from scan.taken()
        if fault:
            raise fault


class _Scan:
    """Feeds expat and keeps the bytes of the unit that is not finished yet."""

    def __init__(self, path: str, units: Units) -> None:
        self.path, self.units = path, units
        self.window, self.origin = bytearray(), 0
        self.ready: list[Piece] = []
        self.stack: list[str] = []
        self.prefix = ""
        self.content: Content | None = None
        self.depth = 0
        self.held = False
        self.reached = 0
        self.blank = True
        parser = expat.ParserCreate("utf-8")
        self.parser = parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._unknown_entity
        parser.CommentHandler = self._comment

    def feed(self, text: str, last: bool = False) -> InputError | None:
        """Parse a block; the fault that ends the reading, if there is one."""
        data = text.encode("utf-8", "surrogatepass")
        self.window += data
        self.blank = self.blank and not text.strip()
        try:
            self.parser.Parse(data, last)
            if last:
                self.units.finish()
        except expat.ExpatError as error:
            if self.blank:
                self._flush(self.origin + len(self.window))
                return None
            reason = f"the XML is not well-formed ({expat.ErrorString(error.code)})"
            return self._fault(reason, _HINT, error.lineno)
        except InputError as error:
            return error
        if len(self.window) > LARGEST_UNIT:
            return self._fault("one unit has more than 256 MB", "split the file")
        if not self.held:
            self._flush(self.origin + len(self.window) if last else self.reached)
        return None

    def taken(self) -> list[Piece]:
        """The pieces found since the last call."""
        ready, self.ready = self.ready, []
        return ready

    def _flush(self, end: int) -> None:
        """Take the bytes up to `end` out of the window."""
        size = end - self.origin
        if size > 0:
            raw = self.window[:size].decode("utf-8", "surrogatepass")
            del self.window[:size]
            self.origin = end
            self.ready.append(Piece(raw))

    def _fault(self, message: str, hint: str, line: int | None = None) -> InputError:
        line = line or self.parser.CurrentLineNumber
        return InputError(message, path=self.path, line=line, hint=hint)

    def _entity(self, *_: object) -> None:
        raise self._fault("the file declares an entity", "put the text where the entity stands")

    def _unknown_entity(self, name: str, _: object) -> None:
        raise self._fault(f"the entity &{name}; is not defined", "write the character itself")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        index = self.parser.CurrentByteIndex
        self.reached = index
        name = self._local(name)
        self.stack.append(name)
        if len(self.stack) > DEEPEST:
            raise self._fault(f"more than {DEEPEST} elements inside each other", _HINT)
        if self.content is not None:
            self._token(index, "start", name)
        elif self.units.opened(name, attributes):
            self.content = Content(self.parser.CurrentLineNumber, self.units.codes)
            self.content.end = index
            self.depth = len(self.stack)
            self.held = True
            self.parser.CharacterDataHandler = self._text
            self.parser.DefaultHandler = self._other

    def _local(self, name: str) -> str:
        if not self.stack:
            prefix, colon, local = name.rpartition(":")
            self.prefix = prefix + colon
            if local != self.units.root:
                hint = "name the format by --input-format"
                raise self._fault(f"the root is <{name}> and not <{self.units.root}>", hint)
        return name.removeprefix(self.prefix) if self.prefix else name

    def _end(self, name: str) -> None:
        index = self.parser.CurrentByteIndex
        self.reached = index
        name = self.stack.pop()
        content = self.content
        if content is not None:
            if len(self.stack) >= self.depth:
                self._token(index, "end", name)
                return
            self._close(content, index)
            self.units.captured(name, content)
        found = self.units.closed(name)
        if found is not None:
            self._emit(found)

    def _close(self, content: Content, index: int) -> None:
        self.parser.CharacterDataHandler = None
        self.parser.DefaultHandler = None
        self.content = None
        if content.start < 0:
            content.start = index
        content.end = index
        raw = self.window[content.start - self.origin : index - self.origin]
        content.raw = raw.decode("utf-8", "surrogatepass")

    def _comment(self, text: str) -> None:
        if self.content is not None:
            self._other(f"<!--{text}-->")
        if mark := mark_of(text, self.parser.CurrentLineNumber):
            self.units.marks.append(mark)

    def _emit(self, found: list[Found]) -> None:
        lasting, own = parted(self.units.marks)
        self.units.marks.clear()
        self.ready.append(Piece("", marks=lasting))
        for row, content in sorted(found, key=lambda each: each.content.start):
            row = row._replace(marks=(*row.marks, *own)) if own else row
            self._flush(content.start)
            del self.window[: content.end - content.start]
            self.origin = content.end
            self.ready.append(Piece(content.raw, row, content.written))
        self.held = False

    def _token(self, index: int, kind: str, text: str) -> None:
        content = self.content
        if content is not None:
            if content.start < 0:
                content.start = index
            content.tokens.append(Token(index, kind, text))

    def _text(self, data: str) -> None:
        self._token(self.parser.CurrentByteIndex, "text", data)

    def _other(self, data: str) -> None:
        self._token(self.parser.CurrentByteIndex, "other", data)
