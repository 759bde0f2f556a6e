"""How often a 95 % interval holds the mean that people's labels give: before and after correction.

Corpora are made of mentions that people labelled and nothing was trained on: labels are drawn in a given mix,
and for each a mention that people labelled so, with the method's probabilities. So the true mean is known.
Some trials (20 up to n = 100, else 5) share a table of confusion, measured anew on a resample of those
mentions. Articles hold one to six mentions, and each has a mix of its own about that of the corpus (Dirichlet
with a sum of 3, so that labels of one article correlate by 0.25); independent mentions are articles of one.

`before` is the method's own mean with its percentile bootstrap, `after` the mean and interval of
`aggregate.errors`; with labels, `before` is that of `aggregate.errors` without them. `RMSE` is that of the
second over that of the first. Seeded; six minutes of one core.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.aggregate.confusion import VALUES, Confusion, measured_confusion
from analysis.aggregate.errors import corrected_differences, corrected_means, mean_parts
from analysis.aggregate.labelled import LABEL_COLUMNS
from analysis.aggregate.means import LABELS, Floats, as_sums
from analysis.evaluate.labels import read_labels, without_texts
from analysis.evaluate.targets import read_targets
from analysis.training.errors import measured_on, scored_mentions
from analysis.validation.sampling import allocation

DATA = Path(__file__).parents[3] / "shared" / "eval"
TARGETS = DATA / "target_sentiment.newsmtsc_train.jsonl.gz"
PAIRS, PAIRS_SEEN = (DATA / f"directed_sentiment.dse_{part}.jsonl.gz" for part in ("valid", "train"))
Mix = tuple[float, float, float]
MIXES: tuple[Mix, ...] = ((0.36, 0.36, 0.28), (0.20, 0.60, 0.20), (0.50, 0.35, 0.15), (0.15, 0.35, 0.50))
SIZES = (10, 30, 100, 500, 2000)
PER_ARTICLE = (1, 2, 3, 4, 5, 6)
CONCENTRATION = 3.0
CONFIDENCE, RESAMPLES = 0.95, 500
N_LABELS = 40


class People(NamedTuple):
    """Mentions that people labelled: the number of the label, and the method's probabilities."""

    labels: NDArray[np.int64]
    probabilities: Floats


def people(found: pd.DataFrame) -> People:
    """Take labels and probabilities from scored mentions."""
    labels = found["gold"].map(LABELS.index).to_numpy(dtype="int64")
    return People(labels, found[list(LABELS)].to_numpy(dtype="float64"))


def remeasured(source: People, rng: np.random.Generator) -> Confusion:
    """Measure the confusion on a resample."""
    drawn = rng.integers(0, len(source.labels), len(source.labels))
    return measured_confusion(source.labels[drawn], source.probabilities[drawn])


def per_table(n: int) -> int:
    """Give how many trials share a table of confusion: few where its error is most of all."""
    return 20 if n <= 100 else 5


