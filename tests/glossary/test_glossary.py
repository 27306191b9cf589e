"""Glossaries: what each format holds, and every fault with its place."""

from pathlib import Path

import pytest

from mtcheck import glossary
from mtcheck.errors import ConfigError
from mtcheck.glossary import Concept, Entry, Glossary
from mtcheck.glossary.base import fits

SAMPLES = sorted((Path(__file__).parent.parent.parent / "samples" / "glossary").iterdir())


@pytest.fixture
def written(tmp_path):
    def write(name, content, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


def by_source(path):
    entries = glossary.read(path).between("de", "en")
    return sorted(entries, key=lambda entry: entry.source)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_sample_says_the_same_in_each_format(path):
    found = {entry.source: entry for entry in by_source(path)}

    assert by_source(SAMPLES[0]) == list(found.values())
    assert ("lease", "lease agreement") == found["Mietvertrag"].target
    assert ("rental contract", "hire contract") == found["Mietvertrag"].forbidden
    assert "also for tenants of a single room" == found["Mieter"].note
    assert ("verb", True) == (found["kündigen"].pos, found["HausApp"].keep)


TABLES = [
    (
        "source\ttarget\nVertrag\tcontract | agreement\n",
        Entry("Vertrag", ("contract", "agreement")),
    ),
    ("Source term\tTarget terms\nVertrag\tcontract\n", Entry("Vertrag", ("contract",))),
    ("target\tsource\ncontract\tVertrag", Entry("Vertrag", ("contract",))),
    (
        "src\ttgt\tcase-sensitive\nBund\tFederation\tyes\n",
        Entry("Bund", ("Federation",), case=True),
    ),
    ("src\ttgt\tCase\nBund\tFederation\t0\n", Entry("Bund", ("Federation",))),
    ("source\tforbidden\nVertrag\ttreaty\n", Entry("Vertrag", forbidden=("treaty",))),
    ("forbidden\nutilize\n", Entry(forbidden=("utilize",))),
    ("do-not-translate\nGitHub\n", Entry("GitHub", keep=True)),
    ("source\tdnt\nGitHub\tyes\n", Entry("GitHub", keep=True)),
    ("source\ttarget\tpos\tnote\na\tb\tverb\tc\n", Entry("a", ("b",), pos="verb", note="c")),
    ("id\tsource\ttarget\towner\n7\ta\tb\tme\n", Entry("a", ("b",))),
    ("source\ttarget\n\n  \t \na\tb\n", Entry("a", ("b",))),
    ("source\ttarget\r\na\tb\r\n", Entry("a", ("b",))),
    ("source\ttarget\tsource_lang\na\tb\tde\n", Entry("a", ("b",), source_lang="de")),
    ("source\ttarget\na\tb | b|  \n", Entry("a", ("b",))),
]


@pytest.mark.parametrize(("content", "entry"), TABLES)
def test_a_table(written, content, entry):
    assert (entry,) == glossary.read(written("a.tsv", content)).entries


@pytest.mark.parametrize(
    "content",
    [
        "source,target\nVertrag,contract\n",
        "source;target\nVertrag;contract\n",
        "source\ttarget\nVertrag\tcontract\n",
        '"source","target"\n"Vertrag","contract"\n',
        "\ufeffsource,target\nVertrag,contract\n",
    ],
)
def test_csv_in_the_ways_it_is_written(written, content):
    found = glossary.read(written("a.csv", content))

    assert (Entry("Vertrag", ("contract",)),) == found.entries


def test_a_quoted_cell_may_hold_commas_quotes_and_lines(written):
    path = written("a.csv", 'source,target,note\n"a, ""b""",c,"one\ntwo"\n')

    assert (Entry('a, "b"', ("c",), note="one\ntwo"),) == glossary.read(path).entries


def test_utf16_from_a_spreadsheet(written):
    path = written("a.txt", "source\ttarget\nVertrag\tcontract\n", "utf-16")

    assert (Entry("Vertrag", ("contract",)),) == glossary.read(path).entries


def test_several_terms_of_the_source_are_several_entries(written):
    path = written("a.tsv", "source\ttarget\nPKW | Auto\tcar\n")

    assert ["PKW", "Auto"] == [entry.source for entry in glossary.read(path).entries]


def test_columns_may_be_languages(written):
    path = written(
        "a.tsv", "en\tde-AT\tfr\tforbidden fr\ncontract\tVertrag\tcontrat|accord\ttraité\n"
    )
    found = glossary.read(path)
    (there,) = found.between("en-GB", "fr")
    (back,) = found.between("de", "en")

    assert (("contrat", "accord"), ("traité",)) == (there.target, there.forbidden)
    assert ("Vertrag", ("contract",)) == (back.source, back.target)
    assert [] == list(found.between("es", "fr"))


@pytest.mark.parametrize(
    ("header", "tags"),
    [
        ("id\ten\tde", ["en", "de"]),
        ("id\ten", ["id", "en"]),
        ("en\tde\tid", ["en", "de", "id"]),
        ("en\tno", ["en", "no"]),
    ],
)
def test_a_first_column_id_is_indonesian_only_beside_one_language(written, header, tags):
    cells = "\t".join("abc"[: header.count("\t") + 1])
    (concept,) = glossary.read(written("a.tsv", f"{header}\n{cells}\n")).concepts

    assert tags == list(concept.allowed)


def test_the_forbidden_column_beside_languages_is_that_of_the_last(written):
    path = written("a.tsv", "de\ten\tforbidden\nVertrag\tcontract\ttreaty\n")
    (entry,) = glossary.read(path).between("de", "en")

    assert ("treaty",) == entry.forbidden


FAULTS = [
    ("", None, "the glossary is empty", "names the columns"),
    ("source\ttarget\n", None, "the glossary holds no terms", None),
    ("Vertrag\tcontract\n", 1, "there is no column `source`; the first line is `Vertrag`", None),
    ("source\ttarget\n\tcontract\n", 2, "the column `source` is empty", None),
    ("source\ttarget\nVertrag\t\n", 2, "there is no translation of “Vertrag”", None),
    ("source\ttagret\nVertrag\tcontract\n", 1, "there is no column `target`", "`tagret`"),
    ("source\ttarget\tcase\na\tb\tmaybe\n", 2, "`maybe` in the column of `case`", "yes or no"),
    ("source\ttarget\na\tb\tc\n", 2, "has 3 cells, but the header names 2", None),
    ("source\ttarget\ttgt\na\tb\tc\n", 1, "two columns are `target`", None),
    ("de\tde\na\tb\n", 1, "two columns are `de`", None),
    (b"source\ttarget\nVertr\xe4ge\ta\n", 2, "is not UTF-8: byte 19", "as UTF-8"),
]


@pytest.mark.parametrize(("content", "line", "message", "hint"), FAULTS)
def test_a_fault_of_a_table_is_told_with_its_place(written, content, line, message, hint):
    path = written("a.tsv", content)
    with pytest.raises(ConfigError) as raised:
        glossary.read(path)

    assert (str(path), line) == (raised.value.path, raised.value.line)
    assert message in raised.value.message
    assert raised.value.hint
    assert hint is None or hint in raised.value.hint


def test_a_quote_never_closed_is_told(written):
    with pytest.raises(ConfigError, match="is not CSV") as raised:
        glossary.read(written("a.csv", 'source,target\n"a,b\nc,d\n'))

    assert 2 == raised.value.line


@pytest.mark.parametrize(
    ("name", "message"), [("gone.tsv", "No such file"), ("a.docx", "does not end in `.docx`")]
)
def test_a_file_that_is_no_glossary_is_told(tmp_path, name, message):
    with pytest.raises(ConfigError, match=message):
        glossary.read(tmp_path / name)


TBX = """<?xml version="1.0"?>
<martif type="TBX"><text><body>
<termEntry>{concept}</termEntry>
</body></text></martif>
"""
BOTH = (
    '<langSet xml:lang="de"><tig><term>Vertrag</term></tig></langSet>'
    '<langSet xml:lang="en"><tig><term>contract</term></tig></langSet>'
)


def test_terms_of_tbx_may_hold_markup_and_lines(written):
    concept = BOTH.replace("contract", "labour\n  <hi>contract</hi>")
    (entry,) = glossary.read(written("a.tbx", TBX.format(concept=concept))).between("de", "en")

    assert ("labour contract",) == entry.target


def test_ntig_and_old_status_of_tbx(written):
    concept = BOTH.replace("tig>", "ntig>").replace(
        "<term>contract</term>",
        "<termGrp><term>treaty</term>"
        '<termNote type="normativeAuthorization">supersededTerm</termNote></termGrp>',
    )
    (entry,) = glossary.read(written("a.tbx", TBX.format(concept=concept))).between("de", "en")

    assert ((), ("treaty",)) == (entry.target, entry.forbidden)


def test_a_dtd_that_is_only_named_is_passed_over(written):
    content = TBX.format(concept=BOTH).replace(
        "<martif", '<!DOCTYPE martif SYSTEM "http://localhost:1/TBX.dtd">\n<martif', 1
    )

    assert glossary.read(written("a.tbx", content)).concepts


LAUGHS = '<!DOCTYPE martif [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n<martif'
REACHES = '<!DOCTYPE martif [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<martif'
NO_LANGUAGE = "<langSet><tig><term>a</term></tig></langSet>"


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("</termEntry>", "", 4, "is not well-formed XML: mismatched tag"),
        ("<martif", LAUGHS, 2, "uses the XML entity `a`"),
        ("<martif", REACHES, 2, "uses the XML entity `x`"),
        ("Vertrag", "&nbsp;", 3, "is not well-formed XML: undefined entity"),
        (BOTH, NO_LANGUAGE, 3, "a language has no `xml:lang`"),
        (BOTH, "<tig><term>a</term></tig>", 3, "a term stands in no language"),
        ("martif", "xliff", 2, "is no TBX: the root element is <xliff>"),
        (BOTH, "", None, "the glossary holds no terms"),
    ],
)
def test_a_fault_of_tbx_is_told_with_its_place(written, old, new, line, message):
    path = written("a.tbx", TBX.format(concept=BOTH).replace(old, new))
    with pytest.raises(ConfigError) as raised:
        glossary.read(path)

    assert (str(path), line) == (raised.value.path, raised.value.line)
    assert message in raised.value.message
    assert raised.value.hint


def test_an_entity_of_an_unread_dtd_is_refused(written):
    content = TBX.format(concept=BOTH.replace("Vertrag", "&auml;"))
    content = content.replace("<martif", '<!DOCTYPE martif SYSTEM "a.dtd">\n<martif', 1)
    with pytest.raises(ConfigError, match="uses the XML entity `auml`"):
        glossary.read(written("a.tbx", content))


@pytest.mark.parametrize(
    ("tag", "actual", "expected"),
    [
        ("de", "de-AT", True),
        ("de-AT", "de", True),
        ("zh-Hant", "zh-Hans", False),
        ("de", "en", False),
        (None, "en", True),
        ("de", None, True),
    ],
)
def test_a_term_fits_its_language_and_the_unknown(tag, actual, expected):
    assert expected is fits(tag, actual)


def test_names_of_one_language_do_not_translate_each_other():
    concept = Concept({"en-GB": ("lorry",), "en-US": ("truck",)})

    assert [] == list(concept.entries("en", "en"))


def test_words_of_the_configuration_join_the_files():
    found = Glossary().with_words(["GitHub"], ["utilize"])

    assert (Entry("GitHub", keep=True), Entry(forbidden=("utilize",))) == found.entries
