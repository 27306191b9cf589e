"""What holds for every report of the same rich run."""

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from mtcheck.measures import DocumentReference, Estimate, ReferenceScore, ReferenceScores
from mtcheck.model import DocumentSummary, Edit, Fix, Location, Segment, Skipped, Verdict
from mtcheck.reporters import FORMATS
from tests.made import finding, report, span, written

HOSTILE = {
    "escape": "\x1b[2J\x1b]0;title\x07",
    "c1": "\x9b31m",
    "bidi": "\u202e\u2066reversed",
    "line": "\r\nerror: fake\u2028line\u0085end",
    "nul": "\x00",
    "markup": "[bold red]x[/] :smile: <b onclick=1>",
    "script": "</script></style></title><script>alert(1)</script>",
    "attribute": "\" onload='alert(1)' x=",
    "cdata": "]]> &amp; <!-- <?x ?>",
    "formula": "=cmd|' /C calc'!A0",
    "command": "::error file=a::b",
    "set-output": "::set-output name=a::b\n::stop-commands::c\n::endgroup::",
    "old command": "##[set-output name=a]b ##vso[task.complete result=Failed]c",
    "percent": "%0A::add-mask::%25,:",
    "surrogate": "\udc80",
    "tags": "\U000e0041",
    "no character": "\ufffe\uffff\ufff9",
    "emoji": "👩\u200d👧",
    "mention": "@everyone #1 GH-1 !1 user/repo@0123456789 https://example.com",
    "link": "[a](javascript:b) ![c](https://example.com/d.png) [e][f]\n\n[f]: g",
    "code": "``` ` ```` ~~~ | a | b |",
    "template": "{{ 7 * 7 }} {% raw %} {0} ${x}",
    "marks": "</v><v>a\tb</v>",
    "blank": "  ",
}

WITHOUT_VERDICT = {"checkstyle", "csv", "gitlab", "mqm", "rdjson"}
"""Formats that have a place for findings only."""


def rich(text):
    """A report with `text` in every place that an input can fill."""
    fix = Fix(f"replace {text}", (Edit("s1", 0, len(text), text),), "safe")
    made = finding(
        spans=(span(text, 0), span(text, 0, "s2", offset=None), span(text, 0, side="source")),
        message=f"“{text}”",
        path=f"{text}.txt",
        document=text,
        fix=fix,
        evidence={"match": text},
    )
    path = f"{text}.txt"
    place = Location(path, 1, 1, 0, byte_column=1)
    segment = Segment("s1", text, text, text, document=text, location=place)
    other = replace(segment, id=text, target=f"{text} and {text}")
    summary = DocumentSummary(path, text, text, text, 2, 9.0, 50.0, ("target",))
    return report(
        [made, finding(suppressed=f"paths: {text}")],
        documents=(summary, replace(summary, id="")),
        skipped=(Skipped(path, text),),
        verdict=Verdict(False, ("reason",)),
        signature=f"mqm:0-1-5-25|lang:{text}",
        segments={(path, "s1"): segment},
        text=(segment, other),
        reference=ReferenceScores(
            (ReferenceScore(text, 2, 0, {"bleu": 1.0}, {"bleu": text}),),
            (DocumentReference(path, text, 2, {"bleu": 1.0}),),
            {(path, "s1"): 9.0},
        ),
        estimates=(Estimate(f"comet:{text}", 0.5, 2, text),),
    )


@pytest.fixture(params=FORMATS)
def format(request):
    return request.param


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_inert(format, name):
    shown = written(format, rich(HOSTILE[name]))
    active = {c for c in shown if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Cn"}} - {"\n"}

    assert active == {"mqm": {"\t"}, "csv": {"\ufeff"}}.get(format, set())


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_makes_no_line_of_its_own(format, name):
    plain = written(format, rich("plain")).count("\n")

    assert written(format, rich(HOSTILE[name])).count("\n") <= plain + 2


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("before", ["", " ", "\u3000"])
def test_hostile_text_commands_no_service_that_keeps_the_log(format, name, before):
    shown = written(format, rich(before + HOSTILE[name]))
    commands = [line for line in shown.splitlines() if line.lstrip().startswith("::")]

    assert "##[" not in shown
    assert "##vso[" not in shown
    assert format == "github" or commands == []


@pytest.mark.parametrize("quiet", [True, False])
def test_the_verdict_is_told_where_there_is_a_place_for_it(format, quiet):
    shown = written(format, report([finding()]), quiet=quiet)

    assert ("score 83.4 is below 95" in shown) == (format not in WITHOUT_VERDICT)
    signature = "mqm:0-1-5-25|per:1000w|lang:zh-en|rules:abcdef01|version:0.1.0"
    assert (signature in shown.replace("%3A", ":")) == (format not in WITHOUT_VERDICT)


def test_an_input_that_was_not_read_is_told(format):
    made = report(skipped=(Skipped("b.txt", "b.txt: no such file"),))

    assert ("b.txt" in written(format, made)) == (format not in {"mqm", "text"})


@pytest.mark.parametrize("mark", [{"suppressed": "paths: *"}, {"known": True}])
def test_what_does_not_count_is_not_shown_as_if_it_did(format, mark):
    shown = written(format, report([finding(message="seldom said", **mark)], skipped=()))

    assert ("seldom said" in shown) == (format in {"csv", "json", "jsonl", "sarif"})


def test_an_empty_report_can_be_written(format):
    assert written(format, report(documents=(), skipped=()))


def test_a_report_ends_with_one_line_end(format):
    shown = written(format, report([finding()]))

    assert shown.endswith("\n")
    assert not shown.endswith("\n\n")


def test_writing_twice_gives_the_same(format):
    assert written(format, rich("plain")) == written(format, rich("plain"))


def test_a_finding_without_its_segment_can_be_written(format):
    made = finding(spans=(span(), span(side="source", offset=None)))

    assert written(format, report([made], rules={}))


@pytest.mark.parametrize("format", ["concise", "csv", "github", "gitlab", "html", "markdown"])
def test_a_text_of_a_million_characters_is_cut(format):
    text = "word " * 200_000
    made = finding(text=text[:-1], start=0)

    assert len(written(format, report([made], texts={"s1": text}))) < 400_000


@pytest.mark.parametrize("name", HOSTILE)
def test_json_keeps_the_text_as_it_is(name):
    text = HOSTILE[name].encode("utf-8", "replace").decode()
    values = json.loads(written("json", rich(text)))

    assert text == values["findings"][0]["spans"][0]["text"]


def test_the_docs_have_a_section_for_every_format():
    docs = Path(__file__).parents[2] / "docs" / "reports.md"
    titles = [line for line in docs.read_text(encoding="utf-8").splitlines() if line[:3] == "## "]

    assert set(FORMATS) <= {word for title in titles for word in title.split()}
