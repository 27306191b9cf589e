"""Glossaries as tables: TSV, and CSV with commas or semicolons. The first line names the columns.

`source` and `target` are the terms, or the columns are named by language tags (`en`, `de`). Further
columns: `forbidden`, `do-not-translate`, `case`, `pos`, `note`. Others are left alone. Several
terms in one cell are separated by `|`.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mtcheck.errors import ConfigError
from mtcheck.glossary.base import Concept, Entry, Glossary
from mtcheck.text.locale import language
from mtcheck.tomlfile import nearest

_NAMES = {
    "source": "source src sourceterm term terms",
    "target": "target tgt targetterm targetterms translation translations",
    "forbidden": "forbidden forbiddenterm forbiddenterms forbiddentarget prohibited avoid",
    "keep": "donottranslate dnt keep nontranslatable",
    "case": "case casesensitive matchcase",
    "pos": "pos partofspeech wordclass",
    "note": "note notes comment comments remark",
    "source_lang": "sourcelang sourcelanguage",
    "target_lang": "targetlang targetlanguage",
}
COLUMNS = {name: field for field, names in _NAMES.items() for name in names.split()}
"""Names of columns, without spaces, hyphens and capitals, to what they hold."""

_YES = frozenset("yes y true t 1 x on".split())
_NO = frozenset(["", *"no n false f 0 - off".split()])
_TAG = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")
_HINT = "begin with a line that names the columns, such as: source, target, forbidden, case, note"

_NUMBER = "lang:id"
"""Indonesian, or the number of a row."""

Row = Mapping[str, str]


def parse(path: Path, data: bytes) -> Glossary:
    """Read a table. Raises ConfigError."""
    text = decoded(path, data)
    lines = records(path, text)
    header = next(lines, None)
    if header is None:
        raise ConfigError("the glossary is empty", path=str(path), hint=_HINT)
    columns = _columns(path, *header)
    entries: list[Entry] = []
    concepts: list[Concept] = []
    for line, cells in lines:
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            message = f"has {len(cells)} cells, but the header names {len(columns)} columns"
            raise ConfigError(message, path=str(path), line=line, hint="quote or remove the extra")
        row = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
        if not any(row.values()):
            continue
        if any(name.startswith("lang:") for name in row):
            _add_concept(path, line, row, entries, concepts)
        else:
            entries += _entries(path, line, row)
    return Glossary(tuple(entries), tuple(concepts))


def decoded(path: Path, data: bytes) -> str:
    """The text of a table, UTF-8 or UTF-16. Raises ConfigError."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"is not {'UTF-16' if wide else 'UTF-8'}: byte {error.start} cannot be decoded"
        hint = "save the file as UTF-8"
        raise ConfigError(message, path=str(path), line=line, hint=hint) from None


