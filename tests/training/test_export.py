"""The network for opinions as an ONNX file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.network.pieces import Sentence, passages
from analysis.training.data import (
    Labelled,
    certain,
    is_for_calibration,
    is_kept,
)
from tests.training.made import SMALL


def feed(batch: Any) -> dict[str, Any]:
    return {name: getattr(batch, name).numpy() for name in ("ids", "mentions", "pairs")}


def test_an_mpnet_knows_distances_once_exported(items: list[Labelled], tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="onnx is in the extra `train`")
    import torch

    from analysis.network.session import load_runtime
    from analysis.training.export import export
    from analysis.training.model import OpinionModel, Shape
    from analysis.training.opinions import make_batch

    large = OpinionModel(Shape(**SMALL)._replace(width=32, buckets=32)).eval()
    torch.nn.init.normal_(large.encoder.nearness.weight)
    export(large, tmp_path / "model.onnx")
    session = load_runtime().InferenceSession(tmp_path / "model.onnx")
    batch = make_batch(items[:1], [next(passages([items[0].sentence]))[0]])
    with torch.no_grad():
        _, seen = large.read(batch.ids, batch.mentions)
        targets = large.target_head(seen).softmax(-1).numpy()
    assert np.abs(session.run(["probabilities"], feed(batch))[0] - targets).max() < 1e-5
    large.encoder.nearness.weight.data.zero_()
    with torch.no_grad():
        _, seen = large.read(batch.ids, batch.mentions)
        assert np.abs(large.target_head(seen).softmax(-1).numpy() - targets).max() > 1e-4


@pytest.mark.parametrize(("is_rounded", "tolerance"), [(False, 1e-5), (True, 0.05)])
def test_the_exported_model_is_the_model(
    small: tuple[Any, Any], items: list[Labelled], tmp_path: Path, is_rounded: bool, tolerance: float
) -> None:
    pytest.importorskip("onnx", reason="onnx is in the extra `train`")
    import torch

    from analysis.network.session import load_runtime
    from analysis.training.export import export, opinion_rounding
    from analysis.training.opinions import make_batch

    model, _ = small
    rounding = opinion_rounding(model, items)
    assert (rounding.ranges[:, 0] <= 0).all()
    assert (rounding.ranges[:, 1] > 0).all()
    export(model, tmp_path / "model.onnx", rounding=rounding if is_rounded else None)
    session = load_runtime().InferenceSession(tmp_path / "model.onnx")
    for item, parts in zip(items, passages([item.sentence for item in items]), strict=True):
        batch = make_batch([item], [parts[0]])
        with torch.no_grad():
            read, seen = model.read(batch.ids, batch.mentions)
            targets = model.target_head(seen).softmax(-1).numpy()
            abouts = model.about(seen).softmax(-1).numpy()
            shares = model.pair_logits(batch.ids, read, seen, batch.pairs).softmax(-1).numpy()
        *found, about = session.run(["probabilities", "opinions", "about"], feed(batch))
        assert np.abs(about - abouts).max() < tolerance
        assert np.abs(found[0] - targets).max() < tolerance
        assert found[1].shape == shares.shape
        assert np.abs(found[1] - shares).max(initial=0.0) < tolerance
        other = {name: value.copy() for name, value in feed(batch).items()}
        other["ids"][:, 1:-1] += 7
        both = {name: np.concatenate([value, feed(batch)[name]]) for name, value in other.items()}
        beside = session.run(["probabilities"], both)[0]
        assert np.abs(beside[1] - found[0][0]).max() < 1e-6
        assert np.abs(beside[0] - found[0][0]).max() > 1e-6


def test_ranges_of_another_model_are_refused(small: tuple[Any, Any], tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="onnx is in the extra `train`")
    from analysis.training.export import export
    from analysis.training.rounding import Rounding

    with pytest.raises(ValueError, match="99 ranges for"):
        export(small[0], tmp_path / "model.onnx", rounding=Rounding(np.array([[0.0, 1.0]] * 99)))


def test_what_is_written_is_calibrated_and_measured(small: tuple[Any, Any], tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="onnx is in the extra `train`")
    from analysis.training.export import write_calibrated

    texts = [f"Spain robbed France {number} times." for number in range(200)]
    items = [
        Labelled(
            Sentence(text, ((0, 5), (13, 19))),
            ((0, certain(number % 3, 3)), (1, certain(1, 3))),
            ((0, 1, certain(number % 5, 5)),),
        )
        for number, text in enumerate(texts)
    ]
    kept = [text for text in texts if is_kept(text)]
    assert {is_for_calibration(text) for text in kept} == {True, False}
    found = write_calibrated(small[0], items, items[:20], tmp_path / "model.onnx")
    assert found["bytes"] == sum(path.stat().st_size for path in tmp_path.iterdir())
    assert found["targets"]["as_exported"]["rows"] == 2 * len(kept)
    assert found["pairs"]["as_exported"]["rows"] == len(kept)
    for name in ("targets", "pairs"):
        assert found[name]["temperature"] > 0
        trained, exported = found[name]["as_trained"], found[name]["as_exported"]
        assert exported["accuracy"] == pytest.approx(trained["accuracy"], abs=0.15)
