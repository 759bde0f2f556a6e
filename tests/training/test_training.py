"""A few made-up sentences all the way from files to an exported model; skipped without the extra `train`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.network.pieces import Sentence, passages
from analysis.stance.pairs import PAIR_LABELS
from analysis.training.data import (
    LABELS,
    Attributed,
    Labelled,
    is_for_calibration,
    is_kept,
    read_attributions,
    read_pairs,
    read_targets,
)

TARGETS = [
    {"text": "Spain helped the town.", "start": 0, "end": 5, "label": "positive"},
    {"text": "Spain robbed France.", "start": 0, "end": 5, "label": "negative"},
    {"text": "Spain robbed France.", "start": 13, "end": 19, "label": "neutral"},
]
PAIRS: list[dict[str, Any]] = [
    {"text": "Oman praised Iran.", "p": [0, 4], "q": [13, 17], "label": "positive", "direction": "p->q"},
    {"text": "Oman met Iran.", "p": [0, 4], "q": [9, 13], "label": "neutral", "direction": None},
]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def items(tmp_path: Path) -> list[Labelled]:
    targets = read_targets([write(tmp_path / "targets.jsonl", TARGETS)])
    return targets + read_pairs([write(tmp_path / "pairs.jsonl", PAIRS)])


def test_rows_of_one_sentence_are_one_item(items: list[Labelled]) -> None:
    assert items[1] == Labelled(
        Sentence("Spain robbed France.", ((0, 5), (13, 19))), ((0, LABELS.index("negative")), (1, 1)), ()
    )
    assert items[2].pairs == ((0, 1, PAIR_LABELS.index(("positive", "p->q"))),)


def test_a_tenth_is_kept_and_half_of_it_is_for_calibration() -> None:
    texts = [f"Sentence {number}." for number in range(20_000)]
    kept = [text for text in texts if is_kept(text)]
    assert len(kept) == pytest.approx(2000, abs=150)
    assert sum(map(is_for_calibration, kept)) == pytest.approx(1000, abs=120)


def test_what_the_lexicon_was_made_without_is_kept() -> None:
    # The SHA-1 of these begins with 0.
    assert is_kept("a5")
    assert not is_kept("a1")


def test_a_temperature_makes_sure_logits_as_sure_as_they_are_right() -> None:
    from analysis.training.calibration import fitted_temperature

    gold = np.zeros(100, dtype="int64")
    logits = np.zeros((100, 3))
    logits[:75, 0] = 10.0
    logits[75:, 1] = 10.0
    # 75 % right, with the two wrong labels as likely as each other.
    assert fitted_temperature(logits, gold) == pytest.approx(10 / np.log(0.75 / 0.125), rel=0.2)


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


def test_attributions_are_pieces_and_need_a_cue(articles: list[Attributed]) -> None:
    (article,) = articles
    (item,) = article.attributions
    words = {
        name: [article.pieces.spans[piece] for piece in getattr(item, name)] for name in ("source", "content")
    }
    assert item.cue[1] - item.cue[0] == 1
    assert [end - start for start, end in words["content"]] == [1, 2, 3, 4, 1, 1]
    assert len(words["source"]) == item.source[-1] - item.source[0] + 1


@pytest.fixture
def small() -> Any:
    """A model with two small layers, its weights at random."""
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training.model import NewsModel, Shape

    torch.manual_seed(0)
    return NewsModel(Shape(width=24, layers=2, heads=2, inner=48)).eval()


def test_the_exported_model_is_the_model(
    small: Any, items: list[Labelled], articles: list[Attributed], tmp_path: Path
) -> None:
    pytest.importorskip("onnx", reason="onnx is in the extra `train`")
    import onnxruntime
    import torch

    from analysis.training.export import export
    from analysis.training.loop import make_batch, make_window_batch

    batch = make_batch(items, [parts[0] for parts in passages([item.sentence for item in items])])
    window = make_window_batch([(articles[0], range(len(articles[0].pieces.ids)))])
    small.valence.weight.data.fill_(0.1)
    small.valences[:, 0] = torch.arange(30522) % 3
    small.roles.distance.weight.data.normal_()
    pairs = batch.pairs[..., :2]
    with torch.no_grad():
        states = small.states(batch.ids, batch.mentions)
        seen = small.seen(batch.ids, states, batch.mentions)
        targets = small.target_logits(seen).softmax(-1).numpy()
        opinions = small.pair_logits(batch.ids, states, seen, pairs).softmax(-1).numpy()
        states = small.states(window.ids)
        cues = small.cue_head(states).softmax(-1).numpy()
    feed = {"ids": batch.ids.numpy(), "mentions": batch.mentions.numpy(), "pairs": pairs.numpy()}
    asked = {
        "ids": window.ids.numpy(),
        "mentions": np.zeros((1, 1, window.ids.shape[1]), dtype="float32"),
        "pairs": np.zeros((1, 1, 2), dtype="int64"),
        "least": np.array(0.0, dtype="float32"),
    }
    for is_rounded, tolerance in ((False, 1e-5), (True, 0.05)):
        export(small, tmp_path / "model.onnx", is_rounded=is_rounded)
        session = onnxruntime.InferenceSession((tmp_path / "model.onnx").read_bytes())
        nothing = {"least": np.array(2.0, dtype="float32")}
        found = session.run(["probabilities", "opinions"], feed | nothing)
        has_piece = batch.mentions.numpy().any(axis=2)
        assert np.abs(found[0] - targets)[has_piece].max() < tolerance
        assert np.abs(found[1] - opinions).max() < tolerance
        alone = session.run(["probabilities"], {name: value[:1] for name, value in feed.items()} | nothing)[0]
        assert np.abs(alone[0] - found[0][0])[has_piece[0]].max() < 1e-6
        own_cues, places, roles = session.run(["cues", "places", "roles"], asked)
        assert np.abs(own_cues - cues).max() < tolerance
        assert len(places) == window.ids.shape[1]
        with torch.no_grad():
            expected = small.roles(states, torch.tensor(places)).softmax(-1).numpy()
        assert np.abs(roles - expected).max() < tolerance


def test_training_goes_on_after_an_interruption(
    items: list[Labelled], articles: list[Attributed], tmp_path: Path
) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training import loop
    from analysis.training.model import NewsModel, Shape

    def shape(**options: Any) -> NewsModel:
        return NewsModel(Shape(width=24, layers=2, heads=2, inner=48), **options)

    recipe = loop.Recipe(epochs=2, batch=2)
    data = (items, items, articles, articles, recipe, tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(NewsModel, "load_encoder", lambda *_: None)
        patch.setattr(loop, "NewsModel", shape)
        whole = loop.train(*data, tmp_path / "whole")

        def interrupted(*arguments: Any) -> float:
            if arguments[-1] == 1:
                raise KeyboardInterrupt
            return epoch(*arguments)

        epoch = loop._epoch
        patch.setattr(loop, "_epoch", interrupted)
        with pytest.raises(KeyboardInterrupt):
            loop.train(*data, tmp_path / "parts")
        patch.setattr(loop, "_epoch", epoch)
        parts = loop.train(*data, tmp_path / "parts")
    for name, value in whole.state_dict().items():
        assert torch.equal(value, parts.state_dict()[name]), name
    figures = [json.loads(line) for line in (tmp_path / "parts" / "figures.jsonl").read_text().splitlines()]
    assert [row["epoch"] for row in figures] == [1, 2]
    assert figures[0]["targets"]["rows"] == 3
    assert figures[0]["pairs"]["rows"] == 2
    assert set(figures[0]) > {"cue_piece_f1", "source_piece_f1", "content_piece_f1"}
