"""NLTK's tokenizers, set up for news.

A module of its own, which `tokens` imports when it first cuts a text: NLTK brings SciPy's and scikit-learn's
statistics along, 1.3 seconds and 100 MB that nobody needs who scores single sentences.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, cast

from nltk.tokenize import NLTKWordTokenizer
from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

from analysis.resources import abbreviations, sentence_ends


class _NewsVars(PunktLanguageVars):  # type: ignore[misc]  # untyped base class
    """Punkt's idea of punctuation, with typographic quotation marks."""

    re_boundary_realignment = re.compile(r"[\"'”’»)\]}]{1,8}(?:\s+|(?=--)|$)", re.MULTILINE)
    # Marks that open no word, so that an abbreviation is known behind them ("“Mr. A left").
    _re_word_start = r"[^\(\"\`{\[:;&\#\*@)\}\]\-,'“”‘’«»„—–]"
    _re_non_word_chars = r"(?:[)\";}\]\*:@\'\({\[!\?“”‘’«»])"


# Words whose abbreviations have a capital.
_WORDS = frozenset("ill. mass. miss. wash. ore. art. sat. sun. fig. ed. max. min.".split())


class _NewsTokenizer(PunktSentenceTokenizer):  # type: ignore[misc]  # untyped base class
    """Punkt, which would take the initials A. and I. for words that open a sentence ("Mr. A. B. Example").

    It takes no note of capitals in abbreviations either: "Ill." is one, and "ill." ends a sentence.
    """

    def _second_pass_annotation(self, first: Any, second: Any) -> str | None:
        if second is not None and second.is_initial and (first.abbr or first.is_initial):
            first.sentbreak = False
            return None
        if first.abbr and first.tok in _WORDS and second is not None and not second.first_lower:
            first.abbr, first.sentbreak = False, True
            return None
        return cast("str | None", super()._second_pass_annotation(first, second))


@cache
def sentence_tokenizer() -> PunktSentenceTokenizer:
    """Punkt with the abbreviations of `resources.abbreviations`, not trained on any text."""
    parameters = PunktParameters()
    parameters.abbrev_types = set(abbreviations())
    parameters.sent_starters = set(sentence_ends().openers)
    for word in parameters.sent_starters:
        # Seen in lower case elsewhere, so that a capital marks a start even after an initial ("plan B. The").
        parameters.add_ortho_context(word, 1 << 4)
    return _NewsTokenizer(parameters, lang_vars=_NewsVars())


@cache
def word_tokenizer() -> NLTKWordTokenizer:
    """NLTK's tokenizer of words, as the Penn Treebank cuts them."""
    return NLTKWordTokenizer()
