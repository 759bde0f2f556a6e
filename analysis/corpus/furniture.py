"""Page furniture: what web pages put around a story, told from it line by line.

Whole lines go, for a line is what a page adds; inside a paragraph only what cries it out (``CLICK HERE TO``)
does. The patterns are in `resources/furniture.toml`. Of the 17,349 paragraphs of PolNeAR's training articles
41 are dropped, all of them furniture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.resources import Furniture, furniture

_LONGEST, _LONGEST_TITLE = 300, 100
_ENDS = re.compile(r"^(?:[^\w©]|_)+|[\W_]+$")
# "(RELATED: A headline) The story goes on."
_BRACKET_BEFORE = re.compile(r"[(\[][^()\[\]]{3,300}[)\]].*\w")
_QUOTES = tuple("“\"‘'«„")
_SENTENCE = re.compile(r"[.!][\"'”’)\]]{0,3}$|[”’]$")
_CLOSED = tuple(".!?…:\"'”’»)|")
# At the end of a caption: "(Anna Vell/Agency)", "[Anna Vell/AP]".
_CREDIT = re.compile(
    r"[(\[](?:[A-Z][\w.'’-]{1,30} (?:[A-Z][\w.'’-]{0,30} ?){1,3}|(?:AP|AFP|EPA|PA|Reuters|Getty Images) ?)"
    r"/ ?[A-Z][^()\[\]/]{1,60}[)\]]\.?$"
)
# Words in lower case that a list of names may hold.
_IN_CREDITS = frozenset(
    """reporting writing editing additional contributed by and in from for with at of the to this report story
    article piece de van von al le staff writer writers reporter reporters correspondent sports""".split()
)
# Headlines below "Most read": no page lists more.
_MOST_LINKS = 12
_LONGEST_LINK = 150
# In capitals, inside a paragraph: "CLICK HERE TO GET THE APP", "(READ MORE: A headline)", "[ALSO READ: …]".
_INLINE = re.compile(
    r"\s?\(?\b(?:CLICK|TAP) HERE (?:TO|FOR)(?: [A-Z0-9’'&-]{1,20}){1,12}\b[.)]{0,2}"
    r"|\s?[(\[] ?(?:(?:READ|SEE|WATCH|ALSO|MORE|RELATED|PHOTOS|VIDEO|LISTEN) ?){1,2}: [^()\[\]]{1,200}[)\]]"
    r"|(?<=[.!?”\"]) (?:READ|SEE|WATCH|ALSO) (?:MORE|ALSO|READ|NEXT): [^.!?]{1,200}$"
)


def without_furniture(lines: Sequence[str]) -> list[str]:
    """Drop the lines that are page furniture, wherever they stand, and blank lines after the story.

    Headlines below a heading such as "Most read" go with it: up to twelve that do not end as a sentence does.
    """
    kept: list[str] = []
    links = 0
    for number, line in enumerate(lines):
        follows = lines[number + 1] if number + 1 < len(lines) else ""
        if links and line and _is_link(line):
            links -= 1
        elif line and _is_whole(kept, follows) and matches(line, furniture().headings):
            links = _MOST_LINKS
        elif line and _is_whole(kept, follows) and is_furniture(line):
            links = 0
        else:
            links = links if not line else 0
            kept.append(_INLINE.sub("", line).strip())
    while kept and (not kept[-1].strip() or _is_after(kept[-1])):
        kept.pop()
    return kept


def is_furniture(line: str) -> bool:
    """Tell whether a line is page furniture wherever it stands.

    Lines of over 300 characters and those that open with a quotation mark never are.
    """
    lists: Furniture = furniture()
    if line.startswith(_QUOTES) or _BRACKET_BEFORE.match(line):
        return False
    if matches(line, lists.anywhere) or (len(line) <= _LONGEST and _CREDIT.search(line)):
        return True
    if matches(line, lists.links) and not (len(line) > _LONGEST_TITLE and _SENTENCE.search(line)):
        return True
    if matches(line, lists.credits) and all(_may_be_in_credits(word) for word in line.split()[1:]):
        return True
    return not _SENTENCE.search(line) and matches(line, lists.unless_sentence)


def matches(line: str, patterns: Sequence[re.Pattern[str]]) -> bool:
    """Tell whether a whole line, in lower case and without marks at its ends, matches a pattern."""
    if len(line) > _LONGEST:
        return False
    bare = _ENDS.sub("", line.casefold())
    return any(pattern.fullmatch(bare) for pattern in patterns)


def _is_after(line: str) -> bool:
    has_word = any(char.isalnum() for char in line)
    return not has_word or is_furniture(line) or matches(line, furniture().after + furniture().headings)


def _is_whole(kept: Sequence[str], follows: str) -> bool:
    """Tell whether a line stands by itself and is no piece of a wrapped paragraph."""
    return (not kept or not kept[-1] or kept[-1].endswith(_CLOSED)) and not follows[:1].islower()


def _is_link(line: str) -> bool:
    return len(line) <= _LONGEST_LINK and not _SENTENCE.search(line) and not line.startswith(_QUOTES)


def _may_be_in_credits(word: str) -> bool:
    bare = _ENDS.sub("", word)
    return not bare[:1].islower() or bare in _IN_CREDITS
