"""The tables of a run, made of its parts: one name for everybody, and CSV where it is asked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.paths import PARTS
from analysis.pipeline.parts import COUNTS, read_part
from analysis.records import Registry
from analysis.references.canonical import canonical_names, merge_counts
from analysis.references.over_corpus import renamed
from analysis.storage import append_csv, replacing, told
from analysis.storage.runs import (
    KEYWORDS,
    MANIFEST,
    STORED,
    TABLES_FOLDER,
    file_name,
    published,
    read_json,
    read_table,
    write_json,
    write_table,
)

# The tables in which somebody can get another name (`references.over_corpus.renamed`).
NAMING = ("entities", "mentions", "parties", "sentiments", "quotes", "stances")


def publish(folder: Path, manifest: Mapping[str, Any], registry: Registry, *, is_new: bool) -> None:
    """Make the tables of all parts, with one name for everybody.

    A table in which no name changes is a second link to the part's own file, where there are links. Unless
    a part is new (`is_new`), nothing is done where the tables are there already.
    """
    tables, parts = folder / TABLES_FOLDER, [folder / PARTS / key for key in manifest["parts"]]
    if not is_new and read_json(tables / MANIFEST) == manifest and _are_there(tables, manifest):
        return
    as_csv = "csv" in manifest["formats"]
    names = names_of(parts, registry)
    with told(folder, within=folder), replacing(tables, owned=published) as fresh:
        for name in STORED:
            (fresh / name).mkdir()
        for number, part in enumerate(parts):
            raw = read_part(part, STORED if as_csv else NAMING)
            named = renamed(raw, names, registry) if manifest["n_articles"] > 1 else raw
            for name in STORED:
                source, to = part / f"{name}.parquet", fresh / name / file_name(number)
                if name in NAMING and not getattr(named, name).equals(getattr(raw, name)):
                    write_table(to, getattr(named, name))
                else:
                    _link(source, to)
                if as_csv:
                    is_own = name == KEYWORDS
                    append_csv(
                        fresh / f"{name}.csv", read_table(name, source) if is_own else getattr(named, name)
                    )
        write_json(fresh / MANIFEST, manifest)


def names_of(parts: Iterable[Path], registry: Registry) -> pd.DataFrame:
    """Return the names over all parts, the table `canonical_names`."""
    counts = (read_table(COUNTS, part / f"{COUNTS}.parquet") for part in parts)
    return canonical_names(merge_counts(counts), registry=registry)


def _are_there(tables: Path, manifest: Mapping[str, Any]) -> bool:
    numbers = range(len(manifest["parts"]))
    files = [f"{name}/{file_name(number)}" for name in STORED for number in numbers]
    if "csv" in manifest["formats"]:
        files += [f"{name}.csv" for name in STORED]
    return all((tables / name).is_file() for name in files)


def _link(source: Path, to: Path) -> None:
    try:
        os.link(source, to)
    except OSError:  # not every file system has links
        shutil.copyfile(source, to)
