"""Words said twice, and words that may be."""

import pytest

from mtcheck.model import Confidence
from tests.made import findings_of, found_by, marks, rule_of, word_list

WORD = "adjacent-duplicate-word"
PHRASE = "adjacent-duplicate-phrase"
PAIR = "coordinated-duplicate"
LOOP = "oscillation"
LINKED = "x-of-x"

CASES = [
    (WORD, "en", "The delegation met the the minister.", ["the the"]),
    (WORD, "en", "The The minister came.", ["The The"]),
    (WORD, "en", "It it was late.", ["It it"]),
    (WORD, "en", "A a day.", []),
    (WORD, "en", "built in 2016 2016.", ["2016 2016"]),
    (WORD, "en", "on page 12 12 they", ["12 12"]),
    (WORD, "en", "He had had enough, and that that was so.", []),
    (WORD, "en", "a very very cold day", []),
    (WORD, "en", "He came in in the end.", []),
    (WORD, "en", "just so so", []),
    (WORD, "en", "the pets. Pets are fine.", []),
    (WORD, "en", "the pets, pets and more pets", []),
    (WORD, "en", "the minister\nminister came", []),
    (WORD, "en", "Lang Lang and Yang Yang played.", []),
    (WORD, "en", "the Roa Roa Hotel", []),
    (WORD, "en", "Sir Run Run Shaw", []),
    (WORD, "en", "President Moon Jae-in in Seoul", []),
    (WORD, "en", "la-la-la", []),
    (WORD, "en", "a plus plus", []),
    (WORD, "en", "the pets\u00a0pets came", ["pets\u00a0pets"]),
    (WORD, "de", "Menschen, die die Stadt lieben", []),
    (WORD, "de", "Das wird wird er sagen.", ["wird wird"]),
    (WORD, "de", "Was sie sagen, sagen Sie.", []),
    (WORD, "de", "Wir essen Essen.", []),
    (WORD, "fr", "Nous nous sommes vus.", []),
    (WORD, "fr", "dans dans la ville", ["dans dans"]),
    (WORD, "ja", "the the", []),
    (PHRASE, "en", "the work of the of the committee", ["of the of the"]),
    (PHRASE, "en", "in a statement in a statement on Friday", ["in a statement in a statement"]),
    (PHRASE, "en", "He knocked again and again and again.", []),
    (PHRASE, "en", "It grew more and more and more quiet.", []),
    (PHRASE, "en", "from New York New York to Walla Walla", []),
    (PHRASE, "en", "step by step by step", []),
    (PHRASE, "en", "He would call a spade a spade.", []),
    (WORD, "en", "Install apparmor apparmor-profiles on it.", []),
    (WORD, "en", "We add a call to to_lowercase and my_crate crate.", []),
    (PAIR, "en", "This makes it impossible to write to jean or jean@machine.", []),
    (PAIR, "en", "Then you run the main or main.exe file.", []),
    (PAIR, "en", "It is a value that might or might not exist.", []),
    (PAIR, "en", "They show vigor and vigor. Everyone knew it.", ["vigor and vigor"]),
    (PHRASE, "en", "I have been known from time to time to do so.", []),
    (PHRASE, "de", "Ich habe von Zeit zu Zeit zu tun.", []),
    (PHRASE, "en", "He said no. He said no.", []),
    (PHRASE, "en", "of the\nof the", []),
    (PAIR, "en", "a firm and firm Japan-US alliance", ["firm and firm"]),
    (PAIR, "en", "The rescue and rescue of the workers", ["rescue and rescue"]),
    (PAIR, "en", "workers and workers", ["workers and workers"]),
    (PAIR, "en", "good or good", ["good or good"]),
    (PAIR, "en", "The heat and heat of summer", ["heat and heat"]),
    (PAIR, "en", "again and again, more and more, on and on, over and over", []),
    (PAIR, "en", "faster and faster", []),
    (PAIR, "en", "The power and power of the state", ["power and power"]),
    (PAIR, "en", "Johnson & Johnson, Johnson and Johnson", []),
    (PAIR, "en", "He is the Deputy Prime Minister and Minister of Finance.", []),
    (PAIR, "en", "I saw it and it was good.", []),
    (PAIR, "en", "firm, and firm", []),
    (PAIR, "en", "The heat.\nand heat", []),
    (PAIR, "de", "Die Sicherheit und Sicherheit der Gäste", ["Sicherheit und Sicherheit"]),
    (PAIR, "de", "nach und nach, lauter und lauter", []),
    (PAIR, "zh", "坚定和坚定的同盟", ["坚定和坚定"]),
    (PAIR, "zh", "人和人之间", []),
    (PAIR, None, "firm and firm", []),
    (LOOP, "en", "the University of Bern, Bern, Bern, Bern.", ["Bern, Bern, Bern, Bern"]),
    (LOOP, "en", "We will we will we will see.", ["We will we will we will"]),
    (LOOP, None, "We will we will we will see.", ["We will we will we will"]),
    (LOOP, "en", "Ha ha ha, very very very good, no no no!", []),
    (LOOP, "en", "6-3, 6-3, 6-3", []),
    (LOOP, "en", "Stop, stop, stop!", []),
    (LOOP, "en", "again and again and again", []),
    (LOOP, "en", "He went. He went. He went.", []),
    (LOOP, "en", "a a a a", []),
    (LOOP, "fr", "Une valeur maximale de 999 999 999 est possible.", []),
    (LOOP, "en", "The bytes are 01 02 01 02 01 02, then 0000 0000 0000 0000.", []),
    (LOOP, "en", "It came in 2016 2016 2016 2016.", ["2016 2016 2016 2016"]),
    (LOOP, "en", "dnlup - dnlup <dnlup.dev@example.org>", []),
    (WORD, "en", "Xavier Lapointe lapointe.xavier@example.org", []),
    (PAIR, "en", "Force yes or YES now.", []),
    (LINKED, "en", "This is in case of case-sensitive servers.", []),
    (LINKED, "en", "The head of head came.", ["head of head"]),
]


