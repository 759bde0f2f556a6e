"""Tests of analysis.corpus.readers.pages."""

from __future__ import annotations

import pytest

from analysis.corpus.readers.pages import page_row, text_of_markup
from analysis.corpus.rows import Row
from analysis.records import CorpusError

STORY = (
    "<p>The two sides met again in the capital on Friday, and they talked about the price of grain.</p>"
    "<p>It was the first meeting of the two ministers since the autumn of the year before.</p>"
    "<p>A date for the next meeting was not named, though both of them would like one soon.</p>"
)


def page(head: str = "", body: str = STORY) -> str:
    return f"<html><head><meta charset=utf-8>{head}</head><body><main>{body}</main></body></html>"


def read(text: str | bytes, *, charset: str | None = None, url: str | None = None) -> Row:
    data = text if isinstance(text, bytes) else text.encode()
    return page_row(data, "a.html", 1_000_000, charset=charset, url=url)


def said(text: str) -> dict[str, str]:
    return {name: value for name, value in read(text).values.items() if name != "text"}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<title>Talks resume in Dray</title>", {"title": "Talks resume in Dray"}),
        (
            '<title>x</title><meta property="og:title" content="Talks on grain">'
            '<meta property="og:site_name" content="Lark">',
            {"title": "Talks on grain", "source": "Lark"},
        ),
        (
            '<link rel="canonical" href="https://www.news.lark.co.uk/a"><title>Talks on grain - Lark</title>',
            {"title": "Talks on grain", "source": "news.lark.co.uk", "url": "https://www.news.lark.co.uk/a"},
        ),
        (
            '<meta property="article:published_time" content="2024-03-05T18:42:10Z">'
            '<meta name="author" content="A. Quarrell">',
            {"published": "2024-03-05", "author": "A Quarrell"},
        ),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"WebPage"},{"@type":"NewsArticle",'
            '"headline":"Talks &amp; tea","author":[{"name":"A. B"},{"name":"C D"}],'
            '"datePublished":"2024-03-05",'
            '"publisher":{"name":"Lark"},"articleSection":["World","Asia"],"keywords":"grain",'
            '"isAccessibleForFree":false}]}</script>',
            {
                "title": "Talks & tea",
                "author": "A. B; C D",
                "published": "2024-03-05",
                "source": "Lark",
                "section": "World; Asia",
                "tags": "grain",
                "is_accessible_for_free": "false",
            },
        ),
        ('<script type="application/ld+json">{"@type":"NewsArticle","headline":</script>', {}),
    ],
)
def test_what_a_page_says_of_its_story(head: str, expected: dict[str, str]) -> None:
    assert said(page(head)) == expected


@pytest.mark.parametrize(
    ("heading", "title", "expected"),
    [
        ("<h1>Talks resume</h1>", "Talks resume - a new paper", "Talks resume"),
        ("<h1>Talks resume today</h1>", "A Paper: Talks resume today", "Talks resume today"),
        ("<h1>Talks</h1>", "Talks resume in Dray", "Talks resume in Dray"),
        ("<h1>The Lark</h1>", "Talks resume in Dray | The Lark", "Talks resume in Dray"),
    ],
)
def test_headline_is_the_one_that_is_shown(heading: str, title: str, expected: str) -> None:
    assert said(page(f"<title>{title}</title>", heading + STORY))["title"] == expected


@pytest.mark.parametrize(
    ("inside", "day"),
    [
        ('<div class="byline">By A. B | Published August 19, 2022</div>', "2022-08-19"),
        ("<time datetime='2022-08-19T10:00'>yesterday</time>", "2022-08-19"),
        ("<footer>Copyright © 2011 Lark. Updated 2012-01-02</footer>", None),
        ("<p>The deal was made on 2019-04-05, and on 05.06.2018 nobody knew of it.</p>", None),
        ('<img src="/uploads/2009/02/03/x.jpg">', None),
    ],
)
def test_day_is_not_taken_from_the_story_or_the_copyright(inside: str, day: str | None) -> None:
    assert read(page(body=STORY + inside)).values.get("published") == day


def test_text_in_the_data_of_a_page_counts_where_it_is_longer() -> None:
    data = '{"@type":"NewsArticle","articleBody":"One is long enough to be a paragraph.\\nTwo."}'
    text = page(f'<script type="application/ld+json">{data}</script>', "<p>One is</p>")
    assert read(text).values["text"] == "One is long enough to be a paragraph.\n\nTwo."


def test_text_in_the_data_of_a_page_does_not_count_where_it_is_shorter() -> None:
    data = '{"@type":"NewsArticle","articleBody":"The two sides met."}'
    assert (
        "price of grain" in read(page(f'<script type="application/ld+json">{data}</script>')).values["text"]
    )


