"""An encoder that reads on."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.training.made import SMALL


def test_an_encoder_that_has_read_on_differs_where_it_may(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from safetensors.torch import load_file, save_file

    from analysis.training.adaptation import Adaptation, ReadingModel
    from analysis.training.loop import train
    from analysis.training.model import Encoder, Shape, weights_of
    from analysis.training.recipes import AdaptationRecipe

    torch.manual_seed(0)
    small = Encoder(Shape(**SMALL), 0.0)
    names = {"words": "word_embeddings", "positions": "position_embeddings", "marks": "token_type_embeddings"}
    tables = {f"embeddings.{name}.weight": getattr(small, own).weight.data for own, name in names.items()}
    save_file(weights_of(small) | tables, tmp_path / "before")
    texts = ["Spain sold grain to Oman.", "Grain was cheap. " * 100, ""]
    question = Adaptation(texts, texts[:1], AdaptationRecipe(epochs=3))
    question.model = ReadingModel(Shape(**SMALL))
    train(question, [tmp_path / "before"], tmp_path / "run").save_encoder(
        tmp_path / "before", tmp_path / "after"
    )
    before, after = load_file(tmp_path / "before"), load_file(tmp_path / "after")
    assert before.keys() == after.keys()
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert changed == set(weights_of(small))


def test_guesses_are_measured_where_there_are_words_to_guess() -> None:
    pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training.adaptation import Adaptation, ReadingModel
    from analysis.training.model import Shape
    from analysis.training.recipes import AdaptationRecipe

    question = Adaptation([], ["Grain was cheap. " * 20], AdaptationRecipe())
    question.model = ReadingModel(Shape(**SMALL))
    found = question.figures()["log_loss"]
    assert found > 0
    assert question.figures()["log_loss"] == pytest.approx(found)
    assert Adaptation([], [], AdaptationRecipe()).figures() == {}
    jobs = Adaptation(["!!"], [], AdaptationRecipe()).jobs(random.Random(0))  # noqa: S311 - no secret
    (nothing,) = [make() for make in jobs]
    assert question.loss(nothing).item() == 0.0
