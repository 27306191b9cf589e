"""Subtitles, SRT and WebVTT: one segment a cue. A line break in a cue shows as a space, before a
dash (the next speaker) as a line break; styling shows nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from html import unescape
from typing import BinaryIO

from mtcheck.batch import Cue, Row
from mtcheck.readers.base import BadLines, Piece, PieceReader, ReadOptions
from mtcheck.readers.encoding import split_lines
from mtcheck.readers.marks import mark_of
from mtcheck.readers.splice import Atom, shown, spliced
from mtcheck.readers.text import document_id

_CLOCK = r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,4}[.,]\d{1,9})"
_TIME = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(\s.*)?")
_PLACED = re.compile(r"\b(?:line|position|region|align|X1):|\{\\an?\d")
_ATOM = re.compile(
    r"</?[A-Za-z][^<>\n\r]{0,200}+>|<[\d:.]{5,16}>|\{\\[^{}\n\r]{0,200}+\}"
    r"|&(?:amp|lt|gt|nbsp|lrm|rlm);|[ \t]*+(?:\r\n|\r|\n)[ \t]*+|[^<{&\s]++(?: [^<{&\s]++)*+|.",
    re.DOTALL,
)
_DASHES = ("-", "–", "—")
_NO_CUES = ("WEBVTT", "NOTE", "STYLE", "REGION")


class SubtitleReader(PieceReader):
    """SRT and WebVTT. The id of a segment is the number of its cue, counted from the start."""

    pairing = "order"

    def pieces(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Piece]:
        bad = BadLines(path, "write a cue as: number, line with times, text, blank line")
        document, cues = document_id(path), 0
        for number, block in _blocks(split_lines(stream, path, options.encoding)):
            texts = [line for line, _ in block]
            times = ((n, _TIME.fullmatch(line)) for n, line in enumerate(texts[:2]))
            start, time = next(((n + 1, time) for n, time in times if time), (0, None))
            yield Piece("".join(line + end for line, end in block[:start]))
            raw = "".join(line + end for line, end in block[start:])
            if time is None:
                _note(bad, number, texts)
                note = " ".join(texts).strip()
                mark = mark_of(note.removeprefix("NOTE"), number) if note else None
                yield Piece(raw, marks=(mark,) if mark else ())
                continue
            cues += 1
            stripped = raw.rstrip("\r\n")
            atoms = _atoms(stripped)
            cue = _cue(time, stripped, atoms)
            row = Row(str(cues), shown(atoms), number + start, document=document, cue=cue)
            if row.target:
                yield Piece(stripped, row, partial(spliced, atoms, escape=_escape))
                yield Piece(raw[len(stripped) :])
            else:
                yield Piece(raw)
        bad.raise_if_any()


def _cue(time: re.Match[str], raw: str, atoms: Iterable[Atom]) -> Cue:
    """When a cue is shown, and where its lines begin."""
    breaks, at = [], 0
    for atom in atoms:
        at += len(atom.shown)
        if "\n" in atom.raw or "\r" in atom.raw:
            breaks.append(at)
    placed = _PLACED.search(time[7] or "") or _PLACED.search(raw)
    return Cue(
        _seconds(*time.group(1, 2, 3)), _seconds(*time.group(4, 5, 6)), tuple(breaks), bool(placed)
    )


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))


def _blocks(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Lines between blank lines, each block with the number of its first line."""
    block: list[tuple[str, str]] = []
    for number, (line, end) in enumerate(lines, 1):
        blank = not line or line.isspace()
        if block and blank != (not block[0][0].strip()):
            yield number - len(block), block
            block = []
        block.append((line, end))
    if block:
        yield number - len(block) + 1, block


def _note(bad: BadLines, number: int, texts: list[str]) -> None:
    first = texts[0].strip()
    if first and not first.startswith(_NO_CUES):
        bad.add(number, "a text without a line with times before it")


def _atoms(raw: str) -> list[Atom]:
    atoms = []
    parts = _ATOM.findall(raw)
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        if "\n" in part or "\r" in part:
            atoms.append(Atom("\n" if following.startswith(_DASHES) else " ", part))
        elif len(part) > 1 and part[0] in "<{":
            atoms.append(Atom("", part, True))
        else:
            atoms.append(Atom(unescape(part) if part[0] == "&" and len(part) > 1 else part, part))
    return atoms


def _escape(text: str) -> str:
    if "\n" in text or "\r" in text:
        raise ValueError("it would add a line to a cue")
    return text
