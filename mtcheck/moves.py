"""Blocks of sentences that stand at another place than in the source.

An alignment goes from the beginning to the end of both sides, so a block that was moved stands
alone twice: as sentences that were left out, and as others that were added.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_SKIPPED = 1
"""Sentences alone that may stand within a block though nothing answers them: two that one sentence
of the other side translates."""


class Move(NamedTuple):
    """Rows of a batch, ascending: `omitted` have sources alone, `added` targets alone."""

    omitted: tuple[int, ...]
    added: tuple[int, ...]


def moves(
    omitted: Sequence[int],
    added: Sequence[int],
    vectors: Callable[[], tuple[Floats, Floats]],
    *,
    least: float,
    sentences: int,
) -> list[Move]:
    """The blocks of `sentences` pairs or more among rows that have one side alone.

    `vectors` gives a row of unit length for each of `omitted` and of `added`; it is asked only
    where a block is possible. Two sentences answer each other from a cosine of `least` where each
    is the other's nearest.
    """
    if min(len(omitted), len(added)) < sentences:
        return []
    left, right = vectors()
    products = left @ right.T
    nearest = products.argmax(axis=1)
    mutual = products.argmax(axis=0)[nearest] == np.arange(len(omitted))
    mutual &= products[np.arange(len(omitted)), nearest] >= least
    pairs = [(n, int(nearest[n])) for n in np.flatnonzero(mutual).tolist()]
    blocks: list[list[tuple[int, int]]] = []
    for pair in pairs:
        if blocks and _goes_on(blocks[-1][-1], pair, omitted, added):
            blocks[-1].append(pair)
        else:
            blocks.append([pair])
    return [_move(block, omitted, added) for block in blocks if len(block) >= sentences]


def _goes_on(
    last: tuple[int, int], pair: tuple[int, int], omitted: Sequence[int], added: Sequence[int]
) -> bool:
    """Whether a pair stands right behind the last one on both sides."""
    steps = zip((omitted, added), last, pair, strict=True)
    return all(
        before < here
        and here - before <= 1 + _SKIPPED
        and rows[here] - rows[before] == here - before
        for rows, before, here in steps
    )


def _move(block: Sequence[tuple[int, int]], omitted: Sequence[int], added: Sequence[int]) -> Move:
    (left, right), (last_left, last_right) = block[0], block[-1]
    return Move(tuple(omitted[left : last_left + 1]), tuple(added[right : last_right + 1]))
