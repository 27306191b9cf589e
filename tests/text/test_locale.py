import subprocess
import sys
from itertools import combinations

import pytest
from babel import Locale

from mtcheck.text.columns import SCRIPTS
from mtcheck.text.locale import Language, Numbers, known_languages, language, languages_in, speaks

LISTS = "function_words conjunctions reporting_verbs quotes months weekdays honorifics".split()
LANGUAGES = [language(tag) for tag in known_languages()]
NO_VARIETIES = [one for one in LANGUAGES if one.tag == one.main]
WITH_WORDS = [one for one in NO_VARIETIES if one.function_words]

CLDR_QUOTES = {
    **dict.fromkeys("bg et lt".split(), "„“"),
    **dict.fromkeys("cs de de-CH sk".split(), "„“ ‚‘"),
    **dict.fromkeys("bn en es es-MX hi id ko lv ne pt pt-BR si th tr vi zh".split(), "“” ‘’"),
    **dict.fromkeys("fi sv".split(), "”” ’’"),
    **dict.fromkeys("el it pt-PT".split(), "«» “”"),
    **dict.fromkeys("ja zh-Hant".split(), "「」 『』"),
    **dict.fromkeys("pl ro".split(), "„” «»"),
    **dict.fromkeys("ru uk".split(), "«» „“"),
    **dict.fromkeys("fr fr-CA".split(), "«»"),
    "fa": "«» ‹›",
    "hu": "„” »«",
    "no": "«» ‘’",
    "sr": "„”",
}
"""Quotation marks and those inside them, from `delimiters` of CLDR 48."""

every_language = pytest.mark.parametrize("one", LANGUAGES, ids=lambda one: one.tag)


def test_all_languages_are_there():
    expected = (
        "ar bg bn cs da de de-CH el en es es-MX et fa fi fr fr-CA he hi hu id it ja ko lt lv ne "
        "nl no pl pt pt-BR pt-PT ro ru si sk sr sv th tr uk vi zh zh-Hant"
    )

    assert tuple(expected.split()) == known_languages()


@every_language
def test_every_list_is_filled_or_left_out_on_purpose(one):
    assert [name for name in LISTS if not getattr(one, name)] == list(one.left_out)


@every_language
def test_lists_hold_words_once_and_without_outer_spaces(one):
    for name in LISTS:
        words = list(getattr(one, name))
        assert len(set(words)) == len(words), name
        assert all(word and word == word.strip() for word in words), name


@every_language
def test_scripts_are_scripts_of_the_columns(one):
    assert one.scripts
    assert set(one.scripts) <= set(SCRIPTS)


@every_language
def test_quotes_are_pairs(one):
    assert all(len(pair) == 2 for pair in one.quotes)


@every_language
def test_spaced_punctuation_holds_no_letters_and_no_spaces(one):
    assert not any(mark.isalnum() or mark.isspace() for mark in one.spaced_punctuation)


@every_language
def test_a_year_has_twelve_months_and_a_week_seven_days(one):
    assert len(one.months) >= 12
    assert len(one.weekdays) >= 7


@pytest.mark.parametrize("one", WITH_WORDS, ids=lambda one: one.tag)
def test_function_words_are_single_words_in_lower_case(one):
    assert 40 <= len(one.function_words) <= 110
    assert all(word == word.lower() and " " not in word for word in one.function_words)


@pytest.mark.parametrize("one", NO_VARIETIES, ids=lambda one: one.tag)
def test_languages_that_share_a_script_have_function_words(one):
    shared = [script for script in one.scripts if len(languages_in(script)) > 1 and script != "CJK"]

    assert bool(shared) == bool(one.function_words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(one, other, id=f"{one.tag}-{other.tag}")
        for one, other in combinations(WITH_WORDS, 2)
        if set(one.scripts) & set(other.scripts)
    ],
)
def test_every_list_has_words_of_its_own(one, other):
    least = min(len(one.function_words), len(other.function_words))

    assert len(one.function_words & other.function_words) <= 0.75 * least


