"""Markdown, read by a parser of CommonMark and tables with HTML switched on."""

import re

import pytest
from markdown_it import MarkdownIt

from mtcheck.measures import Estimate, ReferenceScore, ReferenceScores
from mtcheck.model import Severity, Skipped, Verdict
from mtcheck.reporters.markdown import code
from tests.made import finding, report, written
from tests.reporters.test_contract import HOSTILE, rich

PARSER = MarkdownIt("gfm-like", {"html": True, "linkify": False})


def tokens(text):
    found = []
    for token in PARSER.parse(text):
        found += [token, *(token.children or ())]
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stands_in_code_spans_only(name):
    text = HOSTILE[name]
    plain, found = (
        tokens(written("markdown", rich("plain"))),
        tokens(written("markdown", rich(text))),
    )

    assert [one.type for one in plain] == [one.type for one in found]
    shown = [one.content for one in found if one.type in {"text", "html_block", "html_inline"}]
    assert shown == [
        one.content for one in plain if one.type in {"text", "html_block", "html_inline"}
    ]


def test_the_whole_report():
    text = "met the the minister"
    found = [finding(severity=Severity.MAJOR), finding(start=4), finding(suppressed="paths: *")]

    assert written("markdown", report(found, texts={"s1": text})).splitlines() == [
        "## mtcheck: failed",
        "",
        "Score **83.4** of 100: 58 MQM points in 349 words.",
        "- `score 83.4 is below 95`",
        "",
        "| severity | rule | findings |",
        "| --- | --- | ---: |",
        "| major | `adjacent-duplicate-word` | 1 |",
        "| minor | `adjacent-duplicate-word` | 1 |",
        "",
        "<details>",
        "<summary>All findings</summary>",
        *(
            line
            for severity in ("major", "minor")
            for line in (
                "",
                f"- **{severity}** `adjacent-duplicate-word` at `a.txt:1:5`  ",
                "  `“the the” says the same word twice`",
                "",
                "  > `met `**`the the`**` minister`",
                "",
                "  Fix: `replace “the the”`",
            )
        ),
        "",
        "</details>",
        "",
        "1 more are suppressed or known.",
        "",
        "Not checked: `b.txt`: `b.txt: no such file`",
        "",
        "Signature: `mqm:0-1-5-25|per:1000w|lang:zh-en|rules:abcdef01|version:0.1.0`",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "`",
        "``a`",
        "a``` `` b",
        " a",
        "a ",
        " a ",
        "` ",
        " `",
        " ",
        "  ",
        "` `",
        "a|b",
        "\\",
        "<b>",
        "@a",
    ],
)
def test_a_code_span_keeps_its_text(text):
    (inline,) = [token for token in tokens(f"x {code(text)} y") if token.type == "inline"]

    assert [one.content for one in inline.children if one.type == "code_inline"] == [text]


def test_a_comment_is_never_too_long():
    long = "`" * 5000
    found = [finding(rule=f"rule-{n}", text=long, start=0) for n in range(500)]
    skipped = tuple(Skipped(long, long) for _ in range(50))
    shown = written("markdown", report(found, texts={"s1": long}, skipped=skipped))

    assert len(shown) < 65_536
    assert re.search(r"The worst 1?\d of 500 findings", shown)
    assert "… and 470 more rules" in shown
    assert "… and 40 more that were not checked." in shown


def test_the_worst_comes_first():
    found = [finding(rule="a"), finding(rule="b", severity=Severity.CRITICAL)]
    shown = written("markdown", report(found))

    assert shown.index("`b` at") < shown.index("`a` at")


def test_quiet_tells_the_verdict_only():
    shown = written("markdown", report([finding()], verdict=Verdict(True)), quiet=True)

    assert "## mtcheck: passed" in shown
    assert "adjacent" not in shown


def test_references_and_estimates_stand_below_the_verdict():
    scores = ReferenceScores((ReferenceScore("en", 1200, 0, {"bleu": 35.3791, "ter": 9.0}, {}),))
    made = report(reference=scores, estimates=(Estimate("comet:`x`", 0.81, 9, "data.csv"),))
    shown = written("markdown", made)

    assert "\nAgainst references for `en`: BLEU 35.38, TER 9.00 in 1,200 segments.\n" in shown
    assert "Estimate 0.8100 by `` comet:`x` ``, trained on `data.csv`; no part of" in shown
