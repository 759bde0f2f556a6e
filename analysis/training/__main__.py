"""``python -m analysis.training``: make the models behind ``method="neural"`` from data files and a seed."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from analysis.training.data import (
    is_kept,
    own_sentences,
    read_attributions,
    read_mentions,
    read_pairs,
    read_targets,
)
from analysis.training.own_labels import read_own_labels
from analysis.training.patterns import read_patterns
from analysis.training.recipes import OpinionRecipe, WindowRecipe

_PATH = click.Path(path_type=Path)
_FOUND = click.Path(path_type=Path, exists=True)

# The heavy half of the imports waits in the commands, so that --help needs no PyTorch.


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Train the networks and export them."""


def _file_options(*questions: str) -> Callable[[Any], Any]:
    """Add an option for the files of each question."""

    def add(command: Any) -> Any:
        for question in reversed(questions):
            command = click.option(
                f"--{question}", multiple=True, type=_FOUND, help=f"File of {question}; may be repeated."
            )(command)
        return command

    return add


def _run_options(recipe: type[Any]) -> Callable[[Any], Any]:
    """Add the options of a training run, one for each field of its recipe."""

    def add(command: Any) -> Any:
        for field in reversed(fields(recipe)):
            name = f"--{field.name.replace('_', '-')}"
            if isinstance(field.default, bool):
                name = f"{name}/--no-{field.name.replace('_', '-')}"
            command = click.option(name, field.name, default=field.default, show_default=True)(command)
        for option in (
            click.option("-o", "--output", required=True, type=_PATH, help="Folder of the run."),
            click.option("--threads", default=2, show_default=True),
            click.option(
                "--encoder",
                "encoders",
                required=True,
                multiple=True,
                type=_FOUND,
                help="A BERT as safetensors, or a run of the same network; of several runs the mean.",
            ),
        ):
            command = option(command)
        return command

    return add


@main.command()
@_file_options("targets", "pairs")
@click.option(
    "--teacher",
    "teachers",
    multiple=True,
    type=_FOUND,
    help="Finished run whose guesses stand in for labels of mentions that nobody gave; several are averaged.",
)
@click.option(
    "--pair-teacher",
    "pair_teachers",
    multiple=True,
    type=_FOUND,
    help="The same for opinions between two mentions.",
)
@click.option(
    "--articles",
    multiple=True,
    type=_FOUND,
    help="File of attributions, of whose mentions teachers judge, too.",
)
@click.option(
    "--labelled",
    multiple=True,
    type=_FOUND,
    help="File with texts of which own_labels.tsv has labels; four fifths of them are learned from.",
)
@click.option(
    "--sentences",
    type=click.IntRange(min=1),
    help="How many of their sentences are read, chosen by the seed; by default all.",
)
@click.option(
    "--fill/--no-fill",
    default=True,
    show_default=True,
    help="Whether teachers judge mentions, too, that nobody labelled.",
)
@_run_options(OpinionRecipe)
def opinions(
    targets: tuple[Path, ...],
    pairs: tuple[Path, ...],
    teachers: tuple[Path, ...],
    pair_teachers: tuple[Path, ...],
    articles: tuple[Path, ...],
    labelled: tuple[Path, ...],
    sentences: int | None,
    fill: bool,
    encoders: tuple[Path, ...],
    threads: int,
    output: Path,
    **recipe: Any,
) -> None:
    """Train the network for sentiment and opinions; an interrupted run goes on where its last epoch ended.

    All but plain ones also read the sentences in own_sentences.tsv and some of each pattern in patterns.tsv,
    whose labels no teacher changes.
    """
    import torch

    from analysis.training.loop import train
    from analysis.training.opinions import Opinions, guessed

    if sentences is not None and not articles:
        raise click.UsageError("--sentences counts those of --articles; expected both or neither")
    if articles and not teachers:
        raise click.UsageError("--articles has no labels; expected a --teacher to judge their mentions")
    if recipe["trust"] < 1 and not (teachers or pair_teachers):
        raise click.UsageError(
            "--trust below 1 leaves a part to teachers; expected a --teacher or --pair-teacher"
        )
    torch.set_num_threads(threads)
    items = read_targets(targets) + read_pairs(pairs)
    kept = [item for item in items if is_kept(item.sentence.text)]
    unlabelled = read_mentions(articles)
    if sentences is not None and sentences < len(unlabelled):
        unlabelled = random.Random(recipe["seed"]).sample(unlabelled, sentences)  # noqa: S311 - no secret
    used = [item for item in items + unlabelled if not is_kept(item.sentence.text)]
    used = guessed(used, teachers, pair_teachers, trust=recipe["trust"], fill=fill, halves=recipe["halves"])
    own, patterns = ([], []) if recipe["plain"] else (own_sentences(), read_patterns())
    learned, measured = read_own_labels(labelled)
    used += own + learned.opinions
    question = Opinions(used, kept, OpinionRecipe(**recipe), patterns, measured.opinions)
    train(question, encoders, output)


