"""What the networks are made of, and the one for opinions: an encoder with heads for mentions and pairs."""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from analysis.network.pairs import PAIR_LABELS
from analysis.network.pieces import END, PLACEHOLDER, START
from analysis.records import ABOUT
from analysis.training.data import LABELS, ROLE_LABELS


class Shape(NamedTuple):
    """Sizes of the encoder; the defaults are MiniLM-L6's.

    With `buckets`, pieces attend to each other by how far they are apart, in so many classes, as in MPNet.
    """

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    buckets: int = 0


MPNET = Shape(width=768, layers=12, inner=3072, buckets=32)


class Dropout(nn.Module):  # type: ignore[misc]  # as below
    """Sets a share of numbers to 0, to the nearest 256th, and makes up for it in the others.

    From random bytes, which takes two fifths of the time that PyTorch's own takes on a CPU; there it is a
    seventh of a step.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.least = round(256 * share)

    def forward(self, states: Tensor) -> Tensor:
        """Drop numbers of `states` while training."""
        if not (self.training and self.least):
            return states
        size = states.numel()
        noise = torch.empty((size + 7) // 8, dtype=torch.int64).random_(-(2**63), None).view(torch.uint8)
        kept = (noise[:size] >= self.least).view(states.shape)
        return states * (kept.to(states.dtype) * (256 / (256 - self.least)))


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
        self.dropout = Dropout(dropout)

    def forward(self, states: Tensor, asking: Tensor, bias: Tensor) -> Tensor:
        """Let `asking` attend to `states` (both batch, pieces, width); `bias` shuts padding out."""
        batch, pieces, width = asking.shape
        split = (self.heads, width // self.heads)
        query = self.query(asking).view(batch, pieces, *split).transpose(1, 2)
        key = self.key(states).view(batch, states.shape[1], *split).transpose(1, 2)
        value = self.value(states).view(batch, states.shape[1], *split).transpose(1, 2)
        # Written out, as PyTorch's own attention takes three times as long backwards on a CPU. Its weights
        # are not dropped out, which makes a step on windows half as long on two cores.
        weights = (query * (width // self.heads) ** -0.5 @ key.transpose(2, 3) + bias).softmax(-1)
        seen = weights.to(value.dtype) @ value
        seen = seen.transpose(1, 2).reshape(batch, pieces, width)
        states = self.norm(asking + self.dropout(self.mixed(seen)))
        inner = self.narrowed(nn.functional.gelu(self.widened(states)))
        return self.last_norm(states + self.dropout(inner))

    def load(self, weights: dict[str, Tensor], number: int) -> None:
        """Start from a layer of a BERT."""
        for own, theirs in _LAYER.items():
            _copy(getattr(self, own), weights, f"encoder.layer.{number}.{theirs}")


class Encoder(nn.Module):  # type: ignore[misc]  # as above
    """A BERT whose word embeddings are fixed, with 16 levels in each row.

    Its embeddings and its `shared` lowest layers are another network's (`share`) and learn nothing here.
    """

    def __init__(self, shape: Shape, dropout: float, shared: int = 0) -> None:
        super().__init__()
        self.shared = shared
        self.words = nn.Embedding(shape.vocabulary, shape.width, padding_idx=0)
        self.positions = nn.Embedding(shape.positions, shape.width)
        for table in (self.words, self.positions):
            table.weight.requires_grad = False
        self.marks = nn.Embedding(2, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.nearness = nn.Embedding(shape.buckets, shape.heads) if shape.buckets else None
        if shared:
            for name, parameter in self.named_parameters():
                parameter.requires_grad &= self._is_own(name)

    def forward(self, ids: Tensor, mentions: Tensor | None = None, added: Tensor | None = None) -> Tensor:
        """Encode pieces (batch, pieces, width); those of mentions are marked.

        `added` comes to the words, or to what the shared layers make of them.
        """
        words = self.words(ids)
        if added is not None and not self.shared:
            words = words + added
        marks = self.marks.weight[0].expand_as(words)
        if mentions is not None:
            marked = mentions.amax(1).unsqueeze(-1)
            marks = marks * (1 - marked) + self.marks.weight[1] * marked
        states = self.dropout(self.norm(words + self.positions.weight[: ids.shape[1]] + marks))
        bias = shut_out(ids)
        if self.nearness is not None:
            places = torch.arange(ids.shape[1])
            classes = distance_classes(places[:, None] - places, self.nearness.num_embeddings)
            bias = bias + self.nearness(classes).permute(2, 0, 1)
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.shared):
            for layer in self.layers[: self.shared]:
                states = layer(states, states, bias)
        if added is not None and self.shared:
            states = states + added
        for layer in self.layers[self.shared :]:
            states = layer(states, states, bias)
        return states

    def _is_own(self, name: str) -> bool:
        """Tell whether a parameter belongs to a layer that is not shared."""
        return name.startswith("layers.") and int(name.split(".")[1]) >= self.shared

    def share(self, other: Encoder) -> None:
        """Take what is shared from another encoder, as it is."""
        theirs = other.state_dict()
        own = {name: table for name, table in self.state_dict().items() if self._is_own(name)}
        self.load_state_dict({name: theirs[name] for name in self.state_dict() if name not in own} | own)

    def load(self, path: Path) -> None:
        """Start from the lowest layers of a BERT, or of an MPNet if there are buckets, in a safetensors file.

        What is shared stays as it is.

        Raises
        ------
        ValueError
            The file holds the other of the two.
        """
        weights = load_file(path)
        is_mpnet = "encoder.relative_attention_bias.weight" in weights
        if is_mpnet != (self.nearness is not None):
            raise ValueError(
                f"{path}: is {'an' if is_mpnet else 'no'} MPNet; expected one for a large model, and a BERT "
                "for all others"
            )
        if self.nearness is not None:
            weights = _as_bert(weights)
        for number, layer in enumerate(self.layers):
            if number >= self.shared:
                layer.load(weights, number)
        if self.shared:
            return
        if self.nearness is not None:
            _copy(self.nearness, weights, "encoder.relative_attention_bias")
        for own, theirs in _EMBEDDINGS.items():
            _copy(getattr(self, own), weights, theirs)
        levels, scales = levels_of(self.words.weight.data)
        self.words.weight.data = levels * scales
        # Sentence-BERT never saw the second kind of mark; both start alike and part in training.
        self.marks.weight.data[1] = self.marks.weight.data[0]


class OpinionModel(nn.Module):  # type: ignore[misc]  # as above
    """What a sentence conveys toward a mention, and who holds which opinion of whom among its mentions.

    Both look at the encoded sentence once more, through the same layer. A `plain` model does not, nor does it
    know the valences of a lexicon.
    """

    def __init__(
        self,
        shape: Shape | None = None,
        *,
        dropout: float = 0.1,
        plain: bool = False,
    ) -> None:
        super().__init__()
        shape = shape or Shape()
        self.plain = plain
        self.encoder = Encoder(shape, dropout)
        # What a sentiment lexicon says of a word piece: its valence and the size of it.
        self.register_buffer("valences", torch.zeros(shape.vocabulary, 2))
        self.valence = nn.Linear(2, shape.width, bias=False)
        nn.init.zeros_(self.valence.weight)
        self.look = Layer(shape, dropout)
        self.target_head = head_of(3 * shape.width, shape.width, len(LABELS), dropout)
        # Fitted when the network is exported (`training.about`), on what the rest of it has learned.
        self.about = nn.Linear(3 * shape.width, len(ABOUT)).requires_grad_(False)
        self.pair_query = nn.Linear(2 * shape.width, shape.width)
        self.pair_head = head_of(6 * shape.width, shape.width, len(PAIR_LABELS), dropout)

    def load_encoder(self, path: Path) -> None:
        """Start from a BERT in a safetensors file; the second look starts as a copy of the last layer."""
        self.encoder.load(path)
        self.look.load_state_dict(self.encoder.layers[-1].state_dict())

    def read(self, ids: Tensor, mentions: Tensor) -> tuple[Tensor, Tensor]:
        """Read sentences once: encode their pieces, and gather what is known of each mention.

        Parameters
        ----------
        ids
            Numbers of word pieces (batch, pieces), 0 where a sentence has ended.
        mentions
            1.0 where a piece belongs to a mention (batch, mentions, pieces); one of no piece is padding.

        Returns
        -------
        tuple of Tensor
            States (batch, pieces, width); and of each mention the whole sentence, its own pieces and the
            second look (batch, mentions, 3 · width), which `target_head` reads.
        """
        states = self.encoder(ids, mentions, self.valence(self.valences[ids]))
        sizes = mentions.sum(-1, keepdim=True).clamp(min=1)
        own = (mentions / sizes) @ states
        whole = states[:, :1].expand(-1, own.shape[1], -1)
        looked = torch.zeros_like(own) if self.plain else self.look(states, own, shut_out(ids))
        return states, torch.cat([whole, own, looked], -1)

    def pair_logits(self, ids: Tensor, states: Tensor, seen: Tensor, pairs: Tensor) -> Tensor:
        """Give the logits of `PAIR_LABELS` for pairs of mentions (batch, pairs, 2): (batch, pairs, 5)."""
        rows = torch.arange(len(ids)).unsqueeze(1)
        first, second = seen[rows, pairs[..., 0]], seen[rows, pairs[..., 1]]
        width = states.shape[-1]
        asking = self.pair_query(torch.cat([first[..., 2 * width :], second[..., 2 * width :]], -1))
        looked = self.look(states, asking, shut_out(ids))
        return self.pair_head(torch.cat([first, second[..., width:], looked], -1))


class Roles(nn.Module):  # type: ignore[misc]  # as above
    """What every piece is to a cue: nothing, its source or its content."""

    inner = 128
    reach = 64  # pieces further away than this count as this far

    def __init__(self, width: int) -> None:
        super().__init__()
        self.piece = nn.Linear(width, self.inner)
        self.cue = nn.Linear(width, 2 * self.inner)
        self.distance = nn.Embedding(2 * self.reach + 1, self.inner)
        self.last = nn.Linear(self.inner, len(ROLE_LABELS))
        nn.init.zeros_(self.distance.weight)

    def forward(self, states: Tensor, cues: Tensor) -> Tensor:
        """Give the logits of `ROLE_LABELS` for rows of (text, first piece of the cue): (cues, pieces, 3)."""
        factor, added = self.cue(states[cues[:, 0], cues[:, 1]]).unsqueeze(1).chunk(2, -1)
        away = torch.arange(states.shape[1]) - cues[:, 1:]
        away = away.clamp(-self.reach, self.reach) + self.reach
        inner = self.piece(states)[cues[:, 0]] * (1 + factor) + added + self.distance(away)
        return self.last(inner.relu())


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


# What MPNet calls a layer's parts.
_MPNET_LAYER = {
    "attention.attn.q.": "attention.self.query.",
    "attention.attn.k.": "attention.self.key.",
    "attention.attn.v.": "attention.self.value.",
    "attention.attn.o.": "attention.output.dense.",
    "attention.LayerNorm.": "attention.output.LayerNorm.",
}
_FARTHEST = 128  # pieces; all distances from here on are one class of MPNet's


def _as_bert(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Give MPNet's weights BERT's names, and the words' embeddings the order of BERT's vocabulary.

    MPNet puts its own four marks before that vocabulary and its mask behind it, and counts positions from 2.
    """
    found = {}
    for name, table in weights.items():
        for theirs, ours in _MPNET_LAYER.items():
            name = name.replace(theirs, ours)
        found[name] = table
    words = found["embeddings.word_embeddings.weight"]
    ordered = words[4:-1].clone()
    for piece, row in ((0, 1), (START, 0), (END, 2), (PLACEHOLDER, len(words) - 1)):
        ordered[piece] = words[row]
    found["embeddings.word_embeddings.weight"] = ordered
    found["embeddings.position_embeddings.weight"] = found["embeddings.position_embeddings.weight"][2:]
    found["embeddings.token_type_embeddings.weight"] = torch.zeros(2, words.shape[1])
    return found


