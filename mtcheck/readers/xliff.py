"""XLIFF 1.2 and 2.x: one segment for every `target` that says something.

What the file itself calls untranslated is no segment: a unit without `target`, an empty one in the
state `new`, `initial` or `needs-translation`, and what must not be translated.
"""

from __future__ import annotations

from collections.abc import Mapping

from mtcheck.batch import Mark, Row
from mtcheck.readers.base import ReadOptions
from mtcheck.readers.inline import Content
from mtcheck.readers.marks import mark_of, parted
from mtcheck.readers.markup import Found, MarkupReader, Units

_CODES_1 = {
    "ph": "code",
    "it": "code",
    "bpt": "code",
    "ept": "code",
    "mrk": "hidden",
}
_CODES_2 = {"mrk": "hidden", "sm": "hidden", "em": "hidden"}
_OPEN_STATES = frozenset({"new", "initial", "needs-translation"})
_UNITS = frozenset({"trans-unit", "segment"})
_SIDES = frozenset({"source", "target"})


class XliffReader(MarkupReader):
    """XLIFF. The languages and the ids stand in the file; inline codes show as tags."""

    def units(self, path: str, options: ReadOptions) -> Units:
        """A fresh reading of the elements of this format."""
        return _TransUnits()


class _TransUnits(Units):
    root = "xliff"

    def __init__(self) -> None:
        super().__init__()
        self.of_unit: tuple[Mark, ...] | None = None
        self.source_lang: str | None = None
        self.target_lang: str | None = None
        self.files = self.segments = 0
        self.unit = self.id = ""
        self.ids: dict[str, int] = {}
        self.skipped = 0
        self.frozen = [False]
        self.state = ""
        self.sides: dict[str, Content] = {}
        self.within: str | None = None

    def opened(self, name: str, attributes: Mapping[str, str]) -> bool:
        if self.skipped or name == "alt-trans" or ":" in name:
            self.skipped += 1
            return False
        told = attributes.get("translate") or attributes.get("its:translate", "")
        self.frozen.append({"no": True, "yes": False}.get(told, self.frozen[-1]))
        if name in ("xliff", "file"):
            self._open_file(name, attributes)
        elif name == "unit":
            self.unit, self.segments, self.of_unit = attributes.get("id", ""), 0, ()
        elif name in _UNITS:
            self._open_segment(name, attributes)
        if name == "target":
            self.state = attributes.get("state", self.state)
        if name == "note":
            return True
        return name in _SIDES and self.within is not None and name not in self.sides

    def _open_file(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "xliff":
            self.codes = _CODES_2 if attributes.get("version", "")[:1] == "2" else _CODES_1
            source, target = "srcLang", "trgLang"
        else:
            self.files += 1
            self.ids = {}
            source, target = "source-language", "target-language"
        self.source_lang = attributes.get(source) or (name == "file" and self.source_lang) or None
        self.target_lang = attributes.get(target) or (name == "file" and self.target_lang) or None

    def _open_segment(self, name: str, attributes: Mapping[str, str]) -> None:
        self.segments += 1
        own = attributes.get("id", "")
        if name == "segment":
            own = f"{self.unit}/{own}" if own else f"{self.unit}/{self.segments}"
        self.id, self.state, self.sides = own, attributes.get("state", ""), {}
        self.within = name

    def captured(self, name: str, content: Content) -> None:
        if name == "note":
            self._take_note(mark_of(content.text, content.line))
            return
        self.sides[name] = content

    def _take_note(self, mark: Mark | None) -> None:
        """A note of a unit of XLIFF 2 stands before all its segments and is about them all."""
        lasting, own = parted([mark] if mark else [])
        if self.of_unit is not None and self.within is None:
            self.marks += lasting
            self.of_unit += own
        else:
            self.marks += lasting + own

    def closed(self, name: str) -> list[Found] | None:
        if self.skipped:
            self.skipped -= 1
            return None
        frozen = self.frozen.pop()
        if name == "unit":
            self.unit, self.of_unit = "", None
        if name != self.within:
            return None
        self.within = None
        target, source = self.sides.get("target"), self.sides.get("source")
        text = target.text if target else ""
        if target is None or frozen or (not text and self.state in _OPEN_STATES):
            return []
        langs = (self.source_lang, self.target_lang)
        row = Row(
            *(self._unique_id(), text, target.line, source.text if source else None),
            *(None, None, *langs),
            self.of_unit or (),
        )
        return [Found(row, target)]

    def _unique_id(self) -> str:
        """The id, with the number of its file behind the first one and its own where it repeats."""
        id = self.id if self.files < 2 else f"{self.files}/{self.id}"
        count = self.ids[id] = self.ids.get(id, 0) + 1
        return id if count == 1 and id else f"{id}#{count}"
