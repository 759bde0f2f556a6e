"""Arguments of another kind than expected: one line of the package's own errors says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analysis as sl

TEXT = "Iran praised Oman."
NO_PATH = " is no path; expected that of a file or folder; what is in memory is taken by articles_from(...)"
NO_PARTIES = "; expected several: parties=(Party('Iran'),)"
FRAME: Any = pd.DataFrame({"text": [TEXT]})
wrong: Any = None


@pytest.fixture(scope="module")
def result() -> sl.Analysis:
    return sl.analyze([TEXT], method="lexicon")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda _: sl.read_articles(wrong), f"None{NO_PATH}"),
        (lambda _: sl.read_articles(""), f"''{NO_PATH}"),
        (lambda _: sl.read_articles(["", "b"]), f"''{NO_PATH}"),
        (lambda _: sl.read_articles({"text": TEXT}), f"a dict{NO_PATH}"),
        (lambda _: sl.read_articles(FRAME), f"a DataFrame{NO_PATH}"),
        (lambda _: sl.read_registry(wrong), "None is no path; expected the name of a parties file"),
        (lambda _: sl.read_registry(""), "'' is no path; expected the name of a parties file"),
        (lambda _: sl.Registry(parties=sl.Party("X")), f"registry: parties holds a Party{NO_PARTIES}"),  # type: ignore[arg-type]
        (lambda _: sl.Registry(parties=["X"]), f"registry: parties holds a str{NO_PARTIES}"),  # type: ignore[arg-type]
        (
            lambda result: sl.party_sentiment(result, kinds=wrong),
            "kind is None; expected one of: name, demonym, metonym, person, nominal, pronoun",
        ),
        (lambda result: sl.rank_articles(result, wrong), "party is None; there are: Iran, Oman"),
        (
            lambda result: sl.term_frequencies(result, n="2"),  # type: ignore[arg-type]
            "n is '2'; expected one of: 1, 2, 3, 4, 5",
        ),
        (lambda result: sl.sample(result, n="60"), "n is '60'; expected a whole number, 1 or more"),  # type: ignore[arg-type]
        (
            lambda _: sl.analyze([TEXT], min_mentions="3"),  # type: ignore[arg-type]
            "min_mentions is '3'; expected a whole number, 1 or more",
        ),
        (
            lambda _: sl.analyze([TEXT], method="lexicon", jobs="2"),  # type: ignore[arg-type]
            "jobs is '2'; expected a whole number, 1 or more",
        ),
        (
            lambda _: sl.sentiment_toward(TEXT, sl.Party("Iran")),  # type: ignore[arg-type]
            "party is a Party; expected a name, such as 'Iran'",
        ),
        (
            lambda _: sl.score_sentences([TEXT]),  # type: ignore[list-item]
            "sentence 0: is a str; expected a text and the mentions in it, such as ('Iran left.', [(0, 4)])",
        ),
    ],
)
def test_the_error_says_what_is_expected(
    result: sl.Analysis, call: Callable[[sl.Analysis], object], message: str
) -> None:
    with pytest.raises(sl.SidelightError) as caught:
        call(result)
    assert str(caught.value) == message


@pytest.mark.parametrize("made", [[sl.make_article(TEXT)], sl.make_article(TEXT), None])
def test_a_report_is_of_analyses(made: Any, tmp_path: Path) -> None:
    held = "None" if made is None else "an Article"
    with pytest.raises(sl.SidelightError) as caught:
        sl.write_report(made, tmp_path)
    assert str(caught.value) == (
        f"result holds {held}; expected an analysis, a run (open_run) or several analyses"
    )


def test_parties_may_come_in_any_order_and_kind() -> None:
    party = sl.Party("Red Team")
    registry = sl.Registry(parties=[party])  # type: ignore[arg-type]
    assert registry == sl.Registry(parties=(party,))
    found = sl.analyze(["The Red Team left."], registry=registry, method="lexicon").mentions
    assert found["party"].tolist() == ["Red Team"]
