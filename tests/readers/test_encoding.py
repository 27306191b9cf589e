import io
import re
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mtcheck.errors import InputError, UsageError
from mtcheck.readers import encoding
from mtcheck.readers.encoding import decode_lines, split_lines

CODECS = {
    "utf-8": "utf-8",
    "utf-8 with BOM": "utf-8-sig",
    "utf-16 with BOM": "utf-16",
}


def lines(data: bytes, name: str | None = None) -> list[tuple[int, str]]:
    return list(decode_lines(io.BytesIO(data), "a.txt", name))


@pytest.fixture(params=[1, 2, 3, 7, 1 << 20], ids="block={}".format)
def block_bytes(request, monkeypatch):
    monkeypatch.setattr(encoding, "BLOCK_BYTES", request.param)


@pytest.mark.usefixtures("block_bytes")
@pytest.mark.parametrize("codec", CODECS.values(), ids=CODECS)
def test_offsets_count_code_points_and_line_ends_as_they_stand(codec):
    text = "a\r\nbé\n\n\r𝄞 c\r\r\nd"

    assert lines(text.encode(codec)) == [
        (0, "a"),
        (3, "bé"),
        (6, ""),
        (7, ""),
        (8, "𝄞 c"),
        (12, ""),
        (14, "d"),
    ]


@pytest.mark.usefixtures("block_bytes")
def test_only_lf_crlf_and_cr_end_a_line():
    text = "a\u2028b\x0bc\x0cd\x85e\x1cf\x00g"

    assert lines(text.encode()) == [(0, text)]


@pytest.mark.usefixtures("block_bytes")
def test_line_ends_are_kept_apart():
    data = b"a\r\nb\rc\n\nd"

    assert list(split_lines(io.BytesIO(data), "a")) == [
        ("a", "\r\n"),
        ("b", "\r"),
        ("c", "\n"),
        ("", "\n"),
        ("d", ""),
    ]


@given(st.text(st.sampled_from("ab\r\n é𝄞\u2028\x00")), st.sampled_from(list(CODECS.values())))
def test_lines_and_ends_join_to_the_text(text, codec):
    assume(codec != "utf-16" or text[:1] != "\0")  # the same bytes as the mark of UTF-32
    pairs = list(split_lines(io.BytesIO(text.encode(codec)), "a"))

    assert "".join(line + end for line, end in pairs) == text
    assert not any(re.search("[\r\n]", line) for line, _ in pairs)


def test_only_the_first_bom_is_dropped():
    assert lines("\ufeff\ufeffa".encode()) == [(0, "\ufeffa")]


@pytest.mark.parametrize("name", ["utf-16-le", "utf-8", "gb18030", "utf-32-be"])
def test_a_bom_is_dropped_in_a_named_encoding_too(name):
    assert lines("\ufeff好\n".encode(name), name) == [(0, "好")]


@pytest.mark.usefixtures("block_bytes")
@pytest.mark.parametrize("name", ["gb18030", "big5", "shift_jis", "utf-16-be", "utf-7"])
def test_a_named_encoding_is_used(name):
    assert lines("日本\n今日".encode(name), name) == [(0, "日本"), (3, "今日")]


@pytest.mark.usefixtures("block_bytes")
@pytest.mark.parametrize(
    ("data", "offset", "line"),
    [
        (b"\xff", 0, 1),
        (b"abc\r\n\r\xe9 de", 6, 3),
        (b"abc\r\xff", 4, 2),
        ("a\né𝄞\n".encode() + b"\xf0\x9d\x84 ok", 9, 3),
        (b"\xef\xbb\xbfab\n\xc3(", 6, 2),
        ("好\n".encode() * 50 + b"\xe5\xa5", 200, 51),
        (b"ab\n\xe9", 3, 2),
    ],
)
def test_a_bad_byte_is_named_with_offset_value_and_line(data, offset, line):
    with pytest.raises(InputError) as caught:
        lines(data)

    assert f"byte 0x{data[offset]:02X} at offset {offset} " in caught.value.message
    assert "UTF-8" in caught.value.message
    assert line == caught.value.line
    assert "--encoding" in (caught.value.hint or "")


@pytest.mark.usefixtures("block_bytes")
def test_lines_before_a_bad_byte_are_read():
    found = split_lines(io.BytesIO(b"a\nb\nc\xff\nd\n"), "a")

    assert [next(found), next(found)] == [("a", "\n"), ("b", "\n")]
    with pytest.raises(InputError):
        next(found)


@pytest.mark.usefixtures("block_bytes")
def test_a_bad_byte_in_utf_16_is_named():
    with pytest.raises(InputError, match=r"byte 0x00 at offset 4 is not valid UTF-16-LE") as caught:
        lines(b"\xff\xfe\n\x00\x00\xd8a\x00")

    assert caught.value.line == 2


@pytest.mark.parametrize("name", ["gb18030", "cp1251", "shift_jis"])
def test_the_hint_guesses_the_encoding(name):
    text = {
        "gb18030": "日本和美国的联盟一向稳固。双方在东京举行了会谈，讨论了安全问题。\n",
        "cp1251": "Союз Японии и США прочен. Стороны провели переговоры в Токио.\n",
        "shift_jis": "日本とアメリカの同盟は固い。東京で会談が行われ、安全保障が議論された。\n",
    }[name]
    with pytest.raises(InputError) as caught:
        lines((text * 20).encode(name))
    guess = re.search(r"--encoding (\S+)", caught.value.hint or "")

    assert guess
    assert (text * 20).encode(name).decode(guess[1])


@pytest.mark.parametrize("name", ["no-such", "hex", "rot13", "a\x00b", ""])
def test_an_unknown_encoding_is_a_usage_error(name):
    with pytest.raises(UsageError, match="unknown encoding"):
        lines(b"abc", name)


@given(st.binary(), st.sampled_from([None, "utf-16", "gb18030", "shift_jis", "utf-7", "idna"]))
def test_no_bytes_raise_anything_else(data, name):
    with suppress(InputError):
        lines(data, name)
