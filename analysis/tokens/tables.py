"""Documents to the tables `sentences` and `tokens`."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.resources import stop_words
from analysis.schema import make_table
from analysis.tokens.document import Document


def text_tables(documents: Sequence[Document]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the sentences and tokens of documents.

    Parameters
    ----------
    documents
        Any number; none gives empty tables.

    Returns
    -------
    sentences, tokens : DataFrame
        As declared in `schema.TABLES`, in the order of the documents and of the text.
    """
    return _sentence_table(documents), _token_table(documents)


def _sentence_table(documents: Sequence[Document]) -> pd.DataFrame:
    found = [
        (document.article_id, number, sentence)
        for document in documents
        for number, sentence in enumerate(document.sentences)
    ]
    return make_table(
        "sentences",
        {
            "article_id": [name for name, *_ in found],
            "sentence": [number for _, number, _ in found],
            **{
                name: [getattr(sentence, name) for *_, sentence in found]
                for name in ("paragraph", "start", "end", "is_title")
            },
        },
    )


def _token_table(documents: Sequence[Document]) -> pd.DataFrame:
    own = [document.tokens for document in documents]
    norms = [norm for tokens in own for norm in tokens.norms]
    stop = stop_words()
    return make_table(
        "tokens",
        {
            "article_id": [
                document.article_id for document in documents for _ in range(len(document.tokens.starts))
            ],
            "token": [number for tokens in own for number in range(len(tokens.starts))],
            "sentence": [number for tokens in own for number in tokens.sentences],
            "start": [start for tokens in own for start in tokens.starts],
            "end": [end for tokens in own for end in tokens.ends],
            "surface": [
                document.text[start:end]
                for document in documents
                for start, end in zip(document.tokens.starts, document.tokens.ends, strict=True)
            ],
            "norm": norms,
            "is_word": [is_word for tokens in own for is_word in tokens.are_words],
            "is_stop": [norm in stop for norm in norms],
        },
    )
