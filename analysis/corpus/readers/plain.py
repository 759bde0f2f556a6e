"""Plain text: one article a file, its headline in the first line where that looks like one."""

from __future__ import annotations

import re

from analysis import cleaning
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.readers.texts import load_text
from analysis.corpus.rows import Row

_LONGEST_HEADLINE = 160
# From here on a line may be wrapped; a headline right above its text is mostly shorter.
_SHORTEST_WRAPPED, _LONGEST_WRAPPED = 50, 120
_SENTENCE_END = re.compile(r"[.,;:][\"'”’)\]]{0,2}$")
_ABBREVIATION_END = re.compile(r"\b(?:[A-Z]\.){2,}$|\b(?:Inc|Ltd|Corp|Co|Jr|Sr|etc|Dr|vs|St|No)\.$")


def _read(source: Source, options: Options) -> Items:
    lines = cleaning.normalise_space(cleaning.repair(load_text(source, options))).split("\n")
    title = lines[0] if _is_headline(lines) else ""
    yield Row(source.where, {"title": title, "text": "\n".join(lines[1:] if title else lines)})


def _is_headline(lines: list[str]) -> bool:
    """Tell whether the first line is a headline: short, without a full stop, and no piece of a paragraph."""
    first, follows = lines[0], lines[1] if len(lines) > 1 else ""
    if len(first) > _LONGEST_HEADLINE or first[:1].islower():
        return False
    if _SENTENCE_END.search(first) and not _ABBREVIATION_END.search(first):
        return False
    is_wrapped = len(first) >= _SHORTEST_WRAPPED and all(len(line) <= _LONGEST_WRAPPED for line in lines)
    return not (follows and (follows[:1].islower() or is_wrapped))


READER = Reader("plain text", (".txt",), None, _read)
