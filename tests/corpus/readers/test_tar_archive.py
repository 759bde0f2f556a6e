"""Tests of TAR archives."""

from __future__ import annotations

import io
import random
import tarfile
from pathlib import Path

import pytest

from tests.corpus.files import STORY, make_tar, make_zip, outcomes_of


@pytest.mark.parametrize(
    ("name", "mode", "file_id"),
    [
        ("a.tar", "w", "a"),
        ("a.tgz", "w:gz", "a"),
        ("a.tar.gz", "w:gz", "a.tar"),
        ("a.tar.bz2", "w:bz2", "a.tar"),
        ("a.tar.xz", "w:xz", "a.tar"),
        ("a.txz", "w:xz", "a"),
    ],
)
def test_members_are_read_as_files(tmp_path: Path, name: str, mode: str, file_id: str) -> None:
    data = make_tar({"folder/b.txt": STORY, "c.zip": make_zip({"d.txt": STORY})}, mode)
    assert outcomes_of(tmp_path, name, data) == [f"{file_id}/folder/b", f"{file_id}/c/d"]


def test_what_is_no_article_is_passed_over(tmp_path: Path) -> None:
    names = ("._b.txt", "README", "parties.toml", "folder/.hidden")
    data = make_tar({**dict.fromkeys(names, "x"), "b.txt": STORY})
    assert outcomes_of(tmp_path, "a.tar", data) == ["a/b"]


def test_long_names_are_read(tmp_path: Path) -> None:
    assert outcomes_of(tmp_path, "a.tar", make_tar({f"{'b' * 180}/é.txt": STORY})) == [f"a/{'b' * 180}/é"]


@pytest.mark.parametrize("name", ["../b.txt", "/b.txt"])
def test_a_name_that_leads_out_is_reported(tmp_path: Path, name: str) -> None:
    assert outcomes_of(tmp_path, "a.tar", make_tar({name: STORY})) == [
        f"a.tar: {name}: leads out of the archive; rename it to read it"
    ]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_reported(tmp_path: Path, kind: bytes) -> None:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        member = tarfile.TarInfo("b.txt")
        member.type, member.linkname = kind, "/etc/passwd"
        archive.addfile(member)
    assert outcomes_of(tmp_path, "a.tar", data.getvalue()) == [
        "a.tar: b.txt: is a link or a device; expected a file"
    ]


def test_an_archive_without_articles_is_reported(tmp_path: Path) -> None:
    assert outcomes_of(tmp_path, "a.tar", make_tar({"README": STORY})) == [
        "a.tar: holds no articles; expected files that `sidelight read` can read"
    ]


@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz"])
def test_a_packed_archive_whose_first_block_is_long(tmp_path: Path, mode: str) -> None:
    noise = random.Random(7).randbytes(60_000).hex()  # noqa: S311 - so that it cannot be packed small
    outcomes = outcomes_of(tmp_path, "a.tar.dat", make_tar({"b.txt": STORY, "c.txt": noise}, mode))
    assert outcomes[0] == "a.tar/b"
