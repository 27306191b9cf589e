"""XLIFF, TMX and Android strings, and what no XML may do."""

import io

import pytest

from mtcheck.errors import InputError
from mtcheck.readers import ReadOptions, read, write
from mtcheck.readers.android import AndroidReader
from mtcheck.readers.tmx import TmxReader
from mtcheck.readers.xliff import XliffReader

PAIR = ReadOptions(source_lang="en", target_lang="de")


def pieces(reader, text, options=PAIR, path="a.xml"):
    found = list(reader().pieces(path, io.BytesIO(text.encode()), options))
    assert "".join(piece.raw for piece in found) == text
    return [piece for piece in found if piece.row]


def xliff(body, attributes='version="1.2"'):
    head = f'<?xml version="1.0"?>\n<xliff {attributes}>'
    file = '<file source-language="en" target-language="de">'
    return f"{head}{file}<body>{body}</body></file></xliff>"


def unit(target, id="1"):
    return f'<trans-unit id="{id}"><source>a</source>{target}</trans-unit>'


def tmx(*variants, srclang="en"):
    tuvs = "".join(f'<tuv xml:lang="{lang}"><seg>{seg}</seg></tuv>' for lang, seg in variants)
    return f'<tmx version="1.4"><header srclang="{srclang}"/><body><tu>{tuvs}</tu></body></tmx>'


TARGETS = [
    ("Klick <g id='1'>hier</g>.", "Klick <g id='1'>hier</g>."),
    ("a <ph id='1'>&lt;br/&gt;</ph> b", "a <br/> b"),
    ("a <x id='1'/> &amp; &#98;", "a <x id='1'/> & b"),
    ("<mrk mtype='seg'>Eins.</mrk> <mrk mtype='seg'>Zwei.</mrk>", "Eins. Zwei."),
    ("\n   Eins.\n  ", "Eins."),
    (" Eins ", " Eins "),
    ("<![CDATA[a <b> & c]]>", "a <b> & c"),
    ("a<!-- note -->b", "ab"),
]


@pytest.mark.parametrize(("raw", "text"), TARGETS)
def test_texts_show_inline_codes_as_tags(raw, text):
    (piece,) = pieces(XliffReader, xliff(unit(f"<target>{raw}</target>")))

    assert (piece.row.target, piece.row.source, piece.row.line) == (text, "a", 2)
    assert piece.written(text) == raw


@pytest.mark.parametrize(
    ("raw", "new", "written"),
    [
        ("Klick <g id='1'>hier</g>.", "Klicke <g id='1'>da</g>!", "Klicke <g id='1'>da</g>!"),
        ("a &amp; b &apos;c&apos;", "a & < 'c'", "a &amp; &lt; &apos;c&apos;"),
        ("<mrk>Eins.</mrk> <mrk>Zwei.</mrk>", "1. Zwei!", "<mrk>1.</mrk> <mrk>Zwei!</mrk>"),
        ("<![CDATA[a <b>]]>", "a <i>", "<![CDATA[a <i>]]>"),
    ],
)
def test_what_an_edit_leaves_keeps_its_form(raw, new, written):
    (piece,) = pieces(XliffReader, xliff(unit(f"<target>{raw}</target>")))

    assert piece.written(new) == written


@pytest.mark.parametrize(
    ("raw", "new"),
    [("<g id='1'>hier</g>", "hier"), ("<![CDATA[a]]>", "]]>"), ("a<![CDATA[b]]>", "c")],
)
def test_an_edit_that_would_break_the_markup_is_refused(raw, new):
    (piece,) = pieces(XliffReader, xliff(unit(f"<target>{raw}</target>")))

    with pytest.raises(ValueError, match=r"lost|CDATA"):
        piece.written(new)


