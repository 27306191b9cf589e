"""Tables of names: what is one name, what is none, and how it is shown."""

import csv
import io
import json
from pathlib import Path

import pytest

import mtcheck
from mtcheck import api
from mtcheck.errors import InputError
from mtcheck.text.names.organisations import OrganisationFinder

SAMPLES = Path(mtcheck.__file__).parent.parent / "samples" / "text"
ARTICLE = """\
Japanese Defense Minister Shinzo Hamada held a telephone call with Lloyd Austin on Monday.
Kishino told reporters that the talks went well. Meanwhile, it rained in Tokyo.
In January, Kishino said, the United States and Japan agreed. Austin said so too.
The US is an ally of Japan, the Japanese Ministry of Defense said.
"""


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def table(path, **changes):
    (one,) = api.names([str(path)], **changes)
    return one


def names(found, kind=None):
    """Renderings with their counts, a list for each entity."""
    return [
        [(one.text, one.count) for one in entity.renderings]
        for entity in found.entities
        if kind in {None, entity.kind}
    ]


def test_people_who_drift_are_one_block_and_come_first(article):
    found = table(article)
    first = found.entities[0]

    assert [("Kishino", 2), ("Shinzo Hamada", 1)] == names(found)[0]
    assert (("name-drift",), "person") == (first.rules, first.kind)
    assert (1, 27) == (first.renderings[1].line, first.renderings[1].column)


def test_a_surname_and_the_names_of_a_country_are_one_block(article):
    found = table(article)

    assert [[("Austin", 1), ("Lloyd Austin", 1)]] == [
        sorted(one) for one in names(found, "person") if ("Austin", 1) in one
    ]
    assert [("US", 1), ("United States", 1)] in [sorted(one) for one in names(found, "place")]


def test_sentence_starts_months_days_titles_and_peoples_are_no_names(article):
    found = {one.text for entity in table(article).entities for one in entity.renderings}

    assert {
        "Kishino",
        "Shinzo Hamada",
        "Austin",
        "Lloyd Austin",
        "Tokyo",
        "Japan",
        "US",
        "United States",
        "Japanese Ministry of Defense",
    } == found


def test_the_source_says_who_is_meant():
    source = SAMPLES / "us-japan-alliance.zh.txt"
    found = table(SAMPLES / "us-japan-alliance.en.txt", source_path=source)

    assert ("岸信夫", 4) == (found.entities[0].source, found.entities[0].source_count)


def test_a_name_list_joins_what_it_lists(tmp_path):
    text, listed = tmp_path / "a.txt", tmp_path / "names.tsv"
    text.write_text("President Lawrow came to Vienna.\nForeign Minister Lavrov left Vienna.\n")
    listed.write_text("source\ttarget\taliases\nЛавров\tLavrov\tLawrow\n", "utf-8")
    (tmp_path / "b.txt").write_text("Лавров приехал.\nЛавров уехал.\n", "utf-8")
    found = table(text, name_lists=[listed], source_path=tmp_path / "b.txt")

    assert [("Lavrov", 1), ("Lawrow", 1)] in [sorted(one) for one in names(found)]


def test_brothers_and_a_family_stay_apart(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "President Jair Bolsonaro spoke.\nSenator Flavio Bolsonaro said no.\nBolsonaro agreed.\n"
    )

    assert [
        [("Flavio Bolsonaro", 1), ("Bolsonaro", 1)],
        [("Jair Bolsonaro", 1)],
    ] == sorted(names(table(path), "person"), key=len, reverse=True)


def test_each_document_has_a_table_of_its_own(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text("document\ttarget\nx\tMayor Khalil spoke.\ny\tMayor Adeyemi spoke.\n")
    found = list(api.names([str(path)], target_lang="en"))

    assert [("x", [[("Khalil", 1)]]), ("y", [[("Adeyemi", 1)]])] == [
        (one.document, names(one)) for one in found
    ]


def test_a_language_without_capitals_says_so(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("岸信夫对记者说，会谈顺利。\n", "utf-8")
    found = table(path, target_lang="zh")

    assert () == found.entities
    assert "Chinese" in found.note


def test_what_cannot_be_read_is_told(tmp_path):
    faults = []

    assert [] == list(api.names([str(tmp_path / "gone.txt")], faults=faults))
    assert 1 == len(faults)
    with pytest.raises(InputError):
        list(api.names([str(tmp_path / "gone.txt")]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Ministry of Defense said", ["Ministry of Defense"]),
        ("Deputy Director of the Central Bank Li", []),
        (
            "Director of the National Science and Technology Bureau",
            ["National Science and Technology Bureau"],
        ),
        ("China’s Academy of Sciences", ["Academy of Sciences"]),
        ("NATO and the EU agreed", ["NATO", "EU"]),
        ("Jiaotong Bank and Wuhan Branch", ["Jiaotong Bank"]),
        ("The Bank is closed", []),
        ("a bank in Hong Kong", []),
    ],
)
def test_organisations(text, found):
    assert found == [one.text for one in OrganisationFinder("en").find(text)]


HOSTILE = (
    "President Zor\x1b[31mblax met =HYPERLINK(1) and Mayor Evil|Name <b>Khalil</b> in ::Quux.\n"
)


@pytest.mark.parametrize("format", ["text", "json", "tsv", "markdown"])
def test_text_of_documents_is_inert(tmp_path, format):
    path = tmp_path / "=a|b.txt"
    path.write_text(HOSTILE, "utf-8")
    shown = "\n".join(api.name_lines(api.names([str(path)], target_lang="en"), format))

    assert "\x1b" not in shown
    assert "<b>" not in shown
    if format == "tsv":
        rows = list(csv.reader(io.StringIO(shown), delimiter="\t"))
        assert {len(rows[0])} == {len(row) for row in rows}
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    if format == "json":
        assert "mtcheck-names" == json.loads(shown)["format"]
