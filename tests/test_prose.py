"""The written part: right numbers, no claim that the data do not support, the same words for every party."""

from __future__ import annotations

import dataclasses
import re

import pandas as pd
import pytest

import analysis as sl
from analysis import prose
from analysis.prose.parties import _comparison
from analysis.records import ChoiceError
from analysis.schema import make_table
from tests.voices import Quote, Said, articles, own, quoting, with_stances

SECTIONS = [prose.summary, prose.about, prose.treatment, prose.voices, prose.certainty, prose.limits]


def of(text: str, *, method: str = "lexicon", **metadata: object) -> sl.Analysis:
    article = sl.make_article(text, **metadata)  # type: ignore[arg-type]  # passed on as they are
    return sl.analyze([article], method=method, evidence=True)


def test_title_has_byline_and_length() -> None:
    result = of(
        "Iran met Oman. They talked.", title="A *Meeting*", source="The Paper", published="2022-04-01"
    )
    assert (
        prose.title(result).markdown
        == "# A \\*Meeting\\*\n\nThe Paper · 1 April 2022 · 7 words in 2 sentences and the headline"
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
    assert "On Iran there is one sentence, read as negative, too little to judge by." in text


def test_few_sentences_are_called_few() -> None:
    text = prose.summary(of("Iran is corrupt. Iran is dishonest.")).markdown
    assert "On Iran they are few, both negative (mean −0." in text


def test_few_sentences_of_both_signs_are_mixed() -> None:
    text = prose.summary(of("Iran is corrupt. Iran is honest.")).markdown
    assert "On Iran they are few, mixed (mean " in text


def test_names_have_the_article_that_english_gives_them() -> None:
    text = prose.summary(of("The United States is corrupt. Peru is honest.", source="The Paper")).markdown
    assert text.startswith(
        "This Paper story speaks most of Peru (1 mention) and the United States (1 mention)."
    )
    assert "On the United States there is" in text


def test_intervals_of_any_two_parties_are_compared() -> None:
    judged = pd.DataFrame(
        {
            "party": ["A", "B", "C", "D"],
            "mean": [0.5, 0.4, 0.0, -0.1],
            "low": [-0.5, 0.3, -0.1, -0.9],
            "high": [1.0, 0.5, 0.1, 0.9],
            "n_units": [9] * 4,
        }
    )
    assert _comparison(judged).startswith("The intervals of B and C lie apart")
    assert _comparison(judged.iloc[[0, 3]]).startswith("The intervals of both parties with five")


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
    assert "this article does quote people" not in prose.limits(of("Iran left.")).markdown


def test_summary_by_network_counts_its_readings() -> None:
    text = prose.summary(of("Iran is corrupt. The delegation of Oman arrived.", method="neural")).markdown
    assert (
        "Of the 2 mentions that do more than name a place, Sidelight’s model reads one as negative and"
        in text
    )
    assert "judging word" not in text


def test_treatment_by_network_says_how_mentions_are_read_and_why() -> None:
    text = prose.treatment(of("Iran is corrupt. Iran is corrupt.", method="neural")).markdown
    assert "Both mentions that act are read as negative." in text
    assert re.search(r"Negative, −0\.\d\d; most because of corrupt \(−\d\.\d\d\)\. See \[sentence 0\]", text)


def test_mentions_read_as_neutral_are_not_quoted() -> None:
    text = prose.treatment(of("The delegation of Oman arrived.", method="neural")).markdown
    assert "The one mention that acts is read as neutral." in text
    assert ">" not in text


def test_the_summary_names_who_is_named_often_and_is_no_party() -> None:
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
    told = prose.summary(dataclasses.replace(result, entities=entities, references=references))
    assert told.markdown.startswith(
        "This article speaks, of the parties that Sidelight knows, most of Iran (2 mentions). Kettle (3) is "
        "no party that it knows and does not count, unless a file parties.toml beside the article names it."
    )


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


def test_who_is_quoted_and_how_often() -> None:
    result = quoting(
        articles("Iran lies, Ann Bee said. “Oman wins,” she said. Rain fell, it was said."),
        [
            Quote("Ann Bee", "Iran", ("Iran lies",)),
            Quote("Ann Bee", "Iran", ("“Oman wins,”",), "direct"),
            Quote(None, None, ("Rain fell",)),
        ],
    )
    text = prose.voices(result).markdown
    assert text.startswith(
        "Of 14 words, 6 (43 %) are read as quoted or reported, in 3 quotations: one in quotation marks and "
        "two in reported words. Quoted are Ann Bee (Iran, twice). For one of 3 quotations the speaker is not "
        "found."
    )


def test_without_quotations_all_is_the_authors() -> None:
    text = prose.voices(with_stances(articles("Iran is corrupt."), [own("Iran", -0.5)])).markdown
    assert text == (
        "Sidelight finds no quotation in this article; all of it is read as the author’s own words.\n\n"
        "No party or person in it is read as holding an opinion of another."
    )


def test_own_words_are_set_against_quoted_ones() -> None:
    joint = Said("Oman", "Iran", 0.5, mention=2)
    said = [own("Iran", -0.5), own("Iran", 0.0, mention=1), joint, joint._replace(source="Peru")]
    result = quoting(articles("Iran met Oman."), [Quote("Oman", "Oman", ("Iran",))])
    text = prose.voices(with_stances(result, said)).markdown
    assert (
        "Of 3 mentions with a score, two stand in the author’s own words (one read as negative and one as "
        "neutral) and one in quotations (read as positive)." in text
    )
    assert "with the mentions: Iran −0.25 (2) and +0.50 (1)." in text


def test_an_analysis_of_several_articles_has_no_prose() -> None:
    result = articles("Iran met Oman.", "Oman met Iran.")
    for write in (prose.title, prose.about, prose.summary, prose.treatment, prose.certainty, prose.voices):
        with pytest.raises(ChoiceError, match=r"has 2 articles; expected one"):
            write(result)


def test_strongest_opinions_are_quoted_with_what_they_rest_on() -> None:
    said = [
        Said("Iran", "Oman", -0.75, sentence=1, mention=1, basis="action"),
        Said("Iran", "Oman", -0.5, sentence=1, mention=1),
        Said("Oman", "Iran", 0.5, sentence=1, mention=0, source_entity="Ann Bee"),
        Said("Cox", "Iran", 0.25, "person", sentence=1, mention=0),
        Said("Cox", "Oman", 0.0, "person", sentence=1, mention=1),
        Said("Oman", "Oman", 1.0, sentence=1, mention=1),
    ]
    text = prose.voices(with_stances(articles("News\n\nIran attacked Oman."), said)).markdown
    assert re.findall(r"> (.* on .*)", text) == [
        "Iran on Oman: read as negative, −0.75, from what Iran does. See [sentence 1](#s1).",
        "Oman on Iran: read as positive, +0.50, in words of Ann Bee. See [sentence 1](#s1).",
        "Cox on Iran: read as positive, +0.25, in quoted words. See [sentence 1](#s1).",
    ]
    assert "> Iran attacked **Oman**." in text
    assert "All four pairs of one party and another rest on one sentence" in text
    fewer = prose.voices(with_stances(articles("News\n\nIran attacked Oman."), said[:3])).markdown
    assert "Both pairs of one party and another rest on one sentence" in fewer
    further = [*said, Said("Iran", "Oman", -0.5, sentence=0, mention=1)]
    text = prose.voices(with_stances(articles("News\n\nIran attacked Oman."), further)).markdown
    assert "Of four pairs of one party and another, three rest on one sentence" in text


def test_neutral_opinions_are_not_quoted() -> None:
    text = prose.voices(with_stances(articles("Iran met Oman."), [Said("Iran", "Oman", 0.0)])).markdown
    assert "What they say and do is read as neutral toward one another." in text
    assert ">" not in text


def test_hostile_speakers_stay_text() -> None:
    from markdown_it import MarkdownIt

    name = "<b>x</b> [l](javascript:alert(1)) **y** `z` $q$"
    result = quoting(articles("Iran is corrupt."), [Quote(name, None, ("Iran is corrupt",))])
    result = with_stances(result, [Said(name, "Iran", -0.5, "person"), own("Iran", 0.5)])
    html = MarkdownIt("commonmark", {"html": True}).render(prose.voices(result).markdown)
    assert set(re.findall(r"<\s*/?\s*([A-Za-z0-9]+)", html)) <= {"p", "em", "strong", "blockquote", "a"}
    assert html.count("&lt;b&gt;x&lt;/b&gt;") == 2
    assert re.findall(r'href="([^"]*)"', html) == ["#s0"]


def test_alternative_texts_of_the_charts_of_voices() -> None:
    result = with_stances(articles("Iran met Oman."), [Said("Iran", "Oman", -0.5), own("Oman", 0.5)])
    assert prose.stance_matrix_alt(result).endswith("Iran on Oman −0.50 (1); the author on Oman +0.50 (1).")
    assert prose.stance_network_alt(result).endswith("Iran to Oman negative, −0.50 (1).")
    assert prose.sentiment_by_voice_alt(result).endswith(
        "Oman by the author +0.50 (1); Oman by Iran −0.50 (1)."
    )
    nothing = with_stances(articles("Iran met Oman."), [])
    assert prose.stance_network_alt(nothing).endswith("Nothing found.")


def test_limits_of_attribution_are_named_where_there_is_some() -> None:
    result = articles("Iran met Oman.")
    assert "Who is quoted" not in prose.limits(with_stances(result, [])).markdown
    text = prose.limits(quoting(result, [Quote(None, None, ("Iran",))])).markdown
    assert "go to the wrong speaker or to none; here 1 quotation has none." in text
