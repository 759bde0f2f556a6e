"""Tests of `analysis.quotes.direct`."""

from __future__ import annotations

import pytest

from tests.quotes.finding import attributions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is fair,” he said.", (["he"], ["said"], ["“It is fair,”"])),
        ("“It is fair,” he later said.", (["he"], ["later said"], ["“It is fair,”"])),
        ("“It is fair,” said Jan Example.", (["Jan Example"], ["said"], ["“It is fair,”"])),
        ("“It is fair!” she cried.", (["she"], ["cried"], ["“It is fair!”"])),
        ("“We won,” reads the sign.", (["the sign"], ["reads"], ["“We won,”"])),
        (
            "“It is fair,” said Example, who runs the bank, on Monday.",
            (["Example, who runs the bank"], ["said"], ["“It is fair,”"]),
        ),
        ("“It is fair,” said Example and Sample.", (["Example and Sample"], ["said"], ["“It is fair,”"])),
        (
            "“It is fair,” the mayor of Drenn, Jan Example, said.",
            (["the mayor of Drenn, Jan Example"], ["said"], ["“It is fair,”"]),
        ),
        ("He said: “It is fair.”", (["He"], ["said"], ["“It is fair.”"])),
        ("In a letter, Example wrote: “It is fair.”", (["Example"], ["wrote"], ["“It is fair.”"])),
        ("He called it “a very fair deal”.", (["He"], ["called"], ["“a very fair deal”"])),
        (
            "He said the plan was “a joke of a plan” and would fail.",
            (["He"], ["said"], ["the plan was “a joke of a plan” and would fail"]),
        ),
        ("“It,” he said, “is quite fair.”", (["he"], ["said"], ["“It,”", "“is quite fair.”"])),
        ("“It is fair,” he said. “I am glad.”", (["he"], ["said"], ["“It is fair,”", "“I am glad.”"])),
        ("He said: “It is fair.” “I am glad.”", (["He"], ["said"], ["“It is fair.”", "“I am glad.”"])),
        ("“It is.\n\n“It was,” he said.", (["he"], ["said"], ["“It is.", "“It was,”"])),
    ],
)
def test_a_quotation_has_source_and_cue(text: str, expected: tuple[list[str], list[str], list[str]]) -> None:
    assert attributions(text) == [expected]


def test_a_quotation_with_a_cue_of_its_own_is_another() -> None:
    found = attributions("“It is fair,” he said. “I am glad,” she said.")
    assert [source for source, _, _ in found] == [["he"], ["she"]]


@pytest.mark.parametrize(
    "text",
    [
        "“It is fair,” he said.\n\n“We shall all be glad of it.”",
        "“It is fair,” he said. They left. “We shall all be glad of it.”",
    ],
)
def test_a_floating_quotation_has_neither_cue_nor_source(text: str) -> None:
    assert attributions(text)[1] == ([], [], ["“We shall all be glad of it.”"])


def test_a_full_stop_parts_a_quotation_from_the_next_sentence() -> None:
    found = attributions("“It is fair.” Example said nothing more.")
    assert found[0] == ([], [], ["“It is fair.”"])


def test_an_unclosed_mark_costs_its_own_quotation_alone() -> None:
    found = attributions("Drenn said “it left and went home.\n\n“It is fair,” he said.")
    assert (["he"], ["said"], ["“It is fair,”"]) in found
