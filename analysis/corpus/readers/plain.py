"""Plain text: one article a file, its headline in the first line."""

from __future__ import annotations

from analysis import cleaning
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.readers.texts import load_text
from analysis.corpus.rows import Row


def _read(source: Source, options: Options) -> Items:
    lines = cleaning.normalise_space(cleaning.repair(load_text(source, options))).split("\n")
    title = next((line for line in lines if line), "")
    yield Row(source.where, {"title": title, "text": "\n".join(lines[lines.index(title) + 1 :])})


READER = Reader("plain text", (".txt",), None, _read)
