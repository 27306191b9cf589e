"""Tests of significance are sacrebleu's own."""

import pytest
from sacrebleu.metrics import BLEU, CHRF
from sacrebleu.significance import PairedTest

from mtcheck.comparison import significance
from mtcheck.reference.metrics import metrics_for

REFERENCE = [f"The {n} ministers met on Friday in room {n * 7 % 5}." for n in range(40)]
GOOD = [line.replace("met", "have met") if n % 3 else line for n, line in enumerate(REFERENCE)]
BAD = [line.replace("ministers", "people").replace("room", "the") for line in REFERENCE]
SYSTEMS = [("base", BAD), ("good", GOOD), ("same", BAD)]


@pytest.fixture(scope="module")
def rows():
    metrics = metrics_for("en", ["bleu", "chrf"])
    counts = [
        {name: metric.counts(texts, REFERENCE) for name, metric in metrics.items()}
        for _, texts in SYSTEMS
    ]
    return significance.tested(metrics, counts, [name for name, _ in SYSTEMS])


@pytest.mark.parametrize(("test", "key"), [("bs", "bootstrap"), ("ar", "randomization")])
def test_values_are_those_of_sacrebleu(rows, test, key):
    metrics = {"bleu": BLEU(), "chrf": CHRF()}
    signatures, theirs = PairedTest(SYSTEMS, metrics, [REFERENCE], test_type=test)()
    for row, name in zip(rows, ["BLEU", "chrF2"], strict=True):
        assert str(signatures[name]) == row.signatures[key]
        for expected, made in zip(theirs[name], row.systems, strict=True):
            assert expected.score == pytest.approx(made.value)
            if made is not row.systems[2]:
                assert expected.p_value == getattr(made, f"p_{key}")
            if test == "bs":
                assert (expected.mean, expected.ci) == pytest.approx((made.mean, made.interval))


def test_better_is_significant_and_equal_systems_are_not_tested(rows):
    """Of a system against itself sacrebleu says p = 0.0001, which reads like the opposite."""
    base, good, same = rows[0].systems

    assert good.value > base.value == same.value
    assert good.p_randomization < 0.01
    assert [(None, None)] * 2 == [(one.p_bootstrap, one.p_randomization) for one in (base, same)]


def test_the_seed_is_in_the_signature(rows):
    assert {"bs:1000", "seed:12345"} <= {*rows[0].signatures["bootstrap"].split("|")}


@pytest.mark.parametrize(("systems", "segments"), [(1, 40), (2, 1), (2, 41)])
def test_what_cannot_be_tested_has_values_only(monkeypatch, systems, segments):
    monkeypatch.setattr(significance, "MOST", 40)
    metrics = metrics_for("en", ["chrf"])
    texts = ["A cat."] * segments
    counts = [{"chrf": metrics["chrf"].counts(texts, texts)}] * systems
    (row,) = significance.tested(metrics, counts, ["a", "b"][:systems])

    assert [(100.0, None)] * systems == [(one.value, one.p_bootstrap) for one in row.systems]
    assert ["value"] == list(row.signatures)
