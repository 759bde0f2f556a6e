"""The sections of an article's page: what they show, where they lead, and when there is none."""

from __future__ import annotations

import re

import pytest

import analysis as sl
from analysis.display import Block
from analysis.report.article import SECTIONS
from analysis.report.article.checks import checks
from analysis.report.article.details import differences, opinions, words
from analysis.report.article.parties import parties
from analysis.report.article.speakers import speakers
from analysis.report.article.text import marked_text
from tests.voices import Quote, articles, quoting

GOOD, BAD = (
    ("honest", "generous", "brave", "trustworthy", "admirable"),
    ("corrupt", "brutal", "cruel", "evil"),
)


def of(text: str, title: str = "") -> sl.Analysis:
    return sl.analyze([sl.make_article(text, title=title)], method="lexicon", evidence=True)


def block(section: sl.Section | None, number: int = 0) -> Block:
    assert section is not None
    item = section.items[number]
    assert isinstance(item, Block)
    return item


def html(section: sl.Section | None, number: int = 0) -> str:
    return block(section, number).html or ""


def lines(section: sl.Section | None) -> list[str]:
    return block(section).markdown.splitlines()[2:]


def test_a_row_says_mentions_verdict_and_ends() -> None:
    text = " ".join(f"Iran is {word}." for word in (*GOOD * 3, "corrupt"))
    (line,) = lines(parties(of(text)))
    assert re.fullmatch(
        r"\| Iran \| 16 \| favourable \| \+0\.\d\d \(\+0\.\d\d to \+1\.00\) \| "
        r"\[most favourable\]\(#s\d+\) · "
        r"\[least favourable\]\(#s15\) \| .*\|",
        line,
    )


def test_a_verdict_that_one_sentence_carries_is_flagged() -> None:
    text = " ".join(f"Iran is {word}." for word in (*GOOD[:3], *BAD[:2]))
    line = lines(parties(of(text)))[0]
    assert re.search(r"\[rests on sentence \d\]\(#s\d\)", line)
    assert '<a class="flag" href="#s' in html(parties(of(text)))


def test_a_verdict_that_many_sentences_carry_is_not_flagged() -> None:
    text = " ".join(f"Iran is {word}." for word in BAD * 4)
    assert "rests on" not in lines(parties(of(text)))[0]


def test_a_row_has_no_sentence_that_is_neutral() -> None:
    (first, _) = lines(parties(of("Iran met Oman.")))
    assert "#s" not in first
    assert "no judging word" in first


def test_places_are_named_and_not_judged() -> None:
    section = parties(of("Talks were held in Oman. Iran is good."))
    assert "Named only as a place, and so not judged: Oman." in block(section, 1).markdown
    assert [line.split()[1] for line in lines(section)] == ["Iran"]


def test_of_many_parties_the_rest_are_named() -> None:
    names = "Iran Oman Peru Chile Norway Spain France Italy Poland Greece Kenya Uganda Japan India".split()
    section = parties(of(" ".join(f"{name} lied." for name in names)))
    assert len(lines(section)) == 12
    assert "Other parties, with their mentions: " in block(section, 1).markdown


def test_without_parties_there_is_no_table() -> None:
    assert parties(of("Rain fell.")) is None


def test_names_of_parties_are_text() -> None:
    registry = sl.Registry((sl.Party("<b>Pact</b>|", aliases=("Pact",)),))
    result = sl.analyze([sl.Article("a", "Pact lied.")], registry=registry, method="lexicon")
    for section in (parties(result), marked_text(result)):
        assert "<b>" not in html(section)
        assert "&lt;b&gt;Pact" in html(section)
    assert "\\<b\\>Pact\\</b\\>\\|" in lines(parties(result))[0]


def test_who_speaks() -> None:
    result = quoting(
        articles("Iran lies, Ann Bee said. “Oman wins,” she said. Rain fell, it was said."),
        [
            Quote("Ann Bee", "Iran", ("Iran lies",)),
            Quote("Ann Bee", "Iran", ("“Oman wins,”",), "direct"),
            Quote(None, None, ("Rain fell",)),
        ],
    )
    assert block(speakers(result)).markdown == (
        "Share of the words: the author 57\u00a0%, Ann Bee (Iran) 29\u00a0% and speaker not found 14\u00a0%. "
        "Of all words, 14\u00a0% stand in quotation marks and 29\u00a0% are reported speech. Rules find the "
        "speakers, not always rightly."
    )


def test_nobody_speaks() -> None:
    assert block(speakers(of("Rain fell."))).markdown == (
        "Nobody is quoted; all of it is read as the author’s own words."
    )


def test_checks_name_the_sentence_that_moves_a_mean() -> None:
    text = "Iran is honest. Iran is generous. Iran is corrupt."
    (first, *_) = block(checks(of(text))).markdown.splitlines()
    assert re.fullmatch(
        r"1\. \[“Iran is corrupt\.”\]\(#s2\) By itself it lowers the mean of the scores toward Iran from "
        r"\+0\.\d\d to [−+]0\.\d\d\.",
        first,
    )


def test_each_sentence_is_checked_once() -> None:
    text = "Iran praised Oman. Oman is corrupt. Iran is evil. Peru lied. Chile is honest. Chile is cruel."
    links = re.findall(r"\]\(#(s\d+)\)", block(checks(of(text))).markdown)
    assert len(links) == len(set(links)) == 3


def test_quotations_in_a_check_have_single_marks() -> None:
    text = "“Iran is corrupt,” said Ann Bee. Iran is honest."
    assert "[“‘Iran is corrupt,’ said Ann Bee.”]" in block(checks(of(text))).markdown


def test_nothing_to_check() -> None:
    assert checks(of("Iran met Oman.")) is None


def test_the_text_has_a_filter_for_each_party_and_a_switch() -> None:
    section = marked_text(of("Iran lied. Oman left. Iran left."))
    form = html(section)
    assert re.findall(r'name="party" value="(.*?)"', form) == ["", "Iran", "Oman"]
    assert 'data-filter="sidelight-text"' in form
    assert 'name="scores"' in form
    assert 'id="sidelight-text"' in html(section, 1)


def test_marks_say_whom_they_are_of() -> None:
    marked = html(marked_text(of("Iran and the United States lied.")), 1)
    assert re.findall(r'data-parties="(.*?)"', marked) == ["Iran", "United States"]


@pytest.mark.parametrize("section", [differences, opinions, words])
def test_sections_with_nothing_to_say_are_left_out(section: object) -> None:
    assert callable(section)
    assert section(sl.analyze([sl.Article("a", "?")], method="lexicon")) is None


def test_every_page_has_unlike_names(real: sl.Analysis) -> None:
    made = [section(real) for section in SECTIONS]
    names = [section.name for section in made if section is not None]
    assert len(names) == len(set(names)) == len(SECTIONS)
