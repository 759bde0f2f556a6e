"""Tests of `analysis.quotes.first_person`."""

from __future__ import annotations

import pytest

from analysis.quotes import find_quotes
from analysis.quotes.first_person import with_first_persons
from analysis.schema import check_table
from analysis.tokens.document import Document
from tests.quotes.finding import FINDER


def found(*texts: str) -> list[tuple[str, str]]:
    """Give each first person of some articles with the name of who says it."""
    documents = [Document(text, article_id=f"a{number}") for number, text in enumerate(texts)]
    named = FINDER.find(documents)
    quotes = find_quotes(documents, *named, method="lexicon")
    references = with_first_persons(documents, named.entities, named.references, *quotes)
    check_table("references", references)
    names = named.entities.set_index(["article_id", "entity"])["name"]
    added = references[references["kind"] == "first person"]
    assert len(references) == len(named.references) + len(added)
    keys = zip(added["article_id"], added["entity"], strict=True)
    return list(zip(added["surface"], (names[key] for key in keys), strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“I left,” said Maria Example.", ["I"]),
        ("“My deputy told me,” said Maria Example.", ["My", "me"]),
        ("“I did it myself. A friend of mine left,” said Maria Example.", ["I", "myself", "mine"]),
        ("“The mine and I stay open,” said Maria Example.", ["I"]),
        ("“We left our home,” said Maria Example.", []),
        ("Maria Example said that I had left.", []),
        ("“I left the talks early,” the sign read.", []),
    ],
)
def test_a_first_person_is_who_speaks(text: str, expected: list[str]) -> None:
    assert found(text) == [(surface, "Maria Example") for surface in expected]


def test_only_people_say_i() -> None:
    assert found("“I left the talks early,” Poland said.") == []


def test_each_article_has_its_own_speakers() -> None:
    texts = "“I left the talks,” said Maria Example.", "He left.", "“I stayed at home,” said Jan Wzor."
    assert found(*texts) == [("I", "Maria Example"), ("I", "Jan Wzor")]


def test_references_stay_in_the_order_of_the_text() -> None:
    document = Document("“I left Poland,” said Maria Example. Peru stayed.", article_id="a")
    named = FINDER.find([document])
    quotes = find_quotes([document], *named, method="lexicon")
    references = with_first_persons([document], named.entities, named.references, *quotes)
    assert references["surface"].tolist() == ["I", "Poland", "Maria Example", "Peru"]


def test_nothing_gives_an_empty_table() -> None:
    assert found() == []
