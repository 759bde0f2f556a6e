"""Tests of analysis.corpus.readers.warc."""

from __future__ import annotations

import gzip
import sys
from datetime import date
from pathlib import Path

import pytest

from analysis.corpus import read_articles
from analysis.records import CorpusError, SidelightError

PAGES = Path(__file__).parents[1] / "fixtures" / "web"


def record(
    url: str, content: bytes, *, status: str = "200 OK", kind: str = "text/html", more: str = ""
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + content
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-06T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


DRUPAL = record("https://a.example/1", (PAGES / "drupal.html").read_bytes())
RECORDS = (
    DRUPAL,
    record("https://a.example/r", b"", status="301 Moved"),
    record("https://a.example/p", b"\x89PNG", kind="image/png"),
    record(
        "https://a.example/2", (PAGES / "tables.htm").read_bytes(), kind="text/html; charset=windows-1251"
    ),
)


@pytest.mark.parametrize("packed", [False, True])
def test_each_page_is_an_article(tmp_path: Path, *, packed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(one) if packed else one for one in RECORDS))
    first, second = read_articles(path)
    assert (first.title, first.url, first.published, first.extra["warc_date"]) == (
        "Lake level falls to lowest in thirty years",
        "https://a.example/1",
        date(2022, 8, 19),
        "2024-03-06T00:00:00Z",
    )
    assert (second.url, second.published, "Зимний сад" in second.text) == ("https://a.example/2", None, True)


def test_content_may_be_packed_and_in_chunks(tmp_path: Path) -> None:
    page = gzip.compress((PAGES / "drupal.html").read_bytes())
    chunks = b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (100, page[:100], len(page) - 100, page[100:])
    more = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    (tmp_path / "a.warc").write_bytes(record("https://a.example/1", chunks, more=more))
    (article,) = read_articles(tmp_path / "a.warc")
    assert article.author == "Hollis Vandermeer"


def test_error_of_a_server_is_an_error_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record("https://a.example/4", b"<html>Gone", status="404 Not Found") + DRUPAL)
    errors: list[SidelightError] = []
    assert len(read_articles(path, on_error=errors.append)) == 1
    assert [str(error) for error in errors] == [f"{path}: page 1: holds no story; the server answered 404"]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("place", ["start", "headers", "content"])
def test_archive_that_breaks_off_is_named_and_whole_pages_are_kept(
    tmp_path: Path, place: str, *, packed: bool
) -> None:
    first, last = (gzip.compress(one) if packed else one for one in (DRUPAL, RECORDS[3]))
    end = {"start": 12, "headers": 80 * (1 + packed), "content": len(last) // 2}[place]
    path = tmp_path / "a.warc"
    path.write_bytes(first + last[:end])
    errors: list[SidelightError] = []
    (article,) = read_articles(path, on_error=errors.append)
    assert article.url == "https://a.example/1"
    assert [str(error) for error in errors] == [
        f"{path}: breaks off or is damaged after 1 pages; download it again"
    ]


def test_archive_without_pages_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(RECORDS[2])
    with pytest.raises(CorpusError, match=r"a\.warc: holds no web page; expected a WARC file with responses"):
        read_articles(tmp_path / "a.warc")


def test_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    (tmp_path / "a.warc").write_bytes(DRUPAL)
    with pytest.raises(CorpusError, match=r"not installed: pip install 'sidelight\[formats\]'$"):
        read_articles(tmp_path / "a.warc")
