"""The head that tells what a sentiment is about."""

from __future__ import annotations

from typing import Any

from analysis.network.pieces import Sentence
from analysis.training.data import Labelled, certain

WORDS = ("praised", "robbed", "flooded")


def labelled(number: int, place: str) -> Labelled:
    text = f"Spain was {WORDS[number]} in {place}."
    return Labelled(Sentence(text, ((0, 5),)), ((0, certain(number, 3)),), ())


def test_it_is_fitted_on_what_the_network_has_learned(small: tuple[Any, Any]) -> None:
    from analysis.training.about import fit_about
    from analysis.training.opinions import seen_of

    model, _ = small
    items = [labelled(number, place) for number in range(3) for place in ("May", "June", "July", "March")]
    kept = [labelled(number, "April") for number in range(3)]
    assert fit_about(model, items, kept)["accuracy"] == 1.0
    seen, gold = seen_of(model, kept)
    assert gold.tolist() == [0, 1, 2]
    weight, bias = (part.detach().numpy() for part in (model.about.weight, model.about.bias))
    assert (seen @ weight.T + bias).argmax(1).tolist() == [0, 1, 2]
    assert not any(parameter.requires_grad for parameter in model.about.parameters())
