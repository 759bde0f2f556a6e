"""Files to `Article` records: plain text, Markdown with a front matter, JSON lines.

Every error names the file, what is wrong and what is expected.
"""

from __future__ import annotations

import codecs
import difflib
import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from types import NoneType
from typing import Any

import yaml

from analysis import cleaning
from analysis.records import Article, CorpusError, Registry, SidelightError
from analysis.registry.reading import read_registry
from analysis.resources import furniture_patterns

SUFFIXES = (".txt", ".md", ".markdown", ".jsonl")
PARTIES_FILE = "parties.toml"
METADATA = ("id", "title", "source", "author", "published", "url", "language")

PathLike = str | Path
ErrorHandler = Callable[[SidelightError], None]


def read_articles(
    paths: PathLike | Iterable[PathLike], *, on_error: ErrorHandler | None = None
) -> list[Article]:
    """Read files and folders of articles into a list; see `iter_articles`, which reads them one by one."""
    return list(iter_articles(paths, on_error=on_error))


def iter_articles(
    paths: PathLike | Iterable[PathLike], *, on_error: ErrorHandler | None = None
) -> Iterator[Article]:
    """Read files and folders of articles, one article at a time.

    Parameters
    ----------
    paths
        A file (`.txt`, `.md`, `.markdown`, `.jsonl`) or folder, or several. Folders are read with their
        subfolders, in alphabetical order, without hidden files, `README` and `parties.toml`.
    on_error
        Called with each error, whereupon reading goes on with the next file or line. By default the first
        error is raised.

    Yields
    ------
    Article
        Cleaned; its `registry` comes from the `parties.toml` in the file's folder, or in the nearest folder
        above it that was named in `paths`. The id is the path below the named folder, without the suffix,
        or the `id` in the file.

    Raises
    ------
    CorpusError
        A path is missing, empty, binary, of an unknown format, without text, or has a broken front matter
        or JSON line; or two articles have one id.
    PartiesError
        A `parties.toml` cannot be used.
    """
    report = on_error or _raise
    seen: dict[str, str] = {}
    registries: dict[Path, Registry] = {}
    for root, path in _files(paths, report):
        try:
            registry = _registry_for(path, root, registries)
        except SidelightError as error:
            report(error)
            registry = Registry()
        for where, article in _read_file(path, root, registry, report):
            if article.article_id in seen:
                report(
                    CorpusError(
                        f"{where}: the id {article.article_id!r} is taken by {seen[article.article_id]}; "
                        "give one of them another file name or 'id'"
                    )
                )
                continue
            seen[article.article_id] = where
            yield article


def make_article(
    text: str,
    *,
    article_id: str = "text",
    title: str = "",
    source: str | None = None,
    author: str | None = None,
    published: str | date | None = None,
    url: str | None = None,
    language: str | None = None,
    registry: Registry | None = None,
) -> Article:
    """Clean a text and make it an `Article`.

    Parameters
    ----------
    text
        The body. White space, mojibake and trailing page furniture are dealt with as for a file.
    article_id, title
        Its id and headline; the headline becomes the first paragraph of `Article.text`.
    source, author, published, url, language
        What is known about it; `published` is a date, or a text such as ``2022-04-01``.
    registry
        Parties to look for beside the shipped ones.

    Raises
    ------
    CorpusError
        Nothing is left of the text, the id is empty, or the date cannot be read.
    """
    given = {
        "id": article_id,
        "title": title,
        "source": source,
        "author": author,
        "published": published,
        "url": url,
        "language": language,
    }
    known = _metadata(given, f"article {article_id!r}")
    if "id" not in known:
        raise CorpusError(f"article {article_id!r}: the id is empty; expected a name")
    lines = cleaning.normalise_space(cleaning.repair(text)).split("\n")
    where = f"article {article_id!r}"
    return _article(
        cleaning.paragraphs(_without_furniture(lines)), known, where, registry or Registry(), None
    )


def _raise(error: SidelightError) -> None:
    raise error


def _files(paths: PathLike | Iterable[PathLike], report: ErrorHandler) -> Iterator[tuple[Path, Path]]:
    """Yield (named folder, file) pairs."""
    for path in [paths] if isinstance(paths, (str, Path)) else paths:
        root = Path(path)
        if root.is_file():
            yield root.parent, root
        elif not root.is_dir():
            report(CorpusError(f"{root}: there is no such file or folder"))
        else:
            found = sorted(file for file in root.rglob("*") if file.is_file() and not _is_skipped(file, root))
            if not found:
                report(
                    CorpusError(f"{root}: holds no articles; expected files ending in {', '.join(SUFFIXES)}")
                )
            yield from ((root, file) for file in found)


