import pytest

from mtcheck.text.columns import TextColumn
from mtcheck.text.edges import AROUND, MARKS, End, ends, first_characters, last_characters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left.", End.STOP),
        ("他走了。", End.STOP),
        ("वह गया।", End.STOP),
        ("He left.”)", End.STOP),
        ("He left”. ", End.STOP),
        ("Did he?", End.QUESTION),
        ("هل ذهب؟", End.QUESTION),
        ("He left!\n", End.EXCLAMATION),
        ("He left…", End.ELLIPSIS),
        ("He left...", End.ELLIPSIS),
        ("他走了。。", End.ELLIPSIS),
        ("He left:", End.COLON),
        ("他走了，", End.COMMA),
        ("He left;", End.SEMICOLON),
        ("He left", End.WORD),
        ("He left in 2021", End.WORD),
        ("قريباً", End.WORD),
        ("He left –", End.OTHER),
        ("", End.OTHER),
        (".", End.STOP),
        ("“”", End.AROUND),
        ("a" + 20 * '"', End.AROUND),
    ],
)
def test_what_a_row_ends_with(text, expected):
    rows = ["before.", text, "behind"]

    assert [End.STOP, expected, End.WORD] == ends(TextColumn(rows)).tolist()


def test_a_greek_question_looks_like_a_semicolon():
    assert [End.QUESTION] == ends(TextColumn(["Πότε ανοίγει;"]), ";").tolist()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("a", 0, 0), (" «a.» ", 2, 3), ("(“¿Qué?”)", 3, 6), ("", 0, 0), ("- a", 0, 2)],
)
def test_first_and_last_characters_leave_out_what_stands_around(text, first, last):
    column = TextColumn([text])

    assert [first] == first_characters(column).tolist()
    assert [last] == last_characters(column).tolist()


def test_rows_do_not_look_into_each_other():
    column = TextColumn(["a", "“", "", "b"])

    assert [0, 3, 4, 5] == first_characters(column).tolist()
    assert [End.WORD, End.AROUND, End.OTHER, End.WORD] == ends(column).tolist()


def test_a_mark_has_one_meaning():
    every = "".join(MARKS.values()) + AROUND

    assert len(every) == len(set(every))
