"""The samples are found as their expected findings say, in order and with every place."""

import json
from pathlib import Path

import pytest

import mtcheck

SAMPLES = Path(__file__).parent.parent / "samples"
EXPECTED = sorted(SAMPLES.rglob("*.expected.jsonl"))


def sample_of(expected: Path) -> Path:
    stem = expected.name.removesuffix(".expected.jsonl")
    return next(
        p
        for p in expected.parent.glob(f"{stem}.*")
        if p.suffix != ".jsonl" or p != expected
        if ".expected" not in p.name
    )


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.name)
def test_a_sample_has_its_expected_findings(expected):
    report = mtcheck.Checker().check_paths([str(sample_of(expected))])
    found = [
        {"rule": f.rule, "places": [[s.line, s.column, s.text] for s in f.spans]}
        for f in report.findings
    ]

    assert [json.loads(line) for line in expected.read_text(encoding="utf-8").splitlines()] == found


def test_every_sample_has_expected_findings():
    files = [p for p in SAMPLES.rglob("*.*") if p.is_file() and p.parent.name != "glossary"]
    samples = [p for p in files if ".expected" not in p.name]
    named = {sample_of(path) for path in EXPECTED}

    assert named == {p for p in samples if p.name != "README.md"}


def test_the_article_fails_and_the_clean_one_passes():
    checker = mtcheck.Checker()
    article = checker.check_paths([str(SAMPLES / "text" / "us-japan-alliance.en.txt")])
    clean = checker.check_paths([str(SAMPLES / "text" / "harbour-library.en.txt")])

    assert (article.verdict.passed, clean.verdict.passed) == (False, True)
    assert clean.findings == ()
