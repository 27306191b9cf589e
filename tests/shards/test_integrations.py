"""Pairs judged in memory, and the blocks for other pipelines that do so."""

import sys
from pathlib import Path

import pytest

from mtcheck import api, corpora
from mtcheck.config import Config
from mtcheck.errors import UsageError
from tests.shards.made import PAIRS, RULES, check, jsonl, pairs, rows

FOLDER = Path(__file__).parent.parent.parent / "docs" / "integrations"


CHECKER = api.Checker(Config(select=tuple(rule for rule in RULES if "same-source" not in rule)))


def judge(**settings):
    return corpora.PairJudge(source_lang="zh", target_lang="en", checker=CHECKER, **settings)


def test_a_pair_is_judged_as_in_a_corpus(tmp_path):
    made = pairs(60)
    check(tmp_path / "out", jsonl(tmp_path / "a.jsonl", made), checker=CHECKER)
    found = judge().judge(made)

    assert [
        (row["keep"], row["reason"], row["rules"], row["penalty"]) for row in rows(tmp_path / "out")
    ] == [(one.keep, one.reason, list(one.rules), one.penalty) for one in found]
    assert {True, False} == {one.keep for one in found}


def test_pairs_without_a_source_keep_their_places():
    found = judge().judge([("好。", "Good."), (None, "The the man."), ("坏。", "Bad.")])

    assert [(), ("adjacent-duplicate-word",), ()] == [one.rules for one in found]


def test_a_condition_on_a_rule_that_is_not_there():
    with pytest.raises(UsageError, match="no rule"):
        judge(where='not rule("html-entitty")')


@pytest.fixture
def on_path(monkeypatch):
    monkeypatch.syspath_prepend(str(FOLDER))
    yield
    for name in ("datatrove_filter", "opusfilter_filter"):
        sys.modules.pop(name, None)


@pytest.mark.filterwarnings("ignore")
def test_the_block_of_datatrove(on_path):
    data = pytest.importorskip("datatrove.data")
    from datatrove_filter import MtcheckFilter

    block = MtcheckFilter("zh", "en", where="findings = 0")
    documents = [
        data.Document(text=target, id=str(n), metadata={"source": source})
        for n, (source, target) in enumerate(PAIRS)
    ]
    kept = [doc.text for doc in block.run(documents)]

    assert PAIRS[1][1] in kept
    assert PAIRS[0][1] not in kept
    assert "adjacent-duplicate-word" in documents[0].metadata["mtcheck"]


@pytest.mark.filterwarnings("ignore")
def test_the_filter_of_opusfilter(on_path):
    pytest.importorskip("opusfilter")
    from opusfilter_filter import MtcheckFilter

    made = MtcheckFilter("zh", "en", most=0)
    kept = list(made.filter(list(pair) for pair in PAIRS))

    assert list(PAIRS[1]) in kept
    assert list(PAIRS[0]) not in kept
