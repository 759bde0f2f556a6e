"""Tests of `analysis.tokens.document`."""

from __future__ import annotations

import pytest

from analysis.records import Article
from analysis.tokens.document import Document, Sentence

TWO = Document("“One. Two,” he said.\n\n“Three.”")


def test_a_document_has_the_text_title_and_id_of_its_article() -> None:
    found = Document.of(Article("a", "Ada? Yes\n\nB.", title="Ada? Yes"))
    assert (found.article_id, found.text, found.title_end) == ("a", "Ada? Yes\n\nB.", 8)


def test_a_headline_is_one_sentence() -> None:
    title = "Talks fail. What now? Mr. Example leaves"
    found = Document(f"{title}\n\nHe left. It rained.", title=title)
    assert [sentence.is_title for sentence in found.sentences] == [True, False, False]


def test_a_first_paragraph_is_no_headline_without_one() -> None:
    found = Document("He left. It rained.")
    assert [sentence.is_title for sentence in found.sentences] == [False, False]
    assert found.title_end == 0


def test_everything_has_its_place() -> None:
    assert TWO.paragraphs == [(0, 20), (22, 30)]
    assert TWO.sentences == [Sentence(0, 5, 0, False), Sentence(6, 20, 0, False), Sentence(22, 30, 1, False)]
    assert TWO.quotations == [((0, 11),), ((22, 30),)]


def test_a_quotation_can_have_several_stretches() -> None:
    found = Document("“One.\n\n“Two.”")
    assert found.quotations == [((0, 5), (7, 13))]
    assert found.quoted == [(0, 5), (7, 13)]


@pytest.mark.parametrize(
    ("char", "sentence", "paragraph", "quoted"),
    [(0, 0, 0, 0), (5, 0, 0, 0), (6, 1, 0, 0), (11, 1, 0, -1), (21, 1, 0, -1), (22, 2, 1, 1), (99, 2, 1, -1)],
)
def test_what_stands_at_a_character(char: int, sentence: int, paragraph: int, quoted: int) -> None:
    assert TWO.sentence_at(char) == sentence
    assert TWO.paragraph_at(char) == paragraph
    assert TWO.quoted_at(char) == quoted


@pytest.mark.parametrize("text", ["", " \n"])
def test_white_space_has_nothing(text: str) -> None:
    found = Document(text)
    assert (found.paragraphs, found.sentences, found.tokens.starts, found.quoted) == ([], [], [], [])
    assert (found.sentence_at(0), found.paragraph_at(0), found.quoted_at(0)) == (0, 0, -1)


def test_tokens_have_the_numbers_of_their_sentences() -> None:
    tokens = Document("Ada left.\n\nBo stayed.").tokens
    assert tokens.sentences == [0, 0, 0, 1, 1, 1]
    assert tokens.norms == ["ada", "left", ".", "bo", "stayed", "."]


@pytest.mark.parametrize(
    ("text", "are_words"),
    [
        ("Ukraine’s 5 men", [True, False, True, True]),
        ("don’t!", [True, True, False]),
        ("“—”", [False, False, False]),
        ("U.S.", [True]),
    ],
)
def test_words_are_told_from_marks(text: str, are_words: list[bool]) -> None:
    assert Document(text).tokens.are_words == are_words


def test_tokens_of_a_megabyte_without_a_space_are_all_there() -> None:
    text = "b" * 1_000_000
    tokens = Document(text).tokens
    assert "".join(text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)) == text


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("He was ill. Doctors said so.", 2),
        ("She went to mass. It rained.", 2),
        ("They live in Springfield, Ill. Doctors said so.", 1),
        ("The ill. man left.", 1),
    ],
)
def test_an_abbreviation_that_is_a_word_has_a_capital(text: str, n: int) -> None:
    assert len(Document(text).sentences) == n
