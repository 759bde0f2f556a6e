"""Tests of `analysis.parties.people`: people found without a list, and followed under all their names."""

from __future__ import annotations

import pytest

from analysis.parties.names import Form, Hit
from analysis.parties.people import Person, Place, named_people, tie_people
from analysis.parties.ties import BY_BIRTH, BY_OFFICE, Tie
from tests.parties.finding import found, meant, parties

KEMAL = "Turkish Foreign Minister Kemal Aydin spoke. "


@pytest.mark.parametrize("surface", ["Olena Marchuk", "Marchuk", "Lena Marchuk", "Martschuk", "MARCHUK"])
def test_listed_people_are_found_by_each_of_their_names(surface: str) -> None:
    mentions = found(f"Yesterday {surface} won.")
    assert mentions[["surface", "party", "entity", "kind"]].to_numpy().tolist() == [
        [surface, "Ukraine", "Olena Marchuk", "person"]
    ]


@pytest.mark.parametrize("surface", ["Olena B. Marchuk", "O. Marchuk", "Olenna Marchuk"])
def test_listed_people_are_found_under_other_spellings(surface: str) -> None:
    assert [entity for _, entity in meant(f"Yesterday {surface} won.", "person")] == ["Olena Marchuk"]


def test_somebody_else_of_a_listed_name_is_another() -> None:
    mentions = found("Greek minister Petros Marchuk spoke.")
    assert mentions.loc[mentions["kind"] == "person", ["party", "entity"]].to_numpy().tolist() == [
        ["Greece", "Petros Marchuk"]
    ]


@pytest.mark.parametrize(
    "surface",
    ["Aydin", "Kemal Aydin", "Kemal B. Aydin", "K. Aydin", "Kemal"],
)
def test_who_was_introduced_is_found_by_other_names(surface: str) -> None:
    mentions = found(f"{KEMAL}Then {surface} smiled.")
    people = mentions[mentions["kind"] == "person"]
    assert people["surface"].tolist() == ["Kemal Aydin", surface]
    assert people["party"].tolist() == ["Turkey", "Turkey"]
    assert people["entity"].nunique() == 1


@pytest.mark.parametrize("surface", ["Aydogan", "Marsh", "Lale Aydemir", "Friday", "Aydinville"])
def test_who_was_not_introduced_is_nobody(surface: str) -> None:
    assert meant(f"{KEMAL}Then {surface} smiled.", "person") == [("Kemal Aydin", "Kemal Aydin")]


def test_a_name_before_the_introduction_counts() -> None:
    assert meant("Aydin smiled. Turkish minister Kemal Aydin spoke.", "person") == [
        ("Aydin", "Kemal Aydin"),
        ("Kemal Aydin", "Kemal Aydin"),
    ]


def test_the_longest_form_is_the_entity() -> None:
    assert meant("Turkish minister Kemal Aydin spoke. Kemal B. Aydin smiled.", "person") == [
        ("Kemal Aydin", "Kemal B. Aydin"),
        ("Kemal B. Aydin", "Kemal B. Aydin"),
    ]


def test_other_first_names_are_other_people() -> None:
    text = "Turkish minister Marina Aydin met Greek minister Martin Aydin."
    assert meant(text, "person") == [("Marina Aydin", "Marina Aydin"), ("Martin Aydin", "Martin Aydin")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dutch minister Jan van der Berg spoke. Then van der Berg sang. So did Berg.",
            ["Jan van der Berg", "Berg", "Berg"],
        ),
        (
            "Turkish minister Omar al-Amin spoke. Then al-Amin smiled. Al-Amin left. So did Amin.",
            ["Omar al-Amin", "al-Amin", "Al-Amin", "Amin"],
        ),
        ("Turkish minister Omar bin Ali spoke. Ali left.", ["Omar bin Ali", "Ali"]),
        ("Turkish minister A. B. Lowe spoke. Lowe left.", ["A. B. Lowe", "Lowe"]),
        ("Turkish minister Ann O’Toole spoke. O’Toole left.", ["Ann O’Toole", "O’Toole"]),
        ("Turkish minister Ann Lowe’s tea. Lowe’s tea.", ["Ann Lowe", "Lowe"]),
        ("Chinese President Xu Jinbao spoke. Xu left.", ["Xu Jinbao", "Xu"]),
    ],
)
def test_names_of_many_shapes(text: str, expected: list[str]) -> None:
    mentions = found(text)
    people = mentions[mentions["kind"] == "person"]
    assert people["surface"].tolist() == expected
    assert set(people["entity"]) == {expected[0]}


