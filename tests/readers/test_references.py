"""A reference in a file of its own."""

import pytest

from mtcheck import readers
from mtcheck.errors import InputError
from mtcheck.readers import ReadOptions


@pytest.fixture
def read(tmp_path):
    def reader(text, reference, name="a.txt", **options):
        path, other = tmp_path / name, tmp_path / "ref.txt"
        path.write_text(text, encoding="utf-8")
        if reference is not None:
            other.write_text(reference, encoding="utf-8")
        told = ReadOptions(target_lang="en", reference_path=other, **options)
        rows = list(readers.read(path, told))
        return [
            (batch.targets[n], batch.references[n]) for batch in rows for n in range(len(batch))
        ]

    return reader


@pytest.mark.parametrize(
    ("text", "reference", "pairs"),
    [
        ("a. b.\nc", "A. B.\nC", [("a. b.", "A. B."), ("c", "C")]),
        ("a\n\nc\n\n", " A \n\nC", [("a", "A"), ("c", "C")]),
        ("a\r\nc", "\ufeffA\nC\n\n\n", [("a", "A"), ("c", "C")]),
        ("", "A", []),
    ],
)
def test_lines_stand_side_by_side(read, text, reference, pairs):
    assert pairs == read(text, reference)


def test_a_source_and_a_reference(read, tmp_path):
    (tmp_path / "src.txt").write_text("1\n2\n", encoding="utf-8")

    assert [("a", "A"), ("b", "B")] == read("a\nb\n", "A\nB\n", source_path=tmp_path / "src.txt")


@pytest.mark.parametrize(
    ("text", "reference", "line", "fault"),
    [
        ("a\nb\nc", "A\nB", 3, "ends before this line"),
        ("a\nb", "A\nB\nC", 2, "the text ends here"),
        ("a\nb\nc", "A\n\nC", 2, "this line is blank in the reference"),
        ("a\n\nc", "A\nB\nC", 2, "this line is blank, and in the reference"),
        ("\nb", "A\nB", 1, "this line is blank, and in the reference"),
    ],
)
def test_files_that_are_not_parallel_are_told_with_the_line(read, text, reference, line, fault):
    with pytest.raises(InputError, match=fault) as raised:
        read(text, reference)

    assert line == raised.value.line
    assert "ref.txt" in raised.value.message
    assert "line-aligned" in raised.value.hint


@pytest.mark.parametrize("reference", ["", " \n\n"])
def test_an_empty_reference_is_told(read, reference):
    with pytest.raises(InputError, match="the reference holds no text") as raised:
        read("a", reference)

    assert raised.value.path.endswith("ref.txt")


def test_a_missing_reference_is_told(read):
    with pytest.raises(InputError, match="no such file") as raised:
        read("a", None)

    assert raised.value.path.endswith("ref.txt")


def test_a_table_has_its_references_in_a_column(read):
    with pytest.raises(InputError, match="plain text only") as raised:
        read("target\na\n", "A\n", name="a.tsv")

    assert "column or field `reference`" in raised.value.hint
