"""Texts as the detectors see them: entities undone, boilerplate set aside, offsets kept.

A broken `& middot;` inside a name makes two names of one, so it is undone before any rule looks. A
view maps every position back to the original text. Rows without an entity share their text.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html.entities import html5, name2codepoint
from typing import NamedTuple

from mtcheck.batch import Batch
from mtcheck.text.code import code_spans, touches_code
from mtcheck.text.columns import TextColumn
from mtcheck.text.patterns import Pattern

ENTITY_TRIGGER = r"[&＆] ?[a-zA-Z#]"
_ENTITY = Pattern(
    r"[&＆] ?(?:(?:amp|# ?38|# ?[xX]26) ?; ?)*"
    r"(?:(?P<name>[a-zA-Z][a-zA-Z0-9]{1,31})"
    r"|# ?(?P<decimal>[0-9]{2,7})|# ?[xX](?P<hex>[0-9a-fA-F]{2,6}))"
    r" ?[;；]"
)
_SENTENCE_END = frozenset(".!?。！？”\"’'")
_SEPARATORS = frozenset("\u00b7\u2022\u30fb\u2027\u22c5")
_ENGLISH_WORDS = frozenset(
    "and or not image real part sum prop int cap cup sub sup ring cent pound yen euro copy para "
    "sect trade times divide prime dagger empty exist micro minus hearts spades clubs diams".split()
)


class Entity(NamedTuple):
    """A character reference left in the text: `start:end` covers it and the spaces that go with it.

    `mark` is the reference itself, `character` what it stands for, `replacement` what belongs in
    the place of `start:end`.
    """

    start: int
    end: int
    mark_start: int
    mark_end: int
    mark: str
    character: str
    replacement: str


def entities(text: str) -> list[Entity]:
    """Find HTML character references in `text`, whole (`&middot;`) or broken (`& middot ;`)."""
    found = []
    for start, end, groups in _ENTITY.places(text):
        mark = text[start:end]
        character = _character(mark, groups)
        if character is not None:
            found.append(_entity(text, start, end, mark, character))
    return found


def _character(mark: str, groups: Mapping[str, str]) -> str | None:
    """What a reference stands for; None where it is none, such as the company "P & Co ;"."""
    name = groups.get("name")
    if name is None:
        digits = groups.get("decimal")
        code = int(digits) if digits else int(groups["hex"], 16)
        return html.unescape(f"&#{code};") if 0x20 <= code < 0x110000 else None
    if " " not in mark:
        return html5.get(f"{name};")
    known = (name in name2codepoint or name == "apos") and name.lower() not in _ENGLISH_WORDS
    return html5[f"{name};"] if known else None


def _entity(text: str, start: int, end: int, mark: str, character: str) -> Entity:
    """Settle the spaces: `Lloyd & middot; Austin` is Lloyd Austin, `China & apos; s` is China's."""
    left, right = start, end
    replacement = " " if character == "\u00a0" else character
    spaced = text[start - 1 : start] == " " and text[end : end + 1] == " "
    between_names = (text[:left].rstrip()[-1:] + text[right:].lstrip()[:1]).isalpha()
    if character in _SEPARATORS and between_names and text[:left].rstrip()[-1:].isascii():
        replacement = " "
    if replacement == " " or character in _SEPARATORS:
        left -= text[start - 1 : start] == " "
        right += text[end : end + 1] == " "
    elif character == "'" and spaced and between_names:
        left, right = left - 1, right + 1
    elif " " in mark and text[end : end + 1] == " " and character in "'\u2019" and between_names:
        right += 1
    return Entity(left, right, start, end, mark, character, replacement)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Positions of a view in the original: `pieces` are (view start, view end, start, end)."""

    pieces: tuple[tuple[int, int, int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span that `start:end` of the view came from."""
        return self._position(start, left=True), self._position(end, left=False)

    def _position(self, position: int, *, left: bool) -> int:
        shift = 0
        for view_start, view_end, original_start, original_end in self.pieces:
            if position < view_start or (not left and position == view_start):
                break
            if position < view_end or (not left and position == view_end):
                return original_start if left else original_end
            shift = original_end - view_end
        return position + shift


