"""The report in a browser: fits a phone, prints, loads nothing, runs nothing from an article."""

from __future__ import annotations

import base64
import itertools
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

import analysis as sl

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")

pytestmark = [
    pytest.mark.skipif(not (BROWSER and DRIVER), reason="no chromium with chromedriver on this machine"),
    # Selenium leaves a socket to its driver open until the interpreter ends.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

if BROWSER and DRIVER:
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.support.ui import WebDriverWait


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    options = ChromeOptions()
    options.binary_location = str(BROWSER)
    for argument in (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        # The browser looks up hosts of its own otherwise.
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={tmp_path_factory.mktemp('profile')}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = Chrome(options=options, service=Service(str(DRIVER)))
    yield chrome
    chrome.quit()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, hostile: sl.Analysis) -> str:
    """The page of the hostile article."""
    return sl.write_report(hostile, tmp_path_factory.mktemp("browser"), formats=["html"]).as_uri()


@pytest.fixture(scope="module")
def real_page(tmp_path_factory: pytest.TempPathFactory, real: sl.Analysis) -> str:
    """The page of the real article."""
    return sl.write_report(real, tmp_path_factory.mktemp("browser"), formats=["html"]).as_uri()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of four short articles."""
    made = [
        ("Iran lied.", "Beta", "Herald", "2026-01-03"),
        ("Iran is honest. Oman lied.", "Alpha", "Herald", "2026-01-01"),
        ("Oman is honest.", "Delta", "Gazette", "2026-01-02"),
        ("Rain fell.", "Gamma <x>", "Gazette", "2026-01-04"),
    ]
    articles = [
        sl.make_article(text, title=title, source=source, published=day, article_id=title)
        for text, title, source, day in made
    ]
    result = sl.analyze(articles, method="lexicon")
    return sl.write_report(result, tmp_path_factory.mktemp("browser"), formats=["html"]).as_uri()


@pytest.fixture(params=["page", "real_page", "index"])
def any_page(request: pytest.FixtureRequest) -> str:
    """Each of the pages in turn."""
    return str(request.getfixturevalue(request.param))


def logged(browser: Any) -> list[dict[str, str]]:
    return list(browser.get_log("browser"))


def set_width(browser: Chrome, width: int) -> None:
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def set_scheme(browser: Chrome, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def opened(browser: Chrome, address: str) -> Chrome:
    """Open a page with all its folded parts."""
    browser.get(address)
    browser.execute_script("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    return browser


def click(browser: Chrome, selector: str) -> None:
    browser.execute_script("document.querySelector(arguments[0]).click()", selector)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out_sideways(width: int, browser: Chrome, any_page: str) -> None:
    set_width(browser, width)
    shown = opened(browser, any_page)
    assert shown.execute_script("return document.documentElement.scrollWidth") <= width


def test_nothing_is_loaded_and_nothing_is_complained_about(browser: Chrome, any_page: str) -> None:
    logged(browser)
    browser.get(any_page)
    assert browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)") == []
    # The browser's own first page may complain, too, where it has a network.
    messages = [entry["message"] for entry in logged(browser)]
    complaints = [one for one in messages if "favicon" not in one and not one.startswith("chrome://")]
    assert complaints == []


def test_no_element_comes_from_an_article(browser: Chrome, page: str, index: str) -> None:
    browser.get(page)
    foreign = "return document.querySelectorAll('main script, .sidelight-text b, [onerror]').length"
    assert browser.execute_script(foreign) == 0
    assert "<script>alert(1)</script>" in browser.execute_script("return document.body.innerText")
    browser.get(index)
    assert browser.execute_script("return document.querySelectorAll('td b, th b').length") == 0


def test_a_link_leads_to_its_sentence(browser: Chrome, real_page: str) -> None:
    browser.get(real_page)
    click(browser, "ol.check a")
    assert browser.execute_script("return document.querySelector(':target').tagName") == "SPAN"
    assert browser.execute_script("return document.querySelector(':target').innerText").strip()


def test_a_link_opens_the_folded_part_that_it_leads_to(browser: Chrome, real_page: str) -> None:
    browser.get(real_page)
    assert not browser.execute_script("return document.getElementById('method').open")
    click(browser, "nav a[href='#method']")
    WebDriverWait(browser, 5).until(
        lambda shown: shown.execute_script("return document.getElementById('method').open")
    )


def test_an_address_opens_the_folded_part_that_it_leads_to(browser: Chrome, real_page: str) -> None:
    browser.get("about:blank")
    browser.get(f"{real_page}#portraits")
    assert browser.execute_script("return document.getElementById('portraits').open")


def test_a_party_can_be_chosen(browser: Chrome, real_page: str) -> None:
    browser.get(real_page)
    marks = "[...document.querySelectorAll('mark:not(.off)')].map(mark => mark.dataset.parties)"
    every = browser.execute_script(f"return {marks}")
    click(browser, "input[name=party][value=Turkey]")
    chosen = browser.execute_script(f"return {marks}")
    assert chosen == [parties for parties in every if "Turkey" in parties.split("|")] != every
    click(browser, "input[name=party][value='']")
    assert browser.execute_script(f"return {marks}") == every


def test_scores_can_be_shown(browser: Chrome, real_page: str) -> None:
    browser.get(real_page)
    shown = "return getComputedStyle(document.querySelector('mark small')).display"
    assert browser.execute_script(shown) == "none"
    click(browser, "input[name=scores]")
    assert browser.execute_script(shown) == "inline"


TITLES = (
    "return [...document.querySelectorAll('#articles-table tbody tr')].filter(row => !row.hidden)"
    ".map(row => row.querySelector('th').innerText)"
)


def test_the_table_of_articles_sorts(browser: Chrome, index: str) -> None:
    set_width(browser, 1280)
    browser.get(index)
    assert browser.execute_script(TITLES) == ["Alpha", "Delta", "Beta", "Gamma <x>"]
    title = "#articles-table thead th:nth-child(3)"
    click(browser, f"{title} button")
    assert browser.execute_script(TITLES) == ["Alpha", "Beta", "Delta", "Gamma <x>"]
    click(browser, f"{title} button")
    assert browser.execute_script(TITLES) == ["Gamma <x>", "Delta", "Beta", "Alpha"]
    sorts = "return document.querySelector(arguments[0]).getAttribute('aria-sort')"
    assert browser.execute_script(sorts, title) == "descending"


def test_scores_sort_as_numbers_and_empty_ones_last(browser: Chrome, index: str) -> None:
    browser.get(index)
    heads = browser.execute_script(
        "return [...document.querySelectorAll('#articles-table thead th')].map(head => head.innerText)"
    )
    click(browser, f"#articles-table thead th:nth-child({heads.index('Iran') + 1}) button")
    assert browser.execute_script(TITLES)[:2] == ["Beta", "Alpha"]
    click(browser, f"#articles-table thead th:nth-child({heads.index('Iran') + 1}) button")
    assert browser.execute_script(TITLES)[:2] == ["Alpha", "Beta"]


def test_the_table_of_articles_filters(browser: Chrome, index: str) -> None:
    browser.get(index)
    search = browser.find_element("css selector", "[data-search=articles-table]")
    search.send_keys("GAZETTE del")
    assert browser.execute_script(TITLES) == ["Delta"]


def test_a_mark_of_a_chart_shows_the_articles_behind_it(browser: Chrome, index: str) -> None:
    browser.get(index)
    marks = browser.find_elements("css selector", "#mentioned svg a")
    (mark,) = (
        one for one in marks if (one.get_attribute("aria-label") or "").startswith("Herald, Iran: 2 in 2")
    )
    browser.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", mark)
    WebDriverWait(browser, 5).until(lambda shown: len(shown.execute_script(TITLES)) < 4)
    assert browser.execute_script(TITLES) == ["Alpha", "Beta"]
    told = browser.execute_script("return document.querySelector(':target').innerText")
    assert told == "Iran, Herald: 2 articles. Show all"
    browser.find_element("css selector", "[data-search=articles-table]").send_keys("bet")
    assert browser.execute_script(TITLES) == ["Beta"]


def test_a_filter_by_a_mark_is_taken_back(browser: Chrome, index: str) -> None:
    browser.get(index)
    point = browser.execute_script("return document.querySelector('#mentioned svg a').href.baseVal")
    browser.get("about:blank")
    browser.get(f"{index}{point}")
    assert len(browser.execute_script(TITLES)) < 4
    click(browser, ":target a")
    WebDriverWait(browser, 5).until(lambda shown: len(shown.execute_script(TITLES)) == 4)


# Text in the page with too little contrast to what is behind it (WCAG 2.2, 1.4.3: 4.5, of large text 3).
CONTRAST = """
function rgb(text) { return (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number); }
function over(top, below) {
  var alpha = top.length > 3 ? top[3] : 1;
  return [0, 1, 2].map(i => alpha * top[i] + (1 - alpha) * below[i]);
}
function light(colour) {
  var part = colour.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
}
function ground(node) {
  var layers = [];
  for (; node; node = node.parentElement) layers.push(rgb(getComputedStyle(node).backgroundColor));
  return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
}
var found = [], walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  var text = walk.currentNode.data.trim(), node = walk.currentNode.parentElement;
  if (!text || !node.getClientRects().length || node.closest('[aria-hidden=true], style, title')) continue;
  var style = getComputedStyle(node), behind = ground(node);
  var ink = node.closest('svg') ? style.fill : style.color;
  var lights = [light(over(rgb(ink), behind)), light(behind)].sort((a, b) => b - a);
  var size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
  var ratio = (lights[0] + 0.05) / (lights[1] + 0.05);
  if (ratio < (large ? 3 : 4.5)) found.push(node.tagName + ' ' + ratio.toFixed(2) + ' ' + text.slice(0, 40));
}
return [found, document.body.innerText.length];
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(scheme: str, browser: Chrome, any_page: str) -> None:
    set_width(browser, 1280)
    set_scheme(browser, scheme)
    shown = opened(browser, any_page)
    shown.execute_script("document.querySelectorAll('input[name=scores]').forEach(one => one.click())")
    poor, length = shown.execute_script(CONTRAST)
    assert length > 500
    assert poor == []


