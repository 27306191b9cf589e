"""What holds for every report of the same rich run."""

import io
import json
import unicodedata

import pytest

from mtcheck.model import DocumentSummary, Edit, Fix, Skipped, Verdict
from mtcheck.reporters import FORMATS, reporter
from tests.made import finding, report, span

HOSTILE = {
    "escape": "\x1b[2J\x1b]0;title\x07",
    "c1": "\x9b31m",
    "bidi": "\u202e\u2066reversed",
    "line": "\r\nerror: fake\u2028line\u0085end",
    "nul": "\x00",
    "markup": "[bold red]x[/] :smile: <b onclick=1>",
    "formula": "=cmd|' /C calc'!A0",
    "command": "::error file=a::b",
    "surrogate": "\udc80",
    "tags": "\U000e0041",
    "emoji": "👩\u200d👧",
}


def rich(text):
    """A report with `text` in every place that an input can fill."""
    fix = Fix(f"replace {text}", (Edit("s1", 0, len(text), text),), "safe")
    made = finding(
        spans=(span(text, 0, offset=None), span(text, 0, "s2")),
        message=f"“{text}”",
        path=f"{text}.txt",
        document=text,
        fix=fix,
        evidence={"match": text},
    )
    made_report = report(
        [made, finding(suppressed=f"paths: {text}")],
        documents=(DocumentSummary(f"{text}.txt", text, text, text, 2, 9.0, 50.0, ("target",)),),
        skipped=(Skipped(f"{text}.txt", text),),
        verdict=Verdict(False, ("reason",)),
        signature=f"mqm:0-1-5-25|lang:{text}",
    )
    segment = report(texts={"s1": text}).segments["a.txt", "s1"]
    made_report.segments[f"{text}.txt", "s1"] = segment
    return made_report


def written(format, made, **changes):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="replace", newline="\n")
    reporter(format).write(made, stream, **changes)
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")


@pytest.fixture(params=FORMATS)
def format(request):
    return request.param


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_inert(format, name):
    shown = written(format, rich(HOSTILE[name]))
    active = {c for c in shown if unicodedata.category(c) in {"Cc", "Cs"}} - {"\n"}

    assert set() == active


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_makes_no_line_of_its_own(format, name):
    plain = written(format, rich("plain")).count("\n")

    assert abs(written(format, rich(HOSTILE[name])).count("\n") - plain) <= 2


@pytest.mark.parametrize("quiet", [True, False])
def test_the_verdict_is_always_told(format, quiet):
    shown = written(format, report([finding()]), quiet=quiet)

    assert "score 83.4 is below 95" in shown
    assert "mqm:0-1-5-25|per:1000w|lang:zh-en|rules:abcdef01|version:0.1.0" in shown


def test_an_empty_report_can_be_written(format):
    assert written(format, report(documents=(), skipped=()))


def test_a_report_ends_with_one_line_end(format):
    shown = written(format, report([finding()]))

    assert shown.endswith("\n")
    assert not shown.endswith("\n\n")


def test_writing_twice_gives_the_same(format):
    assert written(format, rich("plain")) == written(format, rich("plain"))


@pytest.mark.parametrize("name", HOSTILE)
def test_json_keeps_the_text_as_it_is(name):
    text = HOSTILE[name].encode("utf-8", "replace").decode()
    values = json.loads(written("json", rich(text)))

    assert text == values["findings"][0]["spans"][0]["text"]
