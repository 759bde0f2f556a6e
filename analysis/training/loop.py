"""What all trainings share: steps over batches, a checkpoint and figures after every epoch."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol, TypeVar

import torch
from torch import Tensor, nn

from analysis.training.recipes import Recipe

HEADS = (
    "valence",
    "target_head",
    "pair_",
    "cue_head",
    "roles",
    "case_words",
    "name_head",
    "nominal_head",
    "links",
    "ties",
)

Model = TypeVar("Model", bound=nn.Module)


class Question(Protocol):
    """What is trained: a model, its data, and its figures on what is kept."""

    model: Any
    recipe: Any

    def jobs(self, chance: random.Random) -> Iterable[Callable[[], Any]]:
        """Yield what makes an epoch's batches."""

    def loss(self, batch: Any) -> Tensor:
        """Give the mean loss of a batch."""

    def figures(self) -> dict[str, Any]:
        """Measure the model on the kept tenth."""


def train(question: Question, encoders: Sequence[Path], run: Path) -> Any:
    """Train a model, going on from `run`/checkpoint.pt where there is one.

    It starts from a BERT in a safetensors file, or from the mean of all weights of finished runs.

    Figures on what is kept are written to `run`/figures.jsonl and standard error after every epoch, the
    weights to `run`/model.pt at the end. One seed gives one result on one machine, however often interrupted
    between epochs.

    Returns
    -------
    nn.Module
        The model of `question`.
    """
    model, recipe = question.model, question.recipe
    if encoders[0].is_dir():
        load_mean(model, encoders)
    else:
        model.load_encoder(encoders[0])
    optimizer = _optimizer(model, recipe)
    state_file, done = run / "checkpoint.pt", 0
    run.mkdir(parents=True, exist_ok=True)
    write_recipe(run, recipe)
    if state_file.is_file():
        state = torch.load(state_file, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["epochs"]
    for epoch in range(done, recipe.epochs):
        started = time.perf_counter()
        loss = run_epoch(question, optimizer, epoch)
        seconds = round(time.perf_counter() - started)
        model.eval()
        with torch.no_grad():
            figures = {"epoch": epoch + 1, "loss": round(loss, 4), "seconds": seconds, **question.figures()}
        _say(run, figures)
        torch.save(
            {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epochs": epoch + 1},
            state_file,
        )
    torch.save(model.state_dict(), run / "model.pt")
    return model


def write_recipe(run: Path, recipe: Recipe) -> None:
    """Write how a run is trained to its folder."""
    (run / "recipe.json").write_text(json.dumps(asdict(recipe)), encoding="utf-8")


def load_mean(model: Model, runs: Sequence[Path]) -> Model:
    """Load the mean of the weights of finished runs into a model; what it has no place for is left out.

    Raises
    ------
    ValueError
        A run has not all weights of the model.
    """
    states = [torch.load(run / "model.pt", weights_only=True) for run in runs]
    names = list(model.state_dict())
    for run, state in zip(runs, states, strict=True):
        if not set(names) <= set(state):
            missing = next(name for name in names if name not in state)
            raise ValueError(f"{run}: has no {missing}; expected a run of the same question and options")
    model.load_state_dict({name: _mean([state[name] for state in states]) for name in names})
    model.eval()
    return model


def _mean(tables: Sequence[Tensor]) -> Tensor:
    # What training left alone stays the same to the bit, so that two networks can share it.
    alike = all(torch.equal(table, tables[0]) for table in tables)
    return tables[0] if alike else torch.stack(list(tables)).mean(0)


def run_epoch(question: Question, optimizer: torch.optim.Optimizer, epoch: int) -> float:
    """Train one epoch and give the mean loss; its randomness depends on the seed and its number only."""
    model, recipe = question.model, question.recipe
    torch.manual_seed(recipe.seed * 1000 + epoch)
    chance = random.Random(f"{recipe.seed} {epoch}")  # noqa: S311 - no secret
    jobs = list(question.jobs(chance))
    chance.shuffle(jobs)
    steps = len(jobs) * recipe.epochs
    model.train()
    total = 0.0
    for number, make in enumerate(jobs):
        done = (epoch * len(jobs) + number) / steps
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * min(done / 0.1, (1 - done) / 0.9)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=recipe.halves):
            loss = question.loss(make())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item()
        if number % 50 == 0:
            sys.stderr.write(f"epoch {epoch + 1} step {number}/{len(jobs)} loss {total / (number + 1):.4f}\n")
    return total / max(1, len(jobs))


def _optimizer(model: Any, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW without decay on biases and norms, and a lower rate for each lower layer."""
    depth = len(model.encoder.layers)
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        below = 0
        if name.startswith("encoder.layers."):
            below = depth - int(name.split(".")[2]) - 1
        elif name.startswith("encoder."):
            below = depth
        speed = recipe.head_rate if name.startswith(HEADS) else 1.0
        key = (recipe.rate * speed * recipe.decay**below, 0.01 if parameter.ndim > 1 else 0.0)
        groups.setdefault(key, []).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": parameters, "lr": rate, "top": rate, "weight_decay": decay}
            for (rate, decay), parameters in groups.items()
        ],
        fused=True,
    )


def _say(run: Path, figures: dict[str, Any]) -> None:
    line = json.dumps(figures)
    sys.stderr.write(line + "\n")
    with (run / "figures.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
