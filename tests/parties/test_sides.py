"""Which people and organisations are sides of a story."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.parties.sides import sides
from analysis.schema import columns, empty_table


def table(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    """Return a table of which only some columns matter."""
    return pd.DataFrame(rows, columns=list(columns(name)))


def mentions(*found: tuple[str, str], article: str = "a") -> pd.DataFrame:
    """Return mentions of one article, each a party and a kind."""
    return table("mentions", [{"article_id": article, "party": party, "kind": kind} for party, kind in found])


def quotes(*parties: str | None, article: str = "a") -> pd.DataFrame:
    return table("quotes", [{"article_id": article, "speaker_party": party} for party in parties])


def told(found: pd.DataFrame, said: pd.DataFrame, *listed: str, least: int = 3) -> list[bool]:
    return [bool(one) for one in sides(found, said, listed=listed, min_mentions=least)]


def test_parties_on_a_list_are_sides() -> None:
    assert told(mentions(("Oman", "name"), ("Quellin", "name")), quotes(), "Oman") == [True, False]


@pytest.mark.parametrize(("n", "is_side"), [(2, False), (3, True)])
def test_who_is_named_often_enough_is_a_side(n: int, is_side: bool) -> None:
    assert told(mentions(*[("Jan Wzor", "person")] * n), quotes()) == [is_side] * n


def test_descriptions_and_pronouns_count_where_there_are_two_names() -> None:
    once = [("Jan Wzor", "person"), ("Jan Wzor", "pronoun"), ("Jan Wzor", "nominal")]
    assert told(mentions(*once), quotes()) == [False] * 3
    assert told(mentions(*once), quotes(), least=1) == [True] * 3
    twice = [("Jan Wzor", "person"), ("Jan Wzor", "pronoun"), ("Jan Wzor", "person")]
    assert told(mentions(*twice), quotes()) == [True] * 3
    assert told(mentions(*twice), quotes(), least=4) == [False] * 3


@pytest.mark.parametrize(("kind", "is_side"), [("name", True), ("person", False)])
def test_an_organisation_that_speaks_is_a_side_and_a_person_is_not(kind: str, is_side: bool) -> None:
    assert told(mentions(("Quellin", kind)), quotes("Quellin", None)) == [is_side]


def test_articles_are_told_apart() -> None:
    found = pd.concat(
        [mentions(*[("Quellin", "name")] * 2), mentions(("Quellin", "name"), article="b")], ignore_index=True
    )
    assert told(found, quotes()) == [False] * 3
    assert told(found, quotes(), least=2) == [True, True, False]
    assert told(found, quotes("Quellin", article="b")) == [False, False, True]


def test_the_rows_keep_their_index() -> None:
    found = mentions(("Oman", "name"), ("Quellin", "name")).set_axis([7, 3])
    is_side = sides(found, quotes(), listed={"Oman"}, min_mentions=3)
    assert is_side.to_dict() == {7: True, 3: False}


def test_no_mentions_are_no_sides() -> None:
    is_side = sides(empty_table("mentions"), empty_table("quotes"), listed={"Oman"}, min_mentions=1)
    assert len(is_side) == 0
    assert is_side.dtype == bool
