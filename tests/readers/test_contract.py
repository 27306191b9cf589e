"""What holds for every format under every compression."""

import csv
import gzip
import io
import json
import lzma
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.errors import InputError, UsageError
from mtcheck.readers import FORMATS, ReadOptions, expand, open_reader, read
from mtcheck.readers import write as write_back
from mtcheck.readers.base import opened, peel
from tests.made import docx_of

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

OPTIONS = ReadOptions(source_lang="zh", target_lang="en")
COMPRESSIONS = {
    "": bytes,
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".zst": zstd.compress,
}
SENTENCES = ["One is here.", "Two has “é” and 𝄞.", "Three: a\x00b.", "四。"]


def table(sentences, delimiter, **changes):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n", **changes)
    writer.writerows([["target", "source"], *([sentence, "x"] for sentence in sentences)])
    return stream.getvalue()


def xml(head, tail, line):
    """A writer of XML with `line` for each text, its number and its escaped text put in."""
    return lambda texts: "\n".join(
        [head, *(line % {"n": n, "text": escape(text)} for n, text in enumerate(texts)), tail]
    )


def po(texts):
    quoted = (text.replace("\\", "\\\\").replace('"', '\\"') for text in texts)
    return "\n".join(f'msgid "x"\nmsgstr "{text}"' for text in quoted)


def cues(texts):
    return "\n\n".join(f"{n}\n00:00:01,000 --> 00:00:02,000\n{t}" for n, t in enumerate(texts, 1))


def keys(texts):
    members = (f'  "k{n}": {json.dumps(text)}' for n, text in enumerate(texts))
    return "{\n" + ",\n".join(members) + "\n}" if texts else ""


def yaml_keys(texts):
    return "\n".join(
        f"k{n}: {json.dumps(text, ensure_ascii=False)}" for n, text in enumerate(texts)
    )


def docx(texts):
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in texts)
    return docx_of(f"<w:body>{paragraphs}</w:body>")


def parquet(texts):
    pyarrow = pytest.importorskip("pyarrow.parquet")
    table = pytest.importorskip("pyarrow").table({"target": texts})
    stream = io.BytesIO()
    pyarrow.write_table(table, stream, row_group_size=3)
    return stream.getvalue()


def html(texts):
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts)


XLIFF = xml(
    '<xliff version="1.2"><file><body>',
    "</body></file></xliff>",
    '<trans-unit id="%(n)s"><source>x</source><target>%(text)s</target></trans-unit>',
)
TMX = xml(
    '<tmx version="1.4"><body>',
    "</body></tmx>",
    "<tu><tuv><seg>x</seg></tuv><tuv><seg>%(text)s</seg></tuv></tu>",
)
ANDROID = xml("<resources>", "</resources>", '<string name="k%(n)s">%(text)s</string>')


WRITERS = {
    ".txt": "\n".join,
    ".text": "\n".join,
    ".jsonl": lambda texts: "\n".join(json.dumps({"target": text}) for text in texts),
    ".ndjson": lambda texts: "\n".join(json.dumps({"target": text}) for text in texts),
    ".tsv": lambda texts: table(texts, "\t", quoting=csv.QUOTE_NONE, quotechar=None),
    ".csv": lambda texts: table(texts, ","),
    **dict.fromkeys([".po", ".pot"], po),
    **dict.fromkeys([".xlf", ".xliff"], XLIFF),
    ".tmx": TMX,
    ".xml": ANDROID,
    **dict.fromkeys([".md", ".markdown"], "\n\n".join),
    **dict.fromkeys([".html", ".htm", ".xhtml"], html),
    **dict.fromkeys([".srt", ".vtt"], cues),
    ".json": keys,
    ".properties": lambda texts: "\n".join(f"k{n}={text}" for n, text in enumerate(texts)),
    **dict.fromkeys([".yaml", ".yml"], yaml_keys),
    ".moses": "\n".join,
}
"""How a file of each format with these targets looks."""

BINARY = {".docx": docx, ".parquet": parquet}
"""The same for formats that are no text: the bytes of a file."""

LINES = {
    **dict.fromkeys([".tsv", ".csv", ".xlf", ".xliff", ".tmx", ".xml", ".json"], (2, 1)),
    **dict.fromkeys([".po", ".pot"], (2, 2)),
    **dict.fromkeys([".md", ".markdown"], (1, 2)),
    **dict.fromkeys([".srt", ".vtt"], (3, 4)),
}
"""The line of the first target, and how many lines further the next one stands; else (1, 1)."""