@pytest.mark.parametrize(
    ("surface", "entity"),
    [
        ("Minister Aydin", "Leila Aydin"),
        ("Mr. Aydin", "Kemal Aydin"),
        ("Mrs. Aydin", "Leila Aydin"),
        ("Ms. Aydin", "Leila Aydin"),
        ("Aydin", "Leila Aydin"),
        ("Kemal", "Kemal Aydin"),
    ],
)
def test_of_two_people_of_one_last_name_the_title_decides_or_the_latest(surface: str, entity: str) -> None:
    text = f"Turkish President Kemal Aydin met Greek minister Leila Aydin. Later {surface} smiled."
    assert meant(text, "person")[-1] == (surface.split()[-1], entity)


def test_a_last_name_that_is_a_partys_name_is_the_persons() -> None:
    text = "British minister Chloe Jordan spoke. Jordan smiled."
    assert meant(text, "person") == [("Chloe Jordan", "Chloe Jordan"), ("Jordan", "Chloe Jordan")]


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Reeves sold tea. Reeves smiled.",
        "Chad Miller sold tea.",
        "Georgia Marsh sold tea.",
        "Paris Winfield sold tea.",
        "Ann England sold tea.",
    ],
)
def test_a_private_person_named_like_a_party_is_no_mention(text: str) -> None:
    assert parties(text) == []


def test_a_country_beside_a_person_of_its_name_is_found() -> None:
    text = "Jordan Reeves sold tea in Jordan. Jordan Reeves left Amman."
    assert parties(text) == [("Jordan", "Jordan"), ("Amman", "Jordan")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kemal Aydin sold tea. Aydin sang.", []),
        ("Kemal Aydin sold tea. He sang. He slept. He woke.", []),
        (
            "Kemal Aydin sold tea. Aydin sang. Kemal slept.",
            [("Kemal Aydin", "Kemal Aydin"), ("Aydin", "Kemal Aydin"), ("Kemal", "Kemal Aydin")],
        ),
    ],
)
def test_who_belongs_to_nobody_is_a_party_from_the_third_time_on(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert parties(text) == expected


def test_a_party_of_their_own_has_no_entity() -> None:
    mentions = found("Kemal Aydin sold tea. Aydin sang. He slept. Aydin woke.")
    assert mentions["entity"].isna().all()
    assert mentions["kind"].tolist() == ["person"] * 3


def test_two_candidates_are_two_parties() -> None:
    text = "Ann Lowe met Bob Marsh. Lowe sang. Marsh slept. She woke him. Lowe and Marsh left."
    assert {party for _, party in parties(text)} == {"Ann Lowe", "Bob Marsh"}


def test_a_former_president_can_be_a_party_of_their_own() -> None:
    text = "Former French President Marc Dupont spoke. Dupont smiled. Dupont left."
    assert [party for _, party in parties(text, "person")] == ["Marc Dupont"] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kemal Aydin Sells Tea\n\nTurkish minister Kemal Aydin sold tea.", ["Kemal Aydin", "Kemal Aydin"]),
        ("Aydin sells tea\n\nTurkish minister Kemal Aydin sold tea.", ["Aydin", "Kemal Aydin"]),
        ("Turkish minister Kemal Aydin sells tea\n\nAydin sold tea.", ["Kemal Aydin", "Aydin"]),
        ("Jordan Buys Tea\n\nTurkish minister Kemal Aydin sold tea.", ["Kemal Aydin"]),
    ],
)
def test_a_headline_names_people_of_the_story(text: str, expected: list[str]) -> None:
    mentions = found(text)
    assert mentions.loc[mentions["kind"] == "person", "surface"].tolist() == expected


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Ann Lowe and Bob Marsh met. Lowe sang. Lowe left. Lowe slept.", "Ann Lowe"),
        ("Zyxa Lowe, who sings, left. Lowe slept. Lowe woke.", "Zyxa Lowe"),
        ("Zyxa Lowe said so. Lowe slept. Lowe woke.", "Zyxa Lowe"),
        ("Zyxa Lowe, 42, said so. Lowe slept. Lowe woke.", "Zyxa Lowe"),
        ("Mr. Lowe left. Lowe slept. Mr. Lowe woke.", "Lowe"),
        ("The mayor, Zyxa Lowe, left. Lowe slept. Lowe woke.", "Zyxa Lowe"),
    ],
)
def test_what_introduces_a_person(text: str, entity: str) -> None:
    assert {party for _, party in parties(text, "person")} == {entity}


