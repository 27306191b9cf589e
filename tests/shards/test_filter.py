"""`corpus filter`, `stats` and `sample`: what is kept stands as it stood, nothing is lost."""

import gzip
import json

import pytest

from mtcheck import corpora
from mtcheck.errors import UsageError
from mtcheck.shards import texts
from tests.shards.made import PAIRS, check, jsonl, pairs, rows, tsv

WHERE = 'not rule("html-entity") and penalty < 5'


def kept_rows(out):
    return {row["row"] for row in rows(out) if row["keep"]}


def dropped(folder, name="a.jsonl"):
    return [json.loads(line) for line in (folder / "dropped" / name).read_text().splitlines()]


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz"])
@pytest.mark.parametrize("workers", [1, 2])
def test_lines_stay_as_they_are(tmp_path, suffix, workers):
    path = jsonl(tmp_path / f"a.{suffix}", pairs(50))
    check(tmp_path / "run", path, shard_rows=9, where=WHERE)
    counts = corpora.filter_corpus(tmp_path / "run", tmp_path / "out", WHERE, workers=workers)
    read = gzip.decompress if suffix.endswith("gz") else bytes
    lines = read(path.read_bytes()).splitlines()
    kept = kept_rows(tmp_path / "run")

    assert 0 < len(kept) < 50
    assert 50 - len(kept) == sum(counts["reasons"].values())
    assert "  fails: penalty < 5\n" in texts.filtered(counts, "out")
    assert {"kept": len(kept), "dropped": 50 - len(kept)} == {
        name: counts[name] for name in ("kept", "dropped")
    }
    assert [line for n, line in enumerate(lines, 1) if n in kept] == read(
        (tmp_path / "out/kept" / path.name).read_bytes()
    ).splitlines()
    assert set(range(1, 51)) - kept == {row["row"] for row in dropped(tmp_path / "out")}
    assert {'fails: not rule("html-entity")', "fails: penalty < 5"} >= {
        row["reason"] for row in dropped(tmp_path / "out")
    }


def test_a_table_keeps_its_header_and_a_pair_its_lines(tmp_path):
    made = pairs(20)
    table = tsv(tmp_path / "in" / "t.tsv", made) if (tmp_path / "in").mkdir() is None else None
    for tag, index in (("zh", 0), ("en", 1)):
        text = "".join(pair[index] + "\n" for pair in made)
        (tmp_path / "in" / f"m.{tag}").write_text(text, encoding="utf-8")
    check(tmp_path / "run", tmp_path / "in", shard_rows=6, where=WHERE)
    corpora.filter_corpus(tmp_path / "run", tmp_path / "out", WHERE, workers=1)
    kept = sorted(
        row["row"] for row in rows(tmp_path / "run") if row["keep"] and "m.en" in row["path"]
    )

    lines = table.read_text().splitlines()
    assert [lines[0], *(lines[n] for n in kept)] == (
        tmp_path / "out/kept/t.tsv"
    ).read_text().splitlines()
    for tag, index in (("zh", 0), ("en", 1)):
        assert [made[n - 1][index] for n in kept] == (
            tmp_path / f"out/kept/m.{tag}"
        ).read_text().splitlines()


def test_parquet_keeps_all_its_columns(tmp_path):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    made = pairs(30)
    columns = {"n": range(1, 31), "source": [s for s, _ in made], "target": [t for _, t in made]}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet", row_group_size=8)
    check(tmp_path / "run", tmp_path / "a.parquet", shard_rows=8, where=WHERE)
    corpora.filter_corpus(tmp_path / "run", tmp_path / "out", WHERE, workers=1)
    found = pq.read_table(tmp_path / "out/kept/a.parquet").to_pydict()

    assert sorted(kept_rows(tmp_path / "run")) == found["n"]
    assert [made[n - 1][1] for n in found["n"]] == found["target"]


