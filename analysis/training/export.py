"""Both trained networks as one ONNX file with weights of 7 bits, written node by node.

Weights are rounded to -63 … 63 with a scale for each output, and activations to -127 … 127 with a scale for
each word piece, when they are multiplied. With a scale for each piece (not, as `onnxruntime` would have it,
for a whole batch), a sentence gets the same scores whatever it is batched with. With 7 bits no sum of two
products overflows the 16 bits that processors without VNNI add them in, so every machine gives the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from scipy.special import softmax

from analysis.evaluate.metrics import calibration_error, label_scores
from analysis.network.pieces import passages
from analysis.network.windows import WINDOW_PIECES
from analysis.stance.pairs import PAIR_LABELS, TURNED
from analysis.training.calibration import fitted_temperature
from analysis.training.data import (
    CUE_LABELS,
    LABELS,
    PAIR_NAMES,
    ROLE_LABELS,
    Labelled,
    is_for_calibration,
)
from analysis.training.model import AttributionModel, Encoder, Layer, OpinionModel, levels_of
from analysis.training.opinions import Logits, make_batch, predictions

Array = NDArray[Any]
_PLACES = (("targets", 0), ("pairs", 2))  # where the logits of each are, which their shares follow
_WEIGHT_LEVELS, _LEVELS = 63, 127


class _Graph:
    """Nodes and constants while they are written; every method gives the name of its result."""

    def __init__(self, *, is_rounded: bool) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.is_rounded = is_rounded
        self._constants: dict[tuple[str, tuple[int, ...], bytes], str] = {}
        self.middle = self.constant(np.array(128, dtype="uint8"))
        self._rounded: dict[str, tuple[str, str]] = {}

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add a node with one result."""
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], domain=domain, **attributes))
        return name

    def constant(self, value: Array) -> str:
        """Add a constant, once where the same is used twice."""
        key = (str(value.dtype), value.shape, value.tobytes())
        if key not in self._constants:
            self._constants[key] = f"c{len(self.constants)}"
            self.constants.append(numpy_helper.from_array(value, self._constants[key]))
        return self._constants[key]

    def number(self, value: float) -> str:
        """Add a constant of one float."""
        return self.constant(np.array(value, dtype="float32"))

    def linear(self, states: str, weight: Array, bias: Array) -> str:
        """Multiply by a weight (outputs, inputs) and add a bias."""
        return self.op("Add", self.product(states, weight), self.constant(bias))

    def product(self, states: str, weight: Array) -> str:
        """Multiply by a weight (outputs, inputs)."""
        if not self.is_rounded:
            return self.op("MatMul", states, self.constant(weight.T.copy()))
        values, scale = self._rounded.get(states) or self._round(states)
        rounded, scales = _rounded(weight, _WEIGHT_LEVELS)
        product = self.op(
            "MatMulIntegerToFloat",
            values,
            self.constant(rounded.T.copy()),
            self.number(1.0),
            self.constant(scales[:, 0]),
            self.middle,
            domain="com.microsoft",
        )
        return self.op("Mul", product, scale)

    def _round(self, states: str) -> tuple[str, str]:
        largest = self.op("ReduceMax", self.op("Abs", states), axes=[-1], keepdims=1)
        scale = self.op("Max", self.op("Mul", largest, self.number(1 / _LEVELS)), self.number(1e-12))
        # One operator, which wants a scale and a middle for each row of a table. Counted, not -1, since there
        # may be no rows.
        shape = self.op("Shape", states)
        rows = self.op("ReduceProd", self.op("Slice", shape, self.whole(0), self.whole(-1)), keepdims=1)
        width = self.op("Slice", shape, self.whole(-1), self.whole(np.iinfo("int64").max))
        table = self.op("Reshape", states, self.op("Concat", rows, width, axis=0), allowzero=1)
        of_rows = self.op("Reshape", scale, rows, allowzero=1)
        middles = self.op(
            "ConstantOfShape",
            self.op("Shape", of_rows),
            value=numpy_helper.from_array(np.array([128], dtype="uint8")),
        )
        rounded = self.op("QuantizeLinear", table, of_rows, middles, axis=0)
        values = self.op("Reshape", rounded, shape, allowzero=1)
        self._rounded[states] = values, scale
        return values, scale

    def lookup(self, table: Array, ids: str) -> str:
        """Give the rows of an embedding that has 16 levels in each row."""
        if not self.is_rounded:
            return self.op("Gather", self.constant(table), ids)
        levels, scales = (_array(part) for part in levels_of(torch.from_numpy(table)))
        # Two levels of 0 to 15 in a byte: the first half of the row, and the second.
        first, second = np.split((levels + 7.5).astype("uint8"), 2, axis=1)
        both = self.op("Gather", self.constant(first * 16 + second), ids)
        both = self.op("Cast", both, to=TensorProto.FLOAT)
        high = self.op("Floor", self.op("Mul", both, self.number(1 / 16)))
        low = self.op("Sub", both, self.op("Mul", high, self.number(16)))
        values = self.op("Sub", self.op("Concat", high, low, axis=-1), self.number(7.5))
        return self.op("Mul", values, self.op("Gather", self.constant(scales), ids))

    def norm(self, states: str, module: Any) -> str:
        """Normalise over the width."""
        scale, shift = self.constant(_array(module.weight)), self.constant(_array(module.bias))
        return self.op("LayerNormalization", states, scale, shift, axis=-1, epsilon=module.eps)

    def whole(self, value: int) -> str:
        """Add a constant of one whole number in a list."""
        return self.constant(np.array([value], dtype="int64"))

    def head(self, states: str, head: Any, temperature: float = 1.0) -> str:
        """Write a head of two layers, whose logits are divided by a temperature."""
        _, inner, _, _, outer = head
        hidden = self.bent(states, inner)
        return self.linear(hidden, _array(outer.weight) / temperature, _array(outer.bias) / temperature)

    def bent(self, states: str, module: Any) -> str:
        """Multiply, add a bias and apply the exact GELU."""
        product = self.product(states, _array(module.weight))
        return self.op("BiasGelu", product, self.constant(_array(module.bias)), domain="com.microsoft")

    def added(self, states: str, other: str, module: Any, norm: Any) -> str:
        """Multiply `other`, add it to states, and normalise over the width.

        In three operators: onnxruntime's one for all takes four times as long as these.
        """
        product = self.linear(other, _array(module.weight), _array(module.bias))
        return self.norm(self.op("Add", states, product), norm)

    def layer(self, layer: Layer, states: str, asking: str, open_pieces: str) -> str:
        """Write a transformer layer."""
        query = self.product(asking, _array(layer.query.weight))
        key, value = (self.product(states, _array(module.weight)) for module in (layer.key, layer.value))
        biases = [_array(module.bias) for module in (layer.query, layer.key, layer.value)]
        seen = self.op(
            "MultiHeadAttention",
            query,
            key,
            value,
            self.constant(np.concatenate(biases)),
            open_pieces,
            domain="com.microsoft",
            num_heads=layer.heads,
        )
        states = self.added(asking, seen, layer.mixed, layer.norm)
        return self.added(states, self.bent(states, layer.widened), layer.narrowed, layer.last_norm)


