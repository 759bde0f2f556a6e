"""Documents and archives that try to break their readers, or the run: one line each, and the rest is read."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import struct
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest

import analysis as sl
from analysis.corpus.article import MAX_CHARACTERS
from analysis.corpus.readers import Options, packed, read_source, tar_archive, zips
from analysis.corpus.readers.records import Room
from analysis.corpus.rows import Row
from analysis.records import CorpusError
from tests.corpus.files import STORY, items_of, make_tar, make_zip, outcomes_of, source_of
from tests.corpus.old_office import mail_parts, make_ole
from tests.corpus.pdfs import make_pdf
from tests.hostile.conftest import Tried

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OPF = '<package><manifest><item id="a" href="a.xhtml"/></manifest><spine>{}</spine></package>'
CONTAINER = '<container><rootfile full-path="c.opf"/></container>'


def make_docx(document: str) -> bytes:
    return make_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def make_odt(content: str) -> bytes:
    return make_zip({"content.xml": content}, first="application/vnd.oasis.opendocument.text")


def make_epub(chapter: str, spine: str = '<itemref idref="a"/>') -> bytes:
    members = {"META-INF/container.xml": CONTAINER, "c.opf": OPF.format(spine), "a.xhtml": chapter}
    return make_zip(members, first="application/epub+zip")


def make_mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["MIME-Version"] = "news@example.org", "Talks", "1.0"
    mail.set_content("They met.")
    mail.add_attachment(STORY, filename="b.txt")
    return mail.as_bytes()


WHOLE: Mapping[str, bytes] = {
    "a.docx": make_docx(f"<w:document {W}><w:p><w:t>They met.</w:t></w:p></w:document>"),
    "a.odt": make_odt("<office:document-content xmlns:office='o'><p/></office:document-content>"),
    "a.epub": make_epub("<p>They met.</p>"),
    "a.pdf": make_pdf([[(72, 700, 11, "They met.")]]),
    "a.rtf": rb"{\rtf1\ansi{\fonttbl{\f0\fcharset204 A;}}\f0 They \'cf met.\par}",
    "a.eml": make_mail(),
    "a.zip": make_zip({"b.txt": STORY, "c.txt": STORY}),
    "a.tar": make_tar({"b.txt": STORY, "c.txt": STORY}),
    "a.tgz": make_tar({"b.txt": STORY, "c.txt": STORY}, "w:gz"),
    "a.msg": make_ole(mail_parts({"0037": "Talks", "1000": "They met."})),
    "a.mbox": b"From a@example.org Thu Mar  7 10:00:00 2024\n" + make_mail(),
    "a.txz": make_tar({"b.txt": STORY, "c.txt": STORY}, "w:xz"),
    "a.tbz2": make_tar({"b.txt": STORY, "c.txt": STORY}, "w:bz2"),
}


def lines_of(name: str, data: bytes) -> list[str]:
    """Read a file; return its errors, each of which must be one line that begins with its name."""
    try:
        errors = [item for item in items_of(name, data) if isinstance(item, CorpusError)]
    except CorpusError as error:
        errors = [error]
    assert all(str(error).startswith(f"{name}: ") and "\n" not in str(error) for error in errors)
    return [str(error) for error in errors]


@pytest.mark.parametrize("name", WHOLE)
def test_truncated_files_are_one_line_or_read_as_far_as_they_go(name: str, tried: Tried) -> None:
    data = WHOLE[name]
    for length in range(0, len(data), max(len(data) // 20, 1)):
        lines_of(name, data[:length])
        tried("documents")


@pytest.mark.parametrize("name", WHOLE)
def test_damaged_files_are_one_line_or_read(name: str, tried: Tried, is_long: bool) -> None:
    chance = random.Random(7)  # noqa: S311
    for _ in range(2000 if is_long else 30):
        data = bytearray(WHOLE[name])
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        lines_of(name, bytes(data))
        tried("documents")


@pytest.mark.parametrize("name", WHOLE)
def test_kinds_under_a_wrong_suffix_are_read_by_content(name: str, tmp_path: Path) -> None:
    outcomes = outcomes_of(tmp_path, "a.txt", WHOLE[name])
    assert outcomes == [line.replace(name, "a.txt") for line in outcomes_of(tmp_path, name, WHOLE[name])]


@pytest.mark.parametrize(
    "name",
    [
        "a.docx",
        "a.odt",
        "a.epub",
        "a.pdf",
        "a.rtf",
        "a.eml",
        "a.zip",
        "a.tar",
        "a.tgz",
        "a.msg",
        "a.mbox",
        "a.txz",
    ],
)
@pytest.mark.parametrize("data", [b"", b"\0" * 600, b"Talks\n\nThey met."])
def test_what_is_not_what_its_name_says_is_one_line(name: str, data: bytes) -> None:
    assert len(lines_of(name, data)) == 1 or name == "a.eml"


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
TRAPS = {
    "laughs": f"<!DOCTYPE a [{ENTITIES}]><a>&e11;</a>",
    "laughs in an attribute": f'<!DOCTYPE a [{ENTITIES}]><a b="&e11;"/>',
    "a file": '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
    "the network": '<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
    "parameters": '<!DOCTYPE a [<!ENTITY % e SYSTEM "http://example.org/a"> %e;]><a/>',
}


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("make", [make_docx, make_odt])
def test_entities_are_refused(make: Callable[[str], bytes], trap: str) -> None:
    name = "a.docx" if make is make_docx else "a.odt"
    assert lines_of(name, make(TRAPS[trap])) == [
        f"{name}: has an XML document type, which may be a trap; save it again"
    ]


def test_entities_in_a_book_are_not_resolved() -> None:
    (row,) = items_of("a.epub", make_epub(TRAPS["a file"].replace("<a>", "<p>They met. ")))
    assert isinstance(row, Row)
    assert "They met." in str(row.values["text"])
    assert "root:" not in str(row.values["text"])


def test_a_book_that_repeats_a_chapter_reads_it_once() -> None:
    assert len(items_of("a.epub", make_epub("<p>They met.</p>", '<itemref idref="a"/>' * 9999))) == 1


def test_deep_markup_is_no_trap() -> None:
    lines_of("a.docx", make_docx("<a>" * 20_000))
    lines_of("a.epub", make_epub("<div>" * 20_000 + "They met."))
    lines_of("a.rtf", b"{\\rtf1" + b"{" * 200_000 + b"They met.")
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(1000))
    lines_of("a.eml", b"From: a\nMIME-Version: 1.0\n" + parts)


@pytest.mark.parametrize(
    "head",
    [b"From: " + b"(" * 100_000, b"Subject: " + b"=?utf-8?q?" * 50_000, b"Date: " + b"1 " * 100_000],
)
def test_long_headers_of_mails_are_no_trap(head: bytes) -> None:
    assert lines_of("a.eml", head + b"\n\nThey met.") == []


@pytest.mark.parametrize(
    "body",
    [
        b'{\\field{\\*\\fldinst{HYPERLINK "' * 5_000,
        b"{\\fonttbl" + b"\\f1 " * 50_000,
        b"\\bin999999999",
        b"\\u-999999999?\\uc-5\\u65 a",
        b"\\'zz\\'e",
    ],
)
def test_control_words_of_rtf_are_no_trap(body: bytes) -> None:
    assert len(lines_of("a.rtf", b"{\\rtf1 They met. " + body)) == 1


@pytest.fixture
def is_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the limits small, so that bombs can be."""
    for module in (zips, packed, tar_archive):
        monkeypatch.setattr(module, "FREE", 2**16)


