"""Which numbers of a source and its target disagree, and which are the same in other words."""

import pytest

from mtcheck.model import Confidence
from mtcheck.text.numbers.agreement import disagreements
from mtcheck.text.numbers.reader import reader
from mtcheck.text.numbers.words import vocabulary


def differences(source_lang, source, target_lang, target, least=Confidence.MEDIUM):
    """Difference, source text and target text of all that is at least so certain."""
    said = reader(vocabulary(source_lang)).read(source)
    meant = reader(vocabulary(target_lang)).read(target)
    return [
        (
            str(found.difference),
            source[slice(*found.source)] if found.source else "",
            target[slice(*found.target)] if found.target else "",
        )
        for found in disagreements(said, meant)
        if found.confidence >= least
    ]


SAME = [
    ("zh", "时速25千米，装机120万千瓦，每平方米6200多兆焦。", "en",
     "At 25 kilometers an hour, 1.2 million kilowatts and 6,200 megajoules a square meter."),
    ("zh", "250余万人，2万4801台，6 万元", "en", "2.5 million people, 24,801 units, 60,000 yuan"),
    ("zh", "一万六七千人", "en", "between 16,000 and 17,000 people"),
    ("zh", "90后青年，80年代", "en", "young people born after 1990, the 1980s"),
    ("zh", "启动Ⅲ级响应", "en", "A level III response"),
    ("zh", "7时55分，08时", "en", "at 7.55am, 0800 hours"),
    ("en", "It cost £125m and is 30m long.", "de", "Es kostete 125 Mio. Pfund, 30 m lang."),
    ("zh", "138亿至143亿新元", "en", "S$13.8 to S$14.3 billion"),
    ("fr", "30 000 personnes", "en", "30 000 people"),
    ("zh", "2020年7月26日", "en", "2020-07-26"),
    ("de", "am 26.07.2020", "zh", "2020年7月26日"),
    ("zh", "新冠疫情", "en", "the COVID-19 pandemic"),
    ("zh", "九二年，20世纪30年代", "en", "in 1992, in the 1930s"),
    ("zh", "重80斤，走了10里路", "en", "It weighed 40 kilograms; they walked 5 kilometers"),
    ("en", "27 degrees Celsius", "zh", "27℃"),
    ("de", "etwa 27 ºC", "en", "about 80 degrees"),
    ("zh", "三分之二", "en", "two thirds"),
    ("zh", "五分之一的学生", "en", "20 percent of the students"),
    ("zh", "3比1获胜", "en", "a 3-1 win"),
    ("zh", "三成，百分之三十", "en", "30 percent"),
    ("en", "1,997 people", "de", "fast 2.000 Menschen"),
    ("zh", "约3.3万人", "en", "about 33,000 people"),
    ("zh", "两周", "en", "14 days"),
    ("zh", "同比增长1倍多", "en", "more than doubled, up 100%"),
    ("zh", "一学期（211，985大学）", "en", "one semester (211,985 universities)"),
    ("zh", "18个月", "en", "1.5 years"),
    ("en", "a dozen eggs, twice", "de", "12 Eier, 2 Mal"),
    ("ru", "двух с половиной миллионов", "en", "2.5 million"),
    ("ru", "2,7 млн. тонн", "en", "2.7 million tonnes"),
    ("en", "five million people", "ko", "500만 명"),
    ("ja", "1億2,500万ポンド", "en", "£125m"),
    ("hi", "5 लाख लोग", "en", "500,000 people"),
    ("ar", "٣٫٥ مليون دولار", "en", "$3.5 million"),
    ("en", "Call 85993119.", "zh", "请致电 8599-3119。"),
    ("en", "the twenty-first century", "fr", "le XXIe siècle"),
    ("en", "In 2017/18.", "de", "2017/2018"),
    ("en", "up to 100 percent sure", "zh", "绝对肯定"),
    ("de", "Sommerkollektion 2019", "en", "SS19 collection"),
    ("en", "version 3.11.2", "zh", "3.11.2版"),
    ("en", "12 percent ± 3", "de", "12 Prozent ± 3"),
    ("pl", "osiemnaście medali", "en", "eighteen medals"),
    ("cs", "z roku 2015", "en", "from 2015"),
    ("it", "ventuno anni", "es", "veintiún años"),
    ("tr", "yüzde 30, yirmi beş kişi", "en", "30 percent, twenty-five people"),
    ("nl", "eenentwintig mensen", "en", "21 people"),
    ("pt", "2,5 bilhões de reais", "en", "2.5 billion reais"),
    ("en", "Windows 8.1 at 3:40 pm", "fr", "Windows 8.1 à 15h40"),
]  # fmt: skip


