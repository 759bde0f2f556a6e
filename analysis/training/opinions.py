"""Training of the network for sentiment toward mentions and for opinions between them."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.evaluate.metrics import label_scores
from analysis.network.pairs import PAIR_LABELS, TURNED
from analysis.network.pieces import Passage, passages, tokenizer
from analysis.resources import political_lexicon
from analysis.training.data import LABELS, PAIR_NAMES, Labelled, Shares
from analysis.training.loop import load_mean
from analysis.training.model import MPNET, OpinionModel, Shape
from analysis.training.patterns import KINDS, Pattern, sample_sentences
from analysis.training.recipes import OpinionRecipe

_LARGEST = 4.0  # VADER's valences go from -4 to 4
_NO_SHARES = (0.0,) * len(LABELS)
_NO_OPINIONS = (0.0,) * len(PAIR_LABELS)
_JUDGED_PAIRS = 4  # of a sentence, which few have more of
_UNREADABLE, _FIRST_WORD = 100, 1000  # [UNK], and the first number of BERT's vocabulary that is a word
_POOL = 32  # batches whose sentences are sorted by length together
_READ = 64  # sentences read at once outside of training
_DRAWN, _DRAWN_HELD = 4, 8  # sentences of a pattern in an epoch, and of one that is held out

# Probabilities for mentions and for pairs of them, by their numbers.
_Answers = dict[tuple[int, ...], Tensor]


class Batch(NamedTuple):
    """Sentences as tensors: pieces, masks of mentions, and what is known of targets and pairs.

    `targets` are rows of (sentence, mention), with a row of `target_shares`. `pairs` (sentences, pairs, 2)
    are two mentions, with `pair_shares` (sentences, pairs, 5), which are 0 in what fills up; each pair stands
    in both orders. `known` are the items, less what is beyond their first passage.
    """

    ids: Tensor
    mentions: Tensor
    targets: Tensor
    target_shares: Tensor
    pairs: Tensor
    pair_shares: Tensor
    known: list[Labelled]


class Logits(NamedTuple):
    """What a model says of labelled mentions and pairs, and their shares, as arrays of one length each."""

    targets: NDArray[np.float64]
    target_shares: NDArray[np.float64]
    pairs: NDArray[np.float64]
    pair_shares: NDArray[np.float64]


class Opinions:
    """The questions of sentiment and opinions, with their model, data and figures.

    Of `patterns` every epoch draws sentences anew; those that are held out are measured by kind. `own_kept`
    are measured apart from `kept`.
    """

    def __init__(
        self,
        items: Sequence[Labelled],
        kept: Sequence[Labelled],
        recipe: OpinionRecipe,
        patterns: Sequence[Pattern] = (),
        own_kept: Sequence[Labelled] = (),
    ) -> None:
        torch.manual_seed(0)
        self.model = OpinionModel(_shape_of(recipe), dropout=recipe.dropout, plain=recipe.plain)
        if not recipe.plain:
            self.model.valences.copy_(piece_valences())
        for name, parameter in self.model.named_parameters():
            parameter.requires_grad &= name.startswith(recipe.only)
        self.items, self.kept, self.recipe, self.own_kept = items, kept, recipe, own_kept
        self.patterns = [pattern for pattern in patterns if not pattern.is_held]
        held = {kind: [one for one in patterns if one.is_held and one.kind == kind] for kind in KINDS}
        self.held = {kind: sample_sentences(some, _DRAWN_HELD, 0) for kind, some in held.items() if some}

    def jobs(self, chance: random.Random) -> Iterator[Callable[[], Batch]]:
        """Yield what makes an epoch's batches, each of sentences of about one length."""
        used = [*self.items, *sample_sentences(self.patterns, _DRAWN, chance.getrandbits(32))]
        chance.shuffle(used)
        encoded = _encoded(used, [chance.random() < self.recipe.hide for _ in used])
        size = self.recipe.batch
        for first in range(0, len(used), size * _POOL):
            last = min(first + size * _POOL, len(used))
            numbers = sorted(range(first, last), key=lambda n: len(encoded[n].ids))
            for place in range(0, len(numbers), size):
                chosen = numbers[place : place + size]
                yield partial(make_batch, [used[n] for n in chosen], [encoded[n] for n in chosen])

    def loss(self, batch: Batch) -> Tensor:
        """Give the loss of a batch for each sentence in it."""
        model = self.model
        is_word = (batch.ids >= _FIRST_WORD) & (batch.mentions.amax(1) == 0)
        is_blank = is_word & (torch.rand(batch.ids.shape) < self.recipe.blank)
        batch = batch._replace(ids=torch.where(is_blank, _UNREADABLE, batch.ids))
        states, seen = model.read(batch.ids, batch.mentions)
        chosen = model.target_head(seen)[batch.targets[:, 0], batch.targets[:, 1]]
        loss = self._entropy(chosen, batch.target_shares)
        if batch.pairs.shape[1]:
            logits = model.pair_logits(batch.ids, states, seen, batch.pairs)
            # Every pair is there twice.
            loss = loss + self.recipe.pair_weight / 2 * self._entropy(logits, batch.pair_shares)
        return loss / len(batch.ids)

    def figures(self) -> dict[str, Any]:
        """Macro-F1, accuracy and log loss of targets, of those in sentences of several, and of pairs.

        Beside these, the same of labels of our own, and the accuracy for each kind of held patterns.
        """
        hide_names = self.recipe.hide > 0
        found = predictions(self.model, self.kept, hide_names=hide_names)
        those = [item for item in self.kept if len(item.targets) > 1]
        several = predictions(self.model, those, hide_names=hide_names) if those else found
        result: dict[str, Any] = {}
        measured = [
            ("targets", LABELS, found.targets, found.target_shares),
            ("several", LABELS, several.targets, several.target_shares),
            ("pairs", PAIR_NAMES, found.pairs, found.pair_shares),
        ]
        if self.own_kept:
            own = predictions(self.model, self.own_kept, hide_names=hide_names)
            measured += [
                ("own targets", LABELS, own.targets, own.target_shares),
                ("own pairs", PAIR_NAMES, own.pairs, own.pair_shares),
            ]
        for name, names, logits, shares in measured:
            if len(logits):
                gold = shares.argmax(1)
                log_loss = nn.functional.cross_entropy(torch.tensor(logits), torch.tensor(gold)).item()
                result[name] = label_scores(
                    [names[n] for n in gold], [names[n] for n in logits.argmax(1)], names
                ) | {"log_loss": log_loss}
        for kind, items in self.held.items():
            known = predictions(self.model, items, hide_names=hide_names)
            is_right = known.targets.argmax(1) == known.target_shares.argmax(1)
            result[f"held {kind}"] = round(float(is_right.mean()), 3)
        return result

    def _entropy(self, logits: Tensor, shares: Tensor) -> Tensor:
        rest = self.recipe.smoothing / shares.shape[-1]
        shares = shares * (1 - self.recipe.smoothing) + rest * shares.sum(-1, keepdim=True)
        return -(shares * logits.float().log_softmax(-1)).sum()


