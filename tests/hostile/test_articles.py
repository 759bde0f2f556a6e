"""Hostile article texts through every step of the package; a failure names the seed of its article."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analysis as sl
from tests.hostile.conftest import Tried
from tests.hostile.texts import article
from tests.invariants import assert_sound

IS_LONG = os.environ.get("SIDELIGHT_HOSTILE") == "long"
# Seeds of one test; articles of one batch find one another's sentences.
CHUNK = 50
CHUNKS = range(104 if IS_LONG else 6)

# What the package itself puts into a page; the text may bring no other tag.
TAG = re.compile(r"<(/?[a-zA-Z!?][^>]*)>?")
OWN_TAG = re.compile(
    r"/?(?:p|sup|u|small|strong|em|b|i)|/(?:span|mark|div|style|a)|style"
    r'|span id="s\d+"|span class="quote" title="[^"<>]*"'
    r'|mark class="[a-z]+" data-parties="[^"<>]*" title="[^"<>]*"'
    r'|div id="sidelight-text" class="sidelight-text tex2jax_ignore mathjax_ignore"'
)

SECTIONS: tuple[Callable[[sl.Analysis], Any], ...] = tuple(
    getattr(sl.prose, name) for name in sl.prose.__all__
)
TABLES: tuple[Callable[[sl.Analysis], pd.DataFrame], ...] = (
    sl.party_sentiment,
    sl.party_mentions,
    sl.stance_matrix,
    sl.sentiment_by_voice,
    sl.document_sentiment,
    lambda result: sl.term_frequencies(result, n=(1, 2, 3), by="article_id"),
    sl.keyphrases,
    sl.collocations,
    sl.readability,
    sl.diversity,
    sl.dispersion,
    sl.positions,
    sl.tf_idf,
    lambda result: sl.kwic(result, "the"),
    lambda result: sl.words_around(result, party="Russia"),
    lambda result: sl.keyness(sl.around(result, party="Russia"), sl.around(result, party="Ukraine")),
    lambda result: sl.keyness(result, sl.news_reference()),
)


@contextmanager
def naming(seed: object, step: str) -> Iterator[None]:
    """Say which article and which step a failure belongs to; errors of the package's own are no failure."""
    try:
        yield
    except sl.SidelightError:
        pass
    except Exception as error:
        raise AssertionError(f"seed {seed}, {step}: {type(error).__name__}: {error}") from error


def seeds(chunk: int) -> range:
    return range(chunk * CHUNK, (chunk + 1) * CHUNK)


def checked_analysis(chunk: int, method: str) -> sl.Analysis:
    """Analyse the articles of a chunk in one batch, and check the tables; name the seed where that fails."""
    articles = {seed: article(seed) for seed in seeds(chunk)}

    def check(some: Iterable[sl.Article]) -> sl.Analysis:
        # The words that the network's scores rest on take ten times as long.
        result = sl.analyze(some, method=method, evidence=method == "lexicon")
        assert_sound(result)
        return result

    try:
        return check(articles.values())
    except Exception:
        for seed, one in articles.items():
            with naming(seed, f"tables by {method}"):
                check([one])
        raise


@pytest.mark.parametrize("chunk", CHUNKS)
def test_tables_are_sound(chunk: int, tried: Tried) -> None:
    tried("articles", CHUNK)
    checked_analysis(chunk, "neural")


@pytest.mark.parametrize("chunk", CHUNKS)
def test_whatever_reads_the_tables_takes_them(chunk: int, tmp_path: Path) -> None:
    whole = checked_analysis(chunk, "lexicon")
    results = [(seed, whole.select(name)) for seed, name in zip(seeds(chunk), whole.article_ids, strict=True)]
    for number, (seed, one) in enumerate(results):
        with naming(seed, "annotate.text"):
            assert_escaped(sl.annotate.text(one))
        if number % 10 == 0:
            for section in SECTIONS:
                with naming(seed, section.__name__):
                    assert_escaped(section(one))
    for number, function in enumerate(TABLES):
        with naming(f"{seeds(chunk)} together", f"table {number}"):
            function(whole)
        seed, one = results[number]
        with naming(seed, f"table {number}"):
            function(one)
    assert_written(results[:10], tmp_path)


def assert_escaped(block: object) -> None:
    """The page holds no tag but the package's own."""
    page = getattr(block, "html", None) or ""
    page = re.sub(r"<style>[^<]*</style>", "", page)
    for tag in TAG.findall(page):
        assert OWN_TAG.fullmatch(tag) or tag.startswith("a href="), tag


def assert_written(results: list[tuple[int, sl.Analysis]], folder: Path) -> None:
    """What was written as Parquet is read as it was, and CSV has as many rows."""
    for kind in ("csv", "parquet"):
        with sl.TableWriter(folder / kind, format=kind) as writer:
            for seed, one in results:
                with naming(seed, f"writing {kind}"):
                    writer.write(one.tables())
    whole = sl.Analysis.stack([one for _, one in results])
    for name, table in sl.read_tables(folder / "parquet").tables().items():
        pd.testing.assert_frame_equal(table, getattr(whole, name))
        rows = pd.read_csv(folder / "csv" / f"{name}.csv", dtype=str, encoding="utf-8-sig")
        assert len(rows) == len(table), name
