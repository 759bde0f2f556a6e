"""Graphs in branches: the same answers, and nothing worked out that nobody asked for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="onnx is in the extra `train`")

from onnx import TensorProto, helper  # noqa: E402

from analysis.network.session import load_runtime  # noqa: E402
from analysis.training.branches import Branch, branched  # noqa: E402

FLOATS = TensorProto.FLOAT


def session(branches: list[Branch]) -> Any:
    """Make a graph with a shared sum, and three outputs, each with a product of its own.

    The second and the third make lists of the products that are too short for texts of more than one number,
    so that working them out fails.
    """
    names = ("first", "second", "third")
    nodes = [
        helper.make_node("Add", ["ids", "ids"], ["sum"]),
        *(helper.make_node("Mul", ["sum", "ids"], [f"product_{name}"]) for name in names),
        helper.make_node("Add", ["product_first", "sum"], ["first"]),
        helper.make_node("Reshape", ["product_second", "one"], ["second"]),
        helper.make_node("Reshape", ["product_third", "one"], ["third"]),
    ]
    graph = helper.make_graph(
        nodes,
        "numbers",
        [
            helper.make_tensor_value_info("ids", FLOATS, ["batch", "n"]),
            *(helper.make_tensor_value_info(f"asks_{name}", TensorProto.BOOL, [1]) for name in names),
        ],
        [
            helper.make_tensor_value_info("first", FLOATS, ["batch", "n"]),
            helper.make_tensor_value_info("second", FLOATS, [1]),
            helper.make_tensor_value_info("third", FLOATS, ["n"]),
        ],
        [onnx.numpy_helper.from_array(np.array([1]), "one")],
    )
    model = helper.make_model(
        branched(graph, branches), opset_imports=[helper.make_opsetid("", 17)], ir_version=9
    )
    onnx.checker.check_model(model, full_check=True)
    return load_runtime().InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])


def asked(
    ids: list[float], *, first: bool = True, second: bool = False, third: bool = False
) -> dict[str, object]:
    flags = {"asks_first": first, "asks_second": second, "asks_third": third}
    return {"ids": np.array([ids], "float32")} | {name: np.array([flag]) for name, flag in flags.items()}


SIDE_BY_SIDE = [Branch("asks_first", ("first",)), Branch("asks_second", ("second", "third"))]
WITHIN = [
    Branch("asks_first", ("first",), (Branch("asks_second", ("second",)), Branch("asks_third", ("third",))))
]


@pytest.mark.parametrize("branches", [SIDE_BY_SIDE, WITHIN])
def test_what_is_asked_for_is_as_without_branches(branches: list[Branch]) -> None:
    found = session(branches).run(["first", "second", "third"], asked([3.0], second=True, third=True))
    assert [part.tolist() for part in found] == [[[24.0]], [18.0], [18.0]]


@pytest.mark.parametrize("branches", [SIDE_BY_SIDE, WITHIN])
def test_what_nobody_asks_for_is_not_worked_out(branches: list[Branch]) -> None:
    numbers = session(branches)
    first, second, third = numbers.run(["first", "second", "third"], asked([1.0, 2.0]))
    assert first.tolist() == [[4.0, 12.0]]
    assert (second.shape, third.shape) == ((1,), (0,))
    with pytest.raises(Exception, match="Reshape"):
        numbers.run(["first"], asked([1.0, 2.0], second=True))


def test_nothing_has_the_number_of_texts() -> None:
    (first,) = session(SIDE_BY_SIDE).run(["first"], asked([1.0, 2.0], first=False))
    assert first.shape == (1, 0)
