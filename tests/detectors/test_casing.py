"""Small sentence starts and texts of one case beside the source."""

import pytest

from tests.made import findings_of, found_by, marks, rule_of

START, LOWER, CAPITALS = "sentence-start-lowercase", "lowercase-text", "all-caps"
ZH = "市议会周一在 iOS 大会上表示，图书馆不会关闭。"
DE = "Der Rat von Leeds erklärte am Montag, dass die Bibliothek nicht schließt."


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("the council said on Monday that it would not close.", ["the"]),
        ("“the council, ” he said on Monday, “would not close.”", []),
        ("the, so the Council said, library would not close.", ["the"]),
        ("The council said on Monday that it would not close.", []),
        ("iPhone sales fell on Monday, the council said.", []),
        ("iOS users came on Monday, the council said.", []),
        ("eBay sales fell on Monday, the council said.", []),
        ("von der Leyen said on Monday that it would not close.", []),
        ("al-Shabab said on Monday that it would not close.", []),
        ("example.org said on Monday that it would not close.", []),
        ("@council said on Monday that it would not close.", []),
        ("a) On Monday the Council met.", []),
        ("... and on Monday it would not close.", []),
        ("(laughter) On Monday the Council met.", []),
        ("said the Council on Monday.", []),
        ("the Council", []),
        ("12 members of the Council met.", []),
        ("", []),
    ],
)
def test_a_sentence_begins_with_a_capital(target, expected):
    assert expected == marks(found_by(START, target, source=ZH, source_lang="zh"))


@pytest.mark.parametrize(
    ("source_lang", "source", "lang", "target", "expected"),
    [
        ("de", DE, "en", "“the Council of Leeds said that the library stays open.”", ["the"]),
        ("de", "zum Beispiel am Montag.", "en", "for example on a Monday.", []),
        ("de", "Das Haus", "en", "the house of Leeds", []),
        ("de", DE, "ja", "leeds の評議会は月曜日に図書館を閉鎖しないと述べた。", []),
        ("de", DE, "ru", "совет Лидса заявил в понедельник, что она не закроется.", ["совет"]),
        ("de", DE, None, "the Council of Leeds said that the library stays open.", ["the"]),
        ("en", "Use git for this.", "de", "git ist dafür da, sagt Leeds.", ["git"]),
        ("en", "The git command is used.", "de", "git wird hier benutzt, sagt Leeds.", []),
        ("en", "In Leeds it rains in the night.", "de", "in Leeds regnet es nachts.", ["in"]),
        ("zh", "25日，图书馆在利兹开放。", "en", "on the 25th, it opened in Leeds.", ["on"]),
    ],
)
def test_starts_are_compared_with_those_of_the_source(source_lang, source, lang, target, expected):
    found = found_by(START, target, lang, source=source, source_lang=source_lang)

    assert expected[: len(found)] == marks(found)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("He said on Monday that", []),
        ("He said on Monday,", []),
        ("“What now, Leeds?”", []),
        ("He said it on Monday.", ["then"]),
    ],
)
def test_a_row_may_go_on_with_the_one_before(before, expected):
    text = f"{before}\nthen the Council of Leeds met."
    source = "他周一说。\n然后市议会开会了。"

    assert expected == marks(found_by(START, text, source=source, source_lang="zh"))


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("the council of leeds said on monday that it would not close.", LOWER),
        ("the council of Leeds said on monday that it would not close.", START),
    ],
)
def test_a_text_without_capitals_is_one_finding(target, rule):
    found = {one: found_by(one, target, source=DE, source_lang="de") for one in (START, LOWER)}

    assert ["the"] == marks(found[LOWER]) or rule == START
    assert ["the"] == marks(found[rule])


def test_of_two_rules_only_one_reports_a_row():
    from mtcheck.engine import Engine
    from mtcheck.rules import RuleSet, load
    from tests.made import batch_of_lines

    rules = RuleSet(tuple(load().get(one) for one in (START, LOWER)))
    text = "the council of leeds said that it would not close.\nthe Council of Leeds met."
    batch = batch_of_lines(text, "en", source=f"{DE}\n{DE}", source_lang="de")

    assert [LOWER, START] == [finding.rule for finding in Engine(rules).check(batch).findings]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (DE, "THE COUNCIL WOULD NOT CLOSE IT.", ["THE COUNCIL WOULD NOT CLOSE IT."]),
        (DE, "THE COUNCIL would not CLOSE IT.", []),
        (DE.upper(), "THE COUNCIL WOULD NOT CLOSE IT.", []),
        ("Die NATO, die EU und die UNO", "NATO, EU, UNO", []),
        ("市议会不会关闭图书馆。", "THE COUNCIL WOULD NOT CLOSE IT.", []),
        ("Die Vorwahl ist 0044 20.", "0044 20 7946 0018", []),
    ],
)
def test_capitals_are_those_of_the_source(source, target, expected):
    assert expected == marks(found_by(CAPITALS, target, source=source, source_lang="de"))


def test_the_fix_makes_the_first_letter_large():
    text = "the council would not close it, said Leeds."
    (finding,) = found_by(START, text, source=DE, source_lang="de")

    assert f"T{text[1:]}" == finding.fix.apply("s1", text)


def test_words_are_an_option():
    rule = rule_of("casing", {"find": "start", "words": 2}, needs=["target", "source"])
    source = {"source": "图书馆开放。", "source_lang": "zh"}

    assert ["it"] == marks(findings_of(rule, "it opened.", **source))
    assert () == findings_of(rule, "opened.", **source)
    assert () == findings_of(rule, "it opened.")
