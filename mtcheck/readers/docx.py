"""DOCX: one segment a paragraph, in the text, its tables, notes, headers and footers.

Nothing is unpacked to the disk and nothing outside the archive is looked at: the parts with text
are read by their names, up to a limit, whatever else the archive holds.
"""

from __future__ import annotations

import io
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import BinaryIO
from xml.parsers import expat

from mtcheck.batch import Batch, Row
from mtcheck.errors import InputError
from mtcheck.readers.base import Reader, ReadOptions, batched
from mtcheck.readers.text import document_id
from mtcheck.readers.wordml import Paragraph, is_shown, paragraphs

LARGEST_PART = 128 << 20
"""Bytes of one part after which the file is refused; Word takes 32 MB of text."""

LARGEST_COPY = 1 << 30
"""Bytes of all parts together after which a file is not written anew."""

_TYPES = "[Content_Types].xml"
_KINDS = ("main", "footnotes", "endnotes", "header", "footer")
_HINT = "open and save the file in a word processor"
_OLE = b"\xd0\xcf\x11\xe0"


class DocxReader(Reader):
    """DOCX. The line of a segment is the number of its paragraph, and its id too.

    Deleted text, comments, field codes and alternative content are left out.
    """

    writes = True
    is_text = False
    pairing = "order"

    def read(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Batch]:
        """Yield the paragraphs that show something."""
        return batched(path, self._rows(path, stream), options)

    def _rows(self, path: str, stream: BinaryIO) -> Iterator[Row]:
        document = document_id(path)
        for _, _, found in _parts(path, stream):
            for one in found:
                yield Row(str(one.number), one.text, one.number, document=document)

    def rewritten(
        self, path: str, stream: BinaryIO, targets: Mapping[str, str], options: ReadOptions
    ) -> Iterator[bytes]:
        """The archive with new targets. Parts without them keep what they hold, and an archive
        without any keeps its bytes."""
        content = io.BytesIO(stream.read())
        changed, missing = {}, set(targets)
        for name, data, found in _parts(path, content):
            edits = [one for one in found if targets.get(str(one.number), one.text) != one.text]
            missing -= {str(one.number) for one in found}
            if edits:
                changed[name] = _edited(path, data, edits, targets)
        if missing:
            raise _fault(path, f"no segment has the id '{min(missing)}'", "check the file again")
        yield _repacked(path, content, changed) if changed else content.getvalue()


def _edited(path: str, data: bytes, edits: list[Paragraph], targets: Mapping[str, str]) -> bytes:
    """The part with new texts of some paragraphs."""
    parts, at = [], 0
    for one in edits:
        start, end = one.place
        try:
            new = one.written(data, targets[str(one.number)])
        except ValueError as error:
            message = f"the target of paragraph {one.number} cannot be written: {error}"
            raise _fault(path, message, "mend it in a word processor") from error
        parts += [data[at:start], new]
        at = end
    return b"".join([*parts, data[at:]])


def _repacked(path: str, content: BinaryIO, changed: Mapping[str, bytes]) -> bytes:
    """The archive with other content of some parts; order, names and dates stay."""
    new = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(new, "w") as archive:
        if sum(entry.file_size for entry in old.infolist()) > LARGEST_COPY:
            raise _fault(path, "its parts are too large to be written anew", "split the file")
        for entry in old.infolist():
            if entry.filename in changed:
                archive.writestr(entry, changed[entry.filename])
            else:
                with old.open(entry) as source, archive.open(entry, "w") as copy:
                    shutil.copyfileobj(source, copy)
    return new.getvalue()


def _parts(path: str, stream: BinaryIO) -> Iterator[tuple[str, bytes, list[Paragraph]]]:
    """Each part with text: its name, its bytes, the paragraphs that show something."""
    if not stream.seekable():
        stream = io.BytesIO(stream.read())
    start = stream.read(4)
    if not start:
        return
    try:
        with zipfile.ZipFile(stream) as archive:
            number = 1
            for name in _names(path, archive):
                data = _content(path, archive, name)
                found = paragraphs(path, name, data, number)
                number = max((one.number for one in found), default=number - 1) + 1
                yield name, data, [one for one in found if is_shown(one)]
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError) as error:
        if start == _OLE:
            message = "an old .doc file, or one with a password"
            raise _fault(path, message, "save it as .docx without a password") from error
        raise _fault(path, f"not a DOCX file: {error}", _HINT) from error
    except (NotImplementedError, RuntimeError, UnicodeDecodeError, ValueError) as error:
        raise _fault(path, f"the archive cannot be read: {error}", _HINT) from error


def _names(path: str, archive: zipfile.ZipFile) -> list[str]:
    """The parts with text: the main one first, headers and footers last."""
    kinds: dict[str, list[str]] = {kind: [] for kind in _KINDS}

    def override(name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").removesuffix("+xml").rpartition(".")[2]
        if name.rpartition(":")[2] == "Override" and "wordprocessingml" in attributes.get(
            "ContentType", ""
        ):
            kinds.get(kind, []).append(attributes.get("PartName", "").lstrip("/"))

    parser = expat.ParserCreate()
    parser.StartElementHandler = override
    parser.StartDoctypeDeclHandler = lambda *_: kinds.clear()
    try:
        parser.Parse(_content(path, archive, _TYPES), True)
    except expat.ExpatError as error:
        raise _fault(path, f"{_TYPES} inside it is not well-formed", _HINT) from error
    if not kinds.get("main"):
        raise _fault(path, "the archive holds no document of a word processor", _HINT)
    return list(dict.fromkeys(name for kind in _KINDS for name in sorted(kinds[kind])))


def _content(path: str, archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a part, counted while they are unpacked: what an archive says of its own sizes
    is not believed."""
    try:
        entry = archive.getinfo(name)
    except KeyError:
        raise _fault(path, f"the archive lacks {name}", _HINT) from None
    with archive.open(entry) as part:
        data = part.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise _fault(path, f"{name} inside it has more than 128 MB", "split the file")
    return data


def _fault(path: str, message: str, hint: str) -> InputError:
    return InputError(message, path=path, hint=hint)
