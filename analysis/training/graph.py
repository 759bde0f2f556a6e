"""An ONNX graph while it is written, node by node, with weights of 5 to 7 bits.

Weights are rounded to whole numbers with a scale for each output, and activations to 256 levels when they are
multiplied, between the least and the largest that training texts gave there (`training.rounding`). As these
levels are fixed, a sentence gets the same scores whatever it is batched with. With at most 7 bits no sum of
two products overflows the 16 bits that processors without VNNI add them in, so every machine gives the same.
The file holds weights without unused bits; nodes of the graph unpack them, once, when onnxruntime loads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from analysis.network.windows import WINDOW_PIECES
from analysis.training.model import Encoder, Layer, distance_classes, levels_of
from analysis.training.packing import packed, rows_of
from analysis.training.rounding import Array, Rounding, rounded_weight

WORDS = "words"  # the embeddings of word pieces, which all models share
STEPS = 255
SHARES = "shares"  # by what dimensions are multiplied before they are rounded


class Lower(NamedTuple):
    """The part of another graph that one has below its own, rounded as it is there.

    Of its constants `tensors` by name; under the name of each product's module the `bits` of its weight, and
    by what the dimensions of its factor are divided (`Rounding.spreads`), if they are.
    """

    tensors: Mapping[str, onnx.TensorProto]
    bits: Mapping[str, int]
    spreads: Mapping[str, Array]


class Graph:
    """Nodes and constants while they are written; every method gives the name of its result.

    Constants that come from a parameter are called what it is called in its model, behind the model's own
    name in `models`, so that `training.restored` finds them. `factors` are the names of what is multiplied,
    in the order in which it first is, and `groups` for each the number of the first that goes into the same
    weight, or into one that shares a factor with it. `rounding` tells how they are rounded; without it
    nothing is but to 16 bits if `halves`. Weights have `bits`. What `lower` has is taken from there.
    """

    def __init__(
        self,
        models: Mapping[str, torch.nn.Module],
        rounding: Rounding | None = None,
        *,
        bits: int = 7,
        bytewise: bool = False,
        lower: Lower | None = None,
    ) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.rounding = rounding
        self.factors: list[str] = []
        self.groups: list[int] = []
        self._first_factors: dict[str, int] = {}
        self._bits, self._bytewise = bits, bytewise
        self._lower = lower or Lower({}, {}, {})
        self.spreads: dict[int, Array] = {}
        self._names = {
            module: f"{model}.{name}" if name else model
            for model, whole in models.items()
            for name, module in whole.named_modules()
        }
        self._constants: dict[tuple[str, tuple[int, ...], bytes], str] = {}
        self._own: set[str] = set()
        self._weights: dict[str, tuple[str, str]] = {}
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

    def own(self, value: Array, name: str) -> str:
        """Add a constant with a name of its own, once."""
        if name not in self._own:
            self._own.add(name)
            known = self._lower.tensors.get(name) if self.rounding is not None else None
            self.constants.append(numpy_helper.from_array(value, name) if known is None else known)
        return name

    def table(self, module: Any) -> str:
        """Add the table of an embedding."""
        return self.own(array(module.weight), f"{self._names[module]}.weight")

    def number(self, value: float) -> str:
        """Add a constant of one float."""
        return self.constant(np.array(value, dtype="float32"))

    def whole(self, value: int) -> str:
        """Add a constant of one whole number in a list."""
        return self.constant(np.array([value], dtype="int64"))

    def linear(self, states: str, module: Any, *, has_bias: bool = True, temperature: float = 1.0) -> str:
        """Multiply by the weight of a module and add its bias, both divided by a temperature."""
        name = self._names[module]
        weight = array(module.weight) / temperature
        bias = self.own(array(module.bias) / temperature, f"{name}.bias") if has_bias else ""
        if states not in self.factors:
            self.groups.append(len(self.factors))
            self.factors.append(states)
        number = self.factors.index(states)
        self._join(number, self._first_factors.setdefault(name, number))
        if name in self._lower.spreads:
            self.spreads[number] = self._lower.spreads[name]
        if self.rounding is None:
            product = self.op("MatMul", states, self._plain(name, weight))
            return self.op("Add", product, bias) if bias else product
        if self.rounding.spreads:
            self.spreads[number] = self.rounding.spreads[number]
        values, step, middle = self._levels(states, self.rounding)
        unpacked, scales = self._rounded(name, weight, number, self.rounding)
        inputs = [values, unpacked, step, scales, middle]
        return self.op("MatMulIntegerToFloat", *inputs, *(["", bias] if bias else []), domain="com.microsoft")

    def _join(self, one: int, other: int) -> None:
        """Put two factors into one group."""
        first, last = sorted((self.groups[one], self.groups[other]))
        self.groups = [first if group == last else group for group in self.groups]

    def _plain(self, name: str, weight: Array) -> str:
        if not self._bytewise:
            return self.own(weight.T.copy(), f"{name}.weight")
        values, wide = rounded_weight(weight, 8)
        whole = self.op("Cast", self.own(values.T.copy(), f"{name}.weight"), to=TensorProto.FLOAT)
        return self.op("Mul", whole, self.own(wide[:, 0], f"{name}.scales"))

    def _rounded(self, name: str, weight: Array, number: int, rounding: Rounding) -> tuple[str, str]:
        """Give a rounded weight, for the factor of a number, and its scales."""
        if name not in self._weights:
            bits = self._lower.bits.get(name, self._bits)
            rows, scales = np.zeros((0, 0), dtype="uint8"), np.zeros(0, dtype="float32")
            if name not in self._lower.bits:
                products = rounding.products[number] if rounding.products else None
                spread = self.spreads.get(number, np.float32(1))
                values, wide = rounded_weight(weight * spread, bits, products)
                rows = packed((values.T + _middle(bits)).astype("uint8").reshape(-1), bits)
                scales = wide[:, 0]
            found = self._unpacked(self.own(rows, f"{name}.weight"), weight.T.shape, bits)
            self._weights[name] = found, self.own(scales, f"{name}.scales")
        return self._weights[name]

    def _unpacked(self, rows: str, shape: tuple[int, ...], bits: int) -> str:
        """Write what makes whole numbers around 0 of a weight that was packed."""
        kept = self.op("Mod", rows, self.constant(np.array([2**bits], dtype="uint8")))
        shift = self.constant(np.array([bits], dtype="uint8"))
        carried = self.op("BitShift", rows, shift, direction="RIGHT")
        parts = self.op("Cast", self.op("Concat", kept, carried, axis=0), to=TensorProto.INT8)
        flat = self.op("Reshape", self._joined(parts, bits), self.whole(-1))
        flat = self.op("Slice", flat, self.whole(0), self.whole(int(np.prod(shape))))
        return self.op("Reshape", flat, self.constant(np.array(shape, dtype="int64")))

    def _joined(self, parts: str, bits: int) -> str:
        """Return packed rows, and below them the one that their spare bits carry, all around 0.

        As a product, since operators of onnxruntime's own would be worked out again for every batch: 13 ms,
        where a sentence alone takes 8. With wider numbers loading takes a GB more.
        """
        rows = rows_of(bits)
        shares = np.zeros((rows + 1, 2 * rows), dtype="int8")
        shares[:rows, :rows] = np.eye(rows)
        shares[rows, rows:] = 2 ** ((8 - bits) * np.arange(rows))
        one, zero = self.number(1.0), self.constant(np.array(0, dtype="int8"))
        given = (self.constant(shares), one, zero, parts, one, zero, one)
        return self.op("QLinearMatMul", *given, self.constant(np.array(-_middle(bits), dtype="int8")))

    def _levels(self, states: str, rounding: Rounding) -> tuple[str, str, str]:
        """Give the levels of states, the step from one to the next, and which of them is zero."""
        if states not in self._known_levels:
            number = self.factors.index(states)
            least, largest = rounding.ranges[number]
            size = max(largest - least, 1e-12) / STEPS
            step = self.own(np.array(size, dtype="float32"), f"steps.{number}")
            middle = self.own(np.array(round(-least / size), dtype="uint8"), f"zeros.{number}")
            near = states
            if number in self.spreads:
                shares = (1 / self.spreads[number]).astype("float32")
                near = self.op("Mul", states, self.own(shares, f"{SHARES}.{number}"))
            self._known_levels[states] = self.op("QuantizeLinear", near, step, middle), step, middle
        return self._known_levels[states]

    def lookup(self, encoder: Encoder, ids: str) -> str:
        """Give the rows of an encoder's embedding of words, which has 16 levels in each row."""
        table = array(encoder.words.weight)
        if self.rounding is None:
            return self.op("Gather", self.own(table, WORDS), ids)
        levels, scales = (array(part) for part in levels_of(torch.from_numpy(table)))
        # Two levels of 0 to 15 in a byte: the first half of the row, and the second.
        first, second = np.split((levels + 7.5).astype("uint8"), 2, axis=1)
        both = self.op("Gather", self.own(first * 16 + second, WORDS), ids)
        both = self.op("Cast", both, to=TensorProto.FLOAT)
        high = self.op("Floor", self.op("Mul", both, self.number(1 / 16)))
        low = self.op("Sub", both, self.op("Mul", high, self.number(16)))
        values = self.op("Sub", self.op("Concat", high, low, axis=-1), self.number(7.5))
        return self.op("Mul", values, self.op("Gather", self.own(scales, f"{WORDS}.scales"), ids))

    def encoded(self, encoder: Encoder, words: str, added: str, cases: str = "") -> str:
        """Write an encoder and give its states.

        `added` is what words have beside them, and `cases` what comes to those of the shared layers.
        """
        positions = self.own(
            array(encoder.positions.weight)[:WINDOW_PIECES], f"{self._names[encoder.positions]}.weight"
        )
        known = self.op("Slice", positions, self.whole(0), self.op("Shape", "ids", start=1, end=2))
        states = self.norm(self.op("Add", self.op("Add", words, known), added), encoder.norm)
        nearness = "" if encoder.nearness is None else self.nearness(encoder.nearness)
        for number, layer in enumerate(encoder.layers):
            if cases and number == encoder.shared:
                states = self.op("Add", states, cases)
            states = self.layer(layer, states, states, nearness)
        return states

    def norm(self, states: str, module: Any) -> str:
        """Normalise over the width."""
        name = self._names[module]
        scale, shift = self.table(module), self.own(array(module.bias), f"{name}.bias")
        return self.op("LayerNormalization", states, scale, shift, axis=-1, epsilon=module.eps)

    def head(self, states: str, head: Any, temperature: float = 1.0) -> str:
        """Write a head of two layers, whose logits are divided by a temperature."""
        _, inner, _, _, outer = head
        return self.linear(self.bent(states, inner), outer, temperature=temperature)

    def bent(self, states: str, module: Any) -> str:
        """Multiply, add a bias and apply the exact GELU."""
        return self.op("Gelu", self.linear(states, module), domain="com.microsoft")

    def added(self, states: str, other: str, module: Any, norm: Any) -> str:
        """Multiply `other`, add it to states, and normalise over the width.

        In three operators: onnxruntime's one for all takes four times as long as these.
        """
        return self.norm(self.op("Add", states, self.linear(other, module)), norm)

    def nearness(self, table: Any) -> str:
        """Write what MPNet adds to attention by how far pieces are apart: (1, heads, pieces, pieces)."""
        size = WINDOW_PIECES
        # By distance, from the farthest behind to the farthest before; an index into it is that plus `size`.
        classes = distance_classes(torch.arange(-size, size + 1), table.num_embeddings).numpy()
        by_distance = self.op("Gather", self.table(table), self.constant(classes))
        length = self.op("Squeeze", self.op("Shape", "ids", start=1, end=2), self.whole(0))
        zero, one = self.constant(np.array(0, dtype="int64")), self.constant(np.array(1, dtype="int64"))
        places = self.op("Range", zero, length, one)
        before = self.op("Sub", self.op("Unsqueeze", places, self.whole(1)), places)
        found = self.op("Gather", by_distance, self.op("Add", before, self.constant(np.array(size))))
        return self.op("Unsqueeze", self.op("Transpose", found, perm=[2, 0, 1]), self.whole(0))

    def layer(self, layer: Layer, states: str, asking: str, nearness: str = "") -> str:
        """Write a transformer layer; `nearness` comes to the weights of its attention."""
        query = self.linear(asking, layer.query, has_bias=False)
        key, value = (self.linear(states, part, has_bias=False) for part in (layer.key, layer.value))
        biases = np.concatenate([array(module.bias) for module in (layer.query, layer.key, layer.value)])
        # All texts of a batch have one length: without a mask long ones take half as long.
        seen = self.op(
            "MultiHeadAttention",
            query,
            key,
            value,
            self.own(biases, f"{self._names[layer]}.biases"),
            *(["", nearness] if nearness else []),
            domain="com.microsoft",
            num_heads=layer.heads,
        )
        states = self.added(asking, seen, layer.mixed, layer.norm)
        return self.added(states, self.bent(states, layer.widened), layer.narrowed, layer.last_norm)


def _middle(bits: int) -> int:
    """Give what numbers of so many bits are above those around 0 that they stand for."""
    middle: int = 2 ** (bits - 1) - 1
    return middle


def array(parameter: Any) -> NDArray[np.float32]:
    """Give the values of a parameter."""
    found: NDArray[np.float32] = parameter.detach().numpy().astype("float32")
    return found
