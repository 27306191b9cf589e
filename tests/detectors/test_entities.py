"""HTML character references left in the text."""

import pytest

from mtcheck.model import Confidence
from tests.made import found_by, marks

RULE = "html-entity"


@pytest.mark.parametrize(
    ("text", "expected", "fixed"),
    [
        ("Lloyd & middot; Austin", ["& middot;"], "Lloyd Austin"),
        ("Lloyd & middot ; Austin", ["& middot ;"], "Lloyd Austin"),
        ("Lloyd &middot; Austin", ["&middot;"], "Lloyd Austin"),
        ("China & apos; s economy", ["& apos;"], "China's economy"),
        ("caf&eacute;", ["&eacute;"], "café"),
        ("S&#246;hne", ["&#246;"], "Söhne"),
        ("S&#xF6;hne", ["&#xF6;"], "Söhne"),
        ("S& # 246 ;hne", ["& # 246 ;"], "Söhne"),
        ("&amp;quot;yes", ["&amp;quot;"], '"yes'),
        ("& amp; quot;yes", ["& amp; quot;"], '"yes'),
        ("Tom &amp; Jerry", ["&amp;"], "Tom & Jerry"),
        ("3 &lt; 5", ["&lt;"], "3 < 5"),
        ("one&nbsp;two", ["&nbsp;"], "one two"),
        ("＆middot；", ["＆middot；"], "·"),
        ("&hellip;&ndash;", ["&hellip;", "&ndash;"], "…–"),
    ],
)
def test_a_reference_is_marked_and_mended(text, expected, fixed):
    found = found_by(RULE, text)
    mended = text
    for finding in reversed(found):
        mended = finding.fix.apply("s1", mended)

    assert expected == marks(found)
    assert fixed == mended


@pytest.mark.parametrize(
    "text",
    [
        "Research & development; sales & marketing; P & Co; AT&T; R&D.",
        "Text & image; sound & part; hearts & clubs;",
        "/search?a=1&copy=2&lang=en",
        "if (a && b) { c &= d; }",
        "&bogus; &; & ; &#; &#x;",
        "&#0; &#31; &#9999999;",
        "fish & chips",
        "&middot without its mark",
    ],
)
def test_false_friends_are_left_alone(text):
    assert () == found_by(RULE, text)


def test_no_language_is_needed():
    assert ["&middot;"] == marks(found_by(RULE, "a &middot; b", None))


def test_the_evidence_names_the_character():
    (finding,) = found_by(RULE, "caf&eacute;")

    assert {"character": "é", "replacement": "é"} == dict(finding.evidence)


def test_other_rules_see_the_text_without_references():
    (finding,) = found_by("country-pair-hyphen", "the Japan & middot; US alliance")

    assert ["Japan & middot; US"] == marks([finding])
    assert "the Japan-US alliance" == finding.fix.apply("s1", "the Japan & middot; US alliance")


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("Empty entity &amp; seen", "Leere Entit\u00e4t &amp; gefunden", []),
        ("<b>Note</b>", "<b>Note</b>&nbsp;: d&rsquo;accord", []),
        ("<b>Note</b>", "<b>Note</b>& nbsp ;: d'accord", ["& nbsp ;"]),
        ("Note &amp; title", "Note &amp;quot; titre", ["&amp;quot;"]),
        ("Tom and Jerry", "Tom &amp; Jerry", ["&amp;"]),
    ],
)
def test_whole_references_belong_to_the_translation_of_html(source, text, expected):
    assert expected == marks(found_by(RULE, text, "fr", source=source, source_lang="en"))


def test_references_that_people_write_have_low_confidence_beside_plain_text():
    pair = {"source": "Note:", "source_lang": "en"}

    assert () == found_by(RULE, "Note&nbsp;:", "fr", **pair)
    assert ["&nbsp;"] == marks(found_by(RULE, "Note&nbsp;:", "fr", least=Confidence.LOW, **pair))
