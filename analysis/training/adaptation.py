"""The encoder reads on before it is trained: pieces of news are hidden, and it guesses them from the rest.

Sentence-BERT was trained to compare whole sentences, from every second layer of a larger model; this brings
back what it knows of single words, in the language of news (Gururangan et al., ACL 2020).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

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


class HiddenBatch(NamedTuple):
    """Windows of texts with pieces hidden (windows, pieces), and which were, and what they were."""

    ids: Tensor
    is_guessed: Tensor
    pieces: Tensor


class Adaptation:
    """The question which piece was hidden. Short texts are read together, long ones in windows."""

    def __init__(self, texts: Sequence[str], kept: Sequence[str], recipe: AdaptationRecipe) -> None:
        torch.manual_seed(0)
        self.model = ReadingModel(dropout=recipe.dropout)
        self.texts, self.kept, self.recipe = _encoded(texts), _encoded(kept), recipe

    def jobs(self, chance: random.Random) -> Iterator[Callable[[], HiddenBatch]]:
        """Yield what makes an epoch's batches of windows, which are cut anew each time."""
        return (partial(_hidden, ids) for ids in _batches(self.texts, chance))

    def loss(self, batch: HiddenBatch) -> Tensor:
        """Give the mean loss of a guess."""
        states = self.model.encoder(batch.ids)
        if not len(batch.pieces):  # a window may have no word, or none that was hidden
            return states.sum() * 0.0
        return self.model.guess(states[batch.is_guessed], batch.pieces)

    def figures(self) -> dict[str, Any]:
        """Give the mean loss of a guess in the kept texts, with the same pieces hidden each time."""
        torch.manual_seed(0)  # every epoch sets its own
        total, count = 0.0, 0
        for ids in _batches(self.kept, random.Random(0)):  # noqa: S311 - no secret
            batch = _hidden(ids)
            total += self.loss(batch).item() * len(batch.pieces)
            count += len(batch.pieces)
        return {"log_loss": total / count} if count else {}


class ReadingModel(nn.Module):  # type: ignore[misc]  # not there when types are checked
    """The encoder, and a head that guesses pieces."""

    def __init__(self, shape: Shape | None = None, *, dropout: float = 0.1) -> None:
        super().__init__()
        shape = shape or Shape()
        self.encoder = Encoder(shape, dropout)
        self.guess = _Guess(shape.vocabulary, shape.width)
        # All pieces have the first mark here, and the second has to stay like it.
        self.encoder.marks.weight.requires_grad = False

    def load_encoder(self, path: Path) -> None:
        """Start from a BERT in a safetensors file."""
        self.encoder.load(path)
        self.guess.words.copy_(self.encoder.words.weight.data)

    def save_encoder(self, before: Path, path: Path) -> None:
        """Write the encoder as it is now, and from the file `before` what training does not change."""
        save_file(load_file(before) | weights_of(self.encoder), path)


def _encoded(texts: Sequence[str]) -> list[list[int]]:
    return [item.ids for item in tokenizer().encode_batch(list(texts), add_special_tokens=False)]


def _hidden(ids: Tensor) -> HiddenBatch:
    is_guessed = (torch.rand(ids.shape) < _GUESSED) & (ids >= _FIRST_WORD)
    chance = torch.rand(ids.shape)
    asked = torch.where(is_guessed & (chance < _MASKED), _MASK, ids)
    other = torch.randint(_FIRST_WORD, tokenizer().get_vocab_size(), ids.shape)
    asked = torch.where(is_guessed & (chance >= _LEFT), other, asked)
    return HiddenBatch(asked, is_guessed, ids[is_guessed])


class _Guess(nn.Module):  # type: ignore[misc]  # not there when types are checked
    """Which piece was hidden, among those of the batch and others, by the likeness to its embedding."""

    def __init__(self, count: int, width: int) -> None:
        super().__init__()
        self.register_buffer("words", torch.zeros(count, width))
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
    if short:
        windows.append(short[:room])
    chance.shuffle(windows)
    for first in range(0, len(windows), _WINDOWS):
        chosen = windows[first : first + _WINDOWS]
        ids = torch.zeros(len(chosen), max(map(len, chosen)) + 2, dtype=torch.int64)
        for row, window in enumerate(chosen):
            ids[row, : len(window) + 2] = torch.tensor([START, *window, END])
        yield ids
