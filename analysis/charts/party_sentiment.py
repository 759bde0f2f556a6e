"""How the wording treats each party: single mentions, their mean and its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from analysis.aggregate import party_sentiment as party_sentiment_table
from analysis.charts.chart import Chart, Words
from analysis.charts.style import (
    Link,
    draw_mean,
    explain,
    finding,
    in_bands,
    linked,
    name_row,
    numbers,
    score_axis,
    standing,
)
from analysis.limits import covered
from analysis.parties import KINDS
from analysis.records import check_choices
from analysis.schema import Analysis, rows
from analysis.svg import LINE, NEUTRAL, SOFT
from analysis.wording import counted, score

_ROW = 0.62
# In a row, from its top: the name, the single mentions, the mean.
_NAME, _MENTIONS, _MEAN = 0.2, 0.5, 0.78
_LONGEST_SENTENCE = 200


@dataclass(frozen=True)
class Shown:
    """The parties of the chart, and their mentions with a score."""

    table: pd.DataFrame
    mentions: pd.DataFrame
    units: str
    covered: str

    def __len__(self) -> int:
        return len(self.table)


def party_sentiment(
    result: Analysis,
    *,
    ax: Axes | None = None,
    href: Link | None = None,
    include_places: bool = False,
    kinds: str | Sequence[str] = KINDS,
    most: int = 12,
) -> Axes:
    """Draw the mean sentiment toward each party with its interval, over the scores of single mentions.

    Parameters
    ----------
    result
        An analysis of one article or several.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    href
        Where the mark of a mention leads, from its row of `mentions` with its `score`.
    include_places
        Whether mentions that only name a place count too.
    kinds
        Which kinds of mentions count, as for `aggregate.party_sentiment`.
    most
        How many parties to show at most, the most mentioned first.

    Returns
    -------
    Axes
        Score (-1 to 1) along x, a row a party: its name, what its interval says in words, a small dot a
        mention, as the method scored it, and below them the mean on its 95 % interval, corrected as in
        `aggregate.party_sentiment`, grey where that holds zero, hollow and dashed
        where it rests on fewer than five sentences (of one article) or articles.
    """
    return CHART.on(ax, href, result, include_places=include_places, kinds=kinds, most=most)


def _select(
    result: Analysis, *, include_places: bool = False, kinds: str | Sequence[str] = KINDS, most: int = 12
) -> Shown:
    kinds = check_choices("kind", kinds, KINDS)
    table = party_sentiment_table(result, include_places=include_places, kinds=kinds).head(most)
    is_shown = result.mentions["kind"].isin(kinds) & result.mentions["party"].isin(table["party"])
    if not include_places:
        is_shown &= result.mentions["role"] == "actor"
    mentions = result.mentions.assign(score=result.sentiments["score"])[is_shown]
    units = "sentences" if len(result.articles) == 1 else "articles"
    return Shown(table, _with_text(result, mentions.dropna(subset=["score"])), units, covered(result))


def _with_text(result: Analysis, mentions: pd.DataFrame) -> pd.DataFrame:
    """Add the sentence of each mention."""
    places = result.sentences[["article_id", "sentence", "start", "end"]]
    found = mentions.merge(places, on=["article_id", "sentence"], how="left", suffixes=("", "_sentence"))
    texts = dict(zip(result.articles["article_id"], result.articles["text"], strict=True))
    cut = [
        texts[article][start : min(end, start + _LONGEST_SENTENCE)]
        + ("…" if end - start > _LONGEST_SENTENCE else "")
        for article, start, end in zip(
            found["article_id"], found["start_sentence"], found["end_sentence"], strict=True
        )
    ]
    return found.assign(text=pd.Series(cut, index=found.index, dtype="str"))


def _describe(shown: Shown) -> Words:
    judged = [(row.party, standing(row)) for row in rows(shown.table) if row.n_scored]
    title = finding(judged) if judged else "How the wording treats each party"
    note = (
        "In brackets: mentions. Small dots: single ones. Large dot and bar: mean and 95 % interval, covering "
        f"{shown.covered}. Grey: the interval holds zero."
    )
    if any(side.is_few for _, side in judged):
        note += f" Hollow: fewer than five {shown.units}."
    said = [
        f"{row.party}: {standing(row).word}, {numbers(row)}, {counted(row.n_scored, 'mention')}"
        if row.n_scored
        else f"{row.party}: no judging word"
        for row in rows(shown.table)
    ]
    return Words(
        title, note, f"Mean sentiment toward each party. {'; '.join(said) or 'No party is mentioned'}."
    )


def _height(shown: Shown) -> float:
    return _ROW * len(shown)


def _draw(ax: Axes, shown: Shown, href: Link | None) -> None:
    score_axis(ax)
    ax.set_ylim(len(shown), 0)
    for top, row in enumerate(rows(shown.table)):
        side = standing(row)
        if not row.n_scored:
            name_row(ax, top + _NAME, row.party, f"no judging word ({row.n})")
            continue
        name_row(ax, top + _NAME, row.party, f"{side.word} ({row.n})", colour=side.colour)
        ax.vlines(0, top + _MENTIONS - 0.14, top + 0.94, color=SOFT, linewidth=1, zorder=1)
        ax.hlines(top + _MEAN, -1, 1, color=LINE, linewidth=1, zorder=0)
        own = shown.mentions[shown.mentions["party"] == row.party]
        dots = ax.scatter(
            own["score"],
            top + _MENTIONS + pd.Series(in_bands(own["score"], 0.04, 0.2)).to_numpy(),
            s=12,
            color=NEUTRAL,
            alpha=0.6,
            linewidths=0,
            clip_on=False,
            zorder=2,
        )
        titles = [f"{score(one.score)}: {one.text}" for one in rows(own)]
        explain(ax, dots, titles, [linked(href, one) for one in rows(own)])
        draw_mean(ax, top + _MEAN, row, side, title=f"{row.party}: {side.word}, {numbers(row)}")


def _nothing(_: Shown) -> str:
    return "no party does more than name a place"


CHART = Chart(_select, _describe, _height, _draw, _nothing)
