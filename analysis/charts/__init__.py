"""Tables to charts: each function draws on one Axes and returns it, as seaborn's do.

A chart is one module: which rows it shows, how they are drawn, and what is said of them (its `CHART`, see
`charts.chart`). `figure` makes one ready for a page.
"""

from __future__ import annotations

from typing import Any

from analysis.charts.chart import Chart
from analysis.charts.keyness import CHART as _KEYNESS
from analysis.charts.keyness import keyness
from analysis.charts.mention_dispersion import CHART as _MENTION_DISPERSION
from analysis.charts.mention_dispersion import mention_dispersion
from analysis.charts.outlets import CHART as _OUTLETS
from analysis.charts.outlets import outlets
from analysis.charts.party_sentiment import CHART as _PARTY_SENTIMENT
from analysis.charts.party_sentiment import party_sentiment
from analysis.charts.rank_articles import CHART as _RANK_ARTICLES
from analysis.charts.rank_articles import rank_articles
from analysis.charts.robustness import CHART as _ROBUSTNESS
from analysis.charts.robustness import robustness
from analysis.charts.sentiment_by_voice import CHART as _SENTIMENT_BY_VOICE
from analysis.charts.sentiment_by_voice import sentiment_by_voice
from analysis.charts.share_of_voice import CHART as _SHARE_OF_VOICE
from analysis.charts.share_of_voice import share_of_voice
from analysis.charts.similar_stories import CHART as _SIMILAR_STORIES
from analysis.charts.similar_stories import similar_stories
from analysis.charts.stance_matrix import CHART as _STANCE_MATRIX
from analysis.charts.stance_matrix import stance_matrix
from analysis.charts.stance_network import CHART as _STANCE_NETWORK
from analysis.charts.stance_network import stance_network
from analysis.charts.style import Link, set_theme
from analysis.charts.term_frequencies import CHART as _TERM_FREQUENCIES
from analysis.charts.term_frequencies import term_frequencies
from analysis.charts.term_positions import CHART as _TERM_POSITIONS
from analysis.charts.term_positions import term_positions
from analysis.charts.timeline import CHART as _TIMELINE
from analysis.charts.timeline import timeline
from analysis.display import Figure
from analysis.records import check_choice

_CHARTS: dict[str, Chart[Any]] = {
    "keyness": _KEYNESS,
    "mention_dispersion": _MENTION_DISPERSION,
    "outlets": _OUTLETS,
    "party_sentiment": _PARTY_SENTIMENT,
    "rank_articles": _RANK_ARTICLES,
    "robustness": _ROBUSTNESS,
    "sentiment_by_voice": _SENTIMENT_BY_VOICE,
    "share_of_voice": _SHARE_OF_VOICE,
    "similar_stories": _SIMILAR_STORIES,
    "stance_matrix": _STANCE_MATRIX,
    "stance_network": _STANCE_NETWORK,
    "term_frequencies": _TERM_FREQUENCIES,
    "term_positions": _TERM_POSITIONS,
    "timeline": _TIMELINE,
}

__all__ = [
    "describe",
    "figure",
    "keyness",
    "mention_dispersion",
    "outlets",
    "party_sentiment",
    "rank_articles",
    "robustness",
    "sentiment_by_voice",
    "set_theme",
    "share_of_voice",
    "similar_stories",
    "stance_matrix",
    "stance_network",
    "term_frequencies",
    "term_positions",
    "timeline",
]


def figure(
    chart: str, result: object, *, name: str | None = None, href: Link | None = None, **options: Any
) -> Figure | None:
    """Draw a chart as a figure for a page, with its alternative text.

    Parameters
    ----------
    chart
        The name of one of the functions here that draw.
    result
        What that function takes first.
    name
        The name of the figure, of lower-case letters, digits and hyphens; by default that of the chart.
    href
        Where a mark leads, from its row; `None`, or nowhere for a row, makes no link.
    options
        What else that function takes, but `ax`.

    Returns
    -------
    Figure | None
        None where there is nothing to draw. It is of no concern to pyplot, and leaves its current figure.

    Raises
    ------
    ChoiceError
        There is no such chart.
    ReportError
        The name is not as it should be, or a link leads out of the report.
    """
    return _chart(chart).figure(name or chart.replace("_", "-"), href, result, **options)


def describe(chart: str, result: object, **options: Any) -> str:
    """Return what the alternative text of a chart says, for the same arguments as `figure`."""
    return _chart(chart).text(result, **options)


def _chart(name: str) -> Chart[Any]:
    check_choice("chart", name, tuple(_CHARTS))
    return _CHARTS[name]
