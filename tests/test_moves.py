"""Blocks of sentences that stand elsewhere than in the source, by vectors alone."""

import numpy as np
import pytest

from mtcheck.moves import Move, moves


def found(omitted, added, meanings, *, least=0.5, sentences=2):
    """`meanings`: for either side the number of what each sentence says."""

    def vectors():
        return tuple(np.eye(9, dtype=np.float32)[list(side)] for side in meanings)

    return moves(omitted, added, vectors, least=least, sentences=sentences)


@pytest.mark.parametrize(
    ("omitted", "added", "meanings", "expected"),
    [
        ([3, 4], [8, 9], ([0, 1], [0, 1]), [Move((3, 4), (8, 9))]),
        ([8, 9], [3, 4], ([0, 1], [0, 1]), [Move((8, 9), (3, 4))]),
        ([3, 4], [8, 9], ([0, 1], [1, 0]), []),
        ([3, 4], [8, 9], ([0, 1], [2, 3]), []),
        ([3, 5], [8, 9], ([0, 1], [0, 1]), []),
        ([3, 4, 5], [8, 9], ([0, 7, 1], [0, 1]), [Move((3, 4, 5), (8, 9))]),
        ([3, 4, 5, 6], [8, 9], ([0, 7, 6, 1], [0, 1]), []),
        (
            [1, 2, 7, 8],
            [4, 5, 11, 12],
            ([0, 1, 2, 3], [2, 3, 0, 1]),
            [Move((1, 2), (11, 12)), Move((7, 8), (4, 5))],
        ),
    ],
    ids="moved back turned others torn skipped torn-wide two".split(),
)
def test_blocks(omitted, added, meanings, expected):
    assert expected == found(omitted, added, meanings)


def test_vectors_are_asked_for_only_where_a_block_is_possible():
    def refuse():
        pytest.fail("vectors were asked for")

    assert [] == moves([1], [5, 6], refuse, least=0.5, sentences=2)


@pytest.mark.parametrize(("sentences", "count"), [(1, 1), (2, 1), (3, 0)])
def test_the_size_of_a_block_is_an_option(sentences, count):
    assert count == len(found([3, 4], [8, 9], ([0, 1], [0, 1]), sentences=sentences))
