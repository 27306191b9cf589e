"""Gettext PO: one segment a msgstr, plural forms one each.

Where a file has keys such as `button.save` for msgids, they are no sources but ids. Fuzzy and
obsolete entries and those without a translation are no segments: gettext shows none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from mtcheck.batch import Mark, Row
from mtcheck.readers.base import BadLines, Piece, PieceReader, ReadOptions, until_failure
from mtcheck.readers.encoding import split_lines
from mtcheck.readers.marks import mark_of, parted
from mtcheck.readers.naming import Ids
from mtcheck.readers.splice import Atom, shown, spliced

_HINT = 'write keyword and quoted text on each line, such as: msgstr "Hello"'
_HEAD = 60
"""Entries that are looked at to know whether msgids are keys, and the least share that are."""
_MOST_ARE_KEYS = 0.8
_KEY = re.compile(r"[A-Za-z0-9-]+(?:[._:/][A-Za-z0-9-]+)+|[a-z]+(?:[A-Z][a-z0-9]*)+")
_CHARSET = re.compile(rb"charset=([A-Za-z0-9._:-]+)")
_LINE = re.compile(
    r'(\s*+(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?+\s*+)?+)("[^"\\]*+(?:\\.[^"\\]*+)*+")\s*+'
)
_ATOM = re.compile(r'\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}|.)|"\s*+"|[^"\\]++', re.DOTALL)
_HEADER_FIELD = re.compile(r"^(Language|X-Source-Language):[ \t]*([A-Za-z0-9_@-]+)", re.MULTILINE)
_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "\\": "\\",
    '"': '"',
}
_ESCAPED = {character: "\\" + letter for letter, character in _ESCAPES.items()}
_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}


class _Line(NamedTuple):
    """A raw line with its end. `keyword` is empty for a line that goes on with a text."""

    number: int
    raw: str
    keyword: str = ""
    form: int | None = None
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class _Text:
    """A keyword with its text: quoted lines that follow each other."""

    keyword: str
    form: int | None
    lines: list[_Line] = field(default_factory=list)

    def raw(self) -> str:
        """From the first quote to the last one, line ends included."""
        text = "".join(line.raw for line in self.lines)
        return text[self.lines[0].start : len(text) - len(self.lines[-1].raw) + self.lines[-1].end]

    def atoms(self) -> list[Atom]:
        """The text in atoms; a quote, a line end and a quote show nothing."""
        raw = self.raw()
        inner = [Atom(_shown(part), part) for part in _ATOM.findall(raw, 1, len(raw) - 1)]
        return [Atom("", '"', True), *inner, Atom("", '"', True)]


@dataclass(slots=True)
class _Header:
    """What the entry with the empty msgid tells. `ids`: those of a file whose msgids are keys."""

    source_lang: str | None = None
    target_lang: str | None = None
    ids: Ids | None = None


class PoReader(PieceReader):
    """PO and POT. The languages stand in the header; the id of a segment is the line of its
    msgstr, or the key that its msgid is."""

    pairing = "source"

    def declared_encoding(self, start: bytes) -> str | None:
        found = _CHARSET.search(start)
        return found[1].decode() if found else None

    def pieces(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Piece]:
        bad = BadLines(path, _HINT)
        failures: list[Exception] = []
        lines = _lines(split_lines(stream, path, options.encoding), bad)
        entries = until_failure(_entries(lines), failures)
        head = list(islice(entries, _HEAD))
        header = _Header(ids=Ids() if _has_keys(head) else None)
        for entry in chain(head, entries):
            yield from _entry_pieces(entry, header, bad)
        if failures:
            raise failures[0]
        bad.raise_if_any()


def language_tag(name: str) -> str:
    """A BCP 47 tag for a locale name of gettext: `pt_BR` becomes `pt-BR`."""
    tag, _, variant = name.replace("_", "-").partition("@")
    script = _SCRIPTS.get(variant.lower())
    language, _, region = tag.partition("-")
    return "-".join(part for part in (language, script, region) if part)


def _lines(lines: Iterable[tuple[str, str]], bad: BadLines) -> Iterator[_Line]:
    for number, (text, end) in enumerate(lines, 1):
        stripped = text.lstrip()
        if not stripped or stripped.startswith("#"):
            yield _Line(number, text + end, stripped[:2] or " ")
        elif found := _LINE.fullmatch(text):
            keyword, index = found[2] or "", found[3]
            place = found.span(4)
            yield _Line(number, text + end, keyword, int(index[:4]) if index else None, *place)
        else:
            bad.add(number, _reason(stripped))
            yield _Line(number, text + end, "bad")


def _reason(line: str) -> str:
    quoted = '"' in line
    return "a quote is missing or stands unescaped" if quoted else "no keyword with quoted text"


def _entries(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """Cut before the first line after a msgstr that is neither msgstr nor goes on with one.

    Where the msgstr is missing, cut behind the last blank line before the next msgid.
    """
    entry: list[_Line] = []
    seen: set[str] = set()
    for line in lines:
        if "msgstr" in seen and line.keyword not in ("msgstr", ""):
            yield entry
            entry, seen = [], set()
        elif _is_broken(seen) and line.keyword in ("msgid", "msgctxt"):
            end = max((n for n, each in enumerate(entry, 1) if each.keyword == " "), default=0)
            yield entry[:end] or entry
            entry, seen = entry[end:] if end else [], set()
        seen.add(line.keyword)
        entry.append(line)
    if entry:
        yield entry


def _has_keys(entries: Iterable[list[_Line]]) -> bool:
    """Whether the msgids of the first entries are keys, all but a few."""
    found = [bool(_KEY.fullmatch(text)) for entry in entries if (text := _msgid(entry))]
    return bool(found) and sum(found) >= _MOST_ARE_KEYS * len(found)


def _msgid(entry: Iterable[_Line]) -> str:
    """The msgid of an entry as it is written, without quotes."""
    text, inside = "", False
    for line in entry:
        inside = line.keyword == "msgid" or (inside and not line.keyword)
        text += line.raw[line.start + 1 : line.end - 1] if inside else ""
    return text


def _is_broken(seen: set[str]) -> bool:
    """Whether an entry with these keywords cannot go on with a msgid."""
    return "msgid" in seen or ("msgctxt" not in seen and not seen.isdisjoint({"", "bad"}))


def _entry_pieces(entry: list[_Line], header: _Header, bad: BadLines) -> Iterator[Piece]:
    texts = _texts(entry, bad)
    rows = dict(_rows(texts, entry, header, bad))
    lasting, own = parted(list(_marks(entry)))
    if not rows:
        yield Piece("".join(line.raw for line in entry), marks=lasting)
        return
    yield Piece("", marks=lasting)
    inside: set[int] = set()
    for text in texts:
        if row := rows.get(text.lines[0].number):
            inside.update(line.number for line in text.lines)
            first, last = text.lines[0], text.lines[-1]
            yield Piece(first.raw[: first.start])
            row = row._replace(marks=own)
            yield Piece(text.raw(), row, partial(spliced, text.atoms(), escape=_escape))
            yield Piece(last.raw[last.end :])
        else:
            yield Piece("".join(line.raw for line in text.lines))


def _marks(entry: list[_Line]) -> Iterator[Mark]:
    """The marks in the comments of an entry: those of translators, and those of the programmers
    that were extracted."""
    for line in entry:
        if line.keyword.startswith("#"):
            mark = mark_of(line.raw.lstrip().removeprefix("#").removeprefix("."), line.number)
            yield from [mark] if mark else []


def _texts(entry: list[_Line], bad: BadLines) -> list[_Text]:
    """The keywords of an entry with their lines; comments are texts of their own kind."""
    texts: list[_Text] = []
    for line in entry:
        goes_on = not line.keyword
        if goes_on and texts and texts[-1].keyword.startswith("msg"):
            texts[-1].lines.append(line)
        else:
            if goes_on:
                bad.add(line.number, "a text without keyword")
            texts.append(_Text(line.keyword or "bad", line.form, [line]))
    return texts


def _rows(
    texts: list[_Text], entry: list[_Line], header: _Header, bad: BadLines
) -> Iterator[tuple[int, Row]]:
    """The rows of an entry, each with the line of its msgstr."""
    named = {text.keyword: text for text in texts if text.keyword.startswith("msgid")}
    translations = [text for text in texts if text.keyword == "msgstr"]
    if named and not translations:
        bad.add(next(iter(named.values())).lines[0].number, "msgid without msgstr")
    if translations and "msgid" not in named:
        bad.add(translations[0].lines[0].number, "msgstr without msgid")
        return
    if not translations or any(text.keyword == "bad" for text in texts):
        return
    singular = shown(named["msgid"].atoms())
    if not singular and "msgctxt" not in {text.keyword for text in texts}:
        _read_header(header, shown(translations[0].atoms()))
        return
    if any(line.keyword == "#," and "fuzzy" in line.raw for line in entry):
        return
    context = next((shown(text.atoms()) for text in texts if text.keyword == "msgctxt"), None)
    plural = shown(named["msgid_plural"].atoms()) if "msgid_plural" in named else singular
    for text in translations:
        line, target = text.lines[0].number, shown(text.atoms())
        if target:
            source = singular if text.form == 0 and len(translations) > 1 else plural
            langs = (header.source_lang, header.target_lang)
            form = f"{context or ''}[{text.form}]" if len(translations) > 1 else context
            row = Row(str(line), target, line, source, None, None, *langs, context=form)
            if header.ids:
                row = row._replace(id=header.ids.unique(source), source=None)
            yield line, row


def _read_header(header: _Header, text: str) -> None:
    for name, value in _HEADER_FIELD.findall(text):
        if name == "Language":
            header.target_lang = language_tag(value)
        else:
            header.source_lang = language_tag(value)


def _shown(part: str) -> str:
    if part[0] == '"':
        return ""
    if part[0] != "\\":
        return part
    code = part[1:]
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    if code[0] in "01234567":
        return chr(int(code, 8))
    return _ESCAPES.get(code, code)


def _escape(text: str) -> str:
    return "".join(_ESCAPED.get(character, character) for character in text)
