"""Thresholds: does a report pass?"""

import pytest

from mtcheck.gate import Gate
from mtcheck.measures import ReferenceScore, ReferenceScores
from mtcheck.model import Score, Severity


def score(value=100.0, **counts):
    return Score(value, 0.0, 100.0, counts, {})


@pytest.mark.parametrize(
    ("gate", "judged", "skipped", "reasons"),
    [
        (Gate(), score(), 0, []),
        (Gate(), score(95.0), 0, []),
        (Gate(), score(94.0), 0, ["score 94.0 is below 95"]),
        (Gate(), score(critical=1), 0, ["1 critical finding, at most 0 allowed"]),
        (Gate(), score(critical=2), 0, ["2 critical findings, at most 0 allowed"]),
        (Gate(), score(major=9, minor=9), 0, []),
        (Gate(max={Severity.MAJOR: 2}), score(critical=9, major=2), 0, []),
        (Gate(max={Severity.MAJOR: 2}), score(major=3), 0, ["3 major findings, at most 2 allowed"]),
        (Gate(fail_under=0, max={}), score(0.0, critical=9), 0, []),
        (Gate(fail_under=99.5), score(99.0), 0, ["score 99.0 is below 99.5"]),
        (Gate(), score(), 1, ["1 input could not be checked"]),
        (Gate(), score(), 2, ["2 inputs could not be checked"]),
        (
            Gate(max={Severity.MINOR: 0, Severity.CRITICAL: 0}),
            score(10.0, critical=1, minor=1),
            1,
            [
                "1 input could not be checked",
                "1 critical finding, at most 0 allowed",
                "1 minor finding, at most 0 allowed",
                "score 10.0 is below 95",
            ],
        ),
    ],
)
def test_verdict(gate, judged, skipped, reasons):
    verdict = gate.verdict(judged, skipped)

    assert (not reasons, reasons) == (verdict.passed, list(verdict.reasons))


def against(*languages):
    scores = [
        ReferenceScore(lang, 9, 0, {"bleu": bleu, "chrf": 50.0, "ter": ter}, {})
        for lang, bleu, ter in languages
    ]
    return ReferenceScores(tuple(scores))


@pytest.mark.parametrize(
    ("limits", "reference", "reasons"),
    [
        ({}, None, []),
        ({"bleu": 30}, against(("en", 30.0, 50.0)), []),
        ({"bleu": 30}, against(("en", 29.996, 50.0)), ["BLEU 29.99 is below 30"]),
        ({"ter": 50}, against(("en", 0.0, 50.001)), ["TER 50.01 is above 50"]),
        ({"ter": 50, "chrf": 50}, against(("en", 0.0, 50.0)), []),
        (
            {"bleu": 30, "chrf": 50.5},
            against(("en", 31.0, 9.0), ("de", 20.0, 9.0)),
            [
                "BLEU 20.00 for de is below 30",
                "chrF 50.00 for en is below 50.5",
                "chrF 50.00 for de is below 50.5",
            ],
        ),
        ({"bleu": 0}, None, ["BLEU is unknown: no segment has a reference"]),
        (
            {"ter": 90},
            ReferenceScores((ReferenceScore("th", 1, 0, {"bleu": 9.0}, {}),)),
            ["TER is not made for th"],
        ),
    ],
)
def test_limits_of_reference_metrics(limits, reference, reasons):
    verdict = Gate(limits=limits).verdict(score(), 0, reference)

    assert (not reasons, reasons) == (verdict.passed, list(verdict.reasons))


def test_a_reason_never_contradicts_itself():
    """“score 95.0 is below 95” reads like a fault of mtcheck."""
    (reason,) = Gate().verdict(score(94.96)).reasons
    shown, limit = reason.removeprefix("score ").split(" is below ")

    assert float(shown) < float(limit)
