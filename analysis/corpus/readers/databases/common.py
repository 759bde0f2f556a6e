"""What the readers of news databases share: values in one form, and counts that are checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.corpus.dates import day_in
from analysis.corpus.readers.databases.labels import LANGUAGES
from analysis.corpus.rows import Row
from analysis.records import CorpusError

_BY = re.compile(r"(?:by|par)\s+", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"Copyright (?:©|\(c\)|\d{4})|© ?(?:Copyright )?\d{4}|\(c\) ?(?:Copyright )?\d{4}"
    r"|(?:All Rights Reserved|Tous droits réservés|Alle Rechte vorbehalten)\.?$",
    re.IGNORECASE,
)


def row_of(
    where: str,
    number: int,
    story: list[str],
    values: Mapping[str, str],
    *,
    title: str = "",
    source: str = "",
    author: str = "",
    published: str = "",
    identity: str = "",
    url: str = "",
    language: str = "",
) -> Row:
    """Make a row of an article in an export, with the other `values` by their labels.

    A note of correction in them stays in the text, as its last paragraph.
    """
    others: dict[str, Any] = dict(values)
    if note := others.pop("correction", ""):
        story = [*story, f"Correction: {note}"]
    main = {
        "title": title,
        "source": source,
        "author": _BY.sub("", author, count=1) if _BY.match(author) else author,
        "published": day_in(published) or published,
        "id": identity,
        "url": url,
        "language": language_code(language),
        "text": "\n\n".join(story),
    }
    return Row(f"{where}: article {number}", others | main, number)


def language_code(name: str) -> str:
    """Return the code of a language (``en`` for ``English; ENGLISH``), or the text as it stands."""
    first = re.split(r"[;,\s]", name.strip(), maxsplit=1)[0]
    return LANGUAGES.get(first.casefold(), name)


def count_error(where: str, found: int, stated: int) -> CorpusError:
    """Make the error for an export that does not hold as many articles as it says."""
    return CorpusError(
        f"{where}: holds {found:,} articles, but {stated:,} by its own count; download it again, "
        "or compare it with the database"
    )


def cut_error(where: str, are_closed: Sequence[bool], mark: str) -> CorpusError | None:
    """Make the error for an export that was cut off inside its last article, or return None.

    It was where only the last one lacks the `mark` that closes every other one.
    """
    if len(are_closed) < 2 or are_closed[-1] or not all(are_closed[:-1]):
        return None
    return CorpusError(
        f"{where}: article {len(are_closed)}: has no {mark}, as the others have, so the file was probably "
        "cut off; download it again"
    )


def is_copyright(line: str) -> bool:
    """Tell whether a line is one of copyright."""
    return _COPYRIGHT.match(line) is not None
