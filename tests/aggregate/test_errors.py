"""Tests of analysis.aggregate.errors."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.aggregate.confusion import VALUES, Confusion, measured_confusion, shipped_confusion
from analysis.aggregate.errors import corrected_differences, corrected_means, mean_parts
from analysis.aggregate.means import LABELS, as_sums, mean_scores
from analysis.aggregate.scores import read_scores, scored
from analysis.corpus import make_article
from analysis.pipeline import analyze

POSITIVE, NEUTRAL, NEGATIVE = (0.1, 0.1, 0.8), (0.1, 0.8, 0.1), (0.8, 0.1, 0.1)


def confusion(n: float = 300, spread: float = 0.05) -> Confusion:
    """Make the confusion of a method that gives people's label 0.8 on average: scores shrink to 0.7."""
    covariance = spread * (np.eye(3) - 1 / 3)
    return Confusion(
        np.full(3, n), np.array([NEGATIVE, NEUTRAL, POSITIVE]), np.array([covariance, covariance, covariance])
    )


def mentions(*units: Iterable[tuple[float, float, float]], **more: str) -> pd.DataFrame:
    """Make the mentions of one group, with their probabilities, by unit."""
    rows = [(number, *mention) for number, unit in enumerate(units) for mention in unit]
    found = pd.DataFrame(rows, columns=["unit", *LABELS])
    probabilities = found[list(LABELS)].to_numpy(dtype="float64").reshape(-1, 3)
    label = np.array(LABELS)[probabilities.argmax(axis=1)]
    return as_sums(found.assign(score=probabilities @ VALUES, label=label, **{"party": "Spain", **more}))


def means(found: pd.DataFrame, errors: Confusion | None = None, confidence: float = 0.95) -> pd.DataFrame:
    return corrected_means(
        found, ["party"], errors or confusion(), confidence=confidence, n_resamples=200, seed=0
    )


def one(found: pd.DataFrame, errors: Confusion | None = None) -> pd.Series:
    table = means(found, errors)
    assert len(table) == 1
    return table.iloc[0]


def difference(found: pd.DataFrame, errors: Confusion | None = None, confidence: float = 0.95) -> pd.Series:
    """Give the difference between the two parties of some mentions, the first by name less the second."""
    errors = errors or confusion()
    parts = mean_parts(found, ["party"], errors, confidence=confidence)
    one, other = np.array([0]), np.array([1])
    table = corrected_differences(parts, one, other, errors, confidence=confidence)
    assert len(table) == 1
    return table.iloc[0]


def width(row: pd.Series) -> float:
    return float(row["high"] - row["low"])


# Three of ten are negative: the mean score is 0.7 × (0.4 - 0.3) = 0.07, the corrected one 0.1.
SOME = [[POSITIVE], [POSITIVE], [POSITIVE], [POSITIVE], [NEUTRAL], [NEUTRAL], [NEUTRAL], *[[NEGATIVE]] * 3]


def test_weights_undo_the_confusion() -> None:
    assert confusion().means @ confusion().weights == pytest.approx(VALUES)
    assert confusion().weights == pytest.approx([-1 / 0.7, 0, 1 / 0.7])


def test_confusion_is_measured_by_the_label_that_people_gave() -> None:
    labels = np.array([0, 0, 1, 1, 2, 2])
    probabilities = np.array(
        [[1, 0, 0], [0.5, 0.5, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1], [0.5, 0, 0.5]], dtype="float64"
    )
    found = measured_confusion(labels, probabilities)
    assert found.counts.tolist() == [2, 2, 2]
    assert found.means.tolist() == [[0.75, 0.25, 0], [0, 1, 0], [0.25, 0, 0.75]]
    assert found.covariances[0, 0, 1] == pytest.approx(-0.125)


def test_a_label_with_one_mention_tells_nothing_of_how_they_vary() -> None:
    with pytest.raises(ValueError, match="a label has fewer than two mentions; expected more"):
        measured_confusion(np.array([0, 0, 1, 1, 2]), np.full((5, 3), 1 / 3))


def test_interval_is_about_the_corrected_mean() -> None:
    found = one(mentions(*SOME))
    assert (found["low"] + found["high"]) / 2 == pytest.approx(0.1)


def test_mean_stays_where_nothing_shows_that_it_is_wrong() -> None:
    assert one(mentions(*SOME))["mean"] == pytest.approx(0.07)


def test_mean_moves_to_the_corrected_one_where_the_data_are_many() -> None:
    # The own mean is 0.35, the corrected one 0.5.
    found = one(mentions(*[[POSITIVE], [POSITIVE], [POSITIVE], [NEGATIVE]] * 1000), confusion(n=1e5))
    assert found["sampling_mean"] == pytest.approx(0.35)
    assert 0.45 < found["mean"] < 0.5


