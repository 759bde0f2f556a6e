"""Attributions by the network: how probabilities become spans, and what texts of all sorts give."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.network import articles
from analysis.network.articles import read_articles
from analysis.network.session import STATES, Array
from analysis.quotes import by_network
from analysis.quotes.records import Attribution, Span
from analysis.tokens.document import Document

SAID = "“We are done with the talks,” said Jan Wzor, the Polish envoy. "


def of_each(*texts: str) -> list[list[Attribution]]:
    documents = [Document(text) for text in texts]
    return by_network.find(documents, read_articles(documents))


def attributions(text: str) -> list[Attribution]:
    (found,) = of_each(text)
    return found


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_a_quotation_has_content_cue_and_source() -> None:
    (found,) = attributions(SAID)
    assert words(SAID, found.content) == ["“We are done with the talks,”"]
    assert words(SAID, found.cue) == ["said"]
    assert words(SAID, found.source)[0].startswith("Jan Wzor")


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The envoy said the talks needed to continue.", "said", "the talks needed to continue"),
        ("According to the envoy, the talks have failed.", "According to", "the talks have failed"),
        ("The envoy insists that the border stays open.", "insists", "that the border stays open"),
        ("Wzor: Talks have failed", ":", "Talks have failed"),
    ],
)
def test_reported_words_are_found(text: str, cue: str, content: str) -> None:
    (found,) = attributions(text)
    assert words(text, found.cue) == [cue]
    assert words(text, found.content) == [content]


def test_a_quotation_that_goes_on_is_found() -> None:
    text = f"{SAID}\n\n“We shall not come back to the table this year.”"
    found = [piece for item in attributions(text) for piece in words(text, item.content)]
    assert found == ["“We are done with the talks,”", "“We shall not come back to the table this year.”"]


def test_a_cue_in_between_parts_the_content() -> None:
    text = "“The talks,” Wzor said on Friday, “have failed and will not resume.”"
    (found,) = attributions(text)
    assert words(text, found.content) == ["“The talks,”", "“have failed and will not resume.”"]


@pytest.mark.parametrize("text", ["", " \n\n ", "Rain fell on the town.", "“" * 50])
def test_nothing_is_found_where_nobody_says_anything(text: str) -> None:
    assert attributions(text) == []


def test_articles_do_not_touch_one_another() -> None:
    texts = [SAID, "", SAID * 2]
    assert of_each(*texts) == [attributions(text) for text in texts]
    assert of_each() == []


@pytest.mark.parametrize(
    "hostile",
    [
        "“" * 1000,
        "".join("“a " for _ in range(10)) + "”" * 10,
        "and so on " * 2000,
        "x" * 20_000,
        "漢" * 5000,
    ],
)
def test_a_hostile_paragraph_costs_the_rest_of_the_article_nothing(hostile: str) -> None:
    text = f"{SAID}\n\n{hostile}\n\n{SAID}"
    found = [item for item in attributions(text) if words(text, item.cue) == ["said"]]
    assert [item.cue[0][0] for item in found] == [text.index("said"), text.rindex("said")]


def test_the_work_is_linear_in_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def counted(ids: Array, _cases: Array, _least: float) -> tuple[Array, ...]:
        read.append(ids.size)
        n, width = ids.shape
        sizes = ((n, width, 9), (n, width, 3), (n, width, STATES), (n, width, 3), (0, 2), (0, width, 3))
        return tuple(np.zeros(size, dtype="int64" if size == (0, 2) else "float32") for size in sizes)

    monkeypatch.setattr(articles, "read_windows", counted)
    attributions("and so on " * 2000)
    short = sum(read)
    read.clear()
    attributions("and so on " * 20_000)
    assert sum(read) < 10.5 * short


def test_stretches_are_sure_somewhere_and_likely_everywhere() -> None:
    probabilities = np.array([0.4, 0.6, 0.3, 0.45, 0.4, 0.9, 0.9], dtype="float32")
    is_free = np.array([True] * 5 + [False, True])
    assert by_network._stretches(probabilities, is_free, 0.5, 0.4) == [(0, 2), (6, 7)]
    assert by_network._stretches(probabilities, ~is_free, 0.95, 0.4) == []


def test_a_second_stretch_has_to_be_sure_and_long() -> None:
    probabilities = np.array([0.9] * 6 + [0] + [0.8] * 3 + [0] + [0.5, 0.45, 0.4] + [0, 0.9], dtype="float32")
    is_free = np.ones(len(probabilities), dtype="bool")
    assert by_network._contents(probabilities, is_free)[0] == [(0, 6), (7, 10)]
    assert by_network._contents(probabilities, ~is_free) == ([], 0.0)


def test_a_stretch_that_is_all_of_another_cues_content_is_its_own() -> None:
    whole = Attribution((), ((0, 4),), ((5, 40),))
    double = Attribution((), ((45, 49),), ((6, 40), (50, 60)))
    text = " " * 100
    assert list(by_network._unshared(text, [whole, double])) == [whole, double._replace(content=((50, 60),))]
    assert list(by_network._unshared(text, [whole, whole])) == [whole, whole]


def test_a_piece_of_what_a_nearer_cue_has_is_its_own() -> None:
    text = " " * 100
    near = Attribution((), ((20, 24),), ((5, 19), (30, 45)))
    far = Attribution((), ((80, 84),), ((32, 40), (60, 79)))
    assert list(by_network._unshared(text, [near, far])) == [near, far._replace(content=((60, 79),))]
    # Less than half of it is shared.
    apart = far._replace(content=((40, 55), (60, 79)))
    assert list(by_network._unshared(text, [near, apart])) == [near, apart]


def test_of_two_cues_each_has_the_quotation_in_its_sentence() -> None:
    text = "“No,” she said. “Never,” she added."
    parts = ((0, 5), (16, 24))
    said, added = Attribution((), ((10, 14),), parts), Attribution((), ((29, 34),), parts)
    found = list(by_network._unshared(text, [said, added]))
    assert [item.content for item in found] == [((0, 5),), ((16, 24),)]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("TURKEY CONDEMNS GREECE OVER ISLAND", "TURKEY", "GREECE OVER ISLAND"),
        ("Egypt Hails Sudan For Peace Deal", "Egypt", "Sudan For Peace Deal"),
        ("Brazil Rejects Argentina Claim Over Gas", "Brazil", "Argentina Claim Over Gas"),
        (
            "Envoy Warns Ghana Tariff On Cocoa Would Cost Jobs",
            "Envoy",
            "Ghana Tariff On Cocoa Would Cost Jobs",
        ),
        ("US GENERAL PRAISES POLAND FOR BUILDING CAMPS", "US GENERAL", "POLAND FOR BUILDING CAMPS"),
    ],
)
def test_a_source_ends_before_a_verb_with_a_capital(text: str, source: str, content: str) -> None:
    ((found, *_),) = of_each(f"{text}\n\nThe row began in March.")
    assert (words(text, found.source), words(text, found.content)) == ([source], [content])


def test_a_dateline_is_no_content() -> None:
    text = "GENEVA (Harbour Wire) - The two sides are close to a treaty, the minister of Drennia said."
    ((found,),) = of_each(text)
    assert words(text, found.content) == ["The two sides are close to a treaty"]


def test_a_decimal_point_ends_nothing() -> None:
    text = "“It cost 3.5 million euros and 2.4 lives,” Jan Wzor said. It rained."
    ((found,),) = of_each(text)
    assert words(text, found.content) == ["“It cost 3.5 million euros and 2.4 lives,”"]


def test_what_has_no_cue_is_added_where_nothing_was_found() -> None:
    text = "Wzor: Talks fail. “We left.” He said it."
    said = Attribution((), ((32, 36),), ((29, 31),))
    floating = Attribution((), (), ((18, 28),))
    colon = Attribution(((0, 4),), ((4, 5),), ((6, 16),))
    verb = Attribution((), ((32, 36),), ((37, 39),))
    assert by_network._with_bare(text, [said], [colon, floating, verb]) == [colon, floating, said]
    within = said._replace(content=((0, 40),))
    assert by_network._with_bare(text, [within], [colon, floating]) == [within]
