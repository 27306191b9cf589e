import io

import pytest

from mtcheck import readers
from mtcheck.checker import Checker
from mtcheck.config import Config
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


def test_plural_forms_are_told_apart_by_their_contexts():
    text = (
        'msgctxt "menu"\nmsgid "one"\nmsgid_plural "many"\n'
        'msgstr[0] "um"\nmsgstr[1] "dois"\nmsgstr[2] "muitos"\n'
    )

    assert [row.context for row in rows(text)] == ["menu[0]", "menu[1]", "menu[2]"]


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


KEYS = """msgid ""
msgstr ""
"Language: de\\n"

msgid "button.save"
msgstr "Speichern"

msgid "error_file_not_found"
msgstr "%s fehlt."

msgid "items.count"
msgid_plural "items.count"
msgstr[0] "Ein Ding"
msgstr[1] "%d Dinge"

msgctxt "menu"
msgid "button.save"
msgstr "Sichern"

msgid "homeTitle"
msgstr "Willkommen"
"""


def test_msgids_that_are_keys_are_ids_and_no_sources(tmp_path):
    path = tmp_path / "de.po"
    path.write_text(KEYS, encoding="utf-8")
    (batch,) = readers.read(path)

    ids = ["button.save", "error_file_not_found", "items.count", "items.count#2", "button.save#2"]
    assert [*ids, "homeTitle"] == [*batch.ids]
    assert batch.sources is None
    readers.write(path, path, {"items.count#2": "%d Sachen"})
    assert path.read_text(encoding="utf-8") == KEYS.replace("%d Dinge", "%d Sachen")


def test_keys_find_their_sources_in_another_file(tmp_path):
    (tmp_path / "de.po").write_text(KEYS, encoding="utf-8")
    english = KEYS.replace("de\\n", "en\\n").replace('"Speichern"', '"Save"')
    (tmp_path / "en.po").write_text(english, encoding="utf-8")
    options = readers.ReadOptions(source_path=tmp_path / "en.po")
    found = {
        id: source
        for batch in readers.read(tmp_path / "de.po", options)
        for id, source in zip(batch.ids, batch.sources, strict=True)
    }

    assert "Save" == found["button.save"]


@pytest.mark.parametrize("first", ["Save the file", "Save", "e-mail", "Yes"])
def test_most_msgids_are_sources(first, tmp_path):
    path = tmp_path / "de.po"
    entries = "".join(f'\nmsgid "{text}"\nmsgstr "x"\n' for text in (first, "A b", "README.md"))
    path.write_text(f'msgid ""\nmsgstr "Language: de\\n"\n{entries}', encoding="utf-8")
    (batch,) = readers.read(path)

    assert [first, "A b", "README.md"] == [*batch.sources]


def test_a_context_tells_what_a_source_means(tmp_path):
    path = tmp_path / "de.po"
    entry = '\nmsgctxt "{}"\nmsgid "Open the selected files"\nmsgstr "{}"\n'
    head = 'msgid ""\nmsgstr "Language: de\\nX-Source-Language: en\\n"\n'
    texts = ("Gewählte Dateien öffnen", "Die gewählten Dateien sind offen")
    checker = Checker(Config(select=["same-source-different-target"], min_confidence="low"))

    def rules(*contexts):
        made = (entry.format(*pair) for pair in zip(contexts, texts, strict=True))
        path.write_text(head + "".join(made), encoding="utf-8")
        return [finding.rule for finding in checker.check_paths([str(path)]).findings]

    assert [] == rules("verb", "state")
    assert ["same-source-different-target"] == rules("verb", "verb")
