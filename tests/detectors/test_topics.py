"""Blocks, titles and sentences that are about something else than they should be."""

from dataclasses import replace

import numpy as np
import pytest

from mtcheck import rules
from mtcheck.checker import load_rules
from mtcheck.config import Config
from mtcheck.detectors import topics
from mtcheck.engine import Engine
from mtcheck.rules import RuleSet
from tests.made import batch_of_lines, findings_of, marks, rule_of

BRIDGE = [
    "The council voted for the new bridge on Tuesday.",
    "The bridge will carry two lanes of traffic and a tram line over the river.",
    "Construction of the bridge is to begin in the spring, the mayor said.",
    "The old bridge, built in 1931, will be closed to traffic after that.",
    "The city expects the bridge to cost 80 million euros.",
    "Opponents say that the traffic will only move to other streets of the city.",
]
TITLE = "The city will build a new bridge over the river"
CAKE = [
    "Bake this chocolate cake with only four ingredients.",
    "Subscribe to get our best recipes.",
]
RAIN = "Nach Angaben der Behörden fielen im Süden von Texas bis zu 30 Zentimeter Regen."
HELP = "Der Gouverneur rief für 32 Bezirke den Notstand aus und bat Washington um Hilfe."
ITS_RAIN = "According to the authorities, up to 30 centimetres of rain fell in southern Texas."
RAIN_AGAIN = "Southern Texas saw as much as 30 centimetres of rain, the authorities said today."


def found(are, target, lang="en", **changes):
    options = {"backend": "use", "are": are, **changes.pop("options", {})}
    return findings_of(rule_of("topics", options, scope="document"), target, lang, **changes)


def lines(*texts):
    return "\n".join(texts)


@pytest.mark.parametrize("place", [2, 4, 7], ids=["within", "late", "end"])
def test_a_block_about_something_else_is_one_finding(place):
    text = [TITLE, *BRIDGE]
    text[place:place] = CAKE

    (finding,) = found("block", lines(*text))

    assert marks([finding]) == CAKE
    assert finding.evidence["sentences"] == 2


@pytest.mark.parametrize(
    "text",
    [
        [TITLE, *BRIDGE],
        [TITLE, *BRIDGE, CAKE[0]],
        [TITLE, *BRIDGE, f"“{CAKE[0]}", f"{CAKE[1]}”"],
        [TITLE, *BRIDGE[:3], *CAKE],
        CAKE,
        [""],
    ],
    ids=["on-topic", "one-sentence", "speech", "short-text", "nothing-else", "empty"],
)
def test_no_block(text):
    assert () == tuple(found("block", lines(*text)))


def test_a_document_beyond_the_size_is_not_looked_at():
    text = lines(TITLE, *BRIDGE, *CAKE)

    assert 1 == len(found("block", text, options={"most": 9}))
    assert 0 == len(found("block", text, options={"most": 8}))


def test_where_there_is_a_source_it_tells_what_belongs_to_the_text():
    text = lines(TITLE, *BRIDGE, *CAKE)

    assert () == tuple(found("block", text, source=text, source_lang="de"))


@pytest.mark.parametrize(
    ("title", "count"), [(TITLE, 0), (CAKE[0].rstrip("."), 1), (CAKE[0], 0), ("Cake", 0)], ids=str
)
def test_a_title_of_another_text(title, count):
    assert count == len(found("title", lines(title, *BRIDGE), options={"least": 0.15}))


@pytest.mark.parametrize(
    ("source", "target", "count"),
    [
        ("Stadt baut neue Brücke über den Fluss", TITLE, 0),
        ("Stadt baut neue Brücke über den Fluss", CAKE[0].rstrip("."), 1),
        ("Stadt baut neue Brücke über den Fluss", CAKE[0], 0),
        ("Neue Brücke", CAKE[0].rstrip("."), 0),
    ],
    ids=["translation", "another", "no-title", "short"],
)
def test_a_headline_that_left_its_source(source, target, count):
    options = {"least": 0.33}

    assert count == len(found("headline", target, source=source, source_lang="de", options=options))


@pytest.mark.parametrize(
    ("sources", "targets", "expected"),
    [
        ([RAIN, HELP], [ITS_RAIN, RAIN_AGAIN], [RAIN_AGAIN, ITS_RAIN]),
        ([RAIN, "Im Süden von Texas gab es 30 cm Regen."], [ITS_RAIN, RAIN_AGAIN], []),
        ([RAIN, HELP], [ITS_RAIN, ITS_RAIN], []),
        ([RAIN, ""], [ITS_RAIN, RAIN_AGAIN], []),
        ([RAIN], [ITS_RAIN], []),
    ],
    ids=["again", "source-too", "the-same-words", "no-source", "alone"],
)
def test_what_is_said_again(sources, targets, expected):
    options = {"least": 0.8, "characters": 60}
    made = found(
        "again", lines(*targets), source=lines(*sources), source_lang="de", options=options
    )

    assert expected == [span.text for f in made for span in f.spans if span.side == "target"]


def test_rows_of_no_document_and_rows_of_a_corpus_are_not_compared():
    text = lines(TITLE, *BRIDGE, *CAKE)
    rule = rule_of("topics", {"backend": "use", "are": "block"})
    batch = batch_of_lines(text)

    assert 1 == len(Engine(RuleSet((rule,))).check(batch).findings)
    strangers = replace(batch, documents=(replace(batch.documents[0], id=None),))
    assert () == Engine(RuleSet((rule,))).check(strangers).findings


def test_no_model_is_asked_for_unless_one_is_named(monkeypatch):
    monkeypatch.setattr(topics, "embedder", lambda *_, **__: pytest.fail("a model was loaded"))

    assert () == tuple(found("block", lines(TITLE, *BRIDGE, *CAKE), options={"backend": ""}))


def test_naming_a_model_switches_the_rules_on():
    kinds = {rule.id: rule.status for rule in load_rules(Config(similarity="use"))}
    own = [rule.id for rule in rules.load() if rule.kind == "topics"]

    assert own
    assert {"stable"} == {kinds[rule] for rule in own}


@pytest.mark.parametrize(("axis", "expected"), [(0, [2.0, 3.0]), (1, [1.5, 2.5, 3.5])], ids=str)
def test_fewer_sentences_than_are_compared(axis, expected):
    cosines = np.array([[1, 2], [2, 3], [3, 4]], dtype=np.float32)

    assert expected == topics._nearest(cosines, axis=axis).tolist()
