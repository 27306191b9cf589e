"""The page of a run: what it says, that nothing in it is alive, and how a browser shows it."""

import shutil

import pytest

from mtcheck.shards import page, texts
from tests.shards.made import check, jsonl, pairs

HOSTILE = "<script>alert(1)</script> <img src=http://example.org/x> \u202e"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    one = jsonl(folder / "a.jsonl", pairs(90))
    other = jsonl(folder / "b.jsonl", [*pairs(30), "{", "{", '{"source": "x"}'])
    summary = check(folder / "out", one, other, folder / "missing.jsonl", shard_rows=20)
    return folder / "out", summary


def test_the_page_says_what_the_summary_says(run):
    out, summary = run
    text = (out / "summary.html").read_text(encoding="utf-8")

    assert "corpus of 120 segments" in text
    assert "<code>critical = 0 and penalty &lt; 5</code>" in text
    assert all(f"<span>{rule}</span>" in text for rule in summary["rows_by_rule"])
    assert "b.jsonl: rows 31, 32: not JSON" in text


def test_nothing_of_the_corpus_is_alive(tmp_path):
    hostile = (f"价格是 20 元。{HOSTILE}", f"The price is 200 yuan. {HOSTILE}")
    check(tmp_path / "out", jsonl(tmp_path / "a<b>.jsonl", [hostile]))
    text = (tmp_path / "out" / "summary.html").read_text(encoding="utf-8")

    assert "a&lt;b&gt;.jsonl" in text
    assert "&lt;script&gt;alert(1)" in text
    assert "&lt;U+202E&gt;" in text
    assert not [one for one in ("<script", "<img", "<b>", "\u202e") if one in text]


def test_the_place_is_marked_also_in_a_long_text(tmp_path):
    long = "word " * 300 + "He went to to school. " + "word " * 300
    summary = check(tmp_path / "out", jsonl(tmp_path / "a.jsonl", [("他去了。", long)]))
    (found,) = summary["samples"]["adjacent-duplicate-word"]

    assert "…" == found["target"][0] == found["target"][-1]
    assert "to to" in found["target"][found["start"] : found["end"]]
    assert "<mark>to" in (tmp_path / "out" / "summary.html").read_text(encoding="utf-8")


def test_rows_with_the_same_fault_are_told_in_one_line(run):
    told = list(texts.unread(run[1]))

    assert 3 == len(told)
    assert told[0].endswith("missing.jsonl: nothing to read here")
    assert ["rows 31, 32: not JSON", 'row 33: no "target"'] == [
        line.split("b.jsonl: ")[1].split(" (")[0] for line in told[1:]
    ]


def test_rows_that_are_not_listed_are_counted():
    summary = {
        "unread": [{"path": "a", "row": n, "reason": "not JSON"} for n in range(1, 13)],
        "by_input": [{"path": "a", "unreadable": 40}],
    }

    assert [
        "a: rows 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …: not JSON",
        "a: 28 more rows that cannot be read",
    ] == list(texts.unread(summary))


def test_a_language_that_is_not_known_is_told(run):
    unknown = {"path": "x.tsv", "languages": ["de-?"], "rows": 3, "unreadable": 0}
    summary = {**run[1], "by_input": [*run[1]["by_input"], unknown]}

    assert "languages not known: x.tsv (de-?); many rules need" in texts.brief(summary, "out", {})
    assert "languages" not in texts.brief(run[1], "out", {})


def test_a_page_of_nothing(run):
    empty = {**run[1], "by_input": [], "rows_by_rule": {}, "samples": {}, "rows": 0, "unread": []}

    assert "Nothing was found." in page.html(empty)


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("there is no Chromium")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 380])
def test_the_page_in_a_browser(browser, run, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    wrong, url = [], (run[0] / "summary.html").as_uri()
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened = context.new_page()
    opened.on("console", lambda message: wrong.append(message.text))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda request: request.url != url and wrong.append(request.url))
    opened.goto(url)
    for one in opened.locator("summary").all():
        one.click()
    found = axe.Axe().run(opened, options={"runOnly": RULES}).response["violations"]
    shown = opened.locator("mark").first.is_visible()
    wider = opened.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()

    assert [] == [(one["id"], one["nodes"][0]["html"]) for one in found]
    assert [] == wrong
    assert shown
    assert 0 == wider
