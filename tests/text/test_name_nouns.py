"""Nouns of a language that writes all of them with a capital."""

import pytest

from mtcheck.text.locale import language
from mtcheck.text.names.mentions import NameFinder
from mtcheck.text.names.nouns import Nouns

NOUNS = Nouns(language("de"))


@pytest.mark.parametrize(
    "word", "Tisch Tische Häuser Regierung Experten Regierungssprecher US-Truppen Polizei".split()
)
def test_a_noun_has_other_forms_or_parts(word):
    assert NOUNS.has(word)


@pytest.mark.parametrize("word", "Merkel Kishino Obama Hamadas Mark Frank Klaus Li".split())
def test_a_name_has_none(word):
    assert not NOUNS.has(word)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Flughäfen", "Flughafens", True),
        ("Mazedonier", "Mazedoniens", True),
        ("Coronaviren", "Coronavirus", True),
        ("Erickson", "Ericksen", False),
        ("Korsch", "Korsh", False),
    ],
)
def test_forms_of_one_word(one, other, expected):
    assert expected == NOUNS.are_forms(one, other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Stürmer Thomas Müller kam.\nSpäter ging Müller heim.", ["Thomas Müller", "Müller"]),
        ("Heute mahlt ein Müller das Korn.", []),
        ("Die Regierung traf Tjark Hamada in der Stadt.", ["Tjark Hamada"]),
        ("Der Kavanski gilt als Kuchen.\nBald sagte Kavanski nichts mehr.", []),
        ("Wirtschaftsminister Hamada kam.", ["Hamada"]),
        ("Das sagte Ursula von der Leyen.", ["Ursula von der Leyen"]),
    ],
)
def test_mentions_are_no_nouns(text, expected):
    mentions = NameFinder(language("de")).mentions(enumerate(text.split("\n")))

    assert expected == [one.text for one in mentions]
