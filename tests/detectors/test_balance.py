"""Quotation marks and brackets that are opened and never closed."""

import pytest

from tests.made import findings_of, found_by, marks, rule_of

QUOTE, BRACKET = "unbalanced-quote", "unbalanced-bracket"


@pytest.mark.parametrize(
    ("rule", "lang", "text", "expected"),
    [
        (BRACKET, "en", "The price (about 20 euros was high.", ["("]),
        (BRACKET, "en", "The price about 20 euros] was high.", ["]"]),
        (BRACKET, "en", "The price (about\n20 euros) was high.", []),
        (BRACKET, "en", "((a) b", ["("]),
        (BRACKET, "en", ")(", []),
        (BRACKET, "en", "(a [b) c]", []),
        (BRACKET, "en", "1) first\n12) second\na) third :) ;-)", []),
        (BRACKET, "en", "the ending)", [")"]),
        (BRACKET, "en", "That is the end)", [")"]),
        (BRACKET, "en", "(iv) fourth\niv) fourth", []),
        (BRACKET, "zh", "价格（约20欧元", ["（"]),
        (BRACKET, None, "The price (about", ["("]),
        (QUOTE, "en", "He said: “We will.\nThen he left.", ["“"]),
        (QUOTE, "en", "He said: We will.” Then he left.", ["”"]),
        (QUOTE, "en", "He said: “We will.\n“And we win.”", []),
        (QUOTE, "en", 'The treaty" was signed.', ['"']),
        (QUOTE, "en", 'A 5" pipe and a 6" pipe.', []),
        (QUOTE, "en", 'He said: “We will."', []),
        (QUOTE, "en", "it’s the ‘end", []),
        (QUOTE, "en", "He told us: “This is unworkable. “", ["“"]),
        (QUOTE, "en", "He called it “new” and “ old”.", []),
        (QUOTE, "de", "Er sagte: „Wir kommen. Dann ging er.", ["„"]),
        (QUOTE, "de", "Er sagte: „Wir kommen.“", []),
        (QUOTE, "fr", "Il a dit : « Nous venons.", ["«"]),
        (QUOTE, "zh", "他说：“我们会的。", ["“"]),
        (QUOTE, "ja", "「はい", ["「"]),
        (QUOTE, "ko", "“네", []),
    ],
)
def test_marks(rule, lang, text, expected):
    assert expected == marks(found_by(rule, text, lang))


def test_rows_of_no_document_are_not_judged():
    assert () == found_by(BRACKET, "The price (about", document=None)


def test_a_quotation_goes_on_only_at_the_start_of_a_paragraph():
    text = "He said: “We will.\nThen “and we win.”"

    assert ["“"] == marks(found_by(QUOTE, text))


def test_a_new_paragraph_may_begin_inside_a_list_of_rows():
    text = "He said: “We will.\n“And we win.”"

    assert ["“"] == marks(found_by(QUOTE, text, paragraphs=[0, 0]))
    assert () == found_by(QUOTE, text, paragraphs=[0, 1])


def test_straight_quotes_odd_in_several_rows_are_not_judged():
    assert () == found_by(QUOTE, 'He said "yes.\nShe said "no.\nThey said "well.')


def test_the_message_names_both_marks():
    (finding,) = found_by(BRACKET, "The price (about")

    assert "“(” has no “)” in this document" == finding.message


@pytest.mark.parametrize(
    ("options", "text", "expected"),
    [
        ({"pairs": {"any": ["<>"]}}, "a < b", ["<"]),
        ({"pairs": {"de": ["<>"]}}, "a < b", []),
        ({"pairs": {"en": ["<>"]}, "mixed": {"<>": "|"}}, "a < b |", []),
        ({"pairs": {"en": ["<>", "{}"]}}, "a < ball}", ["<", "}"]),
    ],
)
def test_options(options, text, expected):
    assert expected == marks(findings_of(rule_of("balance", options, scope="document"), text))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ('He said: "We go.\nThen he left.', "Er sagte: „Wir gehen.\nDann ging er.", []),
        ('He said: "We go."\nThen he left.', "Er sagte: „Wir gehen.\nDann ging er.", ["„"]),
        ('He said: We go.\n"Then he left.', "Er sagte: „Wir gehen.\nDann ging er.", ["„"]),
        ('We go.\n"Never.\nHe left."', "Wir gehen.\n„Niemals.\nEr ging.", ["„"]),
        ('""We go.\nThen he left.', "„Wir gehen.\nDann ging er.", []),
        ("He said: “We go.”\nThen he left.", "Er sagte: „Wir gehen.\nDann ging er.", ["„"]),
    ],
)
def test_a_mark_that_the_source_leaves_alone_too_is_no_slip(source, target, expected):
    assert expected == marks(found_by(QUOTE, target, "de", source=source, source_lang="en"))
