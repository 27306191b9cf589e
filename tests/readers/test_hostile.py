"""What breaks other tools: each input holds ten good pairs and one defect.

Nothing is lost without a word: what is good is checked, what is not ends with an error that names
file and line, and the exit code is 3. Measured on the other tools: a whole file lost with exit 0,
no end within a minute, compressed bytes read as text, rows dropped in silence.
"""

import gzip
import lzma
from pathlib import Path

import pytest

import mtcheck
from mtcheck.errors import InputError
from mtcheck.readers import FORMATS, ReadOptions, read, write

PAIRS = [(f"Quelle {n} steht hier.", f"Target {n} stands here.") for n in range(1, 11)]
BAD = "They met the the man."
OPTIONS = ReadOptions(source_lang="de", target_lang="en")


def po(pairs):
    return "".join(f'msgid "{source}"\nmsgstr "{target}"\n\n' for source, target in pairs)


def tmx(pairs, before=""):
    units = "\n".join(
        f"<tu><tuv xml:lang='de'><seg>{source}</seg></tuv>"
        f"<tuv xml:lang='en'><seg>{target}</seg></tuv></tu>"
        for source, target in pairs
    )
    return f"{before}<tmx version='1.4'><header srclang='de'/><body>\n{units}\n</body></tmx>\n"


def xliff(pairs, before=""):
    units = "\n".join(
        f"<trans-unit id='{n}'><source>{source}</source><target>{target}</target></trans-unit>"
        for n, (source, target) in enumerate(pairs)
    )
    file = "<file source-language='de' target-language='en'>"
    return f"{before}<xliff version='1.2'>{file}<body>\n{units}\n</body></file></xliff>\n"


def tsv(pairs):
    return "source\ttarget\n" + "".join(f"{source}\t{target}\n" for source, target in pairs)


def moses(pairs):
    return "".join(f"{target}\n" for _, target in pairs)


MADE = {".po": po, ".tmx": tmx, ".xlf": xliff, ".tsv": tsv, ".en": moses}


@pytest.fixture(params=MADE)
def suffix(request):
    return request.param


@pytest.fixture
def read_all(tmp_path, suffix):
    """Write a file, read it all: the targets, and the fault that ends it or None."""

    def read_file(data, name=None, options=OPTIONS):
        path = tmp_path / (name or f"a{suffix}")
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        found = []
        try:
            for batch in read(path, options):
                found += batch.targets
        except InputError as error:
            return found, error
        return found, None

    return read_file


TARGETS = [target for _, target in PAIRS]


def test_ten_good_pairs_are_read(read_all, suffix):
    assert read_all(MADE[suffix](PAIRS)) == (TARGETS, None)


def test_invalid_utf8_names_the_byte_and_what_stands_before_is_checked(read_all, suffix):
    data = MADE[suffix](PAIRS).encode().replace(b"Target 9", b"T\xe9rget 9")
    found, fault = read_all(data)

    assert found == TARGETS[:8]
    assert "byte 0xE9 at offset" in str(fault)
    assert fault.line == data[: data.index(b"\xe9")].count(b"\n") + 1


def test_a_nul_is_text_where_the_format_can_hold_it(read_all, suffix):
    found, fault = read_all(MADE[suffix](PAIRS).replace("Target 9", "T\x00rget 9"))

    if suffix in (".tmx", ".xlf"):
        assert (found, "not well-formed" in str(fault)) == (TARGETS[:8], True)
    else:
        assert (found[8], fault) == ("T\x00rget 9 stands here.", None)


@pytest.mark.parametrize("long", ["word " * 2_000_000, "x" * 10_000_000], ids=["words", "one"])
def test_a_line_of_10_mb_is_one_segment(read_all, suffix, long):
    found, fault = read_all(MADE[suffix]([*PAIRS, ("Quelle", long + ".")]))

    assert (len(found), len(found[-1]), fault) == (11, len(long) + 1, None)


def test_a_line_of_1_mb_is_checked_to_its_end(tmp_path):
    path = tmp_path / "a.en"
    path.write_text(f"{'word other ' * 90_000}end the the man.\n")
    report = mtcheck.Checker().check_paths([str(path)], OPTIONS)

    assert ("adjacent-duplicate-word", "the the") in {
        (found.rule, found.spans[0].text) for found in report.findings
    }


@pytest.mark.parametrize(
    ("name", "text", "words", "line"),
    [
        ("a.po", po(PAIRS) + 'msgid "Quelle"\n', "msgid without msgstr", 31),
        ("a.tsv", tsv(PAIRS) + "Quelle\n", "1 field, but the header has 2", 12),
        ("a.jsonl", '{"target": "a"}\n{"source": "b"}\n', 'no "target"', 2),
    ],
)
def test_a_missing_target_is_told_and_the_rest_is_read(tmp_path, name, text, words, line):
    path = tmp_path / name
    path.write_text(text)
    found = []
    with pytest.raises(InputError, match=words) as caught:
        found.extend(target for batch in read(path, OPTIONS) for target in batch.targets)

    assert (len(found) or 1, caught.value.line) in {(10, line), (1, line)}


