"""Who says what, against the labels that people gave.

Predicted and labelled attributions are matched one to one, best overlap first, where the characters of their
contents have an intersection over union of at least 0.5. All characters of the spans count, white space
included, each once. How words are counted, `matching.Words` says.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.evaluate.gold import Story, analyze_stories
from analysis.evaluate.gold_sections import Said, Speaker
from analysis.evaluate.labels import read_labels
from analysis.evaluate.matching import Words, merged, one_to_one, shared_characters, shared_words
from analysis.quotes import Attribution, find_attributions
from analysis.quotes.records import Span
from analysis.records import Article, LabelsError
from analysis.schema import Analysis, rows
from analysis.tokens import paragraph_spans
from analysis.tokens.document import Document

LEAST_OVERLAP = 0.5
# Articles at a time, so that memory does not grow with the file.
_BATCH = 64
_PARTS = ("source", "cue", "content")

Progress = Callable[[Iterable[Any]], Iterable[Any]]


class Labelled(NamedTuple):
    """An article with the attributions that people found in it."""

    id: Any  # its own, or its number from 0
    article: Article
    attributions: list[Attribution]


class Comparison(NamedTuple):
    """How one article's attributions agree.

    `matches` pairs numbers of labelled and predicted ones; `counts` holds what `figures` needs.
    """

    matches: list[tuple[int, int]]
    counts: Counter[str]


def read_attributions(path: Path) -> Iterator[Labelled]:
    """Read articles one by one: `text`, and `attributions` with `source`, `cue` and `content`.

    These are lists of [start, end], characters of the text, end exclusive. The text stays as it is. A
    `title` that is the first paragraph of the text, but for its marks, makes that the title.

    Raises
    ------
    LabelsError
        The file cannot be read, or a row lacks a key or has a span outside its text; the message names the
        file, the row and the attribution.
    """
    for number, row in enumerate(read_labels(path, ("text", "attributions"))):
        where = f"{path}: row {number + 1}"
        text = row["text"]
        if not isinstance(text, str) or not isinstance(row["attributions"], list):
            raise LabelsError(f"{where}: expected text to be a string and attributions to be a list")
        found = [
            _attribution(item, len(text), f"{where}: attribution {place}")
            for place, item in enumerate(row["attributions"], 1)
        ]
        article = Article(str(number), text, title=_title(text, str(row.get("title") or "")))
        yield Labelled(row.get("id", number), article, found)


def _attribution(item: Any, length: int, where: str) -> Attribution:
    if not isinstance(item, dict) or not all(isinstance(item.get(part), list) for part in _PARTS):
        raise LabelsError(f"{where}: expected an object with the lists {', '.join(_PARTS)}")
    for part in _PARTS:
        for span in item[part]:
            is_pair = isinstance(span, list) and len(span) == 2 and all(type(n) is int for n in span)
            if not is_pair or not 0 <= span[0] <= span[1] <= length:
                raise LabelsError(
                    f"{where}: {part} has {span!r}; expected [start, end] in the text, 0 to {length}"
                )
    return Attribution(*(tuple((start, end) for start, end in item[part]) for part in _PARTS))


def _title(text: str, title: str) -> str:
    """The first paragraph where it is the title, as which PolNeAR's texts repeat it with a full stop."""
    for start, end in paragraph_spans(text)[:1]:
        if title and _plain(text[start:end]) == _plain(title):
            return text[start:end]
    return ""


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text)


