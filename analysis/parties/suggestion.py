"""A parties file made of what articles mention, for a user to edit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from analysis.parties import PartyFinder

_HEADER = """\
# Parties that the articles mention, with the people who stand for each. Numbers are mentions by name. Edit
# it, delete what you do not need, and save it as parties.toml beside the articles, or give it with --parties.
# README.md, section "Parties", explains the keys.
"""
_UNASSIGNED = """
# The articles tie these to no party. Move those who stand for one into its list of people, delete those of no
# interest; whoever stays is a party of their own.
"""


def suggest(tables: Iterable[pd.DataFrame], finder: PartyFinder) -> str:
    """Write a parties file (TOML) for articles.

    Parameters
    ----------
    tables
        The mentions of each article as `finder` finds them, with everybody who is named.
    finder
        What knows the kinds of the parties.

    Returns
    -------
    str
        The file's text: the parties that act, those with most mentions first, with their people; then who and
        what belongs to none. Without mentions only the explanation is left.
    """
    parties: Counter[str] = Counter()
    people: dict[str, Counter[str]] = {}
    kinds: dict[str, str] = {}
    for mentions in tables:
        named = mentions[mentions["kind"].isin(("name", "demonym", "metonym", "person"))]
        acting = named[named["role"] == "actor"]
        parties.update(acting["party"])
        for party, entity in acting.loc[acting["entity"].notna(), ["party", "entity"]].itertuples(
            index=False
        ):
            people.setdefault(party, Counter())[entity] += 1
        described = finder.parties(mentions)
        kinds |= dict(zip(described["party"], described["kind"], strict=True))
    ordered = parties.most_common()
    blocks = [_party(party, n, people.get(party, {})) for party, n in ordered if party in finder.names]
    own = [(party, n, kinds[party]) for party, n in ordered if party not in finder.names]
    free = [_entry(name, n, kind) for name, n, kind in own]
    return "".join((_HEADER, *blocks, _UNASSIGNED if free else "", *free))


def _party(name: str, n: int, people: Mapping[str, int]) -> str:
    lines = ["", "[[party]]", f"name = {_quoted(name)} # {n}"]
    if people:
        lines += ["people = [", *_people(people), "]"]
    return "\n".join((*lines, ""))


def _people(people: Mapping[str, int]) -> Iterator[str]:
    for person, n in sorted(people.items(), key=lambda item: (-item[1], item[0])):
        yield f"    {{ name = {_quoted(person)} }}, # {n}"


def _entry(name: str, n: int, kind: str) -> str:
    return f"\n[[party]]\nname = {_quoted(name)} # {n}\nkind = {_quoted(kind)}\n"


def _quoted(text: str) -> str:
    """Give a text as a TOML string: JSON's rules but for DEL, which TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
