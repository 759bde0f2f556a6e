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


FOOT = ["Contact ProQuest", "Copyright © 2024 ProQuest LLC. All rights reserved. - Terms and Conditions"]


def test_rules_of_a_page_part_its_documents(tmp_path: Path) -> None:
    content = page([line for line in TEXT[: TEXT.index("_" * 60 + "\n\nBibliography")].split("\n") if line])
    (tmp_path / "a.html").write_bytes(content.replace(f"<p>{'_' * 60}</p>".encode(), b"<hr>"))
    below = "<hr><p>Copyright © 2024 ProQuest LLC. All rights reserved.</p></body>"
    path = tmp_path / "b.html"
    path.write_bytes((tmp_path / "a.html").read_bytes().replace(b"</body>", below.encode()))
    for file in (tmp_path / "a.html", path):
        (first, second), errors = read(file)
        assert errors == []
        assert first.text.split("\n\n")[1:] == STORY
        assert second.text.endswith("An answer is expected in a day.")


@pytest.mark.parametrize("foot", [FOOT, ["Terms of use of the library"], ["One", "Two", "Three"]])
def test_what_follows_the_last_labels_is_no_story(tmp_path: Path, foot: list[str]) -> None:
    content = TEXT[: TEXT.index("_" * 60 + "\n\nBibliography")]
    assert read_text(tmp_path, content + "\n\n".join(foot)) == read_text(tmp_path, TEXT)


# The labels of an article in English, and in other languages in the same order.
LABELS = (
    "author, publication info, document link, full text, subject, title, publication title, "
    "publication date, language of publication, document id, document url, database, English"
)
IN_LANGUAGES = {
    "fr": (
        "Auteur, Informations sur la publication, Lien vers le document ProQuest, Texte intégral, Sujet, "
        "Titre, Titre de la publication, Date de publication, Langue de la publication, ID du document "
        "ProQuest, URL du document, Base de données, Anglais"
    ),
    "es": (
        "Autor, Información de publicación, Enlace de documentos de ProQuest, Texto completo, Materia, "
        "Título, Título de publicación, Fecha de publicación, Idioma de la publicación, ID del documento "
        "de ProQuest, URL del documento, Base de datos, Inglés"
    ),
    "de": (
        "Autor, Publikationsinformationen, ProQuest-Dokument-Link, Volltext, Thema, Titel, Titel der "
        "Publikation, Publikationsdatum, Sprache der Publikation, ProQuest-Dokument-ID, Dokument-URL, "
        "Datenbank, Englisch"
    ),
    "pt": (
        "Autor, Informações da publicação, Link do documento ProQuest, Texto completo, Assunto, Título, "
        "Título da publicação, Data de publicação, Idioma da publicação, ID do documento ProQuest, URL "
        "do documento, Base de dados, Inglês"
    ),
}
DAYS = {"fr": "7 mars 2024", "es": "7 de marzo de 2024", "de": "7. März 2024", "pt": "7 de março de 2024"}
COUNTS = {
    "fr": "Document {} sur 2",
    "es": "Documento {} de 2",
    "de": "Dokument {} von 2",
    "pt": "Documento {} de 2",
}


@pytest.mark.parametrize("code", IN_LANGUAGES)
def test_labels_in_other_languages(tmp_path: Path, code: str) -> None:
    names = dict(zip(LABELS.split(", "), IN_LANGUAGES[code].split(", "), strict=True))
    colon = "\u00a0: " if code == "fr" else ": "

    def document(number: int) -> str:
        values = {
            "author": "Example, Ada",
            "publication info": f"The Gazette ; Port Example [Port Example]{DAYS[code]}: A.1.",
            "document link": f"https://www.proquest.example/docview/{number}",
            "full text": "The border was reopened.\n\nThe minister said: we are glad.",
            "subject": "Border control",
            "title": f"Freedonia reopens gate {number}",
            "publication title": "The Gazette; Port Example",
            "publication date": DAYS[code],
            "language of publication": names["English"],
            "document id": f"293456789{number}",
            "document url": f"https://www.proquest.example/docview/{number}?x=1",
            "database": "ProQuest Example",
        }
        lines = [f"{names[label]}{colon}{value}" for label, value in values.items()]
        return "\n\n".join(
            [
                COUNTS.get(code, COUNTS["es"]).format(number),
                f"Freedonia reopens gate {number}",
                *lines,
                "_" * 60,
            ]
        )

    path = tmp_path / "a.txt"
    path.write_text("\n\n".join(map(document, (1, 2))), encoding="utf-8")
    articles, errors = read(path)
    assert errors == []
    assert [
        (
            one.article_id,
            one.title,
            one.source,
            one.author,
            one.published,
            one.language,
            one.url,
        )
        for one in articles
    ] == [
        (
            *(
                f"293456789{n}",
                f"Freedonia reopens gate {n}",
                "The Gazette",
                "Example, Ada",
                date(2024, 3, 7),
            ),
            *("en", f"https://www.proquest.example/docview/{n}?x=1"),
        )
        for n in (1, 2)
    ]
    assert articles[0].text.split("\n\n")[1:] == [
        "The border was reopened.",
        "The minister said: we are glad.",
    ]