def compare(text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> Comparison:
    """Match the attributions of one article.

    An attribution without content stands in no figure of contents and sources, one without cue in none of
    cues. Of equal overlaps, that with agreeing sources is taken first.
    """
    words = Words(text)
    sides = (gold, predicted)
    contents = [[merged(item.content) for item in side] for side in sides]
    sources = [[words.touched(item.source) for item in side] for side in sides]
    cues = [[words.touched(item.cue) for item in side] for side in sides]
    sizes = [[sum(end - start for start, end in spans) for spans in side] for side in contents]

    def is_source_right(pair: tuple[int, int]) -> bool:
        one, other = sources[0][pair[0]], sources[1][pair[1]]
        return bool(one & other) or not (one or other)

    overlaps = {
        pair: shared / (sizes[0][pair[0]] + sizes[1][pair[1]] - shared)
        for pair, shared in shared_characters(*contents).items()
    }
    matches = one_to_one(
        {
            pair: (overlap, is_source_right(pair))
            for pair, overlap in overlaps.items()
            if overlap >= LEAST_OVERLAP
        }
    )
    same = {
        pair: shared / len(cues[0][pair[0]] | cues[1][pair[1]])
        for pair, shared in shared_words(*cues).items()
    }
    return Comparison(
        sorted(matches),
        Counter(
            content_matched=len(matches),
            content_gold=sum(size > 0 for size in sizes[0]),
            content_predicted=sum(size > 0 for size in sizes[1]),
            attribution_matched=sum(map(is_source_right, matches)),
            cue_matched=len(one_to_one(same)),
            cue_gold=sum(map(bool, cues[0])),
            cue_predicted=sum(map(bool, cues[1])),
        ),
    )


def figures(counts: Counter[str]) -> dict[str, Any]:
    """Precision, recall and F1, 0 to 1, of contents, attributions and cues; 0 where there is nothing."""
    found: dict[str, Any] = {"attributions": counts["content_gold"], "predicted": counts["content_predicted"]}
    for name, basis in (("content", "content"), ("attribution", "content"), ("cue", "cue")):
        matched, gold, predicted = (
            counts[f"{name}_matched"],
            counts[f"{basis}_gold"],
            counts[f"{basis}_predicted"],
        )
        found[f"{name}_precision"] = matched / predicted if predicted else 0.0
        found[f"{name}_recall"] = matched / gold if gold else 0.0
        found[f"{name}_f1"] = 2 * matched / (gold + predicted) if gold + predicted else 0.0
    return found


def evaluate_attributions(
    paths: Sequence[Path], *, method: str = "neural", progress: Progress = iter
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Measure the attributions found in files of labelled articles.

    Parameters
    ----------
    paths
        Files as `read_attributions` reads them, some articles at a time.
    method
        One of `quotes.METHODS`.
    progress
        Wraps the articles, to show how far the work is.

    Returns
    -------
    figures : dict
        `articles`; `attributions` and `predicted`, how many have a content; `content_precision`,
        `content_recall` and `content_f1`; the same for `attribution`, where the sources of a match have to
        share a word too (or both are missing); and for `cue`, of cues that share a word, one to one. 0 to 1.
    predictions : list of dict
        Each article's `id` and its `attributions`, in the format of the labels.

    Raises
    ------
    LabelsError
        As `read_attributions`.
    """
    counts: Counter[str] = Counter()
    predictions: list[dict[str, Any]] = []
    remaining = iter(progress(itertools.chain.from_iterable(map(read_attributions, paths))))
    while batch := list(itertools.islice(remaining, _BATCH)):
        for item, found in zip(batch, _predict([item.article for item in batch], method), strict=True):
            counts += compare(item.article.text, item.attributions, found).counts
            predictions.append({"id": item.id, "attributions": [_as_labels(one) for one in found]})
    return {"articles": len(predictions), **figures(counts)}, predictions


def _predict(articles: Sequence[Article], method: str) -> list[list[Attribution]]:
    return find_attributions([Document.of(article) for article in articles], method=method)


def _as_labels(attribution: Attribution) -> dict[str, Any]:
    return {part: [list(span) for span in spans] for part, spans in attribution._asdict().items()}


def evaluate_story_attributions(
    stories: Sequence[Story], *, method: str = "neural"
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Measure the quotations and speakers that the whole analysis finds in gold stories.

    Parameters
    ----------
    stories
        From `gold.read_stories`.
    method
        As for `pipeline.analyze`.

    Returns
    -------
    figures : dict
        As those of `evaluate_attributions`, with `stories` for articles; and of the matched attributions
        whose speaker is labelled (`speakers`) the shares whose speaker is right: `speaker_accuracy` name and
        party, `speaker_party_accuracy` the party alone. Where several speak together, one of them is enough.
        None without any.
    predictions : list of dict
        As those of `evaluate_attributions`; each attribution with `speaker` and `speaker_party`.

    Raises
    ------
    LabelsError
        A story's attributions are not labelled.
    """
    counts: Counter[str] = Counter()
    predictions: list[dict[str, Any]] = []
    labels = [_labels(story) for story in stories]
    for story, gold, result in zip(stories, labels, analyze_stories(stories, method=method), strict=True):
        found = attributions_in(result)
        compared = compare(
            story.article.text, [said.attribution for said in gold], [said.attribution for said in found]
        )
        counts += compared.counts
        for one, other in compared.matches:
            counts += _speaker_counts(gold[one].speakers, found[other].speakers)
        predictions.append(
            {
                "id": story.article.article_id,
                "attributions": [
                    _as_labels(said.attribution)
                    | {"speaker": said.speakers[0].name, "speaker_party": said.speakers[0].party}
                    for said in found
                ],
            }
        )
    n = counts["speakers"]
    return {
        "stories": len(predictions),
        **figures(counts),
        "speakers": n,
        "speaker_accuracy": counts["speaker_right"] / n if n else None,
        "speaker_party_accuracy": counts["party_right"] / n if n else None,
    }, predictions


def _labels(story: Story) -> tuple[Said, ...]:
    if story.attributions is None:
        raise LabelsError(f"{story.article.path}: has no section '## Attributions' below the text")
    return story.attributions


def _speaker_counts(gold: Sequence[Speaker], found: Sequence[Speaker]) -> Counter[str]:
    if not gold:
        return Counter()
    (speaker,) = found
    return Counter(
        speakers=1,
        party_right=int(any(one.party == speaker.party for one in gold)),
        speaker_right=int(
            any((_name(one.name), one.party) == (_name(speaker.name), speaker.party) for one in gold)
        ),
    )


def _name(name: str | None) -> str:
    """A name to compare: what a speaker of no party is called may begin a sentence, or have an article."""
    return re.sub(r"^(?:the|an?) ", "", (name or "").casefold())


def attributions_in(result: Analysis) -> list[Said]:
    """The quotations of one article's analysis as attributions, each with the one speaker that it names."""
    contents: dict[int, list[Span]] = {}
    for row in rows(result.contents):
        contents.setdefault(row.quote, []).append((row.start, row.end))
    return [
        Said(
            Attribution(
                _span(row.speaker_start, row.speaker_end),
                _span(row.cue_start, row.cue_end),
                tuple(contents.get(row.quote, [(row.start, row.end)])),
            ),
            (Speaker(_text(row.speaker) or "", _text(row.speaker_party)),),
        )
        for row in rows(result.quotes)
    ]


def _span(start: Any, end: Any) -> tuple[Span, ...]:
    return () if pd.isna(start) or pd.isna(end) else ((int(start), int(end)),)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
