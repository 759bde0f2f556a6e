"""The network for names and references as ONNX files: one reads windows, two weigh pairs of mentions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

from analysis.network.links import FEATURES, TIE_FEATURES
from analysis.network.names import NAME_LABELS, NOMINAL_LABELS
from analysis.network.pieces import END, START
from analysis.network.windows import WINDOW_PIECES
from analysis.training.export import encoded, finished, measured
from analysis.training.graph import Array, Graph, array
from analysis.training.reference_data import Text
from analysis.training.reference_model import Links, ReferenceModel

_MEASURED = 120  # texts whose openings tell how to round
_FLOAT, _WHOLE = TensorProto.FLOAT, TensorProto.INT64


def export_references(
    model: ReferenceModel, texts: Sequence[Text], folder: Path, temperatures: tuple[float, float]
) -> None:
    """Write a trained network as ``references.onnx``, ``links.onnx`` and ``ties.onnx``.

    The first is rounded by what the openings of some texts give; see `network.references`. The logits of
    links and ties are divided by `temperatures`, so that shares are what they promise (Guo et al., ICML
    2017).
    """
    model.eval()
    plain = Graph(None)
    _reading(plain, model)
    feeds = [_feed(text) for text in texts[:: max(1, len(texts) // _MEASURED)]]
    graph = Graph(measured(plain, _inputs(), feeds))
    outputs = [
        helper.make_tensor_value_info("names", _FLOAT, ["batch", "pieces", len(NAME_LABELS)]),
        helper.make_tensor_value_info("nominals", _FLOAT, ["batch", "pieces", len(NOMINAL_LABELS)]),
        helper.make_tensor_value_info(
            "states", _FLOAT, ["batch", "pieces", model.encoder.words.embedding_dim]
        ),
    ]
    _reading(graph, model)
    (folder / "references.onnx").write_bytes(finished(graph, _inputs(), outputs))
    width = 2 * model.encoder.words.embedding_dim
    heads = ((model.links, FEATURES, "links"), (model.ties, TIE_FEATURES, "ties"))
    for (head, features, name), temperature in zip(heads, temperatures, strict=True):
        graph = Graph(None)
        _pairs(graph, head, temperature)
        inputs = [
            helper.make_tensor_value_info("mentions", _FLOAT, ["mentions", width]),
            helper.make_tensor_value_info("asking", _WHOLE, ["pairs"]),
            helper.make_tensor_value_info("asked", _WHOLE, ["pairs"]),
            helper.make_tensor_value_info("features", _WHOLE, ["pairs", len(features)]),
        ]
        logits = helper.make_tensor_value_info("logits", _FLOAT, ["pairs", 1])
        (folder / f"{name}.onnx").write_bytes(finished(graph, inputs, [logits]))


def _inputs() -> list[onnx.ValueInfoProto]:
    return [helper.make_tensor_value_info(name, _WHOLE, ["batch", "pieces"]) for name in ("ids", "cases")]


def _feed(text: Text) -> dict[str, Array]:
    n = min(WINDOW_PIECES - 2, len(text.pieces.ids))
    return {
        "ids": np.array([[START, *text.pieces.ids[:n], END]], dtype="int64"),
        "cases": np.array([[0, *text.cases[:n], 0]], dtype="int64"),
    }


def _reading(graph: Graph, model: ReferenceModel) -> None:
    words = graph.lookup(array(model.encoder.words.weight), "ids")
    marks = graph.constant(array(model.encoder.marks.weight)[0])
    cases = graph.op("Gather", graph.constant(array(model.case_words.weight)), "cases")
    states = encoded(graph, model.encoder, words, graph.op("Add", cases, marks))
    for head, name in ((model.name_head, "names"), (model.nominal_head, "nominals")):
        logits = graph.head(states, head)
        graph.nodes.append(helper.make_node("Softmax", [logits], [name], axis=-1))
    graph.nodes.append(helper.make_node("Identity", [states], ["states"]))


def _pairs(graph: Graph, links: Links, temperature: float) -> None:
    def linear(states: str, module: object) -> str:
        return graph.linear(states, array(module.weight), array(module.bias))  # type: ignore[attr-defined]

    names = ["factor", "added"]
    graph.nodes.append(helper.make_node("Split", [linear("mentions", links.asking)], names, axis=-1))
    factor, added = (graph.op("Gather", name, "asking") for name in names)
    inner = graph.op("Gather", linear("mentions", links.asked), "asked")
    inner = graph.op("Add", graph.op("Mul", inner, graph.op("Add", factor, graph.number(1.0))), added)
    for number, table in enumerate(links.features):
        place = graph.constant(np.array(number, dtype="int64"))
        own = graph.op(
            "Gather", graph.constant(array(table.weight)), graph.op("Gather", "features", place, axis=1)
        )
        inner = graph.op("Add", inner, own)
    _, _, second, _, _, last = links.last
    inner = graph.op("Relu", linear(graph.op("Relu", inner), second))
    logits = graph.op("Div", linear(inner, last), graph.number(temperature))
    graph.nodes.append(helper.make_node("Identity", [logits], ["logits"]))
