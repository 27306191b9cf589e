"""Words with a capital that are another one of their document with a slip."""

import pytest

from mtcheck.text.locale import language
from mtcheck.text.names.mentions import NameFinder
from mtcheck.text.names.misspelt import misspelt


def found_in(text, places=()):
    finder = NameFinder(language("en"), frozenset(places))
    return [(one.odd, one.usual) for one in misspelt(dict(enumerate(text.split("\n"))), finder)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Central Committee met.\nThe Central Commyttee rose.", [("Commyttee", "Committee")]),
        ("Scottland won.\nThe fans of Scotland sang.", [("Scottland", "Scotland")]),
        ("Corbyn spoke.\nMr Corbynn left.\nCorbyn went too.", [("Corbynn", "Corbyn")]),
        ("Wuhan is open.\nThe Wuhan Branch\nThe Wuhen Branch", [("Wuhen", "Wuhan")]),
        ("Wuhan is open.\nWuhen is not.", []),
        ("Hunan is big.\nHunan is hot.\nHenan is near.", []),
        ("The Chint Group grew.\nChina was pleased.", []),
        ("A co-operative farm: Co-operative.\nThe Cooperative sold.", []),
        ("Wang Yi presided.\nThe President came.\nZhao Presided.", []),
        ("Anna Kowalska came.\nJan Kowalski left.", []),
        ("David Kavardarkov spoke.\nPeter Kavadarkov left.", []),
    ],
)
def test_a_slip_is_told_from_a_form_and_from_another_name(text, expected):
    assert expected == found_in(text, {"wuhan", "hunan", "henan"})
