"""The network of the multilingual Universal Sentence Encoder, on numpy.

Nothing is computed twice. What depends on one token alone (projection, first convolutions) is kept
for the tokens seen last. What a token adds to its text depends on four tokens on either side of it:
each such window of a chunk is computed once, so that texts which overlap, or stand there again,
cost what is their own.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import chain
from mmap import mmap
from typing import IO, Any, NamedTuple, cast
from zipfile import ZipFile

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

DIMENSIONS = 512
WIDTH = 256
BRANCHES = ((2, 0), (3, 1), (5, 2))
"""Tokens a convolution looks at, and how many of them stand to the left."""
TOKENS = 8192
"""Tokens of a chunk, and distinct ones that are remembered: 16 kB each."""
_FEATURES = DIMENSIONS + len(BRANCHES) * WIDTH
_NEAR = 2
"""How far one convolution looks; the two of a branch look twice as far."""
_GAP = 2 * _NEAR
_PARTS, _PART = 17, 7530
"""Token `t` is row `t // 17` of part `t % 17` of the table."""
_ROWS = 768
"""Tokens computed at once."""
_BITS = 15
"""Of a number of a place: a chunk has fewer than 2**15 with its gaps."""


class Weights:
    """The weights as arrays."""

    def __init__(self, file: mmap) -> None:
        self.table = np.empty((_PARTS, _PART, DIMENSIONS), dtype=np.uint8)
        rest = {}
        for name, values in _stored(file):
            if name.startswith("q"):
                self.table[int(name[1:]) - 1] = values
            else:
                rest[name] = values
        orders = [count for count, _ in BRANCHES]
        self.projection = np.concatenate([rest[f"proj{n}"] for n in orders], axis=1)
        self.projection_bias = np.concatenate([rest[f"proj_b{n}"] for n in orders])
        self.gain = np.concatenate([rest[f"ln_g{n}"] for n in orders])
        self.bias = np.concatenate([rest[f"ln_b{n}"] for n in orders])
        self.first = [rest[f"w1_{n}"].reshape(n, WIDTH, WIDTH) for n in orders]
        self.first_bias = [rest[f"b1_{n}"] for n in orders]
        self.second = [rest[f"w2_{n}"].reshape(n, WIDTH, WIDTH) for n in orders]
        self.second_bias = [rest[f"b2_{n}"] for n in orders]
        self.rest = rest
        self.epsilon = float(rest["eps"])


def _stored(file: mmap) -> Iterator[tuple[str, NDArray[Any]]]:
    """The arrays of an .npz file by name. The file is known by its SHA-256, so that checksums of
    its parts tell nothing new, and `np.load`, which checks them, takes half as long again."""
    for part in ZipFile(cast("IO[bytes]", file)).infolist():
        head = part.header_offset
        lengths = (int.from_bytes(file[at : at + 2], "little") for at in (head + 26, head + 28))
        begin = head + 30 + sum(lengths)
        packed = file[begin : begin + part.compress_size]
        content = zlib.decompress(packed, -zlib.MAX_WBITS, part.file_size)
        opened = BytesIO(content)
        npy.read_magic(opened)
        shape, _, dtype = npy.read_array_header_1_0(opened)
        values = np.frombuffer(content, dtype, offset=opened.tell())
        yield part.filename.removesuffix(".npy"), values.reshape(shape)


class Network:
    """Numbers of tokens in, vectors of unit length out. Threads wait for one another."""

    def __init__(self, weights: Weights) -> None:
        self._turn = threading.Lock()
        self._weights = weights
        self._known = _Known(weights)

    def vectors(self, ids: Sequence[list[int]]) -> Floats:
        """A vector for each text of a chunk, which has up to TOKENS tokens, and two a text."""
        lengths = np.fromiter(map(len, ids), dtype=np.int64, count=len(ids))
        tokens = np.fromiter(chain.from_iterable(ids), dtype=np.int64, count=int(lengths.sum()))
        sums = np.zeros((len(ids), _FEATURES), dtype=np.float32)
        with self._turn:
            for block in _blocks(_chunk(self._known.slots(tokens), lengths)):
                self._add(block, sums)
        sums *= self._weights.rest["ln_g"]
        sums += lengths.astype(np.float32)[:, None] * self._weights.rest["ln_b"]
        return _sentences(self._weights, sums, lengths)

    def _add(self, block: _Block, sums: Floats) -> None:
        """Add the normalised features of the places of a block to the `sums` of their texts."""
        here = block.around[_NEAR]
        parts = [np.take(self._known.vectors, here, axis=0)]
        parts.extend(self._branch(number, block) for number in range(len(BRANCHES)))
        means = sum(part.sum(axis=1) for part in parts) / _FEATURES
        squares = sum(np.einsum("ij,ij->i", part, part) for part in parts) / _FEATURES
        scale = np.reciprocal(np.sqrt(squares - means * means + self._weights.epsilon))
        texts, numbers = np.unique(block.texts, return_inverse=True)
        shape = len(texts), len(here)
        counts = np.bincount(numbers * shape[1] + block.rows, minlength=shape[0] * shape[1])
        shares = counts.reshape(shape).astype(np.float32) * scale
        column = 0
        for part in parts:
            added = shares @ part
            added -= (shares @ means)[:, None]
            sums[texts, column : column + part.shape[1]] += added
            column += part.shape[1]

    def _branch(self, branch: int, block: _Block) -> Floats:
        """Two convolutions, each with what it was given added to it."""
        count, left = BRANCHES[branch]
        known, weights = self._known, self._weights.second[branch]
        inner = np.take(known.firsts[branch][left], block.around[_NEAR], axis=0)
        share = np.empty_like(inner)
        steps = [step for step in range(-left, count - left) if step]
        for step in steps:
            around = block.around[_NEAR + step]
            inner += _taken(known.firsts[branch][left + step], around, share)
        np.maximum(inner, 0, out=inner)
        inner += _taken(known.hidden[branch], block.around[_NEAR], share)
        outer: Floats = inner @ weights[left]
        for step in steps:
            np.matmul(inner, weights[left + step], out=share)
            givers, takers = _beside(share, step), _beside(outer, -step)
            givers[block.parted[abs(step)]] = 0
            takers += givers
        outer += self._weights.second_bias[branch]
        np.maximum(outer, 0, out=outer)
        outer += inner
        return outer


class _Known:
    """What depends on one token alone, for the tokens seen last: its vector, its projections, its
    shares in the first convolutions by place. Slot 0 is no token, and all zeros."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._slots = np.zeros(_PARTS * _PART, dtype=np.int64)
        self._count = 1
        self.vectors = np.zeros((TOKENS + 1, DIMENSIONS), dtype=np.float32)
        shape = TOKENS + 1, WIDTH
        self.hidden = [np.zeros(shape, dtype=np.float32) for _ in BRANCHES]
        self.firsts = [[np.zeros(shape, dtype=np.float32) for _ in range(n)] for n, _ in BRANCHES]

    def slots(self, tokens: Ints) -> Ints:
        """The slot of each token. There are no more distinct ones than TOKENS."""
        new = np.unique(tokens[self._slots[tokens] == 0])
        if self._count + len(new) > TOKENS + 1:
            self._slots[:] = 0
            self._count = 1
            new = np.unique(tokens)
        if len(new):
            self._learn(new)
        return self._slots[tokens]

    def _learn(self, new: Ints) -> None:
        w = self._weights
        mine = slice(self._count, self._count + len(new))
        self._count = mine.stop
        self._slots[new] = np.arange(mine.start, mine.stop)
        row, part = np.divmod(new, _PARTS)
        vectors = self.vectors[mine]
        vectors[:] = w.table[part, row]
        vectors *= w.rest["scale"][part, None]
        vectors += w.rest["lo"][part, None]
        projected = vectors @ w.projection
        projected += w.projection_bias
        _normalize(projected, w.gain, w.bias, w.epsilon)
        for branch, (count, left) in enumerate(BRANCHES):
            columns = slice(branch * WIDTH, (branch + 1) * WIDTH)
            hidden = self.hidden[branch][mine]
            hidden[:] = projected[:, columns]
            for place in range(count):
                np.matmul(hidden, w.first[branch][place], out=self.firsts[branch][place][mine])
            self.firsts[branch][left][mine] += w.first_bias[branch]


