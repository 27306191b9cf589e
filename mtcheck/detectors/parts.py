"""Kind `parts`: sentences and clauses of a segment that the other side does not have, by lengths
and sentence embeddings.

A side that is too long for the other one is compared with it again without each of its parts. Where
both mean more alike without a part, that part is what the other side lacks. Nothing is looked at,
and no model is loaded, unless the options name a backend.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.embed import DECIMALS, Embedder, embedder, refuse_file, remembered
from mtcheck.text.columns import TextColumn
from mtcheck.text.lengths import LengthModel, Lengths, without_markup
from mtcheck.text.views import View

_Side = TypeVar("_Side", TextColumn, Lengths)

_CLOSING = r"[\"'”’»」』）)\]]*\s*"
_SENTENCE = re.compile(rf"(?:[.!?…](?={_CLOSING}\s)|[。！？])+{_CLOSING}")
_CLAUSE = re.compile(rf"(?:[.!?…;:,](?={_CLOSING}\s)|[。！？；：，、])+{_CLOSING}|\s[-–—]+\s|——")
_TOGETHER = 4
"""Pieces on end that one part may have."""
_PIECES = 40
"""Pieces of a text that are looked at one by one; one with more is cut at its sentences only."""


class PartsOptions(Options):
    """`backend`: see `mtcheck.embed`; none: nothing is looked at. `cache`: a file for its vectors.
    `are`: which parts are looked for: clauses of the source that were `omitted`, or sentences of
    the target that were `added`.

    A row is looked at where its lengths are `deviations` from what they let expect of one another
    (see `table`, as in the kind `length`), but not from `told` on where the longer side has
    `told_from` characters: that the rules about length tell. Both sides have `characters` or more,
    and the longer one `longest` at most. A part is no more than `share` of its text. It is told
    where both sides are more alike without it by `above`, where this times the deviations is
    `least`, and where they then have a cosine of `fits`.
    """

    are: Literal["omitted", "added"]
    backend: str = ""
    cache: Path | None = None
    table: str = "lengths.tsv"
    deviations: float = 1.0
    told: float = 3.7
    told_from: int = 60
    above: float = 0.04
    least: float = 0.15
    fits: float = 0.4
    share: float = 0.8
    characters: int = 16
    longest: int = 4000


class _Part(NamedTuple):
    """Where a part stands, and the cosines of both sides with and without it."""

    start: int
    end: int
    before: float
    after: float


class PartsDetector(Detector):
    """Looks for what one side lacks in rows whose lengths do not fit. A hit stands at the part:
    what was omitted in the source. Evidence: `before` and `after`, the likeness with and without.
    """

    Options = PartsOptions
    costly = True

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        for rule in self.rules:
            options: PartsOptions = self.read(rule)
            table = rule.table(options.table, "letters", "variance", "slack")
            lengths = LengthModel.of(table, self.source_lang, self.target_lang)
            if not options.backend or view.source is None or lengths is None:
                continue
            model = embedder(options.backend, cache=options.cache)
            refuse_file(model, view.batch.path, self.source_lang, self.target_lang)
            sides = view.source, view.target
            sides = view.source, view.target
            for row, off in _unbalanced(options, lengths, view, *sides):
                own, other = (side.texts[row] for side in _ordered(options, *sides))
                if part := _lacking(options, model, own, other, off):
                    yield _hit(rule.id, options, row, part, other)


def _ordered(options: PartsOptions, source: _Side, target: _Side) -> tuple[_Side, _Side]:
    """The side that has too much first."""
    return (source, target) if options.are == "omitted" else (target, source)


def _unbalanced(
    options: PartsOptions, lengths: LengthModel, view: View, source: TextColumn, target: TextColumn
) -> Iterator[tuple[int, float]]:
    """Rows of which one side is too long for the other, also without markup and addresses, and by
    how many deviations."""
    far = np.flatnonzero(_excess(options, lengths, source, target)).tolist()
    for row in far if view.asked is None else sorted(view.asked.intersection(far)):
        texts = source.texts[row], target.texts[row]
        sizes = sorted(map(len, texts))
        if options.characters <= sizes[0] and sizes[1] <= options.longest:
            plain = (TextColumn([without_markup(text)]) for text in texts)
            if off := float(_excess(options, lengths, *plain)[0]):
                yield row, off


def _excess(
    options: PartsOptions, model: LengthModel, source: TextColumn, target: TextColumn
) -> Lengths:
    """By how many deviations a side is too long, 0 where that is too little or told by others."""
    lengths = model.lengths(source, target)
    off = model.deviations(*lengths) * (-1 if options.are == "omitted" else 1)
    told = (off >= options.told) & (_ordered(options, *lengths)[0] >= options.told_from)
    return np.where((off >= options.deviations) & ~told, off, 0.0)


def _lacking(
    options: PartsOptions, model: Embedder, own: str, other: str, off: float
) -> _Part | None:
    """The part of a text without which it is most like the other side, where that says enough."""
    parts = list(_parts(options, own))
    if not parts:
        return None
    rests = [f"{own[:start].rstrip()} {own[end:].lstrip()}".strip() for start, end in parts]
    vectors = remembered(model, [other, own, *rests])
    cosines = np.round(vectors[1:] @ vectors[0], DECIMALS)
    best = int(np.argmax(cosines[1:]))
    before, after = float(cosines[0]), float(cosines[1 + best])
    gain = after - before
    if gain < options.above or gain * off < options.least or after < options.fits:
        return None
    return _Part(*parts[best], before, after)


def _parts(options: PartsOptions, text: str) -> Iterator[tuple[int, int]]:
    """One to four pieces on end, but not most of the text."""
    cut = _CLAUSE if options.are == "omitted" else _SENTENCE
    pieces = _pieces(cut, text)
    if len(pieces) > _PIECES:
        pieces = _pieces(_SENTENCE, text)
    for first, (start, _) in enumerate(pieces[:_PIECES]):
        for _, end in pieces[first : first + _TOGETHER]:
            if end - start <= options.share * len(text):
                yield start, start + len(text[start:end].rstrip())


def _pieces(cut: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    ends = [found.end() for found in cut.finditer(text)]
    return list(pairwise(dict.fromkeys([0, *ends, len(text)])))


def _hit(rule: str, options: PartsOptions, row: int, part: _Part, other: str) -> Hit:
    evidence = {"before": f"{max(0.0, part.before):.2f}", "after": f"{part.after:.2f}"}
    if options.are == "omitted":
        return Hit(rule, row, part.start, part.end, evidence, side="source")
    source = row, len(other) - len(other.lstrip()), len(other.rstrip())
    return Hit(rule, row, part.start, part.end, evidence, sources=(source,))
