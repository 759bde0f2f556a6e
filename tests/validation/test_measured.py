"""Tests of `analysis.validation.measured`, `matching`, `scores` and `text`: labels against an analysis."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

import analysis as sl
from analysis.records import LabelsError
from analysis.schema import check_table
from analysis.validation.scores import bias_difference, proportion
from analysis.validation.units import VALUES, units
from tests.validation.analysed import small


def answered(of: str = "mentions", n: int = 1000, result: sl.Analysis | None = None) -> pd.DataFrame:
    """Draw a sample and label it as the model does."""
    result = result or small()
    own = units(result, of).set_index("unit")["label"]
    drawn = sl.sample(result, n=n, of=of)
    return drawn.assign(label=drawn["unit"].map(own), coder="Ana")


def test_labels_that_the_model_gives_too() -> None:
    found = sl.validate(small(), answered())
    check_table("validation", found.scores.drop(columns="source"))
    check_table("corrected", found.corrected.drop(columns="source"))
    check_table("confusion", found.confusion)
    row = found.scores.iloc[0]
    assert (row["accuracy"], row["macro_f1"], row["accuracy_high"]) == (1, 1, 1)
    assert 0.6 < row["accuracy_low"] < 1
    on = found.confusion[found.confusion["predicted"] == found.confusion["label"]]
    assert (on["share"] == 1).all()
    assert on["n"].sum() == found.confusion["n"].sum() == row["n"] == len(units(small()))


def test_rows_are_all_each_party_and_each_outlet() -> None:
    keys = sl.validate(small(), answered()).scores[["source", "party"]].astype(object)
    found = [tuple(row) for row in keys.where(keys.notna(), None).to_numpy()]
    assert found == [
        (None, None),
        (None, "France"),
        (None, "Spain"),
        ("Gazette", None),
        ("Gazette", "France"),
        ("Gazette", "Spain"),
        ("Herald", None),
        ("Herald", "France"),
        ("Herald", "Spain"),
    ]


def test_all_labelled_gives_the_mean_of_the_labels() -> None:
    labels = answered()
    found = sl.validate(small(), labels).corrected
    values = labels["label"].map(VALUES["mentions"])
    spain = found[(found["party"] == "Spain") & found["source"].isna()].iloc[0]
    assert spain["corrected"] == pytest.approx(values[labels["party"] == "Spain"].mean())
    assert spain["mean"] == pytest.approx(units(small()).query("party == 'Spain'")["score"].mean())
    assert (spain["n"], spain["n_labels"]) == ((labels["party"] == "Spain").sum(),) * 2


def test_few_labels_have_no_interval_of_a_corrected_mean() -> None:
    more = [
        sl.make_article("Spain praised France. France lied to Spain.", article_id=f"x{n}") for n in range(5)
    ]
    result = sl.analyze(more, duplicates="keep")
    found = sl.validate(result, answered(result=result))
    assert found.corrected["n_labels"].tolist() == [20, 10, 10]
    assert found.corrected["low"].isna().tolist() == [False, True, True]
    assert found.corrected["labels_high"].isna().tolist() == [False, True, True]
    assert found.scores["is_few"].tolist() == [False, True, True]


def test_a_mean_of_weighted_labels_by_hand() -> None:
    # One mention of each party is labelled, and stands for all of the party.
    drawn = sl.sample(small(), n=2, by="party")
    labels = drawn.assign(label=np.where(drawn["party"] == "Spain", "positive", "negative"))
    sizes = units(small())["party"].value_counts()
    found = sl.validate(small(), labels).corrected.iloc[0]
    assert found["labels_mean"] == pytest.approx((sizes["Spain"] - sizes["France"]) / sizes.sum())


def test_a_half_finished_table_counts() -> None:
    labels = answered()
    done = labels.assign(label=labels["label"].where(labels.index < 8, ""))
    found = sl.validate(small(), done)
    assert (len(found.units), found.n_drawn) == (8, len(labels))
    assert "8 of 17 mentions" in found.methods


def test_unlabelled_rows_of_a_stratum_count_by_its_labelled_ones() -> None:
    drawn = sl.sample(small(), n=1000, by="party")
    spain = drawn["party"] == "Spain"
    # All of France, one mention of Spain.
    keep = ~spain | (drawn.index == drawn.index[spain][0])
    labels = drawn.assign(label=np.where(keep, np.where(spain, "positive", "negative"), ""))
    found = sl.validate(small(), labels).corrected.iloc[0]
    assert found["labels_mean"] == pytest.approx((spain.sum() - (~spain).sum()) / len(drawn))


def test_two_coders_who_disagree_count_half_each() -> None:
    one = answered()
    other = one.assign(coder="Ben", label=np.where(one.index == 0, "positive", one["label"]))
    one.loc[0, "label"] = "negative"
    found = sl.validate(small(), [one, other])
    unit = found.units[found.units["unit"] == one["unit"][0]].iloc[0]
    assert (unit["label"], unit["value"], unit["n_coders"]) == ("negative, positive", 0.0, 2)
    assert found.coders == ("Ana", "Ben")
    assert len(found.agreement.disagreements) == 1
    assert "2 coders labelled" in found.methods


def test_a_mention_that_is_gone_is_listed_and_left_out() -> None:
    spain = sl.where(small(), party="Spain")
    found = sl.validate(spain, answered())
    assert len(found.gone) == (answered()["party"] == "France").sum()
    assert set(found.gone["reason"].str.replace(r"'\w+'", "'x'", regex=True)) == {
        "in 'x' this is not found, or does not count, any more"
    }
    assert f"{len(found.gone)} labelled units could not be used" in found.methods


def test_a_text_that_has_changed() -> None:
    articles = small().articles
    changed = articles.assign(text=articles["text"].str.replace("praised", "blessed"))
    found = sl.validate(dataclasses.replace(small(), articles=changed), answered())
    assert found.gone["reason"].tolist() == ["the text of 'a1' has changed"] * 2


def test_an_article_that_is_gone() -> None:
    found = sl.validate(small().keep(["a1", "a2", "b1"]), answered())
    assert set(found.gone["reason"]) == {f"the article 'b{n}' is not in the analysis" for n in (2, 3)}


def test_labels_of_another_corpus() -> None:
    other = sl.analyze([sl.make_article("Iran praised Oman.", article_id="x")])
    with pytest.raises(LabelsError, match="none of the 17 labels belongs to this analysis: the article"):
        sl.validate(other, answered())


def test_no_label_yet() -> None:
    with pytest.raises(LabelsError, match="no row has a label yet"):
        sl.validate(small(), sl.sample(small()))


def test_strata_that_are_made_of_what_is_not_there() -> None:
    with pytest.raises(LabelsError, match="the column strata_by of the labels: by is 'colour'"):
        sl.validate(small(), answered().assign(strata_by="colour"))


def test_quotations() -> None:
    drawn = sl.sample(small(), of="quotes")
    found = sl.validate(small(), drawn.assign(label=["right", "wrong", "right"]))
    assert found.scores.iloc[0]["accuracy"] == pytest.approx(2 / 3)
    assert "67\u00a0% were given to the right speaker" in found.methods


def test_articles_as_a_whole() -> None:
    found = sl.validate(small(), answered("articles"))
    assert found.scores.iloc[0]["accuracy"] == 1


def test_the_sheet_has_the_three_kinds_of_evidence_and_what_is_to_write() -> None:
    sheet = sl.validate(small(), answered()).sheet
    kinds = [line for line in sheet.splitlines() if line.startswith("## ")]
    assert kinds == ["## Substantive evidence", "## Structural evidence", "## External evidence"]
    assert "*To write*" in sheet
    assert "No unit was labelled by two coders" in sheet


def test_hostile_names_are_text(hostile: sl.Analysis) -> None:
    found = sl.validate(hostile, answered(result=hostile))
    assert "<script>" not in found.sheet
    assert "<img" not in found.sheet


def test_a_difference_of_bias_by_hand() -> None:
    units = pd.DataFrame(
        {
            "score": [0.5, 0.7, 0.0, 0.2],
            "value": [0.0, 0.0, 0.0, 0.0],
            "weight": [1.0, 1.0, 1.0, 1.0],
            "article_id": ["a", "b", "a", "b"],
        }
    )
    one = np.array([True, True, False, False])
    # Both are 0.2 higher in b than in a, which cancels.
    assert bias_difference(units, one, ~one, 0.95) == pytest.approx((0.5, 0.5, 0.5))
    apart = units.assign(article_id=list("abcd"))
    # Each unit moves the difference by 0.05; t of 3 degrees of freedom is 3.182; squares 4/3 · 4 · 0.0025.
    half = 3.182 * (4 / 3 * 4 * 0.0025) ** 0.5
    assert bias_difference(apart, one, ~one, 0.95) == pytest.approx((0.5, 0.5 - half, 0.5 + half), abs=1e-3)


def test_a_model_that_favours_one_party() -> None:
    told = "Spain saved the treaty. France saved the treaty."
    more = [sl.make_article(told, article_id=f"x{n}", source="Herald") for n in range(20)]
    result = sl.analyze(more, duplicates="keep")
    drawn = sl.sample(result, n=1000)
    # The same words of both; people call those of Spain negative.
    labels = drawn.assign(label=np.where(drawn["party"] == "Spain", "negative", "positive"))
    (row,) = sl.validate(result, labels).uneven.to_dict("records")
    assert (row["by"], row["group"], row["other_group"]) == ("party", "France", "Spain")
    assert row["low"] <= row["difference"] <= row["high"] < 0
    assert "it favoured Spain over France by" in sl.validate(result, labels).methods
    assert sl.validate(small(), answered()).uneven.empty


def test_a_share_by_hand() -> None:
    # Wilson's interval of 3 of 4 at 95 %: 0.301 to 0.954.
    share, low, high = proportion(np.array([1.0, 1, 1, 0]), np.ones(4), np.arange(4), 0.95)
    assert (share, low, high) == pytest.approx((0.75, 0.3006, 0.9544), abs=0.0001)
    # Weights of 1 and 3 are worth 16/10 trials.
    heavy = proportion(np.array([1.0, 1]), np.array([1.0, 3]), np.arange(2), 0.95)
    assert heavy[1] == pytest.approx(1 / (1 + 1.959964**2 / 1.6), abs=1e-6)


def test_trials_in_one_cluster_are_worth_less() -> None:
    hits = np.array([1.0, 1, 1, 0, 0, 0, 1, 1, 1])
    apart, together = (
        proportion(hits, np.ones(9), clusters, 0.95) for clusters in (np.arange(9), np.arange(9) // 3)
    )
    assert together[1] < apart[1] < apart[2] < together[2]
