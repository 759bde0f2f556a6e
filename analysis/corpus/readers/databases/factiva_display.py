"""Factiva's text without labels: each part of an article is told by its place and by what it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from analysis import cleaning
from analysis.corpus.dates import day_in
from analysis.corpus.readers.databases.common import is_copyright
from analysis.corpus.readers.databases.labels import LANGUAGES, WORDS

LENGTH = re.compile(rf"[\d.,\s]{{1,12}}(?:{WORDS})")
TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?: GMT)?")
NUMBER = re.compile(r"Do[ck]umento? \w{10,60}")
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_BYLINE = re.compile(r"(?:By|Par|Von|Por) \S")
_LENGTH_LINE = re.compile(rf"^\s{{0,20}}\d[\d.,]{{0,9}} (?:{WORDS})\s*$", re.MULTILINE)
_NUMBER_LINE = re.compile(r"^\s{0,20}Do[ck]umento? [A-Z]{2,8}0\d{9,15}\w{2,30}\s*$", re.MULTILINE)
_HEAD = 12  # lines of values between length and story, at most


def is_text(text: str) -> bool:
    """Tell whether a text is the beginning of an export."""
    return _LENGTH_LINE.search(text) is not None and _NUMBER_LINE.search(text) is not None


def articles_of(lines: Sequence[str]) -> Iterator[dict[str, list[str]]]:
    """Yield the paragraphs of each article by label; each ends with its number of accession."""
    article: list[str] = []
    for line in map(cleaning.normalise_space, lines):
        article.append(line)
        if NUMBER.fullmatch(line):
            yield _article(article)
            article = []
    if any(LENGTH.fullmatch(line) for line in article):  # cut off
        yield _article(article)


def _article(lines: Sequence[str]) -> dict[str, list[str]]:
    length = next((n for n, line in enumerate(lines) if LENGTH.fullmatch(line)), None)
    if length is None:
        return {"LP": _paragraphs(lines)}
    found = _title(lines[:length]) | {"WC": [lines[length]]}
    story = length + 1
    for n in range(story, min(story + _HEAD, len(lines))):
        if code := _code_of(lines[n], found):
            found.setdefault(code, []).append(lines[n])
            story = n + 1
        elif lines[n]:
            break
    if "CY" in found:  # which may have several lines
        while story < len(lines) and lines[story]:
            found["CY"].append(lines[story])
            story += 1
    rest = list(lines[story:])
    if rest and NUMBER.fullmatch(rest[-1]):
        found["AN"] = [rest.pop()]
    return found | {"LP": _paragraphs(rest)}


def _title(lines: Sequence[str]) -> dict[str, list[str]]:
    """Return section, headline and byline, which stand in this order."""
    blocks = [list(part) for is_filled, part in groupby(lines, key=bool) if is_filled]
    if not blocks:
        return {}
    last = blocks[-1]
    if len(blocks) == 1 and len(last) > 1 and _BYLINE.match(last[-1]):
        blocks = [last[:-1], last[-1:]]
    names = {1: ("HD",), 2: ("HD", "BY")}.get(len(blocks), ("SE", "HD", "BY"))
    return {name: [" ".join(block)] for name, block in zip(names, blocks[-3:], strict=True)}


def _code_of(line: str, found: dict[str, list[str]]) -> str:
    """Return the label of a line above the story, or nothing where the story begins."""
    if not line or "CY" in found:
        return ""
    if is_copyright(line):
        return "CY"
    if line.casefold() in LANGUAGES:
        return "LA"
    if "LA" in found:
        return ""
    if "PD" not in found:
        return "PD" if day_in(line) else "ED"
    if TIME.fullmatch(line):
        return "ET"
    if "SN" not in found:
        return "SN"
    return "SC" if "SC" not in found and _CODE.fullmatch(line) else "ED"


def _paragraphs(lines: Sequence[str]) -> list[str]:
    filled = [number for number, line in enumerate(lines) if line]
    return cleaning.paragraphs(lines[filled[0] : filled[-1] + 1]) if filled else []
