"""Entities and references of texts, as the measures take them."""

from __future__ import annotations

import pandas as pd

from analysis.evaluate.entities import Reference, found_in, references_by_text


def test_references_but_first_persons_carry_their_entity_by_text() -> None:
    entities = pd.DataFrame(
        [("0", 0, "Ada Example", "person"), ("2", 0, "Oman", "place")],
        columns=["article_id", "entity", "name", "type"],
    )
    references = pd.DataFrame(
        [
            ("2", 5, 9, 0, "name"),
            ("0", 0, 3, 0, "pronoun"),
            ("2", 0, 2, 0, "pronoun"),
            ("0", 9, 10, 0, "first person"),
        ],
        columns=["article_id", "start", "end", "entity", "kind"],
    )
    assert references_by_text(entities, references, 3) == [
        [Reference(0, 3, "pronoun", 0, "Ada Example", "person")],
        [],
        [Reference(5, 9, "name", 0, "Oman", "place"), Reference(0, 2, "pronoun", 0, "Oman", "place")],
    ]


def test_everybody_named_is_found_with_a_type() -> None:
    texts = ["", "Ana Lindner left Oman for NATO. She met French sailors in France."]
    _, found = references_by_text(*found_in(texts), 2)
    assert [(texts[1][one.start : one.end], one.kind, one.name, one.type) for one in found] == [
        ("Ana Lindner", "name", "Ana Lindner", "person"),
        ("Oman", "name", "Oman", "place"),
        ("NATO", "name", "NATO", "organisation"),
        ("She", "pronoun", "Ana Lindner", "person"),
        ("French", "name", "France", "group"),
        ("France", "name", "France", "place"),
    ]
    assert [one.entity for one in found] == [0, 1, 2, 0, 3, 4]


def test_no_text_gives_no_reference() -> None:
    assert references_by_text(*found_in([]), 0) == []