@pytest.mark.parametrize(
    ("tag", "known"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("zh-Hans", "zh"),
        ("zh-Hant", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("fr_CA", "fr-CA"),
        ("fr-BE", "fr"),
        ("sr-Latn", "sr"),
        ("nb", "no"),
        ("nn-NO", "no"),
    ],
)
def test_a_variety_falls_back_to_its_language(tag, known):
    assert language(tag).tag == known


@pytest.mark.parametrize(
    ("variety", "base"),
    [(one, language(one.main)) for one in LANGUAGES if one not in NO_VARIETIES],
    ids=lambda one: one.tag,
)
def test_a_variety_holds_what_differs_and_has_the_rest_of_its_language(variety, base):
    assert variety.main == base.main == base.tag
    assert variety.name != base.name
    assert (variety.quotes, variety.spaced_punctuation) != (base.quotes, base.spaced_punctuation)
    assert variety.function_words == base.function_words
    assert variety.numbers == base.numbers


def test_a_variety_keeps_the_keys_of_a_table_that_it_does_not_give():
    variety, base = language("zh-TW").punctuation, language("zh").punctuation

    assert (variety.stop, variety.question) == (base.stop, base.question) == ("。", "？")
    assert "“" in variety.foreign_quotes
    assert "“" not in base.foreign_quotes


@every_language
def test_months_and_weekdays_are_those_of_cldr(one):
    cldr = Locale.parse(one.tag, sep="-")
    names = {name.lower() for name in (*one.months, *one.weekdays)}

    assert {name.lower() for name in cldr.months["format"]["wide"].values()} <= names
    assert {name.lower() for name in cldr.days["format"]["wide"].values()} <= names


@every_language
def test_the_language_and_its_decimal_mark_are_those_of_cldr(one):
    cldr = Locale.parse(one.tag, sep="-")

    assert cldr.language == one.main
    assert cldr.english_name.split(" (")[0] in {language(one.main).name, "Bangla"}
    if one.numbers != Numbers():
        assert _decimal(one.tag, cldr) in {*one.numbers.decimal, *one.numbers.countries}


def _decimal(tag, cldr):
    system = "arab" if tag == "ar" else "latn"
    return cldr.number_symbols[system]["decimal"]


@pytest.mark.parametrize(("tag", "pairs"), CLDR_QUOTES.items())
def test_quotes_are_those_of_cldr(tag, pairs):
    assert set(pairs.split()) <= set(language(tag).quotes)


@every_language
def test_marks_are_single_and_no_quote_is_both_usual_and_foreign(one):
    marks = one.punctuation

    assert all(len(mark) == 1 for mark in (marks.question, marks.exclamation, marks.comma))
    assert len(marks.stop) <= 1
    assert not set(marks.foreign_quotes) & {one.quotes[0][0], "'", '"'}


@pytest.mark.parametrize("tag", [None, "", "-", "xx", "eng", "../en", "e"])
def test_unknown_tags_have_no_language(tag):
    assert language(tag) is None


def test_a_language_is_read_once_and_frozen():
    assert language("de") is language("de-AT")
    with pytest.raises(AttributeError):
        language("de").name = "Deutsch"


def test_lists_are_immutable():
    for one in LANGUAGES:
        assert isinstance(one, Language)
        assert isinstance(one.function_words, frozenset)
        assert all(isinstance(getattr(one, name), tuple) for name in LISTS[1:])


@pytest.mark.parametrize("script", SCRIPTS)
def test_languages_in_agrees_with_the_tables(script):
    expected = tuple(one.tag for one in NO_VARIETIES if script in one.scripts)

    assert languages_in(script) == expected


@pytest.mark.parametrize(
    ("tag", "wanted", "expected"),
    [
        ("en-GB", ["en"], True),
        ("en", ["de", "en"], True),
        ("EN_gb", ["en-GB"], True),
        ("zh-Hant-TW", ["zh-Hant"], True),
        ("en", ["en-GB"], False),
        ("eng", ["en"], False),
        ("de", ["en"], False),
        ("de", [], False),
        (None, ["en"], False),
        ("", ["en"], False),
    ],
)
def test_speaks_matches_prefixes_of_tags(tag, wanted, expected):
    assert speaks(tag, wanted) is expected


def test_one_language_is_read_without_the_others_and_without_numpy():
    code = (
        "import sys, mtcheck.text.locale as locale; locale.language('fr-CA');"
        "print(locale._read.cache_info().currsize, 'numpy' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["1", "False"]


@pytest.mark.parametrize(
    "one", [one for one in NO_VARIETIES if one.own_names], ids=lambda one: one.tag
)
def test_own_names_are_those_of_cldr(one):
    assert Locale.parse(one.tag).get_language_name(one.tag) == one.own_names[0]


def test_languages_in_other_letters_name_themselves():
    other = [one for one in NO_VARIETIES if "LATIN" not in one.scripts]

    assert [one.tag for one in other if not one.own_names] == []
