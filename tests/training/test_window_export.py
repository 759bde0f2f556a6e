"""The networks that read articles as ONNX files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.network.links import NOMINAL
from analysis.training.data import Attributed, Labelled
from tests.training.made import write

pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
pytest.importorskip("onnx", reason="onnx is in the extra `train`")

import onnx
import torch

from analysis.network.session import load_runtime
from analysis.training import window_export as exporting
from analysis.training import windows as training
from analysis.training.attributions import make_window_batch
from analysis.training.export import export, opinion_rounding
from analysis.training.reference_data import Text, read_references


def mention(start: int, end: int, kind: str) -> dict[str, Any]:
    return {"start": start, "end": end, "head": [start, end], "kind": kind}


@pytest.fixture
def text(tmp_path: Path) -> Text:
    words = "Petra Wzor left Oman. She was tired."
    row = {
        "text": words,
        "chains": [
            {"type": "person", "mentions": [mention(0, 10, "name"), mention(22, 25, "pronoun")]},
            {"type": "place", "mentions": [mention(16, 20, "name")]},
        ],
    }
    return read_references([write(tmp_path / "references.jsonl", [row])])[0]


@pytest.fixture
def opinions(small: tuple[Any, Any], items: list[Labelled], tmp_path: Path) -> Path:
    """Return the file of the network for opinions, which has what that of windows shares beside it."""
    path = tmp_path / "opinions.onnx"
    export(small[0], path, rounding=opinion_rounding(small[0], items))
    return path


@pytest.mark.parametrize(("is_rounded", "tolerance"), [(False, 1e-5), (True, 0.05)])
def test_windows_are_read_as_by_the_model(
    small: tuple[Any, Any],
    opinions: Path,
    text: Any,
    articles: list[Attributed],
    tmp_path: Path,
    is_rounded: bool,
    tolerance: float,
) -> None:
    model = small[1]
    rounding = exporting.window_rounding(model, opinions, [text], articles) if is_rounded else None
    path = tmp_path / "windows.onnx"
    exporting.export_windows(model, opinions, rounding, path)
    session = load_runtime().InferenceSession(path)
    batch = training.make_batch([(text, range(len(text.pieces.ids)))])
    window = make_window_batch([(articles[0], range(len(articles[0].pieces.ids)))])
    for ids, cases in ((batch.ids, batch.cases), (window.ids, window.cases)):
        with torch.no_grad():
            states = model.read(ids, cases)
            heads = [head(states).softmax(-1) for head in (model.name_head, model.nominal_head)]
            expected = [*heads, states, model.cue_head(states).softmax(-1)]
        asked = exporting.feed(ids.numpy(), cases.numpy(), 0.0)
        *found, places, roles = session.run(["names", "nominals", "states", "cues", "places", "roles"], asked)
        for own, theirs in zip(found, expected, strict=True):
            assert np.abs(own - theirs.numpy()).max() < tolerance * max(1, theirs.abs().max())
        assert len(places) == ids.shape[1]
        with torch.no_grad():
            of_cues = model.roles(states, torch.tensor(places)).softmax(-1).numpy()
        assert np.abs(roles - of_cues).max() < tolerance


def test_what_is_shared_is_in_one_file(
    small: tuple[Any, Any], opinions: Path, text: Any, articles: list[Attributed], tmp_path: Path
) -> None:
    rounding = exporting.window_rounding(small[1], opinions, [text], articles)
    exporting.export_windows(small[1], opinions, rounding, tmp_path / "windows.onnx")
    graphs = [
        onnx.load(path, load_external_data=False).graph for path in (opinions, tmp_path / "windows.onnx")
    ]
    first, second = ({one.name: one for one in graph.initializer} for graph in graphs)
    apart = {name for name, tensor in second.items() if tensor.external_data}
    assert {"words", "opinions.encoder.layers.0.query.weight"} <= apart
    assert all(second[name] == first[name] for name in apart)
    # The other layer is its own, and so is how far what is multiplied reaches.
    assert not any(".layers.1." in name for name in apart)
    assert {"windows.encoder.layers.1.query.weight", "steps.0"} <= set(second) - apart


def test_links_and_ties_are_those_of_the_model(small: tuple[Any, Any], text: Any, tmp_path: Path) -> None:
    model = small[1]
    assert [one.kind >= NOMINAL for one in text.mentions] == [False, False, True]
    exporting.export_pairs(model, tmp_path, (2.0, 4.0))
    batch = training.make_batch([(text, range(len(text.pieces.ids)))])
    with torch.no_grad():
        states = model.read(batch.ids, batch.cases)
        ends = [torch.stack([states[0, place] for place in batch.places[:, n]]) for n in (1, 2)]
        vectors = torch.cat(ends, -1)
        expected_of = {
            "links": (batch.links, model.links(vectors, *batch.links[:3]).numpy() / 2),
            "ties": (batch.ties, model.ties(vectors, *batch.ties[:3]).numpy() / 4),
        }
    for name, (pairs, logits) in expected_of.items():
        session = load_runtime().InferenceSession((tmp_path / f"{name}.onnx").read_bytes())
        feed = dict(zip(("asking", "asked", "features"), (part.numpy() for part in pairs[:3]), strict=True))
        (found,) = session.run(["logits"], {"mentions": vectors.numpy(), **feed})
        assert found.shape == (len(logits), 1)
        # Weights have 16 bits.
        assert np.abs(found[:, 0] - logits).max() < 0.02
