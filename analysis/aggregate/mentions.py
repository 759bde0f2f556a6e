"""From mentions to parties: counts, and mean sentiment toward each."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.aggregate.confusion import Confusion, confusion_of
from analysis.aggregate.errors import corrected_means
from analysis.aggregate.groups import article_cells, article_groups
from analysis.aggregate.labelled import LABEL_COLUMNS, with_label_columns
from analysis.aggregate.means import LABELS, unit_of
from analysis.aggregate.verdicts import verdict
from analysis.aggregate.whole import FLAGS, counted_articles
from analysis.narrowing import Names
from analysis.parties import KINDS, NAMED, surfaces_by_party
from analysis.records import check_choices
from analysis.schema import DETAILS, Analysis, Batches, Columns, columns, gathered, make_table, once, rows

# No key of `extra` may have the name of a column of a result.
TAKEN = (*columns("party_sentiment"), "unit", "score", "label", "sentence", "mention", *LABEL_COLUMNS)
_SENTIMENT = ("score", "label", *LABELS)


@once
def party_sentiment(
    result: Analysis | Batches,
    *,
    by: Names | None = None,
    include_places: bool = False,
    kinds: str | Sequence[str] = KINDS,
    include_truncated: bool = False,
    include_duplicates: bool = False,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Mean sentiment toward each party, with an interval and the shares of the labels, also by groups.

    `mean` estimates the mean of the labels that people would give, -1, 0 or 1. It is the mean of the method's
    scores, corrected for the method's errors as far as the mentions show that it must be; `low` and `high`
    cover the choice of sentences (articles, where there are several) and these errors, as they were measured
    on mentions that people labelled and nothing was trained on (`aggregate.errors` says how). They hold where
    the method errs as it did there, on English news about politics; in another genre they can be too narrow.
    Labels of your own correct a party (in a group of articles) that has 20 or more, see
    `validation.with_labels`: then mean and interval are theirs, and `n_labels` says how many there are.

    `sampling_mean` is the mean of the scores as they are. Its interval is a percentile bootstrap (Efron &
    Tibshirani 1993, chapter 13) that resamples sentences or articles, because mentions in one of them are not
    independent. With few of these it is too narrow: with two or three it is no more than their range. It
    covers no error of the method. Where these were not measured, as with scores of one's own, or where two
    methods scored, `mean`, `low` and `high` are the same as these.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses; `mentions` and `sentiments` are read. Of a run the columns
        that are needed are in memory, of all articles: 0.5 kB a mention, or 35 GB for a million political
        articles with 70 mentions each. `where` keeps those of some parties alone.
    by
        What to group articles by, one or several: ``source``, ``author`` or another column of `articles`,
        ``day``, ``week`` (from Monday), ``month`` or ``year`` of publication, or a key of `extra`. Articles
        without the value are in no group. By default all are one.
    include_places
        Whether mentions that only name a place ("talks in Istanbul") count too.
    kinds
        Which kinds of mentions count, or one of them; ``parties.NAMED`` leaves out descriptions and pronouns.
    include_truncated
        Whether articles that are cut short count too, where there are several.
    include_duplicates
        Whether each version of a story counts; by default only the first of those in `result` does.
    confidence
        Coverage of the interval, between 0 and 1.
    n_resamples, seed
        Size and seed of the bootstrap behind `sampling_low` and `sampling_high`; one seed always gives one
        result, whatever other parties there are.

    Returns
    -------
    DataFrame
        The table `party_sentiment` (see `schema.TABLES`), the party with most mentions first; before its
        columns those of `by`, a period as its first day, the groups in order. Scores are -1 to 1. Means and
        shares are NA without a scored mention, the intervals with fewer than two units. `verdict` is that of
        `verdicts.verdict`. Empty input gives an empty table.

    Raises
    ------
    ChoiceError
        One of the kinds, or what to group by, is unknown.
    """
    result = gathered(result, scores_read(by))
    found = counted_mentions(
        result,
        by=by,
        include_places=include_places,
        kinds=kinds,
        include_truncated=include_truncated,
        include_duplicates=include_duplicates,
    )
    return sentiment_table(
        found, confusion_of(result), confidence=confidence, n_resamples=n_resamples, seed=seed
    )


def scores_read(by: Names | None, *details: str) -> Columns:
    """Return the columns that `counted_mentions` and `confusion_of` read, and some details of articles."""
    return {
        "articles": [*FLAGS, *details] if by is None else DETAILS,
        "mentions": ("article_id", "sentence", "mention", "party", "kind", "role"),
        "sentiments": ("article_id", *_SENTIMENT, "method"),
    }


