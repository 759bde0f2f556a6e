"""Loads what ships in this folder: registry, lexicon, word lists, patterns; nothing is ever downloaded.

Each loader reads its file once a process and returns something that cannot be changed.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from analysis.registry import parse_registry
from analysis.schema import Registry

NEWS_WORDS = Path(__file__).parent / "news_words.tsv.gz"


class Weight(NamedTuple):
    """A word's valence (-4 to 4) and whom it speaks of: any, agent or patient (see `sentiment.lexicon`)."""

    value: float
    toward: str


def read_text(name: str) -> str:
    """Read a shipped text file by its name."""
    return (files(__name__) / name).read_text(encoding="utf-8")


@cache
def furniture_patterns() -> tuple[re.Pattern[str], ...]:
    """Patterns of whole lines that web pages put after a story, lower-cased."""
    return tuple(re.compile(line) for line in _data_lines("furniture.txt"))


@cache
def countries() -> Registry:
    """The shipped registry of countries."""
    return parse_registry(read_text("countries.toml"), "countries.toml")


@cache
def stop_words() -> frozenset[str]:
    """Function words, each as our own tokenizer cuts it, in lower case with straight apostrophes."""
    return frozenset(word for line in _data_lines("stop_words.txt") for word in line.split())


@cache
def cue_verbs() -> frozenset[str]:
    """Verbs of saying and thinking, in all their forms: what follows is somebody's content."""
    return frozenset(word for line in _data_lines("cue_verbs.txt") for word in line.split())


@cache
def abbreviations() -> frozenset[str]:
    """Lower-case words that are written with a full stop and do not end a sentence by it."""
    return frozenset(word for line in _data_lines("abbreviations.txt") for word in line.split())


@cache
def political_lexicon() -> Mapping[str, Weight]:
    """The overlay over VADER's lexicon for political news: weight and direction of each word."""
    rows = csv.DictReader(read_text("political_lexicon.csv").splitlines())
    return MappingProxyType({row["word"]: Weight(float(row["weight"]), row["toward"]) for row in rows})


@cache
def news_words() -> tuple[str, ...]:
    """General news English: a line with the totals, then a word a line with its counts, split by tabs.

    Made by `training.news_words`; `keywords.reference` gives it its columns.
    """
    return tuple(gzip.decompress(NEWS_WORDS.read_bytes()).decode().splitlines())


@cache
def keyphrase_weights() -> Mapping[str, float]:
    """Weights of what speaks for a keyphrase, and the intercept; made by `training.keyphrases`."""
    rows = csv.DictReader(read_text("keyphrase_weights.csv").splitlines())
    return MappingProxyType({row["feature"]: float(row["weight"]) for row in rows})


def report_notebook() -> Path:
    """Where the report notebook is: in an installed package beside this file, in a checkout in notebooks/."""
    here = Path(__file__).parent
    installed = here / "04_report.ipynb"
    return installed if installed.is_file() else here.parent.parent / "notebooks" / installed.name


def _data_lines(name: str) -> list[str]:
    lines = (line.strip() for line in read_text(name).splitlines())
    return [line for line in lines if line and not line.startswith("#")]
