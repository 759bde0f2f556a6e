"""A graph in branches, so that only the answers that are asked for are worked out.

onnxruntime (1.32) runs every node of a graph, whichever of its outputs are fetched; of an ``If``, the nodes
of one branch. Its option `only_execute_path_to_fetches` left the time of ours as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import onnx
from onnx import helper, numpy_helper

_BATCH = "batch_size"


class Branch(NamedTuple):
    """Outputs that are worked out if the value `asked` is true, and what else may be asked for with them."""

    asked: str
    outputs: tuple[str, ...]
    within: tuple[Branch, ...] = ()

    @property
    def all_outputs(self) -> tuple[str, ...]:
        """The outputs, and those of the branches within."""
        return self.outputs + tuple(name for branch in self.within for name in branch.all_outputs)


def branched(
    graph: onnx.GraphProto, branches: Sequence[Branch], shared: Sequence[str] = ()
) -> onnx.GraphProto:
    """Put the nodes of a graph that only one branch needs into that branch.

    What several need stays before them, as does what `shared` outputs need, and constants stay where they
    are. An output that is not asked for has no elements: 0 in every dimension without a fixed size, but for
    the number of texts (``batch``).
    """
    builder = _Builder(graph)
    nodes = builder.written(range(len(graph.node)), shared, branches, depth=0)
    size = helper.make_node("Shape", ["ids"], [_BATCH], start=0, end=1)
    return helper.make_graph(
        [size, *nodes], graph.name, graph.input, graph.output, [*graph.initializer, *builder.constants]
    )


class _Builder:
    def __init__(self, graph: onnx.GraphProto) -> None:
        self.constants: list[onnx.TensorProto] = []
        self._nodes = list(graph.node)
        self._made_by = {name: n for n, node in enumerate(self._nodes) for name in node.output}
        self._outputs = {output.name: output for output in graph.output}

    def written(
        self, own: Collection[int], outputs: Sequence[str], branches: Sequence[Branch], depth: int
    ) -> list[onnx.NodeProto]:
        """Give the nodes for some outputs and branches, of those in `own`: what is shared, and an If each."""
        needs = [self._needed(branch.all_outputs) for branch in branches]
        asked = [name for branch in branches for name in _conditions(branch)]
        shared = self._needed([*outputs, *asked]) | {
            node for n, some in enumerate(needs) for other in needs[:n] for node in some & other
        }
        nodes = [self._renamed(node, outputs, depth) for node in sorted(shared & set(own))]
        for branch, some in zip(branches, needs, strict=True):
            names = branch.all_outputs
            inner = self.written(some - shared, branch.outputs, branch.within, depth + 1)
            nodes.append(
                helper.make_node(
                    "If",
                    [branch.asked],
                    [_name(name, depth) for name in names],
                    then_branch=self._graph(inner, names, depth + 1),
                    else_branch=self._graph(self._nothing(names, depth + 1), names, depth + 1),
                )
            )
        return nodes

    def _needed(self, names: Sequence[str]) -> set[int]:
        """Give the nodes that some values come from."""
        found: set[int] = set()
        waiting = list(names)
        while waiting:
            node = self._made_by.get(waiting.pop())
            if node is not None and node not in found:
                found.add(node)
                waiting += self._nodes[node].input
        return found

    def _renamed(self, number: int, outputs: Sequence[str], depth: int) -> onnx.NodeProto:
        """Copy a node; an output of the whole has a name of its own in every branch."""
        node = onnx.NodeProto()
        node.CopyFrom(self._nodes[number])
        for names in (node.input, node.output):
            for place, name in enumerate(names):
                if name in outputs:
                    names[place] = _name(name, depth)
        return node

    def _graph(self, nodes: Sequence[onnx.NodeProto], names: Sequence[str], depth: int) -> onnx.GraphProto:
        values = []
        for name in names:
            value = onnx.ValueInfoProto()
            value.CopyFrom(self._outputs[name])
            value.name = _name(name, depth)
            values.append(value)
        return helper.make_graph(nodes, f"branch_{names[0]}_{len(nodes)}", [], values)

    def _nothing(self, names: Sequence[str], depth: int) -> list[onnx.NodeProto]:
        """Give outputs without elements."""
        nodes = []
        for name in names:
            kind = self._outputs[name].type.tensor_type
            sizes = [0 if one.HasField("dim_param") else one.dim_value for one in kind.shape.dim]
            has_batch = kind.shape.dim[0].dim_param == "batch"
            rest, shape = f"{name}_sizes_{depth}", f"{name}_shape_{depth}"
            self.constants.append(numpy_helper.from_array(np.array(sizes[has_batch:], dtype="int64"), rest))
            if has_batch:
                nodes.append(helper.make_node("Concat", [_BATCH, rest], [shape], axis=0))
            zero = helper.make_tensor("zero", kind.elem_type, [1], [0])
            of = shape if has_batch else rest
            nodes.append(helper.make_node("ConstantOfShape", [of], [_name(name, depth)], value=zero))
        return nodes


def _conditions(branch: Branch) -> list[str]:
    return [branch.asked, *(name for inner in branch.within for name in _conditions(inner))]


def _name(name: str, depth: int) -> str:
    return f"{name}_{depth}" if depth else name
