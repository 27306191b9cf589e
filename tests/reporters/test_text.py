"""The report for people at a terminal."""

import io
import re

import pytest

from mtcheck.model import DocumentSummary, Score, Segment, Severity, Verdict
from mtcheck.reporters.base import inert
from mtcheck.reporters.text import TextReporter
from tests.made import finding, report, span

TEXT = "met the the minister in Tokyo"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def written(made, stream=None, **changes):
    stream = stream or io.StringIO()
    TextReporter().write(made, stream, **changes)
    return stream.getvalue()


def test_the_whole_report():
    shown = written(report([finding()], texts={"s1": TEXT}))

    assert [
        "a.txt:1:5 minor adjacent-duplicate-word",
        "  “the the” says the same word twice",
        "  │ met the the minister in Tokyo",
        "  │     ^^^^^^^",
        "  fix: replace “the the”",
        "",
        "findings   1 major, 2 minor",
        "rules      adjacent-duplicate-word 1",
        "language   source zh, target en (detected)",
        "score      83.4 of 100: 58 MQM points in 349 words",
        "signature  mqm:0-1-5-25|per:1000w|lang:zh-en|rules:abcdef01|version:0.1.0",
        "verdict    failed: score 83.4 is below 95",
    ] == [line.rstrip() for line in shown.splitlines()]


def test_a_place_of_the_source_is_shown_below_that_of_the_target():
    spans = (span("33.06 million", 3), span("33.06万", 1, side="source"), span("33", 3))
    segments = {("a.txt", "s1"): Segment("s1", "is 33.06 million now", source="达33.06万。")}
    shown = written(report([finding(spans=spans, fix=None)], segments=segments))

    assert [
        "  │ is 33.06 million now",
        "  │    ^^^^^^^^^^^^^",
        "  source │ 达33.06万。",
        "         │   ^^^^^^^",
        "  also at 1:4",
    ] == [line.rstrip() for line in shown.splitlines()[2:7]]


def test_a_place_in_the_source_of_another_segment_is_quoted_from_there():
    spans = (span("moved here"), span("从这里", 0, "s2", side="source"))
    segments = {
        ("a.txt", "s1"): Segment("s1", "was moved here", source=""),
        ("a.txt", "s2"): Segment("s2", "", source="从这里"),
    }
    shown = written(report([finding(spans=spans, fix=None)], segments=segments))

    assert "  source │ 从这里" in [line.rstrip() for line in shown.splitlines()]


def test_quiet_shows_score_and_verdict_only():
    lines = written(report([finding()], texts={"s1": TEXT}), quiet=True).splitlines()

    assert ["score", "signature", "verdict"] == [line.split()[0] for line in lines]


def test_a_run_that_passes_says_so():
    score = Score(100.0, 0.0, 9.0, {"critical": 0, "major": 0}, {})
    shown = written(report(score=score, verdict=Verdict(True)))

    assert "findings   none" in shown
    assert shown.endswith("verdict    passed\n")


@pytest.mark.parametrize("changes", [{"suppressed": "paths: *"}, {"known": True}])
def test_findings_that_do_not_count_are_counted_only(changes):
    shown = written(report([finding(**changes), finding()], texts={"s1": TEXT}))

    assert 1 == shown.count("says the same word twice")
    assert "suppressed 1" in shown


def test_an_unsafe_fix_says_so():
    fix = finding().fix
    shown = written(report([finding(fix=type(fix)(fix.title, fix.edits, "unsafe"))]))

    assert "(look before you apply)" in shown


def test_related_places_are_listed():
    places = tuple(span(line_text, 0, line=n) for n, line_text in enumerate("abcdefghijkl", 1))
    shown = written(report([finding(spans=places)]))

    assert "also at 2:1, 3:1, 4:1, 5:1, 6:1, 7:1, 8:1, 9:1 and 3 more" in shown


@pytest.mark.parametrize(
    ("text", "start", "marked", "excerpt", "underline"),
    [
        ("中文 the the 中文", 3, "the the", "中文 the the 中文", "     ^^^^^^^"),
        ("a中中b", 1, "中中", "a中中b", " ^^^^"),
        ("a\x1b[31mb", 1, "\x1b", "a␛[31mb", " ^"),
        ("a\u200bb", 1, "\u200b", "a<U+200B>b", " ^^^^^^^^"),
    ],
)
def test_the_underline_stands_below_the_place(text, start, marked, excerpt, underline):
    made = finding(text=marked, start=start)
    lines = written(report([made], texts={"s1": text})).splitlines()

    assert f"  │ {excerpt}" == lines[2].rstrip()
    assert f"  │ {underline}" == lines[3].rstrip()


def test_a_long_segment_is_cut_around_the_place():
    text = "x " * 400 + "the the" + " y" * 400
    made = finding(start=800)
    lines = written(report([made], texts={"s1": text})).splitlines()

    assert "…" in lines[2]
    assert max(map(len, lines)) <= 100
    assert lines[2].index("the the") == lines[3].index("^")


def test_a_segment_of_ten_million_characters_is_shown_in_no_time():
    text = "x" * 10_000_000
    shown = written(report([finding(text="x", start=5_000_000)], texts={"s1": text}))

    assert len(shown) < 2000


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([(None, "en", ())], "target en"),
        ([(None, None, ())], "target unknown: use --target-lang"),
        ([("zh", "en", ("source", "target"))], "source zh (detected), target en (detected)"),
        ([(None, "en", ())] * 3, "target en in 3 documents"),
    ],
)
def test_languages_are_said(documents, expected):
    made = tuple(
        DocumentSummary("a", f"d{n}", source, target, 1, 1.0, 100.0, detected)
        for n, (source, target, detected) in enumerate(documents)
    )

    assert f"language   {expected}\n" in written(report(documents=made))


def test_a_terminal_gets_colours(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")

    assert "\x1b[" in written(report([finding(severity=Severity.CRITICAL)]), Terminal())


def test_no_color_is_respected(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    shown = written(report([finding()]), Terminal())

    assert not any(f"\x1b[{code}m" in shown for code in ("31", "32", "33", "36"))


def test_what_is_no_terminal_gets_no_colours(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)

    assert "\x1b" not in written(report([finding()], texts={"s1": TEXT}))


def test_a_narrow_terminal_is_kept(monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setenv("NO_COLOR", "1")
    text = "x " * 100 + "the the" + " y" * 100
    shown = written(report([finding(start=200)], texts={"s1": text}), Terminal())
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()

    assert max(len(line) for line in plain if line.startswith("  │")) <= 50


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x1bb", "a␛b"),
        ("\x00\x07\r\n\t", "␀␇␍␊␉"),
        ("\x7f\x9b", "<U+007F><U+009B>"),
        ("\u202e\u2066", "<U+202E><U+2066>"),
        ("\u2028", "<U+2028>"),
        ("\udc80", "<U+DC80>"),
        ("\U000e0041", "<U+E0041>"),
        ("plain “text” 中文 é", "plain “text” 中文 é"),
    ],
)
def test_inert(text, expected):
    assert expected == inert(text)