WITHOUT_NUL = {".xlf", ".xliff", ".tmx", ".xml", ".md", ".markdown"}
"""XML has no NUL, and CommonMark takes it for U+FFFD."""

READ_ONLY = {".md", ".markdown"}


def sentences(suffix):
    return [s.replace("\x00", "-") if suffix in WITHOUT_NUL else s for s in SENTENCES]


def test_every_format_is_under_this_contract():
    assert set(FORMATS) == set(WRITERS) | set(BINARY)


PACKED = [
    *((suffix, "") for suffix in WRITERS),
    *((suffix, ".gz") for suffix in {FORMATS[suffix]: suffix for suffix in WRITERS}.values()),
    *((".txt", packing) for packing in COMPRESSIONS if packing),
]
"""Every suffix; every reader once under a compression, and one under all of them."""


@pytest.fixture(params=dict.fromkeys(PACKED), ids="".join)
def packed(request):
    return request.param


@pytest.fixture
def suffix(packed):
    return packed[0]


@pytest.fixture
def compression(packed):
    return packed[1]


@pytest.fixture
def write(tmp_path, suffix, compression):
    """Write bytes to a file of the format and compression under test."""

    def write_file(data: bytes) -> Path:
        path = tmp_path / f"a{suffix}{compression}"
        path.write_bytes(COMPRESSIONS[compression](data))
        return path

    return write_file


def segments(path, options=OPTIONS):
    return [b.segment(row) for b in read(path, options) for row in range(len(b))]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_all_encodings_and_line_ends_give_the_same_segments(write, suffix, codec, end):
    texts = sentences(suffix)
    path = write(WRITERS[suffix](texts).replace("\n", end).encode(codec))
    found = segments(path)
    first, step = LINES.get(suffix, (1, 1))

    assert [segment.target for segment in found] == texts
    assert [segment.location.line for segment in found] == [first + n * step for n in range(4)]
    assert {segment.location.path for segment in found} == {str(path)}
    assert {(segment.source_lang, segment.target_lang) for segment in found} == {("zh", "en")}


def test_ids_are_unique(write, suffix):
    found = segments(write(WRITERS[suffix](sentences(suffix) * 1000).encode()))

    assert len({segment.id for segment in found}) == len(found) == 4000


def test_offsets_point_into_plain_text_only(write, suffix):
    text = WRITERS[suffix](sentences(suffix))
    for segment in segments(write(text.encode())):
        offset, target = segment.location.offset, segment.target
        plain = suffix in (".txt", ".text")

        assert plain == (offset is not None)
        assert not plain or text[offset : offset + len(target)] == target


def test_an_empty_file_has_no_batches(write):
    assert segments(write(b"")) == []


def test_a_line_of_10_mb_is_read(write, suffix):
    line = "All is well in the north, he said. " * 300_000
    found = segments(write(WRITERS[suffix]([line]).encode()))

    assert "".join(segment.target for segment in found).count("north") == 300_000


def test_a_bad_byte_is_an_input_error(write, suffix):
    good = (WRITERS[suffix](sentences(suffix)) + "\n").encode()
    with pytest.raises(InputError, match=rf"byte 0xFF at offset {len(good)} ") as caught:
        segments(write(good + b"\xff\n"))

    assert good.count(b"\n") + 1 == caught.value.line


FIRST_LINES = [b"\n", b"", b"\n\r\n", "\ufeff".encode()]


@pytest.mark.parametrize("data", FIRST_LINES)
def test_a_blank_file_has_no_segments_and_is_written_as_it_is(write, suffix, data):
    path = write(data)

    assert segments(path) == []
    assert suffix in READ_ONLY or written(path, {}) == data


def written(path, targets, options=OPTIONS):
    """The uncompressed bytes of the file with new targets."""
    copy = path.with_name("copy-" + path.name)
    write_back(path, copy, targets, options)
    with opened(str(copy)) as stream:
        return stream.read()


CODECS = ["utf-8", "utf-8-sig", "utf-16"]
ENDS = pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])


@pytest.mark.parametrize("codec", CODECS)
@ENDS
def test_without_edits_the_same_bytes_are_written(write, suffix, codec, end):
    data = (WRITERS[suffix](sentences(suffix)) + "\n").replace("\n", end).encode(codec)
    path = write(data)
    if suffix in READ_ONLY:
        with pytest.raises(InputError, match="not written"):
            written(path, {})
        return
    unchanged = {segment.id: segment.target for segment in segments(path)}

    assert written(path, {}) == data
    assert written(path, unchanged) == data