def test_other_formats_are_written_as_jsonl(tmp_path):
    units = "".join(
        f'<tu><tuv xml:lang="zh"><seg>{s}</seg></tuv><tuv xml:lang="en"><seg>{t}</seg></tuv></tu>'
        for s, t in [("一个。", "One."), ("去学校。", "To to school.")]
    )
    path = tmp_path / "a.tmx"
    path.write_text(f'<tmx version="1.4"><header srclang="zh"/><body>{units}</body></tmx>')
    where = 'not rule("adjacent-duplicate-word")'
    check(tmp_path / "run", path, where=where)
    corpora.filter_corpus(tmp_path / "run", tmp_path / "out", where, workers=1)
    line = json.loads((tmp_path / "out/kept/a.tmx.jsonl").read_text())

    assert ("一个。", "One.", "zh") == (line["source"], line["target"], line["source_lang"])
    assert ["2"] == [row["id"] for row in dropped(tmp_path / "out", "a.tmx.jsonl")]


def test_duplicates_can_be_dropped(tmp_path):
    path = jsonl(tmp_path / "a.jsonl", [*pairs(7), *pairs(7)])
    check(tmp_path / "run", path, shard_rows=4)
    counts = corpora.filter_corpus(tmp_path / "run", tmp_path / "out", "not duplicate", workers=1)

    assert (7, 7) == (counts["kept"], counts["dropped"])
    assert list(range(8, 15)) == [row["row"] for row in dropped(tmp_path / "out")]


def test_rows_that_cannot_be_read_are_not_kept(tmp_path):
    path = jsonl(tmp_path / "a.jsonl", [*pairs(2), "{no", *pairs(1)])
    check(tmp_path / "run", path)
    counts = corpora.filter_corpus(tmp_path / "run", tmp_path / "out", "words >= 0", workers=1)

    assert 3 == counts["kept"]
    assert 3 == len((tmp_path / "out/kept/a.jsonl").read_text().splitlines())


def test_a_corpus_that_changed_since_is_told(tmp_path):
    path = jsonl(tmp_path / "a.jsonl", pairs(9))
    check(tmp_path / "run", path)
    jsonl(path, pairs(10))
    counts = corpora.filter_corpus(tmp_path / "run", tmp_path / "out", "words > 0", workers=1)

    assert "has changed since it was checked" in counts["unread"][0]["reason"]


def test_a_folder_that_holds_something_is_refused(tmp_path):
    check(tmp_path / "run", jsonl(tmp_path / "a.jsonl", pairs(9)))
    with pytest.raises(UsageError, match="is not empty"):
        corpora.filter_corpus(tmp_path / "run", tmp_path / "run", "words > 0", workers=1)


def test_a_sample_is_the_same_each_time_and_of_that_rule(tmp_path):
    check(tmp_path / "run", jsonl(tmp_path / "a.jsonl", pairs(70)), shard_rows=20)
    found = corpora.corpus_sample(tmp_path / "run", "html-entity", 4)

    assert found == corpora.corpus_sample(tmp_path / "run", "html-entity", 4)
    assert [("html-entity", "& amp;")] * 4 == [(row["rule"], row["text"]) for row in found]
    assert found[0]["target"] in texts.samples(found)


def test_a_sample_of_a_rule_that_found_nothing(tmp_path):
    check(tmp_path / "run", jsonl(tmp_path / "a.jsonl", pairs(70)))
    with pytest.raises(UsageError, match="did you mean `html-entity`"):
        corpora.corpus_sample(tmp_path / "run", "html-entitty", 4)


def test_statistics_add_up(tmp_path):
    summary = check(tmp_path / "run", jsonl(tmp_path / "a.jsonl", pairs(70)), shard_rows=20)

    assert summary == corpora.corpus_summary(tmp_path / "run")
    assert 70 == sum(summary["histogram"]) == summary["kept"] + summary["dropped"]
    assert summary["dropped"] == sum(summary["reasons"].values())
    assert f"{70 // len(PAIRS):>12}  html-entity" in texts.statistics(summary)


@pytest.mark.parametrize(
    "verb", [corpora.corpus_summary, lambda run: corpora.corpus_sample(run, "x", 1)]
)
def test_a_folder_without_a_run(tmp_path, verb):
    with pytest.raises(UsageError, match="holds no checked corpus"):
        verb(tmp_path)


