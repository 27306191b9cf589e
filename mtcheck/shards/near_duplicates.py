"""Pairs that say nearly the same: MinHash finds those worth comparing, their word pairs decide.

A pair of texts is the set of its neighbouring words, two by two, of both sides. Its signature of
PERMUTATIONS hashes is cut into bands; two that are alike by at least the likeness asked for share a
band with 95 % certainty. Costly: some 100 microseconds a pair.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtcheck.batch import ROWS, Batch
from mtcheck.errors import UsageError
from mtcheck.text.columns import TextColumn

NAME = "near-duplicate"
"""Name of the claims of bands."""

PERMUTATIONS = 64
CERTAINTY = 0.95

COMPARED = 20
"""Earlier pairs of one band that a pair is compared with: boilerplate would cost its square."""

Shingles = frozenset[int]


def check_likeness(likeness: float | None) -> None:
    """Raise UsageError for what cannot be looked for here."""
    if likeness is None:
        return
    if not 0.5 <= likeness < 1:
        raise UsageError(f"--near-duplicates {likeness:g} is not between 0.5 and 1")
    try:
        import datasketch  # noqa: F401
    except ImportError:
        hint = "pip install 'mtcheck[corpus]'"
        raise UsageError("--near-duplicates needs datasketch", hint=hint) from None


@cache
def band_rows(likeness: float) -> int:
    """Hashes of a band: as many as the certainty allows."""
    fitting = [
        rows
        for rows in range(2, 17)
        if 1 - (1 - likeness**rows) ** (PERMUTATIONS // rows) >= CERTAINTY
    ]
    return max(fitting, default=2)


def shingles_of(pairs: Sequence[tuple[str, str]]) -> Iterator[Shingles]:
    """The word pairs of each pair of source and target."""
    for start in range(0, len(pairs), ROWS):
        part = pairs[start : start + ROWS]
        yield from shingles([target for _, target in part], [source for source, _ in part])


def shingles(targets: Sequence[str], sources: Sequence[str] | None) -> list[Shingles]:
    """The word pairs of each row, of both sides; the words themselves where there is one only."""
    found: list[set[int]] = [set() for _ in range(len(targets))]
    for texts in (targets, sources):
        if texts is None:
            continue
        column = TextColumn(texts)
        hashes = column.tokens.hashes
        rows = column.rows_at(column.tokens.starts)
        same = rows[1:] == rows[:-1]
        pairs = (hashes[:-1] * np.uint64(31) + hashes[1:])[same]
        alone = np.bincount(rows, minlength=len(targets))[rows] == 1
        for where, values in ((rows[:-1][same], pairs), (rows[alone], hashes[alone])):
            folded = values ^ (values >> np.uint64(32)) & np.uint64(0xFFFFFFFF)
            short = (folded & np.uint64(0xFFFFFFFF)).tolist()
            for row, value in zip(where.tolist(), short, strict=True):
                found[row].add(value)
    return [frozenset(one) for one in found]


def band_keys(batch: Batch, likeness: float) -> Iterator[tuple[int, NDArray[np.uint64]]]:
    """Row and hashes of its bands, for each row with words."""
    from datasketch import MinHash

    size = band_rows(likeness)
    bands = PERMUTATIONS // size
    blank = MinHash(num_perm=PERMUTATIONS, hashfunc=_itself)
    for row, words in enumerate(shingles(batch.targets, batch.sources)):
        if words:
            signature = blank.copy()
            signature.update_batch(words)
            values = signature.hashvalues[: bands * size].reshape(bands, size)
            yield row, _keys(values)


def _itself(value: Any) -> int:
    """The words are hashed already."""
    return int(value)


def _keys(bands: NDArray[Any]) -> NDArray[np.uint64]:
    """One key for each band, from its number and its hashes."""
    from hashlib import blake2b

    data = (struct.pack("<I", n) + band.astype(np.uint64).tobytes() for n, band in enumerate(bands))
    digests = (blake2b(one, digest_size=8).digest() for one in data)
    return np.frombuffer(b"".join(digests), dtype=np.uint64)


def repeated(members: Sequence[Shingles], likeness: float) -> list[int]:
    """The members that are nearly an earlier one of the first that differ."""
    firsts: list[Shingles] = []
    found = []
    for index, words in enumerate(members):
        if any(_likeness(words, other) >= likeness for other in firsts):
            found.append(index)
        elif len(firsts) < COMPARED:
            firsts.append(words)
    return found


def _likeness(one: Shingles, other: Shingles) -> float:
    return len(one & other) / max(len(one | other), 1)
