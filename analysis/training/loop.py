"""Training of one variant: batches, steps, a checkpoint after every epoch, figures on the kept tenth."""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.evaluate.metrics import label_scores
from analysis.network.pieces import END, START, Passage, passages, tokenizer
from analysis.network.windows import WINDOW_PIECES
from analysis.resources import political_lexicon
from analysis.stance.pairs import PAIR_LABELS, TURNED
from analysis.training.data import (
    CUE_LABELS,
    LABELS,
    PAIR_NAMES,
    ROLE_LABELS,
    Attributed,
    Labelled,
)
from analysis.training.model import NewsModel

_LARGEST = 4.0  # VADER's valences go from -4 to 4
_POOL = 32  # batches whose sentences are sorted by length together
_HEADS = ("valence", "target_head", "pair_", "cue_head", "roles")
_WINDOWS = 6  # in a batch, which makes about as many pieces as 32 sentences have
# Of the sum over pieces, so that a cue's thirty pieces weigh a little more than the cue itself.
_ROLE_WEIGHT = 0.125


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a variant is trained.

    `rate` is the highest learning rate, `decay` its factor from each layer to the one below and `head_rate`
    that for the heads; `hide` the share of sentences whose names are hidden in an epoch; `pair_weight` the
    weight of the loss on pairs, `smoothing` that of the labels. A `plain` model has neither the second look
    nor the valences of a lexicon.
    """

    seed: int = 0
    epochs: int = 4
    batch: int = 32
    rate: float = 1e-4
    decay: float = 0.9
    hide: float = 1.0
    plain: bool = False
    head_rate: float = 3.0
    pair_weight: float = 1.0
    smoothing: float = 0.1
    dropout: float = 0.1


class Batch(NamedTuple):
    """Sentences as tensors: pieces, masks of mentions, and what is known of targets and pairs.

    `targets` are rows of (sentence, mention, label). `pairs` (sentences, pairs, 3) are two mentions and a
    label, -100 in what fills up; each pair stands in both orders.
    """

    ids: Tensor
    mentions: Tensor
    targets: Tensor
    pairs: Tensor


class WindowBatch(NamedTuple):
    """Windows of articles: pieces, the label of each as a cue (-100 in what fills up or is a mark).

    `cues` are rows of (window, first piece), `roles` (cues, pieces) the label of every piece for each.
    """

    ids: Tensor
    labels: Tensor
    cues: Tensor
    roles: Tensor


def train(
    items: Sequence[Labelled],
    kept: Sequence[Labelled],
    articles: Sequence[Attributed],
    kept_articles: Sequence[Attributed],
    recipe: Recipe,
    encoder: Path,
    run: Path,
) -> NewsModel:
    """Train a variant, going on from `run`/checkpoint.pt where there is one.

    It starts from a BERT in the safetensors file `encoder`.

    Figures on what is kept are written to `run`/figures.jsonl and standard error after every epoch, the
    weights to `run`/model.pt at the end. One seed gives one result on one machine, however often interrupted
    between epochs.
    """
    torch.manual_seed(recipe.seed)
    model = NewsModel(dropout=recipe.dropout, looks_again=not recipe.plain)
    model.load_encoder(encoder)
    if not recipe.plain:
        model.valences.copy_(piece_valences())
    optimizer = _optimizer(model, recipe)
    state_file, done = run / "checkpoint.pt", 0
    run.mkdir(parents=True, exist_ok=True)
    (run / "recipe.json").write_text(json.dumps(asdict(recipe)), encoding="utf-8")
    if state_file.is_file():
        state = torch.load(state_file, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["epochs"]
    for epoch in range(done, recipe.epochs):
        started = time.perf_counter()
        loss = _epoch(model, optimizer, items, articles, recipe, epoch)
        figures = {
            "epoch": epoch + 1,
            "loss": round(loss, 4),
            "seconds": round(time.perf_counter() - started),
            **evaluate(model, kept, hide_names=recipe.hide > 0),
            **evaluate_windows(model, kept_articles),
        }
        _say(run, figures)
        torch.save(
            {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epochs": epoch + 1},
            state_file,
        )
    torch.save(model.state_dict(), run / "model.pt")
    return model


def load_mean(runs: Sequence[Path]) -> NewsModel:
    """Load the mean of the weights of finished runs, all of one shape."""
    recipe = Recipe(**json.loads((runs[0] / "recipe.json").read_text(encoding="utf-8")))
    model = NewsModel(dropout=recipe.dropout, looks_again=not recipe.plain)
    states = [torch.load(run / "model.pt", weights_only=True) for run in runs]
    model.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    model.eval()
    return model


def evaluate(model: NewsModel, items: Sequence[Labelled], *, hide_names: bool) -> dict[str, Any]:
    """Macro-F1 and accuracy of a model on labelled sentences, targets and pairs (five classes) apart."""
    targets, target_gold, pairs, pair_gold = predictions(model, items, hide_names=hide_names)
    result: dict[str, Any] = {}
    if len(target_gold):
        result["targets"] = label_scores(
            [LABELS[n] for n in target_gold], [LABELS[n] for n in targets.argmax(1)], LABELS
        )
    if len(pair_gold):
        result["pairs"] = label_scores(
            [PAIR_NAMES[n] for n in pair_gold], [PAIR_NAMES[n] for n in pairs.argmax(1)], PAIR_NAMES
        )
    return result


def evaluate_windows(model: NewsModel, articles: Sequence[Attributed]) -> dict[str, Any]:
    """F1 of single pieces: as part of a cue, and as source and content of a cue that is given."""
    model.eval()
    counts: Counter[tuple[str, str]] = Counter()

    def count(name: str, found: Tensor, gold: Tensor) -> None:
        counts[name, "right"] += int((found & gold).sum())
        counts[name, "all"] += int(found.sum()) + int(gold.sum())

    room = WINDOW_PIECES - 2
    with torch.no_grad():
        for article in articles:
            for first in range(0, len(article.pieces.ids), room):
                stretch = range(first, min(first + room, len(article.pieces.ids)))
                batch = make_window_batch([(article, stretch)])
                states = model.states(batch.ids)
                known = batch.labels >= 0
                count("cue", (model.cue_head(states).argmax(-1) > 0) & known, batch.labels > 0)
                if len(batch.cues):
                    roles = model.roles(states, batch.cues).argmax(-1)
                    for name in ("source", "content"):
                        label = ROLE_LABELS.index(name)
                        count(name, (roles == label) & (batch.roles >= 0), batch.roles == label)
    names = sorted({name for name, _ in counts})
    return {
        f"{name}_piece_f1": round(2 * counts[name, "right"] / max(1, counts[name, "all"]), 4)
        for name in names
    }


def predictions(
    model: NewsModel, items: Sequence[Labelled], *, hide_names: bool
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Logits and labels of targets, logits and labels of pairs, sentence by sentence from short to long."""
    model.eval()
    found: list[list[Tensor]] = [[], [], [], []]
    encoded = _encoded(items, [hide_names] * len(items))
    order = sorted(range(len(items)), key=lambda number: len(encoded[number].ids))
    with torch.no_grad():
        for first in range(0, len(order), 64):
            chosen = order[first : first + 64]
            batch = make_batch([items[n] for n in chosen], [encoded[n] for n in chosen])
            states = model.states(batch.ids, batch.mentions)
            seen = model.seen(batch.ids, states, batch.mentions)
            found[0].append(model.target_logits(seen)[batch.targets[:, 0], batch.targets[:, 1]])
            found[1].append(batch.targets[:, 2])
            if batch.pairs.shape[1]:
                logits, labels = model.pair_logits(batch.ids, states, seen, batch.pairs), batch.pairs[..., 2]
                # A pair's second row is the same in the other order.
                both = (logits[:, ::2] + logits[:, 1::2][..., list(TURNED)]) / 2
                found[2].append(both[labels[:, ::2] >= 0])
                found[3].append(labels[:, ::2][labels[:, ::2] >= 0])
            else:
                found[2].append(torch.zeros(0, len(PAIR_LABELS)))
                found[3].append(torch.zeros(0, dtype=torch.int64))
    logits, gold, pair_logits, pair_gold = (torch.cat(parts).numpy() for parts in found)
    return logits.astype("float64"), gold, pair_logits.astype("float64"), pair_gold


