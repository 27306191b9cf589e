"""Kind `markup`: tags and marks of markup languages, compared with the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.model import Confidence
from mtcheck.rule import Rule
from mtcheck.text import light_markup, tags, ui_marks
from mtcheck.text.columns import TextColumn
from mtcheck.text.originals import original_target
from mtcheck.text.specials import rows_with
from mtcheck.text.views import View

Place = tuple[int, int] | None
Found = tuple[str, Place, Place, str, tuple[tuple[int, int], ...]]
"""What happened, place in the source, place in the target, what is expected, further places."""
Compare = Callable[[str, str], Iterator[Found]]


_LINK = re.compile(r"href=[\"']?https?://")


class MarkupOptions(Options):
    """`of`: what is compared. `report`: what is reported of it: a mark that is `missing`, `added`,
    or `torn` apart; of tags also their `nesting` and an `attribute` that differs.

    `free`: attributes that are translated. `addresses`: attributes that may lead to the same page
    in another language.
    """

    of: tuple[Literal["tags", "markdown", "rst", "bbcode", "escapes", "shortcuts"], ...]
    report: tuple[Literal["missing", "added", "torn", "nesting", "attribute"], ...]
    free: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


class MarkupDetector(Detector):
    """Looks at the rows that hold a mark on either side. Evidence: `expected`, what the target
    should have."""

    Options = MarkupOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._options: dict[str, MarkupOptions] = {rule.id: self.read(rule) for rule in self.rules}

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        if view.source is None:
            return
        for of, marks in _MARKS.items():
            wanted = {id: one for id, one in self._options.items() if of in one.of}
            if not wanted:
                continue
            compare = _comparison(of, list(wanted.values()))
            for row in sorted(_rows(view.source, view.target, of, marks)):
                source, target = view.source.texts[row], original_target(view, row)
                if not source.strip() or not target.strip():
                    continue
                for found in compare(source, target):
                    for rule, options in wanted.items():
                        if found[0] in options.report:
                            yield _hit(rule, row, found)


_MARKS = {
    "tags": "<",
    "markdown": "`*#[",
    "rst": "`|",
    "bbcode": "[",
    "escapes": "\\",
    "shortcuts": "&_",
}
"""What a row must hold to be looked at. Only tags and Markdown are made up by engines: else the
mark must stand in the source."""


def _rows(source: TextColumn, target: TextColumn, of: str, marks: str) -> set[int]:
    found = rows_with(source, marks)
    return found | rows_with(target, marks) if of in ("tags", "markdown") else found


def _comparison(of: str, options: Sequence[MarkupOptions]) -> Compare:
    if of == "tags":
        free = frozenset(name for one in options for name in one.free)
        addresses = frozenset(name for one in options for name in one.addresses)
        return partial(_tags, free=free, addresses=addresses)
    return _COMPARISONS[of]


def _tags(
    source: str, target: str, free: frozenset[str], addresses: frozenset[str]
) -> Iterator[Found]:
    return iter(tags.changes(source, target, free, addresses))


def _light(source: str, target: str, language: light_markup.Language) -> Iterator[Found]:
    return ((*one, ()) for one in light_markup.differences(source, target, language))


def _escapes(source: str, target: str) -> Iterator[Found]:
    for lost in ui_marks.lost_escapes(source, target):
        yield _lost(lost)


def _shortcuts(source: str, target: str) -> Iterator[Found]:
    if lost := ui_marks.lost_shortcut(source, target):
        yield _lost(lost)


_COMPARISONS: Mapping[str, Compare] = {
    "markdown": partial(_light, language="markdown"),
    "rst": partial(_light, language="rst"),
    "bbcode": partial(_light, language="bbcode"),
    "escapes": _escapes,
    "shortcuts": _shortcuts,
}


def _lost(lost: ui_marks.Lost) -> Found:
    fate = "torn" if lost.broken else "missing"
    return fate, (lost.start, lost.end), lost.broken, lost.text, ()


def _hit(rule: str, row: int, found: Found) -> Hit:
    _, source, target, expected, others = found
    evidence = {"expected": expected}
    places = tuple((row, *place) for place in others)
    if target is None:
        start, end = source or (0, 1)
        return Hit(rule, row, start, end, evidence, places, side="source")
    sources = ((row, *source),) if source else ()
    # pages have translations of their own, and translators link to those
    doubt = Confidence.LOW if _LINK.match(expected) else None
    return Hit(
        rule, row, *target, evidence, places, confidence=doubt, original=True, sources=sources
    )
