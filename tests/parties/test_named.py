"""Names put together into entities."""

from __future__ import annotations

import time

import pytest

from analysis.network.references import Reading
from analysis.parties.named import Entity, entities_in
from tests.parties.readings import marked


def entities(text: str) -> list[Entity]:
    return entities_in(*marked(text))


def named(text: str) -> list[tuple[str, list[str]]]:
    """Return the name of each entity, and how the text writes it."""
    plain, reading = marked(text)
    return [
        (entity.name, [plain[slice(*place)] for place in entity.places])
        for entity in entities_in(plain, reading)
    ]


def test_a_surname_belongs_to_the_full_name() -> None:
    assert named("{Jan Wzor:person} met {Leila Tarn:person}. {Wzor:person} left.") == [
        ("Jan Wzor", ["Jan Wzor", "Wzor"]),
        ("Leila Tarn", ["Leila Tarn"]),
    ]


def test_a_headline_can_use_the_surname_first() -> None:
    assert named("{Wzor:person} leaves\n\n{Jan Wzor:person} left.") == [("Jan Wzor", ["Wzor", "Jan Wzor"])]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("{Wzor:person} left. {Mary Wzor:person} and Mr {Wzor:person} met.", False),
        ("{Mary Wzor:person} left.\n\nMr {Wzor:person} sang.", False),
        ("{Mary Wzor:person} left. Mrs {Wzor:person} sang.", True),
        ("Mr {Mary Wzor:person} left. Mr {Wzor:person} sang.", True),
        ("{Quellin Wzor:person} left. Mr {Wzor:person} sang.", True),
    ],
)
def test_a_title_and_a_first_name_that_disagree_are_two_people(text: str, is_one: bool) -> None:
    assert (len(named(text)) == 1) is is_one


def test_an_article_alone_is_no_name() -> None:
    assert named("{the:organisation} {Wzor Group:organisation} left.") == [("Wzor Group", ["Wzor Group"])]


@pytest.mark.parametrize(
    ("following", "written"),
    [
        ("{Grey:organisation} Kettle stayed.", "Grey Kettle"),
        ("{Grey:organisation} Kettles stayed.", "Grey"),
        ("{Grey:organisation} {Kettle:person} stayed.", "Grey"),
        ("{Grey:organisation} stayed.", "Grey"),
    ],
)
def test_a_name_that_is_cut_short_goes_on_as_elsewhere(following: str, written: str) -> None:
    (_, places), *_ = named(f"{{Grey Kettle:organisation}} left. {following}")
    assert places == ["Grey Kettle", written]


@pytest.mark.parametrize("short", ["J. Wzor", "Jan Wzor", "Jan", "B. Wzor", "Wzor", "JAN WZOR"])
def test_parts_and_initials_are_the_full_names(short: str) -> None:
    assert named(f"{{Jan B. Wzor:person}} met {{{short}:person}}.") == [
        ("Jan B. Wzor", ["Jan B. Wzor", short])
    ]


@pytest.mark.parametrize("other", ["Ann Wzor", "Jan Tarn", "A. Wzor", "Wzorek", "B. Jan"])
def test_other_names_are_other_people(other: str) -> None:
    assert len(entities(f"{{Jan B. Wzor:person}} met {{{other}:person}}.")) == 2


def test_of_two_people_of_a_surname_the_last_named_is_meant() -> None:
    text = "{Jan Wzor:person} met {Ann Wzor:person}. {Wzor:person} left."
    assert named(text) == [("Jan Wzor", ["Jan Wzor"]), ("Ann Wzor", ["Ann Wzor", "Wzor"])]


def test_a_surname_stays_with_whom_it_was_used_for() -> None:
    text = "{Jan Wzor:person} left. {Wzor:person} met {Ann Wzor:person}. {Wzor:person} sang."
    assert named(text) == [("Jan Wzor", ["Jan Wzor", "Wzor", "Wzor"]), ("Ann Wzor", ["Ann Wzor"])]