@main.command("export-opinions")
@click.option(
    "--targets", multiple=True, required=True, type=_FOUND, help="File of targets; may be repeated."
)
@click.option("--pairs", multiple=True, required=True, type=_FOUND, help="File of pairs; may be repeated.")
@click.option(
    "--labelled",
    multiple=True,
    required=True,
    type=_FOUND,
    help="File with texts of which own_labels.tsv has labels; may be repeated.",
)
@click.option(
    "--run", "runs", multiple=True, required=True, type=_FOUND, help="Finished run; may be repeated."
)
@click.option("-o", "--output", required=True, type=_PATH, help="The ONNX file.")
def write_opinions(
    targets: tuple[Path, ...],
    pairs: tuple[Path, ...],
    labelled: tuple[Path, ...],
    runs: tuple[Path, ...],
    output: Path,
) -> None:
    """Write the network for sentiment and opinions as an ONNX file, and print figures on the kept tenth.

    How it is rounded comes from some of the other sentences. Of several runs the weights are averaged; one
    that is named twice counts twice. For `ece`, each half of the kept sentences is given the temperature that
    fits the other half.
    """
    from analysis.training.about import fit_about
    from analysis.training.export import write_calibrated
    from analysis.training.opinions import load

    model = load(runs)
    learned, measured = read_own_labels((*targets, *labelled))
    about = fit_about(model, learned.abouts, measured.abouts)
    items = read_targets(targets) + read_pairs(pairs)
    figures = write_calibrated(model, items, learned.opinions, output)
    click.echo(json.dumps({**figures, "about": about}))


# How often an epoch reads our own stories, and which of them are kept for the figures.
_OWN_STORIES = Path(__file__).parent / "stories"
_STORIES, _KEPT_STORIES = 2, 12


@main.command("windows")
@_file_options("names", "pronouns", "references", "attributions")
@click.option(
    "--articles",
    multiple=True,
    type=_FOUND,
    help="File of texts whose names the network that ships labels; may be repeated.",
)
@click.option(
    "--stories",
    type=_FOUND,
    default=_OWN_STORIES,
    help=f"Folder of stories as training/stories/README.md has them, read {_STORIES} times in an epoch.",
)
@click.option(
    "--marked",
    multiple=True,
    type=_FOUND,
    help="File with texts that own_references.jsonl marks, read as often; may be repeated.",
)
@click.option(
    "--dev-names", multiple=True, type=_FOUND, help="File of names for the figures; may be repeated."
)
@click.option("--dev-pronouns", multiple=True, type=_FOUND, help="The same of pronouns.")
@click.option("--dev-references", multiple=True, type=_FOUND, help="The same of references.")
@click.option(
    "--opinions",
    type=_FOUND,
    help="Run of the network for opinions, whose words and lowest layers this one has.",
)
@_run_options(WindowRecipe)
def train_windows(
    names: tuple[Path, ...],
    pronouns: tuple[Path, ...],
    references: tuple[Path, ...],
    attributions: tuple[Path, ...],
    articles: tuple[Path, ...],
    stories: Path,
    marked: tuple[Path, ...],
    dev_names: tuple[Path, ...],
    dev_pronouns: tuple[Path, ...],
    dev_references: tuple[Path, ...],
    opinions: Path | None,
    encoders: tuple[Path, ...],
    threads: int,
    output: Path,
    **recipe: Any,
) -> None:
    """Train the network that reads windows; an interrupted run goes on where its last epoch ended.

    It learns from every row of its files, but for the kept tenth of attributions, and from the stories and
    marked articles, but for every twelfth. Figures after each epoch are on these and on the files of the
    options that begin with --dev. A training that does not go on from a run needs --opinions.
    """
    import torch

    from analysis.training import reference_data as data
    from analysis.training.loop import train
    from analysis.training.opinions import load
    from analysis.training.own_stories import read_marked_articles, read_own_stories
    from analysis.training.windows import Windows

    if not names:
        raise click.UsageError("without names nothing is learned; expected a --names file")
    if encoders[0].is_file() == (opinions is None):
        raise click.UsageError("--opinions goes with an --encoder that is a file; expected both or neither")
    torch.set_num_threads(threads)
    own = data.read_own(read_own_stories(stories) + read_marked_articles(marked))
    learned = [text for number, text in enumerate(own) if number % _KEPT_STORIES]
    linked = data.read_references(references) + data.read_pronouns(pronouns) + learned * _STORIES
    kept = data.read_names(dev_names) + data.read_references(dev_references)
    kept += data.read_pronouns(dev_pronouns) + own[::_KEPT_STORIES]
    said = read_attributions(attributions)
    question = Windows(
        data.read_names(names),
        linked,
        [article for text, article in said if not is_kept(text)],
        WindowRecipe(**recipe),
        articles=data.read_articles(articles),
        kept=kept,
        kept_said=[article for text, article in said if is_kept(text)],
    )
    if opinions is not None:
        question.model.encoder.share(load([opinions]).encoder)
    train(question, encoders, output)