def articles(n: int, *, is_clustered: bool) -> NDArray[np.int64]:
    """Give the article of each of n mentions."""
    sizes = PER_ARTICLE if is_clustered else (1,)
    repeats = -(-n // sum(sizes)) * len(sizes)
    return np.repeat(np.arange(repeats), np.resize(sizes, repeats))[:n]


def drawn(
    source: People, mix: Mix, units: NDArray[np.int64], trials: int, rng: np.random.Generator
) -> pd.DataFrame:
    """Draw the mentions of so many corpora, a `trial` each, whose articles have mixes about one."""
    n_units = int(units.max()) + 1
    own = rng.dirichlet(np.array(mix) * CONCENTRATION, (trials, n_units)) if len(units) > n_units else None
    shares = np.broadcast_to(mix, (trials, len(units), 3)) if own is None else own[:, units]
    labels = (rng.random((trials, len(units), 1)) > shares.cumsum(axis=-1)[..., :2]).sum(axis=-1).ravel()
    places = np.zeros(labels.size, dtype="int64")
    for number in range(len(LABELS)):
        places[labels == number] = rng.choice(
            np.flatnonzero(source.labels == number), int((labels == number).sum())
        )
    probabilities = source.probabilities[places]
    table = pd.DataFrame(probabilities, columns=list(LABELS))
    return table.assign(
        trial=np.repeat(np.arange(trials), len(units)),
        unit=np.tile(units, trials),
        gold=VALUES[labels],
        score=probabilities @ VALUES,
        label=np.array(LABELS)[probabilities.argmax(axis=1)],
    )


def means(
    tested: People, measured: People, mix: Mix, n: int, trials: int, *, is_clustered: bool, seed: int
) -> dict[str, float]:
    """Simulate one mix and size: coverage and width before and after, and the ratio of errors."""
    rng = np.random.default_rng([seed, n, is_clustered])
    units = articles(n, is_clustered=is_clustered)
    parts = []
    for _ in range(trials // per_table(n)):
        found = drawn(tested, mix, units, per_table(n), rng)
        confusion = remeasured(measured, rng)
        parts.append(
            corrected_means(
                as_sums(found), ["trial"], confusion, confidence=CONFIDENCE, n_resamples=RESAMPLES, seed=seed
            )
        )
    return summary(pd.concat(parts), float(np.dot(mix, VALUES)))


def differences(
    source: People, mixes: tuple[Mix, Mix], n: int, trials: int, *, is_paired: bool, seed: int
) -> dict[str, float]:
    """Simulate two parties of the same articles, or two outlets, with n mentions each.

    `apart` is the width after, were the error of the table one of its own on each side.
    """
    rng = np.random.default_rng([seed, n, is_paired])
    parts = []
    for _ in range(trials // per_table(n)):
        both = two_sides(source, mixes, n, per_table(n), rng, is_paired=is_paired)
        confusion = remeasured(source, rng)
        after, before = (compared(both, one) for one in (confusion, None))
        table_error = [
            np.square(mix) @ (confusion.within(confusion.weights) / confusion.counts) for mix in mixes
        ]
        shared = np.square(np.subtract(*mixes)) @ (confusion.within(confusion.weights) / confusion.counts)
        reach = np.sqrt(((after["high"] - after["low"]) / 2) ** 2 + 1.96**2 * (sum(table_error) - shared))
        parts.append(
            after.join(before.add_prefix("sampling_"))
            .rename(columns={"difference": "mean", "sampling_difference": "sampling_mean"})
            .assign(apart=2 * reach)
        )
    table = pd.concat(parts)
    truth = float(np.dot(mixes[0], VALUES) - np.dot(mixes[1], VALUES))
    return {**summary(table, truth), "apart": float(table["apart"].mean())}


def labelled(found: pd.DataFrame, sides: Sequence[int], rng: np.random.Generator) -> pd.DataFrame:
    """Have people label 40 mentions of some sides of each trial, drawn by the method's label."""
    values, weights = np.full(len(found), np.nan), np.full(len(found), np.nan)
    strata = found.groupby(["trial", "side", "label"]).ngroup().to_numpy()
    for _, own in found.reset_index(drop=True).groupby(["trial", "side"]):
        if own["side"].iloc[0] not in sides:
            continue
        numbers, places = np.unique(own["label"], return_inverse=True)
        sizes = np.bincount(places)
        for place, n in zip(range(len(numbers)), allocation(sizes, N_LABELS), strict=True):
            chosen = rng.choice(own.index[places == place].to_numpy(), n, replace=False)
            values[chosen], weights[chosen] = found["gold"].to_numpy()[chosen], sizes[place] / n
    return found.assign(**dict(zip(LABEL_COLUMNS, (values, weights, strata), strict=True)))


def labelled_differences(
    source: People,
    mixes: tuple[Mix, Mix],
    n: int,
    trials: int,
    *,
    sides: Sequence[int],
    is_paired: bool,
    seed: int,
) -> dict[str, float]:
    """Simulate the same where people labelled 40 mentions of some sides; `before` is without these labels."""
    rng = np.random.default_rng([seed, n, is_paired, len(sides)])
    parts = []
    for _ in range(trials // per_table(n)):
        both = two_sides(source, mixes, n, per_table(n), rng, is_paired=is_paired)
        confusion = remeasured(source, rng)
        before = compared(both, confusion)
        after = compared(labelled(both, sides, rng), confusion)
        parts.append(
            after.join(before.add_prefix("sampling_")).rename(
                columns={"difference": "mean", "sampling_difference": "sampling_mean"}
            )
        )
    return summary(pd.concat(parts), float(np.dot(mixes[0], VALUES) - np.dot(mixes[1], VALUES)))


def two_sides(
    source: People, mixes: tuple[Mix, Mix], n: int, trials: int, rng: np.random.Generator, *, is_paired: bool
) -> pd.DataFrame:
    """Draw the mentions of two parties of the same articles, or of two outlets, in so many trials."""
    units = articles(n, is_clustered=True)
    sides = [drawn(source, mix, units, trials, rng).assign(side=side) for side, mix in enumerate(mixes)]
    both = pd.concat(sides, ignore_index=True)
    # Trials share no articles, and outlets none either.
    both["unit"] += both["trial"] * 2 * len(units)
    if not is_paired:
        both["unit"] += both["side"] * len(units)
    return both


def compared(both: pd.DataFrame, confusion: Confusion | None) -> pd.DataFrame:
    """Take the mean of the second side from that of the first in each trial."""
    parts = mean_parts(as_sums(both), ["trial", "side"], confusion, confidence=CONFIDENCE)
    one = np.arange(0, len(parts.groups), 2)
    return corrected_differences(parts, one, one + 1, confusion, confidence=CONFIDENCE)


def summary(table: pd.DataFrame, truth: float) -> dict[str, float]:
    """Compare means and intervals with the true mean."""
    found: dict[str, float] = {}
    for name, prefix in (("before", "sampling_"), ("after", "")):
        low, high = table[f"{prefix}low"], table[f"{prefix}high"]
        found[name] = float(((low <= truth) & (truth <= high)).mean())
        found[f"width {name}"] = float((high - low).mean())
    errors = [float(np.sqrt(((table[name] - truth) ** 2).mean())) for name in ("sampling_mean", "mean")]
    return {**found, "rmse before": errors[0], "RMSE": errors[1] / errors[0]}


def show(
    title: str, rows: Sequence[tuple[str, dict[int, dict[str, float]]]], more: Sequence[str] = ()
) -> None:
    """Print a table: a row a mix and figure, a column a size."""
    sizes = list(rows[0][1])
    sys.stdout.write(f"\n{title}\n{'':34}{'':14}" + "".join(f"{f'n = {n}':>10}" for n in sizes) + "\n")
    for name, cells in rows:
        for figure in ("before", "after", "width before", "width after", *more, "RMSE"):
            form = "{:>10.0%}" if figure in ("before", "after") else "{:>10.2f}"
            line = "".join(form.format(cells[n][figure]) for n in sizes)
            sys.stdout.write(f"{name if figure == 'before' else '':34}{figure:14}{line}\n")
    sys.stdout.flush()


def pair_rows() -> list[dict[str, Any]]:
    """Read pairs of the other genre as targets: whom somebody holds an opinion of; both where nobody does.

    Sentences that the network learned from are left out.
    """
    rows = without_texts(read_labels(PAIRS, ("text", "p", "q", "label", "direction")), [PAIRS_SEEN])
    return [
        {"text": row["text"], "start": row[name][0], "end": row[name][1], "label": row["label"]}
        for row in rows
        for name in ("p", "q")
        if row["direction"] is None or row["direction"].endswith(name)
    ]


def name_of(mix: Mix) -> str:
    """Write a mix as negative/neutral/positive in per cent."""
    return "/".join(f"{share:.0%}".rstrip("%") for share in mix)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--trials", type=int, default=400, help="simulated corpora a cell")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    if not TARGETS.is_file():
        sys.stdout.write(f"skipped: {TARGETS} is not here\n")
        return
    trials, seed = arguments.trials, arguments.seed
    rows = measured_on(read_targets(TARGETS), "neural")
    outlets = {
        name: people(scored_mentions([row for row in rows if row["id"].startswith(name)], "neural"))
        for name in ("allsides", "polusa")
    }
    news = People(*(np.concatenate(parts) for parts in zip(*outlets.values(), strict=True)))
    pairs = people(scored_mentions(pair_rows(), "neural"))
    lexicon = people(scored_mentions(measured_on(read_targets(TARGETS), "lexicon"), "lexicon"))

    def table(title: str, tested: People, measured: People, sizes: Sequence[int], is_clustered: bool) -> None:
        found = [
            (
                name_of(mix),
                {
                    n: means(tested, measured, mix, n, trials, is_clustered=is_clustered, seed=seed)
                    for n in sizes
                },
            )
            for mix in MIXES
        ]
        show(title, found)

    table("Independent mentions", news, news, SIZES, False)
    table("Mentions in articles", news, news, SIZES, True)
    for title, is_paired in (("Two outlets", False), ("Two parties in the same articles", True)):
        found = [
            (
                f"{name_of(one)} less {name_of(other)}",
                {
                    n: differences(news, (one, other), n, trials, is_paired=is_paired, seed=seed)
                    for n in SIZES[1:]
                },
            )
            for one, other in (
                (MIXES[0], MIXES[0]),
                (MIXES[3], MIXES[3]),
                (MIXES[1], MIXES[2]),
                (MIXES[3], MIXES[2]),
            )
        ]
        show(title, found, ["apart"])
    for title, is_paired in (("Two outlets", False), ("Two parties in the same articles", True)):
        for whose, sides in (("each", (0, 1)), ("the first", (0,))):
            show(
                f"{title}, with {N_LABELS} labels of {whose}",
                [
                    (
                        f"{name_of(one)} less {name_of(other)}",
                        {
                            n: labelled_differences(
                                news, (one, other), n, trials, sides=sides, is_paired=is_paired, seed=seed
                            )
                            for n in SIZES[2:]
                        },
                    )
                    for one, other in ((MIXES[3], MIXES[3]), (MIXES[1], MIXES[2]))
                ],
            )
    table("Measured on polusa, in allsides", outlets["allsides"], outlets["polusa"], SIZES[2:], True)
    table("Measured on allsides, in polusa", outlets["polusa"], outlets["allsides"], SIZES[2:], True)
    table("Measured on NewsMTSC, in DSE", pairs, news, SIZES[2:], True)
    table("Measured on DSE, in NewsMTSC", news, pairs, SIZES[2:], True)
    table("Lexicon method", lexicon, lexicon, SIZES[2:], True)


if __name__ == "__main__":
    main()
