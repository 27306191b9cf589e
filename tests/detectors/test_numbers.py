from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck import rules
from mtcheck.engine import Engine
from mtcheck.model import Confidence
from mtcheck.rules import RuleSet
from mtcheck.text.numbers.agreement import disagreements
from mtcheck.text.numbers.reader import reader
from mtcheck.text.numbers.words import vocabulary
from tests.made import batch_of_lines, findings_of, found_by, marks, rule_of

SILENT = "number-mismatch number-magnitude percent-mismatch date-mismatch unit-mismatch".split()


@pytest.mark.parametrize(
    ("rule", "source_lang", "source", "target_lang", "target", "places"),
    [
        ("number-mismatch", "zh", "通报确诊病例3009例。", "en", "9300 cases.", ["9300", "3009"]),
        ("number-mismatch", "de", "Vor drei Wochen", "en", "Four weeks ago", ["Four", "drei"]),
        ("number-magnitude", "zh", "涉及40万人", "en", "40 people", ["40", "40万"]),
        ("number-omitted", "de", "23 Menschen", "en", "People", ["23"]),
        ("date-mismatch", "zh", "2020年7月24日", "en", "July 14, 2020", ["14", "24"]),
        ("time-mismatch", "de", "um 3.40 Uhr", "en", "at 2:40 a.m.", ["2", "3"]),
        ("unit-mismatch", "zh", "160万亩", "en", "1.6 million acres", ["1.6 million", "160万"]),
        ("currency-mismatch", "en", "£750", "de", "750 Dollar", ["750", "750"]),
        ("weekday-mismatch", "ja", "木曜日に", "en", "on Tuesday", ["Tuesday", "木曜日"]),
        ("percent-mismatch", "zh", "下降63%", "en", "down by 36%", ["36", "63"]),
        ("percent-mismatch", "en", "5% of them", "de", "20 % von ihnen", ["20", "5"]),
        ("percent-mismatch", "en", "up 0.5%", "de", "0,7 Prozent mehr", ["0,7", "0.5"]),
        ("percent-mismatch", "en", "5 kids, 11%", "de", "5 Kinder, 20 %", ["20", "11"]),
        ("percent-mismatch", "en", "over 3% of GDP", "de", "über 100 % des BIP", ["100", "3"]),
        ("percent-mismatch", "en", "10% in ten years", "de", "0,5 % in zehn", ["0,5", "10"]),
        ("percent-mismatch", "en", "only 3%", "de", "nur 0,3 %", ["0,3", "3"]),
        ("percent-mismatch", "en", "2%, 4%, and 2%", "de", "2 %, 4 % und 0,3 %", ["0,3", "2"]),
        ("percent-mismatch", "en", "one poll: 1%", "de", "eine Umfrage: 0,75 %", ["0,75", "1"]),
        ("date-mismatch", "pt", "em 1997: o centro", "en", "in 1988: the core", ["1988", "1997"]),
        ("date-mismatch", "es", "el 19 de junio", "en", "on June 1", ["1", "19"]),
        ("number-mismatch", "de", "Im Juni 2018", "en", "In June 2518", ["2518", "2018"]),
        (
            "number-mismatch", "de", "300 km (180 Meilen)", "en", "400 km (180 miles)",
            ["400", "300"],
        ),
        ("number-mismatch", "en", "three or 550", "de", "drei oder 3.000", ["3.000", "550"]),
        ("number-mismatch", "en", "0.5 points", "de", "0,7 Punkte", ["0,7", "0.5"]),
        ("time-mismatch", "zh", "凌晨2时40分", "en", "at 2:24 a.m.", ["24", "40"]),
        ("time-mismatch", "ja", "12:00頃に", "en", "around 11:00 GMT", ["11", "12"]),
        ("unit-mismatch", "en", "winds of 85 mph", "zh", "时速85公里的风", ["85", "85"]),
    ],
)  # fmt: skip
def test_a_finding_shows_target_and_source(rule, source_lang, source, target_lang, target, places):
    found = found_by(rule, target, target_lang, source=source, source_lang=source_lang)

    assert places == marks(found)


