"""The network for sentiment and opinions as an ONNX file, rounded as `training.graph` says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper
from scipy.special import softmax

from analysis.evaluate.metrics import calibration_error, label_scores
from analysis.network.pairs import PAIR_LABELS, TURNED
from analysis.network.pieces import passages
from analysis.records import ABOUT
from analysis.training.branches import Branch
from analysis.training.calibration import fitted_temperature
from analysis.training.data import LABELS, PAIR_NAMES, Labelled, is_for_calibration, is_kept
from analysis.training.graph import WORDS, Graph, array
from analysis.training.model import OpinionModel
from analysis.training.onnx_files import LOWER, finished, measured, sample, session_of, softmaxed, write_apart
from analysis.training.opinions import Batch, Logits, make_batch, predictions
from analysis.training.rounding import Array, Rounding, rounding_of
from analysis.training.window_model import SHARED

_PLACES = (("targets", 0), ("pairs", 2))  # where the logits of each are, which their shares follow
VALENCE_LEVELS = 127
OPINIONS = "opinions"  # what the model is called in its file
# Sentences whose activations tell how to round, of people's labels and of our own each. With 400 of the first
# alone, probabilities are twice as far from those of the network that was trained.
_MEASURED = 750
# With 7 bits the file has 62 MB instead of 55.
_BITS = 6


def export(
    model: OpinionModel,
    path: Path,
    *,
    temperature: float = 1.0,
    pair_temperature: float = 1.0,
    rounding: Rounding | None = None,
) -> None:
    """Write the model as a graph; `network.session` describes its outputs.

    Without pairs no opinion is worked out. With a `rounding` the graph is rounded. What the network that
    reads windows shares is written to `onnx_files.LOWER` beside `path`.
    """
    graph = _graph(model, rounding)
    _write(graph, model, temperature, pair_temperature)
    has_pairs = graph.op("Greater", graph.op("Shape", "pairs", start=1, end=2), graph.whole(0))
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", asked, len(labels)])
        for name, asked, labels in (
            ("probabilities", "mentions", LABELS),
            ("about", "mentions", ABOUT),
            ("opinions", "pairs", PAIR_LABELS),
        )
    ]
    branches = [Branch(has_pairs, ("opinions",))]
    made = finished(graph, _inputs(), outputs, branches, shared=("probabilities", "about"))
    write_apart(made, path, _is_shared)


def _is_shared(name: str) -> bool:
    """Tell whether a constant belongs to what the network that reads windows has, too."""
    layer = re.match(rf"{OPINIONS}\.encoder\.layers\.(\d+)\.", name)
    is_lower = int(layer[1]) < SHARED if layer else name.startswith(f"{OPINIONS}.encoder.")
    return is_lower or name in (WORDS, f"{WORDS}.scales")


def opinion_rounding(model: OpinionModel, items: Sequence[Labelled]) -> Rounding:
    """Tell how to round what is multiplied, by what it is when sentences are read."""
    graph = _graph(model)
    _write(graph, model, 1.0, 1.0)
    cut = passages([item.sentence for item in items])
    batches = (make_batch([item], [parts[0]]) for item, parts in zip(items, cut, strict=True))
    return rounding_of(measured(graph, _inputs(), map(_feed, batches)), graph.groups, spread=True)


def _graph(model: OpinionModel, rounding: Rounding | None = None) -> Graph:
    return Graph({OPINIONS: model.eval()}, rounding, bits=_BITS)


def _feed(batch: Batch) -> dict[str, Array]:
    return {
        "ids": batch.ids.numpy(),
        "mentions": batch.mentions.numpy(),
        "pairs": batch.pairs.numpy(),
    }


def _inputs() -> list[onnx.ValueInfoProto]:
    return [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "pieces"]),
        helper.make_tensor_value_info("mentions", TensorProto.FLOAT, ["batch", "mentions", "pieces"]),
        helper.make_tensor_value_info("pairs", TensorProto.INT64, ["batch", "pairs", 2]),
    ]


def _write(graph: Graph, model: OpinionModel, temperature: float, pair_temperature: float) -> None:
    states = _states(graph, model)
    own, seen = _mentions(graph, model, states)
    softmaxed(graph, graph.head(seen, model.target_head, temperature), "probabilities")
    softmaxed(graph, graph.linear(seen, model.about), "about")
    _pairs(graph, model, states, own, seen, pair_temperature)


def _states(graph: Graph, model: OpinionModel) -> str:
    encoder = model.encoder
    marked = graph.op("ReduceMax", "mentions", axes=[1], keepdims=0)
    marks = graph.op("Gather", graph.table(encoder.marks), graph.op("Cast", marked, to=TensorProto.INT64))
    # Valences go from -4 to 4 in tenths, which 8 bits tell apart.
    levels = np.round(array(model.valences) * VALENCE_LEVELS).astype("int8")
    found = graph.op("Gather", graph.own(levels, f"{OPINIONS}.valences"), "ids")
    found = graph.op("Div", graph.op("Cast", found, to=TensorProto.FLOAT), graph.number(VALENCE_LEVELS))
    weight = graph.own(array(model.valence.weight).T.copy(), f"{OPINIONS}.valence.weight")
    added = graph.op("Add", marks, graph.op("MatMul", found, weight))
    return graph.encoded(encoder, graph.lookup(encoder, "ids"), added)


def _mentions(graph: Graph, model: OpinionModel, states: str) -> tuple[str, str]:
    """Write what is known of each mention: without the whole sentence, and with it."""
    sizes = graph.op("ReduceSum", "mentions", graph.whole(-1), keepdims=1)
    share = graph.op("Div", "mentions", graph.op("Max", sizes, graph.number(1.0)))
    own = graph.op("MatMul", share, states)
    first = graph.op("Slice", states, graph.whole(0), graph.whole(1), graph.whole(1))
    whole = graph.op("Expand", first, graph.op("Shape", own))
    looked = graph.layer(model.look, states, own)
    return graph.op("Concat", own, looked, axis=-1), graph.op("Concat", whole, own, looked, axis=-1)


def _pairs(graph: Graph, model: OpinionModel, states: str, own: str, seen: str, temperature: float) -> None:
    width = model.encoder.words.embedding_dim
    numbers = ["n_first", "n_second"]
    graph.nodes.append(helper.make_node("Split", ["pairs"], numbers, axis=-1))
    first = graph.op("GatherND", seen, numbers[0], batch_dims=1)
    second = graph.op("GatherND", own, numbers[1], batch_dims=1)
    looks = [
        graph.op("Slice", part, graph.whole(start), graph.whole(start + width), graph.whole(2))
        for part, start in ((first, 2 * width), (second, width))
    ]
    asking = graph.linear(graph.op("Concat", *looks, axis=-1), model.pair_query)
    looked = graph.layer(model.look, states, asking)
    known = graph.op("Concat", first, second, looked, axis=-1)
    softmaxed(graph, graph.head(known, model.pair_head, temperature), "opinions")


def write_calibrated(
    model: OpinionModel, items: Sequence[Labelled], own: Sequence[Labelled], path: Path
) -> dict[str, Any]:
    """Export a model with the temperatures that fit the kept sentences, and measure what was written.

    How it is rounded comes from a sample of the other sentences, and one of `own`.

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
    trained = [predictions(model, half, hide_names=True) for half in halves]
    fits: dict[str, list[float]] = {}
    for name, place in _PLACES:
        logits, truth = [found[place] for found in trained], [found[place + 1].argmax(1) for found in trained]
        fits[name] = [
            fitted_temperature(np.concatenate(logits), np.concatenate(truth)),
            *(fitted_temperature(*part) for part in zip(logits[::-1], truth[::-1], strict=True)),
        ]
    export(
        model,
        path,
        temperature=fits["targets"][0],
        pair_temperature=fits["pairs"][0],
        rounding=opinion_rounding(model, [*sample(used, _MEASURED), *sample(own, _MEASURED)]),
    )
    exported = [exported_predictions(path, half) for half in halves]
    sizes = [one.stat().st_size for one in (path, path.parent / LOWER)]
    result: dict[str, Any] = {"bytes": sum(sizes)}
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
    session = session_of(path)
    found: list[tuple[Array, ...]] = []
    for item, parts in zip(items, passages([item.sentence for item in items]), strict=True):
        batch = make_batch([item], [parts[0]])
        targets, opinions = session.run(["probabilities", "opinions"], _feed(batch))
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
