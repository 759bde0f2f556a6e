"""Organisations that the network found among the names on lists."""

from __future__ import annotations

import pytest

from analysis.parties.known import is_listed, with_organisations
from analysis.parties.named import Entity
from analysis.parties.names import Form, Hit

ORGANISATION = "organisation"


def hit(text: str, surface: str, party: str = "Oman", kind: str = "name", *, is_place: bool = False) -> Hit:
    start = text.index(surface)
    return Hit(start, start + len(surface), Form(party, None, kind, is_place), 1.0, surface)


def entity(text: str, *surfaces: str, kind: str = ORGANISATION, confidence: float = 0.9) -> Entity:
    """Return an entity that is named once under each surface."""
    places = [(text.index(surface), text.index(surface) + len(surface)) for surface in surfaces]
    return Entity(surfaces[0], kind, tuple(places), confidence, tuple(range(len(places))))


def found(text: str, hits: list[Hit], *entities: Entity) -> list[tuple[str, str]]:
    """Return surface and party of each hit that is left or added."""
    return [(one.surface, one.form.party) for one in with_organisations(text, hits, entities, {}).hits]


def test_an_organisation_on_no_list_is_a_party_of_its_own() -> None:
    text = "Grey Union met Oman."
    own = with_organisations(text, [hit(text, "Oman")], [entity(text, "Grey Union")], {})
    assert [(one.surface, one.form.party, one.confidence) for one in own.hits] == [
        ("Grey Union", "Grey Union", 0.9),
        ("Oman", "Oman", 1.0),
    ]
    assert own.own == {"Grey Union"}
    assert own.bodies == {}


def test_other_names_of_one_on_a_list_are_that_partys() -> None:
    text = "Grey Union met. Greys left."
    hits = [hit(text, "Grey Union", "GU")]
    assert found(text, hits, entity(text, "Grey Union", "Greys")) == [("Grey Union", "GU"), ("Greys", "GU")]
    own = with_organisations(text, hits, [entity(text, "Grey Union", "Greys")], {})
    assert (own.own, own.bodies) == (frozenset(), {})


def test_a_longer_name_on_a_list_covers_it() -> None:
    text = "The Bank of Oman met."
    assert found(text, [hit(text, "Bank of Oman", "BO")], entity(text, "Bank")) == [("Bank of Oman", "BO")]


def test_a_body_of_a_state_belongs_to_it() -> None:
    text = "Oman's Air Force left."
    own = with_organisations(text, [hit(text, "Oman")], [entity(text, "Air Force")], {"Air Force": "Oman"})
    assert own.bodies == {(7, 16): "Air Force"}
    assert [one.form.party for one in own.hits] == ["Oman", "Oman"]
    assert own.own == frozenset()


def test_a_body_with_its_state_in_its_name_is_that_state() -> None:
    text = "Oman Air Force left."
    own = with_organisations(text, [hit(text, "Oman")], [entity(text, "Oman Air Force")], {})
    assert own == ([hit(text, "Oman")], frozenset(), {}, {"Oman Air Force": "Oman"})


def test_a_body_that_nobody_owns_is_its_own() -> None:
    text = "Oman's Grey Freight left."
    assert found(text, [hit(text, "Oman")], entity(text, "Grey Freight")) == [
        ("Oman", "Oman"),
        ("Grey Freight", "Grey Freight"),
    ]


def test_a_party_in_an_organisations_name_is_not_named() -> None:
    text = "Oman Grain Traders met Oman."
    hits = [hit(text, "Oman"), Hit(23, 27, Form("Oman", None, "name"), 1.0, "Oman")]
    assert found(text, hits, entity(text, "Oman Grain Traders")) == [
        ("Oman Grain Traders", "Oman Grain Traders"),
        ("Oman", "Oman"),
    ]


def test_part_of_an_office_is_no_organisation() -> None:
    text = "Omani Public Works Minister Jan Wzor left."
    hits = [hit(text, "Omani", kind="demonym")]
    assert found(text, hits, entity(text, "Omani Public")) == [("Omani", "Oman")]
    text = "Omani Public works."
    assert found(text, hits, entity(text, "Omani Public")) == [("Omani Public", "Omani Public")]


@pytest.mark.parametrize("kind", ["person", "place", "group"])
def test_only_organisations_are_added(kind: str) -> None:
    text = "Grey Union met."
    assert found(text, [], entity(text, "Grey Union", kind=kind)) == []


def test_without_entities_hits_stay_as_they_are() -> None:
    text = "Oman met."
    own = with_organisations(text, [hit(text, "Oman")], [], {})
    assert own == ([hit(text, "Oman")], frozenset(), {}, {})
    assert with_organisations("", [], [], {}) == ([], frozenset(), {}, {})


@pytest.mark.parametrize(("kind", "expected"), [("metonym", True), ("name", True), ("person", False)])
def test_a_list_overrules_the_network_where_a_person_has_no_other_name(kind: str, expected: bool) -> None:
    text = "Quay House met."
    one = entity(text, "Quay House", kind="person")
    assert is_listed(one, [hit(text, "Quay House", kind=kind)]) is expected


def test_a_person_with_a_name_on_no_list_is_not_listed() -> None:
    text = "Quay House met. Jan Quay left."
    one = entity(text, "Quay House", "Jan Quay", kind="person", confidence=0.5)
    assert not is_listed(one, [hit(text, "Quay House")])
