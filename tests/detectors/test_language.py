"""Rows in another language than the one that they are said to be in."""

import unicodedata

import pytest

from mtcheck import rules
from mtcheck.engine import Engine
from tests.made import batch_of_lines, findings_of, found_by, marks, rule_of

SENTENCES = {
    "cs": "Parlament schválil zákon v pátek velkou většinou, ale opozice byla proti.",
    "de": "Das Parlament hat das Gesetz am Freitag mit großer Mehrheit angenommen.",
    "en": "Parliament passed the law on Friday by a large majority, and the opposition left.",
    "eu": "Legebiltzarrak ostiralean onartu zuen legea, eta oposizioa kontra agertu zen berriro.",
    "es": "El parlamento aprobó la ley el viernes por una gran mayoría de los votos.",
    "fr": "Le parlement a adopté la loi vendredi avec une large majorité des voix.",
    "it": "Il parlamento ha approvato la legge venerdì con una grande maggioranza dei voti.",
    "ja": "国会は金曜日に大多数の賛成でその法律を可決した。",
    "pt": "O parlamento aprovou a lei na sexta-feira com uma grande maioria dos votos.",
    "ru": "Парламент принял закон в пятницу большинством голосов, но оппозиция была против.",
    "sv": "Riksdagen antog lagen på fredagen med stor majoritet, men oppositionen var emot.",
    "uk": "Парламент ухвалив закон у п'ятницю більшістю голосів, але опозиція була проти.",
    "zh": "议会星期五以多数票通过了这项法律，但反对党表示反对，并要求重新审议。",
}
CLAIMED = [tag for tag in SENTENCES if tag != "eu"]
OTHER_SCRIPT = {"ja": {"zh"}, "ru": {"uk"}, "uk": {"ru"}, "zh": {"ja"}}
"""Rows in a script that the claimed language is not written in are told by the kind `script`."""


def findings_of_all(text, lang, **source):
    return Engine(rules.load().select()).check(batch_of_lines(text, lang, **source)).findings


def _is_told_here(claimed, real):
    if claimed == real or (claimed, real) == ("zh", "ja"):
        return False
    return claimed in OTHER_SCRIPT.get(real, ()) or real not in OTHER_SCRIPT


@pytest.mark.parametrize("claimed", CLAIMED)
@pytest.mark.parametrize("real", SENTENCES)
def test_another_language_is_found(claimed, real):
    text = SENTENCES[real]

    expected = [text] * _is_told_here(claimed, real)

    assert expected == marks(found_by("wrong-language", text, claimed))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Nein, das nicht."),
        ("en", "Johann Sebastian Bach: Das wohltemperierte Klavier"),
        ("de", "College of Physicians and Surgeons of British Columbia"),
        ("it", "Diritto d'autore © 2003, 2004, 2005, 2006, 2007, 2008 Raphaël Hertzog"),
        ("ja", "class = Stub importance = Falkland Islands = yes}} {{WikiProject South America"),
        ("zh", "Bowman Gum, Inc. 诉 Topps Chewing Gum, Inc., 103 F. Supp."),
        ("zh", "Pierre Birnbaum, The Dreyfus Affair, The Republic in 危险中, Gallimard, coll."),
        ("de", "Windows Server 2022 Datacenter Edition"),
        ("en", "https://www.example.org/das/ist/ein/satz/in/der/adresse"),
        ("en", "@derchef #dasistgut support@dasamt.de"),
        ("en", "1. 2. 3. 4. 5. 6. 7. 8."),
        ("en", "“Il faut bien le faire, et nous le ferons”, he said to me."),
        ("zh", "Dominic Raab：政府不能为隔离西班牙的决定道歉"),
        ("zh", "iPhone 13 Pro Max"),
        ("ja", "東京都知事選挙結果"),
        ("no", "Parlamentet vedtok loven fredag med stort flertall, men opposisjonen var imot."),
        (None, SENTENCES["de"]),
        ("xx", "Parlamentet vedtok loven"),
    ],
)
def test_short_rows_names_and_quotations_are_not_judged(lang, text):
    assert [] == marks(found_by("wrong-language", text, lang))


def test_the_message_names_both_languages():
    (found,) = found_by("wrong-language", SENTENCES["de"], "en-GB")

    assert "the text is German, not English" == found.message


def test_a_language_without_a_name_is_told_by_its_tag():
    (found,) = found_by("wrong-language", SENTENCES["eu"], "en")

    assert "the text is “eu”, not English" == found.message


