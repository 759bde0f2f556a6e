"""How weights and activations are rounded."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from analysis.training.rounding import Measured, rounded_weight, rounding_of

CHANCE = np.random.default_rng(0)


def products_of(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = rows.T @ rows
    return found


def measured(extremes: NDArray[np.float64]) -> Measured:
    return Measured(extremes, products_of(extremes))


def rows_that_go_together() -> NDArray[np.float64]:
    shared = CHANCE.normal(size=(2000, 20)) @ CHANCE.normal(size=(20, 200))
    return shared + CHANCE.normal(size=(2000, 200)) / 5


def test_dimensions_that_reach_far_are_brought_nearer_to_the_others() -> None:
    far = np.array([[-1.0, -16.0, 0.0], [0.5, 4.0, 1.0]])
    both = [measured(far), measured(np.zeros((2, 2))), measured(far / 4)]
    ranges, (first, second, third), products = rounding_of(both, [0, 1, 0], spread=True)
    assert first == pytest.approx([1.0, 4.0, 1.0], rel=1e-4)
    assert ranges[0] == pytest.approx([-4.0, 1.0], rel=1e-4)
    assert second == pytest.approx([1.0, 1.0])
    assert ranges[1].tolist() == [0.0, 0.0]
    # What goes into the same weight is divided alike, and rounds it together.
    assert (third == first).all()
    assert ranges[2] == pytest.approx([-1.0, 0.25], rel=1e-4)
    assert products[0] is products[2]
    assert products[0] == pytest.approx(products_of(far / first) * 17 / 16, rel=1e-4)


def test_without_spreading_ranges_are_the_extremes() -> None:
    far = np.array([[-1.0, -16.0], [0.5, 4.0]])
    ranges, spreads, (products,) = rounding_of([measured(far)], [0], spread=False)
    assert ranges.tolist() == [[-16.0, 4.0]]
    assert list(spreads) == []
    assert products == pytest.approx(products_of(far))


def test_weights_make_up_for_one_another() -> None:
    rows, weight = rows_that_go_together(), CHANCE.normal(size=(30, 200)).astype("float32")
    errors = []
    for products in (None, products_of(rows)):
        whole, scales = rounded_weight(weight, 4, products)
        assert np.abs(whole).max() <= 7
        errors.append(((rows @ (whole * scales - weight).T) ** 2).mean())
    assert errors[1] < errors[0] / 3


def test_a_rounded_network_that_learned_a_little_is_not_what_it_was() -> None:
    rows = rows_that_go_together()
    whole, scales = rounded_weight(CHANCE.normal(size=(30, 200)).astype("float32"), 6)
    before = whole * scales
    learned = (before + CHANCE.normal(size=before.shape) * scales / 8).astype("float32")
    away = ((rows @ (learned - before).T) ** 2).mean()
    alone, own = rounded_weight(learned, 6)
    assert ((rows @ (alone * own - learned).T) ** 2).mean() > away * 0.9
    together, own = rounded_weight(learned, 6, products_of(rows))
    assert ((rows @ (together * own - learned).T) ** 2).mean() < away / 3


@pytest.mark.parametrize("rows", [np.zeros((1, 5)), np.eye(5)])
def test_inputs_without_relations_are_rounded_by_themselves(rows: NDArray[np.float64]) -> None:
    weight = CHANCE.normal(size=(3, 5)).astype("float32")
    whole, scales = rounded_weight(weight, 6)
    together, own = rounded_weight(weight, 6, products_of(rows))
    assert (together == whole).all()
    assert (own == scales).all()


def test_a_spread_that_is_known_is_kept() -> None:
    own = Measured(np.array([[-4.0, 0.0], [0.0, 2.0]]), np.eye(2))
    spread = np.array([2.0, 1.0], dtype="float32")
    found = rounding_of([own, own], [0, 1], spread=False, spreads={0: spread})
    assert found.ranges.tolist() == [[-2.0, 2.0], [-4.0, 2.0]]
    assert found.spreads == []
