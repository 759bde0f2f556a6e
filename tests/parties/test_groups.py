"""Tests of `analysis.parties.groups`."""

from __future__ import annotations

import pytest

from analysis.parties.cast import Person
from analysis.parties.discourse import Referent
from analysis.parties.groups import Group, Groups, groups
from analysis.parties.names import NameIndex
from analysis.resources import shipped_parties
from analysis.tokens.document import Document

INDEX = NameIndex(shipped_parties())


def plurals(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (text[group.start : group.end], group.parties) for group in groups(text, INDEX.find(Document(text)))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkish officials", ("Turkish officials", ("Turkey",))),
        ("the Turkish officials", ("Turkish officials", ("Turkey",))),
        ("Turkish naval forces", ("Turkish naval forces", ("Turkey",))),
        ("Turkey’s officials", ("Turkey’s officials", ("Turkey",))),
        ("Turkey's young sailors", ("Turkey's young sailors", ("Turkey",))),
        ("NATO forces", ("NATO forces", ("NATO",))),
        ("officials of Turkey", ("officials", ("Turkey",))),
        ("officials from Turkey", ("officials", ("Turkey",))),
        ("soldiers of the Netherlands", ("soldiers", ("Netherlands",))),
        ("Turkey's officials", ("Turkey's officials", ("Turkey",))),
        ("Officials of Turkey", ("Officials", ("Turkey",))),
        ("officials", ("officials", ())),
        ("officials in Turkey", ("officials", ())),
        ("Turkey met officials", ("officials", ())),
        ("Turkish and officials", ("officials", ())),
    ],
)
def test_a_plural_is_of_the_party_named_at_it(text: str, expected: tuple[str, tuple[str, ...]]) -> None:
    assert plurals(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russians sang", [("Russians", ("Russia",))]),
        ("Frenchmen sang", [("Frenchmen", ("France",))]),
        ("Democrats sang", [("Democrats", ("Democratic Party (US)",))]),
        ("A Russian sang", []),
        ("Swiss tea", []),
        ("Officialsx and xofficials", []),
        ("", []),
    ],
)
def test_demonyms_in_the_plural_are_groups(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert plurals(text) == expected


def test_a_noun_once_said_of_a_party_goes_on_meaning_its_people() -> None:
    known = Groups()
    assert known.resolve(Group(0, 6, "teams", ()), None).parties == ()
    assert known.resolve(Group(0, 6, "teams", ("Turkey",)), None).parties == ("Turkey",)
    assert known.resolve(Group(0, 6, "teams", ()), None).parties == ("Turkey",)
    assert known.resolve(Group(0, 6, "crews", ()), None).parties == ()


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        (Referent(0, 3, ("Turkey",)), ("Turkey",)),
        (Referent(0, 3, (), Person("Ann Lowe", ("Ann", "Lowe"), "Turkey")), ("Turkey",)),
        (Referent(0, 3, (), Person("Ann Lowe", ("Ann", "Lowe"))), ()),
        (Referent(0, 3, ("Turkey", "Greece")), ()),
        (None, ()),
    ],
)
def test_an_owned_plural_is_of_the_owners_party(owner: Referent | None, expected: tuple[str, ...]) -> None:
    assert Groups().resolve(Group(4, 9, "teams", ()), owner).parties == expected
