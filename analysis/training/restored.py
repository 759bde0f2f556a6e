"""From exported files back to the models, but for what was rounded away.

So training can go on from what ships, and what ships can teach, without the runs that it was made from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import nn

from analysis.training.export import OPINIONS, VALENCE_LEVELS
from analysis.training.graph import SHARES, STEPS, WORDS
from analysis.training.loop import write_recipe
from analysis.training.model import MPNET, AttributionModel, Encoder, Layer, OpinionModel, Shape
from analysis.training.packing import bits_of, unpacked
from analysis.training.recipes import AttributionRecipe, OpinionRecipe, ReferenceRecipe
from analysis.training.reference_model import ReferenceModel
from analysis.training.rounding import Rounding
from analysis.training.window_export import ATTRIBUTIONS, REFERENCES, reference_products

_RANGES = "ranges"

Values = dict[str, NDArray[Any]]


def constants_of(*paths: Path) -> Values:
    """Read the constants of exported files by their names.

    Where dimensions were brought nearer to one another before a product, `name.shares` has by what, for the
    name of the product's module.
    """
    found: Values = {}
    for path in paths:
        graph = onnx.load(path).graph
        own = {value.name: numpy_helper.to_array(value) for value in graph.initializer}
        for step, scales in _products(graph):
            shares = own.get(f"{SHARES}.{step.removeprefix('steps.')}")
            if shares is not None:
                own[f"{scales.removesuffix('scales')}{SHARES}"] = shares
        found |= own
    return found


def _products(graph: onnx.GraphProto) -> Iterator[tuple[str, str]]:
    """Yield of every rounded product the names of its step and its scales, in branches too."""
    for node in graph.node:
        if node.op_type == "MatMulIntegerToFloat":
            yield node.input[2], node.input[3]
        for attribute in node.attribute:
            if attribute.HasField("g"):
                yield from _products(attribute.g)


def fill(model: nn.Module, values: Values, name: str) -> None:
    """Give a model its weights from the constants of files, where it is called `name`.

    Positions that the file lacks, since no text is as long, stay as they are, and so does what is in none of
    the files. Temperatures stay in the last layers of the heads.
    """
    for place, module in model.named_modules():
        _fill(module, values, f"{name}.{place}" if place else name)


def _fill(module: nn.Module, values: Values, name: str) -> None:
    if isinstance(module, Encoder):
        packed = values[WORDS]
        levels = np.concatenate([packed >> 4, packed & 15], axis=1) - np.float32(7.5)
        module.words.weight.data = torch.from_numpy(levels * values[f"{WORDS}.scales"])
    elif isinstance(module, Layer):
        biases = torch.tensor(values[f"{name}.biases"]).chunk(3)
        for part, bias in zip((module.query, module.key, module.value), biases, strict=True):
            part.bias.data = bias.clone()
    elif isinstance(module, OpinionModel):
        module.valences.copy_(torch.from_numpy(values[f"{name}.valences"] / np.float32(VALENCE_LEVELS)))
    weight = values.get(f"{name}.weight")
    if weight is not None and isinstance(module, nn.Linear):
        found = _weight(module, weight, values.get(f"{name}.scales"))
        module.weight.data = torch.from_numpy(found * values.get(f"{name}.{SHARES}", np.float32(1)))
    elif weight is not None:
        module.weight.data[: len(weight)] = torch.tensor(weight)
    if f"{name}.bias" in values:
        module.bias.data = torch.tensor(values[f"{name}.bias"])


def _weight(module: nn.Linear, weight: NDArray[Any], scales: NDArray[Any] | None) -> NDArray[Any]:
    """Give the weight of a product as its module has it: (outputs, inputs)."""
    if scales is None:
        return weight.T.astype("float32")
    middle = 2 ** (bits_of(weight) - 1) - 1
    flat = unpacked(weight, module.in_features * module.out_features).astype("float32") - middle
    found: NDArray[Any] = flat.reshape(module.in_features, module.out_features).T * scales[:, None]
    return found


def ranges_of(values: Values) -> NDArray[np.float64]:
    """Give how activations are rounded: `Rounding.ranges`, but for half a level, as zero has its own."""
    found: list[tuple[float, float]] = []
    while f"steps.{len(found)}" in values:
        size, zero = float(values[f"steps.{len(found)}"]), int(values[f"zeros.{len(found)}"])
        found.append((-zero * size, (STEPS - zero) * size))
    return np.array(found)


def shape_of(values: Values, name: str) -> Shape:
    """Tell the sizes of an encoder that ships: MPNet's or MiniLM's, with as many layers as the file has."""
    pattern = re.compile(rf"{name}\.encoder\.layers\.(\d+)\.biases")
    layers = len([one for one in values if pattern.fullmatch(one)])
    shape = MPNET if f"{name}.encoder.nearness.weight" in values else Shape()
    return shape._replace(layers=layers)


def write_runs(folder: Path, output: Path) -> None:
    """Write the models of exported files as finished runs: `output`/opinions, references and attributions.

    The latter two keep how their activations are rounded, for `known_rounding`. The temperatures of links and
    ties are in their last layers.
    """
    first = constants_of(folder / "opinions.onnx")
    windows = constants_of(folder / "windows.onnx")
    shape = shape_of(first, OPINIONS)
    large = shape.buckets > 0
    opinions = OpinionModel(shape)
    fill(opinions, first, OPINIONS)
    references = ReferenceModel()
    fill(references, windows, REFERENCES)
    pairs = constants_of(folder / "links.onnx", folder / "ties.onnx")
    fill(references.links, pairs, "links")
    fill(references.ties, pairs, "ties")
    second = shape_of(windows, ATTRIBUTIONS)
    attributions = AttributionModel(second)
    fill(attributions, windows, ATTRIBUTIONS)
    ranges = ranges_of(windows)
    own = reference_products(references)
    recipe = OpinionRecipe(large=large, layers=shape.layers) if large else OpinionRecipe()
    _write(output / OPINIONS, opinions, recipe, {})
    _write(output / REFERENCES, references, ReferenceRecipe(), {_RANGES: ranges[:own]})
    _write(
        output / ATTRIBUTIONS, attributions, AttributionRecipe(layers=second.layers), {_RANGES: ranges[own:]}
    )


def known_rounding(run: Path) -> Rounding | None:
    """Tell how the file was rounded that a run was restored from, if it was."""
    found = torch.load(run / "model.pt", weights_only=True).get(_RANGES)
    return None if found is None else Rounding(found.numpy())


def _write(run: Path, model: nn.Module, recipe: Any, beside: Mapping[str, NDArray[Any]]) -> None:
    run.mkdir(parents=True, exist_ok=True)
    write_recipe(run, recipe)
    more = {name: torch.from_numpy(value) for name, value in beside.items()}
    torch.save(model.state_dict() | more, run / "model.pt")
