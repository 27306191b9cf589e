"""`--changed-since`: what git calls changed, and what is then reported."""

import os
import shutil
import subprocess

import pytest

from mtcheck import api, baseline, changes
from mtcheck.config import Config
from mtcheck.errors import UsageError

STRICT = Config.model_validate({"gate": {"fail_under": 100}, "target_lang": "en"})
BAD = "It was the the end."
GOOD = "It was a good end."

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def git(folder, *arguments):
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(
        ["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True, text=True
    ).stdout.strip()


def commit(folder, **files):
    """Write files, by their stem, and commit all."""
    for name, lines in files.items():
        (folder / f"{name}.txt").write_text("".join(f"{line}\n" for line in lines))
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "x")


@pytest.fixture
def repo(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    folder = tmp_path / "repo"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    commit(folder, a=["A title", BAD, GOOD], b=["A title", BAD])
    monkeypatch.chdir(folder)
    changes._top.cache_clear()
    return folder


def check(*paths, since="HEAD", **settings):
    checker = api.Checker(STRICT, **settings)
    return checker.check_paths([str(path) for path in paths], changed_since=since)


def places(report):
    return [(f.path, f.spans[0].line) for f in report.findings]


def test_nothing_is_checked_where_nothing_has_changed(repo):
    report = check(".")

    assert ((), True) == (report.findings, report.verdict.passed)
    assert "nothing was checked" in report.notices[0].message


def test_only_changed_lines_of_changed_files_are_reported(repo):
    (repo / "a.txt").write_text(f"A title\n{BAD}\n{GOOD}\n{BAD}\n")
    report = check(".")

    assert [("a.txt", 4)] == places(report)
    assert 5 == report.score.words
    assert 1 == report.documents[0].segments


def test_a_rule_of_documents_still_sees_the_whole_document(repo):
    commit(repo, a=["A title", "He said: “We know", GOOD])
    (repo / "a.txt").write_text(f"A title\nHe said: “We know\n{GOOD} He left.\n")

    assert () == check("a.txt").findings
    (repo / "a.txt").write_text("A title\nHe said: “We know\nit well.”\n")
    assert () == check("a.txt").findings
    assert api.Checker(STRICT).check_paths(["a.txt"]).findings == ()


def test_a_finding_with_any_place_on_a_changed_line_is_reported(repo):
    commit(repo, a=["A title", "The US said so.", GOOD])
    (repo / "a.txt").write_text("A title\nThe US said so.\nThe U.S. said no.\n")
    whole = api.Checker(STRICT).check_paths(["a.txt"]).findings

    assert whole
    assert whole == check("a.txt").findings


def test_a_renamed_file_has_the_changes_of_its_lines(repo):
    lines = [f"{GOOD} {n}" for n in range(20)]
    commit(repo, a=["A title", BAD, *lines])
    git(repo, "mv", "a.txt", "c.txt")

    assert [] == places(check("."))
    (repo / "c.txt").write_text("\n".join(["A title", BAD, *lines, BAD]) + "\n")
    assert [("c.txt", 23)] == places(check("."))


@pytest.mark.parametrize("how", ["untracked", "added", "ignored"])
def test_a_new_file_is_checked_as_a_whole(repo, how):
    (repo / "new.txt").write_text(f"A title\n{BAD}\n")
    if how == "added":
        git(repo, "add", "new.txt")
    if how == "ignored":
        (repo / ".gitignore").write_text("new.txt\n")

    assert [("new.txt", 2)] == places(check("new.txt", "a.txt"))


@pytest.mark.parametrize(
    "name",
    ["a b.txt", "q\"uo'te.txt", "-dash.txt", "é\u4e2d.txt", "*.txt", ":(top)x.txt", "l\nf.txt"],
)
def test_names_may_hold_anything(repo, name):
    path = repo / name
    path.write_text(f"A title\n{BAD}\n")
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", "x")
    path.write_text(f"A title\n{BAD}\n{BAD}\n")

    assert [(f"./{name}", 3)] == places(check(f"./{name}"))


def test_a_branch_is_compared_with_where_it_left(repo):
    git(repo, "checkout", "-q", "-b", "topic")
    commit(repo, b=["A title", BAD, BAD])
    git(repo, "checkout", "-q", "main")
    commit(repo, a=["A title", GOOD])
    git(repo, "checkout", "-q", "topic")

    assert [("b.txt", 3)] == places(check(".", since="main"))


def test_a_revision_git_does_not_know_is_an_error(repo):
    for name in ("no-such", "-x", "--output=x", "", "HEAD:a.txt", "a..b"):
        with pytest.raises(UsageError, match="git knows no revision"):
            check(".", since=name)
    assert ["a.txt", "b.txt"] == sorted(path.name for path in repo.glob("*.txt"))


def test_a_shallow_clone_is_told_of(repo, tmp_path, monkeypatch):
    commit(repo, a=[GOOD])
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{repo}", "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    with pytest.raises(UsageError) as error:
        check(".", since="HEAD~1")

    assert "shallow clone" in (error.value.hint or "")


def test_a_file_in_no_repository_is_an_error(repo, tmp_path):
    (tmp_path / "out.txt").write_text(BAD)
    with pytest.raises(UsageError, match="lies in no git repository"):
        check(tmp_path / "out.txt", "a.txt")


def test_standard_input_has_no_history(repo):
    with pytest.raises(UsageError, match="no history"):
        check("-")


def test_without_git_there_is_an_error(repo, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="needs git"):
        check(".")


def test_files_of_several_repositories_have_their_own_history(repo, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    commit(other, c=["A title", BAD])
    (other / "c.txt").write_text(f"A title\n{BAD}\n{BAD}\n")
    (repo / "a.txt").write_text(f"A title\n{BAD}\n{GOOD} Yes.\n")

    assert [(str(other / "c.txt"), 3)] == places(check("a.txt", other / "c.txt"))


def test_what_a_repository_configures_is_not_run(repo):
    (repo / ".gitattributes").write_text("*.txt diff=own\n")
    ran = repo / "ran"
    for key in ("diff.external", "diff.own.textconv", "diff.own.command", "core.fsmonitor"):
        git(repo, "config", key, f"touch {ran}; false")
    git(repo, "config", "diff.noprefix", "true")
    git(repo, "config", "diff.context", "9")
    git(repo, "config", "diff.interHunkContext", "9")
    (repo / "a.txt").write_text(f"A title\n{BAD}\n{GOOD}\n{BAD}\n")
    ran.unlink(missing_ok=True)

    assert [("a.txt", 4)] == places(check("a.txt"))
    assert not ran.exists()


def test_a_hook_of_git_does_not_mislead(repo, monkeypatch):
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    (repo / "a.txt").write_text(f"A title\n{BAD}\n{GOOD}\n{BAD}\n")

    assert [("a.txt", 4)] == places(check("a.txt"))


def test_a_file_that_is_gone_is_told_as_ever(repo):
    report = check("gone.txt", "a.txt")

    assert ["gone.txt"] == [one.path for one in report.skipped]


PO = """msgid ""
msgstr "Language: en\\n"

msgid "一"
msgstr ""
"It was the "
"the end."

msgid "二"
msgstr "It was the the end."
"""


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ('"the end."', '"the end!"', [5]),
        ('msgid "二"', 'msgid "三"', [10]),
        ('msgid "一"', 'msgid "三"', [5]),
        ('msgstr "It was the the end."', 'msgstr "It was the the end!"', [10]),
    ],
)
def test_a_segment_has_changed_with_any_line_of_it_and_its_source(repo, old, new, lines):
    path = repo / "x.po"
    path.write_text(PO)
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", "x")
    path.write_text(PO.replace(old, new, 1))
    found = [f for f in check("x.po").findings if f.rule == "adjacent-duplicate-word"]

    assert lines == [finding.spans[0].line for finding in found]


