"""Similarity on corpora: only rows that cheap rules doubt, and a sample of all others."""

import pytest

from mtcheck import api, corpora
from mtcheck.config import Config
from mtcheck.errors import UsageError
from mtcheck.runners import runner
from mtcheck.shards import texts
from mtcheck.shards.base import CorpusOptions
from tests.shards.made import check, contents, jsonl, rows

RULES = ("number-mismatch", "detached-translation", "misplaced-translation")
CHECKER = api.Checker(Config(select=RULES, similarity="use"))

TRUE = (
    "Der Minister trat am Freitag nach {} Jahren zurück.",
    "The minister resigned after {} years.",
)
DETACHED = ("Dominique Bussereau ist Staatssekretär.", "The soup was far too salty for anyone.")
DOUBTFUL = (
    "Dominique Bussereau ist seit 12 Jahren Staatssekretär.",
    "The soup was far too salty and cold for the 900 guests.",
)
LANGUAGES = {"source_lang": "de", "target_lang": "en"}


def meanings(out):
    return [row["row"] for row in rows(out, "findings") if row["rule"] == "detached-translation"]


def true(count):
    return [(TRUE[0].format(n), TRUE[1].format(n)) for n in range(10, 10 + count)]


@pytest.mark.parametrize(
    ("sample", "found", "sampled"), [(0.0, [2], 0), (1.0, [1, 2], 6)], ids=["doubted", "all"]
)
def test_rows_in_doubt_are_compared_and_others_as_the_sample_wants(
    tmp_path, sample, found, sampled
):
    path = jsonl(tmp_path / "a.jsonl", [DETACHED, DOUBTFUL, *true(5)])
    summary = check(tmp_path / "out", path, checker=CHECKER, sample=sample, **LANGUAGES)
    tiers = summary["similarity"]

    assert found == meanings(tmp_path / "out")
    assert (1, 1) == (tiers["doubtful"], tiers["doubtful_flagged"])
    assert (sampled, len(found) - 1) == (tiers["sampled"], tiers["sampled_flagged"])


def test_a_length_that_is_unusual_is_a_doubt(tmp_path):
    checker = api.Checker(
        Config(select=("target-too-short", "detached-translation"), similarity="use")
    )
    short = ("Das Parlament stimmte dem Gesetz gestern am späten Abend zu.", "The soup was salty.")
    path = jsonl(tmp_path / "a.jsonl", [short, *true(5)])
    summary = check(tmp_path / "out", path, checker=checker, sample=0, **LANGUAGES)

    assert [1] == meanings(tmp_path / "out")
    assert 1 == summary["similarity"]["doubtful"]


def test_the_sample_is_drawn_by_the_texts_and_its_share_holds(tmp_path):
    pairs = [(f"{DETACHED[0]} {n}.", f"{DETACHED[1]} {n}.") for n in range(400)]
    one = jsonl(tmp_path / "a.jsonl", pairs)
    other = jsonl(tmp_path / "b.jsonl", [*true(7), *reversed(pairs)])
    options = {"checker": CHECKER, "sample": 0.1, **LANGUAGES}
    drawn = check(tmp_path / "one", one, **options)["similarity"]["sampled"]
    check(tmp_path / "other", other, shard_rows=50, **options)

    assert 20 <= drawn <= 60
    assert [408 - row for row in reversed(meanings(tmp_path / "other"))] == meanings(
        tmp_path / "one"
    )


def test_neither_workers_nor_shards_change_a_byte(tmp_path):
    documents = [
        {"source": source, "target": target, "document": f"d{n // 4}"}
        for n, (source, target) in enumerate([DETACHED, DOUBTFUL, *true(6)] * 6)
    ]
    path = jsonl(tmp_path / "a.jsonl", documents)
    options = {"checker": CHECKER, "sample": 0.3, "shard_rows": 10, **LANGUAGES}
    check(tmp_path / "serial", path, **options)
    check(tmp_path / "pool", path, **options, workers=2)
    check(tmp_path / "whole", path, **{**options, "shard_rows": 1000})

    assert contents(tmp_path / "serial") == contents(tmp_path / "pool")
    assert rows(tmp_path / "serial", "findings") == rows(tmp_path / "whole", "findings")


def test_a_pair_of_unknown_language_among_others_is_counted_and_not_compared(tmp_path):
    hindi = {"source": DOUBTFUL[0], "target": DOUBTFUL[1], "source_lang": "hi"}
    path = jsonl(tmp_path / "a.jsonl", [hindi, DOUBTFUL])
    summary = check(tmp_path / "out", path, checker=CHECKER, sample=0, **LANGUAGES)

    assert [2] == meanings(tmp_path / "out")
    assert 1 == summary["similarity"]["unknown_language"]
    assert "1 not compared: the model does not know" in texts.statistics(summary)


def test_a_language_that_is_told_and_unknown_is_refused_at_once(tmp_path):
    path = jsonl(tmp_path / "a.jsonl", true(3))
    with pytest.raises(UsageError, match="does not know the language hi"):
        check(tmp_path / "out", path, checker=CHECKER, source_lang="hi", target_lang="en")

    assert not (tmp_path / "out").exists()


def test_another_sample_is_another_run(tmp_path):
    path = jsonl(tmp_path / "a.jsonl", true(3))
    check(tmp_path / "out", path, checker=CHECKER, sample=0, **LANGUAGES)
    with pytest.raises(UsageError, match=r"sample was 0, is 0\.5"):
        check(tmp_path / "out", path, checker=CHECKER, sample=0.5, **LANGUAGES)


def test_what_it_cost_is_told_and_not_kept(tmp_path):
    fresh = [
        (f"{source} Heute, {n}.", f"{target} Today, {n}.")
        for n, (source, target) in enumerate(true(3))
    ]
    path, steps = jsonl(tmp_path / "a.jsonl", fresh), []
    how = corpora.CorpusRun(CorpusOptions("de", "en"), sample=1, workers=1)
    summary = corpora.check_corpus(CHECKER, [str(path)], tmp_path / "out", how, steps.append)

    assert 6 == steps[0].took["sentences"]
    assert "6 sentences embedded, " in texts.brief(summary, "out", steps[0].took)
    assert not any(b"embedding_seconds" in data for data in contents(tmp_path / "out").values())


def test_gpus_are_for_ray():
    with pytest.raises(UsageError, match="--gpus is for workers of Ray"):
        runner("local", 1, None, 1)
