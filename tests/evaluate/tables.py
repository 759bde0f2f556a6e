"""Tables of entities and references made by hand, and label files, for tests of the measures on them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.evaluate.entities import Find, Reference


def write(path: Path, *rows: Mapping[str, Any]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def span(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    """Where words stand in a text the nth time, from 0."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def reference(
    text: str, words: str, kind: str, entity: int, *, nth: int = 0, entity_type: str = "person"
) -> Reference:
    return Reference(*span(text, words, nth), kind, entity, f"entity {entity}", entity_type)


def finder(*texts: Sequence[Reference]) -> Find:
    """Find these references in as many texts."""

    def find(given: Iterable[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
        assert len(list(given)) == len(texts)
        references = pd.DataFrame(
            [(str(number), *one) for number, found in enumerate(texts) for one in found],
            columns=["article_id", "start", "end", "kind", "entity", "name", "type"],
        )
        return references.drop_duplicates(["article_id", "entity"]), references

    return find
