"""Who holds which opinion of whom: from single stances to a matrix of sources and targets, and back."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.aggregate.confusion import confusion_of
from analysis.aggregate.errors import corrected_means
from analysis.aggregate.means import SUMS, as_sums, mean_scores
from analysis.aggregate.scores import Scores, added_up
from analysis.aggregate.whole import FLAGS, counted_articles
from analysis.limits import measured_method
from analysis.records import check_choice, check_choices
from analysis.schema import (
    Analysis,
    Batches,
    Columns,
    Noted,
    columns,
    empty_table,
    in_parts,
    joined,
    make_table,
    once,
    parts_of,
    rows,
)

BASES = ("author", "quotation", "action")
_LEVELS = ("party", "entity")
_KEY = ("source", "source_kind", "target")
_SUMMED = ("article_id", *_KEY, "sentence", "mention", *SUMS)
_CELL = "article_id stance sentence source_kind source_entity target_entity basis quote score label".split()
_READ: Columns = {"articles": FLAGS, "stances": columns("stances")}
_WITH_TEXT = joined(_READ, {"articles": ("text",), "sentences": ("article_id", "sentence", "start", "end")})


@once
def stance_matrix(
    result: Analysis | Batches,
    *,
    by: str = "party",
    bases: str | Sequence[str] = BASES,
    include_truncated: bool = False,
    include_duplicates: bool = False,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Mean opinion of every source of every target, with an interval: who holds which opinion of whom.

    Sources are the author, whose own words are everything outside quotations; the parties that are quoted or
    act; speakers of no party, by name; and "unattributed", for quotations whose speaker is not found, has no
    name ("officials") or denies what is said. A party that speaks of itself is source and target.

    Actions labelled neutral do not count: two parties in one sentence, such as two that meet, are by
    themselves no sign of an opinion. So a mean with actions in it leans away from zero;
    ``bases=("author", "quotation")`` gives one over all mentions, neutral ones too. A mean near zero can be
    of opposites, kind words and a hostile deed: the shares of the labels tell.

    A cell is a pointer to its sentences, no measurement: on the gold stories set aside, two in five of the
    stances found between two parties were right (three in five in stories about states), and of those that
    are there little more than a quarter was found.

    The interval is made as the sampling interval of `party_sentiment`: it resamples the sentences of one
    article, or the articles of several, and with two or three of them is no more than their range. It covers
    the choice of sentences, not errors of the method, which for stances nobody has measured well enough.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses; `stances` are read. Of a run a part is in memory at a time,
        and of each article a row for each pair in it: 8 GB for a million of 6 kB.
    by
        ``party``, or ``entity`` for the people who speak and are spoken of, where they are known by name, in
        place of their parties.
    bases
        Which stances count, or one of them: ``author`` (in the author's words), ``quotation`` (in a
        speaker's), ``action`` (what the source does).
    include_truncated
        Whether articles that are cut short count too, where there are several.
    include_duplicates
        Whether each version of a story counts; by default only the first of those in `result` does.
    confidence
        Coverage of the interval, between 0 and 1.
    n_resamples, seed
        Size and seed of the bootstrap; one seed always gives one result, whatever else there is.

    Returns
    -------
    DataFrame
        The table `stance_matrix` (see `schema.TABLES`): a row for each pair that has a stance, the source and
        target with most stances first. Scores are -1 to 1. The interval is NA with fewer than two units.
        Empty input gives an empty table.

    Raises
    ------
    ChoiceError
        `by` or one of the bases is unknown.
    """
    found = _read_stances(result, by, bases).counted(
        include_truncated=include_truncated, include_duplicates=include_duplicates
    )
    if found.empty:
        return empty_table("stance_matrix")
    means = mean_scores(found, _KEY, confidence=confidence, n_resamples=n_resamples, seed=seed)
    table = means.assign(
        of_source=lambda table: table.groupby(["source", "source_kind"])["n"].transform("sum"),
        of_target=lambda table: table.groupby("target")["n"].transform("sum"),
    )
    order = ["of_source", "source", "source_kind", "of_target", "target"]
    table = table.sort_values(order, ascending=[False, True, True, False, True])
    return make_table("stance_matrix", {name: table[name] for name in columns("stance_matrix")})


