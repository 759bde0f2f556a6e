"""Tests of exports whose lines are wrapped; every story is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.corpus.readers.databases import europresse_text
from analysis.corpus.rows import Row
from tests.corpus.readers.databases.build import read

# Sentences and a quotation end at the ends of lines.
WRAPPED = """\
Freedonia reopened its border with Sylvania on Thursday.
Lorries rolled through the northern gate by noon.

“We are glad,” said the minister of trade. “We waited for weeks.
We would have waited for longer.”

Sylvania did not comment."""
PARAGRAPHS = [
    "Freedonia reopened its border with Sylvania on Thursday. Lorries rolled through the northern gate by "
    "noon.",
    "“We are glad,” said the minister of trade. “We waited for weeks. We would have waited for longer.”",
    "Sylvania did not comment.",
]
EXPORTS = {
    "nexis": (
        "1 of 1 DOCUMENTS\n\nThe Gazette\n\nMarch 7, 2024 Thursday\n\nThe border is open\n\n"
        "LENGTH: 40 words\n\nBODY:\n{}\n\nLOAD-DATE: March 8, 2024\n"
    ),
    "proquest": (
        "The border is open\n\nPublication info: The Gazette ; Port Example, 07 Mar 2024.\n\n"
        "Full text: {}\n\nTitle: The border is open\n\n"
        "ProQuest document ID: 2934567890\n\nDatabase: ProQuest Example\n"
    ),
    "factiva": (
        "HD   The border is open\nWC   40 words\nPD   7 March 2024\nSN   The Gazette\n\nLP   {}\n\n"
        "AN   Document GAZETT0020240307ek3700abc\n"
    ),
    "factiva with a tail": (
        "HD   The border is open\nWC   40 words\nPD   7 March 2024\nSN   The Gazette\n\nTD   {}\n"
        "AN   Document GAZETT0020240307ek3700abc\n"
    ),
    "factiva without labels": (
        "The border is open\n\n40 words\n7 March 2024\nThe Gazette\nGAZETT\nEnglish\n\n{}\n\n"
        "Document GAZETT0020240307ek3700abc\n"
    ),
}


def story(folder: Path, export: str, text: str) -> list[str]:
    path = folder / "a.txt"
    path.write_text(EXPORTS[export].format(text), encoding="utf-8")
    (article,), errors = read(path)
    assert (article.title, errors) == ("The border is open", [])
    return article.text.split("\n\n")[1:]


@pytest.mark.parametrize("export", EXPORTS)
def test_line_that_ends_with_a_sentence_ends_no_paragraph(tmp_path: Path, export: str) -> None:
    assert story(tmp_path, export, WRAPPED) == PARAGRAPHS


@pytest.mark.parametrize("export", EXPORTS)
def test_long_lines_are_paragraphs(tmp_path: Path, export: str) -> None:
    lines = [f"{'Lorries rolled through the gate, and on. ' * 4}The end of {number}." for number in range(3)]
    assert story(tmp_path, export, "\n".join(lines)) == lines


@pytest.mark.parametrize("export", ["nexis", "proquest", "factiva without labels"])
def test_wrapped_text_without_blank_lines_is_parted_at_sentences(tmp_path: Path, export: str) -> None:
    text = "Freedonia reopened its border.\nSylvania did not\ncomment."
    assert story(tmp_path, export, text) == [
        "Freedonia reopened its border.",
        "Sylvania did not comment.",
    ]


def test_short_lines_beside_long_ones_are_not_joined(tmp_path: Path) -> None:
    long = f"{'Lorries rolled through the gate, and on. ' * 4}The end."
    text = f"{long}\n\nFreedonia waits.\nSylvania waits, too.\n\n{long}"
    assert story(tmp_path, "proquest", text) == [long, "Freedonia waits.", "Sylvania waits, too.", long]


def test_europresse() -> None:
    above = "The Gazette\nThursday, March 7, 2024, p. 3, 40 words\n\nThe border is open\n\n"
    below = "\n\n© 2024 The Gazette. All rights reserved.\n\nnews·20240307·GA·3824573"
    (row,) = europresse_text.items(f"{above}{WRAPPED}{below}".split("\n"), "a.pdf")
    assert isinstance(row, Row)
    assert row.values["text"].split("\n\n") == PARAGRAPHS
