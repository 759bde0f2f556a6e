"""The written part: true of the tables, no claim beyond them, and the same words for every party."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

import pandas as pd
import pytest
from markdown_it import MarkdownIt

import analysis as sl
from analysis import limits, prose
from analysis.display import Block
from analysis.records import ChoiceError
from analysis.schema import make_table
from tests.voices import Quote, Said, articles, own, quoting, with_stances

Write = Callable[[sl.Analysis], Block]
SECTIONS: list[Write] = [
    prose.facts,
    prose.finding,
    prose.portraits,
    prose.quoted,
    prose.opinions,
    prose.distinctive,
    limits.limits,
    limits.accuracy,
]
# What no reader should have to work out, or what says more than the tables.
UNWANTED = [
    "mentions that act",
    "lean neither way",
    "they are few",
    "ommonest word",
    "does something to",
    "read as a quotation",
]
GOOD = ("honest", "generous", "brave", "trustworthy", "admirable", "kind")
BAD = ("corrupt", "dishonest", "brutal", "cruel", "evil", "greedy")


def of(text: str, *, method: str = "lexicon", **metadata: object) -> sl.Analysis:
    article = sl.make_article(text, **metadata)  # type: ignore[arg-type]  # passed on as they are
    return sl.analyze([article], method=method, evidence=True)


def said_of(party: str, *words: str) -> str:
    return " ".join(f"{party} is {word}." for word in words)


def finding(text: str) -> str:
    return prose.finding(of(text)).markdown


def test_facts_are_one_line() -> None:
    result = of("Iran met Oman. They talked.", title="A Talk", source="The *Paper*", published="2022-04-01")
    assert prose.facts(result).markdown == "The \\*Paper\\* · 1 April 2022 · 7 words"


def test_facts_link_to_where_it_was_published() -> None:
    assert prose.facts(of("Iran met Oman.", url="https://example.org/a?b=c")).markdown == (
        "3 words · [original](<https://example.org/a?b=c>)"
    )


def test_facts_make_no_link_of_another_scheme() -> None:
    assert prose.facts(of("Iran met Oman.", url="javascript:alert(1)")).markdown == "3 words"


def test_a_text_without_parties() -> None:
    assert finding("Nothing to see.") == (
        "The article names no party that Sidelight knows, and nobody often enough to be one. A file "
        "parties.toml beside the article can name others."
    )


def test_parties_that_are_places() -> None:
    assert finding("Talks were held in Oman.").startswith(
        "The parties in this article are named only as places."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Iran is corrupt.", "There are too few sentences on Iran (1 sentence) to judge."),
        (
            "Iran is corrupt. Oman is honest. Oman is evil.",
            "There are too few sentences on Oman (2 sentences) and Iran (1 sentence) to judge.",
        ),
        (said_of("Iran", *BAD * 2), "Iran is described unfavourably."),
        (said_of("The United States", *GOOD * 3), "The United States is described favourably."),
        (
            "Iran is corrupt. Iran is honest. Iran is brutal. Iran is generous. Iran is cruel. Iran is kind.",
            "Wording on Iran is mixed.",
        ),
        ("Iran met Oman.", "There is no judging word on Iran and Oman."),
    ],
)
def test_the_finding_says_the_verdicts(text: str, said: str) -> None:
    assert finding(text) == said


def test_of_many_parties_with_little_on_each_none_is_picked() -> None:
    names = ("Iran", "Oman", "Peru", "Chile", "Norway", "Spain")
    text = " ".join(f"{name} lied." for name in names) + " Spain is corrupt."
    assert finding(text) == (
        "There are too few sentences on any of 6 parties to judge, at most 2 sentences on each."
    )


def test_parties_of_one_verdict_are_said_together() -> None:
    assert finding(f"{said_of('Iran', *BAD * 2)} {said_of('Oman', *BAD * 2)}").startswith(
        "Iran and Oman are described unfavourably. The difference is too small to rank the two."
    )


def test_a_difference_is_said_with_its_interval() -> None:
    text = finding(f"{said_of('Iran', *BAD)} {said_of('Oman', *GOOD)}")
    assert re.search(
        r"The article is more favourable to Oman than to Iran \(difference \d\.\d\d, 95 % interval "
        r"\d\.\d\d to \d\.\d\d\)\.$",
        text,
    )


def test_the_finding_says_who_speaks() -> None:
    result = quoting(
        articles("Iran lies, Ann Bee said. Rain fell."), [Quote("Ann Bee", "Iran", ("Iran lies",))]
    )
    assert prose.finding(result).markdown.endswith(
        "The author’s own words make up 71\u00a0% of the text; the speaker quoted or reported most is "
        "Ann Bee (Iran), with 29\u00a0%."
    )


def test_the_finding_names_no_speaker_that_is_not_known() -> None:
    result = quoting(articles("Iran lies, it was said."), [Quote(None, None, ("Iran lies",))])
    assert prose.finding(result).markdown.endswith("The author’s own words make up 60\u00a0% of the text.")


def test_the_finding_names_who_is_named_often_and_is_no_party() -> None:
    result = of("Iran met Kettle. Kettle left Iran. We like Kettle and Kettle.")
    entities = make_table(
        "entities",
        {
            "article_id": result.article_ids,
            "entity": [0],
            "name": ["Kettle"],
            "type": ["organisation"],
            "party": pd.Series([None], dtype="str"),
            "tie": pd.Series([None], dtype="str"),
            "confidence": [0.9],
            "n_mentions": [3],
            "canonical": ["Kettle"],
        },
    )
    references = make_table(
        "references",
        {
            "article_id": result.article_ids * 3,
            "start": [9, 17, 42],
            "end": [15, 23, 48],
            "surface": ["Kettle"] * 3,
            "entity": [0] * 3,
            "kind": ["name"] * 3,
            "confidence": [0.9] * 3,
        },
    )
    told = prose.finding(dataclasses.replace(result, entities=entities, references=references))
    assert (
        "Kettle (named 3 times) is not counted as a party unless a file parties.toml names it."
        in told.markdown
    )


def test_a_portrait_links_to_its_sentence_with_the_words_that_count() -> None:
    result = of("Moscow annexed Crimea.", title="News")
    text = prose.portraits(result).markdown
    assert "[Sentence 1](#s1) is read as negative, −0.54: *annexed* (−2.5)." in text
    assert 'id="s1"' in (sl.annotate.text(result).html or "")


def test_a_portrait_by_the_network_says_why() -> None:
    text = prose.portraits(of("Iran is corrupt. Iran is corrupt.", method="neural")).markdown
    assert "The model reads both as negative. That is two sentences, too few to judge." in text
    assert re.search(r"is read as negative, −0\.\d\d, most because of \*corrupt\* \(−\d\.\d\d\)\.", text)


def test_a_portrait_names_no_sentence_that_is_neutral() -> None:
    text = prose.portraits(of("Rain fell on Oman.", method="neural")).markdown
    assert "The model reads it as neutral." in text
    assert "#s" not in text


def test_a_portrait_without_a_judging_word() -> None:
    assert (
        "No judging word stands in a clause with it, so it has no score."
        in prose.portraits(of("Iran met Oman.")).markdown
    )


def test_who_is_quoted_and_how_often() -> None:
    result = quoting(
        articles("Iran lies, Ann Bee said. “Oman wins,” she said. Rain fell, it was said."),
        [
            Quote("Ann Bee", "Iran", ("Iran lies",)),
            Quote("Ann Bee", "Iran", ("“Oman wins,”",), "direct"),
            Quote(None, None, ("Rain fell",)),
        ],
    )
    assert prose.quoted(result).markdown.split("\n\n")[0] == (
        "Of 14 words, 6 (43\u00a0%) are read as those of other people, in one quotation and two passages of "
        "reported speech. The speaker is Ann Bee (Iran, twice). For one of 3 passages no speaker is found."
    )


def test_without_quotations_all_is_the_authors() -> None:
    result = with_stances(articles("Iran is corrupt."), [own("Iran", -0.5)])
    assert prose.quoted(result).markdown == (
        "Nobody is quoted in this article; all of it is read as the author’s own words."
    )


def test_own_words_are_set_against_those_of_others() -> None:
    joint = Said("Oman", "Iran", 0.5, mention=2)
    said = [own("Iran", -0.5), own("Iran", 0.0, mention=1), joint, joint._replace(source="Peru")]
    result = quoting(articles("Iran met Oman."), [Quote("Oman", "Oman", ("Iran",))])
    text = prose.quoted(with_stances(result, said)).markdown
    assert (
        "Of 3 mentions with a score, two stand in the author’s own words (one read as negative and one as "
        "neutral) and one in quoted or reported words (read as positive)." in text
    )
    assert "words, then in those of others: Iran −0.25 (2) and +0.50 (1)." in text


def test_single_sentences_are_told_as_such() -> None:
    said = [
        Said("Iran", "Oman", -0.75, sentence=1, mention=1, basis="action"),
        Said("Iran", "Oman", -0.5, sentence=1, mention=1),
        Said("Oman", "Iran", 0.5, sentence=1, mention=0, source_entity="Ann Bee"),
        Said("Cox", "Iran", 0.25, "person", sentence=1, mention=0),
        Said("Cox", "Oman", 0.0, "person", sentence=1, mention=1),
        Said("Oman", "Oman", 1.0, sentence=1, mention=1),
    ]
    text = prose.opinions(with_stances(articles("News\n\nIran attacked Oman."), said)).markdown
    assert text.startswith(
        "No opinion rests on at least three sentences, with an interval that leaves out zero."
    )
    assert re.findall("^- .*", text, re.MULTILINE) == [
        "- What Iran does to Oman is read as negative, −0.75: [sentence 1](#s1).",
        "- What Ann Bee (Oman) says of Iran is read as positive, +0.50: [sentence 1](#s1).",
        "- What Cox says of Iran is read as positive, +0.25: [sentence 1](#s1).",
    ]


def test_opinions_that_hold_are_told_with_their_intervals() -> None:
    said = [Said("Iran", "Oman", -0.5, sentence=number) for number in range(3)]
    text = prose.opinions(with_stances(articles("Iran met Oman. Iran left. Oman left."), said)).markdown
    assert text.startswith(
        "Opinions that rest on at least three sentences, with an interval that leaves out zero: Iran on Oman "
        "(−0.50, 95 % interval −0.50 to −0.50 over sentences alone, three sentences)."
    )


def test_neutral_opinions_are_not_listed() -> None:
    text = prose.opinions(with_stances(articles("Iran met Oman."), [Said("Iran", "Oman", 0.0)])).markdown
    assert "#s" not in text


def test_nobody_holds_an_opinion() -> None:
    text = prose.opinions(with_stances(articles("Iran met Oman."), [own("Iran", 0.5)])).markdown
    assert text == "No party or person is read as holding an opinion of another."


def test_words_that_set_apart_are_no_names() -> None:
    text = "Iran annexed a reef. Oman annexed a reef. Nobody likes Iran or Oman or a reef."
    assert re.search(r"\*reef\* \(3\)", prose.distinctive(of(text)).markdown)
    assert "Iran" not in prose.distinctive(of(text)).markdown


def test_an_analysis_of_several_articles_has_no_prose() -> None:
    result = articles("Iran met Oman.", "Oman met Iran.")
    for write in SECTIONS[:6]:
        with pytest.raises(ChoiceError, match=r"has 2 articles; expected one"):
            write(result)


def test_language_other_than_english_is_pointed_out() -> None:
    text = limits.limits(of("Iran met Oman.", language="de")).markdown
    assert "The article is marked as de; the method knows only English." in text


def test_limits_are_those_of_the_method() -> None:
    assert "Words outside the list" in limits.limits(of("Iran met Oman.")).markdown
    assert (
        "Its name is hidden from the model" in limits.limits(of("Iran met Oman.", method="neural")).markdown
    )


def test_limits_of_attribution_are_named_where_there_is_some() -> None:
    result = articles("Iran met Oman.")
    assert "Who is quoted" not in limits.limits(with_stances(result, [])).markdown
    text = limits.limits(quoting(result, [Quote(None, None, ("Iran",))])).markdown
    assert "go to the wrong speaker or to none (1 passage has none here)." in text


FRAMES = [
    "{} is corrupt. {} helped.",
    "{} was condemned. Talks took place in {}.",
    "{} met {}. {} lied.",
    " ".join(f"{{}} is {word}." for word in BAD),
]


@pytest.mark.parametrize("method", ["neural", "lexicon"])
@pytest.mark.parametrize("frame", FRAMES)
def test_every_party_gets_the_same_words(frame: str, method: str) -> None:
    one, other = (of(frame.replace("{}", party), method=method) for party in ("Norway", "Uganda"))
    for section in SECTIONS:
        assert section(one).markdown.replace("Norway", "Uganda") == section(other).markdown


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_stands_without_any_data(section: Write) -> None:
    assert section(sl.analyze([sl.Article("x", "?")])).markdown


@pytest.mark.parametrize("section", SECTIONS)
def test_hostile_text_stays_text(section: Write, hostile: sl.Analysis) -> None:
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(section(hostile).markdown)
    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([A-Za-z0-9]+)", html)}
    assert tags <= {"h3", "p", "em", "strong", "a", "ul", "li"}
    assert all(link.startswith("#s") for link in re.findall(r'href="([^"]*)"', html))


def test_hostile_speakers_stay_text() -> None:
    name = "<b>x</b> [l](javascript:alert(1)) **y** `z` $q$"
    result = quoting(articles("Iran is corrupt."), [Quote(name, None, ("Iran is corrupt",))])
    result = with_stances(result, [Said(name, "Iran", -0.5, "person"), own("Iran", 0.5)])
    for section in (prose.finding, prose.quoted, prose.opinions):
        html = MarkdownIt("commonmark", {"html": True}).render(section(result).markdown)
        assert set(re.findall(r"<\s*/?\s*([A-Za-z0-9]+)", html)) <= {"p", "em", "strong", "a", "ul", "li"}
        assert "&lt;b&gt;x&lt;/b&gt;" in html
        assert set(re.findall(r'href="([^"]*)"', html)) <= {"#s0"}


def test_no_unwanted_words(real: sl.Analysis, hostile: sl.Analysis) -> None:
    for result in (real, hostile, of("Iran is corrupt. Oman met Iran."), of("Nothing to see.")):
        written = " ".join(section(result).markdown for section in SECTIONS)
        assert [words for words in UNWANTED if words in written] == []


def by_hand(text: str) -> sl.Analysis:
    """Say that a method of one's own gave the scores."""
    result = of(text)
    return dataclasses.replace(result, sentiments=result.sentiments.assign(method="by hand"))


def test_the_method_says_what_an_interval_covers() -> None:
    text = "Iran is corrupt. Iran is kind."
    measured, own_scores = (limits.accuracy(result).markdown for result in (of(text), by_hand(text)))
    assert "Its interval covers the choice of sentences and the method’s measured errors, as" in measured
    assert "Its interval covers the choice of sentences alone: nobody has measured the errors" in own_scores


def test_errors_of_two_methods_together_are_not_known() -> None:
    parts = [of("Iran is corrupt."), of("Oman is kind.", method="neural")]
    assert [limits.measured_method(part) for part in parts] == ["lexicon", "neural"]
    assert limits.measured_method(sl.Analysis.stack(parts)) is None
