"""How the networks are trained."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """What all have in common.

    `rate` is the highest learning rate, `decay` its factor from each layer to the one below and `head_rate`
    that for the heads. `seed` decides the order of the data and what is dropped out, not the first weights of
    the heads, so that the weights of several runs have a mean. With `halves`, products are made of numbers
    of 16 bits, which is several times as fast on processors with AMX.
    """

    seed: int = 0
    epochs: int = 6
    rate: float = 1e-4
    decay: float = 0.9
    head_rate: float = 3.0
    dropout: float = 0.1
    halves: bool = True


@dataclass(frozen=True, slots=True)
class OpinionRecipe(Recipe):
    """How the network for sentiment and opinions is trained.

    `hide` is the share of sentences whose names are hidden in an epoch, `blank` the share of pieces that are
    made unreadable; `pair_weight` the weight of the loss on pairs, `smoothing` that of labels nobody chose. A
    `plain` model has neither the second look nor the valences of a lexicon. `trust` is how much a label
    counts against what teachers say of the same. Shares are 0 to 1. A `large` model has the width of MPNet,
    and its lowest `layers`. Only parameters whose names begin with `only` are trained.
    """

    batch: int = 32
    hide: float = 1.0
    blank: float = 0.0
    plain: bool = False
    pair_weight: float = 1.0
    smoothing: float = 0.1
    trust: float = 1.0
    large: bool = False
    layers: int = 12
    only: str = ""


@dataclass(frozen=True, slots=True)
class WindowRecipe(Recipe):
    """How the network that reads windows is trained.

    `batch` is how many windows are read at once, `label_weight` the weight of the loss on the labels of
    names and descriptions, and `said_weight` that of attributions. In an
    epoch, `swapped` is the share of names that others stand for, and `rewritten` that of articles in which
    pronouns and descriptions stand for names; `unlabelled` is the share of the articles that nobody labelled,
    which are always rewritten; `sentences` is how many short stretches of each article are read beside its
    windows.
    """

    epochs: int = 2
    rate: float = 1e-4
    batch: int = 8
    label_weight: float = 4.0
    said_weight: float = 0.5
    swapped: float = 0.3
    rewritten: float = 0.3
    unlabelled: float = 0.3
    sentences: int = 1
