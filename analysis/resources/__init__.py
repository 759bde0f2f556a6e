"""Loads what ships in this folder: registry, lexicon, word lists, patterns; nothing is ever downloaded.

Each loader reads its file once a process and returns something that cannot be changed.
"""

from __future__ import annotations

import csv
import gzip
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from analysis.records import Registry
from analysis.registry import combine
from analysis.registry.reading import parse_registry

NEWS_WORDS = Path(__file__).parent / "news_words.tsv.gz"


class Weight(NamedTuple):
    """A word's valence (-4 to 4) and whom it speaks of: any, agent or patient (see `sentiment.lexicon`)."""

    value: float
    toward: str


class Reading(NamedTuple):
    """One meaning of a name, and the words of an article that speak for it; without a party it is none."""

    party: str
    kind: str
    is_place: bool
    words: tuple[str, ...]


class Namesake(NamedTuple):
    """A name that means several things; `at_start`: only where it opens a sentence."""

    name: str
    at_start: bool
    readings: tuple[Reading, ...]


class TieRule(NamedTuple):
    """A rule of `parties.ties`: its side of the name, and a text in which Ana Ruiz is tied by it, or not."""

    name: str
    side: str
    example: str
    party: str
    counterexample: str


class LabelErrors(NamedTuple):
    """What a method says of `n` mentions to which people gave one label.

    `predicted` counts its labels; `means` and `covariances` are of its probabilities. All are in the order
    negative, neutral, positive.
    """

    n: int
    predicted: tuple[int, ...]
    means: tuple[float, ...]
    covariances: tuple[tuple[float, ...], ...]


class Roles(NamedTuple):
    """Words by which news says what somebody is, each in lower case and the singular (`roles.toml`).

    `people` are all of the first four, `heads` the nouns that a description of a party or person can end in.
    """

    offices: frozenset[str]
    delegates: frozenset[str]
    occupations: frozenset[str]
    observers: frozenset[str]
    people: frozenset[str]
    past: frozenset[str]
    dissenters: frozenset[str]
    titles: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    party_nouns: Mapping[str, frozenset[str]]
    joint_people: frozenset[str]
    groups: frozenset[str]
    heads: frozenset[str]
    not_names: frozenset[str]
    state_bodies: frozenset[str]
    owned_bodies: frozenset[str]


class AttributionCues(NamedTuple):
    """Words by which news attributes, in all forms, by what may follow (`attribution_cues.toml`).

    `verbs` by complement: that, question, bare (a clause or object), to (an infinitive), after (nothing: what
    was said stands before); `prepositions` by the preposition that belongs to the cue; `hearers` are verbs
    whose first object is who hears it.
    """

    verbs: Mapping[str, frozenset[str]]
    prepositions: Mapping[str, frozenset[str]]
    hearers: frozenset[str]


class Furniture(NamedTuple):
    """Patterns of whole lines by where they are no part of a story (`furniture.toml`)."""

    anywhere: tuple[re.Pattern[str], ...]
    links: tuple[re.Pattern[str], ...]
    unless_sentence: tuple[re.Pattern[str], ...]
    credits: tuple[re.Pattern[str], ...]
    bylines: tuple[re.Pattern[str], ...]
    headings: tuple[re.Pattern[str], ...]
    last_headings: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]


class Truncation(NamedTuple):
    """Patterns that say that a text is not a whole article (`truncated.toml`)."""

    ends: tuple[re.Pattern[str], ...]
    ends_of_stubs: tuple[re.Pattern[str], ...]
    pages: tuple[re.Pattern[str], ...]


class Languages(NamedTuple):
    """Languages in Latin letters by their codes: their names and their commonest words (`languages.toml`)."""

    names: Mapping[str, str]
    words: Mapping[str, frozenset[str]]


