"""Actor or place: whether a mention stands for who acts and is treated, or only for a location."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.resources import roles
from analysis.tokens.datelines import in_dateline

ROLES = ("actor", "place")

_CONTEXT = 70
_IN = frozenset("in inside across throughout within near outside around into via".split())
_TO = frozenset("to from of through over between toward towards out back for".split())
# "a visit to", "flew from", "the war in": motion and location, with "to", "from", "of" and "through" behind
# them.
_MOTION = frozenset(
    """visit visits visited visiting trip trips journey journeys flight flights travel travels travelled
    traveled travelling traveling flying flew fly flies fled flee flees fleeing went go goes going
    returned returning return returns tour tours moved move moves moving drove drive drives driving
    train trains bus buses route road line lines link links bridge tunnel pipeline sailed sail sails
    migrated emigrated arrived came come comes crossed leaves left headed heads heading deported
    extradited walked march marched withdrew withdrawal escaped relocated evacuated ambassador
    ambassadors envoy envoys back entry""".split()
)
_VISIT = frozenset(
    "visit visits visited visiting toured touring tours tour entered reached reach leaving".split()
)
# "the border between", where the parties on both sides are no more than places.
_LINK = frozenset(
    "border borders railway road roads train trains flights route line frontier strait pipeline".split()
)
_PARTS = frozenset(
    """northern southern eastern western central northeastern northwestern southeastern southwestern
    north-eastern north-western south-eastern south-western occupied nearby
    mainland downtown upstate rural coastal war-torn""".split()
)
# "accused neighbouring Peru", unlike "in neighbouring Peru", is no place.
_SKIPPED = frozenset(("the", "southern", "a", "neighbouring", "neighboring", *_PARTS))
# Words with which "in" has nothing to do with place.
_NOT_PLACE = frozenset(
    """confidence trust trusts trusted trusting faith belief believe believes believed interest interested
    disappointed disappointment succeed succeeded""".split()
)
_QUOTED = "“”‘’\"'"
# "the Minsk agreement", "the Geneva talks": named after the place where they were held.
_AFTER_METONYM = re.compile(
    r" (?:airport|suburbs?|region|talks|summit|conference|agreements?|accords?|protocol|meeting|time|office|"
    r"bureau)\b",
    re.IGNORECASE,
)
_AFTER_DEMONYM = re.compile(
    r" (?:\w+ )?(?:capital|city|town|village|province|region|coast|coastline|border|port|island|territory|"
    r"soil|"
    r"airspace|waters|desert|mountains|countryside|frontier|territories|cities|towns|villages|resort)\b"
)
_ORIGIN = re.compile(r"-(?:based|born|bred|raised|educated)\b")
_POSSESSIVE = re.compile(r"['’](?:s\b|(?=\s))")
_NEXT_WORDS = re.compile(r" ([A-Za-z]+)(?: ([A-Za-z]+))?")


# "near Salalah, Oman.": the country of a town, where nothing of it follows ("In Geneva, Oman said no.").
_TOWN = re.compile(r"(?:[A-Z][\w'’-]{0,30} ){0,3}[A-Z][\w'’-]{1,30}, $")
_CLAUSE_END = re.compile(r"[.;)\n]|$")


def role(text: str, start: int, end: int, kind: str, is_place: bool, party_kind: str) -> str:
    """Tell whether a mention is an actor or a place.

    Parameters
    ----------
    text, start, end
        The article's text and the mention in it.
    kind
        The mention's kind, as in the table `mentions`.
    party_kind
        The kind of its party: only a country is a place.
    """
    if kind in ("person", "pronoun"):
        return "actor"
    if is_place:
        return "place"
    if _ORIGIN.match(text, end):
        return "place"
    if kind in ("name", "demonym") and _is_subject_only(text, start, end, kind, party_kind):
        return "place"
    if kind == "demonym":
        return "place" if _AFTER_DEMONYM.match(text, end) else "actor"
    if party_kind != "country" or (kind != "nominal" and _POSSESSIVE.match(text, end)):
        return "actor"
    if in_dateline(text, start):
        return "place"
    before = text[max(0, start - _CONTEXT) : start]
    if before[-1:] not in (" ", ""):
        return "actor"
    if kind == "metonym" and _AFTER_METONYM.match(text, end):
        return "place"
    town = _TOWN.search(before) if _CLAUSE_END.match(text, end) else None
    words = before[: town.start() if town else None].replace("\n", " . ").split()
    return "place" if _is_located(words, kind) else "actor"


def _is_subject_only(text: str, start: int, end: int, kind: str, party_kind: str) -> bool:
    """Tell whether a name says only what somebody studies ("Russian expert") or once stood for ("former")."""
    known = roles()
    following = _NEXT_WORDS.match(text, end)
    words = [word.casefold() for word in following.groups() if word] if following else []
    before = text[max(0, start - 12) : start].casefold().replace("-", " ").split()
    if before and before[-1] in known.past and words:
        return True
    if any(word in known.observers for word in words):
        return True
    # "the Iran envoy" deals with Iran; "the U.S. envoy", "the Iranian envoy" and "the NATO envoy" are sent by
    # theirs.
    is_abbreviation = text[start:end].replace(".", "").isupper()
    is_sent_to = kind == "name" and party_kind == "country" and not is_abbreviation
    return is_sent_to and any(word in known.delegates for word in words)


def _is_located(words: Sequence[str], kind: str) -> bool:
    """Tell whether the words before a name make a location of it."""
    last = len(words) - 1
    if last >= 0 and words[last].casefold() in _PARTS:
        return True
    while last >= 0 and words[last].casefold() in _SKIPPED:
        last -= 1
    if last < 0:
        return False
    word = words[last].casefold()
    previous = words[last - 1].casefold() if last else ""
    if word in _IN:
        return previous.strip(_QUOTED) not in _NOT_PLACE
    if word in _VISIT or (word == "at" and kind == "metonym"):
        return True
    if word in _TO:
        return previous in _MOTION or (word == "between" and previous in _LINK)
    return word == "and" and any(w in _LINK for w in words[:last]) and "between" in words[:last]
