"""Markdown: one article a file, with a front matter above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from analysis import cleaning
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.readers.texts import load_text
from analysis.corpus.rows import Row
from analysis.records import CorpusError


def _read(source: Source, options: Options) -> Items:
    front, body = split_front_matter(cleaning.normalise_line_ends(load_text(source, options)), source.where)
    body = cleaning.repair(body)
    blocks = [cleaning.normalise_space(block) for block in _blocks(body)]
    values = dict(front)
    if blocks and re.match(r"\s{0,3}#\s+\S", body.lstrip("\n")) and not str(values.get("title") or ""):
        values["title"] = blocks.pop(0)
    yield Row(source.where, {**values, "text": "\n\n".join(blocks)})


def split_front_matter(text: str, where: str) -> tuple[Mapping[str, Any], str]:
    """Split a text into the metadata above it, between two lines ``---``, and the body.

    Raises
    ------
    CorpusError
        The front matter has no end, or is no YAML mapping; the message begins with `where` and names the
        line.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return {}, text
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        raise CorpusError(f"{where}: line 1: the front matter has no end; expected a second line '---'")
    try:
        # The loader that makes text of every value, so that "no" stays the Norwegian language. It makes no
        # objects, as the safe one.
        front = yaml.load("\n".join(lines[1:end]), Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 2}: " if mark else ""
        problem = getattr(error, "problem", None) or "a value cannot be read"
        raise CorpusError(
            f"{where}: {line}the front matter is not valid YAML ({problem}); expected lines such as "
            'title: "A headline"'
        ) from error
    if front is not None and not isinstance(front, dict):
        raise CorpusError(f"{where}: line 2: the front matter is not a list of 'key: value' lines")
    return front or {}, "\n".join(lines[end + 1 :])


def _blocks(body: str) -> Iterator[str]:
    """Yield the text of each block without its marking; raw HTML counts as text."""
    from markdown_it import MarkdownIt

    for token in MarkdownIt("commonmark", {"html": False}).parse(body):
        if token.type == "inline":
            yield "".join(_inline_text(child) for child in token.children or [])
        elif token.type in ("fence", "code_block"):
            yield token.content


def _inline_text(token: Any) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    # A picture's content is its description, which is no part of the story.
    return "" if token.type == "image" else str(token.content)


READER = Reader("Markdown with a front matter", (".md", ".markdown"), None, _read)
