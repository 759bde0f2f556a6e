"""What a network could find in a text, made by hand."""

from __future__ import annotations

import re

from analysis.network.links import KINDS
from analysis.network.references import Found, Reading

# ``{Jan Example:person}``, ``{He:he>0=0.9}``, ``{Example:person@0.6>0=0.9>1=0.1}``.
_MARKED = re.compile(
    r"\{(?P<surface>[^{}:]+):(?P<kind>[a-z]+)(?:@(?P<sure>[\d.]+))?(?P<links>[>=.\d]*)(?P<ties>[^}]*)\}"
)


def marked(text: str) -> tuple[str, Reading]:
    """Return a text without its marks, and the reading that they stand for.

    ``{surface:kind@probability>mention=probability}``: the kind is one of `links.KINDS`, its probability 1
    where none is given, and any number of links to mentions, counted from 0, may follow, and then of ties:
    ``{Jan Example:person^0=0.9}``.
    """
    parts: list[str] = []
    mentions: list[Found] = []
    links: list[list[tuple[int, float]]] = []
    ties: list[list[tuple[int, float]]] = []
    done = length = 0
    for match in _MARKED.finditer(text):
        parts += [text[done : match.start()], match["surface"]]
        length += len(parts[-2])
        end = length + len(match["surface"])
        mentions.append(Found(length, end, KINDS.index(match["kind"]), float(match["sure"] or 1)))
        for table, own in ((links, match["links"].split(">")), (ties, match["ties"].split("^"))):
            pairs = [link.split("=") for link in own[1:]]
            table.append([(int(number), float(share)) for number, share in pairs])
        length, done = end, match.end()
    return "".join([*parts, text[done:]]), Reading(mentions, links, ties)
