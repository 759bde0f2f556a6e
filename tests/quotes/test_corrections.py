"""What the rules correct, on attributions made by hand."""

from __future__ import annotations

import re

import pytest

from analysis.quotes import corrections
from analysis.quotes.records import Attribution

TEXT = "La Moneda agreed. Ms. Keller has said it was any help, said she."


def attribution(source: str, cue: str, content: str) -> Attribution:
    def spans(words: str) -> tuple[tuple[int, int], ...]:
        return ((TEXT.index(words), TEXT.index(words) + len(words)),) if words else ()

    return Attribution(spans(source), spans(cue), spans(content))


def test_rules_add_what_has_no_cue_where_nothing_was_found() -> None:
    text = "Wzor: Talks fail. “We left.” He said it."
    said = Attribution((), ((32, 36),), ((29, 31),))
    floating = Attribution((), (), ((18, 28),))
    colon = Attribution(((0, 4),), ((4, 5),), ((6, 16),))
    verb = Attribution((), ((32, 36),), ((37, 39),))
    assert corrections.with_bare(text, [said], [colon, floating, verb]) == [colon, floating, said]
    within = said._replace(content=((0, 40),))
    assert corrections.with_bare(text, [within], [colon, floating]) == [within]


@pytest.mark.parametrize(
    ("source", "by_rule", "expected"),
    [
        ("Moneda", "Keller", "Keller"),
        ("", "Keller", "Keller"),
        ("Ms. Keller", "Keller", "Ms. Keller"),
        ("La", "Moneda", "La"),
    ],
)
def test_a_name_beside_a_cue_is_its_source(source: str, by_rule: str, expected: str) -> None:
    found = attribution(source, "said", "it was")
    rule = attribution(by_rule, "has said", "it was")
    assert list(corrections.with_sources(TEXT, [found], [rule])) == [attribution(expected, "said", "it was")]


def test_a_source_behind_its_cue_may_be_a_pronoun_and_is_no_content_of_it() -> None:
    found = attribution("Moneda", ", said", "it was")
    rule = attribution("she", ", said", "it was")
    turned = attribution("Moneda", ", said", "said she")
    other = attribution("Moneda", "agreed", "it was")
    taken = list(corrections.with_sources(TEXT, [other, found, turned], [rule]))
    assert taken == [other, rule, rule]


def test_what_commas_insert_behind_a_source_is_none() -> None:
    text = "Peru, which paid for half of it, said Chile lied."

    def made(source: str) -> Attribution:
        said, content = "said", "Chile lied"
        own, cue, rest = (
            (text.index(part), text.index(part) + len(part)) for part in (source, said, content)
        )
        return Attribution((own,), (cue,), (rest,))

    assert list(corrections.with_sources(text, [made("half of it")], [made("Peru")])) == [made("Peru")]


def test_a_clause_behind_a_cue_is_content_and_no_source() -> None:
    found = attribution("Moneda", "said", "it was any help")
    rule = attribution("it was any help", "said", "Moneda")
    assert list(corrections.with_sources(TEXT, [found], [rule])) == [found]


def test_a_common_word_beside_a_cue_is_no_source() -> None:
    found = attribution("Moneda", "help", "it was")
    rule = attribution("any", "help", "it was")
    assert list(corrections.with_sources(TEXT, [found], [rule])) == [found]


@pytest.mark.parametrize(
    ("source", "content", "expected"),
    [
        (["Peru"], ["of lying"], (["Chile"], ["Peru", "of lying"])),
        ([], ["of lying"], (["Chile"], ["Peru", "of lying"])),
        (["by Chile"], ["of lying"], (["Chile"], ["Peru", "of lying"])),
        (["by Chile"], ["Peru", "of lying"], (["Chile"], ["Peru", "of lying"])),
    ],
)
def test_who_is_accused_is_content_and_no_source(
    source: list[str], content: list[str], expected: tuple[list[str], list[str]]
) -> None:
    text = "Peru was accused by Chile of lying."

    def made(source: list[str], content: list[str]) -> Attribution:
        own, said, cue = (
            tuple((text.index(part), text.index(part) + len(part)) for part in parts)
            for parts in (source, content, ["was accused"])
        )
        return Attribution(own, cue, said)

    rule = made(["Chile"], ["Peru", "of lying"])
    assert list(corrections.with_sources(text, [made(source, content)], [rule])) == [made(*expected)]


