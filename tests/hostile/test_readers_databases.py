"""Exports of news databases that are cut, packed or swollen: one line each, and reading goes on."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.corpus import read_articles
from analysis.corpus.readers.databases import lines
from analysis.records import Article, SidelightError
from tests.corpus.readers.databases.build import FACTIVA, FIXTURES, docx, nexis, rtf
from tests.hostile.conftest import Tried

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Of processor time, as the machine may be busy: far above what a step takes, far below what one does whose
# time grows with the square.
SECONDS = 10
EXPORTS = {
    **{path.name: path.read_bytes() for path in sorted(FIXTURES.iterdir())},
    "nexis.docx": docx(nexis()),
    "nexis.rtf": rtf(nexis()),
    "factiva.rtf": rtf(FACTIVA),
    "factiva.txt": "\n".join(FACTIVA).encode(),
}


def read_beside_good(folder: Path, name: str, data: bytes) -> tuple[list[Article], list[str]]:
    """Read a file beside a good one, which has to be read whatever the other does, and soon."""
    (folder / name).write_bytes(data)
    (folder / "zz_good.txt").write_text("Talks\n\nBoth sides met.")
    errors: list[SidelightError] = []
    start = time.process_time()
    *articles, good = read_articles(folder, on_error=errors.append, language="en")
    assert time.process_time() - start < SECONDS
    assert good.text == "Talks\n\nBoth sides met."
    for error in map(str, errors):
        assert error.startswith(f"{folder / name}: ")
        assert error.isprintable()
        assert "Traceback" not in error
    return articles, [str(error).removeprefix(f"{folder / name}: ") for error in errors]


@pytest.mark.parametrize("name", EXPORTS)
def test_export_that_is_cut_off_anywhere(tmp_path: Path, tried: Tried, name: str, is_long: bool) -> None:
    data = EXPORTS[name]
    whole = {article.article_id: article for article in read_beside_good(tmp_path, name, data)[0]}
    steps = 200 if is_long else 10
    tried("cut exports", steps)
    for step in range(steps):
        articles, _ = read_beside_good(tmp_path, name, data[: len(data) * step // steps])
        assert len(articles) <= len(whole)


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("suffix", [".txt", ".csv", ".pdf", ".md", ""])
def test_suffix_does_not_matter(tmp_path: Path, tried: Tried, name: str, suffix: str) -> None:
    tried("wrong suffixes")
    for folder in ("right", "other"):
        (tmp_path / folder).mkdir()
    right, _ = read_beside_good(tmp_path / "right", name, EXPORTS[name])
    articles, errors = read_beside_good(tmp_path / "other", f"{Path(name).stem}{suffix}", EXPORTS[name])
    assert errors == []
    assert [article.text for article in articles] == [article.text for article in right]


@pytest.mark.parametrize("name", ["nexis_old.txt", "proquest.txt", "factiva.txt", "nexis_old.html"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
def test_encoding_does_not_matter(tmp_path: Path, tried: Tried, name: str, encoding: str) -> None:
    tried("encodings")
    for folder in ("right", "other"):
        (tmp_path / folder).mkdir()
    right, _ = read_beside_good(tmp_path / "right", name, EXPORTS[name])
    articles, errors = read_beside_good(tmp_path / "other", name, EXPORTS[name].decode().encode(encoding))
    assert errors == []
    assert [article.text for article in articles] == [article.text for article in right]


def archive(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return file.getvalue()


def doctype(secret: Path) -> str:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    return (
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}<!ENTITY out SYSTEM "{secret.as_uri()}">'
        '<!ENTITY net SYSTEM "http://192.0.2.1/x">]>'
    )


@pytest.mark.parametrize("entity", ["&l9;", "&out;", "&net;"])
def test_entities_are_not_resolved(tmp_path: Path, tried: Tried, entity: str) -> None:
    tried("entities")
    secret = tmp_path.parent / "secret.xyz"
    secret.write_text("SECRET")
    before = doctype(secret)
    xml = f"{before}<ppsarticle><article><leadParagraph>{entity} One.</leadParagraph></article></ppsarticle>"
    articles, errors = read_beside_good(tmp_path, "a.xml", xml.encode())
    broken = "is no valid XML (cut off or damaged); download it again"
    declared = "declares entities, which no export does; download it again"
    assert (articles, errors) == ([], [broken if entity == "&l9;" else declared])


def test_xml_that_is_cut_off_is_named(tmp_path: Path, tried: Tried) -> None:
    tried("broken exports")
    data = EXPORTS["factiva.xml"]
    articles, errors = read_beside_good(tmp_path, "a.xml", data[: len(data) - 30])
    assert (articles, errors) == ([], ["is no valid XML (cut off or damaged); download it again"])


@pytest.mark.parametrize(
    "code",
    [
        r"\bin ",
        r"{\pict\bin }",
        r"{\pict\bin99999999999999999999 }",
        r"\uc ",
        r"\u9999999?",
        r"\u-99999?",
        "{" * 100_000,
        "}" * 100_000,
        r"{\fonttbl" + r"{\f0" * 8_000,
        r"{\fonttbl" + r"\f0\fcharset0" * 30_000 + "}",
        r"{\fonttbl{\f0\fcharset78 Osaka;}}\f0\'ff",
        r"{\field{\*\fldinst{HYPERLINK " * 5_000,
        r"\ansicpg99999\'ff",
        r"{\object{\*\objdata 4d5a9000}}",
        "\\",
        "\\'",
    ],
)
def test_rtf_with_codes_that_do_harm(tmp_path: Path, tried: Tried, code: str) -> None:
    tried("RTF codes", 2)
    begin, end = EXPORTS["nexis.rtf"].split(b"Wire Example", 1)
    read_beside_good(tmp_path, "a.rtf", begin + code.encode() + end)
    start = time.process_time()
    read_beside_good(tmp_path, "a.rtf", b"{\\rtf1" + code.encode())
    assert time.process_time() - start < SECONDS


SWOLLEN: dict[str, Callable[[], str]] = {
    "spaces.txt": lambda: " " * 1_000_000,
    "tags.html": lambda: "<" * 1_000_000,
    "classes.html": lambda: "<div class='article " * 12_000,
    "deep.html": lambda: "<div class='article enArticle'>" * 5_000,
    "deep_europresse.html": lambda: "<article><span class='DocPublicationName'>x" * 5_000,
    "rows.html": lambda: "<div class='article enArticle'>" + "<table><tr><td>HD</td><td>x" * 5_000,
    "counts.txt": lambda: "1 of 3 DOCUMENTS\n\nLENGTH: 3 words\n\n" * 5_000,
    "labels.txt": lambda: "1 of 1 DOCUMENTS\n\nT\n\nLENGTH: 3 words\n\n" + "GRAPHIC: x\n\n" * 12_000,
    "captions.txt": lambda: "1 of 1 DOCUMENTS\n\nLENGTH: 3 words\n\n" + "GRAPHIC: x\n\ny\n\nz\n\n" * 8_000,
    "codes.txt": lambda: "HD T\nWC 3 words\n" * 12_000,
    "display.txt": lambda: "3 words\nDocument WIREEX0020240307ek3700abc\n" * 5_000,
    "heads.txt": lambda: "3 words\n" * 50_000 + "Document WIREEX0020240307ek3700abc\n",
    "lasts.txt": lambda: "ProQuest document ID: 1\nDatabase: x\n\nT\n\n" * 5_000,
    "rules.txt": lambda: "ProQuest document ID: 1\n____________\n" * 5_000,
    "ends.txt": lambda: "Length: 3 words\nBody\nx\nLoad-Date: x\nEnd of Document\n" * 2_500,
    "cover.txt": lambda: "Documents (3)\nJob Number: 1\n" + "1. x\n" * 20_000 + "Length: 3 words\nBody\nx",
    "xml.xml": lambda: "<ppsarticle>" * 100_000,
}


@pytest.mark.parametrize("name", SWOLLEN)
def test_swollen_export_takes_no_time(tmp_path: Path, tried: Tried, name: str) -> None:
    tried("swollen exports")
    read_beside_good(tmp_path, name, SWOLLEN[name]().encode())


@pytest.mark.parametrize("name", ["factiva.html", "factiva.xml", "nexis_old.txt", "proquest.txt"])
def test_export_above_the_limit_is_not_loaded(
    tmp_path: Path, tried: Tried, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    tried("huge exports")
    monkeypatch.setattr(lines, "MOST", 1000)
    articles, errors = read_beside_good(tmp_path, name, EXPORTS[name])
    size = len(EXPORTS[name])
    assert (articles, errors) == ([], [f"has {size:,} bytes; at most 1,000 are read of an export: part it"])


def test_article_above_the_limit_does_not_stop_the_others(tmp_path: Path, tried: Tried) -> None:
    tried("huge articles")
    path = tmp_path / "a.txt"
    path.write_bytes(EXPORTS["nexis_old.txt"])
    errors: list[SidelightError] = []
    articles = read_articles(path, on_error=errors.append, max_characters=100)
    assert [article.title for article in articles] == ["Sylvania Weighs A Reply", "Two sides to meet"]
    assert [str(error).partition("; ")[0] for error in errors] == [f"{path}: article 1: has 376 characters"]
