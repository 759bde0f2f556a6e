"""Scores, added up for each article and party (or source and target) where means need no more than that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.aggregate.confusion import Confusion, confusion_of
from analysis.aggregate.groups import article_cells, article_groups, warn_without_groups
from analysis.aggregate.labelled import LABEL_COLUMNS, with_label_columns
from analysis.aggregate.means import COUNTS, SUMS, as_sums, unit_of
from analysis.aggregate.whole import FLAGS, counted_articles
from analysis.limits import measured_method
from analysis.narrowing import Names
from analysis.parties import KINDS
from analysis.records import check_choices
from analysis.schema import DETAILS, Analysis, Batches, Columns, Noted, columns, in_parts, joined, parts_of

# No key of `extra` may have the name of a column of a result, or of a row of scores.
TAKEN = (*columns("party_sentiment"), "unit", "sentence", "mention", "score", *COUNTS, *LABEL_COLUMNS)
_READ: Columns = {
    "mentions": ("article_id", "sentence", "mention", "party", "kind", "role"),
    "sentiments": ("article_id", "negative", "neutral", "positive", "score", "label", "method"),
}


@dataclass(frozen=True)
class Scores:
    """What means are worked out from, as `read_scores` gives it for parties.

    `mentions` has `article_id`, the columns of `key`, `sentence`, `mention` and the columns `means.SUMS`: a
    row a mention, or a row for those of an article and a group of `key` together, whose `sentence` and
    `mention` are -1. `noted` has of all articles the columns of `articles` that were asked for, and
    `labelled`; its other tables are empty. `confusion` is that of the method that scored everything, None
    where its errors were not measured.
    """

    mentions: pd.DataFrame
    noted: Analysis
    confusion: Confusion | None
    key: tuple[str, ...] = ("party",)

    def counted(
        self, *, by: Names | None = None, include_truncated: bool = False, include_duplicates: bool = False
    ) -> pd.DataFrame:
        """Return the rows of the articles that count; the parameters are those of `party_sentiment`.

        Returns
        -------
        DataFrame
            The columns of `by` and `key`, `article_id`, `sentence`, `unit` (what is resampled) and `SUMS`;
            with labels also what `labelled.with_label_columns` adds.
        """
        counted = counted_articles(
            self.noted,
            include_truncated=include_truncated,
            include_duplicates=include_duplicates,
            cells=None if by is None else article_cells(self.noted.articles, by, TAKEN),
        )
        found = self.mentions[self.mentions["article_id"].isin(counted.articles["article_id"])]
        found = found.assign(unit=found[unit_of(counted)])
        names = [] if by is None else [by] if isinstance(by, str) else list(by)
        if names:
            warn_without_groups(counted.articles, names)
            found = found.merge(article_groups(counted.articles, names, TAKEN), on="article_id")
        found = with_label_columns(counted, found, [*names, *self.key])
        own = [*self.key, "article_id", "sentence", "unit", *SUMS]
        # The id may itself be a group.
        order = dict.fromkeys([*names, *own, *(name for name in LABEL_COLUMNS if name in found)])
        return found[list(order)]


def read_scores(
    result: Analysis | Batches,
    *,
    by: Names | None = None,
    details: Sequence[str] = (),
    include_places: bool = False,
    kinds: str | Sequence[str] = KINDS,
    apart: str | None = None,
) -> Scores:
    """Read the scores of mentions, those of each article and party added up while one part is in memory.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses.
    by
        What articles will be grouped by, one or several.
    details
        Columns of `articles` to note beside those that tell which count; with `by` all but the text are.
    include_places, kinds
        As for `party_sentiment`.
    apart
        A party whose mentions stay single.

    Raises
    ------
    ChoiceError
        One of the kinds is unknown.
    """
    kinds = check_choices("kind", kinds, KINDS)
    noted = Noted({"articles": [*FLAGS, *details] if by is None else DETAILS})
    reads = joined(_READ, noted.columns)
    methods: set[str | None] = set()

    def sums(part: Analysis) -> pd.DataFrame:
        if len(part.sentiments):
            methods.add(measured_method(part))
        found = _mentions(part, kinds, include_places=include_places)
        return added_up(part, found, ["party"], single=found["party"] == apart)

    mentions = in_parts(noted.passing(parts_of(result, reads)), reads, sums)
    method = methods.pop() if len(methods) == 1 else None
    return Scores(mentions, noted.analysis(), confusion_of(method))


def added_up(
    result: Analysis, found: pd.DataFrame, key: Sequence[str], *, single: pd.Series | None = None
) -> pd.DataFrame:
    """Add up the scores of each article and group while its part is in memory, where that loses nothing.

    They stay single with labels attached, and in a part of which fewer than two articles are sure to count,
    since the units of a single article are its sentences. An article is in one part and its rows are in
    order, so that the sum of a unit is the same either way, but for its last digit at times.

    Parameters
    ----------
    result
        The part; `articles` and `labelled` are read.
    found
        `article_id`, the columns of `key`, `sentence`, `mention` and `means.SUMS`, a row a mention.
    key
        What tells the groups.
    single
        Which rows stay single; by default none.

    Returns
    -------
    DataFrame
        The same columns. `sentence` and `mention` of a sum are -1.
    """
    whole = result.articles[~result.articles["is_truncated"]]
    # Of two stories that are whole two articles count, whatever else there is.
    if len(result.labelled) or whole["duplicate_of"].fillna(whole["article_id"]).nunique() < 2:
        return found
    apart = found.iloc[:0] if single is None else found[single]
    groups = (found if single is None else found[~single]).groupby(["article_id", *key], sort=False)
    # A sum of nothing is NA, as the score of a mention without evidence is.
    sums = groups[list(SUMS)].sum(min_count=1).reset_index().assign(sentence=-1, mention=-1)
    return pd.concat([apart, sums[list(found.columns)]], ignore_index=True)


def scored(found: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows with a score, of which `n` then counts the mentions with one."""
    found = found[found["n_scored"] > 0]
    return found.assign(n=found["n_scored"])


def parties_by_number(found: pd.DataFrame) -> list[str]:
    """List the parties of some rows, those with most mentions first."""
    numbers = found.groupby("party", sort=True)["n"].sum()
    return [str(name) for name in numbers.sort_values(ascending=False, kind="stable").index]


def _mentions(result: Analysis, kinds: Sequence[str], *, include_places: bool) -> pd.DataFrame:
    """Give the mentions that count, a row each."""
    mentions = result.mentions
    keep = mentions["kind"].isin(kinds)
    if not include_places:
        keep &= mentions["role"] == "actor"
    scores = result.sentiments[["score", "label", "negative", "neutral", "positive"]]
    names = ["article_id", "party", "sentence", "mention"]
    return as_sums(mentions[names].join(scores)[keep])
