"""References against labelled chains: which entity a chain has, what is right, figures counted by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from analysis.evaluate.entities import Reference
from analysis.evaluate.references import (
    Chain,
    Labelled,
    Mention,
    compare,
    entity_of,
    evaluate_references,
    read_references,
    reference_scores,
)
from analysis.records import LabelsError
from tests.evaluate.tables import finder, reference, span, write

TEXT = (
    "Ada Example of Skerra left. The mayor said she liked Skerra's old mayor, Example said. "
    "I agree with Skerra."
)


def mention(words: str, head: str, kind: str, *, nth: int = 0) -> Mention:
    start, end = span(TEXT, words, nth)
    within = words.index(head)
    return Mention(start, end, (start + within, start + within + len(head)), kind)


ADA = Chain(
    "person",
    (
        mention("Ada Example of Skerra", "Ada", "name"),
        mention("The mayor", "mayor", "nominal"),
        mention("she", "she", "pronoun"),
        mention("Example", "Example", "name", nth=1),
        mention("I", "I", "other"),
    ),
)
SKERRA = Chain(
    "place",
    (mention("Skerra", "Skerra", "name"), mention("Skerra's", "Skerra", "name")),
)
NAMES = [reference(TEXT, "Ada Example", "name", 0), reference(TEXT, "Example", "name", 0, nth=1)]


def counted(chains: list[Chain], found: list[Reference], kind: str, type_: str = "person") -> tuple[int, ...]:
    counts = compare(chains, found)
    return tuple(counts[kind, type_, what] for what in ("labelled", "recalled", "predicted", "right"))


@pytest.mark.parametrize(
    ("entities", "expected"),
    [((4, 4), 4), ((4, 5), 4), ((5, 4), 5)],
    ids=["both", "the first of two", "whichever it is"],
)
def test_a_chain_has_the_entity_of_most_of_its_names(entities: tuple[int, int], expected: int) -> None:
    first, second = entities
    found = [
        reference(TEXT, "Ada Example", "name", first),
        reference(TEXT, "Example", "name", second, nth=1),
    ]
    assert entity_of(ADA, found) == expected


def test_only_names_tell_whose_a_chain_is() -> None:
    assert entity_of(ADA, [reference(TEXT, "she", "pronoun", 1)]) is None


def test_the_shortest_reference_on_a_name_tells_whose_it_is() -> None:
    found = [
        reference(TEXT, "Skerra's old mayor", "nominal", 1),
        reference(TEXT, "Skerra", "name", 2, nth=1),
    ]
    assert entity_of(SKERRA, found) == 2


def test_names_are_recalled_by_what_holds_their_head() -> None:
    assert counted([ADA], NAMES, "name") == (2, 2, 2, 2)
    assert counted([ADA], NAMES[:1], "name") == (2, 1, 1, 1)
    assert counted([ADA], [reference(TEXT, "Example", "name", 0)], "name") == (2, 0, 0, 0)


def test_a_name_given_to_another_entity_is_found_and_wrong() -> None:
    found = [NAMES[0], reference(TEXT, "Example", "name", 1, nth=1)]
    assert counted([ADA], found, "name") == (2, 1, 2, 1)


@pytest.mark.parametrize(("words", "kind"), [("The mayor", "nominal"), ("she", "pronoun")])
def test_a_description_or_pronoun_is_right_where_it_leads_to_its_chain(words: str, kind: str) -> None:
    assert counted([ADA], [*NAMES, reference(TEXT, words, kind, 0)], kind) == (1, 1, 1, 1)
    assert counted([ADA], [*NAMES, reference(TEXT, words, kind, 1)], kind) == (1, 0, 1, 0)
    assert counted([ADA], NAMES, kind) == (1, 0, 0, 0)


def test_a_chain_whose_names_are_not_found_is_wrong() -> None:
    assert counted([ADA], [reference(TEXT, "she", "pronoun", 0)], "pronoun") == (1, 0, 1, 0)


def test_what_is_found_on_nothing_labelled_does_not_count() -> None:
    found = [*NAMES, reference(TEXT, "old mayor", "nominal", 0), reference(TEXT, "said", "pronoun", 0)]
    assert counted([ADA], found, "nominal") == (1, 0, 0, 0)
    assert counted([ADA], found, "pronoun") == (1, 0, 0, 0)


def test_a_description_on_a_labelled_name_is_a_description_that_is_wrong() -> None:
    found = [
        reference(TEXT, "Skerra", "name", 2),
        reference(TEXT, "Skerra's old mayor", "nominal", 1),
    ]
    assert counted([SKERRA], found, "nominal", "place") == (0, 0, 1, 0)


def test_a_description_on_several_mentions_is_that_which_it_shares_most_with() -> None:
    former = Chain("person", (mention("Skerra's old mayor", "mayor", "nominal"), ADA.mentions[0]))
    found = [
        reference(TEXT, "Ada Example", "name", 0),
        reference(TEXT, "Skerra", "name", 2),
        reference(TEXT, "Skerra's old mayor", "nominal", 0),
    ]
    assert counted([SKERRA, former], found, "nominal") == (1, 1, 1, 1)
    assert counted([SKERRA, former], found, "nominal", "place") == (0, 0, 0, 0)


def test_of_mentions_that_share_as_much_the_shortest_is_meant() -> None:
    found = [reference(TEXT, "Skerra", "name", 2), reference(TEXT, "Skerra", "nominal", 2, nth=2)]
    longer = Chain("person", (mention("with Skerra", "Skerra", "nominal"), ADA.mentions[0]))
    shorter = Chain("place", (mention("Skerra", "Skerra", "name", nth=2), SKERRA.mentions[0]))
    assert counted([longer, shorter], found, "nominal", "place") == (0, 0, 1, 1)


def test_first_person_pronouns_do_not_count() -> None:
    assert counted([ADA], [*NAMES, reference(TEXT, "I", "pronoun", 1)], "pronoun") == (1, 0, 0, 0)


@pytest.mark.parametrize("mentions", [ADA.mentions[:1], ADA.mentions[1:3]], ids=["one mention", "no name"])
def test_other_chains_do_not_count(mentions: tuple[Mention, ...]) -> None:
    found = [*NAMES, reference(TEXT, "she", "pronoun", 0)]
    assert not compare([Chain("person", mentions)], found)


def test_figures_by_kind_type_and_genre() -> None:
    she = reference(TEXT, "she", "pronoun", 0)
    documents = [
        Labelled(0, "news", TEXT, (ADA, SKERRA)),
        Labelled(1, "speech", TEXT, (ADA,)),
    ]
    found = reference_scores(documents, [[*NAMES, she], NAMES[:1]])
    assert found["documents"] == 2
    assert list(found["genres"]) == ["news", "speech"]
    assert found["all"]["names"] == {
        "all": {"labelled": 6, "predicted": 3, "precision": 1.0, "recall": 0.5, "f1": pytest.approx(2 / 3)},
        "person": {
            "labelled": 4,
            "predicted": 3,
            "precision": 1.0,
            "recall": 0.75,
            "f1": pytest.approx(6 / 7),
        },
        "organisation": {"labelled": 0, "predicted": 0, "precision": 0.0, "recall": 0.0, "f1": 0.0},
        "place": {"labelled": 2, "predicted": 0, "precision": 0.0, "recall": 0.0, "f1": 0.0},
        "person_or_organisation": found["all"]["names"]["person"],
    }
    assert found["genres"]["news"]["pronouns"]["person"]["f1"] == 1.0
    assert found["genres"]["speech"]["pronouns"]["person"]["recall"] == 0.0
    assert found["all"]["nominals"]["all"]["labelled"] == 2


def row(*chains: Chain) -> dict[str, Any]:
    types = {"organisation": "organization"}
    return {
        "id": "x",
        "genre": "news",
        "text": TEXT,
        "chains": [
            {
                "type": types.get(chain.type, chain.type),
                "mentions": [one._asdict() | {"head": list(one.head)} for one in chain.mentions],
            }
            for chain in chains
        ],
    }


def test_chains_are_read_and_those_of_other_types_passed_over(tmp_path: Path) -> None:
    club = SKERRA._replace(type="organisation")
    path = write(tmp_path / "rows.jsonl", row(ADA, club, ADA._replace(type="animal")))
    assert read_references(path) == [Labelled("x", "news", TEXT, (ADA, club))]


def test_predictions_are_chains(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", row(ADA))
    found = [NAMES[0], reference(TEXT, "Skerra", "name", 1, entity_type="place"), NAMES[1]]
    figures, predictions = evaluate_references(path, find=finder(found))
    assert figures["all"]["names"]["person"]["f1"] == 1.0
    assert predictions == [
        {
            "id": "x",
            "genre": "news",
            "chains": [
                {
                    "type": "person",
                    "name": "entity 0",
                    "mentions": [{"start": one.start, "end": one.end, "kind": "name"} for one in NAMES],
                },
                {
                    "type": "place",
                    "name": "entity 1",
                    "mentions": [{"start": 15, "end": 21, "kind": "name"}],
                },
            ],
        }
    ]


MENTION: dict[str, Any] = {"start": 0, "end": 3, "head": [0, 3], "kind": "name"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"genre": None}, "row 1: genre is None; expected a string"),
        (
            {"chains": [{"type": "person"}]},
            "row 1: item 1 of chains: lacks mentions; expected the keys type, mentions",
        ),
        (
            {"chains": [{"type": "person", "mentions": [{"start": 0, "end": 3, "kind": "name"}]}]},
            "row 1: item 1 of chains: item 1 of mentions: lacks head; "
            "expected the keys start, end, head, kind",
        ),
        (
            {"chains": [{"type": "person", "mentions": [MENTION | {"head": [0, 999]}]}]},
            "row 1: item 1 of chains: item 1 of mentions: head is [0, 999], which is not inside the text",
        ),
        (
            {"chains": [{"type": "person", "mentions": [MENTION | {"kind": "noun"}]}]},
            "row 1: item 1 of chains: item 1 of mentions: kind is 'noun'; expected one of: "
            "name, nominal, pronoun, other",
        ),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    path = write(tmp_path / "rows.jsonl", row() | change)
    with pytest.raises(LabelsError, match=f"^{re.escape(f'{path}: {message}')}$"):
        read_references(path)
