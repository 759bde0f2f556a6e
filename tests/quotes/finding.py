"""Tables of tiny articles, as the pipeline makes them."""

from __future__ import annotations

import pandas as pd

from analysis import quotes
from analysis.network.articles import read_articles
from analysis.parties import PartyFinder
from analysis.resources import shipped_parties
from analysis.tokens.document import Document

FINDER = PartyFinder(shipped_parties())


def attributions(text: str) -> list[tuple[list[str], list[str], list[str]]]:
    """Give source, cue and content of each attribution, in words."""
    (found,) = quotes.find_attributions([Document(text)], method="lexicon")

    def surfaces(spans: tuple[tuple[int, int], ...]) -> list[str]:
        return [text[start:end] for start, end in spans]

    return [(surfaces(item.source), surfaces(item.cue), surfaces(item.content)) for item in found]


def tables(text: str, *, is_read: bool = False) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the tables `quotes` and `contents` of a text; `is_read`: with whom the network says is meant."""
    documents = [Document(text, article_id="a")]
    readings = read_articles(documents) if is_read else None
    return quotes.find_quotes(documents, *FINDER.find(documents, readings), method="lexicon")


def speakers(text: str, *, is_read: bool = False) -> list[tuple[str | None, str | None]]:
    """Give speaker and party of each quotation; `is_read` as for `tables`."""
    found, _ = tables(text, is_read=is_read)
    pairs = found[["speaker", "speaker_party"]].astype(object)
    cleaned = pairs.where(pairs.notna(), None)
    return [(name, party) for name, party in cleaned.to_numpy()]
