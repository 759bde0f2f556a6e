"""Text to paragraphs, sentences and tokens with offsets, by NLTK's rules and some of our own.

`document` keeps what is found in one article, `marks` pairs quotation marks, `tables` makes the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.resources import abbreviations
from analysis.tokens import ends

Span = tuple[int, int]

_OPENING = "\"'“‘«„‚([{"
# Punkt's regular expressions are given this many characters at most at a time; real sentences of wire
# stories stay under 1,000.
_LONGEST_PIECE = 10_000
# One for one, so that offsets stay. NLTK knows the straight apostrophe of contractions and the curly
# double quotes; straight double quotes it would rewrite, and backticks it takes for quotes.
_FOR_NLTK = str.maketrans({"’": "'", "‘": "'", "‛": "'", "ʼ": "'", '"': "”", "`": "‘", "„": "“", "‟": "“"})
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "‛": "'", "ʼ": "'"})
# NLTK leaves these inside words.
_DASHES = re.compile(r"[—―…]|\.{3,}|[^—―….]+|\.")
_AFTER_COMMA = re.compile(r"[\"'”’»)\]]{0,4} ?[,;](?!\s*\n)")
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*)*")
_FALLBACK = re.compile(r"\w+|[^\w\s]")


def paragraph_spans(text: str) -> list[Span]:
    """Offsets of the paragraphs, which blank lines separate; white space at their ends is left out."""
    return [_stripped(text, *match.span()) for match in _PARAGRAPH.finditer(text)]


def sentence_spans(text: str) -> list[Span]:
    """Offsets of the sentences of one paragraph; empty for a text of white space.

    A sentence ends at a full stop, question or exclamation mark, with the quotation marks and brackets
    that close behind it; not at an abbreviation, an initial or a decimal, nor where the text goes on in
    lower case (``“Why?” he asked``). No sentence is longer than 10,000 characters.
    """
    spans: list[Span] = []
    cries = frozenset(ends.cries(text))
    for span in _candidates(text):
        if spans and span[1] - spans[-1][0] <= _LONGEST_PIECE and _is_one(text, spans[-1], span, cries):
            spans[-1] = (spans[-1][0], span[1])
        elif span[0] < span[1]:
            spans.append(span)
    return spans


def _candidates(text: str) -> Iterator[Span]:
    """Yield what may be the sentences of a paragraph, with pieces of one that stand apart."""
    from analysis.tokens.by_nltk import sentence_tokenizer

    for piece_start, piece_end in _pieces(text):
        piece = text[piece_start:piece_end]
        for glued_start, glued_end in ends.glued(piece):
            for start, end in sentence_tokenizer().span_tokenize(piece[glued_start:glued_end]):
                offset = piece_start + glued_start + start
                for part_start, part_end in ends.parts(text[offset : offset + end - start]):
                    yield _stripped(text, offset + part_start, offset + part_end)


def _pieces(text: str) -> Iterator[Span]:
    """Cut a very long paragraph where a sentence, a word or else anything ends, to bound each step."""
    start = 0
    while len(text) - start > _LONGEST_PIECE:
        window = text[start : start + _LONGEST_PIECE]
        cut = max(window.rfind(". "), window.rfind("? "), window.rfind("! ")) + 1 or window.rfind(" ") + 1
        yield start, start + (cut or _LONGEST_PIECE)
        start += cut or _LONGEST_PIECE
    yield start, len(text)


def token_spans(sentence: str) -> list[Span]:
    """Offsets of the tokens of one sentence.

    Contractions are parted (``Ukraine`` + ``’s``, ``does`` + ``n’t``), hyphenated words are not, the
    full stop of an abbreviation at the end of the sentence stays with it.
    """
    from analysis.tokens.by_nltk import word_tokenizer

    plain = sentence.translate(_FOR_NLTK)
    try:
        spans = list(word_tokenizer().span_tokenize(plain))
    except ValueError:
        # NLTK cannot align some runs of quotation marks; no character may be lost over it.
        spans = [match.span() for match in _FALLBACK.finditer(plain)]
    return _with_final_stop(sentence, [part for span in spans for part in _parted(sentence, *span)])


def normalise(surface: str) -> str:
    """Lower-case a token and straighten its apostrophes, as in the column `norm`."""
    return surface.translate(_APOSTROPHES).casefold()


def is_word(norm: str) -> bool:
    """Tell words from marks and from pieces of words ('s); n't is a word, since it negates."""
    return not norm.startswith("'") and any(char.isalnum() for char in norm)


def _is_one(text: str, before: Span, after: Span, cries: frozenset[int]) -> bool:
    """Tell whether a piece continues the one before it."""
    return before[1] in cries or _goes_on(text[slice(*after)])


def _goes_on(piece: str) -> bool:
    """Tell whether a piece goes on with a sentence: in lower case, after a comma, or with marks alone."""
    if _AFTER_COMMA.match(piece):
        return True
    return piece.lstrip(_OPENING + " ")[:1].islower() or not any(char.isalnum() for char in piece)


def _stripped(text: str, start: int, end: int) -> Span:
    body = text[start:end]
    return start + len(body) - len(body.lstrip()), start + len(body.rstrip())


def _parted(sentence: str, start: int, end: int) -> Iterator[Span]:
    """Part a token at dashes and dots of omission, which NLTK leaves inside words."""
    token = sentence[start:end]
    if "—" in token or "―" in token or "…" in token or "..." in token:
        last = start
        for match in _DASHES.finditer(token):
            yield start + match.start(), start + match.end()
            last = start + match.end()
        if last < end:
            yield last, end
    else:
        yield start, end


def _with_final_stop(sentence: str, spans: list[Span]) -> list[Span]:
    """Give an abbreviation its full stop back, which NLTK parts from the last word of a sentence."""
    for index in range(len(spans) - 1, 0, -1):
        (start, end), (stop_start, stop_end) = spans[index - 1], spans[index]
        if sentence[stop_start:stop_end] != ".":
            continue
        word = sentence[start:end].casefold()
        if end == stop_start and ("." in word and word in abbreviations()):
            spans[index - 1 : index + 1] = [(start, stop_end)]
        break
    return spans
