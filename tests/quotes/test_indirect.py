"""Tests of `analysis.quotes.indirect`."""

from __future__ import annotations

import pytest

from tests.quotes.finding import attributions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drenn said it was fair.", (["Drenn"], ["said"], ["it was fair"])),
        ("Drenn has said that it was fair.", (["Drenn"], ["has said"], ["that it was fair"])),
        ("Drenn did not say that it left.", (["Drenn"], ["did not say"], ["that it left"])),
        ("Drenn asked whether Kestria left.", (["Drenn"], ["asked"], ["whether Kestria left"])),
        ("Drenn called for a truce.", (["Drenn"], ["called for"], ["a truce"])),
        ("Drenn warned against haste.", (["Drenn"], ["warned against"], ["haste"])),
        ("Drenn described it as fair.", (["Drenn"], ["described"], ["it as fair"])),
        ("Drenn hopes to win.", (["Drenn"], ["hopes"], ["to win"])),
        ("Drenn demands that Kestria leave.", (["Drenn"], ["demands"], ["that Kestria leave"])),
        ("Drenn insists it will stay.", (["Drenn"], ["insists"], ["it will stay"])),
        ("Drenn told reporters that it left.", (["Drenn"], ["told"], ["that it left"])),
        ("Drenn told Kestria to leave.", (["Drenn"], ["told"], ["to leave"])),
        ("Drenn said in a statement that it left.", (["Drenn"], ["said"], ["that it left"])),
        ("Drenn said on Monday that it left.", (["Drenn"], ["said"], ["that it left"])),
        (
            "Drenn said on Monday it would leave the union for good.",
            (["Drenn"], ["said"], ["it would leave the union for good"]),
        ),
        ("What Drenn said was fair.", (["Drenn"], ["said"], ["What", "was fair"])),
        ("Kestria left, Drenn said.", (["Drenn"], ["said"], ["Kestria left"])),
        ("But Kestria left, Drenn said.", (["Drenn"], ["said"], ["Kestria left"])),
        ("It left, said Jan Example on Monday.", (["Jan Example"], ["said"], ["It left"])),
        ("Kestria, Drenn says, has left.", (["Drenn"], ["says"], ["Kestria", "has left"])),
        ("Kestria left, according to Drenn.", (["Drenn"], ["according to"], ["Kestria left"])),
        ("According to Drenn, Kestria left.", (["Drenn"], ["According to"], ["Kestria left"])),
        ("Drenn, according to Kestria, has left.", (["Kestria"], ["according to"], ["Drenn", "has left"])),
        ("Example: Bridge to stay open", (["Example"], [":"], ["Bridge to stay open"])),
        ("Jan Example: “It is fair.”", (["Jan Example"], [":"], ["“It is fair.”"])),
    ],
)
def test_reported_words_have_source_and_cue(
    text: str, expected: tuple[list[str], list[str], list[str]]
) -> None:
    assert attributions(text) == [expected]


@pytest.mark.parametrize("text", ["", "Drenn left.", "The report is long.", "The United States won."])
def test_nothing_is_attributed(text: str) -> None:
    assert attributions(text) == []


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Drenn is said to have left.", "is said", ["Drenn", "to have left"]),
        ("Kestria was accused of lying.", "was accused of", ["Kestria", "lying"]),
        ("Drenn was asked whether it left.", "was asked", ["whether it left"]),
    ],
)
def test_a_passive_has_no_source(text: str, cue: str, content: list[str]) -> None:
    assert attributions(text) == [([], [cue], content)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Drenn was accused by Kestria of lying.", "Kestria", "was accused", ["Drenn", "of lying"]),
        ("Drenn was accused of lying by Kestria.", "Kestria", "was accused of", ["Drenn", "lying"]),
        ("Drenn was condemned by Kestria.", "Kestria", "was condemned", ["Drenn"]),
        (
            "Drenn was praised by the mayor of Kestria for its patience.",
            "the mayor of Kestria",
            "was praised",
            ["Drenn", "for its patience"],
        ),
        (
            "Drenn has been criticised by the Office for Ports over delays.",
            "the Office for Ports",
            "has been criticised",
            ["Drenn", "over delays"],
        ),
    ],
)
def test_who_judges_in_the_passive_is_the_source(
    text: str, source: str, cue: str, content: list[str]
) -> None:
    assert attributions(text) == [([source], [cue], content)]


def test_by_may_tell_how() -> None:
    assert attributions("Drenn was accused of winning by lying.") == [
        ([], ["was accused of"], ["Drenn", "winning by lying"])
    ]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Drenn said it won, adding that it was glad.", (["Drenn"], ["adding"], ["that it was glad"])),
        ("Drenn said it won and added that it was glad.", (["Drenn"], ["added"], ["that it was glad"])),
        ("Officials said it left; Drenn said it stayed.", (["Drenn"], ["said"], ["it stayed"])),
    ],
)
def test_a_second_cue_is_an_attribution_of_its_own(
    text: str, second: tuple[list[str], list[str], list[str]]
) -> None:
    assert attributions(text)[1] == second


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("When Drenn said it was fair, Kestria left.", "Drenn"),
        ("With Example saying it was fair, Drenn left.", "Example"),
        ("Example, who said it was fair, left.", "who"),
    ],
)
def test_what_is_said_in_an_opening_clause_ends_with_it(text: str, source: str) -> None:
    ((sources, _, content),) = attributions(text)
    assert (sources, content) == ([source], ["it was fair"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru, accused by Chile of theft, left.", (["Chile"], ["accused"], ["Peru", "of theft"])),
        (
            "Peru, praised by Chile for its patience, left.",
            (["Chile"], ["praised"], ["Peru", "for its patience"]),
        ),
        (
            "The club, blamed by the mayor for the fire, left.",
            (["the mayor"], ["blamed"], ["The club", "for the fire"]),
        ),
        (
            "Jan Example, condemned by Peru over it, left.",
            (["Peru"], ["condemned"], ["Jan Example", "over it"]),
        ),
        ("Peru, criticised by Chile, left.", (["Chile"], ["criticised"], ["Peru"])),
        ("The law, denounced by Peru, fell.", (["Peru"], ["denounced"], ["The law"])),
    ],
)
def test_who_is_judged_between_commas_is_content(
    text: str, expected: tuple[list[str], list[str], list[str]]
) -> None:
    assert attributions(text) == [expected]
