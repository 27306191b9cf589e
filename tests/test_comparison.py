"""Systems side by side."""

import json

import pytest
from sacrebleu.metrics import BLEU, CHRF

from mtcheck.comparison.systems import compare
from mtcheck.config import Config
from mtcheck.errors import InputError, UsageError
from mtcheck.reporters.comparison import FORMATS, lines

SOURCE = ["两位部长周五会面。", "他买了一辆新车。", "狗睡着了。"]
REFERENCE = ["The two ministers met on Friday.", "He bought a new car.", "The dog fell asleep."]
FIRST = ["The two ministers met on Friday.", "He bought the the new car.", "Dog sleep."]
SECOND = ["Both ministers met on Friday.", "He bought a new car.", "The dog fell asleep."]


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def compared(*systems, source=SOURCE, reference=REFERENCE, config=None, **changes):
        paths = []
        for number, texts in enumerate(systems):
            paths.append(f"{'abc'[number]}.txt")
            (tmp_path / paths[-1]).write_text("".join(f"{t}\n" for t in texts), encoding="utf-8")
        beside = {"source_path": source, "reference_path": reference}
        for name, texts in beside.items():
            if texts is not None:
                text = "".join(f"{t}\n" for t in texts)
                (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
                changes.setdefault(name, tmp_path / f"{name}.txt")
        config = config or Config(source_lang="zh", target_lang="en")
        return compare(paths, config=config, **changes)

    return compared


def test_systems_have_scores_metrics_and_findings(made):
    comparison = made(FIRST, SECOND)
    bleu, chrf, ter = comparison.metrics

    assert ["a", "b"] == [system.name for system in comparison.systems]
    assert (3, 3, "zh", "en") == (
        comparison.segments,
        comparison.compared,
        comparison.source_lang,
        comparison.target_lang,
    )
    assert [100.0] == [s.score.value for s in comparison.systems if s.name == "b"]
    assert ("adjacent-duplicate-word", (1, 0)) in [(r.rule, r.counts) for r in comparison.rules]
    for row, metric in ((bleu, BLEU()), (chrf, CHRF())):
        values = [metric.corpus_score(texts, [REFERENCE]).score for texts in (FIRST, SECOND)]
        assert values == pytest.approx([one.value for one in row.systems])
    assert ter.systems[1].p_randomization is not None
    assert "|lang:zh-en|" in comparison.signature


def test_segments_that_differ_most_come_first(made):
    comparison = made(FIRST, SECOND)
    first = comparison.differences[0]

    assert ["s3", "s2", "s1"] == [one.segment for one in comparison.differences]
    assert (SOURCE[2], REFERENCE[2], "Dog sleep.") == (
        first.source,
        first.reference,
        first.versions[0].target,
    )
    assert 100.0 == first.versions[1].chrf
    assert ("adjacent-duplicate-word",) == comparison.differences[1].versions[0].rules
    assert 1.0 == comparison.differences[1].versions[0].points


def test_without_a_reference_points_come_first(made):
    comparison = made(FIRST, SECOND, reference=None)

    assert () == comparison.metrics
    assert "no segment has a reference" in comparison.note
    assert ["s2", "s3", "s1"] == [one.segment for one in comparison.differences]
    assert None is comparison.differences[0].versions[0].chrf


def test_equal_segments_do_not_differ(made):
    comparison = made(FIRST, FIRST, FIRST)

    assert () == comparison.differences
    assert ["a", "b", "c"] == [system.name for system in comparison.systems]


@pytest.mark.parametrize("most", [0, 1])
def test_as_many_differences_as_wanted(made, most):
    assert most == len(made(FIRST, SECOND, most=most).differences)


def test_an_empty_translation_is_one(made):
    comparison = made([*FIRST[:2], ""], SECOND)
    found = {row.rule: row.counts for row in comparison.rules}

    assert (3, (1, 0)) == (comparison.segments, found["empty-target"])
    assert 0.0 == comparison.differences[0].versions[0].chrf


def test_blank_lines_of_all_are_no_segments(made):
    def spaced(texts):
        return [texts[0], "", *texts[1:], ""]

    comparison = made(
        spaced(FIRST), spaced(SECOND), source=spaced(SOURCE), reference=[REFERENCE[0], *[""] * 3]
    )

    assert (3, 1) == (comparison.segments, comparison.compared)


def test_a_shorter_file_is_told(made):
    with pytest.raises(InputError, match=r"has 2 segments, and .*a\.txt has 3") as raised:
        made(FIRST, SECOND[:2])

    assert "b.txt" == raised.value.path


def test_a_shorter_source_is_told(made):
    with pytest.raises(InputError, match="has 2 segments"):
        made(FIRST, SECOND, source=SOURCE[:2])


@pytest.mark.parametrize("texts", [[], ["", " "]])
def test_a_system_without_text_is_told(made, texts):
    with pytest.raises(InputError, match="holds no text"):
        made(FIRST, texts)


def test_an_empty_reference_is_told(made):
    with pytest.raises(InputError, match="holds no text") as raised:
        made(FIRST, SECOND, reference=[""])

    assert raised.value.path.endswith("reference_path.txt")


def test_one_system_is_nothing_to_compare(made):
    with pytest.raises(UsageError, match="nothing to compare with"):
        made(FIRST)


def test_a_missing_file_is_told(made, tmp_path):
    with pytest.raises(InputError, match="no such file"):
        made(FIRST, SECOND, reference_path=tmp_path / "none.txt")


def table(tmp_path, name, *rows):
    content = [
        {"source": s, "target": t, "reference": r, "id": str(n)} for n, (s, t, r) in enumerate(rows)
    ]
    path = tmp_path / name
    path.write_text("".join(json.dumps(row) + "\n" for row in content), encoding="utf-8")
    return str(path)


def test_tables_have_sources_and_references_of_their_own(tmp_path):
    paths = [
        table(tmp_path, name, *zip(SOURCE, texts, REFERENCE, strict=True))
        for name, texts in (("a.jsonl", FIRST), ("b.jsonl", SECOND))
    ]
    comparison = compare(paths, config=Config(source_lang="zh", target_lang="en"))

    assert (3, ["2", "1", "0"]) == (
        comparison.compared,
        [one.segment for one in comparison.differences],
    )


def test_another_order_of_sources_is_told(tmp_path):
    first = table(tmp_path, "a.jsonl", *zip(SOURCE, FIRST, REFERENCE, strict=True))
    other = table(tmp_path, "b.jsonl", *zip(SOURCE[::-1], SECOND, REFERENCE, strict=True))
    with pytest.raises(InputError, match="another source than in") as raised:
        compare([first, other], config=Config(source_lang="zh", target_lang="en"))

    assert (other, 1) == (raised.value.path, raised.value.line)


def test_files_of_one_name_are_told_apart(tmp_path):
    paths = []
    for folder in "xy":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("A cat sat.\n", encoding="utf-8")
        paths.append(str(tmp_path / folder / "a.txt"))
    comparison = compare(paths, config=Config(target_lang="en"))

    assert paths == [system.name for system in comparison.systems]


HOSTILE = [
    "\x1b[2J\u202e|</details><img src=x onerror=a> ``` [a](javascript:b)",
    "::error::x ##[set-env]",
    "b | c",
]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_inert_and_repeatable(made, format):
    shown = "\n".join(lines(made(HOSTILE, SECOND, source=HOSTILE), format))

    assert shown == "\n".join(lines(made(HOSTILE, SECOND, source=HOSTILE), format))
    assert not {"\x1b", "\u202e"} & {*shown}
    assert "##[set-env]" not in shown


def test_json_has_all_values(made):
    made_json = json.loads("\n".join(lines(made(FIRST, SECOND), "json")))

    assert ("mtcheck-comparison", 1) == (made_json["format"], made_json["version"])
    assert ["a.txt", "b.txt"] == [one["path"] for one in made_json["systems"]]
    assert ["bleu", "chrf", "ter"] == [one["metric"] for one in made_json["metrics"]]
    assert {"value", "bootstrap", "randomization"} == {*made_json["metrics"][0]["signatures"]}
    first = made_json["differences"][0]["versions"][0]
    assert ["target", "chrf", "points", "rules"] == list(first)


def test_text_lines_the_systems_up(made):
    shown = list(lines(made(FIRST, SECOND), "text"))
    (chrf,) = [line for line in shown if line.startswith("chrF ")]

    assert "3 segments zh-en, 3 with reference" == shown[0]
    assert 2 == len(chrf.split()[1:])
    assert any(line.startswith("  p, bootstrap") for line in shown)
    assert any("adjacent-duplicate-word" in line and line.endswith("1  0") for line in shown)


def test_markdown_holds_foreign_text_in_code_spans(made):
    shown = "\n".join(lines(made(HOSTILE, SECOND), "markdown"))
    from markdown_it import MarkdownIt

    html = MarkdownIt("gfm-like", {"linkify": False}).render(shown)

    assert "<img" not in html
    assert "javascript:b)" in html
    assert "<a " not in html
    assert 1 == html.count("</details>")
    assert 2 == html.count("<table>")