def test_sampling_columns_are_those_of_the_bootstrap() -> None:
    found = mentions(*SOME)
    plain = mean_scores(found, ["party"], confidence=0.95, n_resamples=200, seed=0).iloc[0]
    corrected = one(found)
    for name in ("mean", "low", "high"):
        assert corrected[f"sampling_{name}"] == plain[name]
    assert corrected[["n", "n_units", *LABELS]].tolist() == plain[["n", "n_units", *LABELS]].tolist()


def test_one_unit_has_a_mean_and_no_interval() -> None:
    found = one(mentions([POSITIVE, NEUTRAL]))
    assert found["mean"] == pytest.approx(0.35)
    assert np.isnan(found["low"])
    assert np.isnan(found["high"])


def test_equal_mentions_have_an_interval_all_the_same() -> None:
    found = one(mentions([NEUTRAL], [NEUTRAL], [NEUTRAL]))
    assert found["sampling_low"] == found["sampling_high"] == 0
    assert width(found) > 0.5


def test_mentions_of_one_article_count_less_than_those_of_many() -> None:
    together = one(mentions([POSITIVE] * 4, [NEGATIVE] * 3, [NEUTRAL] * 3, [POSITIVE] * 4, [NEGATIVE] * 3))
    apart = one(mentions(*[[POSITIVE]] * 8, *[[NEGATIVE]] * 6, *[[NEUTRAL]] * 3))
    assert together["sampling_mean"] == pytest.approx(apart["sampling_mean"])
    assert width(together) > width(apart)


def test_no_number_of_articles_makes_the_error_of_the_table_smaller() -> None:
    found = mentions(*SOME * 1000)
    # Of shares 0.3, 0.3 and 0.4: √(0.34 × 2 × 0.05 / 0.7² / 50) = 0.037, 1.96 times to either side.
    assert width(one(found, confusion(n=50))) == pytest.approx(2 * 1.96 * 0.037, rel=0.05)
    assert width(one(found, confusion(n=1e6))) < 0.04


def test_a_method_without_errors_keeps_its_means() -> None:
    faultless = Confusion(np.full(3, np.inf), np.eye(3), np.zeros((3, 3, 3)))
    found = one(mentions(*SOME), faultless)
    assert found["mean"] == pytest.approx(found["sampling_mean"])


def test_groups_do_not_touch_one_another() -> None:
    spain, france = mentions(*SOME), mentions([POSITIVE], [NEUTRAL], party="France")
    both = means(pd.concat([spain, france], ignore_index=True))
    assert both["party"].tolist() == ["France", "Spain"]
    pd.testing.assert_frame_equal(
        both[both["party"] == "Spain"].reset_index(drop=True), means(spain).reset_index(drop=True)
    )


def test_lower_confidence_gives_a_narrower_interval() -> None:
    found = mentions(*SOME)
    assert width(means(found, confidence=0.5).iloc[0]) < width(means(found).iloc[0]) / 2


def test_nothing_gives_no_row() -> None:
    empty = mentions(*SOME).iloc[:0]
    assert means(empty).empty
    for errors in (confusion(), None):
        parts = mean_parts(empty, ["party"], errors, confidence=0.95)
        none = np.array([], dtype="int64")
        assert corrected_differences(parts, none, none, errors, confidence=0.95).empty


def test_without_measured_errors_all_is_sampling() -> None:
    found = mentions(*SOME).assign(**dict.fromkeys(LABELS, np.nan))
    row = corrected_means(found, ["party"], None, confidence=0.95, n_resamples=200, seed=0).iloc[0]
    own = ["mean", "low", "high"]
    assert row[own].tolist() == row[[f"sampling_{name}" for name in own]].tolist()
    assert row["low"] < row["mean"] < row["high"]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([POSITIVE, NEUTRAL, NEGATIVE, (0.0, 0.0, 1.0)]), min_size=1, max_size=3),
        min_size=2,
        max_size=6,
    )
)
def test_mean_is_in_its_interval_and_both_signs_are_treated_alike(
    units: list[list[tuple[float, float, float]]],
) -> None:
    found = one(mentions(*units))
    assert -1 <= found["low"] <= found["mean"] <= found["high"] <= 1
    turned = one(mentions(*[[mention[::-1] for mention in unit] for unit in units]))
    assert turned[["mean", "low", "high"]].tolist() == pytest.approx(
        [-found["mean"], -found["high"], -found["low"]]
    )


def sides(spain: pd.DataFrame, france: pd.DataFrame) -> pd.DataFrame:
    both = [spain.assign(party="Spain"), france.assign(party="France")]
    return pd.concat(both, ignore_index=True)


