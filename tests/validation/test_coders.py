"""Tests of `analysis.validation.coders`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import analysis as sl
from analysis.validation.coders import Floats, alpha, coincidences
from analysis.validation.units import unit_id

LETTERS = {"n": "negative", "o": "neutral", "p": "positive", ".": ""}
# Krippendorff (2011), section C: four observers, twelve units, values 1 to 5.
PAPER = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]
)


def coded(*coders: str) -> pd.DataFrame:
    """Make labels: a string of n, o, p and . (none) for each coder, a letter a unit."""
    return pd.DataFrame(
        [
            {
                "unit": unit_id("mentions", "a", place, place + 1, "Spain"),
                "label": LETTERS[letter],
                "coder": name,
                "text": f"Sentence {place}.",
                "party": "Spain",
                "stratum": 1,
                "probability": 1.0,
            }
            for name, letters in zip("ABCD", coders, strict=False)
            for place, letter in enumerate(letters)
        ]
    )


def value(labels: pd.DataFrame, measure: str) -> float:
    table = sl.agreement(labels).table.set_index("measure")
    return float(table["value"][measure])


def matrix(values: NDArray[np.int64]) -> Floats:
    counts = np.array([[(unit == one).sum() for one in range(1, 6)] for unit in values.T], dtype="float64")
    summed: Floats = coincidences(counts[counts.sum(axis=1) > 1]).sum(axis=0)
    return summed[np.newaxis]


def test_the_example_of_krippendorff() -> None:
    # As printed there; ordinal 0.815 in section D.
    assert alpha(matrix(PAPER), "nominal")[0] == pytest.approx(0.743, abs=0.0005)
    assert alpha(matrix(PAPER), "ordinal")[0] == pytest.approx(0.815, abs=0.0005)


def test_equal_to_the_library_krippendorff() -> None:
    krippendorff = pytest.importorskip("krippendorff", reason="krippendorff (GPL) is of the extra dev")
    rng = np.random.default_rng(1)
    for _ in range(20):
        values = rng.integers(0, 4, (3, 30)).astype("float64")
        values[values == 0] = np.nan
        counts = np.array([[(unit == one).sum() for one in (1, 2, 3)] for unit in values.T], dtype="float64")
        found = coincidences(counts[counts.sum(axis=1) > 1]).sum(axis=0)[np.newaxis]
        for level in ("nominal", "ordinal"):
            expected = krippendorff.alpha(values, value_domain=[1.0, 2.0, 3.0], level_of_measurement=level)
            assert alpha(found, level)[0] == pytest.approx(expected, abs=1e-12)


def test_all_agree() -> None:
    found = sl.agreement(coded("nopnop", "nopnop"))
    assert found.table["value"].tolist() == [1, 1, 1]
    assert found.table[["low", "high"]].to_numpy().tolist() == [[1, 1]] * 3
    assert found.table[["n_units", "n_coders"]].to_numpy().tolist() == [[6, 2]] * 3
    assert found.disagreements.empty


def test_nominal_by_hand() -> None:
    # Labels: n 3, p 5; observed pairs that differ: 2 of 8; expected 2 * 3 * 5 / 7.
    assert value(coded("nnpp", "nppp"), "nominal alpha") == pytest.approx(1 - 2 / (30 / 7))
    assert value(coded("nnpp", "nppp"), "share that agrees") == 0.75


def test_ordinal_minds_the_distance() -> None:
    near, far = coded("nnooppo", "nnooppn"), coded("nnooppp", "nnooppn")
    assert value(near, "ordinal alpha") > value(far, "ordinal alpha")


def test_units_with_one_label_do_not_count() -> None:
    assert value(coded("nnppo.", "nppp.o"), "nominal alpha") == value(coded("nnpp", "nppp"), "nominal alpha")


def test_disagreements_are_listed_by_coder() -> None:
    (row,) = sl.agreement(coded("nop.", "nppp")).disagreements.to_dict("records")
    assert (row["text"], row["A"], row["B"]) == ("Sentence 1.", "neutral", "positive")


@pytest.mark.parametrize("coders", [("nop",), ("n.", ".p"), ("...",)])
def test_nothing_to_compare(coders: Sequence[str]) -> None:
    found = sl.agreement(coded(*coders))
    assert found.table["value"].isna().all()
    assert found.table["n_units"].tolist() == [0, 0, 0]
    assert found.disagreements.empty


def test_one_label_alone_leaves_alpha_unknown() -> None:
    found = sl.agreement(coded("ppp", "ppp")).table
    assert found["value"].isna().tolist() == [True, True, False]
    assert "not known" in sl.agreement(coded("ppp", "ppp"))._repr_markdown_()


def test_more_units_narrow_the_interval() -> None:
    few, many = (sl.agreement(coded("nopno" * n, "noppo" * n)).table for n in (4, 40))
    assert ((many["high"] - many["low"]) < (few["high"] - few["low"])).all()


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(*[st.sampled_from("nop.")] * 3), min_size=1, max_size=8))
def test_the_order_of_coders_and_units_does_not_matter(units: list[tuple[str, ...]]) -> None:
    one = sl.agreement(coded(*("".join(letters) for letters in zip(*units, strict=True))))
    other = sl.agreement(
        coded(*("".join(letters) for letters in zip(*(u[::-1] for u in units[::-1]), strict=True)))
    )
    np.testing.assert_allclose(one.table["value"], other.table["value"], atol=1e-12)
    known = one.table["value"].dropna()
    assert (known <= 1 + 1e-12).all()
