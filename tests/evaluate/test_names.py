"""Names against labels: what is set aside at their ends, and figures counted by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from analysis.evaluate.names import Labelled, Name, evaluate_names, name_scores, read_names, trimmed
from analysis.records import LabelsError
from tests.evaluate.tables import finder, reference, span, write

TEXT = "Ada Example left the Omani club Skerra FC for Velmora in a Zephyr."


def label(words: str, type_: str) -> dict[str, Any]:
    start, end = span(TEXT, words)
    return {"start": start, "end": end, "type": type_}


def name(words: str, type_: str) -> Name:
    return Name(*span(TEXT, words), type_)


def scores(labels: list[Name], found: list[Name]) -> dict[str, Any]:
    return name_scores([Labelled(0, TEXT, tuple(labels))], [found])


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Ada Example", "Ada Example"),
        ("the Skerra Times", "Skerra Times"),
        ("The  Skerra", "Skerra"),
        ("a Velmoran", "Velmoran"),
        ("Mr. Example's", "Example"),
        ("Example’s", "Example"),
        ("President Example", "Example"),
        ("the Prime Minister Ada Example", "Ada Example"),
        ("Attorney General Prof. Dr. Example", "Example"),
        ("Vice President Example", "Example"),
        ("A. Example", "A. Example"),
        ("The President", "President"),
        ("the", "the"),
        ("'s", "'s"),
        (" ", " "),
    ],
)
def test_articles_titles_and_possessives_are_set_aside(words: str, left: str) -> None:
    text = f"x {words} y"
    start, end, type_ = trimmed(text, Name(2, 2 + len(words), "person"))
    assert (text[start:end], type_) == (left, "person")


def test_start_end_and_type_have_to_agree() -> None:
    labels = [name("Ada Example", "person"), name("Skerra FC", "organisation"), name("Velmora", "place")]
    found = [
        name("Ada Example", "person"),
        name("Skerra", "organisation"),
        name("Velmora", "organisation"),
        name("Omani", "group"),
    ]
    assert scores(labels, found) == {
        "articles": 1,
        "person": {"labelled": 1, "predicted": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0},
        "organisation": {"labelled": 1, "predicted": 2, "precision": 0.0, "recall": 0.0, "f1": 0.0},
        "place": {"labelled": 1, "predicted": 0, "precision": 0.0, "recall": 0.0, "f1": 0.0},
        "group": {"labelled": 0, "predicted": 1, "precision": 0.0, "recall": 0.0, "f1": 0.0},
        "micro_precision": 1 / 4,
        "micro_recall": 1 / 3,
        "micro_f1": pytest.approx(2 / 7),
        "span_f1": pytest.approx(4 / 7),
    }


def test_both_sides_are_trimmed_before_they_are_compared() -> None:
    assert scores([name("the Omani", "group")], [name("Omani", "group")])["micro_f1"] == 1.0
    assert scores([name("Omani", "group")], [name("the Omani", "group")])["micro_f1"] == 1.0


def test_one_name_with_two_types_is_one_span() -> None:
    found = scores([name("Omani", "group")], [name("Omani", "group"), name("Omani", "place")])
    assert (found["micro_precision"], found["span_f1"]) == (0.5, 1.0)


@pytest.mark.parametrize("ignored", ["product", "other"])
def test_what_is_found_on_a_product_does_not_count(ignored: str) -> None:
    labels = [name("a Zephyr", ignored), name("Omani", "group")]
    found = scores(labels, [name("Zephyr", "organisation"), name("Omani", "group")])
    assert (found["organisation"]["predicted"], found["micro_f1"]) == (0, 1.0)
    assert ignored not in found


def test_a_labelled_name_on_a_product_counts() -> None:
    labels = [name("Skerra FC", "product"), name("Skerra", "place")]
    assert scores(labels, [name("Skerra", "place")])["place"]["f1"] == 1.0
    assert scores(labels, [name("Skerra", "group")])["group"]["predicted"] == 1


def test_names_of_one_text_are_not_those_of_another() -> None:
    ada = name("Ada Example", "person")
    found = name_scores([Labelled(0, TEXT, (ada,)), Labelled(1, TEXT, ())], [[], [ada]])
    assert (found["articles"], found["person"]["labelled"], found["micro_f1"]) == (2, 1, 0.0)


def test_predictions_give_the_same_figures(tmp_path: Path) -> None:
    path = write(
        tmp_path / "rows.jsonl",
        {"id": "x", "text": TEXT, "entities": [label("Ada Example", "person"), label("Velmora", "place")]},
        {"text": "Nobody.", "entities": []},
    )
    ada = [
        reference(TEXT, "Ada Example", "name", 0),
        reference(TEXT, "the Omani club", "nominal", 1, entity_type="organisation"),
    ]
    figures, predictions = evaluate_names(path, find=finder(ada, []))
    assert predictions == [
        {"id": "x", "entities": [label("Ada Example", "person")]},
        {"id": 1, "entities": []},
    ]
    assert (figures["micro_precision"], figures["micro_recall"]) == (1.0, 0.5)
    articles = read_names(path)
    again = read_names(
        write(
            tmp_path / "found.jsonl",
            *(row | {"text": one.text} for row, one in zip(predictions, articles, strict=True)),
        )
    )
    assert name_scores(articles, [one.names for one in again]) == figures


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"text": "Oman"}, "line 1: lacks entities; expected the keys text, entities"),
        ({"text": 1, "entities": []}, "row 1: text is an int; expected a string"),
        ({"text": "Oman", "entities": {}}, "row 1: entities is a dict; expected a list"),
        (
            {"text": "Oman", "entities": [{"start": 0, "type": "place"}]},
            "row 1: item 1 of entities: lacks end; expected the keys start, end, type",
        ),
        ({"text": "Oman", "entities": [3]}, "row 1: item 1 of entities: is an int; expected a JSON object"),
        (
            {"text": "Oman", "entities": [{"start": 0, "end": 5, "type": "place"}]},
            "row 1: item 1 of entities is [0, 5], which is not inside the text",
        ),
        (
            {"text": "Oman", "entities": [{"start": 0, "end": 4, "type": "country"}]},
            "row 1: item 1 of entities: type is 'country'; expected one of: "
            "person, organisation, place, group, product, other",
        ),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, row: dict[str, Any], message: str) -> None:
    path = write(tmp_path / "rows.jsonl", row)
    with pytest.raises(LabelsError, match=f"^{re.escape(f'{path}: {message}')}$"):
        read_names(path)