def predictions(model: OpinionModel, items: Sequence[Labelled], *, hide_names: bool) -> Logits:
    """Give a model's logits of what is labelled, sentence by sentence from short to long.

    Those of a pair are the mean of both its orders.
    """
    model.eval()
    found: list[tuple[Tensor, ...]] = []
    with torch.no_grad():
        for _, batch, targets, pairs in _read(model, items, hide_names=hide_names):
            shares = batch.pair_shares[:, ::2]
            is_asked = shares.sum(-1) > 0
            found.append((targets, batch.target_shares, pairs[is_asked], shares[is_asked]))
    return Logits(*(torch.cat(parts).numpy().astype("float64") for parts in zip(*found, strict=True)))


def seen_of(model: OpinionModel, items: Sequence[Labelled]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return what a model has learned of the targets of items, names hidden, and the number of their labels.

    Returns
    -------
    tuple of array
        What `target_head` reads (targets, 3 · width), and of each the label with the largest share.
    """
    model.eval()
    found: list[tuple[Tensor, Tensor]] = []
    encoded = _encoded(items, [True] * len(items))
    with torch.no_grad():
        for first in range(0, len(items), _READ):
            batch = make_batch(items[first : first + _READ], encoded[first : first + _READ])
            _, seen = model.read(batch.ids, batch.mentions)
            found.append((seen[batch.targets[:, 0], batch.targets[:, 1]], batch.target_shares.argmax(1)))
    seen, labels = (torch.cat(parts).numpy() for parts in zip(*found, strict=True))
    return seen.astype("float64"), labels


def load(runs: Sequence[Path]) -> OpinionModel:
    """Load the mean of the weights of finished runs."""
    recipe = _recipe_of(runs[0])
    return load_mean(OpinionModel(_shape_of(recipe), plain=recipe.plain), runs)


def guessed(
    items: Sequence[Labelled],
    teachers: Sequence[Path],
    pair_teachers: Sequence[Path] = (),
    *,
    trust: float = 1.0,
    fill: bool = True,
    halves: bool = False,
) -> list[Labelled]:
    """Fill in what finished runs see where people said nothing: toward mentions, and between two of them.

    Several runs answer with the mean of their probabilities, each with names hidden if it was trained so; one
    that is given twice counts twice. Where people did label a mention or a pair, the runs' answer is mixed
    in, with the weight that `trust` leaves. Of a sentence without a labelled pair up to four are judged,
    chosen at random. Without `fill` nothing is judged but what people labelled. `halves` as in the recipe.
    """
    chance = random.Random(0)  # noqa: S311 - no secret
    asked = [
        range(len(item.sentence.mentions)) if fill else [mention for mention, _ in item.targets]
        for item in items
    ]
    every = [
        Labelled(item.sentence, tuple((n, _NO_SHARES) for n in numbers), ())
        for item, numbers in zip(items, asked, strict=True)
    ]
    some = [Labelled(item.sentence, (), _asked_pairs(item, chance if fill else None)) for item in items]
    answers = zip(_answers(every, teachers, halves), _answers(some, pair_teachers, halves), strict=True)
    return [_filled(item, {**one, **two}, trust) for item, (one, two) in zip(items, answers, strict=True)]


def _asked_pairs(item: Labelled, chance: random.Random | None) -> tuple[tuple[int, int, Shares], ...]:
    asked = list(dict.fromkeys((p, q) for p, q, _ in item.pairs))
    if not asked and chance:
        every = list(combinations(range(len(item.sentence.mentions)), 2))
        asked = chance.sample(every, min(_JUDGED_PAIRS, len(every)))
    return tuple((p, q, _NO_OPINIONS) for p, q in asked)


def _answers(items: Sequence[Labelled], teachers: Sequence[Path], halves: bool) -> list[_Answers]:
    """Give for each item the mean of the teachers' probabilities, of all that it names."""
    given: list[dict[tuple[int, ...], list[Tensor]]] = [{} for _ in items]
    named = [number for number, item in enumerate(items) if item.targets or item.pairs]
    for teacher, weight in Counter(teachers).items():
        model, hide_names = load([teacher]), _recipe_of(teacher).hide > 0
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=halves):
            read = _read(model, [items[number] for number in named], hide_names=hide_names)
            for numbers, batch, targets, pairs in read:
                shares, opinions = iter(targets.float().softmax(-1)), pairs.float().softmax(-1)
                for row, number in enumerate(numbers):
                    own, known = given[named[number]], batch.known[row]
                    for mention, _ in known.targets:
                        own.setdefault((mention,), []).extend([next(shares)] * weight)
                    for place, (p, q, _) in enumerate(known.pairs):
                        own.setdefault((p, q), []).extend([opinions[row, place]] * weight)
    return [{key: torch.stack(parts).mean(0) for key, parts in own.items()} for own in given]


