"""To which party mentions are tied."""

from __future__ import annotations

import pytest

from analysis.network.references import Reading
from analysis.parties.tied import tied, tied_together
from tests.parties.readings import marked


def ties(text: str, asking: dict[int, str], parties: dict[int, str]) -> dict[str, tuple[str, float]]:
    found = tied(marked(text)[1], asking, parties)
    return {name: (party, round(share, 3)) for name, (party, share) in found.items()}


def test_somebody_belongs_to_what_their_mention_is_tied_to() -> None:
    text = "{Jan:person^1=0.9} leads the {Union:organisation}."
    assert ties(text, {0: "Jan"}, {1: "Union"}) == {"Jan": ("Union", 0.9)}


def test_the_mentions_of_a_party_count_together() -> None:
    text = "The {Union:organisation}, {Jan:person^0=0.4^2=0.3^3=0.3}, {its:it} head. {Oman:place} won."
    assert ties(text, {1: "Jan"}, {0: "Union", 2: "Union", 3: "Oman"}) == {"Jan": ("Union", 0.7)}


@pytest.mark.parametrize(("share", "is_tied"), [("0.55", True), ("0.54", False)])
def test_a_tie_is_likelier_than_not(share: str, is_tied: bool) -> None:
    found = ties(f"{{Jan:person^1={share}}} left the {{Union:organisation}}.", {0: "Jan"}, {1: "Union"})
    assert bool(found) is is_tied


def test_the_surest_mention_of_somebody_decides() -> None:
    text = "{Jan:person^1=0.7} met {Oman:place}. The {Union:organisation}'s {Jan:person^2=0.8} left."
    assert ties(text, {0: "Jan", 3: "Jan"}, {1: "Oman", 2: "Union"}) == {"Jan": ("Union", 0.8)}


def test_what_is_said_of_a_name_goes_before_what_is_said_of_a_description() -> None:
    text = "{Oman:place}'s {Jan:person^0=0.7} met {Peru:place}. The {minister:nominal^2=0.95} left."
    assert ties(text, {1: "Jan", 3: "Jan"}, {0: "Oman", 2: "Peru"}) == {"Jan": ("Oman", 0.7)}
    assert ties(text, {3: "Jan"}, {0: "Oman", 2: "Peru"}) == {"Jan": ("Peru", 0.95)}


def test_nobody_belongs_to_themselves_or_to_no_party() -> None:
    text = "The {Union:organisation^1=0.9} is the {Union:organisation}; {Jan:person^0=0.9} left."
    asking = {0: "Union", 1: "Union", 2: "Jan"}
    assert ties(text, asking, {1: "Union"}) == {}


@pytest.mark.parametrize(
    ("shares", "parties"),
    [
        ("^0=0.5^1=0.3", {"Oman", "Peru"}),
        ("^0=0.6^1=0.2", {"Oman"}),
        ("^0=0.3^1=0.2", set()),
    ],
)
def test_who_are_several_can_be_of_several(shares: str, parties: set[str]) -> None:
    _, reading = marked(f"{{Omani:group}} and {{Peruvian:group}} {{officials:nominal{shares}}} left.")
    asked = reading, {2: 2}, {0: "Oman", 1: "Peru"}
    found = tied_together(*asked, lambda _: True)
    assert {party for of, _ in found.values() for party in of} == parties
    alone = tied_together(*asked, lambda _: False)
    assert all(len(of) == 1 for of, _ in alone.values())


def test_nothing_is_tied_in_nothing() -> None:
    assert tied(Reading([], [], []), {}, {}) == {}
