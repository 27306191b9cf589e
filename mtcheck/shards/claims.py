"""What rows say for comparisons over the whole corpus, kept as sorted arrays beside the results.

A claim is 28 bytes: a key, a value and the number of a row. Those of a shard are sorted by key, so
that a part of all keys is one stretch of each file, and memory does not grow with the corpus.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtcheck.batch import Batch
from mtcheck.engine import Checked
from mtcheck.runners.checkpoint import written
from mtcheck.shards.base import Rows
from mtcheck.text.columns import TextColumn

CLAIM = np.dtype([("key", np.uint64), ("value", np.uint64), ("row", np.int64)])

PAIRS = "same-pair"
"""Name of the claims that tell exact duplicates: key and value are hashes of source and target."""

_BASE = 0x9E3779B97F4A7C15 | 1
_INVERSE = pow(_BASE, -1, 1 << 64)


class ShardClaims:
    """The claims of a shard, by the rule that compares them."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[NDArray[Any]]] = {}

    def take(self, rows: Rows, checked: Checked, near: float | None) -> None:
        """Note what the rows of a batch say."""
        numbers = np.asarray(rows.numbers, dtype=np.int64)
        for claims in checked.claims:
            self._add(claims.rule, claims.keys, claims.values, numbers[claims.rows])
        keys, values = pair_hashes(rows.batch)
        self._add(PAIRS, keys, values, numbers)
        if near is not None:
            from mtcheck.shards import near_duplicates

            salt = np.uint64(zlib.crc32(rows.batch.path.encode("utf-8", "replace")) << 32)
            for row, bands in near_duplicates.band_keys(rows.batch, near):
                repeated = np.full(len(bands), numbers[row])
                own = _mixed(repeated.astype(np.uint64) ^ salt)
                self._add(near_duplicates.NAME, bands, own, repeated)

    def _add(self, name: str, keys: Any, values: Any, rows: Any) -> None:
        claims = np.empty(len(keys), dtype=CLAIM)
        claims["key"], claims["value"], claims["row"] = keys, values, rows
        self.by_name.setdefault(name, []).append(claims)

    def write(self, folder: Path, id: str) -> list[Path]:
        """Write one file for each rule; which ones. Raises DiskError."""
        paths = []
        for name, parts in sorted(self.by_name.items()):
            claims = np.concatenate(parts)
            claims = claims[np.lexsort((claims["row"], claims["key"]))]
            path = folder / name / f"{id}.npy"
            with written(path) as stream:
                np.save(stream, claims)
            paths.append(path)
        return paths


def pair_hashes(batch: Batch) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Hashes of the sources and of the targets of a batch, as they are written. The same texts in
    other languages are another pair."""
    pair = f"{batch.source_lang}>{batch.target_lang}".lower()
    salt = text_hashes(TextColumn([pair]))[0]
    targets = text_hashes(TextColumn(batch.targets))
    if batch.sources is None:
        return targets ^ salt, np.zeros(len(batch), dtype=np.uint64)
    return text_hashes(TextColumn(batch.sources)) ^ salt, targets


def text_hashes(column: TextColumn) -> NDArray[np.uint64]:
    """A 64-bit hash of each whole text; equal texts of any process have equal ones."""
    codes, starts = column.codes, column.starts
    powers = np.full(len(codes) + 1, _BASE, dtype=np.uint64)
    powers[0] = 1
    powers = np.cumprod(powers, dtype=np.uint64)
    prefix = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(codes * powers[: len(codes)], out=prefix[1:])
    raw = (prefix[starts[1:]] - prefix[starts[:-1]]) * _inverses(starts[:-1])
    return _mixed(raw)


def _inverses(exponents: NDArray[np.intp]) -> NDArray[np.uint64]:
    """_BASE to the power of minus each exponent, modulo 2**64."""
    result = np.ones(len(exponents), dtype=np.uint64)
    left, square = exponents.astype(np.uint64), _INVERSE
    while left.any():
        result[(left & np.uint64(1)) == 1] *= np.uint64(square)
        left >>= np.uint64(1)
        square = square * square % (1 << 64)
    return result


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread over all bits, so that the highest tell parts of equal size apart."""
    values = values ^ (values >> np.uint64(30))
    values = values * np.uint64(0xBF58476D1CE4E5B9)
    values = values ^ (values >> np.uint64(27))
    values = values * np.uint64(0x94D049BB133111EB)
    mixed: NDArray[np.uint64] = values ^ (values >> np.uint64(31))
    return mixed


def parts(paths: Sequence[Path], count: int) -> Iterator[list[tuple[int, NDArray[Any]]]]:
    """The claims of all shards in `count` parts of the keys: number of the shard, and its claims
    with keys of that part. Only one part is in memory."""
    bounds = [(number << 64) // count for number in range(1, count)]
    for part in range(count):
        found = []
        for shard, path in enumerate(paths):
            claims = np.load(path, mmap_mode="r")
            low = np.searchsorted(claims["key"], np.uint64(bounds[part - 1])) if part else 0
            last = part == count - 1
            high = len(claims) if last else np.searchsorted(claims["key"], np.uint64(bounds[part]))
            if high > low:
                found.append((shard, np.array(claims[low:high])))
        yield found
