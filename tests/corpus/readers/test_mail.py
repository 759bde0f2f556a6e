"""Tests of mails."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from analysis.corpus.readers import reader_of
from analysis.corpus.readers.mhtml import READER as MHTML
from analysis.corpus.rows import Row
from analysis.records import CorpusError
from tests.corpus.files import STORY, UNKNOWN, items_of, make_zip, outcomes_of, row_of, source_of


def make_mail(text: str | None = "They met.") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "The Example Times <news@example.org>"
    mail["To"] = "reader@example.org"
    mail["Subject"] = "Talks"
    mail["Date"] = "Thu, 07 Mar 2024 10:00:00 +0000"
    mail["Message-ID"] = "<1@example.org>"
    if text is not None:
        mail.set_content(text)
    return mail


def raw(head: bytes, body: bytes = b"They met.") -> bytes:
    return b"Message-ID: <1@example.org>\n" + head + b"\n\n" + body


def test_headers_and_text() -> None:
    assert row_of("a.eml", make_mail().as_bytes()).values == {
        "title": "Talks",
        "author": "The Example Times",
        "published": "Thu, 07 Mar 2024 10:00:00 +0000",
        "From": "The Example Times <news@example.org>",
        "To": "reader@example.org",
        "Message-ID": "<1@example.org>",
        "text": "They met.",
    }


@pytest.mark.parametrize(
    ("head", "name", "value"),
    [
        (b"Subject: =?utf-8?B?w4lsZWN0aW9ucw==?= =?iso-8859-1?Q?_=E9t=E9?=", "title", "Élections été"),
        ("Subject: Élections".encode(), "title", "Élections"),
        (b"Subject: Talks\n in the capital", "title", "Talks in the capital"),
        (b"Subject: Fwd: RE: Talks", "title", "Talks"),
        (b"Subject: =?no-such-code?Q?Talks?=", "title", "Talks"),
        (b'From: "Sample, Ann" <a@example.org>', "author", "Sample, Ann"),
        (b"From: news@example.org", "author", "news@example.org"),
        (b"Date: Thu, 07 Mar 2024 10:00:00 +0000 (Coordinated Universal Time)", "published", None),
    ],
)
def test_headers_in_their_forms(head: bytes, name: str, value: str | None) -> None:
    assert row_of("a.eml", raw(head)).values[name] == (value or "Thu, 07 Mar 2024 10:00:00 +0000")


def test_plain_text_comes_before_html() -> None:
    mail = make_mail()
    mail.add_alternative("<p>They met in HTML.</p>", subtype="html")
    assert row_of("a.eml", mail.as_bytes()).values["text"] == "They met."


def test_html_becomes_blocks_of_text() -> None:
    mail = make_mail(None)
    page = (
        "<head><title>No</title><style>p {}</style></head><div style='display: none'>Preview</div>"
        "<table><tr><td><h1>In   brief</h1></td><td>They <b>met</b>.<br>They\nparted.</td></tr></table>"
        "<script>x</script>"
    )
    mail.set_content(page, subtype="html")
    assert row_of("a.eml", mail.as_bytes()).values["text"] == "In brief\n\nThey met.\nThey parted."


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (b"Content-Type: text/plain; charset=windows-1251", b"\xcf\xf3\xf2", "Пут"),
        (b"Content-Type: text/plain; charset=no-such-code", b"caf\xe9", "café"),
        (b"Content-Type: text/plain; charset=utf-8", b"caf\xe9", "café"),
        (
            b"Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=utf-8",
            b"=C3=A9",
            "é",
        ),
        (
            b"Content-Type: text/plain; format=flowed",
            b"They met \nand parted.\nThen",
            "They met and parted.\nThen",
        ),
        (b"Subject: a", b"They met.\n\n-- \nAnn Sample\nEditor", "They met."),
    ],
)
def test_text_in_its_forms(head: bytes, body: bytes, text: str) -> None:
    assert row_of("a.eml", raw(head, body)).values["text"] == text


def test_attachments_of_readable_kinds_are_articles() -> None:
    mail = make_mail()
    mail.add_attachment(STORY, filename="report.txt")
    mail.add_attachment(b"\x89PNG", "image", "png", filename="logo.png")
    rows = [row for row in items_of("a.eml", mail.as_bytes()) if isinstance(row, Row)]
    assert [(row.part, row.where, row.values["text"]) for row in rows] == [
        ("", "a.eml", "They met."),
        ("report", "a.eml: report.txt", "\nRussia condemned Ukraine."),
    ]


def test_ids_of_attachments_and_forwarded_mails(tmp_path: Path) -> None:
    mail = make_mail()
    mail.add_attachment(make_mail("They parted."))
    mail.add_attachment(make_zip({"b.txt": STORY}), "application", "zip", filename="../c.zip")
    assert outcomes_of(tmp_path, "a.eml", mail.as_bytes()) == ["a", "a/mail-2", "a/c/b"]


def test_an_attachment_of_an_unknown_kind_is_reported(tmp_path: Path) -> None:
    mail = make_mail()
    mail.add_attachment(b"\0\1", "application", "octet-stream", filename="a.exe")
    assert outcomes_of(tmp_path, "a.eml", mail.as_bytes()) == [
        "a",
        f"a.eml: a.exe: {UNKNOWN.format('.exe')}",
    ]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (make_mail().as_bytes(), "mail"),
        (
            b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.org\r\nMIME-Version: 1.0\r\n",
            MHTML.kind,
        ),
        (b"From: our correspondent\n\nThey met.", ""),
        (b"Subject: to approval\nFrom: the council\nThey met.", ""),
    ],
)
def test_content_tells_a_mail(data: bytes, kind: str) -> None:
    assert reader_of(source_of("a.txt", data)).kind == (kind or "plain text")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (
            make_mail("").as_bytes(),
            "a.eml: has no text; expected a mail with a text or a readable attachment",
        ),
        (
            raw(b'Content-Type: multipart/encrypted; boundary="x"', b"--x\n\na\n--x--"),
            "a.eml: is an encrypted mail; save its text from your mail program",
        ),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, error: str) -> None:
    with pytest.raises(CorpusError) as raised:
        items_of("a.eml", data)
    assert str(raised.value) == error
