"""Exports of news databases: one file, many articles."""

from __future__ import annotations

from analysis.corpus.readers.databases import europresse, factiva, nexis, proquest
from analysis.corpus.readers.records import Reader

READERS: tuple[Reader, ...] = (nexis.READER, factiva.READER, proquest.READER, europresse.READER)
