"""Kind `similarity`: targets that do not mean what their source means, by sentence embeddings.

An embedding takes 1 ms for each side, a thousand times what other kinds take, so nothing is looked
at, and no model is imported, unless the options name a backend.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.embed import Embedder, Vector, embedder, refuse_file, remembered, similarity
from mtcheck.model import Confidence
from mtcheck.text.views import View

_KEPT = re.compile(r"[a-z]{3,}|[0-9]+")
"""What a translation may keep as it is: words in Latin letters, and numbers."""
_SYLLABIC = "\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_SYLLABIC}]|[^\W{_SYLLABIC}]+")
"""A letter of Chinese or Japanese, or a word of others."""
_SYLLABLE = re.compile(rf"[{_SYLLABIC}]")
_STEM = 5
"""Letters by which words of the source are told apart; words with fewer are of the grammar."""
_RUN = 5
"""Letters of Chinese or Japanese that say as much as two words."""
_NEIGHBOURS = (-2, -1, 1, 2)


class SimilarityOptions(Options):
    """`backend`: see `mtcheck.embed`; none: nothing is looked at. `cache`: a file for its vectors.
    `are`: which targets are looked for: those that fit no source nearby, those that fit that of a
    neighbour, or those that go round in circles.

    A target is apart from its source at a cosine below `least`, or `least_of_short` where the
    shorter side has fewer than `long` characters; below `surely` also where it shares a number or a
    word in Latin letters with its source. `characters` of the shorter side from which it is looked
    at. A neighbour's source fits if its cosine is above `fits`.

    A target circles where it says something three times, or twice if the cosine is below `unlike`.
    Things said are two words, one of them long or with a capital where it takes three times, or
    five letters of Chinese or Japanese. Those said again are this share of all, `loop` or
    `loop_of_two`, beyond `echo` times that of the source, and two more than the source has of them
    or of words. Words of the source that begin alike count as one, whatever their endings.
    """

    are: Literal["detached", "misplaced", "circling"] = "detached"
    backend: str = ""
    cache: Path | None = None
    least: float = 0.25
    least_of_short: float = 0.2
    long: int = 40
    surely: float = 0.1
    characters: int = 16
    fits: float = 0.5
    unlike: float = 0.4
    loop: float = 0.15
    loop_of_two: float = 0.2
    echo: float = 3.0


class _Compared:
    """The rows of a batch that are looked at, and the cosines of their sides. Vectors of further
    sources are made as they are asked for."""

    def __init__(
        self, model: Embedder, view: View, sources: Sequence[str], characters: int
    ) -> None:
        self.batch, self.sources, self.targets = view.batch, sources, view.target.texts
        self._model, self._characters = model, characters
        asked = range(len(view.batch)) if view.asked is None else sorted(view.asked)
        rows = [row for row in asked if self.is_long(row)]
        self._left = _vectors(model, sources, rows)
        self._right = _vectors(model, self.targets, rows)
        self.cosines = {row: similarity(self._left[row], self._right[row]) for row in rows}

    def is_long(self, row: int) -> bool:
        """Whether both sides of a row say enough to be compared."""
        return min(len(self.sources[row]), len(self.targets[row])) >= self._characters

    def cosine(self, source: int, target: int) -> float:
        """That of the source of one row and the target of one that is looked at."""
        if source not in self._left:
            self._left |= _vectors(self._model, self.sources, [source])
        return similarity(self._left[source], self._right[target])


def _vectors(model: Embedder, texts: Sequence[str], rows: Sequence[int]) -> dict[int, Vector]:
    """The vector of each row; equal texts are embedded once."""
    wanted = {row: texts[row] for row in rows}
    distinct = list(dict.fromkeys(wanted.values()))
    known = dict(zip(distinct, remembered(model, distinct), strict=True))
    return {row: known[text] for row, text in wanted.items()}


class SimilarityDetector(Detector):
    """Compares the sides of each row by the cosine of their vectors.

    A hit that a low cosine alone speaks for, above `surely`, is of medium confidence, and so is a
    target that says something twice. Evidence: `similarity`; of misplaced targets also `other`,
    that with the neighbour, and its `line`.
    """

    Options = SimilarityOptions
    costly = True

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        compared: dict[tuple[str, Path | None, int], _Compared | None] = {}
        for rule in self.rules:
            options: SimilarityOptions = self.read(rule)
            if not options.backend or view.source is None:
                continue
            key = options.backend, options.cache, options.characters
            if key not in compared:
                compared[key] = self._compare(options, view, view.source.texts)
            if (known := compared[key]) is not None:
                yield from _hits(rule.id, options, view, known)

    def _compare(
        self, options: SimilarityOptions, view: View, sources: Sequence[str]
    ) -> _Compared | None:
        if view.asked is not None and not view.asked:
            return None
        model = embedder(options.backend, cache=options.cache)
        refuse_file(model, view.batch.path, self.source_lang, self.target_lang)
        return _Compared(model, view, sources, options.characters)


def _hits(rule: str, options: SimilarityOptions, view: View, known: _Compared) -> Iterator[Hit]:
    sources, targets = known.sources, known.targets
    for row, cosine in known.cosines.items():
        sides = sources[row], targets[row]
        apart = _is_apart(options, cosine, *sides)
        neighbour = _neighbour(options, known, row) if apart else None
        looks = options.are == "circling" and not apart
        circles = _circles(options, cosine, *sides) if looks else 0
        are = "misplaced" if neighbour else "detached" if apart else "circling" if circles else ""
        if are != options.are:
            continue
        evidence: dict[str, str | int] = {"similarity": f"{max(0.0, cosine):.2f}"}
        place = row
        if neighbour is not None:
            place = neighbour[0]
            evidence |= {"other": f"{neighbour[1]:.2f}", "line": view.batch.lines[place]}
        sure = are == "misplaced" or cosine < options.surely or circles > 2
        source = (place, *_bounds(sources[place]))
        confidence = None if sure else Confidence.MEDIUM
        bounds = _bounds(targets[row])
        yield Hit(rule, row, *bounds, evidence, confidence=confidence, sources=(source,))


def _is_apart(options: SimilarityOptions, cosine: float, source: str, target: str) -> bool:
    """Whether the sides are so little alike that one cannot translate the other."""
    is_long = min(len(source), len(target)) >= options.long
    if cosine >= (options.least if is_long else min(options.least, options.least_of_short)):
        return False
    return cosine < options.surely or not _share(source, target)


def _neighbour(options: SimilarityOptions, known: _Compared, row: int) -> tuple[int, float] | None:
    """The row and cosine of a neighbour in the document whose source the target fits best."""
    document = known.batch.document_of(row)
    best: tuple[int, float] | None = None
    for other in (row + step for step in _NEIGHBOURS):
        if document is None or not 0 <= other < len(known.batch):
            continue
        if known.batch.document_of(other) != document or not known.is_long(other):
            continue
        cosine = known.cosine(other, row)
        if cosine >= options.fits and (best is None or cosine > best[1]):
            best = other, cosine
    return best


def _circles(options: SimilarityOptions, cosine: float, source: str, target: str) -> int:
    """How often at least a target says a thing again while its source hardly does: 3, 2 or 0."""
    said = list(_said(_WORD.findall(target)))
    stems = [word[:_STEM] for word in _WORD.findall(source)]
    own = list(_said(stems))
    echoed = _again(own, 2)
    least = options.echo * echoed / max(1, len(own))
    names = [one for one in said if any(map(_tells, one))]
    for times, things, loop in ((3, names, options.loop), (2, said, options.loop_of_two)):
        again = _again(things, times) if times == 3 or cosine < options.unlike else 0
        more = again - max(echoed, _words_again(stems)) >= 2
        if more and again / len(said) - least >= loop:
            return times
    return 0


def _said(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Neighbouring words, and runs of letters of Chinese or Japanese."""
    for first, word in enumerate(words):
        many = _RUN if _is_syllabic(word) else 2
        piece = tuple(words[first : first + many])
        if len(piece) == many and len(set(map(_is_syllabic, piece))) == 1:
            yield piece


def _is_syllabic(word: str) -> bool:
    return _SYLLABLE.match(word) is not None


def _tells(word: str) -> bool:
    """Whether a word is no word of the grammar alone, by its length or capital."""
    has_capital = len(word) > 1 and word[0] != word[0].lower()
    return len(word) >= _STEM or has_capital or _is_syllabic(word)


def _again(things: Sequence[tuple[str, ...]], times: int) -> int:
    """How many of the things were said before, of those said that many times."""
    counts = Counter(" ".join(one).lower() for one in things).values()
    return sum(count - 1 for count in counts if count >= times)


def _words_again(stems: Sequence[str]) -> int:
    """Words that stood there before, without those of the grammar, which do so in any sentence."""
    told = [stem.lower() for stem in stems if len(stem) == _STEM]
    return len(told) - len(set(told))


def _share(source: str, target: str) -> bool:
    return not set(_KEPT.findall(source.lower())).isdisjoint(_KEPT.findall(target.lower()))


def _bounds(text: str) -> tuple[int, int]:
    """Where a text begins and ends without the spaces around it."""
    return len(text) - len(text.lstrip()), len(text.rstrip())
