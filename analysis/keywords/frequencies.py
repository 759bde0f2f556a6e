"""How often words and phrases occur: counts that can be checked by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.keywords.counts import TermCounts, cells, count_terms
from analysis.schema import Analysis, Batches


def term_frequencies(
    result: Analysis | Batches,
    *,
    n: int | Sequence[int] = 1,
    by: str | None = None,
    min_count: int = 1,
    stop_words: bool = False,
    stems: bool = False,
    include_duplicates: bool = False,
) -> pd.DataFrame:
    """Count words and phrases.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses, whole or narrowed by `around` or `within`; the tables
        `articles` and `tokens` are read, and `mentions` where `by` is ``party``. Of a run a part is in memory
        at a time, and 0.6 kB for each different word of a group: 1 GB for a million news articles (33 GB for
        pairs of words), as worked out from how words grow in 800; by article 110 kB each, so read the run's
        table ``keywords`` instead.
    n
        Length of the terms in words, 1 to 5, or several lengths.
    by
        Count within each ``article_id``, ``source``, ``published`` day, ``month`` (2022-04) or ``party``
        (the sentences that mention it; one that mentions several counts for each); by default over all
        articles. Articles where it is missing are left out.
    min_count
        Leave out terms that occur less often (in their group).
    stop_words
        Whether to keep terms that begin or end with a function word.
    stems
        Whether to count together words with one stem (Porter 1980, "An algorithm for suffix stripping"), as
        *talk* and *talks*; `term` is then the commonest of them in all of `result`.
    include_duplicates
        Whether each version of a story counts (see `analyze`); by default only the first of those in
        `result`, or in each outlet, day or month where `by` asks for these.

    Returns
    -------
    DataFrame
        The grouping column (where `by` is given), `term` (lower case), `n`, `surface` (its commonest
        writing), `count`, `per_million`: 10⁶ × count / words in the group, 0 to 10⁶, and `articles`: in how
        many articles of the group it occurs (not where the group is an article). Sorted by group, then by
        count, the highest first. A phrase does not reach over a mark or the end of a sentence. Empty input
        gives an empty table with these columns.

    Raises
    ------
    ChoiceError
        `by` or `n` is not one of the values above.
    """
    counted = count_terms(
        result, n=n, by=by, stop_words=stop_words, stems=stems, include_duplicates=include_duplicates
    )
    table = group_table(counted)
    table = table[table["count"] >= min_count]
    table = table.sort_values(
        ["group", "count", "n", "term"], ascending=[True, False, True, True], ignore_index=True
    )
    values = counted.groups.take(table["group"].to_numpy())
    columns = ["term", "n", "surface", "count", "per_million", *(["articles"] if by != "article_id" else [])]
    return table[columns] if by is None else pd.concat([pd.Series(values, name=by), table[columns]], axis=1)


def group_table(counted: TermCounts) -> pd.DataFrame:
    """Give the cells of a count matrix that are not 0 as rows.

    Columns: `group` and `column` (places in `counted`), `key`, `term`, `n`, `surface`, `count`,
    `per_million`, `articles`.
    """
    # The first writing of a term in a group is its commonest.
    table = counted.forms.drop_duplicates(["group", "column"])[["group", "column", "surface"]]
    places = table["column"].to_numpy()
    groups = table["group"].to_numpy()
    count = cells(counted.counts, groups, places)
    return table.assign(
        key=counted.terms["key"].take(places).array,
        term=counted.terms["term"].take(places).array,
        n=counted.terms["n"].to_numpy()[places],
        count=count,
        per_million=1e6 * count / np.maximum(counted.words[groups], 1),
        articles=cells(counted.articles, groups, places),
    )
