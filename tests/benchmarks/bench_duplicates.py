"""Near-duplicates: which copies are found at which threshold, and what looking for them costs.

- of made copies of news articles, such as wires become in outlets, the share found by threshold; and how many
  of the articles as they are have an earlier version (those that 0.25 finds were read by eye: none is wrong);
- time an article among 10,000, against the analysis of an article by the network; bytes kept an article.
"""

from __future__ import annotations

import gzip
import itertools
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import analysis as sl
from analysis.corpus.duplicates import Versions

DATA = Path(__file__).parents[3] / "shared" / "eval"
FILES = (
    "names.worldwide_train",
    "names.worldwide_dev",
    "attribution.polnear_train",
    "attribution.polnear_dev",
)
OTHERS = ("keywords.kpcrowd_dev", "document_sentiment.persent_dev")
THRESHOLDS = (0.25, 0.3, 0.4, 0.5, 0.6, 0.7)
LEAST_WORDS = 150
MANY, ANALYSED = 10_000, 64
FURNITURE = (
    "Sign up for our morning newsletter and get the day’s top stories in your inbox before breakfast.",
    "Our journalism depends on readers like you. Support us from three pounds a month, and cancel any time.",
    "More on this story: five things that we know so far; in pictures, the week that was; what happens next.",
    "Additional reporting by staff writers. The agencies contributed to this report. All rights reserved.",
    "Follow us for updates through the day. Comments on this story are closed. Report an error here.",
)
Copier = Callable[[list[str], random.Random], list[str]]


def texts(names: Iterable[str]) -> list[str]:
    """Different texts of data files."""
    found: dict[str, None] = {}
    for name in names:
        with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            found.update(dict.fromkeys(json.loads(line)["text"] for line in lines))
    return list(found)


def paragraphs(text: str) -> list[str]:
    """Paragraphs of a text, or its sentences where it has too few."""
    found = [part for part in re.split(r"\n+", text) if part.strip()]
    return found if len(found) >= 4 else re.split(r"(?<=[.!?])\s+", text)


def new_headline(parts: list[str], chance: random.Random) -> list[str]:
    """Put nine words of the text, mixed, for the first paragraph."""
    return [" ".join(chance.choices(" ".join(parts).split(), k=9)), *parts[1:]]


def cut_paragraph(parts: list[str], chance: random.Random) -> list[str]:
    """Leave a paragraph out."""
    place = chance.randrange(1, len(parts))
    return parts[:place] + parts[place + 1 :]


def other_order(parts: list[str], chance: random.Random) -> list[str]:
    """Mix the paragraphs after the first."""
    return [parts[0], *chance.sample(parts[1:], len(parts) - 1)]


def edited(parts: list[str], chance: random.Random) -> list[str]:
    """Put another word of the text for one in 20."""
    words = " ".join(parts).split()
    return [
        " ".join(chance.choice(words) if chance.random() < 1 / 20 else word for word in part.split())
        for part in parts
    ]


def furnished(parts: list[str], _: random.Random) -> list[str]:
    """Add what an outlet puts around its stories."""
    return [parts[0], FURNITURE[0], *parts[1:], *FURNITURE[1:]]


def shortened(share: float) -> Copier:
    """Cut after the paragraph in which a share of the words is reached."""

    def cut(parts: list[str], _: random.Random) -> list[str]:
        sums = list(itertools.accumulate(len(part.split()) for part in parts))
        return parts[: next(n for n, words in enumerate(sums, 1) if words >= share * sums[-1])]

    return cut


def chain(*copiers: Copier) -> Copier:
    """Do one after the other."""

    def copy(parts: list[str], chance: random.Random) -> list[str]:
        for copier in copiers:
            parts = copier(parts, chance)
        return parts

    return copy


KINDS: dict[str, Copier] = {
    "new headline": new_headline,
    "paragraph cut": cut_paragraph,
    "other order": other_order,
    "one word in 20 edited": edited,
    "furniture": furnished,
    "headline, cut, furniture": chain(new_headline, cut_paragraph, furnished),
    "half": shortened(1 / 2),
    "half, furniture": chain(shortened(1 / 2), furnished),
    "third": shortened(1 / 3),
    "third, furniture": chain(shortened(1 / 3), furnished),
    "third, edited": chain(shortened(1 / 3), edited),
}


def found(originals: list[str], copier: Copier, similar: float) -> float:
    """Share of the articles whose copy is found, in percent."""
    chance = random.Random(1)  # noqa: S311 - no secret
    n = 0
    for text in originals:
        versions = Versions(similar)
        versions.find(sl.Article("first", text))
        copy = "\n\n".join(copier(paragraphs(text), chance))
        n += versions.find(sl.Article("copy", copy)) is not None
    return round(100 * n / len(originals), 1)


def mixed(originals: list[str]) -> Iterable[sl.Article]:
    """Yield many different articles: those there are, then their words in other orders."""
    chance = random.Random(1)  # noqa: S311 - no secret
    for number in range(MANY):
        text = originals[number % len(originals)]
        words = text.split()
        kept = number < len(originals)
        yield sl.Article(str(number), text if kept else " ".join(chance.sample(words, len(words))))


def memory() -> int:
    """Bytes of this process, where the system tells (Linux)."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


def main() -> None:
    """Print all as one JSON object."""
    articles = texts(FILES)
    originals = [text for text in articles if len(text.split()) >= LEAST_WORDS]
    many = list(mixed(originals))
    versions, before, started = Versions(), memory(), time.perf_counter()
    for article in many:
        versions.find(article)
    finding = (time.perf_counter() - started) / MANY
    kept = (memory() - before) / MANY
    sample = many[: 2 * ANALYSED]
    sl.analyze(sample[:1])
    started = time.perf_counter()
    sl.analyze(sample[ANALYSED:], duplicates="keep")
    analysing = (time.perf_counter() - started) / ANALYSED
    every = [sl.Article(str(number), text) for number, text in enumerate(articles + texts(OTHERS))]
    result = {
        "benchmark": "near-duplicates",
        "articles a second": round(1 / finding),
        "finding / analysing": round(finding / analysing, 4),
        "bytes an article": round(kept),
        "copies of": len(originals),
        "found, % at": {
            name: {similar: found(originals, copier, similar) for similar in THRESHOLDS}
            for name, copier in KINDS.items()
        },
        "later versions among": len(every),
        "are": {
            similar: len(sl.duplicate_groups(every, similar=similar)["duplicate_of"].dropna())
            for similar in THRESHOLDS
        },
    }
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
