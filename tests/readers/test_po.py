import io

import pytest

from mtcheck.errors import InputError
from mtcheck.readers import ReadOptions
from mtcheck.readers.po import PoReader, language_tag

HEADER = 'msgid ""\nmsgstr ""\n"Language: pt_BR\\n"\n"X-Source-Language: zh\\n"\n\n'


def pieces(text):
    return list(PoReader().pieces("a.po", io.BytesIO(text.encode()), ReadOptions()))


def rows(text):
    return [piece.row for piece in pieces(text) if piece.row]


def test_plural_forms_are_segments_beside_their_sources():
    text = HEADER + 'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "um"\nmsgstr[1] "muitos"\n'

    assert [(row.id, row.target, row.source) for row in rows(text)] == [
        ("8", "um", "one"),
        ("9", "muitos", "many"),
    ]
    assert {(row.source_lang, row.target_lang) for row in rows(text)} == {("zh", "pt-BR")}


def test_a_language_with_one_form_translates_the_plural():
    text = 'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "多"\n'

    assert [row.source for row in rows(text)] == ["many"]


@pytest.mark.parametrize(
    "entry",
    [
        '#, fuzzy\nmsgid "a"\nmsgstr "b"\n',
        '#, c-format, fuzzy\nmsgid "a"\nmsgstr "b"\n',
        '#~ msgid "a"\n#~ msgstr "b"\n',
        'msgid "a"\nmsgstr ""\n',
    ],
)
def test_what_gettext_does_not_show_is_no_segment(entry):
    text = entry + '\nmsgid "c"\nmsgstr "d"\n'

    assert [row.target for row in rows(text)] == ["d"]


def test_entries_need_no_blank_line_between_them():
    text = 'msgid "a"\nmsgstr "b"\nmsgctxt "menu"\nmsgid "a"\nmsgstr "c"\n# end\n'

    assert [row.target for row in rows(text)] == ["b", "c"]


def test_escapes_and_joined_lines_are_undone():
    text = 'msgid "a"\nmsgstr ""\n"tab\\t \\"q\\" \\\\n"\n"\\x41\\102.\\n"\n'

    assert [row.target for row in rows(text)] == ['tab\t "q" \\nAB.\n']


def test_an_edit_keeps_the_lines_around_it():
    text = 'msgid "a"\nmsgstr ""\n"Save the\\t"\n"the “file”."\n'
    (piece,) = (piece for piece in pieces(text) if piece.row)

    assert piece.written('Save the\tone "file”.') == '""\n"Save the\\t"\n"one \\"file”."'


@pytest.mark.parametrize(
    ("entry", "line", "words"),
    [
        ('msgid "a"\n', 1, "msgid without msgstr"),
        ('msgstr "a"\n', 1, "msgstr without msgid"),
        ('msgid "a"\nmsgstr "b\n', 2, "a quote is missing"),
        ('msgid "a"\nmsgstr "b" c"\n', 2, "a quote is missing"),
        ('msgid "a"\nnonsense\nmsgstr "b"\n', 2, "no keyword"),
        ('"a"\n', 1, "a text without keyword"),
    ],
)
def test_a_bad_entry_is_named_and_the_others_are_read(entry, line, words):
    good = 'msgid "c"\nmsgstr "d"\n'
    found = PoReader().pieces("a.po", io.BytesIO(f"{entry}\n{good}".encode()), ReadOptions())
    rows = []
    with pytest.raises(InputError, match=words) as caught:
        rows.extend(piece.row for piece in found if piece.row)

    assert (caught.value.line, [row.target for row in rows]) == (line, ["d"])


def test_the_charset_of_the_header_is_used():
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-2\\n"\n\n'
    text = header + 'msgid "a"\nmsgstr "ł"\n'
    found = PoReader().read("a.po", io.BytesIO(text.encode("iso-8859-2")), ReadOptions())

    assert [target for batch in found for target in batch.targets] == ["ł"]


@pytest.mark.parametrize(
    ("name", "tag"),
    [("de", "de"), ("pt_BR", "pt-BR"), ("sr@latin", "sr-Latn"), ("ca@valencia", "ca")],
)
def test_locale_names_become_tags(name, tag):
    assert language_tag(name) == tag
