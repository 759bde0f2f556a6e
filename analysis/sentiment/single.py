"""Single sentences with mentions as the tables that everything reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from numbers import Integral

import pandas as pd

from analysis.network.pieces import Span
from analysis.records import Article, SpanError, named_type
from analysis.schema import article_table, make_table
from analysis.tokens.document import Document
from analysis.tokens.tables import text_tables

# Half of a UTF-16 pair, which no table can hold; one character takes its place, so that offsets stay.
_HALF_PAIR = re.compile("[\ud800-\udfff]")


def sentence_tables(
    sentences: Sequence[tuple[str, Sequence[Span]]],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Make articles, sentences, tokens and mentions: every text is an article of one sentence.

    Articles are numbered as the texts are, and mentions within each; every mention acts.

    Raises
    ------
    SpanError
        A mention is empty or not inside its sentence, or a sentence is no text with mentions.
    """
    for number, sentence in enumerate(sentences):
        is_pair = isinstance(sentence, (tuple, list)) and len(sentence) == 2
        if not is_pair or not isinstance(sentence[0], str):
            raise SpanError(
                f"sentence {number}: is {named_type(sentence)}; expected a text and the mentions in it, "
                "such as ('Iran left.', [(0, 4)])"
            )
        text, spans = sentence
        for span in spans:
            is_span = isinstance(span, Sequence) and len(span) == 2 and not isinstance(span, str)
            if not is_span or not all(isinstance(place, Integral) for place in span):
                raise SpanError(
                    f"sentence {number}: the mention is {span!r}; expected (start, end) in characters"
                )
            start, end = span
            if not 0 <= start < end <= len(text):
                raise SpanError(
                    f"sentence {number}: the mention ({start}, {end}) is not inside its {len(text)} "
                    "characters; expected 0 <= start < end <= length"
                )
    texts = [_HALF_PAIR.sub("\ufffd", text) for text, _ in sentences]
    ids = [str(number) for number in range(len(texts))]
    articles = [Article(name, text) for name, text in zip(ids, texts, strict=True)]
    _, tokens = text_tables([Document.of(article) for article in articles])
    sentence_table = make_table(
        "sentences",
        {
            "article_id": ids,
            "sentence": [0] * len(ids),
            "paragraph": [0] * len(ids),
            "start": [0] * len(ids),
            "end": [len(text) for text in texts],
            "is_title": [False] * len(ids),
        },
    )
    rows = [
        (name, number, start, end, text[start:end])
        for name, text, (_, spans) in zip(ids, texts, sentences, strict=True)
        for number, (start, end) in enumerate(spans)
    ]
    mentions = make_table(
        "mentions",
        {
            **{
                name: [row[place] for row in rows]
                for place, name in enumerate(("article_id", "mention", "start", "end", "surface"))
            },
            "sentence": [0] * len(rows),
            "party": ["target"] * len(rows),
            "entity": [None] * len(rows),
            "kind": ["name"] * len(rows),
            "role": ["actor"] * len(rows),
            "confidence": [1.0] * len(rows),
        },
    )
    return article_table(articles), sentence_table, tokens.assign(sentence=0), mentions
