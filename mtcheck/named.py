"""The values of a table of names. All are frozen; the most frequent comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "place", "organisation", "name"]
"""What a name stands for; `name` where the text does not tell."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """One way in which a document writes a name: how often, and where first. `line` and `column`
    are 1-based; `rules` found something there."""

    text: str
    count: int
    segment: str
    line: int
    column: int
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """What one name stands for. `source` is what the source has for it, `source_count` times;
    empty where there is no source, or nothing in it could be told to be this name."""

    kind: Kind
    renderings: tuple[Rendering, ...]
    source: str = ""
    source_count: int = 0

    @property
    def count(self) -> int:
        """How often the document has it, under any name."""
        return sum(one.count for one in self.renderings)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that found something in it."""
        return tuple(dict.fromkeys(rule for one in self.renderings for rule in one.rules))


@dataclass(frozen=True, slots=True)
class NameTable:
    """The names of one document: those with findings first, then those with several renderings,
    then the most frequent. `document` is None where the file has no documents of its own. `note`
    says why no names were looked for."""

    path: str
    document: str | None
    source_lang: str | None
    target_lang: str | None
    entities: tuple[NamedEntity, ...]
    note: str | None = None
