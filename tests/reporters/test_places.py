"""Places as other formats want them."""

import pytest

from mtcheck.model import Location, Segment
from mtcheck.reporters.places import (
    byte_columns,
    excerpt,
    fingerprints,
    region,
    repository_path,
)
from tests.made import finding, report, span


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (span(), (1, 5, 1, 12, 4, 7)),
        (span("a\nbc", 4), (1, 5, 2, 3, 4, 4)),
        (span("a\n", 4), (1, 5, 2, 1, 4, 2)),
        (span(offset=None), (1, None, 1, None, None, 7)),
        (span(side="source"), (1, None, 1, None, None, 7)),
    ],
)
def test_region(place, expected):
    assert tuple(region(place)) == expected


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("abc", 1, 2, (11, 12)),
        ("aéc", 2, 3, (13, 14)),
        ("a𐐀c", 1, 2, (11, 15)),
        ("a\nc", 2, 3, (0, 0)),
    ],
)
def test_bytes(text, start, end, expected):
    segment = Segment("s1", text, location=Location("a.txt", 1, byte_column=10))
    made = report(segments={("a.txt", "s1"): segment})

    assert byte_columns(made, "a.txt", "s1", start, end) == expected
    assert byte_columns(made, "a.txt", "s2", start, end) == (0, 0)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b.txt", "a/b.txt"),
        ("./a.txt", "a.txt"),
        ("/no/such/a.txt", "/no/such/a.txt"),
        ("<text>", "<text>"),
    ],
)
def test_a_path_of_the_repository(path, expected):
    assert repository_path(path) == expected


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("the man came", 4, 7, ("the ", "man", " came")),
        ("x" * 50 + "man" + "y" * 50, 50, 53, ("…" + "x" * 20, "man", "y" * 20 + "…")),
        (
            "a " * 50 + "the man came " + "b " * 50,
            104,
            107,
            ("…a a a a a a a the ", "man", " came b b b b b b b…"),
        ),
        ("m" * 99, 0, 99, ("", "m" * 39 + "…", "")),
    ],
)
def test_an_excerpt(text, start, end, expected):
    made = tuple(excerpt(Segment("s1", text), span(text[start:end], start), 20))

    assert made == expected


def test_fingerprints_of_findings_that_are_alike_differ():
    same = [finding(), finding(), finding(path="b.txt")]

    assert len(set(fingerprints(same))) == 3
    assert fingerprints(same)[:2] == fingerprints([finding(start=9), finding(start=99)])
