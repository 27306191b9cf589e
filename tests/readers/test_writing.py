"""What writing refuses, and how old and new bytes are joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.errors import InputError
from mtcheck.readers import ReadOptions, write
from mtcheck.readers.splice import Atom, shown, spliced


@pytest.fixture
def file(tmp_path):
    def make(name, data):
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return make


@pytest.mark.parametrize(
    ("name", "data", "targets", "words"),
    [
        ("a.jsonl", b'{"id":1,"target":"a"}\n{"id":1,"target":"b"}\n', {"1": "c"}, "twice"),
        ("a.jsonl", b'{"target":"a"}\nnonsense\n', {"1": "c"}, "not JSON"),
        ("a.tsv", b"target\na\n", {"2": "b\tc"}, "tab"),
        ("a.txt", b"One.\n", {"s1": "Two\nthree"}, "line end"),
        ("a.po", b'msgid "a"\nmsgstr "b', {"2": "c"}, "quote"),
        ("a.txt", b"One.\n", {"s2": "Two"}, "no segment has the id"),
    ],
)
def test_what_cannot_be_written_leaves_the_file(file, name, data, targets, words):
    path = file(name, data)
    with pytest.raises(InputError, match=words):
        write(path, path, targets)

    assert path.read_bytes() == data


def test_a_character_the_encoding_lacks_is_refused(file):
    path = file("a.txt", "Café.\n".encode("cp1252"))
    options = ReadOptions(encoding="cp1252", target_lang="en")
    write(path, path, {"s1": "“Café”."}, options)
    assert path.read_bytes() == "“Café”.\n".encode("cp1252")

    with pytest.raises(InputError, match="cannot hold the character") as caught:
        write(path, path, {"s1": "好"}, options)
    assert caught.value.line == 1


def test_an_encoding_that_does_not_give_the_same_bytes_is_refused(file):
    path = file("a.txt", b"+AGEAYg-\n")
    with pytest.raises(InputError, match="would change other bytes"):
        write(path, path, {}, ReadOptions(encoding="utf-7", target_lang="en"))


CODES = [Atom("<g>", "<g id='1'>", True), Atom("", "<!-- c -->", True), Atom("&", "&amp;")]
ATOMS = st.lists(
    st.sampled_from(CODES) | st.text("ab ", min_size=1).map(lambda text: Atom(text, text)),
    max_size=8,
)


@given(ATOMS)
def test_a_target_that_stays_keeps_its_raw_form(atoms):
    assert spliced(atoms, shown(atoms), str.upper) == "".join(atom.raw for atom in atoms)


@given(ATOMS, st.text("abc ", max_size=8), st.integers(0, 20), st.integers(0, 5))
def test_new_text_goes_in_and_no_code_is_lost(atoms, new, start, size):
    old = shown(atoms)
    text = old[:start] + new + old[start + size :]
    try:
        raw = spliced(atoms, text, lambda part: part.replace("&", "&amp;"))
    except ValueError:
        return
    assert raw.count("<g id='1'>") == sum(atom.shown == "<g>" for atom in atoms)
    assert raw.count("<!-- c -->") == sum(not atom.shown for atom in atoms)
    plain = raw.replace("<!-- c -->", "").replace("<g id='1'>", "<g>").replace("&amp;", "&")
    assert plain == text
