import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.errors import InputError, UsageError
from mtcheck.readers import ReadOptions
from mtcheck.readers.table import CsvReader, TsvReader


def read(text: str | bytes, reader=TsvReader, columns=None):
    """The segments, and the error raised after them."""
    data = text.encode() if isinstance(text, str) else text
    options = ReadOptions(source_lang="zh", target_lang="en", columns=columns or {})
    segments = []
    try:
        for batch in reader().read("a.tsv", io.BytesIO(data), options):
            segments += map(batch.segment, range(len(batch)))
    except InputError as error:
        return segments, error
    return segments, None


def targets(text, reader=TsvReader, columns=None):
    segments, error = read(text, reader, columns)
    assert error is None
    return [segment.target for segment in segments]


def test_all_fields_are_read():
    header = "\t".join(["ID", "Src", "MT", "Ref", "docid", "source_lang", "target_lang", "x"])
    segments, error = read(f"{header}\n7\t二\tTwo\t2\td\tja\tde\ty\n\t三\tThree\t\t\t\t\t\n")
    two, three = segments

    assert error is None
    assert (two.id, two.source, two.target, two.reference) == ("7", "二", "Two", "2")
    assert (two.document, two.source_lang, two.target_lang) == ("d", "ja", "de")
    assert (three.id, three.document, three.source_lang) == ("3", None, "zh")
    assert (three.location.line, three.location.offset) == (3, None)


@pytest.mark.parametrize("name", ["target", "tgt", "mt", "translation", "hypothesis", " Target "])
def test_the_target_is_found_by_its_name(name):
    assert targets(f"n\t{name}\n1\ta\n") == ["a"]


def test_named_columns_come_first():
    columns = {"target": "system B", "source": "zh"}
    segments, _ = read("target\tzh\tsystem B\na\tb\tc\n", columns=columns)

    assert [(s.target, s.source) for s in segments] == [("c", "b")]


@pytest.mark.parametrize(
    ("header", "columns", "words"),
    [
        ("id\ttext", {}, "no target column; the columns are 'id', 'text'"),
        (
            "id\ttarget",
            {"source": "zh"},
            "no column 'zh' for source; the columns are 'id', 'target'",
        ),
        ("id\ttext", {"target": "Text"}, "no column 'Text' for target"),
    ],
)
def test_a_missing_column_names_the_columns_there_are(header, columns, words):
    _, error = read(header + "\na\tb\n", columns=columns)

    assert error is not None
    assert words in error.message
    assert "--columns " in (error.hint or "")
    assert "=NAME" in (error.hint or "")


def test_an_unknown_field_is_a_usage_error():
    with pytest.raises(UsageError, match="unknown field 'tgt'"):
        read("target\na\n", columns={"tgt": "target"})


@pytest.mark.parametrize("text", ["", "\n\n", "target\n", "target"])
@pytest.mark.parametrize("reader", [TsvReader, CsvReader])
def test_an_empty_table_has_no_rows(text, reader):
    assert targets(text, reader) == []


def test_tsv_has_no_quoting():
    assert targets('target\tid\n"a\t1\nb"\t2\n""\t3\n') == ['"a', 'b"', '""']


def test_csv_fields_may_hold_commas_quotes_and_line_ends():
    segments, error = read('id,target\r\n1,"a, ""b""\r\nc"\r\n\r\n2,d\n', CsvReader)

    assert error is None
    assert [s.target for s in segments] == ['a, "b"\r\nc', "d"]
    assert [s.location.line for s in segments] == [2, 5]


@pytest.mark.parametrize(
    ("reader", "text", "line", "reason"),
    [
        (TsvReader, "id\ttarget\n1\ta\n2\n3\tb\n", 3, "1 field, but the header has 2"),
        (TsvReader, "id\ttarget\n1\ta\n2\tx\ty\n3\tb\n", 3, "3 fields, but the header has 2"),
        (CsvReader, "id,target\n1,a\n2,x,y\n3,b\n", 3, "3 fields, but the header has 2"),
        (CsvReader, 'id,target\n1,a\n2,"x"y\n3,b\n', 3, "not CSV"),
        (CsvReader, 'id,target\n1,a\n3,b\n4,"x\ny\n', 4, "a quote opens here and is never closed"),
    ],
)
def test_a_bad_record_is_reported_and_the_others_are_read(reader, text, line, reason):
    segments, error = read(text, reader)

    assert [s.target for s in segments] == ["a", "b"]
    assert error is not None
    assert line == error.line
    assert reason in error.message


def test_a_bad_header_is_reported():
    _, error = read('"target\na\n', CsvReader)

    assert error is not None
    assert error.line == 1


FIELDS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\ufeff"))


@given(st.lists(st.tuples(FIELDS, FIELDS), max_size=10))
def test_what_csv_writes_is_read_back(rows):
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([("target", "source"), *rows])
    segments, error = read(stream.getvalue(), CsvReader)

    assert error is None
    assert [(s.target, s.source) for s in segments] == rows


@given(st.lists(FIELDS.filter(lambda text: not set(text) & set("\t\r\n")), max_size=10))
def test_what_tsv_holds_is_read_back(fields):
    assert targets("target\tx\n" + "".join(f"{field}\ty\n" for field in fields)) == fields


@given(st.binary(), st.sampled_from([TsvReader, CsvReader]))
def test_no_bytes_raise_anything_but_input_error(data, reader):
    read(data, reader)
    read(b"id\ttarget\n1,target\n" + data, reader, {})
    read(b"target,id\n" + data, CsvReader)


@pytest.mark.parametrize("columns", ["", "\ttarget_lang"])
def test_a_document_is_never_cut(columns):
    """A table with a column of languages is read row by row, another one by columns."""
    rows = [f"{n}\td{n // 3000}\tText {n}{columns and columns[0]}" for n in range(7000)]
    data = "\n".join([f"id\tdoc\ttarget{columns}", *rows, "short"]).encode()
    found = []
    with pytest.raises(InputError, match="line 7002: 1 field, but the header has"):
        found.extend(TsvReader().read("a.tsv", io.BytesIO(data), ReadOptions(target_lang="en")))

    assert [[part.id for part in batch.documents] for batch in found] == [["d0", "d1"], ["d2"]]
    assert [text for batch in found for text in batch.targets] == [f"Text {n}" for n in range(7000)]
    assert [line for batch in found for line in batch.lines] == [*range(2, 7002)]
    assert [id for batch in found for id in batch.ids] == [*map(str, range(7000))]
