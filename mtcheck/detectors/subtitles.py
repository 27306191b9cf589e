"""Kind `subtitles`: cues that nobody can read in time, lines too long for the screen, overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from mtcheck.batch import Cue
from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.text.locale import speaks
from mtcheck.text.views import View

_ANY = "other"
_SHORTEST = 0.001
"""Seconds below which a cue is not shown at all."""

_JITTER = 0.05
"""Seconds by which cues may overlap: about a frame, from rounding."""


class SubtitlesOptions(Options):
    """`measure`: characters in a second, characters in a line, or an overlap with the cue before.
    `most` by language, `other` for all others. In the languages `half`, ASCII characters
    count as a half each, as their guides count them.
    """

    measure: Literal["speed", "line", "overlap"]
    most: Mapping[str, float] = {}
    half: tuple[str, ...] = ()


class SubtitlesDetector(Detector):
    """Measures cues. Evidence: `value` as measured and `most`, rounded; `seconds` of a cue."""

    Options = SubtitlesOptions

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        cues = view.batch.cues
        if cues is None:
            return
        for rule in self.rules:
            options: SubtitlesOptions = self.read(rule)
            if options.measure == "overlap":
                yield from _overlaps(rule.id, view, cues)
                continue
            most = self._most(options)
            half = speaks(self.target_lang, options.half)
            for row, cue in enumerate(cues):
                text = view.batch.targets[row]
                if cue is not None and text and row not in view.set_aside:
                    yield from _measured(rule.id, row, text, cue, options.measure, most, half)

    def _most(self, options: SubtitlesOptions) -> float:
        known = (tag for tag in options.most if tag != _ANY and speaks(self.target_lang, [tag]))
        return options.most[max(known, key=len, default=_ANY)]


def _measured(
    rule: str, row: int, text: str, cue: Cue, measure: str, most: float, half: bool
) -> Iterator[Hit]:
    """What one cue has too much of."""
    if measure == "line":
        for start, end in pairwise((0, *cue.breaks, len(text))):
            end = start + len(text[start:end].rstrip())
            yield from _over(rule, (row, start, end), _size(text[start:end], half), most, cue)
    elif cue.end - cue.start >= _SHORTEST:
        speed = _size(text, half) / (cue.end - cue.start)
        yield from _over(rule, (row, 0, len(text)), speed, most, cue)


def _over(
    rule: str, place: tuple[int, int, int], value: float, most: float, cue: Cue
) -> Iterator[Hit]:
    if value > most:
        seconds = f"{cue.end - cue.start:.1f}"
        evidence = {"value": f"{value:.0f}", "most": f"{most:g}", "seconds": seconds}
        yield Hit(rule, *place, evidence=evidence, original=True)


def _size(text: str, half: bool) -> float:
    if not half:
        return len(text)
    return sum(0.5 if character.isascii() else 1 for character in text)


def _overlaps(rule: str, view: View, cues: Sequence[Cue | None]) -> Iterator[Hit]:
    """Cues of one document that are shown while the one before still is. A cue that says where on
    the screen it stands may."""
    batch = view.batch
    for row in range(1, len(cues)):
        before, cue = cues[row - 1], cues[row]
        if before is None or cue is None or before.placed or cue.placed:
            continue
        shared = min(before.end, cue.end) - max(before.start, cue.start)
        text = batch.targets[row]
        if shared > _JITTER and text and batch.document_of(row) == batch.document_of(row - 1):
            related = ((row - 1, 0, len(batch.targets[row - 1])),)
            evidence = {"value": f"{shared:.1f}"}
            yield Hit(rule, row, 0, len(text), evidence, related, original=True)