@pytest.mark.parametrize(("rule", "lang", "text", "expected"), CASES)
def test_marks(rule, lang, text, expected):
    assert expected == marks(found_by(rule, text, lang))


NAME = "name-doubled"


@pytest.mark.parametrize(
    ("rule", "text", "source_lang", "source", "expected"),
    [
        (WORD, "He came soon soon after.", "de", "Er kam bald, bald danach.", []),
        (WORD, "He came soon soon after.", "de", "Er kam bald danach.", ["soon soon"]),
        (WORD, "He met the the man.", "de", "Die Frau, die die Stadt mag.", ["the the"]),
        (WORD, "She sees the pets pets.", "zh", "妈妈看见了宠物。", ["pets pets"]),
        (WORD, "It is soon soon over.", "zh", "很快很快就结束了。", []),
        (WORD, "Yang Yang came.", "zh", "羊来了。", []),
        (NAME, "Yang Yang came.", "zh", "羊来了。", ["Yang Yang"]),
        (NAME, "Yang Yang came.", "zh", "杨洋来了。", []),
        (NAME, "The robot Mak Mak is there.", "zh", "麦麦机器人在那里。", []),
        (NAME, "Help Help for all.", "zh", "带我去看看，帮助大家。", ["Help Help"]),
        (NAME, "the Roa Roa Hotel", "de", "das Roa-Roa-Hotel", []),
        (NAME, "the River River basin", "de", "das Flussbecken", ["River River"]),
        (NAME, "the The river", "de", "der Fluss", []),
        (PHRASE, "of the of the city", "de", "der der Stadt", ["of the of the"]),
        (PHRASE, "Post-90s Post-90s report", "de", "Nach-90er Nach-90er-Bericht", []),
        (PAIR, "the pets and pets", "de", "die Tiere und Tiere", []),
        (PAIR, "the pets and pets", "de", "die Tiere und Haustiere", ["pets and pets"]),
        (PAIR, "the heat and heat", "zh", "酷暑炎炎", ["heat and heat"]),
        (PAIR, "the people and people", "zh", "千千万万的人", []),
        (LOOP, "We go we go we go home.", "de", "Wir gehen, wir gehen, wir gehen heim.", []),
        (LOOP, "We go we go we go home.", "de", "Wir gehen heim.", ["We go we go we go"]),
        (LINKED, "the scene of the scene", "de", "die Szene der Szene Szene", []),
        (LINKED, "the scene of the scene", "de", "das Bild vom Ort", ["scene of the scene"]),
    ],
)
def test_what_the_source_says_twice_is_no_slip(rule, text, source_lang, source, expected):
    assert expected == marks(found_by(rule, text, source=source, source_lang=source_lang))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("violations of violations", ["violations of violations"]),
        ("the economic growth of economic growth", ["economic growth of economic growth"]),
        ("the best of the best, most of most", []),
        ("the main shaft of Shaft No. 1, the shaft of shaft No. 2", []),
        ("shares of A shares", []),
        ("the birth of the birth of the birth of the birth", []),
        ("the wall. Of the wall", []),
    ],
)
def test_x_of_x(text, expected):
    assert expected == marks(found_by(LINKED, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a firm and firm alliance", Confidence.MEDIUM),
        ("They are firm and firm.", Confidence.HIGH),
        ("The plan and plan", Confidence.HIGH),
        ("China and China", Confidence.LOW),
        ("he and he", Confidence.LOW),
        ("a 16 and 16 draw", Confidence.LOW),
    ],
)
def test_confidence_falls_with_what_stands_around(text, expected):
    found = found_by(PAIR, text, least=Confidence.LOW)

    assert [expected] == [finding.confidence for finding in found]


