"""Functions over a corpus: the memory that they keep for each article of a run, and time.

Memory is the peak of what Python, NumPy and Arrow hold during the call. That for an article is the difference
between a run and its first quarter, both in parts of 32 articles, so that what a call and a part take by
themselves is left out; a million articles take at most a million times as much, and less where words repeat.
``all tables`` is what it takes to load everything, for comparison. Intervals are of 10 resamples: those of
2,000 hold up to 100 MB more for a time, however many articles there are. ``time`` is that of the run over
that of loading all tables and reading them. By the lexicon.

``bench_summaries.py [N] [ARTICLES]``: N articles, by default 512; ARTICLES is a file or folder of one's own,
by default sentences of the gold stories in another order, whose words repeat more than those of news do.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
from measuring import write_articles

import analysis as sl
from analysis.pipeline import parts

PART = 32
Function = Callable[[Any], object]
FUNCTIONS: dict[str, Function] = {
    "term_frequencies": sl.term_frequencies,
    "term_frequencies of pairs": partial(sl.term_frequencies, n=2),
    "term_frequencies by article": partial(sl.term_frequencies, by="article_id"),
    "keyness_by source": partial(sl.keyness_by, by="source"),
    "keyness around Russia": lambda result: sl.keyness(sl.around(result, party="Russia")),
    "collocations": sl.collocations,
    "words_around": partial(sl.words_around, party="Russia"),
    "kwic": partial(sl.kwic, node="government"),
    "document_terms": sl.document_terms,
    "find_topics": sl.find_topics,
    "similar_stories": sl.similar_stories,
    "dispersion": sl.dispersion,
    "keyphrases": sl.keyphrases,
    "readability": sl.readability,
    "party_sentiment": partial(sl.party_sentiment, n_resamples=10),
    "party_sentiment by source": partial(sl.party_sentiment, by="source", n_resamples=10),
    "timeline": partial(sl.timeline, n_resamples=10),
    "compare": sl.compare,
    "robustness": partial(sl.robustness, n_resamples=10),
    "rank_articles": partial(sl.rank_articles, party="Russia", n_resamples=10),
    "party_mentions": sl.party_mentions,
    "share_of_voice": partial(sl.share_of_voice, n_resamples=10),
    "quoted_words": sl.quoted_words,
    "sentiment_by_voice": partial(sl.sentiment_by_voice, n_resamples=10),
    "stance_matrix": partial(sl.stance_matrix, n_resamples=10),
}


# Each counts for one call; Arrow frees through its pool what outlives the call, so that they have to stay.
POOLS: list[Any] = []


def peak(work: Callable[[], object]) -> float:
    """Return the most memory that a call holds at a time, in kB."""
    pool = pa.proxy_memory_pool(pa.system_memory_pool())
    POOLS.append(pool)
    pa.set_memory_pool(pool)
    tracemalloc.start()
    work()
    held = tracemalloc.get_traced_memory()[1] + pool.max_memory()
    tracemalloc.stop()
    return float(held) / 1000


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of a call."""
    began = time.process_time()
    work()
    return time.process_time() - began


def loaded(run: sl.Run) -> sl.Analysis:
    """Load all of a run."""
    return run.load(*sl.Analysis.table_names(), text=True)


def kept(function: Function, few: sl.Run, many: sl.Run) -> float:
    """Return the kB that a function keeps for each article."""
    low, high = (peak(partial(function, run)) for run in (few, many))
    return round((high - low) / (len(many) - len(few)), 2)


def measured(function: Function, few: sl.Run, many: sl.Run) -> dict[str, float]:
    """Return kB an article, and the ratio of times."""
    function(few)  # what loads at the first call is no memory of an article
    times = [seconds(lambda: function(many)), seconds(lambda: function(loaded(many)))]
    return {"kB an article": kept(function, few, many), "time": round(times[0] / max(times[1], 1e-9), 2)}


def main(arguments: Sequence[str]) -> None:
    """Measure, and print the figures."""
    n = int(arguments[0]) if arguments else 512
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.jsonl"
        write_articles(path, n)
        articles = list(itertools.islice(sl.iter_articles(arguments[1] if arguments[1:] else path), n))
        parts._LEAST = parts._MOST = PART
        lexicon = sl.Analyzer(method="lexicon")
        few, many = (
            sl.write_run(some, Path(folder) / name, analyzer=lexicon)
            for name, some in (("few", articles[: n // 4]), ("many", articles))
        )
        found = {name: measured(function, few, many) for name, function in FUNCTIONS.items()}
        everything = kept(loaded, few, many)
    figures = {
        "benchmark": "functions over a run",
        "articles": len(many),
        "all tables, kB an article": everything,
        "figures": found,
    }
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    sys.stdout.flush()
    # Arrow's buffers may outlive the pools that they belong to, which ends a process badly.
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
