"""Tests of analysis.corpus.readers.databases.proquest."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.corpus.readers.databases.build import FIXTURES, docx, read, rtf

TEXT = (FIXTURES / "proquest.txt").read_text(encoding="utf-8")
STORY = [
    "Freedonia reopened its border with Sylvania on Thursday after a week of talks, and lorries rolled "
    "through the northern gate by noon.",
    '"We are glad," said the minister of trade, who had walked out of the talks on Monday and had come back '
    "two days later.",
    "Correction: An earlier version named the wrong gate. It is the northern one, as readers who live near "
    "it have pointed out.",
]


def page(lines: list[str]) -> bytes:
    """Return lines as the page that ProQuest makes of them, with labels in bold."""
    shown = []
    for line in lines:
        label, colon, value = html.escape(line, quote=False).partition(": ")
        shown.append(f"<p><strong>{label}: </strong>{value}</p>" if colon else f"<p>{label}</p>")
    body = "\n".join(shown)
    return f"<html><head><title>ProQuest</title></head><body>{body}</body></html>".encode()


def text(lines: list[str]) -> bytes:  # noqa: ARG001
    return TEXT.encode()


@pytest.mark.parametrize(
    ("suffix", "pack"),
    [("txt", text), ("html", page), ("rtf", rtf), ("docx", docx)],
    ids=["txt", "html", "rtf", "docx"],
)
def test_every_field_is_read(tmp_path: Path, suffix: str, pack: Callable[[list[str]], bytes]) -> None:
    path = tmp_path / f"ProQuestDocuments.{suffix}"
    path.write_bytes(pack([line for line in TEXT.split("\n") if line]))
    (first, second), errors = read(path)
    assert errors == []
    assert (first.article_id, first.title, first.source, first.author) == (
        "2934567890",
        "Freedonia reopens its border",
        "The Harbour Gazette, Eastern edition",
        "Example, Ada; Sample, Bo",
    )
    assert (first.published, first.language, first.url) == (
        date(2024, 3, 7),
        "en",
        "https://www.proquest.example/docview/2934567890?accountid=1",
    )
    assert first.text.split("\n\n")[1:] == STORY
    assert (first.extra["section"], first.extra["first page"], first.extra["subject"]) == (
        "World News",
        "A.1",
        "Border control; International trade",
    )
    assert (second.article_id, second.text, second.published) == (
        "2934567999",
        "Sylvania weighs a reply\n\nSylvania is weighing a reply.\n\nAn answer is expected in a day.",
        date(2024, 3, 8),
    )


def read_text(tmp_path: Path, content: str) -> tuple[list[str], list[str]]:
    path = tmp_path / "a.txt"
    path.write_text(content, encoding="utf-8")
    articles, errors = read(path)
    return [article.text for article in articles], errors


def test_count_is_checked(tmp_path: Path) -> None:
    texts, errors = read_text(tmp_path, TEXT.replace("1 of 2", "1 of 3").replace("2 of 2", "2 of 3"))
    assert len(texts) == 2
    assert errors == [
        "holds 2 articles, but 3 by its own count; download it again, or compare it with the database"
    ]


def test_documents_may_be_parted_by_rules_alone(tmp_path: Path) -> None:
    content = TEXT.replace("Document 1 of 2\n", "").replace("Document 2 of 2\n", "")
    assert read_text(tmp_path, content) == read_text(tmp_path, TEXT)


@pytest.mark.parametrize("count", ["Document 2 of 2\n", ""])
def test_rule_in_a_story_ends_nothing(tmp_path: Path, count: str) -> None:
    content = TEXT.replace("Sylvania is weighing a reply.", "Sylvania waits.\n\n____________\n\nAnd weighs.")
    if not count:
        content = content.replace("Document 1 of 2\n", "").replace("Document 2 of 2\n", "")
    texts, errors = read_text(tmp_path, content)
    assert errors == []
    assert "And weighs.\n\nAn answer is expected in a day." in texts[1]


def test_record_without_full_text_is_named(tmp_path: Path) -> None:
    begin, end = TEXT.index("Full text:\n"), TEXT.index("Title: Sylvania")
    texts, errors = read_text(tmp_path, TEXT[:begin] + TEXT[end:])
    assert len(texts) == 1
    assert errors == ["article 2: has no text below its title; expected an article"]
