"""Files named .xml: Android strings, XLIFF or TMX, as their root element says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from mtcheck.errors import InputError
from mtcheck.readers.android import AndroidReader
from mtcheck.readers.base import Piece, ReadOptions
from mtcheck.readers.encoding import output_codec, peeked
from mtcheck.readers.markup import MarkupReader, Units
from mtcheck.readers.tmx import TmxReader
from mtcheck.readers.xliff import XliffReader

_ROOTS: Mapping[str, Callable[[], MarkupReader]] = {
    "resources": AndroidReader,
    "xliff": XliffReader,
    "tmx": TmxReader,
}
_PEEKED = 1 << 16
_BEFORE_ROOT = re.compile(
    r"\ufeff?(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^<>\[]|\[[^\]]*+\])*+>)*+", re.DOTALL
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")


class XmlReader(MarkupReader):
    """XML whose root element tells the format; other XML is refused."""

    pairing = "key"

    def units(self, path: str, options: ReadOptions) -> Units:
        """Those of Android, for a file that has no root element."""
        return AndroidReader().units(path, options)

    def pieces(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Piece]:
        start, stream = peeked(stream, _PEEKED)
        text = start.decode(output_codec(start[:4], options.encoding)[0], "ignore")
        before = _BEFORE_ROOT.match(text)
        root = _ROOT.match(text, before.end() if before else 0)
        if root is None:
            return super().pieces(path, stream, options)
        if root[1] not in _ROOTS:
            raise InputError(
                f"the root is <{root[1]}>, so this is no strings.xml of Android, XLIFF or TMX",
                path=path,
                line=1 + text.count("\n", 0, root.start()),
                hint="export the texts as XLIFF, or name the format by --input-format",
            )
        return _ROOTS[root[1]]().pieces(path, stream, options)
