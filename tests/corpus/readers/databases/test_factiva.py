"""Tests of analysis.corpus.readers.databases.factiva and factiva_pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.corpus import read_articles
from tests.corpus.readers.databases.build import FACTIVA, FIXTURES, read, rtf

LEAD = "Freedonia reopened its border with Sylvania on Thursday."
STORY = [LEAD, "“We are glad,” said the minister of trade.", "IN Sylvania, nobody commented."]


def test_every_field_of_a_page_is_read() -> None:
    (first, second), errors = read(FIXTURES / "factiva.html")
    assert errors == []
    assert (first.article_id, first.title, first.source, first.author, first.published, first.language) == (
        "WIREEX0020240307ek3700abc",
        "Freedonia reopens its border",
        "Wire Example News",
        "Ada Example",
        date(2024, 3, 7),
        "en",
    )
    assert first.text.split("\n\n")[1:] == [
        f"FREEDONIA CITY, March 7 (Wire Example) - {LEAD}",
        '"We are glad," said the minister of trade.',
        "IN Sylvania, nobody commented.",
    ]
    assert first.extra == {
        "length": "64 words",
        "time": "10:04",
        "source code": "WIREEX",
        "copyright": "(c) 2024 Wire Example Limited",
        "company": "exmpl : Example Freight Plc",
        "industry": "i72 : Transport | ilogst : Logistics",
        "subject": "ebor : Border Control | gcat : General News",
        "region": "freed : Freedonia",
        "publisher name": "Wire Example Ltd",
    }
    assert (second.text, second.published, second.language) == (
        "La Sylvanie pèse sa réponse.",
        date(2024, 3, 8),
        "fr",
    )
    assert (second.extra["length"], second.extra["edition"], second.extra["page"]) == (
        "433 mots",
        "Édition nationale",
        "4",
    )


def test_page_without_labels_is_read() -> None:
    (first, second), errors = read(FIXTURES / "factiva_display.html")
    assert errors == []
    assert (first.article_id, first.title, first.source, first.author, first.published, first.language) == (
        "WIREEX0020240307ek3700abc",
        "Freedonia reopens its border",
        "Wire Example News",
        "Ada Example",
        date(2024, 3, 7),
        "en",
    )
    assert first.text.split("\n\n")[1:] == [LEAD, '"We are glad," said the minister of trade.']
    assert first.extra == {
        "section": "World News",
        "length": "64 words",
        "time": "10:04",
        "source code": "WIREEX",
        "page": "A4",
        "copyright": "(c) 2024 Wire Example Limited",
    }
    assert second.article_id == "WIREEX0020240307ek3700abd"


def test_xml_is_read() -> None:
    (first, second), errors = read(FIXTURES / "factiva.xml")
    assert errors == []
    assert (first.article_id, first.title, first.source, first.author, first.published, first.language) == (
        "WIREEX0020240307ek3700abc",
        "Freedonia reopens its border",
        "Wire Example News",
        "Ada Example",
        date(2024, 3, 7),
        "en",
    )
    assert first.text.split("\n\n")[1:] == [
        LEAD,
        '"We are glad," said the minister of trade.',
        "Sylvania did not comment.",
    ]
    assert first.extra["section"] == "World News"
    assert second.text == "Two sides to meet\n\nThe two sides will meet in April."


@pytest.mark.parametrize("gap", ["\t", "   ", " "])
def test_text_with_labels_is_read(tmp_path: Path, gap: str) -> None:
    path = tmp_path / "Factiva.txt"
    path.write_text("\n".join(FACTIVA).replace("\t", gap) + "\n\n© 2024 Factiva, Inc.\n", encoding="utf-8")
    check_coded(path)


def test_rtf_with_labels_is_read(tmp_path: Path) -> None:
    path = tmp_path / "Factiva.rtf"
    contents = ["Freedonia reopens its border ........ 2", "Two sides to meet ........ 3"]
    summary = ["Search Summary", "Text\tborder", "Results Found\t53", "Page 3 of 3 © 2024 Factiva, Inc."]
    path.write_bytes(rtf([*contents, *FACTIVA, *summary]))
    check_coded(path)


def check_coded(path: Path) -> None:
    (first, second), errors = read(path)
    assert errors == []
    assert (first.article_id, first.title, first.source, first.author, first.published, first.language) == (
        "WIREEX0020240307ek3700abc",
        "Freedonia reopens its border",
        "Wire Example News",
        "Ada Example",
        date(2024, 3, 7),
        "en",
    )
    assert first.text.split("\n\n")[1:] == STORY
    assert first.extra == {
        "length": "64 words",
        "source code": "WIREEX",
        "copyright": "(c) 2024 Wire Example Limited",
        "company": "exmpl : Example Freight Plc",
        "subject": "ebor : Border Control",
    }
    assert (second.article_id, second.text) == (
        "WIREEX0020240309ek3900abd",
        "Two sides to meet\n\nThe two sides will meet in April.",
    )


def test_article_without_a_number_is_not_joined_to_the_next(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(line for line in FACTIVA if "3700abc" not in line), encoding="utf-8")
    articles, errors = read(path)
    assert ([article.article_id for article in articles], errors) == (
        ["a-1", "WIREEX0020240309ek3900abd"],
        [],
    )


def test_article_that_stands_in_two_exports_is_read_once(tmp_path: Path) -> None:
    for name, lines in (("a.txt", FACTIVA), ("b.txt", FACTIVA[13:])):
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    repeated: list[str] = []
    articles = read_articles(tmp_path, on_repeated=repeated.append)
    assert [article.article_id for article in articles] == [
        "WIREEX0020240307ek3700abc",
        "WIREEX0020240309ek3900abd",
    ]
    assert repeated == ["WIREEX0020240309ek3900abd"]


def test_another_article_with_the_same_number_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    lines = [*FACTIVA[13:], *(line.replace("April", "May") for line in FACTIVA[13:])]
    path.write_text("\n".join(lines), encoding="utf-8")
    articles, errors = read(path)
    assert len(articles) == 1
    assert [error.partition(";")[0] for error in errors] == [
        f"article 2: the id 'WIREEX0020240309ek3900abd' is taken by {path}: article 1"
    ]


@pytest.mark.parametrize(
    ("words", "day", "language", "document"),
    [
        ("64 Wörter", "7. März 2024", "Englisch", "Dokument"),
        ("64 mots", "7 mars 2024", "Anglais", "Document"),
        ("64 palabras", "7 marzo 2024", "Inglés", "Documento"),
        ("64 palavras", "7 março 2024", "Inglês", "Documento"),
        ("64 parole", "7 marzo 2024", "Inglese", "Documento"),
    ],
)
def test_values_in_other_languages(
    tmp_path: Path, words: str, day: str, language: str, document: str
) -> None:
    lines = [
        line.replace("64 words", words)
        .replace("7 March 2024", day)
        .replace("LA\tEnglish", f"LA\t{language}")
        .replace("AN\tDocument", f"AN\t{document}")
        for line in FACTIVA
    ]
    path = tmp_path / "a.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    (first, _), errors = read(path)
    assert errors == []
    assert (first.article_id, first.published, first.language) == (
        "WIREEX0020240307ek3700abc",
        date(2024, 3, 7),
        "en",
    )
    assert first.extra["length"] == words
