"""Words of the source left in a target whose script does not tell them."""

import pytest

from mtcheck import rules
from mtcheck.engine import Engine
from mtcheck.model import Confidence
from tests.made import batch_of_lines, found_by, marks

LONG, SHORT = "source-words-left", "source-word-left"


def _targets(found):
    return [span.text for finding in found for span in finding.spans if span.side == "target"]


@pytest.mark.parametrize(
    ("source_lang", "source", "target_lang", "target", "expected"),
    [
        (
            "de",
            "Die Behörden haben ermittelt und wollen noch heute berichten.",
            "en",
            "The authorities investigated and wollen noch heute berichten.",
            ["wollen noch heute berichten"],
        ),
        (
            "en",
            "He was found dead in a motel on New Year's Eve, prosecutors said.",
            "de",
            "Er wurde laut Polizei found dead in a motel on New Year's Eve gefunden.",
            ["found dead in a motel on"],
        ),
        (
            "fr",
            "Les ouvriers ont cessé le travail et demandent une hausse des salaires.",
            "en",
            "The workers ont cessé le travail and demand a rise in wages.",
            ["ont cessé le travail"],
        ),
        (
            "en",
            "He works for the Bank of the West and the Association of British Agents.",
            "de",
            "Er arbeitet für die Bank of the West und die Association of British Agents.",
            [],
        ),
        (
            "en",
            "Hi, please read WP:is_not_a_mirror_or_a_repository_of_links now.",
            "de",
            "Hallo, lies bitte WP:is_not_a_mirror_or_a_repository_of_links jetzt.",
            [],
        ),
        (
            "de",
            "Präsidentin von der Leyen reiste an.",
            "en",
            "President von der Leyen arrived.",
            [],
        ),
        (
            "en",
            "Still, the word “crowd” has taken on another meaning in our century.",
            "de",
            "Dennoch hat das Wort Masse, englisch crowd, eine andere Bedeutung erhalten.",
            [],
        ),
        (
            "en",
            "Foreign direct investment rose last year.",
            "de",
            "Ausländische Direktinvestitionen (foreign direct investment) stiegen.",
            [],
        ),
        (
            "de",
            "Er rief: „Wir wollen noch heute berichten!“",
            "en",
            "“Wir wollen noch heute berichten!” he cried.",
            [],
        ),
        (
            "ru",
            "Он хотел сегодня рассказать об этом.",
            "en",
            "He wanted сегодня рассказать об этом.",
            [],
        ),
        (
            "en",
            "He said that the government will not change its policy.",
            "ru",
            "Он сказал, что the government will not change its policy.",
            ["the government will not change its policy"],
        ),
        (
            "en",
            "We use machine learning; he reads The Lord of the Rings.",
            "zh",
            "我们使用 machine learning；他读 The Lord of the Rings。",
            [],
        ),
        ("en", "%s f - g  copies f", "uk", "%s f - g  копіює f", []),
        ("en", "We will see what happens next.", "en", "We will see what happens next.", []),
        (None, "wollen noch heute berichten", "en", "wollen noch heute berichten", []),
    ],
)
def test_runs(source_lang, source, target_lang, target, expected):
    found = found_by(LONG, target, target_lang, source=source, source_lang=source_lang)

    assert expected == _targets(found)


@pytest.mark.parametrize(
    ("source_lang", "source", "target", "expected"),
    [
        (
            "de",
            "im Urin betroffener Haustiere",
            "in the urine of betroffener pets",
            ["betroffener"],
        ),
        ("fr", "ont également souffert", "have également suffered", ["également"]),
        ("fr", "le commerce et la pêche", "the trade et the fishing", ["et"]),
        ("pl", "musi zabrać telefon", "he must zabrać his phone", ["zabrać"]),
        ("cs", "který způsobit škodu", "which can způsobit damage", ["způsobit"]),
        ("es", "la guerra terminó", "the guerra ended", ["guerra"]),
        ("de", "das neue Coronavirus", "the new coronavirus", []),
        ("de", "ein international bekannter Star", "an international star", []),
        ("pt", "o preço do smartphone", "the price of the smartphone", []),
        ("pt", "um passo multipolar", "a multipolar step", []),
        ("et", "tunnistas de facto piiri", "acknowledged the de facto border", []),
        ("de", "Rosenthal und Söhne", "the company Rosenthal und Söhne", []),
        ("de", "siehe www.garten-und-haus.de", "see www.garten-und-haus.de", []),
        ("de", "das Wort „betroffener“", "the word “betroffener”", []),
        ("de", "das Wort betroffener", "the word (betroffener)", []),
        ("de", "@betroffener schrieb", "@betroffener wrote", []),
        ("de", "in der Hand", "in the hand", []),
        ("de", "", "in the betroffener hand", []),
    ],
)
def test_single_words(source_lang, source, target, expected):
    found = found_by(SHORT, target, source=source, source_lang=source_lang)

    assert expected == _targets(found)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("the already fragile economy", "die ohnehin fragile Wirtschaft", []),
        ("he went home", "er ging home", ["home"]),
        ("a video went viral", "ein Video ging viral", []),
        ("one out of three", "einer out of drei", []),
    ],
)
def test_a_list_that_lacks_words_is_believed_less(source, target, expected):
    found = found_by(SHORT, target, "de", source=source, source_lang="en", least=Confidence.LOW)

    assert expected == _targets(found)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("You have {{count}} items. The count is new.", "Sie haben {{count}} Artikel."),
        ("{{ count }} items, {{ count }} new", "{{ count }} Artikel, davon {{ count }} neu"),
        ("Delete :people and people", "Lösche :people und Leute"),
        ("%(people)s and people", "%(people)s und Leute"),
        ("The people are {people}", "Die Leute sind {people}"),
        ("${people} are people", "${people} sind Leute"),
        (
            "{count, plural, one {# item} other {# items}}",
            "{count, plural, one {# Ding} other {# Dinge}}",
        ),
        ("{sex, select, male {he} female {she}} came", "{sex, select, male {Er} female {Sie}} kam"),
    ],
)
def test_names_of_variables_are_no_words(source, target):
    assert not found_by(SHORT, target, "de", source=source, source_lang="en")
    assert not found_by(LONG, target, "de", source=source, source_lang="en")


