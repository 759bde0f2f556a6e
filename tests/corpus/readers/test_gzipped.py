"""Tests of analysis.corpus.readers.gzipped."""

from __future__ import annotations

import gzip

from tests.corpus.readers.conftest import Fail, Read


def test_the_kind_inside_is_told_by_the_name(read: Read) -> None:
    (article,) = read("a.csv.gz", gzip.compress(b"id,text\n7,Iran left.\n"))
    assert (article.article_id, article.text) == ("7", "Iran left.")


def test_the_kind_inside_is_told_by_the_content(read: Read) -> None:
    assert [one.text for one in read("a.gz", gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n'))] == [
        "One.",
        "Two.",
    ]


def test_a_packed_file_needs_no_suffix(read: Read) -> None:
    assert read("a.txt", gzip.compress(b"Talks\n\nBoth sides met."))[0].title == "Talks"


def test_packed_again(read: Read) -> None:
    assert read("a.txt.gz.gz", gzip.compress(gzip.compress(b"Talks\n\nBoth met.")))[0].title == "Talks"


def test_packed_too_often(fail: Fail) -> None:
    content = b"Talks\n\nBoth met."
    for _ in range(4):
        content = gzip.compress(content)
    assert fail("a.gz", content) == ["a.gz: is packed in too many other files; unpack it"]
