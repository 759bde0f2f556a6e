"""Tests of analysis.corpus.readers.databases.europresse."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.corpus.readers.databases.europresse import without_issue
from tests.corpus.readers.databases.build import FIXTURES, read

PAGE = FIXTURES / "europresse.html"


def test_every_field_is_read() -> None:
    (first, second), errors = read(PAGE)
    assert errors == []
    assert (first.article_id, first.title, first.source, first.author, first.published) == (
        "news·20240307·QE·3824573",
        "La Freedonie rouvre sa frontière",
        "Le Quotidien Exemple",
        "Ada Exemple",
        date(2024, 3, 7),
    )
    assert first.text.split("\n\n")[1:] == [
        "La Freedonie a rouvert sa frontière jeudi.",
        "« Nous sommes contents », a dit le ministre.",
        "La Sylvanie n'a rien dit.",
    ]
    assert first.extra == {
        "section": "International",
        "length": "612 mots",
        "page": "p. 3",
        "copyright": "© 2024 Le Quotidien Exemple. Tous droits réservés. Le présent document est protégé.",
    }
    assert (second.text, second.source, second.published, second.extra) == (
        "Two sides to meet\n\nThe two sides will meet in April.",
        "Wire Example",
        date(2024, 3, 8),
        {"length": "7 words"},
    )


def test_labels_may_be_german() -> None:
    (article,), errors = read(FIXTURES / "europresse_de.html")
    assert errors == []
    assert (article.text, article.published) == (
        "Freedonien öffnet die Grenze\n\nFreedonien hat die Grenze geöffnet.",
        date(2024, 3, 7),
    )
    assert article.extra == {"section": "Politik", "length": "12 Wörter", "page": "S. 3"}


def test_count_of_the_cover_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE.read_text(encoding="utf-8").replace("2 documents", "3 documents"), encoding="utf-8")
    articles, errors = read(path)
    assert len(articles) == 2
    assert errors == [
        "holds 2 articles, but 3 by its own count; download it again, or compare it with the database"
    ]


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("The Gazette, no. 24561", "The Gazette"),
        ("Die Zeitung, Nr. 12", "Die Zeitung"),
        ("The Gazette (London), n° 7", "The Gazette (London)"),
        ("Channel No. 5", "Channel No. 5"),
        ("The Gazette, Paris", "The Gazette, Paris"),
    ],
)
def test_number_of_the_issue_is_no_part_of_the_outlet(name: str, outlet: str) -> None:
    assert without_issue(name) == outlet
