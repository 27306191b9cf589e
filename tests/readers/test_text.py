import io
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.errors import InputError
from mtcheck.readers import ReadOptions, read
from mtcheck.readers import text as text_reader
from mtcheck.readers.sentences import LONGEST_WINDOW, sentence_ends
from mtcheck.readers.text import TextReader, document_id

OPTIONS = ReadOptions(source_lang="zh", target_lang="en")


def batches(text, path="a.txt", options=OPTIONS):
    return list(TextReader().read(path, io.BytesIO(text.encode()), options))


def targets(text):
    return [target for batch in batches(text) for target in batch.targets]


def test_an_article_becomes_one_document():
    (batch,) = batches(
        "A title\n\n  First one. Second one!\n\u3000Third.\n", "x/us-japan.en.txt.gz"
    )

    assert batch.path == "x/us-japan.en.txt.gz"
    assert batch.document_of(0) == "us-japan.en"
    assert list(batch.ids) == ["s1", "s2", "s3", "s4"]
    assert list(batch.targets) == ["A title", "First one.", "Second one!", "Third."]
    assert list(batch.lines) == [1, 3, 3, 4]
    assert list(batch.columns) == [1, 3, 14, 2]
    assert list(batch.offsets) == [0, 11, 22, 35]
    assert list(batch.paragraphs) == [0, 1, 1, 2]
    assert batch.titles == frozenset([0])
    assert batch.sources is None
    assert (batch.source_lang, batch.target_lang, batch.detected) == ("zh", "en", ())


@pytest.mark.parametrize(
    ("text", "has_title"),
    [
        ("Defence. A firm alliance\nIt is.", True),
        ("A sentence.\nIt is.", False),
        ("He said “so.”\nIt is.", False),
        ("他走了。\n再见。", False),
        ("A title alone\n\n", False),
        ("t" * 150 + "\nIt is.", True),
        ("t" * 151 + "\nIt is.", False),
    ],
)
def test_the_title_is_short_and_no_sentence_and_not_alone(text, has_title):
    assert [batch.titles for batch in batches(text)] == [frozenset([0] if has_title else [])]


def test_a_title_is_never_split():
    assert targets("Who won? Nobody did\nIt is.")[0] == "Who won? Nobody did"


@pytest.mark.parametrize("text", ["", "\n", " \r\n\t\n\u3000"])
def test_nothing_but_white_space_gives_no_batch(text):
    assert batches(text) == []


def test_abbreviations_do_not_end_a_sentence():
    assert targets("Mr. Smith met Dr. Jones in the U.S. on Monday. They talked.\nEnd.") == [
        "Mr. Smith met Dr. Jones in the U.S. on Monday.",
        "They talked.",
        "End.",
    ]


def test_standard_input_is_a_document_of_that_name():
    assert (document_id("<stdin>"), document_id("b/c.d.TXT.zst")) == ("stdin", "c.d")


def test_a_long_document_is_cut_into_batches(monkeypatch):
    monkeypatch.setattr(text_reader, "DOCUMENT_ROWS", 2)
    cut = batches("Title\nOne. Two. Three.\nFour.")

    assert [list(batch.ids) for batch in cut] == [["s1", "s2"], ["s3", "s4"], ["s5"]]
    assert [batch.document_of(0) for batch in cut] == ["a", "a", "a"]
    assert [batch.titles for batch in cut] == [frozenset([0]), frozenset(), frozenset()]
    assert [list(batch.paragraphs) for batch in cut] == [[0, 1], [1, 1], [2]]


FRAGMENTS = ["Mr. ", "Hello", " ", ". ", "。", "?", "！", "\n", "\r\n", "\r", "\t", "𝄞", "“", ")"]
ODD = ["\u2028", "\x85", "\x00", "\u00a0", "\ufeff"]
TEXTS = st.lists(st.sampled_from(FRAGMENTS + ODD) | st.text(), max_size=60).map("".join)


