"""`corpus check`: every row is in the results, whatever the format, and nothing twice."""

import json

import pytest

from mtcheck.errors import InputError, UsageError
from mtcheck.shards import base
from tests.shards.made import PAIRS, check, contents, jsonl, pairs, rows, tsv

FACTS = ("row", "words", "critical", "major", "minor", "penalty", "rules", "duplicate", "keep")


def facts(out):
    return [[row[name] for name in FACTS] for row in rows(out)]


def moses(folder, made):
    (folder / "x.zh").write_text("".join(source + "\n" for source, _ in made), encoding="utf-8")
    (folder / "x.en").write_text("".join(target + "\n" for _, target in made), encoding="utf-8")
    return folder / "x.zh", folder / "x.en"


def parquet(path, made, **options):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    columns = {"source": [pair[0] for pair in made], "target": [pair[1] for pair in made]}
    pq.write_table(pa.table(columns), path, **options)
    return path


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """What is found in 50 pairs."""
    folder = tmp_path_factory.mktemp("expected")
    check(folder / "out", jsonl(folder / "a.jsonl", pairs(50)))
    found = facts(folder / "out")
    assert list(range(1, 51)) == [row[0] for row in found]
    assert {"adjacent-duplicate-word", "html-entity"} <= {rule for row in found for rule in row[6]}
    return found


@pytest.mark.parametrize("shard_rows", [3, 50])
@pytest.mark.parametrize("format", ["jsonl", "jsonl.gz", "tsv", "moses", "parquet", "plain"])
def test_formats_and_shards_change_nothing(tmp_path, expected, format, shard_rows):
    made = pairs(50)
    columns = {}
    if format == "moses":
        paths = moses(tmp_path, made)
    elif format == "parquet":
        paths = [parquet(tmp_path / "a.parquet", made, row_group_size=7)]
    elif format.startswith("jsonl"):
        paths = [jsonl(tmp_path / f"a.{format}", made)]
    elif format == "plain":
        paths = [tsv(tmp_path / "a.tsv", made, header=None)]
        columns = {"source": "1", "target": "2"}
    else:
        paths = [tsv(tmp_path / "a.tsv", made)]
    check(tmp_path / "out", *paths, shard_rows=shard_rows, columns=columns)

    found = facts(tmp_path / "out")
    shift = 1 if format == "tsv" else 0
    assert expected == [[row[0] - shift, *row[1:]] for row in found]


def test_row_by_row_and_columns_find_the_same(tmp_path, monkeypatch):
    rare = ["", {"target": "Only a target.", "id": "a7"}, {"source": None, "target": "The the."}]
    path = jsonl(tmp_path / "a.jsonl", [*pairs(20), {"target": "X \u2028 y", "document": "d"}])
    other = jsonl(tmp_path / "b.jsonl", [*rare, *pairs(20)])
    check(tmp_path / "columns", path, other, format="jsonl", shard_rows=9)
    monkeypatch.setattr("mtcheck.shards.reading.has_pyarrow", lambda: False)
    check(tmp_path / "rows", path, other, format="jsonl", shard_rows=9)

    assert contents(tmp_path / "columns") == contents(tmp_path / "rows")


def test_a_document_is_not_cut(tmp_path):
    rows_of = [{"target": f"Mr. Smith said no. {n}", "document": f"d{n // 7}"} for n in range(30)]
    check(tmp_path / "out", jsonl(tmp_path / "a.jsonl", rows_of), shard_rows=3)
    starts = sorted(
        json.loads(path.read_text())["first"] for path in (tmp_path / "out/shards").glob("*")
    )

    assert [1, 8, 15, 22, 29] == starts


def test_rows_that_cannot_be_read_are_told_and_the_others_are_checked(tmp_path, monkeypatch):
    monkeypatch.setattr(base, "LONGEST_TEXT", 1000)
    monkeypatch.setattr("mtcheck.shards.arrow.LONGEST_TEXT", 1000)
    monkeypatch.setattr("mtcheck.shards.reading.LONGEST_TEXT", 1000)
    lines = [*pairs(3), ("长", "long " * 400), "{not json", '{"source": "x"}', *pairs(2)]
    summary = check(tmp_path / "out", jsonl(tmp_path / "a.jsonl", lines))

    assert [1, 2, 3, 7, 8] == [row["row"] for row in rows(tmp_path / "out")]
    assert [4, 5, 6] == [one["row"] for one in summary["unread"]]
    assert [5, 3] == [summary["rows"], summary["unreadable"]]
    assert "2,000 bytes is no segment" in summary["unread"][0]["reason"]


