"""What other programs and services write, by their real names of columns."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from analysis.records import Article
from tests.corpus.readers.conftest import Fail, Read

URL = "https://www.example.org/world/talks-resume"
TEXT = "Both sides met on Thursday.\n\nThey left at noon."


def known(article: Article) -> tuple[Any, ...]:
    return article.title, article.author, article.source, article.published, article.url, article.language


def as_usual(source: str | None, language: str | None = "en") -> tuple[Any, ...]:
    return "Talks resume", "Ada Example; Bo Sample", source, date(2024, 3, 7), URL, language


def only(articles: list[Article]) -> Article:
    (article,) = articles
    assert article.text == f"Talks resume\n\n{TEXT}"
    return article


def test_trafilatura(read: Read) -> None:
    output = {
        "title": "Talks resume",
        "author": "Ada Example; Bo Sample",
        "hostname": "example.org",
        "date": "2024-03-07",
        "fingerprint": "8ab1f0",
        "id": None,
        "license": None,
        "comments": "",
        "raw_text": "Both sides met on Thursday. They left at noon.",
        "text": TEXT,
        "language": "en",
        "image": None,
        "pagetype": "article",
        "filedate": "2024-03-09",
        "source": URL,
        "source-hostname": "Example Herald",
        "excerpt": "Both sides met.",
        "categories": "World",
        "tags": "",
    }
    article = only(read("a.json", json.dumps(output)))
    assert known(article) == as_usual("Example Herald")
    assert article.extra["fingerprint"] == "8ab1f0"


def test_newspaper4k(read: Read) -> None:
    output = {
        "url": URL,
        "read_more_link": "",
        "language": "en",
        "title": "Talks resume",
        "top_image": "",
        "meta_img": "",
        "images": [],
        "movies": [],
        "keywords": ["talks"],
        "meta_keywords": [""],
        "tags": [],
        "authors": ["Ada Example", "Bo Sample"],
        "publish_date": "2024-03-07T10:00:00+00:00",
        "summary": "",
        "meta_description": "",
        "meta_lang": "en",
        "meta_favicon": "",
        "meta_site_name": "Example Herald",
        "canonical_link": URL,
        "text": TEXT,
    }
    article = only(read("a.json", json.dumps(output, indent=4)))
    assert known(article) == as_usual("Example Herald")
    assert article.extra["keywords"] == '["talks"]'


def test_news_please(read: Read) -> None:
    output = {
        "authors": ["Ada Example", "Bo Sample"],
        "date_download": "2024-03-09 08:00:00",
        "date_modify": "None",
        "date_publish": "2024-03-07 10:00:00",
        "description": "Both sides met.",
        "filename": "talks.json",
        "image_url": None,
        "language": "en",
        "localpath": None,
        "source_domain": "www.example.org",
        "maintext": TEXT,
        "text": None,
        "title": "Talks resume",
        "title_page": None,
        "title_rss": None,
        "url": URL,
    }
    article = only(read("a.json", json.dumps(output)))
    assert known(article) == as_usual("example.org")


def test_fundus(read: Read) -> None:
    sections = [
        {"headline": [], "paragraphs": ["Both sides met on Thursday."]},
        {"headline": [], "paragraphs": ["They left at noon."]},
    ]
    output = {
        "title": "Talks resume",
        "body": {"summary": [], "sections": sections},
        "authors": ["Ada Example", "Bo Sample"],
        "publishing_date": "2024-03-07 10:00:00+00:00",
        "topics": ["World"],
        "free_access": True,
    }
    article = only(read("a.json", json.dumps([output])))
    assert (article.title, article.author, article.published) == (*as_usual(None)[:2], date(2024, 3, 7))
    assert article.extra == {"topics": '["World"]', "free_access": "true"}


def test_fundus_with_summary_and_headlines(read: Read) -> None:
    body = {
        "summary": ["In short."],
        "sections": [{"headline": ["At noon"], "paragraphs": ["They left."]}],
    }
    assert read("a.json", json.dumps([{"body": body}]))[0].text == "In short.\n\nAt noon\n\nThey left."


def test_media_cloud(read: Read) -> None:
    (article,) = read(
        "a.csv",
        "id,indexed_date,language,media_name,media_url,publish_date,title,url,text\n"
        "96af1,2024-03-08 02:00:00,en,Example Herald,example.org,2024-03-07,Talks resume,"
        f"{URL},Both sides met.\n",
    )
    assert (article.article_id, article.text) == ("96af1", "Talks resume\n\nBoth sides met.")
    assert (article.source, article.published, article.url) == ("Example Herald", date(2024, 3, 7), URL)
    assert article.extra["media_url"] == "example.org"


def test_newsapi(read: Read) -> None:
    story = {
        "source": {"id": "example-herald", "name": "Example Herald"},
        "author": "Ada Example; Bo Sample",
        "title": "Talks resume",
        "description": "Both sides met.",
        "url": URL,
        "urlToImage": None,
        "publishedAt": "2024-03-07T10:00:00Z",
        "content": TEXT,
    }
    article = only(read("a.json", json.dumps({"status": "ok", "totalResults": 1, "articles": [story]})))
    assert known(article) == as_usual("Example Herald", None)
    assert article.article_id == "a-1"
    assert article.extra == {"source.id": "example-herald", "description": "Both sides met."}


def test_guardian(read: Read) -> None:
    story = {
        "id": "world/2024/mar/07/talks-resume",
        "type": "article",
        "sectionId": "world",
        "webPublicationDate": "2024-03-07T10:00:00Z",
        "webTitle": "Talks resume",
        "webUrl": URL,
        "apiUrl": "https://content.example.org/world/talks-resume",
        "fields": {
            "headline": "Talks resume",
            "byline": "Ada Example; Bo Sample",
            "body": "<p>Both sides met on Thursday.</p><p>They left at noon.</p>",
            "bodyText": TEXT,
            "publication": "Example Herald",
            "lang": "en",
        },
    }
    answer = {"response": {"status": "ok", "total": 1, "pages": 1, "results": [story]}}
    article = only(read("a.json", json.dumps(answer)))
    assert known(article)[:5] == as_usual("Example Herald")[:5]
    assert (article.article_id, article.extra["sectionId"]) == ("world/2024/mar/07/talks-resume", "world")


def test_gdelt_with_texts(read: Read) -> None:
    story = {
        "url": URL,
        "url_mobile": "",
        "title": "Talks resume",
        "seendate": "20240307T101500Z",
        "socialimage": "",
        "domain": "example.org",
        "language": "English",
        "sourcecountry": "United Kingdom",
        "text": TEXT,
    }
    article = only(read("a.json", json.dumps({"articles": [story]})))
    assert known(article) == ("Talks resume", None, "example.org", date(2024, 3, 7), URL, "English")
    assert article.extra == {"sourcecountry": "United Kingdom"}


def test_gdelt_has_no_texts_of_its_own(fail: Fail) -> None:
    story = {"url": URL, "title": "Talks resume", "seendate": "20240307T101500Z"}
    (message,) = fail("a.json", json.dumps({"articles": [story]}))
    assert message.startswith("a.json: has no column of text; its columns: url, title, seendate; say ")


def test_readtext_of_r(read: Read) -> None:
    (article,) = read("a.csv", '"","doc_id","text","docvar1"\n"1","talks_2024.txt","Both sides met.",2024\n')
    assert (article.article_id, article.text) == ("talks_2024.txt", "Both sides met.")
    assert article.extra == {"column 1": "1", "docvar1": "2024"}
