"""Headlines without the name of the outlet that pages put beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Words that an outlet's name may have or lack: "BBC" is "BBC News", "example.com" is "The Example".
_GENERIC = frozenset(
    "the news online website homepage digital com org net co uk us eu www world politics business sport "
    "sports europe asia africa magazine international live latest breaking".split()
)
_BAR = re.compile(r"\s{1,9}[|‖¦»]\s{1,9}|\s{1,9}::\s{1,9}|\|")
_DASH = re.compile(r"\s{1,9}[-–—·•]\s{1,9}")
_COLON = re.compile(r":\s{1,9}")
_WORD = re.compile(r"[^\W_]+")
_HEADLINE = 3
_LONGEST = 500  # characters of a headline in which names are looked for


def without_outlet(title: str, outlets: Iterable[str]) -> str:
    """Return a headline without the outlet's name.

    Parameters
    ----------
    title
        ``Talks resume | CBC News``, ``Talks resume - The Example Times``, ``Example Times: Talks resume``.
    outlets
        Names and hosts of the outlet. A part that a dash or a colon sets off is dropped only where it is one
        of them; of the parts between bars the first that has three words is kept (``Opinion | Let it stand |
        The Post``).
    """
    title = " ".join(title.split())
    if len(title) > _LONGEST:
        return title
    names = [name for name in map(_bare, outlets) if name]
    parts = [part.strip() for part in _BAR.split(title) if part.strip()]
    kept = [part for part in parts if _bare(part) not in names] or parts
    longest = max(kept, key=lambda part: len(part.split()), default="")
    title = next((part for part in kept if len(part.split()) >= _HEADLINE), longest)
    for separator in (_DASH, _COLON):
        title = _without_end(title, separator, names)
    return title


def is_outlet(text: str, outlets: Iterable[str]) -> bool:
    """Tell whether a text is the name of the outlet, or nearly so."""
    return bool(_bare(text)) and _bare(text) in map(_bare, outlets)


def _without_end(title: str, separator: re.Pattern[str], names: list[str]) -> str:
    found = list(separator.finditer(title))
    if found and separator is not _COLON and _bare(title[found[-1].end() :]) in names:
        return title[: found[-1].start()].rstrip()
    if found and _bare(title[: found[0].start()]) in names:
        return title[found[0].end() :].lstrip()
    return title


def _bare(name: str) -> str:
    words = _WORD.findall(name.casefold().replace("'", "").replace("’", ""))
    telling = [word for word in words if word not in _GENERIC]
    return "".join(telling or words)