@pytest.mark.parametrize("arrow", [True, False])
def test_fields_too_many_and_too_few(tmp_path, monkeypatch, arrow):
    if not arrow:
        monkeypatch.setattr("mtcheck.shards.reading.has_pyarrow", lambda: False)
    path = tsv(tmp_path / "a.tsv", [*pairs(2), "one", ("a", "b", "c"), *pairs(1), ("", "")])
    summary = check(tmp_path / "out", path, format="jsonl")

    assert [2, 3, 6, 7] == [row["row"] for row in rows(tmp_path / "out")]
    assert [(4, "1 fields, not 2"), (5, "3 fields, not 2")] == [
        (one["row"], one["reason"]) for one in summary["unread"]
    ]


def test_bytes_that_are_not_utf8_cost_their_line_only(tmp_path):
    path = tsv(tmp_path / "a.tsv", pairs(4))
    path.write_bytes(path.read_bytes() + b"\xff\xfe\tbad\n" + "好\tGood.\r\n".encode())
    summary = check(tmp_path / "out", path)

    assert [2, 3, 4, 5, 7] == [row["row"] for row in rows(tmp_path / "out")]
    assert [(6, "not UTF-8")] == [(one["row"], one["reason"]) for one in summary["unread"]]


def test_a_parquet_file_cut_short_is_told_and_the_others_are_checked(tmp_path):
    good = parquet(tmp_path / "a.parquet", pairs(9))
    bad = parquet(tmp_path / "b.parquet", pairs(9))
    bad.write_bytes(bad.read_bytes()[:-20])
    summary = check(tmp_path / "out", good, bad)

    assert 9 == summary["rows"]
    assert [str(bad)] == [one["path"] for one in summary["unread"]]


def test_a_damaged_row_group_costs_its_shard_only(tmp_path):
    path = parquet(tmp_path / "a.parquet", pairs(40), row_group_size=10, compression="gzip")
    import pyarrow.parquet as pq

    column = pq.ParquetFile(path).metadata.row_group(2).column(1)
    data = bytearray(path.read_bytes())
    start = column.dictionary_page_offset or column.data_page_offset
    data[start : start + column.total_compressed_size] = b"\x00" * column.total_compressed_size
    path.write_bytes(data)
    summary = check(tmp_path / "out", path, shard_rows=10)

    assert [*range(1, 21), *range(31, 41)] == [row["row"] for row in rows(tmp_path / "out")]
    assert 1 == len(summary["unread"])
    assert "rows from 21 on" in summary["unread"][0]["reason"]


def test_files_of_a_pair_that_are_not_alike(tmp_path):
    zh, en = moses(tmp_path, pairs(5))
    en.write_text(en.read_text() + "One more.\n")
    summary = check(tmp_path / "out", zh, en)

    assert 5 == summary["rows"]
    assert "ends before line 6" in summary["unread"][0]["reason"]


def test_languages_of_pairs_come_from_their_names(tmp_path):
    for tag, index in (("zh", 0), ("en", 1)):
        lines = "".join(pair[index] + "\n" for pair in PAIRS)
        (tmp_path / f"news.zh-en.{tag}").write_text(lines, encoding="utf-8")
    summary = check(tmp_path / "out", tmp_path, source_lang=None, target_lang=None)

    assert [["zh-en"]] == [one["languages"] for one in summary["by_input"]]


def test_rows_may_name_their_languages(tmp_path):
    made = [
        {
            "source": "Das ist gut.",
            "target": "This is is good.",
            "source_lang": "de",
            "target_lang": "en",
        },
        {
            "source": "This is good.",
            "target": "Das ist ist gut.",
            "source_lang": "en",
            "target_lang": "de",
        },
        {"source": "No.", "target": "Nein.", "source_lang": "en", "target_lang": "de"},
    ]
    check(tmp_path / "out", jsonl(tmp_path / "a.jsonl", made * 3), source_lang=None)

    assert list(range(1, 10)) == [row["row"] for row in rows(tmp_path / "out")]


