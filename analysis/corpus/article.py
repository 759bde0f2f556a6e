"""Texts with what is known about them to `Article` records."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from analysis import cleaning
from analysis.corpus.columns import in_digits, is_missing, known_values, listed
from analysis.corpus.complete import is_truncated, without_mark
from analysis.corpus.dates import day_of
from analysis.corpus.furniture import without_furniture
from analysis.corpus.language import foreign_language
from analysis.corpus.repeats import is_same, without_second_body, without_title
from analysis.corpus.rows import Row
from analysis.records import Article, CorpusError, Registry, check_choice, check_count, named_type, printable
from analysis.registry import slug

# Everything known about an article beside its text and what is kept as `Article.extra`.
METADATA = ("id", "title", "source", "author", "published", "url", "language")
# A long book; news stories have about 5,000.
MAX_CHARACTERS = 1_000_000
# In words, so that what looks like markup is.
_WORDS = ("title", "source", "author")
# The language that can be judged.
ENGLISH = "en"
_LONGEST_SLUG = 80
_NO_PARTIES = Registry()


def make_article(
    text: str,
    *,
    article_id: str | None = None,
    title: str = "",
    source: str | None = None,
    author: str | None = None,
    published: str | date | None = None,
    url: str | None = None,
    language: str | None = None,
    registry: Registry | None = None,
    max_characters: int = MAX_CHARACTERS,
) -> Article:
    """Clean a text and make it an `Article`.

    Parameters
    ----------
    text
        The body. White space, mojibake, markup and page furniture are dealt with as for a file.
    article_id
        Its id; by default made of the headline (``a-broken-promise``), or, where that is missing or longer
        than 80 characters, of a hash of the text.
    title
        Its headline, which becomes the first paragraph of `Article.text`.
    source, author, published, url, language
        What is known about it; `published` is a date, or a text such as ``2022-04-01``. With `language`
        ``en`` the text is taken for English, whatever it looks like.
    registry
        Parties to look for beside the shipped ones.
    max_characters
        The most characters that the text may have, 1 at least.

    Raises
    ------
    CorpusError
        The text is too long or not in English, or nothing is left of it; the id is empty; or the date
        cannot be read.
    ChoiceError
        `max_characters` is less than 1.
    """
    check_limit(max_characters)
    title = "" if is_missing(title) else title
    where = f"article {article_id or title or 'text'!r}"
    given = {
        "id": article_id,
        "title": title,
        "source": source,
        "author": author,
        "published": published,
        "url": url,
        "language": language,
    }
    known = metadata(given, where)
    if article_id is not None and "id" not in known:
        raise CorpusError(f"article {article_id!r}: the id is empty; expected a name")
    insists = known.get("language", "").casefold().split("-")[0] == ENGLISH
    body = body_of(text, where, max_characters, any_language=insists)
    return build_article(body, known, where, registry or Registry(), None)


def check_limit(max_characters: int) -> None:
    """Verify the most characters that an article may have.

    Raises
    ------
    ChoiceError
        It is less than 1.
    """
    check_count("max_characters", max_characters)


def check_language(language: str | None) -> None:
    """Verify that all texts are to be taken for English, or none is.

    Raises
    ------
    ChoiceError
        It is another language.
    """
    if language is not None:
        check_choice("language", language, (ENGLISH,))


def too_long(where: str, length: str, max_characters: int) -> CorpusError:
    """Make the error for an article that is too long; `length` says how long, in words."""
    return CorpusError(
        f"{where}: has {length}; at most {max_characters:,} characters are read: part it, or give a higher "
        "--max-characters (max_characters=)"
    )


def check_length(text: str, where: str, max_characters: int) -> None:
    """Verify the length of a text.

    Raises
    ------
    CorpusError
        It has more characters.
    """
    if len(text) > max_characters:
        raise too_long(where, f"{len(text):,} characters", max_characters)


class Body(NamedTuple):
    """The paragraphs of a text, and whether it is cut short (see `complete.is_truncated`)."""

    paragraphs: list[str]
    is_truncated: bool


def body_of(text: str, where: str, max_characters: int, *, any_language: bool = False) -> Body:
    """Clean a text: its paragraphs without markup, addresses and page furniture.

    Raises
    ------
    CorpusError
        It is no text, too long, or in another language than English, unless `any_language`.
    """
    if not isinstance(text, str):
        raise CorpusError(f"{where}: the text is {named_type(text)}; expected text")
    check_length(text, where, max_characters)
    plain = cleaning.normalise_space(cleaning.without_markup(cleaning.repair(text)))
    story = cleaning.normalise_space(cleaning.without_addresses(without_mark(plain)))
    found = cleaning.paragraphs(without_furniture(story.split("\n")))
    # Once more, for what was wrapped to several lines.
    paragraphs = without_furniture(found)
    foreign = None if any_language else foreign_language("\n".join(paragraphs))
    if foreign:
        raise CorpusError(
            f"{where}: is in {foreign}, and only English can be judged; "
            "--language en (articles_from(..., language='en')) reads it all the same"
        )
    return Body(paragraphs, is_truncated(plain))


def title_id(title: str) -> str:
    """Return the id that a title makes (``a-broken-promise``); empty where there is none, or a long one."""
    name = slug(title)
    return name if len(name) <= _LONGEST_SLUG else ""


def _text_id(text: str) -> str:
    return f"text-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def metadata(row: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Check metadata, and give it cleaned: text on one line without markup, `published` as a date.

    Raises
    ------
    CorpusError
        A key is unknown, a value is no text, or the date cannot be read.
    """
    known: dict[str, Any] = {}
    for key, value in row.items():
        if key not in METADATA:
            near = difflib.get_close_matches(str(key), METADATA, n=1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise CorpusError(f"{where}: unknown metadata {key!r}; {hint}Valid: {', '.join(METADATA)}")
        if is_missing(value):
            continue
        if not isinstance(value, (str, int, float, date)):
            raise CorpusError(f"{where}: {key} is {named_type(value)}; expected text")
        text = cleaning.repair(in_digits(value))
        text = cleaning.normalise_space(cleaning.without_markup(text) if key in _WORDS else text)
        if text:
            known[key] = _date(text, where) if key == "published" else " ".join(text.split())
    return known


def _date(text: str, where: str) -> date:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError as error:
        raise CorpusError(f"{where}: published is {text!r}; expected a date such as 2022-04-01") from error


def article_of(
    row: Row,
    default_id: str,
    *,
    columns: Mapping[str, str] | None = None,
    registry: Registry = _NO_PARTIES,
    path: Path | None = None,
    max_characters: int = MAX_CHARACTERS,
    language: str | None = None,
    is_day_first: bool | None = None,
) -> Article:
    """Make an article of what a file has of it.

    Parameters
    ----------
    row
        From a reader.
    default_id
        The article's id where the row has none.
    columns
        As `columns.known_values` takes them.
    registry, path, max_characters
        As for `build_article` and `make_article`.
    language
        ``en`` to take the text for English, whatever it looks like.
    is_day_first
        As `dates.day_of` takes it.

    Raises
    ------
    CorpusError
        There is no text, or it is too long or not in English; or a column is not there.
    """
    known = known_values(row.values, row.where, columns, is_file=path is not None)
    fields, extra = dict(known.fields), dict(known.extra)
    text = fields.pop("text", None)
    if not isinstance(text, str) and is_missing(text):
        column = known.columns.get("text")
        problem = (
            f"{column!r} is empty; fill it or leave the row out"
            if column
            else f"expected it under a name such as text, content or body; it has: {listed(row.values)}"
        )
        raise CorpusError(f"{row.where}: has no text; {problem}")
    if "published" in fields:
        day = day_of(fields["published"], is_day_first=is_day_first)
        if day is None:
            extra["published"] = str(fields.pop("published"))
        else:
            fields["published"] = day
    known_ = {"id": default_id, **metadata(fields, row.where)}
    if language is not None:
        known_.setdefault("language", language)
    body = body_of(text, row.where, max_characters, any_language=language is not None)
    if row.is_truncated:
        body = body._replace(is_truncated=True)
    return build_article(body, known_, row.where, registry, path, extra)


def build_article(
    body: Body,
    known: Mapping[str, Any],
    where: str,
    registry: Registry,
    path: Path | None,
    extra: Mapping[str, str] | None = None,
) -> Article:
    """Make an article of its paragraphs and of what is known about it.

    Raises
    ------
    CorpusError
        It has no paragraph.
    """
    title = known.get("title", "")
    if not body.paragraphs:
        below = " below its title" if title else ""
        raise CorpusError(f"{where}: has no text{below}; expected an article")
    story = without_second_body(title, without_title(title, body.paragraphs))
    text = "\n\n".join([title, *story] if title and not is_same(title, story[0]) else story)
    return Article(
        article_id=known.get("id") or title_id(title) or _text_id(text),
        text=text,
        title=title,
        source=known.get("source"),
        author=known.get("author"),
        published=known.get("published"),
        url=known.get("url"),
        language=known.get("language"),
        path=printable(path.as_posix()) if path else None,
        registry=registry,
        is_truncated=body.is_truncated,
        extra=dict(extra or {}),
    )
