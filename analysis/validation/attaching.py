"""Labels as a part of an analysis, which then corrects what is made of it."""

from __future__ import annotations

import dataclasses
from typing import Any, NamedTuple

import pandas as pd

from analysis.aggregate.whole import counted_articles
from analysis.records import LabelsError
from analysis.schema import LABELLED, Analysis, columns, make_table
from analysis.validation.matching import matched
from analysis.validation.scores import Floats, proportion
from analysis.validation.units import PLACE


class Accuracy(NamedTuple):
    """How often the model gives the labels of an analysis: a share with its interval, 0 to 1.

    `n` mentions were labelled, by `coders`.
    """

    n: int
    coders: tuple[str, ...]
    share: float
    low: float
    high: float


def with_labels(result: Analysis, labels: Any) -> Analysis:
    """Attach labels to an analysis, so that they correct what is made of it.

    `party_sentiment`, `timeline`, `sentiment_by_voice`, `compare`, charts and reports then give, of a party
    (in a group of articles) with 20 labels or more, the means and intervals of `validate`: prediction-powered
    inference in the place of the model's errors as they were measured elsewhere. Their column `n_labels` says
    how many labels there are; where it is 0, there are too few, all are alike, or mentions count that could
    not be drawn (``include_places=True``, ``include_duplicates=True``), and means are as without labels.
    ``sl.where`` keeps the labels of what it keeps.

    Parameters
    ----------
    result
        The analysis that the sample was drawn from, or a newer one of the same articles. A sample of some
        parties may be attached to the analysis of all; that of some articles belongs to these.
    labels
        What `read_labels` takes or returns, of mentions. Several labels of one mention count as their mean,
        and a table that is half done counts, as for `validate`.

    Returns
    -------
    Analysis
        The same tables, and `labelled` (see `schema.TABLES`): a row for each mention that could be drawn.
        Labels that were attached before are replaced. Labels of mentions that are not in it any more are left
        out; `validate` lists them.

    Raises
    ------
    LabelsError
        As `validate`; or the labels are not of mentions.
    """
    found = matched(result, labels)
    if found.of != "mentions":
        raise LabelsError(
            f"the labels are of {found.of}; expected labels of mentions, as sl.sample draws them"
        )
    given = found.given.groupby("unit", sort=False)
    joined = {
        name: given[column].agg("\n".join) for name, column in (("labels", "label"), ("coders", "coder"))
    }
    units = found.units.assign(**{name: found.units["unit"].map(texts) for name, texts in joined.items()})
    is_actor = result.mentions["role"] == "actor"
    places = result.mentions.loc[is_actor, [*PLACE, "mention"]].drop_duplicates(list(PLACE))
    table = units.merge(places, on=list(PLACE), how="left")
    return dataclasses.replace(
        result, labelled=make_table(LABELLED, {name: table[name] for name in columns(LABELLED)})
    )


def accuracy_of_labels(result: Analysis, *, confidence: float = 0.95) -> Accuracy:
    """Return how often the model gives the labels that are attached to an analysis.

    It is the accuracy that `validate` gives of all: several labels of one mention count in part each. NaN
    without a label.
    """
    counted = counted_articles(result, include_truncated=False, include_duplicates=False)
    known = counted.labelled.dropna(subset=["labels"])
    predicted = counted.sentiments[["article_id", "mention", "label"]]
    known = known.merge(predicted, on=["article_id", "mention"])
    n = known["labels"].str.count("\n") + 1
    pairs = known.assign(given=known["labels"].str.split("\n"), weight=known["weight"] / n)
    pairs = pairs.explode("given", ignore_index=True)
    hits: Floats = (pairs["given"] == pairs["label"]).to_numpy().astype("float64")
    weights, articles = pairs["weight"].to_numpy(), pd.factorize(pairs["article_id"])[0]
    share, low, high = proportion(hits, weights, articles, confidence)
    coders = sorted({name for names in known["coders"] for name in names.split("\n")})
    return Accuracy(len(known), tuple(coders), share, low, high)
