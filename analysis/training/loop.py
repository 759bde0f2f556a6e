"""Training of one variant: batches, steps, a checkpoint after every epoch, figures on the kept tenth."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.evaluate.metrics import label_scores
from analysis.resources import political_lexicon
from analysis.sentiment.pieces import Passage, passages, tokenizer
from analysis.training.data import LABELS, PAIR_LABELS, Labelled
from analysis.training.model import TargetModel

_LARGEST = 4.0  # VADER's valences go from -4 to 4
_POOL = 32  # batches whose sentences are sorted by length together
_NEW = ("valence", "look", "target_head", "pair_head")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a variant is trained.

    `rate` is the highest learning rate, `decay` its factor from each layer to the one below and `head_rate`
    that for the heads; `hide` the share of sentences whose names are hidden in an epoch, `calm` the share of
    neutral pairs used in one; `pair_weight` the weight of the loss on pairs, `smoothing` that of the labels.
    `marks`, `looks_again` and `lexicon` say whether mentions are marked, look at the sentence once more, and
    whether word pieces bring the valence that a lexicon gives them; `words` whether embeddings are trained.
    """

    seed: int = 0
    epochs: int = 4
    batch: int = 32
    rate: float = 8e-5
    decay: float = 1.0
    hide: float = 1.0
    marks: bool = True
    looks_again: bool = True
    lexicon: bool = True
    words: bool = False
    head_rate: float = 3.0
    calm: float = 1.0
    pair_weight: float = 1.0
    smoothing: float = 0.1
    dropout: float = 0.1


class Batch(NamedTuple):
    """Sentences as tensors: pieces, masks of mentions, and what is known of targets and pairs.

    `targets` are rows of (sentence, mention, label), `pairs` of (sentence, mention, mention, label).
    """

    ids: Tensor
    mentions: Tensor
    targets: Tensor
    pairs: Tensor


