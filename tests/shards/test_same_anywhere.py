"""Serial, pool and every cut of a corpus: the same bytes, with all rules."""

from mtcheck import api
from mtcheck.config import Config
from tests import strategies
from tests.shards.made import check, contents, jsonl, pairs, rows

EVERYTHING = api.Checker(Config(min_confidence="low"))


def corpus(folder):
    texts = [*strategies.SNIPPETS, *strategies.BOILERPLATE, *strategies.CLEAN]
    rows = [{"target": text, "source": f"第{n}行。"} for n, text in enumerate(texts * 3)]
    rows += [{"target": text, "document": f"d{n // 9}"} for n, text in enumerate(texts)]
    return jsonl(folder / "a.jsonl", rows), jsonl(folder / "b.jsonl", pairs(99))


def test_a_pool_writes_what_one_process_writes(tmp_path):
    paths = corpus(tmp_path)
    check(tmp_path / "serial", *paths, checker=EVERYTHING, shard_rows=40)
    check(tmp_path / "pool", *paths, checker=EVERYTHING, shard_rows=40, workers=3)

    assert contents(tmp_path / "serial") == contents(tmp_path / "pool")


def test_the_size_of_shards_changes_no_row(tmp_path):
    paths = corpus(tmp_path)
    check(tmp_path / "small", *paths, checker=EVERYTHING, shard_rows=7)
    check(tmp_path / "large", *paths, checker=EVERYTHING, shard_rows=10_000)

    for folder in ("results", "findings", "corpus"):
        assert rows(tmp_path / "small", folder) == rows(tmp_path / "large", folder)
