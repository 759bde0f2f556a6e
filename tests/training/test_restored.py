"""From an exported file back to models and runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from analysis.network.pieces import Sentence, passages
from analysis.training.data import (
    Attributed,
    Labelled,
    certain,
)
from tests.training.made import SMALL


def test_an_exported_file_gives_its_models_back(
    small: tuple[Any, Any], items: list[Labelled], articles: list[Attributed], tmp_path: Path
) -> None:
    pytest.importorskip("onnx", reason="onnx is in the extra `train`")
    import torch

    from analysis.training.export import attribution_ranges, export, opinion_ranges
    from analysis.training.model import Shape
    from analysis.training.restored import restored

    first, second = opinion_ranges(small[0], items), attribution_ranges(small[1], articles)
    export(*small, tmp_path / "model.onnx", ranges=np.concatenate([first, second]))
    found = restored(tmp_path / "model.onnx", Shape(**SMALL))
    models: list[tuple[Any, Any]] = list(zip(small, found[:2], strict=True))
    for own, back in models:
        assert torch.equal(back.encoder.words.weight, own.encoder.words.weight)
        there = back.state_dict()
        for name, table in own.state_dict().items():
            # Attributions know one mark, and texts are at most 256 pieces long.
            used = {"encoder.marks.weight": 1, "encoder.positions.weight": 256}.get(name, len(table))
            error = (there[name][:used] - table[:used]).abs().mean()
            assert error <= 0.01 * table.abs().max() + 1e-6, name
    assert torch.allclose(found[0].encoder.marks.weight, small[0].encoder.marks.weight)
    # Zero has a level of its own, so ends may move by half of one.
    assert found.ranges.shape == second.shape
    half = (second[:, 1:] - second[:, :1]) / 2 / 255
    assert (np.abs(found.ranges - second) <= half + 1e-6).all()


def test_what_ships_becomes_runs_that_train_on(tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="onnx is in the extra `train`")
    from analysis.network.mentions import read
    from analysis.network.session import ask, load_runtime
    from analysis.resources import path_of
    from analysis.training.__main__ import main
    from analysis.training.attributions import load as load_attributions
    from analysis.training.export import export, opinion_ranges
    from analysis.training.opinions import load, predictions
    from analysis.training.restored import known_ranges

    done = CliRunner().invoke(main, ["restore", str(path_of("network.onnx")), "-o", str(tmp_path)])
    assert done.exit_code == 0, done.output
    run = tmp_path / "attributions"
    attributions, ranges = load_attributions([run]), known_ranges(run)
    sentence = Sentence("Spain robbed France.", ((0, 5), (13, 19)))
    item = Labelled(sentence, ((0, certain(0, 3)), (1, certain(0, 3))), ())
    logits = predictions(load([tmp_path / "opinions"]), [item], hide_names=True).targets
    shares = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    assert np.abs(shares - [reading[:3] for reading in read([sentence])[0].mentions]).max() < 0.1
    # Rounded as it was, who says what comes out the same.
    model = load([tmp_path / "opinions"])
    assert ranges is not None
    both = np.concatenate([opinion_ranges(model, [item]), ranges])
    export(model, attributions, tmp_path / "again.onnx", ranges=both)
    again = load_runtime().InferenceSession((tmp_path / "again.onnx").read_bytes())
    ids = np.array(next(passages([sentence]))[0].ids, dtype="int64")[None]
    asked = {
        "ids": ids,
        "mentions": np.zeros((1, 1, ids.shape[1]), dtype="float32"),
        "pairs": np.zeros((1, 1, 2), dtype="int64"),
        "least": np.array(0.0, dtype="float32"),
    }
    found = again.run(["cues", "roles"], asked)
    for own, other in zip(ask(["cues", "roles"], ids, least=0.0), found, strict=True):
        assert np.abs(own - other).max() < 1e-5
