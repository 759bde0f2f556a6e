"""How what a network multiplies is rounded: its activations to 256 levels, its weights to whole numbers.

As some dimensions of activations reach far further than most, they can be brought nearer to one another
first, which the weights undo (Xiao et al., ICML 2023, "SmoothQuant"). Weights are rounded one input after the
other, and those that are still to come make up for what that changes in the products (Frantar et al., ICLR
2023, "GPTQ"). Rounded each by itself, a network that went on learning from a rounded one falls back to it:
most of its weights have moved by less than half a step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_SHARES = np.linspace(0.7, 1.0, 13)  # of the widest weight, that the largest whole number stands for
_DAMPING = 0.01  # of the mean square of an input, which is added to each
_BLOCK = 128  # inputs whose effect on all that come later is worked out at once


class Measured(NamedTuple):
    """What a factor of products was when texts were read.

    `extremes` are the least and the largest in each dimension (2, dimensions), zero between them; `products`
    the sums over all rows of the products of two dimensions (dimensions, dimensions).
    """

    extremes: Array
    products: Array


class Rounding(NamedTuple):
    """How the factors of a graph and what they are multiplied with are rounded, in the order of the factors.

    `ranges` are the least and the largest of each (factors, 2), zero between them. `spreads` are by what the
    dimensions of each are divided first; without them nothing is. `products` are as in `Measured`, after that
    division; a weight is rounded by itself where they are None.
    """

    ranges: Array
    spreads: Sequence[Array] = ()
    products: Sequence[Array | None] = ()


def rounding_of(
    measured: Sequence[Measured],
    groups: Sequence[int],
    *,
    spread: bool,
    spreads: Mapping[int, Array] = MappingProxyType({}),
) -> Rounding:
    """Tell how to round, by what was measured.

    Parameters
    ----------
    measured
        Of each of `Graph.factors`.
    groups
        `Graph.groups`: what goes into one weight is divided alike, and rounds it together.
    spread
        Whether dimensions are brought nearer to one another: divided by the square root of how far they reach
        in their group, against their median.
    spreads
        `Graph.spreads`: by what those of some factors are divided as it is.
    """
    reaches: dict[int, Array] = {}
    sums: dict[int, Array] = {}
    for group, own in zip(groups, measured, strict=True):
        reach = np.abs(own.extremes).max(axis=0) + 1e-6
        reaches[group] = np.maximum(reaches.get(group, reach), reach)
        sums[group] = sums.get(group, 0) + own.products
    known = {groups[number]: own for number, own in spreads.items()}
    by = {
        group: known[group]
        if group in known
        else np.sqrt((reach / np.median(reach)).clip(0.05, 100)).astype("float32")
        if spread
        else np.ones(len(reach), dtype="float32")
        for group, reach in reaches.items()
    }
    near = [own.extremes / by[group] for group, own in zip(groups, measured, strict=True)]
    divided = {group: products / np.outer(by[group], by[group]) for group, products in sums.items()}
    return Rounding(
        np.array([(min(0.0, own.min()), max(0.0, own.max())) for own in near]),
        [by[group] for group in groups] if spread else [],
        [divided[group] for group in groups],
    )


def rounded_weight(
    values: NDArray[np.float32], bits: int, products: Array | None = None
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round each row to whole numbers of so many bits around 0, and give what to multiply them with.

    Of thirteen scales the one with the least squared error is taken. With `products` of the inputs (inputs,
    inputs), as in `Rounding`, the weights are chosen for the least squared error of what they give.
    """
    largest = 2 ** (bits - 1) - 1
    widest = np.maximum(np.abs(values).max(axis=1, keepdims=True) / largest, 1e-12)
    least, scales = np.full_like(widest, np.inf), widest
    for share in _SHARES:
        tried = widest * share
        whole = _rounded(values / tried, largest)
        error = ((whole * tried - values) ** 2).sum(axis=1, keepdims=True)
        scales = np.where(error < least, tried, scales)
        least = np.minimum(error, least)
    scales = scales.astype("float32")
    steps = values / scales
    whole = _rounded(steps, largest) if products is None else _made_up(steps, largest, products)
    return whole.astype("int8"), scales


def _rounded(steps: Array, largest: int) -> Array:
    return np.round(steps).clip(-largest, largest)


def _made_up(values: Array, largest: int, products: Array) -> Array:
    """Round weights (outputs, inputs), in steps, so that each makes up for the rounding of those before it.

    Inputs with the largest squares come first. Row i of `answers`, by its own entry, is how far the weights
    still to come have to move for each step that the i-th was moved by.
    """
    order = np.argsort(-np.diagonal(products), kind="stable")
    damped = products[np.ix_(order, order)].astype("float64")
    damped += max(_DAMPING * np.diagonal(damped).mean(), 1e-12) * np.eye(len(damped))
    answers = np.linalg.cholesky(np.linalg.inv(damped)).T
    left = values[:, order].astype("float64")
    for first in range(0, len(order), _BLOCK):
        end = min(first + _BLOCK, len(order))
        errors = np.zeros((len(left), end - first))
        for number in range(first, end):
            whole = _rounded(left[:, number], largest)
            error = (left[:, number] - whole) / answers[number, number]
            left[:, number] = whole
            left[:, number + 1 : end] -= np.outer(error, answers[number, number + 1 : end])
            errors[:, number - first] = error
        left[:, end:] -= errors @ answers[first:end, end:]
    found = np.empty_like(left)
    found[:, order] = left
    return found
