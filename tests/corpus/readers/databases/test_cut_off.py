"""Tests of exports that end inside their last article; every story is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.corpus.readers.databases import europresse_text
from analysis.records import CorpusError
from tests.corpus.readers.databases.build import FACTIVA, FIXTURES, read


def fixture(name: str) -> str:
    return (FIXTURES / name).read_text(encoding="utf-8")


DISPLAY = (
    "The border is open\n\n40 words\n7 March 2024\nThe Gazette\nGAZETT\nEnglish\n\n"
    "The border was reopened.\n\nDocument GAZETT0020240307ek3700abc\n\n"
)
EUROPRESSE = (
    "The Gazette\n\nThursday, March 7, 2024, p. 3, 40 words\n\nThe border is open\n\n"
    "The border was reopened.\n\n© 2024 The Gazette. All rights reserved.\n\nnews·20240307·GA·3824573\n\n"
)
PROQUEST = fixture("proquest.txt").replace("Document 1 of 2\n", "").replace("Document 2 of 2\n", "")
# The export, what it is cut off behind, and what its last article lacks.
CUT = {
    "factiva.txt": ("\n".join(FACTIVA), "two sides will", "number of its own"),
    "factiva.html": (fixture("factiva.html"), "La Sylvanie", "number of its own"),
    "display.txt": (DISPLAY + DISPLAY.replace("abc", "abd"), "border was", "number of its own"),
    "proquest.txt": (PROQUEST, "An answer is", "ProQuest document ID"),
    "counted.txt": (fixture("proquest.txt"), "An answer is", "ProQuest document ID"),
    "europresse.html": (fixture("europresse.html"), "two sides will", "document number"),
    "nexis.txt": (fixture("nexis_old.txt"), "two sides will", "'LOAD-DATE'"),
}


@pytest.mark.parametrize("name", CUT)
def test_last_article_that_is_cut_off_is_named(tmp_path: Path, name: str) -> None:
    text, mark, lacks = CUT[name]
    whole, errors = outcome(tmp_path / name, text)
    assert errors == []
    number = len(whole)
    assert outcome(tmp_path / name, text[: text.rindex(mark) + len(mark)]) == (
        whole,
        [
            f"article {number}: has no {lacks}, as the others have, so the file was probably cut off; "
            "download it again"
        ],
    )


def outcome(path: Path, text: str) -> tuple[list[str], list[str]]:
    path.write_text(text, encoding="utf-8")
    articles, errors = read(path)
    return [article.title for article in articles], errors


def test_europresse_in_lines() -> None:
    lines = (EUROPRESSE + EUROPRESSE[: EUROPRESSE.index("© 2024")]).split("\n")
    first, second, error = europresse_text.items(lines, "a.pdf")
    assert not isinstance(first, CorpusError)
    assert not isinstance(second, CorpusError)
    assert second.values["text"] == first.values["text"]
    assert str(error).startswith("a.pdf: article 2: has no document number")


def test_article_without_a_number_among_others_is_not_cut_off(tmp_path: Path) -> None:
    lines = [line for line in FACTIVA if not line.startswith("AN")]
    assert outcome(tmp_path / "a.txt", "\n".join(lines))[1] == []
