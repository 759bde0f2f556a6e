"""The author's own words against those of the people quoted, party by party."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.aggregate import sentiment_by_voice as sentiment_by_voice_table
from analysis.charts.chart import Chart, Words
from analysis.charts.style import (
    Link,
    draw_mean,
    linked,
    listed_or_nothing,
    name_row,
    name_voice,
    numbers,
    score_axis,
    shortened,
    standing,
)
from analysis.limits import covered
from analysis.records import AUTHOR
from analysis.schema import Analysis, rows
from analysis.svg import LINE, SOFT
from analysis.wording import score, with_article

_QUOTED = "the people quoted"
_ROW, _HEADING = 0.26, 0.3


@dataclass(frozen=True)
class Shown:
    """The parties of the chart, each with a row for the author, for those quoted, or for both."""

    table: pd.DataFrame
    covered: str

    def __len__(self) -> int:
        return len(self.table)


def sentiment_by_voice(
    result: Analysis, *, ax: Axes | None = None, href: Link | None = None, most: int = 8
) -> Axes:
    """Draw the mean sentiment toward each party in the author's own words and in quoted ones.

    Parameters
    ----------
    result
        An analysis of one article or several.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    href
        Where a mean leads, from a row with `party`, `voice`, `voice_kind` and numbers as those of
        `sentiment_by_voice`.
    most
        How many parties to show at most, the most mentioned first.

    Returns
    -------
    Axes
        Score (-1 to 1) along x; below each party's name a row for the author and one for the people quoted,
        with the number of mentions, the mean and its 95 % interval, drawn as in `party_sentiment`; a line
        joins the two means.
    """
    return CHART.on(ax, href, result, most=most)


def _select(result: Analysis, *, most: int = 8) -> Shown:
    stances = result.stances
    is_quoted = stances["basis"] == "quotation"
    # What several say together is one mention.
    pooled = stances.assign(
        source=stances["source"].mask(is_quoted, _QUOTED),
        source_kind=stances["source_kind"].mask(is_quoted, "person"),
    )[~(is_quoted & stances.duplicated(["article_id", "mention", "basis"]))]
    table = sentiment_by_voice_table(dataclasses.replace(result, stances=pooled))
    return Shown(table[table["party"].isin(table["party"].drop_duplicates().head(most))], covered(result))


def _describe(shown: Shown) -> Words:
    note = (
        f"Numbers: mentions. Dots and bars: means and 95 % intervals, covering {shown.covered}. Grey: the "
        "interval holds zero. Hollow: it rests on fewer than five."
    )
    said = [
        f"{row.party} by {row.voice}: {standing(row).word}, {score(row.mean)} ({row.n})"
        for row in rows(shown.table)
    ]
    alt = f"Mean sentiment toward each party by who speaks. {listed_or_nothing(said)}."
    return Words(_title(shown.table), note, alt)


def _title(table: pd.DataFrame) -> str:
    """Say of the first party whose two intervals lie apart who speaks more kindly of it."""
    for party, own in table.groupby("party", sort=False):
        voices = {row.voice: row for row in rows(own)}
        if len(voices) < 2 or any(standing(row).is_few for row in voices.values()):
            continue
        author, quoted = voices[AUTHOR], voices[_QUOTED]
        name = with_article(shortened(str(party)))
        if quoted.low > author.high:
            return f"The people quoted speak more favourably of {name} than the author does"
        if author.low > quoted.high:
            return f"The author writes more favourably of {name} than the people quoted speak"
    return "How the author writes of each party, and how the people quoted speak"


def _height(shown: Shown) -> float:
    return _ROW * len(shown) + _HEADING * shown.table["party"].nunique()


def _draw(ax: Axes, shown: Shown, href: Link | None) -> None:
    score_axis(ax, left=-1.75, right=1.14)
    top = 0.0
    for party, own in shown.table.groupby("party", sort=False):
        voices = list(rows(own))
        name_row(ax, top + 0.6 * _HEADING, str(party))
        heights = [top + _HEADING + _ROW * (place + 0.4) for place in range(len(voices))]
        top += _HEADING + _ROW * len(voices)
        ax.vlines(0, heights[0] - 0.12, heights[-1] + 0.12, color=SOFT, linewidth=1, zorder=1)
        ax.plot([voice.mean for voice in voices], heights, color=LINE, linewidth=3, zorder=0)
        for height, voice in zip(heights, voices, strict=True):
            _draw_voice(ax, height, voice, linked(href, voice))
    ax.set_ylim(top, 0)


def _draw_voice(ax: Axes, height: float, voice: Any, href: str | None) -> None:
    who = "author" if voice.voice == AUTHOR else "quoted"
    side = standing(voice)
    name_voice(ax, height, who, voice.n, side, len(who))
    title = f"{voice.party} by {voice.voice}: {side.word}, {numbers(voice)}"
    draw_mean(ax, height, voice, side, title=title, href=href)


def _nothing(_: Shown) -> str:
    return "no opinion of anybody found"


CHART = Chart(_select, _describe, _height, _draw, _nothing)
