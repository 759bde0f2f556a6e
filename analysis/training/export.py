"""The trained network as one ONNX file with weights of 7 bits, written node by node.

Weights are rounded to -63 … 63 with a scale for each output, and activations to -127 … 127 with a scale for
each word piece, when they are multiplied. With a scale for each piece (not, as `onnxruntime` would have it,
for a whole batch), a sentence gets the same scores whatever it is batched with. With 7 bits no sum of two
products overflows the 16 bits that processors without VNNI add them in, so every machine gives the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from scipy.special import softmax

from analysis.evaluate.metrics import calibration_error, label_scores
from analysis.network.pieces import MOST_PIECES, passages
from analysis.training.calibration import fitted_temperature
from analysis.training.data import LABELS, Labelled, is_for_calibration
from analysis.training.loop import Batch, make_batch, predictions
from analysis.training.model import Layer, TargetModel

Array = NDArray[Any]
_WEIGHT_LEVELS, _LEVELS = 63, 127


class _Graph:
    """Nodes and constants while they are written; every method gives the name of its result."""

    def __init__(self, *, is_rounded: bool) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.is_rounded = is_rounded
        self.middle = self.constant(np.array(128, dtype="uint8"))
        self._rounded: dict[str, tuple[str, str]] = {}

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add a node with one result."""
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], domain=domain, **attributes))
        return name

    def constant(self, value: Array) -> str:
        """Add a constant."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def number(self, value: float) -> str:
        """Add a constant of one float."""
        return self.constant(np.array(value, dtype="float32"))

    def linear(self, states: str, weight: Array, bias: Array) -> str:
        """Multiply by a weight (outputs, inputs) and add a bias."""
        if not self.is_rounded:
            return self.op(
                "Add", self.op("MatMul", states, self.constant(weight.T.copy())), self.constant(bias)
            )
        values, scale = self._rounded.get(states) or self._round(states)
        rounded, scales = _rounded(weight, _WEIGHT_LEVELS)
        product = self.op("MatMulInteger", values, self.constant(rounded.T.copy()), self.middle)
        exact = self.op("Mul", self.op("Cast", product, to=TensorProto.FLOAT), scale)
        return self.op("Add", self.op("Mul", exact, self.constant(scales[:, 0])), self.constant(bias))

    def _round(self, states: str) -> tuple[str, str]:
        largest = self.op("ReduceMax", self.op("Abs", states), axes=[-1], keepdims=1)
        scale = self.op("Max", self.op("Mul", largest, self.number(1 / _LEVELS)), self.number(1e-12))
        shifted = self.op("Add", self.op("Div", states, scale), self.number(128.5))
        values = self.op("Cast", shifted, to=TensorProto.UINT8)
        self._rounded[states] = values, scale
        return values, scale

    def lookup(self, table: Array, ids: str) -> str:
        """Give the rows of an embedding."""
        if not self.is_rounded:
            return self.op("Gather", self.constant(table), ids)
        rounded, scales = _rounded(table, _LEVELS)
        values = self.op("Cast", self.op("Gather", self.constant(rounded), ids), to=TensorProto.FLOAT)
        return self.op("Mul", values, self.op("Gather", self.constant(scales), ids))

    def norm(self, states: str, module: Any) -> str:
        """Normalise over the width."""
        scale, shift = self.constant(_array(module.weight)), self.constant(_array(module.bias))
        return self.op("LayerNormalization", states, scale, shift, axis=-1, epsilon=module.eps)

    def gelu(self, states: str) -> str:
        """Apply the exact GELU."""
        return self.op("Gelu", states, domain="com.microsoft")

    def projected(self, states: str, *modules: Any) -> list[str]:
        """Multiply by the weights of several modules of one shape at once."""
        weight = np.concatenate([_array(module.weight) for module in modules])
        bias = np.concatenate([_array(module.bias) for module in modules])
        product = self.linear(states, weight, bias)
        if len(modules) == 1:
            return [product]
        names = [f"{product}_{number}" for number in range(len(modules))]
        self.nodes.append(helper.make_node("Split", [product], names, axis=-1))
        return names

    def layer(self, layer: Layer, states: str, asking: str, open_pieces: str) -> str:
        """Write a transformer layer."""
        if asking == states:
            query, key, value = self.projected(states, layer.query, layer.key, layer.value)
        else:
            (query,) = self.projected(asking, layer.query)
            key, value = self.projected(states, layer.key, layer.value)
        seen = self.op(
            "MultiHeadAttention",
            query,
            key,
            value,
            "",
            open_pieces,
            domain="com.microsoft",
            num_heads=layer.heads,
        )
        mixed = self.linear(seen, _array(layer.mixed.weight), _array(layer.mixed.bias))
        states = self.norm(self.op("Add", asking, mixed), layer.norm)
        inner = self.gelu(self.linear(states, _array(layer.widened.weight), _array(layer.widened.bias)))
        narrowed = self.linear(inner, _array(layer.narrowed.weight), _array(layer.narrowed.bias))
        return self.norm(self.op("Add", states, narrowed), layer.last_norm)


def export(model: TargetModel, path: Path, *, temperature: float = 1.0, is_rounded: bool = True) -> None:
    """Write a model with inputs ``ids`` and ``mentions`` (see `TargetModel.forward`) and one output.

    The output ``probabilities`` (batch, mentions, 3) is the softmax of the logits over the temperature.
    """
    model = model.eval()
    model.fold()
    graph = _Graph(is_rounded=is_rounded)
    open_pieces = graph.op("Cast", graph.op("Cast", "ids", to=TensorProto.BOOL), to=TensorProto.INT32)
    marked = graph.op("ReduceMax", "mentions", axes=[1], keepdims=0)
    marked = graph.op("Unsqueeze", marked, graph.constant(np.array([2], dtype="int64")))
    marks = _array(model.marks.weight)
    length = graph.op("Shape", "ids", start=1, end=2)
    positions = graph.op(
        "Slice",
        graph.constant(_array(model.positions.weight)[:MOST_PIECES] + marks[0]),
        graph.constant(np.array([0], dtype="int64")),
        length,
    )
    states = graph.op("Add", graph.lookup(_array(model.words.weight), "ids"), positions)
    states = graph.op("Add", states, graph.op("Mul", marked, graph.constant(marks[1] - marks[0])))
    states = graph.norm(states, model.norm)
    for layer in model.layers:
        states = graph.layer(layer, states, states, open_pieces)
    sizes = graph.op("ReduceSum", "mentions", graph.constant(np.array([-1], dtype="int64")), keepdims=1)
    share = graph.op("Div", "mentions", graph.op("Max", sizes, graph.number(1.0)))
    own = graph.op("MatMul", share, states)
    first = graph.op(
        "Slice",
        states,
        *(graph.constant(np.array([value], dtype="int64")) for value in (0, 1, 1)),
    )
    whole = graph.op("Expand", first, graph.op("Shape", own))
    parts = [whole, own]
    if model.look is not None:
        parts.append(graph.layer(model.look, states, own, open_pieces))
    hidden = graph.op("Concat", *parts, axis=-1)
    _, inner, _, _, outer = model.target_head
    hidden = graph.gelu(graph.linear(hidden, _array(inner.weight), _array(inner.bias)))
    logits = graph.linear(hidden, _array(outer.weight) / temperature, _array(outer.bias) / temperature)
    graph.nodes.append(helper.make_node("Softmax", [logits], ["probabilities"], axis=-1))
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "pieces"]),
        helper.make_tensor_value_info("mentions", TensorProto.FLOAT, ["batch", "mentions", "pieces"]),
    ]
    outputs = [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["batch", "mentions", 3])]
    made = helper.make_model(
        helper.make_graph(graph.nodes, "sentiment", inputs, outputs, graph.constants),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
        ir_version=9,
    )
    path.write_bytes(made.SerializeToString())


def write_calibrated(model: TargetModel, kept: Sequence[Labelled], path: Path) -> dict[str, Any]:
    """Export a model with the temperature that fits the kept sentences, and measure what was written.

    Returns
    -------
    dict
        Macro-F1, accuracy and calibration error of the network as trained and as exported, on mentions whose
        names are hidden; the temperature; and the size of the file in bytes. For the calibration error, each
        half of the sentences is given the temperature that fits the other half.
    """
    items = [item for item in kept if item.targets]
    halves = [
        [item for item in items if is_for_calibration(item.sentence.text) == is_first]
        for is_first in (True, False)
    ]
    logits, gold, _, _ = predictions(model, items, hide_names=True)
    temperature = fitted_temperature(logits, gold)
    crossed = [fitted_temperature(*predictions(model, half, hide_names=True)[:2]) for half in halves[::-1]]
    export(model, path, temperature=temperature)
    session = onnxruntime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])

    def as_trained(batch: Batch) -> NDArray[np.float64]:
        with torch.no_grad():
            return np.asarray(softmax(model(batch.ids, batch.mentions).numpy() / temperature, axis=-1))

    def as_exported(batch: Batch) -> NDArray[np.float64]:
        feed = {"ids": batch.ids.numpy(), "mentions": batch.mentions.numpy()}
        return np.asarray(session.run(None, feed)[0], dtype="float64")

    result: dict[str, Any] = {"temperature": round(temperature, 4), "bytes": path.stat().st_size}
    for name, run in (("as_trained", as_trained), ("as_exported", as_exported)):
        parts = [_predicted(run, half) for half in halves]
        labels = np.concatenate([part[1] for part in parts])
        # A softmax to the power of t / u, normed, is that of the temperature u instead of t.
        shares = np.concatenate(
            [
                softmax(np.log(part[0]) * temperature / own, axis=1)
                for part, own in zip(parts, crossed, strict=True)
            ]
        )
        scores = label_scores([LABELS[n] for n in labels], [LABELS[n] for n in shares.argmax(1)], LABELS)
        result[name] = {**scores, "ece": calibration_error(shares.argmax(1) == labels, shares.max(axis=1))}
    return result


def _predicted(
    run: Callable[[Batch], NDArray[np.float64]], items: Sequence[Labelled]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Probabilities and labels of the targets, sentence by sentence."""
    probabilities, gold = [], []
    for item, parts in zip(items, passages([item.sentence for item in items]), strict=True):
        batch = make_batch([item], [parts[0]])
        rows = batch.targets.numpy()
        probabilities.append(run(batch)[0][rows[:, 1]])
        gold.append(rows[:, 2])
    return np.concatenate(probabilities), np.concatenate(gold)


def _array(parameter: Any) -> NDArray[np.float32]:
    found: NDArray[np.float32] = parameter.detach().numpy().astype("float32")
    return found


def _rounded(values: NDArray[np.float32], levels: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round each row to whole numbers of at most `levels`, and give what to multiply them with."""
    scales = np.maximum(np.abs(values).max(axis=1, keepdims=True) / levels, 1e-12).astype("float32")
    return np.round(values / scales).astype("int8"), scales