@pytest.mark.parametrize(
    "text",
    [
        "Blue Kettle opened. Blue Kettle sold tea. Blue Kettle closed.",
        "Monday came. Monday went. Monday was dull.",
        "The Town Hall opened. The Town Hall shut. The Town Hall burnt.",
    ],
)
def test_things_are_no_people(text: str) -> None:
    assert parties(text) == []


def test_what_has_a_council_is_a_place() -> None:
    assert meant("The Turkish leader of Anna Vale council left. Anna Vale residents sang.", "person") == []


def test_a_first_name_that_is_a_word_begins_a_name() -> None:
    text = "Turkish minister Bill Ozal left. He sang. The Bill failed."
    assert meant(text, "person") == [("Bill Ozal", "Bill Ozal")]


@pytest.mark.parametrize(
    "thing",
    ["Aydin Foods", "the Aydin Foundation", "Port Aydin", "Aydin Shipyards", "the pro-Aydin Tea Club"],
)
def test_what_bears_a_persons_name_is_not_that_person(thing: str) -> None:
    text = f"{KEMAL}Nobody visited {thing} yesterday. Then Aydin left."
    assert meant(text, "person") == [("Kemal Aydin", "Kemal Aydin"), ("Aydin", "Kemal Aydin")]


@pytest.mark.parametrize("naming", ["Yesterday Aydin", "Kemal Aydin", "President Aydin", "Aydin"])
def test_a_person_behind_an_opening_or_a_title_is_found(naming: str) -> None:
    assert len(meant(f"{KEMAL}{naming} left, smiling.", "person")) == 2


def test_a_person_learns_party_and_gender() -> None:
    person = Person("Zyx Lowe")
    person.tie(Tie("Turkey", BY_BIRTH, ""))
    person.tie(Tie("Greece", BY_OFFICE, "queen"))
    assert (person.party, person.gender) == ("Greece", "female")


def test_a_last_word_that_speaks_again_and_again_is_a_last_name() -> None:
    text = "Qorvat Zelimov lashed out. “They are slow,” Zelimov said. Nobody saw Zelimov smile."
    mentions = found(text)
    assert mentions["party"].unique().tolist() == ["Qorvat Zelimov"]
    assert mentions["surface"].tolist() == ["Qorvat Zelimov", "Zelimov", "Zelimov"]


@pytest.mark.parametrize(
    "text",
    [
        "Qorvat Motors closed. Motors said so. Nobody saw Motors grow. Qorvat Motors paid.",
        "Qorvat Zelimov closed. Nobody saw Zelimov grow. Zelimov shone. Qorvat Zelimov opened.",
        "Qorvat Zelimov closed. Zelimov said so. Qorvat Zelimov opened. Qorvat Zelimov shone.",
        "Qorvat Zelimov closed. Qorvat said so. Nobody saw Qorvat grow. Qorvat Zelimov paid.",
    ],
)
def test_a_last_word_is_no_last_name_where_it_is_common_silent_or_rare(text: str) -> None:
    assert found(text).empty


@pytest.mark.parametrize("office", ["Attorney General", "Secretary General", "Solicitor General"])
def test_a_general_of_an_office_is_nobodys_name(office: str) -> None:
    assert meant(f"The Turkish {office} left. Turkey won.", "person") == []


def test_a_general_has_a_name() -> None:
    assert meant("The Turkish General Kemal Aydin left.", "person") == [("Kemal Aydin", "Kemal Aydin")]


def test_of_two_the_last_name_is_the_laters() -> None:
    text = "John Lowe left. His rival, Mary Lowe, sang. Lowe won. Lowe spoke."
    assert meant(text, "person")[-1] == ("Lowe", "Mary Lowe")


def hit(text: str, surface: str, party: str, kind: str = "name", entity: str | None = None) -> Hit:
    start = text.index(surface)
    return Hit(start, start + len(surface), Form(party, entity, kind), 1.0, surface)


def people_named(
    text: str,
    names: dict[str, list[str]],
    *hits: Hit,
    senders: tuple[Hit, ...] | None = None,
    by_office: bool = True,
) -> tuple[list[Person], set[int]]:
    """Return the people of a text where each name, and each way in which it is written, is known."""
    given = [
        (name, [Place(text.index(surface), text.index(surface) + len(surface)) for surface in surfaces])
        for name, surfaces in names.items()
    ]
    parties = frozenset(one.form.party for one in hits)
    senders = hits if senders is None else senders
    return named_people(text, hits, senders, given, parties, by_office=by_office)


