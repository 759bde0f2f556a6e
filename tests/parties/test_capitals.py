"""Tests of `analysis.parties.capitals`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parties.capitals import Word, runs, surname, without_article
from analysis.parties.names import NameIndex
from analysis.resources import shipped_parties
from analysis.tokens.document import Document

INDEX = NameIndex(shipped_parties())
PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Dr. ",
                "al-",
                "van der ",
                "O’Toole ",
                "Ann ",
                "J. ",
                "-",
                ". ",
                "McGee ",
                "Ümit ",
                "\n\n",
                "UN ",
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=20,
).map("".join)


def cut(text: str, *, title: str = "") -> list[tuple[str, str]]:
    """Give title and words of each run."""
    document = Document(text, title=title)
    return [
        (run.title, " ".join(word.text for word in run.words)) for run in runs(document, INDEX.find(document))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yesterday Ann Lowe left", ["Ann Lowe"]),
        ("yesterday Ann B. Lowe left", ["Ann B. Lowe"]),
        ("yesterday A. B. Lowe left", ["A. B. Lowe"]),
        ("yesterday Ann O’Toole left", ["Ann O’Toole"]),
        ("yesterday Ann O'Toole left", ["Ann O'Toole"]),
        ("yesterday Ann Lowe-Marsh left", ["Ann Lowe-Marsh"]),
        ("yesterday Ann Lowe’s tea", ["Ann Lowe"]),
        ("yesterday Ann Lowe's tea", ["Ann Lowe"]),
        ("yesterday Łukasz Żak left", ["Łukasz Żak"]),
        ("yesterday Jan van der Berg left", ["Jan Berg"]),
        ("yesterday Omar bin Ali left", ["Omar Ali"]),
        ("yesterday Omar al-Amin left", ["Omar al-Amin"]),
        ("yesterday Ann Lowe and Bob Marsh left", ["Ann Lowe", "Bob Marsh"]),
        ("yesterday Ann Lowe, Bob Marsh left", ["Ann Lowe", "Bob Marsh"]),
        ("yesterday Ann Lowe. Bob Marsh left", ["Ann Lowe", "Bob Marsh"]),
        ("yesterday nobody left", []),
        ("The tea is on Friday", []),
        ("an iPhone", []),
        ("", []),
    ],
)
def test_a_run_is_words_with_capitals_in_a_row(text: str, expected: list[str]) -> None:
    assert [words for _, words in cut(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yesterday Mr. Lowe left", [("mr", "Lowe")]),
        ("yesterday Mr Lowe left", [("mr", "Lowe")]),
        ("yesterday President Ann Lowe left", [("president", "Ann Lowe")]),
        ("yesterday Culture Minister Ann Lowe left", [("minister", "Ann Lowe")]),
        ("yesterday Lt. Gen. Ann Lowe left", [("gen", "Ann Lowe")]),
        ("yesterday Sen. Ann Lowe left", [("sen", "Ann Lowe")]),
        ("yesterday Turkish Foreign Minister Ann Lowe left", [("minister", "Ann Lowe")]),
        ("yesterday Ann Lowe left", [("", "Ann Lowe")]),
    ],
)
def test_titles_are_cut_off(text: str, expected: list[tuple[str, str]]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yesterday Turkish Ann Lowe left", ["Ann Lowe"]),
        ("yesterday Jordan left", []),
        ("yesterday Jordan Lowe left", ["Jordan Lowe"]),
        ("yesterday Chad Lowe left", ["Chad Lowe"]),
        ("yesterday Georgia Lowe left", ["Georgia Lowe"]),
        ("yesterday Ann Jordan left", ["Ann Jordan"]),
        ("yesterday Ann England left", ["Ann England"]),
        ("yesterday Russia left", []),
    ],
)
def test_a_name_of_a_party_can_be_part_of_a_persons(text: str, expected: list[str]) -> None:
    assert [words for _, words in cut(text)] == expected


def test_capitals_of_a_headline_make_no_name_of_a_party_a_persons() -> None:
    text = "Jordan Buys Tea"
    assert [words for _, words in cut(text, title=text)] == ["Buys Tea"]


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Ann Lowe", "Lowe"),
        ("Ann Lowe Jr.", "Lowe"),
        ("Ann Lowe III", "Lowe"),
        ("Omar al-Amin", "Amin"),
        ("Omar Al-Amin", "Amin"),
        ("Anne d’Or", "Or"),
        ("Lowe", "Lowe"),
        ("IV", "IV"),
    ],
)
def test_surname(name: str, last: str) -> None:
    assert surname([Word(word, 0, 0) for word in name.split()]) == last


@pytest.mark.parametrize("name", ["Amin", "Alman", "Al", "al-", "Anne-Marie", "O’Toole"])
def test_a_name_without_an_article_stays(name: str) -> None:
    assert without_article(name) == name


@given(PIECES)
@settings(max_examples=100, deadline=None)
def test_words_stand_where_they_say_in_order(text: str) -> None:
    document = Document(text)
    words = [word for run in runs(document, INDEX.find(document)) for word in run.words]
    assert [text[word.start : word.end] for word in words] == [word.text for word in words]
    assert [word.start for word in words] == sorted({word.start for word in words})
