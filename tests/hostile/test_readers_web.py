"""Hostile web pages, feeds and archives: each gives one line that names the file, and the rest is read."""

from __future__ import annotations

import gzip
import socket
import time
from pathlib import Path

import pytest

from analysis.corpus import read_articles
from analysis.records import SidelightError
from tests.hostile.conftest import Tried

PAGES = Path(__file__).parents[1] / "corpus" / "fixtures" / "web"
SECONDS = 20  # of computing; the slowest takes 3
TOP = b"<html><head><title>Talks</title></head><body><article>"
TEXT = b"<p>The two sides met again in the capital on Friday, and talked for an hour.</p>"
ENTRY = "<item><title>Talks</title><description>The two sides met.</description></item>"
BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
SYSTEM = '<!DOCTYPE rss [<!ENTITY x SYSTEM "{}">]>'


def rss(entry: str, above: str = "") -> bytes:
    channel = f"<channel><title>L</title>{entry}</channel>"
    return f'<?xml version="1.0"?>{above}<rss version="2.0">{channel}</rss>'.encode()


def mhtml(content: bytes) -> bytes:
    above = b"Snapshot-Content-Location: https://l.example/\r\nMIME-Version: 1.0\r\n"
    return above + content


def nested(depth: int) -> bytes:
    return b"".join(
        b'Content-Type: multipart/related; boundary="%d"\r\n\r\n--%d\r\n' % (one, one) for one in range(depth)
    )


def warc(http: bytes, length: int | None = None) -> bytes:
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://l.example/\r\n"
    head += b"Content-Type: application/http\r\n"
    return (
        head + b"Content-Length: %d\r\n\r\n" % (len(http) if length is None else length) + http + b"\r\n\r\n"
    )


HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
REFUSED = {
    "tags.html": TOP + b"<div>" * 4_000_000,
    "deep.html": TOP + b"<div>" * 300 + TEXT,
    "elements.html": TOP + b"<p>a b" * 40_000,
    "long.html": TOP + b"<p>" + b"word " * 5_000_000,
    "one.html": TOP + b"<p>" + b"1" * 11_000_000,
    "title.html": b"<html><head><title>" + b"a - " * 3_000_000 + b"</title></head><body></body></html>",
    "empty.html": b"",
    "blank.html": b"<html></html>",
    "comment.html": b"<html><!--" + b"a" * 1_000_000,
    "pdf.html": b"%PDF-1.7\n\x00\x01",
    "zip.htm": b"PK\x03\x04\x00\x00",
    "zeros.html": b"\x00" * 5_000,
    "empty.mht": b"",
    "nested.mht": mhtml(nested(2_000)),
    "none.mhtml": mhtml(b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!"),
    "none.rss": rss(""),
    "address.rss": b"https://127.0.0.1:9/feed.xml",
    "page.rss": TOP,
    "feed.json": b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
    "items.json": b'{"version": "https://jsonfeed.org/version/1", "items": [1]}',
    "length.warc": warc(HTTP + b"\r\n" + TOP, 10**15),
    "header.warc": b"WARC/1.0\r\n" + b"a" * 1_000_000,
    "bomb.warc": warc(HTTP + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"a" * 60_000_000)),
    "cut.warc.gz": gzip.compress(warc(HTTP + b"\r\n" + TOP + TEXT))[:100],
}