@pytest.mark.parametrize(
    "text",
    ["The Omani minister Jan Wzor left.", "Jan Wzor, the Omani minister, left.", "Oman's Jan Wzor left."],
)
def test_whose_name_is_known_is_tied_by_what_stands_beside_it(text: str) -> None:
    owner = hit(text, "Omani" if "Omani" in text else "Oman", "Oman", "demonym")
    (person,), used = people_named(text, {"Jan Wzor": ["Jan Wzor"]}, owner)
    assert (person.name, person.party) == ("Jan Wzor", "Oman")
    assert person.places == [Place(text.index("Jan"), text.index("Jan") + 8)]
    assert used == set()


@pytest.mark.parametrize(
    ("text", "is_tied"),
    [("The Omani poet Jan Wzor left.", True), ("The Omani minister Jan Wzor left.", False)],
)
def test_without_offices_nationality_ties_alone(text: str, is_tied: bool) -> None:
    owner = hit(text, "Omani", "Oman", "demonym")
    (person,), _ = people_named(text, {"Jan Wzor": ["Jan Wzor"]}, owner, by_office=False)
    assert (person.party == "Oman") is is_tied


def test_every_place_of_a_known_name_can_tie() -> None:
    text = "Jan Wzor left. The Omani minister Wzor sang."
    given = {"Jan Wzor": ["Jan Wzor", "Wzor sang"]}
    (person,), _ = people_named(text, given, hit(text, "Omani", "Oman", "demonym"))
    assert person.party == "Oman"


def test_a_title_between_a_party_and_a_known_name_is_skipped() -> None:
    text = "Oman's interior minister, Sheikh Jan Wzor, left."
    (person,), _ = people_named(text, {"Jan Wzor": ["Jan Wzor"]}, hit(text, "Oman", "Oman"))
    assert (person.party, person.gender) == ("Oman", "male")


def test_nobody_speaks_for_who_is_no_sender() -> None:
    text = "The Omani minister Jan Wzor left."
    (person,), _ = people_named(
        text, {"Jan Wzor": ["Jan Wzor"]}, hit(text, "Omani", "Oman", "demonym"), senders=()
    )
    assert person.party == ""


def test_a_known_name_of_somebody_on_a_list_is_theirs() -> None:
    text = "Then Jan Wzor left."
    listed = hit(text, "Wzor", "Oman", "person", "Jan Wzor")
    (person,), used = people_named(text, {"Jan Wzor": ["Jan Wzor"]}, listed)
    assert (person.name, person.party, used) == ("Jan Wzor", "Oman", {0})
    (person,), used = people_named(text, {"Ann Wzor": ["Jan Wzor"]}, listed)
    assert (person.name, person.party, used) == ("Ann Wzor", "", {0})


def test_people_on_a_list_are_found_where_no_name_is_known() -> None:
    text = "Then Jan Wzor left."
    (person,), used = people_named(text, {}, hit(text, "Jan Wzor", "Oman", "person", "Jan Wzor"))
    assert (person.places, used) == ([Place(5, 13)], {0})


def test_no_known_names_are_nobody() -> None:
    assert people_named("", {}) == ([], set())
    assert people_named("Oman left.", {}, hit("Oman left.", "Oman", "Oman")) == ([], set())


def test_people_are_tied_by_their_names() -> None:
    people = [Person(name) for name in ("Jan Wzor", "Leila Tarn")]
    assert tie_people(people, {"Jan Wzor": ("Grey Union", 0.876), "Petra Ondal": ("Oman", 0.9)})
    assert [(one.party, one.confidence) for one in people] == [("Grey Union", 0.88), ("", 0.0)]


@pytest.mark.parametrize(("share", "party"), [(0.9, "Grey Union"), (0.7, "Oman")])
def test_the_surer_of_network_and_rule_ties(share: float, party: str) -> None:
    person = Person("Jan Wzor", "Oman", 0.8)
    assert tie_people([person], {"Jan Wzor": ("Grey Union", share)}) is (party != "Oman")
    assert person.party == party


def test_who_speaks_for_nobody_stays_so() -> None:
    person = Person("Jan Wzor", is_barred=True)
    assert not tie_people([person], {"Jan Wzor": ("Grey Union", 0.9)})
    assert person.party == ""


def test_without_people_or_ties_nobody_is_tied() -> None:
    assert not tie_people([Person("Jan Wzor")], {})
    assert not tie_people([], {"Jan Wzor": ("Grey Union", 0.9)})