class SentenceEnds(NamedTuple):
    """Words that tell whether a full stop ends a sentence (`sentence_ends.toml`)."""

    openers: frozenset[str]
    before_names: frozenset[str]
    after_clock: frozenset[str]
    units: frozenset[str]
    lettered: frozenset[str]
    verbs: frozenset[str]
    not_first_names: frozenset[str]


def read_text(name: str) -> str:
    """Read a shipped text file by its name."""
    return (files(__name__) / name).read_text(encoding="utf-8")


def path_of(name: str) -> Path:
    """Where a shipped file is."""
    return Path(__file__).parent / name


@cache
def furniture() -> Furniture:
    """Patterns of lines that web pages put around a story, lower-cased."""
    data = tomllib.loads(read_text("furniture.toml"))
    return Furniture(*(tuple(map(re.compile, data[name].split("\n")[:-1])) for name in Furniture._fields))


@cache
def truncation() -> Truncation:
    """Patterns that say that a text is not a whole article, lower-cased."""
    data = tomllib.loads(read_text("truncated.toml"))
    return Truncation(*(tuple(map(re.compile, data[name].split("\n")[:-1])) for name in Truncation._fields))


@cache
def languages() -> Languages:
    """The commonest words of languages in Latin letters."""
    data = tomllib.loads(read_text("languages.toml"))
    words = {code: frozenset(text.split()) for code, text in data["words"].items()}
    return Languages(MappingProxyType(data["names"]), MappingProxyType(words))


@cache
def notice_patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of what pages say in place of a story, lower-cased: all of a ``title``, or in a ``text``."""
    rows = (line.split(" ", 1) for line in _data_lines("notices.txt"))
    return tuple(re.compile(pattern) for name, pattern in rows if name == kind)


@cache
def shipped_parties() -> Registry:
    """The shipped registry: countries with their cities and regions, bodies, political parties, groups."""
    files = ("countries", "bodies", "political_parties", "groups", "places")
    return combine(
        [parse_registry(read_text(f"{name}.toml"), f"{name}.toml", may_share=True) for name in files]
    )


@cache
def namesakes() -> tuple[Namesake, ...]:
    """Names that mean several things, with the words that tell which."""
    return tuple(
        Namesake(
            name,
            row.get("at_start", False),
            tuple(
                Reading(
                    reading["party"], reading["kind"], reading.get("place", False), tuple(reading["words"])
                )
                for reading in row["readings"]
            ),
        )
        for row in tomllib.loads(read_text("namesakes.toml"))["namesake"]
        for name in row["names"]
    )


@cache
def names_that_need_a_country() -> frozenset[str]:
    """Names of political parties and groups that are ordinary words too."""
    return frozenset(tomllib.loads(read_text("namesakes.toml"))["needs_country"])


@cache
def roles() -> Roles:
    """Offices, trades, titles and other words for people and parties."""
    data = tomllib.loads(read_text("roles.toml"))

    def words(*texts: str) -> frozenset[str]:
        return frozenset(word for text in texts for word in text.split())

    offices, delegates = words(data["offices"]), words(data["delegates"])
    occupations, observers = words(data["occupations"]), words(data["observers"])
    joint = words(*data["joint"].values())
    party_nouns = words(*data["party_nouns"].values())
    return Roles(
        offices=offices,
        delegates=delegates,
        occupations=occupations,
        observers=observers,
        people=offices | delegates | occupations | observers,
        heads=offices | delegates | joint | party_nouns | {"counterpart"},
        past=words(data["past"]),
        dissenters=words(data["dissenters"]),
        titles=words(data["titles"], data["male_titles"], data["female_titles"]),
        male=words(data["male_titles"], data["male_nouns"]),
        female=words(data["female_titles"], data["female_nouns"]),
        party_nouns=MappingProxyType({kind: words(text) for kind, text in data["party_nouns"].items()}),
        joint_people=words(data["joint"]["people"]),
        groups=words(data["groups"]["nouns"]),
        not_names=words(data["not_names"]["words"]),
        state_bodies=words(data["state_bodies"]["words"]),
        owned_bodies=words(data["state_bodies"]["words"], data["state_bodies"]["owned"]),
    )


@cache
def tie_rules() -> tuple[TieRule, ...]:
    """Rules that tie people by the words beside their names, in the order in which they are tried."""
    rows = tomllib.loads(read_text("ties.toml"))["rule"]
    return tuple(TieRule(**{field: row[field] for field in TieRule._fields}) for row in rows)


@cache
def first_names() -> Mapping[str, str]:
    """First names with the gender they tell: male, female or both."""
    rows = csv.DictReader(read_text("first_names.csv").splitlines())
    return MappingProxyType({row["name"]: row["gender"] for row in rows})


@cache
def stop_words() -> frozenset[str]:
    """Function words, each as our own tokenizer cuts it, in lower case with straight apostrophes."""
    return frozenset(word for line in _data_lines("stop_words.txt") for word in line.split())


@cache
def cue_verbs() -> frozenset[str]:
    """Verbs of saying and thinking, in all their forms: what follows is somebody's content."""
    return frozenset(word for line in _data_lines("cue_verbs.txt") for word in line.split())


