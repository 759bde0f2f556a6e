"""The networks that read windows of articles as ONNX files: one reads, two weigh pairs of mentions.

The first, ``windows.onnx``, holds two models that share their embeddings of words, each in a branch that runs
only where it is asked: names and references, and attributions.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper

from analysis.network.links import FEATURES, TIE_FEATURES
from analysis.network.names import NAME_LABELS, NOMINAL_LABELS
from analysis.network.pieces import END, START
from analysis.network.windows import WINDOW_PIECES
from analysis.training.attributions import make_window_batch
from analysis.training.branches import Branch
from analysis.training.data import CUE_LABELS, ROLE_LABELS, Attributed
from analysis.training.graph import Graph
from analysis.training.model import AttributionModel
from analysis.training.onnx_files import finished, measured, sample, softmaxed
from analysis.training.reference_data import Text
from analysis.training.reference_model import Links, ReferenceModel
from analysis.training.rounding import Array, Rounding, rounding_of

REFERENCES, ATTRIBUTIONS = "references", "attributions"  # what the models are called in their file
_MEASURED_TEXTS, _MEASURED_ARTICLES = 120, 60  # whose openings tell how to round
_LIKELY = 0.3  # how probable a cue is whose roles are measured: somewhat less than used
_FLOAT, _WHOLE = TensorProto.FLOAT, TensorProto.INT64


def export_windows(
    references: ReferenceModel, attributions: AttributionModel, rounding: Rounding | None, path: Path
) -> None:
    """Write both models as one graph; see `network.session` and `network.references` for its outputs.

    With a `rounding`, of the first and then of the second, the graph is rounded.

    Raises
    ------
    ValueError
        The models have other embeddings of words, or the rounding is of other models.
    """
    if not torch.equal(references.encoder.words.weight, attributions.encoder.words.weight):
        raise ValueError("the models have other embeddings of words; expected those of one encoder for both")
    graph = Graph({REFERENCES: references.eval(), ATTRIBUTIONS: attributions.eval()}, rounding)
    words = graph.lookup(references.encoder, "ids")
    _references(graph, references, words)
    _attributions(graph, attributions, words)
    has_cases = graph.op("Greater", graph.op("Shape", "cases", start=1, end=2), graph.whole(0))
    possible = graph.op("LessOrEqual", "least", graph.number(1.0))
    width = references.encoder.words.embedding_dim
    outputs = [
        *(
            helper.make_tensor_value_info(name, _FLOAT, ["batch", "pieces", size])
            for name, size in (
                ("names", len(NAME_LABELS)),
                ("nominals", len(NOMINAL_LABELS)),
                ("states", width),
                ("cues", len(CUE_LABELS)),
            )
        ),
        helper.make_tensor_value_info("places", _WHOLE, ["found", 2]),
        helper.make_tensor_value_info("roles", _FLOAT, ["found", "pieces", len(ROLE_LABELS)]),
    ]
    branches = [
        Branch(has_cases, ("names", "nominals", "states")),
        Branch(possible, ("cues", "places", "roles")),
    ]
    path.write_bytes(finished(graph, _inputs(), outputs, branches))


def export_pairs(model: ReferenceModel, folder: Path, temperatures: tuple[float, float]) -> None:
    """Write ``links.onnx`` and ``ties.onnx``, with weights of 16 bits.

    Their logits are divided by `temperatures`, so that shares are what they promise (Guo et al., ICML 2017).
    """
    width = 2 * model.encoder.words.embedding_dim
    heads = ((model.links, FEATURES, "links"), (model.ties, TIE_FEATURES, "ties"))
    for (head, features, name), temperature in zip(heads, temperatures, strict=True):
        graph = Graph({name: head.eval()}, halves=True)
        _pairs(graph, head, temperature)
        inputs = [
            helper.make_tensor_value_info("mentions", _FLOAT, ["mentions", width]),
            helper.make_tensor_value_info("asking", _WHOLE, ["pairs"]),
            helper.make_tensor_value_info("asked", _WHOLE, ["pairs"]),
            helper.make_tensor_value_info("features", _WHOLE, ["pairs", len(features)]),
        ]
        logits = helper.make_tensor_value_info("logits", _FLOAT, ["pairs", 1])
        (folder / f"{name}.onnx").write_bytes(finished(graph, inputs, [logits]))


def reference_rounding(model: ReferenceModel, texts: Sequence[Text]) -> Rounding:
    """Tell how to round what is multiplied, by the openings of some texts."""
    graph = Graph({REFERENCES: model.eval()})
    _references(graph, model, graph.lookup(model.encoder, "ids"))
    feeds = (_text_feed(text) for text in texts[:: max(1, len(texts) // _MEASURED_TEXTS)])
    return rounding_of(measured(graph, _inputs(), feeds), graph.groups, spread=False)


def reference_products(model: ReferenceModel) -> int:
    """Count what has a range of its own in the first model."""
    graph = Graph({REFERENCES: model})
    _references(graph, model, "words")
    return len(graph.factors)


def attribution_rounding(model: AttributionModel, articles: Sequence[Attributed]) -> Rounding:
    """Tell the same of the second model, by the openings of up to 60 articles."""
    graph = Graph({ATTRIBUTIONS: model.eval()})
    _attributions(graph, model, graph.lookup(model.encoder, "ids"))
    windows = (
        make_window_batch([(article, range(min(WINDOW_PIECES - 2, len(article.pieces.ids))))])
        for article in sample(articles, _MEASURED_ARTICLES)
    )
    feeds = (feed(window.ids.numpy(), least=_LIKELY) for window in windows)
    return rounding_of(measured(graph, _inputs(), feeds), graph.groups, spread=False)


def feed(ids: Array, cases: Array | None = None, least: float = 2.0) -> dict[str, Array]:
    """Give the inputs of ``windows.onnx``."""
    none = np.zeros((len(ids), 0), dtype="int64")
    return {"ids": ids, "cases": none if cases is None else cases, "least": np.array(least, "float32")}


def _inputs() -> list[onnx.ValueInfoProto]:
    return [
        helper.make_tensor_value_info("ids", _WHOLE, ["batch", "pieces"]),
        helper.make_tensor_value_info("cases", _WHOLE, ["batch", "written"]),
        helper.make_tensor_value_info("least", _FLOAT, []),
    ]


def _text_feed(text: Text) -> dict[str, Array]:
    n = min(WINDOW_PIECES - 2, len(text.pieces.ids))
    ids = np.array([[START, *text.pieces.ids[:n], END]], dtype="int64")
    return feed(ids, np.array([[0, *text.cases[:n], 0]], dtype="int64"))


def _unmarked(graph: Graph, model: ReferenceModel | AttributionModel) -> str:
    marks = graph.table(model.encoder.marks)
    return graph.op("Gather", marks, graph.constant(np.array(0, dtype="int64")))


def _references(graph: Graph, model: ReferenceModel, words: str) -> None:
    cases = graph.op("Gather", graph.table(model.case_words), "cases")
    states = graph.encoded(model.encoder, words, graph.op("Add", cases, _unmarked(graph, model)))
    for head, name in ((model.name_head, "names"), (model.nominal_head, "nominals")):
        softmaxed(graph, graph.head(states, head), name)
    graph.nodes.append(helper.make_node("Identity", [states], ["states"]))


def _attributions(graph: Graph, model: AttributionModel, words: str) -> None:
    states = graph.encoded(model.encoder, words, _unmarked(graph, model))
    softmaxed(graph, graph.head(states, model.cue_head), "cues")
    begins = graph.op("Slice", "cues", graph.whole(1), graph.whole(2), graph.whole(2))
    begins = graph.op("Squeeze", begins, graph.whole(2))
    found = graph.op("NonZero", graph.op("GreaterOrEqual", begins, "least"))
    graph.nodes.append(helper.make_node("Transpose", [found], ["places"], perm=[1, 0]))
    roles = model.roles
    cue = graph.linear(graph.op("GatherND", states, "places"), roles.cue)
    cue = graph.op("Unsqueeze", cue, graph.whole(1))
    names = ["n_factor", "n_added"]
    graph.nodes.append(helper.make_node("Split", [cue], names, axis=-1))
    rows, pieces = "n_row", "n_piece"
    graph.nodes.append(helper.make_node("Split", ["places"], [rows, pieces], axis=1))
    length = graph.op("Squeeze", graph.op("Shape", "ids", start=1, end=2), graph.whole(0))
    zero, one = graph.constant(np.array(0, dtype="int64")), graph.constant(np.array(1, dtype="int64"))
    away = graph.op("Sub", graph.op("Range", zero, length, one), pieces)
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