@pytest.mark.parametrize("count", [8, 12])
def test_files_of_different_length_are_never_cut_in_silence(tmp_path, count):
    (tmp_path / "a.de").write_text("Quelle.\n" * count)
    (tmp_path / "a.en").write_text(moses(PAIRS))
    with pytest.raises(InputError, match=r"ends before this line|goes on"):
        list(read(tmp_path / "a.en", ReadOptions(source_path=tmp_path / "a.de")))


def test_an_empty_file_is_told(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"")
    report = mtcheck.Checker().check_paths([str(path)], OPTIONS)

    assert ["holds no text" in one.reason for one in report.skipped] == [True]
    assert report.verdict.passed is False


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_bom_is_no_part_of_the_first_text(read_all, suffix, codec):
    assert read_all(MADE[suffix](PAIRS).encode(codec)) == (TARGETS, None)


def test_utf16_without_bom_is_no_silent_nonsense(read_all, suffix):
    """XML says by its first bytes that it is UTF-16; other formats end at the first odd byte."""
    found, fault = read_all(MADE[suffix]([("ä", "Ünd 中文"), *PAIRS]).encode("utf-16-le"))

    if suffix in (".tmx", ".xlf"):
        assert (found, fault) == (["Ünd 中文", *TARGETS], None)
    else:
        assert fault is not None
        assert read_all(MADE[suffix](PAIRS).encode("utf-16-le"), options=WIDE) == (TARGETS, None)


WIDE = ReadOptions(encoding="utf-16-le", source_lang="de", target_lang="en")


def test_mixed_line_ends_are_read_and_kept(read_all, suffix, tmp_path):
    lines = MADE[suffix](PAIRS).split("\n")
    ends = ["\n", "\r\n", "\r"] * len(lines)
    data = "".join(line + end for line, end in zip(lines[:-1], ends, strict=False)).encode()

    assert read_all(data) == (TARGETS, None)
    copy = tmp_path / f"copy{suffix}"
    write(tmp_path / f"a{suffix}", copy, {}, OPTIONS)
    assert copy.read_bytes() == data


@pytest.mark.parametrize(("packing", "pack"), [(".gz", gzip.compress), (".xz", lzma.compress)])
def test_a_compressed_file_is_read_and_a_truncated_one_told(read_all, suffix, packing, pack):
    data = pack(MADE[suffix](PAIRS * 500).encode())
    name = f"a{suffix}{packing}"

    assert read_all(data, name) == (TARGETS * 500, None)
    assert "ends too early" in str(read_all(data[:-20], name)[1])
    assert "is damaged" in str(read_all(b"no archive", name)[1])


def entities(count, times):
    """A document type in which each entity is `times` the one before."""
    more = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * times}">' for n in range(1, count))
    return f'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{more}]>'


BOMBS = {
    "10^9": entities(10, 10),
    "300 kB": f'<!DOCTYPE x [<!ENTITY e0 "{"a" * 30}"><!ENTITY e9 "{"&e0;" * 10_000}">]>',
    "external": '<!DOCTYPE x [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>',
    "parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>',
}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("make", [tmx, xliff])
def test_a_file_that_declares_entities_is_refused(tmp_path, make, bomb):
    path = tmp_path / ("a.tmx" if make is tmx else "a.xlf")
    path.write_text(make([("Quelle", "a &e9; b"), *PAIRS], BOMBS[bomb]))
    report = mtcheck.Checker().check_paths([str(path)], OPTIONS)

    assert ["declares an entity" in one.reason for one in report.skipped] == [True]
    assert "root:" not in str(report)


@pytest.mark.parametrize("make", [tmx, xliff])
def test_malformed_xml_is_told_with_its_line_after_what_stands_before(tmp_path, make):
    path = tmp_path / ("a.tmx" if make is tmx else "a.xlf")
    path.write_text(make([*PAIRS[:9], ("Quelle", BAD)]).replace("Target 9", "T <rget 9"))
    found = []
    with pytest.raises(InputError, match="not well-formed") as caught:
        found.extend(target for batch in read(path, OPTIONS) for target in batch.targets)

    assert caught.value.line == 10
    path.write_text(make(PAIRS)[:-10])
    report = mtcheck.Checker().check_paths([str(path)], OPTIONS)
    assert (report.documents[0].segments, len(report.skipped)) == (10, 1)


@pytest.mark.parametrize("name", [f"a{suffix}" for suffix in FORMATS])
def test_what_a_format_cannot_read_never_passes(tmp_path, name):
    """Bytes of a picture under the name of any format: never a pass, never a traceback."""
    path = tmp_path / name
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe\x00" * 40)
    report = mtcheck.Checker().check_paths([str(path)], OPTIONS)

    assert (report.verdict.passed, len(report.skipped)) == (False, 1)
    assert Path(report.skipped[0].path) == path