@main.command("export-windows")
@click.option(
    "--run", "runs", multiple=True, required=True, type=_FOUND, help="Finished run; may be repeated."
)
@_file_options("names", "attributions")
@click.option(
    "--temperatures",
    nargs=2,
    type=float,
    default=(1.0, 1.0),
    show_default=True,
    help="What the logits of links and of ties are divided by.",
)
@click.option("-o", "--output", required=True, type=_PATH, help="Folder of the ONNX files.")
def write_windows(
    runs: tuple[Path, ...],
    names: tuple[Path, ...],
    attributions: tuple[Path, ...],
    temperatures: tuple[float, float],
    output: Path,
) -> None:
    """Write the network that reads articles as three ONNX files: windows, links and ties.

    They go into the folder of the network for opinions, whose words and lowest layers they use. Of several
    runs the weights are averaged. Texts of --names and --attributions tell how it is rounded; neither is
    needed for a run that was restored, which is rounded as it was.
    """
    from analysis.training.loop import load_mean
    from analysis.training.reference_data import read_names
    from analysis.training.restored import known_rounding
    from analysis.training.window_export import export_pairs, export_windows, window_rounding
    from analysis.training.window_model import WindowModel

    model = load_mean(WindowModel(), runs)
    used = [article for text, article in read_attributions(attributions) if not is_kept(text)]
    lower = output / "opinions.onnx"
    rounding = window_rounding(model, lower, read_names(names), used) if names else known_rounding(runs[0])
    if rounding is None:
        raise click.UsageError(f"nothing tells how to round {runs[0]}; expected --names")
    export_windows(model, lower, rounding, output / "windows.onnx")
    export_pairs(model, output, temperatures)


@main.command()
@click.argument("folder", type=_FOUND)
@click.option("-o", "--output", required=True, type=_PATH, help="Folder of the runs.")
def restore(folder: Path, output: Path) -> None:
    """Make runs of the exported networks in a FOLDER: OUTPUT/opinions and OUTPUT/windows.

    Training can go on from them, and they can be teachers; what was rounded stays so.
    """
    from analysis.training.restored import write_runs

    write_runs(folder, output)


@main.command()
@click.argument("file", type=_FOUND)
@click.option("-o", "--output", required=True, type=_PATH, help="The JSON file.")
def documents(file: Path, output: Path) -> None:
    """Fit the sentiment of documents to a FILE of labelled ones, and print its cross-validated figures."""
    from analysis.training.documents import fit_documents

    click.echo(json.dumps(fit_documents(file, output)))


if __name__ == "__main__":
    main()
