"""Who gets the word, and how much of it: shares of mentions and of quoted words."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.aggregate.groups import article_cells, article_groups
from analysis.aggregate.means import bounds, draws
from analysis.aggregate.scores import read_scores
from analysis.aggregate.whole import FLAGS, counted_articles
from analysis.keywords.nodes import token_places
from analysis.narrowing import Names
from analysis.records import AUTHOR, check_choice
from analysis.schema import (
    DETAILS,
    Analysis,
    Batches,
    Columns,
    Noted,
    columns,
    in_parts,
    joined,
    make_table,
    once,
    parts_of,
    rows,
)
from analysis.tokens import paragraph_spans
from analysis.tokens.marks import quotations

OF = ("mentions", "quoted_words")
# What telling whose the quoted words are reads.
_READ: Columns = {
    "articles": ("article_id", "text"),
    "tokens": ("article_id", "token", "start", "end", "is_word"),
    "quotes": ("article_id", "quote", "kind", "speaker", "speaker_party"),
    "contents": ("article_id", "quote", "start", "end"),
}


def share_of_voice(
    result: Analysis | Batches,
    *,
    by: Names | None = None,
    of: str = "mentions",
    include_truncated: bool = False,
    include_duplicates: bool = False,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Share of each party in the mentions, or of its speakers in the quoted words, with intervals.

    The share is that party's count over the count of all, added up over articles. The interval is a
    percentile bootstrap over the articles with a count (Efron & Tibshirani 1993, chapter 13).

    Parameters
    ----------
    result
        An analysis, a run, or several analyses; `mentions` are read, or `tokens`, `quotes` and `contents`. Of
        a run is kept a row for each party of an article.
    by
        What to group articles by, as for `party_sentiment`. The shares of each group add up to 1.
    of
        ``mentions``: those that count in `party_sentiment`; or ``quoted_words``: the words inside of
        quotations and reported speech, by the party of whose they are (see `quoted_words`).
    include_truncated, include_duplicates, confidence, n_resamples, seed
        As for `party_sentiment`.

    Returns
    -------
    DataFrame
        The columns of `by`, then the table `share_of_voice` (see `schema.TABLES`): groups in order, the
        largest share first; party NA, the words of speakers of no party or not known, comes last. The
        interval is NA with one article. Empty where nothing is mentioned or quoted.

    Raises
    ------
    ChoiceError
        `of`, or what to group by, is unknown.
    """
    names, found = counted_voices(
        result, by=by, of=of, include_truncated=include_truncated, include_duplicates=include_duplicates
    )
    parts = [
        (key, _shares(group, confidence, n_resamples, seed))
        for key, group in (found.groupby(names, sort=True) if names else [((), found)])
    ]
    made = pd.concat([part for _, part in parts], ignore_index=True) if parts else _shares(found, 0, 0, 0)
    table = make_table("share_of_voice", {name: made[name] for name in columns("share_of_voice")})
    labels = {
        name: pd.Series(
            np.repeat(np.array([key[place] for key, _ in parts], dtype=object), [len(p) for _, p in parts])
        ).astype(found[name].dtype)
        for place, name in enumerate(names)
    }
    return pd.concat([pd.DataFrame(labels, index=table.index), table], axis=1)


def counted_voices(
    result: Analysis | Batches,
    *,
    by: Names | None = None,
    of: str = "mentions",
    include_truncated: bool = False,
    include_duplicates: bool = False,
) -> tuple[list[str], pd.DataFrame]:
    """Give the mentions or quoted words that `share_of_voice` counts; the parameters are its own.

    Returns
    -------
    tuple[list[str], DataFrame]
        The columns of `by`, and a row for each of these, `party` and `unit`, the article's id, with the
        number `n` of mentions or words.

    Raises
    ------
    ChoiceError
        As of `share_of_voice`.
    """
    check_choice("of", of, OF)
    taken = columns("share_of_voice")
    if of == "mentions":
        scores = read_scores(result, by=by)
        whole, found = scores.noted, scores.mentions[["article_id", "party", "n"]]
    else:
        noted = Noted({"articles": FLAGS if by is None else DETAILS})
        reads = joined(_READ, noted.columns)
        found = in_parts(noted.passing(parts_of(result, reads)), reads, _owned_by_article)
        whole = noted.analysis()
    counted = counted_articles(
        whole,
        include_truncated=include_truncated,
        include_duplicates=include_duplicates,
        cells=None if by is None else article_cells(whole.articles, by, taken),
    )
    found = found[found["article_id"].isin(counted.articles["article_id"])]
    found = found.rename(columns={"article_id": "unit"})
    if by is None:
        return [], found
    groups = article_groups(counted.articles, by, taken)
    names = list(dict.fromkeys([by] if isinstance(by, str) else by))
    return names, groups.assign(unit=groups["article_id"]).merge(found, on="unit")


