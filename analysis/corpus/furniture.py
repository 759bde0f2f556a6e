"""Page furniture: what web pages put around a story, told from it line by line.

Whole lines go, for a line is what a page adds; inside a paragraph only what cries it out (``CLICK HERE TO``)
or credits behind it do. The patterns are in `resources/furniture.toml`. Of the 17,349 paragraphs of PolNeAR's
training articles 39 are dropped, all of them furniture, and one loses its credits.
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
# What a speaker is said to say is of the story ("Join our group, the poster said.").
_ATTRIBUTED = re.compile(
    r", (?:[\w.'’-]{1,30} ){1,5}(?:said|says|told|asked|urged|wrote|added|warned|pleaded)\b[^,]{0,40}[.!]$"
)
_AGENCY = (
    r"(?:AP(?: Photo)?|AFP|EPA|PA|UPI|ANI|PTI|Reuters|REUTERS|Getty(?: Images)?|Associated Press|Bloomberg"
    r"|Xinhua|dpa|Anadolu|TASS|NurPhoto|Sipa|Shutterstock|Alamy|Pool)"
)
_NAMES = r"[A-Z][\w.'’-]{0,30}(?: [A-Z][\w.'’-]{0,30}){0,4}"
# At the end of a caption: "(Anna Vell/AP)", "(AP Photo/Anna Vell)", "REUTERS/Anna Vell" or "(Getty
# Images)"; with an agency that is not listed only by itself: "(Labour/Greens)" may be in a sentence.
_CREDIT = re.compile(
    rf"[(\[](?:{_NAMES} ?/ ?(?:{_NAMES} (?:via|for) )?{_AGENCY}[^()\[\]/]{{0,40}}"
    rf"|{_AGENCY} ?/ ?[A-Z][^()\[\]/]{{1,60}}|Getty Images|AP Photo|Shutterstock)[)\]]\.?$"
    rf"|(?:^|[.!?”] )[(\[][A-Z][\w.'’-]{{1,30}} {_NAMES} ?/ ?[A-Z][^()\[\]/]{{1,60}}[)\]]$"
    rf"|(?:^|[.!?”] )REUTERS/{_NAMES}$"
)
# Words in lower case that a list of names may hold.
_IN_CREDITS = frozenset(
    """reporting writing editing additional contributed by and in from for with at of the to this report story
    article piece de van von al le staff writer writers reporter reporters correspondent sports was has been
    is first originally previously published posted produced on here it under a an permission republished
    license licence""".split()
)
# Headlines below "Most read": no page lists more.
_MOST_LINKS = 12
_LONGEST_LINK = 150
# Lines below a heading that counts only where no story follows.
_MOST_LAST = 50
# In capitals between the sentences of a paragraph: "CLICK HERE TO GET THE APP", "(READ MORE: …)",
# "[ALSO READ: …]"; and at its end "(Reporting by Anna Vell)".
_INLINE = re.compile(
    r"(?:^|(?<=[.!?”’\")\]])) ?(?:"
    r"\(?(?:CLICK|TAP) HERE (?:TO|FOR)(?: [A-Z0-9’'&-]{1,20}){1,12}\b[.)]{0,2}"
    r"(?=$| [“\"(]?(?:[A-Z][a-z’']|[AI] [a-z]))"
    r"|[(\[] ?(?:(?:READ|SEE|WATCH|ALSO|MORE|RELATED|PHOTOS|VIDEO|LISTEN) ?){1,2}: [^()\[\]]{1,200}[)\]]"
    r"|\((?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting)(?: and [a-z]{7,9})? by "
    r"[A-Z][^()]{1,200}\)\.?$"
    r")|(?<=[.!?”\"]) (?:READ|SEE|WATCH|ALSO) (?:MORE|ALSO|READ|NEXT): [^.!?]{1,200}$"
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
        elif line and _is_whole(kept, follows) and _is_heading(lines, number):
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
    is_sentence = _SENTENCE.search(line) is not None
    if line.startswith(_QUOTES) or _BRACKET_BEFORE.match(line) or _ATTRIBUTED.search(line):
        return False
    if matches(line, lists.anywhere) or (len(line) <= _LONGEST and _CREDIT.search(line)):
        return True
    if matches(line, lists.links) and not (len(line) > _LONGEST_TITLE and is_sentence):
        return True
    names = lists.credits if is_sentence else (*lists.credits, *lists.bylines)
    if matches(line, names) and all(_may_be_in_credits(word) for word in line.split()[1:]):
        return True
    return not is_sentence and not line.endswith("?") and matches(line, lists.unless_sentence)


def matches(line: str, patterns: Sequence[re.Pattern[str]]) -> bool:
    """Tell whether a whole line, in lower case and without marks at its ends, matches a pattern."""
    if len(line) > _LONGEST:
        return False
    bare = _ENDS.sub("", line.casefold())
    return any(pattern.fullmatch(bare) for pattern in patterns)


def _is_after(line: str) -> bool:
    has_word = any(char.isalnum() for char in line)
    lists = furniture()
    headings = lists.headings + lists.last_headings
    return not has_word or is_furniture(line) or matches(line, lists.after + headings)


def _is_whole(kept: Sequence[str], follows: str) -> bool:
    """Tell whether a line stands by itself and is no piece of a wrapped paragraph."""
    return (not kept or not kept[-1] or kept[-1].endswith(_CLOSED)) and not follows[:1].islower()


def _is_heading(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line stands above links, by its words or since nothing but two or more links follow."""
    if matches(lines[number], furniture().headings):
        return True
    if not matches(lines[number], furniture().last_headings) or len(lines) - number > _MOST_LAST:
        return False
    links = [line for line in lines[number + 1 :] if line]
    return len(links) > 1 and all(_is_link(line) or _is_after(line) for line in links)


def _is_link(line: str) -> bool:
    return len(line) <= _LONGEST_LINK and not _SENTENCE.search(line) and not line.startswith(_QUOTES)


def _may_be_in_credits(word: str) -> bool:
    bare = _ENDS.sub("", word)
    return not bare[:1].islower() or bare in _IN_CREDITS
