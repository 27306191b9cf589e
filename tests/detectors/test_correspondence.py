"""One source with several targets, one target for several sources."""

import pytest

from mtcheck import corpus, rules
from mtcheck.engine import Engine
from mtcheck.model import Confidence
from mtcheck.rules import RuleSet
from tests.made import batch_of_lines, marks

TARGETS = "same-source-different-target"
SOURCES = "different-source-same-target"


def found(rule, target, source, *, least=Confidence.MEDIUM, source_lang="de", **changes):
    engine = Engine(RuleSet((rules.load().get(rule),)), min_confidence=least)
    batch = batch_of_lines(target, source=source, source_lang=source_lang, **changes)
    return corpus.check(engine, [batch])


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        (
            "Log in again, please.\nPlease sign in anew.",
            "Melden Sie sich an",
            ["Please sign in anew."],
        ),
        ("Log in again, please.\nlog in again please", "Melden Sie sich an", []),
        ("Log in again.\nSign in.\nSign in.", "Melden Sie sich an", ["Log in again."]),
        ("Log in again.\n\nLog in again.", "Melden Sie sich an", []),
        ("Log in\nSign in", "Anmelden", []),
        ("  Log in again. \n Sign in now.  ", "Melden Sie sich an", ["Sign in now."]),
        ("He left the city.\nHe left town.", "他已经离开了那座城市。", ["He left town."]),
    ],
)
def test_one_source_with_several_targets(target, source, expected):
    sources = "\n".join([source] * len(target.split("\n")))
    made = found(TARGETS, target, sources)

    assert expected == [span.text for f in made for span in f.spans if span.side == "target"]


def test_sources_are_the_same_to_the_letter():
    target, source = "Is a bigger than b?\nIs a less than b?", "Ist nun a > b?\nIst nun a < b?"

    assert [] == found(TARGETS, target, source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "Die Datei fehlt.\nBitte warten Sie kurz.",
            ["The file is not there.", "Bitte warten Sie kurz."],
        ),
        ("Die Datei fehlt hier.\nDie Datei fehlt.", []),
        ("Die Datei fehlt.\ndie Datei fehlt!", []),
    ],
)
def test_one_target_for_several_sources(source, expected):
    target = "The file is not there.\nThe file is not there."

    assert expected == marks(found(SOURCES, target, source))


def test_a_short_text_is_reported_with_low_confidence():
    made = found(TARGETS, "Log in\nSign in", "Anmelden\nAnmelden", least=Confidence.LOW)

    assert [Confidence.LOW] == [finding.confidence for finding in made]


def test_without_a_source_nothing_is_claimed():
    assert [] == found(TARGETS, "Log in again.\nSign in again.", None)