@pytest.mark.usefixtures("is_strict")
def test_a_document_that_unpacks_to_far_more_is_not_unpacked() -> None:
    (line,) = lines_of("a.docx", make_docx("<a>" + " " * 900_000))
    assert line.startswith("a.docx: is larger than ")


@pytest.mark.usefixtures("is_strict")
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.zip", make_zip),
        ("a.tgz", lambda of: make_tar(of, "w:gz")),
        ("a.txz", lambda of: make_tar(of, "w:xz")),
    ],
)
def test_a_bomb_stops_no_file_before_it(name: str, make: Callable[..., bytes], tmp_path: Path) -> None:
    data = make({"b.txt": STORY, "c.txt": b"\0" * 900_000})
    first, line = outcomes_of(tmp_path, name, data)
    assert first == "a/b"
    assert "; unpack it and read the f" in line


@pytest.mark.usefixtures("is_strict")
def test_a_bomb_in_a_zip_stops_no_file_after_it(tmp_path: Path) -> None:
    data = make_zip({"b.txt": b"\0" * 900_000, "c.txt": STORY})
    first, line = outcomes_of(tmp_path, "a.zip", data)
    assert first == "a/c"
    assert line.startswith("a.zip: b.txt: is larger than ")


@pytest.mark.usefixtures("is_strict")
def test_many_bombs_together_are_stopped(tmp_path: Path) -> None:
    data = make_zip({f"{n}.txt": b"\0" * 60_000 for n in range(99)})
    assert outcomes_of(tmp_path, "a.zip", data)[-1] == (
        "a.zip: holds far more than archives of articles do; unpack it and read the folder"
    )


