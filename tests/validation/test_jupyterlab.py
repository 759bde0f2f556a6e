"""Labelling by key in a real JupyterLab: a minute of browser and kernel, so in the long form only."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

import analysis as sl
from tests.validation.analysed import small

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
HAS_WIDGETS = importlib.util.find_spec("anywidget") is not None
# Cell by cell: a table that is there, labelled by key into another one.
CODE = "import analysis as sl\nsl.label(sl.read_labels('sample.csv'), 'labels.csv', coder='Ana')"

pytestmark = [
    pytest.mark.skipif(not HAS_WIDGETS, reason="anywidget is not installed; it is of the extra label"),
    pytest.mark.skipif(not (BROWSER and DRIVER), reason="no chromium with chromedriver on this machine"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def _in_long_form(is_long: bool) -> None:
    if not is_long:
        pytest.skip("in the long form only")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """The address of a notebook in JupyterLab, whose one cell labels a sample."""
    drawn_table = sl.sample(small(), n=3, by=()).assign(text="Then «Spain» <img src=x onerror=alert(1)> won.")
    sl.write_sample(drawn_table, tmp_path / "sample.csv")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CODE)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, tmp_path / "label.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}", "--allow-root"]
    quiet = ["--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True", f"--notebook-dir={tmp_path}"]
    there = {**os.environ, "PYTHONPATH": str(Path(sl.__file__).parents[1])}
    with (tmp_path / "lab.log").open("w") as log:
        server = subprocess.Popen([*command, *quiet], stdout=log, stderr=log, env=there)  # noqa: S603
        try:
            _wait_for(f"http://127.0.0.1:{port}/api", server)
            yield f"http://127.0.0.1:{port}/lab/tree/label.ipynb"
        finally:
            server.terminate()
            server.wait(30)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except OSError:
            assert server.poll() is None
            time.sleep(0.5)
    raise AssertionError("JupyterLab did not start")


def test_three_sentences_by_key_in_jupyterlab(lab: str, tmp_path: Path) -> None:
    from selenium.common import WebDriverException
    from selenium.webdriver import ActionChains, Chrome, ChromeOptions, Keys
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.support.ui import WebDriverWait

    options = ChromeOptions()
    options.binary_location = str(BROWSER)
    for argument in (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
    ):
        options.add_argument(argument)
    chrome = Chrome(options=options, service=Service(str(DRIVER)))
    wait = WebDriverWait(chrome, 120)

    def find(selector: str) -> Any:
        return wait.until(lambda page: page.find_element("css selector", selector))

    def click(selector: str) -> None:
        # The page moves while it is loaded.
        def is_clicked(page: Chrome) -> bool:
            try:
                page.find_element("css selector", selector).click()
            except WebDriverException:
                return False
            return True

        wait.until(is_clicked)

    def run_the_cell() -> None:
        # Keys that are pressed while the page is built go nowhere; a cell that never ran says so.
        def has_run(page: Chrome) -> bool:
            prompts = page.find_elements("css selector", ".jp-Notebook .jp-InputPrompt")
            if prompts and prompts[0].text.strip() not in ("", "[ ]:"):
                return True
            click(".jp-Notebook .jp-CodeCell .cm-content")
            ActionChains(page).key_down(Keys.SHIFT).send_keys(Keys.ENTER).key_up(Keys.SHIFT).perform()
            return False

        WebDriverWait(chrome, 120, poll_frequency=2).until(has_run)

    def press(*keys: str) -> None:
        for key in keys:
            ActionChains(chrome).send_keys(key).perform()

    def count(expected: str) -> None:
        wait.until(lambda page: page.find_element("css selector", ".sidelight-label-count").text == expected)

    try:
        chrome.get(lab)
        run_the_cell()
        assert find(".sidelight-label-target").text == "Spain"
        # What is in the text is text.
        assert chrome.find_elements("css selector", ".sidelight-label-root img") == []
        click(".sidelight-label-root")
        press("p")
        count("1 of 3 labelled")
        press("m", "o", "d", "d", Keys.ENTER, "0")
        count("2 of 3 labelled")
        press("u")
        count("1 of 3 labelled")
        press("n", "s", "n")
        count("3 of 3 labelled")
        # Twice 0 restarts the kernel where keys reach the notebook; no dialog came up.
        press("u", "0", "0")
        count("3 of 3 labelled")
        assert chrome.find_elements("css selector", ".jp-Dialog") == []
        expected = ["positive", "negative", "neutral"]
        # The kernel writes a moment after the key.
        wait.until(lambda _: sl.read_labels(tmp_path / "labels.csv")["label"].tolist() == expected)
    finally:
        chrome.quit()
    found = sl.read_labels(tmp_path / "labels.csv")
    assert found["note"].tolist() == ["", "odd", ""]
    assert set(found["coder"]) == {"Ana"}
