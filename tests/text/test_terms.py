"""Where terms stand, in languages with and without spaces."""

import pytest

from mtcheck.text.columns import TextColumn
from mtcheck.text.terms import Presence, RowText, Term, TermFinder

FOUND = [
    ("de", "Vertrag", "Die Verträge und der Vertragsentwurf.", ["Verträge"]),
    ("de", "Vereinte Nationen", "Rat der Vereinten Nationen", ["Vereinten Nationen"]),
    ("de", "E-Mail", "Email, E-Mails, e mail", ["Email", "E-Mails", "e mail"]),
    ("en", "decision making", "Decision-making matters.", ["Decision-making"]),
    ("en", "law", "my sister-in-law's law", ["law"]),
    ("en", "election", "a re-election", []),
    ("en", "weather", "weather.com, says weather.", ["weather"]),
    ("en", "C++", "C, C++ and C++.", ["C++", "C++"]),
    ("en", "COVID-19", "Covid 19 or COVID19", ["Covid 19", "COVID19"]),
    ("en", "agreement", "an agreement\n", ["agreement"]),
    ("fr", "accord", "L’accord, d'accord, le raccord", ["accord", "accord"]),
    ("fr", "union européenne", "de l’Union européenne", ["Union européenne"]),
    ("it", "accordo", "dell’accordo", ["accordo"]),
    ("zh", "人民币", "人民币升值。", ["人民币"]),
    ("zh", "AI技术", "新的ai技术", ["ai技术"]),
    ("zh", "油", "石油和 油 价", ["油"]),
    ("ja", "契約", "契約書と契約", ["契約", "契約"]),
    ("ja", "データ", "データベースのデータを", ["データ"]),
    ("ja", "GitHub", "GitHubで公開", ["GitHub"]),
    ("th", "สัญญา", "ลงนามในสัญญาแล้ว", ["สัญญา"]),
    ("ko", "계약", "계약을 맺은 계약자", ["계약을"]),
    ("ko", "평화 협정", "평화협정을, 평화 협정의", ["평화협정을", "평화 협정의"]),
    ("tr", "sözleşme", "Sözleşmenin sonu", ["Sözleşmenin"]),
    (None, "Vertrag", "ein Vertrag", ["Vertrag"]),
]


def find(tag, terms, *texts):
    column = TextColumn(texts)
    places = TermFinder([term if isinstance(term, Term) else Term(term) for term in terms], tag)
    return [
        (texts[place.row][place.start : place.end], place.number) for place in places.find(column)
    ]


@pytest.mark.parametrize(("tag", "term", "text", "expected"), FOUND)
def test_a_term_is_found(tag, term, text, expected):
    assert expected == [match for match, _ in find(tag, [term], text)]


def test_the_longest_term_wins():
    terms = ["agreement", "trade agreement", "free trade agreement"]

    assert [("free trade agreement", 2), ("agreement", 0)] == find(
        "en", terms, "A free trade agreement is an agreement."
    )
    assert [("中国", 0)] == find("zh", ["中国", "国会"], "中国会议")
    assert [("国会", 1)] == find("zh", ["中国", "国会"], "国会议员")


def test_terms_of_one_place_are_all_told():
    assert [("bank", 0), ("bank", 1)] == find("en", ["bank", "Bank"], "a bank")


def test_a_term_does_not_go_over_the_end_of_a_row():
    assert [] == find("en", ["trade agreement"], "free trade", "agreement")
    assert [] == find("zh", ["人民币"], "人民", "币")


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        (Term("IT", case=True), "It is IT.", ["IT"]),
        (Term("Bund", case=True), "Der Bund und der bund, des Bundes", ["Bund", "Bundes"]),
        (Term("GitHub", case=True), "Github GITHUB GitHub", ["GitHub"]),
        (Term("ＡＩ技术", case=True), "ａｉ技术 ＡＩ技术", ["ＡＩ技术"]),
    ],
)
def test_capitals_may_count(term, text, expected):
    assert expected == [match for match, _ in find("de", [term], text)]


def test_many_terms_are_found_as_each_alone():
    texts = [text for tag, _, text, _ in FOUND if tag == "de"]
    terms = ["Vertrag", "Vereinte Nationen", "E-Mail", "Rat"]
    alone = [find("de", [term], *texts) for term in terms]

    assert sorted(match for found in alone for match, _ in found) == sorted(
        match for match, _ in find("de", terms, *texts)
    )


PRESENT = [
    ("de", "Vertrag", "nach Abschluss des Kaufvertrags"),
    ("de", "Handelsabkommen", "Handels- und Zollabkommen"),
    ("de", "Email", "per E-Mail"),
    ("de", "E-Mail", "per Email"),
    ("en", "trade agreement", "an agreement on trade"),
    ("en", "central bank", "the Central Bank's rate"),
    ("ru", "министр иностранных дел", "с министром иностранных дел"),
    ("zh", "AI 技术", "采用AI技术"),
    ("zh", "GitHub", "使用GitHub发布"),
    ("ja", "契約", "契約書は"),
    ("ko", "평화 협정", "평화협정에 서명"),
    ("fi", "kaupunki", "kaupungissa"),
]
ABSENT = [
    ("en", "state", "the estate"),
    ("en", "trade agreement", "they trade in goods, and much later after a war came an agreement"),
    ("de", "Vertrag", "der Vertreter"),
    ("zh", "合同", "协议"),
    ("ko", "계약", "계획"),
]


@pytest.mark.parametrize(("tag", "term", "text"), PRESENT)
def test_what_may_stand_there(tag, term, text):
    assert Presence(term, tag).stands_in(RowText(text))


@pytest.mark.parametrize(("tag", "term", "text"), ABSENT)
def test_what_does_not_stand_there(tag, term, text):
    assert not Presence(term, tag).stands_in(RowText(text))


@pytest.mark.parametrize(("text", "expected"), [("des Bundes", True), ("ein bund Stroh", False)])
def test_capitals_may_count_in_the_target(text, expected):
    assert expected is Presence("Bund", "de", case=True).stands_in(RowText(text))
