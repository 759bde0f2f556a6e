"""Tests of analysis.corpus.readers.html."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.corpus import read_articles
from analysis.corpus.readers.html import is_html
from analysis.records import Article, CorpusError

PAGES = Path(__file__).parents[1] / "fixtures" / "web"
GOLD: dict[str, dict[str, Any]] = json.loads((PAGES / "gold.json").read_text(encoding="utf-8"))

# As measured. The search takes the headings of a live blog's entries for furniture.
PRECISION, RECALL = 1.0, 54 / 57


def read(name: str) -> Article:
    (article,) = read_articles(PAGES / name)
    return article


def paragraphs(name: str) -> list[str]:
    return read(name).text.split("\n\n")[1:]


@pytest.fixture(scope="module")
def found() -> list[tuple[str, str]]:
    return [(name, paragraph) for name in GOLD for paragraph in paragraphs(name)]


@pytest.fixture(scope="module")
def right(found: list[tuple[str, str]]) -> int:
    gold = [(name, paragraph) for name, page in GOLD.items() for paragraph in page["paragraphs"]]
    return len(set(found) & set(gold))


def test_precision_of_paragraphs(found: list[tuple[str, str]], right: int) -> None:
    assert right / len(found) >= PRECISION


def test_recall_of_paragraphs(right: int) -> None:
    assert right / sum(len(page["paragraphs"]) for page in GOLD.values()) >= RECALL


@pytest.mark.parametrize("name", GOLD)
@pytest.mark.parametrize("field", ["title", "author", "source", "published", "url", "language"])
def test_field(name: str, field: str) -> None:
    value = getattr(read(name), field)
    assert (value if value is None else str(value)) == GOLD[name][field]


def test_consent_page_is_an_error() -> None:
    with pytest.raises(CorpusError, match=r"consent\.html: holds no story but a consent or error page"):
        read_articles(PAGES / "consent.html")


@pytest.mark.parametrize("name", ["page", "page.txt", "page.php", "page.HTM"])
def test_page_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes((PAGES / "drupal.html").read_bytes())
    (article,) = read_articles(tmp_path / name)
    assert article.source == "Northlight Radio"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"<!DOCTYPE html>", True),
        (b"\xef\xbb\xbf\r\n <HTML>", True),
        ('<html lang="en">'.encode("utf-16"), True),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', True),
        (b"<!-- saved from url=(0020)https://x.example/ -->\n<html>", True),
        (b'<?xml version="1.0"?><rss version="2.0">', False),
        (b"Talks\n\n<html> is a tag", False),
        (b"<htmlx>", False),
        (b"", False),
    ],
)
def test_content_of_a_page(start: bytes, *, expected: bool) -> None:
    assert is_html(start) is expected