@once
def quoted_words(result: Analysis | Batches) -> pd.DataFrame:
    """Count whose words an article consists of, direct and reported speech apart.

    A word counts once: for the innermost quotation around it that has a speaker, of two speakers of the same
    words for the first. All others are the author's own.

    Parameters
    ----------
    result
        An analysis of any number of articles, a run, or several analyses, whose words are added up. Of a run
        a part is in memory at a time, and a row for each speaker in it, at most 2 GB for a million articles.

    Returns
    -------
    DataFrame
        The table `quoted_words` (see `schema.TABLES`): the author first, then the speakers with most words,
        last the words of which nobody is known to be the speaker. Shares are 0 to 1 of all words, titles
        included. Empty without a word.
    """
    speaker = ["speaker", "speaker_party"]
    n, tables = 0, []
    for part in parts_of(result, _READ):
        words = _owned(part).groupby(speaker, dropna=False)["is_direct"]
        tables.append(words.agg(direct="sum", n="size").reset_index())
        n += int(part.tokens["is_word"].sum())
    if not n:
        return make_table("quoted_words", dict.fromkeys(columns("quoted_words"), ()))
    owned = pd.concat(tables, ignore_index=True)
    table = owned.groupby(speaker, dropna=False, sort=True)[["direct", "n"]].sum().reset_index()
    table["is_last"] = table["speaker"].isna()
    table = table.sort_values(
        ["is_last", "n", "speaker", "speaker_party"], ascending=[True, False, True, True]
    )
    own = {"speaker": AUTHOR, "speaker_party": None, "direct": 0, "n": n - int(owned["n"].sum())}
    values = {
        name: [first, *table[name].astype(object).where(table[name].notna(), None)]
        for name, first in own.items()
    }
    reported = [0, *(table["n"] - table["direct"])]
    return make_table(
        "quoted_words",
        {**values, "reported": reported, "share": [count / n for count in values["n"]]},
    )


def _shares(found: pd.DataFrame, confidence: float, n_resamples: int, seed: int) -> pd.DataFrame:
    """Give the shares of one group, of rows with `unit`, `party` and `n`."""
    from scipy.sparse import csr_array

    articles, ids = pd.factorize(found["unit"], sort=True)
    parties, names = pd.factorize(found["party"], sort=True, use_na_sentinel=False)
    shape = (len(ids), len(names))
    counts = csr_array((found["n"].to_numpy(dtype="float64"), (articles, parties)), shape=shape)
    counts.sum_duplicates()
    totals = np.asarray(counts.sum(axis=0), dtype=np.float64).ravel()
    low, high = np.full((2, len(names)), np.nan)
    if len(ids) > 1:
        drawn = np.concatenate([(counts.T @ own.T).T for own in draws(len(ids), n_resamples, seed)])
        low, high = bounds(drawn / drawn.sum(axis=1, keepdims=True), confidence)
    table = pd.DataFrame(
        {
            "party": pd.Series(names, dtype="str"),
            "n": totals.astype("int64"),
            "n_articles": np.bincount(counts.indices, minlength=len(names)).astype("int64"),
            "share": totals / totals.sum() if len(names) else totals,
            "low": low,
            "high": high,
        }
    )
    order = table.assign(is_last=table["party"].isna())
    return order.sort_values(["is_last", "n", "party"], ascending=[True, False, True]).drop(columns="is_last")


def _owned_by_article(result: Analysis) -> pd.DataFrame:
    """Count the quoted words of each article and party, NA for speakers of none."""
    names = {"speaker_party": "party"}
    words = _owned(result).rename(columns=names).groupby(["article_id", "party"], dropna=False, sort=False)
    return words.size().rename("n").reset_index()


def _owned(result: Analysis) -> pd.DataFrame:
    """Give for each quoted word `article_id`, `speaker`, `speaker_party`, and whether it stands in marks."""
    contents = result.contents.merge(
        result.quotes[["article_id", "quote", "kind", "speaker", "speaker_party"]],
        on=["article_id", "quote"],
    )
    contents = contents.assign(
        is_known=contents["speaker"].notna() | contents["speaker_party"].notna(),
        length=contents["end"] - contents["start"],
    )
    # What is painted last stays: the shortest with a speaker, of equal ones the first.
    contents = contents.sort_values(
        ["is_known", "length", "quote"], ascending=[True, False, False], ignore_index=True
    )
    owner: NDArray[np.int64] = np.full(len(result.tokens), -1)
    for number, (first, after) in enumerate(zip(*token_places(result, contents), strict=True)):
        owner[first:after] = number
    places = np.flatnonzero((owner >= 0) & result.tokens["is_word"].to_numpy())
    own = contents.iloc[owner[places]]
    in_marks = _in_marks(result, contents.loc[contents["kind"] == "mixed", "article_id"])[places]
    kind = own["kind"].to_numpy()
    return pd.DataFrame(
        {
            "article_id": own["article_id"].array,
            "speaker": own["speaker"].array,
            "speaker_party": own["speaker_party"].array,
            "is_direct": (kind == "direct") | ((kind == "mixed") & in_marks),
        }
    )


def _in_marks(result: Analysis, article_ids: pd.Series) -> NDArray[np.bool_]:
    """Tell which tokens of some articles stand in quotation marks."""
    articles = result.articles[result.articles["article_id"].isin(article_ids.unique())]
    spans = [
        (row.article_id, start, end)
        for row in rows(articles)
        for stretches in quotations(row.text, paragraph_spans(row.text))
        for start, end in stretches
    ]
    is_marked = np.zeros(len(result.tokens), dtype=bool)
    if spans:
        table = pd.DataFrame(spans, columns=["article_id", "start", "end"])
        for first, after in zip(*token_places(result, table), strict=True):
            is_marked[first:after] = True
    return is_marked