@given(TEXTS.filter(lambda text: not text.startswith("\ufeff")), st.sampled_from(["en", "zh"]))
def test_offsets_lines_and_columns_point_at_the_segment(text, lang):
    starts = [0]
    for index, character in enumerate(text):
        if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n"):
            starts.append(index + 1)
    end = 0
    for batch in batches(text, options=ReadOptions(source_lang="xx", target_lang=lang)):
        for row, target in enumerate(batch.targets):
            offset = batch.offsets[row]
            assert text[offset : offset + len(target)] == target
            assert starts[batch.lines[row] - 1] + batch.columns[row] - 1 == offset
            assert target == target.strip() != ""
            assert text[end:offset].strip() == ""
            end = offset + len(target)
    assert text[end:].strip() == ""


@given(st.lists(st.sampled_from([*FRAGMENTS, "word ", "我们"]), max_size=800).map("".join))
def test_sentence_ends_rise_to_the_end_of_the_text(text):
    ends = list(sentence_ends(text, "en"))

    assert sorted(set(ends)) == ends
    assert (ends or [0])[-1] == len(text)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Run ./configure: it works. Then go.", "en", ["Run ./configure: it works. ", "Then go."]),
        ("This is the end.Next one came.", "en", ["This is the end.Next one came."]),
        ('"He came." She left. Why?', "en", ['"He came." ', "She left. ", "Why?"]),
        ("他来了.她走了。他们！", "zh", ["他来了.", "她走了。", "他们！"]),
        ("很好。2016年他来。“他来。3人走。”", "zh", ["很好。", "2016年他来。", "“他来。3人走。”"]),
    ],
)
def test_a_full_stop_ends_a_sentence_before_a_space_only(text, lang, expected):
    ends = [0, *sentence_ends(text, lang)]

    assert expected == [text[start:end] for start, end in pairwise(ends)]


def test_windows_do_not_change_the_sentences_of_a_long_paragraph():
    sentence = "Mr. Smith of the U.S. said on Monday that it is 3.5 percent. "
    ends = list(sentence_ends(sentence * 200, "en"))

    assert [len(sentence) * n for n in range(1, 201)] == ends