@pytest.mark.parametrize(
    ("rest", "source", "content"),
    [
        ("of “cowardice” by her own party.", ["her own party"], ["The mayor", "“cowardice”"]),
        ("of winning by lying.", [], ["The mayor", "winning by lying"]),
    ],
)
def test_who_is_accused_is_content_where_the_rules_see_nothing(
    rest: str, source: list[str], content: list[str]
) -> None:
    text = f"The mayor has been accused {rest}"

    def spans(*parts: str) -> tuple[tuple[int, int], ...]:
        return tuple((text.index(part), text.index(part) + len(part)) for part in parts)

    cue = spans("has been accused of")
    found = Attribution(spans("The mayor"), cue, spans(rest[3:-1]))
    assert list(corrections.with_sources(text, [found], [])) == [
        Attribution(spans(*source), cue, spans(*content))
    ]


def test_who_judges_behind_the_cue_stays_the_source() -> None:
    text = "It was condemned by the mayor for lying."
    source, cue, content = (
        ((text.index(part), text.index(part) + len(part)),)
        for part in ("the mayor", "was condemned", "for lying")
    )
    found = Attribution(source, cue, content)
    assert list(corrections.with_sources(text, [found], [])) == [found]


def test_of_two_cues_with_one_content_the_farther_has_that_of_the_rules() -> None:
    text = "Peru backed Chile and criticised the others."

    def made(cue: str, content: str) -> Attribution:
        own, verb, said = (
            ((text.index(part), text.index(part) + len(part)),) for part in ("Peru", cue, content)
        )
        return Attribution(own, verb, said)

    found = [made("backed", "the others"), made("criticised", "the others")]
    rules = [made("backed", "Chile"), made("criticised", "the others")]
    assert list(corrections.with_sources(text, found, rules)) == rules


def test_what_somebody_is_judged_for_begins_with_who_is_judged() -> None:
    text = "Peru accused Chile on Friday of lying."
    found = Attribution(((0, 4),), ((5, 12),), ((22, 37),))
    assert text[22:37] == "Friday of lying"
    (item,) = corrections.with_judged(text, [found], [])
    assert text[slice(*item.content[0])] == "Chile on Friday of lying"
    # What a comma parts may be anything, and who speaks is no content.
    for apart, start in (("Peru accused, it seems, Chile of lying.", 24), ("Accused Peru of it: lying.", 20)):
        kept = Attribution(((8, 12),), ((0, 12),), ((start, start + 5),))
        assert corrections.with_judged(apart, [kept], []) == [kept]


def test_who_judges_in_turn_is_no_content() -> None:
    text = "Peru accused Chile of lying, and Chile blamed Peru for it."
    found = Attribution(((0, 4),), ((5, 12),), ((13, 50),))
    rule = Attribution(((33, 38),), ((39, 45),), ((46, 57),))
    first, second = corrections.with_judged(text, [found], [rule])
    assert text[slice(*first.content[0])] == "Chile of lying"
    assert second == rule
    # The network has the cue itself.
    other = rule._replace(content=((46, 50),))
    assert corrections.with_judged(text, [found, other], [rule]) == [first, other]


def test_who_judges_inside_of_what_somebody_says_is_added() -> None:
    text = "Peru said Chile was lying, and Chile blamed Peru for it."
    found = Attribution(((0, 4),), ((5, 9),), ((10, 55),))
    rule = Attribution(((31, 36),), ((37, 43),), ((44, 55),))
    assert corrections.with_judged(text, [found], [rule]) == [found, rule]
    # "Blamed by" and what has no name beside it are left alone.
    apart = rule._replace(source=((10, 15),))
    assert corrections.with_judged(text, [found], [apart]) == [found]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Peru was asked by Chile to send help.", ["Chile"], ["to send help"]),
        ("Peru has been told that Chile lied.", [], ["that Chile lied"]),
        (
            "Peru was thanked by the mayor of Lima for its help.",
            ["the mayor of Lima"],
            ["Peru", "for its help"],
        ),
        ("Peru is said to have lied.", [], ["Peru", "to have lied"]),
    ],
)
def test_who_is_told_is_no_source(text: str, source: list[str], content: list[str]) -> None:
    cue = re.search(r"(?:was|has been|is) (?:asked|told|thanked|said)", text)
    assert cue
    found = Attribution(((0, 4),), (cue.span(),), ((cue.end() + 1, len(text) - 1),))
    (item,) = corrections.with_sources(text, [found], [])
    assert [text[slice(*span)] for span in item.source] == source
    assert [text[slice(*span)] for span in item.content] == content


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Asked whether Peru lied, Jan said no.", "", "whether Peru lied"),
        ("When asked by the court whether Peru lied, Jan said no.", "the court", "whether Peru lied"),
        ("Pressed by Chile on the deal, Jan said no.", "Chile", "on the deal"),
    ],
)
def test_who_is_asked_first_is_no_source(text: str, source: str, content: str) -> None:
    cue = re.search("[Aa]sked|Pressed", text)
    assert cue
    jan = text.index("Jan")
    found = Attribution(((jan, jan + 3),), (cue.span(),), ((cue.end() + 1, jan - 2),))
    (item,) = corrections.with_sources(text, [found], [])
    assert "".join(text[slice(*span)] for span in item.source) == source
    assert [text[slice(*span)] for span in item.content] == [content]


