"""Numbers as values: what each language writes, against CLDR and num2words."""

import re

import pytest
from babel import Locale
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from mtcheck.text.locale import language
from mtcheck.text.numbers.numerals import values_of
from mtcheck.text.numbers.reader import reader
from mtcheck.text.numbers.units import converted, units
from mtcheck.text.numbers.values import Kind, readings
from mtcheck.text.numbers.words import vocabulary

TAGS = "ar cs de en es fr hi it ja ko nl pl pt ru tr zh".split()
SPACED = [tag for tag in TAGS if not language(tag).numbers.numerals]
SPELLED = "cs de en es fr it nl pl pt ru tr".split()

every_language = pytest.mark.parametrize("tag", TAGS)


def meant(reading):
    """All values that a text may mean."""
    return reading.hints.union(*(number.values for number in reading.numbers)).union(
        *(number.also for number in reading.numbers)
    )


def read(tag, text):
    return reader(vocabulary(tag)).read(text)


def values(tag, text):
    """The likeliest value of each certain number, in order."""
    return [number.values[0] for number in read(tag, text).numbers if number.sure]


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("en", "33.06 million, 1,234.5 and £125m", [33060000, 1234.5, 125000000]),
        ("en", "one hundred and five, twenty-one, two million", [105, 21, 2000000]),
        ("en", "12 lakh, 3 crore, 1,00,000 rupees", [1200000, 30000000, 100000]),
        ("en", "30 000 men ran 30m", [30000, 30]),
        ("en", "$1 tln, 4bn and 7 mn", [1e12, 4e9, 7e6]),
        (
            "de",
            "1.234,5 Mio. Euro, einundzwanzig, dreihundertfünfundvierzig",
            [1234500000, 21, 345],
        ),
        ("de", "3 Mrd. und 12 Tsd. und zweitausend", [3e9, 12000, 2000]),
        ("fr", "quatre-vingt-dix-sept, vingt et un, soixante et onze", [97, 21, 71]),
        ("fr", "1 234,5 et 20 000 et 3 millions", [1234.5, 20000, 3e6]),
        ("es", "treinta y uno, doscientos cincuenta, 5 mil millones", [31, 250, 5e9]),
        ("pt", "vinte e um, trezentos e quarenta e cinco, 2,5 bilhões", [21, 345, 2.5e9]),
        ("it", "ventuno, duecentocinquanta, 1.234,5 e 3 miliardi", [21, 250, 1234.5, 3e9]),
        ("ru", "двадцать один, 1,5 млн, 12 тыс., 2 000 и 3 млрд", [21, 1.5e6, 12000, 2000, 3e9]),
        ("pl", "dwadzieścia jeden, 1,5 mln, trzysta", [21, 1.5e6, 300]),
        ("cs", "dvacet jedna, 1,5 milionu, 2 500", [21, 1.5e6, 2500]),
        ("nl", "eenentwintig, driehonderdvijfenveertig, 3,5 miljoen", [21, 345, 3.5e6]),
        ("tr", "yirmi beş, 3,5 milyon, %30", [25, 3.5e6, 30]),
        ("ar", "٣٫٥ مليون و١٢", [3.5e6, 12]),
        ("hi", "१,२३,४५६ और 5 लाख और पाँच", [123456, 500000, 5]),
        ("zh", "2万4801台，1.2亿元，三成，百分之三十，十二亿", [24801, 1.2e8, 30, 30, 1.2e9]),
        ("zh", "250余万，30多万人，一万六七千户，6 万", [2500000, 300000, 17000, 60000]),
        ("zh", "25千米，120万千瓦，6200多兆焦", [25, 1200000, 6200]),
        ("zh", "1亿2000万，2.5万亿，一百五十人，廿三日，两名", [1.2e8, 2.5e12, 150, 23, 2]),
        ("ja", "１万２０００人が３割、1億2,500万、1 万 6 千人", [12000, 30, 1.25e8, 16000]),
        ("ko", "3억 5000만 원, 2만4801명, 1천만", [350000000, 24801, 10000000]),
    ],
)
def test_numbers_have_their_values(tag, text, expected):
    assert expected == values(tag, text)


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [
        ("zh", "20世纪30年代", 1930),
        ("zh", "90后", 1990),
        ("zh", "九二年", 1992),
        ("zh", "下午3点", 15),
        ("zh", "1.2至1.5亿元", 120000000),
        ("zh", "七折", 70),
        ("zh", "Ⅲ级响应", 3),
        ("zh", "新冠疫情", 19),
        ("zh", "三千米", 3000),
        ("en", "from S$13.8 to S$14.3 billion", 13.8e9),
        ("en", "at 7.55am", 55),
        ("en", "0800 hours", 8),
        ("en", "2 1/2 million", 2500000),
        ("en", "two and a half million", 2500000),
        ("en", "World War II", 2),
        ("en", "half a million", 500000),
        ("en", "in '98", 1998),
        ("en", "2019-20", 2020),
        ("en", "the twenty-first", 21),
        ("en", "twice", 2),
        ("en", "a dozen", 12),
        ("de", "in den 60er Jahren", 1960),
        ("de", "anderthalb", 1.5),
        ("fr", "les années 70 et 80", 1980),
        ("fr", "à 15h30", 3),
        ("ru", "в 30-х годах", 1930),
        ("ru", "двух с половиной миллионов", 2500000),
        ("ja", "40代の女性", 1940),
        ("ja", "午後３時半", 15),
    ],
)
def test_a_text_may_mean_a_value(tag, text, value):
    assert value in meant(read(tag, text))


