"""What every part of the prose needs: one article, and names for its sentences."""

from __future__ import annotations

from analysis.records import ChoiceError
from analysis.schema import Analysis


def check_single(result: Analysis) -> None:
    """Raise `ChoiceError` for an analysis of several articles, or of none."""
    if len(result.articles) != 1:
        ids = result.article_ids
        raise ChoiceError(
            f"the analysis has {len(ids)} articles; expected one, as result.select(article_id) gives"
        )


def sentence_name(result: Analysis, sentence: int) -> str:
    """Name a sentence as readers count them, with the headline as such."""
    is_title = result.sentences.loc[result.sentences["sentence"] == sentence, "is_title"].iloc[0]
    return "the headline" if is_title else f"sentence {sentence}"