def test_duplicates_are_told_in_the_whole_corpus(tmp_path):
    first = jsonl(tmp_path / "a.jsonl", [("一", "One."), ("二", "Two."), ("一", "One.")])
    second = jsonl(tmp_path / "b.jsonl", [("二", "Two."), ("二", "Too."), ("三", "Three.")])
    summary = check(tmp_path / "out", first, second, shard_rows=2)

    assert 2 == summary["duplicates"]
    assert [False, False, True, True, False, False] == [
        row["duplicate"] for row in rows(tmp_path / "out")
    ]


def test_one_source_with_several_targets_is_found_across_shards(tmp_path):
    pair = ("委员会昨天在北京通过了新的预算。", "The committee passed the new budget yesterday.")
    other = (pair[0], "The committee failed to pass the new budget yesterday in the city.")
    path = jsonl(tmp_path / "a.jsonl", [pair, *pairs(20), pair, *pairs(10), other])
    summary = check(tmp_path / "out", path, shard_rows=5)
    found = [row["row"] for row in rows(tmp_path / "out", "corpus") if "same" in row["rule"]]
    told = {row["row"]: row["rules"] for row in rows(tmp_path / "out")}

    assert 33 in found
    assert "same-source-different-target" in told[33]
    assert summary["rows_by_rule"]["same-source-different-target"] == len(set(found))


def test_nothing_to_read(tmp_path):
    with pytest.raises(InputError, match="nothing to read"):
        check(tmp_path / "out", tmp_path / "none*.jsonl")


def test_a_missing_input_is_told_and_the_others_are_checked(tmp_path):
    summary = check(tmp_path / "out", jsonl(tmp_path / "a.jsonl", pairs(3)), tmp_path / "b.jsonl")

    assert 3 == summary["rows"]
    assert [str(tmp_path / "b.jsonl")] == [one["path"] for one in summary["unread"]]


def test_results_are_no_inputs(tmp_path):
    jsonl(tmp_path / "a.jsonl", pairs(3))
    first = check(tmp_path / "out", tmp_path, format="jsonl")

    assert first == check(tmp_path / "out", tmp_path, format="jsonl")


@pytest.mark.parametrize(("name", "text"), [("b.jsonl", ""), ("b.tsv", "source\ttarget\n")])
def test_an_input_without_rows_is_told(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    summary = check(tmp_path / "out", jsonl(tmp_path / "a.jsonl", pairs(3)), tmp_path / name)

    assert 3 == summary["rows"]
    assert "holds no rows" in summary["unread"][0]["reason"]


def test_a_table_without_a_header_says_what_to_do(tmp_path):
    path = tsv(tmp_path / "a.tsv", pairs(3), header=None)
    summary = check(tmp_path / "out", path)

    assert "or --columns source=1,target=2" in summary["unread"][0]["reason"]


def test_a_half_of_a_pair(tmp_path):
    moses(tmp_path, pairs(3))
    with pytest.raises(UsageError, match="not a pair of files"):
        check(tmp_path / "out", tmp_path / "x.en")


def test_a_condition_that_means_nothing(tmp_path):
    path = jsonl(tmp_path / "a.jsonl", pairs(3))
    with pytest.raises(UsageError, match="there is no rule `html-entitty`"):
        check(tmp_path / "out", path, where='not rule("html-entitty")')


@pytest.mark.parametrize(
    ("keys", "columns"),
    [(("src", "mt"), {}), (("zh", "en"), {"source": "zh", "target": "en"})],
    ids=["usual", "told"],
)
def test_keys_of_json_may_have_other_names(tmp_path, keys, columns):
    records = [dict(zip(keys, pair, strict=True)) for pair in pairs(7)]
    faulty = [*records[:3], "{not JSON", *records[3:]]
    wanted = check(tmp_path / "plain", jsonl(tmp_path / "plain.jsonl", pairs(7)))
    for name, lines in (("columns", records), ("rows", faulty)):
        path = jsonl(tmp_path / f"{name}.jsonl", lines)
        found = check(tmp_path / name, path, columns=columns)

        assert wanted["findings_by_rule"] == found["findings_by_rule"]


def test_json_without_a_target_says_which_keys_there_are(tmp_path):
    good = jsonl(tmp_path / "a.jsonl", pairs(3))
    bad = jsonl(tmp_path / "b.jsonl", [{"text": "Eins.", "zh": "One."}] * 200)
    summary = check(tmp_path / "out", good, bad)
    (told,) = summary["unread"]

    assert 3 == summary["rows"]
    assert "no target column; the columns are 'text', 'zh'" in told["reason"]
    assert "--columns target=NAME" in told["reason"]
