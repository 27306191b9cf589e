"""Sentence embeddings: one interface, backends by name. Only this package imports a model library.

`use` is the multilingual Universal Sentence Encoder, which comes with mtcheck's dependencies;
`sentence-transformers:MODEL` is any model that library loads.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mtcheck.errors import InputError, UsageError
from mtcheck.unspaced import unspaced

Vectors = NDArray[np.float32]
"""One row of unit length for each text."""
Vector = NDArray[np.float32]
"""One of them."""

LIBRARY = "sentence-transformers"
DECIMALS = 3
"""What of a similarity is kept. The library and the processor move it by less than 0.000001, so
that two runs agree in what is kept unless a value lies that near to the border of two."""


class Embedder(Protocol):
    """Turns texts into vectors; near vectors mean near meanings, also across languages."""

    name: str
    """The backend and its model, as reports name it."""

    def refuse_unknown(self, *tags: str | None) -> None:
        """Raise UsageError for a language the model was not made for. None: not known, taken."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of `texts`, in order."""


@dataclass
class Meter:
    """What embedding has cost this process: texts, and seconds without those of loading."""

    texts: int = 0
    seconds: float = 0.0


METER = Meter()


def metered(model: Embedder, texts: Sequence[str]) -> Vectors:
    """The vectors of `texts`, noted in METER. Models know Chinese and Japanese without spaces."""
    started = time.perf_counter()
    vectors = model.encode(list(map(unspaced, texts)))
    METER.texts += len(texts)
    METER.seconds += time.perf_counter() - started
    return vectors


_REMEMBERED = 8192
"""Vectors that `remembered` keeps, 16 MB of `use`: more than both sides of a batch."""
_memory: dict[tuple[str, str], Vector] = {}


def remembered(model: Embedder, texts: Sequence[str]) -> Vectors:
    """The vectors of `texts`, which are not made again if they were among the last asked for."""
    missing = [text for text in dict.fromkeys(texts) if (model.name, text) not in _memory]
    if len(_memory) + len(missing) > _REMEMBERED:
        _memory.clear()
        missing = list(dict.fromkeys(texts))
    made = zip(missing, metered(model, missing), strict=True) if missing else ()
    own = {(model.name, text): vector for text, vector in made}
    if len(own) <= _REMEMBERED:
        _memory.update(own)
    found = [own[key] if key in own else _memory[key] for key in ((model.name, t) for t in texts)]
    return np.stack(found) if found else metered(model, texts)


def embedder(
    backend: str = "use",
    *,
    device: str | None = None,
    batch_size: int = 64,
    cache: Path | None = None,
) -> Embedder:
    """The backend of that name, loaded once in a process.

    `device` and `batch_size` are for sentence-transformers. `cache`: a file to keep vectors in;
    none: that of `keep`. Raises UsageError for an unknown backend, and where it or its model is not
    installed; with a cache that is found when the first vector is made.
    """
    named = backend, device, batch_size
    file = cache or _kept.file
    return _cached(file, _kept.largest, *named) if file else _loaded(*named)


@dataclass
class _Kept:
    file: Path | None = None
    largest: int = 2**30


_kept = _Kept()


def keep(file: Path | None, largest: int) -> None:
    """Keep the vectors of this process in a file of up to `largest` bytes, or in none."""
    _kept.file, _kept.largest = file, largest


@lru_cache(maxsize=4)
def _cached(
    file: Path, largest: int, backend: str, device: str | None, batch_size: int
) -> Embedder:
    from mtcheck.embed.cache import CachedEmbedder

    refuse_unknown_backend(backend)
    return CachedEmbedder(_Unloaded(backend, device, batch_size), file, largest)


class _Unloaded:
    """A backend that is loaded when vectors are made: a cache may have all of them."""

    def __init__(self, backend: str, device: str | None, batch_size: int) -> None:
        self.name = backend
        self._options = device, batch_size

    def refuse_unknown(self, *tags: str | None) -> None:
        refuse_unknown_language(self.name, *tags)

    def encode(self, texts: Sequence[str]) -> Vectors:
        return _loaded(self.name, *self._options).encode(texts)


@lru_cache(maxsize=4)
def _loaded(backend: str, device: str | None, batch_size: int) -> Embedder:
    kind, _, model = backend.partition(":")
    if backend == "use":
        from mtcheck.embed.use import UniversalSentenceEncoder

        return UniversalSentenceEncoder()
    if kind == LIBRARY and model:
        from mtcheck.embed.transformers import TransformersEmbedder

        return TransformersEmbedder(model, device, batch_size)
    raise _unknown(backend)


def refuse_unknown_backend(name: str) -> None:
    """Raise UsageError for what is no name of a backend; nothing is loaded."""
    kind, _, model = name.partition(":")
    if name != "use" and not (kind == LIBRARY and model):
        raise _unknown(name)


def knows(backend: str, *tags: str | None) -> bool:
    """Whether a backend may be asked about these languages; nothing is loaded. None: not known,
    taken. What a model of the caller's choice knows is for the caller."""
    try:
        refuse_unknown_language(backend, *tags)
    except UsageError:
        return False
    return True


def refuse_unknown_language(backend: str, *tags: str | None) -> None:
    """Raise UsageError for a language that a backend was not made for; nothing is loaded. What a
    model of the caller's choice knows is for the caller."""
    if backend in ("use", f"{LIBRARY}:use"):
        from mtcheck.embed.use import refuse_unknown

        refuse_unknown(*tags)


def refuse_file(model: Embedder, path: str, *tags: str | None) -> None:
    """Raise InputError for the file `path`, which is in a language the model was not made for: it
    cannot be checked, and others can."""
    try:
        model.refuse_unknown(*tags)
    except UsageError as error:
        raise InputError(error.message, path=path, hint=error.hint) from None


def _unknown(name: str) -> UsageError:
    hint = f"write use or {LIBRARY}:MODEL"
    return UsageError(f"there is no embedding backend `{name}`", hint=hint)


def similarities(left: Vectors, right: Vectors) -> NDArray[np.float32]:
    """The cosine of each row of `left` with the same row of `right`, rounded."""
    products = np.einsum("ij,ij->i", left, right)
    rounded: Vectors = np.round(products, DECIMALS).astype(np.float32, copy=False)
    return rounded


def similarity(left: Vector, right: Vector) -> float:
    """The cosine of two vectors, rounded."""
    return round(float(left @ right), DECIMALS)