class _Chunk(NamedTuple):
    """Texts in one long row of slots with gaps between them. `kept` are the places that are
    computed, in order: the first of each window, and those beside them. `rows` and `texts` say
    which of the kept every token counts as, in order of the rows, and its text."""

    stream: Ints
    kept: Ints
    rows: Ints
    texts: Ints


class _Block(NamedTuple):
    """Some of the kept places. `around[_NEAR + d]`: the slots `d` places beside. `parted[d]`: which
    places do not stand `d` behind the place that is `d` earlier among the kept. `rows` and `texts`
    as in a chunk."""

    around: list[Ints]
    parted: list[Flags]
    rows: Ints
    texts: Ints


def _chunk(slots: Ints, lengths: Ints) -> _Chunk:
    texts = np.repeat(np.arange(len(lengths)), lengths)
    places = np.arange(len(slots)) + _GAP * (texts + 1)
    stream = np.zeros(len(slots) + _GAP * (len(lengths) + 2), dtype=np.int64)
    stream[places] = slots
    first, same = _windows(stream, places)
    wanted = np.zeros(len(stream), dtype=np.bool_)
    for step in range(-_NEAR, _NEAR + 1):
        wanted[places[first] + step] = True
    wanted &= stream > 0
    numbers = np.cumsum(wanted) - 1
    rows = numbers[places[first]][same]
    order = np.argsort(rows, kind="stable")
    return _Chunk(stream, np.flatnonzero(wanted), rows[order], texts[order])


