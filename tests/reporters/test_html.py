"""The page for editors, as a parser sees it; test_html_browser.py tells what a browser does."""

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest

from mtcheck import Checker
from mtcheck.model import DocumentSummary, Location, Segment, Severity, Skipped
from mtcheck.reporters.html import HtmlReporter
from mtcheck.reporters.html.marks import Mark, pieces
from tests.made import finding, report, rule_info, span, written
from tests.reporters.test_contract import HOSTILE, rich

CSS = (Path(__file__).parents[2] / "mtcheck" / "reporters" / "html" / "page.css").read_text()


def parsed(made, **changes):
    text = written("html", made, **changes)
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(text)


def all_of(root, attribute, value):
    return [e for e in root.iter() if value in (e.get(attribute) or "").split()]


def text_of(element):
    return "".join(element.itertext())


def skeleton(root):
    """Names of elements and attributes, without any text. A language is told where it is a tag."""
    elements = [e for e in root.iter() if isinstance(e.tag, str)]
    return [(e.tag, sorted(set(e.attrib) - {"lang"})) for e in elements]


def whole(findings, *texts, source=None, **changes):
    segments = tuple(
        Segment(f"s{n}", text, source, document="a", location=Location("a.txt", n))
        for n, text in enumerate(texts, 1)
    )
    by_id = {("a.txt", segment.id): segment for segment in segments}
    return report(findings, segments=by_id, text=segments, **changes)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_makes_no_element_and_no_attribute(name):
    assert skeleton(parsed(rich(HOSTILE[name]))) == skeleton(parsed(rich("plain")))


