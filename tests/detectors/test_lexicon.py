"""A table of phrases with what to write instead."""

import pytest

from mtcheck.model import Confidence
from tests.made import findings_of, found_by, marks, rule_of, word_list

ROWS = (
    "pattern|suggestion|confidence|unless|note",
    "big big|big|||: once",
    "(?P<verb>discuss(?:ed)?) about|{verb}|||",
    "very unique|unique|low||",
    "carry out|do||carry out a plan|",
    "carry out work|work|||",
    "odd one||||",
)


@pytest.fixture
def rule(tmp_path):
    made = rule_of("lexicon", {"table": "made.tsv"}, fix={"replace": "{suggestion}"})
    return word_list(tmp_path, made, "made.tsv", *ROWS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a big big house", ["big big"]),
        ("a BIG Big house", ["BIG Big"]),
        ("abig big bigger", []),
        ("carry out it, carry out a plan", ["carry out"]),
        ("carry out work", ["carry out work"]),
        ("a very unique thing", []),
        ("an odd one", ["odd one"]),
    ],
)
def test_marks(rule, text, expected):
    assert expected == marks(findings_of(rule, text))


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("a big big house", "a big house"),
        ("Big big houses", "Big houses"),
        ("They discussed about it.", "They discussed it."),
        ("Discuss about it!", "Discuss it!"),
    ],
)
def test_a_suggestion_takes_the_case_of_the_match(rule, text, fixed):
    (finding,) = findings_of(rule, text)

    assert fixed == finding.fix.apply("s1", text)


def test_an_entry_without_suggestion_offers_no_fix(rule):
    (finding,) = findings_of(rule, "an odd one")

    assert finding.fix is None


def test_an_entry_may_be_less_certain_than_its_rule(rule):
    (finding,) = findings_of(rule, "a very unique thing", least=Confidence.LOW)

    assert Confidence.LOW == finding.confidence


def test_the_note_is_evidence(rule):
    (finding,) = findings_of(rule, "a big big house")

    assert ": once" == finding.evidence["note"]


def test_case_may_count(tmp_path):
    made = rule_of("lexicon", {"table": "made.tsv", "ignore_case": False})
    word_list(tmp_path, made, "made.tsv", "pattern", "Us")

    assert ["Us"] == marks(findings_of(made, "US Us us"))


@pytest.mark.parametrize(
    ("rule_id", "text", "expected"),
    [
        ("fixed-hyphen-term", "the Indo Pacific region, COVID 19", ["Indo Pacific", "COVID 19"]),
        ("fixed-hyphen-term", "the Indo-Pacific region", []),
        ("calque", "the applicable objects of Article 5", ["applicable objects"]),
        ("redundant-collocation", "They discussed about it.", ["discussed about"]),
        ("redundant-collocation", "They discussed it for about an hour.", []),
    ],
)
def test_builtin_rules(rule_id, text, expected):
    assert expected == marks(found_by(rule_id, text))
