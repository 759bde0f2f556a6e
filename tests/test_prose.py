"""The written part: right numbers, no claim that the data do not support, the same words for every party."""

from __future__ import annotations

import re

import pytest

import analysis as sl
from analysis import prose

SECTIONS = [prose.summary, prose.about, prose.treatment, prose.certainty, prose.limits]


def of(text: str, *, method: str = "lexicon", **metadata: object) -> sl.Analysis:
    article = sl.make_article(text, **metadata)  # type: ignore[arg-type]  # passed on as they are
    return sl.analyze([article], method=method, evidence=True)


def test_title_has_byline_and_length() -> None:
    result = of(
        "Iran met Oman. They talked.", title="A *Meeting*", source="The Paper", published="2022-04-01"
    )
    assert (
        prose.title(result).markdown
        == "# A \\*Meeting\\*\n\nThe Paper · 1 April 2022 · 7 words in 2 sentences"
    )


def test_title_links_to_where_it_was_published() -> None:
    result = of("Iran met Oman.", url="https://example.org/a?b=c")
    assert prose.title(result).markdown.endswith(
        "Published at [https\\://example.org/a?b=c](<https://example.org/a?b=c>)."
    )


def test_title_makes_no_link_of_another_scheme() -> None:
    assert "javascript" not in prose.title(of("Iran met Oman.", url="javascript:alert(1)")).markdown


def test_summary_of_a_text_without_parties() -> None:
    assert prose.summary(of("Nothing to see.")).markdown.startswith(
        "The article names no party that Sidelight knows, and nobody often enough to be one."
    )


def test_summary_without_evidence_says_none() -> None:
    text = prose.summary(of("Iran met Oman.")).markdown
    assert (
        "Of the 2 mentions that do more than name a place, none stands in a clause with a judging word"
        in text
    )
    assert "On Iran and Oman there is none." in text


def test_one_sentence_is_too_little_to_judge_by() -> None:
    text = prose.summary(of("Iran is corrupt.")).markdown
    assert "On Iran there is one negative sentence, too little to judge by." in text


def test_few_sentences_are_called_few() -> None:
    text = prose.summary(of("Iran is corrupt. Iran is dishonest.")).markdown
    assert "On Iran they are few and negative (mean −0." in text


def test_many_sentences_of_one_kind_give_a_direction_with_its_interval() -> None:
    result = of(
        "Iran is corrupt. Iran is dishonest. Iran is brutal. Iran is cruel. Iran is a liar. Iran is evil."
    )
    assert re.search(
        r"On Iran they are negative \(mean −0\.\d\d, interval −0\.\d\d to −0\.\d\d\)",
        prose.summary(result).markdown,
    )
    assert "The interval stays on one side of zero for Iran" in prose.certainty(result).markdown


def test_mixed_sentences_lean_neither_way() -> None:
    result = of(
        "Iran is corrupt. Iran is honest. Iran is brutal. Iran is generous. Iran is cruel. Iran is kind."
    )
    assert "On Iran they lean neither way clearly" in prose.summary(result).markdown
    assert "For no party do enough sentences point one way" in prose.certainty(result).markdown


def test_intervals_that_lie_apart_are_compared() -> None:
    bad = " ".join(f"Iran is {word}." for word in ("corrupt", "dishonest", "brutal", "cruel", "evil"))
    good = " ".join(
        f"Oman is {word}." for word in ("honest", "generous", "brave", "trustworthy", "admirable")
    )
    text = prose.certainty(of(f"{bad} {good}")).markdown
    assert "The intervals of Oman and Iran lie apart" in text


def test_treatment_quotes_the_sentence_with_its_words_and_a_link() -> None:
    text = prose.treatment(of("Moscow annexed Crimea.", title="News")).markdown
    assert "> **Moscow** *annexed* Crimea." in text
    assert "annexed (−2.5). See [sentence 1](#s1)." in text


def test_link_of_the_treatment_leads_into_the_text() -> None:
    result = of("Moscow annexed Crimea.", title="News")
    assert 'id="s1"' in (sl.annotate.text(result).html or "")


def test_places_are_named_and_not_judged() -> None:
    text = prose.treatment(of("Talks were held in Oman. Iran is good.")).markdown
    assert "Only as a place, and so not judged: Oman." in text


def test_language_other_than_english_is_pointed_out() -> None:
    assert "The article is marked as de" in prose.limits(of("Iran met Oman.", language="de")).markdown


def test_quotations_are_pointed_out() -> None:
    assert "this article does quote people" in prose.limits(of("“No,” Iran said.")).markdown
    assert "this article does quote people" not in prose.limits(of("Iran said no.")).markdown


def test_summary_by_network_counts_its_readings() -> None:
    text = prose.summary(of("Iran is corrupt. The delegation of Oman arrived.", method="neural")).markdown
    assert (
        "Of the 2 mentions that do more than name a place, Sidelight’s model reads one as negative and"
        in text
    )
    assert "judging word" not in text


def test_treatment_by_network_says_how_mentions_are_read_and_why() -> None:
    text = prose.treatment(of("Iran is corrupt. Iran is corrupt.", method="neural")).markdown
    assert "The 2 mentions that act are both read as negative." in text
    assert re.search(r"Negative, −0\.\d\d; most because of corrupt \(−0\.\d\d\)\. See \[sentence 0\]", text)


def test_mentions_read_as_neutral_are_not_quoted() -> None:
    text = prose.treatment(of("The delegation of Oman arrived.", method="neural")).markdown
    assert "The one mention that acts is read as neutral." in text
    assert ">" not in text


def test_limits_are_those_of_the_method() -> None:
    text = "Iran met Oman."
    assert "Words outside the list" in prose.limits(of(text)).markdown
    assert "Its name is hidden from the model" in prose.limits(of(text, method="neural")).markdown


FRAMES = ["{} is corrupt. {} helped.", "{} was condemned. Talks took place in {}.", "{} met {}. {} lied."]


@pytest.mark.parametrize("method", ["neural", "lexicon"])
@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("section", SECTIONS)
def test_every_party_gets_the_same_words(frame: str, section: object, method: str) -> None:
    assert callable(section)
    one, other = (
        section(of(frame.replace("{}", party), method=method)).markdown for party in ("Norway", "Uganda")
    )
    assert one.replace("Norway", "Uganda") == other


@pytest.mark.parametrize("section", [prose.title, *SECTIONS])
def test_hostile_text_stays_text(section: object, hostile: sl.Analysis) -> None:
    from markdown_it import MarkdownIt

    assert callable(section)
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(section(hostile).markdown)
    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([A-Za-z0-9]+)", html)}
    assert tags <= {"h1", "h3", "p", "em", "strong", "blockquote", "a", "ul", "li"}
    assert all(link.startswith("#s") for link in re.findall(r'href="([^"]*)"', html))


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_stands_without_any_data(section: object) -> None:
    assert callable(section)
    assert section(sl.analyze([sl.Article("x", "?")])).markdown


def test_alternative_texts_carry_the_numbers(real_by_lexicon: sl.Analysis) -> None:
    real = real_by_lexicon
    assert prose.party_sentiment_alt(real).startswith(
        "Mean sentiment toward each party. Turkey: +0.19 from 3 mentions"
    )
    assert "Ukraine 29, Turkey 26, Russia 21, India 1" in prose.mention_dispersion_alt(real)
    assert prose.term_frequencies_alt(real).startswith("Commonest words: meeting 6, peace 6")
