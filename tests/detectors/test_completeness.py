"""A side that is empty, and targets that only repeat their source."""

from dataclasses import replace

import pytest

from mtcheck import rules
from mtcheck.batch import Batch, DocumentRows
from mtcheck.engine import Engine
from mtcheck.rules import RuleSet
from tests.made import batch_of_lines, findings_of, found_by, marks, rule_of

GERMAN = "Das Parlament hat das Gesetz am Freitag mit großer Mehrheit angenommen."
ENGLISH = "Parliament passed the law by a large majority on Friday."


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("", [GERMAN]),
        (" \t ", [GERMAN]),
        (".", [GERMAN]),
        ("“…” — !", [GERMAN]),
        ("Law", []),
        ("2021", []),
        ("法", []),
    ],
)
def test_an_empty_target_points_to_the_source(target, expected):
    found = found_by("empty-target", target, source=GERMAN, source_lang="de")

    assert expected == marks(found)
    assert {"source"} >= {span.side for finding in found for span in finding.spans}


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Ja", "", ["Ja"]),
        ("  Ja  ", "", ["Ja"]),
        ("n/a", "–", []),
        ("*** —", "", []),
        ("", "", []),
        ("2021", "", ["2021"]),
        ("他昨天到达东京。", "。", ["他昨天到达东京。"]),
    ],
)
def test_what_an_empty_target_leaves_out(source, target, expected):
    assert expected == marks(found_by("empty-target", target, source=source, source_lang="de"))


def test_an_empty_source_points_to_the_target():
    found = found_by("empty-source", f"{ENGLISH}\nYes.", source=f"{GERMAN}\n", source_lang="de")

    assert ["Yes."] == marks(found)


@pytest.mark.parametrize(
    ("rule", "aligned", "expected"),
    [
        ("omission", True, ["Die Opposition stimmte dagegen."]),
        ("addition", True, ["Many deputies were not there."]),
        ("empty-target", True, []),
        ("empty-source", True, []),
        ("omission", False, []),
        ("addition", False, []),
        ("empty-target", False, ["Die Opposition stimmte dagegen."]),
        ("empty-source", False, ["Many deputies were not there."]),
    ],
)
def test_what_an_alignment_leaves_alone_is_reported_once(rule, aligned, expected):
    batch = replace(
        batch_of_lines(
            f"{ENGLISH}\n\nMany deputies were not there.\n",
            source=f"{GERMAN}\nDie Opposition stimmte dagegen.\n\n(dpa)",
            source_lang="de",
        ),
        likeness=[0.9, 0.0, 0.0, 0.0] if aligned else None,
    )
    found = Engine(RuleSet((rules.load().by_id[rule],))).check(batch).findings

    assert expected == [mark for mark in marks(found) if mark != "(dpa)"]
    assert ("(dpa)" in marks(found)) is (rule == "empty-target" and not aligned)


BLOCK = "Die Opposition stimmte dagegen.\nDer Präsident will es bald unterschreiben."
ITS_BLOCK = "The opposition voted against it.\nThe president wants to sign it soon."


@pytest.mark.parametrize(
    ("selected", "expected"),
    [
        (["moved-block", "omission", "addition"], ["moved-block"]),
        (["omission", "addition"], ["addition"] * 2 + ["omission"] * 2),
    ],
    ids=["together", "alone"],
)
def test_a_moved_block_is_one_finding_with_both_sides(selected, expected):
    batch = replace(
        batch_of_lines(
            f"{ENGLISH}\n\n\n{ITS_BLOCK}", source=f"{GERMAN}\n{BLOCK}\n\n", source_lang="de"
        ),
        likeness=[0.9, 0.0, 0.0, 0.0, 0.0],
    )
    loaded = rules.load()
    found = Engine(RuleSet(tuple(loaded.get(id) for id in selected))).check(batch).findings

    assert expected == sorted(finding.rule for finding in found)
    assert {*BLOCK.split("\n"), *ITS_BLOCK.split("\n")} == set(marks(found))


def test_blocks_move_within_their_document_and_in_known_languages_only():
    batch = replace(
        batch_of_lines(f"\n\n{ITS_BLOCK}", source=f"{BLOCK}\n\n", source_lang="de"),
        likeness=[0.0] * 4,
    )
    parts = DocumentRows("a", 0, 2), DocumentRows("b", 2, 4)
    engine = Engine(RuleSet((rules.load().get("moved-block"),)))

    assert 1 == len(engine.check(batch).findings)
    assert () == engine.check(replace(batch, documents=parts)).findings
    assert () == engine.check(replace(batch, source_lang="hi")).findings


