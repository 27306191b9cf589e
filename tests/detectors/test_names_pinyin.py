"""Chinese names in pinyin that does not say their characters."""

import pytest

from mtcheck import rules
from mtcheck.engine import Engine
from mtcheck.rules import RuleSet
from mtcheck.text.names.syllables import in_pinyin, readings_of, syllables_of
from tests.made import batch_of_lines, found_by, marks

MISMATCH = "pinyin-mismatch"


def told(source, target, lang="en"):
    return found_by(MISMATCH, target, lang, source=source, source_lang="zh")


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("记者王志军报道。", "Wang Zhijian reports.", ["Wang Zhijian", "王志军"]),
        (
            "梁稳根、何清华都来了。",
            "Liang Jinggen and He Qinghua came.",
            ["Liang Jinggen", "梁稳根"],
        ),
        ("首席经济学家杨德龙表示同意。", "Qian Delong agreed.", ["Qian Delong", "杨德龙"]),
        ("副会长彭捷宁表示同意。", "Vice President Kening Peng agreed.", ["Kening Peng", "彭捷宁"]),
        ("安静/任琛（德新社）", "Quiet/Ren Hui (dpa)", ["Ren Hui", "任琛"]),
        ("研究员来永才说：很好。", "Li Yongcai, a researcher, said so.", ["Li Yongcai", "来永才"]),
        ("代高级经理陈躬安出席。", "Chen Bi'an was present.", ["Chen Bi'an", "陈躬安"]),
        ("隋忠诚要求完成。", "Sui Zhongshi's request came.", ["Sui Zhongshi", "隋忠诚"]),
    ],
)
def test_a_name_that_its_characters_do_not_say_is_told(source, target, expected):
    assert marks(told(source, target)) == expected


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param("曾志伟、单田芳", "Zeng Zhiwei, Shan Tianfang", id="rare"),
        pytest.param("吕秀莲和吕布", "Lyu Xiulian and Lü Bu", id="umlaut"),
        pytest.param("市长柯文哲表示", "Ke Wenche said", id="wade-giles"),
        pytest.param("习近平主席表示", "Jinping Xi said", id="order"),
        pytest.param("杨采妮出席", "Yang Choi-ni was there", id="hyphen"),
        pytest.param("美国国防部长奥斯汀表示", "Austin An Hao said", id="foreign"),
        pytest.param("在香港和江苏", "in Hong Kong and Jiang Su", id="places"),
        pytest.param("韩国演员韩志旻表示", "Han Jimin said", id="korean"),
        pytest.param("武汉协和医院", "the Guangdong Wu Medical Team", id="place"),
        pytest.param("他今天走了。", "Wang Zhijun left today.", id="pronoun"),
        pytest.param("葛平坦言很难。", "Ge Pingting said that it is hard.", id="verb behind"),
        pytest.param("黄某某今天走了。", "Huang Yuemou left today.", id="somebody"),
        pytest.param(
            "王志军来了。\n他说很好。", "Wang Zhijun came.\nWang Zhijun is well.", id="before"
        ),
        pytest.param("", "Wang Zhijun came.", id="no source"),
    ],
)
def test_other_spellings_of_a_name_are_silent(source, target):
    assert not told(source, target)


def test_the_same_wrong_name_is_one_finding_of_its_document():
    source = "杨德龙表示同意。\n杨德龙表示反对。"
    (found,) = told(source, "Qian Delong agreed.\nQian Delong disagreed.")
    assert sorted(marks([found])) == ["Qian Delong", "Qian Delong", "杨德龙", "杨德龙"]


def test_the_fix_keeps_the_order_of_the_target():
    (found,) = told("副会长彭捷宁表示同意。", "Vice President Kening Peng agreed.")
    assert [edit.text for edit in found.fix.edits] == ["Jiening Peng"]


def test_no_document_is_needed():
    found = found_by(
        MISMATCH, "Qian Delong agreed.", source="杨德龙表示。", source_lang="zh", document=None
    )
    assert marks(found) == ["Qian Delong", "杨德龙"]


def test_german_is_read_too():
    source, target = "研究员景乃禾表示同意。", "Die Forscherin Jing Nahe stimmte zu."
    assert marks(told(source, target, "de")) == ["Jing Nahe", "景乃禾"]


def test_what_another_rule_tells_is_not_told_again():
    both = [rules.load().get(rule) for rule in (MISMATCH, "name-rendering")]
    batch = batch_of_lines(
        "Cui Aimin said so.\nCui Ainin said no.\nCui Aimin said yes.",
        source="崔爱民表示同意。\n崔爱民表示反对。\n崔爱民表示支持。",
        source_lang="zh",
    )
    (found,) = Engine(RuleSet(tuple(both))).check(batch).findings
    assert found.rule == "name-rendering"
    assert marks([found])[0] == "Ainin"


def test_a_row_that_is_no_sentence_is_not_read():
    assert not told("杨德龙表示同意。" * 500, "Qian Delong agreed. " * 500)


@pytest.mark.parametrize(
    ("character", "some"),
    [("曾", {"zeng", "ceng", "tseng"}), ("哲", {"zhe", "che"}), ("吕", {"lu", "lv", "lyu"})],
)
def test_a_character_has_all_its_readings(character, some):
    assert some <= readings_of(character)


def test_syllables_are_read_in_all_ways():
    assert set(syllables_of("xian")) >= {("xian",), ("xi", "an")}
    assert in_pinyin("躬安") == "Gong'an"