@pytest.mark.parametrize(
    ("tag", "text", "kind", "unit"),
    [
        ("en", "5 percent", Kind.PERCENT, ""),
        ("en", "16th", Kind.ORDINAL, ""),
        ("en", "2020", Kind.YEAR, ""),
        ("en", "the 1930s", Kind.DECADE, ""),
        ("en", "F-35", Kind.NAME, ""),
        ("en", "Covid-19", Kind.NAME, ""),
        ("en", "at 7 p.m.", Kind.HOUR, ""),
        ("en", "5 square miles", Kind.CARDINAL, "mi2"),
        ("en", "£5", Kind.CARDINAL, "GBP"),
        ("en", "85 miles per hour", Kind.CARDINAL, "mph"),
        ("de", "30.000 Hektar", Kind.CARDINAL, "ha"),
        ("de", "15 Uhr", Kind.HOUR, ""),
        ("ru", "2015 г.", Kind.YEAR, ""),
        ("cs", "z roku 2015.", Kind.YEAR, ""),
        ("zh", "30亩", Kind.CARDINAL, "mu"),
        ("zh", "26日", Kind.DAY, ""),
        ("zh", "第3届", Kind.ORDINAL, ""),
        ("zh", "5G网络", Kind.CARDINAL, ""),
        ("zh", "300元", Kind.CARDINAL, "CNY"),
        ("ja", "2週間", Kind.CARDINAL, "week"),
        ("ko", "3시", Kind.HOUR, ""),
    ],
)
def test_a_number_has_a_kind_and_a_unit(tag, text, kind, unit):
    number = read(tag, text).numbers[0]

    assert (kind, unit) == (number.kind, number.unit)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("zh", "一些人十分高兴，统一思想，万一三星"),
        ("zh", "周三和星期五"),
        ("en", "one of a million hundreds"),
        ("de", "eine Frau nahm sich in Acht"),
        ("fr", "un livre neuf"),
        ("it", "sei una persona"),
        ("ja", "三菱自動車"),
    ],
)
def test_words_that_are_no_numbers_are_not_certain(tag, text):
    assert [] == values(tag, text)


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("一九九八", (1998.0,)),
        ("二〇二〇", (2020.0,)),
        ("十", (10.0,)),
        ("二十三", (23.0,)),
        ("一百五", (105.0, 150.0)),
        ("三千零五", (3005.0,)),
        ("一万六七千", (17000.0, 16000.0)),
        ("3万5千", (35000.0,)),
        ("2.5万亿", (2.5e12,)),
        ("二千萬", (2e7,)),
    ],
)
def test_values_of_numerals(run, expected):
    assert expected == values_of(run)


def _han(value):
    """The usual numeral of a whole number below 10**8."""
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        middle = "零" if low and low < 1000 else ""
        return f"{_han(high)}万{middle}{_han(low) if low else ''}"
    text, digits = "", "零一二三四五六七八九"
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, scale)
        if digit:
            text += digits[digit] + name
        elif text and value and not text.endswith("零"):
            text += "零"
    return text or "零"