def test_a_dark_page_is_dark(browser: Chrome, real_page: str) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        set_scheme(browser, scheme)
        browser.get(real_page)
        grounds.append(browser.execute_script("return getComputedStyle(document.body).backgroundColor"))
    assert grounds == ["rgb(253, 253, 251)", "rgb(22, 22, 21)"]


def test_every_control_and_picture_has_a_name(browser: Chrome, any_page: str) -> None:
    nameless = (
        "return [...document.querySelectorAll('input, button, a, summary, svg[role=img], table')]"
        ".filter(node => !(node.innerText || node.ariaLabel || node.title || node.labels?.[0]?.innerText ||"
        " node.querySelector('title')?.textContent || '').trim()).map(node => node.outerHTML.slice(0, 80))"
    )
    assert opened(browser, any_page).execute_script(nameless) == []


def test_headings_skip_no_level(browser: Chrome, any_page: str) -> None:
    levels = opened(browser, any_page).execute_script(
        "return [...document.querySelectorAll('h1, h2, h3, h4')].map(head => Number(head.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_real_article_prints_on_four_pages_at_most(browser: Chrome, real_page: str) -> None:
    browser.get(real_page)
    data = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert data.startswith(b"%PDF")
    assert 1 <= data.count(b"/Type /Page\n") <= 4
