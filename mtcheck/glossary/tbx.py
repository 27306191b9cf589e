"""Glossaries in TBX (TermBase eXchange): v2 with `martif`, v3 with `tbx`, in the styles DCA
(`<termNote type="administrativeStatus">`) and DCT (`<min:administrativeStatus>`).

Read by expat as events. Entity declarations are refused and nothing outside the file is opened, so
a hostile file can neither grow nor reach anything. A DOCTYPE that names a DTD is passed over.
"""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from mtcheck.errors import ConfigError
from mtcheck.glossary.base import Concept, Entry, Glossary
from mtcheck.glossary.table import COLUMNS

_ROOTS = frozenset({"martif", "tbx"})
_CONCEPTS = frozenset({"termentry", "conceptentry"})
_LANGUAGES = frozenset({"langset", "langsec"})
_TERMS = frozenset({"tig", "ntig", "termsec"})
_TYPED = frozenset({"termnote", "descrip", "admin"})
"""Elements whose `type` says what they hold."""
_STATUS = frozenset({"administrativestatus", "normativeauthorization"})
_FORBIDDEN = ("deprecated", "superseded", "forbidden", "obsolete")
"""Beginnings of the values of a status that forbids a term."""


def parse(path: Path, data: bytes) -> Glossary:
    """Read a TBX file. Raises ConfigError."""
    handler = _Handler(path)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.EntityDeclHandler = handler.refuse_entity
    parser.SkippedEntityHandler = handler.refuse_entity
    handler.parser = parser
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"is not well-formed XML: {expat.ErrorString(error.code)}"
        hint = "export the glossary again, or mend this place"
        raise ConfigError(message, path=str(path), line=error.lineno, hint=hint) from None
    return Glossary(tuple(handler.kept), tuple(handler.concepts))


class _Handler:
    """Gathers concepts from events."""

    parser: expat.XMLParserType

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self.kept: list[Entry] = []
        self.concepts: list[Concept] = []
        self._open: list[str] = []
        self._reading = 0
        self._parts: list[str] = []
        self._field = ""
        self._clear()

    def _clear(self) -> None:
        self._allowed: dict[str, list[str]] = {}
        self._forbidden: dict[str, list[str]] = {}
        self._marks: dict[str, str] = {}
        self._lang = ""
        self._term, self._is_forbidden = "", False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = _local(name)
        if not self._open and name not in _ROOTS:
            raise self._fault(f"is no TBX: the root element is <{name}>", "export it as TBX")
        self._open.append(name)
        if name in _CONCEPTS:
            self._clear()
        elif name in _LANGUAGES:
            self._lang = self._tag(attributes)
        elif name in _TERMS:
            self._term, self._is_forbidden = "", False
        elif not self._reading and (field := _field_of(name, attributes)):
            self._field, self._parts, self._reading = field, [], len(self._open)

    def _tag(self, attributes: dict[str, str]) -> str:
        tag = attributes.get("xml:lang") or attributes.get("lang") or ""
        if not tag.strip():
            raise self._fault("a language has no `xml:lang`", 'write <langSet xml:lang="de">')
        return tag.strip().replace("_", "-")

    def text(self, text: str) -> None:
        """Characters, of which those of a field count."""
        if self._reading:
            self._parts.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        name = _local(name)
        if self._reading == len(self._open):
            self._take(" ".join("".join(self._parts).split()))
            self._reading = 0
        self._open.pop()
        if name in _TERMS and self._term:
            names = self._forbidden if self._is_forbidden else self._allowed
            names.setdefault(self._lang, []).append(self._term)
        elif name in _CONCEPTS:
            self._close()

    def _take(self, value: str) -> None:
        if self._field == "term":
            if value and not self._lang:
                raise self._fault("a term stands in no language", "put it below a langSet")
            self._term = value
        elif self._field == "status":
            self._is_forbidden = value.casefold().startswith(_FORBIDDEN)
        else:
            self._marks.setdefault(self._field, value)

    def _close(self) -> None:
        marks = self._marks
        case = marks.get("case", "").casefold() in {"yes", "true", "1"}
        pos, note = marks.get("pos", ""), marks.get("note", "")
        allowed = {tag: tuple(dict.fromkeys(names)) for tag, names in self._allowed.items()}
        forbidden = {tag: tuple(dict.fromkeys(names)) for tag, names in self._forbidden.items()}
        if marks.get("keep", "").casefold() in {"yes", "true", "1"}:
            names = {name for each in allowed.values() for name in each}
            self.kept += [Entry(name, keep=True, case=case, pos=pos, note=note) for name in names]
        elif allowed or forbidden:
            self.concepts.append(Concept(allowed, forbidden, case=case, pos=pos, note=note))
        self._clear()

    def refuse_entity(self, name: str, *_: object) -> None:
        """An entity is declared, or used without being declared."""
        hint = "write the characters themselves, or export the glossary without entities"
        raise self._fault(f"uses the XML entity `{name}`, which mtcheck does not read", hint)

    def _fault(self, message: str, hint: str) -> ConfigError:
        return ConfigError(message, path=self._path, line=self.parser.CurrentLineNumber, hint=hint)


def _local(name: str) -> str:
    """The name of an element without its prefix, in lower case."""
    return name.rpartition(":")[2].casefold()


def _field_of(name: str, attributes: dict[str, str]) -> str:
    """What an element holds: `term`, `status` or a field of a table; "" for anything else."""
    if name in _TYPED:
        name = attributes.get("type", "").casefold()
    if name in {"term", *_STATUS}:
        return "status" if name in _STATUS else "term"
    field = COLUMNS.get(name.removeprefix("x-"), "")
    return field if field in {"case", "keep", "note", "pos"} else ""
