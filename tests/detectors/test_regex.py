"""Patterns, with contexts that keep them silent."""

import pytest

from tests.made import findings_of, found_by, marks, rule_of


@pytest.mark.parametrize(
    ("options", "text", "expected"),
    [
        ({"patterns": ["fo+"]}, "foo fo f", ["foo", "fo"]),
        ({"patterns": ["foo", "foobar"]}, "foobar foo", ["foobar", "foo"]),
        ({"patterns": ["a b", "b c"]}, "a b c", ["a b"]),
        ({"patterns": ["foo"]}, "FOO", []),
        ({"patterns": ["foo"], "ignore_case": True}, "FOO Foo", ["FOO", "Foo"]),
        ({"patterns": ["foo"], "whole_words": True}, "food foo éfoo", ["foo"]),
        ({"patterns": ["foo"]}, "food", ["foo"]),
        ({"patterns": ["foo"], "unless": ["a foo", "foo!"]}, "a foo, foo!, foo", ["foo"]),
        ({"patterns": ["x (?P<at>y) z"]}, "x y z", ["y"]),
        (
            {"patterns": ["{name}!"], "lists": {"name": ["a", "b.c"]}},
            "a! b.c! bxc!",
            ["a!", "b.c!"],
        ),
        ({"patterns": ["{month}"]}, "May July Mai", ["May", "July"]),
        ({"patterns": ["x*"]}, "aaa", []),
        ({"patterns": ["^a", "b$"]}, "a b\na b", ["a", "b", "a", "b"]),
        ({"patterns": [r"\p{Han}+"]}, "日美 US", ["日美"]),
    ],
)
def test_options(options, text, expected):
    assert expected == marks(findings_of(rule_of("regex", options), text))


def test_lists_of_a_language_are_those_of_the_target():
    rule = rule_of("regex", {"patterns": ["{month}"]})

    assert ["Mai"] == marks(findings_of(rule, "May Mai", "de"))
    assert () == findings_of(rule, "May Mai", None)


def test_describe_names_what_nobody_sees():
    rule = rule_of("regex", {"patterns": ["[\\x{200b}\\x{00}]+"], "describe": True})
    (finding,) = findings_of(rule, "a\u200b\x00\u200bb")

    assert "U+200B ZERO WIDTH SPACE, U+0000 control character" == finding.evidence["codes"]


def test_replace_mends_character_by_character():
    options = {"patterns": ["[，。]+"], "replace": {"，": ",", "。": "."}}
    rule = rule_of("regex", options, fix={"replace": "{replaced}"})
    (finding,) = findings_of(rule, "a，。b")

    assert "a,.b" == finding.fix.apply("s1", "a，。b")


def test_named_groups_fill_the_message_and_the_fix():
    options = {"patterns": [r"(?P<first>\w+) (?P<second>\w+)"]}
    rule = rule_of("regex", options, message="{second^}!", fix={"replace": "{second} {first}"})
    (finding,) = findings_of(rule, "one two")

    assert ("Two!", "two one") == (finding.message, finding.fix.apply("s1", "one two"))


def test_once_gathers_all_places_of_a_document():
    rule = rule_of("regex", {"patterns": ["foo"]}, once=True, fix={"replace": "bar"})
    (finding,) = findings_of(rule, "foo\na foo foo")

    assert 3 == len(finding.spans) == len(finding.fix.edits)
    assert finding.message.endswith("(3 places)")


def test_a_segment_of_no_document_is_a_text_of_its_own():
    rule = rule_of("regex", {"patterns": ["foo"]}, once=True)
    found = findings_of(rule, "foo foo\na foo", document=None)

    assert [2, 1] == [len(finding.spans) for finding in found]


@pytest.mark.parametrize(
    ("rule", "lang", "text", "expected"),
    [
        ("space-before-punctuation", "en", "On July 25 , the end .", [" ,", " ."]),
        ("space-before-punctuation", "en", "Well ... .NET at 5 : 30 :-) :)", []),
        ("space-before-punctuation", "fr", "Vraiment ? Oui !", []),
        ("missing-space-after-punctuation", "en", "The end.The start,and so", [".T", ",a"]),
        ("missing-space-after-punctuation", "en", "example.org/a,b U.S.A. 3,000 a.m.", []),
        ("number-format-broken", "en", "3, 200 babies on July 26,2020", ["3, 200", "July 26,2020"]),
        ("number-format-broken", "en", "In 2019, 300 people; rooms 100, 200 and 300", []),
        (
            "artefact-token",
            None,
            "00 @-@ 24 <unk> __LINK_73__ {{0}}",
            ["@-@", "<unk>", "__LINK_73__", "{{0}}"],
        ),
        ("artefact-token", None, "__init__ me@example.org [1] {x}", []),
        ("mojibake", None, "cafÃ© doesnâ€™t Â£20", ["Ã©", "â€™", "Â£"]),
        ("mojibake", None, "São Paulo Ångström château", []),
        ("invisible-character", "en", "a\u200bb\u00adc\u202ed", ["\u200b", "\u00ad", "\u202e"]),
        ("invisible-character", "fa", "می\u200cخواهم", []),
        ("invisible-character", "en", "👨\u200d👩\u200d👧", []),
        ("fullwidth-punctuation", "en", "levels： high，low", ["：", "，"]),
        ("fullwidth-punctuation", "zh", "水平：高，低", []),
        (
            "country-pair-hyphen",
            "en",
            "the Japan US alliance, a US Japan summit",
            ["Japan US", "US Japan"],
        ),
        ("country-pair-hyphen", "en", "In Japan US forces stay.", []),
        ("lowercase-quote-start", "en", "He tweeted: “we know.”", ["tweeted: “we"]),
        (
            "missing-article",
            "en",
            "the start of Biden administration, they",
            ["Biden administration"],
        ),
        ("missing-article", "en", "the start of the Biden administration", []),
        ("space-in-quote", "en", "freedom. ” The “ new era”", ["“ "]),
    ],
)
def test_builtin_rules(rule, lang, text, expected):
    assert expected == marks(found_by(rule, text, lang))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (None, [".T"]),
        ("", [".T"]),
        ("Das meldet Kostroma.Today gestern.", []),
        ("Das meldet ｋｏｓｔｒｏｍａ．today．", []),
        ("Das meldet Kostroma. Today.", [".T"]),
        ("Das meldet Kostroma.", [".T"]),
        ("Das meldet eine Zeitung.Today.", [".T"]),
    ],
)
def test_what_the_source_has_too_is_silent(source, expected):
    rule = rule_of("regex", {"patterns": [r"\w(?P<at>\.[A-Z])"], "inherited": True})
    text = "So says Kostroma.Today, and we believe it."

    assert expected == marks(findings_of(rule, text, source=source, source_lang="de"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{ COMMANDS ; }", []),
        ("{ COMMANDS  ; }", []),
        ("{ COMMANDS : }", [" ;"]),
        ("{ COMMANDS; }", [" ;"]),
        (None, [" ;"]),
    ],
)
def test_what_the_source_sets_the_same_way_is_silent(source, expected):
    rule = rule_of("regex", {"patterns": [r"\w(?P<at> +[;:])"], "mirrored": True})

    assert expected == marks(findings_of(rule, "{ BEFEHLE ; }", source=source, source_lang="en"))