def export(
    opinions: OpinionModel,
    attributions: AttributionModel,
    path: Path,
    *,
    temperature: float = 1.0,
    pair_temperature: float = 1.0,
    is_rounded: bool = True,
) -> None:
    """Write both models as one graph that answers all questions; `network.session` describes its outputs.

    They share the embeddings of word pieces and positions, which training does not touch.
    """
    opinions, attributions = opinions.eval(), attributions.eval()
    graph = _Graph(is_rounded=is_rounded)
    open_pieces = graph.op("Cast", graph.op("Cast", "ids", to=TensorProto.BOOL), to=TensorProto.INT32)
    words = graph.lookup(_array(opinions.encoder.words.weight), "ids")
    states = _opinion_states(graph, opinions, words, open_pieces)
    own, seen = _mentions(graph, opinions, states, open_pieces)
    _softmax(graph, graph.head(seen, opinions.target_head, temperature), "probabilities")
    _pairs(graph, opinions, states, own, seen, open_pieces, pair_temperature)
    marks = _array(attributions.encoder.marks.weight)[0]
    _attributions(
        graph, attributions, _encoder(graph, attributions.encoder, words, graph.constant(marks), open_pieces)
    )
    floats, whole = TensorProto.FLOAT, TensorProto.INT64
    made = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "network",
            [
                helper.make_tensor_value_info("ids", whole, ["batch", "pieces"]),
                helper.make_tensor_value_info("mentions", floats, ["batch", "mentions", "pieces"]),
                helper.make_tensor_value_info("pairs", whole, ["batch", "pairs", 2]),
                helper.make_tensor_value_info("least", floats, []),
            ],
            [
                helper.make_tensor_value_info("probabilities", floats, ["batch", "mentions", len(LABELS)]),
                helper.make_tensor_value_info("opinions", floats, ["batch", "pairs", len(PAIR_LABELS)]),
                helper.make_tensor_value_info("cues", floats, ["batch", "pieces", len(CUE_LABELS)]),
                helper.make_tensor_value_info("places", whole, ["found", 2]),
                helper.make_tensor_value_info("roles", floats, ["found", "pieces", len(ROLE_LABELS)]),
            ],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)],
        ir_version=9,
    )
    path.write_bytes(made.SerializeToString())


