"""Kind `topics`: blocks that are about something else than their document, sentences that say what
another one said, and titles that fit neither the text below nor their source, by embeddings.

Nothing is looked at, and no model is loaded, unless the options name a backend.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck.batch import DocumentRows
from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.embed import (
    DECIMALS,
    Embedder,
    Vectors,
    embedder,
    refuse_file,
    remembered,
    similarity,
)
from mtcheck.text.views import View

_QUOTES = '"“”„«»「」『』'
_NEAREST = 3
"""Sentences of the document that a sentence or a block should be near to."""


class TopicsOptions(Options):
    """`backend`: see `mtcheck.embed`; none: nothing is looked at. `cache`: a file for its vectors.
    `are`: what is looked for: a `block` that is about something else, sentences that are said
    `again` in other words, a `title` of another text, or a `headline` that does not say what its
    source says.

    The likeness of a block is the mean cosine of its mean vector and the three nearest sentences
    outside it: less than `least`, or `least_of_two` for two sentences. Each of its sentences alone
    may have `least_of_each`. It has 2 to `sentences` sentences, of `characters` or more, none of
    which is speech; `rest` or more stand outside it, and `most` at most are in the document.

    The likeness of a title is that with the three nearest sentences below, of a headline the cosine
    with its source: less than `least`.

    A sentence says another one again at a cosine of `least` that is by `above` more than that of
    their sources.
    """

    are: Literal["block", "again", "title", "headline"]
    backend: str = ""
    cache: Path | None = None
    least: float = 0.17
    least_of_two: float = 0.12
    least_of_each: float = 0.3
    sentences: int = 8
    characters: int = 20
    rest: int = 5
    most: int = 1000
    above: float = 0.35


class _Block(NamedTuple):
    """Sentences `first:end` of a document."""

    first: int
    end: int
    likeness: float


class TopicsDetector(Detector):
    """Compares the sentences of each document. Evidence: `similarity`; of blocks `sentences`; of
    what is said again also `line`, that of the first, and `source`, the likeness of the sources.

    Blocks and titles are compared with their own text only where no source can tell more.
    """

    Options = TopicsOptions
    costly = True

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        for rule in self.rules:
            options: TopicsOptions = self.read(rule)
            needs_source = options.are in ("headline", "again")
            if options.backend and (view.source is not None) is needs_source and view.asked is None:
                model = embedder(options.backend, cache=options.cache)
                refuse_file(model, view.batch.path, self.source_lang, self.target_lang)
                look = _LOOKS[options.are]
                for part in view.batch.documents:
                    yield from look(rule.id, options, view, _members(view, part), model)


def _members(view: View, part: DocumentRows) -> list[int]:
    """The rows of a document that say something."""
    if part.id is None:
        return []
    return [row for row in range(part.start, part.end) if view.target.texts[row].strip()]


def _headlines(
    rule: str, options: TopicsOptions, view: View, members: Sequence[int], model: Embedder
) -> Iterator[Hit]:
    """The titles of a document that are far from their sources."""
    assert view.source is not None
    for row in filter(view.is_title, members):
        sides = view.source.texts[row], view.target.texts[row]
        if min(map(len, sides)) >= options.characters:
            cosine = similarity(*remembered(model, sides))
            if cosine < options.least:
                place = row, *_bounds(sides[0])
                evidence = {"similarity": _shown(cosine)}
                yield Hit(rule, row, *_bounds(sides[1]), evidence, sources=(place,))


def _titles(
    rule: str, options: TopicsOptions, view: View, members: Sequence[int], model: Embedder
) -> Iterator[Hit]:
    """The title of a document, where it is far from all that stands below."""
    texts = [view.target.texts[row] for row in members]
    few = not options.rest < len(members) <= options.most
    if few or not view.is_title(members[0]) or len(texts[0]) < options.characters:
        return
    vectors = remembered(model, texts)
    likeness = float(_nearest(vectors[1:] @ vectors[:1].T, axis=0)[0])
    if likeness < options.least:
        yield Hit(rule, members[0], *_bounds(texts[0]), {"similarity": _shown(likeness)})


def _repetitions(
    rule: str, options: TopicsOptions, view: View, members: Sequence[int], model: Embedder
) -> Iterator[Hit]:
    """Sentences that say what one before them said, while their sources do not."""
    source, targets = view.source.texts if view.source else (), view.target.texts
    rows = [n for n in members if len(targets[n]) >= options.characters and source[n].strip()]
    if not 2 <= len(rows) <= options.most:
        return
    vectors = remembered(model, [targets[row] for row in rows])
    alike = np.triu(np.round(vectors @ vectors.T, DECIMALS) >= options.least, 1)
    involved = np.flatnonzero(alike.any(axis=0) | alike.any(axis=1))
    if not len(involved):
        return
    own = remembered(model, [source[rows[n]] for n in involved.tolist()])
    likeness = vectors[involved] @ vectors[involved].T, own @ own.T
    again = alike[np.ix_(involved, involved)]
    again &= np.round(likeness[0] - likeness[1], DECIMALS) >= options.above
    for second in np.flatnonzero(again.any(axis=0)).tolist():
        first = int(again[:, second].argmax())
        row, before = (rows[int(involved[n])] for n in (second, first))
        if targets[row].strip() != targets[before].strip():  # that is `repeated-sentence`
            cosines = [_shown(float(one[first, second])) for one in likeness]
            evidence = dict(zip(("similarity", "source"), cosines, strict=True))
            line = {"line": view.batch.lines[before]}
            places = [(n, *_bounds(targets[n])) for n in (row, before)]
            sources = tuple((n, *_bounds(source[n])) for n in (row, before))
            yield Hit(rule, *places[0], {**evidence, **line}, (places[1],), sources=sources)


def _blocks(
    rule: str, options: TopicsOptions, view: View, members: Sequence[int], model: Embedder
) -> Iterator[Hit]:
    """The longest blocks that are far from the rest of their document."""
    texts = [view.target.texts[row] for row in members]
    if not options.rest < len(members) <= options.most:
        return
    vectors = remembered(model, texts)
    fit = [len(text) >= options.characters and not _is_speech(text) for text in texts]
    fit[0] = False
    taken: set[int] = set()
    for block in _far(options, vectors, fit):
        numbers = range(block.first, block.end)
        if taken.isdisjoint(numbers):
            taken.update(numbers)
            places = [(members[n], *_bounds(texts[n])) for n in numbers]
            evidence = {"similarity": _shown(block.likeness), "sentences": len(places)}
            yield Hit(rule, *places[0], evidence, tuple(places[1:]))


def _far(options: TopicsOptions, vectors: Vectors, fit: Sequence[bool]) -> list[_Block]:
    """All blocks of fit sentences that are far from the rest, the longest and farthest first."""
    products = vectors @ vectors.T
    sums = np.concatenate((np.zeros_like(products[:1]), np.cumsum(products, axis=0)))
    unfit = np.concatenate(([0], np.cumsum(~np.array(fit))))
    count = len(vectors)
    found = []
    for size in range(2, min(options.sentences, (count - 1) // 2, count - options.rest) + 1):
        least = options.least if size > 2 else options.least_of_two
        likeness = _likeness(sums[size:] - sums[:-size], size)
        far = (likeness < least) & (unfit[size:] == unfit[:-size])
        for first in np.flatnonzero(far).tolist():
            inner = products[first : first + size].copy()
            inner[:, first : first + size] = -1
            if _nearest(inner, axis=1).max() < options.least_of_each:
                found.append(_Block(first, first + size, round(float(likeness[first]), 3)))
    return sorted(found, key=lambda block: (block.first - block.end, block.likeness, block.first))


def _likeness(products: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """How near each block of `size` sentences is to those outside it. `products`: a row a block,
    the products of its summed vectors with each sentence."""
    own = np.arange(len(products))[:, None] + np.arange(size)
    length = np.sqrt(np.maximum(np.take_along_axis(products, own, 1).sum(axis=1), 1e-9))
    cosines = products / length[:, None]
    np.put_along_axis(cosines, own, -1, 1)
    return _nearest(cosines, axis=1)


def _nearest(cosines: NDArray[np.float32], *, axis: int) -> NDArray[np.float32]:
    """The mean of the highest cosines."""
    size = cosines.shape[axis]
    count = min(_NEAREST, size)
    ordered = np.partition(cosines, size - count, axis=axis)
    highest = np.take(ordered, np.arange(size - count, size), axis=axis)
    mean: NDArray[np.float32] = highest.mean(axis=axis)
    return mean


def _is_speech(text: str) -> bool:
    """Whether a quotation begins here, or goes on beyond the sentence: what people say may be about
    anything."""
    return text.lstrip()[:1] in _QUOTES or sum(map(text.count, _QUOTES)) % 2 == 1


def _bounds(text: str) -> tuple[int, int]:
    """Where a text begins and ends without the spaces around it."""
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _shown(cosine: float) -> str:
    return f"{max(0.0, cosine):.2f}"


_LOOKS = {"block": _blocks, "again": _repetitions, "title": _titles, "headline": _headlines}
