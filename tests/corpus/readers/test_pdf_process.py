"""Tests of the process that reads PDF files."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from analysis.corpus.article import MAX_CHARACTERS
from analysis.corpus.readers import pdf_process
from analysis.corpus.readers.pdf_process import ask
from analysis.records import CorpusError
from tests.corpus.files import source_of
from tests.corpus.pdfs import make_pdf

MET, PARTED = (make_pdf([[(72, 700, 11, text)]]) for text in ("They met.", "They parted."))


def text_of(data: bytes) -> str:
    _, page = ask(source_of("a.pdf", data), MAX_CHARACTERS)
    return str(page["lines"][0][0])


def process_id() -> int:
    process = pdf_process._processes[os.getpid()]._running
    assert process is not None
    return process.pid


def test_one_process_reads_many_files() -> None:
    assert text_of(MET) == "They met."
    first = process_id()
    assert text_of(PARTED) == "They parted."
    assert process_id() == first


def test_a_process_that_died_is_replaced() -> None:
    text_of(MET)
    first = process_id()
    process = pdf_process._processes[os.getpid()]._running
    assert process is not None
    process.kill()
    process.wait()
    assert text_of(PARTED) == "They parted."
    assert process_id() != first


def test_threads_share_a_process() -> None:
    files = [MET, PARTED] * 20
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(text_of, files)) == ["They met.", "They parted."] * 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_fork_has_a_process_of_its_own() -> None:
    text_of(MET)
    child = os.fork()
    if not child:
        os._exit(0 if text_of(PARTED) == "They parted." else 1)
    assert text_of(MET) == "They met."
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_process_that_cannot_be_started_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf_process.end()
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(CorpusError) as raised:
        text_of(MET)
    assert str(raised.value) == (
        "a.pdf: cannot be read, since no process can be started: No such file or directory"
    )


def test_a_file_that_is_too_large_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_process, "_MOST_BYTES", 100)
    with pytest.raises(CorpusError, match=r"^a\.pdf: is larger than 100 bytes; part it$"):
        text_of(MET)
