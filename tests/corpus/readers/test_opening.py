"""Tests of analysis.corpus.readers.opening."""

from __future__ import annotations

import io

import pytest

from analysis.corpus.readers import databases, reader_of
from analysis.corpus.readers.records import Source
from tests.corpus.readers.databases.build import FIXTURES, docx, nexis, rtf


def source(data: bytes) -> Source:
    return Source("a", "a", len(data), lambda: io.BytesIO(data))


@pytest.mark.parametrize("data", [docx(["Talks", "One."]), rtf(["Talks", "One."]), b"Talks\r\nOne.\n"])
def test_text_is_found_in_any_packing(data: bytes) -> None:
    assert source(data).opening.split("\n")[:2] == ["Talks", "One."]


@pytest.mark.parametrize("data", [b"", b"a\0b", b"%PDF-1.7", docx(["Talks"])[:500], b"PK\x03\x04word/"])
def test_what_cannot_be_read_has_none(data: bytes) -> None:
    assert source(data).opening == ""


PICTURE = b"{\\pict\\pngblip " + b"89504e47" * 50_000 + b"}"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (docx(nexis()), "Nexis"),
        (rtf(nexis()).replace(b"{\\pict", PICTURE + b"{\\pict", 1), "Nexis"),
        *(
            (path.read_bytes(), {"nexis": "Nexis", "factiva": "Factiva", "proquest": "ProQuest"}.get(
                path.stem.split("_")[0], "Europresse"
            ))
            for path in sorted(FIXTURES.iterdir())
        ),
    ],
)  # fmt: skip
def test_exactly_one_reader_knows_an_export(data: bytes, kind: str) -> None:
    known = [one.kind.split()[0] for one in databases.READERS if one.is_one and one.is_one(source(data))]
    assert known == [kind]
    assert reader_of(source(data)).kind.split()[0] == kind


@pytest.mark.parametrize(
    "text",
    [
        "Talks\n\nThe panel read Document 3 of 7.\n\nLENGTH: of the talks: two days.",
        "Talks\n\nBody\n\nEnd of Document",
        "HD televisions sell well\n\nThe shop sold 300 words-and-music sets.",
        "Talks\n\nReport by the ProQuest database.",
        "<html><body><article class='article'><p>Talks</p></article></body></html>",
        '{"text": "1 of 3 DOCUMENTS\\nLENGTH: 3 words"}',
    ],
)
def test_no_database_claims_another_text(text: str) -> None:
    assert not any(reader.is_one(source(text.encode())) for reader in databases.READERS if reader.is_one)
