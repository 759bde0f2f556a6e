"""From an exported file back to the two models, but for what was rounded away.

So training can go on from what ships, and what ships can teach, without the runs that it was made from.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from analysis.training.export import VALENCE_LEVELS
from analysis.training.graph import STEPS
from analysis.training.loop import write_recipe
from analysis.training.model import AttributionModel, Layer, OpinionModel, Shape
from analysis.training.recipes import AttributionRecipe, OpinionRecipe

_RANGES = "ranges"


class Restored(NamedTuple):
    """Both models of a file, and how the second's activations are rounded: `export.attribution_ranges`."""

    opinions: OpinionModel
    attributions: AttributionModel
    ranges: NDArray[np.float64]


def restored(path: Path, shape: Shape | None = None) -> Restored:
    """Read both models from a file that `export.export` rounded; `shape` is that of the first.

    Positions that the file lacks, since no text is as long, are as a new model has them. Temperatures stay in
    the last layers of the heads. Reading it relies on the order in which `export` writes its nodes.
    """
    shape = shape or Shape()
    written = _Written(onnx.load(path).graph)
    # Each layer attends once, the second look for mentions and for pairs.
    layers = len(written.nodes["MultiHeadAttention"]) - shape.layers - 2
    opinions, attributions = OpinionModel(shape), AttributionModel(shape._replace(layers=layers))
    packed, scales, valences, distances = written.constants("Gather", 0)
    levels = np.concatenate([packed >> 4, packed & 15], axis=1) - np.float32(7.5)
    positions = written.constants("Slice", 0)[0]
    marked, *plain = (table for kind in ("Mul", "Add") for table in written.constants(kind, 1) if table.ndim)
    for encoder, mark in zip((opinions.encoder, attributions.encoder), plain, strict=True):
        encoder.words.weight.data = torch.from_numpy(levels * scales)
        encoder.positions.weight.data[: len(positions)] = torch.tensor(positions)
        encoder.marks.weight.data = torch.from_numpy(np.stack([mark, mark + marked]))
    opinions.valences.copy_(torch.from_numpy(valences / np.float32(VALENCE_LEVELS)))
    opinions.valence.weight.data = torch.from_numpy(written.constants("MatMul", 1)[0].T * VALENCE_LEVELS)
    attributions.roles.distance.weight.data = torch.tensor(distances)
    for module in _opinion_modules(opinions):
        written.read(module)
    written.factors.clear()
    for module in _attribution_modules(attributions):
        written.read(module)
    return Restored(opinions.eval(), attributions.eval(), np.array(list(written.factors.values())))


def write_runs(path: Path, output: Path) -> None:
    """Write both models of an exported file as finished runs, `output`/opinions and `output`/attributions.

    The second run keeps how its activations are rounded, for `known_ranges`.
    """
    opinions, attributions, ranges = restored(path)
    layers = len(attributions.encoder.layers)
    for name, model, recipe in (
        ("opinions", opinions, OpinionRecipe()),
        ("attributions", attributions, AttributionRecipe(layers=layers)),
    ):
        run = output / name
        run.mkdir(parents=True, exist_ok=True)
        write_recipe(run, recipe)
        weights = model.state_dict()
        if name == "attributions":
            weights[_RANGES] = torch.from_numpy(ranges)
        torch.save(weights, run / "model.pt")


def known_ranges(run: Path) -> NDArray[np.float64] | None:
    """Give what `export.attribution_ranges` gave for the file that a run was restored from, if it was."""
    found = torch.load(run / "model.pt", weights_only=True).get(_RANGES)
    return None if found is None else found.numpy()


def _opinion_modules(model: OpinionModel) -> Iterator[Any]:
    """Give layers, norms and products in the order in which they are exported."""
    yield from (model.encoder.norm, *model.encoder.layers, model.look)
    yield from (model.target_head[1], model.target_head[4])
    yield from (model.pair_query, model.look, model.pair_head[1], model.pair_head[4])


def _attribution_modules(model: AttributionModel) -> Iterator[Any]:
    yield from (model.encoder.norm, *model.encoder.layers, model.cue_head[1], model.cue_head[4])
    yield from (model.roles.cue, model.roles.piece, model.roles.last)


def _in_branches(graph: onnx.GraphProto) -> Iterator[onnx.NodeProto]:
    """Give the nodes of a graph and of what it does where it is asked, see `training.branches`."""
    for node in graph.node:
        branches = [part.g for part in node.attribute if part.name == "then_branch"]
        yield from _in_branches(branches[0]) if branches else [node]


class _Written:
    """The nodes of a graph by kind, each kind in order, and what is multiplied next.

    `factors` are the least and the largest value of all that was multiplied, as in `Graph.ranges`.
    """

    def __init__(self, graph: onnx.GraphProto) -> None:
        self.values = {value.name: numpy_helper.to_array(value) for value in graph.initializer}
        self.nodes: dict[str, list[onnx.NodeProto]] = {}
        for node in _in_branches(graph):
            self.nodes.setdefault(node.op_type, []).append(node)
        self.following = {kind: iter(nodes) for kind, nodes in self.nodes.items()}
        self.factors: dict[str, tuple[float, float]] = {}

    def constants(self, kind: str, place: int) -> list[Any]:
        """Give the constants that nodes of a kind have in one place, in order."""
        return [
            self.values[node.input[place]] for node in self.nodes[kind] if node.input[place] in self.values
        ]

    def read(self, module: Any) -> None:
        """Fill a module with the weights of the next nodes of its kinds."""
        if isinstance(module, Layer):
            queries = (module.query, module.key, module.value)
            for part in queries:
                self._product(part)
            (biases,) = self._next("MultiHeadAttention", 3)
            for part, bias in zip(queries, biases.chunk(3), strict=True):
                part.bias.data = bias.clone()
            for part in (module.mixed, module.norm, module.widened, module.narrowed, module.last_norm):
                self.read(part)
        elif isinstance(module, torch.nn.LayerNorm):
            module.weight.data, module.bias.data = self._next("LayerNormalization", 1, 2)
        else:
            module.bias.data = self._product(module)

    def _product(self, module: Any) -> Tensor:
        """Fill in the weight of a product and give its bias."""
        node = next(self.following["MatMulIntegerToFloat"])
        rounded, step, scales, middle, *bias = self._values(node, 1, 2, 3, 4, 6)
        module.weight.data = rounded.T.float() * scales[:, None]
        size, zero = float(step), int(middle)
        self.factors.setdefault(node.input[0], (-zero * size, (STEPS - zero) * size))
        return bias[0] if bias else torch.zeros(0)

    def _next(self, kind: str, *places: int) -> list[Tensor]:
        return self._values(next(self.following[kind]), *places)

    def _values(self, node: onnx.NodeProto, *places: int) -> list[Tensor]:
        inputs = node.input
        return [torch.from_numpy(self.values[inputs[n]].copy()) for n in places if n < len(inputs)]
