"""What keeps a finding out of score and gate, and what is said of it."""

import io
import json

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from mtcheck import api, reporters
from mtcheck.batch import Mark
from mtcheck.config import Config
from mtcheck.readers.marks import covered, field_mark, mark_of
from mtcheck.reporters.json import to_json
from mtcheck.suppress import Cover, directive
from tests import strategies

STRICT = {"gate": {"fail_under": 100}, "target_lang": "en"}
CHECKER = api.Checker(Config.model_validate(STRICT))
BAD = "It was the the end."
RULE = "adjacent-duplicate-word"
IGNORE = f"mtcheck: ignore {RULE}"


def check(folder, name, content, **settings):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    checker = api.Checker(Config.model_validate({**STRICT, **settings})) if settings else CHECKER
    return checker.check_paths([str(path)])


def lines_of(report):
    """Lines of the findings that count, and of those that are suppressed."""
    found = [f for f in report.findings if f.rule == RULE]
    return [[f.spans[0].line for f in found if f.counts is counts] for counts in (True, False)]


# what a mark says


@pytest.mark.parametrize(
    ("text", "verb", "names", "reason"),
    [
        ("ignore a-an", "ignore", ("a-an",), ""),
        ("ignore a-an, double-space", "ignore", ("a-an", "double-space"), ""),
        ("ignore a-an double-space,a-an", "ignore", ("a-an", "double-space"), ""),
        ("Ignore a-an because it is so", "ignore", ("a-an",), "it is so"),
        ("ignore-file all BECAUSE because", "ignore-file", ("all",), "because"),
        ("ignore-end", "ignore-end", (), ""),
        ("ignore\n  a-an\n  because\nso", "ignore", ("a-an",), "so"),
    ],
)
def test_a_mark_is_read(text, verb, names, reason):
    assert (verb, names, reason, None) == directive(text)


@pytest.mark.parametrize("text", ["", "ignore", "ignore because so", "ignroe a-an", "a-an", "off"])
def test_a_mark_that_says_nothing_has_a_fault(text):
    told = directive(text)

    assert () == told.names
    assert "`" in told.fault


@pytest.mark.parametrize(
    ("comment", "text"),
    [
        (" mtcheck: ignore a ", "ignore a"),
        ("mtcheck:ignore a", "ignore a"),
        (" see mtcheck: ignore a", None),
        (" MTCHECK: ignore a", None),
        ("", None),
        ("mtcheck: " + "x" * 5000, "x" * 1000),
    ],
)
def test_a_comment_is_a_mark_where_it_begins_as_one(comment, text):
    assert (None if text is None else Mark(7, text)) == mark_of(comment, 7)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a-an", "ignore a-an"),
        ("ignore-file a-an", "ignore-file a-an"),
        ("mtcheck: ignore a-an", "ignore a-an"),
        (["a-an", "b"], "ignore a-an, b"),
        ("", None),
        (None, None),
        (7, "ignore 7"),
    ],
)
def test_a_field_holds_a_mark(value, text):
    assert (None if text is None else Mark(7, text)) == field_mark(value, 7)


# what a mark covers


@pytest.mark.parametrize(
    ("marks", "rows"),
    [
        ([["ignore a"], [], []], [1, 0, 0]),
        ([[], ["ignore a"], []], [0, 1, 0]),
        ([["ignore-file a"], [], []], [1, 1, 1]),
        ([[], ["ignore-file a"], []], [0, 0, 0]),
        ([[], ["ignore-start a"], []], [0, 1, 1]),
        ([["ignore-start a"], [], ["ignore-end"]], [1, 1, 0]),
        ([["ignore-start a"], ["ignore-start a, b"], ["ignore-end"]], [1, 1, 1]),
        ([["ignore-start a"], ["ignore-start b"], ["ignore-end a"]], [1, 1, 0]),
        ([["ignore-start a"], ["ignore-end b"], []], [1, 1, 1]),
        ([["ignore-end"], ["ignore-end"], ["nonsense"]], [0, 0, 0]),
    ],
)
def test_marks_cover_rows(marks, rows):
    cover = Cover()
    over = [cover.over([Mark(1, text) for text in before]) for before in marks]
    names = [
        {n for m in each if not m.void for n in directive(m.text).names} & {"a"} for each in over
    ]

    assert rows == [len(each) for each in names]


def test_the_nearest_mark_has_the_say(tmp_path):
    text = f"# T\n\n<!-- {IGNORE} because near -->\n{BAD}\n"
    report = check(tmp_path, "a.md", f"<!-- mtcheck: ignore-file all because far -->\n\n{text}")

    assert ["inline mark: near"] == [f.suppressed for f in report.findings]
    assert [5] == [f.suppressed_at for f in report.findings]


