"""Many articles some at a time give the rows that all of them at once give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pandas as pd
import pytest
from hypothesis import given, settings

import analysis as sl
from analysis.keywords import counts
from analysis.pipeline import parts
from analysis.records import ChoiceError, UnknownPartyError
from analysis.schema import Batches, rows
from tests.keywords.corpora import CORPORA

# Of 50 words or more, so that a second version is found.
STORY = " ".join(f"Iran praised Oman and left the grain port {n} of Vell." for n in range(9))
ARTICLES = [
    sl.make_article(STORY, article_id="a", source="Herald", published="2022-04-01"),
    sl.make_article(
        "Ports\n\nOman criticised Iran. “Iran lied about grain,” said Oman. Grain ports opened.",
        article_id="b",
        source="Gazette",
        published="2022-04-02",
    ),
    sl.make_article(f"Wire\n\n{STORY}", article_id="c", source="Gazette", published="2022-05-03"),
]
SPANS = pd.DataFrame({"article_id": ["b", "c"], "start": [0, 0], "end": [28, 40]})
Function = Callable[[sl.Analysis | Batches], pd.DataFrame]


def around(result: sl.Analysis | Batches) -> pd.DataFrame:
    return sl.term_frequencies(sl.around(result, party="oman", size=1), by="source")


def apart(result: sl.Analysis | Batches) -> pd.DataFrame:
    return sl.keyness(sl.where(result, source="Gazette"), sl.where(result, source="Herald"))


def inside(result: sl.Analysis | Batches) -> pd.DataFrame:
    return sl.party_sentiment(sl.within(result, SPANS))


def outside(result: sl.Analysis | Batches) -> pd.DataFrame:
    return sl.term_frequencies(sl.without(result, SPANS))


def of_a_voice(result: sl.Analysis | Batches) -> pd.DataFrame:
    return sl.party_mentions(sl.where(result, voice="Oman", party=["Iran"], since="2022-04-02"))


FUNCTIONS: list[Function] = [
    sl.term_frequencies,
    partial(sl.term_frequencies, include_duplicates=True, n=(1, 2, 3), stop_words=True),
    partial(sl.term_frequencies, by="article_id", stems=True),
    partial(sl.term_frequencies, by="source", n=2),
    partial(sl.term_frequencies, by="published"),
    partial(sl.term_frequencies, by="month"),
    partial(sl.term_frequencies, by="party", stems=True),
    sl.keyness,
    partial(sl.keyness_by, by="source"),
    sl.collocations,
    partial(sl.collocations, stop_words=True, min_count=1, include_duplicates=True),
    partial(sl.words_around, node="grain"),
    partial(sl.words_around, party="IRAN", unit="sentence", stems=True),
    partial(sl.kwic, node="grain", sort="right"),
    partial(sl.kwic, node="gr.in", is_regex=True, unit="sentence"),
    partial(sl.positions, party="Oman"),
    sl.dispersion,
    partial(sl.dispersion, parts="paragraph"),
    sl.keyphrases,
    sl.readability,
    sl.diversity,
    sl.tf_idf,
    lambda result: sl.find_topics(result, 2, min_articles=1).terms,
    lambda result: sl.find_topics(result, 2, min_articles=1).articles,
    lambda result: sl.find_topics(result, 2, min_articles=1).coherence,
    partial(sl.similar_stories, days=60),
    sl.party_sentiment,
    partial(sl.party_sentiment, by="source"),
    sl.party_mentions,
    partial(sl.timeline, by="month"),
    partial(sl.rank_articles, party="Iran"),
    sl.robustness,
    sl.compare,
    sl.share_of_voice,
    partial(sl.share_of_voice, of="quoted_words", by="month"),
    sl.quoted_words,
    sl.sentiment_by_voice,
    sl.stance_matrix,
    partial(sl.stances_between, source="Oman", target="Iran"),
    sl.document_sentiment,
    around,
    apart,
    inside,
    outside,
    of_a_voice,
]


@pytest.fixture(scope="module")
def whole() -> sl.Analysis:
    return sl.analyze(ARTICLES, method="lexicon")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> sl.Run:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_MOST", 1)
        return sl.write_run(ARTICLES, tmp_path_factory.mktemp("run"), analyzer=sl.Analyzer(method="lexicon"))


def one_by_one(result: sl.Analysis) -> Iterator[sl.Analysis]:
    return map(result.select, result.article_ids)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_run_has_the_rows_of_the_whole(function: Function, run: sl.Run, whole: sl.Analysis) -> None:
    expected = function(whole)
    assert len(expected)
    pd.testing.assert_frame_equal(function(run), expected)


def two_and_one(result: sl.Analysis) -> Iterator[sl.Analysis]:
    return map(result.keep, (result.article_ids[:2], result.article_ids[2:]))


@pytest.mark.parametrize("split", [one_by_one, two_and_one])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_analyses_that_come_once_have_the_rows_of_the_whole(
    function: Function, split: Callable[[sl.Analysis], Iterator[sl.Analysis]], whole: sl.Analysis
) -> None:
    if function is apart:
        pytest.skip("reads them twice, as any comparison of two parts of one corpus")
    pd.testing.assert_frame_equal(function(split(whole)), function(whole))


def test_the_run_is_in_parts_of_one_article(run: sl.Run) -> None:
    assert [part.article_ids for part in run.batches()] == [["a"], ["b"], ["c"]]


def test_counts_of_a_run_by_hand(run: sl.Run) -> None:
    table = sl.term_frequencies(run)
    found = {row.term: (row.count, row.articles) for row in rows(table)}
    # Nine times in the story, of which the second version does not count, and twice in the other.
    assert (found["grain"], found["oman"], found["ports"]) == ((11, 2), (11, 2), (2, 1))
    assert "wire" not in found


def test_each_outlet_counts_its_own_version(run: sl.Run) -> None:
    table = sl.term_frequencies(run, by="source")
    grain = table[table["term"] == "grain"]
    assert grain[["source", "count"]].to_numpy().tolist() == [["Gazette", 11], ["Herald", 9]]


def test_sums_are_the_same_however_often_they_are_added_up(
    run: sl.Run, whole: sl.Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts, "_FEW", 0)
    options = {"n": (1, 2), "include_duplicates": True}
    found = sl.term_frequencies(run, **options)  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(found, sl.term_frequencies(whole, **options))  # type: ignore[arg-type]


@given(CORPORA)
@settings(max_examples=20, deadline=None)
def test_any_texts_add_up(texts: list[str]) -> None:
    analyzer = sl.Analyzer(method="lexicon", until="tokens")
    result = analyzer.analyze([sl.make_article(text, article_id=f"a{n}") for n, text in enumerate(texts)])
    for function in (
        partial(sl.term_frequencies, n=(1, 2, 3), stems=True),
        partial(sl.collocations, min_count=1),
        partial(sl.words_around, node="ship", min_count=1),
    ):
        pd.testing.assert_frame_equal(function(one_by_one(result)), function(result))


def test_some_columns_of_some_tables_are_read(run: sl.Run) -> None:
    part = next(run.batches({"articles": ["article_id"], "mentions": ["party"]}))
    assert part.articles.columns.tolist() == ["article_id"]
    assert part.mentions.columns.tolist() == ["party"]
    assert part.tokens.columns.tolist() == ["article_id"]
    assert part.tokens.empty


def test_a_table_that_there_is_not_is_not_read(run: sl.Run) -> None:
    with pytest.raises(ChoiceError, match=r"^table is 'words'; expected one of: articles, "):
        next(run.batches({"words": ["term"]}))


def test_a_party_that_no_part_mentions(run: sl.Run) -> None:
    with pytest.raises(UnknownPartyError) as error:
        sl.words_around(run, party="Peru")
    assert str(error.value) == "no text mentions 'Peru'; parties that are mentioned: Iran, Oman"


def test_an_outlet_that_no_part_is_of(run: sl.Run) -> None:
    with pytest.raises(ChoiceError) as error:
        sl.term_frequencies(sl.where(run, source="Mirror"))
    assert str(error.value) == "source is 'Mirror'; there are: Herald, Gazette"


def test_what_is_no_analysis_is_named() -> None:
    with pytest.raises(ChoiceError) as error:
        sl.term_frequencies("run")  # type: ignore[arg-type]
    assert str(error.value) == (
        "result holds a str; expected an analysis, a run (open_run) or several analyses"
    )


def test_analyses_that_come_once_are_not_read_twice(whole: sl.Analysis) -> None:
    result = one_by_one(whole)
    with pytest.raises(ChoiceError) as error:
        apart(result)
    assert str(error.value) == (
        "result yields no analysis; if it was read before, make it again, or a list of it"
    )


@pytest.mark.parametrize("function", [sl.term_frequencies, sl.collocations, sl.party_sentiment, sl.diversity])
def test_no_part_at_all_is_an_empty_corpus(function: Function) -> None:
    pd.testing.assert_frame_equal(function([]), function(sl.Analysis.stack([])))