def test_before_all_of_a_surname_the_first_named_is_meant() -> None:
    assert named("{Wzor:person}: {Jan Wzor:person}, {Ann Wzor:person}")[0] == (
        "Jan Wzor",
        ["Wzor", "Jan Wzor"],
    )


def test_titles_tell_a_man_from_a_woman() -> None:
    text = "Mr. {Wzor:person} and Mrs {Wzor:person} left. Mr {Wzor:person} sang."
    assert [len(entity.places) for entity in entities(text)] == [2, 1]


@pytest.mark.parametrize(
    ("short", "full", "is_one"),
    [
        ("Rovers", "Quellin Rovers", True),
        ("Quellin", "Quellin Rovers", True),
        ("Bank", "Quellin Bank", False),
        ("Quellin Chamber", "University of the Quellin Chamber", False),
    ],
)
def test_the_end_of_a_name_is_a_bodys_short_one(short: str, full: str, is_one: bool) -> None:
    found = entities(f"{{{full}:organisation}} won. {{{short}:organisation}} sang.")
    assert len(found) == (1 if is_one else 2)


def test_a_title_goes_with_the_first_name_that_it_fits() -> None:
    couple = "{John Wzor:person} and {Mary Wzor:person} left."
    (john, mary) = entities(
        "{John Wzor:person} left. {Wzor:person} sang. {Mary Wzor:person} and Mrs {Wzor:person}."
    )
    assert [len(one.places) for one in (john, mary)] == [2, 2]
    for first, second, is_john in (("Mr", "Mrs", True), ("Mrs", "Mr", False)):
        john, mary = entities(f"{couple} {first} {{Wzor:person}} sang. {second} {{Wzor:person}} slept.")
        assert (john.name, mary.name) == ("John Wzor", "Mary Wzor")
        assert (john.places[1] < mary.places[1]) == is_john


def test_a_mere_surname_is_not_that_of_whom_a_title_goes_with() -> None:
    text = "{John Wzor:person} left, and {Mary Wzor:person}. Mrs {Wzor:person} sang. {Wzor:person} slept."
    assert named(text.replace(" left", ", or {Wzor:person}, left")) == [
        ("John Wzor", ["John Wzor", "Wzor", "Wzor"]),
        ("Mary Wzor", ["Mary Wzor", "Wzor"]),
    ]


def test_a_title_that_fits_nobody_goes_with_the_nearest() -> None:
    assert [len(entity.places) for entity in entities("{Kim Wzor:person} left. Mr. {Wzor:person} sang.")] == [
        2
    ]


def test_the_end_of_a_sentence_is_no_title() -> None:
    assert len(entities("She met the king. {Tarn:person} left, and Ms. {Tarn:person} sang.")) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{President Jan Wzor:person}", "Jan Wzor"),
        ("{Dr. Jan Wzor:person}", "Jan Wzor"),
        ("{Jan Wzor:person}, Jr.", "Jan Wzor, Jr."),
        ("{Jan Wzor:person} III", "Jan Wzor III"),
        ("{Jan Wzor's:person}", "Jan Wzor"),
        ("{the Grey Harbours’:organisation}", "Grey Harbours"),
        ("{Wzor -:person}", "Wzor"),
        ("{Wzor—:person}", "Wzor"),
        ("{Wzor – :person}", "Wzor"),
        ("{President:person}", "President"),
        ("{Minister Group:organisation}", "Minister Group"),
    ],
)
def test_what_is_no_part_of_a_name_is_taken_off(text: str, name: str) -> None:
    plain, reading = marked(text)
    (entity,) = entities_in(plain, reading)
    assert entity.name == name
    assert plain[slice(*entity.places[0])] == name


def test_a_name_over_two_lines_is_one_line() -> None:
    assert named("{Jan\nWzor:person}") == [("Jan Wzor", ["Jan\nWzor"])]


@pytest.mark.parametrize(
    "other", ["Grey Harbour", "Grey", "GHU", "G.H.U.", "Grey Harbour Union Ltd", "The Grey Harbour Union"]
)
def test_an_organisation_goes_by_its_first_words_and_initials(other: str) -> None:
    found = entities(f"{{Grey Harbour Union:organisation}} met. {{{other}:organisation}} left.")
    assert len(found) == 1


