"""Words that no dictionary knows: what is told, and what may be a name, a code or foreign."""

from importlib.util import find_spec

import pytest

import mtcheck
from mtcheck import rules
from mtcheck.errors import ConfigError
from mtcheck.glossary import Entry, Glossary
from mtcheck.model import Confidence
from mtcheck.rules import RuleSet
from mtcheck.text import dictionaries
from mtcheck.text.dictionaries import Speller, find_dictionaries
from tests.made import findings_of, marks

needs_library = pytest.mark.skipif(
    find_spec("hunspell") is None, reason="the extra `spelling` is not installed"
)

KNOWN = ("they", "talked", "after", "breakfast", "the", "about", "ministers", "minister", "color")

AFF = "SET UTF-8\nTRY esianrtol\nSFX S Y 1\nSFX S 0 s .\n"
DIC = "4\nbreakfast/S\nminister/S\ntalk\ncafé\n"


def rule_with(**options):
    options = {"dictionaries": {"en": ""}, "known": KNOWN, **options}
    builtin = RuleSet((rules.load().get("misspelling"),))
    return builtin.with_overrides({"misspelling": {"options": options}}).rules[0]


@pytest.fixture
def dictionary(tmp_path):
    (tmp_path / "en_XX.aff").write_text(AFF, encoding="utf-8")
    (tmp_path / "en_XX.dic").write_text(DIC, encoding="utf-8")
    return tmp_path / "en_XX"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They talked after breakast.", ["breakast"]),
        ("They talked after breakafst.", ["breakafst"]),
        ("They talked after breakfasst", ["breakfasst"]),
        ("They talked after brekafast, about breakast.", ["brekafast", "breakast"]),
        ("They talked after breakfast.", []),
        ("BREAKFAST Breakfast", []),
        ("They asked Breakast about BREAKAST and breakAst.", []),
        ("They met at breakast.org, breakast-time, bob@breakast and /breakast", []),
        ("They saw brea2kast and 3breakast.", []),
        ("They talked after breakast breakastt.", []),
        ("They talkd: breakast, breakast, breakast.", ["talkd"]),
        ("They talked of завтракк.", []),
        ("The minister's breakast", ["breakast"]),
        ("the", []),
    ],
)
def test_marks(text, expected):
    assert expected == marks(findings_of(rule_with(), text))


def test_a_word_of_the_source_is_no_slip():
    rule = rule_with()

    assert () == findings_of(rule, "The breakast", source="早餐 Breakast", source_lang="zh")
    assert ["breakast"] == marks(
        findings_of(rule, "The breakast\nthe", source="早餐\nbreakast", source_lang="zh")
    )


def test_a_word_that_a_document_has_often_is_a_word_of_its_own():
    rule = rule_with()
    text = "The breakast\nabout the breakast\nafter the breakast"

    assert () == findings_of(rule, text)
    assert 3 == len(findings_of(rule, text, document=None))
    assert 3 == len(findings_of(rule_with(often=4), text))


def test_words_of_the_glossary_are_known():
    glossary = Glossary((Entry("Frühstück", ("breakast",)),))

    assert () == findings_of(rule_with(glossary=glossary), "The breakast")


def test_what_other_countries_write_is_known():
    assert () == findings_of(rule_with(), "The colour")
    assert ["colour"] == marks(
        findings_of(rule_with(variants={}), "The colour", least=Confidence.LOW)
    )


def test_the_nearest_words_are_suggested():
    (finding,) = findings_of(rule_with(), "They talked after breakast.")

    assert "They talked after breakfast." == finding.fix.apply("s1", "They talked after breakast.")
    assert "breakfast" == finding.evidence["suggestions"]


def test_a_word_near_no_other_is_less_certain():
    rule = rule_with()

    assert () == findings_of(rule, "The qwertzuiop")
    (finding,) = findings_of(rule, "The qwertzuiop", least=Confidence.LOW)
    assert (Confidence.LOW, None) == (finding.confidence, finding.fix)


def test_at_most_three_words_are_suggested_the_most_common_first():
    rule = rule_with(known=("thee", "there", "their", "the", "about"))
    (finding,) = findings_of(rule, "about ther")

    assert "the / there / their" == finding.evidence["suggestions"]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("their", "thier"),
        ("because", "necause"),
        ("family", "famioy"),
        ("öffentlich", "offentlich"),
        ("застряла", "застрялан"),
        ("between", "beteen"),
    ],
)
def test_slips_of_the_finger(word, near):
    assert (word,) == Speller("xx", (), frozenset({word})).nearest(near)


@pytest.mark.parametrize(("word", "other"), [("puppets", "muppets"), ("hotshot", "hotspot")])
def test_another_word_is_no_slip(word, other):
    assert () == Speller("xx", (), frozenset({word})).nearest(other)


def test_of_an_unknown_language_nothing_is_said():
    assert () == findings_of(rule_with(), "breakast", None)


@needs_library
@pytest.mark.parametrize("suffix", ["", ".aff", ".dic"])
def test_a_dictionary_of_the_user(dictionary, suffix):
    rule = rule_with(dictionaries={"en": f"{dictionary}{suffix}"}, known=())
    found = findings_of(rule, "Two ministers after breakfasts: breakast, cafe, café.")

    assert ["breakast", "cafe"] == marks(found)
    assert "breakfast" == found[0].evidence["suggestion"]


@needs_library
def test_a_dictionary_comes_with_the_library():
    rule = rule_with(dictionaries={}, known=())

    assert ["breakast"] == marks(findings_of(rule, "They talked after breakast.", "en-US"))


@needs_library
def test_a_language_without_region_has_the_dictionaries_of_all_countries(dictionary, monkeypatch):
    monkeypatch.setattr(dictionaries, "SYSTEM_FOLDERS", (str(dictionary.parent),))
    monkeypatch.setattr(dictionaries, "_of_the_library", lambda: iter(()))
    other = dictionary.with_name("en_YY.aff")
    other.write_text(AFF, encoding="utf-8")

    assert (dictionary, other.with_suffix("")) == find_dictionaries("en", {})
    assert (dictionary,) == find_dictionaries("en-XX", {})
    assert (dictionary,) == find_dictionaries("en", {"en": str(dictionary)})


@needs_library
def test_a_language_without_a_dictionary_is_told():
    with pytest.raises(ConfigError, match="has no dictionary of `la`") as raised:
        find_dictionaries("la", {"en": "x"})

    assert "install hunspell-la" in raised.value.hint
    assert 'dictionaries = { la = "PATH" }' in raised.value.hint


@needs_library
def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ConfigError, match=r"there is no .*gone\.aff"):
        find_dictionaries("en", {"en": str(tmp_path / "gone")})


def test_the_missing_extra_is_told(monkeypatch):
    monkeypatch.setattr(dictionaries, "find_spec", lambda _: None)
    with pytest.raises(ConfigError, match="needs the extra `spelling`") as raised:
        findings_of(rule_with(dictionaries={}), "They talked.")

    assert "pip install 'mtcheck[spelling]'" == raised.value.hint


@needs_library
def test_dictionaries_are_settings(dictionary):
    settings = {"select": ["misspelling"], "spelling": {"dictionaries": {"en": str(dictionary)}}}
    report = mtcheck.check("talk breakast talk", target_lang="en", **settings)

    assert ["misspelling"] == [finding.rule for finding in report.findings]


def test_without_the_rule_nothing_is_asked_of_dictionaries(tmp_path):
    settings = {"spelling": {"dictionaries": {"en": str(tmp_path / "gone")}}}

    assert mtcheck.check("They talked.", target_lang="en", **settings).verdict.passed
