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


def measured(graph: Graph, inputs: Sequence[onnx.ValueInfoProto], feeds: Iterable[dict[str, Array]]) -> Array:
    """Give the least and the largest of each of `Graph.factors` over some inputs."""
    names, zero = [], graph.constant(np.zeros(1, dtype="float32"))
    for factor in graph.factors:
        # Zero is in every range, also where there is nothing to multiply.
        flat = graph.op("Concat", graph.op("Reshape", factor, graph.whole(-1)), zero, axis=0)
        names += [graph.op(kind, flat, keepdims=0) for kind in ("ReduceMin", "ReduceMax")]
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, []) for name in names]
    session = session_of(finished(graph, inputs, outputs))
    values = np.array([session.run(names, feed) for feed in feeds]).reshape(-1, len(graph.factors), 2)
    return np.stack([values[..., 0].min(0), values[..., 1].max(0)], axis=1)


def sample(items: Sequence[T], most: int) -> list[T]:
    """Choose up to so many items, always the same."""
    return random.Random(0).sample(items, min(most, len(items)))  # noqa: S311 - no secret


def session_of(model: bytes) -> Any:
    """Load a file that has just been written."""
    return load_runtime().InferenceSession(model, providers=["CPUExecutionProvider"])


def softmaxed(graph: Graph, logits: str, name: str) -> None:
    """Give the probabilities of logits as an output of the graph."""
    graph.nodes.append(helper.make_node("Softmax", [logits], [name], axis=-1))
