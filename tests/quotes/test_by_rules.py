"""Tests of `analysis.quotes.by_rules` and the rules that it puts together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.quotes.finding import attributions

WORDS = st.sampled_from(
    'Example said says , . “ ” " ‘ ’ : ; that he she who which and but told according to wants calls for '
    "in on Monday saying is not \n\n a the ( ) — demands".split(" ")
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is fair,” he said.", (["he"], ["said"], ["“It is fair,”"])),
        ("“It is fair,” said Jan Example.", (["Jan Example"], ["said"], ["“It is fair,”"])),
        ("He said: “It is fair.”", (["He"], ["said"], ["“It is fair.”"])),
        ("“It,” he said, “is quite fair.”", (["he"], ["said"], ["“It,”", "“is quite fair.”"])),
        ("“It is fair,” he said. “I am glad.”", (["he"], ["said"], ["“It is fair,”", "“I am glad.”"])),
        ("“It is.\n\n“It was,” he said.", (["he"], ["said"], ["“It is.", "“It was,”"])),
        ("Drenn said it was fair.", (["Drenn"], ["said"], ["it was fair"])),
        ("Drenn has said that it was fair.", (["Drenn"], ["has said"], ["that it was fair"])),
        ("Drenn called for a truce.", (["Drenn"], ["called for"], ["a truce"])),
        ("Drenn hopes to win.", (["Drenn"], ["hopes"], ["to win"])),
        ("Drenn demands that Kestria leave.", (["Drenn"], ["demands"], ["that Kestria leave"])),
        ("Drenn insists it will stay.", (["Drenn"], ["insists"], ["it will stay"])),
        ("Kestria left, Drenn said.", (["Drenn"], ["said"], ["Kestria left"])),
        ("Kestria, Drenn says, has left.", (["Drenn"], ["says"], ["Kestria", "has left"])),
        ("Kestria left, according to Drenn.", (["Drenn"], ["according to"], ["Kestria left"])),
        ("According to Drenn, Kestria left.", (["Drenn"], ["According to"], ["Kestria left"])),
        ("Drenn told reporters that it left.", (["Drenn"], ["told"], ["that it left"])),
        ("Drenn said in a statement that it left.", (["Drenn"], ["said"], ["that it left"])),
        ("Example: Bridge to stay open", (["Example"], [":"], ["Bridge to stay open"])),
        (
            "Example, the mayor of Drenn, said it left.",
            (["Example, the mayor of Drenn"], ["said"], ["it left"]),
        ),
    ],
)
def test_source_cue_and_content(text: str, expected: tuple[list[str], list[str], list[str]]) -> None:
    assert attributions(text) == [expected]


@pytest.mark.parametrize("text", ["", "Drenn left.", "The report is long.", "The United States won."])
def test_nothing_is_attributed(text: str) -> None:
    assert attributions(text) == []


def test_a_participle_has_the_source_of_its_sentence() -> None:
    assert attributions("Drenn said it won, adding that it was glad.")[1] == (
        ["Drenn"],
        ["adding"],
        ["that it was glad"],
    )


def test_a_floating_quotation_has_neither_cue_nor_source() -> None:
    found = attributions("“It is fair,” he said.\n\n“We shall all be glad of it.”")
    assert found[1] == ([], [], ["“We shall all be glad of it.”"])


def test_an_unclosed_mark_costs_its_own_quotation_alone() -> None:
    found = attributions("Drenn said “it left and went home.\n\n“It is fair,” he said.")
    assert (["he"], ["said"], ["“It is fair,”"]) in found


@pytest.mark.parametrize("noise", ["“" * 1000, "“a " * 10 + "”" * 10, "said that he said " * 300])
def test_hostile_paragraphs_cost_nothing_elsewhere(noise: str) -> None:
    found = attributions(f"{noise}\n\nDrenn said it was fair.")
    assert (["Drenn"], ["said"], ["it was fair"]) in found


@pytest.mark.parametrize("piece", ["he said that ", "he said, ", "Said Abc ", "x, which said, "])
def test_contents_grow_no_faster_than_the_text(piece: str) -> None:
    sizes = [
        sum(len(part) for _, _, content in attributions(piece * n) for part in content) for n in (200, 400)
    ]
    assert sizes[1] <= 2.5 * sizes[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_text_is_read(text: str) -> None:
    for _, _, content in attributions(text):
        assert content
        assert all(content)
