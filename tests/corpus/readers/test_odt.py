"""Tests of OpenDocument texts."""

from __future__ import annotations

import pytest

from analysis.records import CorpusError
from tests.corpus.files import items_of, make_zip, row_of

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "style", "table", "meta")
)
META = (
    f'<office:document-meta {SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
    "<dc:title>%s</dc:title><dc:creator>Office user 7</dc:creator>"
    "</office:meta></office:document-meta>"
)


def make_odt(body: str, title: str = "", styles: str = "", manifest: str = "<manifest/>") -> bytes:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    members = {"content.xml": content, "meta.xml": META % title, "META-INF/manifest.xml": manifest}
    return make_zip(members, first="application/vnd.oasis.opendocument.text")


def test_paragraphs_and_a_headline() -> None:
    data = make_odt(
        '<text:h text:outline-level="1">Talks</text:h><text:p>They <text:span>met</text:span>.</text:p>'
    )
    values = row_of("a.odt", data).values
    assert (values["title"], values["text"], values["dc:creator"]) == ("Talks", "They met.", "Office user 7")


def test_a_style_made_of_that_of_titles_is_a_headline() -> None:
    style = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    data = make_odt('<text:p text:style-name="P1">Talks</text:p><text:p>They met.</text:p>', styles=style)
    assert row_of("a.odt", data).values["title"] == "Talks"


def test_title_of_the_properties_counts_where_it_stands_in_the_text() -> None:
    data = make_odt("<text:p>Talks</text:p><text:p>They met.</text:p>", title="Talks")
    assert row_of("a.odt", data).values["title"] == "Talks"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:p>a<text:tab/>b<text:s/>c<text:line-break/>d\ne</text:p>", "a b c\nd e"),
        ("<text:p>They met.<text:note><text:p>A note.</text:p></text:note></text:p>", "They met."),
        (
            "<text:tracked-changes><text:p>old</text:p></text:tracked-changes><text:p>new</text:p>",
            "new",
        ),
        (
            "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
            "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>",
            "a | b",
        ),
    ],
)
def test_what_is_text(body: str, text: str) -> None:
    assert row_of("a.odt", make_odt(body)).values["text"] == text


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (
            make_odt("", manifest="<manifest><encryption-data/></manifest>"),
            "a.odt: is protected by a password; save it without one",
        ),
        (make_odt(""), "a.odt: has no text; expected an article (text in pictures is not read)"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, error: str) -> None:
    with pytest.raises(CorpusError) as raised:
        items_of("a.odt", data)
    assert str(raised.value) == error
