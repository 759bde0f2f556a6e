"""What the words of a description or pronoun tell: whom they stand beside, and how many they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from analysis.network.links import FIRST_PRONOUN, RECIPROCAL
from analysis.network.links import KINDS as LINK_KINDS
from analysis.network.references import Found
from analysis.parties.linked import ANY
from analysis.parties.listing import Key
from analysis.resources import stop_words

_LINKING = frozenset(
    "is was are were be been being become became becomes remain remains remained as a an".split()
)
_NUMBERS = {"both": 2, "two": 2, "neither": 2, "either": 2, "three": 3, "four": 4}
_DETERMINERS = ("a ", "an ", "the ", "his ", "her ", "its ", "their ")


class Names(NamedTuple):
    """The entities of the names of a text by where they begin and end."""

    starts: Mapping[int, Key]
    ends: Mapping[int, Key]


def apposed(text: str, start: int, end: int, names: Names) -> Key | None:
    """Give whom a description right beside a name describes: ``the coach Jan Example``, ``…, her friend``."""
    if text[end : end + 1] == " " and end + 1 in names.starts:
        return names.starts[end + 1]
    if text[start - 2 : start] == ", " and text[end : end + 1] in ",." and start - 2 in names.ends:
        return names.ends[start - 2] if text[start:end].casefold().startswith(_DETERMINERS) else None
    return None


def how_many(text: str, mention: Found) -> int:
    """Give how many a description or pronoun means: 1, what a number in it says, or `ANY`."""
    words = text[mention.start : mention.end].casefold().split()
    if mention.kind >= FIRST_PRONOUN:
        if " ".join(words) in RECIPROCAL:
            return 2
        return ANY if LINK_KINDS[mention.kind] == "they" else 1
    numbers = [_NUMBERS[word] for word in words[:2] if word in _NUMBERS]
    if numbers:
        return numbers[0]
    is_regular = words[-1].endswith("s") and not words[-1].endswith(("ss", "us"))
    return ANY if is_regular or words[-1].endswith(("men", "people", "children")) else 1


def introduces(text: str, start: int, end: int, names: Names) -> bool:
    """Tell whether a description says what somebody is and so refers to nobody anew.

    It stands before or behind the name that it belongs to, or after *is* or *as*, or begins with *a*.
    """
    words = text[start:end].casefold().split()
    if words[0] in ("a", "an") or all(word in stop_words() for word in words):
        return True
    following = text[end : end + 2]
    if (following[:1] == " " and end + 1 in names.starts) or (following == ", " and end + 2 in names.starts):
        return True
    before = text[max(0, start - 20) : start]
    if before.endswith(", ") and start - 2 in names.ends:
        return True
    return before.rstrip(" ").rsplit(" ", 1)[-1].casefold() in _LINKING
