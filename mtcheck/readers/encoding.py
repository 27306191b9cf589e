"""From bytes to lines, a block at a time.

Text is UTF-8 with or without BOM, or UTF-16 or UTF-32 with BOM, unless the user names another
encoding. Lines end in LF, CRLF or a lone CR and nowhere else: U+2028, U+0085 and the like are text,
and so is NUL.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import BinaryIO, cast

from mtcheck.errors import InputError, UsageError

BLOCK_BYTES = 1 << 20
"""Bytes read at a time."""

_GUESS_BYTES = 32 * 1024
"""Bytes before and after a bad byte from which the encoding is guessed."""

_WIDE = ("gb18030", "big5", "shift_jis", "euc_jp", "cp949")
_NARROW = (
    *("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256"),
    *("cp1257", "cp1258", "tis_620"),
)

_LINE_END = re.compile(r"(\r\n|\r|\n)")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as that of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BOM_BYTES = 4
_PEEKED_BYTES = 4096
"""Bytes at the start of a file in which it may name its own encoding."""

_BOM_EATERS = ("utf-8-sig", "utf-16", "utf-32")


def decode_lines(
    stream: BinaryIO, path: str, encoding: str | None = None
) -> Iterator[tuple[int, str]]:
    """Yield the offset and the text of each line, without its end.

    The offset counts code points of the decoded file, with line ends as they stand (CRLF is two)
    and without a BOM. After the last line end there is a line only if it holds something.
    """
    offset = 0
    for text, end in split_lines(stream, path, encoding):
        yield offset, text
        offset += len(text) + len(end)


def split_lines(
    stream: BinaryIO, path: str, encoding: str | None = None
) -> Iterator[tuple[str, str]]:
    """Yield the text of each line and its end, which is empty where the file stops without one."""
    pending: list[str] = []
    for block in blocks(stream, path, encoding):
        lines, ends = _cut(block)
        pending.append(lines[0])
        if len(lines) > 1:
            lines[0] = "".join(pending)
            pending = [lines.pop()]
            yield from zip(lines, ends, strict=False)
    if rest := "".join(pending):
        yield rest, ""


class _Again:
    """A stream whose first bytes were read already."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self.start, self.stream = start, stream

    def read(self, size: int = -1) -> bytes:
        """Give the first bytes once more, then the others."""
        if size < 0:
            size = len(self.start)
            return self._taken(size) + self.stream.read()
        return self._taken(size) if self.start else self.stream.read(size)

    def _taken(self, size: int) -> bytes:
        taken, self.start = self.start[:size], self.start[size:]
        return taken