def test_furniture_of_the_page_may_be_left_out():
    batch = replace(
        batch_of_lines(
            f"{ENGLISH}\n\n",
            source="议会通过了法律。\n您的电子邮箱地址不会被公开。\n反对党投票反对这项法律草案。",
            source_lang="zh",
        ),
        likeness=[0.9, 0.0, 0.0],
    )
    found = Engine(RuleSet((rules.load().get("omission"),))).check(batch).findings

    assert ["反对党投票反对这项法律草案。"] == marks(found)


def test_rows_set_aside_are_not_missing():
    batch = batch_of_lines(
        "Parliament passed the law.\n机器翻译，仅供参考",
        source="议会通过了法律。\n机器翻译，仅供参考",
        source_lang="zh",
    )
    made = rule_of("completeness", {"missing": "target"}), rules.load().get("mt-trace")

    found = Engine(RuleSet(made)).check(batch).findings

    assert {"mt-trace"} == {finding.rule for finding in found}


@pytest.mark.parametrize(
    ("source_lang", "target_lang", "text", "is_found"),
    [
        ("de", "en", GERMAN, True),
        ("de", "en", GERMAN.upper(), True),
        ("en", "de", ENGLISH, True),
        ("en", "zh", ENGLISH, True),
        ("en", "zh", "Please restart your computer.", True),
        ("zh", "ja", "国务院总理出席会议并发表讲话，他说这项工作非常重要。", True),
        ("cs", "en", "Dohodli jsme se na společném postupu proti nákaze.", True),
        (None, "en", GERMAN, True),
        ("de", None, GERMAN, False),
        ("de", "de-AT", GERMAN, False),
        ("en-GB", "en-US", ENGLISH, False),
        ("en", "de", "OK", False),
        ("en", "de", "Main menu", False),
        ("en", "de", "Windows Server 2022 Datacenter Edition", False),
        ("en", "de", "https://example.org/how/to/read/the/manual", False),
        ("en", "de", "Wilks, Samuel: Byzantium and the Crusades, London, 2014", False),
        ("en", "de", "Harris and Sons, Miller and Brothers", False),
        ("de", "en", "Johann Sebastian Bach, Händel und Vivaldi", False),
        ("de", "en", "Il faut bien le faire.", False),
    ],
)
def test_copies(source_lang, target_lang, text, is_found):
    found = found_by(
        "target-equals-source", text, target_lang, source=text, source_lang=source_lang
    )

    assert [text, text] * is_found == marks(found)


@pytest.mark.parametrize(
    ("target", "is_found"),
    [
        (GERMAN.removesuffix("."), True),
        (f"„{GERMAN}“", True),
        (GERMAN.replace(" ", "  "), True),
        (GERMAN.replace("Freitag", "Montag"), False),
        (ENGLISH, False),
    ],
)
def test_marks_and_spaces_make_no_translation(target, is_found):
    found = found_by("target-equals-source", target, "en", source=GERMAN, source_lang="de")

    assert is_found == bool(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们将继续努力工作。", ["untranslated-script"]),
        ("“我们将继续努力工作。”", ["target-equals-source"]),
    ],
)
def test_a_copy_in_a_foreign_script_is_told_once(text, expected):
    named = ("target-equals-source", "untranslated-script", "wrong-language")
    pair = {"source": text, "source_lang": "zh"}

    assert expected == [rule for rule in named if found_by(rule, text, "en", **pair)]


def test_a_row_without_source_is_no_copy():
    batch = Batch(
        path="text.txt",
        ids=["s1", "s2"],
        targets=[ENGLISH, ENGLISH],
        documents=(DocumentRows(None, 0, 2),),
        lines=[1, 2],
        sources=["", GERMAN],
        source_lang="de",
        target_lang="en",
    )
    rule = rule_of("completeness", {"missing": "translation"})

    assert () == Engine(RuleSet((rule,))).check(batch).findings


@pytest.mark.parametrize(("words", "is_found"), [(3, True), (4, False)])
def test_the_shortest_text_is_an_option(words, is_found):
    rule = rule_of("completeness", {"missing": "translation", "words": words})
    text = "Das geht nicht."

    assert is_found == bool(findings_of(rule, text, "en", source=text, source_lang="de"))


@pytest.mark.parametrize(
    ("source", "target", "is_told"),
    [
        ("up arrow", "↑", False),
        ("right arrow", "-->", False),
        ("&laquo;", "&laquo;", False),
        ("Non-binary", "-", True),
    ],
)
def test_signs_may_stand_for_words(source, target, is_told):
    assert is_told == bool(found_by("empty-target", target, source=source, source_lang="en"))


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("%(date)s %(time)s", False),
        ("{first} {last} {title}", False),
        ("enable [-a] [-dnps] [-f filename] [name ...]", False),
        ("stop %(name)s and edit the file {file} now", True),
    ],
)
def test_values_alone_need_no_translation(text, is_told):
    pair = {"source": text, "source_lang": "en"}

    assert is_told == bool(found_by("target-equals-source", text, "ja", **pair))
