"""What the network for attributions learns from teachers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.training.data import Attributed


def test_a_teacher_counts_beside_the_labels(
    small: tuple[Any, Any], articles: list[Attributed], monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training import attributions
    from analysis.training.model import AttributionModel, Shape
    from analysis.training.recipes import AttributionRecipe
    from tests.training.made import SMALL

    learner = AttributionModel(Shape(**SMALL)).eval()
    monkeypatch.setattr(attributions, "load", lambda _: small[1])
    batch = attributions.make_window_batch([(articles[0], range(len(articles[0].pieces.ids)))])
    losses = {}
    for trust in (1.0, 0.25, 0.0):
        question = attributions.Attributions(
            articles, articles, AttributionRecipe(trust=trust), [Path("a run")]
        )
        question.model = learner
        losses[trust] = question.loss(batch).item()
    assert losses[1.0] == pytest.approx(attributions.window_loss(learner, batch).item())
    assert losses[0.25] == pytest.approx(0.25 * losses[1.0] + 0.75 * losses[0.0])
    # What a teacher says of itself is nowhere as far off as what another network says.
    question.model = small[1]
    assert question.loss(batch).item() < losses[0.0]
    # By hand: cross entropy of the teacher's probabilities, of pieces that have a label.
    with torch.no_grad():
        own, theirs = (attributions.window_logits(model, batch) for model in (learner, small[1]))
        entropy = torch.nn.CrossEntropyLoss(reduction="sum")
        known, roles = batch.labels >= 0, batch.roles >= 0
        expected = entropy(own.cues[known], theirs.cues[known].softmax(-1))
        expected += entropy(own.roles[roles], theirs.roles[roles].softmax(-1)) / 8
    assert losses[0.0] == pytest.approx(expected.item())
