import io

import pytest

from mtcheck.readers import ReadOptions
from mtcheck.readers.markdown import LONGEST_PARAGRAPH, MarkdownReader


def texts(text):
    found = MarkdownReader().read("a.md", io.BytesIO(text.encode()), ReadOptions())
    return [pair for batch in found for pair in zip(batch.lines, batch.targets, strict=True)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# A *b*\n\nc\nd\n", [(1, "A b"), (3, "c d")]),
        ("---\ntitle: a\n---\n\nb", [(5, "b")]),
        ("---\nno front matter\n", [(2, "no front matter")]),
        ("- a\n- b\n", [(1, "a"), (2, "b")]),
        ("```\na\n```\n\n    b\n\nc `d`\n", [(7, "c `d`")]),
        ("| a | b |\n|---|---|\n| c | d |\n", [(1, "a"), (1, "b"), (3, "c"), (3, "d")]),
        ("[a](http://b) ![c](d)\n", [(1, "a c")]),
        ("<div>\n<p>a</p>\n</div>\n\nb\n", [(2, "a"), (5, "b")]),
        ("a &amp; b \\* c\n", [(1, "a & b * c")]),
    ],
)
def test_blocks_are_segments_with_their_lines(text, found):
    assert texts(text) == found


def test_a_very_long_paragraph_keeps_its_marks():
    text = "[" * (LONGEST_PARAGRAPH + 1)

    assert texts(text) == [(1, text)]
