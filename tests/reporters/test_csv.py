"""A table that spreadsheets can open without harm."""

import csv
import io

import pytest

from mtcheck.reporters.csv import HEADER
from tests.made import finding, report, written
from tests.reporters.test_contract import HOSTILE, rich


def rows(made):
    text = written("csv", made)
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True))


def test_a_row_for_each_finding_and_each_unread_input():
    made = report([finding(), finding(suppressed="paths: *"), finding(known=True)])

    assert [row["status"] for row in rows(made)] == ["", "paths: *", "known", "skipped"]


def test_values():
    text = "met the the minister"
    row = rows(report([finding()], texts={"s1": text}))[0]

    assert tuple(row) == HEADER
    assert list(row.values()) == [
        *("a.txt", "a", "s1", "1", "5", "minor", "high", "linguistic-conventions/repetition"),
        *("adjacent-duplicate-word", "the the", "“the the” says the same word twice"),
        *("replace “the the”", text, ""),
    ]


def test_a_spreadsheet_sees_that_it_is_utf_8():
    assert written("csv", report()).startswith("\ufeff")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_in_its_cell(name):
    found = rows(rich(HOSTILE[name]))

    assert len(found) == 3
    assert all(None not in row and None not in row.values() for row in found)


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
@pytest.mark.parametrize("before", ["", " ", '"', "a;", "a; ", 'a;"'])
def test_no_cell_is_a_formula(sign, before):
    row = rows(report([finding(text=f"{before}{sign}1+1")]))[0]

    for part in row["text"].split(";"):
        assert part.lstrip(' "')[:1] != sign
    assert row["text"].replace("'", "") == f"{before}{sign}1+1"


def test_a_dash_inside_a_text_stays():
    row = rows(report([finding(text="a - b; c", start=0)]))[0]

    assert row["text"] == "a - b; c"


@pytest.mark.parametrize("name", HOSTILE)
def test_pandas_reads_it(name):
    pandas = pytest.importorskip("pandas")
    content = written("csv", rich(HOSTILE[name])).encode()
    table = pandas.read_csv(io.BytesIO(content), encoding="utf-8-sig", keep_default_na=False)

    assert HEADER == tuple(table.columns)
    assert ["adjacent-duplicate-word"] * 2 == [rule for rule in table["rule"] if rule]
    assert 3 == len(table)
    assert table["line"].astype(str).isin(["1", "1.0", ""]).all()
