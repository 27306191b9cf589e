import io
import json
import sys
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck import batch as batch_module
from mtcheck.errors import InputError
from mtcheck.model import Document, Segment
from mtcheck.readers import ReadOptions, with_languages
from mtcheck.readers.jsonl import JsonlReader

OPTIONS = ReadOptions(source_lang="zh", target_lang="en")


def read(data: bytes, options=OPTIONS):
    """The batches, and the error raised after them."""
    found = []
    try:
        found.extend(JsonlReader().read("a.jsonl", io.BytesIO(data), options))
    except InputError as error:
        return found, error
    return found, None


def lines(*records) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def test_all_fields_are_read():
    data = lines(
        {"target": "One.", "extra": [1]},
        {
            "id": "x",
            "source": "二",
            "target": "Two.",
            "reference": "2.",
            "document": "d",
            "source_lang": "ja",
            "target_lang": "de",
        },
        {"id": 7, "target": "", "source": None, "document": 3},
    )
    found, error = read(data)
    segments = {s.id: s for batch in found for s in map(batch.segment, range(len(batch)))}

    assert error is None
    assert list(segments) == ["1", "7", "x"]
    assert (segments["x"].source, segments["x"].reference) == ("二", "2.")
    assert (segments["x"].source_lang, segments["x"].target_lang) == ("ja", "de")
    assert (segments["1"].source_lang, segments["1"].target_lang) == ("zh", "en")
    assert [segments[name].document for name in "1x7"] == [None, "d", "3"]
    assert [segments[name].location.line for name in "1x7"] == [1, 2, 3]
    assert segments["7"].location.offset is None


def test_blank_lines_are_skipped_and_counted():
    found, error = read(b'\n  \r\n{"target": "a"}\n\n{"target": "b"}')

    assert error is None
    assert [list(batch.lines) for batch in found] == [[3, 5]]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not JSON"),
        (b"plain", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b'"a"', "not a JSON object"),
        (b"{}", 'no "target"'),
        (b'{"target": null}', 'no "target"'),
        (b'{"target": 5}', '"target" is not a text'),
        (b'{"target": "a", "source": 5}', '"source" is not a text'),
        (b'{"target": "a", "target_lang": []}', '"target_lang" is not a text'),
        (b'{"target": "a", "id": true}', '"id" is not a text'),
        (b'{"target": "a", "id": ' + b"9" * 5000 + b"}", "number too long"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_reported_and_the_others_are_read(line, reason):
    found, error = read(b'{"target": "a"}\n' + line + b'\n{"target": "b"}\n')

    assert [list(batch.targets) for batch in found] == [["a", "b"]]
    assert error is not None
    assert reason in error.message
    assert (error.path, error.line) == ("a.jsonl", 2)
    assert '"target"' in (error.hint or "")


def test_the_error_lists_ten_lines_and_counts_all():
    _, error = read(b"x\n" * 25)

    assert error is not None
    assert error.message.startswith("25 lines could not be read: line 1: ")
    assert "line 10: " in error.message
    assert error.message.endswith("; and 15 more")


def test_rows_before_a_bad_byte_are_read():
    found, error = read(b'{"target": "a"}\n{"target": "b"}\n\xff')

    assert [list(batch.targets) for batch in found] == [["a", "b"]]
    assert error is not None
    assert error.line == 3


def test_a_document_is_never_split(monkeypatch):
    records = [
        {"target": str(n), "document": f"d{n // 3}"} for n in range(batch_module.ROWS * 3 // 2)
    ]
    found, _ = read(lines(*records))

    assert len(found) == 2
    assert all(len(batch) % 3 == 0 for batch in found)
    assert len(found[0]) >= batch_module.ROWS


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just([{}])
KEYS = st.sampled_from(["id", "target", "source", "document", "target_lang", "other"])


@given(st.lists(st.dictionaries(KEYS, VALUES), max_size=20))
def test_every_record_is_a_row_or_a_bad_line(records):
    found, error = read(lines(*records))
    bad = int(error.message.split()[0]) if error else 0

    assert sum(map(len, found)) + bad == len(records)


@given(st.binary())
def test_no_bytes_raise_anything_but_input_error(data):
    read(data)


@pytest.fixture
def identified(monkeypatch):
    """Stand in for language detection: note the samples, tell Chinese from English."""
    samples = []

    def identify(text):
        samples.append(text)
        return "zh" if "四" in text else "en"

    module = ModuleType("mtcheck.text.language")
    module.identify = identify
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return samples


@pytest.mark.parametrize("size", [1, 7, 250, 5000])
def test_detection_does_not_depend_on_the_size_of_batches(monkeypatch, identified, size):
    rows = [{"target": f"It is {n}.", "source": "四" if n > 5 else "x"} for n in range(1000)]
    rows[3]["target_lang"] = "de"
    rows[4]["source_lang"] = "ja"
    monkeypatch.setattr(batch_module.batches, "__defaults__", (size,))
    found, _ = read(lines(*rows), ReadOptions())
    sides = {
        (segment.id, segment.source_lang, segment.target_lang, batch.detected)
        for batch in found
        for segment in map(batch.segment, range(len(batch)))
    }

    assert len(identified) == 2
    assert ("4", "zh", "de", ("source",)) in sides
    assert ("5", "ja", "en", ("target",)) in sides
    assert {side[1:] for side in sides - {("4", "zh", "de", ("source",))} if side[0] != "5"} == {
        ("zh", "en", ("target", "source"))
    }
    assert [len(sample.splitlines()) for sample in identified] == [199, 199]


@pytest.mark.usefixtures("identified")
def test_batches_made_elsewhere_get_their_languages_too():
    texts = ("It is.", "Das.")
    document = Document("d", tuple(Segment(str(n), text) for n, text in enumerate(texts)))
    batch = batch_module.batch_of(document, "d")

    (detected,) = with_languages([batch], ReadOptions())
    assert (detected.target_lang, detected.detected) == ("en", ("target",))
    (told,) = with_languages([batch], OPTIONS)
    assert (told.source_lang, told.target_lang, told.detected) == ("zh", "en", ())
