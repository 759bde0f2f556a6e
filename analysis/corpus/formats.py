"""The articles in a file: plain text, Markdown with a front matter, JSON lines."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, AnyStr, BinaryIO

import yaml

from analysis import cleaning
from analysis.corpus.article import (
    METADATA,
    body_of,
    build_article,
    check_length,
    metadata,
    too_long,
    without_furniture,
)
from analysis.corpus.files import Found
from analysis.paths import open_file
from analysis.records import Article, CorpusError, Registry, SidelightError, printable

SUFFIXES = (".txt", ".md", ".markdown", ".jsonl")
# Bytes that one character can take in a file, and in JSON (``\\ud83d\\ude00``), and room for metadata.
_BYTES, _JSON_BYTES, _ROOM = 4, 12, 65_536


def read_file(
    found: Found, registry: Registry, report: Callable[[SidelightError], None], max_characters: int
) -> Iterator[tuple[str, Article]]:
    """Yield the articles of a file, each with the place to name in errors; report what cannot be read."""
    path = found.path
    article_id = printable(path.relative_to(found.root).with_suffix("").as_posix())
    try:
        if path.suffix.lower() == ".jsonl":
            yield from _read_jsonl(path, article_id, registry, report, max_characters)
        elif path.suffix.lower() == ".txt":
            yield str(path), _read_text(path, article_id, registry, max_characters)
        elif path.suffix.lower() in SUFFIXES:
            yield str(path), _read_markdown(path, article_id, registry, max_characters)
        else:
            raise CorpusError(
                f"{path}: has an unknown format {path.suffix or '(no suffix)'}; "
                f"expected one of {', '.join(SUFFIXES)}"
            )
    except CorpusError as error:
        report(error)
    except OSError as error:
        report(CorpusError(f"{path}: cannot be read: {error.strerror}"))


def _load(path: Path, max_characters: int) -> str:
    with open_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > _BYTES * max_characters + _ROOM:
            raise too_long(str(path), f"{size:,} bytes", max_characters)
        text = _decode(file.read(), str(path))
    check_length(text, str(path), max_characters)
    return text


def _decode(data: bytes, where: str) -> str:
    if not data.strip():
        raise CorpusError(f"{where}: is empty; expected an article")
    try:
        return cleaning.decode(data)
    except cleaning.NotTextError as error:
        raise CorpusError(f"{where}: {error}; expected text in UTF-8, UTF-16 or Windows-1252") from error


def _read_text(path: Path, article_id: str, registry: Registry, max_characters: int) -> Article:
    lines = cleaning.normalise_space(cleaning.repair(_load(path, max_characters))).split("\n")
    title = next((line for line in lines if line), "")
    body = lines[lines.index(title) + 1 :]
    known: dict[str, Any] = {"id": article_id, "title": title}
    return build_article(cleaning.paragraphs(without_furniture(body)), known, str(path), registry, path)


def _read_markdown(path: Path, article_id: str, registry: Registry, max_characters: int) -> Article:
    front, body = split_front_matter(cleaning.normalise_line_ends(_load(path, max_characters)), str(path))
    known = {"id": article_id, **metadata(front, str(path))}
    body = cleaning.repair(body)
    blocks = [cleaning.normalise_space(block) for block in _markdown_blocks(body)]
    lines = without_furniture([line for block in blocks for line in block.split("\n")])
    heading = re.match(r"\s{0,3}#\s+\S", body.lstrip("\n"))
    if heading and lines and known.get("title") in (None, "", lines[0]):
        known["title"] = lines.pop(0)
    return build_article([line for line in lines if line], known, str(path), registry, path)


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


def _markdown_blocks(body: str) -> Iterator[str]:
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


def _read_jsonl(
    path: Path,
    file_id: str,
    registry: Registry,
    report: Callable[[SidelightError], None],
    max_characters: int,
) -> Iterator[tuple[str, Article]]:
    is_empty = True
    most = _JSON_BYTES * max_characters + _ROOM
    with open_file(path) as file:
        for number, line in enumerate(_lines(file, path, most), 1):
            where = f"{path}: line {number}"
            try:
                if line is None:
                    raise too_long(where, f"more than {most:,} bytes", max_characters)
                if line.strip():
                    is_empty = False
                    text = _decode(line, where)
                    yield (
                        where,
                        _json_article(text, f"{file_id}-{number}", where, registry, path, max_characters),
                    )
            except CorpusError as error:
                is_empty = False
                report(error)
    if is_empty:
        raise CorpusError(f"{path}: is empty; expected one JSON object a line")


def _lines(file: BinaryIO, path: Path, most: int) -> Iterator[bytes | None]:
    """Yield the lines of a file one by one, and None for a line of more bytes, which is not loaded."""
    start = file.read(2000)
    file.seek(0)
    encoding = cleaning.encoding_of(start)
    if not encoding.startswith("utf-16"):
        if b"\x00" in start:
            _decode(start, str(path))  # raises, since no text has a zero
        yield from _bounded(file, b"\n", most)
        return
    # In UTF-16 the byte of a line end is part of other characters too.
    with io.TextIOWrapper(file, encoding, errors="replace", newline="\n") as text:
        for line in _bounded(text, "\n", most):
            yield None if line is None else line.encode()


def _bounded(file: IO[AnyStr], end: AnyStr, most: int) -> Iterator[AnyStr | None]:
    while line := file.readline(most):
        if len(line) < most or line.endswith(end):
            yield line
            continue
        while (rest := file.readline(most)) and not rest.endswith(end):
            pass
        yield None


def _json_article(
    line: str, article_id: str, where: str, registry: Registry, path: Path, max_characters: int
) -> Article:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{where}: is not valid JSON ({error}); expected one JSON object a line") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise CorpusError(f'{where}: has no text; expected a JSON object with a "text" that is a string')
    given = metadata({key: row[key] for key in METADATA if key in row}, where)
    known = {"id": article_id, **given}
    return build_article(body_of(row["text"], where, max_characters), known, where, registry, path)
