"""Files of lines cut into stretches of whole lines, in one pass and in flat memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

import numpy as np

from mtcheck.batch import DOCUMENT_ROWS
from mtcheck.errors import InputError
from mtcheck.shards.base import SHARD_BYTES

BLOCK = 4 << 20
"""Bytes read at a time."""

LONGEST_LINE = 512 << 20
"""Bytes of a line after which a file is none of lines."""

DocumentOf = Callable[[bytes], str | None]
"""The document that the record on a line belongs to."""


class Lines:
    """The lines of a stream, taken many at a time."""

    def __init__(self, path: str, stream: BinaryIO) -> None:
        self.path = path
        self.stream = stream
        self.buffer = bytearray()
        self.ended = False
        self.offset = 0

    def line(self) -> bytes:
        """The next line with its end; empty where there is none."""
        return self._cut(self._end_of(1))

    def peek(self, rows: int) -> bytes:
        """The next lines, which stay the next ones."""
        return bytes(self.buffer[: self._end_of(rows, BLOCK)])

    def stretch(self, rows: int, document: DocumentOf | None) -> bytes:
        """About `rows` lines, fewer where they are long, more where a document goes on."""
        end = self._end_of(rows, SHARD_BYTES)
        if document and end:
            end = self._document_end(end, document)
        return self._cut(end)

    def exactly(self, rows: int) -> bytes:
        """The next `rows` lines, or all there are."""
        return self._cut(self._end_of(rows))

    def _cut(self, end: int) -> bytes:
        taken = bytes(self.buffer[:end])
        del self.buffer[:end]
        self.offset += end
        return taken

    def _more(self) -> bool:
        block = self.stream.read(BLOCK)
        self.buffer += block
        self.ended = not block
        return not self.ended

    def _end_of(self, rows: int, most: int | None = None) -> int:
        """Where the line `rows` ends in the buffer; with `most` bytes, the last line they hold."""
        counted = size = 0
        while True:
            block = np.frombuffer(bytes(self.buffer[size:]), dtype=np.uint8)
            ends = np.flatnonzero(block == ord("\n"))
            if counted + len(ends) >= rows:
                return size + int(ends[rows - counted - 1]) + 1
            counted, size = counted + len(ends), len(self.buffer)
            if most is not None and size >= most and counted:
                return self.buffer.rindex(b"\n") + 1
            if size > LONGEST_LINE and not counted:
                raise InputError(
                    f"a line of more than {LONGEST_LINE >> 20} MB",
                    path=self.path,
                    hint="write one segment a line",
                )
            if self.ended or not self._more():
                return len(self.buffer)

    def _document_end(self, end: int, document: DocumentOf) -> int:
        """Where the document of the line before `end` ends, if it is of common length."""
        before = document(bytes(self.buffer[self.buffer.rfind(b"\n", 0, end - 1) + 1 : end]))
        for _ in range(DOCUMENT_ROWS if before is not None else 0):
            while (stop := self.buffer.find(b"\n", end)) < 0 and not self.ended:
                self._more()
            stop = stop + 1 or len(self.buffer)
            if stop == end or document(bytes(self.buffer[end:stop])) != before:
                break
            end = stop
        return end


class Cut(NamedTuple):
    """Whole lines of a file: where they begin, in bytes and in lines from 1."""

    data: bytes
    start: int
    first: int


def count_lines(data: bytes) -> int:
    """Lines of some text; the last may lack its end."""
    return data.count(b"\n") + (not data.endswith(b"\n") and bool(data))


def cut(lines: Lines, first: int, rows: int, document: DocumentOf | None = None) -> Iterator[Cut]:
    """Cut what is left of a file, whose next line has the number `first`."""
    start = lines.offset
    while data := lines.stretch(rows, document):
        yield Cut(data, start, first)
        start, first = lines.offset, first + count_lines(data)
