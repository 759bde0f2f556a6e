"""The datelines of news: ``KYIV (Reuters) — Talks …``, ``Nairobi, March 3 - A …``, ``Doha: Hospitals …``."""

from __future__ import annotations

import re

_NAME = r"[A-ZÀ-ÖØ-Þ][\w.’'-]{0,30}(?: [A-ZÀ-ÖØ-Þ][\w.’'-]{0,30}){0,3}"
# Place, then country or day, then agency or day, then a dash or colon.
_DATELINE = re.compile(
    rf"(?P<place>{_NAME})(?:, [A-ZÀ-ÖØ-Þ\d][\w. ]{{0,24}}){{0,3}}(?P<agency> \([^()\n]{{1,40}}\))?"
    r"(?P<mark> ?(?:--?|[–—]) |: )"
)
_LONGEST = 160
# A paragraph that goes on for so long and ends like a sentence is no headline and no heading.
_SHORTEST = 40
_ENDS = (".", "!", "?", "”", '"', "’", ")")


def dateline_end(text: str, start: int) -> int:
    """Return where the words behind the dateline of a paragraph begin, or `start` without one.

    In capitals, or with an agency, a dash is enough. Else a sentence has to begin behind the mark and end the
    paragraph, as in 68 of 736 articles of 40 countries; a heading (*Tortuguero National Park – Sector
    Jalova*) ends without a stop. The label of a speaker or section looks alike (*CHANG: Well, …*), so whoever
    asks has to know that a place stands there. A colon before a quotation names a speaker.

    Parameters
    ----------
    text
        An article.
    start
        Where a paragraph begins; elsewhere there is no dateline.
    """
    found = _DATELINE.match(text, start) if start == 0 or text[start - 1] == "\n" else None
    if found is None:
        return start
    end = found.end()
    if found["mark"] != ": " and (found["place"].isupper() or found["agency"]):
        return end
    stop = text.find("\n", end)
    rest = text[end : stop if stop >= 0 else len(text)].rstrip()
    if found["mark"] == ": ":
        begins = rest[:1].isupper() or rest[:1].isdigit()
    else:
        # "Jan Example — Kestrian baker and judge — smiled."
        is_aside = found["mark"] in rest[:_LONGEST]
        begins = not rest[:1].islower() and not is_aside
    return end if begins and len(rest) >= _SHORTEST and rest.endswith(_ENDS) else start


def in_dateline(text: str, char: int) -> bool:
    """Tell whether a character is in the dateline of its paragraph."""
    start = text.rfind("\n", max(0, char - _LONGEST), char) + 1
    return (start > 0 or char <= _LONGEST) and char < dateline_end(text, start)