def _opinion_states(graph: _Graph, model: OpinionModel, words: str, open_pieces: str) -> str:
    marked = graph.op("ReduceMax", "mentions", axes=[1], keepdims=0)
    marked = graph.op("Unsqueeze", marked, graph.whole(2))
    marks = _array(model.encoder.marks.weight)
    added = graph.op(
        "Add", graph.op("Mul", marked, graph.constant(marks[1] - marks[0])), graph.constant(marks[0])
    )
    # Valences go from -4 to 4 in tenths, which 8 bits tell apart.
    valences = np.round(_array(model.valences) * _LEVELS).astype("int8")
    found = graph.op("Cast", graph.op("Gather", graph.constant(valences), "ids"), to=TensorProto.FLOAT)
    weight = _array(model.valence.weight).T / _LEVELS
    added = graph.op("Add", added, graph.op("MatMul", found, graph.constant(weight)))
    return _encoder(graph, model.encoder, words, added, open_pieces)


def _encoder(graph: _Graph, encoder: Encoder, words: str, added: str, open_pieces: str) -> str:
    positions = graph.op(
        "Slice",
        graph.constant(_array(encoder.positions.weight)[:WINDOW_PIECES]),
        graph.whole(0),
        graph.op("Shape", "ids", start=1, end=2),
    )
    states = graph.op("Add", graph.op("Add", words, positions), added)
    states = graph.norm(states, encoder.norm)
    for layer in encoder.layers:
        states = graph.layer(layer, states, states, open_pieces)
    return states


def _mentions(graph: _Graph, model: OpinionModel, states: str, open_pieces: str) -> tuple[str, str]:
    """Write what is known of each mention: all of it, and the second look alone."""
    sizes = graph.op("ReduceSum", "mentions", graph.whole(-1), keepdims=1)
    share = graph.op("Div", "mentions", graph.op("Max", sizes, graph.number(1.0)))
    own = graph.op("MatMul", share, states)
    first = graph.op("Slice", states, graph.whole(0), graph.whole(1), graph.whole(1))
    whole = graph.op("Expand", first, graph.op("Shape", own))
    looked = graph.layer(model.look, states, own, open_pieces)
    return graph.op("Concat", own, looked, axis=-1), graph.op("Concat", whole, own, looked, axis=-1)


