"""How a run gets its glossary."""

import pytest

import mtcheck
from mtcheck.api import Checker
from mtcheck.config import Config
from mtcheck.errors import ConfigError
from mtcheck.model import Document, Segment

SEGMENT = Segment(
    "s1", "The treaty ends.", source="Der Vertrag endet.", source_lang="de", target_lang="en"
)
DOCUMENT = Document("d", (SEGMENT,))


@pytest.fixture
def terms(tmp_path):
    path = tmp_path / "terms.tsv"
    path.write_text("source\ttarget\nVertrag\tcontract\n", encoding="utf-8")
    return path


def rules_of(report):
    return [finding.rule for finding in report.findings]


def test_a_glossary_is_a_file_given_to_check(terms):
    assert ["term-missing"] == rules_of(mtcheck.check(DOCUMENT, glossaries=[terms]))
    assert [] == rules_of(mtcheck.check(DOCUMENT))


def test_a_changed_glossary_is_read_anew(terms):
    before = mtcheck.check(DOCUMENT, glossaries=[str(terms)])
    terms.write_text("source\ttarget\nVertrag\ttreaty\n", encoding="utf-8")
    after = mtcheck.check(DOCUMENT, glossaries=[str(terms)])

    assert (["term-missing"], []) == (rules_of(before), rules_of(after))
    assert before.signature != after.signature


def test_words_may_stand_in_the_settings():
    words = {"do_not_translate": ["Vertrag"], "forbidden": ["end"]}
    report = mtcheck.check(DOCUMENT, glossary=words)

    assert {"term-not-kept", "term-forbidden"} == set(rules_of(report))


def test_a_checker_takes_glossaries_beside_those_of_its_configuration(terms, tmp_path):
    other = tmp_path / "other.tsv"
    other.write_text("forbidden\nends\n", encoding="utf-8")
    config = Config.model_validate({"glossary": {"files": [str(terms)]}})
    report = Checker(config, [other]).check_documents([DOCUMENT])

    assert {"term-missing", "term-forbidden"} == set(rules_of(report))


def test_a_broken_glossary_is_told_before_any_text_is_read(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        Checker(glossaries=[tmp_path / "gone.tsv"])


def test_rules_that_are_not_selected_do_not_look_at_it(terms):
    report = mtcheck.check(DOCUMENT, glossaries=[terms], ignore=["term-missing"])

    assert [] == rules_of(report)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("Yang Delong", None),
        ("Qian Delong", "pinyin-mismatch"),
        ("Li Shaolin", "name-list-mismatch"),
    ],
)
def test_what_a_name_list_accepts_in_part_other_rules_still_see(tmp_path, written, rule):
    path = tmp_path / "names.tsv"
    path.write_text("source\ttarget\n杨德龙\tYang Delong\n", encoding="utf-8")
    source, target = "首席经济学家杨德龙表示，市场很好。", f"{written}, an economist, spoke."
    segment = Segment("s1", target, source=source, source_lang="zh", target_lang="en")
    report = mtcheck.check(Document("d", (segment,)), name_lists=[path])
    told = [one.rule for one in report.findings if one.suppressed is None and "-" in one.rule]

    assert [rule] * bool(rule) == [one for one in told if one.startswith(("name", "pinyin"))]
