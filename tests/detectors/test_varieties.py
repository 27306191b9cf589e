"""British and American words in one document."""

import pytest

from tests.made import findings_of, found_by, marks, rule_of, word_list

SAME = "spelling-inconsistency"
MIXED = "spelling-variety-mix"


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        (SAME, "the colour, a color and this color", ["colour"]),
        (SAME, "the colour\na color", ["color"]),
        (SAME, "an adviser\nthe advisor", ["advisor"]),
        (SAME, "the colour\nthe labor", []),
        (SAME, "the Labour Party\nthe labour\nthe Labor Day", []),
        (SAME, "the colour", []),
        (MIXED, "the colour\nthe labor and the center", ["colour"]),
        (MIXED, "the colour, our favour\nthe labor", ["labor"]),
        (MIXED, "the colour\na color", []),
        (MIXED, "the colour, we organize and realized", []),
        (MIXED, "we organise and minimized", ["minimized"]),
        (MIXED, "we organized the labor", []),
        (MIXED, "we organise the labor", ["labor"]),
        (MIXED, "the theatre was cancelled, an honor", []),
        (MIXED, "the Centre and the Colour; labor", []),
    ],
)
def test_marks(rule, text, expected):
    assert expected == marks(found_by(rule, text))


def test_the_varieties_have_names():
    (finding,) = found_by(MIXED, "the colour\nthe labor and the center")

    assert {"other": "labor", "times": 2, "variety": "British", "other_variety": "American"} == (
        finding.evidence
    )


def test_documents_are_looked_at_one_by_one():
    assert () == found_by(SAME, "the colour\nthe color", document=None)


def test_the_table_names_the_varieties(tmp_path):
    rule = rule_of("varieties", {"table": "a.tsv", "report": "mixed"}, scope="document")
    word_list(
        tmp_path, rule, "a.tsv", "here|there|class", "lift|elevator|clear", "lorry|truck|clear"
    )
    (finding,) = findings_of(rule, "a lift\na truck")

    assert ("truck", "There", "Here") == (
        finding.spans[0].text,
        finding.evidence["variety"],
        finding.evidence["other_variety"],
    )
