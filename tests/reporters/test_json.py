"""The JSON report: the contract that other programs rely on."""

import io
import json

import pytest

from mtcheck.measures import DocumentReference, Estimate, ReferenceScore, ReferenceScores
from mtcheck.model import Confidence, Severity
from mtcheck.reporters.json import JsonReporter, dumped, from_json, to_json
from tests.made import finding, report, span


def written(made):
    stream = io.StringIO()
    JsonReporter().write(made, stream)
    return stream.getvalue()


FULL = report(
    [
        finding(),
        finding(fix=None, evidence={}, document=None),
        finding(suppressed="paths: *", known=True, severity=Severity.CRITICAL),
        finding(confidence=Confidence.LOW, spans=(span(), span("b", 20, "s2", offset=None))),
    ],
    reference=ReferenceScores(
        (ReferenceScore("en", 9, 1, {"bleu": 30.1235}, {"bleu": "nrefs:1"}),),
        (DocumentReference("a.txt", "a", 9, {"bleu": 30.1235}),),
        {("a.txt", "s1"): 51.9877},
    ),
    estimates=(Estimate("comet:a.ckpt", 0.8123, 9, "data.csv"),),
)

KEYS = {
    "": "format version signature verdict score documents findings skipped notices "
    "reference estimates",
    "verdict": "passed reasons",
    "score": "value penalty words penalty_per_1000_words by_severity by_category",
    "documents": "path id source_lang target_lang segments words score detected",
    "findings": "rule category its severity confidence message path document segment suppressed "
    "suppressed_at known fingerprint spans fix evidence",
    "findings.spans": "side segment start end text line column offset",
    "findings.fix": "title safety edits",
    "findings.fix.edits": "segment start end text",
    "skipped": "path reason",
    "reference": "corpus documents segments",
    "reference.corpus": "target_lang segments missing values signatures",
    "reference.documents": "path id segments values",
    "reference.segments": "path segment chrf",
    "estimates": "model value segments trained_on",
}
"""Every table of the contract and its keys, in order."""


@pytest.mark.parametrize("place", KEYS)
def test_keys(place):
    value = json.loads(written(FULL))
    for key in place.split(".") if place else []:
        value = value[key][0] if isinstance(value[key], list) else value[key]

    assert KEYS[place].split() == list(value)


def test_format_and_version():
    assert ("mtcheck-report", 1) == tuple(to_json(FULL)[key] for key in ("format", "version"))


def test_values_of_a_finding():
    first, plain, quiet, low = to_json(FULL)["findings"]

    assert ("minor", "high", "s1", None, False) == tuple(
        first[key] for key in ("severity", "confidence", "segment", "suppressed", "known")
    )
    assert [
        {
            "side": "target",
            "segment": "s1",
            "start": 4,
            "end": 11,
            "text": "the the",
            "line": 1,
            "column": 5,
            "offset": 4,
        }
    ] == first["spans"]
    assert (None, {}, None) == (plain["fix"], plain["evidence"], plain["document"])
    assert ("paths: *", True, "critical") == (
        quiet["suppressed"],
        quiet["known"],
        quiet["severity"],
    )
    assert ("low", None) == (low["confidence"], low["spans"][1]["offset"])


def test_a_report_comes_back_as_it_was():
    assert FULL == from_json(json.loads(written(FULL)))


def test_text_is_not_escaped_to_ascii():
    assert "“the the”" in written(FULL)


def test_quiet_changes_nothing():
    stream = io.StringIO()
    JsonReporter().write(FULL, stream, quiet=True)

    assert written(FULL) == stream.getvalue()


@pytest.mark.parametrize("change", [{"version": 2}, {"format": "other"}, {"version": None}])
def test_another_format_or_version_is_refused(change):
    with pytest.raises(ValueError, match="not a mtcheck-report of version 1"):
        from_json({**to_json(FULL), **change})


def test_a_fingerprint_survives_moved_lines():
    moved = finding(start=40, segment="s9", path="b.txt")

    assert finding().fingerprint == moved.fingerprint
    assert finding().fingerprint != finding(text="a a").fingerprint
    assert finding().fingerprint != finding(rule="other").fingerprint


@pytest.mark.parametrize("made", [FULL, report([]), report([finding()])])
def test_findings_are_written_one_by_one_as_if_all_at_once(made):
    assert written(made) == dumped(to_json(made), indent=1) + "\n"
