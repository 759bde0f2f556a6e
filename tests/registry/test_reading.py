"""Parties files: what is read, and errors that name the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.records import PartiesError, Party, Person, Registry
from analysis.registry.reading import parse_registry, read_registry

PARTY_KEYS = "name, kind, aliases, demonyms, metonyms, people, places, country, id, colour, extends, exclude"
TOP_KEYS = "party, not_parties, extends, exclude, apart"

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


def test_what_builds_on_the_shipped_ones_is_read() -> None:
    text = """
extends = ["country"]
exclude = ["France"]
apart = [["Ada Example", "Ada B. Example"]]
[[party]]
id = "no10"
name = "Downing Street"
kind = "government"
country = "United Kingdom"
extends = "united-kingdom"
exclude = ["Brit"]
places = ["Chequers"]
colour = "#00247D"
"""
    assert parse_registry(text, "p.toml") == Registry(
        (
            Party(
                "Downing Street",
                "government",
                places=("Chequers",),
                country="United Kingdom",
                id="no10",
                colour="#00247D",
                extends="united-kingdom",
                exclude=("Brit",),
            ),
        ),
        extends=("country",),
        exclude=("France",),
        apart=(("Ada Example", "Ada B. Example"),),
    )


def test_two_parties_of_one_id_are_an_error() -> None:
    text = '[[party]]\nname = "A"\n\n[[party]]\nid = "a"\nname = "B"'
    with pytest.raises(PartiesError) as caught:
        parse_registry(text, "p.toml")
    assert str(caught.value) == "p.toml: line 5: the id 'a' is that of two parties"


def test_names_may_be_shared_where_the_article_decides() -> None:
    text = '[[party]]\nname = "A"\naliases = ["Left"]\n[[party]]\nname = "B"\naliases = ["Left"]'
    assert len(parse_registry(text, "p.toml", may_share=True).parties) == 2


def test_an_error_names_no_line_of_a_comment() -> None:
    text = "# colour\n[[party]]\nname = 'A' # colour\ncolour = 'red'"
    with pytest.raises(PartiesError) as caught:
        parse_registry(text, "p.toml")
    assert str(caught.value).startswith("p.toml: line 4: ")


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
            f"p.toml: line 1: unknown key 'parti'; did you mean 'party'? Valid keys: {TOP_KEYS}",
        ),
        ("zzz = 1", f"p.toml: line 1: unknown key 'zzz'; Valid keys: {TOP_KEYS}"),
        (
            '[[party]]\nname = "A"\n\n[[party]]\nname = "B"\nalias = ["b"]',
            f"p.toml: line 6: unknown key 'alias'; did you mean 'aliases'? Valid keys: {PARTY_KEYS}",
        ),
        (
            '[[party]]\nname = "A"\npeople = [{ name = "Ada Example", rol = "x" }]',
            "p.toml: line 3: unknown key 'rol'; did you mean 'role'? Valid keys: name, aliases, role",
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
        ('name = "A"', "line 7: 'A' is claimed by both A and A"),
        ('name = "B"\naliases = ["A"]', "line 8: 'A' is claimed by both A and B"),
        ('name = "B"\ndemonyms = ["Aish"]', "line 8: 'Aish' is claimed by both A and B"),
        ('name = "B"\nplaces = ["Aish"]', "line 8: 'Aish' is claimed by both A and B"),
        ('name = "B"\npeople = [{ name = "Bo Example" }]', "line 8: 'Example' is claimed by both A and B"),
    ],
)
def test_name_claimed_twice_is_named_with_both_parties(more: str, claim: str) -> None:
    first = '[[party]]\nname = "A"\ndemonyms = ["Aish"]\npeople = [{ name = "Ada Example" }]\n'
    with pytest.raises(PartiesError) as caught:
        parse_registry(f"{first}\n[[party]]\n{more}", "p.toml")
    assert str(caught.value) == f"p.toml: {claim}"


def test_a_party_may_repeat_its_own_name() -> None:
    text = '[[party]]\nname = "A"\naliases = ["A", "B"]\ndemonyms = ["B"]'
    assert parse_registry(text, "p.toml").parties[0].aliases == ("A", "B")


@pytest.mark.parametrize(
    ("party", "line"),
    [('name = " "', 2), ('aliases = ["A"]', 1), ('name = "A"\npeople = [{ role = "president" }]', 2)],
)
def test_name_is_needed(party: str, line: int) -> None:
    with pytest.raises(PartiesError) as caught:
        parse_registry(f"[[party]]\n{party}", "p.toml")
    expected = f"p.toml: line {line}: a name is missing or empty; every party and person needs one"
    assert str(caught.value) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[party]]\nname = 1", "p.toml: line 2: name is 1; expected text in quotation marks"),
        (
            '[[party]]\nname = "A"\naliases = "B"',
            "p.toml: line 3: aliases is 'B'; expected a list of names, none of them empty",
        ),
        (
            '[[party]]\nname = "A"\nmetonyms = ["B", " "]',
            "p.toml: line 3: metonyms is ['B', ' ']; expected a list of names, none of them empty",
        ),
        (
            '[[party]]\nname = "A"\npeople = ["Ada Example"]',
            "p.toml: line 3: 'people' has to be a list of tables such as {name = \"Ada Example\"}",
        ),
        (
            '[party]\nname = "A"',
            "p.toml: line 1: 'party' has to be a list of tables, each under a line [[party]]",
        ),
        (
            '[[party]]\nname = "A"\ncolour = "red"',
            "p.toml: line 3: colour is 'red'; expected one such as #1f77b4",
        ),
        (
            'extends = ["countries"]',
            "p.toml: line 1: extends has 'countries'; "
            "expected some of: country, organisation, political party, group",
        ),
        ('exclude = "A"', "p.toml: line 1: exclude is 'A'; expected a list of names, none of them empty"),
        ('apart = ["A", "B"]', "p.toml: line 1: apart is ['A', 'B']; expected lists of two names or more"),
        ('apart = [["A"]]', "p.toml: line 1: apart is [['A']]; expected lists of two names or more"),
        (
            'apart = [["A", ""]]',
            "p.toml: line 1: apart is ['A', '']; expected a list of names, none of them empty",
        ),
        (
            'not_parties = "A"',
            "p.toml: line 1: not_parties is 'A'; expected a list of names, none of them empty",
        ),
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


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("[" * 20_000, "holds lists that are nested too deep"),
        ("1" * 5000, "holds a number of too many digits"),
    ],
    ids=["nested", "digits"],
)
def test_toml_that_python_cannot_read_is_named(value: str, problem: str) -> None:
    with pytest.raises(PartiesError) as caught:
        parse_registry(f"extends = {value}", "p.toml")
    assert str(caught.value) == f"p.toml: {problem}; the README shows a file"


@pytest.mark.parametrize(("first", "second"), [("中国", "日本"), ("???", "!!!")])
def test_two_parties_without_latin_letters_are_told_apart(first: str, second: str) -> None:
    text = f'[[party]]\nname = "{first}"\n[[party]]\nname = "{second}"\n'
    assert [party.name for party in parse_registry(text, "p.toml").parties] == [first, second]


def test_read_registry_takes_text_as_path(tmp_path: Path) -> None:
    path = tmp_path / "parties.toml"
    path.write_text(FULL, encoding="utf-8")
    assert read_registry(str(path)) == read_registry(path)


@pytest.mark.parametrize(
    ("name", "problem"), [("a" * 300, "File name too long"), ("a\0", "no file can have this name")]
)
def test_read_registry_names_path_that_cannot_be(name: str, problem: str) -> None:
    with pytest.raises(PartiesError, match=f"cannot be read: {problem}$"):
        read_registry(name)
