"""Tags and marks of markup languages, compared with the source."""

import pytest

from tests.made import found_by, marks

TAGS = ["tag-missing", "tag-added", "tag-malformed", "tag-nesting", "attribute-changed"]
LIGHT = ["markdown-mismatch", "markdown-added", "mark-malformed", "rst-mismatch", "bbcode-mismatch"]
UI = ["escape-mismatch", "accelerator-mismatch"]


def found(source, target, lang="de"):
    """The rules that fire, with all places of each finding."""
    return [
        (rule, *marks([finding]))
        for rule in TAGS + LIGHT + UI
        for finding in found_by(rule, target, lang, source=source, source_lang="en")
    ]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("a < b > c, I <3 you, <me@example.org>", "a < b, ich <3 dich, x@example.org"),
        ("Usage: cp <file> <dir>", "Aufruf: cp <Datei> <Verzeichnis>"),
        ("</dev/null", "aus der Leere"),
        ("Line<br>break<BR/>", "Zeilen<br />umbruch<br>"),
        ("<b>One</b> <i>two</i>", "<i>zwei</i> <b>eins</b>"),
        ("<0>One</0> <1/>", "<1/> <0>Eins</0>"),
        ("<ph id='1'/><bpt i=\"1\">x</bpt>", '<bpt i="1">x</bpt> <ph id="1" />'),
        ('<img src="a.png" alt="A house">', '<img alt="Ein Haus" src="a.png">'),
        ('<a href="https://x.org/en/a">A</a>', '<a href="http://www.x.org/de/a/">B</a>'),
        ("Press &lt;b&gt; twice", "Zweimal &lt;b&gt; drücken"),
        ("Press &lt;b/&gt; twice", "Zweimal <b/> drücken"),
        ("Use `x`, [y](z.html) and **z**", "**Z**, [Y](z.html) und `x`"),
        ("the `old' and the `new' way", "die alte und die neue Art"),
        ("don`t and can`t", "nicht und nicht"),
        ("`yarn develop` starts it", "「yarn develop」で起動"),
        ("f**k this s**t, 2 ** 3", "verdammt"),
        ("See :ref:`a <b>` and ``c``", "``c`` und :ref:`A <b>`"),
        ("|NAME|use NAME", "|NAME|NAME benutzen"),
        ("[b]One[/b]", "[b]Eins[/b]"),
        ("Look at [b] and [i]", "Siehe [c]"),
        ("One\\nTwo\\tThree", "Eins\\nZwei\\tDrei"),
        ("Look into C:\\new", "Sehen Sie nach"),
        ("&File", "&Datei"),
        ("&Open", "打开(&O)"),
        ("R&D and Q&A at AT&T", "Forschung"),
        ("a=1&b=2", "nichts"),
        ("&copy; 2020", "(c) 2020"),
        ("the file_name and __init__", "der Name"),
        ("Research & Development", "Forschung und Entwicklung"),
    ],
)
def test_silent(source, target):
    assert [] == found(source, target)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("<b>One</b>", "Eins", [("tag-missing", "<b>", "</b>")]),
        ("<b>One</b>", "<b>Eins", [("tag-missing", "</b>")]),
        ('One<x id="1"/>', "Eins", [("tag-missing", '<x id="1"/>')]),
        ("One", "<b>Eins</b>", [("tag-added", "<b>", "</b>")]),
        ("One", "Eins<br>", [("tag-added", "<br>")]),
        ("<b>One</b>", "< b>Eins</b>", [("tag-malformed", "< b>", "<b>")]),
        ("<b>One</b>", "<b>Eins< / B >", [("tag-malformed", "< / B >", "</b>")]),
        ("<b>One</b>", "<b>一＜／b＞", [("tag-malformed", "＜／b＞", "</b>")]),
        ("<b>One</b>", "&lt;b&gt;Eins</b>", [("tag-malformed", "&lt;b&gt;", "<b>")]),
        ("<b><i>a</i></b>", "<b><i>a</b></i>", [("tag-nesting", "</b>")]),
        (
            '<a class="x">a</a>',
            '<a class="y">a</a>',
            [("attribute-changed", 'class="y"', 'class="x"')],
        ),
        ('<a id="x">a</a>', "<a>a</a>", [("attribute-changed", "<a>", 'id="x"')]),
        ("[a](b.html)", "[a](c.html)", [("markdown-mismatch", "[a](b.html)")]),
        ("Use `max_size`.", "Mit `Größe`.", [("markdown-mismatch", "`max_size`")]),
        ("One", "# Eins", [("markdown-added", "#")]),
        ("**One**", "* * Eins * *", [("mark-malformed", "* * Eins * *", "**One**")]),
        ("[a](b.html)", "[a] (b.html)", [("mark-malformed", "] (b.html)", "[a](b.html)")]),
        (":ref:`a` is", ": ref:`a` ist", [("mark-malformed", ": ref:`", ":ref:`a`")]),
        ("``a b`` is", "`` a b`` ist", [("mark-malformed", "`` a b``", "``a b``")]),
        ("|release| is", "|Version| ist", [("rst-mismatch", "|release|")]),
        ("[b]One[/b]", "[b]Eins", [("bbcode-mismatch", "[/b]")]),
        ("One\\nTwo", "Eins Zwei", [("escape-mismatch", "\\n")]),
        ("One\\nTwo", "Eins\\ n Zwei", [("mark-malformed", "\\ n", "\\n")]),
        ("&File", "Datei", [("accelerator-mismatch", "&F")]),
        ("E&xit", "Beenden", [("accelerator-mismatch", "&x")]),
        ("&File", "& Datei", [("accelerator-mismatch", "& ", "&F")]),
    ],
)
def test_fires(source, target, expected):
    assert expected == found(source, target)


@pytest.mark.parametrize(
    ("rule", "source", "target", "fixed"),
    [
        ("tag-malformed", "<b>One</b>", "< b >Eins</b>", "<b>Eins</b>"),
        ("tag-malformed", '<a href="x">a</a>', "< a href=“x” >b</a>", '<a href="x">b</a>'),
        ("mark-malformed", "[a](b.html)", "[c]（b.html）", "[c](b.html)"),
        ("mark-malformed", "**One**", "** Eins **", "**Eins**"),
        ("mark-malformed", "One\\nTwo", "Eins \\ n Zwei", "Eins \\n Zwei"),
    ],
)
def test_what_was_torn_is_mended(rule, source, target, fixed):
    (finding,) = found_by(rule, target, "de", source=source, source_lang="en")

    assert "safe" == finding.fix.safety
    assert fixed == finding.fix.apply("s1", target)


def test_what_is_lost_is_marked_in_the_source():
    (finding,) = found_by("tag-missing", "Eins", "de", source="<b>One</b>")

    assert ["source", "source"] == [span.side for span in finding.spans]


def test_a_broken_segment_has_few_findings():
    source = "".join(f"<a{n}>x</a{n}>" for n in range(400))

    assert 20 >= len(found_by("tag-missing", "nichts", "de", source=source))