@pytest.mark.parametrize(
    ("inside", "paragraphs"),
    [
        ("<ul><li>The first point of the deal.</li><li>The second point of it.</li></ul>", 2),
        ("<h3>What comes next</h3><p>Nobody in the capital knows what comes next.</p>", 2),
        ("<p>One line that ends.<br><br>Another line after two breaks.</p>", 2),
        ("<div>A line ends.<br>\n<br>Another <b>line</b> after <br>two breaks.<br><br><br>A third.</div>", 3),
        ("<p>One line<br>that goes on in the next.</p>", 1),
        ('<p><b>Read more:</b> <a href="/a">Why grain is dear</a></p>', 0),
        ('<p><a href="/a">Grain: all you need to know</a></p>', 0),
        ("<figure><img src=a><figcaption>The hall in which they met. Photo: Lark</figcaption></figure>", 0),
        ("<p>There was <b>one</b> problem with <a href=a>the plan</a>, and no <i>time</i>.</p>", 1),
    ],
)
def test_story_without_what_leads_elsewhere(inside: str, paragraphs: int) -> None:
    before = "<p>It was the first meeting of the two ministers since the autumn of the year before.</p>"
    after = "<p>A date for the next meeting was not named, though both of them would like one soon.</p>"
    found = read(page(body=f"<article>{before}{inside}{after}</article>")).values["text"].split("\n\n")
    assert len(found) == 2 + paragraphs


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251", "iso-8859-5", "koi8-r"])
def test_encoding_is_what_the_page_says(encoding: str) -> None:
    text = page().replace("utf-8", encoding).replace("price", "price (цена)")
    assert "price (цена)" in read(text.encode(encoding)).values["text"]


def test_encoding_is_what_the_message_says() -> None:
    text = page().replace("<meta charset=utf-8>", "").replace("price", "price (цена)")
    assert "price (цена)" in read(text.encode("windows-1251"), charset="windows-1251").values["text"]


@pytest.mark.parametrize("named", ["windows-1251", "utf-7", "no-such", "punycode", ""])
def test_utf_8_is_known_whatever_the_page_says(named: str) -> None:
    assert (
        "price (цена)" in read(page().replace("utf-8", named).replace("price", "price (цена)")).values["text"]
    )


def test_latin_1_means_windows_1252() -> None:
    text = page().replace("utf-8", "iso-8859-1").replace("price", "“price”")
    assert "“price”" in read(text.encode("windows-1252")).values["text"]


def test_page_that_only_says_it_is_utf_8_has_its_quotation_marks() -> None:
    text = page(body=STORY.replace("price", "“price”") + "<p>It’s dear – they said so.</p>" + STORY * 3)
    found = read(text.encode("windows-1252"), charset="utf-8").values["text"]
    assert "“price”" in found
    assert "\ufffd" not in found


def test_a_broken_character_among_others_leaves_a_page_utf_8() -> None:
    data = page(body=STORY.replace("price", "“price”") + STORY * 3).encode()
    found = read(data.replace(b"Friday", b"Friday\x92", 1)).values["text"]
    assert "“price”" in found


NOTICES = (
    (
        "<title>403 Forbidden</title>",
        "<h1>Forbidden</h1><p>You don't have permission to access this resource.</p>",
    ),
    ("<title>Access Denied</title>", "<h1>Access Denied</h1><p>Reference #18.1f0 5a.17</p>"),
    ("<title>Just a moment...</title>", "<p>Enable JavaScript and cookies to continue</p>"),
    (
        "<title>Page not found | The Lark</title>",
        "<p>Sorry, that page has moved. Here is the front page instead.</p>",
    ),
    ("<title>The Lark</title>", "<p>You need to enable JavaScript to run this app.</p>"),
    (
        "<title>Lark: your privacy choices</title>",
        "<p>We and our 812 partners store cookies on your device.</p>",
    ),
    (
        "<title>Subscribe to read | Lark</title>",
        "<p>Only 1 crown for four weeks. Cancel at any time that you like.</p>",
    ),
)


@pytest.mark.parametrize(("head", "body"), NOTICES)
def test_page_that_says_why_it_shows_no_story_is_an_error(head: str, body: str) -> None:
    with pytest.raises(CorpusError, match=r"a\.html: holds no story .* save the page again when"):
        read(page(head, body))


@pytest.mark.parametrize("body", ["", "<div id=root></div>", "<noscript>Enable JavaScript.</noscript>"])
def test_page_without_text_is_an_error(body: str) -> None:
    with pytest.raises(CorpusError, match=r"a\.html: holds no story"):
        read(page("<title>Talks resume in Dray</title>", body))


@pytest.mark.parametrize(
    "title",
    ["Access denied: how farmers lost the common", "Just a moment of rain", "Page not found in the archive"],
)
def test_story_with_such_a_headline_is_a_story(title: str) -> None:
    assert said(page(f"<title>{title}</title>"))["title"] == title


def test_story_about_cookies_is_a_story() -> None:
    text = (
        "<p>The regulator fined the company because its privacy policy hid how it used cookies on phones.</p>"
    )
    assert "regulator" in read(page("<title>Company fined</title>", text + STORY)).values["text"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Plain < text\n\nas it is", "Plain < text\n\nas it is"),
        ("<p>One &amp; two.</p><p>Three.</p>", "One & two.\n\nThree."),
        ("One.<br>Two.", "One.\nTwo."),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        (
            "<p>A <b>bold</b> word.</p><figure><figcaption>No.</figcaption></figure><script>x</script>",
            "A bold word.",
        ),
        ("", ""),
    ],
)
def test_text_of_markup(markup: str, text: str) -> None:
    assert text_of_markup(markup, "a.rss") == text
