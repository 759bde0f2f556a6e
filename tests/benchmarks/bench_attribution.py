"""Time of an article's attributions and stances as a ratio of that of its sentiment, in one run.

Over articles of PolNeAR, on the tables that the pipeline makes before: what the three take together beyond
the sentiment alone, as a ratio of that, and of the sentiment with the words that it rests on, as the report
has it. Needs `../shared/eval`; prints one JSON object.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import analysis as sl
from analysis.quotes import find_quotes
from analysis.sentiment import score_mentions
from analysis.stance import find_stances, pair_mentions
from analysis.tokens.document import Document

DATA = Path(__file__).parents[3] / "shared" / "eval" / "attribution.polnear_dev.jsonl.gz"
ARTICLES = 20
ROUNDS = 9


def seconds(work: Callable[[], object]) -> float:
    """Time a piece of work."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Print the ratios."""
    if not DATA.is_file():
        sys.stdout.write(f"skipped: {DATA} is not here\n")
        return
    with gzip.open(DATA, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file][:ARTICLES]
    articles = [sl.make_article(text, article_id=str(number)) for number, text in enumerate(texts)]
    documents = [Document.of(article) for article in articles]
    result = sl.analyze(articles, method="lexicon")
    tables = result.articles, result.sentences, result.tokens, result.mentions
    times: dict[str, list[float]] = {"sentiment": [], "with evidence": [], "all": []}

    def analyse() -> None:
        quotes, contents = find_quotes(documents, result.mentions, result.entities, result.references)
        pairs = pair_mentions(result.mentions, contents)
        scores = score_mentions(*tables, pairs=pairs, evidence=False)
        find_stances(
            result.articles, result.mentions, quotes, contents, scores.sentiments, pairs, scores.opinions
        )

    analyse()
    for number in range(ROUNDS):
        times["sentiment"].append(seconds(lambda: score_mentions(*tables, evidence=False)))
        times["all"].append(seconds(analyse))
        # Some ten times as long as the scores alone.
        if number == 0:
            times["with evidence"].append(seconds(lambda: score_mentions(*tables)))
    middle = {name: statistics.median(values) for name, values in times.items()}
    own = middle["all"] - middle["sentiment"]
    figures = {
        "benchmark": "attributions and stances against sentiment",
        "articles": len(texts),
        "of the sentiment's time": round(own / middle["sentiment"], 2),
        "of its time with evidence": round(own / middle["with evidence"], 3),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
