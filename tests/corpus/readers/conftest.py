"""Files of every kind, written and read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.corpus import read_articles
from analysis.records import Article, SidelightError

Read = Callable[..., list[Article]]
Fail = Callable[..., list[str]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write a file and read it: ``read("a.csv", content)``; an error fails the test."""

    def read_file(name: str, content: bytes | str, **options: Any) -> list[Article]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_articles(path, **options)

    return read_file


@pytest.fixture
def fail(tmp_path: Path) -> Fail:
    """Write a file, read it, and return the messages of its errors without the folder."""

    def fail_file(name: str, content: bytes | str, **options: Any) -> list[str]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        errors: list[SidelightError] = []
        read_articles(path, on_error=errors.append, **options)
        return [str(error).replace(f"{tmp_path}/", "") for error in errors]

    return fail_file