def _is_skipped(file: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
    return hidden or file.name == PARTIES_FILE or file.stem.upper() == "README"


def _registry_for(path: Path, root: Path, registries: dict[Path, Registry]) -> Registry:
    for folder in (path.parent, *path.parent.parents):
        file = folder / PARTIES_FILE
        if file.is_file():
            if folder not in registries:
                registries[folder] = Registry()  # a broken file is reported once, not once an article
                registries[folder] = read_registry(file)
            return registries[folder]
        if folder == root:
            break
    return Registry()


def _read_file(
    path: Path, root: Path, registry: Registry, report: ErrorHandler
) -> Iterator[tuple[str, Article]]:
    """Yield the articles of a file, each with the place to name in errors."""
    article_id = path.relative_to(root).with_suffix("").as_posix()
    try:
        if path.suffix.lower() == ".jsonl":
            yield from _read_jsonl(path, article_id, registry, report)
        elif path.suffix.lower() == ".txt":
            yield str(path), _read_text(path, article_id, registry)
        elif path.suffix.lower() in SUFFIXES:
            yield str(path), _read_markdown(path, article_id, registry)
        else:
            raise CorpusError(
                f"{path}: has an unknown format {path.suffix or '(no suffix)'}; "
                f"expected one of {', '.join(SUFFIXES)}"
            )
    except CorpusError as error:
        report(error)
    except OSError as error:
        report(CorpusError(f"{path}: cannot be read: {error.strerror}"))


def _load(path: Path) -> str:
    return _decode(path.read_bytes(), str(path))


def _decode(data: bytes, where: str) -> str:
    if not data.strip():
        raise CorpusError(f"{where}: is empty; expected an article")
    try:
        return cleaning.decode(data)
    except cleaning.NotTextError as error:
        raise CorpusError(f"{where}: {error}; expected text in UTF-8, UTF-16 or Windows-1252") from error


def _read_text(path: Path, article_id: str, registry: Registry) -> Article:
    lines = cleaning.normalise_space(cleaning.repair(_load(path))).split("\n")
    title = next((line for line in lines if line), "")
    body = lines[lines.index(title) + 1 :]
    known: dict[str, Any] = {"id": article_id, "title": title}
    return _article(cleaning.paragraphs(_without_furniture(body)), known, str(path), registry, path)


def _read_markdown(path: Path, article_id: str, registry: Registry) -> Article:
    front, body = split_front_matter(cleaning.normalise_line_ends(_load(path)), str(path))
    known = {"id": article_id, **_metadata(front, str(path))}
    body = cleaning.repair(body)
    blocks = [cleaning.normalise_space(block) for block in _markdown_blocks(body)]
    lines = _without_furniture([line for block in blocks for line in block.split("\n")])
    heading = re.match(r"\s{0,3}#\s+\S", body.lstrip("\n"))
    if heading and lines and known.get("title") in (None, "", lines[0]):
        known["title"] = lines.pop(0)
    return _article([line for line in lines if line], known, str(path), registry, path)


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
    path: Path, file_id: str, registry: Registry, report: ErrorHandler
) -> Iterator[tuple[str, Article]]:
    is_empty = True
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        is_empty = False
        where = f"{path}: line {number}"
        try:
            yield where, _json_article(_decode(line, where), f"{file_id}-{number}", where, registry, path)
        except CorpusError as error:
            report(error)
    if is_empty:
        raise CorpusError(f"{path}: is empty; expected one JSON object a line")


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file without loading all of it, except UTF-16, where bytes are no lines."""
    with path.open("rb") as file:
        first = file.readline()
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in first:
            yield from _decode(first + file.read(), str(path)).encode().split(b"\n")
        else:
            yield from itertools.chain((first,), file)


def _json_article(line: str, article_id: str, where: str, registry: Registry, path: Path) -> Article:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{where}: is not valid JSON ({error}); expected one JSON object a line") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise CorpusError(f'{where}: has no text; expected a JSON object with a "text" that is a string')
    given = _metadata({key: row[key] for key in METADATA if key in row}, where)
    known = {"id": article_id, **given}
    lines = cleaning.normalise_space(cleaning.repair(row["text"])).split("\n")
    return _article(cleaning.paragraphs(_without_furniture(lines)), known, where, registry, path)


def _without_furniture(lines: list[str]) -> list[str]:
    return cleaning.remove_furniture(lines, furniture_patterns())


def _metadata(row: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Check metadata, and give it cleaned: text on one line, `published` as a date."""
    known: dict[str, Any] = {}
    for key, value in row.items():
        if key not in METADATA:
            near = difflib.get_close_matches(str(key), METADATA, n=1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise CorpusError(f"{where}: unknown metadata {key!r}; {hint}Valid: {', '.join(METADATA)}")
        if not isinstance(value, (str, int, float, date, NoneType)):
            raise CorpusError(f"{where}: {key} is a {type(value).__name__}; expected text")
        text = "" if value is None else cleaning.normalise_space(cleaning.repair(str(value)))
        if text:
            known[key] = _date(text, where) if key == "published" else text.replace("\n", " ")
    return known


def _date(text: str, where: str) -> date:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError as error:
        raise CorpusError(f"{where}: published is {text!r}; expected a date such as 2022-04-01") from error


def _article(
    body: list[str], known: Mapping[str, Any], where: str, registry: Registry, path: Path | None
) -> Article:
    if not body:
        below = " below its title" if known.get("title") else ""
        raise CorpusError(f"{where}: has no text{below}; expected an article")
    title = known.get("title", "")
    if title and body[0] == title:
        body = body[1:] or body
    return Article(
        article_id=known["id"],
        text="\n\n".join([title, *body] if title and body[0] != title else body),
        title=title,
        source=known.get("source"),
        author=known.get("author"),
        published=known.get("published"),
        url=known.get("url"),
        language=known.get("language"),
        path=path.as_posix() if path else None,
        registry=registry,
    )
