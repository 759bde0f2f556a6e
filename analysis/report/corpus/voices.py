"""Which parties have a voice, by outlet: in mentions, and in quoted words."""

from __future__ import annotations

from analysis import charts
from analysis.display import Block
from analysis.report.corpus.behind import leading_to, outlets_or_all, points_by_outlet
from analysis.report.pages import Item, Links, Section
from analysis.schema import Analysis


def mentioned(result: Analysis, links: Links) -> Section | None:  # noqa: ARG001 - the page gives every section its links
    """Show each party's share of the mentions."""
    return _shares(
        result, "mentions", "mentioned", "Who is written about", "Share of the mentions of parties."
    )


def voices(result: Analysis, links: Links) -> Section | None:  # noqa: ARG001 - the page gives every section its links
    """Show each party's share of the quoted and reported words."""
    return _shares(
        result,
        "quoted_words",
        "voices",
        "Who is quoted",
        "Share of the words in quotations and reported speech. Speakers are found by a model, and not always "
        "rightly.",
    )


def _shares(result: Analysis, of: str, name: str, heading: str, note: str) -> Section | None:
    href = leading_to(points_by_outlet(result, of), "outlet")
    figure = charts.figure("share_of_voice", result, name=name, href=href, by=outlets_or_all(result), of=of)
    if figure is None:
        return None
    items: list[Item] = [figure, Block(note, f'<p class="note">{note}</p>')]
    return Section(name, heading, items, place="beside")
