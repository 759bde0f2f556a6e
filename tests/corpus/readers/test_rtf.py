"""Tests of RTF documents."""

from __future__ import annotations

import pytest

from analysis.corpus.rows import Row
from analysis.records import CorpusError
from tests.corpus.files import items_of, row_of

FONTS = rb"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}"


def text_of(body: bytes, head: bytes = rb"\ansi\ansicpg1252") -> str:
    return str(row_of("a.rtf", rb"{\rtf1" + head + FONTS + body + b"}").values["text"])


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"They met.\par They parted.\par", "They met.\n\nThey parted."),
        (rb"caf\'e9", "café"),
        (rb"\f1\'cf\'f3\'f2\f0 \'e9", "Путé"),
        (rb"\u8217?s \u-10179?\u-8704?", "’s 😀"),
        (rb"\uc0\u8364 5", "€5"),
        (rb"{\uc2\u8364\'80\'80 5}", "€ 5"),
        (rb"\ldblquote Yes\rdblquote\emdash a\~b\_c\-d", "“Yes”—a\u00a0b-cd"),
        (rb"{\field{\*\fldinst{HYPERLINK x}}{\fldrslt a link}}", "a link"),
        (rb"a{\v hidden}b\v c\v0 d", "abd"),
        (rb"{\pict\wmetafile8 0102ab}a{\*\shppict{\pict ff}}b", "ab"),
        (rb"{\header Times\par}{\footnote A note.}a", "a"),
        (rb"\trowd Joe Example\cell Ann Sample\cell\row b\par", "Joe Example | Ann Sample\n\nb"),
        (rb"{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt boxed\par}}a", "boxed\n\na"),
        (rb"\bin4 }}}}a", "a"),
        (rb"\{a\}\\", "{a}\\"),
    ],
)
def test_what_is_text(body: bytes, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (rb"\ansi\ansicpg1251", rb"\'cf\'f3\'f2", "Пут"),
        (rb"\mac", rb"\'8e", "é"),
        (rb"\ansi\ansicpg932", rb"\'83A", "ア"),
        (rb"\ansi\ansicpg65001", rb"\'c3\'a9", "é"),
        (rb"\ansi\ansicpg99999", rb"\'e9", "é"),
        (rb"\ansi", b"\xe9", "é"),
    ],
)
def test_code_pages(head: bytes, body: bytes, text: str) -> None:
    assert text_of(body, head) == text


def test_title_of_the_properties_counts_where_it_stands_in_the_text() -> None:
    data = rb"{\rtf1{\info{\title Talks}{\author Office user 7}}Talks\par They met.\par}"
    values = row_of("a.rtf", data).values
    assert (values["title"], values["text"]) == ("Talks", "They met.")


def test_what_follows_the_document_is_left_out() -> None:
    assert row_of("a.txt", rb"{\rtf1 They met.}more").values["text"] == "They met."


def test_an_incomplete_document_is_read_and_reported() -> None:
    row, error = items_of("a.rtf", rb"{\rtf1 They met.\par They")
    assert isinstance(row, Row)
    assert row.values["text"] == "They met.\n\nThey"
    assert str(error) == "a.rtf: is incomplete, and read as far as it goes; save it again"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"Talks", "a.rtf: is no RTF document, whatever its name says; save it as RTF"),
        (rb"{\rtf1{\pict 00}}", "a.rtf: has no text; expected an article (text in pictures is not read)"),
        (
            rb"{\rtf1 They met, and more than once.}",
            "a.rtf: has more than 20 characters; at most 20 characters are read: part it, or give a higher "
            "--max-characters (max_characters=)",
        ),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, error: str) -> None:
    with pytest.raises(CorpusError) as raised:
        items_of("a.rtf", data, max_characters=20)
    assert str(raised.value) == error
