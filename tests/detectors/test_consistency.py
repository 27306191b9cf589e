"""One thing written in two ways inside a document."""

import pytest

from tests.made import findings_of, found_by, marks, rule_of

SPELLING = "abbreviation-inconsistency"
TITLE = "title-term-inconsistency"
CASE = "case-inconsistency"


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        (SPELLING, "The US said.\nThe US said.\nThe U.S. agreed.", ["U.S."]),
        (SPELLING, "The US said.\nThe U.S. and the U.S. agreed.", ["US"]),
        (SPELLING, "The U.S. agreed, the US, U.S.\nThe US, U.S.", ["US", "US"]),
        (SPELLING, "The US and the US left.", []),
        (SPELLING, "The US and the U.N. agreed.", []),
        (SPELLING, "The U.S. paid US$20 at the US Open.", []),
        (SPELLING, "The USA and USAID, the U.S.", []),
        (TITLE, "The US Defense Minister spoke.\nThe US Defense Secretary.", ["Defense Minister"]),
        (TITLE, "Japan's Defense Secretary.\nJapan's Defense Minister.", ["Defense Secretary"]),
        (TITLE, "The US Defense Minister.\nThe Japanese Defense Secretary.", []),
        (TITLE, "The US Defense Minister.\nThe US Foreign Secretary.", []),
        (TITLE, "Defense Minister Lloyd Austin.\nDefense Secretary Austin.", ["Defense Secretary"]),
        (TITLE, "Deputy Defense Minister Austin.\nDefense Secretary Austin.", []),
        (CASE, "Defense Minister Kishi and defense secretary Austin.", ["defense secretary"]),
        (CASE, "defense minister Kishi and defense secretary Austin", []),
        (CASE, "Prime Minister May met former prime minister Blair.", []),
        (CASE, "The prime minister, Theresa May, met.", []),
    ],
)
def test_marks(rule, text, expected):
    assert expected == marks(found_by(rule, text))


def test_the_title_of_a_document_counts_for_titles_only():
    text = "US agrees\nThe U.S. said so.\nThe U.S. did."

    assert () == found_by(SPELLING, text)
    assert ["US"] == marks(found_by(SPELLING, text.replace("agrees", "agrees.")))


def test_documents_are_looked_at_one_by_one(engine):
    assert () == found_by(SPELLING, "The US said.\nThe U.S. said.", document=None)


def test_all_places_of_a_form_are_one_finding_with_one_fix():
    text = "The US, the US and the US.\nThe U.S.\nThe U.S. and the U.S. too."
    found = found_by(SPELLING, text)

    assert 1 == len(found)
    assert len(found[0].spans) == len(found[0].fix.edits) == 3
    assert "(3 times)" in found[0].message


def test_each_lower_case_title_is_a_finding():
    text = "Prime Minister May met foreign minister Hunt and health secretary Hancock."

    assert 2 == len(found_by(CASE, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("colour colour color", ["color"]),
        ("color colour", ["colour"]),
        ("colours color", []),
        ("“color” colour colour", []),
    ],
)
def test_spelling_groups(text, expected):
    options = {"mode": "spelling", "groups": [["colour", "color"]], "unless": ["“[^”]*”"]}

    assert expected == marks(
        findings_of(rule_of("consistency", options, scope="document"), text + ".")
    )