def undo_entities(text: str, found: Sequence[Entity]) -> tuple[str, OffsetMap]:
    """The text with its entities undone, and the way back."""
    parts: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    length = done = 0
    for entity in found:
        if entity.start < done:
            continue
        parts.append(text[done : entity.start])
        length += entity.start - done
        pieces.append((length, length + len(entity.replacement), entity.start, entity.end))
        parts.append(entity.replacement)
        length += len(entity.replacement)
        done = entity.end
    return "".join(parts) + text[done:], OffsetMap(tuple(pieces))


class View:
    """A batch as detectors see it.

    `target` and `source` are the texts to look at; a row set aside is an empty text in both.
    `original` gives spans of `target` in the text as it was read. `asked`: the rows that costly
    detectors look at; None: all.
    """

    asked: frozenset[int] | None = None

    def __init__(
        self,
        batch: Batch,
        target: TextColumn,
        maps: Mapping[int, OffsetMap],
        found: Mapping[int, Sequence[Entity]],
        set_aside: frozenset[int] = frozenset(),
    ) -> None:
        self.batch = batch
        self.target = target
        self.entities = found
        self.set_aside = set_aside
        self._maps = maps
        self._code: dict[tuple[int, bool], Sequence[tuple[int, int]]] = {}

    @cached_property
    def source(self) -> TextColumn | None:
        """The sources, as read."""
        if self.batch.sources is None:
            return None
        return TextColumn(_without(self.set_aside, self.batch.sources))

    def original(self, row: int, start: int, end: int) -> tuple[int, int]:
        """Where `start:end` of the view of `row` stands in the original target."""
        mapping = self._maps.get(row)
        return mapping.span(start, end) if mapping else (start, end)

    def code(self, row: int, *, original: bool = False) -> Sequence[tuple[int, int]]:
        """Where inline code stands in the view of `row`, or in its `original` target."""
        known = self._code.get((row, original))
        if known is None:
            known = self._code[row, original] = self._code_spans(row, original=original)
        return known

    def touches_code(self, row: int, start: int, end: int, *, original: bool = False) -> bool:
        """Whether `start:end` of `row` begins or ends in inline code."""
        return touches_code(self.code(row, original=original), start, end)

    def _code_spans(self, row: int, *, original: bool) -> Sequence[tuple[int, int]]:
        marked = self.batch.code.get(row, ())
        if marked and (original or row not in self._maps):
            return marked
        return code_spans((self.batch.targets if original else self.target.texts)[row])

    def is_title(self, row: int) -> bool:
        """Whether `row` is a title: marked so, or the first of a document and no full sentence."""
        batch = self.batch
        if batch.titles:
            return row in batch.titles
        return row in self._first_rows and (
            self.target.texts[row].rstrip()[-1:] not in _SENTENCE_END
        )

    @cached_property
    def _first_rows(self) -> frozenset[int]:
        return frozenset(part.start for part in self.batch.documents if part.id is not None)

    def without(self, rows: frozenset[int]) -> View:
        """The same view with `rows` set aside."""
        if not rows:
            return self
        texts = _without(rows, self.target.texts)
        return View(self.batch, TextColumn(texts), self._maps, self.entities, rows)


def _without(rows: frozenset[int], texts: Sequence[str]) -> Sequence[str]:
    """The texts with those of `rows` empty."""
    if not rows:
        return texts
    return ["" if row in rows else text for row, text in enumerate(texts)]


def view_of(batch: Batch, original: TextColumn, rows: Sequence[int]) -> View:
    """The view of a batch. `original` holds its targets, `rows` are those with ENTITY_TRIGGER."""
    texts = original.texts
    found = {row: marks for row in rows if (marks := entities(texts[row]))}
    if not found:
        return View(batch, original, {}, {})
    undone = {row: undo_entities(texts[row], marks) for row, marks in found.items()}
    changed = [undone[row][0] if row in undone else text for row, text in enumerate(texts)]
    maps = {row: mapping for row, (_, mapping) in undone.items()}
    return View(batch, TextColumn(changed), maps, found)
