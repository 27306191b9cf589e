"""The quick looks at all documents hide nothing that a slow look would find."""

import pytest

from mtcheck.text.columns import TextColumn
from mtcheck.text.locale import language
from mtcheck.text.names.mentions import NameFinder
from mtcheck.text.names.people import People, full_name_variants, variants
from mtcheck.text.names.screen import NameScreen
from mtcheck.text.names.takeover_screen import TakeoverScreen
from mtcheck.text.names.takeovers import drifts
from mtcheck.text.names.words import NameWords

DOCUMENTS = [
    ["Kavardarkov spoke.", "Later Kavadarkov left."],
    ["He met Abdel Fattah.", "Then Abdal Fattah left."],
    ["He met Jean-Luc Godart.", "Jean-luc Godart left."],
    ["Defense Minister Shinzo Hamada spoke.", "Kishino told reporters more."],
    ["Governor Di Saiha praised it.", "Diseha hopes for more.", "Diseha said so."],
    ["“It is hard,” said Ayman Nour, a leader.", "", "Noor noted that it went on."],
    ["According to Ali al-Sarraj, a judge,", "al-Sarrej’s case is open."],
    ["KAVARDARKOV WINS", "Kavardarkov won.", "Kavadarkov’s prize"],
    ["The rain fell.", "It fell on."],
    [""],
]
GERMAN = [
    ["Richter Bernard Freidman urteilt.", "Friedman sagte das.", "Die Regierung schwieg."],
    ["Er traf Raul Gandhi.", "Rahul Gandhi ging fort."],
    ["Wirtschaftsminister Tjark Hamada kam.", "Laut Kishino hilft es."],
    ["US-Außenminister Tjark Hamada kam.", "Kishinos Sprecher schwieg, so Kishino."],
    ["Der Stürmer Thomas Müller kam.", "Müllers Tor fiel spät."],
    [""],
]


def found_in(finder, texts):
    rows = dict(enumerate(texts))
    people = People(finder.mentions(rows.items()), rows, finder)
    return (
        any(True for _ in variants(people)),
        any(True for _ in full_name_variants(people)),
        any(True for _ in drifts(people, frozenset(), 0.0)),
    )


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(("lang", "documents"), [("en", DOCUMENTS), ("de", GERMAN)])
def test_what_is_found_in_a_document_is_seen_in_the_batch(lang, documents, order):
    finder = NameFinder(language(lang))
    documents = documents[::order]
    firsts = [sum(map(len, documents[:number])) for number in range(len(documents))]
    scene = finder.scene(TextColumn([row for rows in documents for row in rows]), firsts)
    screen = NameScreen(scene)
    seen = screen.variants, screen.full_names, TakeoverScreen(scene).documents(0.0)
    found = [found_in(finder, texts) for texts in documents]

    assert any(any(each) for each in found)
    for number, each in enumerate(found):
        for asked, is_there in zip(seen, each, strict=True):
            assert number in asked or not is_there


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister Shinzo Hamada spoke.", [("Shinzo Hamada", "Minister", "title")]),
        ("Mr. Hamada’s plan", [("Hamada", "Mr.", "title")]),
        ("In 2004, China’s premier came.", [("China", "", "possessive")]),
        ("a plan of al-Sisi, the president", [("al-Sisi", "", "apposition")]),
        ("talks with Ursula von der Leyen", [("Ursula von der Leyen", "", "bare")]),
        ("John F. Kennedy said no.", [("John F. Kennedy", "", "speech")]),
        ("He left.\nHamada stayed.", [("Hamada", "", "bare")]),
        ("the hamada. A Hamada came.", []),
        ("COVID-19 and the 5G of G20", []),
    ],
)
def test_mentions(text, expected):
    rows = enumerate(text.split("\n"))
    mentions = NameFinder(language("en")).mentions(rows)

    assert expected == [(one.text, one.title, one.evidence) for one in mentions]
    assert all(one.words[0] in text.split("\n")[one.row][one.start :] for one in mentions)


def test_a_table_of_words_that_is_full_begins_anew(monkeypatch):
    monkeypatch.setattr("mtcheck.text.names.words._MOST", 2)
    finder = NameFinder(language("en"))

    for _ in range(3):
        found = finder.mentions([(0, "Kavardarkov met Zelinka, Wernicke and Berenskaya.")])
        assert 4 == len(found)

    assert isinstance(finder.lexicon.words, NameWords)
