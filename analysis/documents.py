"""A document's sentiment toward a party, from that of its mentions."""

from __future__ import annotations

import json
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.resources import read_text
from analysis.schema import Analysis, Batches, Columns, in_parts

LABELS = ("negative", "neutral", "positive")
_SHARES = ("negative", "positive")
FEATURES = (*_SHARES, "sentences")
_READ: Columns = {
    "mentions": ("article_id", "party", "sentence", "role"),
    "sentiments": ("article_id", "score", *_SHARES),
}


class Weights(NamedTuple):
    """A logistic regression on standardised features: a row of weights for each of `LABELS`."""

    means: NDArray[np.float64]
    scales: NDArray[np.float64]
    weights: NDArray[np.float64]
    biases: NDArray[np.float64]

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the probability of each label for rows of features."""
        logits = (features - self.means) / self.scales @ self.weights.T + self.biases
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        found: NDArray[np.float64] = shares / shares.sum(axis=1, keepdims=True)
        return found


@cache
def _weights() -> Weights:
    data = json.loads(read_text("document_sentiment.json"))
    return Weights(*(np.array(data[name]) for name in Weights._fields))


def document_sentiment(result: Analysis | Batches) -> pd.DataFrame:
    """Judge how each article as a whole treats each party that acts in it.

    A logistic regression on the mean probabilities of negative and positive of the party's mentions, in
    which every sentence counts once, however often it mentions the party, and on the logarithm of how many
    sentences do. It was fitted on PerSenT's development set (Bastan et al., COLING 2020) with each label
    counting alike, so it knows news stories about one main person best, and does not know how frequent labels
    are in yours. In cross-validation there, macro-F1 is 50.0; 48.9 without the number of sentences, 47.0
    without descriptions and pronouns, and 47.9 to 49.2 with the most negative and positive sentences, or the
    first or last three, beside the means.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses by ``method="neural"``; `mentions` and `sentiments` are read.
        Of a run a part is in memory at a time, and the rows that are returned, 1 GB for a million articles.

    Returns
    -------
    DataFrame
        One row an article and party, in the order of the articles and of the first mention: `article_id`,
        `party`, `n` (mentions that act), `negative`, `neutral`, `positive` (probabilities), `score`
        (positive - negative, -1 to 1) and `label`. Empty where no party acts.
    """
    return in_parts(result, _READ, _judged)


def _judged(result: Analysis) -> pd.DataFrame:
    table = document_features(result)
    shares = _weights().probabilities(table[list(FEATURES)].to_numpy(dtype="float64"))
    named = table[["article_id", "party", "n"]].assign(**dict(zip(LABELS, shares.T, strict=True)))
    labels = [LABELS[number] for number in shares.argmax(axis=1)]
    return named.assign(
        score=named["positive"] - named["negative"], label=pd.Series(labels, index=named.index, dtype="str")
    )


def document_features(result: Analysis) -> pd.DataFrame:
    """Work out the `FEATURES` of every article and party with a scored mention that acts.

    Returns
    -------
    DataFrame
        `article_id`, `party`, `n` (mentions) and the features: means over the sentences of the means over
        their mentions, and the logarithm of 1 more than the sentences.
    """
    keys = ["article_id", "party"]
    shares = list(_SHARES)
    mentions = result.mentions[[*keys, "sentence"]].assign(
        **{name: result.sentiments[name] for name in shares}
    )
    is_used = (result.mentions["role"] == "actor") & result.sentiments["score"].notna()
    mentions = mentions[is_used]
    by_sentence = mentions.groupby([*keys, "sentence"], sort=False)[shares].mean()
    groups = by_sentence.groupby(keys, sort=False)
    found = groups.mean().assign(sentences=np.log1p(groups.size()))
    counts = mentions.groupby(keys, sort=False).size().rename("n")
    return found.join(counts).reset_index()[[*keys, "n", *FEATURES]]
