"""Moses: a file a language, a segment a line, such as `corpus.zh` and `corpus.en`.

Lines belong to no document. The files are read side by side, in flat memory. With `--align always`
they are read as two plain texts instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from mtcheck.batch import Row
from mtcheck.errors import InputError
from mtcheck.readers.base import Piece, PieceReader, ReadOptions, opened
from mtcheck.readers.encoding import decode_lines, split_lines
from mtcheck.readers.naming import language_suffix


class MosesReader(PieceReader):
    """Moses. The language is the suffix of the file; a line blank on both sides is no segment."""

    pairing = "line"
    takes_reference = True

    def pieces(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Piece]:
        lang = None if options.target_lang else language_suffix(path)
        source = options.source_path
        sources = _Beside(source, options.encoding)
        source_lang = None if options.source_lang or not source else language_suffix(str(source))
        references = _Beside(options.reference_path, options.encoding)
        lines = split_lines(stream, path, options.encoding)
        for number, (text, end) in enumerate(lines, 1):
            here = sources.line(path, number), references.line(path, number)
            if text.strip() or (here[0] or "").strip():
                row = Row(str(number), text, number, *here, None, source_lang, lang)
                yield Piece(text, row, _written)
                yield Piece(end)
            else:
                yield Piece(text + end)
        sources.refuse_rest(path)
        references.refuse_rest(path)


def _written(new: str) -> str:
    if "\n" in new or "\r" in new:
        raise ValueError("a line end would make two segments of one")
    return new


class _Beside:
    """The lines of a file beside another one; None for every line where there is no such file."""

    def __init__(self, path: Path | None, encoding: str | None) -> None:
        self.path = path
        self.lines = _lines(path, encoding) if path else None
        self.count = 0

    def line(self, path: str, number: int) -> str | None:
        """The line of this number. Raises InputError where the file has ended."""
        if self.lines is None:
            return None
        self.count = number
        text = next(self.lines, None)
        if text is None:
            raise self._torn(path, number, f"{self.path} ends before this line")
        return text

    def refuse_rest(self, path: str) -> None:
        """Raise InputError where this file goes on behind the end of the other."""
        if self.lines and any(text.strip() for text in self.lines):
            raise self._torn(path, self.count, f"the file ends here, and {self.path} goes on")

    def _torn(self, path: str, line: int, fault: str) -> InputError:
        hint = (
            "line 7 of one translates line 7 of the other; what stands before was checked. Two"
            " documents and no corpus? --align always pairs their sentences by what they mean"
        )
        return InputError(fault, path=path, line=line, hint=hint)


def _lines(path: Path, encoding: str | None) -> Iterator[str]:
    with opened(str(path)) as stream:
        for _, text in decode_lines(stream, str(path), encoding):
            yield text
