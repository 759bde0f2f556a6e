"""PDF files that crash their library, fill the memory or never end: one line each, and the rest is read."""

from __future__ import annotations

import os
import time
import zlib
from pathlib import Path

import pytest

from analysis.corpus.readers import pdf_lines, pdf_process, pdf_program
from tests.corpus.files import outcomes_of
from tests.corpus.pdfs import assemble, make_pdf
from tests.hostile.conftest import Tried

GOOD = make_pdf([[(72, 700, 11, "They met.")]])
FILLED = (
    "a.pdf: ends the process that reads it: damaged, or made to fill the memory (2 GB at most); "
    "print it to a new PDF, or save its text"
)


def packed(content: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """Make a PDF of a page whose content is packed."""
    entries = b"<</Length %d/Filter %s>>stream\n%s\nendstream" % (len(content), filters, content)
    return assemble([b"BT ET"]).replace(b"<</Length 5>>stream\nBT ET\nendstream", entries)


def spaces(size: int) -> bytes:
    """Make what unpacks to so many spaces."""
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(b" " * 1_000_000) for _ in range(size // 1_000_000)), packer.flush()])


BOMBS = {
    "spaces": lambda: packed(spaces(280_000_000)),
    "spaces, packed twice": lambda: packed(zlib.compress(spaces(280_000_000)), b"[/FlateDecode/FlateDecode]"),
    "letters": lambda: packed(zlib.compress(b"BT /F 9 Tf 9 9 Td " + b"(a) Tj " * 4_000_000)),
}


@pytest.mark.skipif(os.name != "posix", reason="memory is limited on POSIX only")
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_one_line(bomb: str, tmp_path: Path, tried: Tried, monkeypatch: pytest.MonkeyPatch) -> None:
    tried("PDF bombs")
    pdf_process.end()
    with monkeypatch.context() as patch:
        patch.setattr(pdf_process, "_MEMORY", 2**28)
        (line,) = outcomes_of(tmp_path, "a.pdf", BOMBS[bomb]())
    assert line == FILLED.replace("2 GB", "0.25 GB")
    assert outcomes_of(tmp_path, "b.pdf", GOOD) == ["b"]


@pytest.mark.parametrize(
    "data",
    [
        GOOD.replace(b"/Count 1", b"/Count 2000000000"),
        GOOD.replace(b"/Count 1", b"/Count -7"),
        GOOD.replace(b"/Kids[4 0 R]", b"/Kids[3 0 R]"),  # pages that hold themselves
        GOOD.replace(b"trailer<<", b"trailer<</Prev 9 "),
        assemble([b"[" * 1_000_000]),
        b"%PDF-1.4\n1 0 obj " + b"[" * 1_000_000 + b" endobj\ntrailer<</Root 1 0 R>>",
        packed(b"\xff" * 100_000),
    ],
)
def test_structures_that_mislead_are_no_trap(data: bytes, tmp_path: Path, tried: Tried) -> None:
    tried("PDF bombs")
    start = time.monotonic()
    assert len(outcomes_of(tmp_path, "a.pdf", data)) == 1
    assert outcomes_of(tmp_path, "b.pdf", GOOD) == ["b"]
    assert time.monotonic() - start < 30


def test_a_file_that_takes_too_long_is_one_line(
    tmp_path: Path, tried: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried("PDF bombs")
    line = (72.0, 700.0, 9.0, "They met. " * 1000)
    data = make_pdf([[line] * 20])
    assert outcomes_of(tmp_path, "a.pdf", GOOD) == ["a"]
    with monkeypatch.context() as patch:
        patch.setattr(pdf_process, "SECONDS", 0.001)
        assert outcomes_of(tmp_path, "a.pdf", data) == [
            "a.pdf: takes longer than 0.001 seconds to read; print it to a new PDF, or save its text"
        ]
    assert outcomes_of(tmp_path, "a.pdf", GOOD) == ["a"]


# What a process does that was taken over.
BABBLE = {
    "no JSON": "print('[')",
    "a number": "print(1)",
    "too much": "print('[]'); sys.stdout.write(' ' * 10**9)",
    "death": "os.abort()",
}


def test_answers_of_another_form_are_one_line(
    tmp_path: Path, tried: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried("PDF bombs")
    monkeypatch.setattr(pdf_lines, "ask", lambda *_: [{"lines": [[1]], "is_picture": False}])
    assert outcomes_of(tmp_path, "a.pdf", GOOD) == [
        "a.pdf: is a damaged or incomplete PDF; fetch or save it again"
    ]


@pytest.mark.parametrize("deed", BABBLE)
def test_a_process_that_is_taken_over_is_one_line(
    deed: str, tmp_path: Path, tried: Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried("PDF bombs")
    program = tmp_path / "program.py"
    program.write_text(f"import os, sys\nsys.stdin.buffer.readline()\n{BABBLE[deed]}\n")
    pdf_process.end()
    with monkeypatch.context() as patch:
        patch.setattr(pdf_program, "__file__", str(program))
        assert outcomes_of(tmp_path, "a.pdf", GOOD) == [FILLED]
    assert outcomes_of(tmp_path, "b.pdf", GOOD) == ["b"]


@pytest.mark.parametrize(
    "line",
    [
        "news·20240307·QE·3824573",
        "Source name",
        "Page 2 of 2",
        "End of Document",
        "Document WIREEX0020240307ek3700abc",
    ],
)
def test_exports_that_are_swollen_take_no_time(line: str, tmp_path: Path, tried: Tried) -> None:
    tried("swollen exports")
    begin = "Length: 3 words Body|3 words|news·20240307·QE·3824573|Document WIREEX0020240307ek3700abc"
    marks = ["End of Document", "Body", "Load-Date: x", *begin.split("|"), *[line] * 40]
    page = [(72.0, 760.0 - 15 * n, 9.0, text) for n, text in enumerate(marks)]
    start = time.process_time()
    outcomes_of(tmp_path, "a.pdf", make_pdf([page] * 100))
    assert time.process_time() - start < 10
