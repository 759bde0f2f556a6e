"""Counts the words of general news English into ``resources/news_words.tsv.gz``.

Run ``python -m analysis.training.news_words FOLDER``, where FOLDER holds the human-labelled data sets (whole
articles: PolNeAR, PerSenT, KPCrowd; single sentences: NewsMTSC, DSE). Each distinct text counts once. Only
counts are kept: of every word how often it occurs in all texts, and in how many of the whole articles. The
same files give the same bytes.
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from analysis.corpus import make_article
from analysis.evaluate.labels import read_labels
from analysis.keywords import term_frequencies
from analysis.records import Article
from analysis.resources import NEWS_WORDS
from analysis.schema import Analysis, article_table
from analysis.tokens.document import Document
from analysis.tokens.tables import text_tables

ARTICLES = (
    "attribution.polnear_train",
    "attribution.polnear_dev",
    "document_sentiment.persent_dev",
    "keywords.kpcrowd_dev",
)
SENTENCES = (
    "directed_sentiment.dse_train",
    "directed_sentiment.dse_valid",
    "target_sentiment.newsmtsc_train",
)


def count_words(articles: Iterable[Article], sentences: Iterable[Article]) -> tuple[pd.DataFrame, int, int]:
    """Count the words of whole articles and of single sentences.

    Returns
    -------
    table : DataFrame
        `term`, `count` (in both) and `articles` (how many whole articles hold it), the commonest first.
    words, articles : int
        Words in both, function words too; whole articles.
    """
    long, short = list(articles), list(sentences)
    counts = [_frequencies(long), _frequencies(short).assign(articles=0)]
    table = pd.concat(counts).groupby("term")[["count", "articles"]].sum().reset_index()
    table = table.sort_values(["count", "term"], ascending=[False, True], ignore_index=True)
    return table, int(table["count"].sum()), len(long)


def write_words(path: Path, table: pd.DataFrame, words: int, articles: int) -> None:
    """Write the list, compressed: the totals in the first line, then a word a line."""
    lines = [
        f"{row.term}\t{row.count}\t{row.articles}\n" for row in table.itertuples(index=False, name="Row")
    ]
    text = f"# {words} words, {articles} articles\n{''.join(lines)}"
    # Without name and time, equal counts give equal bytes.
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def main() -> None:
    """Read the data sets, count, and write the file that ships."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path, help="where the data sets are")
    parser.add_argument("-o", "--output", type=Path, default=NEWS_WORDS)
    arguments = parser.parse_args()
    table, words, articles = count_words(
        _articles(arguments.folder, ARTICLES), _articles(arguments.folder, SENTENCES)
    )
    write_words(arguments.output, table, words, articles)
    sys.stdout.write(f"{words} words, {len(table)} of them distinct, {articles} articles\n")


def _articles(folder: Path, names: Iterable[str]) -> Iterator[Article]:
    seen: set[str] = set()
    for name in names:
        for row in read_labels(folder / f"{name}.jsonl.gz", ("text",)):
            if row["text"] not in seen:
                seen.add(row["text"])
                yield make_article(row["text"], article_id=str(len(seen)), title=row.get("title") or "")


def _frequencies(articles: list[Article]) -> pd.DataFrame:
    _, tokens = text_tables([Document.of(article) for article in articles])
    return term_frequencies(
        dataclasses.replace(Analysis.stack([]), articles=article_table(articles), tokens=tokens),
        stop_words=True,
        include_duplicates=True,
    )


if __name__ == "__main__":
    main()