def test_difference_is_that_of_the_means_shown() -> None:
    found = sides(mentions(*SOME * 10), mentions(*[[NEGATIVE], [NEUTRAL], [NEGATIVE]] * 10))
    shown = means(found).set_index("party")["mean"]
    row = difference(found)
    assert row["difference"] == pytest.approx(shown["France"] - shown["Spain"])
    # The corrected means are -2/3 and 0.1.
    assert (row["low"] + row["high"]) / 2 == pytest.approx(-2 / 3 - 0.1)


def test_difference_of_means_too_cautious_is_the_end_of_its_interval() -> None:
    # Of each mean less is known than of the difference, as both share the errors of the neutral ones.
    found = sides(mentions(*[[POSITIVE], [NEUTRAL]] * 500), mentions(*[[NEUTRAL], [NEGATIVE]] * 500))
    shown = means(found, confusion(n=30)).set_index("party")["mean"]
    row = difference(found, confusion(n=30))
    assert row["low"] < -1 < row["difference"] == row["high"] < shown["France"] - shown["Spain"]


def test_error_of_the_table_cancels_between_equal_mixes() -> None:
    found = sides(mentions(*SOME), mentions(*SOME))
    assert width(difference(found, confusion(n=5))) == pytest.approx(
        width(difference(found, confusion(n=1e6)))
    )


def test_error_of_the_table_counts_between_unequal_mixes() -> None:
    found = sides(mentions(*[[POSITIVE], [NEUTRAL]] * 50), mentions(*[[NEGATIVE], [NEUTRAL]] * 50))
    assert width(difference(found, confusion(n=5))) > 1.5 * width(difference(found, confusion(n=1e6)))


def test_what_touches_both_sides_in_an_article_cancels() -> None:
    leaning = mentions(*[[POSITIVE] * 5, [NEGATIVE] * 5] * 6)
    same = sides(leaning, leaning)
    other = sides(leaning, leaning.assign(unit=leaning["unit"] + 100))
    assert width(difference(same)) < 0.8 * width(difference(other))


def test_p_is_that_of_the_interval_that_just_reaches_zero() -> None:
    found = sides(mentions(*[[POSITIVE], [NEUTRAL]] * 8), mentions(*SOME))
    p = difference(found)["p"]
    assert 0 < p < 1
    # The other party comes first, so that the interval lies below zero.
    assert difference(found, confidence=1 - p)["high"] == pytest.approx(0, abs=1e-6)


def test_difference_with_one_unit_on_a_side_has_no_interval() -> None:
    row = difference(sides(mentions(*SOME), mentions([NEGATIVE])))
    assert row["difference"] < 0
    assert np.isnan(row[["low", "high", "p"]].to_numpy(dtype="float64")).all()


def test_interval_holds_the_true_mean_of_most_simulated_corpora() -> None:
    # Labels 10/20/70: the own mean is 0.18 too low, and its interval holds the truth in no corpus.
    rng = np.random.default_rng(0)
    labels = rng.choice(3, size=(200, 300), p=[0.1, 0.2, 0.7]).ravel()
    says = (labels + (rng.random(labels.size) < 0.3) * rng.integers(0, 3, labels.size)) % 3
    probabilities = np.array([NEGATIVE, NEUTRAL, POSITIVE])[says]
    found = pd.DataFrame(probabilities, columns=list(LABELS)).assign(
        party=np.repeat(np.arange(200), 300), unit=np.tile(np.arange(300), 200), score=probabilities @ VALUES
    )
    found = as_sums(found.assign(label=np.array(LABELS)[says]))
    trained = rng.choice(3, size=600)
    seen = (trained + (rng.random(600) < 0.3) * rng.integers(0, 3, 600)) % 3
    table = means(found, measured_confusion(trained, np.array([NEGATIVE, NEUTRAL, POSITIVE])[seen]))
    assert ((table["low"] <= 0.6) & (table["high"] >= 0.6)).mean() > 0.9
    assert (table["sampling_high"] < 0.6).mean() > 0.9


def test_rows_that_count_have_all_that_is_needed() -> None:
    text = "Spain is a wonderful friend. France is a terrible liar. Spain is honest. Spain met France."
    found = read_scores(analyze([make_article(text)], method="lexicon")).counted()
    table = corrected_means(
        scored(found),
        ["party"],
        shipped_confusion("lexicon"),
        confidence=0.95,
        n_resamples=50,
        seed=0,
    )
    spain = table[table["party"] == "Spain"].iloc[0]
    assert spain["n"] == 2
    assert spain["low"] < 0 < spain["sampling_low"]


@pytest.mark.parametrize("method", ["neural", "lexicon"])
def test_shipped_confusion_is_that_of_probabilities(method: str) -> None:
    found = shipped_confusion(method)
    assert found.means.sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert found.covariances.sum(axis=2) == pytest.approx(np.zeros((3, 3)), abs=1e-5)
    assert (np.linalg.eigvalsh(found.covariances) > -1e-5).all()