def make_batch(items: Sequence[Labelled], encoded: Sequence[Passage]) -> Batch:
    """Put sentences and their first passages into tensors, padded to the longest."""
    width = max(len(passage.ids) for passage in encoded)
    most = max(len(passage.spans) for passage in encoded)
    ids = torch.zeros(len(items), width, dtype=torch.int64)
    mentions = torch.zeros(len(items), most, width)
    targets: list[tuple[int, ...]] = []
    pairs: list[list[tuple[int, int, int]]] = []
    for row, (item, passage) in enumerate(zip(items, encoded, strict=True)):
        ids[row, : len(passage.ids)] = torch.tensor(passage.ids)
        places = {mention: place for place, mention in enumerate(passage.mentions)}
        for place, (first, end) in enumerate(passage.spans):
            mentions[row, place, first:end] = 1.0
        targets += [(row, places[mention], label) for mention, label in item.targets if mention in places]
        pairs.append([])
        for p, q, label in item.pairs:
            if {p, q} <= set(places):
                pairs[-1] += [(places[p], places[q], label), (places[q], places[p], TURNED[label])]
    most = max(len(row) for row in pairs)
    filled = [row + [(0, 0, -100)] * (most - len(row)) for row in pairs]
    return Batch(
        ids,
        mentions,
        torch.tensor(targets, dtype=torch.int64).reshape(-1, 3),
        torch.tensor(filled, dtype=torch.int64).reshape(len(items), most, 3),
    )


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


