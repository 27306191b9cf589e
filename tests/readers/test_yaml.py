"""YAML of keys: places, languages, styles of quoting, and what YAML must not do."""

import io

import pytest

from mtcheck.errors import InputError
from mtcheck.readers import ReadOptions
from mtcheck.readers.yamlkeys import YamlKeysReader


def pieces(text, path="a.yml", options=None):
    stream = io.BytesIO(text.encode())
    found = list(YamlKeysReader().pieces(path, stream, options or ReadOptions()))
    assert "".join(piece.raw for piece in found) == text
    return [piece for piece in found if piece.row]


def rows(text, path="a.yml", options=None):
    return [piece.row for piece in pieces(text, path, options)]


RAILS = """# Rails
de:
  greeting: "Hallo, %{name}!"   # a comment
  menu: &menu
    open: Öffnen
    'yes': 'Ja, ''gern'''
  other: *menu
  days: [Montag, "Dienstag"]
  long: |
    Erste Zeile.

    Dritte Zeile.
  folded: >-
    Ein Satz
    in zwei Zeilen.
  count: 3
  flag: no
  none:
  date: 2024-01-02
  symbol: !ruby/symbol year
"""


def test_texts_are_read_with_their_keys_and_lines():
    assert [(row.id, row.target, row.line) for row in rows(RAILS)] == [
        ("greeting", "Hallo, %{name}!", 3),
        ("menu.open", "Öffnen", 5),
        ("menu.yes", "Ja, 'gern'", 6),
        ("days.0", "Montag", 8),
        ("days.1", "Dienstag", 8),
        ("long", "Erste Zeile.\n\nDritte Zeile.", 10),
        ("folded", "Ein Satz in zwei Zeilen.", 14),
    ]
    assert {row.target_lang for row in rows(RAILS)} == {"de"}


@pytest.mark.parametrize(
    ("text", "path", "found"),
    [
        ("a: x", "locales/fr.yml", [("a", "fr")]),
        ("a: x", "locales/fr/pages/app.yaml", [("a", "fr")]),
        ("a: x", "app.yaml", [("a", None)]),
        ("pt-BR: {a: x}", "a.yml", [("a", "pt-BR")]),
        ("pt_BR: {a: x}", "a.yml", [("a", "pt-BR")]),
        ("en: {a: x}\nde: {a: y}", "a.yml", [("en.a", "en"), ("de.a", "de")]),
        ("en: x\nde: y", "a.yml", [("en", None), ("de", None)]),
        ("- x\n- y", "a.yml", [("0", None), ("1", None)]),
        ("a: x\n---\na: y", "a.yml", [("a", None), ("a#2", None)]),
    ],
)
def test_the_language_is_the_root_key_or_in_the_name(text, path, found):
    assert [(row.id, row.target_lang) for row in rows(text, path)] == found


def test_a_told_language_outranks_the_file():
    assert [row.target_lang for row in rows(RAILS, options=ReadOptions(target_lang="at"))][:1] == [
        None
    ]


STYLES = [
    ("plain text", "mended text", "mended text"),
    ("plain text", "a: b", '"a: b"'),
    ("plain text", "# no", '"# no"'),
    ("plain text", "yes", '"yes"'),
    ("plain text", "two\nlines", '"two\\nlines"'),
    ("plain text", "", '""'),
    ("'it''s'", "it's 'so'", "'it''s ''so'''"),
    ('"\\u00e9 a\\tb"', "é a\tc", '"\\u00e9 a\\tc"'),
    ('"a"', 'say "b" \\', '"say \\"b\\" \\\\"'),
    ("|\n  one\n  two", "one\n2", "|\n  one\n  2"),
    ("|\n  one\n    two\n\n  end", "one!\n  two\n\nend", "|\n  one!\n    two\n\n  end"),
    ("|2-\n  one", "two", "|2-\n  two"),
    (">-\n  one\n  two", "one two three", ">-\n  one\n  two three"),
    ("two\n  lines", "two new lines", "two\n  new lines"),
    ("&x 'a'", "b", "&x 'b'"),
]


@pytest.mark.parametrize(("raw", "new", "written"), STYLES)
def test_the_style_of_a_text_is_kept_where_it_can_hold_the_new_one(raw, new, written):
    (piece,) = pieces(f"k: {raw}\n# end\n")
    anchor = raw.removesuffix(piece.raw)
    text = f"k: {anchor}{piece.written(new)}\n# end\n"

    assert anchor + piece.written(new) == written
    assert [row.target for row in rows(text)] == [new]


def test_a_text_in_brackets_is_quoted_where_it_would_end_the_list():
    first, _ = pieces("k: [a, b]\n")

    assert (first.written("c"), first.written("c, d")) == ("c", '"c, d"')


@pytest.mark.parametrize(
    ("text", "line", "words", "read"),
    [
        ("a: x\nb: [y", 2, "not YAML: did not find expected ',' or ']'", ["x", "y"]),
        ("a: x\nb: 'y", 2, "not YAML: found unexpected end of stream", ["x"]),
        ("a: x\nb: y: z\n", 2, "mapping values are not allowed", ["x", "y"]),
        ("a: x\nb: " + "[" * 200, 2, "more than 100 mappings or lists inside each other", ["x"]),
        ("a: x\nb: \x01", 2, "control characters are not allowed", None),
    ],
)
def test_what_stands_before_a_fault_is_read(text, line, words, read):
    scan = YamlKeysReader().pieces("a.yml", io.BytesIO(text.encode()), ReadOptions())
    found = []
    with pytest.raises(InputError) as caught:
        found.extend(piece.row.target for piece in scan if piece.row)

    assert (words in str(caught.value), caught.value.line) == (True, line), str(caught.value)
    assert read in (None, found)


def test_an_alias_is_never_expanded():
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))

    assert [row.target for row in rows("a0: &a0 [lol]\n" + levels)] == ["lol"]


def test_a_mark_in_a_comment_line_stands_before_its_text():
    text = "# mtcheck: ignore a\nde:\n  k: x # mtcheck: ignore b\n  # mtcheck: ignore c\n\n  l: y\n"
    found = YamlKeysReader().pieces("a.yml", io.BytesIO(text.encode()), ReadOptions())

    assert [(mark.text, mark.line) for piece in found for mark in piece.marks] == [
        ("ignore a", 1),
        ("ignore c", 4),
    ]
