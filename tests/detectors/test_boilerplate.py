"""Web page furniture and service notes glued to a text."""

from dataclasses import replace

import pytest

from mtcheck import rules
from mtcheck.engine import Engine
from mtcheck.rules import RuleSet
from tests.made import batch_of_lines, findings_of, found_by, marks, rule_of, word_list

BLOCK, TRACE = "boilerplate-block", "mt-trace"
LINE = "Your email address will not be published."


@pytest.mark.parametrize(
    ("rule", "lang", "text", "expected"),
    [
        (BLOCK, "en", f"The talks ended.\n{LINE}", [LINE]),
        (BLOCK, "en", "您的电子邮箱地址不会被公开。", ["您的电子邮箱地址不会被公开。"]),
        (BLOCK, "de", LINE, [LINE]),
        (BLOCK, None, LINE, [LINE]),
        (BLOCK, "en", f"  {LINE.upper()} ", [f"  {LINE.upper()} "]),
        (BLOCK, "en", f"The site says that {LINE.lower()}", []),
        (BLOCK, "en", f"{LINE} Nobody minds.", []),
        (BLOCK, "en", "Comments by the minister were met with silence.", []),
        (BLOCK, "en", "The source: a person close to the talks.", []),
        (TRACE, "en", "Here is the translation:\nThe talks.", ["Here is the translation:"]),
        (TRACE, "en", "机器翻译，仅供参考", ["机器翻译，仅供参考"]),
        (TRACE, "en", "The translation of the novel will appear.", []),
        (TRACE, "en", "He checked the original text against the copy.", []),
        (TRACE, "en", "\n", []),
    ],
)
def test_whole_lines_only(rule, lang, text, expected):
    assert expected == marks(found_by(rule, text, lang))


@pytest.fixture
def rule(tmp_path):
    made = rule_of(
        "boilerplate",
        {"table": "made.tsv", "rest": 10, "prefix_kinds": ["preamble"]},
        fix={"replace": "", "everywhere": True},
    )
    return word_list(
        tmp_path,
        made,
        "made.tsv",
        "lang|kind|string",
        "en|credit:prefix|Editor:",
        "en|preamble|Sure, here",
        "en|form|Leave a comment. Required fields are marked.",
        "en|form|Leave a comment",
        "de|form:foreign-only|Kommentare",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Editor: Li Min", ["Editor: Li Min"]),
        ("editor: li", ["editor: li"]),
        ("Editor: a very long name follows", []),
        ("The Editor: Li", []),
        ("Sure, here is all that you asked me for in a long line.", None),
        ("Leave a comment!", ["Leave a comment!"]),
        ("»Leave a comment«", []),
        ("Leave a comment or two", []),
        ("Kommentare", ["Kommentare"]),
    ],
)
def test_prefixes_and_edges(rule, text, expected):
    assert ([text] if expected is None else expected) == marks(findings_of(rule, text))


def test_a_foreign_only_line_is_text_in_its_own_language(rule):
    assert () == findings_of(rule, "Kommentare", "de")


def test_sentences_of_one_paragraph_are_one_finding(rule):
    text = "The end.\nLeave a comment.\nRequired fields are marked."
    (finding,) = findings_of(rule, text, paragraphs=[0, 1, 1])

    assert ["Leave a comment.", "Required fields are marked."] == marks([finding])
    assert {"s2", "s3"} == {edit.segment for edit in finding.fix.edits}
    assert {""} == {edit.text for edit in finding.fix.edits}


def test_a_large_batch_finds_the_same_lines(rule):
    clean = "\n".join(f"Nothing to see in line {number}." for number in range(600))
    text = f"{clean}\nEditor: Li Min\nLeave a comment\nSure, here it comes\nKommentare\n...\n"
    expected = ["Editor: Li Min", "Leave a comment", "Sure, here it comes", "Kommentare"]

    assert expected == marks(findings_of(rule, text))


def test_lines_set_aside_are_looked_at_by_no_other_rule(engine):
    found = engine.check(batch_of_lines("The talks ended.\n您的电子邮箱地址不会被公开。")).findings

    assert ["boilerplate-block"] == [finding.rule for finding in found]


@pytest.mark.parametrize(
    ("source", "target", "are_paragraphs", "is_told"),
    [
        ("Kommentar hinzufügen", "Leave a comment", False, False),
        ("Terms of Service", "Terms of Service", False, False),
        ("Kommentar hinzufügen", "Leave a comment", True, True),
        ("", "Leave a comment", False, True),
        ("Die Gespräche endeten.", "您的电子邮箱地址不会被公开。", False, True),
    ],
)
def test_a_label_with_a_source_is_no_part_of_a_page(source, target, are_paragraphs, is_told):
    batch = batch_of_lines(target, source=source, source_lang="de")
    batch = batch if are_paragraphs else replace(batch, paragraphs=None)
    engine = Engine(RuleSet((rules.load().get(BLOCK),)))

    assert is_told == bool(engine.check(batch).findings)
