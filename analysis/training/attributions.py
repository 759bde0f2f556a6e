"""Training of the network that finds attributions: windows of articles with cues, sources and contents."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from analysis.network.pieces import END, START
from analysis.network.windows import OVERLAP, WINDOW_PIECES, windows
from analysis.training.data import CUE_LABELS, ROLE_LABELS, Attributed
from analysis.training.loop import load_mean
from analysis.training.model import AttributionModel, Shape
from analysis.training.recipes import AttributionRecipe

_POOL = 32  # batches whose windows are sorted by length together
_WINDOWS = 6  # in a batch
# Of the sum over pieces, so that a cue's thirty pieces weigh a little more than the cue itself.
_ROLE_WEIGHT = 0.125


class WindowBatch(NamedTuple):
    """Windows of articles: pieces, the label of each as a cue (-100 in what fills up or is a mark).

    `cues` are rows of (window, first piece), `roles` (cues, pieces) the label of every piece for each.
    """

    ids: Tensor
    labels: Tensor
    cues: Tensor
    roles: Tensor


class WindowLogits(NamedTuple):
    """What a model says of windows: of pieces (windows, pieces, 3), and for each cue (cues, pieces, 3)."""

    cues: Tensor
    roles: Tensor


class Attributions:
    """The question who says what, with its model, its data and its figures.

    With `teachers`, finished runs, the labels are mixed with the mean of their probabilities.
    """

    def __init__(
        self,
        articles: Sequence[Attributed],
        kept: Sequence[Attributed],
        recipe: AttributionRecipe,
        teachers: Sequence[Path] = (),
    ) -> None:
        torch.manual_seed(0)
        self.model = AttributionModel(Shape(layers=recipe.layers), dropout=recipe.dropout)
        self.articles, self.kept, self.recipe = articles, kept, recipe
        self.teachers = [load([teacher]) for teacher in teachers]

    def jobs(self, chance: random.Random) -> Iterator[Callable[[], WindowBatch]]:
        """Yield what makes an epoch's batches."""
        return window_jobs(self.articles, chance)

    def loss(self, batch: WindowBatch) -> Tensor:
        """Give the loss of a batch for each cue in it."""
        found = window_logits(self.model, batch)
        loss = _entropy(found, batch)
        if self.teachers:
            with torch.no_grad():
                taught = [window_logits(teacher, batch) for teacher in self.teachers]
            trust = self.recipe.trust
            loss = trust * loss + (1 - trust) * _taught_entropy(found, taught, batch)
        return loss / max(1, len(batch.cues))

    def figures(self) -> dict[str, Any]:
        """F1 of single pieces: as part of a cue, and as source and content of a cue that is given."""
        counts: Counter[tuple[str, str]] = Counter()

        def count(name: str, found: Tensor, gold: Tensor) -> None:
            counts[name, "right"] += int((found & gold).sum())
            counts[name, "all"] += int(found.sum()) + int(gold.sum())

        for article in self.kept:
            for stretch in _stretches(article):
                batch = make_window_batch([(article, stretch)])
                states = self.model.encoder(batch.ids)
                known = batch.labels >= 0
                count("cue", (self.model.cue_head(states).argmax(-1) > 0) & known, batch.labels > 0)
                if len(batch.cues):
                    roles = self.model.roles(states, batch.cues).argmax(-1)
                    for name in ("source", "content"):
                        label = ROLE_LABELS.index(name)
                        count(name, (roles == label) & (batch.roles >= 0), batch.roles == label)
        names = sorted({name for name, _ in counts})
        return {
            f"{name}_piece_f1": round(2 * counts[name, "right"] / max(1, counts[name, "all"]), 4)
            for name in names
        }


def window_jobs(articles: Sequence[Attributed], chance: random.Random) -> Iterator[Callable[[], WindowBatch]]:
    """Yield what makes batches of windows of articles, which are cut anew each time."""
    stretches = [
        (article, stretch)
        for article in articles
        for stretch in _stretches(article, chance.randrange(WINDOW_PIECES - OVERLAP))
    ]
    chance.shuffle(stretches)
    for first in range(0, len(stretches), _WINDOWS * _POOL):
        pool = sorted(stretches[first : first + _WINDOWS * _POOL], key=lambda item: len(item[1]))
        for place in range(0, len(pool), _WINDOWS):
            yield partial(make_window_batch, pool[place : place + _WINDOWS])


