"""Files of keys and texts, and subtitles."""

import io

import pytest

from mtcheck.errors import InputError
from mtcheck.readers import ReadOptions
from mtcheck.readers.jsonkeys import JsonKeysReader
from mtcheck.readers.naming import language_in_name
from mtcheck.readers.properties import PropertiesReader
from mtcheck.readers.subtitles import SubtitleReader


def pieces(reader, text, path="a"):
    found = list(reader().pieces(path, io.BytesIO(text.encode()), ReadOptions()))
    assert "".join(piece.raw for piece in found) == text
    return {piece.row.id: piece for piece in found if piece.row}


def targets(reader, text, path="a"):
    return {id: piece.row.target for id, piece in pieces(reader, text, path).items()}


def test_json_keys_are_ids():
    text = (
        '{"a": {"b": "x", "n": 1}, "c.d": ["y", "\\u00e9"], "@c": {"description": "no"}, "a": ""}'
    )

    assert targets(JsonKeysReader, text) == {"a.b": "x", "c.d.0": "y", "c.d.1": "é", "a": ""}


def test_messages_of_an_extension_have_descriptions():
    text = '{"a": {"message": "x", "description": "no"}}'

    assert targets(JsonKeysReader, text, "_locales/de/messages.json") == {"a.message": "x"}
    assert set(targets(JsonKeysReader, text, "de.json")) == {"a.message", "a.description"}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{"a": "x",\n"b" "y"}', 2, "no `:`"),
        ('{"a": "x",\n"b": "y', 2, "not closed"),
        ('{"a": "x"}\nz', 2, "after the end"),
        ('{"a": "x", "b":\n}', 2, "no value"),
        ('{"a": "x", "b": ' + "[" * 200, 1, "more than 100"),
    ],
)
def test_what_stands_before_a_fault_in_json_is_read(text, line, words):
    found = JsonKeysReader().pieces("a.json", io.BytesIO(text.encode()), ReadOptions())
    rows = []
    with pytest.raises(InputError, match=words) as caught:
        rows.extend(piece.row for piece in found if piece.row)

    assert (caught.value.line, [row.target for row in rows]) == (line, ["x"])


@pytest.mark.parametrize(
    ("path", "lang"),
    [
        ("de.json", "de"),
        ("x/pt-BR.json.gz", "pt-BR"),
        ("messages_zh_Hans_CN.properties", "zh-Hans-CN"),
        ("locales/fr/common.json", "fr"),
        ("app.json", None),
        ("src/strings.json", None),
    ],
)
def test_the_language_stands_in_the_name(path, lang):
    assert language_in_name(path) == lang


def test_properties_are_read_as_java_does():
    text = "# c\n! c\n a.b = x \\\n   y\nc:\\u00e9\\n\\\\\nd\\ e z\nempty=\na.b=2\n"

    assert targets(PropertiesReader, text) == {
        "a.b": "x y",
        "c": "é\n\\",
        "d e": "z",
        "empty": "",
        "a.b#2": "2",
    }


def test_an_edit_of_properties_keeps_escapes():
    piece = pieces(PropertiesReader, "a = caf\\u00e9 \\\n   bar\n")["a"]

    assert piece.written("café “bar”") == "caf\\u00e9 \\u201c\\\n   bar\\u201d"


SRT = (
    "1\n00:00:01,000 --> 00:00:02,000\n- One <i>two</i>\n- Three\n\n"
    "2\n00:01,5 --> 00:02,5\n{\\an8}a\nb"
)


def test_cues_show_no_styling():
    assert targets(SubtitleReader, SRT) == {"1": "- One two\n- Three", "2": "a b"}


def test_an_edit_of_a_cue_keeps_its_lines():
    piece = pieces(SubtitleReader, SRT)["1"]

    assert piece.written("- One 2\n- Three") == "- One <i>2</i>\n- Three"
    with pytest.raises(ValueError, match="line"):
        piece.written("a\nb\nc")


def test_notes_and_styles_of_webvtt_are_no_cues():
    text = (
        "WEBVTT\n\nNOTE\nno\n\nSTYLE\n::cue {}\n\nid\n00:01.000 --> 00:02.000\n<v Ann>a &amp; b\n"
    )

    assert targets(SubtitleReader, text) == {"1": "a & b"}


OTHER_JSON = {
    "a SARIF report": '{"version": "2.1.0", "$schema": "https://a.org/sarif-2.1.0.json"}',
    "a report": '{\n "format": "mtcheck-report",\n "version": 1}',
    "a code quality report": '[{"description": "x", "check_name": "y"}]',
    "a list of segments": '[{"source": "x", "target": "y"}]',
}


@pytest.mark.parametrize("what", OTHER_JSON)
def test_json_that_holds_no_keys_is_told_apart(what):
    with pytest.raises(InputError, match=f"this is {what}, not texts by keys"):
        targets(JsonKeysReader, OTHER_JSON[what], "report.json")


def test_a_property_without_value_gets_a_sign():
    piece = pieces(PropertiesReader, "key\n")["key"]

    assert (piece.row.target, piece.written(""), piece.written("a: b")) == ("", "", "=a: b")
