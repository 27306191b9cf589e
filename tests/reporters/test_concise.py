"""One line a finding."""

import pytest

from mtcheck.model import Severity, Skipped, Verdict
from tests.made import finding, report, written

SIGNATURE = "mqm:0-1-5-25|per:1000w|lang:zh-en|rules:abcdef01|version:0.1.0"


def test_the_whole_report():
    made = report([finding(), finding(severity=Severity.MAJOR, path="c d.txt", start=0)])

    assert written("concise", made).splitlines() == [
        "a.txt:1:5: minor adjacent-duplicate-word “the the” says the same word twice",
        "c d.txt:1:1: major adjacent-duplicate-word “the the” says the same word twice",
        "b.txt: skipped: b.txt: no such file",
        f"mtcheck: failed: score 83.4 is below 95 (score 83.4, {SIGNATURE})",
    ]


def test_a_run_that_passes_says_so():
    made = report(verdict=Verdict(True), skipped=())

    assert written("concise", made) == f"mtcheck: passed (score 83.4, {SIGNATURE})\n"


def test_quiet_is_one_line():
    assert written("concise", report([finding()]), quiet=True).startswith("mtcheck: failed")


def test_a_reason_of_several_lines_is_one_line():
    made = report(skipped=(Skipped("b.txt", "b.txt: no such file\n  help: look\x1b[1m again"),))

    assert "b.txt: skipped: b.txt: no such file help: look␛[1m again\n" in written("concise", made)


@pytest.mark.parametrize(
    ("path", "shown"),
    [("::error::x", "<U+003A>:error::x:1:5: "), (" ::notice::x", " <U+003A>:notice::x:1:5: ")],
)
def test_a_path_is_no_command(path, shown):
    assert written("concise", report([finding(path=path)])).startswith(shown)