def _filled(item: Labelled, answers: _Answers, trust: float) -> Labelled:
    """Put answers where a mention or a pair has no label, and mix them in where one is there."""

    def mixed(shares: Shares, key: tuple[int, ...]) -> Shares:
        if key not in answers:
            return shares
        return tuple((trust * torch.tensor(shares) + (1 - trust) * answers[key]).tolist())

    targets = {(mention,): mixed(shares, (mention,)) for mention, shares in item.targets}
    pairs = [(p, q, mixed(shares, (p, q))) for p, q, shares in item.pairs]
    labelled = {(p, q) for p, q, _ in item.pairs}
    for key, answer in answers.items():
        shares = tuple(answer.tolist())
        if len(key) == 1:
            targets.setdefault((key[0],), shares)
        elif key not in labelled:
            pairs.append((key[0], key[1], shares))
    return item._replace(
        targets=tuple((mention, shares) for (mention,), shares in targets.items()), pairs=tuple(pairs)
    )


def _recipe_of(run: Path) -> OpinionRecipe:
    return OpinionRecipe(**json.loads((run / "recipe.json").read_text(encoding="utf-8")))


def _shape_of(recipe: OpinionRecipe) -> Shape:
    return MPNET._replace(layers=recipe.layers) if recipe.large else Shape()


