"""Tests of analysis.corpus.readers.feeds and json_feeds."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from analysis.corpus import read_articles
from analysis.records import Article, CorpusError, SidelightError

FIRST = """<item><title>Ferry &amp;amp; fares</title><link>https://s.example/1</link>
<guid isPermaLink="false">post-1</guid><dc:creator><![CDATA[Ines Quarrell]]></dc:creator>
<pubDate>Tue, 05 Mar 2024 18:42:10 +0000</pubDate><category>ferry</category><description>Short.</description>
<content:encoded><![CDATA[<p>One &amp; two.</p><p>Three.</p>]]></content:encoded></item>"""
SECOND = """<item><guid>https://s.example/2</guid>
<description>&lt;p&gt;A summary.&lt;/p&gt;</description></item>"""
RSS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Courier</title>'
    f"<language>en-GB</language>{FIRST}{SECOND}</channel></rss>"
)
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Lark</title><entry>
<title type="html">A &lt;b&gt;deal&lt;/b&gt;</title><id>urn:uuid:1</id><updated>2024-03-05T10:00:00Z</updated>
<author><name>A. B</name></author><author><name>C D</name></author><link href="https://l.example/1"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content>
<summary>Short.</summary></entry></feed>"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_rss(tmp_path: Path) -> None:
    first, second = read_articles(write(tmp_path / "a.xml", RSS))
    assert first == Article(
        "post-1",
        "Ferry & fares\n\nOne & two.\n\nThree.",
        "Ferry & fares",
        "The Courier",
        "Ines Quarrell",
        date(2024, 3, 5),
        "https://s.example/1",
        "en",
        first.path,
        extra={"tags": "ferry"},
    )
    assert (second.article_id, second.text) == ("a-2", "A summary.")


def test_atom(tmp_path: Path) -> None:
    (article,) = read_articles(write(tmp_path / "a.atom", ATOM))
    assert article == Article(
        "a-1",
        "A deal\n\nOne.\n\nTwo.",
        "A deal",
        "Lark",
        "A. B; C D",
        date(2024, 3, 5),
        "https://l.example/1",
        None,
        article.path,
    )


def test_json_feed(tmp_path: Path) -> None:
    item = {
        "id": "7",
        "url": "https://j.example/1",
        "title": "A deal",
        "content_html": "<p>One.</p><p>Two.</p>",
        "authors": [{"name": "A. B"}, {"name": "C D"}],
        "date_published": "2024-03-05T10:00:00Z",
        "tags": ["grain", "talks"],
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Lark", "language": "en", "items": [item]}
    (article,) = read_articles(write(tmp_path / "feed.json", json.dumps(feed)))
    assert article == Article(
        "7",
        "A deal\n\nOne.\n\nTwo.",
        "A deal",
        "Lark",
        "A. B; C D",
        date(2024, 3, 5),
        "https://j.example/1",
        "en",
        article.path,
        extra={"tags": "grain; talks"},
    )


def test_entry_without_text_is_an_error_and_the_others_are_read(tmp_path: Path) -> None:
    errors: list[SidelightError] = []
    path = write(tmp_path / "a.rss", RSS.replace("A summary.", ""))
    assert [article.article_id for article in read_articles(path, on_error=errors.append)] == ["post-1"]
    assert [str(error) for error in errors] == [
        f"{path}: entry 2: has no text, neither content nor a summary; the story stands at its link"
    ]


def test_feed_without_entries_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path / "a.rss", RSS.replace(FIRST, "").replace(SECOND, ""))
    with pytest.raises(CorpusError, match=r"a\.rss: has no entries; expected a feed in RSS or Atom"):
        read_articles(path)


def test_feed_with_a_trap_is_not_to_be_downloaded_again(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 9))
    text = RSS.replace("<rss ", f'<!DOCTYPE r [<!ENTITY a0 "lol">{entities}]><rss ').replace("Short.", "&a8;")
    errors: list[SidelightError] = []
    read_articles(write(tmp_path / "a.rss", text), on_error=errors.append)
    assert [str(error).removeprefix(f"{tmp_path}/a.rss: ") for error in errors] == [
        "declares entities, as a trap may, and cannot be read to its end; read it in a browser, and save its "
        "stories"
    ]


def test_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "feedparser", None)
    with pytest.raises(CorpusError, match=r"not installed: pip install 'sidelight\[formats\]'$"):
        read_articles(write(tmp_path / "a.rss", RSS))
