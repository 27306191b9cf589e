"""Patterns made wider: they match wherever the pattern itself does."""

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.text.widening import widened
from tests.strategies import segments

EVERYTHING = "\n".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
PATTERNS = (
    r"\p{Lu}\p{Ll}{2,}",
    r"[\p{L}\p{N},]  [\p{L}\p{N}]",
    r"(?:^|[^\p{L}\p{N}.&-] ?)a (?:[aio][a-z]+)",
    r"(?i)[^\p{L}]the[^\p{Ll}]",
    r"\p{Han}[\p{Hiragana}\p{L}]",
    r"[]\p{L}]\[[^]\p{N}]",
    r"\P{L}[\P{N}]",
)


@pytest.mark.parametrize("name", ["L", "Lu", "Ll", "N"])
def test_a_wide_class_holds_the_class_and_a_narrow_one_nothing_else(name):
    exact = {m.group() for m in re2.finditer(rf"\p{{{name}}}", EVERYTHING)}
    wide = {m.group() for m in re2.finditer(widened(rf"\p{{{name}}}"), EVERYTHING)}
    within = {m.group() for m in re2.finditer(widened(rf"[&\p{{{name}}}]"), EVERYTHING)}
    outside = {m.group() for m in re2.finditer(rf"[^\p{{{name}}}]", EVERYTHING)}
    wide_outside = {m.group() for m in re2.finditer(widened(rf"[^\p{{{name}}}]"), EVERYTHING)}

    assert exact < wide < set(EVERYTHING)
    assert within == wide | {"&"}
    assert outside < wide_outside < set(EVERYTHING)


@given(st.lists(segments, min_size=1, max_size=20))
def test_a_wide_pattern_matches_wherever_the_pattern_does(texts):
    for pattern in PATTERNS:
        exact, wide = re2.compile(pattern), re2.compile(widened(pattern))
        for text in (one.encode("utf-8", "replace").decode() for one in texts):
            assert wide.search(text) or not exact.search(text)


@pytest.mark.parametrize(
    "pattern", [r"\bthe\b", r"[a-z]+", r"[[:alpha:]\p{L}]", r"\\p{L}", r"\Q[\E\p{L}", r"\[x\]"]
)
def test_what_needs_no_change_or_cannot_be_read_stays(pattern):
    assert widened(pattern) == pattern