@pytest.mark.parametrize(
    ("source_lang", "source", "target_lang", "target"),
    [
        ("en", "Cases approach 14 lakh.", "de", "Die Zahl nähert sich 14 Lakh."),
        ("en", "There were 41.78 lakh cases and 3 crore.", "fr", "41,78 lakh cas et 3 crores."),
        ("en", "At a week he weighed around eleven stone.", "de", "Mit einer Woche wog er 70 kg."),
        ("en", "More than 30,000 acres burned.", "de", "Über 120 km² sind verbrannt."),
        ("en", "It burned 10,000 acres in two states.", "de", "In zwei Staaten brannten 40 km2."),
        ("en", "It became common after 9/11.", "zh", "911事件之后很常见。"),
        ("en", "It moves at 12 miles per hour.", "de", "Er zieht mit 19 Kilometern pro Stunde."),
        ("en", "There were winds of 85 mph.", "zh", "最大时速达137公里。"),
        ("en", "There were winds of 85 mph.", "ja", "風速137キロの風が吹いた。"),
        ("en", "There were winds of 85 mph.", "ru", "Ветер дул со скоростью 137 километров в час."),
        ("en", "It is 62 miles away.", "ja", "100キロ離れている。"),
        ("en", "He weighs 220 pounds.", "ja", "体重は100キロだ。"),
        ("en", "We counted 81.9 million in 2017.", "zh", "2017年达8, 190万。"),
        ("en", "They refused his $17 mil.", "zh", "他们拒绝了他的1700万美元。"),
        ("en", "It became common after 9/11.", "de", "Nach dem 11. September war das üblich."),
        ("en", "It was in the '60s and '70s.", "zh", "那是上世纪6、70年代。"),
        ("en", "It closes at 10 a.m. (0200 GMT) on Monday.", "zh", "周一上午10点（凌晨2点）关闭。"),
        ("zh", "年送电达到600至850亿千瓦时", "en", "60 to 85 billion kWh a year"),
        ("en", "crises in 1994-5", "de", "Krisen 1994-95"),
        ("en", "batting only .205 in 2012", "zh", "2012年只打了0.205"),
        ("en", "A 6-foot-6 junior", "ja", "198センチの大学3年生"),
        ("en", "0.5% and one in five", "de", "0,5 % und 20 %"),
    ],
)  # fmt: skip
def test_the_same_in_other_words_is_silent(source_lang, source, target_lang, target):
    for rule in SILENT:
        found = found_by(rule, target, target_lang, source=source, source_lang=source_lang)
        assert marks(found) == []


def test_units_exchanged_throughout_are_one_finding_for_each_pair():
    source = "It burned 30,000 acres.\nIt burned 21,000 acres.\nIt is 80 feet high."
    target = "Es brannten 30.000 Hektar.\nEs brannten 21.000 Hektar.\nEs ist 80 Meter hoch."

    first, second = found_by("unit-mismatch", target, "de", source=source, source_lang="en")

    assert ["30.000", "30,000", "21.000", "21,000"] == marks([first])
    assert ["80", "80"] == marks([second])
    assert first.message.endswith("(2 places)")


def test_the_message_names_both_values():
    found = found_by(
        "number-magnitude", "33.06 million shares", source="共33.06万股", source_lang="zh"
    )

    assert "“33.06 million” is 33,060,000, but “33.06万” in the source is 330,600" == (
        found[0].message
    )


@pytest.mark.parametrize(
    ("source_lang", "target_lang"), [(None, "en"), ("zh", None), ("sv", "en"), ("en", "uk")]
)
def test_languages_without_numbers_are_not_judged(source_lang, target_lang):
    found = found_by(
        "number-mismatch", "9300 cases", target_lang, source="3009", source_lang=source_lang
    )

    assert () == tuple(found)


@pytest.mark.parametrize(
    ("target", "lang", "wrong"),
    [
        ("Um 3.5 Prozent, 2.75 Mio. und 5.2 km", "de", ["3.5", "2.75", "5.2"]),
        ("Um 3.5 Prozent", "de-CH", []),
        ("Um 3.5 Prozent", "de-AT", ["3.5"]),
        ("Subió un 3.5 %", "es", []),
        ("Subió un 3.5 %", "es-ES", ["3.5"]),
        ("Subió un 3,5 %", "es-MX", ["3,5"]),
        ("Up by 3,5 % to 2,75 million", "en", ["3,5", "2,75"]),
        ("Up by 3,5 %", "en-ZA", []),
        ("Il est 15.30 h, version 2.0, le 1.5. 2020", "fr", []),
        ("增长3,5%", "zh", []),
        ("Um 3.5 Prozent", None, []),
    ],
)
def test_decimal_marks_are_those_of_language_and_country(target, lang, wrong):
    assert wrong == marks(found_by("number-format", target, lang))


