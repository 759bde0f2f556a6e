"""Attributions by the network: how probabilities become spans, and what texts of all sorts give."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.network.session import Array
from analysis.quotes import by_network
from analysis.quotes.records import Attribution, Span
from analysis.tokens.document import Document

SAID = "“We are done with the talks,” said Jan Wzor, the Polish envoy. "


def of_each(*texts: str) -> list[list[Attribution]]:
    return by_network.find([Document(text) for text in texts])


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

    def counted(ids: Array, _least: float) -> tuple[Array, ...]:
        read.append(ids.size)
        n, width = ids.shape
        return np.zeros((n, width, 3)), np.zeros((0, 2), dtype="int64"), np.zeros((0, width, 3))

    monkeypatch.setattr(by_network, "read_attributions", counted)
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
    assert by_network._contents(probabilities, is_free, 1.0) == [(0, 6), (7, 10)]
    assert by_network._contents(probabilities, is_free, 0.3) == []


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
    ("words", "expected"),
    [
        (" they met Friday, but ", "they met Friday"),
        ("talks go on.", "talks go on"),
        ("by the U.S.", "by the U.S."),
        ("“They met,”", "“They met,”"),
        ("war or", "war"),
        ("war\nand", "war"),
        ("in Portland, OR", "in Portland, OR"),
        ("but", "but"),
        (" ,; ", " ,; "),
        ("", ""),
        ('" "Nobody spoke', '"Nobody spoke'),
        ("full of fear.” That", "full of fear.”"),
        ('that as nonsense. "Mr', "that as nonsense"),
        ("in the U.S. Congress", "in the U.S. Congress"),
    ],
)
def test_what_joins_sentences_is_no_content(words: str, expected: str) -> None:
    start, end = by_network._trimmed(words, (0, len(words)))
    assert words[start:end] == expected


@pytest.mark.parametrize(
    ("text", "source", "grown"),
    [
        ("He met my colleague in Dodoma once", "in Dodoma", "my colleague in Dodoma"),
        ("The complaint, filed on Friday, says", "filed", "The complaint"),
        ("Officials in Dodoma say", "in Dodoma", "in Dodoma"),
        ("A man named Example says", "named Example", "named Example"),
        ("says the mayor", "the mayor", "the mayor"),
    ],
)
def test_a_source_has_its_noun(text: str, source: str, grown: str) -> None:
    start = text.index(source)
    first, end = by_network._grown(text, (start, start + len(source)))
    assert text[first:end] == grown


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["“We won,”", "It was close"], ["“We won,”"]),
        (["“We won,”", "“It was close.”"], ["“We won,”", "“It was close.”"]),
        (["It was close"], ["It was close"]),
        (["“We won,”", "he was Mr. Example"], ["“We won,”", "he was Mr. Example"]),
    ],
)
def test_a_content_ends_with_its_sentence(parts: list[str], expected: list[str]) -> None:
    text = "“We won,” said he, and he was Mr. Example. It was close. “It was close.”"
    spans = [(text.index(part), text.index(part) + len(part)) for part in parts]
    found = by_network._near(text, text.index("said") + 4, spans)
    assert [text[slice(*span)] for span in found] == expected


def test_a_headline_ends_a_content() -> None:
    text = "Peru: Talks fail\n\nThey failed on Friday."
    assert by_network._near(text, 5, [(6, 16), (18, 39)]) == [(6, 16)]


def test_a_content_does_not_begin_with_a_full_stop() -> None:
    text = "He said. “We won.”"
    assert by_network._trimmed(text, (7, 18)) == (9, 18)


def test_each_other_is_whole() -> None:
    text = "They thanked each other for it."
    assert by_network._trimmed(text, (18, 30)) == (13, 30)
    assert by_network._trimmed("They thanked another.", (13, 20)) == (13, 20)


def test_a_source_ends_with_its_sentence_and_not_within_a_name() -> None:
    text = "Minister Jan Mary Wzor said so. Oman left Tuesday."
    assert by_network._in_sentence(text, (0, 12)) == (0, 22)
    assert by_network._in_sentence(text, (13, 41)) == (13, 30)
    assert by_network._in_sentence(text, (32, 41)) == (32, 41)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Oman left, which had", "Oman left"),
        ("Oman left, which had promised", "Oman left, which had promised"),
        ("which had", "which"),
        ("promised it the", "promised it"),
    ],
)
def test_a_content_does_not_end_with_an_opening(content: str, expected: str) -> None:
    text = "Oman left, which had promised it the."
    start = text.index(content)
    kept = by_network._without_opening(text, (start, start + len(content)))
    is_end = content.endswith("the")
    assert text[slice(*kept)] == (content if is_end else expected)


def test_a_source_begins_with_whose_it_is() -> None:
    text = "It was told by South India's delegation to go."
    start = text.index("'s")
    assert by_network._in_sentence(text, (start, start + 13)) == (15, start + 13)
