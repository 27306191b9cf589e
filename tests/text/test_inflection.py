"""Forms of words: strictly, so that nobody is blamed for another word, and leniently, so that
nobody is blamed for an ending."""

import pytest
import snowballstemmer

from mtcheck.text.inflection import fold, forms_of
from mtcheck.text.locale import known_languages, language

FORMS = [
    ("en", "contract", "contracts contract's"),
    ("en", "treaty", "treaties"),
    ("en", "university", "universities university's"),
    ("en", "analysis", "analysis"),
    ("de", "Vertrag", "Verträge Vertrages Vertrags Verträgen"),
    ("de", "Haus", "Häuser Hauses Häusern"),
    ("nl", "brief", "brieven"),
    ("sv", "avtal", "avtalet avtalen"),
    ("fr", "commercial", "commerciaux commerciale commerciales"),
    ("fr", "journal", "journaux"),
    ("es", "nación", "naciones"),
    ("it", "accordo", "accordi"),
    ("ru", "договор", "договора договоры договором договоров договорах"),
    ("ru", "страна", "страны стране страной стран странами"),
    ("pl", "umowa", "umowy umowę umową"),
    ("cs", "smlouva", "smlouvy smlouvu"),
    ("uk", "договір", "договору договори"),
    ("el", "σύμβαση", "σύμβασης"),
    ("fi", "kaupunki", "kaupunkien"),
    ("hu", "szerződés", "szerződést szerződésekben"),
    ("tr", "sözleşme", "sözleşmenin sözleşmeler sözleşmelerinde"),
    ("tr", "kitap", "kitabı kitaplar kitabının"),
    ("ar", "عقد", "العقد"),
    ("ko", "계약", "계약을 계약은 계약의 계약으로"),
]
"""Forms that are told with certainty."""

OTHER_WORDS = [
    ("en", "contract", "contraction contractor contracted contrast"),
    ("en", "organ", "organization organic"),
    ("en", "university", "universe universal"),
    ("en", "policy", "police policeman"),
    ("en", "general", "generally generate"),
    ("de", "Vertrag", "Vertreter vertraglich Vertragsentwurf"),
    ("ru", "страна", "странный странность"),
    ("fr", "commercial", "commercialement"),
    ("ko", "계약", "계약자 계약서"),
]

PERHAPS = [
    ("de", "Virus", "Viren"),
    ("de", "Firma", "Firmen Firmenhunde"),
    ("en", "energy", "bioenergy"),
    ("de", "Vertrag", "Kaufvertrag Vertragsentwurf vertraglich"),
    ("ru", "рынок", "рынка рынков рынке"),
    ("ru", "церковь", "церкви церквей"),
    ("ru", "вирус", "коронавируса"),
    ("fi", "sopimus", "sopimuksen sopimukset sopimusta"),
    ("fi", "kaupunki", "kaupungin kaupungissa"),
    ("fi", "katu", "kadun kadulla"),
    ("tr", "çocuk", "çocuğu çocukların"),
    ("tr", "sözleşme", "sözleşmesi"),
    ("ko", "계약", "계약서 고용계약을"),
    ("ar", "عقد", "العقد والعقد"),
    ("pl", "umowa", "umów"),
    ("en", "crisis", "crises"),
    ("pt", "nação", "nações"),
    ("en", "woman", "women"),
    ("xx", "talo", "talossa talot"),
]
"""Forms and compounds that are given the benefit of the doubt."""

NEVER = [
    ("en", "contract", "control agreement"),
    ("en", "state", "estate"),
    ("en", "art", "party"),
    ("de", "Vertrag", "Vertreter Auftrag"),
    ("ru", "договор", "дорога разговор"),
    ("ko", "계약", "계획"),
]


def each(rows):
    return [(tag, word, form) for tag, word, forms in rows for form in forms.split()]


@pytest.mark.parametrize(("tag", "word", "form"), each(FORMS))
def test_a_form(tag, word, form):
    forms = forms_of(tag)

    assert forms.is_form(forms.word(word), form.lower())
    assert forms.may_be_form(forms.word(word), form.lower())


@pytest.mark.parametrize(("tag", "word", "other"), each(OTHER_WORDS))
def test_another_word_is_no_form(tag, word, other):
    forms = forms_of(tag)

    assert not forms.is_form(forms.word(word), other.lower())


@pytest.mark.parametrize(("tag", "word", "form"), each(PERHAPS))
def test_what_may_be_a_form(tag, word, form):
    forms = forms_of(tag)

    assert forms.may_be_form(forms.word(word), form.lower())


@pytest.mark.parametrize(("tag", "word", "other"), each(NEVER))
def test_what_can_be_no_form(tag, word, other):
    forms = forms_of(tag)

    assert not forms.may_be_form(forms.word(word), other.lower())


@pytest.mark.parametrize(
    ("form", "verb", "expected"),
    [("stopped", True, True), ("stopping", True, True), ("stopped", False, False)],
)
def test_endings_of_verbs_are_for_verbs(form, verb, expected):
    forms = forms_of("en")

    assert expected is forms.is_form(forms.word("stop"), form, verb=verb)


@pytest.mark.parametrize(("tag", "word", "form"), each([*FORMS, *PERHAPS]))
def test_forms_begin_as_they_say(tag, word, form):
    """The quick looks through many words at once rely on it."""
    forms = forms_of(tag)
    wanted = forms.word(word)
    if forms.is_form(wanted, form.lower()):
        begins = [begin[:3] for begin in forms.beginnings(wanted)]
        assert fold(form).startswith(tuple(begins))
        assert forms.key(form.lower()) == forms.key(wanted.text)
    folded = forms.alternated(fold(form))
    if forms.may_be_form(wanted, form.lower()):
        assert folded.startswith(forms.head(wanted)) or wanted.root in folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("E-Mail", "e mail"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Ångström", "angstrom"),
        ("ＡＩ技術", "ai技術"),
        ("l’accord", "l'accord"),
        ("договорённость", "договоренность"),
        ("한국어", "한국어"),
        ("e\u2011mail", "e mail"),
    ],
)
def test_folding(text, folded):
    assert folded == fold(text)


@pytest.mark.parametrize("tag", known_languages())
def test_stemmers_are_known_and_alternations_are_apart(tag):
    inflection = language(tag).inflection
    letters = inflection.alternations.replace(" ", "")

    assert not inflection.stemmer or inflection.stemmer in snowballstemmer.algorithms()
    assert len(set(letters)) == len(letters)
