"""Parties over parties: merging, extending, excluding, and all the names of one."""

from __future__ import annotations

import dataclasses
import re
import unicodedata

import pytest

from analysis.records import PartiesError, Party, Person, Registry
from analysis.registry import combine, identifier, merge, person_forms, slug, surface_forms
from analysis.resources import shipped_parties

SHIPPED = Registry(
    (
        Party("Freedonia", aliases=("Free Land",), demonyms=("Freedonian",), metonyms=("Fredville",)),
        Party("Sylvania", aliases=("Woodland",), demonyms=("Sylvan",)),
    ),
    ("New Freedonia",),
)


def test_merge_with_nothing_is_what_shipped() -> None:
    assert merge(SHIPPED, Registry()) == SHIPPED


def test_merge_adds_to_a_shipped_party() -> None:
    ada = Person("Ada Example")
    own = Registry((Party("Freedonia", aliases=("F.", "Free Land"), people=(ada,)),))
    assert merge(SHIPPED, own).parties[0] == Party(
        "Freedonia",
        aliases=("Free Land", "F."),
        demonyms=("Freedonian",),
        metonyms=("Fredville",),
        people=(ada,),
    )


def test_merge_puts_the_users_parties_first() -> None:
    own = Registry((Party("Osterlich"), Party("Sylvania")))
    assert [party.name for party in merge(SHIPPED, own).parties] == ["Osterlich", "Sylvania", "Freedonia"]


def test_a_party_that_extends_another_takes_its_place_and_its_names() -> None:
    own = Registry((Party("Fredville Government", kind="government", extends="freedonia"),))
    assert merge(SHIPPED, own).parties == (
        Party(
            "Fredville Government",
            "government",
            aliases=("Freedonia", "Free Land"),
            demonyms=("Freedonian",),
            metonyms=("Fredville",),
        ),
        SHIPPED.parties[1],
    )


def test_a_party_can_leave_out_names_of_the_one_that_it_extends() -> None:
    own = Registry((Party("Fredonia", extends="Freedonia", exclude=("Freedonia", "Fredville")),))
    assert list(surface_forms(merge(SHIPPED, own).parties[0])) == ["Fredonia", "Free Land", "Freedonian"]


@pytest.mark.parametrize("name", ["Sylvania", "sylvania"])
def test_excluded_parties_go(name: str) -> None:
    assert [party.name for party in merge(SHIPPED, Registry(exclude=(name,))).parties] == ["Freedonia"]


def test_a_whole_different_cast_builds_on_nothing() -> None:
    own = Registry((Party("Ada for Mayor", kind="campaign"),), extends=())
    assert merge(SHIPPED, own).parties == own.parties


def test_only_the_kinds_that_are_named_stay() -> None:
    shipped = Registry((*SHIPPED.parties, Party("The Guild", kind="organisation")))
    kept = merge(shipped, Registry(extends=("organisation",))).parties
    assert [party.name for party in kept] == ["The Guild"]


def test_who_claims_the_name_that_a_party_goes_by_replaces_it() -> None:
    own = Registry((Party("Sylvania (town)", aliases=("Sylvania",)),))
    assert [party.name for party in merge(SHIPPED, own).parties] == ["Sylvania (town)", "Freedonia"]


@pytest.mark.parametrize(
    "own",
    [Registry(exclude=("Sylvannia",)), Registry((Party("S", extends="Sylvannia"),))],
)
def test_building_on_what_does_not_ship_is_an_error_with_the_nearest_name(own: Registry) -> None:
    with pytest.raises(PartiesError) as caught:
        merge(SHIPPED, own)
    expected = "parties: no shipped party is called 'Sylvannia'; did you mean 'Sylvania'?"
    assert str(caught.value) == expected


def test_combine_joins_what_is_said_of_one_party() -> None:
    places = Registry((Party("Freedonia", places=("Lake Fred",)),), ("Lake Fred Street",))
    combined = combine([SHIPPED, places])
    assert combined.parties[0] == dataclasses.replace(SHIPPED.parties[0], places=("Lake Fred",))
    assert combined.not_parties == ("New Freedonia", "Lake Fred Street")


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        (Party("Labour Party (UK)"), "labour-party-uk"),
        (Party("Türkiye"), "turkiye"),
        (Party("Ukraine", id="ua"), "ua"),
    ],
)
def test_identifier(party: Party, expected: str) -> None:
    assert identifier(party) == expected


@pytest.mark.parametrize("claimed", ["Free Land", "Freedonian", "Fredville"])
@pytest.mark.parametrize("owner", ["Sylvania", "Osterlich"])
def test_merge_takes_a_claimed_name_away(owner: str, claimed: str) -> None:
    merged = merge(SHIPPED, Registry((Party(owner, aliases=(claimed,)),)))
    assert [party.name for party in merged.parties if claimed in surface_forms(party)] == [owner]


def test_merge_joins_what_is_no_party() -> None:
    own = Registry(not_parties=("Sylvania Street",))
    assert merge(SHIPPED, own).not_parties == ("New Freedonia", "Sylvania Street")


@pytest.mark.parametrize(
    ("person", "forms"),
    [
        (Person("Ada Example"), ("Ada Example", "Example")),
        (Person("Ada Example", ("Exampel", "Example")), ("Ada Example", "Example", "Exampel")),
        (Person("Ada"), ("Ada",)),
    ],
)
def test_person_forms(person: Person, forms: tuple[str, ...]) -> None:
    assert person_forms(person) == forms


def test_surface_forms_hold_every_name() -> None:
    ada = Person("Ada Example", ("A. Example",))
    party = Party(
        "Freedonia", "country", ("Free Land",), ("Freedonian",), ("Fredville",), (ada,), ("Lake Fred",)
    )
    assert list(surface_forms(party)) == [
        "Freedonia",
        "Free Land",
        "Freedonian",
        "Fredville",
        "Lake Fred",
        "Ada Example",
        "Example",
        "A. Example",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Labour Party (UK)", "labour-party-uk"),
        ("Sinn Féin", "sinn-fein"),
        ("Opposition Platform – For Life", "opposition-platform-for-life"),
        ("中国", "中国"),
        ("Єдина Росія", "єдина-росія"),
        ("हिन्दी", "हिन्दी"),
        ("がぎ", "がぎ"),
        ("???", ""),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_shipped_ids_are_of_plain_letters_as_they_ever_were() -> None:
    for party in shipped_parties().parties:
        plain = unicodedata.normalize("NFKD", party.name).encode("ascii", "ignore").decode().casefold()
        assert identifier(party) == (party.id or re.sub(r"[^a-z0-9]+", "-", plain).strip("-"))


def test_names_that_stay_apart_are_kept_by_merging_and_combining() -> None:
    one, other = Registry(apart=(("A", "B"),)), Registry(apart=(("C", "D"),))
    assert merge(SHIPPED, one).apart == (("A", "B"),)
    assert combine([one, other]).apart == (("A", "B"), ("C", "D"))
