"""Words that repeat a part of themselves."""

import pytest

from tests.made import findings_of, found_by, marks, rule_of

RULE = "in-word-repeat"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Wuhan SiemensSiemens plant", ["SiemensSiemens"]),
        ("the last busbusbus leaves", ["busbusbus"]),
        ("Busbusbuses leave", ["Busbusbuses"]),
        ("Das ist WhiteWhiteWhite, oder?", ["WhiteWhiteWhite"]),
        ("Capital to EnrichEnrichment", ["EnrichEnrichment"]),
        ("newspapersnewspapersnewspapers", ["newspapersnewspapersnewspapers"]),
        ("TheThe first, TheThe second", ["TheThe", "TheThe"]),
        ("a busbusbus\nand a carcarcar", ["busbusbus", "carcarcar"]),
        ("газетагазетагазета", ["газетагазетагазета"]),
        ("hahahahahahaha, yoyoyoyoyoyo", []),
        ("nooooooooooooooo", []),
        ("drwxrwxrwx 22 joost users", []),
        ("bus bus bus and bus-bus-bus", []),
        ("couscous, Mississippi, Baden-Baden", []),
        ("123123123123", []),
        ("McDonald, JavaScript, DuckDuckGo, TamTam", []),
        ("AbAb IoIo", []),
        ("", []),
    ],
)
def test_marks(text, expected):
    assert expected == marks(found_by(RULE, text))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The JoshJosh account", "Das Konto JoshJosh"),
        ("tildetildetilde here", "hier tildetildetilde"),
        ("blopblopblop he said", "plitschplitschplitsch sagte er"),
    ],
)
def test_what_the_source_repeats_too_is_good(text, source):
    assert () == found_by(RULE, text, source=source, source_lang="de")
    assert 1 == len(found_by(RULE, text))


def test_the_fix_keeps_the_part_once():
    text = "Capital to EnrichEnrichment now"
    (finding,) = found_by(RULE, text)

    assert "Capital to Enrichment now" == finding.fix.apply("s1", text)


def test_the_shortest_part_is_an_option():
    rule = rule_of("inword", {"shortest": 4})

    assert ["testtesttest"] == marks(findings_of(rule, "busbusbus testtesttest"))