def test_what_stands_in_a_corpus_is_inert(tmp_path):
    hostile = "<script>alert(1)</script> \x1b[31m the the <img src=x onerror=alert(1)>"
    path = jsonl(tmp_path / "<b>.jsonl", [("好", hostile)])
    summary = check(tmp_path / "run", path)
    page = (tmp_path / "run/summary.html").read_text()
    shown = texts.samples(corpora.corpus_sample(tmp_path / "run", "adjacent-duplicate-word", 1))

    assert 1 == summary["rows"]
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "\x1b" not in page + shown
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("workers", [1, 2])
def test_sql_keeps_what_the_small_language_keeps(tmp_path, workers):
    path = jsonl(tmp_path / "a.jsonl", [*pairs(50), *pairs(9)])
    check(tmp_path / "run", path, shard_rows=9)
    asked = {
        'penalty < 5 and not rule("html-entity") and not duplicate': (
            "penalty < 5 and not list_contains(rules, 'html-entity') and not duplicate"
        ),
        'not rule("same-source-different-target")': (
            "row not in (select row from findings where rule = 'same-source-different-target')"
        ),
        'not rule("number-mismatch")': (
            "row not in (select row from findings where rule = 'number-mismatch')"
        ),
    }
    for n, (where, sql) in enumerate(asked.items()):
        plain, other = tmp_path / f"plain{n}", tmp_path / f"sql{n}"
        corpora.filter_corpus(tmp_path / "run", plain, where, workers=1)
        counts = corpora.filter_corpus(tmp_path / "run", other, sql=sql, workers=workers)

        assert 0 < counts["kept"] < 59
        assert (plain / "kept/a.jsonl").read_bytes() == (other / "kept/a.jsonl").read_bytes()
        assert {f"fails: {sql}"} == {row["reason"] for row in dropped(other)}


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("penalti < 5", 'Referenced column "penalti"'),
        ("penalty", "is no condition"),
        ("penalty < ", "Parser Error"),
        ("row in (select 1 from read_csv('/etc/passwd'))", "Permission Error"),
        (f"row in (select 1 from '{__file__}')", "Catalog Error"),
    ],
    ids=["column", "number", "syntax", "file", "table"],
)
def test_sql_that_is_none_or_reads_files_is_refused_at_once(tmp_path, sql, reason):
    check(tmp_path / "run", jsonl(tmp_path / "a.jsonl", pairs(3)))
    with pytest.raises(UsageError, match="--sql: ") as refused:
        corpora.filter_corpus(tmp_path / "run", tmp_path / "out", sql=sql)

    assert reason in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_what_sql_does_not_know_is_dropped(tmp_path):
    check(tmp_path / "run", jsonl(tmp_path / "a.jsonl", pairs(7)))
    corpora.filter_corpus(
        tmp_path / "run", tmp_path / "out", sql="reason is null or null", workers=1
    )

    assert len((tmp_path / "out/kept/a.jsonl").read_bytes().splitlines()) == len(
        kept_rows(tmp_path / "run")
    )


@pytest.mark.parametrize(
    ("where", "hint"),
    [('not rule("number-mismach")', "number-mismatch"), ('category("acuracy")', "accuracy")],
    ids=["rule", "category"],
)
def test_a_name_that_nothing_has_is_refused(tmp_path, where, hint):
    check(tmp_path / "run", jsonl(tmp_path / "a.jsonl", pairs(3)))
    with pytest.raises(UsageError, match="there is no") as refused:
        corpora.filter_corpus(tmp_path / "run", tmp_path / "out", where)

    assert hint in refused.value.hint


def test_sql_needs_tables_in_parquet(tmp_path):
    check(tmp_path / "run", jsonl(tmp_path / "a.jsonl", pairs(3)), format="jsonl")
    with pytest.raises(UsageError, match="needs tables in Parquet"):
        corpora.filter_corpus(tmp_path / "run", tmp_path / "out", sql="penalty < 5")
