"""What rows say for comparisons over the whole corpus, kept as sorted arrays beside the results.

A claim is 24 bytes: a key, a value and the number of a row. Those of a shard are sorted by key, so
that a part of all keys is one stretch of each file, and memory does not grow with the corpus.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtcheck.batch import Batch
from mtcheck.engine import Checked
from mtcheck.runners.checkpoint import written
from mtcheck.shards.base import Rows
from mtcheck.text.columns import TextColumn
from mtcheck.text.hashes import mixed, text_hashes

CLAIM = np.dtype([("key", np.uint64), ("value", np.uint64), ("row", np.int64)])

PAIRS = "same-pair"
"""Name of the claims that tell exact duplicates: key and value are hashes of source and target."""


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
                own = mixed(repeated.astype(np.uint64) ^ salt)
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


def part(paths: Sequence[Path], number: int, count: int) -> list[tuple[int, NDArray[Any]]]:
    """The claims of all shards with keys of part `number` of `count`: number of the shard, and its
    claims there."""
    bounds = [np.uint64((one << 64) // count) for one in (number, number + 1) if one < count]
    found = []
    for shard, path in enumerate(paths):
        claims = np.load(path, mmap_mode="r")
        low, *high = np.searchsorted(claims["key"], bounds).tolist()
        own = claims[low : high[0] if high else len(claims)]
        if len(own):
            found.append((shard, np.array(own)))
    return found
