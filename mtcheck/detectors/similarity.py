"""Kind `similarity`: targets that do not mean what their source means, by sentence embeddings.

An embedding takes 1 ms for each side, a thousand times what other kinds take, so nothing is looked
at, and no model is imported, unless the options name a backend.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.text.views import View

_KEPT = re.compile(r"[a-z]{3,}|[0-9]+")
"""What a translation may keep as it is: words in Latin letters, and numbers."""


class SimilarityOptions(Options):
    """`backend`: see `mtcheck.embed`; none: nothing is looked at. `cache`: a file for its vectors.

    A target is hit at a cosine below `least`; below `surely` also where it shares a number or a
    word in Latin letters with its source. `characters` of the shorter side from which it is looked
    at.
    """

    backend: str = ""
    cache: Path | None = None
    least: float = 0.25
    surely: float = 0.1
    characters: int = 16


class SimilarityDetector(Detector):
    """Compares the sides of each row by the cosine of their vectors."""

    Options = SimilarityOptions

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        for rule in self.rules:
            options: SimilarityOptions = self.read(rule)
            if options.backend and view.source is not None:
                yield from self._detached(rule.id, options, view.source.texts, view.target.texts)

    def _detached(
        self, rule: str, options: SimilarityOptions, sources: Sequence[str], targets: Sequence[str]
    ) -> Iterator[Hit]:
        from mtcheck.embed import embedder, similarities

        model = embedder(options.backend, cache=options.cache)
        model.refuse_unknown(self.source_lang, self.target_lang)
        lengths = [min(map(len, sides)) for sides in zip(sources, targets, strict=True)]
        looked_at = [row for row, length in enumerate(lengths) if length >= options.characters]
        if not looked_at:
            return
        left = model.encode([sources[row] for row in looked_at])
        right = model.encode([targets[row] for row in looked_at])
        cosines = similarities(left, right)
        for number in np.flatnonzero(cosines < options.least).tolist():
            row = looked_at[number]
            if cosines[number] >= options.surely and _share(sources[row], targets[row]):
                continue
            evidence = {"similarity": f"{max(0.0, float(cosines[number])):.2f}"}
            place = (row, *_bounds(sources[row]))
            yield Hit(rule, row, *_bounds(targets[row]), evidence, sources=(place,))


def _share(source: str, target: str) -> bool:
    return not set(_KEPT.findall(source.lower())).isdisjoint(_KEPT.findall(target.lower()))


def _bounds(text: str) -> tuple[int, int]:
    """Where a text begins and ends without the spaces around it."""
    return len(text) - len(text.lstrip()), len(text.rstrip())
