"""Tests of analysis.corpus.readers.databases.nexis_new."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from tests.corpus.readers.databases.build import (
    NEXIS_FIRST,
    NEXIS_SECOND,
    docx,
    nexis,
    nexis_cover,
    read,
    rtf,
)

Pack = Callable[[Iterable[str]], bytes]
STORY = NEXIS_FIRST[11:14]


@pytest.mark.parametrize(("suffix", "pack"), [("docx", docx), ("rtf", rtf), ("DOC", rtf)])
def test_every_field_is_read(tmp_path: Path, suffix: str, pack: Pack) -> None:
    path = tmp_path / f"Files.{suffix}"
    path.write_bytes(pack(nexis()))
    (first, second), errors = read(path)
    assert errors == []
    assert (first.title, first.source, first.author, first.published, first.language) == (
        "Freedonia reopens its border after talks",
        "The Harbour Gazette (London)",
        "Ada Example",
        date(2024, 3, 7),
        "en",
    )
    note = "Correction: An earlier version named the wrong gate."
    assert first.text.split("\n\n") == [first.title, *STORY, note]
    assert first.extra == {
        "section": "WORLD NEWS; Pg. 12",
        "length": "64 words",
        "highlight": "Lorries roll again",
        "dateline": "FREEDONIA CITY",
        "edition": "First Edition",
        "copyright": "Copyright 2024 Harbour Gazette Limited All Rights Reserved",
        "graphic": "A lorry at the northern gate",
        "publication-type": "Newspaper",
        "subject": "BORDER CONTROL (90%); TRADE (78%)",
        "geographic": "FREEDONIA (79%); SYLVANIA (92%)",
        "load-date": "March 8, 2024",
    }
    assert second.text == "Two sides to meet\n\nThe two sides will meet in April."
    assert (second.source, second.published, second.author) == ("Wire Example", date(2024, 3, 9), None)
    assert [first.article_id, second.article_id] == ["Files-1", "Files-2"]


def write(tmp_path: Path, paragraphs: Iterable[str]) -> Path:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(paragraphs))
    return path


def test_count_of_the_cover_is_checked(tmp_path: Path) -> None:
    articles, errors = read(write(tmp_path, nexis(stated=3)))
    assert len(articles) == 2
    assert errors == [
        "holds 2 articles, but 3 by its own count; download it again, or compare it with the database"
    ]


def test_article_without_an_end_is_read_and_named(tmp_path: Path) -> None:
    articles, errors = read(write(tmp_path, nexis()[:-1]))
    assert len(articles) == 2
    assert errors == ["article 2: has no 'End of Document', so the file was cut off; download it again"]


def test_cover_is_optional(tmp_path: Path) -> None:
    (article,), errors = read(write(tmp_path, NEXIS_FIRST))
    assert (article.title, errors) == (NEXIS_FIRST[0], [])


def test_list_on_the_cover_may_have_no_numbers(tmp_path: Path) -> None:
    cover = [line.removeprefix("1. ") for line in nexis_cover([NEXIS_FIRST[0]])]
    (article,), errors = read(write(tmp_path, [*cover, *NEXIS_FIRST]))
    assert (article.title, article.source, errors) == (NEXIS_FIRST[0], NEXIS_FIRST[1], [])


def test_day_in_a_headline_is_not_the_day_of_publication(tmp_path: Path) -> None:
    lines = ["What 1 May 2020 changed", *NEXIS_FIRST[1:]]
    (article,), _ = read(write(tmp_path, lines))
    assert (article.title, article.published) == ("What 1 May 2020 changed", date(2024, 3, 7))


@pytest.mark.parametrize(
    "title",
    [
        "Correction: The northern gate",
        "Analysis: What next?",
        "Subject: border",
        "Text: What the president said",
        "Section: eight and why it matters",
    ],
)
def test_headline_that_looks_like_a_label_stays_one(tmp_path: Path, title: str) -> None:
    for above in ([], nexis_cover([title])):
        (article,), _ = read(write(tmp_path, [*above, title, *NEXIS_FIRST[1:]]))
        assert (article.title, article.source) == (title, NEXIS_FIRST[1])
        assert article.text.split("\n\n")[1:-1] == list(STORY)


@pytest.mark.parametrize("line", ["Notes", "Graphic", "Subject: the border.", "Load-Date: who knows?"])
def test_line_of_the_story_that_looks_like_a_label_is_kept(tmp_path: Path, line: str) -> None:
    begin = NEXIS_SECOND.index("Body") + 1
    rest = ["Sylvania did not comment."] * 13
    (article,), _ = read(write(tmp_path, [*NEXIS_SECOND[:begin], line, *rest, *NEXIS_SECOND[begin:]]))
    assert article.text.split("\n\n")[1:] == [line, *rest, "The two sides will meet in April."]


def test_labels_may_have_a_space_in_place_of_a_hyphen(tmp_path: Path) -> None:
    lines = [line.replace("Publication-Type", "Publication Type") for line in NEXIS_FIRST]
    place = lines.index("Publication Type: Newspaper") + 1
    (article,), _ = read(write(tmp_path, [*lines[:place], "Journal Code: HHD", *lines[place:]]))
    assert (article.extra["publication-type"], article.extra["journal-code"]) == ("Newspaper", "HHD")


def test_story_without_a_label_begins_below_the_length(tmp_path: Path) -> None:
    (article,), _ = read(write(tmp_path, [line for line in NEXIS_FIRST if line != "Body"]))
    assert article.text.split("\n\n")[1:4] == list(STORY)


# Documents, section, length, words, byline, body, graphic, load date, language, English, end, day.
IN_LANGUAGES = {
    "de": "Dokumente, Rubrik, Länge, Wörter, Autor, Textkörper, Grafik, Ladedatum, Sprache, Englisch, "
    "Ende des Dokuments, 7. März 2024 Donnerstag",
    "fr": "Documents, Rubrique, Longueur, mots, Auteur, Corps, Graphique, Date de chargement, Langue, "
    "Anglais, Fin du document, jeudi 7 mars 2024",
    "es": "Documentos, Sección, Longitud, palabras, Autor, Cuerpo, Gráfico, Fecha de carga, Idioma, Inglés, "
    "Fin del documento, 7 de marzo de 2024 jueves",
}


@pytest.mark.parametrize("code", IN_LANGUAGES)
def test_labels_in_other_languages(tmp_path: Path, code: str) -> None:
    names = IN_LANGUAGES[code].split(", ")
    documents, section, length, words, byline, body, graphic, loaded, language, english, end, day = names
    colon = " : " if code == "fr" else ": "

    def document(number: int) -> list[str]:
        head = [f"Freedonia reopens gate {number}", "The Gazette (London)", day]
        labels = {section: "WORLD; Pg. 12", length: f"12 {words}", byline: "By Ada Example"}
        story = [
            body,
            "The border was reopened.",
            "The minister of trade said: we are glad.",
            graphic,
            "A gate",
        ]
        tail = {language: english, loaded: day}
        lines = [f"{name}{colon}{value}" for name, value in labels.items()]
        return [*head, *lines, *story, *(f"{name}{colon}{value}" for name, value in tail.items()), end]

    cover = [f"{documents} (2)", "1. Freedonia reopens gate 1", "2. Freedonia reopens gate 2"]
    articles, errors = read(write(tmp_path, [*cover, *document(1), *document(2)]))
    assert errors == []
    assert [(one.title, one.source, one.author, one.published, one.language) for one in articles] == [
        (f"Freedonia reopens gate {n}", "The Gazette (London)", "Ada Example", date(2024, 3, 7), "en")
        for n in (1, 2)
    ]
    assert [one.text.split("\n\n")[1:] for one in articles] == [
        ["The border was reopened.", "The minister of trade said: we are glad."]
    ] * 2
    assert articles[0].extra == {
        "section": "WORLD; Pg. 12",
        "length": f"12 {words}",
        "graphic": "A gate",
        "load-date": day,
    }
