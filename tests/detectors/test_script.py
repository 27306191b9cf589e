"""Letters of a script that the target language is not written in."""

import pytest

from mtcheck.model import Confidence
from tests.made import findings_of, found_by, marks, rule_of

RULE = "untranslated-script"


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "The company said 我们将继续努力。 in its statement.", ["我们将继续努力。"]),
        ("en", "The deal (约合 4.2 billion", ["约合"]),
        ("en", "我们，你们", ["我们，你们"]),
        ("en", "我们 and 你们", ["我们", "你们"]),
        ("en", "我们\n你们", ["我们", "你们"]),
        ("en", "ひらがな カタカナ", ["ひらがな カタカナ"]),
        ("en", "서울 opened", ["서울"]),
        ("en", "in Москва today", ["Москва"]),
        ("en", "в", []),
        ("en", "α and αβ, not αβγ.", ["αβγ"]),
        ("en", "naïve café Łódź ﬁne ½ ª µ ℓ", []),
        ("en", "person (人), “心” and [山]", []),
        ("en", "@北京 #上海", []),
        ("en", "English | 中文 | Русский", []),
        ("en", "Read this in 中文 now", ["中文"]),
        ("en", "the Hindi word “नमस्ते” in Devanagari", []),
        ("en", "the Hindi word नमस्ते in Devanagari", ["नमस्ते"]),
        ("de", "sprach in Москва über", ["Москва"]),
        ("ru", "в Москва и London", []),
        ("ru", "в 北京 и", ["北京"]),
        ("zh", "我们 and US", []),
        ("zh", "我们 Москва", ["Москва"]),
        ("ja", "ひらがな漢字カタカナ", []),
        ("ar", "مرحبا", []),
        ("ar", "مرحبا 北京", ["北京"]),
        ("en-GB", "北京 opened", ["北京"]),
        (None, "The 北京", []),
        ("xx", "The 北京", []),
    ],
)
def test_marks(lang, text, expected):
    assert expected == marks(found_by(RULE, text, lang))


def test_a_quoted_run_is_less_certain():
    found = found_by(RULE, "person (人) and 人", least=Confidence.LOW)

    assert [Confidence.LOW, Confidence.HIGH] == [finding.confidence for finding in found]


@pytest.mark.parametrize(
    ("source_lang", "source", "expected"),
    [
        ("en", "The 八字 says that Missouri is a good place.", []),
        ("en", "The eight characters say that Missouri is a good place.", ["八字"]),
        ("zh", "八字也说密苏里是个好地方。", ["八字"]),
        (None, "The 八字 says that Missouri is a good place.", ["八字"]),
    ],
)
def test_what_the_source_quotes_in_a_third_script_may_stay(source_lang, source, expected):
    target = "八字 také říká, že Missouri je dobrý cíl."

    found = found_by(RULE, target, "cs", source=source, source_lang=source_lang)

    assert expected == marks(found)


def test_the_message_names_the_script():
    (finding,) = found_by(RULE, "in Москва today")

    assert "“Москва” is left in Cyrillic script" in finding.message


@pytest.mark.parametrize(
    ("options", "text", "expected"),
    [
        ({"allowed": ["CJK"]}, "北京 Москва", ["Москва"]),
        ({"gap": 0}, "我，你", ["我", "你"]),
        ({"gap": 9}, "我 and 你", ["我 and 你"]),
        ({"shortest": {"CJK": 3}}, "我你 xxxx 我你他", ["我你他"]),
    ],
)
def test_options(options, text, expected):
    assert expected == marks(findings_of(rule_of("script", options), text))
