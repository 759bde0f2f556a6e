"""Exports of news databases: one file, many articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analysis.corpus.readers.databases import europresse, europresse_text, factiva, nexis, proquest
from analysis.corpus.readers.records import Items, Reader

READERS: tuple[Reader, ...] = (nexis.READER, factiva.READER, proquest.READER, europresse.READER)

_START = 262_144  # characters by which an export is told


def reader_of_text(text: str) -> Callable[[Sequence[str], str], Items] | None:
    """Return what reads an export by its lines and its name, or None where a text is none."""
    start = text[:_START]
    readers = (nexis, factiva, proquest, europresse_text)
    return next((reader.items for reader in readers if reader.is_text(start)), None)
