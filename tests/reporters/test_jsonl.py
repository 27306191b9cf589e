"""JSON Lines: a finding a line, the rest in the last line."""

import json

from mtcheck.model import Severity
from mtcheck.reporters.json import from_json, to_json
from tests.made import finding, report, span, written

FULL = report(
    [
        finding(),
        finding(suppressed="paths: *", severity=Severity.CRITICAL),
        finding(known=True, fix=None, spans=(span(), span("b\u2028c", 20, offset=None))),
    ]
)


def read(text):
    return [json.loads(line) for line in text.splitlines()]


def test_each_line_says_what_it_is():
    lines = read(written("jsonl", FULL))

    assert ["finding"] * 3 + ["report"] == [line["type"] for line in lines]


def test_the_lines_together_are_the_json_report():
    *findings, rest = read(written("jsonl", FULL))
    for line in [*findings, rest]:
        del line["type"]

    assert to_json(FULL) == {**rest, "findings": findings}
    assert from_json({**rest, "findings": findings}) == FULL


def test_quiet_writes_the_last_line_only():
    (line,) = read(written("jsonl", FULL, quiet=True))

    assert line["verdict"] == {"passed": False, "reasons": ["score 83.4 is below 95"]}
