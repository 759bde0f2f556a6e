"""Tests of analysis.paths."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analysis.paths import is_folder, kind_of, open_file


def test_kind_of(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    kinds = [kind_of(path) for path in (tmp_path, tmp_path / "file", tmp_path / "pipe", Path("/dev/null"))]
    assert kinds == ["a folder", "a file", "a pipe", "a device"]


@pytest.mark.parametrize("name", ["a\0", "\ud800"])
def test_name_that_cannot_be_is_an_os_error(name: str) -> None:
    with pytest.raises(OSError, match="no file can have this name"):
        kind_of(Path(name))


def test_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="it is a pipe; expected a file"):
        open_file(tmp_path / "pipe")


@pytest.mark.parametrize(("name", "expected"), [(".", True), ("nowhere", False), ("a" * 300, False)])
def test_is_folder(name: str, expected: bool) -> None:
    assert is_folder(Path(name)) == expected
