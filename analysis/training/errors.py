"""Measures how each method errs on labelled mentions, into ``resources/sentiment_errors.csv``.

Run ``python -m analysis.training.errors target_sentiment.newsmtsc_train.jsonl.gz --labelled
names.worldwide_train.jsonl.gz attribution.polnear_train.jsonl.gz``. The neural method is measured on the kept
tenth, which it was not trained on, and on the kept fifth of our own labels of mentions drawn at random, as
sentences that were chosen for what they say hold few neutral mentions of the kind that articles are full of.
The lexicon method is measured on the sixteenth whose labels were not looked at when the lexicon was made, and
there on the mentions that it scores. `aggregate.errors` corrects means by this file, which holds counts and
moments alone, no sentence. The same files give the same numbers.

The source is NewsMTSC (Hamborg & Donnay, EACL 2021; MIT), and `own_labels.tsv`.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from analysis.aggregate.confusion import measured_confusion
from analysis.evaluate.targets import LABELS, read_targets
from analysis.sentiment import score_sentences
from analysis.training.data import is_kept
from analysis.training.own_labels import read_own_labels

OUTPUT = Path(__file__).parents[1] / "resources" / "sentiment_errors.csv"
_NEWSMTSC = "NewsMTSC (Hamborg & Donnay, EACL 2021; MIT)"
SOURCES: Mapping[str, str] = MappingProxyType(
    {"neural": f"{_NEWSMTSC}; labels by a language model on ordinary news", "lexicon": _NEWSMTSC}
)


def is_unseen(text: str) -> bool:
    """Tell whether a sentence is of the sixteenth that had no part in the lexicon, by its SHA-1."""
    return hashlib.sha1(text.encode()).hexdigest()[0] == "0"  # noqa: S324 - no secret


_IS_UNSEEN: Mapping[str, Callable[[str], bool]] = MappingProxyType({"neural": is_kept, "lexicon": is_unseen})


def scored_mentions(rows: Sequence[Mapping[str, Any]], method: str) -> pd.DataFrame:
    """Score labelled mentions.

    Parameters
    ----------
    rows
        From `evaluate.targets.read_targets` or `own_rows`; all of a sentence are asked for together.
    method
        One of `sentiment.METHODS`.

    Returns
    -------
    DataFrame
        A row for each that is labelled and scored: `text`, `gold`, `label` (the method's), and the
        probabilities `negative`, `neutral` and `positive`.
    """
    of_text: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        of_text.setdefault(row["text"], []).append(row)
    spans = [(text, [(row["start"], row["end"]) for row in own]) for text, own in of_text.items()]
    found = score_sentences(spans, method=method)[["label", *LABELS]]
    asked = [row for own in of_text.values() for row in own]
    found = found.assign(text=[row["text"] for row in asked], gold=[row["label"] for row in asked])
    return found[found["label"].notna() & found["gold"].notna()].reset_index(drop=True)


def error_rows(found: pd.DataFrame, method: str) -> Iterator[dict[str, Any]]:
    """Yield what the file says of each label that people gave: counts, means and covariances."""
    gold = found["gold"].map(LABELS.index).to_numpy()
    confusion = measured_confusion(gold, found[list(LABELS)].to_numpy(dtype="float64"))
    for number, label in enumerate(LABELS):
        predicted = found.loc[gold == number, "label"].value_counts()
        covariance = confusion.covariances[number]
        yield {
            "method": method,
            "label": label,
            **{f"as_{name}": int(predicted.get(name, 0)) for name in LABELS},
            **dict(zip(LABELS, np.round(confusion.means[number], 6).tolist(), strict=True)),
            **{
                f"{LABELS[one]}_{LABELS[other]}": round(float(covariance[one, other]), 6)
                for one, other in combinations_with_replacement(range(len(LABELS)), 2)
            },
            "source": SOURCES[method],
        }


def own_rows(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Return every mention in sentences with kept labels of our own, drawn at random; a label may be None."""
    _, kept = read_own_labels(paths, only_random=True)
    found = []
    for sentence, targets, _ in kept.opinions:
        labels = {mention: LABELS[shares.index(1.0)] for mention, shares in targets}
        for number, (start, end) in enumerate(sentence.mentions):
            found.append({"text": sentence.text, "start": start, "end": end, "label": labels.get(number)})
    return found


def measured_on(rows: Sequence[Mapping[str, Any]], method: str) -> list[Mapping[str, Any]]:
    """Give the labelled mentions that a method was made without."""
    return [row for row in rows if _IS_UNSEEN[method](row["text"])]


def main() -> None:
    """Score the mentions of a file of targets by each method, and write the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("labels", type=Path, help="sentences with targets and the labels that people gave")
    parser.add_argument("--labelled", type=Path, nargs="+", default=[], help="texts of own_labels.tsv")
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    rows = read_targets(arguments.labels)
    beside = {"neural": own_rows(arguments.labelled)}
    asked = {method: [*measured_on(rows, method), *beside.get(method, ())] for method in _IS_UNSEEN}
    made = [row for method, own in asked.items() for row in error_rows(scored_mentions(own, method), method)]
    pd.DataFrame(made).to_csv(arguments.output, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