@pytest.mark.parametrize(
    "target",
    [
        "",
        "<target state='new'/>",
        "<target state='needs-translation'></target>",
        "<alt-trans><source>a</source><target>b</target></alt-trans>",
        "<mq:x><target>b</target></mq:x>",
    ],
)
def test_what_the_file_calls_untranslated_is_no_segment(target):
    assert pieces(XliffReader, xliff(unit(target))) == []


def test_an_empty_target_is_a_segment():
    assert [p.row.target for p in pieces(XliffReader, xliff(unit("<target></target>")))] == [""]


def test_ids_of_xliff_2_and_of_several_files_are_unique():
    segment = "<segment><source>a</source><target>b</target></segment>"
    named = segment.replace("<segment>", '<segment id="s">')
    file = f'<file id="f"><unit id="u">{named}{segment}</unit></file>'
    text = f'<xliff version="2.0" srcLang="en" trgLang="fr">{file}{file}</xliff>'
    rows = [piece.row for piece in pieces(XliffReader, text)]

    assert [row.id for row in rows] == ["u/s", "u/2", "2/u/s", "2/u/2"]
    assert {(row.source_lang, row.target_lang) for row in rows} == {("en", "fr")}


EN, DE, FR = ("en-US", "one"), ("DE", "eins"), ("fr", "un")


@pytest.mark.parametrize(
    ("variants", "options", "found"),
    [
        ((EN, DE), PAIR, [("1", "one", "eins")]),
        ((DE, EN), PAIR, [("1", "one", "eins")]),
        ((EN, DE, FR), PAIR, [("1", "one", "eins")]),
        ((EN, DE, FR), ReadOptions(), [("1.DE", "one", "eins"), ("1.fr", "one", "un")]),
        ((DE, FR), ReadOptions(None, "fr", "de"), [("1", "un", "eins")]),
    ],
)
def test_languages_choose_the_variants(variants, options, found):
    rows = [piece.row for piece in pieces(TmxReader, tmx(*variants), options)]

    assert [(row.id, row.source, row.target) for row in rows] == found


def test_a_tmx_without_the_language_asked_for_names_those_it_has():
    with pytest.raises(InputError, match="the file has en-US, fr"):
        pieces(TmxReader, tmx(EN, FR))


BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (BOMB + tmx(EN, ("de", "&b;")), 1, "declares an entity"),
        ('<!DOCTYPE tmx [\n<!ENTITY x SYSTEM "file:///etc/passwd">]>' + tmx(EN), 2, "declares an"),
        ('<!DOCTYPE tmx [<!ENTITY % x SYSTEM "http://a/">%x;]>' + tmx(EN), 1, "declares an entity"),
        ('<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n' + tmx(EN, ("de", "&nbsp;")), 2, "&nbsp; is not def"),
        (tmx(EN, ("de", "&nbsp;")), 1, "undefined entity"),
        (tmx(EN, ("de", "a\x00b")), 1, "not well-formed"),
        ("<html><body/></html>", 1, "the root is <html> and not <tmx>"),
        ("<tmx>" + "<a>" * 300, 1, "more than 200 elements"),
        ("<tmx>\n<body>", 2, "no element found"),
        ("plain text", 1, "not well-formed"),
    ],
)
def test_bad_xml_is_an_input_error_with_its_line(text, line, words):
    with pytest.raises(InputError, match=words) as caught:
        pieces(TmxReader, text)

    assert (caught.value.line, caught.value.path) == (line, "a.xml")
    assert caught.value.hint


def test_units_before_a_fault_are_read():
    text = tmx(EN, DE).replace("</body>", "\n<tu><tuv></seg>")
    found = TmxReader().pieces("a.tmx", io.BytesIO(text.encode()), PAIR)
    rows = []
    with pytest.raises(InputError) as caught:
        rows.extend(piece.row for piece in found if piece.row)

    assert ([row.target for row in rows], caught.value.line) == (["eins"], 2)


