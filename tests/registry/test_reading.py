"""Tests of analysis.registry."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.registry import merge, parse_registry, person_forms, read_registry, surface_forms
from analysis.schema import PartiesError, Party, Person, Registry

PARTY_KEYS = "name, kind, aliases, demonyms, metonyms, people"

FULL = """
not_parties = ["New Freedonia"]

[[party]]
name = "Freedonia"
kind = "movement"
aliases = ["Free Land"]
demonyms = ["Freedonian", "Freedonians"]
metonyms = ["Fredville"]
people = [{ name = "Ada Example", role = "president", aliases = ["A. Example"] }]
"""


def test_every_key_is_read() -> None:
    assert parse_registry(FULL, "p.toml") == Registry(
        (
            Party(
                "Freedonia",
                "movement",
                ("Free Land",),
                ("Freedonian", "Freedonians"),
                ("Fredville",),
                (Person("Ada Example", ("A. Example",), "president"),),
            ),
        ),
        ("New Freedonia",),
    )


def test_a_name_is_enough() -> None:
    assert parse_registry('[[party]]\nname = " Freedonia "', "p.toml").parties == (Party("Freedonia"),)


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_nothing_is_no_parties(text: str) -> None:
    assert parse_registry(text, "p.toml") == Registry()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[[parti]]\nname = "A"',
            "p.toml: unknown key 'parti'; did you mean 'party'? Valid keys: party, not_parties",
        ),
        ("zzz = 1", "p.toml: unknown key 'zzz'; Valid keys: party, not_parties"),
        (
            '[[party]]\nname = "A"\n\n[[party]]\nname = "B"\nalias = ["b"]',
            f"p.toml: line 4: unknown key 'alias'; did you mean 'aliases'? Valid keys: {PARTY_KEYS}",
        ),
        (
            '[[party]]\nname = "A"\npeople = [{ name = "Ada Example", rol = "x" }]',
            "p.toml: line 1: unknown key 'rol'; did you mean 'role'? Valid keys: name, aliases, role",
        ),
    ],
)
def test_unknown_key_is_named_with_the_nearest_valid_one(text: str, message: str) -> None:
    with pytest.raises(PartiesError) as caught:
        parse_registry(text, "p.toml")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("more", "claim"),
    [
        ('name = "A"', "'A' is claimed by both A and A"),
        ('name = "B"\naliases = ["A"]', "'A' is claimed by both A and B"),
        ('name = "B"\ndemonyms = ["Aish"]', "'Aish' is claimed by both A and B"),
        ('name = "B"\npeople = [{ name = "Bo Example" }]', "'Example' is claimed by both A and B"),
    ],
)
def test_name_claimed_twice_is_named_with_both_parties(more: str, claim: str) -> None:
    first = '[[party]]\nname = "A"\ndemonyms = ["Aish"]\npeople = [{ name = "Ada Example" }]\n'
    with pytest.raises(PartiesError) as caught:
        parse_registry(f"{first}\n[[party]]\n{more}", "p.toml")
    assert str(caught.value) == f"p.toml: line 6: {claim}"


def test_a_party_may_repeat_its_own_name() -> None:
    text = '[[party]]\nname = "A"\naliases = ["A", "B"]\ndemonyms = ["B"]'
    assert parse_registry(text, "p.toml").parties[0].aliases == ("A", "B")


@pytest.mark.parametrize(
    "party", ['name = " "', 'aliases = ["A"]', 'name = "A"\npeople = [{ role = "president" }]']
)
def test_name_is_needed(party: str) -> None:
    with pytest.raises(PartiesError) as caught:
        parse_registry(f"[[party]]\n{party}", "p.toml")
    assert str(caught.value) == "p.toml: line 1: a name is missing or empty; every party and person needs one"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[party]]\nname = 1", "p.toml: line 1: name is 1; expected text in quotation marks"),
        (
            '[[party]]\nname = "A"\naliases = "B"',
            "p.toml: line 1: aliases is 'B'; expected a list of names, none of them empty",
        ),
        (
            '[[party]]\nname = "A"\nmetonyms = ["B", " "]',
            "p.toml: line 1: metonyms is ['B', ' ']; expected a list of names, none of them empty",
        ),
        (
            '[[party]]\nname = "A"\npeople = ["Ada Example"]',
            "p.toml: line 1: 'people' has to be a list of tables such as {name = \"Ada Example\"}",
        ),
        (
            '[party]\nname = "A"',
            "p.toml: 'party' has to be a list of tables, each under a line [[party]]",
        ),
        ('not_parties = "A"', "p.toml: not_parties is 'A'; expected a list of names, none of them empty"),
    ],
)
def test_wrong_type_is_named_with_the_right_one(text: str, message: str) -> None:
    with pytest.raises(PartiesError) as caught:
        parse_registry(text, "p.toml")
    assert str(caught.value) == message


def test_invalid_toml_is_named_with_its_line() -> None:
    with pytest.raises(PartiesError) as caught:
        parse_registry('[[party]]\nname = "A"\naliases = oops\n', "p.toml")
    assert str(caught.value) == "p.toml: is not valid TOML: Invalid value (at line 3, column 11)"


def test_read_registry_keeps_its_path(tmp_path: Path) -> None:
    path = tmp_path / "parties.toml"
    path.write_text(FULL, encoding="utf-8")
    assert read_registry(path).path == path.as_posix()


def test_read_registry_passes_over_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "parties.toml"
    path.write_text('[[party]]\nname = "Österland"', encoding="utf-8-sig")
    assert [party.name for party in read_registry(path).parties] == ["Österland"]


def test_read_registry_names_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "parties.toml"
    path.write_bytes('name = "Österland"'.encode("latin-1"))
    with pytest.raises(PartiesError) as caught:
        read_registry(path)
    assert str(caught.value) == f"{path}: is not UTF-8, which TOML has to be (byte 8)"


def test_read_registry_names_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "parties.toml"
    with pytest.raises(PartiesError) as caught:
        read_registry(path)
    assert str(caught.value) == f"{path}: cannot be read: No such file or directory"


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
    assert merge(SHIPPED, own).parties[-1] == Party(
        "Freedonia",
        aliases=("Free Land", "F."),
        demonyms=("Freedonian",),
        metonyms=("Fredville",),
        people=(ada,),
    )


def test_merge_puts_the_users_parties_last_so_that_they_win() -> None:
    own = Registry((Party("Osterlich"), Party("Sylvania")))
    assert [party.name for party in merge(SHIPPED, own).parties] == ["Freedonia", "Osterlich", "Sylvania"]


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
    (party,) = parse_registry(FULL, "p.toml").parties
    assert list(surface_forms(party)) == [
        "Freedonia",
        "Free Land",
        "Freedonian",
        "Freedonians",
        "Fredville",
        "Ada Example",
        "Example",
        "A. Example",
    ]
