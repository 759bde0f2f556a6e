"""What is learned, and what teachers fill in."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.network.pieces import Sentence
from analysis.training.data import (
    Labelled,
)
from tests.training.made import write


def test_only_some_weights_may_learn(items: list[Labelled]) -> None:
    pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training.opinions import Opinions
    from analysis.training.recipes import OpinionRecipe

    def learning(only: str) -> set[str]:
        model = Opinions(items, items, OpinionRecipe(only=only)).model
        return {name.partition(".")[0] for name, own in model.named_parameters() if own.requires_grad}

    assert learning("pair_head") == {"pair_head"}
    assert learning("") == {"encoder", "valence", "look", "target_head", "pair_query", "pair_head"}


def test_teachers_guess_where_people_said_nothing(
    small: tuple[Any, Any], items: list[Labelled], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analysis.training import opinions
    from analysis.training.opinions import guessed

    def softmax(logits: Any) -> Any:
        return np.exp(logits) / np.exp(logits).sum(1, keepdims=True)

    assert guessed(items, []) == items
    monkeypatch.setattr(opinions, "load", lambda _: small[0])
    write(tmp_path / "recipe.json", [{"hide": 1.0}])
    found = guessed(items, [tmp_path, tmp_path])
    # The robbery has two labelled mentions; of praise only the pair is labelled.
    robbed, praised = found[1:3]
    assert robbed == items[1]
    assert [mention for mention, _ in praised.targets] == [0, 1]
    assert praised.pairs == items[2].pairs
    own = opinions.predictions(small[0], [praised], hide_names=True)
    assert np.abs(own.target_shares - softmax(own.targets)).max() < 1e-5
    # A label that is trusted by half is the mean of what people and teachers say.
    _, mixed, _, _ = guessed(items, [tmp_path], trust=0.5)
    own = opinions.predictions(small[0], [items[1]], hide_names=True)
    shares = np.array([shares for _, shares in mixed.targets])
    assert np.abs(shares - (own.target_shares + softmax(own.targets)) / 2).max() < 1e-5
    # Of opinions: mixed with those that people labelled, and at most four where they labelled none.
    met = Sentence("Spain, France, Iran and Peru met.", ((0, 5), (7, 13), (15, 19), (24, 28)))
    _, _, labelled, _, judged = guessed([*items, Labelled(met, (), ())], [], [tmp_path], trust=0.5)
    assert not judged.targets
    assert len({pair[:2] for pair in judged.pairs}) == 4
    own = opinions.predictions(small[0], [judged], hide_names=True)
    assert np.abs(own.pair_shares - softmax(own.pairs)).max() < 1e-5
    mean, before = labelled.pairs[0][2], items[2].pairs[0][2]
    own = opinions.predictions(small[0], [items[2]], hide_names=True)
    assert labelled.targets == items[2].targets
    assert np.abs(np.array(mean) - (np.array(before) + softmax(own.pairs)[0]) / 2).max() < 1e-5


def test_a_teacher_that_is_given_twice_counts_twice(
    small: tuple[Any, Any], items: list[Labelled], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analysis.training import opinions

    other = copy.deepcopy(small[0])
    other.target_head[4].bias.data[0] += 1.0
    models = {tmp_path / "one": small[0], tmp_path / "other": other}
    for run in models:
        run.mkdir()
        write(run / "recipe.json", [{"hide": 1.0}])
    monkeypatch.setattr(opinions, "load", lambda runs: models[runs[0]])

    def shares(*names: str) -> Any:
        taught = opinions.guessed(items, [tmp_path / name for name in names])[2]
        return np.array([shares for _, shares in taught.targets])

    expected = (2 * shares("one") + shares("other")) / 3
    assert np.abs(shares("one", "other", "one") - expected).max() < 1e-6
