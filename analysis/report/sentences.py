"""Sentences of an article, short enough for a list."""

from __future__ import annotations

from analysis.schema import Analysis

_INNER_MARKS = str.maketrans({"“": "‘", "”": "’", '"': "'"})


def sentence_text(
    result: Analysis, article_id: str, sentence: int, *, longest: int, around: int | None = None
) -> str:
    """Return a sentence in one line, cut where it is long.

    Parameters
    ----------
    result
        An analysis that holds the article.
    article_id, sentence
        Which sentence.
    longest
        Characters that are shown at most.
    around
        The number of a mention that stays in sight; by default the sentence's first.

    Returns
    -------
    str
        With single quotation marks, since it gets double ones.
    """
    sentences, mentions = result.sentences, result.mentions
    places = sentences[(sentences["article_id"] == article_id) & (sentences["sentence"] == sentence)]
    text = result.articles.loc[result.articles["article_id"] == article_id, "text"].iloc[0]
    start, end = int(places["start"].iloc[0]), int(places["end"].iloc[0])
    if end - start <= longest:
        return _one_line(text[start:end])
    own = mentions[(mentions["article_id"] == article_id) & (mentions["sentence"] == sentence)]
    if around is not None:
        own = own[own["mention"] == around]
    middle = int(own["start"].iloc[0]) if len(own) else start
    first = max(start, min(middle - longest // 3, end - longest))
    last = min(end, first + longest)
    cut = text[first:last]
    if first > start:
        cut = "… " + cut.partition(" ")[2]
    if last < end:
        cut = cut.rpartition(" ")[0] + " …"
    return _one_line(cut)


def _one_line(text: str) -> str:
    """Write a stretch in one line, with single marks for quotations in it: it stands in double ones."""
    return " ".join(text.split()).translate(_INNER_MARKS)
