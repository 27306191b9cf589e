"""Kind `completeness`: a side that is empty, and targets that only repeat their source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.rule import Rule
from mtcheck.text.columns import TextColumn
from mtcheck.text.copies import Prose, copies
from mtcheck.text.views import View

_MARKS = 16
"""Characters of the longest side that counts as empty."""


class CompletenessOptions(Options):
    """`missing`: what is looked for; a `translation` is missing where the target is its source.
    `letters`: of the other side, from which a side of marks alone counts as empty. `aligned`: the
    rule is for rows that an alignment of sentences made, and for these alone; then the other side
    needs the `letters` in any case.
    `words` of a repeated text from which it is no label, in scripts with spaces.
    """

    missing: Literal["target", "source", "translation"]
    letters: int = 4
    words: int = 3
    aligned: bool = False


class CompletenessDetector(Detector):
    """Compares the sides as wholes. A finding about an empty side points to the other one."""

    Options = CompletenessOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._prose = Prose(source_lang, target_lang)

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        if view.source is None:
            return
        for rule in self.rules:
            options: CompletenessOptions = self.read(rule)
            aligned = view.batch.likeness is not None
            if options.missing == "translation":
                yield from self._copies(rule.id, options, view, view.source)
            elif aligned is not options.aligned:
                continue
            elif options.missing == "target":
                for row in _missing(view.target, view.source, options):
                    start, end = _bounds(view.source.texts[row])
                    yield Hit(rule.id, row, start, end, side="source")
            else:
                for row in _missing(view.source, view.target, options):
                    yield Hit(rule.id, row, *_bounds(view.target.texts[row]))

    def _copies(
        self, rule: str, options: CompletenessOptions, view: View, source: TextColumn
    ) -> Iterator[Hit]:
        if self._prose.is_off:
            return
        for row in copies(view.target, source):
            text = view.target.texts[row]
            if self._prose.needs_translation(text, options.words):
                place = (row, *_bounds(source.texts[row]))
                yield Hit(rule, row, *_bounds(text), sources=(place,))


def _missing(column: TextColumn, other: TextColumn, options: CompletenessOptions) -> list[int]:
    """Rows of which `column` lacks the text."""
    found = _empty(column, other, options.letters)
    if not options.aligned:
        return found
    return [row for row in found if _letters(other.texts[row]) >= options.letters]


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _empty(column: TextColumn, other: TextColumn, letters: int) -> list[int]:
    """Rows of `column` without words whose `other` side has some.

    A dash may stand for "n/a": where marks are left, the other side must have `letters`.
    """
    few = np.diff(column.starts) - 1 <= _MARKS
    found = []
    for row in np.flatnonzero(few).tolist():
        text = column.texts[row].strip()
        spoken = _letters(other.texts[row])
        if not any(map(str.isalnum, text)) and spoken >= (letters if text else 1):
            found.append(row)
    return found


def _bounds(text: str) -> tuple[int, int]:
    """Where a text begins and ends without the spaces around it."""
    return len(text) - len(text.lstrip()), len(text.rstrip())
