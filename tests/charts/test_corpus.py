"""The charts of a corpus: outlets, time, shares of voice, and what single articles say."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

import analysis as sl
from analysis import charts
from analysis.records import ChoiceError
from analysis.svg import CARD, NEGATIVE, POSITIVE

Texts = Callable[[Axes], list[str]]


def corpus(*outlets: tuple[str, float, int], month: int = 1) -> sl.Analysis:
    """Articles about Spain, so many of an outlet, all with one score."""
    spread = [(name, score) for name, score, n in outlets for _ in range(n)]
    made = [
        sl.Article(f"a{n}", "Spain spoke.", source=name, published=date(2026, month, 1))
        for n, (name, _) in enumerate(spread)
    ]
    result = sl.analyze(made, method="lexicon")
    scores = pd.Series([score for _, score in spread], dtype="float64")
    return dataclasses.replace(result, sentiments=result.sentiments.assign(score=scores))


def faces(ax: Axes) -> list[str]:
    """Return the colours of the marks."""
    marks = [marks for marks in ax.collections if marks.get_gid()]
    return [to_hex(face) for one in marks for face in np.asarray(one.get_facecolor())]


def test_outlets_have_their_number_of_articles_sign_and_colour(ax: Axes, texts: Texts) -> None:
    result = corpus(("Courier", 0.5, 6), ("Post", -0.5, 5), ("Today", 0.5, 4))
    charts.outlets(result, ax=ax)
    assert texts(ax) == ["Spain", "Courier", "+", "6", "Post", "−", "5", "Today", "0", "4"]
    assert faces(ax) == [POSITIVE, NEGATIVE, CARD]
    assert ax.get_title(loc="left") == "Courier writes favourably of Spain, Post\nunfavourably"


def test_outlets_on_one_side_make_no_title(ax: Axes) -> None:
    charts.outlets(corpus(("Courier", 0.5, 5), ("Post", 0.5, 5)), ax=ax)
    assert ax.get_title(loc="left") == "How each outlet writes of each party"


def test_a_mean_of_an_outlet_leads_where_it_is_told() -> None:
    figure = charts.figure(
        "outlets", corpus(("Courier", 0.5, 5)), href=lambda row: f"index.html#{row.outlet.lower()}"
    )
    assert figure is not None
    assert 'href="index.html#courier" aria-label="Courier on Spain: favourable, +0.50 ' in figure.inline_svg


def test_most_limits_the_outlets(ax: Axes, texts: Texts) -> None:
    charts.outlets(corpus(("Courier", 0.5, 2), ("Post", 0.5, 1)), ax=ax, most_outlets=1)
    assert "Courier" in texts(ax)
    assert "Post" not in texts(ax)


def months(*numbers: int) -> sl.Analysis:
    """So many articles about Spain in each month of a year."""
    made = [
        sl.Article(f"a{month}-{n}", "Spain spoke.", published=date(2026, month, 1))
        for month, many in enumerate(numbers, 1)
        for n in range(many)
    ]
    result = sl.analyze(made, method="lexicon")
    return dataclasses.replace(result, sentiments=result.sentiments.assign(score=0.5))


def test_a_timeline_has_gaps_where_there_are_few_articles(ax: Axes) -> None:
    charts.timeline(months(5, 2, 0, 4), ax=ax, by="month")
    means = next(line for line in ax.lines if np.size(line.get_xdata()) == 4)
    assert np.isnan(np.asarray(means.get_ydata(), dtype="float64")).tolist() == [False, True, True, False]
    assert faces(ax) == [POSITIVE, CARD]


def test_a_timeline_has_a_bar_for_every_period_with_articles(ax: Axes) -> None:
    charts.timeline(months(4, 2, 0, 1), ax=ax, by="month")
    bars = next(marks for marks in ax.collections if not marks.get_gid() and len(marks.get_paths()) == 3)
    heights = [path.get_extents().height for path in bars.get_paths()]
    assert np.asarray(heights) / heights[0] == pytest.approx([1, 0.5, 0.25])


def test_a_point_in_time_leads_where_it_is_told() -> None:
    figure = charts.figure("timeline", months(5), by="month", href=lambda row: f"#m-{row.period:%Y-%m}")
    assert figure is not None
    assert 'href="#m-2026-01"' in figure.inline_svg


def test_shares_stand_at_their_bars(ax: Axes, texts: Texts) -> None:
    made = [
        sl.Article("a", "Iran spoke. Iran left. Iran ate. Oman spoke.", source="Post"),
        sl.Article("b", "Oman spoke.", source="Courier"),
    ]
    charts.share_of_voice(sl.analyze(made, method="lexicon"), ax=ax)
    assert texts(ax) == ["Courier", "Oman", "100 %", "Post", "Iran", "75 %", "Oman", "25 %"]
    assert [bar.get_width() for bar in ax.patches] == [1.0, 0.75, 0.25]  # type: ignore[attr-defined]


def test_descriptions_have_every_number() -> None:
    result = corpus(("Courier", 0.5, 5))
    assert charts.describe("share_of_voice", result) == "Shares of the mentions. Courier, Spain: 100 %."
    assert charts.describe("timeline", result, by="month") == (
        "Wording on Spain over time. Spain, 2026-01-01: favourable, +0.50 (+0.50 to +0.50), 5 articles."
    )
    assert charts.describe("outlets", result) == (
        "Mean sentiment of each outlet toward each party. "
        "Courier on Spain: favourable, +0.50 (95 % interval +0.50 to +0.50), 5 articles."
    )


def scored(*articles: tuple[str, float, int]) -> sl.Analysis:
    """Articles about Spain with a headline and so many sentences, all of an article with one score."""
    made = [
        sl.Article(f"a{n}", " ".join(["Spain spoke."] * many), title=title, source="Post")
        for n, (title, _, many) in enumerate(articles)
    ]
    result = sl.analyze(made, method="lexicon", duplicates="keep")
    own = {f"a{n}": score for n, (_, score, _) in enumerate(articles)}
    scores = result.sentiments["article_id"].map(own).astype("float64")
    return dataclasses.replace(result, sentiments=result.sentiments.assign(score=scores))


def test_articles_stand_from_the_kindest_to_the_least_kind(ax: Axes, texts: Texts) -> None:
    charts.rank_articles(scored(("Low", -0.5, 5), ("High", 0.5, 6), ("Few", 0.2, 4)), ax=ax)
    assert texts(ax) == ["High", "Post", "+", "6", "Few", "Post", "0", "4", "Low", "Post", "−", "5"]
    assert faces(ax) == [POSITIVE, CARD, NEGATIVE]
    assert ax.get_title(loc="left") == "One of 3 articles writes favourably of\nSpain, one unfavourably"


def test_of_many_articles_the_ends_are_shown_and_the_others_counted(ax: Axes, texts: Texts) -> None:
    result = scored(*((f"No {n}", 0.1 * n, 1) for n in range(5)))
    charts.rank_articles(result, ax=ax, most=3)
    assert [text for text in texts(ax) if text.startswith("No")] == ["No 4", "No 3", "No 0"]
    assert ax.get_xlabel().replace("\n", " ").endswith("Not shown: 2 articles in between.")


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ([(0.5, 4)], "Too few sentences to judge single articles\non Spain by"),
        ([(0.0, 5), (0.0, 5)], "No article has a clear direction toward\nSpain"),
        ([(-0.5, 5), (-0.4, 5)], "Two of 2 articles write unfavourably of\nSpain"),
    ],
)
def test_a_ranking_says_what_holds(said: list[tuple[float, int]], title: str, ax: Axes) -> None:
    charts.rank_articles(scored(*(("", score, n) for score, n in said)), ax=ax)
    assert ax.get_title(loc="left") == title


def test_an_unknown_party_cannot_be_ranked(ax: Axes) -> None:
    with pytest.raises(ChoiceError, match="Mars"):
        charts.rank_articles(scored(("", 0.5, 1)), ax=ax, party="Mars")


def test_a_mean_that_rests_on_one_sentence_is_grey_and_hollow(ax: Axes, texts: Texts) -> None:
    one = scored(("", 0.0, 5))
    scores = [1.0, 0.0, 0.0, 0.0, 0.0]
    charts.robustness(dataclasses.replace(one, sentiments=one.sentiments.assign(score=scores)), ax=ax)
    assert texts(ax) == ["Spain", "rests on one sentence"]
    assert faces(ax) == [CARD]
    assert ax.get_title(loc="left") == "The verdict on Spain rests on one sentence"


def test_a_mean_that_rests_on_no_single_sentence_has_the_colour_of_its_verdict(
    ax: Axes, texts: Texts
) -> None:
    charts.robustness(scored(("", 0.5, 5)), ax=ax)
    assert texts(ax) == ["Spain", "favourable"]
    assert faces(ax) == [POSITIVE]
    assert ax.get_title(loc="left") == "No verdict rests on one sentence"


def test_the_bar_of_a_mean_goes_from_its_lowest_to_its_highest_without_one(ax: Axes) -> None:
    one = scored(("", 0.0, 3))
    charts.robustness(
        dataclasses.replace(one, sentiments=one.sentiments.assign(score=[0.0, 0.2, 0.4])), ax=ax
    )
    assert np.asarray(ax.lines[-1].get_xdata()).tolist() == pytest.approx([0.1, 0.3])
    assert ax.get_title(loc="left") == "Too few sentences to judge it by"


def same_story(*outlets: tuple[str, float]) -> sl.Analysis:
    """One story of five sentences on Spain in some outlets, with a score in each."""
    made = [
        sl.Article(
            f"a{n}",
            " ".join(["Spain spoke."] * 5),
            title=f"By {name}",
            source=name,
            published=date(2026, 1, 1),
        )
        for n, (name, _) in enumerate(outlets)
    ]
    result = sl.analyze(made, method="lexicon", duplicates="keep")
    own = {f"a{n}": score for n, (_, score) in enumerate(outlets)}
    scores = result.sentiments["article_id"].map(own).astype("float64")
    return dataclasses.replace(result, sentiments=result.sentiments.assign(score=scores))


def test_a_story_has_a_row_for_each_outlet_below_its_first_headline(ax: Axes, texts: Texts) -> None:
    charts.similar_stories(same_story(("Courier", 0.5), ("Post", -0.5)), ax=ax)
    assert texts(ax) == ["By Courier", "Courier", "+", "5", "Post", "−", "5"]
    assert faces(ax) == [POSITIVE, NEGATIVE]
    assert ax.get_title(loc="left") == (
        "Of Spain, Courier wrote favourably and\nPost unfavourably in the same story"
    )


def test_outlets_on_one_side_of_a_story_make_no_title(ax: Axes) -> None:
    charts.similar_stories(same_story(("Courier", 0.5), ("Post", 0.5)), ax=ax)
    assert ax.get_title(loc="left") == "How outlets write of Spain in the same\nstory"


def test_an_article_of_a_story_leads_where_it_is_told() -> None:
    result = same_story(("Courier", 0.5), ("Post", 0.5))
    figure = charts.figure("similar_stories", result, href=lambda row: f"{row.article_id}.html")
    assert figure is not None
    assert 'href="a1.html" aria-label="Post, By Post: favourable, ' in figure.inline_svg
