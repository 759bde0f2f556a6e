"""From exported files back to models and runs."""

from __future__ import annotations

import shutil
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
from analysis.network.session import load_network, load_runtime
from analysis.resources import path_of
from analysis.training import restored as restoring
from analysis.training.__main__ import main
from analysis.training.export import OPINIONS, export, opinion_rounding
from analysis.training.model import OpinionModel, Shape
from analysis.training.onnx_files import LOWER
from analysis.training.opinions import load, predictions
from analysis.training.window_export import WINDOWS, export_pairs, export_windows, feed, window_rounding
from analysis.training.window_model import WindowModel


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
    assert restoring.shape_of(values, OPINIONS)[0].layers == 2
    # Zero has a level of its own, so ends may move by half of one.
    ranges = rounding.ranges
    half = (ranges[:, 1:] - ranges[:, :1]) / 2 / 255
    assert (np.abs(restoring.ranges_of(values) - ranges) <= half + 1e-6).all()


def test_windows_are_given_back(
    small: tuple[Any, Any], items: list[Labelled], articles: list[Attributed], tmp_path: Path
) -> None:
    opinions, windows = small
    path = tmp_path / "opinions.onnx"
    export(opinions, path, rounding=opinion_rounding(opinions, items)._replace(products=()))
    rounding = window_rounding(windows, path, [], articles)._replace(products=())
    export_windows(windows, path, rounding, tmp_path / "windows.onnx")
    export_pairs(windows, tmp_path, (1.0, 1.0))
    values = restoring.constants_of(*(tmp_path / f"{name}.onnx" for name in ("windows", "links", "ties")))
    assert restoring.shape_of(values, WINDOWS)[1] == 1
    back = WindowModel(Shape(**SMALL), shared=1)
    restoring.fill(back, values, WINDOWS)
    for name in ("links", "ties"):
        restoring.fill(getattr(back, name), values, name)
    back.encoder.share(opinions.encoder)
    # Weights have 5 bits.
    assert_alike(back, windows, 0.05)


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
    again = tmp_path / "again"
    again.mkdir()
    for name in ("opinions.onnx", LOWER):
        shutil.copy(folder / name, again)
    command = ["export-windows", "-o", str(again), "--run", str(tmp_path / WINDOWS)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    ids = np.array(next(passages([sentence]))[0].ids, dtype="int64")[None]
    asked = feed(ids, np.zeros(ids.shape, dtype="int64"), 0.0)
    names = ["names", "nominals", "states", "cues", "places", "roles"]
    found = load_runtime().InferenceSession(again / "windows.onnx").run(names, asked)
    for own, other in zip(load_network("windows.onnx").run(names, asked), found, strict=True):
        assert np.abs(own - other).max() < 1e-4
