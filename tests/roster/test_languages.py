"""Tables of names in targets other than English: what is a name there, and what is none."""

import pytest

from mtcheck import api

GERMAN = """\
Handelsminister Peter Altmaier sprach am Montag in Kassel über die Grenzmauer.
Die Maßnahme sei Altmaiers Vorschlag, sagte Merkel. Der Vorschlag kam in der Nacht.
Bedenken gab es wegen der Kosten der Mauer.
"""
ENGLISH = """\
Trade minister Peter Altmaier spoke in Kassel about the border wall on Monday.
The measure was Altmaier's proposal, Merkel said. The proposal came at night.
There were concerns about what the wall costs.
"""
CASES = [
    pytest.param(
        "fr",
        "Le président Jean Dupont est arrivé à Kiev. Historiquement, c'est loin.\n"
        "Comparez l'Albanie et le Kosovo. Dupont a parlé.\n",
        {"Jean Dupont", "Dupont", "Kiev", "Albanie", "Kosovo"},
        id="elided article, verb at the start of a sentence",
    ),
    pytest.param(
        "es",
        "La ministra Ana Botín viajó a Gaziantep. Catorce personas murieron.\n"
        "Los jugadores de Hertzberg y Maslow ganaron.\n",
        {"Ana Botín", "Gaziantep", "Hertzberg", "Maslow"},
        id="conjunction between names",
    ),
    pytest.param(
        "it",
        "Ricercando le cause, il ministro Marco Verdoni è andato a Redmond.\nEcco l'Intihuatana.\n",
        {"Marco Verdoni", "Redmond", "Intihuatana"},
        id="gerund at the start, joined article",
    ),
    pytest.param(
        "pt",
        "O presidente João Varela chegou a Punakha. Pesquisando, soube-se mais.\n",
        {"João Varela", "Punakha"},
        id="Portuguese",
    ),
    pytest.param(
        "nl",
        "Premier Jan van der Meulen sprak in Punakha. Vergelijkend onderzoek volgt.\n",
        {"Jan van der Meulen", "Punakha"},
        id="particles of a surname",
    ),
    pytest.param(
        "pl",
        "Prezydent Adam Rybicki był w Punakha. Przypuszcza się, że wróci.\n",
        {"Adam Rybicki", "Punakha"},
        id="Polish",
    ),
]


def renderings(tmp_path, tag, target, source=None):
    path = tmp_path / "article.txt"
    path.write_text(target, "utf-8")
    reading = {"target_lang": tag}
    if source is not None:
        (tmp_path / "source.txt").write_text(source, "utf-8")
        reading |= {"source_path": str(tmp_path / "source.txt"), "source_lang": "en"}
    (table,) = api.names([str(path)], **reading)
    return {one.text: one.count for entity in table.entities for one in entity.renderings}


@pytest.mark.parametrize(("tag", "target", "expected"), CASES)
def test_names_are_told_from_words_that_begin_a_sentence(tmp_path, tag, target, expected):
    assert set(renderings(tmp_path, tag, target)) == expected


def test_a_german_noun_is_no_name(tmp_path):
    assert set(renderings(tmp_path, "de", GERMAN)) == {"Peter Altmaier", "Altmaier", "Merkel"}


def test_beside_an_english_source_german_names_are_those_of_both(tmp_path):
    found = renderings(tmp_path, "de", GERMAN, ENGLISH)

    assert set(found) == {"Peter Altmaier", "Altmaier", "Merkel", "Kassel"}


def test_a_german_genitive_is_no_rendering_of_its_own(tmp_path):
    text = "Peter Altmaier kam.\nMan sprach über Altmaiers Plan, sagte Altmaier.\n"

    assert renderings(tmp_path, "de", text) == {"Altmaier": 2, "Peter Altmaier": 1}


def test_initials_joined_to_a_german_noun_are_no_part_of_a_name(tmp_path):
    text = "Das sagte der KI-Praktiker Kai-Fu Lee.\n"

    assert set(renderings(tmp_path, "de", text)) == {"Kai-Fu Lee"}