@pytest.mark.parametrize("other", ["Harbour Union", "Union", "HU", "Grey Bay", "Grey Harbour Council"])
def test_other_words_are_another_organisations(other: str) -> None:
    text = f"{{Grey Harbour Union:organisation}} met. {{{other}:organisation}} left."
    assert len(entities(text)) == 2


@pytest.mark.parametrize(("share", "n"), [("0.5", 1), ("0.49", 2)])
def test_a_likely_link_joins_an_organisations_words(share: str, n: int) -> None:
    text = f"{{Grey Harbour Union:organisation}} met. {{Harbour Union:organisation>0={share}}} left."
    assert len(entities(text)) == n


def test_a_link_does_not_join_other_words() -> None:
    assert len(entities("{Grey Harbour:organisation} met. {Quellin:organisation>0=0.9} left.")) == 2


def test_what_every_organisation_is_called_is_nobodys_first_word() -> None:
    assert len(entities("{Bank Quellin:organisation} met. {Bank:organisation} left.")) == 2


@pytest.mark.parametrize("kind", ["place", "group"])
def test_places_and_groups_have_no_short_names(kind: str) -> None:
    assert len(entities(f"{{Port Ondal:{kind}}} and {{Ondal:{kind}}}")) == 2
    assert len(entities(f"{{Port Ondal:{kind}}} and {{Port Ondal:{kind}}}")) == 1


def test_a_place_is_no_short_name_of_an_organisation() -> None:
    assert len(entities("{Grey Harbour Union:organisation} met in {Grey Harbour:place}.")) == 2


@pytest.mark.parametrize(("probability", "n"), [("0.9", 1), ("0.95", 2)])
def test_a_surname_that_looks_like_a_place_is_a_persons_unless_that_is_sure(probability: str, n: int) -> None:
    assert len(entities(f"{{Jan Wzor:person}} left. {{Wzor:place@{probability}}} sang.")) == n


def test_the_type_is_that_of_most_words() -> None:
    text = "{Grey Harbour Union:organisation@0.9} met. {Grey Harbour Union:person@0.6} left."
    (entity,) = entities(text)
    assert entity.type == "organisation"
    assert entity.confidence == pytest.approx(0.45)


def test_an_entity_knows_its_names_among_the_mentions() -> None:
    text = "{The mayor:nominal}, {Jan Wzor:person}, met {her:she}. {Wzor:person} left."
    (entity,) = entities(text)
    assert entity.numbers == (1, 3)


def test_entities_come_in_the_order_of_the_text() -> None:
    text = "{Oman:place}, {Jan B. Wzor:person}, {Grey Harbour Union:organisation}, {Peru:place}, {Oman:place}"
    assert [entity.name for entity in entities(text)] == ["Oman", "Jan B. Wzor", "Grey Harbour Union", "Peru"]


@pytest.mark.parametrize(
    "text", ["Nobody left.", "{The mayor:nominal} met {him:he}.", "{—:person}", "{'s:person}"]
)
def test_without_names_there_are_no_entities(text: str) -> None:
    assert entities(text) == []


def test_an_empty_reading_has_no_entities() -> None:
    assert entities_in("", Reading([], [], [])) == []


@pytest.mark.parametrize(
    "name", ["Jan Wzor", "A{} Wzor", "Mr. A{} Wzor", "Wzor A{}", "A{} B{} C{}"], ids=ascii
)
def test_a_long_list_of_names_is_read_in_linear_time(name: str) -> None:
    names = [name.replace("{}", str(number)) for number in range(5_000)]
    text, reading = marked(". ".join(f"{{{own}:person>0=0.6}}" for own in names))
    start = time.monotonic()
    found = entities_in(text, reading)
    # A fifth of a second on two quiet cores; comparing all with all takes 15 s.
    assert time.monotonic() - start < 5
    assert len(found) == len(set(names))
