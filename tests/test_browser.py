"""The report in a browser: fits a phone, prints, loads nothing, runs nothing from an article."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path
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
def page(tmp_path_factory: pytest.TempPathFactory, hostile: sl.Analysis, hostile_article: sl.Article) -> str:
    folder = sl.write_report(hostile, hostile_article, tmp_path_factory.mktemp("browser"))
    return (folder / "report.html").as_uri()


def logged(browser: Any) -> list[dict[str, str]]:
    return list(browser.get_log("browser"))


def set_width(browser: Chrome, width: int) -> None:
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out_sideways(width: int, browser: Chrome, root: Path, page: str) -> None:
    (report,) = (root / "reports").glob("*/report.html")
    for address in (report.as_uri(), page):
        set_width(browser, width)
        browser.get(address)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_nothing_is_loaded_and_nothing_is_complained_about(browser: Chrome, page: str) -> None:
    browser.get(page)
    assert browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)") == []
    # The browser's own first page may complain, too, where it has a network.
    messages = [entry["message"] for entry in logged(browser)]
    complaints = [one for one in messages if "favicon" not in one and not one.startswith("chrome://")]
    assert complaints == []


def test_pictures_are_shown(browser: Chrome, page: str) -> None:
    browser.get(page)
    widths = browser.execute_script("return [...document.images].map(image => image.naturalWidth)")
    assert len(widths) == 4
    assert min(widths) > 300


def test_no_element_comes_from_the_article(browser: Chrome, page: str) -> None:
    browser.get(page)
    assert (
        browser.execute_script(
            "return document.querySelectorAll('script, .sidelight-text b, [onerror]').length"
        )
        == 0
    )
    assert "<script>alert(1)</script>" in browser.execute_script("return document.body.innerText")


def test_a_link_leads_to_its_sentence(browser: Chrome, page: str) -> None:
    browser.get(page)
    browser.execute_script("document.querySelector('blockquote a').click()")
    assert browser.execute_script("return document.querySelector('span:target').className") == ""
    assert browser.execute_script("return document.querySelector('span:target').innerText").strip()


def test_prints(browser: Chrome, page: str) -> None:
    browser.get(page)
    data = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") >= 2