def counted_mentions(
    result: Analysis,
    *,
    by: Names | None = None,
    include_places: bool = False,
    kinds: str | Sequence[str] = KINDS,
    include_truncated: bool = False,
    include_duplicates: bool = False,
) -> pd.DataFrame:
    """Give the mentions that count, with their scores; the parameters are those of `party_sentiment`.

    Returns
    -------
    DataFrame
        The columns of `by`, `party`, `article_id`, `sentence`, `unit` (what is resampled), `score`, `label`
        and the probabilities `negative`, `neutral` and `positive`, all five NA where there is no evidence;
        with labels also what `labelled.with_label_columns` adds.
    """
    kinds = check_choices("kind", kinds, KINDS)
    result = counted_articles(
        result,
        include_truncated=include_truncated,
        include_duplicates=include_duplicates,
        cells=None if by is None else article_cells(result.articles, by, TAKEN),
    )
    mentions = result.mentions
    keep = mentions["kind"].isin(kinds)
    if not include_places:
        keep &= mentions["role"] == "actor"
    names = ["article_id", "sentence", "mention", "party"]
    counted, scores = mentions[keep], result.sentiments[keep]
    found = counted[names].assign(
        unit=counted[unit_of(result)], **{name: scores[name] for name in _SENTIMENT}
    )
    own = ["party", "article_id", "sentence", "unit", *_SENTIMENT]
    names = [] if by is None else [by] if isinstance(by, str) else list(by)
    if names:
        found = found.merge(article_groups(result.articles, names, TAKEN), on="article_id")
    found = with_label_columns(result, found, [*names, "party"])
    # The id may itself be a group.
    order = dict.fromkeys([*names, *own, *(name for name in LABEL_COLUMNS if name in found)])
    return found[list(order)]


def parties_by_number(found: pd.DataFrame) -> list[str]:
    """List the parties of some mentions, those with most first."""
    numbers = found["party"].value_counts().sort_index()
    return [str(name) for name in numbers.sort_values(ascending=False, kind="stable").index]


def sentiment_table(
    found: pd.DataFrame, confusion: Confusion | None, *, confidence: float, n_resamples: int, seed: int
) -> pd.DataFrame:
    """Make the table that `party_sentiment` returns of mentions as `counted_mentions` gives them."""
    names = list(found.columns[: list(found.columns).index("party")])
    key = [*names, "party"]
    counts = found.groupby(key, sort=True).agg(n=("score", "size"), n_articles=("article_id", "nunique"))
    scored = found[found["score"].notna()]
    means = corrected_means(scored, key, confusion, confidence=confidence, n_resamples=n_resamples, seed=seed)
    table = counts.reset_index().merge(means.rename(columns={"n": "n_scored"}), on=key, how="left")
    table = table.fillna({"n_scored": 0, "n_units": 0, "n_labels": 0})
    table = table.sort_values([*names, "n", "party"], ascending=[*[True] * len(names), False, True])
    verdicts = [
        verdict(row.mean, row.low, row.high, row.n_units, {label: getattr(row, label) for label in LABELS})
        for row in rows(table)
    ]
    table = table.assign(verdict=pd.Series(verdicts, index=table.index, dtype="str")).reset_index(drop=True)
    made = make_table("party_sentiment", {name: table[name] for name in columns("party_sentiment")})
    return pd.concat([table[names], made], axis=1)


@once
def party_mentions(result: Analysis | Batches, *, include_duplicates: bool = False) -> pd.DataFrame:
    """Which parties are mentioned, how often, and under which names.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses; `mentions` and `articles` are read. Of a run is kept what
        `party_sentiment` keeps.
    include_duplicates
        As for `party_sentiment`.

    Returns
    -------
    DataFrame
        `party`, `mentions`, `references` (descriptions and pronouns among them), `places` (those that only
        name a place), `articles` (how many mention it) and `surfaces` (each name with its count, references
        left out), the most mentioned first; empty without mentions.
    """
    names = ("article_id", "mention", "party", "surface", "kind", "role")
    whole = gathered(result, {"articles": FLAGS, "mentions": names})
    result = whole if include_duplicates else whole.first_versions()
    is_named = result.mentions["kind"].isin(NAMED)
    mentions = result.mentions.assign(is_place=result.mentions["role"] == "place", is_reference=~is_named)
    table = (
        mentions.groupby("party")
        .agg(
            mentions=("mention", "size"),
            references=("is_reference", "sum"),
            places=("is_place", "sum"),
            articles=("article_id", "nunique"),
        )
        .reset_index()
        .sort_values(["mentions", "party"], ascending=[False, True], ignore_index=True)
    )
    surfaces = table["party"].map(surfaces_by_party(mentions[is_named])).fillna("")
    return table.assign(surfaces=surfaces.astype("str"))
