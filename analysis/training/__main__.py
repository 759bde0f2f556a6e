"""``python -m analysis.training``: make the model behind ``method="neural"`` from data files and a seed."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from analysis.training.data import is_kept, read_attributions, read_pairs, read_targets
from analysis.training.loop import Recipe


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Train the sentiment model and export it."""


def _recipe_options(command: Any) -> Any:
    for field in reversed(fields(Recipe)):
        name = f"--{field.name.replace('_', '-')}"
        if isinstance(field.default, bool):
            name = f"{name}/--no-{field.name.replace('_', '-')}"
        command = click.option(name, field.name, default=field.default, show_default=True)(command)
    return command


def _data_options(command: Any) -> Any:
    for name, help_text in (
        ("--pairs", "File of directed sentiment; may be repeated."),
        ("--targets", "File of sentiment toward targets; may be repeated."),
    ):
        command = click.option(name, multiple=True, type=click.Path(path_type=Path), help=help_text)(command)
    return command


@main.command()
@_data_options
@click.option("--encoder", required=True, type=click.Path(path_type=Path), help="A BERT as safetensors.")
@click.option(
    "--attributions", multiple=True, type=click.Path(path_type=Path), help="File of attributions; as above."
)
@click.option("--threads", default=2, show_default=True)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder of the run.")
@_recipe_options
def train(
    targets: tuple[Path, ...],
    pairs: tuple[Path, ...],
    encoder: Path,
    threads: int,
    output: Path,
    attributions: tuple[Path, ...],
    **recipe: Any,
) -> None:
    """Train a variant; an interrupted run goes on where its last epoch ended."""
    import torch

    from analysis.training.loop import train as train_variant

    torch.set_num_threads(threads)
    items = read_targets(targets) + read_pairs(pairs)
    kept = [item for item in items if is_kept(item.sentence.text)]
    used = [item for item in items if not is_kept(item.sentence.text)]
    articles = read_attributions(attributions)
    train_variant(
        used,
        kept,
        [article for text, article in articles if not is_kept(text)],
        [article for text, article in articles if is_kept(text)],
        Recipe(**recipe),
        encoder,
        output,
    )


@main.command()
@_data_options
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The ONNX file.")
def export(targets: tuple[Path, ...], pairs: tuple[Path, ...], runs: tuple[Path, ...], output: Path) -> None:
    """Write the mean of the weights of RUNS as one ONNX file, and print its figures on the kept tenth.

    For `ece`, each half of the kept sentences is given the temperature that fits the other half.
    """
    from analysis.training.export import write_calibrated
    from analysis.training.loop import load_mean

    kept = [item for item in read_targets(targets) + read_pairs(pairs) if is_kept(item.sentence.text)]
    click.echo(json.dumps(write_calibrated(load_mean(runs), kept, output)))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The JSON file.")
def documents(file: Path, output: Path) -> None:
    """Fit the sentiment of documents to a FILE of labelled ones, and print its cross-validated figures."""
    from analysis.training.documents import fit_documents

    click.echo(json.dumps(fit_documents(file, output)))


if __name__ == "__main__":
    main()
