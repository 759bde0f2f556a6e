"""The entities and references of an article, with what the network says of descriptions and pronouns."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.network.links import NOMINAL
from analysis.parties.described import Names, introduces
from analysis.parties.linking import with_links
from analysis.parties.listing import Known, Listed, Referred, Row, entity_rows
from analysis.parties.named import entities_in
from tests.parties.readings import marked

KINDS = {"Oman": "country", "Grey Union": "organisation", "Greens": "movement"}


def row(
    text: str, surface: str, party: str, kind: str = "name", entity: str | None = None, role: str = "actor"
) -> Row:
    start = text.index(surface)
    return Row(start, start + len(surface), party, entity, kind, role, 0.8)


def listed(
    text: str, *rows: tuple[Any, ...], genders: dict[str, str] | None = None
) -> tuple[list[tuple[str, str]], Referred]:
    """Return surface and party of each mention, and what the text refers to; rows as for `row`."""
    plain, reading = marked(text)
    entities = entities_in(plain, reading)
    given = [row(plain, *own) for own in rows]
    found, referred, *_ = with_links(plain, reading, entities, given, KINDS, genders or {}, {})
    return [(plain[one.start : one.end], one.party) for one in found], referred


def references(text: str, *rows: tuple[Any, ...], **genders: str) -> list[tuple[str, str, str]]:
    """Return of each reference the surface, the name of its entity, and its kind."""
    plain, _ = marked(text)
    _, (entities, found) = listed(text, *rows, genders=genders)
    return [(plain[one.start : one.end], entities[one.entity].name, one.kind) for one in found]


def test_names_are_entities_with_or_without_a_party() -> None:
    _, referred = listed("{Jan Wzor:person} left {Oman:place}.", ("Oman", "Oman"))
    assert referred.entities == [
        Known("Jan Wzor", "person", "", "", 1.0),
        Known("Oman", "place", "Oman", "name", 0.8),
    ]
    assert [reference.entity for reference in referred.references] == [0, 1]


def test_somebody_who_speaks_for_a_party_is_tied_by_the_text() -> None:
    _, referred = listed("{Jan Wzor:person} left.", ("Jan Wzor", "Oman", "person", "Jan Wzor"))
    assert referred.entities == [Known("Jan Wzor", "person", "Oman", "text", 0.8)]


def test_every_name_of_an_entity_is_its_partys_where_one_is() -> None:
    text = "{Jan Wzor:person} left. {Wzor:person} sang."
    _, referred = listed(text, ("Jan Wzor", "Oman", "person", "Jan Wzor"))
    assert len(referred.entities) == 1
    assert len(referred.references) == 2


def test_a_row_that_covers_most_of_a_name_is_the_same_reference() -> None:
    text = "{the Grey Union:organisation} met."
    assert references(text, ("Grey Union", "Grey Union")) == [("Grey Union", "Grey Union", "name")]
    text = "{Jan Wzor Tarn:person} met."
    assert references(text, ("Jan Wzor", "Jan Wzor", "person")) == [("Jan Wzor Tarn", "Jan Wzor", "name")]
    text = "{Grey Harbour Wzor:organisation} met."
    assert len(references(text, ("Wzor", "Wzor", "person"))) == 2


def test_names_that_only_lists_know_are_entities_too() -> None:
    assert references("Oman met {Jan Wzor:person}.", ("Oman", "Oman")) == [
        ("Oman", "Oman", "name"),
        ("Jan Wzor", "Jan Wzor", "name"),
    ]


@pytest.mark.parametrize(
    ("party", "kind", "expected"),
    [
        ("Oman", "name", "place"),
        ("Oman", "demonym", "group"),
        ("Oman", "metonym", "place"),
        ("Greens", "name", "organisation"),
        ("Grey Union", "name", "organisation"),
        ("Wzor", "person", "person"),
    ],
)
def test_types_of_names_on_lists(party: str, kind: str, expected: str) -> None:
    _, referred, *_ = with_links(
        "Some x met.", None, [], [row("Some x met.", "x", party, kind)], KINDS, {}, {}
    )
    assert [entity.type for entity in referred.entities] == [expected]


@pytest.mark.parametrize(("role", "capital"), [("place", 2), ("actor", 0)])
def test_a_people_and_a_city_are_entities_of_their_own_and_a_capital_that_acts_is_not(
    role: str, capital: int
) -> None:
    text = "Oman, Omanis and Muscat met."
    rows = [row(text, "Oman", "Oman"), row(text, "Omanis", "Oman", "demonym")]
    rows.append(row(text, "Muscat", "Oman", "metonym", None, role))
    _, referred, *_ = with_links(text, None, [], rows, KINDS, {}, {})
    assert [reference.entity for reference in referred.references] == [0, 1, capital]


def test_a_pronoun_of_a_capital_that_acts_is_a_mention_of_its_country() -> None:
    text = "{Muscat:place} stopped paying {its:it>0=0.9} share."
    assert listed(text, ("Muscat", "Oman", "metonym"))[0] == [("Muscat", "Oman"), ("its", "Oman")]


def test_a_linked_pronoun_is_a_reference_and_a_mention() -> None:
    text = "{Oman:place} lost. Then {it:it>0=0.9} won."
    mentions, _ = listed(text, ("Oman", "Oman"))
    assert mentions == [("Oman", "Oman"), ("it", "Oman")]
    assert references(text, ("Oman", "Oman")) == [("Oman", "Oman", "name"), ("it", "Oman", "pronoun")]


def test_what_means_nobody_with_a_party_is_a_reference_alone() -> None:
    text = "{Jan Wzor:person} lost. Then {he:he>0=0.9} won."
    mentions, referred = listed(text)
    assert mentions == []
    assert [reference.kind for reference in referred.references] == ["name", "pronoun"]


def test_what_means_a_building_is_no_mention_of_its_party() -> None:
    text = "The {Quay House:organisation} fell. Then {it:it>0=0.9} burned."
    mentions, referred = listed(text, ("Quay House", "Oman", "metonym", None, "place"))
    assert mentions == [("Quay House", "Oman")]
    assert len(referred.references) == 2


def test_a_linked_description_is_a_mention() -> None:
    mentions, _ = listed("{Oman:place} lost. Then {the sultanate:nominal>0=0.9} won.", ("Oman", "Oman"))
    assert mentions[-1] == ("the sultanate", "Oman")


def test_a_description_that_introduces_is_a_reference_and_no_mention() -> None:
    text = "{Oman:place} is {a sultanate:nominal>0=0.9}."
    mentions, referred = listed(text, ("Oman", "Oman"))
    assert mentions == [("Oman", "Oman")]
    assert [reference.kind for reference in referred.references] == ["name", "nominal"]


@pytest.mark.parametrize(
    ("own", "kind", "share", "is_meant"),
    [
        ("", "person", 0.8, True),
        ("", "organisation", 0.8, True),
        ("", "place", 0.8, True),
        # What means a place has to be surer of it.
        ("", "place", 0.6, False),
        ("", "person", 0.4, False),
        # Its own link leads to somebody else.
        (">0=0.9", "person", 0.8, False),
    ],
)
def test_a_description_ahead_of_a_name_that_leads_back_to_it_is_its_bearers(
    own: str, kind: str, share: float, is_meant: bool
) -> None:
    text = f"{{Wzor:person}} left. Then {{the coach:nominal{own}}}, {{Quellin:{kind}>1={share}}}, sang."
    assert (("the coach", "Quellin", "nominal") in references(text)) is is_meant


def test_pronouns_go_on_with_a_description_ahead_of_a_name() -> None:
    text = "{The coach:nominal} knew {she:she>0=0.9} had lost. {Ada Quellin:person>0=0.8} sang."
    assert ("she", "Ada Quellin", "pronoun") in references(text)


@pytest.mark.parametrize(
    ("pronoun", "kind", "gender", "is_meant"),
    [
        ("he", "person", "male", True),
        ("he", "person", "female", False),
        ("she", "person", "female", True),
        ("she", "person", "male", False),
        ("he", "person", "", True),
        ("she", "person", "", True),
        ("he", "organisation", "", False),
        ("she", "place", "", False),
        ("it", "person", "", False),
        ("it", "organisation", "", True),
        ("they", "person", "male", True),
        ("they", "group", "", True),
    ],
)
def test_pronouns_mean_what_they_can(pronoun: str, kind: str, gender: str, is_meant: bool) -> None:
    text = f"{{Quellin:{kind}}} left. Then {{{pronoun}:{pronoun}>0=0.9}} sang."
    found = references(text, Quellin=gender)
    assert (len(found) == 2) is is_meant


def test_without_a_network_rows_stay_and_are_listed() -> None:
    text = "Oman lost. It won."
    rows = [row(text, "Oman", "Oman")]
    found, referred, *_ = with_links(text, None, [], rows, KINDS, {}, {})
    assert found == rows
    assert list(entity_rows(referred)) == [(Known("Oman", "place", "Oman", "name", 0.8), 1)]


def test_nothing_is_listed_of_nothing() -> None:
    assert with_links("", None, [], [], {}, {}, {}) == Listed([], Referred([], []), {}, {})
    assert listed("Nobody left.") == ([], Referred([], []))
    assert list(entity_rows(Referred([], []))) == []


def test_references_come_in_order_and_the_longer_first() -> None:
    text = "{Omani minister:nominal>1=0.9} {Jan Wzor:person}"
    assert [surface for surface, *_ in references(text, ("Omani", "Oman", "demonym"))] == [
        "Omani minister",
        "Omani",
        "Jan Wzor",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{the mayor:nominal} {Wzor:person} left", True),
        ("{the mayor:nominal}, {Wzor:person}, left", True),
        ("{Wzor:person}, {the mayor:nominal}, left", True),
        ("{Wzor:person} is {the mayor:nominal} now", True),
        ("{Wzor:person} as {the mayor:nominal} now", True),
        ("{Wzor:person} saw {a mayor:nominal} now", True),
        ("{Wzor:person} saw {An Omani:nominal} now", True),
        ("{Wzor:person} saw {who:nominal} left", True),
        ("{Wzor:person} left. {The mayor:nominal} sang", False),
        ("{Wzor:person} and {the mayor:nominal} sang", False),
        ("{The mayor:nominal}. {Wzor:person} sang", False),
        ("{The mayor:nominal}", False),
    ],
)
def test_a_description_beside_its_name_introduces(text: str, expected: bool) -> None:
    plain, reading = marked(text)
    names = [one for one in reading.mentions if one.kind < NOMINAL]
    key = ("", "Jan Wzor", "")
    known = Names({one.start: key for one in names}, {one.end: key for one in names})
    (one,) = (one for one in reading.mentions if one.kind == NOMINAL)
    assert introduces(plain, one.start, one.end, known) is expected


@pytest.mark.parametrize(
    ("person", "organisation"),
    [("Jan Tarn", "Acme Corp"), ("Bo Usov", "Zeta Bank"), ("Ada Obi", "Nile News")],
)
def test_other_names_change_names_and_nothing_else(person: str, organisation: str) -> None:
    """All have names of as many words, so that everything but places stays the same."""

    def told(one: str, other: str) -> tuple[object, ...]:
        last = one.split()[1]
        text = (
            f"{{{one}:person}} of the {{{other}:organisation}} left. {{He:he>0=0.6}} sued {{it:it>1=0.7}}. "
            f"{{The firm:nominal>1=0.8>0=0.1}} met {{{last}:person>0=0.9}}, {{the chief:nominal>4=0.9}}."
        )
        mentions, referred = listed(text, (other, other))
        names = [own.name for own in referred.entities]
        assert names == [one, other]
        return (
            [names.index(party) for _, party in mentions],
            [own[1:2] + own[3:] for own in referred.entities],
            [own._replace(start=0, end=0) for own in referred.references],
        )

    assert told(person, organisation) == told("Jan Wzor", "Grey Foods")


def test_whom_each_mention_means_is_told() -> None:
    plain, reading = marked("{Oman:place} lost. Then {it:it>0=0.9} won, and {it:it} rained.")
    listed_ = with_links(
        plain, reading, entities_in(plain, reading), [row(plain, "Oman", "Oman")], KINDS, {}, {}
    )
    assert listed_.meant == {0: ("Oman", "", ""), 1: ("Oman", "", "")}


@pytest.mark.parametrize(("kind", "is_meant"), [("organisation", True), ("place", False)])
def test_a_description_means_a_place_only_where_that_is_surer(kind: str, is_meant: bool) -> None:
    found, _ = listed(
        f"{{Oman:{kind}}} lost. Then {{the winner:nominal>0=0.45}} left.", ("Oman", "Oman", "name")
    )
    assert (("the winner", "Oman") in found) is is_meant


def test_what_refers_to_a_body_with_its_state_in_its_name_means_the_state() -> None:
    plain, reading = marked("{Omani Navy:organisation} ships left. {It:it>0=0.9} won.")
    found, referred, *_ = with_links(
        plain, reading, entities_in(plain, reading), [], KINDS, {}, {"Omani Navy": "Oman"}
    )
    assert [(plain[one.start : one.end], one.party, one.entity) for one in found] == [
        ("It", "Oman", "Omani Navy")
    ]
    assert [(one.name, one.party, one.tie) for one in referred.entities] == [("Omani Navy", "Oman", "name")]


def test_who_is_meant_together_are_all_mentioned() -> None:
    found, referred = listed(
        "{Oman:place} and {Grey Union:organisation} met. {Both sides:nominal>0=0.5>1=0.4} left.",
        ("Oman", "Oman"),
        ("Grey Union", "Grey Union"),
    )
    assert found[2:] == [("Both sides", "Grey Union"), ("Both sides", "Oman")]
    assert [one.entity for one in referred.references][2:] == [1, 0]


def test_somebody_without_a_name_is_of_the_party_that_the_words_around_tie_them_to() -> None:
    text = "{Omani:group} officials. {The minister:nominal^0=0.8} sang. {He:he>1=0.9} left."
    found, referred = listed(text, ("Omani", "Oman", "demonym"))
    assert found == [("Omani", "Oman"), ("The minister", "Oman"), ("He", "Oman")]
    # They have no name to be listed under.
    assert len(referred.references) == 1
    assert listed(text.replace("^0=0.8", "^0=0.5"), ("Omani", "Oman", "demonym"))[0] == [("Omani", "Oman")]
