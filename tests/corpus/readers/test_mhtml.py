"""Tests of analysis.corpus.readers.mhtml."""

from __future__ import annotations

import base64
import quopri
from datetime import date
from pathlib import Path

import pytest

from analysis.corpus import read_articles
from analysis.records import Article, CorpusError

PAGES = Path(__file__).parents[1] / "fixtures" / "web"
ABOVE = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.lark.example/a\r\n"
    "Subject: =?utf-8?Q?Museum?=\r\nDate: Sat, 19 Apr 2003 08:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n'
)


def part(kind: str, encoding: str, body: bytes) -> bytes:
    head = f"------B\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n"
    return f"{head}Content-Location: https://www.lark.example/a\r\n\r\n".encode() + body + b"\r\n"


def saved(path: Path, *parts: bytes) -> Path:
    path.write_bytes(ABOVE.encode() + b"".join(parts) + b"------B--\r\n")
    return path


def read(path: Path) -> Article:
    (article,) = read_articles(path)
    return article


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a", "a.txt"])
def test_page_in_quoted_printable(tmp_path: Path, name: str) -> None:
    page = quopri.encodestring((PAGES / "drupal.html").read_bytes())
    picture = part("image/png", "base64", base64.b64encode(b"picture"))
    article = read(saved(tmp_path / name, part("text/html", "quoted-printable", page), picture))
    assert (article.title, article.published, article.extra["saved"]) == (
        "Lake level falls to lowest in thirty years",
        date(2022, 8, 19),
        "Sat, 19 Apr 2003 08:00:00 -0000",
    )


def test_page_in_base64_with_its_charset_and_address(tmp_path: Path) -> None:
    page = (PAGES / "tables.htm").read_bytes().replace(b"charset=windows-1251", b"")
    found = part('text/html; charset="windows-1251"', "base64", base64.encodebytes(page))
    article = read(saved(tmp_path / "a.mht", found))
    assert (article.url, article.source) == ("https://www.lark.example/a", "lark.example")
    assert "Зимний сад" in article.text


def test_message_without_a_page_is_an_error(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.mht", part("image/png", "base64", b"AAAA"))
    with pytest.raises(CorpusError, match=r"a\.mht: holds no web page; save it again from the browser"):
        read_articles(path)