@pytest.mark.parametrize("name", HOSTILE)
def test_ids_are_unique_and_links_lead_somewhere(name):
    elements = [e for e in parsed(rich(HOSTILE[name])).iter() if isinstance(e.tag, str)]
    ids = [e.get("id") for e in elements if e.get("id")]

    assert len(ids) == len(set(ids))
    for element in elements:
        if element.tag == "a":
            assert element.get("href")[1:] in ids
        assert set((element.get("aria-labelledby") or "").split()) <= set(ids)


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_is_fetched_from_anywhere(name):
    root = parsed(rich(HOSTILE[name]))

    for element in root.iter():
        for attribute in ("src", "srcset", "action", "data", "poster", "style"):
            assert element.get(attribute) is None
        assert not any(key.startswith("on") for key in element.attrib)
        if element.get("href"):
            assert element.get("href").startswith(("#", "data:,"))
    assert not re.search(r"url\(|@import|https?:", CSS)


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else():
    root = parsed(report([finding()]))
    (policy,) = all_of(root, "http-equiv", "Content-Security-Policy")
    rules = dict(part.strip().split(" ", 1) for part in policy.get("content").split(";"))
    for tag in ("style", "script"):
        (element,) = root.iter(tag)
        digest = base64.b64encode(hashlib.sha256(text_of(element).encode()).digest()).decode()
        assert rules.pop(f"{tag}-src") == f"'sha256-{digest}'"

    assert rules == {
        "default-src": "'none'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_a_finding_says_what_why_and_how_to_mend_it():
    made = whole([finding()], "met the the man")
    (item,) = all_of(parsed(made), "class", "finding")
    shown = text_of(item)

    for part in (
        "minor",
        "“the the” says the same word twice",
        "The eye of the author skips it, the reader's does not.",
        "replace “the the”",
        "line 1, column 5",
        "linguistic-conventions/repetition",
        "confidence high",
        "mtcheck explain adjacent-duplicate-word",
    ):
        assert part in shown
    assert [text_of(e) for e in item.iter("dd")] == ["met the the man", "met the man"]
    assert [text_of(e) for e in (*item.iter("del"), *item.iter("ins"))] == ["the the", "the"]


def test_a_place_is_marked_in_the_text_and_leads_to_its_finding():
    root = parsed(whole([finding(severity=Severity.MAJOR)], "met the the man", "All is well."))
    (mark,) = all_of(root, "class", "mark")
    (place,) = all_of(root, "class", "place")

    assert (text_of(mark), mark.get("class"), mark.get("href")) == ("the the", "mark major", "#f1")
    assert place.get("href") == f"#{mark.get('id')}"
    assert [text_of(e) for e in all_of(root, "class", "target")] == [
        "met the the man",
        "All is well.",
    ]


def test_a_source_stands_beside():
    spans = (span("the the", 4), span("人", 1, side="source"))
    root = parsed(whole([finding(spans=spans)], "met the the man", source="见人了"))
    (source,) = all_of(root, "class", "source")

    assert (text_of(source), source.get("lang")) == ("见人了", "zh")
    assert [text_of(e) for e in source.iter("a")] == ["人"]


@pytest.mark.parametrize(
    ("text", "tag", "direction"),
    [("They met the the man.", "en", "ltr"), ("التقى the the الوزيران في المدينة", "ar", "rtl")],
)
def test_language_and_direction_of_the_text(text, tag, direction):
    documents = (DocumentSummary("a.txt", "a", None, tag, 1, 4.0, 90.0),)
    root = parsed(whole([], text, documents=documents))
    (target,) = all_of(root, "class", "target")

    assert (target.get("lang"), target.get("dir")) == (tag, direction)
    assert root.get("lang") == "en"


def test_sentences_of_one_line_are_one_paragraph():
    first = Segment("s1", "One.", document="a", location=Location("a.txt", 3, 1))
    second = Segment("s2", "Two.", document="a", location=Location("a.txt", 3, 6))
    third = Segment("s3", "三。", document="a", location=Location("a.txt", 3, 10))
    root = parsed(report(text=(first, second, third)))

    assert [text_of(e) for e in all_of(root, "class", "target")] == ["One. Two.三。"]
    assert [text_of(e) for e in all_of(root, "class", "no")] == ["3"]


def test_without_the_text_segments_with_findings_are_shown():
    segment = Segment("s1", "met the the man", document="a", location=Location("a.txt", 9))
    root = parsed(report([finding()], segments={("a.txt", "s1"): segment}))

    assert len(all_of(root, "class", "mark")) == 1
    assert len(all_of(root, "class", "note")) == 1


def test_a_place_that_is_not_where_it_should_be_is_not_marked():
    root = parsed(whole([finding()], "another text with other words"))

    assert [] == all_of(root, "class", "mark")
    assert "line 1, column 5" in text_of(all_of(root, "class", "finding")[0])


def test_equal_ids_in_two_documents_are_kept_apart():
    texts = ("met the the man", "saw the the sea")
    segments = tuple(
        Segment("1", text, document=id, location=Location("a.txt", n))
        for n, (id, text) in enumerate(zip("ab", texts, strict=True), 1)
    )
    documents = tuple(DocumentSummary("a.txt", id, None, "en", 1, 4.0, 90.0) for id in "ab")
    made = finding(document="b", spans=(span(segment="1", line=2),))
    root = parsed(report([made], text=segments, documents=documents))
    lines = all_of(root, "class", "line")

    assert [len(all_of(line, "class", "mark")) for line in lines] == [0, 1]


def test_filters_are_labelled_and_buttons_can_be_reached():
    root = parsed(whole([finding(), finding(rule="calque")], "met the the man"))
    labelled = {id(e) for label in root.iter("label") for e in label.iter()}

    for element in root.iter():
        if element.tag in {"input", "select"}:
            assert id(element) in labelled
        if element.tag == "button":
            assert text_of(element).strip()
            assert element.get("tabindex") is None
            assert element.get("type") in {"button", "reset"}


def test_counts_and_gauge():
    made = whole([finding(), finding(severity=Severity.CRITICAL)], "met the the man")
    root = parsed(made)
    (counts,) = all_of(root, "class", "counts")
    (gauge,) = all_of(root, "class", "gauge")

    assert [text_of(row) for row in counts.iter("tr")] == [
        *("critical1", "major0", "minor1", "neutral0")
    ]
    assert gauge.get("aria-label") == "Score 83.4 of 100"
    assert [e.get("stroke-dasharray") for e in gauge][:2] == [None, "83.4 200"]


def test_more_than_can_be_used_is_cut():
    made = whole([finding()] * 5003, "met the the man")
    root = parsed(made)

    assert len(all_of(root, "class", "finding")) == 5000
    assert "and 3 more findings" in text_of(root)


def test_what_was_not_checked_and_what_is_hidden_is_said():
    made = report([finding(known=True)], skipped=(Skipped("b.txt", "b.txt: <gone>\n  help: look"),))
    shown = text_of(parsed(made))

    assert "Not checked: b.txt: <gone> help: look" in shown
    assert "1 suppressed or known findings are not shown." in shown


def test_quiet_tells_the_verdict_only():
    root = parsed(whole([finding()], "met the the man"), quiet=True)

    assert [] == [*all_of(root, "class", "mark"), *all_of(root, "class", "finding")]
    assert "score 83.4 is below 95" in text_of(root)


def test_a_rule_that_is_not_known_has_no_reason():
    made = replace(whole([finding()], "met the the man"), rules={})

    assert rule_info("x").why not in text_of(parsed(made))


def test_the_sample_shows_all_its_text():
    path = Path(__file__).parents[2] / "samples" / "text" / "us-japan-alliance.en.txt"
    checker = Checker(whole_text=HtmlReporter.whole_text)
    root = parsed(checker.check_paths([str(path)]))
    shown = " ".join(" ".join(text_of(e) for e in all_of(root, "class", "target")).split())

    assert shown == " ".join(path.read_text(encoding="utf-8").split())


def mark(start, end, finding=1, severity=Severity.MINOR):
    return Mark(start, end, finding, severity, f"m{finding}")


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], [("abcdef", ())]),
        ([mark(1, 3)], [("a", ()), ("bc", (1,)), ("def", ())]),
        ([mark(0, 6)], [("abcdef", (1,))]),
        ([mark(0, 4), mark(2, 6, 2)], [("ab", (1,)), ("cd", (1, 2)), ("ef", (2,))]),
        ([mark(0, 6), mark(2, 3, 2)], [("ab", (1,)), ("c", (2, 1)), ("def", (1,))]),
        ([mark(0, 6, 1), mark(0, 6, 2, Severity.MAJOR)], [("abcdef", (2, 1))]),
        ([mark(4, 99)], [("abcd", ()), ("ef", (1,))]),
        ([mark(9, 12)], [("abcdef", ())]),
    ],
)
def test_marks_cut_the_text(marks, expected):
    made = pieces("abcdef", marks)

    assert [(piece.text, piece.findings) for piece in made] == expected
    anchors = [anchor for piece in made for anchor in piece.anchors]
    assert sorted(anchors) == sorted(m.anchor for m in marks if m.start < 6)


def colour(name, dark):
    pair = re.search(rf"--{name}: light-dark\(#(\w+), #(\w+)\)", CSS).groups()
    return pair[dark]


def luminance(hex_colour):
    channels = [int(hex_colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "ground", "least"),
    [
        *(("text", ground, 4.5) for ground in "ground raised critical major minor neutral".split()),
        *((front, ground, 4.5) for front in ("quiet", "link") for ground in ("ground", "raised")),
        *((front, "ground", 4.5) for front in ("good", "bad")),
        *(
            (f"{severity}-line", ground, 3)
            for severity in ("critical", "major", "minor", "neutral")
            for ground in ("ground", severity)
        ),
    ],
)
def test_contrast_is_enough_for_wcag_aa(front, ground, least, dark):
    lights = sorted(luminance(colour(name, dark)) for name in (front, ground))

    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= least
