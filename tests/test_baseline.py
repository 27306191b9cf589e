"""Known findings: what passes, what is new, what the file looks like."""

from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from mtcheck import api, baseline
from mtcheck.config import Config
from tests import strategies

STRICT = {"gate": {"fail_under": 100}, "target_lang": "en", "min_severity": "minor"}
BAD = "They met Lloyd & middot; Austin."


def report(folder, lines, known=None):
    path = Path(folder, "a.txt")
    path.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    return api.Checker(Config.model_validate(STRICT), baseline=known).check_paths([str(path)])


def written(folder, found):
    path = Path(folder, "known.json")
    path.write_text(baseline.of_findings(found, path.parent).dumps())
    return path


@pytest.mark.parametrize(
    ("old", "new", "fresh"),
    [
        ([BAD], [BAD], 0),
        ([BAD], ["Some other line.", "", BAD], 0),
        ([BAD], [BAD, BAD], 1),
        ([BAD, BAD], [BAD], 0),
        ([], [BAD], 1),
    ],
)
def test_only_new_findings_count(tmp_path, old, new, fresh):
    start = ["A title", "He came."]
    known = written(tmp_path, report(tmp_path, start + old).findings)
    now = report(tmp_path, start + new, known)

    assert fresh == sum(finding.counts for finding in now.findings)
    assert now.verdict.passed is (fresh == 0)
    assert len(new) - new.count("") - new.count("Some other line.") == len(now.findings)


@settings(deadline=None, max_examples=40)
@given(st.lists(strategies.segments, min_size=1, max_size=5))
def test_a_baseline_of_a_run_makes_the_same_run_pass(tmp_path_factory, lines):
    folder = tmp_path_factory.mktemp("run")
    first = report(folder, ["He came.", *lines])
    event(f"findings: {min(len(first.findings), 3)}")
    known = written(folder, first.findings)

    assert report(folder, ["He came.", *lines], known).verdict.passed == (not first.skipped)
    assert baseline.load(known).dumps() == known.read_text()


def test_an_update_takes_out_what_is_gone_and_adds_nothing(tmp_path):
    old = report(tmp_path, ["A title", BAD, BAD, "It was the the end."]).findings
    new = report(tmp_path, ["A title", BAD, "It was was so."]).findings
    left = baseline.of_findings(old, tmp_path).without_gone(new, [str(tmp_path / "a.txt")])

    assert [("html-entity", 1)] == [(entry.rule, entry.count) for entry in left.entries.values()]


def test_a_baseline_looks_the_same_from_every_folder(tmp_path, monkeypatch):
    known = written(tmp_path, report(tmp_path, ["A title", BAD]).findings)
    monkeypatch.chdir(tmp_path)
    checker = api.Checker(Config.model_validate(STRICT), baseline=known)

    assert checker.check_paths(["a.txt"]).verdict.passed


def test_suppressed_findings_are_not_known(tmp_path):
    hidden = [finding.suppress("told") for finding in report(tmp_path, ["A title", BAD]).findings]

    assert not baseline.of_findings(hidden, tmp_path).entries


def test_an_update_keeps_what_is_known_of_other_files(tmp_path):
    old = report(tmp_path, ["A title", BAD]).findings
    known = baseline.of_findings(old, tmp_path)

    assert known.entries == known.without_gone([], [str(tmp_path / "b.txt")]).entries
    (tmp_path / "a.txt").unlink()
    assert {} == known.without_gone([], [str(tmp_path / "b.txt")]).entries


@settings(deadline=None, max_examples=25)
@given(st.data(), st.lists(strategies.segments, min_size=1, max_size=4, unique=True))
def test_moved_lines_revive_nothing(tmp_path_factory, data, lines):
    folder = tmp_path_factory.mktemp("moved")
    lines = [" ".join(line.split()) or "x" for line in lines]
    checker = api.Checker(Config.model_validate(STRICT))
    segment_rules = {rule.id for rule in checker.rules if rule.scope == "segment"}
    first = report(folder, ["A title here", "", *lines])
    known = written(folder, first.findings)
    moved = data.draw(st.permutations([*lines, "", ""]))
    again = report(folder, ["A title here", "", *moved], known)

    new = [f for f in again.findings if f.counts and f.rule in segment_rules]
    event(f"findings: {min(len(first.findings), 3)}")
    assert [] == new


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, []),
        ({"target_lang": None}, []),
        ({"ignore": ["double-space"]}, ["rules"]),
        ({"min_confidence": "high"}, ["least severity and confidence"]),
    ],
)
def test_a_baseline_of_another_signature_says_so(tmp_path, changes, told):
    first = api.Checker(Config.model_validate(STRICT))
    found = report(tmp_path, ["A title", BAD])
    stamp = baseline.stamped(found.signature, first.engine.lowest)
    known = tmp_path / "known.json"
    known.write_text(baseline.of_findings(found.findings, tmp_path, stamp).dumps())
    checker = api.Checker(Config.model_validate({**STRICT, **changes}), baseline=known)
    notices = checker.check_paths([str(tmp_path / "a.txt")]).notices

    assert [(str(known), "baseline-signature")][: len(told)] == [(n.path, n.kind) for n in notices]
    assert all(word in notices[0].message for word in told)


def test_a_baseline_without_a_signature_is_read(tmp_path):
    known = written(tmp_path, report(tmp_path, ["A title", BAD]).findings)

    assert "made_by" not in known.read_text()
    assert () == report(tmp_path, ["A title", BAD], known).notices


def test_places_that_change_their_order_are_the_same_finding(tmp_path):
    lines = ["A title", "He came\u202e to town.", "She went\x07 away."]
    (first,) = report(tmp_path, lines).findings
    (turned,) = report(tmp_path, [lines[0], *lines[:0:-1]]).findings

    assert ["\u202e", "\x07"] == [span.text for span in first.spans]
    assert first.spans[0].text == turned.spans[1].text
    assert first.message != turned.message
    assert first.fingerprint == turned.fingerprint
    assert first.fingerprint != report(tmp_path, lines[:2]).findings[0].fingerprint


TWO = ["A title", "He said (it was late )and left (at once )today."]


@pytest.mark.parametrize(
    ("line", "fresh"),
    [
        ("He said (it was late )and left (at once) today.", 0),
        (TWO[1], 0),
        ("He said (it was late )and left (at once )today (by bus )never on foot.", 1),
        ("He said (it was late )but left (at once) today.", 1),
    ],
)
def test_what_is_left_of_a_finding_with_many_places_is_known(tmp_path, line, fresh):
    known = written(tmp_path, report(tmp_path, TWO).findings)
    now = report(tmp_path, [TWO[0], line], known)

    assert fresh == sum(finding.counts for finding in now.findings)


def test_an_update_takes_out_mended_places(tmp_path):
    known = written(tmp_path, report(tmp_path, TWO).findings)
    half = [TWO[0], "He said (it was late )and left (at once) today."]
    path = str(tmp_path / "a.txt")
    less = baseline.load(known).without_gone(report(tmp_path, half).findings, [path])

    assert [()] == [entry.places for entry in less.entries.values()]
    known.write_text(less.dumps())
    assert 1 == sum(finding.counts for finding in report(tmp_path, TWO, known).findings)
