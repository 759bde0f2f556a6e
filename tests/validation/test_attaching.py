"""Tests of `analysis.validation.attaching` and `analysis.aggregate.labelled`: labels correct what is made."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

import analysis as sl
from analysis.records import LabelsError
from analysis.schema import check_table
from analysis.validation.attaching import accuracy_of_labels
from tests.validation.analysed import small

_SAID = (
    "Spain praised France. France lied to Spain.",
    "Spain saved the treaty. France met Spain.",
    "Observers accused France of fraud. Spain failed again.",
    "France kept its promise to Spain. Spain thanked France.",
)
ENDS = ["mean", "low", "high", "n_labels"]


@cache
def corpus() -> sl.Analysis:
    """Return the tables of 40 articles of two outlets and two months, in each of which both parties act."""
    made = [
        sl.make_article(
            _SAID[number % 4],
            article_id=f"a{number}",
            source=("Herald", "Gazette")[number % 3 == 0],
            published=f"2026-0{1 + number % 2}-05",
        )
        for number in range(40)
    ]
    return sl.analyze(made, duplicates="keep")


@cache
def labels(n: int = 120, seed: int = 0) -> pd.DataFrame:
    """Draw mentions, and label them by chance, half of them as positive."""
    drawn = sl.sample(corpus(), n=n, seed=seed)
    words = np.random.default_rng(seed).choice(
        ["negative", "neutral", "positive"], len(drawn), p=[0.2, 0.3, 0.5]
    )
    return drawn.assign(label=words, coder="Ana")


def labelled(n: int = 120) -> sl.Analysis:
    return sl.with_labels(corpus(), labels(n))


def of_validate(**options: str) -> pd.DataFrame:
    """Return the corrected rows of `validate` that have an interval, under the names of `party_sentiment`."""
    found = sl.validate(corpus(), labels(), **options).corrected  # type: ignore[arg-type]
    found = found[found["party"].notna() & found["low"].notna()]
    return found.drop(columns="mean").rename(columns={"corrected": "mean"})


def test_means_are_those_of_validate() -> None:
    found = of_validate()
    ours = sl.party_sentiment(labelled()).merge(found[found["source"].isna()], on="party")
    assert len(ours) == 2
    for name in ENDS:
        assert ours[f"{name}_x"].tolist() == pytest.approx(ours[f"{name}_y"].tolist(), abs=1e-9)


@pytest.mark.parametrize("by", ["source", "month"])
def test_means_of_groups_are_those_of_validate(by: str) -> None:
    found = of_validate(by=by)
    table = sl.party_sentiment(labelled(), by=by)
    ours = table.merge(found[found[by].notna()], on=[by, "party"])
    assert 0 < len(ours) == (table["n_labels"] > 0).sum()
    for name in ENDS:
        assert ours[f"{name}_x"].tolist() == pytest.approx(ours[f"{name}_y"].tolist(), abs=1e-9)


def test_of_one_article_sentences_are_what_is_independent() -> None:
    text = " ".join(_SAID[number % 4] for number in range(20))
    article = sl.analyze([sl.make_article(text, article_id="one")])
    drawn = sl.sample(article, n=60)
    given = drawn.assign(label=np.where(drawn.index % 3 == 0, "negative", "positive"))
    found = sl.validate(article, given).corrected.set_index("party")
    table = sl.party_sentiment(sl.with_labels(article, given)).set_index("party")
    assert (table["n_labels"] >= 20).all()
    assert table["low"].tolist() == pytest.approx(found.loc[table.index, "low"].tolist(), abs=1e-9)


def test_the_scores_as_they_are_stay() -> None:
    names = ["party", "n", "n_units", "sampling_mean", "sampling_low", "sampling_high", "negative"]
    with_them, without = (sl.party_sentiment(result)[names] for result in (labelled(), corpus()))
    pd.testing.assert_frame_equal(with_them, without)


def test_too_few_labels_change_nothing() -> None:
    few = labelled(30)
    assert few.labelled["value"].notna().sum() == 30
    pd.testing.assert_frame_equal(sl.party_sentiment(few), sl.party_sentiment(corpus()))


def test_labels_that_are_all_alike_change_nothing() -> None:
    alike = sl.with_labels(corpus(), labels().assign(label="neutral"))
    pd.testing.assert_frame_equal(sl.party_sentiment(alike), sl.party_sentiment(corpus()))


def test_a_part_keeps_its_labels() -> None:
    whole = sl.party_sentiment(labelled()).query("party == 'Spain'").reset_index(drop=True)
    assert whole["n_labels"].tolist() == [60]
    pd.testing.assert_frame_equal(whole, sl.party_sentiment(sl.where(labelled(), party="Spain")))


def test_mentions_that_could_not_be_drawn_are_not_corrected() -> None:
    told = [sl.make_article("Talks were held in Spain.", article_id="place", source="Herald")]
    result = sl.Analysis.stack([corpus(), sl.analyze(told)])
    table = sl.party_sentiment(sl.with_labels(result, labels()), include_places=True).set_index("party")
    assert table["n_labels"]["Spain"] == 0
    assert table["n_labels"]["France"] >= 20


def test_a_timeline_has_the_means_of_its_periods() -> None:
    table = sl.timeline(labelled(), by="month")
    months = sl.party_sentiment(labelled(), by="month").rename(columns={"month": "period"})
    both = table.merge(months, on=["period", "party"])
    assert (both["n_labels_x"] > 0).any()
    for name in ENDS:
        pd.testing.assert_series_equal(both[f"{name}_x"], both[f"{name}_y"], check_names=False)


def test_voices_with_enough_labels() -> None:
    table = sl.sentiment_by_voice(labelled())
    author = table[table["voice_kind"] == "author"].set_index("party")
    own = sl.party_sentiment(sl.where(labelled(), voice="author")).set_index("party")
    assert (author["n_labels"] >= 20).all()
    assert author[ENDS].stack().to_dict() == pytest.approx(own.loc[author.index, ENDS].stack().to_dict())


def test_groups_with_labels_are_compared_by_them() -> None:
    table = sl.compare(labelled(), "source", party="Spain")
    (row,) = table.to_dict("records")
    sides = sl.validate(corpus(), labels()).corrected.set_index(["source", "party"])
    one, other = (sides.loc[(row[name], "Spain")] for name in ("group", "other_group"))
    assert (row["n_labels"], row["other_n_labels"]) == (one["n_labels"], other["n_labels"])
    assert row["difference"] == pytest.approx(one["corrected"] - other["corrected"])
    # Their errors are independent; t has the degrees of freedom of the side with fewer articles.
    known = labels().query("party == 'Spain'").groupby("outlet")["article_id"].nunique() - 1
    errors = [
        (side["high"] - side["low"]) / 2 / student.ppf(0.975, known[name])
        for side, name in ((one, row["group"]), (other, row["other_group"]))
    ]
    reach = student.ppf(0.975, known.min()) * np.hypot(*errors)
    assert row["high"] - row["low"] == pytest.approx(2 * reach)
    assert (row["p"] < 0.05) == (row["low"] > 0 or row["high"] < 0)


def test_parties_with_labels_are_compared_by_article() -> None:
    # Each article is for both or against both.
    told = ("Spain saved the treaty. France saved the treaty.", "Spain lied again. France lied again.")
    result = sl.analyze(
        [sl.make_article(told[number % 2], article_id=f"b{number}") for number in range(40)],
        duplicates="keep",
    )
    drawn = sl.sample(result, n=80)
    given = drawn.assign(label=np.where(drawn["text"].str.contains("lied"), "negative", "positive"))
    found = sl.with_labels(result, given)
    (row,) = sl.compare(found, None, between="party").to_dict("records")
    assert row["n_labels"] == row["other_n_labels"] == 40
    assert (row["low"], row["difference"], row["high"]) == pytest.approx((0, 0, 0), abs=1e-6)
    wide = sl.party_sentiment(found)
    assert (wide["high"] - wide["low"] > 0.5).all()


def test_a_side_without_labels_has_the_measured_errors() -> None:
    drawn = labels()
    spain = drawn.assign(label=drawn["label"].where(drawn["party"] == "Spain", ""))
    found = sl.with_labels(corpus(), spain)
    (row,) = sl.compare(found, None, between="party", party=["Spain", "France"]).to_dict("records")
    sides = sl.party_sentiment(found).set_index("party")
    n_labels = {row["party"]: row["n_labels"], row["other_party"]: row["other_n_labels"]}
    assert n_labels == sides["n_labels"].to_dict() == {"Spain": 60, "France": 0}
    plain = sl.party_sentiment(corpus()).set_index("party")
    assert sides["mean"]["France"] == plain["mean"]["France"]
    assert row["high"] - row["low"] > (sides["high"] - sides["low"]).max()


def test_accuracy_is_that_of_validate() -> None:
    other = labels().head(40).assign(coder="Ben", label="neutral")
    found = accuracy_of_labels(sl.with_labels(corpus(), [labels(), other]))
    row = sl.validate(corpus(), [labels(), other]).scores.iloc[0]
    assert (found.n, found.coders) == (row["n"], ("Ana", "Ben"))
    expected = row[["accuracy", "accuracy_low", "accuracy_high"]].tolist()
    assert [found.share, found.low, found.high] == pytest.approx(expected)


def test_labels_are_a_table_that_is_written_and_read(tmp_path: Path) -> None:
    result = labelled()
    check_table("labelled", result.labelled)
    with sl.TableWriter(tmp_path / "tables", format="parquet") as writer:
        writer.write(result.tables())
    pd.testing.assert_frame_equal(sl.read_tables(tmp_path / "tables").labelled, result.labelled)


def test_several_analyses_keep_their_labels() -> None:
    stacked = sl.Analysis.stack([sl.where(labelled(), source=name) for name in ("Herald", "Gazette")])
    assert len(stacked.labelled) == len(labelled().labelled)


def test_labels_of_quotations_correct_no_mean() -> None:
    drawn = sl.sample(small(), of="quotes")
    with pytest.raises(LabelsError, match=r"^the labels are of quotes; expected labels of mentions"):
        sl.with_labels(small(), drawn.assign(label="right"))
