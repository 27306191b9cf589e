"""Sources in other files: by keys, by order, by lines, and in a tree of their own."""

import gzip
import json
from pathlib import Path

import pytest

import mtcheck
from mtcheck.errors import InputError, UsageError
from mtcheck.readers import ReadOptions, inputs, read

EN = ReadOptions(source_lang="en")


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Write files by name, in a folder that is the current one."""
    monkeypatch.chdir(tmp_path)

    def write(**files):
        for name, content in files.items():
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            if not isinstance(content, (str, bytes)):
                content = json.dumps(content, ensure_ascii=False, indent=1)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    return write


def segments(path, **options):
    batches = read(path, ReadOptions(**options))
    return [batch.segment(row) for batch in batches for row in range(len(batch))]


def pairs(path, **options):
    return [(one.id, one.source, one.target) for one in segments(path, **options)]


EN_KEYS = {
    "menu": {"open": "Open", "close": "Close"},
    "n_one": "{n} file",
    "n_other": "{n} files",
    "empty": "",
}
DE_KEYS = {"menu": {"open": "Öffnen"}, "n_few": "x", "n_other": "{n} Dateien", "old": "Alt"}


def test_keys_are_joined_and_missing_ones_become_empty_targets(tree):
    tree(**{"en.json": EN_KEYS, "de.json": DE_KEYS})
    found = segments("de.json", source_path=Path("en.json"))

    assert [(one.id, one.source, one.target, one.location.line) for one in found] == [
        ("menu.open", "Open", "Öffnen", 3),
        ("n_few", "{n} files", "x", 5),
        ("n_other", "{n} files", "{n} Dateien", 6),
        ("old", None, "Alt", 7),
        ("menu.close", "Close", "", 3),
    ]
    assert {(one.source_lang, one.target_lang) for one in found[:3]} == {("en", "de")}


@pytest.mark.parametrize(
    ("source", "target", "texts"),
    [
        ("a.properties", "a_de.properties", ("k=One\nl=Two\n", "k=Eins\n")),
        ("en.yml", "de.yml", ("en:\n  k: One\n  l: Two\n", "de:\n  k: Eins\n")),
        (
            "values/s.xml",
            "values-de/s.xml",
            [
                f"<resources>{body}</resources>"
                for body in (
                    '<string name="k">One</string><string name="l">Two</string>',
                    '<string name="k">Eins</string>',
                )
            ],
        ),
    ],
)
def test_every_format_of_keys_is_joined(tree, source, target, texts):
    tree(**{source: texts[0], target: texts[1]})

    assert pairs(target, source_path=Path(source), source_lang="en") == [
        ("k", "One", "Eins"),
        ("l", "Two", ""),
    ]


def po(**texts):
    return "\n".join(f'msgid "{key}"\nmsgstr "{text}"\n' for key, text in texts.items())


def test_po_is_joined_by_what_it_translates(tree):
    tree(**{"en.po": po(a="One", b="Two", c=""), "de.po": po(a="Eins", b="", c="Drei")})

    assert pairs("de.po", source_path=Path("en.po")) == [
        ("2", "One", "Eins"),
        ("8", "c", "Drei"),
        ("b", "Two", ""),
    ]


def test_documents_are_joined_by_order(tree):
    tree(**{"a.md": "# One\n\nTwo.\n", "b.md": "# Eins\n\nZwei.\n", "c.md": "# Eins\n"})

    assert pairs("b.md", source_path=Path("a.md")) == [
        ("s1", "One", "Eins"),
        ("s2", "Two.", "Zwei."),
    ]
    batches = read("c.md", ReadOptions(source_path=Path("a.md")))
    one = next(batches)
    assert (one.sources, list(one.targets)) == (None, ["Eins"])
    with pytest.raises(InputError, match="1 segments and its source 2"):
        next(batches)


def test_a_format_with_sources_of_its_own_takes_no_other(tree):
    tree(**{"a.tsv": "source\ttarget\nx\ty\n"})
    with pytest.raises(InputError, match="holds its sources itself"):
        pairs("a.tsv", source_path=Path("a.tsv"))


LINES = {"c.en": "One\n\nTwo\n\nThree\n", "c.de.gz": gzip.compress(b"Eins\n\n\nzwei\nDrei\n")}


def test_moses_files_are_read_side_by_side(tree):
    tree(**LINES)
    found = segments("c.de.gz", source_path=Path("c.en"))

    assert [(one.id, one.source, one.target) for one in found] == [
        ("1", "One", "Eins"),
        ("3", "Two", ""),
        ("4", "", "zwei"),
        ("5", "Three", "Drei"),
    ]
    assert {(one.source_lang, one.target_lang, one.document) for one in found} == {
        ("en", "de", None)
    }


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [("One\n", 2, "c.en ends before this line"), ("One\n\n\n\n\n6\n", 5, "c.en goes on")],
)
def test_moses_files_of_different_length_are_told_apart(tree, source, line, words):
    tree(**{**LINES, "c.en": source})
    with pytest.raises(InputError, match=words) as caught:
        segments("c.de.gz", source_path=Path("c.en"))

    assert (caught.value.path, caught.value.line) == ("c.de.gz", line)
    assert "--align always" in caught.value.hint


def test_moses_files_are_aligned_where_that_is_asked_for(tree):
    sources = ["Der Hund schläft.", "Der Umsatz stieg um 7 Prozent.", "Er kam spät.", "Sie ging."]
    targets = ["The dog is sleeping.", "He came late.", "She left."]
    tree(**{"c.de": "\n".join(sources), "c.en": "\n".join(targets)})
    found = segments("c.en", source_path=Path("c.de"), align="always")

    pairs = [*zip(sources, [targets[0], "", *targets[1:]], strict=True)]
    assert [(one.source, one.target) for one in found] == pairs
    assert {(one.source_lang, one.target_lang) for one in found} == {("de", "en")}


def test_a_moses_file_finds_the_told_language_beside_it(tree):
    tree(**LINES, **{"c.fr": "Un\n"})

    (one,) = inputs(["c.de.gz"], EN)
    assert one.options.source_path == Path("c.en")
    (one,) = inputs(["c.de.gz"], ReadOptions())
    assert one.options.source_path is None
    (one,) = inputs(["c.en"], EN)
    assert one.options.source_path is None


def found_in(paths, source_dir, names=None, source_lang="en", **options):
    made = ReadOptions(source_dir=Path(source_dir), names=names, source_lang=source_lang, **options)
    return [
        (
            one.path,
            one.options.source_path and one.options.source_path.as_posix(),
            one.options.target_lang,
            one.fault.message if one.fault else None,
        )
        for one in inputs(paths, made)
    ]


def test_trees_of_the_same_paths_are_paired_and_no_file_is_dropped(tree):
    tree(**{f"en/{name}": {"a": "A"} for name in ("a.json", "x/b.json", "x/c.json")})
    tree(**{f"de/{name}": {"a": "A"} for name in ("a.json", "x/b.json", "x/d.json")})
    tree(**{"de/e.xlf": "<xliff/>", "de/readme": "x"})

    assert found_in(["de"], "en") == [
        ("de/a.json", "en/a.json", None, None),
        ("de/e.xlf", None, None, None),
        ("de/x/b.json", "en/x/b.json", None, None),
        ("de/x/d.json", None, None, None),
        ("de/x/d.json", None, None, "checked without a source: there is no en/x/d.json"),
        ("de/x/c.json", None, None, "there is no such translation of en/x/c.json"),
    ]
    assert found_in(["de/a.json"], "en") == [("de/a.json", "en/a.json", None, None)]


NAMES = [
    ("{stem}.{lang}{suffix}", "t/x/a.en.md", "t/x/a.de.md", "de"),
    ("{stem}.{lang}{suffix}", "t/x/a.md", "t/x/a.de.md", "de"),
    ("{stem}_{lang}{suffix}", "t/m.properties", "t/m_pt_BR.properties", "pt-BR"),
    ("{lang}{suffix}", "t/en.yml", "t/de.yml", "de"),
    ("{lang}/{path}", "t/en/x/a.json", "t/fr-CA/x/a.json", "fr-CA"),
    ("{lang}/{path}", "t/en/a.json", "t/de/a.json.gz", "de"),
    ("values-{lang}/{path}", "t/values/strings.xml", "t/values-pt-rBR/strings.xml", "pt-BR"),
    ("{stem}.{lang}", "t/corpus.en.gz", "t/corpus.de", "de"),
]


@pytest.mark.parametrize(("names", "source", "target", "lang"), NAMES)
def test_a_pattern_of_names_leads_to_the_source_and_tells_the_language(
    tree, names, source, target, lang
):
    tree(**{source: "{}", target: b"{}"})

    assert found_in(["t"], "t", names) == [(target, source, lang, None)]


def test_a_pattern_tells_what_is_not_translated_into_a_language(tree):
    tree(**{f"t/{lang}/{name}": {} for lang in ("en", "de", "fr") for name in ("a.json", "b.json")})
    Path("t/fr/b.json").unlink()
    Path("t/en/a.json").unlink()
    told = [(path, fault) for path, _, _, fault in found_in(["t"], "t", "{lang}/{path}") if fault]

    assert told == [
        ("t/de/a.json", "checked without a source: there is no t/en/a.json"),
        ("t/fr/a.json", "checked without a source: there is no t/en/a.json"),
        ("t/fr/b.json", "there is no such translation of t/en/b.json"),
    ]


def test_words_that_are_no_languages_are_none_in_a_pattern(tree):
    tree(**{"t/en/a.json": {}, "t/css/a.json": {}, "t/app.min.json": {}})

    ((_, _, _, fault),) = found_in(["t"], "t", "{lang}/{path}")
    assert "no file fits the pattern" in fault


@pytest.mark.parametrize("names", ["{stem}{suffix}", "{lang}{lang}", "{lang}/{file}", ""])
def test_a_pattern_without_language_is_refused(tree, names):
    tree(**{"t/a.json": {}})
    with pytest.raises(UsageError, match="not a pattern with"):
        found_in(["t"], "t", names)


def test_a_pattern_needs_the_language_of_the_sources(tree):
    tree(**{"t/a.json": {}})
    with pytest.raises(UsageError, match="needs the language of the sources"):
        found_in(["t"], "t", "{lang}/{path}", source_lang=None)
    with pytest.raises(UsageError, match="goes with --source-dir"):
        list(inputs(["t"], ReadOptions(names="{lang}/{path}")))


def test_a_tree_of_sources_that_is_not_there_is_a_fault(tree):
    tree(**{"de/a.json": {}})

    assert [fault for *_, fault in found_in(["de"], "none")] == ["no such folder"]


def test_a_missing_key_is_a_finding_and_a_missing_file_ends_unfinished(tree):
    tree(**{"en/a.json": {"a": "Save", "b": "Open the file"}, "en/b.json": {"a": "A"}})
    tree(**{"de/a.json": {"a": "Sichern"}})
    report = mtcheck.Checker().check_paths(["de"], ReadOptions(source_dir=Path("en")))

    assert [(f.rule, f.segment, f.spans[0].text) for f in report.findings] == [
        ("empty-target", "b", "Open the file")
    ]
    assert [one.path for one in report.skipped] == ["de/b.json"]


def test_a_link_out_of_the_folder_is_refused_and_the_rest_is_read(tree):
    tree(**{"secret.txt": "A secret.", "t/a.txt": "A text."})
    Path("t/b.txt").symlink_to("../secret.txt")
    Path("t/c.txt").symlink_to("a.txt")
    told = [(one.path, one.fault and one.fault.message) for one in inputs(["t"], ReadOptions())]

    assert told == [
        ("t/a.txt", None),
        ("t/b.txt", "this link leads out of its folder, so it is not read"),
        ("t/c.txt", None),
    ]
    (one,) = inputs(["t/b.txt"], ReadOptions())
    assert one.fault is None
