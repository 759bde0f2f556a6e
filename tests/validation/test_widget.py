"""Tests of `analysis.validation.widget`: what is kept, and its script in a browser."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analysis as sl
from analysis.records import LabelsError
from analysis.resources import read_text
from analysis.validation import Labelling
from analysis.validation.units import KEYS
from tests.validation.analysed import small

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
HAS_WIDGETS = importlib.util.find_spec("anywidget") is not None


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


# The widget's script with a model of its own in place of the kernel's; `saved` is what the kernel would get.
PAGE = """
const [script, values, done] = arguments;
document.body.replaceChildren();
window.saved = null;
const model = {
  get: (name) => values[name],
  set: (name, value) => { values[name] = value; },
  save_changes: () => { window.saved = values.answers; },
};
import(URL.createObjectURL(new Blob([script], { type: "text/javascript" }))).then((loaded) => {
  loaded.default.render({ model, el: document.body });
  done();
});
"""


@pytest.fixture
def labeller(tmp_path: Path) -> Iterator[Any]:
    """A browser that shows the widget of three sentences."""
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

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
    row = {"text": "Then «Spain» <img src=x onerror=alert(1)> won.", "party": "Spain", "title": "A"}
    values = {
        "rows": [{**row, "outlet": "", "day": ""}] * 3,
        "choices": [{"label": label, "key": key} for label, key in KEYS["mentions"].items()],
        "question": "What does it say of",
        "answers": answers("", "", ""),
    }
    try:
        chrome.get("data:text/html,<title>labels</title>")
        chrome.execute_async_script(PAGE, read_text("label.js"), values)
        yield chrome
    finally:
        chrome.quit()


@pytest.mark.skipif(not (BROWSER and DRIVER), reason="no chromium with chromedriver on this machine")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_three_sentences_by_key(labeller: Any) -> None:
    from selenium.webdriver import ActionChains, Keys

    def press(*keys: str) -> str:
        for key in keys:
            ActionChains(labeller).send_keys(key).perform()
        return str(labeller.find_element("css selector", ".sidelight-label-count").text)

    assert labeller.find_element("css selector", ".sidelight-label-target").text == "Spain"
    # What is in the text is text.
    assert labeller.find_elements("css selector", "img") == []
    assert press("p") == "1 of 3 labelled"
    assert press("m", "o", "d", "d", Keys.ENTER, "0") == "2 of 3 labelled"
    assert press("u") == "1 of 3 labelled"
    assert press("n", "s", "n") == "3 of 3 labelled"
    assert press("u", "0") == "3 of 3 labelled"
    saved = labeller.execute_script("return window.saved")
    assert [one["label"] for one in saved] == ["positive", "negative", "neutral"]
    assert [one["note"] for one in saved] == ["", "odd", ""]