def distance_classes(before: Tensor, buckets: int) -> Tensor:
    """Give the class of how many pieces another stands before each piece; negative ones stand behind it.

    Half of the classes are for each direction; of these half are for one distance each, the others widen with
    its logarithm (Raffel et al., JMLR 2020, section 2.1).
    """
    half, exact = buckets // 2, buckets // 4
    away = before.abs()
    steps = (away.clamp(min=1) / exact).log() / math.log(_FARTHEST / exact) * (half - exact)
    wide = (exact + steps.long()).clamp(max=half - 1)
    return (before < 0) * half + torch.where(away < exact, away, wide)


def levels_of(table: Tensor) -> tuple[Tensor, Tensor]:
    """Round every row of a table to 16 levels, from -7.5 to 7.5, and give them and the rows' scales.

    Of nine scales the one with the least squared error is taken.
    """
    largest = table.abs().amax(1, keepdim=True).clamp(min=1e-12)
    scales = largest / 7.5
    least = torch.full_like(largest, torch.inf)
    for share in torch.linspace(0.6, 1.0, 9):
        tried = largest * share / 7.5
        error = (_levels(table, tried) * tried - table).square().sum(1, keepdim=True)
        scales = torch.where(error < least, tried, scales)
        least = torch.minimum(error, least)
    return _levels(table, scales), scales


def _levels(table: Tensor, scales: Tensor) -> Tensor:
    return ((table / scales - 0.5).round() + 0.5).clamp(-7.5, 7.5)


def shut_out(ids: Tensor) -> Tensor:
    """Give what is added to the weight of each piece, so that padding gets none."""
    return (ids == 0).to(torch.float32)[:, None, None, :] * -1e4


def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    for kind, parameter in module.named_parameters():
        parameter.data.copy_(weights[f"{name}.{kind}"])


def head_of(seen: int, width: int, labels: int, dropout: float) -> nn.Module:
    """Make a head of two layers."""
    return nn.Sequential(
        nn.Dropout(dropout), nn.Linear(seen, width), nn.GELU(), nn.Dropout(dropout), nn.Linear(width, labels)
    )
