"""An ONNX graph while it is written, node by node, with weights of 7 bits.

Weights are rounded to -63 … 63 with a scale for each output, and activations to 256 levels when they are
multiplied, between the least and the largest that training texts gave there. As these levels are fixed, a
sentence gets the same scores whatever it is batched with. With 7 bits no sum of two products overflows the
16 bits that processors without VNNI add them in, so every machine gives the same.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from analysis.network.windows import WINDOW_PIECES
from analysis.training.model import Layer, distance_classes, levels_of

Array = NDArray[Any]
_LARGEST_WEIGHT, STEPS = 63, 255


class Graph:
    """Nodes and constants while they are written; every method gives the name of its result.

    `ranges` are the least and the largest of what is multiplied, zero between them, in the order in which it
    is first multiplied; without them nothing is rounded. `factors` are its names, in the same order.
    """

    def __init__(self, ranges: Array | None) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.ranges = ranges
        self.factors: list[str] = []
        self._constants: dict[tuple[str, tuple[int, ...], bytes], str] = {}
        self._known_levels: dict[str, tuple[str, str, str]] = {}

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add a node with one result."""
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], domain=domain, **attributes))
        return name

    def constant(self, value: Array) -> str:
        """Add a constant, once where the same is used twice."""
        key = (str(value.dtype), value.shape, value.tobytes())
        if key not in self._constants:
            self._constants[key] = f"c{len(self.constants)}"
            self.constants.append(numpy_helper.from_array(value, self._constants[key]))
        return self._constants[key]

    def number(self, value: float) -> str:
        """Add a constant of one float."""
        return self.constant(np.array(value, dtype="float32"))

    def linear(self, states: str, weight: Array, bias: Array | None) -> str:
        """Multiply by a weight (outputs, inputs) and add a bias, if there is one."""
        if states not in self.factors:
            self.factors.append(states)
        if self.ranges is None:
            product = self.op("MatMul", states, self.constant(weight.T.copy()))
            return product if bias is None else self.op("Add", product, self.constant(bias))
        values, scale, middle = self._levels(states, self.ranges)
        rounded, scales = _rounded(weight, _LARGEST_WEIGHT)
        inputs = [values, self.constant(rounded.T.copy()), scale, self.constant(scales[:, 0]), middle]
        if bias is not None:
            inputs += ["", self.constant(bias)]
        return self.op("MatMulIntegerToFloat", *inputs, domain="com.microsoft")

    def _levels(self, states: str, ranges: Array) -> tuple[str, str, str]:
        """Give the levels of states, the step from one to the next, and which of them is zero."""
        if states not in self._known_levels:
            least, largest = ranges[self.factors.index(states)]
            size = max(largest - least, 1e-12) / STEPS
            step = self.number(size)
            middle = self.constant(np.array(round(-least / size), dtype="uint8"))
            self._known_levels[states] = self.op("QuantizeLinear", states, step, middle), step, middle
        return self._known_levels[states]

    def lookup(self, table: Array, ids: str) -> str:
        """Give the rows of an embedding that has 16 levels in each row."""
        if self.ranges is None:
            return self.op("Gather", self.constant(table), ids)
        levels, scales = (array(part) for part in levels_of(torch.from_numpy(table)))
        # Two levels of 0 to 15 in a byte: the first half of the row, and the second.
        first, second = np.split((levels + 7.5).astype("uint8"), 2, axis=1)
        both = self.op("Gather", self.constant(first * 16 + second), ids)
        both = self.op("Cast", both, to=TensorProto.FLOAT)
        high = self.op("Floor", self.op("Mul", both, self.number(1 / 16)))
        low = self.op("Sub", both, self.op("Mul", high, self.number(16)))
        values = self.op("Sub", self.op("Concat", high, low, axis=-1), self.number(7.5))
        return self.op("Mul", values, self.op("Gather", self.constant(scales), ids))

    def norm(self, states: str, module: Any) -> str:
        """Normalise over the width."""
        scale, shift = self.constant(array(module.weight)), self.constant(array(module.bias))
        return self.op("LayerNormalization", states, scale, shift, axis=-1, epsilon=module.eps)

    def whole(self, value: int) -> str:
        """Add a constant of one whole number in a list."""
        return self.constant(np.array([value], dtype="int64"))

    def head(self, states: str, head: Any, temperature: float = 1.0) -> str:
        """Write a head of two layers, whose logits are divided by a temperature."""
        _, inner, _, _, outer = head
        hidden = self.bent(states, inner)
        return self.linear(hidden, array(outer.weight) / temperature, array(outer.bias) / temperature)

    def bent(self, states: str, module: Any) -> str:
        """Multiply, add a bias and apply the exact GELU."""
        product = self.linear(states, array(module.weight), array(module.bias))
        return self.op("Gelu", product, domain="com.microsoft")

    def added(self, states: str, other: str, module: Any, norm: Any) -> str:
        """Multiply `other`, add it to states, and normalise over the width.

        In three operators: onnxruntime's one for all takes four times as long as these.
        """
        product = self.linear(other, array(module.weight), array(module.bias))
        return self.norm(self.op("Add", states, product), norm)

    def nearness(self, table: Any) -> str:
        """Write what MPNet adds to attention by how far pieces are apart: (1, heads, pieces, pieces)."""
        size = WINDOW_PIECES
        # By distance, from the farthest behind to the farthest before; an index into it is that plus `size`.
        away = torch.arange(-size, size + 1)
        by_distance = array(table(distance_classes(away, table.num_embeddings)))
        length = self.op("Squeeze", self.op("Shape", "ids", start=1, end=2), self.whole(0))
        zero, one = self.constant(np.array(0, dtype="int64")), self.constant(np.array(1, dtype="int64"))
        places = self.op("Range", zero, length, one)
        before = self.op("Sub", self.op("Unsqueeze", places, self.whole(1)), places)
        found = self.op(
            "Gather", self.constant(by_distance), self.op("Add", before, self.constant(np.array(size)))
        )
        return self.op("Unsqueeze", self.op("Transpose", found, perm=[2, 0, 1]), self.whole(0))

    def layer(self, layer: Layer, states: str, asking: str, nearness: str = "") -> str:
        """Write a transformer layer; `nearness` comes to the weights of its attention."""
        query = self.linear(asking, array(layer.query.weight), None)
        key, value = (self.linear(states, array(part.weight), None) for part in (layer.key, layer.value))
        biases = [array(module.bias) for module in (layer.query, layer.key, layer.value)]
        # All texts of a batch have one length: without a mask long ones take half as long.
        seen = self.op(
            "MultiHeadAttention",
            query,
            key,
            value,
            self.constant(np.concatenate(biases)),
            *(["", nearness] if nearness else []),
            domain="com.microsoft",
            num_heads=layer.heads,
        )
        states = self.added(asking, seen, layer.mixed, layer.norm)
        return self.added(states, self.bent(states, layer.widened), layer.narrowed, layer.last_norm)


def array(parameter: Any) -> NDArray[np.float32]:
    """Give the values of a parameter."""
    found: NDArray[np.float32] = parameter.detach().numpy().astype("float32")
    return found


def _rounded(values: NDArray[np.float32], largest: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round each row to whole numbers of at most `largest`, and give what to multiply them with.

    Of thirteen scales the one with the least squared error is taken.
    """
    widest = np.maximum(np.abs(values).max(axis=1, keepdims=True) / largest, 1e-12)
    least, scales = np.full_like(widest, np.inf), widest
    for share in np.linspace(0.7, 1.0, 13):
        tried = widest * share
        whole = np.round(values / tried).clip(-largest, largest)
        error = ((whole * tried - values) ** 2).sum(axis=1, keepdims=True)
        scales = np.where(error < least, tried, scales)
        least = np.minimum(error, least)
    scales = scales.astype("float32")
    return np.round(values / scales).clip(-largest, largest).astype("int8"), scales
