"""Sentence embeddings: one interface, backends by name. Only this package imports a model library.

`use` is the multilingual Universal Sentence Encoder, which comes with mtcheck's dependencies;
`sentence-transformers:MODEL` is any model that library loads.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mtcheck.errors import UsageError

Vectors = NDArray[np.float32]
"""One row of unit length for each text."""

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


def embedder(
    backend: str = "use",
    *,
    device: str | None = None,
    batch_size: int = 64,
    cache: Path | None = None,
) -> Embedder:
    """The backend of that name, loaded once in a process.

    `device` and `batch_size` are for sentence-transformers. `cache`: a file to keep vectors in.
    Raises UsageError for an unknown backend, and where it or its model is not installed.
    """
    found = _loaded(backend, device, batch_size)
    if cache is None:
        return found
    from mtcheck.embed.cache import CachedEmbedder

    return CachedEmbedder(found, cache)


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


def _unknown(name: str) -> UsageError:
    hint = f"write use or {LIBRARY}:MODEL"
    return UsageError(f"there is no embedding backend `{name}`", hint=hint)


def similarities(left: Vectors, right: Vectors) -> NDArray[np.float32]:
    """The cosine of each row of `left` with the same row of `right`, rounded."""
    products = np.einsum("ij,ij->i", left, right)
    rounded: Vectors = np.round(products, DECIMALS).astype(np.float32, copy=False)
    return rounded
