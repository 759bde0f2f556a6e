"""Tests of analysis.corpus.readers.databases.nexis_old."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.corpus.readers.databases.build import FIXTURES, read

TEXT = FIXTURES / "nexis_old.txt"


def test_every_field_of_a_text_is_read() -> None:
    (first, second, third), errors = read(TEXT)
    assert errors == []
    assert (first.title, first.source, first.author, first.published, first.url, first.language) == (
        "Freedonia reopens its border after a week of talks",
        "The Harbour Gazette (London)",
        "Ada Example and Bo Sample in Sylvania",
        date(2010, 1, 11),
        "http://gazette.example/border",
        "en",
    )
    assert first.text.split("\n\n")[1:] == [
        "Freedonia reopened its border with Sylvania on Monday after a week of talks, and lorries rolled "
        "through the northern gate by noon.",
        '"We are glad," said the minister of trade, who had walked out of the talks on Thursday.',
        "NOTES ON THE TALKS: the two sides met three times.",
        "Sylvania did not comment.",
        "Correction: An earlier version named the wrong gate. It is the northern one.",
    ]
    assert first.extra == {
        "section": "WORLD NEWS; Pg. 12",
        "length": "64 words",
        "dateline": "FREEDONIA CITY",
        "highlight": "Lorries roll again at the northern gate",
        "edition": "Correction Appended; Late Edition - Final",
        "correction-date": "January 12, 2010",
        "graphic": "PHOTO: A lorry at the gate (Photograph by Cy Sample for the Gazette)",
        "drawing": "Map of the border",
        "load-date": "January 12, 2010",
        "subject": "BORDER CONTROL (90%); INTERNATIONAL TRADE (78%)",
        "geographic": "FREEDONIA CITY, FREEDONIA (79%); SYLVANIA (92%)",
        "publication-type": "Newspaper",
        "copyright": "Copyright 2010 Harbour Gazette Limited\nAll Rights Reserved",
    }
    assert second.text.split("\n\n") == [
        "Sylvania Weighs A Reply",
        "Sylvania is weighing a reply to its neighbour, two officials said.",
        "An answer is expected in a day.",
    ]
    assert (second.source, second.author, second.published) == (
        "The Morning Example",
        "DEE SAMPLE",
        date(2010, 1, 12),
    )
    assert (third.title, third.source, third.text.split("\n\n")[1:]) == (
        "Two sides to meet",
        "Wire Example",
        ["The two sides will meet in April."],
    )


def test_html_is_read() -> None:
    (first, second), errors = read(FIXTURES / "nexis_old.html")
    assert errors == []
    assert (first.title, first.source, first.author, first.published) == (
        "Freedonia reopens its border & gate",
        "The Harbour Gazette (London)",
        "Ada Example",
        date(2010, 1, 11),
    )
    assert first.text.split("\n\n")[1:] == [
        "Freedonia reopened its border with Sylvania on Monday.",
        '"We are glad," said the minister of trade.',
    ]
    assert first.extra["load-date"] == "January 12, 2010"
    assert second.text == "Two sides to meet\n\nThe two sides will meet in April."


def changed(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = TEXT.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_count_is_checked(tmp_path: Path) -> None:
    articles, errors = read(changed(tmp_path, ("2 of 3 DOCUMENTS", "")))
    assert len(articles) == 2
    assert errors == [
        "holds 2 articles, but 3 by its own count; download it again, or compare it with the database"
    ]


def test_exports_in_one_file_are_counted_each(tmp_path: Path) -> None:
    text = TEXT.read_text(encoding="utf-8")
    path = tmp_path / "a.txt"
    path.write_text(text + text.replace("of 3 DOC", "of 4 DOC"), encoding="utf-8")
    articles, errors = read(path)
    assert len(articles) == 6
    assert [error.partition(";")[0] for error in errors] == ["holds 6 articles, but 7 by its own count"]


@pytest.mark.parametrize("line", ["7 of 9 DOCUMENTS", "Document 2 of 9", "2 of 3", "9 OF 10"])
def test_count_in_a_story_begins_no_article(tmp_path: Path, line: str) -> None:
    articles, errors = read(changed(tmp_path, ("Sylvania did not comment.", line)))
    assert (len(articles), errors) == (3, [])
    assert line in articles[0].text.split("\n\n")


@pytest.mark.parametrize("label", ["SUBJECT", "GRAPHIC", "LENGTH", "COPYRIGHT", "URL"])
def test_label_in_a_story_is_kept(tmp_path: Path, label: str) -> None:
    line = f"{label}: a word that the minister used."
    rest = "\n\n".join(["Sylvania did not comment."] * 13)
    path = changed(tmp_path, ("Sylvania did not comment.", f"{line}\n\n{rest}"))
    assert line in read(path)[0][0].text.split("\n\n")


def test_last_paragraph_in_capitals_is_kept(tmp_path: Path) -> None:
    path = changed(tmp_path, ("Sylvania did not comment.", "SYLVANIA: no comment."))
    text = read(path)[0][0].text.split("\n\n")
    assert text[-3:-1] == ["NOTES ON THE TALKS: the two sides met three times.", "SYLVANIA: no comment."]


@pytest.mark.parametrize("word", ["TEXT", "COLUMN", "SERIES", "SOURCE"])
def test_headline_that_looks_like_a_label_stays_one(tmp_path: Path, word: str) -> None:
    title = f"{word}: What the president said"
    old = "Freedonia reopens its border after a\nweek of talks"
    (first, _, _), errors = read(changed(tmp_path, (old, title)))
    assert (first.title, first.source, first.extra["section"], errors) == (
        title,
        "The Harbour Gazette (London)",
        "WORLD NEWS; Pg. 12",
        [],
    )
    assert first.text.split("\n\n")[1].startswith("Freedonia reopened its border")


def test_label_below_the_headline_stays_one(tmp_path: Path) -> None:
    old = "BYLINE: By Ada Example and Bo Sample in Sylvania"
    (first, second, _), _ = read(changed(tmp_path, (old, "COLUMN: Our Towns")))
    assert first.extra["column"] == "Our Towns"
    assert second.title == "Sylvania Weighs A Reply"


def test_labels_may_be_german(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Dokument 1 von 1\n\nBeispielzeitung\n\n7. März 2024 Donnerstag\n\nThe border is open\n\n"
        "AUTOR: Ada Beispiel\n\nRUBRIK: POLITIK; S. 3\n\nLÄNGE: 5 Wörter\n\n"
        "Freedonia reopened its border.\n\n"
        "UPDATE: 8. März 2024\n\nSPRACHE: ENGLISCH; ENGLISH\n",
        encoding="utf-8",
    )
    (article,), errors = read(path)
    assert errors == []
    assert (article.text, article.author, article.published, article.language) == (
        "The border is open\n\nFreedonia reopened its border.",
        "Ada Beispiel",
        date(2024, 3, 7),
        "en",
    )
    assert article.extra == {"section": "POLITIK; S. 3", "length": "5 Wörter", "load-date": "8. März 2024"}
