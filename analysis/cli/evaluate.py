"""``sidelight evaluate``: scores against human labels, each as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis.cli.console import method_option, paths_argument, progress
from analysis.paths import is_folder

if TYPE_CHECKING:
    from analysis.evaluate.gold import Story

file_argument = click.argument("file", type=click.Path(path_type=Path))
predictions_option = click.option(
    "--predictions",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.jsonl",
    help="Also write what was predicted, one JSON object a line.",
)

without_option = click.option(
    "--without",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Leave out rows whose text stands in this file too, such as one trained on; may be repeated.",
)

split_option = click.option(
    "--split",
    type=click.Choice(["dev", "test"]),
    help="Only the stories of this split; by default all.",
)


@click.group(
    epilog="Examples:\n\n\b\n  sidelight evaluate mentions tests/gold --split test\n"
    "  sidelight evaluate target-sentiment labels.jsonl.gz\n"
    "  sidelight evaluate even-handedness --method lexicon"
)
def evaluate() -> None:
    """Measure Sidelight against human labels; prints one JSON object."""


@evaluate.command(
    epilog="Examples:\n\n\b\n  sidelight evaluate mentions tests/gold --split test\n"
    "  sidelight evaluate mentions my_story.md --predictions found.jsonl"
)
@paths_argument
@split_option
@predictions_option
def mentions(paths: tuple[Path, ...], split: str | None, predictions: Path | None) -> None:
    """Score the mentions found in gold stories (PATHS) against their labels.

    Precision, recall and F1 of (span, party), over all mentions, over names and references, over each kind,
    and over those that are places. tests/gold/README.md describes the format.
    """
    from analysis.evaluate.mentions import evaluate_mentions

    stories = _stories(paths, split)
    figures, found = evaluate_mentions(progress(stories, "stories"))
    show(figures, found, predictions)


@evaluate.command(
    epilog="Examples:\n\n\b\n  sidelight evaluate keywords stories.jsonl.gz\n"
    "  sidelight evaluate keywords stories.jsonl --predictions found.jsonl"
)
@file_argument
@predictions_option
def keywords(file: Path, predictions: Path | None) -> None:
    """Measure the keyphrases of the stories in FILE against those that people chose."""
    from analysis.evaluate.keyphrases import evaluate_keyphrases

    show(*evaluate_keyphrases(file), predictions)


@evaluate.command(
    epilog="Examples:\n\n\b\n  sidelight evaluate target-sentiment labels.jsonl\n"
    "  sidelight evaluate target-sentiment labels.jsonl.gz --method lexicon --predictions out.jsonl"
)
@file_argument
@method_option
@predictions_option
@without_option
def target_sentiment(file: Path, method: str, predictions: Path | None, without: tuple[Path, ...]) -> None:
    """Measure the sentiment toward targets in single sentences.

    FILE has one JSON object a line (compressed by gzip where its name ends in .gz) with text, start
    and end of the target in it, and label: negative, neutral or positive. It may also have others: [start,
    end] of what else names somebody. sidelight labels makes such a file from a sample that you labelled.
    """
    from analysis.evaluate.labels import without_texts
    from analysis.evaluate.targets import predict_targets, read_targets, target_scores
    from analysis.schema import rows as table_rows

    rows = read_targets(file)
    if without:
        rows = without_texts(rows, without)
    found = predict_targets(rows, method=method, progress=_steps)
    scores = {"task": "target-sentiment", "method": method, **target_scores(rows, found)}
    show(scores, (row._asdict() for row in table_rows(found)), predictions)


@evaluate.command(
    epilog="Examples:\n\n\b\n  sidelight evaluate document-sentiment labels.jsonl.gz --predictions out.jsonl"
)
@file_argument
@method_option
@predictions_option
def document_sentiment(file: Path, method: str, predictions: Path | None) -> None:
    """Measure the sentiment of whole articles toward a person in them.

    FILE has one JSON object a line (compressed by gzip where its name ends in .gz) with title, text,
    entity (the person's name) and label: negative, neutral or positive.
    """
    from analysis.evaluate.documents import document_scores, predict_documents, read_documents
    from analysis.schema import rows as table_rows

    rows = read_documents(file)
    found = predict_documents(rows, method=method, progress=_steps)
    scores = document_scores(rows, found["label"].tolist())
    figures = {"task": "document-sentiment", "method": method, **scores}
    show(figures, (row._asdict() for row in table_rows(found)), predictions)


@evaluate.command(
    epilog="Examples:\n\n\b\n  sidelight evaluate attribution labels.jsonl.gz --predictions out.jsonl\n"
    "  sidelight evaluate attribution tests/gold --split test"
)
@paths_argument
@split_option
@method_option
@predictions_option
def attribution(paths: tuple[Path, ...], split: str | None, method: str, predictions: Path | None) -> None:
    """Measure who is found to say what.

    PATHS are files with one JSON object a line (compressed by gzip where the name ends in .gz) with text
    and attributions, each with source, cue and content as lists of [start, end]; or gold stories, .md files
    or folders of them, whose speakers are measured too.

    content: precision, recall and F1 of what is said, matched one to one where at least half of the
    characters are shared. attribution: the sources share a word too. cue: cues that share a word.
    """
    from analysis.evaluate.attributions import evaluate_attributions, evaluate_story_attributions

    are_stories = {is_folder(path) or path.suffix == ".md" for path in paths}
    if len(are_stories) > 1:
        raise click.UsageError("gold stories and files of labels cannot be measured together")
    if are_stories == {True}:
        figures, found = evaluate_story_attributions(_stories(paths, split), method=method)
    elif split is not None:
        raise click.UsageError("--split is for gold stories; these are files of labels")
    else:
        figures, found = evaluate_attributions(paths, method=method, progress=_articles)
    show({"task": "attribution", "method": method, **figures}, found, predictions)


@evaluate.command(
    epilog="Examples:\n\n\b\n  sidelight evaluate directed-sentiment labels.jsonl --predictions out.jsonl\n"
    "  sidelight evaluate directed-sentiment valid.jsonl.gz --without train.jsonl.gz"
)
@file_argument
@method_option
@predictions_option
@without_option
def directed_sentiment(file: Path, method: str, predictions: Path | None, without: tuple[Path, ...]) -> None:
    """Measure who is found to think well or ill of whom, in single sentences.

    FILE has one JSON object a line (compressed by gzip where its name ends in .gz) with text, p and q
    ([start, end] of two parties in it), label (negative, neutral or positive) and direction: p->q, q->p, or
    null where neutral. reversed is the share of the positive and negative rows found that say the opposite
    of who and whom.
    """
    from analysis.evaluate.labels import without_texts
    from analysis.evaluate.pairs import pair_scores, predict_pairs, read_pairs
    from analysis.schema import rows as table_rows

    rows = read_pairs(file)
    if without:
        rows = without_texts(rows, without)
    found = predict_pairs(rows, method=method, progress=_steps)
    predicted = list(zip(found["label"], found["direction"], strict=True))
    figures = {"task": "directed-sentiment", "method": method, **pair_scores(rows, predicted)}
    columns = list(found.columns)
    written = (dict(zip(columns, row, strict=True)) for row in table_rows(found))
    show(figures, written, predictions)


@evaluate.command(
    epilog="Examples:\n\n\b\n  sidelight evaluate stances tests/gold --split test --method lexicon"
)
@paths_argument
@split_option
@method_option
@predictions_option
def stances(paths: tuple[Path, ...], split: str | None, method: str, predictions: Path | None) -> None:
    """Score the stances found in gold stories (PATHS) against their labels.

    Precision, recall and F1 of (sentence, source, target, positive or negative). tests/gold/README.md
    describes the format.
    """
    from analysis.evaluate.stances import evaluate_stances

    figures, found = evaluate_stances(_stories(paths, split), method=method)
    show({"task": "stances", "method": method, **figures}, found, predictions)


@evaluate.command(
    epilog="Examples:\n\n\b\n  sidelight evaluate names labels.jsonl.gz --predictions out.jsonl"
)
@file_argument
@predictions_option
def names(file: Path, predictions: Path | None) -> None:
    """Measure the names of people, organisations, places and groups that are found.

    FILE has one JSON object a line (compressed by gzip where its name ends in .gz) with text and entities,
    each with start, end and type.
    """
    from analysis.evaluate.names import evaluate_names

    figures, found = evaluate_names(file, progress=_articles)
    show({"task": "names", **figures}, found, predictions)


@evaluate.command(
    epilog="Examples:\n\n\b\n  sidelight evaluate pronouns labels.jsonl.gz --predictions out.jsonl"
)
@file_argument
@predictions_option
def pronouns(file: Path, predictions: Path | None) -> None:
    """Measure which of two names a pronoun is found to mean.

    FILE has one JSON object a line (compressed by gzip where its name ends in .gz) with text, pronoun
    ([start, end]) and names, each with start, end and meant. bias is the F1 of feminine pronouns over that
    of masculine ones.
    """
    from analysis.evaluate.pronouns import evaluate_pronouns

    figures, found = evaluate_pronouns(file, progress=_articles)
    show({"task": "pronouns", **figures}, found, predictions)


@evaluate.command(
    epilog="Examples:\n\n\b\n  sidelight evaluate references labels.jsonl.gz --predictions out.jsonl"
)
@file_argument
@predictions_option
def references(file: Path, predictions: Path | None) -> None:
    """Measure whom names, descriptions and pronouns are found to mean, everybody named kept.

    FILE has one JSON object a line (compressed by gzip where its name ends in .gz) with text, genre and
    chains, each with type and mentions: start, end, head ([start, end]) and kind.
    """
    from analysis.evaluate.references import evaluate_references

    figures, found = evaluate_references(file, progress=_articles)
    show({"task": "references", **figures}, found, predictions)


@evaluate.command(epilog="Examples:\n\n\b\n  sidelight evaluate even-handedness")
@method_option
def even_handedness(method: str) -> None:
    """Measure whether the same words give the same score whoever they are said of.

    Pairs of countries and of people are put into 208 sentences with two slots, both ways round.
    """
    from analysis.evaluate.even_handedness import even_handedness as measure

    show({"task": "even-handedness", "method": method, **measure(method=method, progress=_steps)})


def _stories(paths: Iterable[Path], split: str | None) -> list[Story]:
    from analysis.evaluate.gold import read_stories

    return [story for story in read_stories(paths) if split in (None, story.split)]


def _steps(items: Sequence[Any]) -> Iterable[Any]:
    return progress(items, "steps")


def _articles(items: Iterable[Any]) -> Iterable[Any]:
    return progress(items, "articles")


def show(
    figures: Mapping[str, Any], found: Iterable[Mapping[str, Any]] = (), predictions: Path | None = None
) -> None:
    """Write predictions where they are asked for, and print the figures, to four digits."""
    from analysis.evaluate.labels import write_predictions

    if predictions is not None:
        write_predictions(predictions, found)
    click.echo(json.dumps(_rounded(dict(figures)), ensure_ascii=False))


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return round(value, 4) if isinstance(value, float) else value
