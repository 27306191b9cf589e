"""The verbs, as a Python program calls them."""

import io
from pathlib import Path

import pytest

import mtcheck
from mtcheck import api
from mtcheck.config import Config
from mtcheck.errors import FileFaults, MtcheckError, UsageError
from mtcheck.model import Document, Segment

BAD = "They agreed on a firm and firm alliance with Lloyd & middot; Austin."
RULES = ["coordinated-duplicate", "html-entity"]


def ruled(report):
    return [finding.rule for finding in report.findings]


def document(id, *texts, lang="en", **changes):
    segments = (Segment(f"s{n}", text, target_lang=lang) for n, text in enumerate(texts, 1))
    return Document(id, tuple(segments), **changes)


def test_a_text_is_checked():
    report = mtcheck.check(BAD, target_lang="en")

    assert RULES == ruled(report)
    assert api.TEXT == report.findings[0].path
    assert (False, 1) == (report.verdict.passed, len(report.documents))


def test_a_good_text_passes():
    report = mtcheck.check("The two ministers met on Friday.", target_lang="en")

    assert (True, 100.0, 6.0, ()) == (
        report.verdict.passed,
        report.score.value,
        report.score.words,
        report.findings,
    )


def test_the_language_is_detected_and_said():
    text = "The ministers of the two countries met on Friday, and they said that it was good. " * 3
    (summary,) = mtcheck.check(text).documents

    assert ("en", ("target",)) == (summary.target_lang, summary.detected)


def test_a_document_is_checked():
    report = mtcheck.check(document("d", "Good.", BAD))

    assert RULES == ruled(report)
    assert [("d", "s2")] * 2 == [(f.document, f.segment) for f in report.findings]
    assert [2, "d"] == [report.documents[0].segments, report.documents[0].id]


def test_several_documents_are_scored_each():
    report = mtcheck.check([document("a", BAD), document("b", "All is well here.")])

    assert ["a", "b"] == [summary.id for summary in report.documents]
    assert [True, True] == [report.documents[0].score < 100, report.documents[1].score == 100]
    assert report.score.words == sum(summary.words for summary in report.documents)


def test_documents_of_several_languages_keep_their_own():
    report = mtcheck.check([document("a", BAD), document("b", "die die Stadt", lang="de")])

    assert ["en", "de"] == [summary.target_lang for summary in report.documents]
    assert "|lang:?-de,?-en|" in report.signature


@pytest.mark.parametrize("documents", [[], [Document("d", ())], iter(())])
def test_nothing_to_check_passes_nothing(documents):
    report = mtcheck.check(documents)

    assert () == report.documents
    assert not report.verdict.passed


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_an_empty_text_is_skipped(text):
    report = mtcheck.check(text)

    assert ["holds no text"] == [s.reason.split(": ")[1].split("\n")[0] for s in report.skipped]


def test_findings_of_a_text_know_line_column_and_offset():
    text = "A title here\n\nThe first sentence. The the second.\n"
    (finding,) = mtcheck.check(text, target_lang="en").findings
    place = finding.spans[0]

    assert (3, 21, text.index("The the")) == (place.line, place.column, place.offset)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"select": ["html-entity"]}, RULES[1:]),
        ({"ignore": ["html-entity"]}, RULES[:1]),
        ({"select": ["linguistic-conventions/repetition"]}, RULES[:1]),
        ({"min_severity": "critical"}, []),
        ({"min_confidence": "high"}, RULES[1:]),
        ({"paths": [{"match": "*", "ignore": ["all"]}]}, RULES),
    ],
)
def test_settings(settings, expected):
    assert expected == ruled(mtcheck.check(BAD, target_lang="en", **settings))


def test_the_gate_is_a_setting():
    lenient = {"fail_under": 0, "max": {}}

    assert mtcheck.check(BAD, target_lang="en", gate=lenient).verdict.passed


def test_an_unknown_setting_is_refused_with_the_nearest():
    with pytest.raises(MtcheckError, match="did you mean `select`"):
        mtcheck.check(BAD, selct=["all"])


def test_an_unknown_rule_is_refused():
    with pytest.raises(UsageError, match="did you mean `html-entity`"):
        mtcheck.check(BAD, select=["html-entty"])


def test_own_rules_are_used(tmp_path):
    (tmp_path / "style").mkdir()
    (tmp_path / "style" / "no-foo.toml").write_text(OWN, encoding="utf-8")
    report = mtcheck.check("A foo came.", target_lang="en", rule_dirs=[str(tmp_path)])

    assert ["no-foo"] == ruled(report)


OWN = """id = "no-foo"
kind = "regex"
category = "style/unnatural"
its = "style"
severity = "minor"
confidence = "medium"
status = "stable"
since = "0.1.0"
message = "no foo"
why = "Because."
options.patterns = ["foo"]
fires = [{ target = "foo" }, { target = "a foo" }]
silent = [{ target = "fo" }, { target = "bar" }]
"""