def _stretches(article: Attributed, shift: int = 0) -> Iterator[range]:
    for window in windows(article.pieces, shift=shift):
        yield range(window.first, window.first + len(window.ids) - 2)


def window_loss(model: Any, batch: WindowBatch) -> Tensor:
    """Give the loss of a model with `encoder`, `cue_head` and `roles` for each cue in a batch."""
    return _entropy(window_logits(model, batch), batch) / max(1, len(batch.cues))


def window_logits(model: Any, batch: WindowBatch) -> WindowLogits:
    """Give what such a model says of a batch."""
    states = model.encoder(batch.ids)
    return WindowLogits(model.cue_head(states), model.roles(states, batch.cues))


def _entropy(found: WindowLogits, batch: WindowBatch) -> Tensor:
    """Sum the cross entropy of labels over pieces, and over pieces and cues."""
    entropy = nn.CrossEntropyLoss(reduction="sum")
    cues = entropy(found.cues.flatten(0, 1), batch.labels.flatten())
    roles = entropy(found.roles.flatten(0, 1), batch.roles.flatten())
    return cues + _ROLE_WEIGHT * roles


def _taught_entropy(found: WindowLogits, taught: Sequence[WindowLogits], batch: WindowBatch) -> Tensor:
    """Sum the same, of what teachers say in the mean instead of labels."""
    total = torch.zeros(())
    for own, theirs, labels, weight in (
        (found.cues, [one.cues for one in taught], batch.labels, 1.0),
        (found.roles, [one.roles for one in taught], batch.roles, _ROLE_WEIGHT),
    ):
        shares = torch.stack([logits.float().softmax(-1) for logits in theirs]).mean(0)
        lost = -(shares * own.float().log_softmax(-1)).sum(-1)
        total = total + weight * lost[labels >= 0].sum()
    return total


def load(runs: Sequence[Path]) -> AttributionModel:
    """Load the mean of the weights of finished runs."""
    recipe = AttributionRecipe(**json.loads((runs[0] / "recipe.json").read_text(encoding="utf-8")))
    return load_mean(AttributionModel(Shape(layers=recipe.layers)), runs)


def make_window_batch(windows: Sequence[tuple[Attributed, range]]) -> WindowBatch:
    """Put stretches of the pieces of articles into tensors, padded to the longest."""
    width = max(len(stretch) for _, stretch in windows) + 2
    ids = torch.zeros(len(windows), width, dtype=torch.int64)
    labels = torch.full((len(windows), width), -100)
    cues: list[tuple[int, int]] = []
    roles: list[Tensor] = []
    for row, (article, stretch) in enumerate(windows):
        end = len(stretch) + 1
        ids[row, : end + 1] = torch.tensor([START, *article.pieces.ids[stretch.start : stretch.stop], END])
        labels[row, 1:end] = 0
        labels[row, ids[row] == END] = -100
        for item in article.attributions:
            if item.cue[0] not in stretch:
                continue
            # The start mark shifts all by one.
            first, last = item.cue[0] - stretch.start + 1, min(item.cue[1] - stretch.start + 1, end)
            labels[row, first + 1 : last] = CUE_LABELS.index("inside")
            labels[row, first] = CUE_LABELS.index("first")
            cues.append((row, first))
            own = torch.full((width,), -100)
            own[1:end] = 0
            for label, pieces in ((1, item.source), (2, item.content)):
                places = [piece - stretch.start + 1 for piece in pieces if piece in stretch]
                own[places] = label
            own[ids[row] == END] = -100
            roles.append(own)
    return WindowBatch(
        ids,
        labels,
        torch.tensor(cues, dtype=torch.int64).reshape(-1, 2),
        torch.stack(roles) if roles else torch.zeros(0, width, dtype=torch.int64),
    )
