"""Near duplicates: found in the whole corpus, and by no shared part of the words alone."""

import pytest

from mtcheck.errors import UsageError
from mtcheck.shards import near_duplicates
from tests.shards.made import check, jsonl, rows

pytest.importorskip("datasketch")

LONG = "The committee passed the new budget of the city yesterday after a debate of {} hours."


def pair(hours):
    return f"委员会昨天经过{hours}小时辩论通过了新的城市预算。", LONG.format(hours)


def test_nearly_the_same_pair_is_told(tmp_path):
    other = ("今天天气很好。", "The weather is fine today in all of the country.")
    first = jsonl(tmp_path / "a.jsonl", [pair("two"), other, pair("two")])
    second = jsonl(tmp_path / "b.jsonl", [("短。", "Short."), pair("three")])
    summary = check(tmp_path / "out", first, second, near=0.7, shard_rows=2)

    told = [(row["duplicate"], row["near_duplicate"]) for row in rows(tmp_path / "out")]
    assert [(False, False)] * 2 + [(True, False), (False, False), (False, True)] == told
    assert [1, 1] == [summary["duplicates"], summary["near"]]


def test_it_is_not_looked_for_unless_asked(tmp_path):
    summary = check(tmp_path / "out", jsonl(tmp_path / "a.jsonl", [pair("two"), pair("three")]))

    assert 0 == summary["near"]


@pytest.mark.parametrize("likeness", [0.5, 0.7, 0.8, 0.9])
def test_bands_find_what_is_alike(likeness):
    rows = near_duplicates.band_rows(likeness)
    missed = (1 - likeness**rows) ** (near_duplicates.PERMUTATIONS // rows)

    assert missed <= 1 - near_duplicates.CERTAINTY


@pytest.mark.parametrize("likeness", [0.1, 1.0, 8.0])
def test_a_likeness_that_cannot_be(tmp_path, likeness):
    with pytest.raises(UsageError, match="not between"):
        check(tmp_path / "out", jsonl(tmp_path / "a.jsonl", [pair("two")]), near=likeness)
