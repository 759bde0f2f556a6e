"""Tests of `analysis.keywords.weights`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfTransformer, TfidfVectorizer
from sklearn.pipeline import make_pipeline

from analysis.keywords import document_terms, tf_idf
from analysis.schema import Analysis
from tests.keywords.corpora import TEXTS, corpus

TF_IDF_COLUMNS = ["article_id", "term", "n", "surface", "count", "articles", "tfidf"]


def check_against_scikit_learn(result: Analysis) -> None:
    words = result.tokens[result.tokens["is_word"] & ~result.tokens["is_stop"]]
    lists = [words.loc[words["article_id"] == article, "norm"].tolist() for article in result.article_ids]
    vectorizer = TfidfVectorizer(analyzer=lambda terms: terms)
    weights = vectorizer.fit_transform(lists).toarray()
    expected = {
        (article, term): weights[row, column]
        for row, article in enumerate(result.article_ids)
        for term, column in vectorizer.vocabulary_.items()
        if weights[row, column]
    }
    table = tf_idf(result)
    found = dict(zip(zip(table["article_id"], table["term"], strict=True), table["tfidf"], strict=True))
    assert found == pytest.approx(expected)


@given(st.lists(TEXTS, min_size=2, max_size=5))
@settings(max_examples=20, deadline=None)
def test_tf_idf_is_scikit_learns(texts: list[str]) -> None:
    check_against_scikit_learn(corpus(*texts))


def test_tf_idf_counts_articles_without_terms() -> None:
    check_against_scikit_learn(corpus("Grain port", "Grain ship", "The of and"))


def test_tf_idf_rows_by_hand() -> None:
    table = tf_idf(corpus("Grain grain port", "Grain Ship", "Ship"), min_count=1)
    assert list(table.columns) == TF_IDF_COLUMNS
    assert table.drop(columns="tfidf").to_numpy().tolist() == [
        ["a0", "grain", 1, "grain", 2, 2],
        ["a0", "port", 1, "port", 1, 1],
        ["a1", "grain", 1, "Grain", 1, 2],
        ["a1", "ship", 1, "Ship", 1, 2],
        ["a2", "ship", 1, "Ship", 1, 2],
    ]


@pytest.mark.parametrize("texts", [(), ("Grain port",)])
def test_tf_idf_needs_two_articles(texts: tuple[str, ...]) -> None:
    table = tf_idf(corpus(*texts))
    assert table.empty
    assert list(table.columns) == TF_IDF_COLUMNS


def test_tf_idf_of_articles_without_terms_is_empty() -> None:
    table = tf_idf(corpus("The of", "And the"))
    assert table.empty
    assert list(table.columns) == TF_IDF_COLUMNS


def test_document_terms_by_hand() -> None:
    counted = document_terms(corpus("Ship grain ship", "The of", "Port grain"))
    assert counted.terms.tolist() == ["grain", "port", "ship"]
    assert counted.articles.tolist() == ["a0", "a1", "a2"]
    assert counted.counts.toarray().tolist() == [[1, 0, 2], [0, 0, 0], [1, 1, 0]]


def test_rare_terms_can_be_left_out_of_document_terms() -> None:
    counted = document_terms(corpus("Ship grain ship", "Port grain"), min_articles=2)
    assert (counted.terms.tolist(), counted.counts.toarray().tolist()) == (["grain"], [[1], [1]])


def test_a_pipeline_takes_over_from_document_terms() -> None:
    pipeline = make_pipeline(TfidfTransformer(), NMF(2, random_state=0))
    counted = document_terms(corpus("Ship grain", "Port grain", "Ship port"))
    assert pipeline.fit_transform(counted.counts).shape == (3, 2)
