"""Tests of `analysis.validation.sampling` and `analysis.validation.units`."""

from __future__ import annotations

import csv
import dataclasses
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis as sl
from analysis.records import ChoiceError, ReportError
from analysis.validation.sampling import SAMPLE, allocation
from analysis.validation.units import units
from tests.validation.analysed import small


def test_every_scored_mention_that_acts_is_a_unit() -> None:
    found = units(small())
    scored = small().sentiments["score"].notna() & (small().mentions["role"] == "actor")
    assert len(found) == scored.sum() > 8
    assert found["unit"].is_unique


def test_a_sample_of_all_has_each_with_certainty() -> None:
    found = sl.sample(small(), n=1000)
    assert list(found.columns) == list(SAMPLE)
    assert set(found["unit"]) == set(units(small())["unit"])
    assert (found["probability"] == 1).all()


def test_the_sentence_has_its_target_marked() -> None:
    found = sl.sample(small(), n=1000)
    row = found[(found["article_id"] == "a1") & (found["start"] == 0)].iloc[0]
    assert row["text"] == "«Spain» praised France."
    assert (row["party"], row["title"], row["outlet"]) == ("Spain", "", "Herald")


def test_nothing_in_it_tells_the_answer_of_the_model() -> None:
    found = sl.sample(small(), n=1000)
    assert (found[["label", "coder", "note"]] == "").all(axis=None)
    assert "score" not in found


def test_of_each_stratum_one_is_drawn_at_least() -> None:
    found = sl.sample(small(), n=4, by=("party", "source"))
    assert set(zip(found["party"], found["outlet"], strict=True)) == {
        (party, outlet) for party in ("Spain", "France") for outlet in ("Herald", "Gazette")
    }


def test_probabilities_are_the_shares_drawn_and_add_up_to_the_whole() -> None:
    found = sl.sample(small(), n=7, by=("party", "source"))
    assert (1 / found["probability"]).sum() == pytest.approx(len(units(small())))
    sizes = found.groupby("stratum")["probability"].agg(["size", "first"])
    whole = units(small()).groupby(["party", "outlet"]).size()
    assert sorted(sizes["size"] / sizes["first"]) == sorted(whole)


def test_more_strata_than_draws_are_joined_by_the_last() -> None:
    found = sl.sample(small(), n=2)
    assert set(found["party"]) == {"Spain", "France"}
    one = sl.sample(small(), n=1)
    assert (len(one), one["probability"].iloc[0]) == (1, 1 / len(units(small())))


def test_one_seed_gives_one_sample_whatever_the_order_of_rows() -> None:
    order = np.random.default_rng(5).permutation(len(small().mentions))
    mixed = dataclasses.replace(
        small(),
        mentions=small().mentions.iloc[order].reset_index(drop=True),
        sentiments=small().sentiments.iloc[order].reset_index(drop=True),
    )
    pd.testing.assert_frame_equal(sl.sample(small(), n=6), sl.sample(mixed, n=6))
    assert sl.sample(small(), n=6)["unit"].tolist() != sl.sample(small(), n=6, seed=1)["unit"].tolist()


def test_quotations_come_with_their_speakers() -> None:
    found = sl.sample(small(), of="quotes")
    (row,) = found[found["article_id"] == "b3"].to_dict("records")
    assert row["party"] == "Ana Ruiz"
    assert row["text"].startswith("«“Spain has failed,”")


def test_articles_come_whole() -> None:
    found = sl.sample(sl.analyze([sl.make_article("Spain lied.", article_id="x")]), of="articles")
    assert found[["text", "party"]].to_numpy().tolist() == [["Spain lied.", "Spain"]]


def test_nothing_to_draw_is_an_empty_table() -> None:
    for of in ("mentions", "quotes", "articles"):
        found = sl.sample(sl.analyze([sl.make_article("It rained.", article_id="x")]), of=of)
        assert (len(found), list(found.columns)) == (0, list(SAMPLE))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": "60"}, "n is '60'; expected a whole number, 1 or more"),
        ({"n": 0}, "n is 0; expected a whole number, 1 or more"),
        ({"of": "words"}, "of is 'words'; expected one of: mentions, quotes, articles"),
        ({"by": "colour"}, "colour"),
    ],
)
def test_a_wrong_choice(options: dict[str, object], message: str) -> None:
    with pytest.raises(ChoiceError, match=message):
        sl.sample(small(), **options)  # type: ignore[arg-type]


def test_allocation_by_hand() -> None:
    # One each leaves 6 of 10 draws; 9, 19 and 0 are left of the strata: shares 1.93, 4.07, 0.
    assert allocation(np.array([10, 20, 1]), 9).tolist() == [3, 5, 1]
    assert allocation(np.array([2, 2]), 9).tolist() == [2, 2]
    assert allocation(np.array([5, 1]), 2).tolist() == [1, 1]


@given(st.lists(st.integers(1, 50), min_size=1, max_size=12), st.integers(0, 200))
def test_allocation_takes_all_it_may_and_no_more_than_there_is(sizes: list[int], more: int) -> None:
    n = len(sizes) + more
    taken = allocation(np.array(sizes), n)
    assert taken.sum() == min(n, sum(sizes))
    assert ((taken >= 1) & (taken <= sizes)).all()


def test_the_file_is_read_back_as_the_same_sample(tmp_path: Path) -> None:
    drawn = sl.sample(small(), n=6)
    told = sl.write_sample(drawn, tmp_path / "labels.csv")
    assert told == tmp_path / "labels.txt"
    assert "negative, neutral, positive; or in short n or -1 for negative" in told.read_text()
    found = sl.read_labels(tmp_path / "labels.csv")
    for name in ("unit", "text", "party", "stratum", "probability"):
        assert found[name].tolist() == drawn[name].tolist()
    assert found["label"].isna().all()


def test_the_table_and_the_instructions_are_two_files(tmp_path: Path) -> None:
    with pytest.raises(
        ReportError, match=r"labels\.txt: is where the instructions go; give a name that ends"
    ):
        sl.write_sample(sl.sample(small(), n=2), str(tmp_path / "labels.txt"))


def test_hostile_text_in_a_file_is_text(tmp_path: Path, hostile: sl.Analysis) -> None:
    drawn = sl.sample(hostile)
    sl.write_sample(drawn, tmp_path / "labels.csv")
    text = (tmp_path / "labels.csv").read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t" and cell[:1]]
    assert sl.read_labels(tmp_path / "labels.csv")["text"].tolist() == drawn["text"].tolist()