@pytest.mark.parametrize("codec", CODECS)
@ENDS
def test_with_edits_the_new_targets_and_no_other_bytes_change(write, suffix, codec, end):
    if suffix in READ_ONLY:
        return
    old = sentences(suffix)
    new = [old[0], "Two “has” <3 & 'a' \\ = \"𝄞\", é.", old[2], "五。"]
    text = (WRITERS[suffix](old) + "\n").replace("\n", end)
    path = write(text.encode(codec))
    ids = [segment.id for segment in segments(path)]
    data = written(path, {ids[1]: new[1], ids[3]: new[3]})
    path.write_bytes(COMPRESSIONS[peel(str(path))[1] or ""](data))
    before, after = text.split(end), data.decode(codec).split(end)

    assert [segment.target for segment in segments(path)] == new
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 2


@pytest.mark.parametrize("id", ["nobody", ""])
def test_an_id_that_is_not_there_is_an_input_error_and_nothing_is_written(write, suffix, id):
    path = write(WRITERS[suffix](sentences(suffix)).encode())
    before = path.read_bytes()
    with pytest.raises(InputError):
        write_back(path, path, {id: "x"}, OPTIONS)

    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("kept", [1, 5, 20, -1, -5, -20])
def test_truncated_data_is_an_input_error(write, suffix, compression, kept):
    if not compression:
        return  # plain data does not know where it ends
    path = write(WRITERS[suffix](sentences(suffix)).encode())
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(InputError, match=r"ends too early|is damaged") as caught:
        segments(path)

    assert str(path) == caught.value.path
    assert caught.value.hint


def test_data_that_is_not_compressed_is_an_input_error(write, compression):
    if not compression:
        return  # nothing to undo
    path = write(b"")
    path.write_bytes(b"plain text")
    with pytest.raises(InputError, match="is damaged"):
        segments(path)


@pytest.fixture(params=BINARY)
def binary(request):
    return request.param


def kept_in(suffix):
    """Sentences that the format can hold: XML has no NUL."""
    return [s.replace("\x00", "-") if suffix == ".docx" else s for s in SENTENCES]


@pytest.mark.parametrize("packing", COMPRESSIONS)
def test_a_file_that_is_no_text_is_read_too(tmp_path, binary, packing):
    path = tmp_path / f"a{binary}{packing}"
    path.write_bytes(COMPRESSIONS[packing](BINARY[binary](kept_in(binary) * 9)))
    found = segments(path)

    assert [segment.target for segment in found] == kept_in(binary) * 9
    assert [segment.location.line for segment in found] == list(range(1, 37))
    assert len({segment.id for segment in found}) == 36
    assert {(one.source_lang, one.location.offset) for one in found} == {("zh", None)}


def test_a_cut_file_that_is_no_text_is_an_input_error(tmp_path, binary):
    path = tmp_path / f"a{binary}"
    data = BINARY[binary](kept_in(binary))
    path.write_bytes(b"")
    assert segments(path) == []
    for size in [1, 3, 4, 5, 30, len(data) // 2, len(data) - 1]:
        path.write_bytes(data[:size])
        with pytest.raises(InputError) as caught:
            segments(path)
        assert (caught.value.path, bool(caught.value.hint)) == (str(path), True)


def test_damage_in_the_middle_is_no_other_error(tmp_path, binary):
    path = tmp_path / f"a{binary}"
    data = BINARY[binary](kept_in(binary))
    for place in range(0, len(data), 7):
        path.write_bytes(data[:place] + b"\xff\x00" + data[place + 2 :])
        with suppress(InputError):
            segments(path)


def test_what_is_no_text_is_written_by_its_own_rules(tmp_path, binary):
    path = tmp_path / f"a{binary}"
    data = BINARY[binary](kept_in(binary))
    path.write_bytes(data)
    if binary == ".parquet":
        with pytest.raises(InputError, match="not written"):
            written(path, {})
        return
    new = [*kept_in(binary)[:3], "五 & 六。"]

    assert written(path, {}) == data
    path.write_bytes(written(path, {"4": new[3]}))
    assert [segment.target for segment in segments(path)] == new
    with pytest.raises(InputError, match="no segment has the id"):
        written(path, {"9": "x"})


@settings(max_examples=30)
@given(data=st.binary(max_size=300))
@pytest.mark.parametrize("name", [*FORMATS, *(".jsonl" + c for c in COMPRESSIONS)])
def test_no_bytes_raise_anything_but_input_error(tmp_path_factory, name, data):
    path = tmp_path_factory.getbasetemp() / f"any{name}"
    path.write_bytes(data)
    with suppress(InputError):
        segments(path)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none.txt", "no such file"),
        ("none.jsonl.gz", "no such file"),
        ("folder.txt", "this is a folder"),
        ("folder.txt.xz", "this is a folder"),
        ("a\x00.txt", "cannot be opened"),
        ("a.odt", "unknown file type '.odt'"),
        ("a.gz", "the file name has no suffix"),
    ],
)
def test_what_cannot_be_opened_is_an_input_error(tmp_path, name, words):
    if name.startswith("folder"):
        (tmp_path / name).mkdir()
    if name in {"a.odt", "a.gz"}:
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(InputError, match=words) as caught:
        segments(tmp_path / name)

    assert str(tmp_path / name) == caught.value.path
    assert caught.value.hint