def test_spaces_around_the_text_are_not_marked():
    assert [SENTENCES["de"]] == marks(found_by("wrong-language", f"  {SENTENCES['de']}  "))


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("Das Parlament stimmte am Freitag ab.", True),
        (SENTENCES["de"], False),
        ("Er sagte: Il faut bien le faire.", True),
    ],
)
def test_a_copy_of_the_source_is_left_to_another_rule(source, is_found):
    found = found_by("wrong-language", SENTENCES["de"], source=source, source_lang="de")

    assert is_found == bool(found)


def test_what_the_source_quotes_in_a_third_language_is_right():
    quoted = "Il faut bien le faire."
    source = f"Er sagte: {quoted}"

    assert [] == marks(found_by("wrong-language", quoted, source=source, source_lang="de"))


def test_the_source_is_verified_too():
    pair = {"source": SENTENCES["es"], "source_lang": "pt"}

    (found,) = found_by("wrong-source-language", SENTENCES["en"], "en", **pair)

    assert [("source", SENTENCES["es"])] == [(span.side, span.text) for span in found.spans]


@pytest.mark.parametrize(
    ("options", "is_found"),
    [({}, True), ({"words": 30}, False), ({"sure": 1.1}, False), ({"doubt": -1}, False)],
)
def test_options(options, is_found):
    assert is_found == bool(findings_of(rule_of("language", options), SENTENCES["fr"], "en"))


def test_languages_of_one_family_are_not_told_apart():
    text = "Enhver har rett til hvile og fritid, herunder rimelig begrensning av arbeidstiden."
    near = rule_of("language", {"families": [["da", "no", "sv"]]})

    assert () == findings_of(near, text, "da")


def test_combining_marks_change_nothing():
    decomposed = unicodedata.normalize("NFD", "Mọi người đều có quyền sống và được tự do.")

    assert [] == marks(found_by("wrong-language", decomposed, "vi"))


@pytest.mark.parametrize(
    ("target", "lang"),
    [
        ("until COMMANDES; do COMMANDES-2; done", "fr"),
        ("select NOM [in MOTS ... ;] do COMMANDES; done", "fr"),
        ("%(from)s-%(to)s-relaties", "nl"),
        ("scalar reconfigure [--all | <enrollering>]", "sv"),
        ("Використано %(usage_count)s раз", "uk"),
    ],
)
def test_code_is_in_no_language(target, lang):
    assert () == found_by("wrong-language", target, lang)


@pytest.mark.parametrize(
    ("real", "is_told"), [("es", False), ("cs", False), ("de", True), ("en", True)]
)
def test_of_a_language_that_is_hardly_known_only_what_was_not_translated_is_told(real, is_told):
    pair = {"source": "Ein anderer Satz.", "source_lang": "de"}

    assert is_told == bool(found_by("wrong-language", SENTENCES[real], "io", **pair))


def test_a_row_in_another_language_has_no_other_slip():
    english = "The options that apply to this command are: all of them !"

    (found,) = findings_of_all(f"{SENTENCES['fr']}\n{english}", "fr")

    assert "wrong-language" == found.rule
    assert {"space-before-punctuation"} == {one.rule for one in findings_of_all(english, "en")}


def test_a_copy_of_the_source_has_no_other_slip():
    text = "The options that apply to this command are:\nThe options are: all"

    found = findings_of_all(text, "fr", source=text, source_lang="en")

    assert {"target-equals-source"} == {one.rule for one in found}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("da", "Baseret på BSD gprof, copyright 1983 Regents of the University of California."),
        ("ga", "Go raibh maith agat as an tuairisc seo!"),
        ("ga", "Cad is Scratch ann? Cad is féidir a dhéanamh leis?"),
        ("sl", "Izberi poljuben lik in poskrbi, da bo letel!"),
    ],
)
def test_a_relative_and_an_unknown_language_need_function_words(lang, text):
    pair = {"source": "Wähle eine Figur und lass sie fliegen!", "source_lang": "de"}

    assert () == found_by("wrong-language", text, lang, **pair)


def test_a_source_in_another_language_excuses_no_target():
    pair = {"source": SENTENCES["es"], "source_lang": "fr"}
    chosen = rules.load().select(select=["wrong-source-language", "adjacent-duplicate-word"])

    found = Engine(chosen).check(batch_of_lines("They met the the minister.", **pair)).findings

    assert {"wrong-source-language", "adjacent-duplicate-word"} == {one.rule for one in found}
