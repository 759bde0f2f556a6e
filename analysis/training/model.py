"""The network: a small BERT that reads a sentence once, and heads that answer for mentions and pairs."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from analysis.training.data import LABELS, PAIR_LABELS


class Shape(NamedTuple):
    """Sizes of the encoder; the defaults are MiniLM-L6's."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536


class Layer(nn.Module):  # type: ignore[misc]  # not there when types are checked
    """One transformer layer of BERT: attention and a feed-forward step, each normed after its residual."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)
        self.mixed = nn.Linear(shape.width, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.widened = nn.Linear(shape.width, shape.inner)
        self.narrowed = nn.Linear(shape.inner, shape.width)
        self.last_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, asking: Tensor, bias: Tensor) -> Tensor:
        """Let `asking` attend to `states` (both batch, pieces, width); `bias` shuts padding out."""
        batch, pieces, width = asking.shape
        split = (self.heads, width // self.heads)
        query = self.query(asking).view(batch, pieces, *split).transpose(1, 2)
        key = self.key(states).view(batch, states.shape[1], *split).permute(0, 2, 3, 1)
        value = self.value(states).view(batch, states.shape[1], *split).transpose(1, 2)
        weights = (query @ key / split[1] ** 0.5 + bias).softmax(-1)
        seen = (self.dropout(weights) @ value).transpose(1, 2).reshape(batch, pieces, width)
        states = self.norm(asking + self.dropout(self.mixed(seen)))
        inner = self.narrowed(nn.functional.gelu(self.widened(states)))
        return self.last_norm(states + self.dropout(inner))


class TargetModel(nn.Module):  # type: ignore[misc]  # as above
    """Encoder, a layer in which each mention looks at the sentence once more, and the two heads."""

    def __init__(self, shape: Shape | None = None, *, dropout: float = 0.1, looks_again: bool = True) -> None:
        super().__init__()
        shape = shape or Shape()
        self.words = nn.Embedding(shape.vocabulary, shape.width, padding_idx=0)
        # What a sentiment lexicon says of a word piece: its valence and the size of it. It depends on the
        # piece only, so `fold` can add it to the embedding.
        self.register_buffer("valences", torch.zeros(shape.vocabulary, 2))
        self.valence = nn.Linear(2, shape.width, bias=False)
        nn.init.zeros_(self.valence.weight)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.marks = nn.Embedding(2, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.look = Layer(shape, dropout) if looks_again else None
        seen = shape.width * (3 if looks_again else 2)
        self.target_head = _head(seen, shape.width, len(LABELS), dropout)
        self.pair_head = _head(2 * seen - shape.width, shape.width, len(PAIR_LABELS), dropout)

    def forward(self, ids: Tensor, mentions: Tensor) -> Tensor:
        """Give the logits of `LABELS` for every mention (batch, mentions, 3).

        Parameters
        ----------
        ids
            Numbers of word pieces (batch, pieces), 0 where a sentence has ended.
        mentions
            1.0 where a piece belongs to a mention (batch, mentions, pieces); one of no piece is padding.
        """
        return self.target_head(self.seen(ids, mentions))

    def seen(self, ids: Tensor, mentions: Tensor) -> Tensor:
        """Give what is known of each mention (batch, mentions, features); parameters as for `forward`."""
        bias = (ids == 0).to(torch.float32)[:, None, None, :] * -1e4
        marked = mentions.amax(1).unsqueeze(-1)
        marks = self.marks.weight[0] * (1 - marked) + self.marks.weight[1] * marked
        words = self.words(ids) + self.valence(self.valences[ids])
        states = words + self.positions.weight[: ids.shape[1]] + marks
        states = self.dropout(self.norm(states))
        for layer in self.layers:
            states = layer(states, states, bias)
        sizes = mentions.sum(-1, keepdim=True).clamp(min=1)
        own = (mentions / sizes) @ states
        whole = states[:, :1].expand(-1, own.shape[1], -1)
        parts = [whole, own] if self.look is None else [whole, own, self.look(states, own, bias)]
        return torch.cat(parts, -1)

    def pair_logits(self, seen: Tensor, pairs: Tensor) -> Tensor:
        """Give the logits of `PAIR_LABELS` for rows of (sentence, first mention, second mention)."""
        first, second = seen[pairs[:, 0], pairs[:, 1]], seen[pairs[:, 0], pairs[:, 2]]
        width = self.words.embedding_dim
        return self.pair_head(torch.cat([first, second[:, width:]], -1))

    def fold(self) -> None:
        """Add what the lexicon says to the embedding, which changes no result and saves its look-up."""
        self.words.weight.data += self.valence(self.valences)
        self.valences.zero_()

    def load_encoder(self, path: Path) -> None:
        """Start from a BERT in a safetensors file; the second look starts as a copy of the last layer."""
        weights = load_file(path)
        stacks = [(f"layers.{number}.", f"encoder.layer.{number}.") for number in range(len(self.layers))]
        if self.look is not None:
            stacks.append(("look.", f"encoder.layer.{len(self.layers) - 1}."))
        names = dict(_EMBEDDINGS) | {
            own + name: theirs + other for own, theirs in stacks for name, other in _LAYER.items()
        }
        state = self.state_dict()
        for own, theirs in names.items():
            kinds = ("weight", "bias") if f"{own}.bias" in state else ("weight",)
            for kind in kinds:
                state[f"{own}.{kind}"].copy_(weights[f"{theirs}.{kind}"])
        # Sentence-BERT never saw the second kind of mark; both start alike and part in training.
        self.marks.weight.data[1] = self.marks.weight.data[0]


_EMBEDDINGS = {
    "words": "embeddings.word_embeddings",
    "positions": "embeddings.position_embeddings",
    "marks": "embeddings.token_type_embeddings",
    "norm": "embeddings.LayerNorm",
}
_LAYER = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "widened": "intermediate.dense",
    "narrowed": "output.dense",
    "last_norm": "output.LayerNorm",
}


def _head(seen: int, width: int, labels: int, dropout: float) -> nn.Module:
    return nn.Sequential(
        nn.Dropout(dropout), nn.Linear(seen, width), nn.GELU(), nn.Dropout(dropout), nn.Linear(width, labels)
    )
