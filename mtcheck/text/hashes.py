"""Hashes of whole texts: equal texts have equal ones, in any batch of any process."""

from __future__ import annotations

import numpy as np

from mtcheck.text.arrays import Hashes, power_tables
from mtcheck.text.columns import TextColumn


def text_hashes(column: TextColumn) -> Hashes:
    """A 64-bit hash of each text."""
    codes, starts = column.codes, column.starts
    powers, inverses = power_tables(len(codes) + 1)
    prefix = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(codes * powers[: len(codes)], out=prefix[1:])
    return mixed((prefix[starts[1:]] - prefix[starts[:-1]]) * inverses[starts[:-1]])


def mixed(values: Hashes) -> Hashes:
    """Spread over all bits, so that the highest tell parts of equal size apart."""
    values = values ^ (values >> np.uint64(30))
    values = values * np.uint64(0xBF58476D1CE4E5B9)
    values = values ^ (values >> np.uint64(27))
    values = values * np.uint64(0x94D049BB133111EB)
    spread: Hashes = values ^ (values >> np.uint64(31))
    return spread
