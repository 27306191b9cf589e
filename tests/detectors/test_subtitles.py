"""Cues too fast to read, lines too long for the screen, cues shown at once."""

import pytest

from mtcheck import rules
from mtcheck.batch import Batch, Cue, DocumentRows
from mtcheck.engine import Engine
from mtcheck.model import Confidence
from mtcheck.readers import ReadOptions, read
from mtcheck.rules import RuleSet
from tests.made import marks


def found_in(rule, cues, lang="en", documents=None):
    """What a rule finds in subtitles, each a text and its Cue."""
    targets = [text for text, _ in cues]
    batch = Batch(
        path="a.srt",
        ids=[str(number) for number in range(len(cues))],
        targets=targets,
        documents=documents or (DocumentRows("a", 0, len(cues)),),
        lines=range(1, len(cues) + 1),
        target_lang=lang,
        cues=[cue for _, cue in cues],
    )
    engine = Engine(RuleSet((rules.load().get(rule),)), min_confidence=Confidence.LOW)
    return engine.check(batch).findings


TEN = "ten chars."


@pytest.mark.parametrize(
    ("text", "seconds", "lang", "value"),
    [
        (TEN * 4, 2.0, "en", None),
        (TEN * 4 + "!", 2.0, "en", "20"),
        (TEN * 4, 1.0, "en-GB", "40"),
        ("十个字的中文句子啊。" * 2, 2.0, "zh", "10"),
        ("十个字的中文句子啊。" * 2, 2.5, "zh-Hant", None),
        ("Netflix 拍", 1.0, "ja", "5"),
        (TEN * 9, 1.0, None, "90"),
        (TEN * 9, 0.0, "en", None),
        ("", 1.0, "en", None),
    ],
)
def test_speed_is_measured_by_language(text, seconds, lang, value):
    found = found_in("reading-speed", [(text, Cue(1.0, 1.0 + seconds))], lang)

    assert [finding.evidence["value"] for finding in found] == ([value] if value else [])


LONG = "This line has exactly forty-two characters"


@pytest.mark.parametrize(
    ("text", "breaks", "lang", "marked"),
    [
        (LONG, (), "en", []),
        (LONG + ".", (), "en", [LONG + "."]),
        (f"{LONG} {LONG}", (43,), "en", []),
        (f"Yes. {LONG}. No.", (5, 49), "en", [LONG + "."]),
        ("这一行正好有十六个字的中文字幕啊", (), "zh", []),
        (
            "这一行有十七个字的中文字幕在这里啊。",
            (),
            "zh",
            ["这一行有十七个字的中文字幕在这里啊。"],
        ),
    ],
)
def test_every_line_is_measured_by_itself(text, breaks, lang, marked):
    assert marks(found_in("subtitle-line-length", [(text, Cue(0, 9, breaks))], lang)) == marked


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (Cue(1, 3), Cue(3, 4), False),
        (Cue(1, 3), Cue(2.5, 4), True),
        (Cue(1, 3), Cue(1, 3), True),
        (Cue(1, 3), Cue(0, 0.5), False),
        (Cue(1, 3), Cue(2.5, 4, (), True), False),
        (Cue(1, 3, (), True), Cue(2.5, 4), False),
    ],
)
def test_cues_shown_at_once_are_found_where_none_says_its_place(first, second, found):
    assert bool(found_in("cue-overlap", [("One.", first), ("Two.", second)])) is found


def test_cues_of_two_documents_do_not_overlap():
    apart = (DocumentRows("a", 0, 1), DocumentRows("b", 1, 2))

    assert not found_in("cue-overlap", [("1.", Cue(1, 3)), ("2.", Cue(1, 3))], documents=apart)


SRT = """1
00:00:01,000 --> 00:00:02,500
Hello
<i>there.</i>

2
01:00:02.250 --> 01:00:03.000 line:0
{\\an8}Two.
"""


@pytest.mark.parametrize("suffix", [".srt", ".vtt"])
def test_cues_are_read_from_files(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_text(SRT)
    (batch,) = read(path, ReadOptions(target_lang="en"))

    assert list(batch.targets) == ["Hello there.", "Two."]
    assert list(batch.cues) == [Cue(1.0, 2.5, (6,)), Cue(3602.25, 3603.0, (), True)]


def test_other_texts_have_no_cues(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("A line.\n")
    (batch,) = read(path, ReadOptions(target_lang="en"))

    assert batch.cues is None
