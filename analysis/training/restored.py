"""From exported files back to the models, but for what was rounded away.

So training can go on from what ships, and what ships can teach, without the runs that it was made from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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
from analysis.training.model import MPNET, Encoder, Layer, OpinionModel, Shape
from analysis.training.onnx_files import products_of
from analysis.training.packing import bits_of, unpacked
from analysis.training.recipes import OpinionRecipe, WindowRecipe
from analysis.training.rounding import Rounding
from analysis.training.window_export import WINDOWS
from analysis.training.window_model import WindowModel

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
        for number, scales in products_of(graph):
            shares = own.get(f"{SHARES}.{number}")
            if shares is not None:
                own[f"{scales.removesuffix('scales')}{SHARES}"] = shares
        found |= own
    return found


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
    elif isinstance(module, Layer) and f"{name}.biases" in values:
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
    if weight.dtype == np.int8:
        whole: NDArray[Any] = weight.T * scales[:, None]
        return whole
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


def shape_of(values: Values, name: str) -> tuple[Shape, int]:
    """Tell the sizes of an encoder that ships, MPNet's or MiniLM's, and how many of its layers it shares."""
    pattern = re.compile(rf"{name}\.encoder\.layers\.(\d+)\.biases")
    numbers = [int(found[1]) for found in map(pattern.fullmatch, values) if found]
    shape = MPNET if f"{OPINIONS}.encoder.nearness.weight" in values else Shape()
    return shape._replace(layers=max(numbers) + 1), min(numbers)


def write_runs(folder: Path, output: Path) -> None:
    """Write the models of exported files as finished runs: `output`/opinions and `output`/windows.

    The latter keeps how its activations are rounded, for `known_rounding`. The temperatures of links and ties
    are in their last layers.
    """
    first = constants_of(folder / "opinions.onnx")
    shape, _ = shape_of(first, OPINIONS)
    opinions = OpinionModel(shape)
    fill(opinions, first, OPINIONS)
    recipe = OpinionRecipe(large=True, layers=shape.layers) if shape.buckets else OpinionRecipe()
    _write(output / OPINIONS, opinions, recipe, {})
    second = constants_of(*(folder / f"{name}.onnx" for name in ("windows", "links", "ties")))
    shape, shared = shape_of(second, WINDOWS)
    windows = WindowModel(shape, shared=shared)
    fill(windows, second, WINDOWS)
    fill(windows.links, second, "links")
    fill(windows.ties, second, "ties")
    windows.encoder.share(opinions.encoder)
    _write(output / WINDOWS, windows, WindowRecipe(), {_RANGES: ranges_of(second)})


def known_rounding(run: Path) -> Rounding | None:
    """Tell how the file was rounded that a run was restored from, if it was."""
    found = torch.load(run / "model.pt", weights_only=True).get(_RANGES)
    return None if found is None else Rounding(found.numpy())


def _write(run: Path, model: nn.Module, recipe: Any, beside: Mapping[str, NDArray[Any]]) -> None:
    run.mkdir(parents=True, exist_ok=True)
    write_recipe(run, recipe)
    more = {name: torch.from_numpy(value) for name, value in beside.items()}
    torch.save(model.state_dict() | more, run / "model.pt")
