"""Kind `completeness`: a side that is empty, blocks that stand elsewhere than in the source, and
targets that only repeat their source.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial
from html import unescape
from typing import Literal

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.embed import Vectors, embedder, knows, remembered
from mtcheck.model import Side
from mtcheck.moves import Move, moves
from mtcheck.rule import Rule
from mtcheck.text.columns import TextColumn
from mtcheck.text.copies import Prose, copies
from mtcheck.text.furniture import bare_line
from mtcheck.text.views import View

_MARKS = 16
"""Characters of the longest side that counts as empty."""


class CompletenessOptions(Options):
    """`missing`: what is looked for; a `translation` is missing where the target is its source, the
    `place` where a block of `sentences` stands elsewhere in the target: its sentences were left out
    at one place and added at another, and are as alike as `alike`. No other rule speaks of them.
    `letters`: of the other side, from which a side of marks alone counts as empty. `aligned`: the
    rule is for rows that an alignment of sentences made, and for these alone; then the other side
    needs the `letters` in any case.
    `words` of a repeated text from which it is no label, in scripts with spaces. `furniture`: a TSV
    beside the rule with a column `string`: texts of web pages that a translation may leave out.
    """

    missing: Literal["target", "source", "place", "translation"]
    letters: int = 4
    words: int = 3
    aligned: bool = False
    sentences: int = 2
    alike: float = 0.45
    furniture: str | None = None


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
        aligned = view.batch.likeness is not None
        moved: set[int] = set()
        for rule in sorted(self.rules, key=lambda rule: self.read(rule).missing != "place"):
            options: CompletenessOptions = self.read(rule)
            if options.missing == "translation":
                yield from self._copies(rule.id, options, view, view.source)
            elif aligned is not options.aligned:
                continue
            elif options.missing == "place":
                for move in self._moves(options, view, view.source):
                    moved.update(move.omitted, move.added)
                    yield _moved(rule.id, move, view, view.source)
            else:
                yield from self._gaps(rule, options, view, moved)

    def _gaps(
        self, rule: Rule, options: CompletenessOptions, view: View, moved: set[int]
    ) -> Iterator[Hit]:
        assert view.source is not None
        sides = view.target, view.source
        column, other = sides if options.missing == "target" else sides[::-1]
        side: Side = "source" if options.missing == "target" else "target"
        missing = [row for row in _missing(column, other, options) if row not in moved]
        known = _furniture(rule, options.furniture) if missing else frozenset()
        for row in missing:
            if bare_line(other.texts[row]) not in known:
                yield Hit(rule.id, row, *_bounds(other.texts[row]), side=side)

    def _moves(
        self, options: CompletenessOptions, view: View, source: TextColumn
    ) -> Iterator[Move]:
        """The moved blocks of each document that has sentences alone on both sides."""
        if not knows("use", self.source_lang, self.target_lang):
            return
        omitted = _missing(view.target, source, options)
        added = _missing(source, view.target, options)
        for part in view.batch.documents if omitted and added else ():
            rows = range(part.start, part.end)
            sides = [row for row in omitted if row in rows], [row for row in added if row in rows]
            texts = [source.texts[n] for n in sides[0]], [view.target.texts[n] for n in sides[1]]
            asked = partial(_vectors, *texts)
            yield from moves(*sides, asked, least=options.alike, sentences=options.sentences)

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


def _vectors(left: Sequence[str], right: Sequence[str]) -> tuple[Vectors, Vectors]:
    model = embedder("use")
    return remembered(model, left), remembered(model, right)


def _moved(rule: str, move: Move, view: View, source: TextColumn) -> Hit:
    """The block in the target, and in the source. Evidence: `sentences`, and the `line` of the
    target behind which the source has it."""
    places = [(row, *_bounds(view.target.texts[row])) for row in move.added]
    sources = tuple((row, *_bounds(source.texts[row])) for row in move.omitted)
    evidence = {"sentences": len(move.added), "line": view.batch.lines[move.omitted[0]]}
    return Hit(rule, *places[0], evidence, tuple(places[1:]), sources=sources)


def _furniture(rule: Rule, table: str | None) -> frozenset[str]:
    """The texts of web pages, as `bare_line` gives them."""
    if table is None:
        return frozenset()
    return frozenset(bare_line(row["string"]) for row in rule.table(table, "string"))


def _missing(column: TextColumn, other: TextColumn, options: CompletenessOptions) -> list[int]:
    """Rows of which `column` lacks the text."""
    found = _empty(column, other, options.letters)
    if not options.aligned:
        return found
    return [row for row in found if _letters(other.texts[row]) >= options.letters]


def _letters(text: str) -> int:
    """Letters and digits, without those of character references: `&laquo;` has none."""
    return sum(map(str.isalnum, unescape(text) if "&" in text else text))


def _says_something(character: str) -> bool:
    """Whether it is a letter, a digit or a sign that may stand for a word: “↑” for “up arrow”."""
    return character.isalnum() or unicodedata.category(character)[0] == "S"


def _empty(column: TextColumn, other: TextColumn, letters: int) -> list[int]:
    """Rows of `column` without words whose `other` side has some.

    A dash may stand for "n/a": where marks are left, the other side must have `letters`.
    """
    few = np.diff(column.starts) - 1 <= _MARKS
    found = []
    for row in np.flatnonzero(few).tolist():
        text = column.texts[row].strip()
        spoken = _letters(other.texts[row])
        if not any(map(_says_something, text)) and spoken >= (letters if text else 1):
            found.append(row)
    return found


def _bounds(text: str) -> tuple[int, int]:
    """Where a text begins and ends without the spaces around it."""
    return len(text) - len(text.lstrip()), len(text.rstrip())