@cache
def attribution_cues() -> AttributionCues:
    """Words that attribute what is said, thought or wanted to somebody."""
    data = tomllib.loads(read_text("attribution_cues.toml"))
    verbs, prepositions = (
        MappingProxyType({key: frozenset(text.split()) for key, text in data[name].items()})
        for name in ("verbs", "prepositions")
    )
    return AttributionCues(verbs, prepositions, frozenset(data["hearers"]["verbs"].split()))


@cache
def abbreviations() -> frozenset[str]:
    """Lower-case words that are written with a full stop and do not end a sentence by it."""
    return frozenset(word for line in _data_lines("abbreviations.txt") for word in line.split())


@cache
def sentence_ends() -> SentenceEnds:
    """Words that tell whether a full stop ends a sentence, beside the abbreviations."""
    data = tomllib.loads(read_text("sentence_ends.toml"))
    return SentenceEnds(*(frozenset(data[name].split()) for name in SentenceEnds._fields))


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
def known_words() -> frozenset[str]:
    """The words of general news English, in lower case."""
    return frozenset(line.partition("\t")[0] for line in news_words()[1:])


@cache
def keyphrase_weights() -> Mapping[str, float]:
    """Weights of what speaks for a keyphrase, and the intercept; made by `training.keyphrases`."""
    rows = csv.DictReader(read_text("keyphrase_weights.csv").splitlines())
    return MappingProxyType({row["feature"]: float(row["weight"]) for row in rows})


@cache
def sentiment_errors() -> Mapping[tuple[str, str], LabelErrors]:
    """What each method says of mentions that people labelled, by method and label; see `training.errors`."""
    rows = csv.DictReader(read_text("sentiment_errors.csv").splitlines())
    return MappingProxyType({(row["method"], row["label"]): _label_errors(row) for row in rows})


def _label_errors(row: Mapping[str, str]) -> LabelErrors:
    labels = ("negative", "neutral", "positive")
    predicted = tuple(int(row[f"as_{label}"]) for label in labels)
    return LabelErrors(
        n=sum(predicted),
        predicted=predicted,
        means=tuple(float(row[label]) for label in labels),
        covariances=tuple(
            tuple(float(row["_".join(sorted((one, other)))]) for other in labels) for one in labels
        ),
    )


def report_notebook() -> Path:
    """Where the report notebook is: in an installed package beside this file, in a checkout in notebooks/."""
    here = Path(__file__).parent
    installed = here / "04_report.ipynb"
    return installed if installed.is_file() else here.parent.parent / "notebooks" / installed.name


def _data_lines(name: str) -> list[str]:
    lines = (line.strip() for line in read_text(name).splitlines())
    return [line for line in lines if line and not line.startswith("#")]
