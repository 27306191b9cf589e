"""The same sentence twice."""

import pytest

from mtcheck.model import Confidence
from tests.made import findings_of, found_by, marks, rule_of

TWICE = "sentence-said-twice"
AGAIN = "sentence-said-again"
OTHER = "repeated-sentence"
LEFT = "The president left the city"


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        (TWICE, f"{LEFT}. {LEFT}.", [LEFT, LEFT]),
        (TWICE, f"{LEFT}. It rained. “{LEFT}!”", [LEFT, LEFT]),
        (TWICE, f"{LEFT}.\n{LEFT}.", []),
        (TWICE, "Go home. Go home.", []),
        (TWICE, f"{LEFT} by air. {LEFT}.", []),
        (TWICE, "the chief of the U.S. Army. the chief of the U.S. Navy", []),
        (TWICE, "他昨天离开了这座城市。他昨天离开了这座城市。", ["他昨天离开了这座城市"] * 2),
        (TWICE, "谢谢大家。谢谢大家。", []),
        (AGAIN, f"{LEFT} at noon.\n{LEFT} at noon.", [f"{LEFT} at noon"] * 2),
        (AGAIN, f"{LEFT} at noon.\nIt rained.\n{LEFT} at noon.", []),
    ],
)
def test_without_a_source(rule, text, expected):
    lang = "zh" if "。" in text else "en"

    assert expected == marks(found_by(rule, text, lang))


@pytest.mark.parametrize(
    ("rule", "text", "source", "times"),
    [
        (TWICE, f"{LEFT}. {LEFT}.", "Er ging. Sie blieb noch lange dort.", 1),
        (TWICE, f"{LEFT}. {LEFT}.", "Der Präsident ging. Der Präsident ging.", 0),
        (AGAIN, f"{LEFT} at noon.\n{LEFT} at noon.", "Er ging.\nSie blieb.", 0),
        (OTHER, f"{LEFT}.\n{LEFT}.", "Der Präsident ging.\nSeine Frau blieb noch.", 1),
        (OTHER, f"{LEFT}.\n{LEFT}.", "Der Präsident ging.\nDer Präsident ging fort.", 0),
        (OTHER, f"{LEFT}.\n{LEFT}.", "总统离开了城市。\n总统已经离开城市。", 0),
        (OTHER, f"{LEFT}.\n{LEFT}.", "总统离开了城市。\n他的妻子留在家里。", 1),
        (OTHER, f"{LEFT}.\n{LEFT}.", "总统离开了城市。\n", 0),
        (OTHER, "and then he left the city\nand then he left the city", "Er ging.\nSie blieb.", 1),
        (OTHER, f"{LEFT}. {LEFT}.", "Der Präsident ging. Seine Frau blieb noch.", 0),
    ],
)
def test_beside_a_source(rule, text, source, times):
    assert times == len(found_by(rule, text, source=source, source_lang="de"))


def test_a_part_of_a_segment_is_less_certain():
    text = f"{LEFT}.\n{LEFT}. We went home."
    source = "Der Präsident ging.\nEs wurde schon Abend. Wir brachen auf."
    (finding,) = found_by(OTHER, text, source=source, source_lang="de")

    assert (Confidence.MEDIUM, "s1") == (finding.confidence, finding.evidence["first"])


def test_rows_without_a_document_are_compared_with_themselves_only():
    source = "Der Präsident ging.\nSeine Frau blieb noch."
    made = found_by(OTHER, f"{LEFT}.\n{LEFT}.", source=source, source_lang="de", document=None)

    assert () == made


def test_a_loop_of_sentences_is_one_finding():
    assert 1 == len(found_by(TWICE, f"{LEFT}. " * 5))


def test_the_length_of_a_sentence_is_an_option():
    rule = rule_of("sentences", {"where": "segment", "shortest": 2})

    assert ["Go home"] * 2 == marks(findings_of(rule, "Go home. Go home."))


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ("Password change successful\nPassword changed successfully.", []),
        ("Please try again.\nWe cannot reach the server, please try again.", []),
        ("Remove the old package\nThe server gave no answer", ["Das Paket ist weg jetzt"] * 2),
    ],
)
def test_labels_that_say_the_same_may_have_one_translation(sources, expected):
    text = "Das Paket ist weg jetzt\nDas Paket ist weg jetzt"

    assert expected == marks(found_by(OTHER, text, "de", source=sources, source_lang="en"))
