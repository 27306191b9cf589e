"""Any model that sentence-transformers loads, and the network of `use` as one of its modules.

The library is an extra: it brings torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import numpy as np

from mtcheck.embed import LIBRARY, Vectors
from mtcheck.errors import UsageError


class TransformersEmbedder:
    """A model by its name or folder, on `device` (None: the library chooses). `use` is the network
    of `mtcheck.embed.use`, with the same vectors."""

    def __init__(self, model: str, device: str | None = None, batch_size: int = 64) -> None:
        self.name = f"{LIBRARY}:{model}"
        self._batch_size = batch_size
        try:
            library = import_module("sentence_transformers")
        except ImportError:
            hint = "pip install 'mtcheck[models]'"
            raise UsageError(f"{LIBRARY} is not installed", hint=hint) from None
        self._use = model == "use"
        try:
            if self._use:
                from mtcheck.embed.use_torch import UseModule

                self._model = library.SentenceTransformer(modules=[UseModule()], device=device)
            else:
                self._model = library.SentenceTransformer(model, device=device)
        except UsageError:
            raise
        except Exception as error:
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            hint = "name a folder, or a model that was downloaded before"
            raise UsageError(f"the model {model} cannot be loaded: {reason}", hint=hint) from None

    def refuse_unknown(self, *tags: str | None) -> None:
        """What a model of the caller's choice knows is for the caller: only `use` refuses."""
        if self._use:
            from mtcheck.embed.use import refuse_unknown

            refuse_unknown(*tags)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of `texts`, of unit length."""
        if not texts:
            return np.empty((0, 0), dtype=np.float32)
        made = self._model.encode(
            list(texts),
            batch_size=self._batch_size,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(made, dtype=np.float32)
