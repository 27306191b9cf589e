"""Patterns that run in linear time, many at once."""

import re

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.text.patterns import Matcher, Pattern, PatternSet, alternation, expand, fault
from tests.strategies import segments

PATTERNS = (
    r"\bfirm\b",
    r"(?i)THE",
    r"[，。：]+",
    r"& ?\w",
    r"^The",
    r"\.$",
    r"[\p{Han}]",
    r"\d+, \d{3}",
    r"(?:US|U\.S\.)",
    r"“[^”]*$",
    r"\x{200b}",
)


@given(st.lists(segments, max_size=40), st.lists(st.sampled_from(PATTERNS), max_size=8))
def test_a_scan_finds_what_each_pattern_finds_on_each_row(texts, patterns):
    texts = [text.encode("utf-8", "replace").decode() for text in texts]
    expected = {}
    for index, pattern in enumerate(patterns):
        compiled = re2.compile(f"(?m){pattern}")
        rows = [row for row, text in enumerate(texts) if compiled.search(text)]
        if rows:
            expected[index] = rows

    assert expected == dict(sorted(PatternSet(patterns).scan(texts).items()))


def test_rows_of_a_scan_ascend():
    found = PatternSet(["x"]).scan(["x" if row % 7 == 0 else "" for row in range(100)])

    assert {0: list(range(0, 100, 7))} == found


@pytest.mark.parametrize(
    ("patterns", "texts", "expected"),
    [
        ([], ["a"], {}),
        (["a"], [], {}),
        (["a"], [""], {}),
        (["a b"], ["a", "b"], {}),
        (["^b"], ["a", "b"], {0: [1]}),
        (["a$"], ["a", "b"], {0: [0]}),
        (["a", "b"], ["ab", "b"], {0: [0], 1: [0, 1]}),
    ],
)
def test_scan(patterns, texts, expected):
    assert expected == PatternSet(patterns).scan(texts)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (r"fo+", "foo fo", [(0, 3, {}), (4, 6, {})]),
        (r"x*", "aab", []),
        (r"a (?P<at>b) c", "a b c", [(2, 3, {"at": "b"})]),
        (r"(?P<first>\w) (?P<second>\w)", "a b", [(0, 3, {"first": "a", "second": "b"})]),
        (r"(?P<one>a)|(?P<two>b)", "b", [(0, 1, {"two": "b"})]),
        (r"é+", "𝄞 éé", [(2, 4, {})]),
        (r"(?:a (?P<at>b)|c)", "c", []),
    ],
)
def test_places(pattern, text, expected):
    assert expected == list(Pattern(pattern).places(text))


def test_spans_are_those_of_whole_matches():
    assert [(0, 5)] == Pattern(r"a (?P<at>b) c").spans("a b c")


def test_ignore_case():
    assert [(0, 2)] == Pattern("ÉA", ignore_case=True).spans("éa")
    assert [] == Pattern("ÉA").spans("éa")


@pytest.mark.parametrize(
    ("pattern", "part"),
    [
        ("a(?=b)", "perl operator"),
        ("a(?!b)", "perl operator"),
        ("(?<=a)b", "perl operator|named capture"),
        ("(?<!a)b", "perl operator|named capture"),
        (r"(a)\1", "escape sequence"),
        ("(", "missing"),
        ("a{2000}", "repetition"),
        (r"\Aa", "write \\^ and"),
        (r"a\z", "write \\^ and"),
        (r"a\C", "not allowed"),
    ],
)
def test_fault_tells_why_a_pattern_cannot_be_used(pattern, part):
    assert re.search(part, fault(pattern))


@pytest.mark.parametrize("pattern", ["", "a+", r"\b{country} x{2,3}", r"\p{Han}\x{200b}", "(?i)a"])
def test_good_patterns_have_no_fault(pattern):
    assert fault(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{name}s", "(?:a\\.b|abc|ab)s"),
        (r"\p{name}\x{name}", r"\p{name}\x{name}"),
        ("a{2}", "a{2}"),
    ],
)
def test_expand(pattern, expected):
    assert expected == expand(pattern, {"name": ["ab", "a.b", "abc"]})


def test_a_list_that_is_not_there_matches_nothing():
    assert [] == Pattern(expand("x?{gone}", {})).spans("x xx anything")


def test_an_alternation_prefers_the_longest():
    assert [(0, 8)] == Pattern(alternation(["Korea", "South", "South Korea"[:8]])).spans("South Ko")


@pytest.mark.parametrize(
    ("pattern", "options", "text", "expected"),
    [
        ("and", {"whole_words": True}, "sand and andy", ["and"]),
        ("and", {}, "sand and andy", ["and", "and", "and"]),
        ("и", {"whole_words": True}, "или и", ["и"]),
        ("-x", {"whole_words": True}, "a-x", ["-x"]),
        ("US", {"unless": [r"US\$"]}, "US and US$5", ["US"]),
        ("US", {"unless": [r"US\$", "the US"]}, "the US, US$5, US", ["US"]),
        ("us", {"ignore_case": True, "unless": ["THE US"]}, "the us US", ["US"]),
        ("a (?P<at>b) c", {"unless": ["a$"]}, "a b c", ["b"]),
    ],
)
def test_matcher(pattern, options, text, expected):
    found = [text[start:end] for start, end, _ in Matcher(pattern, **options).places(text)]

    assert expected == found


def test_a_long_hostile_text_takes_linear_time():
    assert [] == Pattern(r"(a+)+$").spans("a" * 200_000 + "b")
