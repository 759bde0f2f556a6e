"""Both trained networks as one ONNX file, rounded as `training.graph` says."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from scipy.special import softmax
from torch import Tensor

from analysis.evaluate.metrics import calibration_error, label_scores
from analysis.network.pairs import PAIR_LABELS, TURNED
from analysis.network.pieces import passages
from analysis.network.session import load_runtime
from analysis.network.windows import WINDOW_PIECES
from analysis.training.attributions import make_window_batch
from analysis.training.branches import Branch, branched
from analysis.training.calibration import fitted_temperature
from analysis.training.data import (
    CUE_LABELS,
    LABELS,
    PAIR_NAMES,
    ROLE_LABELS,
    Attributed,
    Labelled,
    is_for_calibration,
    is_kept,
)
from analysis.training.graph import Array, Graph, array
from analysis.training.model import AttributionModel, Encoder, OpinionModel
from analysis.training.opinions import Logits, make_batch, predictions

_PLACES = (("targets", 0), ("pairs", 2))  # where the logits of each are, which their shares follow
VALENCE_LEVELS = 127
_MEASURED_SENTENCES, _MEASURED_ARTICLES = 400, 60  # whose activations tell how to round
T = TypeVar("T")
_LIKELY = 0.3  # how probable a cue is whose roles are measured: somewhat less than used


def export(
    opinions: OpinionModel,
    attributions: AttributionModel,
    path: Path,
    *,
    temperature: float = 1.0,
    pair_temperature: float = 1.0,
    ranges: Array | None = None,
) -> None:
    """Write both models as one graph that answers all questions; `network.session` describes its outputs.

    Where both have the same embeddings of word pieces, which training does not touch, the file holds one
    copy. Without mentions nothing of the first is worked out, without pairs no opinion, and with `least`
    above 1 nothing of the second. With `ranges`, of the first and then of the second, the graph is rounded.

    Raises
    ------
    ValueError
        The ranges are of other models.
    """
    graph = Graph(ranges)
    tables = [model.encoder.words.weight for model in (opinions, attributions)]
    words = [graph.lookup(array(tables[0]), "ids")]
    words.append(words[0] if torch.equal(*tables) else graph.lookup(array(tables[1]), "ids"))
    _opinions(graph, opinions.eval(), words[0], temperature, pair_temperature)
    _attributions(graph, attributions.eval(), words[1])
    if ranges is not None and len(ranges) != len(graph.factors):
        raise ValueError(
            f"{len(ranges)} ranges for {len(graph.factors)} products; expected those of these models"
        )
    mentions, pairs = (
        graph.op("Greater", graph.op("Shape", name, start=1, end=2), graph.whole(0))
        for name in ("mentions", "pairs")
    )
    possible = graph.op("LessOrEqual", "least", graph.number(1.0))
    floats, whole = TensorProto.FLOAT, TensorProto.INT64
    path.write_bytes(
        finished(
            graph,
            _inputs(),
            [
                helper.make_tensor_value_info("probabilities", floats, ["batch", "mentions", len(LABELS)]),
                helper.make_tensor_value_info("opinions", floats, ["batch", "pairs", len(PAIR_LABELS)]),
                helper.make_tensor_value_info("cues", floats, ["batch", "pieces", len(CUE_LABELS)]),
                helper.make_tensor_value_info("places", whole, ["found", 2]),
                helper.make_tensor_value_info("roles", floats, ["found", "pieces", len(ROLE_LABELS)]),
            ],
            [
                Branch(mentions, ("probabilities",), (Branch(pairs, ("opinions",)),)),
                Branch(possible, ("cues", "places", "roles")),
            ],
        )
    )


def opinion_ranges(model: OpinionModel, items: Sequence[Labelled]) -> Array:
    """Give the least and the largest of what is multiplied when up to 400 sentences are read.

    One row for each of `Graph.factors`, zero always between the two.
    """
    graph = Graph(None)
    _opinions(graph, model.eval(), graph.lookup(array(model.encoder.words.weight), "ids"), 1.0, 1.0)
    used = _sample(items, _MEASURED_SENTENCES)
    batches = (
        make_batch([item], [parts[0]])
        for item, parts in zip(used, passages([item.sentence for item in used]), strict=True)
    )
    return _ranges(graph, (_feed(batch.ids, batch.mentions, batch.pairs) for batch in batches))


def attribution_ranges(model: AttributionModel, articles: Sequence[Attributed]) -> Array:
    """Give the same as `opinion_ranges`, when the openings of up to 60 articles are read."""
    graph = Graph(None)
    _attributions(graph, model.eval(), graph.lookup(array(model.encoder.words.weight), "ids"))
    windows = (
        make_window_batch([(article, range(min(WINDOW_PIECES - 2, len(article.pieces.ids))))])
        for article in _sample(articles, _MEASURED_ARTICLES)
    )
    return _ranges(graph, (_feed(window.ids, least=_LIKELY) for window in windows))


def _sample(items: Sequence[T], most: int) -> list[T]:
    return random.Random(0).sample(items, min(most, len(items)))  # noqa: S311 - no secret


def _ranges(graph: Graph, feeds: Iterable[dict[str, Array]]) -> Array:
    return measured(graph, _inputs(), feeds)


def measured(graph: Graph, inputs: Sequence[onnx.ValueInfoProto], feeds: Iterable[dict[str, Array]]) -> Array:
    """Give the least and the largest of each of `Graph.factors` over some inputs."""
    names, zero = [], graph.constant(np.zeros(1, dtype="float32"))
    for factor in graph.factors:
        # Zero is in every range, also where there is nothing to multiply.
        flat = graph.op("Concat", graph.op("Reshape", factor, graph.whole(-1)), zero, axis=0)
        names += [graph.op(kind, flat, keepdims=0) for kind in ("ReduceMin", "ReduceMax")]
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, []) for name in names]
    session = _session(finished(graph, inputs, outputs))
    values = np.array([session.run(names, feed) for feed in feeds]).reshape(-1, len(graph.factors), 2)
    return np.stack([values[..., 0].min(0), values[..., 1].max(0)], axis=1)


def _feed(
    ids: Tensor, mentions: Tensor | None = None, pairs: Tensor | None = None, least: float = 2.0
) -> dict[str, Array]:
    texts, pieces = ids.shape
    return {
        "ids": ids.numpy(),
        "mentions": np.zeros((texts, 1, pieces), "float32") if mentions is None else mentions.numpy(),
        "pairs": np.zeros((texts, 1, 2), "int64") if pairs is None else pairs.numpy(),
        "least": np.array(least, dtype="float32"),
    }


def _session(model: bytes) -> Any:
    return load_runtime().InferenceSession(model, providers=["CPUExecutionProvider"])


def _inputs() -> list[onnx.ValueInfoProto]:
    floats, whole = TensorProto.FLOAT, TensorProto.INT64
    return [
        helper.make_tensor_value_info("ids", whole, ["batch", "pieces"]),
        helper.make_tensor_value_info("mentions", floats, ["batch", "mentions", "pieces"]),
        helper.make_tensor_value_info("pairs", whole, ["batch", "pairs", 2]),
        helper.make_tensor_value_info("least", floats, []),
    ]


def finished(
    graph: Graph,
    inputs: Sequence[onnx.ValueInfoProto],
    outputs: Sequence[onnx.ValueInfoProto],
    branches: Sequence[Branch] = (),
) -> bytes:
    """Give a written graph as the bytes of an ONNX file."""
    written = helper.make_graph(graph.nodes, "network", inputs, outputs, graph.constants)
    made = helper.make_model(
        branched(written, branches) if branches else written,
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
        ir_version=9,
    )
    data: bytes = made.SerializeToString()
    return data


def _opinions(
    graph: Graph, model: OpinionModel, words: str, temperature: float, pair_temperature: float
) -> None:
    states = _opinion_states(graph, model, words)
    own, seen = _mentions(graph, model, states)
    _softmax(graph, graph.head(seen, model.target_head, temperature), "probabilities")
    _pairs(graph, model, states, own, seen, pair_temperature)


def _opinion_states(graph: Graph, model: OpinionModel, words: str) -> str:
    marked = graph.op("ReduceMax", "mentions", axes=[1], keepdims=0)
    marked = graph.op("Unsqueeze", marked, graph.whole(2))
    marks = array(model.encoder.marks.weight)
    added = graph.op(
        "Add", graph.op("Mul", marked, graph.constant(marks[1] - marks[0])), graph.constant(marks[0])
    )
    # Valences go from -4 to 4 in tenths, which 8 bits tell apart.
    valences = np.round(array(model.valences) * VALENCE_LEVELS).astype("int8")
    found = graph.op("Cast", graph.op("Gather", graph.constant(valences), "ids"), to=TensorProto.FLOAT)
    weight = array(model.valence.weight).T / VALENCE_LEVELS
    added = graph.op("Add", added, graph.op("MatMul", found, graph.constant(weight)))
    return encoded(graph, model.encoder, words, added)


def encoded(graph: Graph, encoder: Encoder, words: str, added: str) -> str:
    """Add an encoder to a graph, and give the name of its states; `added` is what words have beside them."""
    positions = graph.op(
        "Slice",
        graph.constant(array(encoder.positions.weight)[:WINDOW_PIECES]),
        graph.whole(0),
        graph.op("Shape", "ids", start=1, end=2),
    )
    states = graph.op("Add", graph.op("Add", words, positions), added)
    states = graph.norm(states, encoder.norm)
    nearness = "" if encoder.nearness is None else graph.nearness(encoder.nearness)
    for layer in encoder.layers:
        states = graph.layer(layer, states, states, nearness)
    return states


def _mentions(graph: Graph, model: OpinionModel, states: str) -> tuple[str, str]:
    """Write what is known of each mention: all of it, and the second look alone."""
    sizes = graph.op("ReduceSum", "mentions", graph.whole(-1), keepdims=1)
    share = graph.op("Div", "mentions", graph.op("Max", sizes, graph.number(1.0)))
    own = graph.op("MatMul", share, states)
    first = graph.op("Slice", states, graph.whole(0), graph.whole(1), graph.whole(1))
    whole = graph.op("Expand", first, graph.op("Shape", own))
    looked = graph.layer(model.look, states, own)
    return graph.op("Concat", own, looked, axis=-1), graph.op("Concat", whole, own, looked, axis=-1)


def _pairs(
    graph: Graph,
    model: OpinionModel,
    states: str,
    own: str,
    seen: str,
    temperature: float,
) -> None:
    width = model.encoder.words.embedding_dim
    numbers = ["n_first", "n_second"]
    graph.nodes.append(helper.make_node("Split", ["pairs"], numbers, axis=-1))
    first = graph.op("GatherND", seen, numbers[0], batch_dims=1)
    second = graph.op("GatherND", own, numbers[1], batch_dims=1)
    looks = [
        graph.op("Slice", part, graph.whole(start), graph.whole(start + width), graph.whole(2))
        for part, start in ((first, 2 * width), (second, width))
    ]
    query = model.pair_query
    asking = graph.linear(graph.op("Concat", *looks, axis=-1), array(query.weight), array(query.bias))
    looked = graph.layer(model.look, states, asking)
    known = graph.op("Concat", first, second, looked, axis=-1)
    _softmax(graph, graph.head(known, model.pair_head, temperature), "opinions")


def _attributions(graph: Graph, model: AttributionModel, words: str) -> None:
    marks = graph.constant(array(model.encoder.marks.weight)[0])
    states = encoded(graph, model.encoder, words, marks)
    _softmax(graph, graph.head(states, model.cue_head), "cues")
    begins = graph.op("Slice", "cues", graph.whole(1), graph.whole(2), graph.whole(2))
    begins = graph.op("Squeeze", begins, graph.whole(2))
    found = graph.op("NonZero", graph.op("GreaterOrEqual", begins, "least"))
    graph.nodes.append(helper.make_node("Transpose", [found], ["places"], perm=[1, 0]))
    roles = model.roles
    cue = graph.linear(graph.op("GatherND", states, "places"), array(roles.cue.weight), array(roles.cue.bias))
    cue = graph.op("Unsqueeze", cue, graph.whole(1))
    names = ["n_factor", "n_added"]
    graph.nodes.append(helper.make_node("Split", [cue], names, axis=-1))
    rows, pieces = "n_row", "n_piece"
    graph.nodes.append(helper.make_node("Split", ["places"], [rows, pieces], axis=1))
    length = graph.op("Squeeze", graph.op("Shape", "ids", start=1, end=2), graph.whole(0))
    zero, one = graph.constant(np.array(0, dtype="int64")), graph.constant(np.array(1, dtype="int64"))
    away = graph.op("Sub", graph.op("Range", zero, length, one), pieces)
    reach = graph.constant(np.array(roles.reach, dtype="int64"))
    near = graph.op(
        "Max", graph.op("Min", away, reach), graph.constant(np.array(-roles.reach, dtype="int64"))
    )
    distance = graph.op("Gather", graph.constant(array(roles.distance.weight)), graph.op("Add", near, reach))
    piece = graph.linear(states, array(roles.piece.weight), array(roles.piece.bias))
    piece = graph.op("Gather", piece, graph.op("Squeeze", rows, graph.whole(1)))
    inner = graph.op("Mul", piece, graph.op("Add", names[0], graph.number(1.0)))
    inner = graph.op("Relu", graph.op("Add", graph.op("Add", inner, names[1]), distance))
    _softmax(graph, graph.linear(inner, array(roles.last.weight), array(roles.last.bias)), "roles")


def _softmax(graph: Graph, logits: str, name: str) -> None:
    graph.nodes.append(helper.make_node("Softmax", [logits], [name], axis=-1))


def write_calibrated(
    opinions: OpinionModel,
    attributions: AttributionModel,
    items: Sequence[Labelled],
    beside: Array,
    path: Path,
) -> dict[str, Any]:
    """Export both models with the temperatures that fit the kept sentences, and measure what was written.

    How activations are rounded comes from a sample of the other sentences, and from `beside` for
    attributions, which `attribution_ranges` or `restored.known_ranges` gave.

    Returns
    -------
    dict
        Macro-F1, accuracy and calibration error of the network as trained and as exported, on mentions
        (``targets``) and pairs (``pairs``) whose names are hidden; the temperatures; and the size of the file
        in bytes. For the calibration error, each half of the sentences is given the temperature that fits
        the other half.
    """
    used = [item for item in items if not is_kept(item.sentence.text)]
    kept = [item for item in items if is_kept(item.sentence.text)]
    halves = [
        [item for item in kept if is_for_calibration(item.sentence.text) == is_first] for is_first in (1, 0)
    ]
    trained = [predictions(opinions, half, hide_names=True) for half in halves]
    fits: dict[str, list[float]] = {}
    for name, place in _PLACES:
        logits, truth = [found[place] for found in trained], [found[place + 1].argmax(1) for found in trained]
        fits[name] = [
            fitted_temperature(np.concatenate(logits), np.concatenate(truth)),
            *(fitted_temperature(*part) for part in zip(logits[::-1], truth[::-1], strict=True)),
        ]
    temperature, pair_temperature = fits["targets"][0], fits["pairs"][0]
    export(
        opinions,
        attributions,
        path,
        temperature=temperature,
        pair_temperature=pair_temperature,
        ranges=np.concatenate([opinion_ranges(opinions, used), beside]),
    )
    exported = [exported_predictions(path, half) for half in halves]
    result: dict[str, Any] = {"bytes": path.stat().st_size}
    for (name, place), labels in zip(_PLACES, (LABELS, PAIR_NAMES), strict=True):
        overall, *crossed = fits[name]
        result[name] = {"temperature": round(overall, 4)}
        # The softmax of logarithms over u / t is that of the logits over u, where it was over t.
        for kind, found, given in (("as_trained", trained, 1.0), ("as_exported", exported, overall)):
            shares = np.concatenate(
                [softmax(part[place] * given / own, axis=1) for part, own in zip(found, crossed, strict=True)]
            )
            gold = np.concatenate([part[place + 1].argmax(1) for part in found])
            scores = label_scores([labels[n] for n in gold], [labels[n] for n in shares.argmax(1)], labels)
            error = calibration_error(shares.argmax(1) == gold, shares.max(axis=1))
            result[name][kind] = {**scores, "ece": error}
    return result


def exported_predictions(path: Path, items: Sequence[Labelled]) -> Logits:
    """Give logarithms of probabilities where `opinions.predictions` gives logits."""
    session = _session(path.read_bytes())
    found: list[tuple[Array, ...]] = []
    for item, parts in zip(items, passages([item.sentence for item in items]), strict=True):
        batch = make_batch([item], [parts[0]])
        feed = _feed(batch.ids, batch.mentions, batch.pairs)
        targets, opinions = session.run(["probabilities", "opinions"], feed)
        logs = np.log(opinions[0])
        found.append(
            (
                np.log(targets[0, batch.targets[:, 1].numpy()]),
                batch.target_shares.numpy(),
                (logs[::2] + logs[1::2][:, list(TURNED)]) / 2,
                batch.pair_shares[0, ::2].numpy(),
            )
        )
    return Logits(*(np.concatenate(part).astype("float64") for part in zip(*found, strict=True)))
