"""Speed of the term statistics on 924 news articles and on ten times that, each as a ratio in one run.

- counting and keyness over a tokenised corpus, against scikit-learn's CountVectorizer over the raw text;
- how the cost grows from one to ten times the text (1 is in proportion);
- keyphrases an article, over the tokenised corpus and from text on, against YAKE's extractor, which tokenises
  for itself (`pip install yake`);
- a concordance, against the time that reading the corpus from its file takes.
"""

from __future__ import annotations

import gzip
import importlib
import json
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sklearn.feature_extraction.text import CountVectorizer

import analysis as sl
from analysis.evaluate.keyphrases import story_table
from analysis.schema import Analysis

DATA = Path(__file__).parents[3] / "shared" / "eval"
FILES = ("attribution.polnear_train.jsonl.gz", "attribution.polnear_dev.jsonl.gz")
ROUNDS = 7
TIMES = 10
SAMPLE = 40


def seconds(function: Callable[[], Any]) -> float:
    """Wall time of one call."""
    started = time.perf_counter()
    function()
    return time.perf_counter() - started


def median_ratio(ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Median over pairs of runs in turn, after one warm-up of each."""
    ours()
    theirs()
    return round(statistics.median(seconds(ours) / seconds(theirs) for _ in range(rounds)), 3)


def slope(function: Callable[[Analysis], Any], small: Analysis, large: Analysis) -> float:
    """Exponent of the growth of cost with text, by the best of some runs each."""
    function(small)
    times = [min(seconds(lambda: function(size)) for _ in range(3)) for size in (small, large)]  # noqa: B023
    return round(math.log(times[1] / times[0]) / math.log(TIMES), 3)


def rows() -> Iterator[dict[str, Any]]:
    """Rows of the data files, with what `read_articles` takes."""
    for name in FILES:
        with gzip.open(DATA / name, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield {"text": row["text"], "title": row["title"], "source": row["publisher"]}


def repeated(result: Analysis) -> Analysis:
    """Ten copies of a corpus as one, each with articles of its own."""
    copies = [
        Analysis(
            **{
                name: table.assign(article_id=table["article_id"] + f"-{number}")
                for name, table in result.tables().items()
            }
        )
        for number in range(TIMES)
    ]
    return Analysis.stack(copies)


def yake_ratios(result: Analysis) -> dict[str, float | str]:
    """Time of keyphrases an article over YAKE's on a sample: over the tokenised corpus, and from text on."""
    try:
        extractor = importlib.import_module("yake").KeywordExtractor(lan="en", n=3, top=10)
    except ImportError:
        return {"keyphrases / YAKE": "skipped: pip install yake"}
    sample = result.articles["text"].sample(SAMPLE, random_state=0).tolist()
    stories = [{"text": text} for text in sample]
    share = SAMPLE / len(result.articles)
    return {
        "keyphrases / YAKE": round(
            share
            * median_ratio(
                lambda: sl.keyphrases(result),
                lambda: [extractor.extract_keywords(text) for text in sample],
                3,
            ),
            3,
        ),
        "keyphrases with tokenising / YAKE": median_ratio(
            lambda: sl.keyphrases(story_table(stories)),
            lambda: [extractor.extract_keywords(text) for text in sample],
            3,
        ),
    }


def main() -> None:
    """Print the ratios as one JSON object."""
    if not (DATA / FILES[0]).is_file():
        sys.stdout.write(f"skipped: {DATA} is not here\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows()), encoding="utf-8")
        result = sl.analyze(sl.read_articles(path))
        reading = statistics.median(seconds(lambda: sl.read_articles(path)) for _ in range(3))
    texts = result.articles["text"].tolist()
    large = repeated(result)
    contexts = statistics.median(seconds(lambda: sl.kwic(result, "white house")) for _ in range(ROUNDS))
    found = {
        "benchmark": "term statistics",
        "articles": len(texts),
        "characters": sum(map(len, texts)),
        "keyness / CountVectorizer": median_ratio(
            lambda: sl.keyness(result), lambda: CountVectorizer().fit_transform(texts)
        ),
        "keyness / CountVectorizer, ten times": median_ratio(
            lambda: sl.keyness(large), lambda: CountVectorizer().fit_transform(texts * TIMES), rounds=3
        ),
        **yake_ratios(result),
        "kwic / reading": round(contexts / reading, 3),
        "slope of keyness": slope(sl.keyness, result, large),
        "slope of keyphrases": slope(sl.keyphrases, result, large),
        "slope of kwic": slope(lambda size: sl.kwic(size, "white house"), result, large),
        "slope of dispersion": slope(sl.dispersion, result, large),
        "slope of collocations": slope(sl.collocations, result, large),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
