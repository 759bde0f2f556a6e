"""Tests of analysis.records."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.records import PartiesError, Party, Person, SidelightError, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 中", "plain é 中"),
        ("\udcff", r"\xff"),
        ("\ud800", r"\ud800"),
        ("a\nb\x1b[0m", r"a\nb\x1b[0m"),
        ("\u202e", r"\u202e"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_error_is_one_printable_line() -> None:
    assert str(SidelightError("a\nb\udcff")) == r"a\nb\xff"


@pytest.mark.parametrize("name", ["", " \n", None, 5, "\ud800"])
@pytest.mark.parametrize("record", [Party, Person])
def test_name_is_text(record: Any, name: object) -> None:
    with pytest.raises(PartiesError, match=r"; expected text that is not empty, in Unicode$"):
        record(name)


@pytest.mark.parametrize("field", ["aliases", "demonyms", "metonyms", "places", "exclude"])
@pytest.mark.parametrize("value", ["Kyiv", ["Kyiv"], ("",), (None,), ("\udfff",)])
def test_other_names_are_a_tuple_of_text(field: str, value: Any) -> None:
    with pytest.raises(PartiesError, match=f"^party 'A': {field} is "):
        Party("A", **{field: value})


def test_person_has_a_tuple_of_aliases() -> None:
    with pytest.raises(PartiesError) as caught:
        Person("A", aliases="B")  # type: ignore[arg-type]
    assert str(caught.value) == "person 'A': aliases is 'B'; expected a tuple of names"