def test_what_cannot_be_read_does_not_stop_the_rest(tmp_path):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(BAD)
    bad.write_bytes(b"a \xff b")
    report = api.Checker(Config(target_lang="en")).check_paths(
        [str(tmp_path / "gone.txt"), str(bad), str(good), str(tmp_path / "a.xyz")]
    )

    assert RULES == ruled(report)
    assert ["gone.txt", "bad.txt", "a.xyz"] == [Path(s.path).name for s in report.skipped]
    assert "3 inputs could not be checked" == report.verdict.reasons[0]


def test_a_folder_is_walked(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.txt").write_text("All is well.")
    (tmp_path / "a.jsonl").write_text('{"target": "All is well."}')
    (tmp_path / "c.pdf").write_text("")
    report = api.Checker(Config(target_lang="en")).check_paths([str(tmp_path)])

    assert ["a.jsonl", "b.txt"] == [Path(d.path).name for d in report.documents]


def test_the_signature_changes_with_the_rules():
    signatures = {
        mtcheck.check("a b", target_lang="en", select=select).signature
        for select in (["all"], ["html-entity"])
    }

    assert 2 == len(signatures)


def test_segments_hold_what_findings_quote():
    report = mtcheck.check([document("a", BAD, "All is well.")])

    assert [("a", "s1")] == list(report.segments)


def test_an_unknown_report_format_is_refused():
    with pytest.raises(UsageError, match="did you mean `json`"):
        api.write_report(mtcheck.check("a"), "jsn", io.StringIO())


def test_rules_of_a_folder_are_tested(tmp_path):
    (tmp_path / "no-foo.toml").write_text(OWN.replace('"fo" }', '"foo" }'), encoding="utf-8")
    faults = [result.fault for result in api.test_rules(tmp_path)]

    assert [None, None, "fires on 'foo'", None] == faults


def test_faults_of_rules_are_raised_together(tmp_path):
    (tmp_path / "no-foo.toml").write_text(OWN.replace('its = "style"', ""), encoding="utf-8")
    (tmp_path / "no-bar.toml").write_text("id = ", encoding="utf-8")
    with pytest.raises(FileFaults) as raised:
        api.test_rules(tmp_path)

    assert 2 == len(raised.value.faults)


def test_explain_says_all_there_is_to_know(builtin):
    page = api.explain(builtin.get("html-entity"))

    assert all(
        part in page
        for part in ("# html-entity", "major", "It fires on", "silent", "--ignore html-entity")
    )


def test_every_rule_can_be_explained_without_control_characters(builtin):
    for rule in builtin:
        assert all(c.isprintable() or c == "\n" for c in api.explain(rule))


def test_a_rule_that_needs_a_source_is_silent_without_one(tmp_path):
    folder = tmp_path / "rules" / "style"
    folder.mkdir(parents=True)
    (folder / "foo.toml").write_text(
        'id = "foo"\nkind = "regex"\ncategory = "style"\nits = "style"\nseverity = "minor"\n'
        'confidence = "high"\nstatus = "stable"\nsince = "1"\nneeds = ["target", "source"]\n'
        'message = "foo"\nwhy = "foo"\noptions.patterns = ["foo"]\n'
        + '[[fires]]\ntarget = "foo"\nsource = "x"\n' * 2
        + '[[silent]]\ntarget = "bar"\n' * 2,
        encoding="utf-8",
    )
    checker = mtcheck.Checker(Config(rule_dirs=(str(tmp_path / "rules"),), target_lang="en"))
    with_source = mtcheck.Document("d", (mtcheck.Segment("s1", "A foo here.", source="Ein Foo."),))
    without = mtcheck.Document("d", (mtcheck.Segment("s1", "A foo here."),))

    assert ["foo"] == [f.rule for f in checker.check_documents([with_source]).findings]
    assert () == checker.check_documents([without]).findings


def test_a_report_tells_of_the_rules_that_found_something():
    report = mtcheck.check(BAD, target_lang="en")
    told = report.rules["html-entity"]

    assert list(report.rules) == RULES
    assert told.why.startswith("A page was cut out of its HTML")
    assert told.url == "https://github.com/mtcheck/mtcheck/blob/main/docs/rules/html-entity.md"
    assert told.page.startswith("# html-entity")


def test_the_whole_text_is_kept_where_it_is_asked_for():
    checked = document("d", "Good.", BAD, "Good too.")
    whole = api.Checker(Config(), whole_text=True).check_documents([checked])
    quoted = api.Checker(Config()).check_documents([checked])

    assert [segment.target for segment in whole.text] == ["Good.", BAD, "Good too."]
    assert ((), [("d", "s2")]) == (quoted.text, list(quoted.segments))


@pytest.mark.parametrize("limit", ["WHOLE_SEGMENTS", "WHOLE_CHARACTERS"])
def test_a_text_that_is_too_long_is_not_kept(monkeypatch, limit):
    monkeypatch.setattr(f"mtcheck.collector.{limit}", 2)
    documents = [document("d", "Good.", BAD), document("e", "Good too.")]
    report = api.Checker(Config(), whole_text=True).check_documents(documents)

    assert ((), [("d", "s2")]) == (report.text, list(report.segments))


@pytest.mark.parametrize(("format", "whole"), [("html", True), ("mqm", True), ("sarif", False)])
def test_formats_say_whether_they_show_the_text(format, whole):
    assert api.shows_whole_text(format) is whole