@pytest.mark.parametrize(
    ("rule", "text", "fixed"),
    [
        (WORD, "met the the minister", "met the minister"),
        (PHRASE, "work of the of the party", "work of the party"),
        (PAIR, "a firm and firm alliance", "a firm alliance"),
    ],
)
def test_a_fix_keeps_the_first(rule, text, fixed):
    (finding,) = found_by(rule, text)

    assert (fixed, "unsafe") == (finding.fix.apply("s1", text), finding.fix.safety)


@pytest.mark.parametrize(
    ("source", "expected"),
    [("Family: man, man", []), ("A couple", ["мужчина мужчина"])],
)
def test_a_list_of_the_source_that_says_a_word_twice_is_an_echo(source, expected):
    text = "семья: мужчина мужчина"

    assert expected == marks(found_by(WORD, text, "ru", source=source, source_lang="en"))


def test_a_loop_is_one_finding_and_no_phrase():
    text = "We will we will we will we will see."

    assert 1 == len(found_by(LOOP, text))
    assert () == found_by(PHRASE, text)


def test_allowed_words_stand_in_the_list_by_language(tmp_path):
    rule = rule_of("duplicates", {"mode": "word", "allow": "made.tsv"})
    word_list(tmp_path, rule, "made.tsv", "lang|words", "en|kitty", "de|hopp", "any|chop")

    assert ["hopp hopp"] == marks(findings_of(rule, "kitty kitty hopp hopp chop chop"))


def test_a_broken_entity_does_not_hide_a_repetition():
    assert ["the &nbsp; the"] == marks(found_by(WORD, "met the &nbsp; the minister"))


@pytest.mark.parametrize(
    ("rule", "text", "lang"),
    [
        ("oscillation", 'gefolgt von "%s" oder "%s" oder "%s" oder "%s"', "de"),
        ("oscillation", "außerhalb von 0x%lx, 0x%lx-0x%lx", "de"),
        ("oscillation", "milioni di miliardi di miliardi di miliardi", "it"),
        ("adjacent-duplicate-phrase", "milioni di miliardi di miliardi", "it"),
        ("adjacent-duplicate-word", "Meld je je af en voer de code in in het venster.", "nl"),
    ],
)
def test_values_and_large_numbers_are_no_loop(rule, text, lang):
    assert () == found_by(rule, text, lang)
