"""What all exports share: the file of a written graph, and what it multiplies when texts are read."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import onnx
from onnx import TensorProto, helper
from onnx.external_data_helper import set_external_data

from analysis.network.session import load_runtime
from analysis.training.branches import Branch, branched
from analysis.training.graph import SHARES, Graph, Lower
from analysis.training.packing import bits_of
from analysis.training.rounding import Array, Measured

T = TypeVar("T")
# The file of the constants that the network for opinions and that which reads windows share. One network in
# two files would be stored anew whenever the other changes.
LOWER = "lower.bin"
_ALIGNED = 64  # bytes
_ROWS = 1024  # whose products are added up at once


def finished(
    graph: Graph,
    inputs: Sequence[onnx.ValueInfoProto],
    outputs: Sequence[onnx.ValueInfoProto],
    branches: Sequence[Branch] = (),
    shared: Sequence[str] = (),
) -> bytes:
    """Give a written graph as the bytes of an ONNX file; `shared` outputs are worked out in any case.

    Raises
    ------
    ValueError
        The graph has other ranges than products.
    """
    factors = len(graph.factors)
    ranges = factors if graph.rounding is None else len(graph.rounding.ranges)
    if ranges != factors:
        raise ValueError(f"{ranges} ranges for {factors} products; expected those of these models")
    written = helper.make_graph(graph.nodes, "network", inputs, outputs, graph.constants)
    made = helper.make_model(
        branched(written, branches, shared) if branches else written,
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
        ir_version=9,
    )
    data: bytes = made.SerializeToString()
    return data


def write_apart(made: bytes, path: Path, is_apart: Callable[[str], bool]) -> None:
    """Write an ONNX file, and the constants whose names are so to `LOWER` beside it."""
    model = onnx.load_from_string(made)
    with (path.parent / LOWER).open("wb") as file:
        for tensor in model.graph.initializer:
            if is_apart(tensor.name):
                file.write(bytes(-file.tell() % _ALIGNED))
                set_external_data(tensor, LOWER, file.tell(), len(tensor.raw_data))
                file.write(tensor.raw_data)
                tensor.ClearField("raw_data")
    path.write_bytes(model.SerializeToString())


def lower_of(path: Path) -> Lower:
    """Read from an ONNX file what `write_apart` wrote beside it."""
    graph = onnx.load(path, load_external_data=False).graph
    tensors = {one.name: one for one in graph.initializer if one.external_data}
    own = {one.name: one for one in graph.initializer}
    spreads = {
        scales.removesuffix(".scales"): 1 / onnx.numpy_helper.to_array(own[f"{SHARES}.{number}"])
        for number, scales in products_of(graph)
        if f"{SHARES}.{number}" in own and scales in tensors
    }
    weights = {
        scales: tensors.get(f"{scales.removesuffix('scales')}weight") for _, scales in products_of(graph)
    }
    bits = {
        scales.removesuffix(".scales"): bits_of(range(weight.dims[0]))
        for scales, weight in weights.items()
        if weight is not None
    }
    return Lower(tensors, bits, spreads)


def products_of(graph: onnx.GraphProto) -> Iterator[tuple[str, str]]:
    """Yield of every rounded product the number of its factor and the name of its scales, in branches too."""
    for node in graph.node:
        if node.op_type == "MatMulIntegerToFloat":
            yield node.input[2].removeprefix("steps."), node.input[3]
        for attribute in node.attribute:
            if attribute.HasField("g"):
                yield from products_of(attribute.g)


def measured(
    graph: Graph, inputs: Sequence[onnx.ValueInfoProto], feeds: Iterable[dict[str, Array]]
) -> list[Measured]:
    """Measure each of `Graph.factors` over some inputs; 0 where there is nothing to multiply."""
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in graph.factors]
    session = session_of(finished(graph, inputs, outputs))
    meters = [_Meter() for _ in graph.factors]
    for feed in feeds:
        for meter, values in zip(meters, session.run(graph.factors, feed), strict=True):
            meter.add(values.reshape(-1, values.shape[-1]))
    return [meter.read() for meter in meters]


class _Meter:
    """Adds up what `Measured` says of rows, a thousand at a time."""

    def __init__(self) -> None:
        self._rows: list[Array] = []
        self._found: list[Measured] = []

    def add(self, rows: Array) -> None:
        """Take in rows (rows, dimensions)."""
        self._rows.append(rows)
        if sum(map(len, self._rows)) >= _ROWS:
            self.read()

    def read(self) -> Measured:
        """Give what is known of all rows so far."""
        # A row of zeros, as zero has to lie between the extremes.
        rows = np.concatenate([*self._rows, np.zeros((1, self._rows[0].shape[1]), dtype="float32")])
        extremes, products = np.stack([rows.min(axis=0), rows.max(axis=0)]), rows.T @ rows
        for known in self._found:
            least, largest = np.minimum(extremes, known.extremes)[0], np.maximum(extremes, known.extremes)[1]
            extremes, products = np.stack([least, largest]), products + known.products
        self._rows, self._found = [rows[:0]], [Measured(extremes, products)]
        return self._found[0]


def sample(items: Sequence[T], most: int) -> list[T]:
    """Choose up to so many items, always the same."""
    return random.Random(0).sample(items, min(most, len(items)))  # noqa: S311 - no secret


def session_of(model: bytes | Path) -> Any:
    """Load a file that has just been written, or its bytes."""
    return load_runtime().InferenceSession(model, providers=["CPUExecutionProvider"])


def softmaxed(graph: Graph, logits: str, name: str) -> None:
    """Give the probabilities of logits as an output of the graph."""
    graph.nodes.append(helper.make_node("Softmax", [logits], [name], axis=-1))
