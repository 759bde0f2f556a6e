"""The networks that read articles as ONNX files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.network.links import NOMINAL
from analysis.training.data import Attributed
from tests.training.made import SMALL, write

pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
pytest.importorskip("onnx", reason="onnx is in the extra `train`")

import torch

from analysis.network.session import load_runtime
from analysis.training import references as training
from analysis.training import window_export as exporting
from analysis.training.attributions import make_window_batch
from analysis.training.model import AttributionModel, Shape
from analysis.training.reference_data import Text, read_references
from analysis.training.reference_model import ReferenceModel
from analysis.training.rounding import joined


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
def references() -> Any:
    torch.manual_seed(1)
    return ReferenceModel(Shape(**SMALL)).eval()


def test_names_and_attributions_are_those_of_the_models(
    references: Any, text: Any, small: tuple[Any, Any], articles: list[Attributed], tmp_path: Path
) -> None:
    attributions = small[1]
    references.encoder.words = attributions.encoder.words
    rounding = joined(
        [
            exporting.reference_rounding(references, [text]),
            exporting.attribution_rounding(attributions, articles),
        ]
    )
    window = make_window_batch([(articles[0], range(len(articles[0].pieces.ids)))])
    batch = training.make_batch([(text, range(len(text.pieces.ids)))])
    with torch.no_grad():
        states = references.read(batch.ids, batch.cases)
        named = [
            references.name_head(states).softmax(-1).numpy(),
            references.nominal_head(states).softmax(-1).numpy(),
            states.numpy(),
        ]
        read = attributions.encoder(window.ids)
        cues = attributions.cue_head(read).softmax(-1).numpy()
    for used, tolerance in ((None, 1e-5), (rounding, 0.05)):
        exporting.export_windows(references, attributions, used, tmp_path / "windows.onnx")
        session = load_runtime().InferenceSession((tmp_path / "windows.onnx").read_bytes())
        asked = exporting.feed(batch.ids.numpy(), batch.cases.numpy())
        for found, expected in zip(session.run(["names", "nominals", "states"], asked), named, strict=True):
            assert np.abs(found - expected).max() < tolerance * max(1, np.abs(expected).max())
        assert session.run(["cues"], asked)[0].size == 0
        asked = exporting.feed(window.ids.numpy(), least=0.0)
        own_cues, places, roles = session.run(["cues", "places", "roles"], asked)
        assert np.abs(own_cues - cues).max() < tolerance
        assert len(places) == window.ids.shape[1]
        with torch.no_grad():
            expected = attributions.roles(read, torch.tensor(places)).softmax(-1).numpy()
        assert np.abs(roles - expected).max() < tolerance
        assert session.run(["names"], asked)[0].size == 0


def test_models_with_other_words_are_refused(references: Any, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="other embeddings of words"):
        exporting.export_windows(references, AttributionModel(Shape(**SMALL)), None, tmp_path / "a.onnx")


def test_links_and_ties_are_those_of_the_model(references: Any, text: Any, tmp_path: Path) -> None:
    assert [one.kind >= NOMINAL for one in text.mentions] == [False, False, True]
    exporting.export_pairs(references, tmp_path, (2.0, 4.0))
    batch = training.make_batch([(text, range(len(text.pieces.ids)))])
    with torch.no_grad():
        states = references.read(batch.ids, batch.cases)
        ends = [torch.stack([states[0, place] for place in batch.places[:, n]]) for n in (1, 2)]
        vectors = torch.cat(ends, -1)
        expected_of = {
            "links": (batch.links, references.links(vectors, *batch.links[:3]).numpy() / 2),
            "ties": (batch.ties, references.ties(vectors, *batch.ties[:3]).numpy() / 4),
        }
    for name, (pairs, logits) in expected_of.items():
        session = load_runtime().InferenceSession((tmp_path / f"{name}.onnx").read_bytes())
        feed = dict(zip(("asking", "asked", "features"), (part.numpy() for part in pairs[:3]), strict=True))
        (found,) = session.run(["logits"], {"mentions": vectors.numpy(), **feed})
        assert found.shape == (len(logits), 1)
        # Weights have 16 bits.
        assert np.abs(found[:, 0] - logits).max() < 0.02
