"""Sentences of the article, quoted in Markdown and named."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.display import escape_markdown, escape_within
from analysis.records import ChoiceError
from analysis.schema import Analysis


def check_single(result: Analysis) -> None:
    """Raise `ChoiceError` for an analysis of several articles, or of none."""
    if len(result.articles) != 1:
        ids = result.article_ids
        raise ChoiceError(
            f"the analysis has {len(ids)} articles; expected one, as result.select(article_id) gives"
        )


def marked(text: str, start: int, end: int, marks: Sequence[tuple[int, int, str]]) -> str:
    """Quote a stretch of text with some of it emphasised; marks lie in order and do not overlap."""
    parts, reached = [], start
    for mark_start, mark_end, sign in marks:
        parts.append(escape_within(text[reached:mark_start]))
        parts.append(f"{sign}{escape_markdown(text[mark_start:mark_end])}{sign}")
        reached = mark_end
    return "".join((*parts, escape_within(text[reached:end])))


def sentence_name(result: Analysis, sentence: int) -> str:
    """Name a sentence as readers count them, with the headline as such."""
    is_title = result.sentences.loc[result.sentences["sentence"] == sentence, "is_title"].iloc[0]
    return "the headline" if is_title else f"sentence {sentence}"
