"""The tables of mentions, entities and references."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.parties.listing import Referred, Row, entity_rows
from analysis.schema import make_table
from analysis.tokens.document import Document


def mention_table(documents: Sequence[Document], found: Sequence[Iterable[Row]]) -> pd.DataFrame:
    """Return the table `mentions` of what was found in each article."""
    placed = [
        (document, number, sentence, row)
        for document, own in zip(documents, found, strict=True)
        for number, (sentence, row) in enumerate(_in_sentences(document, own))
    ]
    return make_table(
        "mentions",
        {
            "article_id": [document.article_id for document, *_ in placed],
            "mention": [number for _, number, *_ in placed],
            "sentence": [sentence for *_, sentence, _ in placed],
            "surface": [document.text[row.start : row.end] for document, *_, row in placed],
            **{
                name: [getattr(row, name) for *_, row in placed]
                for name in ("start", "end", "party", "entity", "kind", "role", "confidence")
            },
        },
    )


def _in_sentences(document: Document, found: Iterable[Row]) -> list[tuple[int, Row]]:
    """Return mentions in order with the number of their sentence, each inside of one.

    Where a person's name runs into the next sentence ("Jan ExampleMr. Other left."), the part before the
    end is kept; part of another name means something else. Of mentions that share span and party ("both
    men" of one country) the first is kept.
    """
    kept: dict[tuple[int, int, str], tuple[int, Row]] = {}
    for row in found:
        sentence = document.sentence_at(row.start)
        limit = document.sentences[sentence].end
        if row.end > limit:
            if row.kind != "person" or not _is_name(document.text, row.start, limit):
                continue
            row = row._replace(end=limit)
        kept.setdefault((row.start, -row.end, row.party), (sentence, row))
    return [kept[key] for key in sorted(kept)]


def _is_name(text: str, start: int, end: int) -> bool:
    """Return whether part of a person's name holds a whole word, not half of one or an initial."""
    is_whole = not text[end].isalnum() or not text[end - 1].isalnum()
    return is_whole and any(len(word.strip(".")) > 1 for word in text[start:end].split())


def entity_tables(
    documents: Sequence[Document], referred: Sequence[Referred]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables `entities` and `references`."""
    entities = [
        (document.article_id, number, *known, n)
        for document, own in zip(documents, referred, strict=True)
        for number, (known, n) in enumerate(entity_rows(own))
    ]
    found = [
        (document.article_id, one, document.text[one.start : one.end])
        for document, own in zip(documents, referred, strict=True)
        for one in own.references
    ]
    entity_table = make_table(
        "entities",
        {
            "article_id": [row[0] for row in entities],
            "entity": [row[1] for row in entities],
            "name": [row[2] for row in entities],
            "type": [row[3] for row in entities],
            "party": pd.Series([row[4] or None for row in entities], dtype="str"),
            "tie": pd.Series([row[5] or None for row in entities], dtype="str"),
            "confidence": [row[6] for row in entities],
            "n_mentions": [row[7] for row in entities],
            "canonical": [row[2] for row in entities],
        },
    )
    reference_table = make_table(
        "references",
        {
            "article_id": [row[0] for row in found],
            "start": [row[1].start for row in found],
            "end": [row[1].end for row in found],
            "surface": [row[2] for row in found],
            "entity": [row[1].entity for row in found],
            "kind": [row[1].kind for row in found],
            "confidence": [row[1].confidence for row in found],
        },
    )
    return entity_table, reference_table