def records(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Records with the line on which each begins, blank ones left out."""
    if path.suffix.lower() != ".csv":
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        yield from ((n, line.split("\t")) for n, line in enumerate(lines, 1) if line.strip())
        return
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            hint = "a quote inside a quoted cell is written twice"
            raise ConfigError(
                f"is not CSV: {error}", path=str(path), line=line, hint=hint
            ) from None
        if any(cell.strip() for cell in cells):
            yield line, cells


def _columns(path: Path, line: int, header: Sequence[str]) -> list[str]:
    """What each column holds: a field, `lang:TAG`, `forbidden:TAG`, or nothing that counts."""
    columns = _without_numbers([_column(name) for name in header])
    tags = [name for name in columns if name.startswith("lang:")]
    named = {name for name in columns if name}
    if twice := sorted(name for name in named if columns.count(name) > 1):
        name = twice[0].removeprefix("lang:")
        raise ConfigError(f"two columns are `{name}`", path=str(path), line=line, hint=_HINT)
    if "source" in named and "target" not in named and not named & {"forbidden", "keep"}:
        near = nearest("target", [name.strip() for name in header])
        message = "there is no column `target`"
        raise ConfigError(message, path=str(path), line=line, hint=f"{near} {_HINT}")
    if not named & {"source", "forbidden", "keep"} and len(tags) < 2:
        shown = ", ".join(f"`{name.strip()}`" for name in header[:6])
        message = f"there is no column `source`; the first line is {shown}"
        raise ConfigError(message, path=str(path), line=line, hint=_HINT)
    return columns


def _without_numbers(columns: list[str]) -> list[str]:
    """The columns, none of them a language beside `source`; nor is a first `id` before others."""
    if {"source", "target"} & set(columns):
        return ["" if name.startswith("lang:") else name for name in columns]
    others = [name for name in columns[1:] if name.startswith("lang:")]
    return ["", *columns[1:]] if columns[0] == _NUMBER and len(others) > 1 else columns


def _column(name: str) -> str:
    name = name.strip()
    squeezed = re.sub(r"[\s_()/-]", "", name).casefold()
    if squeezed in COLUMNS:
        return COLUMNS[squeezed]
    kind, _, tag = name.rpartition(" ")
    if _TAG.fullmatch(tag) and language(tag) and kind.casefold() in {"", "forbidden"}:
        return f"{'forbidden' if kind else 'lang'}:{tag.replace('_', '-')}"
    return ""


def _add_concept(
    path: Path, line: int, row: Row, entries: list[Entry], concepts: list[Concept]
) -> None:
    """Add a row whose columns are languages."""
    allowed = {
        name.removeprefix("lang:"): terms_of(cell)
        for name, cell in row.items()
        if name.startswith("lang:") and cell
    }
    forbidden = {
        name.removeprefix("forbidden:"): terms_of(cell)
        for name, cell in row.items()
        if name.startswith("forbidden:") and cell
    }
    if row.get("forbidden"):
        last = [name for name in row if name.startswith("lang:")][-1].removeprefix("lang:")
        forbidden[last] = terms_of(row["forbidden"])
    case, pos, note = _flag(path, line, row, "case"), row.get("pos", ""), row.get("note", "")
    if _flag(path, line, row, "keep"):
        names = dict.fromkeys(name for names in allowed.values() for name in names)
        entries += [Entry(name, keep=True, case=case, pos=pos, note=note) for name in names]
    else:
        concepts.append(Concept(allowed, forbidden, case=case, pos=pos, note=note))


def _entries(path: Path, line: int, row: Row) -> list[Entry]:
    """The entries of a row: one for each term of the source."""
    listed = "source" not in row
    sources = terms_of(row.get("keep" if listed else "source", ""))
    target, forbidden = terms_of(row.get("target", "")), terms_of(row.get("forbidden", ""))
    keep = bool(sources) if listed else _flag(path, line, row, "keep")
    if not sources and not forbidden:
        hint = "give the term of the source, or remove the line"
        raise ConfigError("the column `source` is empty", path=str(path), line=line, hint=hint)
    if sources and not target and not forbidden and not keep:
        hint = "give a translation, a forbidden one, or `yes` in a column `do-not-translate`"
        message = f"there is no translation of “{sources[0]}”"
        raise ConfigError(message, path=str(path), line=line, hint=hint)
    return [
        Entry(
            source=source,
            target=target,
            forbidden=forbidden,
            keep=keep,
            case=_flag(path, line, row, "case"),
            pos=row.get("pos", ""),
            note=row.get("note", ""),
            source_lang=row.get("source_lang") or None,
            target_lang=row.get("target_lang") or None,
        )
        for source in sources or ("",)
    ]


def terms_of(cell: str) -> tuple[str, ...]:
    """What a cell lists, separated by `|`."""
    return tuple(dict.fromkeys(term for part in cell.split("|") if (term := part.strip())))


def _flag(path: Path, line: int, row: Row, name: str) -> bool:
    value = row.get(name, "").casefold()
    if value in _YES or value == name.replace("_", "-"):
        return True
    if value in _NO:
        return False
    message = f"`{row[name]}` in the column of `{name}` is neither yes nor no"
    raise ConfigError(message, path=str(path), line=line, hint="write yes or no")
