"""The encoder reads on before it is trained: pieces of news are hidden, and it guesses them from the rest.

Sentence-BERT was trained to compare whole sentences, from every second layer of a larger model; this brings
back what it knows of single words, in the language of news (Gururangan et al., ACL 2020).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from analysis.network.pieces import END, START, tokenizer
from analysis.training.model import Encoder, Shape, weights_of
from analysis.training.recipes import AdaptationRecipe

_PIECES = 256  # in a window
_WINDOWS = 16  # in a batch
# A fifth of pieces is guessed; of ten of them eight are masked, one is another piece, one is left.
_GUESSED, _MASKED, _LEFT = 0.2, 0.8, 0.9
_MASK, _FIRST_WORD = 103, 1000
# Guesses are between the right pieces of the batch and so many others, as all 30,522 take most of the time.
_OTHERS = 2000
_HEAD_RATE = 10.0


def adapt(texts: Sequence[str], recipe: AdaptationRecipe, encoder: Path, output: Path) -> None:
    """Train the BERT in the safetensors file `encoder` on texts and write it to `output`.

    Short texts are read together, long ones in windows that are cut anew each epoch. Embeddings of words and
    positions stay as they are.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe.seed)
    model = Encoder(Shape(), recipe.dropout)
    model.load(encoder)
    head = _Guess(model.words.weight)
    own = [parameter for parameter in model.parameters() if parameter.requires_grad]
    groups = ((own, recipe.rate, 0.01), (list(head.parameters()), _HEAD_RATE * recipe.rate, 0.0))
    optimizer = torch.optim.AdamW(
        [{"params": part, "lr": rate, "top": rate, "weight_decay": decay} for part, rate, decay in groups],
        fused=True,
    )
    encoded = [item.ids for item in tokenizer().encode_batch(list(texts), add_special_tokens=False)]
    model.train()
    for epoch in range(recipe.epochs):
        batches = list(_batches(encoded, random.Random(f"{recipe.seed} {epoch}")))  # noqa: S311 - no secret
        total = 0.0
        for number, ids in enumerate(batches):
            done = (epoch + number / len(batches)) / recipe.epochs
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * min(done / 0.06, (1 - done) / 0.94)
            is_guessed = (torch.rand(ids.shape) < _GUESSED) & (ids >= _FIRST_WORD)
            chance = torch.rand(ids.shape)
            asked = torch.where(is_guessed & (chance < _MASKED), _MASK, ids)
            other = torch.randint(_FIRST_WORD, len(model.words.weight), ids.shape)
            asked = torch.where(is_guessed & (chance >= _LEFT), other, asked)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=recipe.halves):
                loss = head(model(asked)[is_guessed], ids[is_guessed])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(own, 1.0)
            optimizer.step()
            total += loss.item()
            if number % 50 == 0:
                step = f"epoch {epoch + 1} step {number}/{len(batches)}"
                sys.stderr.write(f"{step} loss {total / (number + 1):.4f}\n")
    save_file(load_file(encoder) | weights_of(model), output)


class _Guess(nn.Module):  # type: ignore[misc]  # not there when types are checked
    """Which piece was hidden, among those of the batch and others, by the likeness to its embedding."""

    def __init__(self, words: Tensor) -> None:
        super().__init__()
        count, width = words.shape
        self.words = words.detach()
        self.inner = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.often = nn.Parameter(torch.zeros(count))
        nn.init.eye_(self.inner[0].weight)

    def forward(self, states: Tensor, pieces: Tensor) -> Tensor:
        others = torch.randint(_FIRST_WORD, len(self.words), (_OTHERS,))
        choices = torch.cat([pieces, others]).unique()
        logits = (self.inner(states) @ self.words[choices].T).float() + self.often[choices]
        return nn.functional.cross_entropy(logits, torch.searchsorted(choices, pieces))


def _batches(encoded: Sequence[Sequence[int]], chance: random.Random) -> Iterator[Tensor]:
    """Yield the pieces of windows (windows, pieces), all of an epoch's but what does not fill a batch."""
    room = _PIECES - 2
    windows: list[list[int]] = []
    short: list[int] = []
    for ids in chance.sample(encoded, len(encoded)):
        if len(ids) > room:
            cuts = [0, *range(chance.randrange(1, room), len(ids), room), len(ids)]
            windows += [list(ids[first:last]) for first, last in pairwise(cuts)]
        elif len(short) + len(ids) > room:
            windows.append(short)
            short = list(ids)
        else:
            short = [*short, END, *ids] if short else list(ids)
    windows.append(short[:room])
    chance.shuffle(windows)
    for first in range(0, len(windows), _WINDOWS):
        chosen = windows[first : first + _WINDOWS]
        ids = torch.zeros(len(chosen), max(map(len, chosen)) + 2, dtype=torch.int64)
        for row, window in enumerate(chosen):
            ids[row, : len(window) + 2] = torch.tensor([START, *window, END])
        yield ids
