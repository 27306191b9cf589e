"""One word written in two ways."""

import pytest

from tests.made import findings_of, found_by, marks, rule_of, word_list

JOIN = "compound-inconsistency"
CASE = "letter-case-inconsistency"
ACCENTS = "diacritics-inconsistency"


@pytest.mark.parametrize(
    ("rule", "lang", "text", "expected"),
    [
        (JOIN, "en", "An e-mail came.\nThis email and that email left.", ["e-mail"]),
        (JOIN, "en", "An email came.\nThis e-mail left.\nAn e-mail, an e-mail.", ["email"]),
        (JOIN, "en", "An e‑mail came.\nThis email and that Email left.", ["e‑mail"]),
        (JOIN, "en", "The web site is down.\nA website is a Website.", ["web site"]),
        (JOIN, "en", "The G-20 met.\nThe G20 and the G20 agreed.", ["G-20"]),
        (JOIN, "en", "A four day week.\nThe four-day week, a four-day week.", ["four day"]),
        (JOIN, "en", "A long-term plan.\nIn the long term it works.", []),
        (JOIN, "en", "It was 2019-20.\nIn 201920 too.", []),
        (JOIN, "en", "A state-of-the-art plant.\nThe art state.", []),
        (JOIN, "en", "They set up a tent.\nThe setup took time.", []),
        (JOIN, "en", "Every day counts.\nAn everyday thing.", []),
        (JOIN, "en", "It may be.\nMaybe it is.", []),
        (JOIN, "en", "Leon Dame walked.\nSee @leondame and leondame.", []),
        (JOIN, "en", "The Sky News team came.\nSkyNews said so.", ["SkyNews"]),
        (JOIN, "en", "A thread pool works.\nThe type is ThreadPool, so ThreadPool it is.", []),
        (JOIN, "en", "Nan Rendong built it.\nNanrendong, Nanrendong died.", ["Nan Rendong"]),
        (JOIN, "en", "Capture rejections.\nSee captureRejections or CaptureRejections.", []),
        (JOIN, "en", "The file name.\nThe option `filename` is a file path.", []),
        (JOIN, "en", "See `a.b`.\nALPN protocols.\nReturns ALPNProtocols.", []),
        (JOIN, "en", "See `a.b`.\nIn UTF-8.\nIn UTF-8.\nThe utf8 tests.", []),
        (JOIN, "en", "The Hugging Face hub.\nHuggingFace said so.", ["HuggingFace"]),
        (JOIN, "en", "Set the python path.\nSee PYTHONPATH.", []),
        (JOIN, "en", "It creates new users.\nSee newusers(8).", []),
        (JOIN, "en", "The e-mail.\nThe email.\nThe e mail.", ["email"]),
        (JOIN, "de", "Die Wert-Ethik zählt.\nEine Wertethik, die Wertethik.", ["Wert-Ethik"]),
        (JOIN, "de", "An Tollwut sterben viele.\nDas Tollwutsterben.", []),
        (JOIN, "de", "Er hat herum linsiert.\nSie hat herumlinsiert.", []),
        (JOIN, "ja", "e-mail email", []),
        (CASE, "en", "He came to VIetnam.\nIn Vietnam, in Vietnam.", ["VIetnam"]),
        (CASE, "de", "Der Mann Macpherson kam.\nDas Haus von MacPherson.", ["MacPherson"]),
        (CASE, "en", "The COVID wave, a COVID case.\nThe Covid wave.", ["Covid"]),
        (CASE, "en", "One COVID wave.\nThe Covid wave.", []),
        (CASE, "en", "The WHO came, the WHO left.\nAsk Who, then who.", []),
        (CASE, "en", "The US and the US.\nTell Us all.", []),
        (CASE, "en", "An APP and an APP.\nAn app, the App.", []),
        (CASE, "en", "He said NEVER EVER and NEVER EVER.\nThe Never Land.", []),
        (CASE, "en", "NATO met, NATO left.\nNato met.", []),
        (CASE, "en", "see iPhone.example.com and #IPhone", []),
        (ACCENTS, "en", "Mr Erdoğan.\nThen Erdogan and Erdogan.", ["Erdoğan"]),
        (ACCENTS, "en", "In São Paulo.\nIn SAO PAULO, in São Paulo.", ["SAO"]),
        (ACCENTS, "en", "They resume.\nA résumé.", []),
        (ACCENTS, "en", "It is a page för you and for me.", []),
        (ACCENTS, "en", "The Straße.\nThe Strasse.", []),
        (ACCENTS, "fr", "Il a dit où.\nOu pas.", []),
    ],
)
def test_marks(rule, lang, text, expected):
    assert expected == marks(found_by(rule, text, lang))


def test_all_places_of_a_spelling_are_one_finding():
    text = "An email, an email and an email.\nThe e-mail.\nThat e-mail."
    (finding,) = found_by(JOIN, text)

    assert ["e-mail", "e-mail"] == marks([finding])
    assert {"other": "email", "times": 3} == finding.evidence


@pytest.mark.parametrize("rule", [JOIN, CASE, ACCENTS])
def test_documents_are_looked_at_one_by_one(rule):
    text = "An e-mail from VIetnam on Erdoğan.\nThe email of Vietnam on Erdogan."

    assert 1 == len(found_by(rule, text))
    assert () == found_by(rule, text, document=None)


def test_allowed_words_stand_in_the_list_by_language(tmp_path):
    rule = rule_of("variants", {"differ": "join", "allow": "a.tsv"}, scope="document")
    word_list(tmp_path, rule, "a.tsv", "lang|words", "en|e mail", "de|web site")
    text = "The e-mail and the web-site.\nThe email and the website."

    assert ["website"] == marks(findings_of(rule, text))


def test_the_beginning_and_the_end_of_a_text_are_no_neighbours():
    assert () == found_by(JOIN, "e")
    assert () == found_by(JOIN, "")
    assert ["email"] == marks(found_by(JOIN, "e-mail\nemail"))
