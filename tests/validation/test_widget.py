"""Tests of `analysis.validation.widget`: what is kept, and labelling in a real JupyterLab."""

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
import pandas as pd
import pytest

import analysis as sl
from analysis.records import LabelsError
from analysis.validation import Labelling
from tests.validation.analysed import small

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
HAS_WIDGETS = importlib.util.find_spec("anywidget") is not None
# Cell by cell: a table that is there, labelled by key into another one.
CODE = "import analysis as sl\nsl.label(sl.read_labels('sample.csv'), 'labels.csv', coder='Ana')"


def answers(*labels: str) -> list[dict[str, str]]:
    return [{"label": label, "note": ""} for label in labels]


def drawn() -> pd.DataFrame:
    return sl.sample(small(), n=3, by=())


def test_each_answer_is_in_the_sample_and_in_the_file_at_once(tmp_path: Path) -> None:
    table = drawn()
    labelling = sl.label(table, tmp_path / "ana.csv")
    labelling.keep([{"label": "positive", "note": "=hard"}, *answers("", "")])
    assert table["label"].tolist() == ["positive", "", ""]
    found = sl.read_labels(tmp_path / "ana.csv")
    assert found[["label", "coder", "note"]].iloc[0].tolist() == ["positive", "ana", "=hard"]
    assert found["label"].isna().tolist() == [False, True, True]


def test_without_a_file_the_answers_are_in_the_sample() -> None:
    labelling = sl.label(drawn(), coder="Ana")
    labelling.keep(answers("", "neutral", ""))
    assert labelling.table["coder"].tolist() == ["", "Ana", ""]


def test_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    sl.label(drawn(), tmp_path / "ana.csv").keep(answers("neutral", "", ""))
    assert sl.label(drawn(), tmp_path / "ana.csv").answers == answers("neutral", "", "")


def test_the_file_of_another_sample_or_coder_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "ana.csv"
    sl.label(drawn(), path).keep(answers("neutral", "", ""))
    with pytest.raises(LabelsError, match=r"ana\.csv: holds another sample; name another file"):
        sl.label(sl.sample(small(), n=3, by=(), seed=9), path)
    with pytest.raises(LabelsError, match=r"ana\.csv: has labels of ana; name another file, or coder="):
        sl.label(drawn(), path, coder="Ben")


@pytest.mark.parametrize("wrong", [answers("good", "", ""), answers("neutral")])
def test_what_is_no_answer_is_refused(wrong: list[dict[str, str]]) -> None:
    labelling = sl.label(drawn())
    with pytest.raises(LabelsError, match="expected 3 labels among: negative, neutral, positive"):
        labelling.keep(wrong)
    assert labelling.answers == answers("", "", "")


def test_without_anywidget_the_sample_is_a_plain_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    table = drawn().assign(text="<b>«Spain»</b>")
    shown = sl.label(table)._repr_mimebundle_()
    assert shown["text/plain"] == "0 of 3 labelled"
    assert "pip install &#x27;sidelight[label]&#x27;" in shown["text/html"]
    assert "&lt;b&gt;«Spain»&lt;/b&gt;" in shown["text/html"]


@pytest.mark.skipif(not HAS_WIDGETS, reason="anywidget is not installed; it is of the extra label")
def test_the_widget_hands_answers_on() -> None:
    labelling: Labelling = sl.label(drawn())
    labelling.widget.answers = answers("", "", "negative")
    assert labelling.table["label"].tolist() == ["", "", "negative"]
    bundle = labelling._repr_mimebundle_()[0]
    assert {"text/html", "application/vnd.jupyter.widget-view+json"} <= set(bundle)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """The address of a notebook in JupyterLab, whose one cell labels a sample."""
    drawn_table = drawn().assign(text="Then «Spain» <img src=x onerror=alert(1)> won.")
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


@pytest.mark.skipif(not HAS_WIDGETS, reason="anywidget is not installed; it is of the extra label")
@pytest.mark.skipif(not (BROWSER and DRIVER), reason="no chromium with chromedriver on this machine")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
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

    def press(*keys: str) -> None:
        for key in keys:
            ActionChains(chrome).send_keys(key).perform()

    def count(expected: str) -> None:
        wait.until(lambda page: page.find_element("css selector", ".sidelight-label-count").text == expected)

    try:
        chrome.get(lab)
        click(".jp-Notebook .jp-CodeCell .cm-content")
        ActionChains(chrome).key_down(Keys.SHIFT).send_keys(Keys.ENTER).key_up(Keys.SHIFT).perform()
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
