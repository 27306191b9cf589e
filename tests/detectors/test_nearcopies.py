"""Segments that say another one again, nearly in the same words."""

import pytest

from mtcheck.batch import DocumentRows
from mtcheck.engine import Engine
from mtcheck.rules import RuleSet
from tests.made import batch_of_lines, findings_of, rule_of

RAIN = "Im Süden von Texas fielen in der Nacht bis zu 30 Zentimeter Regen."
HELP = "Der Gouverneur rief am Morgen den Notstand aus und bat Washington um Hilfe."
SCHOOL = "Schulen bleiben vorerst geschlossen, teilte eine Sprecherin mit."
FIRST = "According to reports, rain in southern Texas reached 30 centimetres on Sunday night."
SECOND = "According to reports, rain in southern Texas reached 30 centimetres during the night."
THIRD = "The governor declared an emergency in the morning and asked Washington for help."
OTHER = "Schools will stay closed until further notice, a spokeswoman for the district said."
RULE = rule_of("nearcopies", {}, scope="document", needs=["target", "source"])


def found(sources, targets, **changes):
    texts = ["\n".join(side) for side in (sources, targets)]
    return findings_of(RULE, texts[1], source=texts[0], source_lang="de", **changes)


def targets_of(finding):
    return [span.text for span in finding.spans if span.side == "target"]


def test_the_later_one_is_the_place_and_the_first_is_named():
    (finding,) = found([RAIN, SCHOOL, HELP], [FIRST, OTHER, SECOND])

    assert [SECOND, FIRST] == targets_of(finding)
    assert [HELP, RAIN] == [span.text for span in finding.spans if span.side == "source"]
    assert 1 == finding.evidence["line"]


@pytest.mark.parametrize(
    ("sources", "targets"),
    [
        ([RAIN, HELP], [FIRST, THIRD]),
        ([RAIN, HELP], [FIRST, FIRST]),
        ([RAIN, RAIN.replace("30", "40")], [FIRST, SECOND]),
        ([RAIN, ""], [FIRST, SECOND]),
        ([RAIN, HELP], [FIRST[:40], SECOND[:40]]),
        ([RAIN, HELP], [FIRST.rstrip("."), SECOND]),
        ([RAIN], [FIRST]),
        ([""], [""]),
    ],
    ids=["others", "equal", "source-too", "no-source", "short", "title", "alone", "empty"],
)
def test_silent(sources, targets):
    assert () == tuple(found(sources, targets))


def test_segments_that_follow_one_another_on_both_sides_are_one_finding():
    again = OTHER.replace("a spokeswoman for the district", "the spokeswoman for the district")
    sources = [RAIN, SCHOOL, HELP, "Das Wetter soll sich in den nächsten Tagen bessern."]

    (finding,) = found(sources, [FIRST, OTHER, SECOND, again])

    assert [SECOND, again, FIRST, OTHER] == targets_of(finding)


@pytest.mark.parametrize(
    ("documents", "count"),
    [
        ((DocumentRows("a", 0, 2),), 1),
        ((DocumentRows("a", 0, 1), DocumentRows("b", 1, 2)), 0),
        ((DocumentRows(None, 0, 2),), 0),
    ],
    ids=["one", "two", "none"],
)
def test_only_segments_of_one_document_are_compared(documents, count):
    batch = batch_of_lines(f"{FIRST}\n{SECOND}", source=f"{RAIN}\n{HELP}", source_lang="de")
    object.__setattr__(batch, "documents", documents)

    assert count == len(Engine(RuleSet((RULE,))).check(batch).findings)


def test_a_text_without_source_is_not_looked_at():
    assert () == tuple(findings_of(rule_of("nearcopies", {}), f"{FIRST}\n{SECOND}"))
