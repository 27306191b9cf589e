"""Inline code in prose."""

import pytest

from mtcheck.text.code import code_spans, touches_code, without_code
from tests.made import found_by, marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call `fs.open` or ``close`` now.", ["`fs.open`", "``close``"]),
        ("Run ```a b``` twice.", ["```a b```"]),
        ("Press <kbd>Ctrl C</kbd>, then <CODE class=x>a < b</code>", ["<kbd>Ctrl C</kbd>"]),
        ("Use open() and readFile(name, [options]).", ["open()", "readFile(name, [options])"]),
        ("It returns {net.Socket|null} or {string[]}.", ["{net.Socket|null}", "{string[]}"]),
        ("He said ``yes'' and ``no''.", []),
        ("He said `` yes '' and `` no ''.", []),
        ("Type `quit' or `exit'.", []),
        ("l`homme d`affaires", []),
        ("See :ref:`the guide` and `our page`_ (in London).", []),
        ("The mayor (of London) has a plan {see below}.", []),
        ("`one", []),
        ("", []),
    ],
)
def test_code_spans(text, expected):
    assert expected == [text[start:end] for start, end in code_spans(text)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 2, False),
        (0, 3, True),
        (0, 5, True),
        (0, 9, False),
        (2, 5, True),
        (2, 9, True),
        (3, 4, True),
        (5, 9, False),
    ],
)
def test_a_place_touches_code_where_it_begins_or_ends_there(start, end, expected):
    assert expected is touches_code(code_spans("a `b` c d"), start, end)


def test_without_code_keeps_every_position():
    text = "Call `exit` now"

    assert "Call        now" == without_code(text, code_spans(text))


@pytest.mark.parametrize(
    ("rule", "text", "in_code"),
    [
        ("adjacent-duplicate-word", "We saw the the plan.", "We saw `the the plan`."),
        ("missing-space-after-punctuation", "The end.Next one came.", "The `end.Next` one came."),
        ("untranslated-script", "The 目录 is empty.", "The `目录` is empty."),
        ("oscillation", "path path path path", "Set `path/path/path/path` there."),
        ("html-entity", "Lloyd &amp;middot; Austin", "Write `&amp;middot;` there."),
    ],
)
def test_rules_about_language_are_silent_in_code(rule, text, in_code):
    assert marks(found_by(rule, text))
    assert not marks(found_by(rule, in_code))


def test_rules_that_compare_with_the_source_look_into_code():
    source, target = "请看 `https://example.org/a`。", "See `https://example.org/b`."

    assert found_by("url-mismatch", target, "en", source=source, source_lang="zh")


def test_words_in_code_need_no_translation():
    source = "The company announced earlier this month that it would close two plants."
    target = "Das Unternehmen kündigte {} an, zwei Werke zu schließen."
    pair = {"source": source, "source_lang": "en"}

    assert found_by("source-words-left", target.format("earlier this month"), "de", **pair)
    assert not found_by("source-words-left", target.format("`earlier this month`"), "de", **pair)


def test_a_heading_that_is_code_has_no_language():
    text = "The parser reads the text and returns a tree of nodes.\n`node.next()` and `node.prev()`"

    assert not found_by("wrong-language", text)