def test_the_input_format_outranks_the_suffix(tmp_path):
    path = tmp_path / "a.dat.gz"
    path.write_bytes(gzip.compress(b'{"target": "a"}\n'))

    assert [s.target for s in segments(path, ReadOptions(None, "zh", "en", input_format="jsonl"))]


def test_an_unknown_input_format_names_the_known_ones():
    with pytest.raises(UsageError) as caught:
        open_reader("a.txt", "odt")

    assert "csv, docx, htm, html, json, jsonl" in (caught.value.hint or "")


def test_standard_input_is_plain_text_unless_told(monkeypatch):
    def standard_input(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    standard_input(b"One. Two.\n")
    (batch,) = read("-", OPTIONS)
    assert (batch.path, batch.document_of(0), len(batch)) == ("<stdin>", "stdin", 2)

    standard_input(b'{"target": "One. Two."}\n')
    (batch,) = read("-", ReadOptions(None, "zh", "en", input_format="jsonl"))
    assert list(batch.targets) == ["One. Two."]


def test_folders_are_replaced_by_their_files(tmp_path):
    names = [
        "b.txt",
        "a.jsonl.gz",
        "sub/c.TSV",
        "x.odt",
        ".hidden.txt",
        ".git/d.txt",
        "a/z.csv",
        "p.json",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    folder = str(tmp_path)
    found = [str(tmp_path / name) for name in ("a.jsonl.gz", "a/z.csv", "b.txt", "sub/c.TSV")]

    assert expand([folder]) == found
    assert expand(["-", str(tmp_path / "x.odt"), folder, found[0]]) == [
        "-",
        str(tmp_path / "x.odt"),
        *found,
    ]
    assert expand(["no/such.file"]) == ["no/such.file"]


def test_a_folder_without_readable_files_is_an_input_error(tmp_path):
    (tmp_path / "x.odt").touch()
    with pytest.raises(InputError, match="nothing to read") as caught:
        expand([str(tmp_path)])

    assert str(tmp_path) == caught.value.path


@pytest.fixture
def identified(monkeypatch):
    """Stand in for language detection: note the samples, tell Chinese from English."""
    samples = []

    def identify(text):
        samples.append(text)
        return "zh" if "四" in text else "en" if "is" in text else None

    module = ModuleType("mtcheck.text.language")
    module.identify = identify
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return samples


@pytest.mark.usefixtures("identified")
def test_missing_languages_are_detected(write, suffix):
    for batch in read(write(WRITERS[suffix](["This is so."] * 3000).encode()), ReadOptions()):
        assert (batch.target_lang, batch.source_lang) == ("en", None)
        assert batch.detected == ("target",)


@pytest.mark.usefixtures("identified")
def test_what_is_not_recognised_stays_unknown(write, suffix):
    (batch,) = read(write(WRITERS[suffix](["42!"]).encode()), ReadOptions())

    assert (batch.target_lang, batch.detected) == (None, ())


def test_told_languages_are_not_detected(write, suffix, identified):
    (batch,) = read(write(WRITERS[suffix](sentences(suffix)).encode()), OPTIONS)

    assert (batch.target_lang, batch.source_lang, batch.detected) == ("en", "zh", ())
    assert identified == []


def test_a_sample_has_20_000_characters_at_most(write, suffix, identified):
    list(read(write(WRITERS[suffix](["This is so. " * 9000]).encode()), ReadOptions()))

    assert {len(sample) for sample in identified} <= {2, 20_000}


def test_readers_import_nothing_heavy():
    code = "import sys, mtcheck.readers; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"numpy", "charset_normalizer", "sentencex", "backports.zstd", "lzma", "csv", "gzip"}

    assert not heavy & set(run.stdout.split())
