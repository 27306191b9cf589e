"""The page in a real browser, where there is one: `pip install mtcheck[browser]` and a Chromium.

Every page that is opened here fails where it asks for anything else, or where its script does.
"""

import os
import shutil
import struct
from pathlib import Path

import pytest

from mtcheck import Checker
from tests.made import written

sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser():
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("there is no Chromium")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    for name in ("text/us-japan-alliance.en.txt", "jsonl/news.jsonl"):
        made = Checker(whole_text=True).check_paths([str(SAMPLES / name)])
        (folder / f"{Path(name).stem}.html").write_text(written("html", made), encoding="utf-8")
    return folder


@pytest.fixture
def opened(browser, pages):
    """Opens a page; fails where it asked for something, or where its script did."""
    wrong, contexts = [], []

    def open_page(name="us-japan-alliance.en", width=1400, scheme="light"):
        size = {"width": width, "height": 900}
        contexts.append(browser.new_context(viewport=size, color_scheme=scheme))
        page = contexts[-1].new_page()
        url = (pages / f"{name}.html").as_uri()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: request.url != url and wrong.append(request.url))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def current(page):
    return page.locator(".finding.current").get_attribute("id")


def focused(page):
    return page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


@pytest.mark.parametrize("name", ["us-japan-alliance.en", "news"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 500])
def test_axe_finds_nothing(opened, name, scheme, width):
    page = opened(name, width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = axe.Axe().run(page, options={"runOnly": RULES}).response["violations"]

    assert [] == [(one["id"], one["nodes"][0]["html"]) for one in found]


@pytest.mark.parametrize("name", ["us-japan-alliance.en", "news"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_of_the_page_is_kept(opened, tmp_path, name, scheme):
    """In the folder that $MTCHECK_ARTEFACTS names, for people to look at."""
    page = opened(name, scheme=scheme)
    page.focus("a.mark >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    folder = Path(os.environ.get("MTCHECK_ARTEFACTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    picture = page.screenshot(path=folder / f"{name}-{scheme}.png")

    assert struct.unpack(">II", picture[16:24]) == (1400, 900)
    assert len(picture) > 30_000  # an empty page has a tenth of that


def test_a_click_on_a_mark_opens_its_finding(opened):
    page = opened()
    page.click("a.mark.major >> nth=1")
    item = page.locator(".finding.current")

    assert item.locator("details").get_attribute("open") is not None
    assert item.locator(".why").is_visible()
    assert item.locator("summary").is_visible()


def test_on_a_narrow_page_what_was_opened_stays_in_view(opened):
    page = opened(width=420)
    page.click(".finding summary >> nth=3")
    page.wait_for_timeout(100)

    assert page.evaluate(
        "document.querySelector('.finding.current summary').getBoundingClientRect().top >= 0"
    )


def test_the_keyboard_alone_reaches_mark_finding_and_back(opened):
    page = opened()
    page.focus("a.mark >> nth=2")
    page.keyboard.press("Enter")
    number = current(page)

    assert focused(page).startswith("<summary>")
    page.keyboard.press("Tab")
    assert 'class="place"' in focused(page)
    page.keyboard.press("Enter")
    assert f'href="#{number}"' in focused(page)


def test_tab_goes_through_skip_links_first_and_everything_is_reached(opened):
    page = opened()
    seen = []
    for _ in range(400):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if page.evaluate("document.activeElement === document.body"):
            break

    assert "Skip to the findings" in seen[0]
    for part in ('id="theme"', 'name="severity"', 'name="rule"', 'name="text"', 'id="next"'):
        assert any(part in one for one in seen), part
    assert sum(one.startswith("<summary>") for one in seen) == page.locator(".finding").count()
    assert sum('class="mark' in one for one in seen) == page.locator("a.mark").count()


def shown(page):
    return page.locator(".finding:visible").count()


def test_filters(opened):
    page = opened()
    total = shown(page)
    page.uncheck("input[value=minor]")
    page.wait_for_timeout(100)
    major = shown(page)

    assert 0 < major < total
    assert page.inner_text("#shown") == f"{major} of {total} findings"
    assert page.locator("a.mark.minor:not(.off)").count() == 0
    page.fill("input[name=text]", "html-entity")
    page.wait_for_timeout(100)
    assert shown(page) == 1
    page.click("button[type=reset]")
    page.wait_for_timeout(100)
    assert shown(page) == total
    page.select_option("select[name=rule]", "calque")
    page.wait_for_timeout(100)
    assert 0 < shown(page) < total


def test_next_and_previous(opened):
    page = opened()
    page.click("#next")
    first = current(page)
    page.click("#next")
    page.click("#previous")

    assert first == current(page) == "f1"


def test_the_theme_can_be_changed(opened):
    page = opened()
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(ground)
    page.click("#theme")

    assert page.evaluate(ground) != before
    assert page.get_attribute("#theme", "aria-pressed") == "true"


def test_the_button_says_which_theme_is_on(opened):
    page = opened(scheme="dark")
    shown = "getComputedStyle(document.getElementById('theme'), '::before').content"

    assert page.get_attribute("#theme", "aria-pressed") == "true"
    assert "✓" in page.evaluate(shown)
    page.emulate_media(color_scheme="light")
    sync_api.expect(page.locator("#theme")).to_have_attribute("aria-pressed", "false")
    assert "✓" not in page.evaluate(shown)


def test_print_shows_every_finding_open(opened):
    page = opened()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    closed = page.locator("details:not([open])").count()
    page.evaluate("dispatchEvent(new Event('afterprint'))")

    assert closed == 0
    assert page.locator("details[open]").count() == 0
