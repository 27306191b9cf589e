"""What a long run keeps: findings and hashes, no texts."""

import gc
import io

import pytest

from mtcheck.batch import Row, batches
from mtcheck.checker import Checker
from mtcheck.reporters.json import JsonReporter
from mtcheck.text.columns import TextColumn

SOURCE = "Satz Nummer {} kostet 20 % mehr als der alte Satz in der <b>langen</b> Liste."
TARGET = "Sentence number {} costs 30 %  more than the old one of the <b>long</b> list."
PATH = "kept.tsv"


def read():
    rows = (
        Row(str(n), TARGET.format(n), n + 1, SOURCE.format(n), None, None, "de", "en")
        for n in range(300)
    )
    return batches(PATH, rows, size=100)


@pytest.fixture(scope="module")
def engine():
    return Checker().engine


def test_no_column_of_a_batch_outlives_its_check(engine):
    for batch in read():
        assert engine.check(batch).findings
    gc.collect()

    alive = [one for one in gc.get_objects() if type(one) is TextColumn]
    assert not [one for one in alive if "Sentence number" in one.text or "Satz Nummer" in one.text]


def written(report):
    stream = io.StringIO()
    JsonReporter().write(report, stream)
    return stream.getvalue()


def test_without_excerpts_the_report_keeps_no_segment_and_says_the_same():
    with_them, without = (
        Checker(excerpts=excerpts).check_batches(PATH, read) for excerpts in (True, False)
    )

    assert with_them.segments
    assert not without.segments
    assert written(with_them) == written(without)