def train(
    items: Sequence[Labelled],
    kept: Sequence[Labelled],
    recipe: Recipe,
    encoder: Path,
    run: Path,
    start: Path | None = None,
) -> TargetModel:
    """Train a variant, going on from `run`/checkpoint.pt where there is one.

    It starts from a BERT in the safetensors file `encoder`, or from the weights of the finished run `start`.

    Figures on the kept sentences are written to `run`/figures.jsonl and standard error after every epoch, the
    weights to `run`/model.pt at the end. One seed gives one result on one machine, however often interrupted
    between epochs.
    """
    torch.manual_seed(recipe.seed)
    model = TargetModel(dropout=recipe.dropout, looks_again=recipe.looks_again)
    model.load_encoder(encoder)
    if recipe.lexicon:
        model.valences.copy_(piece_valences())
    if start is not None:
        model.load_state_dict(torch.load(start / "model.pt", weights_only=True))
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
        loss = _epoch(model, optimizer, items, recipe, epoch)
        figures = {
            "epoch": epoch + 1,
            "loss": round(loss, 4),
            "seconds": round(time.perf_counter() - started),
            **evaluate(model, kept, hide_names=recipe.hide > 0),
        }
        _say(run, figures)
        torch.save(
            {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epochs": epoch + 1},
            state_file,
        )
    torch.save(model.state_dict(), run / "model.pt")
    return model


def load_mean(runs: Sequence[Path]) -> TargetModel:
    """Load the mean of the weights of finished runs, all of one shape."""
    recipe = Recipe(**json.loads((runs[0] / "recipe.json").read_text(encoding="utf-8")))
    model = TargetModel(dropout=recipe.dropout, looks_again=recipe.looks_again)
    states = [torch.load(run / "model.pt", weights_only=True) for run in runs]
    model.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    model.eval()
    return model


def evaluate(model: TargetModel, items: Sequence[Labelled], *, hide_names: bool) -> dict[str, Any]:
    """Macro-F1 and accuracy of a model on labelled sentences, targets and pairs (five classes) apart."""
    targets, target_gold, pairs, pair_gold = predictions(model, items, hide_names=hide_names)
    result: dict[str, Any] = {}
    if len(target_gold):
        result["targets"] = label_scores(
            [LABELS[n] for n in target_gold], [LABELS[n] for n in targets.argmax(1)], LABELS
        )
    if len(pair_gold):
        names = [" ".join(filter(None, label)) for label in PAIR_LABELS]
        result["pairs"] = label_scores(
            [names[n] for n in pair_gold], [names[n] for n in pairs.argmax(1)], names
        )
    return result


def predictions(
    model: TargetModel, items: Sequence[Labelled], *, hide_names: bool
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
            seen = model.seen(batch.ids, batch.mentions)
            found[0].append(model.target_head(seen)[batch.targets[:, 0], batch.targets[:, 1]])
            found[1].append(batch.targets[:, 2])
            found[2].append(model.pair_logits(seen, batch.pairs))
            found[3].append(batch.pairs[:, 3])
    logits, gold, pair_logits, pair_gold = (torch.cat(parts).numpy() for parts in found)
    return logits.astype("float64"), gold, pair_logits.astype("float64"), pair_gold


def make_batch(items: Sequence[Labelled], encoded: Sequence[Passage]) -> Batch:
    """Put sentences and their first passages into tensors, padded to the longest."""
    width = max(len(passage.ids) for passage in encoded)
    most = max(len(passage.spans) for passage in encoded)
    ids = torch.zeros(len(items), width, dtype=torch.int64)
    mentions = torch.zeros(len(items), most, width)
    targets: list[tuple[int, ...]] = []
    pairs: list[tuple[int, ...]] = []
    for row, (item, passage) in enumerate(zip(items, encoded, strict=True)):
        ids[row, : len(passage.ids)] = torch.tensor(passage.ids)
        places = {mention: place for place, mention in enumerate(passage.mentions)}
        for place, (first, end) in enumerate(passage.spans):
            mentions[row, place, first:end] = 1.0
        targets += [(row, places[mention], label) for mention, label in item.targets if mention in places]
        pairs += [(row, places[p], places[q], label) for p, q, label in item.pairs if {p, q} <= set(places)]
    return Batch(
        ids,
        mentions,
        torch.tensor(targets, dtype=torch.int64).reshape(-1, 3),
        torch.tensor(pairs, dtype=torch.int64).reshape(-1, 4),
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


def _optimizer(model: TargetModel, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW without decay on biases and norms, and a lower rate for each lower layer."""
    depth = len(model.layers)
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        # Word embeddings are half of all weights, of which most words see few examples.
        is_embedding = name in ("words.weight", "positions.weight")
        if (is_embedding and not recipe.words) or (name == "marks.weight" and not recipe.marks):
            parameter.requires_grad = False
            continue
        below = (
            0
            if name.startswith(_NEW)
            else depth - int(name.split(".")[1]) - 1
            if name.startswith("layers.")
            else depth
        )
        speed = recipe.head_rate if name.startswith(("valence", "target_head", "pair_head")) else 1.0
        key = (recipe.rate * speed * recipe.decay**below, 0.01 if parameter.ndim > 1 else 0.0)
        groups.setdefault(key, []).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": parameters, "lr": rate, "top": rate, "weight_decay": decay}
            for (rate, decay), parameters in groups.items()
        ]
    )


def _epoch(
    model: TargetModel,
    optimizer: torch.optim.Optimizer,
    items: Sequence[Labelled],
    recipe: Recipe,
    epoch: int,
) -> float:
    """Train one epoch and give the mean loss; its randomness depends on the seed and its number only."""
    torch.manual_seed(recipe.seed * 1000 + epoch)
    batches = list(_batches(items, recipe, epoch))
    steps = len(batches) * recipe.epochs
    smoothed = nn.CrossEntropyLoss(label_smoothing=recipe.smoothing, reduction="sum")
    model.train()
    total = 0.0
    for number, batch in enumerate(batches):
        done = (epoch * len(batches) + number) / steps
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * min(done / 0.1, (1 - done) / 0.9)
        seen = model.seen(batch.ids, batch.mentions)
        chosen = model.target_head(seen)[batch.targets[:, 0], batch.targets[:, 1]]
        loss = smoothed(chosen, batch.targets[:, 2])
        if len(batch.pairs):
            logits = model.pair_logits(seen, batch.pairs)
            loss = loss + recipe.pair_weight * smoothed(logits, batch.pairs[:, 3])
        loss = loss / len(batch.ids)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item()
        if number % 50 == 0:
            sys.stderr.write(
                f"epoch {epoch + 1} step {number}/{len(batches)} loss {total / (number + 1):.4f}\n"
            )
    return total / max(1, len(batches))


def _batches(items: Sequence[Labelled], recipe: Recipe, epoch: int) -> Iterator[Batch]:
    """Yield an epoch's batches, each of sentences of about one length, in random order."""
    chance = random.Random(f"{recipe.seed} {epoch}")  # noqa: S311 - no secret
    used = [
        item
        for item in items
        if item.targets or any(pair[2] for pair in item.pairs) or chance.random() < recipe.calm
    ]
    chance.shuffle(used)
    encoded = _encoded(used, [chance.random() < recipe.hide for _ in used])
    order: list[list[int]] = []
    pool = recipe.batch * _POOL
    for first in range(0, len(used), pool):
        numbers = sorted(range(first, min(first + pool, len(used))), key=lambda n: len(encoded[n].ids))
        order += [numbers[i : i + recipe.batch] for i in range(0, len(numbers), recipe.batch)]
    chance.shuffle(order)
    for numbers in order:
        yield make_batch([used[n] for n in numbers], [encoded[n] for n in numbers])


def _say(run: Path, figures: dict[str, Any]) -> None:
    line = json.dumps(figures)
    sys.stderr.write(line + "\n")
    with (run / "figures.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