def _windows(stream: Ints, places: Ints) -> tuple[Ints, Ints]:
    """Which of the places are the first with their window, and of each which of these it is."""
    fours = stream[:-3]
    for step in range(1, 4):
        fours = fours << _BITS | stream[step : len(stream) - 3 + step]
    _, four = np.unique(fours, return_inverse=True)
    nine = four[places - _GAP] << 2 * _BITS | four[places] << _BITS | four[places + 1]
    _, first, same = np.unique(nine, return_index=True, return_inverse=True)
    return first, same


def _blocks(chunk: _Chunk) -> Iterator[_Block]:
    """Blocks of about _ROWS places; what stands without a gap stays together."""
    kept = chunk.kept
    ends = np.append(np.flatnonzero(np.diff(kept) != 1) + 1, len(kept))
    begin = 0
    while begin < len(kept):
        fitting = np.searchsorted(ends, begin + _ROWS, "right") - 1
        end = int(ends[max(fitting, np.searchsorted(ends, begin, "right"))])
        here = kept[begin:end]
        around = [chunk.stream[here + step] for step in range(-_NEAR, _NEAR + 1)]
        parted = [here[step:] - here[: len(here) - step] != step for step in range(_NEAR + 1)]
        mine = slice(*np.searchsorted(chunk.rows, (begin, end)))
        yield _Block(around, parted, chunk.rows[mine] - begin, chunk.texts[mine])
        begin = end


def _taken(rows: Floats, numbers: Ints, out: Floats) -> Floats:
    """Those rows, in `out`; `clip` lets numpy write there at once."""
    return np.take(rows, numbers, axis=0, out=out, mode="clip")


def _beside(rows: Floats, step: int) -> Floats:
    """The rows that have one `step` before them."""
    return rows[step:] if step > 0 else rows[: len(rows) + step]


def _normalize(rows: Floats, gain: Floats, bias: Floats, epsilon: float) -> None:
    """Layer normalisation of each row, in place."""
    rows -= rows.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[-1]
    rows *= np.reciprocal(np.sqrt(variance + epsilon))[:, None]
    rows *= gain
    rows += bias


def _sentences(w: Weights, sums: Floats, lengths: Ints) -> Floats:
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
