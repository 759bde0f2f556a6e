"""From an exported file back to the two models, but for what was rounded away.

So training can go on from what ships, and what ships can teach, without the runs that it was made from.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from analysis.training.export import VALENCE_LEVELS
from analysis.training.loop import write_recipe
from analysis.training.model import AttributionModel, Layer, OpinionModel, Shape
from analysis.training.recipes import AttributionRecipe, OpinionRecipe


def restored(path: Path, shape: Shape | None = None) -> tuple[OpinionModel, AttributionModel]:
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
    for module in _in_order(opinions, attributions):
        written.read(module)
    return opinions.eval(), attributions.eval()


def write_runs(path: Path, output: Path) -> None:
    """Write both models of an exported file as finished runs, `output`/opinions and `output`/attributions."""
    opinions, attributions = restored(path)
    layers = len(attributions.encoder.layers)
    for name, model, recipe in (
        ("opinions", opinions, OpinionRecipe()),
        ("attributions", attributions, AttributionRecipe(layers=layers)),
    ):
        run = output / name
        run.mkdir(parents=True, exist_ok=True)
        write_recipe(run, recipe)
        torch.save(model.state_dict(), run / "model.pt")


def _in_order(opinions: OpinionModel, attributions: AttributionModel) -> Iterator[Any]:
    """Give layers, norms and products in the order in which they are exported."""
    yield from (opinions.encoder.norm, *opinions.encoder.layers, opinions.look)
    yield from (opinions.target_head[1], opinions.target_head[4])
    yield from (opinions.pair_query, opinions.look, opinions.pair_head[1], opinions.pair_head[4])
    yield from (attributions.encoder.norm, *attributions.encoder.layers)
    yield from (attributions.cue_head[1], attributions.cue_head[4])
    yield from (attributions.roles.cue, attributions.roles.piece, attributions.roles.last)


class _Written:
    """The nodes of a graph by kind, each kind in order, and what is multiplied next."""

    def __init__(self, graph: onnx.GraphProto) -> None:
        self.values = {value.name: numpy_helper.to_array(value) for value in graph.initializer}
        self.nodes: dict[str, list[onnx.NodeProto]] = {}
        for node in graph.node:
            self.nodes.setdefault(node.op_type, []).append(node)
        self.following = {kind: iter(nodes) for kind, nodes in self.nodes.items()}

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
        rounded, scales, *bias = self._next("MatMulIntegerToFloat", 1, 3, 6)
        module.weight.data = rounded.T.float() * scales[:, None]
        return bias[0] if bias else torch.zeros(0)

    def _next(self, kind: str, *places: int) -> list[Tensor]:
        inputs = next(self.following[kind]).input
        return [torch.from_numpy(self.values[inputs[n]].copy()) for n in places if n < len(inputs)]
