"""TMX: one segment for every translated variant of a translation unit, in flat memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from mtcheck.batch import Row
from mtcheck.errors import InputError
from mtcheck.readers.base import ReadOptions
from mtcheck.readers.inline import Content
from mtcheck.readers.marks import field_mark, mark_of
from mtcheck.readers.markup import Found, MarkupReader, Units

_LISTED = 10
"""Languages that an error lists."""


class TmxReader(MarkupReader):
    """TMX. The languages are chosen by the options; without them the header tells the source, and
    all other variants are targets. The id of a segment is the number of its unit. One that has its
    source alone has an empty target."""

    def units(self, path: str, options: ReadOptions) -> Units:
        """A fresh reading of the elements of this format."""
        return _TranslationUnits(path, options.source_lang, options.target_lang)


class _Variant(NamedTuple):
    """A `tuv`: its language, None where it does not tell, and its `seg`."""

    lang: str | None
    content: Content


class _TranslationUnits(Units):
    root = "tmx"
    codes = {
        "bpt": "code",
        "ept": "code",
        "ph": "code",
        "it": "code",
        "ut": "code",
        "hi": "hidden",
    }

    def __init__(self, path: str, source: str | None, target: str | None) -> None:
        super().__init__()
        self.path = path
        self.source, self.target = source, target
        self.header_lang: str | None = None
        self.unit_lang: str | None = None
        self.lang: str | None = None
        self.own_prop = False
        self.variants: list[_Variant] = []
        self.number = self.fitting = 0
        self.langs: dict[str, None] = {}

    def opened(self, name: str, attributes: Mapping[str, str]) -> bool:
        if name == "tuv":
            self.lang = attributes.get("xml:lang") or attributes.get("lang") or None
        elif name == "tu":
            self.number += 1
            self.unit_lang = attributes.get("srclang")
        elif name == "header":
            self.header_lang = attributes.get("srclang")
        self.own_prop = name == "prop" and attributes.get("type", "").startswith("mtcheck")
        return name in ("seg", "note") or self.own_prop

    def captured(self, name: str, content: Content) -> None:
        if name != "seg":
            read = field_mark if self.own_prop else mark_of
            mark = read(content.text, content.line)
            self.marks += [mark] if mark else []
            return
        if self.lang and len(self.langs) < _LISTED:
            self.langs[self.lang] = None
        self.variants.append(_Variant(self.lang, content))

    def closed(self, name: str) -> list[Found] | None:
        if name != "tu":
            return None
        langs = tuple(each.lang for each in self.variants)
        source_lang = self.source or self.unit_lang or self.header_lang
        chosen, targets = _choice(langs, source_lang, self.target)
        source = None if chosen is None else self.variants[chosen]
        found = [self._found(source, self.variants[n], len(targets) == 1) for n in targets]
        self.fitting += len(found)
        if source and len(self.variants) == 1 and (target_lang := self._missing(source)):
            source.content.refused = "its unit has no other language than that of the source"
            found = [self._found(source, _Variant(target_lang, source.content), True, text="")]
        self.variants = []
        return found

    def _missing(self, source: _Variant) -> str | None:
        """The language that a unit lacks which has its source alone; None where nobody can tell."""
        others = [lang for lang in self.langs if lang != source.lang]
        return others[0] if len(others) == 1 else self.target

    def _found(
        self, source: _Variant | None, target: _Variant, only: bool, text: str | None = None
    ) -> Found:
        row = Row(
            str(self.number) if only else f"{self.number}.{target.lang or target.content.line}",
            target.content.text if text is None else text,
            target.content.line,
            source.content.text if source else None,
            None,
            None,
            source.lang if source else None,
            target.lang,
        )
        return Found(row, target.content)

    def finish(self) -> None:
        if self.number and not self.fitting:
            raise InputError(
                f"no unit has a target for these languages; the file has {', '.join(self.langs)}",
                path=self.path,
                hint="choose two of them: --source-lang NAME --target-lang NAME",
            )


@lru_cache(maxsize=1024)
def _choice(
    langs: tuple[str | None, ...], source: str | None, target: str | None
) -> tuple[int | None, tuple[int, ...]]:
    """The places of the source and of the targets among variants in `langs`."""
    chosen = _place(langs, source, 0)
    if target is None:
        return chosen, tuple(place for place in range(len(langs)) if place != chosen)
    place = _place(langs, target, 0 if chosen is None else 1)
    return chosen, () if place is None or place == chosen else (place,)


def _place(langs: tuple[str | None, ...], wanted: str | None, otherwise: int) -> int | None:
    """Where the language stands, or the nearest one; without languages what comes `otherwise`."""
    if not any(langs) or wanted is None or wanted == "*all*":
        return otherwise if otherwise < len(langs) else None
    distances = {place: _distance(lang or "", wanted) for place, lang in enumerate(langs)}
    best = min(distances, key=lambda place: distances[place])
    return best if distances[best] <= 1 else None


def _distance(lang: str, wanted: str) -> int:
    """0 for the same tag, 1 for the same language, 2 for another one."""
    one, other = lang.lower().replace("_", "-"), wanted.lower().replace("_", "-")
    if one == other:
        return 0
    return 1 if one.partition("-")[0] == other.partition("-")[0] else 2