@pytest.mark.parametrize("text", ["2020-07-2607:01", "3, 200 babies", "July 26,2020"])
def test_glued_and_split_numbers_belong_to_another_rule(text):
    line = f"The clinic counted {text} last year."

    assert found_by("number-format-broken", line)
    assert not found_by("number-format", line)


def test_a_row_set_aside_is_no_omission():
    rule = rule_of("numbers", {"mode": "omitted"}, needs=("target", "source"))

    assert [] == marks(findings_of(rule, "\nhello", source="23\nhallo", source_lang="de"))


ALL = ("value", "magnitude", "percent", "date", "time", "mark", "added")


@cache
def _engine():
    made = [
        rule_of("numbers", {"mode": mode}, needs=("target", "source"), id=f"made-{mode}")
        for mode in ALL
    ]
    return Engine(RuleSet(tuple(made)))


NUMBERS = st.one_of(
    st.integers(0, 999).map(str),
    st.sampled_from(
        "1.2 million|33.06万|二十三|three|twenty|1,234|3.5|7:30|30%|March|三月|5 km|两名|2亿".split(
            "|"
        )
    ),
)


@settings(deadline=None, max_examples=300)
@given(source=st.lists(NUMBERS, max_size=3), target=st.lists(NUMBERS, max_size=3))
def test_the_glance_at_a_batch_loses_nothing(source, target):
    """What a close look surely finds in a pair is found in a batch too."""
    said, meant = "，".join(["他说", *source, "吧"]), " and ".join(["He", *target, "said"])
    close = disagreements(reader(vocabulary("zh")).read(said), reader(vocabulary("en")).read(meant))
    batch = batch_of_lines(f"Good.\n{meant}", source=f"好。\n{said}", source_lang="zh")
    found = {finding.spans[0].text for finding in _engine().check(batch).findings}
    written = {
        meant[slice(*one.target)]
        for one in close
        if one.target
        and one.confidence >= Confidence.MEDIUM
        and one.difference in ALL
        and any(c.isdigit() for c in meant[slice(*one.target)])
    }

    assert written == {text for text in found if any(c.isdigit() for c in text)}


@pytest.mark.parametrize("rule", [rule.id for rule in rules.load() if rule.kind == "numbers"])
def test_a_long_segment_is_read(rule):
    target = "They bought 1,234.5 million shares on 3 May 2020 at 7:30. " * 1700
    source = "他们于2020年5月3日7时30分买了12.345亿股。" * 1700

    assert [] == marks(found_by(rule, target, source=source, source_lang="zh"))


@pytest.mark.parametrize(
    ("source_lang", "source", "target", "is_told"),
    [
        ("zh", "副主任张欢等4位医生赶到。", "Zhang Huan and three other doctors came.", False),
        ("zh", "副主任张欢等4位医生赶到。", "Zhang Huan and six other doctors came.", True),
        ("zh", "张欢和4位医生赶到。", "Zhang Huan and three doctors came.", True),
        ("ja", "鈴木さんら3人が来た。", "Suzuki and two others came.", False),
    ],
)
def test_of_a_group_with_its_first_the_others_may_be_counted(source_lang, source, target, is_told):
    assert is_told == bool(
        found_by("number-mismatch", target, source=source, source_lang=source_lang)
    )


@pytest.mark.parametrize(
    ("lang", "source", "target"),
    [
        ("tr", "It reached 10 million members.", "It reached 10 million members."),
        ("tr", "More than 150 million people", "150 milyondan fazla kişi"),
        ("ko", "change by 2", "2 만큼 바꾸기"),
    ],
)
def test_endings_and_words_left_over_are_no_other_magnitude(lang, source, target):
    assert () == found_by("number-magnitude", target, lang, source=source, source_lang="en")


def test_the_same_slip_of_magnitude_in_a_document_is_one_finding():
    source = "销售额为5亿卢布。\n只有5亿卢布。\n损失8亿卢布。"
    target = "Sales of 5 million rubles.\nOnly 5 million rubles.\nA loss of 8 million rubles."
    found = found_by("number-magnitude", target, source=source, source_lang="zh")

    assert [4, 2] == [len(finding.spans) for finding in found]


def test_times_of_another_zone_differ():
    pair = {"source": "10 AM - 4 PM ET", "source_lang": "en"}

    assert () == found_by("time-mismatch", "11h00 - 17h00 BRT", "pt", **pair)
    assert found_by("time-mismatch", "11h00 - 16h00 ET", "pt", **pair)
