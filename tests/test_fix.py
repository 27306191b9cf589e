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
    assert "您" in mended.before
    assert "您" not in mended.after
    assert "openness.”" in mended.after
    assert "Indo Pacific" not in mended.after
    assert not again.changed


ARTICLE = "A title of the text\n\nThe two ministers met on Friday.\n"
FORM = "您的电子邮箱地址不会被公开。 必填项已用*标注\n"
LINES = "您的电子邮箱地址不会被公开。\n必填项已用*标注\n"
ENGLISH_FORM = "Your email address will not be published.\nLeave a Reply\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ARTICLE + "\n" + FORM, ARTICLE + "\n\n"),
        (ARTICLE + LINES, ARTICLE + "\n\n"),
        (LINES + ARTICLE, "\n\n" + ARTICLE),
        (ARTICLE + ENGLISH_FORM, None),
        (ARTICLE + FORM + "Nobody said more.\n", None),
        (ARTICLE + "您的电子邮箱地址不会被公开。\n", None),
        (ARTICLE + "您的电子邮箱地址不会被公开。 必填项已用*标注。两位部长周五会面。\n", None),
        (FORM, None),
    ],
)
def test_boilerplate_goes_unseen_only_where_it_is_certain(before, after):
    mended = api.fix(before, target_lang="en", select=["boilerplate-block"])

    assert (before if after is None else after) == mended.after


@pytest.mark.parametrize("changes", [{"target_lang": "zh"}, {"target_lang": "zh-Hant"}])
def test_boilerplate_in_the_language_of_the_text_is_left_to_a_person(changes):
    text = "标题\n\n两位部长周五会面。\n" + LINES
    mended = api.fix(text, select=["boilerplate-block"], **changes)

    assert mended.first.findings
    assert not mended.changed


def test_boilerplate_beside_its_source_is_left_to_a_person(tmp_path):
    (tmp_path / "s.txt").write_text("一\n二\n三\n")
    (tmp_path / "a.txt").write_text("One.\n" + LINES)
    options = ReadOptions(target_lang="en", source_lang="zh", source_path=tmp_path / "s.txt")

    assert not CHECKER.fix_file(str(tmp_path / "a.txt"), options).changed


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


def test_every_pass_knows_the_language_that_a_folder_tells(tmp_path, monkeypatch):
    path = tmp_path / "locales" / "de" / "a.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"a": "Gut & amp; Co ."}', encoding="utf-8")
    monkeypatch.chdir(tmp_path / "locales")
    mended = CHECKER.fix_file("../locales/de/a.json")

    languages = [
        one.target_lang for report in (mended.first, mended.last) for one in report.documents
    ]
    assert mended.changed
    assert ["de", "de"] == languages


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
    mended = _mended(text)
    if mended is None:
        return
    event(f"fixes: {min(len(mended.fixes), 3)}")
    again = _mended(mended.after)

    assert again is None or again.after == mended.after
    assert not fixes.chosen(mended.last.findings)


def _mended(text):
    """What becomes of a text, None for one that holds nothing to read."""
    try:
        return api.fix(text, target_lang="en")
    except InputError:
        assert not any(map(str.isalnum, text))
        return None