def _optimizer(model: NewsModel, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW without decay on biases and norms, and a lower rate for each lower layer."""
    depth = len(model.layers)
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        # Embeddings are half of all weights, of which most words see few examples.
        if name in ("words.weight", "positions.weight"):
            parameter.requires_grad = False
            continue
        below = 0
        if name.startswith("layers."):
            below = depth - int(name.split(".")[1]) - 1
        elif name.startswith(("marks", "norm")):
            below = depth
        speed = recipe.head_rate if name.startswith(_HEADS) else 1.0
        key = (recipe.rate * speed * recipe.decay**below, 0.01 if parameter.ndim > 1 else 0.0)
        groups.setdefault(key, []).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": parameters, "lr": rate, "top": rate, "weight_decay": decay}
            for (rate, decay), parameters in groups.items()
        ]
    )


def _epoch(
    model: NewsModel,
    optimizer: torch.optim.Optimizer,
    items: Sequence[Labelled],
    articles: Sequence[Attributed],
    recipe: Recipe,
    epoch: int,
) -> float:
    """Train one epoch and give the mean loss; its randomness depends on the seed and its number only."""
    torch.manual_seed(recipe.seed * 1000 + epoch)
    chance = random.Random(f"{recipe.seed} {epoch}")  # noqa: S311 - no secret
    jobs: list[Callable[[], Batch | WindowBatch]] = [
        *_batches(items, recipe, chance),
        *_window_batches(articles, chance),
    ]
    chance.shuffle(jobs)
    steps = len(jobs) * recipe.epochs
    model.train()
    total = 0.0
    for number, make in enumerate(jobs):
        done = (epoch * len(jobs) + number) / steps
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * min(done / 0.1, (1 - done) / 0.9)
        batch = make()
        if isinstance(batch, WindowBatch):
            loss = _window_loss(model, batch)
        else:
            loss = _sentence_loss(model, batch, recipe)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item()
        if number % 50 == 0:
            sys.stderr.write(f"epoch {epoch + 1} step {number}/{len(jobs)} loss {total / (number + 1):.4f}\n")
    return total / max(1, len(jobs))


def _sentence_loss(model: NewsModel, batch: Batch, recipe: Recipe) -> Tensor:
    smoothed = nn.CrossEntropyLoss(label_smoothing=recipe.smoothing, reduction="sum")
    states = model.states(batch.ids, batch.mentions)
    seen = model.seen(batch.ids, states, batch.mentions)
    chosen = model.target_logits(seen)[batch.targets[:, 0], batch.targets[:, 1]]
    loss = smoothed(chosen, batch.targets[:, 2])
    if batch.pairs.shape[1]:
        logits = model.pair_logits(batch.ids, states, seen, batch.pairs)
        # Every pair is there twice.
        loss = loss + recipe.pair_weight / 2 * smoothed(logits.flatten(0, 1), batch.pairs[..., 2].flatten())
    return loss / len(batch.ids)


def _window_loss(model: NewsModel, batch: WindowBatch) -> Tensor:
    entropy = nn.CrossEntropyLoss(reduction="sum")
    states = model.states(batch.ids)
    loss = entropy(model.cue_head(states).flatten(0, 1), batch.labels.flatten())
    if len(batch.cues):
        roles = model.roles(states, batch.cues)
        loss = loss + _ROLE_WEIGHT * entropy(roles.flatten(0, 1), batch.roles.flatten())
    return loss / max(1, len(batch.cues))


def _batches(
    items: Sequence[Labelled], recipe: Recipe, chance: random.Random
) -> Iterator[Callable[[], Batch]]:
    """Yield what makes an epoch's batches, each of sentences of about one length."""
    used = list(items)
    chance.shuffle(used)
    encoded = _encoded(used, [chance.random() < recipe.hide for _ in used])
    pool = recipe.batch * _POOL
    for first in range(0, len(used), pool):
        numbers = sorted(range(first, min(first + pool, len(used))), key=lambda n: len(encoded[n].ids))
        for place in range(0, len(numbers), recipe.batch):
            chosen = numbers[place : place + recipe.batch]
            yield partial(make_batch, [used[n] for n in chosen], [encoded[n] for n in chosen])


def _window_batches(
    articles: Sequence[Attributed], chance: random.Random
) -> Iterator[Callable[[], WindowBatch]]:
    """Yield what makes an epoch's batches of windows, which are cut anew each time."""
    stretches = []
    for article in articles:
        total = len(article.pieces.ids)
        room = WINDOW_PIECES - 2
        cuts = [0, *range(chance.randrange(1, room + 1), total, room), total]
        stretches += [(article, range(*cut)) for cut in pairwise(cuts) if cut[1] > cut[0]]
    chance.shuffle(stretches)
    for first in range(0, len(stretches), _WINDOWS * _POOL):
        pool = sorted(stretches[first : first + _WINDOWS * _POOL], key=lambda item: len(item[1]))
        for place in range(0, len(pool), _WINDOWS):
            yield partial(make_window_batch, pool[place : place + _WINDOWS])


def _say(run: Path, figures: dict[str, Any]) -> None:
    line = json.dumps(figures)
    sys.stderr.write(line + "\n")
    with (run / "figures.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
