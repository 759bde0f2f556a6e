"""Tests of mailboxes."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from analysis.corpus.readers import mail, reader_of
from analysis.corpus.rows import Row
from analysis.records import CorpusError
from tests.corpus.files import STORY, items_of, outcomes_of, source_of

POSTMARK = b"From news@example.org Thu Mar  7 10:00:00 2024\n"


def make_mbox(*mails: bytes) -> bytes:
    return b"".join(POSTMARK + one + b"\n\n" for one in mails)


def make_mail(subject: str, text: str = "They met.", attached: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "The Example Times <news@example.org>", subject
    message.set_content(text)
    if attached:
        message.add_attachment(attached, filename="b.txt")
    return message.as_bytes()


def texts_of(data: bytes) -> list[str]:
    return [str(item.values["text"]) for item in items_of("a.mbox", data) if isinstance(item, Row)]


def test_each_mail_is_an_article(tmp_path: Path) -> None:
    data = make_mbox(make_mail("Talks"), make_mail("Talks again", "They parted."))
    rows = [item for item in items_of("a.mbox", data) if isinstance(item, Row)]
    assert [(row.where, row.values["title"], row.values["text"]) for row in rows] == [
        ("a.mbox: mail 1", "Talks", "They met."),
        ("a.mbox: mail 2", "Talks again", "They parted."),
    ]
    assert outcomes_of(tmp_path, "a.mbox", data) == ["a-1", "a-2"]


def test_attachments_have_ids_of_their_mail(tmp_path: Path) -> None:
    data = make_mbox(make_mail("Talks", attached=STORY), make_mail("Talks", attached=STORY))
    assert outcomes_of(tmp_path, "a.mbox", data) == ["a-1", "a/mail-1/b", "a-2", "a/mail-2/b"]


@pytest.mark.parametrize(
    "line", ["From then on, they met.", ">From then on, they met.", "From a 7 March 2024"]
)
def test_a_line_that_begins_with_from_begins_no_mail(line: str) -> None:
    written = line.replace("From then", ">From then", 1)
    assert texts_of(make_mbox(make_mail("Talks", f"They talked.\n\n{written}"))) == [
        f"They talked.\n\n{line}"
    ]


def test_content_tells_a_mailbox() -> None:
    assert reader_of(source_of("inbox", make_mbox(make_mail("Talks")))).kind == "mailbox (mbox)"


def test_a_mail_without_text_does_not_stop_the_others(tmp_path: Path) -> None:
    assert outcomes_of(tmp_path, "a.mbox", make_mbox(make_mail("Talks", ""), make_mail("Talks"))) == [
        "a-2",
        "a.mbox: mail 1: has no text; expected a mail with a text or a readable attachment",
    ]


def test_a_mail_that_is_too_large_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "MOST_BYTES", 1000)
    data = make_mbox(make_mail("Talks", "They met. " * 500), make_mail("Talks"))
    assert outcomes_of(tmp_path, "a.mbox", data) == [
        "a-2",
        "a.mbox: mail 1: is larger than 1,000 bytes; save it by itself",
    ]


def test_what_is_no_mailbox_says_so() -> None:
    with pytest.raises(CorpusError, match=r"^a\.mbox: holds no mail; expected a mailbox \(mbox\)$"):
        items_of("a.mbox", b"They met.")