def test_who_asks_first_stays_the_source() -> None:
    text = "Jan asked whether Peru lied."
    found = Attribution(((0, 3),), ((4, 9),), ((10, 27),))
    assert list(corrections.with_sources(text, [found], [])) == [found]


def test_who_is_told_in_a_headline_is_no_source() -> None:
    text = "Peru broke truce, UN told\n\nJan told reporters."
    headline = Attribution(((18, 20),), ((21, 25),), ((0, 16),))
    told = Attribution(((27, 30),), ((31, 35),), ((0, 16),))
    first, second = corrections.with_sources(text, [headline, told], [])
    assert first == headline._replace(source=())
    assert second == told


@pytest.mark.parametrize(
    ("before", "is_kept"),
    [
        ("Peru", True),
        ("Peru officials", True),
        ("UN report", True),
        ("Peru election", False),
        ("Peru budget", False),
    ],
)
def test_what_a_headline_is_about_says_nothing(before: str, is_kept: bool) -> None:
    text = f"{before}: Weld wins"
    end = len(before)
    found = Attribution(((0, end),), ((end, end + 1),), ((end + 2, len(text)),))
    assert list(corrections.with_sources(text, [found], [])) == ([found] if is_kept else [])


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Peru was asked by reporters whether it lied.", "reporters", "whether it lied"),
        (
            "Peru was told by Chile's foreign ministry that it lied.",
            "Chile's foreign ministry",
            "that it lied",
        ),
        ("Peru was warned by Chile and Brazil not to lie.", "Chile and Brazil", "not to lie"),
        ("Peru was told by her father, a farmer, that it lied.", "her father, a farmer", "that it lied"),
        ("Peru was asked by phone whether it lied.", "", "by phone whether it lied"),
    ],
)
def test_who_tells_or_asks_is_the_source(text: str, source: str, content: str) -> None:
    cue = re.search("was (?:asked|told|warned)", text)
    assert cue
    for given in (((0, 4),), ()):
        found = Attribution(given, (cue.span(),), ((cue.end() + 1, len(text) - 1),))
        (item,) = corrections.with_sources(text, [found], [])
        assert "".join(text[slice(*span)] for span in item.source) == source
        assert [text[slice(*span)] for span in item.content] == [content]


def test_who_is_asked_is_no_content() -> None:
    text = "Al-Wzor was asked by Chile if it lied."
    found = Attribution(((21, 26),), ((8, 17),), ((3, 7), (27, 37)))
    (item,) = corrections.with_sources(text, [found._replace(source=())], [])
    spans = (*item.source, *item.cue, *item.content)
    assert [text[slice(*span)] for span in spans] == ["Chile", "was asked", "if it lied"]


def test_a_content_begins_behind_who_judges() -> None:
    text = "Peru was urged by Chilean farmers to act."
    source, cue, judged = ((18, 33),), ((5, 14),), (0, 4)
    found = Attribution(source, cue, ((26, 40),))
    rule = Attribution(source, cue, (judged, (34, 40)))
    (item,) = corrections.with_sources(text, [found], [rule])
    assert [text[slice(*span)] for span in item.content] == ["Peru", "to act"]


@pytest.mark.parametrize(
    ("text", "is_source"),
    [
        ("Jan Wzor, asked whether Peru lied, said no.", False),
        ("Jan Wzor, told that Peru lied, said no.", False),
        ("Jan Wzor, who owns it, asked whether Peru lied.", True),
        ("Jan Wzor, told them that Peru lied.", True),
    ],
)
def test_who_is_asked_between_commas_is_no_source(text: str, is_source: bool) -> None:
    cue = re.search("asked|told", text)
    assert cue
    found = Attribution(((0, cue.start() - 2),), (cue.span(),), ((cue.end() + 1, len(text) - 1),))
    (item,) = corrections.with_sources(text, [found], [])
    assert bool(item.source) == is_source
