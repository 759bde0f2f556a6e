"""Tests of `analysis.sentiment`."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as sl
from analysis.records import Article, ChoiceError
from analysis.schema import check_table, empty_table
from analysis.sentiment import METHODS, score_mentions

TEXTS = (
    "Spain attacked France at dawn. France was not helped.",
    "“Spain is very corrupt,” the French minister said.\n\nNobody met.",
    "Nothing happened.",
    "In Spain, Russian troops betrayed Ukraine, which praised the honest people of South Africa.",
)
PIECES = [
    "Spain ",
    "France’s ",
    "the U.S. ",
    "was ",
    "corrupt ",
    "attacked ",
    "by ",
    "not ",
    ", ",
    ". ",
    "“",
    "” ",
]
MIXED = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=25).map("".join)


def scored(*texts: str) -> sl.Analysis:
    articles = (Article(f"a{number}", text) for number, text in enumerate(texts))
    return sl.analyze(articles, method="lexicon", evidence=True)


@given(MIXED)
@settings(max_examples=60, deadline=None)
def test_tables_are_as_declared(text: str) -> None:
    result = scored(text)
    check_table("sentiments", result.sentiments)
    check_table("evidence", result.evidence)
    key = ["article_id", "mention", "party"]
    pd.testing.assert_frame_equal(result.sentiments[key], result.mentions[key])


@given(MIXED)
@settings(max_examples=60, deadline=None)
def test_evidence_stands_in_the_text(text: str) -> None:
    evidence = scored(text).evidence
    spans = zip(evidence["start"], evidence["end"], strict=True)
    assert [text[start:end] for start, end in spans] == evidence["surface"].tolist()


def test_evidence_names_tokens_of_the_mentions_sentence() -> None:
    result = scored(*TEXTS)
    rows = result.evidence.merge(
        result.tokens, on=["article_id", "token"], suffixes=("", "_of_token"), validate="many_to_one"
    ).merge(result.mentions[["article_id", "mention", "sentence"]], on=["article_id", "mention"])
    assert len(rows) == len(result.evidence) > 0
    for name in ("start", "end", "surface"):
        assert rows[name].tolist() == rows[f"{name}_of_token"].tolist()
    assert rows["sentence_x"].tolist() == rows["sentence_y"].tolist()


@given(MIXED)
@settings(max_examples=60, deadline=None)
def test_the_weights_add_up_to_the_score(text: str) -> None:
    result = scored(text)
    sums = result.evidence.groupby("mention")["weight"].sum()
    expected = [
        sums[mention] / math.sqrt(sums[mention] ** 2 + 15) if mention in sums.index else math.nan
        for mention in result.mentions["mention"]
    ]
    assert result.sentiments["score"].tolist() == pytest.approx(expected, nan_ok=True)


def test_scores_by_hand() -> None:
    row = scored("Spain was not corrupt.").sentiments.iloc[0]
    score = 1.85 / math.sqrt(1.85**2 + 15)
    assert row[["negative", "neutral", "positive", "score"]].tolist() == pytest.approx(
        [0, 1 - score, score, score]
    )
    assert row[["party", "label", "method"]].tolist() == ["Spain", "positive", "lexicon"]


def test_without_evidence_scores_are_missing() -> None:
    result = scored("Spain met France.")
    values = result.sentiments[["negative", "neutral", "positive", "score", "label"]]
    assert values.isna().to_numpy().tolist() == [[True] * 5] * 2
    assert result.evidence.empty


def test_words_that_cancel_out_are_evidence() -> None:
    result = scored("Spain first condemned and then praised France.")
    assert result.evidence["weight"].tolist() == [-2.0, 2.0]
    assert result.sentiments.iloc[1][["neutral", "score", "label"]].tolist() == [1.0, 0.0, "neutral"]


def test_a_place_has_no_evidence() -> None:
    result = scored("People were killed and corrupt firms were praised in Spain.")
    assert result.mentions["role"].tolist() == ["place"]
    assert result.sentiments["score"].isna().all()


def test_several_articles_are_scored_as_each_alone() -> None:
    together = scored(*TEXTS)
    for number, text in enumerate(TEXTS):
        alone = sl.analyze([Article(f"a{number}", text)], method="lexicon", evidence=True)
        for name, table in alone.tables().items():
            pd.testing.assert_frame_equal(together.select(f"a{number}").tables()[name], table)


@pytest.mark.parametrize("texts", [(), ("",), ("Nothing happened.", "The corrupt firm was praised.")])
def test_without_mentions_there_are_empty_tables(texts: tuple[str, ...]) -> None:
    result = scored(*texts)
    pd.testing.assert_frame_equal(result.sentiments, empty_table("sentiments"))
    pd.testing.assert_frame_equal(result.evidence, empty_table("evidence"))


def test_an_unknown_method_is_an_error_that_lists_the_known() -> None:
    with pytest.raises(ChoiceError) as error:
        score_mentions(
            *(empty_table(name) for name in ("articles", "sentences", "tokens", "mentions")), method="magic"
        )
    assert str(error.value) == f"method is 'magic'; expected one of: {', '.join(METHODS)}"


@pytest.mark.parametrize("method", METHODS)
def test_half_of_a_utf16_pair_is_one_character(method: str) -> None:
    sentence = "Norway\ud800 was praised\udfff."
    whole = sentence.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")
    for measure in (sl.explain, lambda text, span, **kind: sl.score_sentences([(text, [span])], **kind)):
        pd.testing.assert_frame_equal(
            measure(sentence, (0, 7), method=method), measure(whole, (0, 7), method=method)
        )