@pytest.mark.parametrize("codec", ["iso-8859-1", "gb18030", "utf-16-le"])
def test_the_declared_encoding_is_used(codec):
    text = f'<?xml version="1.0" encoding="{codec}"?>' + tmx(EN, ("de", "für"))
    (batch,) = TmxReader().read("a.tmx", io.BytesIO(text.encode(codec)), PAIR)

    assert list(batch.targets) == ["für"]


STRINGS = """<resources>
<string name="a" translatable="false">A</string>
<string name="b">Don\\'t  go\\n\\u201cnow\\u201d</string>
<string name="c">@string/b</string>
<string-array name="d"><item>x</item><item>y</item></string-array>
<plurals name="e"><item quantity="one">%d <b>z</b></item></plurals>
</resources>"""


def test_android_strings_are_read_by_name():
    found = pieces(AndroidReader, STRINGS, ReadOptions(), "res/values-pt-rBR/strings.xml")

    assert [(piece.row.id, piece.row.target) for piece in found] == [
        ("b", "Don't go\n“now”"),
        ("d.0", "x"),
        ("d.1", "y"),
        ("e.one", "%d <b>z</b>"),
    ]
    assert {piece.row.target_lang for piece in found} == {"pt-BR"}
    assert found[0].written("Don't go\n'now'") == "Don\\'t  go\\n\\'now\\'"


@pytest.mark.parametrize("attribute", ["translate", "its:translate"])
def test_what_must_not_be_translated_is_no_segment(attribute):
    text = xliff(unit("<target>b</target>") + unit("<target>c</target>", "2"))
    text = text.replace('<trans-unit id="1"', f'<trans-unit {attribute}="no" id="1"')

    assert [piece.row.target for piece in pieces(XliffReader, text)] == ["c"]


ANY_XLIFF = xliff(unit("<target>b</target>")).removeprefix('<?xml version="1.0"?>\n')


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        (STRINGS, 4),
        ("<!-- a <xliff> --><?x <tmx>?>\n" + ANY_XLIFF, 1),
        ('<!DOCTYPE tmx SYSTEM "tmx14.dtd" [<!-- <a> -->]>' + tmx(EN, DE), 1),
        ("\ufeff" + tmx(EN, DE), 1),
        ("<x:xliff xmlns:x='a' version='1.2'/>", 0),
        ("", 0),
    ],
)
def test_a_file_named_xml_is_what_its_root_says(tmp_path, text, targets):
    path = tmp_path / "a.xml"
    path.write_text(text, encoding="utf-8")

    assert sum(map(len, read(path, PAIR))) == targets
    write(path, tmp_path / "b.xml", {}, PAIR)
    assert (tmp_path / "b.xml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("root", ["project", "html", "svg", "rss"])
def test_other_xml_is_refused_by_its_root(tmp_path, root):
    path = tmp_path / "pom.xml"
    path.write_text(f"<?xml version='1.0'?>\n<{root}>text</{root}>")
    with pytest.raises(InputError, match=f"the root is <{root}>") as caught:
        list(read(path, PAIR))

    assert (caught.value.line, "--input-format" in caught.value.hint) == (2, True)


def test_a_tmx_unit_with_its_source_alone_has_an_empty_target(tmp_path):
    unit = '<tu><tuv xml:lang="{}"><seg>{}</seg></tuv></tu>'
    both = '<tu><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="de"><seg>b</seg></tuv></tu>'
    body = both + unit.format("en", "c") + unit.format("de", "d")
    path = tmp_path / "a.tmx"
    path.write_text(f'<tmx version="1.4"><header srclang="en"/><body>{body}</body></tmx>')
    rows = {
        (batch.ids[n], (batch.sources or {n: None})[n], batch.targets[n], batch.target_lang)
        for batch in read(path)
        for n in range(len(batch))
    }

    assert ("2", "c", "", "de") in rows
    assert ("1", "a", "b", "de") in rows
    with pytest.raises(InputError, match="no other language than that of the source"):
        write(path, tmp_path / "b.tmx", {"2": "e"})
