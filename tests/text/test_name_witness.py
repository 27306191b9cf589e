"""How a name of the source is read, and whether it is that of both names of the target."""

import pytest

from mtcheck.text.locale import language
from mtcheck.text.names.readings import chinese, japanese
from tests.made import found_by, marks

DRIFT = "name-drift"
TARGET = "Defense Minister Shinzo Hamada spoke on Monday.\nKishino told reporters more."


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("岸信夫", "Nobuo Kishi"),
        ("岸田文雄", "Fumio Kishida"),
        ("安倍", "Abe"),
        ("林健", None),
        ("赵一德", None),
    ],
)
def test_japanese_names_are_read(name, expected):
    assert expected == japanese(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("赵一德", "Zhao Yide"), ("曾庆红", "Zeng Qinghong"), ("欧阳修", "Ouyang Xiu"), ("的", None)],
)
def test_chinese_names_are_read_with_the_sound_of_the_surname(name, expected):
    assert expected == chinese(name, frozenset(language("zh").names.surnames))


def test_a_drift_says_how_the_source_calls_both_and_that_it_is_neither():
    source = "防卫大臣岸信夫周一讲话。\n岸信夫对记者表示更多。"
    (finding,) = found_by(DRIFT, TARGET, source=source, source_lang="zh")

    assert ["Shinzo Hamada", "Kishino", "岸信夫", "岸信夫"] == marks(finding and (finding,))
    assert "岸信夫” (Nobuo Kishi), which is neither" in finding.message
    assert "Nobuo Kishi" == finding.evidence["better"]


@pytest.mark.parametrize(
    ("source", "source_lang"),
    [
        ("防卫大臣浜田周一讲话。\n发言人赵一德表示更多。", "zh"),
        (TARGET.replace("spoke", "sprach"), "de"),
    ],
)
def test_two_names_in_the_source_are_two_people(source, source_lang):
    assert () == found_by(DRIFT, TARGET, source=source, source_lang=source_lang)
