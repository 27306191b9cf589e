"""Serial, pool and every cut of a corpus: the same bytes, with all rules."""

from mtcheck import api, corpora
from mtcheck.config import Config
from mtcheck.runners.base import Outcome
from mtcheck.runners.serial import SerialRunner
from mtcheck.shards import comparing
from tests import strategies
from tests.shards.made import check, contents, jsonl, pairs, rows

EVERYTHING = api.Checker(Config(min_confidence="low"))


def corpus(folder):
    texts = [*strategies.SNIPPETS, *strategies.BOILERPLATE, *strategies.CLEAN]
    rows = [{"target": text, "source": f"第{n}行。"} for n, text in enumerate(texts * 3)]
    rows += [{"target": text, "document": f"d{n // 9}"} for n, text in enumerate(texts)]
    return jsonl(folder / "a.jsonl", rows), jsonl(folder / "b.jsonl", [*pairs(99), *pairs(20)])


def test_a_pool_writes_what_one_process_writes(tmp_path):
    paths = corpus(tmp_path)
    check(tmp_path / "serial", *paths, checker=EVERYTHING, shard_rows=40)
    check(tmp_path / "pool", *paths, checker=EVERYTHING, shard_rows=40, workers=3)

    assert contents(tmp_path / "serial") == contents(tmp_path / "pool")


def test_parts_of_the_keys_are_compared_by_any_worker(tmp_path, monkeypatch):
    paths = corpus(tmp_path)
    check(tmp_path / "whole", *paths, checker=EVERYTHING, shard_rows=40)
    monkeypatch.setattr("mtcheck.shards.comparing.PART_CLAIMS", 30)
    monkeypatch.setattr("mtcheck.shards.comparing.PART_MEMBERS", 30)
    check(tmp_path / "parts", *paths, checker=EVERYTHING, shard_rows=40, workers=2)

    assert 0 < corpora.corpus_summary(tmp_path / "parts")["duplicates"]
    assert contents(tmp_path / "whole") == contents(tmp_path / "parts")


def test_a_part_that_cannot_be_compared_is_told_and_compared_again(tmp_path, monkeypatch):
    paths = corpus(tmp_path)
    check(tmp_path / "whole", *paths, checker=EVERYTHING, shard_rows=40)

    def dies(runner, work, tasks):
        for task in tasks:
            failed = isinstance(work, comparing.CompareClaims)
            yield Outcome(task, None, "died") if failed else Outcome(task, work(task))

    monkeypatch.setattr(SerialRunner, "run", dies)
    broken = check(tmp_path / "again", *paths, checker=EVERYTHING, shard_rows=40)
    monkeypatch.undo()
    check(tmp_path / "again", *paths, checker=EVERYTHING, shard_rows=40)

    assert "died" in {one["reason"] for one in broken["unread"]}
    assert contents(tmp_path / "whole") == contents(tmp_path / "again")


def test_the_size_of_shards_changes_no_row(tmp_path):
    paths = corpus(tmp_path)
    check(tmp_path / "small", *paths, checker=EVERYTHING, shard_rows=7)
    check(tmp_path / "large", *paths, checker=EVERYTHING, shard_rows=10_000)

    for folder in ("results", "findings", "corpus"):
        assert rows(tmp_path / "small", folder) == rows(tmp_path / "large", folder)
