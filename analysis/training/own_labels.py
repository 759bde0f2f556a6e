"""Labels of our own on published articles, whose texts are not here: `own_labels.tsv`, with its guide.

They were made by a large language model, not by people. Labelled news is of sentences that were chosen for
what they say of somebody. In an ordinary article four mentions of five are neutral, and a network that never
read such sentences finds a sentiment in many of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.network.pairs import PAIR_LABELS
from analysis.network.pieces import Sentence, Span
from analysis.network.sentences import Job, sentence_jobs
from analysis.pipeline import Analyzer
from analysis.records import ABOUT, Article
from analysis.training.data import LABELS, Labelled, certain, read_texts

_OWN = Path(__file__).parent / "own_labels.tsv"
_OF_PEOPLE = "people"  # the label stands in the file of the text, not here
_KEPT_ONE_IN = 5


class OwnLabel(NamedTuple):
    """A line of the file: what is said of `first`, or of the two where there is a second.

    `label` is one of `LABELS` or `people`, `about` one of `ABOUT` or empty; of two, `label` is one of
    `PAIR_LABELS` as it is written, such as ``negative q->p``. `is_random` is whether it was drawn from all
    mentions, not from those that a network took for negative or positive.
    """

    text: str
    first: Span
    second: Span | None
    label: str
    about: str
    is_random: bool = False


class OwnLabels(NamedTuple):
    """Labelled sentences: of sentiment and opinions, and of what a sentiment is about.

    Shares of targets in `abouts` are those of `ABOUT`.
    """

    opinions: list[Labelled]
    abouts: list[Labelled]


def text_key(text: str) -> str:
    """Return what a text is called in the file: the first 12 digits of its SHA-1."""
    return hashlib.sha1(text.encode()).hexdigest()[:12]  # noqa: S324 - no secret


def is_own_kept(key: str) -> bool:
    """Tell whether the labels of a text are kept for measuring: a fifth of the texts."""
    return int(key, 16) % _KEPT_ONE_IN == 0


def own_label_lines() -> list[OwnLabel]:
    """Read `own_labels.tsv`."""
    lines = _OWN.read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        if not line.startswith("#"):
            text, first, second, label, about, drawn = line.split("\t")
            spans = _span(first), _span(second) if second else None
            found.append(OwnLabel(text, *spans, label, about, drawn == "random"))
    return found


def read_own_labels(paths: Iterable[Path], *, only_random: bool = False) -> tuple[OwnLabels, OwnLabels]:
    """Find the labels of the texts in labelled files, one item a sentence: those to learn from, those kept.

    Mentions are those that an analysis finds, as names of all of them are hidden. With `only_random`, labels
    of other mentions than those drawn from all are left out.

    Raises
    ------
    LabelsError
        A file cannot be read, or a row has no text.
    """
    texts = {text_key(text): text for text in read_texts(paths)}
    lines = [line for line in own_label_lines() if line.text in texts and (line.is_random or not only_random)]
    whole = {line.text for line in lines if line.label == _OF_PEOPLE}
    articles = {line.text: texts[line.text] for line in lines if line.text not in whole}
    jobs = {key: [_whole(texts[key], lines)] for key in whole} | _jobs(articles)
    parts = []
    for is_kept in (False, True):
        own = [line for line in lines if is_own_kept(line.text) == is_kept]
        parts.append(OwnLabels(_opinions(own, jobs), _abouts(own, jobs)))
    return parts[0], parts[1]


def _span(cell: str) -> Span:
    start, end = cell.split("-")
    return int(start), int(end)


def _whole(text: str, lines: Sequence[OwnLabel]) -> Job:
    spans = dict.fromkeys(line.first for line in lines if line.text == text_key(text))
    return Job(("", 0), 0, Sentence(text, tuple(spans)), [])


def _jobs(articles: dict[str, str]) -> dict[str, list[Job]]:
    made = (Article(key, text) for key, text in articles.items())
    found: dict[str, list[Job]] = {}
    analyzer = Analyzer(min_mentions=1, duplicates="keep", until="mentions")
    for result in analyzer.batches(made):
        for job in sentence_jobs(result.articles, result.sentences, result.mentions):
            found.setdefault(job.key[0], []).append(job)
    return found


class _Placed(NamedTuple):
    """A label in its sentence: the mentions by number."""

    job: int
    first: int
    second: int | None
    label: OwnLabel


def _placed(lines: Sequence[OwnLabel], jobs: dict[str, list[Job]]) -> dict[tuple[str, int], list[_Placed]]:
    """Return the labels by sentence; those whose mentions an analysis no longer finds are left out."""
    found: dict[tuple[str, int], list[_Placed]] = {}
    for line in lines:
        for number, job in enumerate(jobs.get(line.text, ())):
            places = {
                (start + job.start, end + job.start): n
                for n, (start, end) in enumerate(job.sentence.mentions)
            }
            if line.first in places and (line.second is None or line.second in places):
                second = None if line.second is None else places[line.second]
                placed = _Placed(number, places[line.first], second, line)
                found.setdefault((line.text, number), []).append(placed)
                break
    return found


def _opinions(lines: Sequence[OwnLabel], jobs: dict[str, list[Job]]) -> list[Labelled]:
    ours = [line for line in lines if line.label != _OF_PEOPLE]
    names = [" ".join(filter(None, label)) for label in PAIR_LABELS]
    found = []
    for (text, number), own in _placed(ours, jobs).items():
        targets = tuple(
            (one.first, certain(LABELS.index(one.label.label), len(LABELS)))
            for one in own
            if one.second is None
        )
        pairs = tuple(
            (one.first, one.second, certain(names.index(one.label.label), len(names)))
            for one in own
            if one.second is not None
        )
        found.append(Labelled(jobs[text][number].sentence, targets, pairs))
    return found


def _abouts(lines: Sequence[OwnLabel], jobs: dict[str, list[Job]]) -> list[Labelled]:
    told = [line for line in lines if line.about]
    found = []
    for (text, number), own in _placed(told, jobs).items():
        targets = tuple((one.first, certain(ABOUT.index(one.label.about), len(ABOUT))) for one in own)
        found.append(Labelled(jobs[text][number].sentence, targets, ()))
    return found
