"""Names of a list: rendered in another way, or spelt wrongly."""

import pytest

from mtcheck import rules
from mtcheck.glossary.listed import Listed
from mtcheck.glossary.names import ListedName, NameList
from tests.made import findings_of, found_by, marks

KISHI = {"source": "岸信夫", "target": "Nobuo Kishi", "aliases": ["Kishi"]}
AUSTIN = {"source": "奥斯汀", "target": "Lloyd Austin"}
XI = {"source": "习近平", "target": "Xi Jinping"}
PUTIN = {"source": "Putin", "target": "Путин"}
ZELENSKYY = {"source": "泽连斯基", "target": "Volodymyr Zelenskyy"}
MERKEL = {"target": "Angela Merkel"}


def found(rule, names, text, lang="en", **changes):
    told = {rule: {"options": {"names": {"names": names}}}}
    changed = rules.load().with_overrides(told).get(rule)
    return list(findings_of(changed, text, lang, **changes))


def mismatches(names, target, source, lang="en", **changes):
    changes = {"source_lang": "zh", **changes}
    return found("name-list-mismatch", names, target, lang, source=source, **changes)


@pytest.mark.parametrize(
    ("names", "target", "source", "at"),
    [
        ([KISHI], "Kishino told reporters.", "岸信夫对记者说。", ["Kishino", "岸信夫"]),
        ([KISHI], "Hamada told reporters.", "岸信夫对记者说。", ["岸信夫"]),
        ([KISHI], "KISHI told reporters.", "岸信夫对记者说。", []),
        ([KISHI], "Kishi’s visit to Guam ended.", "岸信夫结束访问。", []),
        ([AUSTIN], "Austin-led talks ended.", "奥斯汀主持的会谈结束。", []),
        ([XI], "President Xi spoke.", "习近平讲话。", []),
        ([XI], "The president spoke.", "习近平讲话。", ["习近平"]),
        ([KISHI], "", "岸信夫对记者说。", []),
        ([KISHI], "岸信夫对记者说。", "岸信夫对记者说。", []),
        (
            [{"source": "东京", "target": "Tokyo"}],
            "Director Takeo Hisamatsu",
            "东京的导演",
            ["东京"],
        ),
        ([KISHI, AUSTIN], "Kishi met Austin.", "岸信夫会见奥斯汀。", []),
        ([{**KISHI, "target_lang": "de"}], "Kishino came.", "岸信夫来了。", []),
    ],
)
def test_the_target_has_a_listed_form_or_is_told(names, target, source, at):
    assert at == marks(mismatches(names, target, source))


def test_forms_of_other_languages_count():
    target = "Речь Путина была долгой."

    assert [] == mismatches([PUTIN], target, "Putins Rede.", "ru", source_lang="de")


def test_one_name_is_one_finding_in_its_document():
    target = "Kishino came.\nHe left.\nKishino’s aide stayed."
    (one,) = mismatches([KISHI], target, "岸信夫来了。\n他走了。\n岸信夫的助手留下。")

    assert ["Kishino", "Kishino"] == [s.text for s in one.spans if s.side == "target"]
    assert "Kishi" == one.fix.edits[0].text
    assert "“Nobuo Kishi / Kishi” for “岸信夫”; the translation has “Kishino”" in one.message


def test_rows_without_a_document_are_told_one_by_one():
    target, source = "Kishino came.\nKishino left.", "岸信夫来了。\n岸信夫走了。"

    assert 2 == len(mismatches([KISHI], target, source, document=None))


@pytest.mark.parametrize(
    ("target", "count"),
    [
        ("Nobuo Kishi came.\nThe minister spoke.", 0),
        ("Nobuo Kishi came.\nThen Kishino spoke.", 1),
        ("The minister came.\nNobuo Kishi spoke.", 1),
    ],
)
def test_a_pronoun_may_stand_for_a_right_name_before_it(target, count):
    assert count == len(mismatches([KISHI], target, "岸信夫来了。\n岸信夫讲话。"))


def test_a_right_name_far_before_does_not_count():
    target = "Nobuo Kishi came.\n" + "It rained.\n" * 5 + "The minister spoke."
    source = "岸信夫来了。\n" + "下雨了。\n" * 5 + "岸信夫讲话。"

    assert 1 == len(mismatches([KISHI], target, source))


@pytest.mark.parametrize(
    ("names", "target", "at"),
    [
        ([ZELENSKYY], "President Zelensky spoke.", ["Zelensky"]),
        ([ZELENSKYY], "Zelenskyyy’s visit", ["Zelenskyyy"]),
        ([ZELENSKYY], "Zelenskyy’s visit, ZELENSKYY", []),
        ([{**ZELENSKYY, "aliases": ["Zelensky"]}], "President Zelensky spoke.", []),
        ([KISHI], "Nobuo Kisho spoke.", ["Kisho"]),
        ([KISHI], "Kisho spoke.", []),
        ([AUSTIN], "Justin spoke.", []),
        ([{"target": "Jiangxi"}], "bacon from Xiangxi", []),
        ([MERKEL], "Angela Merkle and Franz Merkle spoke.", ["Merkle"]),
        ([MERKEL], "the merkle tree", []),
    ],
)
def test_one_letter_from_a_listed_name(names, target, at):
    assert at == marks(found("name-list-misspelt", names, target))


@pytest.mark.parametrize(
    ("lang", "name", "text"),
    [
        ("de", "Angela Merkel", "Merkels Rede"),
        ("ru", "Лавров", "Речь Лаврова"),
        ("pl", "Donald Tusk", "Mowa Tuska"),
    ],
)
def test_an_ending_of_the_language_is_no_slip(lang, name, text):
    assert [] == found("name-list-misspelt", [{"target": name}], text, lang)


def test_without_a_list_nothing_is_found():
    assert [] == mismatches([], "Kishino came.", "岸信夫来了。")
    assert [] == found("name-list-misspelt", [], "Zelenskyyy came.")


def test_a_drift_of_a_listed_name_is_left_to_the_list():
    names = NameList((ListedName("Nobuo Kishi", "岸信夫", ("Kishi",)),))
    source = "防卫大臣岸信夫周一讲话。\n岸信夫对记者表示更多。"
    target = "Defense Minister Shinzo Hamada spoke on Monday.\nKishino told reporters more."
    (drift,) = found_by("name-drift", target, source=source, source_lang="zh")
    (listed,) = mismatches([KISHI], target, source)

    assert "name list" == Listed(names, frozenset(["name-drift"])).reason(drift)
    assert ["Shinzo Hamada", "Kishino"] == marks([listed])[:2]


@pytest.mark.parametrize(
    ("name", "source", "target", "is_told"),
    [
        (("金正恩", "Kim Jong Un"), "金正恩和特朗普会谈。", "Talks of Trump and Kim ended.", False),
        (("梅", "Theresa May"), "梅要求辞职。", "He urged Mrs May to resign.", False),
        (("伍兹", "Tiger Woods"), "伍兹输了。", "He lost in the woods.", True),
    ],
)
def test_a_common_word_with_a_capital_may_be_the_name(name, source, target, is_told):
    names = [dict(zip(("source", "target"), name, strict=True))]

    assert is_told == bool(mismatches(names, target, source))


@pytest.mark.parametrize(
    ("target", "is_told"),
    [("Адвокат Кристиан Шерц заявил это.", False), ("Это сказала Кристиан.", True)],
)
def test_the_given_name_of_somebody_else_is_no_slip(target, is_told):
    names = [{"target": "Кристин Форд"}]

    assert is_told == bool(found("name-list-misspelt", names, target, "ru"))