def test_archives_in_an_archive_share_its_limits() -> None:
    inner = make_zip({f"{n}.txt": STORY for n in range(4)})
    data = make_zip({f"{n}.zip": inner for n in range(3)})
    items = read_source(source_of("a.zip", data), Options(MAX_CHARACTERS, room=Room(members=9)))
    found: list[str] = []
    with pytest.raises(CorpusError) as raised:
        found += [item.where for item in items if isinstance(item, Row)]
    assert str(raised.value) == "a.zip: 1.zip: holds more than 50,000 files; unpack it and read the folder"


def test_archives_in_archives_end(tmp_path: Path) -> None:
    data = make_zip({"b.txt": STORY})
    for _ in range(5):
        data = make_zip({"b.txt": STORY, "c.zip": data})
    assert outcomes_of(tmp_path, "a.zip", data) == [
        "a/b",
        "a/c/b",
        "a/c/c/b",
        "a.zip: c.zip: c.zip: c.zip: is packed in too many archives; unpack it and read the files",
    ]


def test_an_encrypted_member_is_one_line(tmp_path: Path) -> None:
    data = bytearray(make_zip({"b.txt": STORY}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    assert outcomes_of(tmp_path, "a.zip", bytes(data)) == [
        "a.zip: b.txt: is encrypted; unpack it with its password and read the files"
    ]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_packed_without_a_limit_of_memory_is_one_line(method: int, tmp_path: Path) -> None:
    assert outcomes_of(tmp_path, "a.zip", make_zip({"b.txt": STORY}, method)) == [
        "a.zip: b.txt: is packed in a way that is not read; pack it by the usual 'deflate'"
    ]


def test_a_size_in_a_header_is_not_believed(tmp_path: Path) -> None:
    data = bytearray(make_zip({"b.txt": STORY}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", 4)
    (line,) = outcomes_of(tmp_path, "a.zip", bytes(data))
    assert line == "a.zip: b.txt: is damaged or incomplete; fetch or save it again"


def test_a_list_of_contents_that_is_too_long_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "_MOST_LISTED", 300)
    (line,) = lines_of("a.zip", make_zip({f"{n}.txt": STORY for n in range(9)}))
    assert line == "a.zip: holds too many files; unpack it and read the folder"


def test_headers_of_tar_are_no_trap() -> None:
    def made(kind: bytes, size: int, content: bytes = b"") -> bytes:
        member = tarfile.TarInfo("b.txt")
        member.type, member.size = kind, size
        return member.tobuf(tarfile.GNU_FORMAT) + content

    digits = b"9" * 600_000
    for data in (
        made(tarfile.XHDTYPE, 2**40),
        made(tarfile.GNUTYPE_LONGNAME, 2**40),
        made(tarfile.XHDTYPE, len(digits), digits + bytes(-len(digits) % 512)) + bytes(1024),
        made(tarfile.REGTYPE, 2**50),
        made(tarfile.DIRTYPE, 2**50),
        made(tarfile.XHDTYPE, 0) * 3000,
        made(tarfile.REGTYPE, -512) + bytes(1024),
    ):
        assert len(lines_of("a.tar", data)) == 1


def test_what_stands_between_members_of_a_tar_is_one_line(tmp_path: Path) -> None:
    data = make_tar({"b.txt": STORY})[:1024] + b"x" * 512 + make_tar({"c.txt": STORY})
    assert outcomes_of(tmp_path, "a.tar", data) == [
        "a/b",
        "a.tar: is damaged or incomplete; fetch or save it again",
    ]


@pytest.mark.parametrize("name", ["a.txt.xz", "a.tar.xz"])
def test_a_packed_file_that_wants_much_memory_is_one_line(name: str) -> None:
    wants = [{"id": lzma.FILTER_LZMA2, "dict_size": 2**28}]
    data = lzma.compress(make_tar({"b.txt": STORY}) if ".tar" in name else b"They met.", filters=wants)
    assert lines_of(name, data) == [f"{name}: needs too much memory to unpack; unpack it"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_that_is_no_archive_is_no_archive(pack: Callable[[bytes], bytes]) -> None:
    (line,) = lines_of("a.dat", pack(b"They met."))
    assert line.startswith("a.dat: has an unknown format .dat;")


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(packed, "_IN_MEMORY", 4)
    (tmp_path / "temporary").mkdir()
    (tmp_path / "a.zip").write_bytes(
        make_zip({"b.txt": STORY, "c.zip": make_zip({"d.txt": STORY, "e.txt": ""})})
    )
    articles = sl.iter_articles(tmp_path / "a.zip", on_error=lambda _: None)
    assert next(articles).article_id == "a/b"
    assert [article.article_id for article in articles] == ["a/c/d"]
    assert list((tmp_path / "temporary").iterdir()) == []
