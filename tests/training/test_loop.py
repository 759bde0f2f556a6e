"""Steps, checkpoints, and what training starts from."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from analysis.training.data import (
    Attributed,
    Labelled,
)
from tests.training.made import SMALL


def test_training_goes_on_after_an_interruption(
    small: tuple[Any, Any], items: list[Labelled], articles: list[Attributed], tmp_path: Path
) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training import loop
    from analysis.training.opinions import Opinions
    from analysis.training.recipes import OpinionRecipe, WindowRecipe
    from analysis.training.windows import Windows

    def trained(kind: str, run: Path) -> Any:
        """Train a small model from the same weights each time."""
        question: Any
        if kind == "opinions":
            question = Opinions(items, items, OpinionRecipe(epochs=2, batch=2))
        else:
            question = Windows([], [], articles, WindowRecipe(epochs=2), kept_said=articles)
        question.model = copy.deepcopy(small[kind == "windows"])
        return loop.train(question, [tmp_path / "encoder"], run)

    epoch = loop.run_epoch

    def interrupted(*arguments: Any) -> float:
        if arguments[-1] == 1:
            raise KeyboardInterrupt
        return epoch(*arguments)

    for kind in ("opinions", "windows"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(small[kind == "windows"]), "load_encoder", lambda *_: None)
            whole = trained(kind, tmp_path / kind / "whole")
            patch.setattr(loop, "run_epoch", interrupted)
            with pytest.raises(KeyboardInterrupt):
                trained(kind, tmp_path / kind / "parts")
            patch.setattr(loop, "run_epoch", epoch)
            parts = trained(kind, tmp_path / kind / "parts")
        for name, value in whole.state_dict().items():
            assert torch.equal(value, parts.state_dict()[name]), name
        lines = (tmp_path / kind / "parts" / "figures.jsonl").read_text().splitlines()
        figures = [json.loads(line) for line in lines]
        assert [row["epoch"] for row in figures] == [1, 2]
        if kind == "opinions":
            assert (figures[0]["targets"]["rows"], figures[0]["pairs"]["rows"]) == (3, 2)
        else:
            assert set(figures[0]) > {"cue", "source", "content"}


def test_training_starts_from_the_mean_of_finished_runs(small: tuple[Any, Any], tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training.loop import train
    from analysis.training.opinions import Opinions
    from analysis.training.recipes import OpinionRecipe

    for run, factor in (("before", 0.5), ("too", 1.5)):
        (tmp_path / run).mkdir()
        state = {name: factor * table for name, table in small[0].state_dict().items()}
        torch.save(state, tmp_path / run / "model.pt")
    question = Opinions([], [], OpinionRecipe(epochs=0))
    question.model = copy.deepcopy(small[0])
    for parameter in question.model.parameters():
        parameter.data.zero_()
    found = train(question, [tmp_path / "before", tmp_path / "too"], tmp_path / "after")
    for name, value in small[0].state_dict().items():
        assert torch.allclose(value, found.state_dict()[name]), name


def test_runs_have_to_fit_the_model(small: tuple[Any, Any], tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training.loop import load_mean
    from analysis.training.model import OpinionModel, Shape
    from analysis.training.window_model import WindowModel

    for number, shift in enumerate((0.0, 1.0)):
        (tmp_path / str(number)).mkdir()
        state = {name: value + shift for name, value in small[0].state_dict().items()}
        torch.save(state | {"beside": torch.zeros(1)}, tmp_path / str(number) / "model.pt")
    runs = [tmp_path / "0", tmp_path / "1"]
    mean = load_mean(OpinionModel(Shape(**SMALL)), runs).state_dict()
    for name, value in small[0].state_dict().items():
        assert torch.allclose(mean[name], value + 0.5, atol=1e-5), name
    with pytest.raises(ValueError, match="has no case_words"):
        load_mean(WindowModel(Shape(**SMALL), shared=1), runs)
