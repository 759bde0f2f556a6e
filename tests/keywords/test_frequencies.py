"""Tests of `analysis.keywords.frequencies`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import pytest
from hypothesis import given, settings

import analysis as sl
from analysis.keywords import term_frequencies
from analysis.records import ChoiceError
from analysis.schema import Analysis, check_table
from tests.keywords.corpora import CORPORA, corpus

FREQUENCY_COLUMNS = ["term", "n", "surface", "count", "per_million", "articles"]


def counts(table: pd.DataFrame) -> dict[str, int]:
    return dict(zip(table["term"], table["count"], strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grain and ships. Grain!", {"grain": 2, "ships": 1}),
        ("The grain, the GRAIN.", {"grain": 2}),
        ("Ukraine’s grain. Ukraine's port.", {"ukraine": 2, "grain": 1, "port": 1}),
        ("A cease-fire in 2022.", {"cease-fire": 1, "2022": 1}),
        ("The of and.", {}),
    ],
)
def test_words_by_hand(text: str, expected: dict[str, int]) -> None:
    assert counts(term_frequencies(corpus(text))) == expected


@pytest.mark.parametrize(
    ("text", "n", "expected"),
    [
        ("Black grain ships", 2, {"black grain": 1, "grain ships": 1}),
        ("Black grain ships", 3, {"black grain ships": 1}),
        ("Black grain ships", 4, {}),
        ("Grain, ships", 2, {}),
        ("Grain — ships", 2, {}),
        ("“Grain” ships", 2, {}),
        ("They have grain. Ships have left.", 2, {}),
        ("Big grain\n\nShips left", 2, {"big grain": 1, "ships left": 1}),
        ("Grain grain grain", 2, {"grain grain": 2}),
    ],
)
def test_phrases_reach_over_no_mark(text: str, n: int, expected: dict[str, int]) -> None:
    assert counts(term_frequencies(corpus(text), n=n)) == expected


def test_phrases_do_not_reach_into_the_next_article() -> None:
    assert counts(term_frequencies(corpus("Grain", "Ships"), n=2)) == {}


@pytest.mark.parametrize(
    ("n", "expected"), [(1, {"ports": 1, "odesa": 1}), (2, {}), (3, {"ports of odesa": 1}), (4, {}), (5, {})]
)
def test_stop_words_stand_only_inside_phrases(n: int, expected: dict[str, int]) -> None:
    assert counts(term_frequencies(corpus("The ports of Odesa with the"), n=n)) == expected


def test_stop_words_can_be_kept() -> None:
    assert counts(term_frequencies(corpus("The ports of"), n=(1, 2), stop_words=True)) == {
        "the": 1,
        "ports": 1,
        "of": 1,
        "the ports": 1,
        "ports of": 1,
    }


@pytest.mark.parametrize(
    ("text", "n", "term", "surface"),
    [
        ("Ukraine’s ports", 2, "ukraine's ports", "Ukraine’s ports"),
        ("Ukraine's old ports", 3, "ukraine's old ports", "Ukraine's old ports"),
        ("Old Ukraine’s", 2, "old ukraine", "Old Ukraine"),
    ],
)
def test_a_possessive_stays_inside_a_phrase(text: str, n: int, term: str, surface: str) -> None:
    table = term_frequencies(corpus(text), n=n)
    assert table[["term", "surface"]].to_numpy().tolist() == [[term, surface]]


@pytest.mark.parametrize(
    ("text", "surface"),
    [("Grain, grain, GRAIN, grain", "grain"), ("grain, Grain, Grain", "Grain"), ("Grain, grain", "grain")],
)
def test_the_commonest_writing_is_shown_or_else_lower_case(text: str, surface: str) -> None:
    assert term_frequencies(corpus(text))["surface"].tolist() == [surface]


def test_frequencies_are_per_million_words_of_all_kinds() -> None:
    table = term_frequencies(corpus("The grain, the grain of a port’s"))
    assert table.to_numpy().tolist() == [
        ["grain", 1, "grain", 2, pytest.approx(2e6 / 7), 1],
        ["port", 1, "port", 1, pytest.approx(1e6 / 7), 1],
    ]


def test_rows_are_sorted_by_count_then_length_then_term() -> None:
    table = term_frequencies(corpus("Ship ship grain. Port"), n=[2, 1])
    assert table["term"].tolist() == ["ship", "grain", "port", "ship grain", "ship ship"]


@pytest.fixture
def dated() -> Analysis:
    return sl.analyze(
        [
            sl.make_article("Grain grain", article_id="a", source="Herald", published="2022-04-01"),
            sl.make_article("Grain port", article_id="b", source="Gazette", published="2022-04-01"),
            sl.make_article("Port", article_id="c", source="Herald"),
            sl.make_article("Ship", article_id="d"),
        ]
    )


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (
            "article_id",
            [("a", "grain", 2), ("b", "grain", 1), ("b", "port", 1), ("c", "port", 1), ("d", "ship", 1)],
        ),
        (
            "source",
            [("Gazette", "grain", 1), ("Gazette", "port", 1), ("Herald", "grain", 2), ("Herald", "port", 1)],
        ),
        ("published", [(pd.Timestamp("2022-04-01"), "grain", 3), (pd.Timestamp("2022-04-01"), "port", 1)]),
        ("month", [("2022-04", "grain", 3), ("2022-04", "port", 1)]),
    ],
)
def test_groups_are_counted_apart(dated: Analysis, by: str, expected: list[tuple[object, str, int]]) -> None:
    table = term_frequencies(dated, by=by)
    own = FREQUENCY_COLUMNS[:-1] if by == "article_id" else FREQUENCY_COLUMNS
    assert list(table.columns) == [by, *own]
    assert list(zip(table[by], table["term"], table["count"], strict=True)) == expected


def test_frequencies_are_per_million_words_of_the_group(dated: Analysis) -> None:
    table = term_frequencies(dated, by="source")
    assert table["per_million"].tolist() == pytest.approx([5e5, 5e5, 2e6 / 3, 1e6 / 3])


def test_counts_by_article_are_the_declared_table(dated: Analysis) -> None:
    check_table("keywords", term_frequencies(dated, by="article_id", n=(1, 2)))


def test_rare_terms_can_be_left_out(dated: Analysis) -> None:
    assert counts(term_frequencies(dated, min_count=3)) == {"grain": 3}
    assert counts(term_frequencies(dated, by="source", min_count=2)) == {"grain": 2}


def test_a_sentence_counts_for_every_party_in_it() -> None:
    result = corpus("Iran met Oman. Iran left. Ships left.", "Iran, Iran left.")
    table = term_frequencies(result, by="party", n=(1, 2))
    assert list(zip(table["party"], table["term"], table["count"], table["articles"], strict=True)) == [
        ("Iran", "iran", 4, 2),
        ("Iran", "left", 2, 2),
        ("Iran", "iran left", 2, 2),
        ("Iran", "met", 1, 1),
        ("Iran", "oman", 1, 1),
        ("Iran", "iran met", 1, 1),
        ("Iran", "met oman", 1, 1),
        ("Oman", "iran", 1, 1),
        ("Oman", "met", 1, 1),
        ("Oman", "oman", 1, 1),
        ("Oman", "iran met", 1, 1),
        ("Oman", "met oman", 1, 1),
    ]
    assert table["per_million"].head(1).tolist() == [4e6 / 8]


def test_stems_are_shown_as_the_commonest_of_their_words() -> None:
    result = corpus("Negotiations. They negotiate; negotiations failed.", "Negotiates")
    table = term_frequencies(result, stems=True)
    assert table[["term", "surface", "count", "articles"]].to_numpy().tolist() == [
        ["negotiations", "negotiations", 4, 2],
        ["failed", "failed", 1, 1],
    ]
    by_article = term_frequencies(result, stems=True, by="article_id")
    assert by_article[["term", "surface", "count"]].to_numpy().tolist() == [
        ["negotiations", "negotiations", 3],
        ["failed", "failed", 1],
        ["negotiations", "Negotiates", 1],
    ]


def test_articles_are_counted_once_each() -> None:
    table = term_frequencies(corpus("Grain grain Port", "grain", "ship"), min_count=2)
    assert table[["term", "count", "articles"]].to_numpy().tolist() == [["grain", 3, 2]]


@pytest.mark.parametrize(("n", "bad"), [(0, 0), (6, 6), (-1, -1), ((1, 7), 7)])
def test_an_unknown_length_is_an_error(dated: Analysis, n: int | tuple[int, ...], bad: int) -> None:
    with pytest.raises(ChoiceError) as error:
        term_frequencies(dated, n=n)
    assert str(error.value) == f"n is {bad}; expected one of: 1, 2, 3, 4, 5"


def test_an_unknown_grouping_is_an_error(dated: Analysis) -> None:
    with pytest.raises(ChoiceError) as error:
        term_frequencies(dated, by="author")
    assert str(error.value) == "by is 'author'; expected one of: article_id, source, published, month, party"


@pytest.mark.parametrize("by", [None, "source", "published", "month", "party"])
def test_empty_input_gives_all_columns(by: str | None) -> None:
    table = term_frequencies(Analysis.stack([]), n=(1, 2, 3), by=by)
    assert table.empty
    assert list(table.columns) == ([by] if by else []) + FREQUENCY_COLUMNS


def test_empty_input_gives_the_declared_table() -> None:
    check_table("keywords", term_frequencies(Analysis.stack([]), n=(1, 2, 3), by="article_id"))


@pytest.mark.parametrize("by", ["source", "published"])
def test_articles_without_the_group_are_left_out(by: str) -> None:
    table = term_frequencies(corpus("Grain", "Port"), by=by)
    assert table.empty
    assert list(table.columns) == [by, *FREQUENCY_COLUMNS]


@given(CORPORA, CORPORA)
@settings(max_examples=20, deadline=None)
def test_counts_of_two_halves_add_up(some: list[str], more: list[str]) -> None:
    one, other = corpus(*some), corpus(*more, prefix="b")
    halves = [term_frequencies(half, n=(1, 2, 3)) for half in (one, other)]
    whole = term_frequencies(Analysis.stack([one, other]), n=(1, 2, 3))
    assert pd.concat(halves).groupby("term")["count"].sum().to_dict() == counts(whole)


@given(CORPORA)
@settings(max_examples=20, deadline=None)
def test_every_article_twice_doubles_absolute_numbers_only(texts: list[str]) -> None:
    once = term_frequencies(corpus(*texts), n=(1, 2))
    twice = term_frequencies(Analysis.stack([corpus(*texts), corpus(*texts, prefix="b")]), n=(1, 2))
    counted = ["count", "articles"]
    pd.testing.assert_frame_equal(once[counted] * 2, twice[counted])
    pd.testing.assert_frame_equal(once.drop(columns=counted), twice.drop(columns=counted))


@given(CORPORA)
@settings(max_examples=20, deadline=None)
def test_words_with_stop_words_make_up_every_million(texts: list[str]) -> None:
    table = term_frequencies(corpus(*texts), stop_words=True)
    assert table["per_million"].sum() == pytest.approx(1e6)


STORY = " ".join(f"grain{n} left the grain port of Vell for town{n}" for n in range(9)) + "."


def wire() -> sl.Analysis:
    """Return a story in two outlets, twice in the first, and another one."""
    texts = (("x", STORY), ("y", f"Wire\n\n{STORY}"), ("x", f"Ships\n\n{STORY}"), ("y", "The port closed."))
    return sl.analyze(
        [sl.make_article(text, article_id=f"a{n}", source=source) for n, (source, text) in enumerate(texts)],
        method="lexicon",
    )


@pytest.mark.parametrize(("every", "count"), [(False, 10), (True, 28)])
def test_a_story_counts_once_over_all(every: bool, count: int) -> None:
    table = sl.term_frequencies(wire(), include_duplicates=every)
    assert table.set_index("term").loc["port", "count"] == count


def test_a_story_counts_once_in_each_outlet() -> None:
    table = sl.term_frequencies(wire(), by="source")
    ports = table[table["term"] == "port"]
    assert ports[["source", "count", "articles"]].to_numpy().tolist() == [["x", 9, 1], ["y", 10, 2]]


def test_each_article_has_its_own_counts() -> None:
    table = sl.term_frequencies(wire(), by="article_id")
    assert table[table["term"] == "port"]["count"].tolist() == [9, 9, 9, 1]


def test_without_a_source_articles_are_left_out_also_where_a_story_stands_twice() -> None:
    result = sl.analyze([sl.make_article(STORY, article_id=name) for name in "ab"], method="lexicon")
    assert sl.term_frequencies(result, by="source").empty


@pytest.mark.parametrize(
    "function",
    [
        sl.collocations,
        sl.dispersion,
        partial(sl.words_around, node="port"),
        sl.keyness,
        partial(sl.keyness_by, by="source"),
    ],
)
def test_every_statistic_counts_a_story_once(function: Callable[..., pd.DataFrame]) -> None:
    once, every = (function(wire(), include_duplicates=value) for value in (False, True))
    assert 0 < once["count"].sum() < every["count"].sum()
