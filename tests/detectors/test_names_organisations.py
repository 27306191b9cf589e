"""One organisation of a source in Chinese characters under two names in the target."""

import pytest

from tests.made import found_by, marks

RENDERING = "organisation-rendering"


def told(source, target, **changes):
    lang = changes.pop("source_lang", "zh")
    return found_by(RENDERING, target, source=source, source_lang=lang, **changes)


SANY = "三一集团发布了年报。\n据三一集团介绍，利润增长。"
EURASIAN = "亚欧经济联盟今天开会。\n他参加了亚欧经济联盟会议。"
GOLMUD = "格尔木市公安局发布消息。\n据格尔木市公安局介绍，案件已破。"
MINISTRY = "外交部发言。\n外交部表示欢迎。"


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (SANY, "Sany Group spoke.\nTrinity Group grew.", ["Trinity Group", "Sany Group"]),
        (
            EURASIAN,
            "The Eurasian Economic Union met.\nHe was at the Asia-Europe Economic Union.",
            ["Asia-Europe Economic Union", "Eurasian Economic Union"],
        ),
        (
            GOLMUD,
            "The Police Security Bureau of Golmud spoke.\nThe Public Security Bureau of Golmud.",
            ["Public Security Bureau of Golmud", "Police Security Bureau of Golmud"],
        ),
    ],
)
def test_an_organisation_with_two_names_is_told(source, target, expected):
    (found,) = told(source, target)
    assert [span.text for span in found.spans if span.side == "target"] == expected


def test_the_rarer_name_is_the_odd_one():
    source = "三一集团发布年报。\n三一集团增长。\n三一集团扩大。"
    found = told(source, "Trinity Group spoke.\nSany Group grew.\nSany Group spread.")
    assert marks(found)[:3] == ["Trinity Group", "Sany Group", "Sany Group"]


def test_japanese_sources_are_read_too():
    source = "三井住友銀行が発表した。\n三井住友銀行は増益だ。"
    target = "Mitsui Sumitomo Bank spoke.\nThree Wells Bank grew."
    assert marks(told(source, target, source_lang="ja"))[0] == "Three Wells Bank"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param(SANY, "Sany Group spoke.\nThe group grew.", id="short form"),
        pytest.param(SANY, "Sany Group spoke.\nThe Sany Heavy Group grew.", id="longer form"),
        pytest.param(
            EURASIAN,
            "The Eurasian Economic Union met.\nHe was at the EAEU Economic Union.",
            id="initials",
        ),
        pytest.param(
            GOLMUD,
            "The Public Security Bureau of Golmud City spoke.\nThe Golmud Public Security Bureau.",
            id="order",
        ),
        pytest.param(
            MINISTRY,
            "The Ministry of Foreign Affairs spoke.\nThe Foreign Ministry welcomed it.",
            id="ministry",
        ),
        pytest.param(
            "中国外交部发言。\n中国外交部表示欢迎。",
            "The Ministry of Foreign Affairs of the People's Republic spoke.\n"
            "The Chinese Ministry of Foreign Affairs welcomed it.",
            id="of the people",
        ),
        pytest.param(
            "菲律宾卫生部发言。\n新加坡卫生部欢迎。",
            "The Philippine Department of Health spoke.\nSingapore's Ministry of Health was glad.",
            id="two ministries",
        ),
        pytest.param(
            "三一集团发布年报。\n三一集团和中联集团增长。",
            "Sany Group spoke.\nZoomlion Group grew.",
            id="two in a row",
        ),
        pytest.param(
            "甲乙有限公司发布年报。\n丙丁有限公司增长。",
            "Jiayi Company spoke.\nBingding Company grew.",
            id="generic",
        ),
    ],
)
def test_forms_of_one_name_and_other_organisations_are_silent(source, target):
    assert not told(source, target)


def test_rows_of_no_document_are_not_compared():
    assert not told(SANY, "Sany Group spoke.\nTrinity Group grew.", document=None)