@pytest.mark.parametrize("name", REFUSED)
def test_file_is_refused_in_one_line_and_the_others_are_read(
    tmp_path: Path, name: str, tried: Tried, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(REFUSED[name])
    (tmp_path / "zz.html").write_bytes((PAGES / "drupal.html").read_bytes())
    errors: list[SidelightError] = []
    begin = time.process_time()
    articles = read_articles(tmp_path, on_error=errors.append)
    assert time.process_time() - begin < SECONDS
    assert [article.article_id for article in articles] == ["zz"]
    (error,) = errors
    assert str(error).startswith(f"{tmp_path / name}: ")
    assert "\n" not in str(error)
    assert capfd.readouterr() == ("", "")
    tried("files")


SLOW = {
    "headings.html": TOP + b"<h2>one two</h2>" * 5_000,
    "dates.html": TOP + b'<p class="date">2 maybe</p>' * 5_000,
    "authors.html": b"<html><head>"
    + (b'<meta name=author content="' + b"('" * 990 + b'">') * 500
    + b"</head>"
    + TEXT,
    "data.html": b'<html><script type="application/ld+json">'
    + b"[" * 5_000_000
    + b"</script>"
    + TOP
    + TEXT * 3,
    "picture.html": TOP + b'<img src="data:image/png;base64,' + b"A" * 15_000_000 + b'">' + TEXT * 3,
    "breaks.html": TOP + b"<div>" + b"a b<br><br>" * 3_000,
    "comments.html": b"<!-- -->" * 1_000 + TOP + TEXT * 3,
    "zero.html": TOP + TEXT.replace(b"two", b"t\x00o") * 3,
}


@pytest.mark.parametrize("name", SLOW)
def test_time_is_bounded(tmp_path: Path, name: str, tried: Tried) -> None:
    (tmp_path / name).write_bytes(SLOW[name])
    begin = time.process_time()
    read_articles(tmp_path, on_error=lambda _: None)
    assert time.process_time() - begin < SECONDS
    tried("files")


CUT = {
    "a.html": (PAGES / "wordpress.html").read_bytes(),
    "a.mhtml": mhtml(b"Content-Type: text/html\r\n\r\n" + (PAGES / "wordpress.html").read_bytes()),
    "a.rss": rss(ENTRY * 3),
    "a.warc": warc(HTTP + b"\r\n" + (PAGES / "wordpress.html").read_bytes()),
}


@pytest.mark.parametrize("name", CUT)
def test_truncated_file_never_ends_in_a_library_s_error(tmp_path: Path, name: str, tried: Tried) -> None:
    for share in range(1, 10):
        (tmp_path / name).write_bytes(CUT[name][: len(CUT[name]) * share // 10])
        errors: list[SidelightError] = []
        articles = read_articles(tmp_path / name, on_error=errors.append)
        tried("files")
        assert articles or errors
        assert all(name in str(error) and "\n" not in str(error) for error in errors)


def test_cut_feed_says_after_which_entry(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_bytes(rss(ENTRY * 3)[:-20])
    errors: list[SidelightError] = []
    assert len(read_articles(tmp_path / "a.rss", on_error=errors.append)) == 3
    assert "breaks off after entry 3" in str(errors[0])


def test_entities_are_not_expanded(tmp_path: Path, tried: Tried) -> None:
    (tmp_path / "a.rss").write_bytes(rss(ENTRY.replace("The two sides met.", "Before &i; after."), BOMB))
    assert sum(len(article.text) for article in read_articles(tmp_path, on_error=lambda _: None)) < 100
    tried("files")


@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1:9/x"])
def test_external_entities_are_not_resolved(tmp_path: Path, address: str, tried: Tried) -> None:
    entry = ENTRY.replace("The two sides met.", "Before &x; after.")
    (tmp_path / "a.rss").write_bytes(rss(entry, SYSTEM.format(address)))
    texts = [article.text for article in read_articles(tmp_path, on_error=lambda _: None)]
    assert all(Path("/etc/hostname").read_text().strip() not in text for text in texts)
    tried("files")


def test_nothing_opens_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tried: Tried) -> None:
    opened: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: opened.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **_: opened.append(given))
    for page in (*PAGES.glob("*.*htm*"), *PAGES.glob("*.htm")):
        content = page.read_bytes()
        (tmp_path / page.name).write_bytes(content)
        (tmp_path / f"{page.stem}_m.mht").write_bytes(mhtml(b"Content-Type: text/html\r\n\r\n" + content))
        (tmp_path / f"{page.stem}_w.warc").write_bytes(warc(HTTP + b"\r\n" + content))
    (tmp_path / "a.rss").write_bytes(rss(ENTRY, SYSTEM.format("http://127.0.0.1:9/x")))
    (tmp_path / "b.rss").write_bytes(b"http://127.0.0.1:9/feed.xml")
    articles = read_articles(tmp_path, on_error=lambda _: None)
    assert len(articles) > 20
    assert opened == []
    tried("files", len(list(tmp_path.iterdir())))
