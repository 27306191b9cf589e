"""TER, faster and the same."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics import TER

from mtcheck.reference import edits
from mtcheck.reference.edits import EditRate

PAIRS = [
    ("The cat sat on the mat.", "The cat sat on the mat."),
    ("On the mat sat the cat.", "The cat sat on the mat."),
    ("", "The cat sat."),
    ("The cat sat.", ""),
    ("", ""),
    ("b c d e f g a", "a b c d e f g"),
    ("a a a b b b", "b b b a a a"),
    ("x", "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 3),
    ("a b c d e f g h i j k l m n o p q r s t u v w x y z " * 2, "z y x"),
]


@pytest.mark.parametrize(("target", "reference"), PAIRS)
def test_hand_made_pairs_are_as_in_sacrebleu(target, reference):
    theirs = TER().sentence_score(target, [reference])
    ours = EditRate().sentence_score(target, [reference])

    assert (theirs.num_edits, theirs.ref_length, theirs.score) == (
        ours.num_edits,
        ours.ref_length,
        ours.score,
    )


WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=22).map(" ".join)


@given(WORDS, WORDS)
def test_any_words_are_as_in_sacrebleu(target, reference):
    theirs = TER().sentence_score(target, [reference])

    assert theirs.score == EditRate().sentence_score(target, [reference]).score


@pytest.mark.parametrize("seed", range(5))
def test_long_sentences_leave_the_beam_as_in_sacrebleu(seed):
    """So many words of one text are moved so far that a shortest way does not lie in the beam."""
    chance = random.Random(seed)
    reference = [str(chance.randrange(900)) for _ in range(64 + 3 * seed)]
    cut = 22 + seed
    target = reference[cut:] + [str(chance.randrange(900)) for _ in range(seed)] + reference[:cut]
    pair = " ".join(target), [" ".join(reference)]

    assert TER().sentence_score(*pair).score == EditRate().sentence_score(*pair).score


def test_the_beam_is_left(monkeypatch):
    """Else the test above would say nothing of it."""
    asked = []
    within = edits._Distances._within_beam

    def noted(self, length, way):
        asked.append(within(self, length, way))
        return asked[-1]

    monkeypatch.setattr(edits._Distances, "_within_beam", noted)
    test_long_sentences_leave_the_beam_as_in_sacrebleu(3)

    assert {True, False} == set(asked)


@pytest.mark.parametrize("name", ["zh", "ja"])
def test_asian_texts_are_split_as_in_sacrebleu(name):
    target, reference = {
        "zh": ("国有企业走进赣南老区。", "国有企业和民营企业走进赣南革命老区。"),
        "ja": ("彼は駅まで歩いた。", "駅まで彼は歩きました。"),
    }[name]
    settings = {"normalized": True, "asian_support": True}

    assert (
        TER(**settings).sentence_score(target, [reference]).score
        == EditRate(**settings).sentence_score(target, [reference]).score
        > 0
    )


def test_a_page_in_one_line_has_no_shifts():
    words = [str(n) for n in range(edits.LONGEST + 1)]
    moved = EditRate().sentence_score(" ".join(words[1:] + words[:1]), [" ".join(words)])
    short = EditRate().sentence_score(" ".join(words[1:20] + words[:1]), [" ".join(words[:20])])

    assert (2, 1) == (moved.num_edits, short.num_edits)
