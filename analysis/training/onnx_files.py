"""What all exports share: the file of a written graph, and what it multiplies when texts are read."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
import onnx
from onnx import TensorProto, helper

from analysis.network.session import load_runtime
from analysis.training.branches import Branch, branched
from analysis.training.graph import Array, Graph

T = TypeVar("T")


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
    if graph.ranges is not None and len(graph.ranges) != len(graph.factors):
        raise ValueError(
            f"{len(graph.ranges)} ranges for {len(graph.factors)} products; expected those of these models"
        )
    written = helper.make_graph(graph.nodes, "network", inputs, outputs, graph.constants)
    made = helper.make_model(
        branched(written, branches, shared) if branches else written,
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
        ir_version=9,
    )
    data: bytes = made.SerializeToString()
    return data


def extremes(
    graph: Graph, inputs: Sequence[onnx.ValueInfoProto], feeds: Iterable[dict[str, Array]]
) -> list[Array]:
    """Return of each of `Graph.factors` the least and the largest over some inputs, in every dimension.

    They are (2, dimensions), with zero between the two, also where there is nothing to multiply.
    """
    kinds = ("ReduceMin", "ReduceMax")
    names = []
    for factor in graph.factors:
        # Rows of zeros keep a reduction over nothing defined.
        width = graph.op("Shape", factor, start=-1)
        zeros = graph.op("Expand", graph.number(0.0), graph.op("Concat", graph.whole(1), width, axis=0))
        shape = graph.op("Concat", graph.whole(-1), width, axis=0)
        flat = graph.op("Concat", graph.op("Reshape", factor, shape), zeros, axis=0)
        names += [graph.op(kind, flat, axes=[0], keepdims=0) for kind in kinds]
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["width"]) for name in names]
    session = session_of(finished(graph, inputs, outputs))
    found: list[Array] = []
    for feed in feeds:
        values = session.run(names, feed)
        pairs = [np.stack(pair) for pair in zip(values[::2], values[1::2], strict=True)]
        found = [_wider(*both) for both in zip(found, pairs, strict=True)] if found else pairs
    return found


def _wider(one: Array, other: Array) -> Array:
    return np.stack([np.minimum(one[0], other[0]), np.maximum(one[1], other[1])])


def measured(graph: Graph, inputs: Sequence[onnx.ValueInfoProto], feeds: Iterable[dict[str, Array]]) -> Array:
    """Give the least and the largest of each of `Graph.factors` over some inputs, as it takes them."""
    return np.array([(least.min(), largest.max()) for least, largest in extremes(graph, inputs, feeds)])


def sample(items: Sequence[T], most: int) -> list[T]:
    """Choose up to so many items, always the same."""
    return random.Random(0).sample(items, min(most, len(items)))  # noqa: S311 - no secret


def session_of(model: bytes) -> Any:
    """Load a file that has just been written."""
    return load_runtime().InferenceSession(model, providers=["CPUExecutionProvider"])


def softmaxed(graph: Graph, logits: str, name: str) -> None:
    """Give the probabilities of logits as an output of the graph."""
    graph.nodes.append(helper.make_node("Softmax", [logits], [name], axis=-1))
