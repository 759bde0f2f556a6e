"""The network that reads windows of articles: names and descriptions, who is meant, and who says what."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from torch import Tensor, nn

from analysis.network.cases import CASES
from analysis.network.links import FEATURES, TIE_FEATURES
from analysis.network.names import NAME_LABELS, NOMINAL_LABELS
from analysis.training.data import CUE_LABELS
from analysis.training.model import MPNET, Encoder, Roles, Shape, head_of

# How many layers of the network for opinions it has below its own, and its size with these.
SHARED = 3
SHAPE = MPNET._replace(layers=7)


class WindowModel(nn.Module):  # type: ignore[misc]  # not there when types are checked
    """Which pieces are names and descriptions, whom a mention refers to, and to whom its bearer belongs.

    And which pieces are cues of attributions, and which are source and content of a cue.
    """

    def __init__(self, shape: Shape = SHAPE, *, shared: int = SHARED, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(shape, dropout, shared)
        self.case_words = nn.Embedding(CASES, shape.width)
        nn.init.normal_(self.case_words.weight, std=0.02)
        self.name_head = head_of(shape.width, shape.width, len(NAME_LABELS), dropout)
        self.nominal_head = head_of(shape.width, shape.width, len(NOMINAL_LABELS), dropout)
        self.cue_head = head_of(shape.width, shape.width, len(CUE_LABELS), dropout)
        self.roles = Roles(shape.width)
        self.links = Links(shape.width, dropout, FEATURES)
        self.ties = Links(shape.width, dropout, TIE_FEATURES)

    def load_encoder(self, path: Path) -> None:
        """Start from an MPNet in a safetensors file, but for the layers that are shared."""
        self.encoder.load(path)

    def read(self, ids: Tensor, cases: Tensor) -> Tensor:
        """Encode pieces, of which it is known how they are written: (windows, pieces, width)."""
        states: Tensor = self.encoder(ids, None, self.case_words(cases))
        return states


class Links(nn.Module):  # type: ignore[misc]  # as above
    """How well one mention goes with another of its candidates; 0 is as well as with none."""

    inner = 192

    def __init__(self, width: int, dropout: float, features: Sequence[int]) -> None:
        super().__init__()
        self.asking = nn.Linear(2 * width, 2 * self.inner)
        self.asked = nn.Linear(2 * width, self.inner)
        self.features = nn.ModuleList(nn.Embedding(classes, self.inner) for classes in features)
        self.last = nn.Sequential(
            nn.ReLU(),
            nn.Dropout(dropout),
            nn.Linear(self.inner, self.inner),
            nn.ReLU(),
            nn.Dropout(dropout),
            nn.Linear(self.inner, 1),
        )
        for table in self.features:
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, mentions: Tensor, asking: Tensor, asked: Tensor, features: Tensor) -> Tensor:
        """Give the logits (pairs,); `mentions` are first and last pieces, (mentions, 2 · width)."""
        factor, added = self.asking(mentions).chunk(2, -1)
        inner = self.asked(mentions)[asked] * (1 + factor[asking]) + added[asking]
        for number, table in enumerate(self.features):
            inner = inner + table(features[:, number])
        found: Tensor = self.last(inner)[:, 0].float()
        return found
