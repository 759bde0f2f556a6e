"""A few made-up sentences and articles, and two tiny models."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.training.data import (
    Attributed,
    Labelled,
    read_attributions,
    read_pairs,
    read_targets,
)
from tests.training.made import PAIRS, SMALL, TARGETS, write


@pytest.fixture
def items(tmp_path: Path) -> list[Labelled]:
    targets = read_targets([write(tmp_path / "targets.jsonl", TARGETS)])
    return targets + read_pairs([write(tmp_path / "pairs.jsonl", PAIRS)])


@pytest.fixture
def articles(tmp_path: Path) -> list[Attributed]:
    text = "Oman left.\n\n“We are done,” said Jan Wzor of Oman."
    said = text.index("said")
    row = {
        "text": text,
        "attributions": [
            {
                "source": [[said + 5, len(text) - 1]],
                "cue": [[said, said + 4]],
                "content": [[12, said - 1]],
            },
            {"source": [], "cue": [], "content": [[0, 4]]},
        ],
    }
    found = read_attributions([write(tmp_path / "attributions.jsonl", [row])])
    return [article for _, article in found]


@pytest.fixture
def small() -> tuple[Any, Any]:
    """Models with two small layers, their weights at random, but for the words and the layer they share."""
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training.model import OpinionModel, Shape, levels_of
    from analysis.training.window_model import WindowModel

    torch.manual_seed(0)
    opinions, windows = OpinionModel(Shape(**SMALL)).eval(), WindowModel(Shape(**SMALL), shared=1).eval()
    levels, scales = levels_of(opinions.encoder.words.weight.data)
    opinions.encoder.words.weight.data = levels * scales
    windows.encoder.share(opinions.encoder)
    opinions.valence.weight.data.fill_(0.1)
    opinions.valences[:, 0] = (torch.arange(30522) % 3) / 4
    windows.roles.distance.weight.data.normal_()
    return opinions, windows
