"""Tests of ZIP archives."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

import analysis as sl
from analysis.corpus.readers import reader_of
from analysis.records import CorpusError
from tests.corpus.files import STORY, UNKNOWN, make_tar, make_zip, outcomes_of, source_of

LINES = '{"text": "They met."}\n{"text": "They parted.", "id": "own"}\n'


def test_members_are_read_as_files_with_ids_from_their_paths(tmp_path: Path) -> None:
    data = make_zip({"folder/b.txt": STORY, "c.jsonl": LINES, "d.md": "# Talks\n\nThey met."})
    assert outcomes_of(tmp_path, "a.zip", data) == ["a/folder/b", "a/c-1", "own", "a/d"]


def test_texts_are_those_of_the_members(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(make_zip({"b.txt": STORY}))
    (article,) = sl.read_articles(tmp_path / "a.zip")
    assert (article.text, article.title) == ("Talks\n\nRussia condemned Ukraine.", "Talks")


def test_archives_in_archives_are_read(tmp_path: Path) -> None:
    data = make_zip({"b.zip": make_zip({"c.tgz": make_tar({"d.txt": STORY}, "w:gz")})})
    assert outcomes_of(tmp_path, "a.zip", data) == ["a/b/c/d"]


def test_what_is_no_article_is_passed_over(tmp_path: Path) -> None:
    names = ("__MACOSX/._b.txt", ".hidden.txt", ".git/c.txt", "README.md", "folder/parties.toml", "folder/")
    data = make_zip({**dict.fromkeys(names, "x"), "./b.txt": STORY})
    assert outcomes_of(tmp_path, "a.zip", data) == ["a/b"]


def test_a_bad_member_stops_no_other(tmp_path: Path) -> None:
    data = make_zip({"b.png": b"\x89PNG", "c.txt": b"", "d.txt": STORY})
    assert outcomes_of(tmp_path, "a.zip", data) == [
        "a/d",
        f"a.zip: b.png: {UNKNOWN.format('.png')}",
        "a.zip: c.txt: is empty; expected an article",
    ]


def test_a_name_in_utf_8_that_does_not_say_so_is_read(tmp_path: Path) -> None:
    data = make_zip({"XXXX.txt": STORY}).replace(b"XXXX", "éé".encode())
    assert outcomes_of(tmp_path, "a.zip", data) == ["a/éé"]


@pytest.mark.parametrize("name", ["../b.txt", "/b.txt", "c/../../b.txt", "C:b.txt", "..\\b.txt"])
def test_a_name_that_leads_out_is_reported(tmp_path: Path, name: str) -> None:
    assert outcomes_of(tmp_path, "a.zip", make_zip({name: STORY, "b.txt": STORY})) == [
        "a/b",
        f"a.zip: {name}: leads out of the archive; rename it to read it",
    ]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_reported(tmp_path: Path, kind: int) -> None:
    path = tmp_path / "made.zip"
    with zipfile.ZipFile(path, "w") as archive:
        member = zipfile.ZipInfo("b.txt")
        member.external_attr = kind << 16
        archive.writestr(member, "/etc/passwd")
    assert outcomes_of(tmp_path, "a.zip", path.read_bytes()) == [
        "a.zip: b.txt: is a link or a device; expected a file"
    ]


@pytest.mark.parametrize("data", [make_zip({}), make_zip({"README.txt": STORY})])
def test_an_archive_without_articles_is_reported(tmp_path: Path, data: bytes) -> None:
    assert outcomes_of(tmp_path, "a.zip", data) == [
        "a.zip: holds no articles; expected files that `sidelight read` can read"
    ]


def test_content_tells_an_archive_whatever_its_name() -> None:
    assert reader_of(source_of("a.txt", make_zip({"b.txt": STORY}))).kind == "ZIP archive of such files"


def test_other_documents_that_are_zip_files_are_no_archives() -> None:
    data = make_zip({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"})
    with pytest.raises(CorpusError, match=r"^a.pptx: has an unknown format .pptx"):
        reader_of(source_of("a.pptx", data))
