"""Tests of PDF files that databases give; every story is invented."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.corpus.pdfs import Line, make_pdf
from tests.corpus.readers.databases.build import read

LARGE, USUAL = 16.0, 10.0
LEAD = (
    "Freedonia reopened its border with Sylvania on Thursday after a week of talks, and lorries rolled "
    "through the northern gate by noon, as they had done before the winter and for many years before that."
)
REPLY = "“We are glad,” said the minister of trade, who had walked out of the talks on Monday."
MORE = (
    "Sylvania did not reply at once. Its minister was on the way home from a visit to a harbour in the "
    "south, which is said to want a railway, and nobody else would speak about a border that was closed "
    "when the winter began."
)

CUT = MORE.index(" that was closed")


def page(*parts: tuple[float, str], top: float = 720) -> list[Line]:
    """Lay out parts one below another: the size of type, and the text; an empty one is a gap."""
    lines: list[Line] = []
    for size, text in parts:
        for line in textwrap.wrap(text, 90 if size < LARGE else 50):
            lines.append((72.0, top, size, line))
            top -= size * 1.2
        top -= 0 if text else 8
    return lines


def plain(*texts: str) -> list[tuple[float, str]]:
    return [(USUAL, text) for text in texts]


def story(*texts: str) -> list[tuple[float, str]]:
    """Make paragraphs with a gap before each."""
    return [part for text in texts for part in ((USUAL, ""), (USUAL, text))]


def write(folder: Path, pages: Sequence[Sequence[Line]]) -> Path:
    path = folder / "export.pdf"
    path.write_bytes(make_pdf(pages))
    return path


def test_nexis(tmp_path: Path) -> None:
    title = "Freedonia reopens its border after a week of talks that were long and hard"
    cover = plain("Date and Time: Friday, March 8, 2024", "Job Number: 1", "", "Documents (2)", f"1. {title}")
    first = [
        *((LARGE, title), (USUAL, "")),
        *plain("The Harbour Gazette (London)", "March 7, 2024 Thursday", "Copyright 2024 Harbour Gazette"),
        *plain("", "Section: WORLD NEWS; Pg. 12", "Length: 64 words", "Byline: By Ada Example", ""),
        *((12.0, "Body"), *story(LEAD, REPLY, MORE[:CUT])),
    ]
    head = [(500.0, 760.0, USUAL, "Page 2 of 2"), (72.0, 748.0, USUAL, title)]
    rest = plain(MORE[CUT + 1 :], "", "Load-Date: March 8, 2024", "", "End of Document")
    second = [
        *((LARGE, "Two sides to meet"), (USUAL, "")),
        *plain("Wire Example", "March 9, 2024 Saturday", "Copyright 2024 Wire Example", ""),
        *plain("Length: 7 words", "", "Body", "", "The two sides will meet in April.", ""),
        *plain("Load-Date: March 9, 2024", "", "End of Document"),
    ]
    pages = [
        page(*cover, *plain("2. Two sides to meet")),
        [(500.0, 760.0, USUAL, "Page 1 of 2"), *page(*first)],
        [*head, *page(*rest)],
        [(500.0, 760.0, USUAL, "Page 1 of 1"), *page(*second)],
    ]
    (one, other), errors = read(write(tmp_path, pages))
    assert errors == []
    assert (one.article_id, one.title, one.source, one.author, one.published) == (
        "export-1",
        title,
        "The Harbour Gazette (London)",
        "Ada Example",
        date(2024, 3, 7),
    )
    assert one.text.split("\n\n")[1:] == [LEAD, REPLY, MORE]
    assert (one.extra["section"], one.extra["length"]) == ("WORLD NEWS; Pg. 12", "64 words")
    assert (other.title, other.source, other.published) == (
        "Two sides to meet",
        "Wire Example",
        date(2024, 3, 9),
    )
    assert other.text.split("\n\n")[1:] == ["The two sides will meet in April."]


@pytest.mark.parametrize("word", ["week.", "talks", "The", "Two sides"])
def test_nexis_keeps_a_short_line_at_the_top_of_a_page(tmp_path: Path, word: str) -> None:
    title = "Two sides to meet for talks"
    first = [
        *((LARGE, title), (USUAL, "")),
        *plain("The Gazette", "March 9, 2024 Saturday", "", "Length: 7 words", "", "Body", ""),
        *story("The two sides will meet for talks this week.", f"{LEAD} They will meet"),
    ]
    second = [(500.0, 760.0, USUAL, "Page 2 of 2"), (72.0, 748.0, USUAL, "Two sides to meet for talks")]
    rest = plain(word, "", "Load-Date: March 9, 2024", "", "End of Document")
    pages = [[(500.0, 760.0, USUAL, "Page 1 of 2"), *page(*first)], [*second, *page(*rest)]]
    (article,), errors = read(write(tmp_path, pages))
    assert (article.title, errors) == (title, [])
    assert article.text.endswith(word)


def test_the_count_of_a_cover_is_checked(tmp_path: Path) -> None:
    parts = [
        *plain("Job Number: 1", "Documents (3)", "1. Two sides to meet", ""),
        *((LARGE, "Two sides to meet"), *plain("", "Wire Example", "March 9, 2024 Saturday", "")),
        *plain("Length: 7 words", "", "Body", "", "They will meet.", "", "Load-Date: March 9, 2024", ""),
        *plain("End of Document"),
    ]
    articles, errors = read(write(tmp_path, [page(*parts)]))
    assert [article.source for article in articles] == ["Wire Example"]
    assert errors == [
        "holds 1 articles, but 3 by its own count; download it again, or compare it with the database"
    ]


def proquest(title: str, text: Sequence[str], number: int) -> list[tuple[float, str]]:
    return [
        *((LARGE, title), *plain("", "Author: Example, Ada", "")),
        *plain(f"ProQuest document link: https://www.proquest.example/docview/{number}", "", "FULL TEXT"),
        *story(*text),
        *plain("", "DETAILS", "", "Subject: Border control", "Publication title: The Gazette; Port Example"),
        *plain("Publication date: Mar 7, 2024", "Language of publication: English"),
        *plain(f"ProQuest document ID: {number}", "Database: ProQuest Example"),
    ]


def test_proquest_has_nothing_between_articles(tmp_path: Path) -> None:
    contents = plain("Report Information from ProQuest", "", "TABLE OF CONTENTS", "")
    first, second = (
        proquest("Freedonia reopens its border", [LEAD, REPLY], 2934567890),
        proquest("Sylvania weighs a reply", [MORE], 2934567999),
    )
    foot: Line = (72.0, 40.0, USUAL, "PDF GENERATED BY PROQUEST.COM")
    pages = [[*page(*contents, *first, *plain(""), *second), foot], [foot]]
    articles, errors = read(write(tmp_path, pages))
    assert errors == []
    assert [(one.article_id, one.title, one.source, one.author) for one in articles] == [
        ("2934567890", "Freedonia reopens its border", "The Gazette", "Example, Ada"),
        ("2934567999", "Sylvania weighs a reply", "The Gazette", "Example, Ada"),
    ]
    assert [one.text.split("\n\n")[1:] for one in articles] == [[LEAD, REPLY], [MORE]]


def test_factiva_with_labels(tmp_path: Path) -> None:
    first = plain("HD Freedonia reopens its border", "BY By Ada Example", "WC 64 words", "PD 7 March 2024")
    first += plain("SN Wire Example News", "SC WIREEX", "LA English", "CY (c) 2024 Wire Example", "", "LP")
    first += [*plain(LEAD, "", "TD"), *plain(REPLY), *plain("", "AN Document WIREEX0020240307ek3700abc", "")]
    second = plain("HD Two sides to meet", "WC 7 words", "PD 9 March 2024", "SN Wire Example News", "LP")
    second += plain("They will meet in April.", "", "AN Document WIREEX0020240309ek3900abd")
    (one, other), errors = read(write(tmp_path, [page(*first, *second)]))
    assert errors == []
    assert (one.article_id, one.title, one.source, one.author, one.published) == (
        *("WIREEX0020240307ek3700abc", "Freedonia reopens its border", "Wire Example News", "Ada Example"),
        date(2024, 3, 7),
    )
    assert one.text.split("\n\n")[1:] == [LEAD, REPLY]
    assert (other.title, other.published) == ("Two sides to meet", date(2024, 3, 9))


@pytest.mark.parametrize("byline", ["By Ada Example", ""])
def test_factiva_without_labels(tmp_path: Path, byline: str) -> None:
    first = [(LARGE, "Freedonia reopens its border"), *plain(*filter(None, [byline]))]
    first += plain("1,064 words", "7 March 2024", "21:15 GMT", "Wire Example News", "WIREEX", "English")
    first += [*plain("Copyright 2024 Wire Example. All Rights Reserved."), *story(LEAD, REPLY)]
    first += plain("", "Document WIREEX0020240307ek3700abc", "")
    second = [(LARGE, "Two sides to meet"), *plain("7 words", "9 March 2024", "The Gazette", "English", "")]
    second += plain("They will meet in April.", "", "Document GAZETT0020240309ek3900abd")
    foot: Line = (72.0, 40.0, 8.0, "Page 1 of 1 © 2024 Factiva, Inc. All rights reserved.")
    (one, other), errors = read(write(tmp_path, [[*page(*first), foot], [*page(*second), foot]]))
    assert errors == []
    assert (one.article_id, one.title, one.source, one.author, one.published, one.language) == (
        *("WIREEX0020240307ek3700abc", "Freedonia reopens its border", "Wire Example News"),
        *("Ada Example" if byline else None, date(2024, 3, 7), "en"),
    )
    assert one.text.split("\n\n")[1:] == [LEAD, REPLY]
    assert one.extra == {
        "length": "1,064 words",
        "time": "21:15 GMT",
        "source code": "WIREEX",
        "copyright": "Copyright 2024 Wire Example. All Rights Reserved.",
    }
    assert (other.source, other.text.split("\n\n")[1:]) == ("The Gazette", ["They will meet in April."])


def test_europresse(tmp_path: Path) -> None:
    cover = plain("Documents sauvegardés", "Vendredi 8 mars 2024 à 10 h 04", "2 documents")
    first = plain("Le Quotidien Exemple, no. 24567", "International, jeudi 7 mars 2024, p. 3, 612 mots", "")
    first += [(LARGE, "Freedonia reopens its border"), *plain("", "Ada Example"), *story(LEAD, REPLY)]
    first += plain("", "© 2024 Le Quotidien Exemple. Tous droits réservés.", "", "news·20240307·QE·3824573")
    second = plain("Source name", "Wire Example", "Source type", "Press", "Periodicity", "Daily", "")
    second += plain("Friday, March 8, 2024", "Wire Example • p. 3 • 7 words", "")
    second += [(LARGE, "Two sides to meet"), *story("They will meet in April.")]
    second += plain("", "© 2024 Wire Example. All rights reserved.", "", "news·20240308·WE·123456*20*99")
    pages = [page(*cover), page(*first), page(*second)]
    (one, other), errors = read(write(tmp_path, pages))
    assert errors == []
    assert (one.article_id, one.title, one.source, one.author, one.published) == (
        *("news·20240307·QE·3824573", "Freedonia reopens its border", "Le Quotidien Exemple"),
        *("Ada Example", date(2024, 3, 7)),
    )
    assert one.text.split("\n\n")[1:] == [LEAD, REPLY]
    assert one.extra == {
        "section": "International",
        "length": "612 mots",
        "page": "p. 3",
        "copyright": "© 2024 Le Quotidien Exemple. Tous droits réservés.",
    }
    assert (other.title, other.source, other.author, other.published) == (
        *("Two sides to meet", "Wire Example", None),
        date(2024, 3, 8),
    )
    assert (other.text.split("\n\n")[1:], other.extra["length"]) == (["They will meet in April."], "7 words")


def test_a_pdf_that_only_speaks_of_a_database_is_one_article(tmp_path: Path) -> None:
    parts = [(LARGE, "How to search"), *story("End of Document", "Body", LEAD)]
    (article,), errors = read(write(tmp_path, [page(*parts)]))
    assert (article.article_id, article.title, errors) == ("export", "How to search", [])
