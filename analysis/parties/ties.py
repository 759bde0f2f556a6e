"""Who speaks for whom: the words around a person's name that tie the person to a party, or forbid it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from analysis.parties.names import Hit
from analysis.resources import roles, stop_words, tie_rules

# How sure a person's party is: by office, by nationality, by birth.
BY_OFFICE = 0.95
BY_NATIONALITY = 0.8
BY_BIRTH = 0.6

_REACH = 90
_LONGEST = 8
_FOR = frozenset("of for at with".split())
_TO = frozenset("to for in on of".split())
_POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
_MARKS = frozenset(',.;:()“”"\n')
# What an apposition can begin with, of the function words.
_OPENERS = frozenset("a an the his her its their one".split())
# What may stand before a role, of the words in -ing.
_PARTICIPLES = frozenset("acting leading ruling governing visiting sitting outgoing incoming serving".split())
# Where an apposition ends.
_END = re.compile(r"[,;:()“”\"\n—–!?]|\. |\.$| who | which | that | and ")
# What may stand between a party and a title that is in lower case, of the words that are no roles.
_KINDS_OF_OFFICE = frozenset(
    """foreign prime deputy vice defence defense interior finance health trade energy justice education labour
    labor economy environment agriculture transport security home chief acting first senior top club team
    party union state national federal central bank company press media police military army air navy
    supreme high general special managing executive editorial sporting artistic musical""".split()
)
_AMERICAN = re.compile(r",? \(?([RD])-[A-Z]")
_AMERICAN_PARTIES = {"R": "Republican Party (US)", "D": "Democratic Party (US)"}


class Tie(NamedTuple):
    """What a text says of a person: the party (empty: none, whatever else is said), how sure, the office."""

    party: str
    confidence: float
    office: str


class Ties:
    """Finds what ties the names of one article to the parties in it."""

    def __init__(self, text: str, hits: Sequence[Hit], parties: frozenset[str]) -> None:
        self._text = text
        self._hits = hits
        self._ends = [hit.end for hit in hits]
        self._parties = parties
        self._rules: Mapping[str, Callable[[int], Tie | None]] = {
            "of a party": self._of_before,
            "described": self._described,
            "role alone": self._role_before,
            "American": self._american,
            "of a party behind": self._of_behind,
            "apposition": self._apposition,
            "member": self._member,
        }

    def before(self, start: int) -> Tie | None:
        """Read what stands before a name: ``Turkish Foreign Minister …``, ``Kyiv’s envoy, …``."""
        return self._first("before", start)

    def after(self, end: int) -> Tie | None:
        """Read what stands behind a name: ``…, the German chancellor``, ``… of France``."""
        return self._first("behind", end)

    def _first(self, side: str, place: int) -> Tie | None:
        """Return what the first rule of a side reads that reads anything."""
        read = (self._rules[rule.name](place) for rule in tie_rules() if rule.side == side)
        return next((tie for tie in read if tie is not None), None)

    def _role_before(self, start: int) -> Tie | None:
        """Read a role that no party owns; one that is past forbids any tie."""
        words = self._text[max(0, start - _REACH) : start].rsplit("\n", 1)[-1].split()
        norms = [word.rstrip(",").casefold() for word in words[-5:]]
        if not norms or not _is_role(norms[-1].rstrip(".")):
            return None
        if not roles().past.isdisjoint(word for norm in norms for word in norm.split("-")):
            return Tie("", BY_OFFICE, norms[-1])
        if norms[-1] in roles().observers:
            return Tie("", BY_OFFICE, norms[-1])
        office = office_in(norms)
        return Tie("", 0.0, office)

    def _party_before(self, start: int) -> tuple[int, str] | None:
        """Return the last party before a name, by its number, and what stands between both."""
        index = bisect_left(self._ends, start + 1) - 1
        if index < 0 or start - self._ends[index] > _REACH:
            return None
        return index, self._text[self._ends[index] : start]

    def _of_before(self, start: int) -> Tie | None:
        found = self._party_before(start)
        return self._of(found[0]) if found and found[1] in (" ", ", ") else None

    def _described(self, start: int) -> Tie | None:
        """Read what stands between a party and a name, nothing or a description that ends in a role."""
        found = self._party_before(start)
        if not found or not found[1].endswith(" "):
            return None
        index, between = found
        attached, *words = between.rstrip(" ").split(" ")
        if not _is_description(words):
            return None
        if words:
            return self._by_role(index, attached, words)
        hit = self._hits[index]
        is_owner = hit.form.kind == "demonym" and not attached
        return Tie(hit.form.party, BY_NATIONALITY, "") if is_owner or attached in _POSSESSIVES else None

    def _american(self, end: int) -> Tie | None:
        found = _AMERICAN.match(self._text, end)
        party = _AMERICAN_PARTIES[found.group(1)] if found else ""
        return Tie(party, BY_OFFICE, "") if party in self._parties else None

    def _of_behind(self, end: int) -> Tie | None:
        index = bisect_left(self._ends, end + 1)
        if index == len(self._hits):
            return None
        hit = self._hits[index]
        # "assured Prime Minister Jan Example of Spain’s support" ties nobody.
        is_owner = self._text.startswith(("'s", "’s"), hit.end)
        is_next = self._text[end : hit.start] in (" of ", " of the ") and not is_owner
        return Tie(hit.form.party, BY_OFFICE, "") if is_next else None

    def _description_behind(self, end: int) -> tuple[int, int, int] | None:
        """Return start and end of a description behind a name, and the first hit that can be in it."""
        if not self._text.startswith((", ", " (", " is the ", " is a "), end):
            return None
        start = end + 2
        stop = _END.search(self._text, start, start + _REACH)
        last = stop.start() if stop else min(len(self._text), start + _REACH)
        return start, last, bisect_left(self._ends, end + 1)

    def _apposition(self, behind: int) -> Tie | None:
        """Read a description behind a name that has a role in it."""
        found = self._description_behind(behind)
        if found is None:
            return None
        start, end, index = found
        text = self._text
        place = start
        first = text[start:end].split(" ", 1)[0].casefold()
        if first in stop_words() and first not in _OPENERS:
            return None
        for word in text[start:end].split(" "):
            norm = word.strip(".").casefold()
            if _is_role(norm):
                break
            if norm == "of":
                return None  # "the father of a Spanish soldier"
            place += len(word) + 1
        else:
            return None
        role_end = place + len(word)
        if re.match(r" [A-Z]", text[role_end:]) and role_end < end:
            return None  # the next in a list of people: "…, Foreign Minister Jan Example"
        owner = bisect_left(self._ends, place) - 1
        if owner >= index:
            attached, *words = text[self._ends[owner] : role_end].split(" ")
            return self._by_role(owner, attached, words) if _is_description(words) else None
        known = roles()
        words = text[start:role_end].casefold().replace("-", " ").split()
        if norm in known.observers or not known.past.isdisjoint(words):
            return Tie("", BY_OFFICE, norm)
        following = bisect_left(self._ends, role_end + 1)
        if following == len(self._hits) or self._hits[following].end > end:
            return Tie("", 0.0, norm)
        link = text[role_end : self._hits[following].start].removesuffix("the ").split()
        if link and len(link) <= _LONGEST and link[-1] in _FOR and norm not in known.delegates:
            return Tie(self._hits[following].form.party, BY_OFFICE, norm)
        return Tie("", 0.0, norm)

    def _member(self, behind: int) -> Tie | None:
        found = self._description_behind(behind)
        if found is None:
            return None
        start, end, index = found
        if index < len(self._hits) and self._hits[index].end <= end:
            hit = self._hits[index]
            is_bare = self._text[start : hit.start] in ("a ", "an ") and hit.end in (end, end - 1)
            if is_bare and hit.form.kind == "demonym":
                return Tie(hit.form.party, BY_NATIONALITY, "")
        return None

    def _by_role(
        self, index: int, attached: str, words: Sequence[str], *, is_sent: bool = False
    ) -> Tie | None:
        """Read a party and what follows it up to a role: ``Turkish`` + ``Foreign Minister``.

        `is_sent`: it also says to whom, as in ``United Nations envoy for Libya``.
        """
        known = roles()
        hit = self._hits[index]
        words = _head_phrase(words)
        norms = [word.strip(",.").casefold() for word in words]
        if _names_another(words, norms):
            return None
        if not attached and hit.form.kind != "demonym" and not _is_office(words[:-1], norms[:-1]):
            return None
        head = office_in(norms)
        earlier = self._text[max(0, hit.start - 12) : hit.start].casefold().replace("-", " ").split()
        is_past = any(norm.startswith(("ex-", "former-")) for norm in norms)
        if is_past or not (known.past | known.dissenters).isdisjoint((*earlier[-2:], *norms)):
            return Tie("", BY_OFFICE, head)
        if attached.startswith("-"):
            if attached in ("-born", "-raised", "-bred"):
                return Tie(hit.form.party, BY_BIRTH, head)
            return Tie("", BY_OFFICE, head) if attached == "-based" else None
        if attached and attached not in _POSSESSIVES:
            return None
        if head in known.observers:
            return Tie("", BY_OFFICE, head)
        is_abbreviation = hit.surface.replace(".", "").isupper()
        is_sender = is_sent or attached or hit.form.kind == "demonym" or is_abbreviation
        if head in known.delegates and not is_sender:
            # "the US Iran envoy": sent by whoever stands before.
            before = index - 1
            adjacent = before >= 0 and self._text[self._ends[before] : hit.start] in (" ", "'s ", "’s ")
            return (
                Tie(self._hits[before].form.party, BY_OFFICE, head) if adjacent else Tie("", BY_OFFICE, head)
            )
        is_title = head in known.titles - known.male - known.female or head in (
            "counterpart",
            "prime-minister",
        )
        if head in known.offices or head in known.delegates or is_title:
            return Tie(hit.form.party, BY_OFFICE, head)
        # One word that is in no list: "Spanish grandmother"; of more, one may be a verb.
        is_descent = hit.form.kind == "demonym" and len(words) == 1 and words[0].islower()
        if head in known.occupations or (is_descent and not head.endswith("ed")):
            return Tie(hit.form.party, BY_NATIONALITY, head)
        return None

    def _of(self, index: int) -> Tie | None:
        """Read ``president of France,`` and ``Russia’s ambassador to Turkey,`` before a name."""
        known = roles()
        hit = self._hits[index]
        words = self._text[max(0, hit.start - _REACH) : hit.start].casefold().removesuffix("the ").split()
        if len(words) < 2 or words[-1] not in _TO | _FOR:
            return None
        role = words[-2].strip(",.")
        if role in known.observers or (len(words) > 2 and words[-3] in known.past):
            return Tie("", BY_OFFICE, role)
        if role in known.delegates and words[-1] in _TO:
            if not index:
                return None
            between = self._text[self._ends[index - 1] : hit.start].removesuffix("the ").rstrip(" ")
            attached, *description = between.split(" ")[:-1]
            if not _is_description(description):
                return None
            return self._by_role(index - 1, attached, description, is_sent=True)
        if (role in known.offices or role in known.occupations) and words[-1] in _FOR:
            return Tie(hit.form.party, BY_OFFICE, role)
        return None


def _is_office(words: Sequence[str], norms: Sequence[str]) -> bool:
    """Tell whether words before a title can belong to it, no verb among them: ``criticised President``."""
    return all(
        word[:1].isupper() or norm in _KINDS_OF_OFFICE or _is_role(norm) or norm == "of"
        for word, norm in zip(words, norms, strict=True)
    )


def _names_another(words: Sequence[str], norms: Sequence[str]) -> bool:
    """Tell whether somebody else is named behind a title: ``minister Ana Example met Foreign Minister``."""
    is_title = False
    for word, norm in zip(words[:-1], norms[:-1], strict=True):
        if is_title and word[:1].isupper() and norm not in _KINDS_OF_OFFICE and not _is_role(norm):
            return True
        is_title = _is_role(norm)
    return False


def office_in(norms: Sequence[str]) -> str:
    """Give the office that words end in; a prime minister is another than a minister."""
    two = "-".join(norms[-2:])
    return two if two in ("prime-minister", "vice-president") else norms[-1]


def _is_role(norm: str) -> bool:
    return norm in roles().people


def _head_phrase(words: Sequence[str]) -> Sequence[str]:
    """Cut off what "of" adds to a role: ``Secretary of State``, ``translator of the book,``."""
    if "of" in words[1:]:
        place = words.index("of", 1)
        if _is_role(words[place - 1].casefold()):
            return words[:place]
    return words


def _is_description(words: Sequence[str]) -> bool:
    """Tell whether words can stand between a party and a name: few, and no verb or preposition but "of"."""
    if len(words) > _LONGEST:
        return False
    phrase = _head_phrase(words)
    if any(not _MARKS.isdisjoint(word) for word in words[len(phrase) : -1]):
        return False
    words = phrase if len(phrase) < len(words) else words
    for place, word in enumerate(words):
        bare = word.rstrip(",") if place == len(words) - 1 else word
        is_mark = not _MARKS.isdisjoint(bare) or not bare.strip("-–—")
        if is_mark and bare.rstrip(".").casefold() not in roles().titles:
            return False
        norm = bare.casefold()
        if norm in stop_words() or norm in roles().groups or norm in roles().joint_people:
            return False
        if norm.endswith("ing") and norm not in _PARTICIPLES:
            return False
    return True
