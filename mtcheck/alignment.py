"""Documents as users have them, aligned: texts or files of any format in, pairs out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from mtcheck import readers
from mtcheck.align import LARGEST, Bead
from mtcheck.align import align as best_beads
from mtcheck.embed import Embedder, Vectors, embedder, metered
from mtcheck.errors import UsageError
from mtcheck.readers import ReadOptions
from mtcheck.watch import Watch

_PART = 512
"""Texts that are embedded at a time."""


class AlignedPair(NamedTuple):
    """Texts that belong together. One is empty where the other has no counterpart. `similarity` is
    the cosine of their vectors."""

    source: str
    target: str
    similarity: float
    bead: Bead


def align(
    sources: Sequence[str],
    targets: Sequence[str],
    *,
    source_lang: str | None = None,
    target_lang: str | None = None,
    backend: str = "use",
    cache: Path | None = None,
    watch: Watch | None = None,
) -> list[Bead]:
    """Which sentences of two documents belong together; every one is in exactly one bead.

    Languages are BCP 47 tags. `backend` is one of `mtcheck.embed`; `cache` a file for its vectors;
    `watch` looks on.
    Raises UsageError for a language that the backend does not know.
    """
    model = embedder(backend, cache=cache)
    model.refuse_unknown(source_lang, target_lang)
    total = LARGEST * (len(sources) + len(targets))
    return best_beads(sources, targets, partial(_encoded, model, watch or Watch(), total))


def _encoded(model: Embedder, watch: Watch, total: int, texts: Sequence[str]) -> Vectors:
    """The vectors of texts. `watch` looks on at `total` of them in all."""
    parts = [texts[start : start + _PART] for start in range(0, len(texts), _PART)]
    return np.concatenate([metered(model, part) for part in watch.works(parts, total)])


def align_files(
    source: str,
    target: str,
    *,
    source_lang: str | None = None,
    target_lang: str | None = None,
    backend: str = "use",
    cache: Path | None = None,
    watch: Watch | None = None,
) -> Iterator[AlignedPair]:
    """The same for the segments of two files of any format. Languages not told are detected.

    Raises InputError for a file that cannot be read, besides what `align` raises.
    """
    if source == target == "-":
        raise UsageError("only one document can come from standard input", hint="name a file")
    watch = watch or Watch()
    watch.begins([source, target])
    sources, source_lang = _segments(source, source_lang, watch)
    targets, target_lang = _segments(target, target_lang, watch)
    languages = {"source_lang": source_lang, "target_lang": target_lang}
    beads = align(sources, targets, backend=backend, cache=cache, watch=watch, **languages)
    return (_pair(bead, sources, targets) for bead in beads)


def _segments(path: str, lang: str | None, watch: Watch) -> tuple[list[str], str | None]:
    """The texts of a file, and their language."""
    texts: list[str] = []
    batches = readers.read(path, ReadOptions(target_lang=lang), on_open=watch.opens)
    for batch in watch.over(path, batches):
        texts.extend(batch.targets)
        lang = lang or batch.target_lang
    return texts, lang


def _pair(bead: Bead, sources: Sequence[str], targets: Sequence[str]) -> AlignedPair:
    source, target = " ".join(sources[slice(*bead.source)]), " ".join(targets[slice(*bead.target)])
    return AlignedPair(source, target, bead.similarity, bead)
