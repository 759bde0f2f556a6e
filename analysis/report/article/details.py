"""What an article's page holds for whoever wants more: folded away, but for the limits."""

from __future__ import annotations

from analysis import charts
from analysis.aggregate import stance_matrix
from analysis.aggregate.shown import between
from analysis.limits import first_limits
from analysis.prose import distinctive, quoted
from analysis.prose import opinions as said_of_whom
from analysis.prose import portraits as in_words
from analysis.report.pages import Item, Section
from analysis.schema import Analysis


def portraits(result: Analysis) -> Section | None:
    """Say how each party is named and read, with links to the sentences."""
    if result.mentions.empty:
        return None
    return Section("portraits", "Each party in detail", [in_words(result)], place="folded")


def differences(result: Analysis) -> Section | None:
    """Set the author's own words against those of the people quoted."""
    if result.quotes.empty:
        return None
    items: list[Item] = [quoted(result)]
    figure = charts.figure("sentiment_by_voice", result)
    if figure is not None:
        items.append(figure)
    return Section("voices", "The author against the people quoted", items, place="folded")


def opinions(result: Analysis) -> Section | None:
    """Show who says what of whom: as a network what holds, and as a list the sentences behind the rest."""
    if between(stance_matrix(result)).empty:
        return None
    items: list[Item] = [said_of_whom(result)]
    figure = charts.figure("stance_network", result)
    if figure is not None:
        items.insert(0, figure)
    return Section("opinions", "Who says what of whom", items, place="folded")


def words(result: Analysis) -> Section | None:
    """Name the words that set the article apart from news in general."""
    if not result.tokens["is_word"].any():
        return None
    return Section("words", "Words that set this article apart", [distinctive(result)], place="folded")


def limits(_: Analysis) -> Section:
    """Say what matters most of what the method cannot see."""
    return Section("limits", "What the method cannot see", [first_limits()])
