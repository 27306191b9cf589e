"""What a long run keeps: findings and hashes, no texts."""

import gc
import io

import pytest

from mtcheck import corpus, spool
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


def test_what_lies_in_a_file_is_reported_as_if_it_stood_in_memory(monkeypatch):
    in_memory = Checker().check_batches(PATH, read)
    monkeypatch.setattr(spool, "MOST", 20)
    aside = Checker().check_batches(PATH, read)

    assert isinstance(in_memory.findings, tuple)
    assert not isinstance(aside.findings, tuple)
    assert written(in_memory) == written(aside)
    assert in_memory.segments == dict(aside.segments)


def contradicting(count):
    """Rows of which every fourth has the source of the row before, and another target."""
    made = [(n, SOURCE.format(n - (n % 4 == 1)), TARGET.format(n)) for n in range(count)]
    rows = (Row(str(n), after, n, before, None, None, "de", "en") for n, before, after in made)
    return list(batches(PATH, rows, size=30))


def compared(engine, parts, **most):
    known, numbered = corpus.Corpus(), []
    for batch in parts:
        numbered.append((known.add(batch, engine.check(batch)), batch))
    return [f for _, f in corpus.findings(engine, known.conflicts(), numbered, **most)]


def test_conflicts_are_the_same_in_shares_and_from_a_file(engine, monkeypatch):
    parts = contradicting(200)
    at_once = compared(engine, parts)
    monkeypatch.setattr(corpus, "CLAIMS", 50)

    assert len(at_once) == 50
    assert at_once == compared(engine, parts, most=7)


def test_findings_of_several_files_stand_file_by_file(monkeypatch, tmp_path):
    line = "Die Datei konnte leider nicht geöffnet werden.\t{}\n"
    both = line.format("The file could not be opened.") + line.format("Unable to open the file.")
    for name in "ab":
        text = "source\ttarget\n" + both + "Ja, gut.\tYes, the the good.\n" * 9
        (tmp_path / f"{name}.tsv").write_text(text, encoding="utf-8")
    paths = [str(tmp_path / f"{name}.tsv") for name in "ba"]
    in_memory = Checker().check_paths(paths)
    monkeypatch.setattr(spool, "MOST", 3)
    aside = Checker().check_paths(paths)

    order = [finding.path for finding in aside.findings]
    assert "same-source-different-target" in {
        f.rule for f in aside.findings[: order.count(paths[0])]
    }
    assert order == sorted(order, reverse=True)
    assert written(in_memory) == written(aside)