def peeked(stream: BinaryIO, size: int = _PEEKED_BYTES) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and a stream that still has them."""
    start = stream.read(size)
    return start, cast("BinaryIO", _Again(start, stream))


def is_text_encoding(name: str) -> bool:
    """Whether `name` is an encoding of text that this Python knows."""
    try:
        _encoding_of(b"", name)
    except UsageError:
        return False
    return True


def output_codec(start: bytes, encoding: str | None) -> tuple[str, bytes]:
    """The codec that writes what `blocks` reads from a file beginning with `start`, and its BOM."""
    name = _encoding_of(start, encoding)[0]
    if name in _BOM_EATERS:
        swapped = name != "utf-8-sig" and start.startswith("\ufeff".encode(f"{name}-be"))
        name = "utf-8" if name == "utf-8-sig" else name + ("-be" if swapped else "-le")
    try:
        bom = "\ufeff".encode(name)
    except UnicodeEncodeError:
        return name, b""
    return name, bom if start.startswith(bom) else b""


def _cut(block: str) -> tuple[list[str], Iterator[str]]:
    """The texts between line ends, and the line ends."""
    if "\r" not in block:
        return block.split("\n"), repeat("\n")
    parts = _LINE_END.split(block)
    return parts[::2], iter(parts[1::2])


def blocks(stream: BinaryIO, path: str, encoding: str | None) -> Iterator[str]:
    """Yield decoded blocks, no CRLF torn apart; what stands before a bad byte comes first."""
    start = stream.read(_BOM_BYTES)
    name, keeps_bom = _encoding_of(start, encoding)
    block = start + stream.read(BLOCK_BYTES)
    decoder = codecs.getincrementaldecoder(name)()
    held, read, lines = "", 0, 1
    while True:
        read += len(block)
        fault = None
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            fault = error
            text = _good_part(decoder, block, error)
        except UnicodeError as error:
            raise InputError(
                str(error), path=path, line=lines, hint="name another one: --encoding NAME"
            ) from error
        if keeps_bom and text:
            text, keeps_bom = text.removeprefix("\ufeff"), False
        text, held = held + text, ""
        if text.endswith("\r") and block and not fault:
            text, held = text[:-1], "\r"
        if text:
            yield text
        lines += line_ends(text)
        if fault:
            raise _undecodable(fault, path, name, read - len(fault.object), lines) from fault
        if not block:
            return
        block = stream.read(BLOCK_BYTES)


def _encoding_of(start: bytes, encoding: str | None) -> tuple[str, bool]:
    """The name of the codec for a file that begins with `start`, and whether it keeps a BOM."""
    by_bom = next((name for bom, name in _BOMS if start.startswith(bom)), None)
    if encoding is None:
        return by_bom or "utf-8", True
    try:
        io.TextIOWrapper(io.BytesIO(), encoding=encoding)  # refuses codecs that are not for text
        name = codecs.lookup(encoding).name
        codecs.getincrementaldecoder(name)
    except (LookupError, ValueError):
        raise UsageError(
            f"unknown encoding '{encoding}'", hint="use a name such as utf-8, gb18030 or cp1252"
        ) from None
    return name, name not in _BOM_EATERS


def _good_part(decoder: codecs.IncrementalDecoder, block: bytes, error: UnicodeDecodeError) -> str:
    """Decode what stands before the bad byte; the decoder still holds the bytes before `block`."""
    good = error.start - (len(error.object) - len(block))
    if good <= 0:
        return ""
    try:
        return decoder.decode(block[:good])
    except UnicodeError:
        return ""


def line_ends(text: str, start: int = 0, end: int | None = None) -> int:
    """How many lines end in `text[start:end]`; `end` is not between CR and LF."""
    lone = text.count("\r", start, end) - text.count("\r\n", start, end)
    return text.count("\n", start, end) + lone


def _undecodable(
    error: UnicodeDecodeError, path: str, name: str, origin: int, line: int
) -> InputError:
    """The error for a bad byte; `origin` is the place of `error.object` in the file, in bytes."""
    byte = f"byte 0x{error.object[error.start]:02X} at offset {origin + error.start}"
    guess = _guess(error.object, error.start, name)
    if guess is None:
        hint = "if this is text, name its encoding: --encoding NAME, such as cp1252 or gb18030"
    else:
        hint = f"name the encoding: --encoding {guess} (a guess)"
    return InputError(f"{byte} is not valid {name.upper()}", path=path, line=line, hint=hint)


def _guess(data: Sequence[int], start: int, name: str) -> str | None:
    """An encoding, other than `name`, in which the bytes around `start` look like text."""
    from charset_normalizer import from_bytes

    sample = bytes(data[max(0, start - _GUESS_BYTES) : start + _GUESS_BYTES])
    whole_lines, newline, _ = sample.rpartition(b"\n")
    if len(whole_lines) > min(start, _GUESS_BYTES):
        sample = whole_lines + newline
    candidates = [each for each in (*_WIDE, *_NARROW) if codecs.lookup(each).name != name]
    best = from_bytes(sample, cp_isolation=candidates).best()
    if best is None or (best.coherence == 0 and best.encoding not in _WIDE):
        return None
    return next((each for each in candidates if each in best.could_be_from_charset), best.encoding)