FORMATS = {
    "a.txt": f"A title\n\n<!-- {IGNORE} because so -->\n{BAD} {BAD}\n{BAD}\n",
    "a.md": f"# T\n\n<!-- {IGNORE} because so -->\n{BAD}\n\n{BAD}\n",
    "b.md": f"# T\n\n{BAD} <!-- {IGNORE} because so -->\n\n`<!-- {IGNORE} -->`\n{BAD}\n",
    "c.md": f"- {BAD} <!-- {IGNORE} because so -->\n- {BAD}\n",
    "a.html": f"<p>\n<!-- {IGNORE} because so -->{BAD}</p>\n<p>{BAD}</p>\n",
    "b.html": f"<!-- {IGNORE} because so --><p>{BAD}</p>\n<pre><!-- {IGNORE} --></pre>\n{BAD}\n",
    "a.po": f'#  {IGNORE} because so\nmsgid "a"\nmsgstr "{BAD}"\n\nmsgid "b"\nmsgstr "{BAD}"\n',
    "b.po": f'#. {IGNORE} because so\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "{BAD}"\n'
    f'msgstr[1] "{BAD}"\n\n#, x\nmsgid "c"\nmsgstr "{BAD}"\n',
    "c.po": f'# {IGNORE}\n#, fuzzy\nmsgid "a"\nmsgstr "x"\n\n# {IGNORE} because so\nmsgid "b"\n'
    f'msgstr "{BAD}"\n\nmsgid "c"\nmsgstr "{BAD}"\n',
    "a.xlf": '<xliff version="1.2"><file><body>\n<trans-unit id="1"><source>a</source>'
    f"<target>{BAD}</target><note>{IGNORE} because so</note></trans-unit>\n"
    f'<trans-unit id="2"><source>b</source><target>{BAD}</target></trans-unit>\n'
    "</body></file></xliff>",
    "b.xlf": f'<xliff version="2.0"><file><unit><notes><note>{IGNORE} because so</note></notes>\n'
    f"<segment><source>a</source><target>{BAD}</target></segment>\n"
    f"<segment><source>b</source><target>{BAD}</target></segment></unit>\n<unit>"
    f"<segment><source>c</source><target>{BAD}</target></segment></unit></file></xliff>",
    "c.xlf": f'<xliff version="1.2"><file><body><!-- {IGNORE} because so -->\n'
    f'<trans-unit id="1"><source>a</source><target>{BAD}</target></trans-unit>\n'
    f'<trans-unit id="2"><source>b</source><target>{BAD}</target></trans-unit>\n'
    "</body></file></xliff>",
    "a.tmx": f'<tmx version="1.4"><body><tu><note>{IGNORE} because so</note><tuv><seg>a</seg></tuv>'
    f"<tuv>\n<seg>{BAD}</seg></tuv></tu><tu><tuv><seg>b</seg></tuv><tuv>\n"
    f"<seg>{BAD}</seg></tuv></tu></body></tmx>",
    "b.tmx": f'<tmx version="1.4"><body><tu><prop type="mtcheck">{RULE} because so</prop><tuv>'
    f"<seg>a</seg></tuv><tuv>\n<seg>{BAD}</seg></tuv></tu><tu><tuv><seg>b</seg></tuv><tuv>\n"
    f"<seg>{BAD}</seg></tuv></tu></body></tmx>",
    "a.jsonl": f'{{"target": "{BAD}", "mtcheck_ignore": "{RULE} because so"}}\n'
    f'{{"target": "{BAD}"}}\n',
    "b.jsonl": f'{{"target": "{BAD}", "mtcheck_ignore": ["a-an", "{RULE} because so"]}}\n'
    f'{{"target": "{BAD}", "mtcheck_ignore": ""}}\n',
    "a.json": f'{{"m": {{"mtcheck_ignore": "{RULE} because so",\n"a": {{"b": "{BAD}"}}}},\n'
    f'"c": "{BAD}"}}',
    "b.json": f'{{"mtcheck_ignore": {{"m.a": "{RULE} because so"}}, "m":\n{{"a": "{BAD}",\n'
    f'"c": "{BAD}"}}}}',
    "messages.json": f'{{"a": {{"message":\n"{BAD}", "mtcheck_ignore": "{RULE} because so"}},\n'
    f'"c": {{"message": "{BAD}"}}}}',
    "arb.json": f'{{"a":\n"{BAD}", "@a": {{"mtcheck_ignore": "{RULE} because so"}},\n'
    f'"c": "{BAD}"}}',
    "a.tsv": f"target\tmtcheck\n{BAD}\tignore {RULE} because so\n{BAD}\t\n",
    "a.csv": f'mtcheck_ignore,target\n"{RULE}, a-an because so",{BAD}\n,{BAD}\n',
    "values-en/strings.xml": f"<resources>\n<!-- {IGNORE} because so -->\n"
    f'<string name="a">{BAD}</string>\n<string name="b">{BAD}</string></resources>',
    "a_en.properties": f"# {IGNORE} because so\na={BAD}\nb={BAD}\n",
    "a_en.yml": f"# {IGNORE} because so\na: {BAD}\nb: {BAD}\n",
    "a.vtt": f"WEBVTT\n\nNOTE {IGNORE} because so\n\n00:01.000 --> 00:02.000\n{BAD}\n\n"
    f"00:03.000 --> 00:04.000\n{BAD}\n",
    "b.vtt": f"WEBVTT\n\nNOTE\n{IGNORE}\nbecause so\n\n00:01.000 --> 00:02.000\n{BAD}\n\n"
    f"00:03.000 --> 00:04.000\n{BAD}\n",
}
"""One text in each format: the last finding counts, those before it are suppressed."""


