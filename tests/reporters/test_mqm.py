"""Annotations of MQM as Google's evaluations have them."""

import json
from dataclasses import replace

import pytest

from mtcheck import Checker
from mtcheck.model import Location, Segment
from mtcheck.reporters.mqm import HEADER
from tests.made import finding, report, span, written
from tests.reporters.test_contract import HOSTILE, rich


def rows(made):
    head, *lines = written("mqm", made).split("\n")[:-1]
    assert head.split("\t") == HEADER
    read = [dict(zip(HEADER, line.split("\t"), strict=True)) for line in lines]
    assert all(isinstance(json.loads(row["metadata"]), dict) for row in read)
    return read


def whole(findings, *texts, source=None):
    segments = tuple(
        Segment(f"s{n}", text, source, document="a", location=Location("a.txt", n))
        for n, text in enumerate(texts, 1)
    )
    by_id = {("a.txt", segment.id): segment for segment in segments}
    return report(findings, segments=by_id, text=segments)


def test_a_row_for_each_error_and_one_for_a_segment_without():
    found = rows(whole([finding(), finding(start=16)], "met the the man the the", "All is well."))

    assert [(row["docSegId"], row["globalSegId"], row["severity"]) for row in found] == [
        ("1", "1", "Minor"),
        ("1", "1", "Minor"),
        ("2", "2", "no-error"),
    ]
    assert [row["target"] for row in found] == [
        "met <v>the the</v> man the the",
        "met the the man <v>the the</v>",
        "All is well.",
    ]
    assert {row["rater"] for row in found} == {"mtcheck"}
    assert {(row["system"], row["doc"]) for row in found} == {("a.txt", "a")}
    assert json.loads(found[0]["metadata"]) == {
        "note": "“the the” says the same word twice",
        "rule": "adjacent-duplicate-word",
    }


def test_a_place_of_the_source_is_marked_there():
    spans = (span("the the", 4), span("人", 1, side="source"), span("x", 0, "s2"))
    (row, _) = rows(whole([finding(spans=spans)], "met the the man", "x", source="见人了"))

    assert (row["source"], row["target"]) == ("见<v>人</v>了", "met <v>the the</v> man")


def test_places_that_overlap_are_marked_once():
    spans = (span("the the", 4), span("the", 8), span("man", 12))
    (row,) = rows(whole([finding(spans=spans)], "met the the man"))

    assert row["target"] == "met <v>the the</v> <v>man</v>"


@pytest.mark.parametrize(
    ("category", "shown"),
    [
        ("linguistic-conventions/character-encoding", "Fluency/Character encoding"),
        ("accuracy/omission", "Accuracy/Omission"),
        ("style", "Style"),
        ("locale-conventions/number-format", "Locale convention/Number format"),
    ],
)
def test_categories_have_the_names_of_the_evaluations(category, shown):
    assert rows(whole([finding(category=category)], "met the the man"))[0]["category"] == shown


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_in_its_cell(name):
    text = HOSTILE[name]
    found = rows(rich(text))

    assert len(found) == 2
    assert found[0]["target"].count("<v>") == found[0]["target"].count("</v>") == 1


def test_without_the_text_the_quoted_segments_are_shown():
    made = replace(whole([finding()], "met the the man", "Well."), text=())

    assert [row["target"] for row in rows(made)] == ["met <v>the the</v> man", "Well."]


def test_without_its_segment_a_finding_quotes_itself():
    (row,) = rows(report([finding()]))

    assert (row["docSegId"], row["target"]) == ("s1", "<v>the the</v>")


def test_a_run_gives_a_row_for_every_segment(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("A title\n\nThey met the the man. It was fine.\n", encoding="utf-8")
    checker = Checker(whole_text=True)
    made = checker.check_paths([str(path)], checker.read_options(target_lang="en"))

    assert [row["severity"] for row in rows(made)] == ["no-error", "Minor", "no-error"]
