"""Name lists: reading, and how a run gets them."""

from pathlib import Path

import pytest

import mtcheck
from mtcheck.api import Checker
from mtcheck.config import load
from mtcheck.errors import ConfigError
from mtcheck.glossary.names import ListedName, parse, read_names
from mtcheck.model import Document, Segment
from mtcheck.text.one_edit import OneEdit

PATH = Path("names.tsv")


def test_a_line_is_a_name():
    header = "Source\tTarget\tAliases\tKind\tNote\r\n"
    text = header + "岸信夫\tNobuo Kishi\tKishi | N. Kishi\torg\tx\r\n\r\n"

    assert [
        ListedName("Nobuo Kishi", "岸信夫", ("Kishi", "N. Kishi"), "organisation", "x")
    ] == list(parse(PATH, text.encode()))


def test_a_list_may_be_csv_with_a_bom():
    names = list(parse(Path("n.csv"), '\ufeffsource,target\n"A, B",C\n'.encode()))

    assert [ListedName("C", "A, B")] == names


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        ("", None, "is empty"),
        ("target\taliases\nA\tB", 1, "no column `source`"),
        ("source\ttagret\nA\tB", 1, "no column `target`"),
        ("source\ttarget\ttarget\nA\tB\tC", 1, "two columns are `target`"),
        ("source\ttarget\n\nA\t", 3, "no target for “A”"),
        ("source\ttarget\nA\tB|C", 2, "holds several names"),
        ("source\ttarget\nA\tB\tC", 2, "has 3 cells"),
        ("source\ttarget\tkind\nA\tB\tship", 2, "`ship` is no kind"),
    ],
)
def test_a_fault_is_told_with_its_line(data, line, message):
    with pytest.raises(ConfigError, match=message) as told:
        list(parse(PATH, data.encode()))

    assert ("names.tsv", line) == (told.value.path, told.value.line)
    assert told.value.hint


def test_a_list_that_is_no_text_names_its_line():
    with pytest.raises(ConfigError, match="not UTF-8") as told:
        list(parse(PATH, b"source\ttarget\nA\t\xff\n"))

    assert 2 == told.value.line


@pytest.mark.parametrize("name", ["gone.tsv", "names.tbx"])
def test_a_list_that_cannot_be_read(tmp_path, name):
    with pytest.raises(ConfigError, match="name list"):
        read_names([tmp_path / name])


@pytest.mark.parametrize(
    ("target", "parts"),
    [
        ("Nobuo Kishi", ("Nobuo", "Kishi")),
        ("World Health Organization", ()),
        ("Xi Jinping", ("Xi", "Jinping")),
        ("Abdel Fattah al-Sisi", ("Abdel", "Fattah", "al-Sisi", "Sisi")),
        ("乔·拜登", ("拜登",)),
        ("Kishi", ()),
    ],
)
def test_a_surname_stands_for_the_whole(target, parts):
    assert parts == ListedName(target).parts


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("Kishi", []),
        ("Kisho", ["Kishi"]),
        ("Kshi", ["Kishi"]),
        ("Kiishi", ["Kishi"]),
        ("Kihsi", ["Kishi"]),
        ("KISHO", ["Kishi"]),
        ("Kosho", []),
        ("", []),
    ],
)
def test_one_edit(word, near):
    assert near == OneEdit(["Kishi", "Austin"]).near(word)


@pytest.fixture
def names(tmp_path):
    path = tmp_path / "names.tsv"
    path.write_text("source\ttarget\taliases\n穆塔里卡\tPeter Mutharika\tMuthareka\n", "utf-8")
    return path


def rules_of(report):
    return [f.rule for f in report.findings if f.counts and "name" in f.rule]


def document(*targets):
    segments = (Segment(f"s{n}", one, target_lang="en") for n, one in enumerate(targets))
    return Document("d", tuple(segments))


def test_listed_names_silence_the_other_rules_of_names(names):
    text = document("President Mutharika met Xi.", "Muthareka agreed.", "Mutharika left.")

    assert ["name-variant"] == rules_of(mtcheck.check(text, select=["name-variant"]))
    assert [] == rules_of(mtcheck.check(text, select=["name-variant"], name_lists=[names]))


def test_a_misspelt_listed_name_is_told_once(names):
    text = document("President Mutharika came.", "Mutharikka agreed.", "Mutharika left.")

    assert ["name-list-misspelt"] == rules_of(mtcheck.check(text, name_lists=[names]))


def test_the_configuration_names_a_list(names, tmp_path):
    (tmp_path / "mtcheck.toml").write_text('names = "names.tsv"\n', "utf-8")
    report = Checker(load(tmp_path / "mtcheck.toml")).check_documents(
        [document("Mutharikka left.")]
    )

    assert ["name-list-misspelt"] == rules_of(report)


def test_listed_names_are_known_to_the_spelling_rule(tmp_path):
    path = tmp_path / "names.tsv"
    path.write_text("source\ttarget\nx\tzorblax\n", "utf-8")
    text = document("They bought a zorblax at the market.")
    dictionary = {"select": ["misspelling"], "min_confidence": "low"}

    def found(**changes):
        return [f.rule for f in mtcheck.check(text, **dictionary, **changes).findings]

    assert ["misspelling"] == found()
    assert [] == found(name_lists=[path])