def test_a_word_beside_a_variable_is_left_over():
    source, target = "Where did the people go with {{count}}?", "Wo sind people mit {{count}} hin?"

    found = found_by(SHORT, target, "de", source=source, source_lang="en", least=Confidence.LOW)

    assert ["people"] == _targets(found)


def test_the_place_in_the_source_is_told():
    found = found_by(SHORT, "the guerra ended", source="la guerra terminó", source_lang="es")

    assert ["guerra", "guerra"] == marks(found)
    assert ["target", "source"] == [span.side for finding in found for span in finding.spans]


def test_a_row_wholly_in_the_source_language_is_told_by_another_rule():
    target = "Die Behörden haben lange ermittelt und wollen noch heute alles berichten."
    source = f"{target} Zeugen gibt es nicht."
    pair = {"source": source, "source_lang": "de"}
    named = (LONG, SHORT, "wrong-language")

    assert ["wrong-language"] == [rule for rule in named if found_by(rule, target, **pair)]


def test_what_was_copied_whole_is_told_once():
    text = "The whole page was left in English by the engine that we use."
    every = Engine(rules.load().select(["all"], []))
    found = every.check(batch_of_lines(text, "zh", source=text, source_lang="en")).findings

    assert ["target-equals-source"] == [one.rule for one in found]


def test_runs_near_each_other_are_one():
    source = "They claimed quickly Monday responsibility yesterday evening."
    target = "Sie haben claimed quickly Montag responsibility yesterday evening getan."

    found = found_by(LONG, target, "de", source=source, source_lang="en")

    assert ["claimed quickly Montag responsibility yesterday evening"] == _targets(found)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            'Why not <a class="upload-one-now" data-action="select">upload one now</a>?',
            'Warum nicht <a class="upload-one-now" data-action="select">eines hochladen</a>?',
        ),
        (
            "deluser [--quiet] [--verbose] [--remove-home] user",
            "deluser [--quiet] [--verbose] [--remove-home] Benutzer",
        ),
        (
            "suppress_redundant_updates_trigger: must be called before the update",
            "suppress_redundant_updates_trigger: muss vor der Aktualisierung gerufen werden",
        ),
        (
            "Cancelled via GDBusAuthObserver::authorize-authenticated-peer",
            "Abgebrochen durch GDBusAuthObserver::authorize-authenticated-peer",
        ),
        ("wait: the process has ended", "wait: Der Prozess ist beendet"),
        ("The `memory' element must hold a number", "Das Element `memory' braucht eine Zahl"),
    ],
)
def test_code_is_left_as_it_is(source, target):
    assert not found_by(SHORT, target, "de", source=source, source_lang="en")
    assert not found_by(LONG, target, "de", source=source, source_lang="en")


def test_one_word_of_a_language_that_others_borrow_from_has_low_confidence():
    source, target = "Many people live here today.", "Hier leben heute viele people."
    pair = {"source": source, "source_lang": "en"}

    assert () == found_by(SHORT, target, "de", **pair)
    assert ["people"] == _targets(found_by(SHORT, target, "de", least=Confidence.LOW, **pair))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "the build type: full, source, binary, any, all (default is 'full')",
            "der Bautyp: full, source, binary, any, all (Vorgabe ist »full«)",
            [],
        ),
        (
            "Possible values are “none”, “wallpaper”, “centered” and “scaled”.",
            "Mögliche Werte sind „none“, „wallpaper“, „centered“ und „scaled“.",
            [],
        ),
        ("[all,files,script,task][,...]", "[all,files,script,task][,...]", []),
        ("--dwarf [i/=info, o/=loc, m/=macro]", "--dwarf [i/=info, o/=loc, m/=macro]", []),
        ("e.g. openid(ENTER)profile(ENTER)email", "z. B. openid(ENTER)profile(ENTER)email", []),
        (
            "default avatar faces installed by gnome-control-center",
            "vorgegebene Avatare, installiert vom gnome-control-center",
            [],
        ),
        ("write multi-pack bitmap", "Schreibe bitmap multi-pack", []),
        (
            "internal error: conflicting insn-chunk-bitsize values",
            "interner Fehler: conflicting insn-chunk-bitsize values",
            ["conflicting insn-chunk-bitsize values"],
        ),
        (
            "Add the line <code>/* That is all, stop editing! */</code> to it.",
            "Ergänzen Sie <code>/* That is all, stop editing! */</code> darin.",
            [],
        ),
    ],
)
def test_values_examples_and_names_of_programs_are_no_words_left(source, target, expected):
    assert expected == _targets(found_by(LONG, target, "de", source=source, source_lang="en"))