@pytest.mark.parametrize(("source_lang", "source", "target_lang", "target"), SAME)
def test_the_same_in_other_words_is_no_difference(source_lang, source, target_lang, target):
    assert [] == differences(source_lang, source, target_lang, target)


@pytest.mark.parametrize(
    ("source_lang", "source", "target_lang", "target", "difference", "quoted"),
    [
        ("zh", "共33.06万股", "en", "33.06 million shares", "magnitude", "33.06 million"),
        ("zh", "共33.06万股", "en", "330.6 million shares", "magnitude", "330.6 million"),
        ("zh", "共33.06万股", "en", "336,000 shares", "value", "336,000"),
        ("zh", "20万人", "en", "20 million people", "magnitude", "20 million"),
        ("zh", "2510亿元", "en", "25.1 billion yuan", "magnitude", "25.1 billion"),
        ("zh", "于1983年创办", "en", "founded in 1982", "date", "1982"),
        ("en", "3.1 billion", "de", "3,1 Millionen", "magnitude", "3,1 Millionen"),
        ("en", "a 3D film with two stars", "de", "ein 2D-Film mit zwei Stars", "value", "2"),
        ("es", "Ocho personas", "en", "Five people", "value", "Five"),
        ("de", "bis 2019, 2018 und 7", "en", "by 2019, 2018 and 9", "value", "9"),
        ("zh", "15时50分", "en", "14:50", "time", "14"),
        ("zh", "占20%", "en", "about 52%", "percent", "52"),
        ("de", "Am 16. Februar", "en", "On February 5", "date", "5"),
        ("ja", "今月９日に", "en", "on the 19th of this month", "value", "19"),
        ("zh", "120万亩", "en", "1.2 million acres", "unit", "1.2 million"),
        ("en", "£5 million", "de", "5 Millionen Dollar", "currency", "5 Millionen"),
        ("en", "on Sunday", "zh", "周六", "weekday", "周六"),
        ("en", "1,250 guests", "de", "1,250 Gäste", "mark", "1,250"),
        ("zh", "进入紧急状态", "en", "320,000 people are in danger", "added", "320,000"),
        ("zh", "沿岸有5所学校", "en", "There are schools along the coast", "omitted", ""),
    ],
)  # fmt: skip
def test_another_number_is_a_difference(
    source_lang, source, target_lang, target, difference, quoted
):
    found = differences(source_lang, source, target_lang, target)

    assert [(difference, quoted)] == [(kind, text) for kind, _, text in found]


@pytest.mark.parametrize(
    ("source_lang", "source", "target_lang", "target"),
    [
        ("zh", "26日，", "en", "On July 26, 2020,"),
        ("zh", "26日，他抵达。", "en", "He arrived the next day."),
        ("de", "sechs Meter hoch", "en", "six meters (18 feet) high"),
        ("zh", "日中两国", "en", "Japan and China at the 2019 summit"),
        ("zh", "25日表示", "en", "There are 32 counties"),
    ],
)
def test_what_may_be_about_other_things_is_not_certain(source_lang, source, target_lang, target):
    found = differences(source_lang, source, target_lang, target)

    assert {"omitted"} >= {kind for kind, *_ in found}