def _read(
    model: OpinionModel, items: Sequence[Labelled], *, hide_names: bool
) -> Iterator[tuple[list[int], Batch, Tensor, Tensor]]:
    """Read items from short to long: numbers, batch, logits of targets, and of pairs (sentences, pairs).

    Those of a pair are the mean of both its orders.
    """
    encoded = _encoded(items, [hide_names] * len(items))
    order = sorted(range(len(items)), key=lambda number: len(encoded[number].ids))
    for first in range(0, len(order), _READ):
        chosen = order[first : first + _READ]
        batch = make_batch([items[n] for n in chosen], [encoded[n] for n in chosen])
        states, seen = model.read(batch.ids, batch.mentions)
        targets = model.target_head(seen)[batch.targets[:, 0], batch.targets[:, 1]]
        pairs = torch.zeros(len(chosen), 0, len(PAIR_LABELS))
        if batch.pairs.shape[1]:
            logits = model.pair_logits(batch.ids, states, seen, batch.pairs)
            # A pair's second row is the same in the other order.
            pairs = (logits[:, ::2] + logits[:, 1::2][..., list(TURNED)]) / 2
        yield chosen, batch, targets, pairs


def make_batch(items: Sequence[Labelled], encoded: Sequence[Passage]) -> Batch:
    """Put sentences and their first passages into tensors, padded to the longest."""
    width = max(len(passage.ids) for passage in encoded)
    most = max(len(passage.spans) for passage in encoded)
    ids = torch.zeros(len(items), width, dtype=torch.int64)
    mentions = torch.zeros(len(items), most, width)
    targets: list[tuple[int, int]] = []
    target_shares: list[tuple[float, ...]] = []
    pairs: list[list[tuple[int, int]]] = []
    pair_shares: list[list[tuple[float, ...]]] = []
    known: list[Labelled] = []
    for row, (item, passage) in enumerate(zip(items, encoded, strict=True)):
        ids[row, : len(passage.ids)] = torch.tensor(passage.ids)
        places = {mention: place for place, mention in enumerate(passage.mentions)}
        for place, (first, end) in enumerate(passage.spans):
            mentions[row, place, first:end] = 1.0
        known.append(
            Labelled(
                item.sentence,
                tuple(target for target in item.targets if target[0] in places),
                tuple(pair for pair in item.pairs if {pair[0], pair[1]} <= set(places)),
            )
        )
        targets += [(row, places[mention]) for mention, _ in known[-1].targets]
        target_shares += [shares for _, shares in known[-1].targets]
        pairs.append([])
        pair_shares.append([])
        for p, q, shares in known[-1].pairs:
            pairs[-1] += [(places[p], places[q]), (places[q], places[p])]
            pair_shares[-1] += [shares, tuple(shares[label] for label in TURNED)]
    most = max(len(row) for row in pairs)
    for row_pairs, labels in zip(pairs, pair_shares, strict=True):
        missing = most - len(row_pairs)
        row_pairs += [(0, 0)] * missing
        labels += [(0.0,) * len(PAIR_LABELS)] * missing
    return Batch(
        ids,
        mentions,
        torch.tensor(targets, dtype=torch.int64).reshape(-1, 2),
        torch.tensor(target_shares).reshape(-1, len(LABELS)),
        torch.tensor(pairs, dtype=torch.int64).reshape(len(items), most, 2),
        torch.tensor(pair_shares).reshape(len(items), most, len(PAIR_LABELS)),
        known,
    )


def piece_valences() -> Tensor:
    """Give valence and its size (-1 to 1) of every word piece that is a whole word of the lexicon."""
    values = SentimentIntensityAnalyzer().lexicon | {
        w: weight.value for w, weight in political_lexicon().items()
    }
    known = tokenizer()
    found = torch.zeros(known.get_vocab_size(), 2)
    for word, value in values.items():
        ids = known.encode(word, add_special_tokens=False).ids
        if len(ids) == 1:
            found[ids[0]] = torch.tensor([value, abs(value)]) / _LARGEST
    return found


def _encoded(items: Sequence[Labelled], hide: Sequence[bool]) -> list[Passage]:
    found: dict[int, Passage] = {}
    for value in (False, True):
        numbers = [number for number in range(len(items)) if hide[number] == value]
        cut = passages([items[number].sentence for number in numbers], hide_names=value)
        found.update({number: parts[0] for number, parts in zip(numbers, cut, strict=True)})
    return [found[number] for number in range(len(items))]
