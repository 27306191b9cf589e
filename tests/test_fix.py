"""What is mended, and that a file keeps all else."""

import gzip
import stat

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from mtcheck import api, fixes
from mtcheck.errors import InputError
from mtcheck.mending import Mended
from mtcheck.model import Confidence, Edit, Finding, Fix, Severity, Span
from mtcheck.readers import ReadOptions
from tests import strategies

CHECKER = api.Checker()
BROKEN = "Lloyd & middot; Austin met the press on the January 3 , he said.\n"
MENDED = "Lloyd Austin met the press on the January 3, he said.\n"
ENGLISH = ReadOptions(target_lang="en")


def finding(*edits, safety="safe", suppressed=None):
    fix = Fix("", tuple(Edit("s1", *edit) for edit in edits), safety)
    span = Span("target", "s1", 0, 1, "a", 1, 1)
    level = Severity.MINOR, Confidence.HIGH
    return Finding("r", "c", "i", *level, "m", "p", None, (span,), fix, suppressed=suppressed)


@pytest.mark.parametrize(
    ("findings", "unsafe", "text"),
    [
        ([finding((0, 1, "A"))], False, "Abcdef"),
        ([finding((0, 1, "A")), finding((3, 4, "D"))], False, "AbcDef"),
        ([finding((0, 2, "A")), finding((1, 3, "B"))], False, "Acdef"),
        ([finding((0, 1, "A")), finding((1, 2, "B"))], False, "Abcdef"),
        ([finding((0, 1, "A"), (4, 5, "E")), finding((4, 6, ""))], False, "AbcdEf"),
        ([finding((0, 2, "A"), (1, 3, "E"))], False, "abcdef"),
        ([finding((0, 1, "A"), safety="unsafe")], False, "abcdef"),
        ([finding((0, 1, "A"), safety="unsafe")], True, "Abcdef"),
        ([finding((0, 1, "A"), suppressed="told")], True, "abcdef"),
    ],
)
def test_fixes_that_do_not_overlap_are_made(findings, unsafe, text):
    chosen = fixes.chosen(findings, unsafe=unsafe)

    assert text == fixes.mended({"s1": "abcdef"}, chosen).get("s1", "abcdef")


def test_the_sample_article_is_mended_once():
    path = "samples/text/us-japan-alliance.en.txt"
    mended = CHECKER.fix_file(path, ENGLISH)
    again = api.fix(mended.after, target_lang="en")

    assert mended.last.score.value > mended.first.score.value
    assert "US-Japan Alliance" in mended.after
    assert "& middot;" in mended.before
    assert "& middot;" not in mended.after
    assert not again.changed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_keeps_encoding_line_ends_and_mode(tmp_path, encoding, end):
    path = tmp_path / "a.txt"
    path.write_bytes((BROKEN + "No line end").replace("\n", end).encode(encoding))
    path.chmod(0o640)
    (made,) = CHECKER.fix_paths([str(path)], ENGLISH, write=True)

    assert isinstance(made, Mended)
    assert (MENDED + "No line end").replace("\n", end).encode(encoding) == path.read_bytes()
    assert 0o640 == stat.S_IMODE(path.stat().st_mode)
    assert [path] == list(tmp_path.iterdir())


def test_a_compressed_file_stays_compressed(tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(BROKEN.encode()))
    CHECKER.fix_file(str(path), ENGLISH, write=True)

    assert MENDED.encode() == gzip.decompress(path.read_bytes())


def test_a_file_is_not_changed_without_write(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(BROKEN)
    mended = CHECKER.fix_file(str(path), ENGLISH)

    assert MENDED == mended.after
    assert BROKEN == path.read_text()
    assert "-" + BROKEN.rstrip() in list(mended.diff())


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "outside.txt"
    inside.mkdir()
    outside.write_text(BROKEN)
    (inside / "a.txt").symlink_to(outside)
    (inside / "b.txt").write_text(BROKEN)
    results = list(CHECKER.fix_paths([str(inside)], ENGLISH, write=True))

    assert [InputError, Mended] == [type(result) for result in results]
    assert BROKEN == outside.read_text()


def test_a_link_in_the_folder_stays_a_link(tmp_path):
    (tmp_path / "real.txt").write_text(BROKEN)
    (tmp_path / "a.txt").symlink_to("real.txt")
    list(CHECKER.fix_paths([str(tmp_path / "a.txt")], ENGLISH, write=True))

    assert (tmp_path / "a.txt").is_symlink()
    assert MENDED == (tmp_path / "real.txt").read_text()


def test_a_file_that_cannot_be_read_to_its_end_is_left_alone(tmp_path):
    path = tmp_path / "a.jsonl"
    content = '{"target": "Lloyd & middot; Austin came."}\nnot json\n'
    path.write_text(content)
    (result,) = CHECKER.fix_paths([str(path)], ENGLISH, write=True)

    assert isinstance(result, InputError)
    assert content == path.read_text()


@settings(deadline=None)
@given(st.lists(strategies.segments, min_size=1, max_size=5).map("\n".join))
def test_a_mended_text_holds_nothing_to_mend(text):
    mended = api.fix(text, target_lang="en") if text.strip() else None
    if mended is None:
        return
    event(f"fixes: {min(len(mended.fixes), 3)}")
    again = api.fix(mended.after, target_lang="en") if mended.after.strip() else None

    assert again is None or again.after == mended.after
    assert not fixes.chosen(mended.last.findings)