def _pairs(
    graph: _Graph,
    model: OpinionModel,
    states: str,
    own: str,
    seen: str,
    open_pieces: str,
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
    asking = graph.linear(graph.op("Concat", *looks, axis=-1), _array(query.weight), _array(query.bias))
    looked = graph.layer(model.look, states, asking, open_pieces)
    known = graph.op("Concat", first, second, looked, axis=-1)
    _softmax(graph, graph.head(known, model.pair_head, temperature), "opinions")


def _attributions(graph: _Graph, model: AttributionModel, states: str) -> None:
    _softmax(graph, graph.head(states, model.cue_head), "cues")
    begins = graph.op("Slice", "cues", graph.whole(1), graph.whole(2), graph.whole(2))
    begins = graph.op("Squeeze", begins, graph.whole(2))
    found = graph.op("NonZero", graph.op("GreaterOrEqual", begins, "least"))
    graph.nodes.append(helper.make_node("Transpose", [found], ["places"], perm=[1, 0]))
    roles = model.roles
    cue = graph.linear(
        graph.op("GatherND", states, "places"), _array(roles.cue.weight), _array(roles.cue.bias)
    )
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
    distance = graph.op("Gather", graph.constant(_array(roles.distance.weight)), graph.op("Add", near, reach))
    piece = graph.linear(states, _array(roles.piece.weight), _array(roles.piece.bias))
    piece = graph.op("Gather", piece, graph.op("Squeeze", rows, graph.whole(1)))
    inner = graph.op("Mul", piece, graph.op("Add", names[0], graph.number(1.0)))
    inner = graph.op("Relu", graph.op("Add", graph.op("Add", inner, names[1]), distance))
    _softmax(graph, graph.linear(inner, _array(roles.last.weight), _array(roles.last.bias)), "roles")


def _softmax(graph: _Graph, logits: str, name: str) -> None:
    graph.nodes.append(helper.make_node("Softmax", [logits], [name], axis=-1))


def write_calibrated(
    opinions: OpinionModel, attributions: AttributionModel, kept: Sequence[Labelled], path: Path
) -> dict[str, Any]:
    """Export both models with the temperatures that fit the kept sentences, and measure what was written.

    Returns
    -------
    dict
        Macro-F1, accuracy and calibration error of the network as trained and as exported, on mentions
        (``targets``) and pairs (``pairs``) whose names are hidden; the temperatures; and the size of the file
        in bytes. For the calibration error, each half of the sentences is given the temperature that fits
        the other half.
    """
    halves = [
        [item for item in kept if is_for_calibration(item.sentence.text) == is_first] for is_first in (1, 0)
    ]
    trained = [predictions(opinions, half, hide_names=True) for half in halves]
    fits: dict[str, list[float]] = {}
    for name, place in _PLACES:
        logits, gold = [found[place] for found in trained], [found[place + 1].argmax(1) for found in trained]
        fits[name] = [
            fitted_temperature(np.concatenate(logits), np.concatenate(gold)),
            *(fitted_temperature(*part) for part in zip(logits[::-1], gold[::-1], strict=True)),
        ]
    temperature, pair_temperature = fits["targets"][0], fits["pairs"][0]
    export(opinions, attributions, path, temperature=temperature, pair_temperature=pair_temperature)
    exported = [exported_predictions(path, half) for half in halves]
    result: dict[str, Any] = {"bytes": path.stat().st_size}
    for (name, place), labels in zip(_PLACES, (LABELS, PAIR_NAMES), strict=True):
        overall, *crossed = fits[name]
        result[name] = {"temperature": round(overall, 4)}
        # The softmax of logarithms over u / t is that of the logits over u, where it was over t.
        for kind, found, used in (("as_trained", trained, 1.0), ("as_exported", exported, overall)):
            shares = np.concatenate(
                [softmax(part[place] * used / own, axis=1) for part, own in zip(found, crossed, strict=True)]
            )
            chosen = np.concatenate([part[place + 1].argmax(1) for part in found])
            scores = label_scores([labels[n] for n in chosen], [labels[n] for n in shares.argmax(1)], labels)
            error = calibration_error(shares.argmax(1) == chosen, shares.max(axis=1))
            result[name][kind] = {**scores, "ece": error}
    return result


def exported_predictions(path: Path, items: Sequence[Labelled]) -> Logits:
    """Give logarithms of probabilities where `opinions.predictions` gives logits."""
    session = onnxruntime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])
    found: list[tuple[Array, ...]] = []
    for item, parts in zip(items, passages([item.sentence for item in items]), strict=True):
        batch = make_batch([item], [parts[0]])
        feed = {
            "ids": batch.ids.numpy(),
            "mentions": batch.mentions.numpy(),
            "pairs": batch.pairs.numpy(),
            "least": np.array(2.0, dtype="float32"),
        }
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


def _array(parameter: Any) -> NDArray[np.float32]:
    found: NDArray[np.float32] = parameter.detach().numpy().astype("float32")
    return found


def _rounded(values: NDArray[np.float32], levels: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round each row to whole numbers of at most `levels`, and give what to multiply them with."""
    scales = np.maximum(np.abs(values).max(axis=1, keepdims=True) / levels, 1e-12).astype("float32")
    return np.round(values / scales).astype("int8"), scales