def stances_between(
    result: Analysis | Batches,
    source: str,
    target: str,
    *,
    by: str = "party",
    bases: str | Sequence[str] = BASES,
    include_truncated: bool = False,
    include_duplicates: bool = False,
) -> pd.DataFrame:
    """Find the stances behind one cell of `stance_matrix`, each with its sentence.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses; `stances`, `sentences` and `articles` are read. Of a run a
        part is in memory at a time, the rows that are returned, and names.
    source, target
        As they stand in `stance_matrix`.
    by, bases, include_truncated, include_duplicates
        As for `stance_matrix`, so that there are as many rows as its `n` says.

    Returns
    -------
    DataFrame
        `article_id`, `stance`, `sentence` (its number), `source_kind`, `source_entity` and `target_entity`
        (the people, or NA), `basis`, `quote` (the number of the quotation, or NA), `score` (-1 to 1),
        `label`, and `text`, the whole sentence; in the order of the text. Empty where the source says nothing
        of the target.

    Raises
    ------
    ChoiceError
        No stance has this source, or none this target; or `by` or one of the bases is unknown.
    """
    noted = Noted({"articles": FLAGS})
    pairs: list[pd.DataFrame] = []

    def cell(part: Analysis) -> pd.DataFrame:
        found = _counting(part, by, bases)
        pairs.append(found[["article_id", "source", "target"]].drop_duplicates())
        found = found[(found["source"] == source) & (found["target"] == target)]
        places = part.sentences[["article_id", "sentence", "start", "end"]]
        texts = part.articles.set_index("article_id")["text"]
        # A left join keeps the order of the stances.
        found = found.merge(places, on=["article_id", "sentence"], how="left", validate="many_to_one")
        cut = [texts[row.article_id][row.start : row.end] for row in rows(found)]
        return found[_CELL].assign(text=pd.Series(cut, index=found.index, dtype="str"))

    found = in_parts(noted.passing(parts_of(result, _WITH_TEXT)), _WITH_TEXT, cell)
    counted = counted_articles(
        noted.analysis(), include_truncated=include_truncated, include_duplicates=include_duplicates
    ).article_ids
    known = pd.concat(pairs)
    known = known[known["article_id"].isin(counted)]
    for name, value in (("source", source), ("target", target)):
        check_choice(name, value, sorted(known[name].unique()))
    return found[found["article_id"].isin(counted)].reset_index(drop=True)


@once
def sentiment_by_voice(
    result: Analysis | Batches,
    *,
    include_truncated: bool = False,
    include_duplicates: bool = False,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Mean sentiment toward each party, split by who speaks: the author, and everybody who is quoted.

    `party_sentiment` counts all of a party's mentions; these are the same mentions that act and have a score,
    each under the voice in whose words it stands. Means and intervals are made as there, so that `low` and
    `high` cover the method's errors on mentions; they do not cover a quotation that goes to the wrong voice.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses; `stances` of basis ``author`` and ``quotation``, and the
        method in `sentiments`, are read. Of a run is kept what
        `stance_matrix` keeps, and a quarter more.
    include_truncated, include_duplicates, confidence, n_resamples, seed
        As for `stance_matrix`.

    Returns
    -------
    DataFrame
        The table `sentiment_by_voice` (see `schema.TABLES`): the party with most mentions first, and of each
        the author first, then the voices by how often they speak of it. Scores are -1 to 1. The intervals are
        NA with fewer than two units. Empty input gives an empty table.
    """
    scores = _read_stances(result, "party", ("author", "quotation"))
    found = scores.counted(include_truncated=include_truncated, include_duplicates=include_duplicates)
    if found.empty:
        return empty_table("sentiment_by_voice")
    names = {"target": "party", "source": "voice", "source_kind": "voice_kind"}
    means = corrected_means(
        found.rename(columns=names),
        ["party", "voice", "voice_kind"],
        scores.confusion,
        confidence=confidence,
        n_resamples=n_resamples,
        seed=seed,
    )
    table = means.assign(
        of_party=lambda table: table.groupby("party")["n"].transform("sum"),
        is_quoted=lambda table: table["voice_kind"] != "author",
    )
    order = ["of_party", "party", "is_quoted", "n", "voice", "voice_kind"]
    table = table.sort_values(order, ascending=[False, True, True, False, True, True])
    return make_table("sentiment_by_voice", {name: table[name] for name in columns("sentiment_by_voice")})


def _read_stances(result: Analysis | Batches, by: str, bases: str | Sequence[str]) -> Scores:
    """Read the scores of stances, those of a source and target in an article added up, as `read_scores`."""
    noted = Noted({"articles": FLAGS})
    reads = joined(_READ, {"sentiments": ("article_id", "method")})
    methods: set[str | None] = set()

    def sums(part: Analysis) -> pd.DataFrame:
        found = _counting(part, by, bases)
        if len(part.sentiments):
            methods.add(measured_method(part, found))
        return added_up(part, as_sums(found)[list(_SUMMED)], _KEY)

    mentions = in_parts(noted.passing(parts_of(result, reads)), reads, sums)
    method = methods.pop() if len(methods) == 1 else None
    return Scores(mentions, noted.analysis(), confusion_of(method), key=_KEY)


def _counting(result: Analysis, by: str, bases: str | Sequence[str]) -> pd.DataFrame:
    """Give the stances that count; people stand in for their parties where asked for."""
    check_choice("by", by, _LEVELS)
    bases = check_choices("basis", bases, BASES)
    stances = result.stances
    is_idle = (stances["basis"] == "action") & (stances["label"] == "neutral")
    found = stances[stances["basis"].isin(bases) & ~is_idle]
    if by == "party":
        return found
    return found.assign(
        source=found["source_entity"].fillna(found["source"]),
        source_kind=found["source_kind"].mask(found["source_entity"].notna(), "person"),
        target=found["target_entity"].fillna(found["target"]),
    )
