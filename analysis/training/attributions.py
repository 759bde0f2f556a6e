"""Learning who says what: windows of articles with cues, sources and contents."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from analysis.network.cases import OTHER
from analysis.network.pieces import END, START
from analysis.network.windows import OVERLAP, WINDOW_PIECES, windows
from analysis.training.data import CUE_LABELS, ROLE_LABELS, Attributed

_POOL = 32  # batches whose windows are sorted by length together
_WINDOWS = 6  # in a batch
# Of the sum over pieces, so that a cue's thirty pieces weigh a little more than the cue itself.
_ROLE_WEIGHT = 0.125


class WindowBatch(NamedTuple):
    """Windows of articles: pieces, the label of each as a cue (-100 in what fills up or is a mark).

    `cases` tell how each piece is written. `cues` are rows of (window, first piece), `roles` (cues, pieces)
    the label of every piece for each.
    """

    ids: Tensor
    cases: Tensor
    labels: Tensor
    cues: Tensor
    roles: Tensor


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
    """Give the loss of a model for each cue in a batch: of labels of pieces, and of their roles to cues."""
    states = model.read(batch.ids, batch.cases)
    entropy = nn.CrossEntropyLoss(reduction="sum")
    cues = entropy(model.cue_head(states).flatten(0, 1), batch.labels.flatten())
    roles = entropy(model.roles(states, batch.cues).flatten(0, 1), batch.roles.flatten())
    return (cues + _ROLE_WEIGHT * roles) / max(1, len(batch.cues))


def window_counts(model: Any, articles: Sequence[Attributed]) -> Counter[tuple[str, str]]:
    """Count single pieces: as part of a cue, and as source and content of a cue that is given.

    Of each, ``right`` and ``all``; F1 is twice the first over the second.
    """
    counts: Counter[tuple[str, str]] = Counter()

    def count(name: str, found: Tensor, gold: Tensor) -> None:
        counts[name, "right"] += int((found & gold).sum())
        counts[name, "all"] += int(found.sum()) + int(gold.sum())

    for article in articles:
        for stretch in _stretches(article):
            batch = make_window_batch([(article, stretch)])
            states = model.read(batch.ids, batch.cases)
            known = batch.labels >= 0
            count("cue", (model.cue_head(states).argmax(-1) > 0) & known, batch.labels > 0)
            if len(batch.cues):
                roles = model.roles(states, batch.cues).argmax(-1)
                for name in ("source", "content"):
                    label = ROLE_LABELS.index(name)
                    count(name, (roles == label) & (batch.roles >= 0), batch.roles == label)
    return counts


def make_window_batch(windows: Sequence[tuple[Attributed, range]]) -> WindowBatch:
    """Put stretches of the pieces of articles into tensors, padded to the longest."""
    width = max(len(stretch) for _, stretch in windows) + 2
    ids = torch.zeros(len(windows), width, dtype=torch.int64)
    cases = torch.full((len(windows), width), OTHER)
    labels = torch.full((len(windows), width), -100)
    cues: list[tuple[int, int]] = []
    roles: list[Tensor] = []
    for row, (article, stretch) in enumerate(windows):
        end = len(stretch) + 1
        ids[row, : end + 1] = torch.tensor([START, *article.pieces.ids[stretch.start : stretch.stop], END])
        cases[row, 1:end] = torch.tensor(article.cases[stretch.start : stretch.stop])
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
        cases,
        labels,
        torch.tensor(cues, dtype=torch.int64).reshape(-1, 2),
        torch.stack(roles) if roles else torch.zeros(0, width, dtype=torch.int64),
    )
