"""Whom descriptions and pronouns mean, entity by entity."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.network.links import KINDS
from analysis.network.references import Reading
from analysis.parties.linked import ANY, Meant, linked
from tests.parties.readings import marked


def anybody(_kind: int, _key: str) -> bool:
    return True


def meant(
    text: str, named: dict[int, str], may_be: Callable[[int, str], bool] = anybody
) -> dict[int, tuple[str, float]]:
    return shown(linked(marked(text)[1], named, may_be, lambda _: 1, str))


def together(text: str, named: dict[int, str], numbers: dict[int, int]) -> dict[int, tuple[str, float]]:
    """Give the same where some mean so many; a people is one with its country, by the first letter."""
    how_many = numbers.get
    return shown(
        linked(marked(text)[1], named, anybody, lambda number: how_many(number, 1), lambda key: key[0])
    )


def shown(found: Meant[str]) -> dict[int, tuple[str, float]]:
    return {
        number: ("+".join(sorted(keys)), round(share, 3)) for number, (keys, share) in found.named.items()
    }


def test_a_pronoun_means_whom_it_is_linked_to() -> None:
    assert meant("{Jan:person} left. {He:he>0=0.9} sang.", {0: "Jan"}) == {1: ("Jan", 0.9)}


@pytest.mark.parametrize(
    ("name", "is_meant"),
    [("Jan:person>0=0.5", True), ("Jan:person>1=0.5", True), ("Jan:person>0=0.49", False)],
)
def test_who_is_named_later_is_known_by_the_link_that_leads_back(name: str, is_meant: bool) -> None:
    found = meant(f"{{A mayor:nominal}} said {{he:he>0=0.9}} left. {{{name}}} left.", {2: "Jan"})
    assert found == ({0: ("Jan", 0.5), 1: ("Jan", 0.5)} if is_meant else {})


def test_nobody_is_known_later_who_cannot_be_meant() -> None:
    text = "{A firm:nominal} said {it:it>0=0.9} left. {Jan:person>0=0.9} left."
    assert meant(text, {2: "Jan"}, lambda kind, _: KINDS[kind] != "it") == {}


def test_the_mentions_of_an_entity_count_together() -> None:
    text = "{Ann:person}, {Jan:person}, {Jan:person}: {he:he>0=0.4>1=0.3>2=0.3}"
    assert meant(text, {0: "Ann", 1: "Jan", 2: "Jan"}) == {3: ("Jan", 0.6)}


@pytest.mark.parametrize(
    ("mention", "is_meant"),
    [
        ("he:he>0=0.5", True),
        ("he:he>0=0.49", False),
        ("the mayor:nominal>0=0.4", True),
        ("the mayor:nominal>0=0.39", False),
    ],
)
def test_an_entity_has_to_be_likely(mention: str, is_meant: bool) -> None:
    assert bool(meant(f"{{Jan:person}}, {{{mention}}}", {0: "Jan"})) is is_meant


def test_references_lead_on_to_references() -> None:
    text = "{Jan:person} left. {The mayor:nominal>0=0.8} sang. {He:he>1=0.7} slept."
    assert meant(text, {0: "Jan"}) == {1: ("Jan", 0.8), 2: ("Jan", 0.7)}


def test_a_description_of_nobody_named_takes_its_pronouns_with_it() -> None:
    text = "{Jan:person} left. {A thief:nominal>0=0.1} sang. {He:he>0=0.3>1=0.7} slept."
    assert meant(text, {0: "Jan"}) == {}


def test_somebody_without_a_name_is_meant_where_that_is_likelier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.parties.linked.PRONOUN", 0.3)
    text = "{Jan:person} left. {A thief:nominal} sang. {He:he>1=0.6>0=0.4} slept."
    assert meant(text, {0: "Jan"}) == {}


def test_a_pronoun_may_mean_a_name_behind_it() -> None:
    assert meant("After {he:he>1=0.9} left, {Jan:person} sang.", {1: "Jan"}) == {0: ("Jan", 0.9)}


def test_who_cannot_be_meant_counts_for_nothing() -> None:
    text = "{Ann:person} met {Jan:person}. {He:he>0=0.5>1=0.5} sang."
    found = meant(text, {0: "Ann", 1: "Jan"}, lambda kind, key: (KINDS[kind], key) != ("he", "Ann"))
    assert found == {2: ("Jan", 0.5)}


def test_names_mean_themselves_and_are_not_listed() -> None:
    assert meant("{Jan Wzor:person} and {Wzor:person>0=0.9}", {0: "Jan Wzor", 1: "Jan Wzor"}) == {}


def test_a_name_that_is_no_entity_means_nobody() -> None:
    assert meant("{Jan:person} left. {He:he>0=0.9} sang.", {}) == {}


def test_no_mentions_mean_nobody() -> None:
    assert linked(Reading([], [], []), {}, anybody, lambda _: 1, str) == Meant({}, {})


TWO = {0: "Oman", 1: "Peru", 2: "Chad"}
NAMES = "{Oman:place}, {Peru:place}, {Chad:place}: "


@pytest.mark.parametrize(
    ("n", "expected"),
    [(1, ("Oman", 0.6)), (2, ("Oman+Peru", 0.8)), (3, ("Chad+Oman+Peru", 0.9)), (ANY, ("Oman", 0.6))],
)
def test_a_number_tells_how_many_are_meant(n: int, expected: tuple[str, float]) -> None:
    text = NAMES + "{both:nominal>0=0.6>1=0.2>2=0.1}"
    assert together(text, TWO, {3: n}) == {3: expected}


def test_where_the_number_is_open_all_are_meant_who_are_nearly_as_likely() -> None:
    text = NAMES + "{they:they>0=0.5>1=0.3>2=0.1}"
    assert together(text, TWO, {3: ANY}) == {3: ("Oman+Peru", 0.8)}
    assert together(text, TWO, {}) == {3: ("Oman", 0.5)}


def test_of_both_sides_one_is_a_country_with_its_people() -> None:
    text = "{Oman:place}, {Omani:group}, {Peru:place}: {both:nominal>0=0.4>1=0.4>2=0.1}"
    assert together(text, {0: "Oman", 1: "Omani", 2: "Peru"}, {3: 2}) == {3: ("Oman+Peru", 0.9)}


def test_two_are_meant_only_where_there_are_two() -> None:
    text = NAMES + "{both:nominal>0=0.9}"
    assert together(text, TWO, {3: 2}) == {}


def test_who_follows_several_means_them_all_but_for_one_alone() -> None:
    text = NAMES + "{both:nominal>0=0.4>1=0.4}. {They:they>3=0.9}"
    assert together(text, TWO, {3: 2, 4: ANY})[4] == ("Oman+Peru", 0.9)
    assert 4 not in together(text, TWO, {3: 2})


def test_who_has_no_name_is_known_by_what_speaks_of_them_first() -> None:
    text = "{Oman:place} left. {A thief:nominal} sang. {He:he>1=0.9} slept."
    found = linked(marked(text)[1], {0: "Oman"}, anybody, lambda _: 1, str)
    assert found.unnamed == {1: 1, 2: 1}
