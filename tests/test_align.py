"""Sentence alignment. Texts name what they mean, so that no model is needed: `a7` and `b7` say the
same, and a text is the sum of its words. Words are as long as sentences: likeness says little of
short ones."""

import random

import numpy as np
import pytest

from mtcheck import alignment
from mtcheck.align import Bead, align


def encode(texts):
    """Vectors of 256 dimensions; each number among the words has a direction of its own."""
    rows = [sum(direction(word[1:]) for word in text.split()) for text in texts]
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def direction(name):
    return np.random.default_rng(int(name) + 1).normal(size=256)


def aligned(sources, targets):
    beads = align(*(written(*side) for side in (("a", sources), ("b", targets))), encode)
    return [(*bead.source, *bead.target) for bead in beads]


def written(language, texts):
    return [" ".join(language + word.zfill(60) for word in text.split()) for text in texts]


@pytest.mark.parametrize(
    ("sources", "targets", "beads"),
    [
        (["1"], ["1"], [(0, 1, 0, 1)]),
        (["1", "2"], ["1", "2"], [(0, 1, 0, 1), (1, 2, 1, 2)]),
        (["1", "2 3", "4"], ["1", "2", "3", "4"], [(0, 1, 0, 1), (1, 2, 1, 3), (2, 3, 3, 4)]),
        (["1", "2", "3", "4"], ["1 2 3", "4"], [(0, 3, 0, 1), (3, 4, 1, 2)]),
        (["1", "2", "3"], ["1", "3"], [(0, 1, 0, 1), (1, 2, 1, 1), (2, 3, 1, 2)]),
        (["1", "3"], ["1", "2", "3"], [(0, 1, 0, 1), (1, 1, 1, 2), (1, 2, 2, 3)]),
        (
            ["1", "2 3", "4"],
            ["1", "2", "3", "9", "4"],
            [(0, 1, 0, 1), (1, 2, 1, 3), (2, 2, 3, 4), (2, 3, 4, 5)],
        ),
        (["1"], ["9"], [(0, 0, 0, 1), (0, 1, 1, 1)]),
        (["1", "2"], [], [(0, 1, 0, 0), (1, 2, 0, 0)]),
        ([], ["1"], [(0, 0, 0, 1)]),
        ([], [], []),
    ],
    ids=[
        "one",
        "equal",
        "split",
        "merged",
        "dropped",
        "added",
        "added-beside-split",
        "nothing",
        "no-target",
        "no-source",
        "none",
    ],
)
def test_beads(sources, targets, beads):
    found = aligned(sources, targets)

    assert sorted(beads) == sorted(found)


@pytest.mark.parametrize("seed", range(8))
def test_every_sentence_is_in_one_bead_in_order(seed):
    chance = random.Random(seed)
    sides = [[str(chance.randrange(60)) for _ in range(chance.randrange(90))] for _ in "ab"]
    found = aligned(*sides)

    for side, texts in ((0, sides[0]), (2, sides[1])):
        covered = [n for bead in found for n in range(bead[side], bead[side + 1])]
        assert list(range(len(texts))) == covered


@pytest.mark.parametrize(("first", "last"), [(0, 300), (150, 450), (300, 600)])
def test_a_chapter_that_is_missing_does_not_throw_the_rest_off(first, last):
    sources = [str(n) for n in range(600)]
    targets = sources[:first] + sources[last:]
    expected = [(n, n + 1) for n in range(600) if not first <= n < last]

    there = [bead for bead in aligned(sources, targets) if bead[2] < bead[3]]
    back = [bead for bead in aligned(targets, sources) if bead[0] < bead[1]]

    assert expected == [bead[:2] for bead in there]
    assert expected == [bead[2:] for bead in back]


def test_a_real_document():
    sources = ["Der Hund schläft.", "2019 stieg der Umsatz um 7,5 Prozent.", "Er kam spät."]
    targets = ["The dog is sleeping.", "Revenue rose by 7.5 percent in 2019.", "He came late."]
    beads = alignment.align(sources, targets, source_lang="de", target_lang="en")

    assert [((n, n + 1), (n, n + 1)) for n in range(3)] == [bead[:2] for bead in beads]
    assert all(0.5 < bead.similarity <= 1 for bead in beads)
    assert isinstance(beads[0], Bead)
