"""From exported files back to models and runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from analysis.network.pieces import Sentence, passages
from analysis.training.data import Attributed, Labelled, certain
from tests.training.made import SMALL

pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
pytest.importorskip("onnx", reason="onnx is in the extra `train`")

import torch

from analysis.network.mentions import read
from analysis.network.session import load_network, read_attributions
from analysis.resources import path_of
from analysis.training import restored as restoring
from analysis.training.__main__ import main
from analysis.training.export import OPINIONS, export, opinion_rounding
from analysis.training.model import AttributionModel, OpinionModel, Shape
from analysis.training.opinions import load, predictions
from analysis.training.reference_model import ReferenceModel
from analysis.training.window_export import (
    ATTRIBUTIONS,
    REFERENCES,
    attribution_rounding,
    export_pairs,
    export_windows,
    feed,
)


def assert_alike(there: Any, own: Any, share: float) -> None:
    """Assert that weights are the same but for rounding; texts are at most 256 pieces long."""
    assert torch.equal(there.encoder.words.weight, own.encoder.words.weight)
    found = there.state_dict()
    for name, table in own.state_dict().items():
        used = 256 if name == "encoder.positions.weight" else len(table)
        error = (found[name][:used] - table[:used]).abs().mean()
        assert error <= share * table.abs().max() + 1e-6, name


@pytest.mark.parametrize("buckets", [0, 32])
def test_opinions_are_given_back(items: list[Labelled], tmp_path: Path, buckets: int) -> None:
    torch.manual_seed(0)
    shape = Shape(**SMALL)._replace(buckets=buckets)
    model = OpinionModel(shape).eval()
    model.valences[:, 0] = (torch.arange(30522) % 3) / 4
    # Each weight by itself: together they can move further from what they were.
    rounding = opinion_rounding(model, items)._replace(products=())
    export(model, tmp_path / "opinions.onnx", rounding=rounding)
    values = restoring.constants_of(tmp_path / "opinions.onnx")
    # The file has the words as they are rounded.
    back = OpinionModel(shape)
    restoring.fill(back, values, OPINIONS)
    model.encoder.words.weight.data = back.encoder.words.weight.data.clone()
    export(model, tmp_path / "opinions.onnx", rounding=rounding)
    restoring.fill(back, restoring.constants_of(tmp_path / "opinions.onnx"), OPINIONS)
    assert_alike(back, model, 0.02)
    assert restoring.shape_of(values, OPINIONS).layers == 2
    # Zero has a level of its own, so ends may move by half of one.
    ranges = rounding.ranges
    half = (ranges[:, 1:] - ranges[:, :1]) / 2 / 255
    assert (np.abs(restoring.ranges_of(values) - ranges) <= half + 1e-6).all()


def test_names_and_attributions_are_given_back(
    small: tuple[Any, Any], articles: list[Attributed], tmp_path: Path
) -> None:
    torch.manual_seed(1)
    references, attributions = ReferenceModel(Shape(**SMALL)).eval(), small[1]
    references.encoder.words = attributions.encoder.words
    export_windows(references, attributions, None, tmp_path / "plain.onnx")
    export_pairs(references, tmp_path, (1.0, 1.0))
    values = restoring.constants_of(*(tmp_path / f"{name}.onnx" for name in ("plain", "links", "ties")))
    assert restoring.ranges_of(values).size == 0
    back = ReferenceModel(Shape(**SMALL))
    packed = values | {
        "words": np.zeros((30522, 12), "uint8"),
        "words.scales": np.ones((30522, 1), "float32"),
    }
    restoring.fill(back, packed, REFERENCES)
    for name in ("links", "ties"):
        restoring.fill(getattr(back, name), packed, name)
    back.encoder.words = attributions.encoder.words
    assert_alike(back, references, 0.001)
    second = AttributionModel(Shape(**SMALL))
    restoring.fill(second, packed, ATTRIBUTIONS)
    second.encoder.words = attributions.encoder.words
    assert_alike(second, attributions, 1e-6)
    assert len(attribution_rounding(second, articles).ranges) > 0


def test_what_ships_becomes_runs_that_train_on(tmp_path: Path) -> None:
    folder = path_of("opinions.onnx").parent
    done = CliRunner().invoke(main, ["restore", str(folder), "-o", str(tmp_path)])
    assert done.exit_code == 0, done.output
    sentence = Sentence("Spain robbed France.", ((0, 5), (13, 19)))
    item = Labelled(sentence, ((0, certain(0, 3)), (1, certain(0, 3))), ())
    logits = predictions(load([tmp_path / OPINIONS]), [item], hide_names=True).targets
    shares = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    # What ships also rounds activations, to 8 bits, which moves a probability by 0.15 here.
    assert np.abs(shares - [reading[:3] for reading in read([sentence])[0].mentions]).max() < 0.2
    # Rounded as they were, names and who says what come out the same.
    command = ["export-windows", "-o", str(tmp_path / "again")]
    for name in (REFERENCES, ATTRIBUTIONS):
        command += [f"--{name}", str(tmp_path / name)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    from analysis.network.session import load_runtime

    again = load_runtime().InferenceSession((tmp_path / "again" / "windows.onnx").read_bytes())
    ids = np.array(next(passages([sentence]))[0].ids, dtype="int64")[None]
    found = again.run(["cues", "places", "roles"], feed(ids, least=0.0))
    for own, other in zip(read_attributions(ids, 0.0), found, strict=True):
        assert np.abs(own - other).max() < 1e-5
    asked = feed(ids, np.zeros(ids.shape, dtype="int64"))
    there = load_network("windows.onnx").run(["names", "states"], asked)
    for own, other in zip(there, again.run(["names", "states"], asked), strict=True):
        assert np.abs(own - other).max() < 1e-4
