"""Tests of `analysis.quotes.speakers`."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from analysis.quotes.records import Attribution
from analysis.quotes.referents import Referents
from analysis.quotes.speakers import Speakers
from analysis.schema import rows
from analysis.tokens.document import Document
from tests.quotes.finding import FINDER, speakers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France said it was fair.", ("France", "France")),
        ("France's foreign ministry said it was fair.", ("France", "France")),
        ("French officials said it was fair.", ("France", "France")),
        ("The president of France said it was fair.", ("France", "France")),
        ("French Foreign Minister Jan Example said it was fair.", ("Jan Example", "France")),
        ("French expert Jan Example, of the Centre for Ports, said it was fair.", ("Jan Example", None)),
        ("A French newspaper reported that it was fair.", ("A French newspaper", None)),
        ("A French medical journal reported that it was fair.", ("A French medical journal", None)),
        ("A former French official said it was fair.", ("A former French official", None)),
        ("Critics of France said it was fair.", ("Critics of France", None)),
        ("A bystander said it was fair.", ("A bystander", None)),
        ("A bystander, who had waited, said it was fair.", ("A bystander", None)),
        ("French officials, who said it was fair, left.", ("France", "France")),
        ("“It is fair,” he said.", (None, None)),
    ],
)
def test_who_speaks_and_for_whom(text: str, expected: tuple[str | None, str | None]) -> None:
    assert speakers(text) == [expected]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Norway: Bridge to open in May", [("Norway", "Norway")]),
        ("Poll: Bridge to open in May", [("Poll", None)]),
        ("Review: Bridge to open in May", []),
        ("The Latest: Bridge to open in May", []),
        ("Review: “A bridge too far”", [("Review", None)]),
    ],
)
def test_what_stands_before_a_headlines_colon_and_names_nobody_is_no_source(
    headline: str, expected: list[tuple[str | None, str | None]]
) -> None:
    assert speakers(f"{headline}\n\nIt rained in Oslo.") == expected


@pytest.mark.parametrize(
    "dateline",
    ["OSLO, Norway (AP) - ", "NAIROBI, Kenya — ", "OSLO (Example Wire) -- ", "PORT LOUIS - "],
)
def test_a_dateline_is_no_part_of_a_source(dateline: str) -> None:
    assert speakers(f"{dateline}President Jan Example said it was fair.") == [("Jan Example", None)]
    assert speakers(f"Trouble at sea\n\n{dateline}Poland said it was fair.") == [("Poland", "Poland")]


class Row(NamedTuple):
    """A row of the table `references`."""

    start: int
    end: int
    kind: str
    entity: int
    surface: str


class Entity(NamedTuple):
    """A row of the table `entities`."""

    name: str
    party: str | None
    type: str


def resolved(
    text: str, source: str, referents: Referents | None = None
) -> tuple[str | None, tuple[str, ...]]:
    """Give the speaker of a content whose source are some words of the text."""
    if referents is None:
        named = FINDER.find([Document(text)])
        referents = Referents(*(list(rows(table)) for table in named))
    start, last = text.index(source), len(text)
    item = Attribution(((start, start + len(source)),), ((last - 5, last - 1),), ((last - 3, last),))
    (speaker,) = Speakers(Document(text), referents).resolve([item])
    return speaker.name, speaker.parties


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("Doha", ""),
        ("Oslo, Norway", ""),
        ("Jan Example", "Jan Example"),
        ("The Norse Post", "The Norse Post"),
    ],
)
def test_a_dateline_with_a_colon_names_no_speaker(label: str, speaker: str) -> None:
    text = f"Trouble at sea\n\n{label}: Poland will send a ship to the island that was flooded."
    start = text.index(label)
    spans = [
        (start, start + len(label)),
        (colon := start + len(label), colon + 1),
        (colon + 2, len(text) - 1),
    ]
    item = Attribution(*((span,) for span in spans))
    referents = Referents(*(list(rows(table)) for table in FINDER.find([Document(text)])))
    assert Speakers(Document(text), referents).resolve([item])[0].name == speaker


def test_the_writer_has_no_row() -> None:
    assert speakers("I say that it was fair. We know that Peru lied.") == []
    assert speakers("“I say that it was fair,” said Maria Example.") == [("Maria Example", None)]


def test_a_neighbour_has_a_president() -> None:
    text = "The president of neighbouring Poland said it was fair."
    assert speakers(text) == [("Poland", "Poland")]


def test_who_is_named_in_a_quotation_does_not_say_it() -> None:
    text = "Poland met. “Norway is a friend,” it said."
    assert speakers(text, is_read=True) == [("Poland", "Poland")]


def test_two_people_who_speak_together_are_both_quoted() -> None:
    both = "Jan Wzor and Maria Novak"
    text = f"Polish envoy Jan Wzor and Czech minister Maria Novak said it was fair. {both} said they won."
    assert speakers(text) == [(both, "Poland"), (both, "Czech Republic")] * 2
    assert speakers("Polish envoy Jan Wzor and friends of Czech minister Maria Novak said it was fair.")


def test_a_joint_source_has_a_row_for_each_party() -> None:
    words = "Both French and Italian officials"
    assert speakers(f"{words} said it was fair.") == [(words, "France"), (words, "Italy")]


@pytest.mark.parametrize("who", ["he", "Example"])
def test_pronouns_and_last_names_mean_a_person_without_a_party(who: str) -> None:
    text = f"French expert Jan Example said it was fair. “France won,” {who} said."
    assert speakers(text) == [("Jan Example", None)] * 2


def test_a_floating_quotation_is_of_who_spoke_last() -> None:
    text = "“It is fair,” said Maria Example, a baker.\n\n“Nobody helps any of us.”"
    assert speakers(text) == [("Maria Example", None)] * 2


@pytest.mark.parametrize(
    "person",
    [
        "Polish Foreign Minister Jan Wzor",
        "The Polish foreign minister, Jan Wzor,",
        "Jan Wzor, the Polish foreign minister,",
    ],
)
def test_an_office_means_who_was_named_with_it(person: str) -> None:
    text = f"{person} came. “It is fair,” the Polish minister said."
    assert speakers(text, is_read=True)[-1] == ("Jan Wzor", "Poland")


def test_an_office_that_nobody_was_named_with_is_the_partys() -> None:
    text = "Polish envoy Jan Wzor arrived. “It is fair,” the Polish minister said."
    assert speakers(text)[-1] == ("Poland", "Poland")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Her lawyer, Amy Example, said it was fair. Example left.", ("Amy Example", None)),
        ("One of them, Amy Example, said it was fair.", ("Amy Example", None)),
        ("Maria Zyx left. Ms Zyx said it was fair.", ("Maria Zyx", None)),
        (
            "Polish Foreign Minister Jan Wzor left. Wzor’s lawyer, Amy Example, said it was fair.",
            ("Amy Example", "Poland"),
        ),
        ("Jan Wzor left. Wzor’s brother, Carl, said it was fair.", ("Wzor’s brother, Carl", None)),
        (
            "Polish Foreign Minister Jan Wzor left. Wzor’s spokeswoman, Amy Example, said it was fair.",
            ("Amy Example", "Poland"),
        ),
        ("Polish Foreign Minister Jan Wzor left. Wzor’s sister said it was fair.", ("Wzor’s sister", None)),
    ],
)
def test_a_possessive_is_not_who_speaks(text: str, expected: tuple[str | None, str | None]) -> None:
    assert speakers(text) == [expected]


WELD = "Polish minister Anna Weld said it was fair. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The police chief said it was wrong. “It failed,” she said.", ("The police chief", None)),
        ("Her friend John Lopez was angry. “It failed,” she said.", ("Anna Weld", "Poland")),
        ("“Maria Lopez is wrong,” she said.", ("Anna Weld", "Poland")),
    ],
)
def test_she_is_who_was_named_last_with_a_party_or_without(
    text: str, expected: tuple[str, str | None]
) -> None:
    assert speakers(f"{WELD}{text}")[-1] == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("Poland issued a statement on Monday.", ("Poland", "Poland")),
        ("Polish Foreign Minister Jan Wzor said in a statement that it was fair.", ("Jan Wzor", "Poland")),
        ("Nobody came.", ("the statement", None)),
        ("Somebody issued a statement.", ("the statement", None)),
        ("Polish Foreign Minister Jan Wzor said it was fair.", ("the statement", None)),
    ],
)
def test_a_statement_is_of_who_issued_it(opening: str, expected: tuple[str, str | None]) -> None:
    assert speakers(f"{opening} “They have lied,” the statement said.")[-1] == expected


FRENCH = "French President Paul Reed arrived. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Polish official said it was fair. He said it was late.", ("Poland", "Poland")),
        ("A Polish official said it was fair. “It is late,” he said.", ("Poland", "Poland")),
        ("Meanwhile, activist Jan Wzor, who sings, said it was fair.", ("Jan Wzor", None)),
        ("Separately, Poland said it was fair.", ("Poland", "Poland")),
        (
            "The Competition and Markets Authority said it was fair.",
            ("The Competition and Markets Authority", None),
        ),
    ],
)
def test_who_speaks_behind_others(text: str, expected: tuple[str, str | None]) -> None:
    assert speakers(f"{FRENCH}{text}")[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO left. The alliance’s envoy for Rome, Xyl Example, said it was fair.", ("Xyl Example", "NATO")),
        ("Poland was late, according to its government.", ("Poland", "Poland")),
    ],
)
def test_who_is_meant_speaks(text: str, expected: tuple[str, str | None]) -> None:
    assert speakers(text, is_read=True)[-1] == expected


def test_it_is_nobody_who_is_a_party_of_their_own() -> None:
    text = "Anna Weber came. Weber left. Weber said it was fair. Nobody came. It said it was late."
    assert speakers(text) == [("Anna Weber", "Anna Weber"), (None, None)]


def test_a_source_that_begins_within_a_name_is_that_of_the_name() -> None:
    assert resolved("Polish envoy Jan al-Wzor came.", "Wzor") == ("Jan al-Wzor", ("Poland",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Afghanistan's Taliban said it was fair.", ("Taliban", "Taliban")),
        ("The Palestinian group Hamas said it was fair.", ("Hamas", "Hamas")),
        ("Chinese investors said it was fair.", ("China", "China")),
        ("Syrian refugees said it was fair.", ("Syrian refugees", None)),
        ("The former Polish minister said it was fair.", ("The former Polish minister", None)),
    ],
)
def test_who_is_named_before_a_group_does_not_speak_for_it(text: str, expected: tuple[str, str]) -> None:
    assert speakers(text) == [expected]


POLISH = "Polish Foreign Minister Jan Wzor came. "


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Wzor campaign", ("The Wzor campaign", "Poland")),
        ("Wzor supporters", ("Wzor supporters", None)),
        ("Wzor and his allies", ("Jan Wzor", "Poland")),
        ("Poland’s spokeswoman for trade, Amy Example,", ("Amy Example", "Poland")),
    ],
)
def test_who_speaks_for_a_person_is_somebody_else(words: str, expected: tuple[str, str | None]) -> None:
    assert speakers(f"{POLISH}{words} said it was fair.") == [expected]


def test_who_is_quoted_does_not_call_themselves_he() -> None:
    text = "“He said it was fair,” said Wzor."
    people = [Entity("Jan Wzor", None, "person")]
    found = Referents([], people, [Row(1, 3, "pronoun", 0, "He"), Row(28, 32, "name", 0, "Wzor")])
    outer = Attribution(((28, 32),), ((23, 27),), ((0, 22),))
    inner = Attribution(((1, 3),), ((4, 8),), ((9, 20),))
    speakers_found = Speakers(Document(text), found).resolve([outer, inner])
    assert [speaker.name for speaker in speakers_found] == ["Jan Wzor", None]


@pytest.mark.parametrize(
    ("text", "clause", "speaker"),
    [
        ("Peru, which shares power with Chile, said it was fair.", "which shares power with Chile", "Peru"),
        ("Maria Example, who ran against Chile, said it was fair.", "who ran against Chile", "Maria Example"),
        ("Peru met Chile. Which of them said it was fair?", "Which of them", None),
    ],
)
def test_a_clause_is_of_whom_stands_before_it(text: str, clause: str, speaker: str | None) -> None:
    assert resolved(text, clause)[0] == speaker


def test_a_preposition_in_a_name_is_no_end_of_a_source() -> None:
    name = "Bank of Kestria"
    referents = Referents([], [Entity(name, name, "organisation")], [Row(4, 4 + len(name), "name", 0, name)])
    text = f"The {name} said it was fair."
    assert resolved(text, f"The {name}", referents) == (name, (name,))


def test_who_answers_in_an_interview_is_whom_it_is_about() -> None:
    text = (
        "Captain Sela Mbatha landed on a lake. Sela Mbatha spoke to Tove Arnesen.\n\n"
        "Q: Were you afraid?\n\nA: No. Tove Arnesen was.\n\nQ: Why?\n\nA: She fell."
    )
    assert speakers(text)[-4:] == [(None, None), ("Sela Mbatha", None), (None, None), ("Sela Mbatha", None)]