@pytest.mark.parametrize("unit", ["abcdefg", "word ", "слово, ", "“", "我们去吧"])
def test_a_text_without_sentence_end_is_cut_between_words_if_it_can_be(unit):
    text = unit * (10 * LONGEST_WINDOW // len(unit))
    ends = [0, *sentence_ends(text, "en")]

    assert max(b - a for a, b in pairwise(ends)) <= LONGEST_WINDOW
    if unit.endswith(" "):
        assert all(text[end - 1] == " " for end in ends[1:])


@pytest.mark.parametrize("unit", ["我们今天去北京吧。", "Hello there, Mr. Smith said. ", "слово "])
def test_time_grows_with_the_length_of_a_line(unit):
    def seconds(size):
        start = time.process_time()
        list(sentence_ends(unit * (size // len(unit)), "en"))
        return time.process_time() - start

    seconds(10_000)
    assert seconds(400_000) < 40 * seconds(40_000) + 0.1


def test_a_lone_surrogate_does_not_stop_the_splitter():
    text = "One. Two\ud800. Three."

    assert list(sentence_ends(text, "en")) == [len(text)]


@pytest.fixture
def pair(tmp_path: Path):
    def write(target: str, source: str, **changes):
        (tmp_path / "a.txt").write_bytes(target.encode())
        (tmp_path / "a.src").write_bytes(source.encode())
        options = {"source_lang": "zh", "target_lang": "en", "source_path": tmp_path / "a.src"}
        return list(read(tmp_path / "a.txt", ReadOptions(**{**options, **changes})))

    return write


def test_with_a_source_each_line_is_one_segment(pair):
    (batch,) = pair("Title\n\n One. Two.\r\nThree.\n", "标题\n\n一。二。\n三。\n\n\n")

    assert list(batch.targets) == ["Title", "One. Two.", "Three."]
    assert list(batch.sources) == ["标题", "一。二。", "三。"]
    assert list(batch.lines) == [1, 3, 4]
    assert list(batch.offsets) == [0, 8, 19]
    assert batch.titles == frozenset([0])


@pytest.mark.parametrize(
    ("target", "source", "line", "words"),
    [
        ("a\nb\nc\n", "x\ny\n", 3, "the target has 3 lines and the source 2"),
        ("a\n\nc\n", "x\ny\nz\nw\n", 2, "has 3 lines and the source 4; line 2 is blank in one"),
        ("a\nb\n", "x\n\n", 2, "has 2 lines and the source 1"),
        ("a\n\nb\n", "x\ny\nz\n", 2, "line 2 is blank in one of them only"),
        ("a\n", "", 1, "has 1 lines and the source 0"),
    ],
)
def test_files_that_are_not_line_aligned_are_refused(pair, target, source, line, words):
    with pytest.raises(InputError) as caught:
        pair(target, source)

    assert words in caught.value.message
    assert line == caught.value.line
    assert "line-aligned" in (caught.value.hint or "")


TARGET = (
    "Austin becomes US defense secretary\r\n\r\n"
    "Austin became US defense secretary on Friday. He will visit Tokyo in March.\r\n"
    "  The alliance is of great importance.\r\n"
)
SOURCE = (
    "奥斯汀就任美国国防部长\n\n奥斯汀周五就任美国国防部长，并将于三月访问东京。\n\n"
    "他喜欢在家里做饭。\n\n联盟非常重要。\n"
)


def test_a_source_of_other_lines_makes_beads_that_keep_their_places(pair):
    (batch,) = pair(TARGET, SOURCE, align="auto")

    assert list(zip(batch.targets, batch.sources, strict=True)) == [
        ("Austin becomes US defense secretary", "奥斯汀就任美国国防部长"),
        (
            "Austin became US defense secretary on Friday. He will visit Tokyo in March.",
            "奥斯汀周五就任美国国防部长，并将于三月访问东京。",
        ),
        ("", "他喜欢在家里做饭。"),
        ("The alliance is of great importance.", "联盟非常重要。"),
    ]
    assert list(zip(batch.lines, batch.columns, strict=True)) == [(1, 1), (3, 1), (3, 76), (4, 3)]
    for text, offset in zip(batch.targets, batch.offsets, strict=True):
        assert TARGET.startswith(text, offset)
    assert batch.titles == frozenset([0])
    assert [likeness > 0 for likeness in batch.likeness] == [True, True, False, True]


def test_a_bead_over_two_lines_keeps_the_places_in_both(pair):
    target = TARGET.replace("Friday. He", "Friday.\r\n He")
    (batch,) = pair(target, SOURCE, align="auto")
    text = batch.targets[1]

    assert text.count("\n") == 1
    assert text.index("visit") == target.index("visit") - batch.offsets[1]
    assert text.index("visit") - text.index("\n") - 1 == len(" He will ")


@pytest.mark.parametrize(
    ("align", "source", "expected"),
    [
        ("auto", "一。二。\n三。\n", None),
        ("never", "一。二。\n三。\n", None),
        ("always", "一。二。\n三。\n", float),
        ("auto", "一。二。三。\n", float),
    ],
)
def test_lines_that_pair_are_aligned_only_if_told(pair, align, source, expected):
    (batch,) = pair("One. Two.\nThree.\n", source, align=align)

    assert expected is (batch.likeness and type(batch.likeness[0]))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"target_lang": "hu"}, "does not know the language hu"),
        ({"source_lang": "x-none"}, "does not know the language x-none"),
    ],
)
def test_what_cannot_be_aligned_is_refused_with_both_reasons(pair, changes, words):
    with pytest.raises(InputError) as caught:
        pair("a\nb\nc\n", "x\ny\n", align="auto", **changes)

    assert "the target has 3 lines and the source 2" in caught.value.message
    assert words in caught.value.message
    assert "--source-lang" in (caught.value.hint or "")


def test_a_corpus_that_lost_a_line_is_an_error(pair, monkeypatch):
    monkeypatch.setattr(text_reader, "LARGEST", 4)
    with pytest.raises(InputError, match="3 lines and the source 2"):
        pair("a\nb\nc\n", "x\ny\n", align="auto")


def test_an_unreadable_source_is_named(pair, tmp_path):
    with pytest.raises(InputError) as caught:
        pair("a\n", "x", source_path=tmp_path / "none.txt")

    assert str(tmp_path / "none.txt") == caught.value.path