@pytest.mark.parametrize("name", FORMATS)
def test_a_mark_stands_in_a_comment_of_the_format(tmp_path, name):
    report = check(tmp_path, name, FORMATS[name])
    *hidden, last = [f for f in report.findings if f.rule == RULE]

    assert hidden
    assert {("inline mark: so", False)} == {(f.suppressed, f.counts) for f in hidden}
    assert last.counts
    assert 1 == report.score.by_category["linguistic-conventions/repetition"]
    assert not report.skipped
    assert () == tuple(n for n in report.notices if n.kind != "unused-mark")


@pytest.mark.parametrize("name", FORMATS)
def test_marks_can_be_switched_off(tmp_path, name):
    report = check(tmp_path, name, FORMATS[name], marks=False)

    assert all(finding.counts for finding in report.findings)
    assert () == report.notices


def test_a_mark_is_no_text(tmp_path):
    plain = check(tmp_path, "a.txt", f"A title\n\n{BAD}\n")
    marked = check(tmp_path, "b.txt", f"A title\n\n<!-- mtcheck: ignore a-an -->\n{BAD}\n")

    assert plain.score.words == marked.score.words
    assert [[3], []] == lines_of(plain)
    assert [[4], []] == lines_of(marked)


def test_a_mark_in_aligned_lines_takes_a_blank_line_of_the_source(tmp_path):
    (tmp_path / "s.txt").write_text("一\n\n二\n")
    (tmp_path / "a.txt").write_text(f"{BAD}\n<!-- {IGNORE} -->\n{BAD}\n")
    options = CHECKER.read_options(source_path=tmp_path / "s.txt", source_lang="zh")
    report = CHECKER.check_paths([str(tmp_path / "a.txt")], options)

    assert [[1], [3]] == lines_of(report)
    assert () == report.skipped


def test_marks_go_through_all_batches_and_languages(tmp_path):
    rows = [{"target": BAD, "target_lang": "en" if n % 2 else "en-GB"} for n in range(5000)]
    rows[0]["mtcheck_ignore"] = "ignore-file " + RULE
    report = check(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))

    assert 5000 == len([f for f in report.findings if f.suppressed_at == 1 and f.rule == RULE])
    assert () == report.notices


def test_a_fault_behind_the_text_loses_no_row(tmp_path):
    report = check(tmp_path, "a.jsonl", f'{{"target": "{BAD}"}}\nnonsense\n')

    assert [[1], []] == lines_of(report)
    assert 1 == len(report.skipped)


def test_rows_without_marks_are_passed_on_as_they_are():
    from mtcheck.batch import Row

    row = Row("1", "a", 1)

    assert row is next(covered([row]))


# what is said of marks


@pytest.mark.parametrize(
    ("mark", "kind", "words"),
    [
        ("ignore no-such", "unknown-rule", "`no-such`"),
        ("ignore html-entiti", "unknown-rule", "did you mean `html-entity`?"),
        ("ignore html-entity", "unused-mark", "`html-entity` finds nothing here"),
        ("ignore html-entity, a-an", "unused-mark", "`html-entity`, `a-an` find nothing"),
        (f"ignore {RULE}, html-entity", "unused-mark", "`html-entity` finds nothing"),
        ("ignore", "bad-mark", "names no rule"),
        ("ignore-all x", "bad-mark", "no mark of mtcheck"),
        ("ignore-file a-an", "bad-mark", "above all text"),
        ("ignore-end", "bad-mark", "no `ignore-start` is open"),
        (f"ignore {RULE}", None, None),
        ("ignore linguistic-conventions", None, None),
        ("ignore all", None, None),
        ("ignore same-source-different-target", None, None),
    ],
)
def test_a_mark_that_is_wrong_or_idle_is_told_of(tmp_path, mark, kind, words):
    report = check(tmp_path, "a.md", f"# A title\n\n<!-- mtcheck: {mark} -->\n{BAD}\n")
    path = str(tmp_path / "a.md")

    assert ([(path, 3, kind)] if kind else []) == [(n.path, n.line, n.kind) for n in report.notices]
    assert all(words in notice.message for notice in report.notices)


