"""The network reads the same, whoever a sentence is about."""

from __future__ import annotations

import pytest

from analysis.network.pieces import Sentence, Span, passages
from analysis.resources import first_names
from analysis.training.patterns import read_patterns, sample_sentences


def renamed(sentence: Sentence, name: str) -> Sentence:
    """Put another name in place of the first mention."""
    start, end = sentence.mentions[0]
    text = sentence.text[:start] + name + sentence.text[end:]
    moved = len(name) - (end - start)

    def shifted(span: Span) -> Span:
        return span if span[1] <= start else (span[0] + moved, span[1] + moved)

    return Sentence(text, ((start, start + len(name)), *map(shifted, sentence.mentions[1:])))


@pytest.mark.parametrize("surname", ["Oduya", "Wzorska-Lindqvist"])
def test_no_name_of_a_person_changes_what_is_read(surname: str, is_long: bool) -> None:
    # In the long form as many as a study of seven models, all of which change labels (2025.findings-acl.799).
    items = sample_sentences(read_patterns(), 1, 0)[: 450 if is_long else 20]
    names = [f"{first} {surname}" for first in sorted(first_names())[:: 4 if is_long else 100]]
    names = names[:1300]
    assert len(items) * len(names) > (580_000 if is_long else 500)
    for item in items:
        cut = passages([renamed(item.sentence, name) for name in names])
        assert len({tuple(parts[0].ids) for parts in cut}) == 1