def test_formats_that_are_not_written_have_lines_too(repo):
    path = repo / "x.md"
    path.write_text(f"# A title\n\n{BAD}\n\n{GOOD}\nMore of it.\n\n{GOOD}\n")
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", "x")
    path.write_text(f"# A title\n\n{BAD}\n\n{GOOD}\nMore of the the same.\n\n{GOOD}\n")

    assert [5] == [line for _, line in places(check("x.md"))]


def test_what_git_takes_for_no_text_is_checked_as_a_whole(repo):
    path = repo / "x.txt"
    path.write_bytes(f"A title\n{BAD}\n".encode("utf-16"))
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", "x")
    path.write_bytes(f"A title\n{BAD}\n{GOOD}\n".encode("utf-16"))

    assert [("x.txt", 2)] == places(check("x.txt"))


def test_a_changed_line_of_the_source_counts(repo):
    commit(repo, src=["一", "二", "三"], a=[GOOD, BAD, BAD])
    (repo / "src.txt").write_text("一\n二\n四\n")
    checker = api.Checker(STRICT)
    options = checker.read_options(source_path=repo / "src.txt")
    report = checker.check_paths(["a.txt"], options, changed_since="HEAD")

    assert {3} == {finding.spans[0].line for finding in report.findings}


def test_a_known_finding_on_an_old_line_does_not_hide_a_new_one(repo):
    found = api.Checker(STRICT).check_paths(["a.txt"]).findings
    known = repo / "known.json"
    known.write_text(baseline.of_findings(found, repo).dumps())
    (repo / "a.txt").write_text(f"A title\n{BAD}\n{BAD}\n{GOOD}\n")
    first = check("a.txt", baseline=known)
    (repo / "a.txt").write_text(f"A title\n{GOOD} So.\n{BAD}\n{GOOD}\n")
    moved = check("a.txt", baseline=known)

    assert [(3, True)] == [(f.spans[0].line, f.counts) for f in first.findings]
    assert not any(finding.counts for finding in moved.findings)
