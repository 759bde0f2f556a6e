"""Who is judged, told and asked, on attributions made by hand."""

from __future__ import annotations

import re

import pytest

from analysis.quotes.judged import with_judged
from analysis.quotes.records import Attribution, Span

ACCUSED = "Peru was accused by Chile of lying."


def spans(text: str, *parts: str) -> tuple[Span, ...]:
    return tuple((text.index(part), text.index(part) + len(part)) for part in parts)


@pytest.mark.parametrize(
    ("source", "content"),
    [
        (["Peru"], ["of lying"]),
        ([], ["of lying"]),
        (["by Chile"], ["of lying"]),
        (["by Chile"], ["Peru", "of lying"]),
        (["Peru"], ["Chile of lying"]),
    ],
)
def test_who_is_accused_is_content_and_no_source(source: list[str], content: list[str]) -> None:
    cue = spans(ACCUSED, "was accused")
    if content == ["Chile of lying"]:
        content = ["Chile", "of lying"]
    found = Attribution(spans(ACCUSED, *source), cue, spans(ACCUSED, *content))
    rule = Attribution(spans(ACCUSED, "Chile"), cue, spans(ACCUSED, "Peru", "of lying"))
    assert list(with_judged(ACCUSED, [found], [rule])) == [rule]


def test_what_the_rules_do_not_have_stays_content() -> None:
    text = "Peru was accused by Chile of lying, twice."
    cue = spans(text, "was accused")
    found = Attribution((), cue, spans(text, "of lying", "twice"))
    rule = Attribution(spans(text, "Chile"), cue, spans(text, "Peru", "of lying"))
    (item,) = with_judged(text, [found], [rule])
    assert item.content == spans(text, "Peru", "of lying", "twice")


def test_a_cue_in_the_active_is_not_turned() -> None:
    text = "Peru said Chile was lying."
    found = Attribution(spans(text, "Peru"), spans(text, "said"), spans(text, "Chile was lying"))
    rule = found._replace(source=spans(text, "Chile"))
    assert list(with_judged(text, [found], [rule])) == [found]


def test_what_somebody_is_judged_for_begins_with_who_is_judged() -> None:
    text = "Peru accused Chile on Friday of lying."
    found = Attribution(spans(text, "Peru"), spans(text, "accused"), spans(text, "of lying"))
    (item,) = with_judged(text, [found], [])
    assert item.content == spans(text, "Chile on Friday of lying")


def test_what_a_comma_parts_is_not_judged_and_who_speaks_is_no_content() -> None:
    text = "Peru accused, it seems, Chile of lying."
    found = Attribution(spans(text, "Peru"), spans(text, "accused"), spans(text, "Chile of lying"))
    assert list(with_judged(text, [found], [])) == [found]
    text = "Accused Peru of it: lying."
    found = Attribution(spans(text, "Peru"), spans(text, "Accused"), spans(text, "of it"))
    assert list(with_judged(text, [found], [])) == [found]


@pytest.mark.parametrize(
    ("text", "cue", "is_source"),
    [
        ("Asked whether Peru lied, Jan said no.", "Asked", False),
        ("When asked whether Peru lied, Jan said no.", "asked", False),
        ("Jan asked whether Peru lied.", "asked", True),
        ("Peru broke truce, Jan told", "told", False),
        ("Jan told reporters that Peru lied.", "told", True),
    ],
)
def test_who_is_asked_or_told_is_no_source(text: str, cue: str, is_source: bool) -> None:
    content = re.search("whether Peru lied|that Peru lied|Peru broke truce", text)
    assert content is not None
    found = Attribution(spans(text, "Jan"), spans(text, cue), (content.span(),))
    (item,) = with_judged(text, [found], [])
    assert bool(item.source) == is_source
