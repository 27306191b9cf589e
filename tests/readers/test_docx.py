"""DOCX: what of a document is text, how it is written, and what an archive must not do."""

import io
import struct
import zipfile

import pytest

from mtcheck.errors import InputError
from mtcheck.readers import ReadOptions, docx
from mtcheck.readers.docx import DocxReader
from tests.made import docx_of

EN = ReadOptions(target_lang="en")


def run(text, properties=""):
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def paragraph(*runs):
    return f"<w:p>{''.join(runs)}</w:p>"


def rows(data):
    batches = DocxReader().read("a.docx", io.BytesIO(data), EN)
    return [(b.ids[n], text, b.lines[n]) for b in batches for n, text in enumerate(b.targets)]


def mended(data, targets):
    return b"".join(DocxReader().rewritten("a.docx", io.BytesIO(data), targets, EN))


BODY = (
    paragraph(run("One "), run("&amp; two", "<w:rPr><w:b/></w:rPr>"))
    + paragraph()
    + f"<w:tbl><w:tr><w:tc>{paragraph(run('A cell.'))}</w:tc></w:tr></w:tbl>"
)


def test_text_tables_notes_headers_and_footers_are_read_in_this_order():
    data = docx_of(
        BODY,
        header=paragraph(run("Top")),
        footer=paragraph(run("Foot")),
        footnotes=paragraph(run("Note")),
    )

    assert rows(data) == [
        ("1", "One & two", 1),
        ("3", "A cell.", 3),
        ("4", "Note", 4),
        ("5", "Top", 5),
        ("6", "Foot", 6),
    ]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
        ("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>" + run("a"), "a"),
        (run("a") + "<w:ins>" + run("b") + "</w:ins>", "ab"),
        (run("a") + "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>" + run("b"), "ab"),
        (run("a") + "<w:moveFrom>" + run("x") + "</w:moveFrom>", "a"),
        (run("a") + "<w:r><w:instrText>PAGE</w:instrText></w:r>", "a"),
        (run("a") + "<x:t xmlns:x='other'>x</x:t>", "a"),
        ("<w:hyperlink>" + run("link") + "</w:hyperlink>", "link"),
        (run("x") + "<q:Fallback xmlns:q='mc'>" + paragraph(run("y")) + "</q:Fallback>", "x"),
    ],
)
def test_what_is_no_text_is_left_out(content, text):
    assert [target for _, target, _ in rows(docx_of(paragraph(content)))] == [text]


def test_a_text_box_is_a_paragraph_of_its_own():
    box = f"<w:r><w:pict>{paragraph(run('In a box'))}</w:pict></w:r>"

    assert [(id, text) for id, text, _ in rows(docx_of(paragraph(run("Around"), box)))] == [
        ("1", "Around"),
        ("2", "In a box"),
    ]


def test_an_edit_keeps_runs_and_all_other_parts():
    data = docx_of(BODY, header=paragraph(run("Top")))
    new = mended(data, {"1": "One < 2 & two!", "3": "A cell."})
    before, after = (zipfile.ZipFile(io.BytesIO(one)) for one in (data, new))
    changed = [name for name in before.namelist() if before.read(name) != after.read(name)]

    assert [text for _, text, _ in rows(new)] == ["One < 2 & two!", "A cell.", "Top"]
    assert (before.namelist(), changed) == (after.namelist(), ["word/document.xml"])
    assert b"<w:rPr><w:b/></w:rPr><w:t>&amp; two!</w:t>" in after.read("word/document.xml")


@pytest.mark.parametrize(
    ("content", "new", "words"),
    [
        (run("a b"), "a ", "would drop the space"),
        ("<w:r><w:t>a</w:t><w:tab/></w:r>" + run("b"), "ab", "inline code <w:tab/> would be lost"),
        ("<w:r><w:tab/><w:t>b</w:t></w:r>", "c\tb", "between two runs"),
        (
            run("a") + f"<w:r><w:pict>{paragraph(run('x'))}</w:pict></w:r>" + run("b"),
            "ac",
            "text box",
        ),
    ],
)
def test_what_word_would_not_show_is_refused(content, new, words):
    with pytest.raises(InputError, match=words) as caught:
        mended(docx_of(paragraph(content)), {"1": new})

    assert "paragraph 1" in str(caught.value)


def archive(**entries):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return stream.getvalue()


TYPES = zipfile.ZipFile(io.BytesIO(docx_of(""))).read("[Content_Types].xml").decode()
DOCUMENT = "word/document.xml"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (docx_of(BODY.replace("One", "&a;")), "is not well-formed (undefined entity)"),
        (archive(**{"[Content_Types].xml": TYPES, DOCUMENT: BOMB + "<x>&b;</x>"}), "document type"),
        (archive(**{"[Content_Types].xml": TYPES, DOCUMENT: XXE + "<x>&a;</x>"}), "document type"),
        (archive(**{"[Content_Types].xml": XXE + TYPES}), "no document of a word processor"),
        (archive(**{"[Content_Types].xml": TYPES}), "lacks word/document.xml"),
        (archive(**{"[Content_Types].xml": "<a>"}), "not well-formed"),
        (archive(**{"a.txt": "x"}), "lacks [Content_Types].xml"),
        (archive(**{"[Content_Types].xml": TYPES, DOCUMENT: "<p>" * 600}), "500 elements"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "an old .doc file, or one with a password"),
        (b"PK\x03\x04 no archive", "not a DOCX file"),
    ],
)
def test_a_bad_archive_is_an_input_error(data, words):
    with pytest.raises(InputError) as caught:
        rows(data)

    assert words in str(caught.value)
    assert caught.value.hint


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(docx, "LARGEST_PART", 1 << 20)
    bomb = docx_of(paragraph(run(" " * (4 << 20))))
    with pytest.raises(InputError, match="more than 128 MB"):
        rows(bomb)

    place = bomb.rindex(b"word/document.xml") - 46  # its entry in the directory
    small = bomb[: place + 24] + struct.pack("<I", 9) + bomb[place + 28 :]  # claims 9 bytes
    with pytest.raises(InputError):
        rows(small)


def test_a_path_out_of_the_archive_leads_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    types = TYPES.replace("/word/document.xml", "/../../secret.xml")
    (tmp_path / "secret.xml").write_text("<a>secret</a>")
    with pytest.raises(InputError, match=r"lacks \.\./\.\./secret.xml"):
        rows(archive(**{"[Content_Types].xml": types}))

    data = archive(
        **{"[Content_Types].xml": TYPES, DOCUMENT: "<a/>", "../evil.txt": "x", "/etc/evil": "x"}
    )
    assert rows(data) == []
    assert [path.name for path in tmp_path.iterdir()] == ["secret.xml"]
