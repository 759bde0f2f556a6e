"""Tests of analysis.corpus.readers.compressed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable

import pytest

from analysis.corpus.readers.streams import unpacked
from tests.corpus.files import source_of
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


@pytest.mark.parametrize(("suffix", "pack"), [("bz2", bz2.compress), ("xz", lzma.compress)])
def test_other_ways_of_packing(read: Read, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    (article,) = read(f"a.csv.{suffix}", pack(b"id,text\n7,Iran left.\n"))
    assert (article.article_id, article.text) == ("7", "Iran left.")


def test_a_packed_file_of_several_streams(read: Read) -> None:
    content = lzma.compress(b"Talks\n\n") + bytes(8) + lzma.compress(b"Both sides met.")
    assert read("a.txt.xz", content)[0].text == "Talks\n\nBoth sides met."


def test_what_is_not_packed_says_so(fail: Fail) -> None:
    assert fail("a.gz", "They met.") == [
        "a.gz: is not packed, whatever its name says; give it another suffix"
    ]


def test_places_in_an_unpacked_file() -> None:
    data = bytes(range(256)) * 1000
    with unpacked(source_of("a.xz", lzma.compress(data))) as file:
        assert file.seek(0, io.SEEK_END) == len(data)
        file.seek(70_000)
        assert file.read(3) == data[70_000:70_003]
        assert (file.seek(-10, io.SEEK_CUR), file.read(2)) == (69_993, data[69_993:69_995])