@given(st.integers(10, 99_999_999))
def test_han_numerals_round_trip(value):
    assert value in values_of(_han(value))


@every_language
def test_decimal_and_group_marks_are_those_of_cldr(tag):
    symbols = Locale.parse(tag).number_symbols["latn"]
    numbers = language(tag).numbers
    spaces = dict.fromkeys("\u00a0\u202f", " ")

    assert symbols["decimal"] in numbers.decimal
    assert spaces.get(symbols["group"], symbols["group"]) in numbers.groups
    if tag not in {"ar", "es"}:
        assert symbols["decimal"] == numbers.decimal[0]


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag != "ar"])
@given(value=st.integers(0, 10**12), cents=st.integers(0, 99))
def test_what_cldr_formats_is_read_as_the_value(tag, value, cents):
    number = value + cents / 100
    text = format_decimal(number, locale=tag, decimal_quantization=False)

    found = meant(read(tag, text))

    assert any(abs(number - one) <= 1e-8 * max(number, 1) for one in found)


@pytest.mark.parametrize("tag", SPELLED)
def test_number_words_are_those_of_num2words(tag):
    for value in [*range(2, 101), 121, 200, 345, 512, 999, 2000, 3456]:
        words = num2words(value, lang=tag).replace(",", "")
        found = read(tag, words)
        assert value in meant(found), (value, words)


@pytest.mark.parametrize("tag", [tag for tag in TAGS if language(tag).numbers.months])
def test_months_are_those_of_cldr(tag):
    known = vocabulary(tag)
    wide = Locale.parse(tag).months
    for form in ("format", "stand-alone"):
        for number, name in wide[form]["wide"].items():
            assert known.entries[name.lower()].month == number, name


@every_language
def test_weekdays_are_those_of_cldr(tag):
    names = Locale.parse(tag).days["format"]["wide"]
    forms = language(tag).numbers.weekdays

    assert len(forms) == 7
    for number, name in names.items():
        known = {form.rstrip("?*") for form in forms[number].split()}
        found = name.lower()
        assert found in known or any(found.startswith(one) for one in known), name


@every_language
def test_units_of_a_language_are_known(tag):
    numbers = language(tag).numbers

    assert {*numbers.units, *numbers.currencies} <= units().keys()


@every_language
def test_values_of_the_tables_are_numbers(tag):
    numbers = language(tag).numbers
    for table in (numbers.words, numbers.scales, numbers.ordinals, numbers.fractions):
        assert all(float(value) >= 0 and forms.split() for value, forms in table.items())


@pytest.mark.parametrize(
    ("numeral", "decimal", "groups", "expected"),
    [
        ("1,234.5", ".", ",", 1234.5),
        ("1.234,5", ",", ".", 1234.5),
        ("1,234", ".", ",", 1234),
        ("1.234", ".", ",", 1.234),
        ("1.234", ",", ".", 1234),
        ("1'234'567", ".", "'", 1234567),
        ("1,00,000", ".", ",", 100000),
        ("0.125", ".", ",", 0.125),
    ],
)
def test_readings_follow_the_marks(numeral, decimal, groups, expected):
    assert expected == readings(numeral, (decimal,), (groups,))[0][0]


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [(1, "mi", "km", 1.609344), (2, "jin", "kg", 1), (27, "C", "F", 80.6), (80, "F", "C", 26.67)],
)
def test_units_convert(value, unit, wanted, expected):
    assert expected == pytest.approx(converted(value, unit, wanted), abs=0.01)
    assert converted(1, "km", "kg") is None


@every_language
@given(text=st.text(max_size=200))
def test_places_are_inside_any_text(tag, text):
    found = read(tag, text)
    places = [(n.start, n.end) for n in found.numbers] + [d[1:] for d in found.weekdays]

    assert all(0 <= start < end <= len(text) for start, end in places)


@pytest.mark.parametrize(
    "piece", ["1,234 ", "twenty-one ", "二十三万", "1.", "(1) ", "一", "3,4,5"]
)
@pytest.mark.parametrize("tag", ["en", "zh"])
def test_a_long_text_is_read_to_its_end(tag, piece):
    text = (piece * (100_000 // len(piece)))[:100_000] + " 77 km"

    assert re.search(r"77$", text[: read(tag, text).numbers[-1].end])
