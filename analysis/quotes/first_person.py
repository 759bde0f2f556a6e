"""Whom *I*, *me*, *my* and *myself* mean in a quotation: its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from analysis.schema import make_table, rows
from analysis.tokens.document import Document

FIRST_PERSON = "first person"
# "Mine" alone is a pit as often.
_WORD = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]yself|(?<=of )mine)\b")
# In GUM's development files all 14 that are found lead to the right person (6 of them in news).
_SURE = 0.9

# Start and end of a stretch of content, and its speaker's number among the entities.
_Said = tuple[int, int, int]


def with_first_persons(
    documents: Sequence[Document],
    entities: pd.DataFrame,
    references: pd.DataFrame,
    quotes: pd.DataFrame,
    contents: pd.DataFrame,
) -> pd.DataFrame:
    """Add the first-person pronouns that people say of themselves to a table of references.

    They are of a kind of their own, and no mentions: what is said around them is the speaker's view of
    themselves, which is no sentiment of the text toward a party. *We* is left out, as it can be anybody's.

    Parameters
    ----------
    documents
        The articles.
    entities, references, quotes, contents
        Their tables as declared in `schema.TABLES`.

    Returns
    -------
    DataFrame
        The references, in the order of the articles and of the text. Nothing is added where no person of the
        entities speaks in quotation marks.
    """
    said = _said(entities, quotes, contents)
    found = [
        (document.article_id, start, end, document.text[start:end], entity)
        for document in documents
        for start, end, entity in _in_quotations(document, said.get(document.article_id, []))
    ]
    if not found:
        return references
    names, starts, ends, surfaces, numbers = map(list, zip(*found, strict=True))
    added = make_table(
        "references",
        {
            "article_id": names,
            "start": starts,
            "end": ends,
            "surface": surfaces,
            "entity": numbers,
            "kind": [FIRST_PERSON] * len(found),
            "confidence": [_SURE] * len(found),
        },
    )
    place = {document.article_id: number for number, document in enumerate(documents)}
    both = pd.concat([references, added], ignore_index=True)
    keys = both.assign(article_id=both["article_id"].map(place), end=-both["end"])
    order = keys.sort_values(["article_id", "start", "end"], kind="stable").index
    return both.loc[order].reset_index(drop=True)


def _said(entities: pd.DataFrame, quotes: pd.DataFrame, contents: pd.DataFrame) -> Mapping[str, list[_Said]]:
    """Return the contents of each article with their speakers, -1 for those who are no person of it."""
    known = rows(entities, "article_id", "name", "entity", "type")
    people = {(name, person): entity for name, person, entity, kind in known if kind == "person"}
    speakers = {
        (name, quote): people.get((name, speaker), -1)
        for name, quote, speaker in rows(quotes, "article_id", "quote", "speaker")
    }
    found: dict[str, list[_Said]] = {}
    for name, quote, start, end in rows(contents, "article_id", "quote", "start", "end"):
        found.setdefault(name, []).append((start, end, speakers[name, quote]))
    return found


def _in_quotations(document: Document, said: Sequence[_Said]) -> Iterator[_Said]:
    """Yield each pronoun in quotation marks with the speaker of the shortest content around it."""
    remaining = sorted(said, reverse=True)
    around: list[_Said] = []
    for first, last in document.quoted if said else ():
        for match in _WORD.finditer(document.text, first, last):
            start, end = match.span()
            while remaining and remaining[-1][0] <= start:
                around.append(remaining.pop())
            around = [one for one in around if one[1] >= end]
            if around:
                speaker = min(around, key=lambda one: one[1] - one[0])[2]
                if speaker >= 0:
                    yield start, end, speaker
