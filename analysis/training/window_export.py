"""The network that reads windows of articles as an ONNX file, and two that weigh pairs of mentions.

The first has the words and the lowest layers of that for opinions, in a file of their own beside both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from torch import nn

from analysis.network.cases import OTHER
from analysis.network.links import FEATURES, TIE_FEATURES
from analysis.network.names import NAME_LABELS, NOMINAL_LABELS
from analysis.network.pieces import END, START
from analysis.network.windows import WINDOW_PIECES
from analysis.training.attributions import make_window_batch
from analysis.training.data import CUE_LABELS, ROLE_LABELS, Attributed
from analysis.training.export import OPINIONS
from analysis.training.graph import Graph
from analysis.training.onnx_files import finished, lower_of, measured, sample, softmaxed
from analysis.training.reference_data import Text
from analysis.training.rounding import Array, Rounding, rounding_of
from analysis.training.window_model import Links, WindowModel

WINDOWS = "windows"  # what the model is called in its file
_MEASURED_TEXTS, _MEASURED_ARTICLES = 120, 60  # whose openings tell how to round
_LIKELY = 0.3  # how probable a cue is whose roles are measured: somewhat less than used
_BITS = 5
_FLOAT, _WHOLE = TensorProto.FLOAT, TensorProto.INT64


def export_windows(model: WindowModel, opinions: Path, rounding: Rounding | None, path: Path) -> None:
    """Write the model as a graph; `network.session` describes its outputs.

    With a `rounding` the graph is rounded, and has what it shares as the file of the network for `opinions`
    has it, in whose folder it belongs.
    """
    graph = _graph(model, opinions, rounding)
    _write(graph, model)
    outputs = [
        *(
            helper.make_tensor_value_info(name, _FLOAT, ["batch", "pieces", size])
            for name, size in (
                ("names", len(NAME_LABELS)),
                ("nominals", len(NOMINAL_LABELS)),
                ("states", model.encoder.words.embedding_dim),
                ("cues", len(CUE_LABELS)),
            )
        ),
        helper.make_tensor_value_info("places", _WHOLE, ["found", 2]),
        helper.make_tensor_value_info("roles", _FLOAT, ["found", "pieces", len(ROLE_LABELS)]),
    ]
    path.write_bytes(finished(graph, _inputs(), outputs))


def window_rounding(
    model: WindowModel, opinions: Path, texts: Sequence[Text], articles: Sequence[Attributed]
) -> Rounding:
    """Tell how to round what is multiplied, by the openings of some texts and articles."""
    graph = _graph(model, opinions)
    _write(graph, model)
    known = measured(graph, _inputs(), _feeds(texts, articles))
    return rounding_of(known, graph.groups, spread=False, spreads=graph.spreads)


def _graph(model: WindowModel, opinions: Path, rounding: Rounding | None = None) -> Graph:
    encoder = model.eval().encoder
    # What is shared is called what it is called there.
    shared = nn.ModuleDict(dict(encoder.named_children()))
    shared["layers"] = nn.ModuleList(encoder.layers[: encoder.shared])
    models = {WINDOWS: model, f"{OPINIONS}.encoder": shared}
    return Graph(models, rounding, bits=_BITS, lower=lower_of(opinions))


def _feeds(texts: Sequence[Text], articles: Sequence[Attributed]) -> Iterator[dict[str, Array]]:
    size = WINDOW_PIECES - 2
    for text in texts[:: max(1, len(texts) // _MEASURED_TEXTS)]:
        ids, cases = text.pieces.ids[:size], text.cases[:size]
        yield feed(np.array([[START, *ids, END]]), np.array([[OTHER, *cases, OTHER]]), _LIKELY)
    for article in sample(articles, _MEASURED_ARTICLES):
        window = make_window_batch([(article, range(min(size, len(article.pieces.ids))))])
        yield feed(window.ids.numpy(), window.cases.numpy(), _LIKELY)


def export_pairs(model: WindowModel, folder: Path, temperatures: tuple[float, float]) -> None:
    """Write ``links.onnx`` and ``ties.onnx``, with weights of 8 bits.

    Their logits are divided by `temperatures`, so that shares are what they promise (Guo et al., ICML 2017).
    """
    width = 2 * model.encoder.words.embedding_dim
    heads = ((model.links, FEATURES, "links"), (model.ties, TIE_FEATURES, "ties"))
    for (head, features, name), temperature in zip(heads, temperatures, strict=True):
        graph = Graph({name: head.eval()}, bytewise=True)
        _pairs(graph, head, temperature)
        inputs = [
            helper.make_tensor_value_info("mentions", _FLOAT, ["mentions", width]),
            helper.make_tensor_value_info("asking", _WHOLE, ["pairs"]),
            helper.make_tensor_value_info("asked", _WHOLE, ["pairs"]),
            helper.make_tensor_value_info("features", _WHOLE, ["pairs", len(features)]),
        ]
        logits = helper.make_tensor_value_info("logits", _FLOAT, ["pairs", 1])
        (folder / f"{name}.onnx").write_bytes(finished(graph, inputs, [logits]))


def feed(ids: Array, cases: Array, least: float) -> dict[str, Array]:
    """Give the inputs of ``windows.onnx``."""
    return {"ids": ids, "cases": cases, "least": np.array(least, "float32")}


def _inputs() -> list[onnx.ValueInfoProto]:
    return [
        helper.make_tensor_value_info("ids", _WHOLE, ["batch", "pieces"]),
        helper.make_tensor_value_info("cases", _WHOLE, ["batch", "pieces"]),
        helper.make_tensor_value_info("least", _FLOAT, []),
    ]


def _write(graph: Graph, model: WindowModel) -> None:
    words = graph.lookup(model.encoder, "ids")
    unmarked = graph.op("Gather", graph.table(model.encoder.marks), graph.constant(np.array(0)))
    cases = graph.op("Gather", graph.table(model.case_words), "cases")
    states = graph.encoded(model.encoder, words, unmarked, cases)
    for head, name in (
        (model.name_head, "names"),
        (model.nominal_head, "nominals"),
        (model.cue_head, "cues"),
    ):
        softmaxed(graph, graph.head(states, head), name)
    graph.nodes.append(helper.make_node("Identity", [states], ["states"]))
    begins = graph.op("Slice", "cues", graph.whole(1), graph.whole(2), graph.whole(2))
    begins = graph.op("Squeeze", begins, graph.whole(2))
    found = graph.op("NonZero", graph.op("GreaterOrEqual", begins, "least"))
    graph.nodes.append(helper.make_node("Transpose", [found], ["places"], perm=[1, 0]))
    roles = model.roles
    cue = graph.linear(graph.op("GatherND", states, "places"), roles.cue)
    cue = graph.op("Unsqueeze", cue, graph.whole(1))
    names = ["n_factor", "n_added"]
    graph.nodes.append(helper.make_node("Split", [cue], names, axis=-1))
    rows, places = "n_row", "n_piece"
    graph.nodes.append(helper.make_node("Split", ["places"], [rows, places], axis=1))
    length = graph.op("Squeeze", graph.op("Shape", "ids", start=1, end=2), graph.whole(0))
    zero, one = graph.constant(np.array(0, dtype="int64")), graph.constant(np.array(1, dtype="int64"))
    away = graph.op("Sub", graph.op("Range", zero, length, one), places)
    reach = graph.constant(np.array(roles.reach, dtype="int64"))
    least = graph.constant(np.array(-roles.reach, dtype="int64"))
    near = graph.op("Max", graph.op("Min", away, reach), least)
    distance = graph.op("Gather", graph.table(roles.distance), graph.op("Add", near, reach))
    piece = graph.op("Gather", graph.linear(states, roles.piece), graph.op("Squeeze", rows, graph.whole(1)))
    inner = graph.op("Mul", piece, graph.op("Add", names[0], graph.number(1.0)))
    inner = graph.op("Relu", graph.op("Add", graph.op("Add", inner, names[1]), distance))
    softmaxed(graph, graph.linear(inner, roles.last), "roles")


def _pairs(graph: Graph, links: Links, temperature: float) -> None:
    names = ["factor", "added"]
    graph.nodes.append(helper.make_node("Split", [graph.linear("mentions", links.asking)], names, axis=-1))
    factor, added = (graph.op("Gather", name, "asking") for name in names)
    inner = graph.op("Gather", graph.linear("mentions", links.asked), "asked")
    inner = graph.op("Add", graph.op("Mul", inner, graph.op("Add", factor, graph.number(1.0))), added)
    for number, table in enumerate(links.features):
        place = graph.constant(np.array(number, dtype="int64"))
        own = graph.op("Gather", graph.table(table), graph.op("Gather", "features", place, axis=1))
        inner = graph.op("Add", inner, own)
    _, _, second, _, _, last = links.last
    inner = graph.op("Relu", graph.linear(graph.op("Relu", inner), second))
    logits = graph.linear(inner, last, temperature=temperature)
    graph.nodes.append(helper.make_node("Identity", [logits], ["logits"]))
