"""Tests of mails saved by Outlook."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import pytest

from analysis.corpus.readers import reader_of
from analysis.records import CorpusError
from tests.corpus.files import STORY, items_of, outcomes_of, row_of, source_of
from tests.corpus.old_office import attachment, mail_parts, make_ole

TEXTS = {
    "0037": "RE: Talks",
    "1000": "They met.\r\n\r\nThey parted.\r\n-- \r\nAnn",
    "0C1A": "The Example Times",
    "0C1F": "news@example.org",
    "0E04": "reader@example.org",
    "1035": "<1@example.org>",
}
DAY = datetime(2024, 3, 7, 10)


def test_properties_and_text() -> None:
    assert row_of("a.msg", make_ole(mail_parts(TEXTS, DAY))).values == {
        "title": "Talks",
        "author": "The Example Times",
        "published": "2024-03-07T10:00:00",
        "From": "The Example Times <news@example.org>",
        "To": "reader@example.org",
        "Message-ID": "<1@example.org>",
        "text": "They met.\n\nThey parted.",
    }


def test_a_mail_is_told_by_content(tmp_path: Path) -> None:
    data = make_ole(mail_parts(TEXTS))
    assert reader_of(source_of("a.txt", data)).kind == "mail saved by Outlook (MSG)"
    assert outcomes_of(tmp_path, "a", data) == ["a"]


def test_text_in_an_old_code_page() -> None:
    parts = mail_parts({}, page=1251) | {"__substg1.0_1000001E": "Путь".encode("cp1251")}
    assert row_of("a.msg", make_ole(parts)).values["text"] == "Путь"


def test_html_where_there_is_no_plain_text() -> None:
    parts = mail_parts({}, page=65001) | {
        "__substg1.0_10130102": "<p>They <b>met</b> in Zürich.</p>".encode()
    }
    assert row_of("a.msg", make_ole(parts)).values["text"] == "They met in Zürich."


def test_attachments_and_mails_inside(tmp_path: Path) -> None:
    inner = mail_parts({"1000": "They parted."}, is_inside=True)
    inner["__attach_version1.0_#00000000"] = attachment("d.txt", STORY.encode())
    parts = mail_parts(TEXTS) | {
        "__attach_version1.0_#00000000": attachment("../b.txt", STORY.encode()),
        "__attach_version1.0_#00000001": attachment("logo.png", b"x", "image/png"),
        "__attach_version1.0_#00000002": attachment("", inner),
    }
    assert outcomes_of(tmp_path, "a.msg", make_ole(parts)) == ["a", "a/b", "a/mail-3", "a/mail-3/d"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (
            make_ole(mail_parts({})),
            "a.msg: has no text; expected a mail with a text or a readable attachment, and no encrypted one",
        ),
        (make_ole(mail_parts(TEXTS))[:900], "a.msg: is a damaged mail; save it again as .eml"),
        (b"They met.", "a.msg: is a damaged mail; save it again as .eml"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, error: str) -> None:
    with pytest.raises(CorpusError) as raised:
        items_of("a.msg", data)
    assert str(raised.value) == error


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "olefile", None)
    with pytest.raises(CorpusError) as raised:
        items_of("a.msg", make_ole(mail_parts(TEXTS)))
    assert str(raised.value) == (
        "a.msg: mails saved by Outlook are read with olefile, which is not installed: "
        "pip install 'sidelight[formats]'"
    )
