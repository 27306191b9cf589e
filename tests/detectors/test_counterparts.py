"""What a source has once and its target must have too."""

import pytest

from tests.made import findings_of, found_by, rule_of

QUESTION = rule_of("counterparts", {"find": "question"}, needs=["target", "source"])


def marks(findings):
    return [(span.side, span.text) for found in findings for span in found.spans[:1]]


@pytest.mark.parametrize(
    ("source", "source_lang", "target", "lang", "expected"),
    [
        ("底气何来？", "zh", "Where the courage comes from.", "en", [("target", ".")]),
        ("Was it worth it?", "en", "Es hat sich gelohnt!", "de", [("target", "!")]),
        ("Τι είναι αυτό;", "el", "That is it.", "en", [("target", ".")]),
        ("Was it worth it?", "en", "Τι άξιζε;", "el", []),
        ("底气何来？", "zh", "Where does it come from? Nobody knows.", "en", []),
        ("他问：“底气何来？”", "zh", "He asked where it came from.", "en", []),
        ("底气何来？", "zh", "", "en", []),
        ("Was it worth it?", "en", "هل كان يستحق؟", "ar", []),
    ],
)
def test_a_question_is_lost(source, source_lang, target, lang, expected):
    found = findings_of(QUESTION, target, lang, source=source, source_lang=source_lang)

    assert expected == marks(found)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("瑞士球员输了。", "The Swede lost.", [("target", "Swede")]),
        ("瑞士球员输给了美国人。", "The Swede lost to an American.", [("target", "Swede")]),
        ("瑞士球员输了。", "The Swiss player lost.", []),
        ("瑞士和瑞典球员输了。", "The Swede lost.", []),
        ("国务委员会见马拉维外长。", "The Chinese councillor met Malawi's minister.", []),
        ("上海地产和绿地控股", "Shanghai Land and Greenland Holdings", []),
        ("发展中国家的债务", "The debt of Germany's partners", []),
        ("韩国、美国和日本公司签约。", "Chinese and Thai companies signed.", []),
        (
            "英国游客出发前买了保险。",
            "They had insurance before coming to France.",
            [("target", "France")],
        ),
        ("英国游客出发前买了保险。", "Londoners had insurance, Britons too, even in France.", []),
    ],
)
def test_a_country_becomes_another(source, target, expected):
    found = found_by("country-swapped", target, "en", source=source, source_lang="zh")

    assert expected == marks(found)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("今天上午召开了发布会。", "We held a press conference this morning.", [("target", "We")]),
        ("今天上午召开了发布会。", "The US held a press conference.", []),
        ("今天上午召开了发布会。", "He said: “I held a press conference.”", []),
        ("我们今天召开发布会。", "We hold a press conference.", []),
        ("第一次世界大战很久。", "The World War I was long.", []),
        ("昨天开了会。", "Yesterday I had a meeting.", [("target", "I")]),
    ],
)
def test_a_speaker_is_added(source, target, expected):
    found = found_by("first-person-added", target, "en", source=source, source_lang="zh")

    assert expected == marks(found)


def test_a_quotation_is_lost_only_where_it_is_long():
    source = "他说：“我们已经等了三个小时，还是没有消息。”又说：“好。”"

    found = found_by("quotation-lost", "He had waited.", "en", source=source, source_lang="zh")

    assert [("source", "我们已经等了三个小时，还是没有消息。")] == marks(found)


def test_languages_without_a_table_are_not_judged():
    assert not found_by("country-swapped", "Schweden", "de", source="瑞士", source_lang="zh")
