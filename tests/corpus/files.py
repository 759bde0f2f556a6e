"""Files made by the tests of readers, and what is read from them."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import analysis as sl
from analysis.corpus.article import MAX_CHARACTERS
from analysis.corpus.readers import Options, Source, read_source
from analysis.corpus.rows import Row
from analysis.records import CorpusError

STORY = "Talks\n\nRussia condemned Ukraine."
UNKNOWN = "has an unknown format {}; expected a kind of file that `sidelight read --help` lists"


def source_of(name: str, data: bytes) -> Source:
    """Make what a reader reads from."""
    return Source(name, name, len(data), lambda: io.BytesIO(data))


def items_of(
    name: str, data: bytes, max_characters: int = MAX_CHARACTERS, depth: int = 3
) -> list[Row | CorpusError]:
    """Read a file as one of its kind."""
    return list(read_source(source_of(name, data), Options(max_characters, depth)))


def row_of(name: str, data: bytes) -> Row:
    """Read a file that holds one article."""
    (row,) = items_of(name, data)
    assert isinstance(row, Row)
    return row


def outcomes_of(folder: Path, name: str, data: bytes) -> list[str]:
    """Return the ids of the articles in a file, and the messages of its errors without its folder."""
    (folder / name).write_bytes(data)
    found: list[str] = []
    errors: list[sl.SidelightError] = []
    found += [article.article_id for article in sl.iter_articles(folder / name, on_error=errors.append)]
    return found + [str(error).removeprefix(f"{folder}/") for error in errors]


def make_zip(
    members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED, first: str | None = None
) -> bytes:
    """Make a ZIP file; `first` is the content of ``mimetype``, which stands first in some documents."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        if first is not None:
            archive.writestr(zipfile.ZipInfo("mimetype"), first)
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def make_tar(members: Mapping[str, bytes | str], mode: str = "w") -> bytes:
    """Make a TAR file; `mode` is one of tarfile's, such as ``w:gz``."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            content = content.encode() if isinstance(content, str) else content
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return data.getvalue()
