"""Name lists of the user: how a house writes people, places and organisations.

A table in TSV or CSV. The first line names the columns: `source`, `target`, `aliases` (several are
separated by `|`), and as wanted `kind`, `note`, `source_lang`, `target_lang`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mtcheck.errors import ConfigError
from mtcheck.glossary.base import Entry, Glossary
from mtcheck.glossary.table import COLUMNS, decoded, records, terms_of
from mtcheck.text.names.known import is_common
from mtcheck.tomlfile import nearest

SUFFIXES = (".tsv", ".tab", ".txt", ".csv")
KINDS = ("person", "place", "organisation")
"""What a name can stand for."""

_KINDS = {
    **{kind: kind for kind in KINDS},
    **dict.fromkeys(("people", "persons", "per"), "person"),
    **dict.fromkeys(("places", "location", "loc", "gpe"), "place"),
    **dict.fromkeys(("organization", "organisations", "organizations", "org"), "organisation"),
}
_COLUMNS = {
    **{name: field for name, field in COLUMNS.items() if field in {"source", "target", "note"}},
    **dict.fromkeys(("sourcelang", "sourcelanguage"), "source_lang"),
    **dict.fromkeys(("targetlang", "targetlanguage"), "target_lang"),
    **dict.fromkeys(("alias", "aliases", "variant", "variants"), "aliases"),
    **dict.fromkeys(("kind", "type"), "kind"),
}
_HINT = "begin with a line that names the columns: source, target, aliases, kind, note"
_PARTS = re.compile(r"[\s·•‧・]+")
_PARTICLE = re.compile(r"[a-z]{1,3}-(?=\w)")
_LEAST_PART = 2


@dataclass(frozen=True)
class ListedName:
    """One name: `target` is how it is written, `aliases` what may stand for it too.

    `source` is empty where only the target is known. `kind` is one of `KINDS`, or empty.
    `source_lang` and `target_lang` are BCP 47 tags; None: any.
    """

    target: str
    source: str = ""
    aliases: tuple[str, ...] = ()
    kind: str = ""
    note: str = ""
    source_lang: str | None = None
    target_lang: str | None = None

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The forms that the list allows, the preferred one first."""
        return tuple(dict.fromkeys((self.target, *self.aliases)))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Single words of the forms that can stand for the whole: the surname of a person, but
        not the Bank of a bank."""
        words = [word for form in self.written for word in _PARTS.split(form) if word != form]
        words += [word.partition("-")[2] for word in words if _PARTICLE.match(word)]
        return tuple(dict.fromkeys(word for word in words if _can_stand_alone(word)))

    @cached_property
    def common_parts(self) -> tuple[str, ...]:
        """First and last words of what may be a person's name that are common words as well."""
        person = self.kind in ("person", "")
        names = [_PARTS.split(form) for form in self.written if person]
        ends = [words[end] for words in names if len(words) > 1 for end in (0, -1)]
        full = all(word[:1].isupper() for words in names for word in words)
        return tuple(word for word in dict.fromkeys(ends) if full and word not in self.parts)

    @property
    def entry(self) -> Entry:
        """The name as an entry of a glossary: any of its forms and parts will do."""
        return Entry(
            source=self.source,
            target=tuple(dict.fromkeys((*self.written, *self.parts))),
            case=True,
            note=self.note,
            source_lang=self.source_lang,
            target_lang=self.target_lang,
        )


@dataclass(frozen=True)
class NameList:
    """The names of one list or several."""

    names: tuple[ListedName, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names)

    @property
    def glossary(self) -> Glossary:
        """The names as a glossary."""
        return Glossary(tuple(name.entry for name in self.names))

    def known_with(self, terms: Glossary | None) -> Glossary:
        """A glossary of the names and of further terms."""
        own = self.glossary
        return Glossary(own.entries + terms.entries, terms.concepts) if terms else own

    @property
    def words(self) -> frozenset[str]:
        """All words of all forms, in lower case."""
        forms = (form for name in self.names for form in name.written)
        return frozenset(word.casefold() for form in forms for word in words_of(form))


def words_of(form: str) -> list[str]:
    """The words of a name; those joined by a hyphen are several."""
    return [word for word in re.split(r"[\s·•‧・\-‐‑]+", form) if word]


def read_names(paths: Iterable[Path]) -> NameList:
    """Read several name lists as one. Raises ConfigError with the place of the fault."""
    return NameList(tuple(name for path in paths for name in _read(path)))


def _read(path: Path) -> Sequence[ListedName]:
    if path.suffix.lower() not in SUFFIXES:
        message = f"a name list does not end in `{path.suffix}`"
        raise ConfigError(message, path=str(path), hint=f"known suffixes: {', '.join(SUFFIXES)}")
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"the name list cannot be read: {error.strerror}"
        hint = "check the path and the permissions"
        raise ConfigError(message, path=str(path), hint=hint) from None
    names = list(parse(path, data))
    if not names:
        raise ConfigError("the name list holds no names", path=str(path), hint=_HINT)
    return names


def parse(path: Path, data: bytes) -> Iterator[ListedName]:
    """Read a table. Raises ConfigError."""
    lines = records(path, decoded(path, data))
    header = next(lines, None)
    if header is None:
        raise ConfigError("the name list is empty", path=str(path), hint=_HINT)
    columns = _columns(path, *header)
    for line, cells in lines:
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            message = f"has {len(cells)} cells, but the header names {len(columns)} columns"
            raise ConfigError(message, path=str(path), line=line, hint="part aliases by |")
        row = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
        if any(row.values()):
            yield _name(path, line, row)


def _columns(path: Path, line: int, header: Sequence[str]) -> list[str]:
    columns = [_COLUMNS.get(re.sub(r"[\s_()/-]", "", name).casefold(), "") for name in header]
    named = [name for name in columns if name]
    if twice := sorted(name for name in set(named) if named.count(name) > 1):
        raise ConfigError(f"two columns are `{twice[0]}`", path=str(path), line=line, hint=_HINT)
    for wanted in ("source", "target"):
        if wanted not in named:
            near = nearest(wanted, [name.strip() for name in header])
            hint = f"{near}; {_HINT}" if near.startswith("did you mean") else _HINT
            message = f"there is no column `{wanted}`"
            raise ConfigError(message, path=str(path), line=line, hint=hint)
    return columns


def _name(path: Path, line: int, row: Mapping[str, str]) -> ListedName:
    if not row.get("target"):
        message = f"there is no target for “{row.get('source') or row.get('aliases')}”"
        hint = "say how the name is written, or remove the line"
        raise ConfigError(message, path=str(path), line=line, hint=hint)
    for column in ("source", "target"):
        if "|" in row.get(column, ""):
            message = f"the column `{column}` holds several names"
            hint = "one name a line; other forms of the target go to `aliases`"
            raise ConfigError(message, path=str(path), line=line, hint=hint)
    kind = row.get("kind", "").casefold()
    if kind and kind not in _KINDS:
        message = f"`{row['kind']}` is no kind of name"
        hint = f"write one of {', '.join(KINDS)}, or leave it empty"
        raise ConfigError(message, path=str(path), line=line, hint=hint)
    return ListedName(
        target=row["target"],
        source=row.get("source", ""),
        aliases=terms_of(row.get("aliases", "")),
        kind=_KINDS.get(kind, ""),
        note=row.get("note", ""),
        source_lang=row.get("source_lang") or None,
        target_lang=row.get("target_lang") or None,
    )


def _can_stand_alone(word: str) -> bool:
    return len(word) >= _LEAST_PART and not word.islower() and not is_common(word)