@pytest.mark.parametrize(
    "changes",
    [
        {"warn_unused": False},
        {"select": ["double-space"]},
        {"ignore": ["html-entity"]},
        {"min_severity": "critical"},
        {"target_lang": None, "source_lang": None},
    ],
)
def test_a_mark_is_idle_only_where_its_rule_looked(tmp_path, changes):
    rule = "calque" if "target_lang" in changes else "html-entity"
    report = check(tmp_path, "a.md", f"x\n\n<!-- mtcheck: ignore {rule} -->\n42\n", **changes)

    assert () == report.notices


def test_a_mark_behind_all_text_is_told_of(tmp_path):
    for name, content in [
        ("a.txt", f"{BAD}\n<!-- {IGNORE} -->\n"),
        ("a.md", f"{BAD}\n\n<!-- {IGNORE} -->"),
        ("a.html", f"<p>{BAD}</p>\n<!-- {IGNORE} -->"),
    ]:
        (notice,) = check(tmp_path, name, content).notices

        assert "no text follows it" in notice.message


# reports

HOSTILE = (
    '<script>alert(1)</script> "><img src=x onerror=alert(1)> \x1b[31mred\x1b[0m \u202eevil '
    "::set-output name=a::b ##vso[task] =cmd()|'/c calc'!A1 ]]> `tick` @all \u2028 \x07"
)


@pytest.mark.parametrize("format", sorted(reporters.FORMATS))
def test_a_reason_is_inert_in_every_report(tmp_path, format):
    reason = HOSTILE.replace("-->", "").replace("\u2028", " ")
    record = {"target": BAD, "mtcheck_ignore": f"{RULE} because {reason}"}
    report = check(tmp_path, "a.jsonl", json.dumps(record))
    stream = io.StringIO()
    api.write_report(report, format, stream)
    text = stream.getvalue()

    assert report.findings[0].suppressed.startswith("inline mark: <script>")
    assert not set(text) & set("\x1b\x07\u202e")
    assert "##vso[" not in text
    assert not any(line.lstrip().startswith("::set-output") for line in text.splitlines())
    if format in ("html", "markdown", "junit", "checkstyle"):
        assert "<script>alert(1)" not in text


def test_a_reason_stands_in_json_and_sarif(tmp_path):
    report = check(tmp_path, "a.txt", FORMATS["a.txt"], paths=[])
    (first, *_) = to_json(report)["findings"]
    stream = io.StringIO()
    api.write_report(report, "sarif", stream)
    (run,) = json.loads(stream.getvalue())["runs"]
    told = run["results"][0]["suppressions"]

    assert ("inline mark: so", 3) == (first["suppressed"], first["suppressed_at"])
    assert [("inSource", "inline mark: so")] == [(s["kind"], s["justification"]) for s in told]
    assert 3 == told[0]["location"]["physicalLocation"]["region"]["startLine"]


def test_what_the_configuration_suppresses_is_external(tmp_path):
    ignored = [{"match": "*.txt", "ignore": ["all"]}]
    report = check(tmp_path, "a.txt", f"{BAD}\n", paths=ignored)
    stream = io.StringIO()
    api.write_report(report, "sarif", stream)
    (run,) = json.loads(stream.getvalue())["runs"]

    assert {"external"} == {s["kind"] for one in run["results"] for s in one["suppressions"]}


@settings(deadline=None, max_examples=40)
@given(st.lists(strategies.segments, min_size=1, max_size=4), st.sampled_from(["all", RULE]))
def test_suppressed_findings_reach_the_json_report_and_never_the_score(
    tmp_path_factory, texts, name
):
    folder = tmp_path_factory.mktemp("run")
    rows = [{"target": text.encode("utf-8", "replace").decode()} for text in texts]
    plain = check(folder, "a.jsonl", "\n".join(map(json.dumps, rows)))
    rows = [{**row, "mtcheck_ignore": name} for row in rows]
    quiet = check(folder, "a.jsonl", "\n".join(map(json.dumps, rows)))
    event(f"findings: {min(len(plain.findings), 3)}")
    hidden = [f for f in quiet.findings if f.suppressed]

    assert [f["rule"] for f in to_json(plain)["findings"]] == [
        f["rule"] for f in to_json(quiet)["findings"]
    ]
    assert {name == "all" or f.rule == RULE for f in hidden} <= {True}
    assert (name != "all" and plain.score.penalty >= quiet.score.penalty) or not quiet.score.penalty
    assert quiet.score.by_severity.get("major", 0) == sum(
        f.counts and f.severity.label == "major" for f in quiet.findings
    )
    assert (quiet.verdict.passed or quiet.skipped) or name != "all"
