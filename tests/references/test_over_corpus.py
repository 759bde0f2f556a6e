"""Tests of analysis.references.over_corpus."""

from __future__ import annotations

import pandas as pd
import pytest

import analysis as sl
from analysis.references.over_corpus import entity_counts, one_name_in_batches
from analysis.schema import check_table, empty_table
from tests.invariants import assert_sound

# Each name three times, so that whoever bears it is a party; the short name stands in more articles.
SHORT = "Ada Example said: “Norway failed.” Ada Example criticised Norway. Ada Example left."
LONG = (
    "Ada B. Example said: “Norway failed.” Norway praised Ada B. Example. "
    "Ada B. Example left. Turkish Foreign Minister Bo C. Muster stayed. Bo C. Muster praised Norway."
)
WITH_DOTS = "Jo Müller praised Norway. Jo Müller spoke. Norway praised Jo Müller."
SPELT_OUT = "Jo Mueller praised Norway. Jo Mueller spoke. Norway praised Jo Mueller."
MINISTER = "Turkish Foreign Minister Bo Muster spoke. Bo Muster said: “Norway failed.”"


def analysed(*texts: str, registry: sl.Registry | None = None) -> sl.Analysis:
    articles = [sl.make_article(text, article_id=str(number)) for number, text in enumerate(texts)]
    return sl.analyze(articles, method="lexicon", registry=registry)


@pytest.fixture(scope="module")
def result() -> sl.Analysis:
    return analysed(SHORT, SHORT, LONG, MINISTER, MINISTER)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("entities", "party"),
        ("entities", "canonical"),
        ("mentions", "party"),
        ("parties", "party"),
        ("sentiments", "party"),
        ("quotes", "speaker"),
        ("quotes", "speaker_party"),
        ("stances", "source"),
        ("stances", "target"),
    ],
)
def test_a_party_of_its_own_goes_by_one_name(result: sl.Analysis, table: str, column: str) -> None:
    frame = getattr(result, table)
    found = set(frame.loc[frame["article_id"] == "2", column].dropna())
    assert "Ada Example" in found
    assert "Ada B. Example" not in found


@pytest.mark.parametrize(
    ("table", "column"), [("entities", "canonical"), ("mentions", "entity"), ("stances", "source_entity")]
)
def test_a_person_of_a_party_goes_by_one_name(result: sl.Analysis, table: str, column: str) -> None:
    frame = getattr(result, table)
    found = set(frame.loc[frame["article_id"] == "2", column].dropna())
    assert "Bo Muster" in found
    assert "Bo C. Muster" not in found


def test_a_speaker_of_no_party_goes_by_one_name() -> None:
    once = "Ada {}Example said: “Norway failed.”"
    result = analysed(once.format(""), once.format(""), once.format("B. "))
    assert result.quotes["speaker"].tolist() == ["Ada Example"] * 3
    assert result.quotes["speaker_party"].isna().all()
    assert result.stances["source"].tolist() == ["Ada Example"] * 3


def test_an_organisation_goes_by_one_name_and_so_does_who_speaks_for_it() -> None:
    text = "{0} closed a depot. Drivers of {0} struck in Oslo. Jo Lindgren, a spokeswoman for {0}, left."
    names = ("Calder Freight", "Calder Freight", "Calder Freight Ltd")
    articles = [sl.make_article(text.format(name), article_id=str(n)) for n, name in enumerate(names)]
    result = sl.analyze(articles)
    assert set(result.mentions["party"]) == {"Calder Freight", "Norway"}
    assert set(result.mentions["entity"].dropna()) == {"Jo Lindgren"}
    assert_sound(result)


def test_names_in_the_article_and_words_stay(result: sl.Analysis) -> None:
    long = result.select("2")
    assert "Ada B. Example" in set(long.entities["name"])
    assert "Ada B. Example" in set(long.mentions["surface"])


def test_tables_are_sound(result: sl.Analysis) -> None:
    assert_sound(result)


def test_shipped_parties_keep_their_names() -> None:
    result = analysed("NATO left. NATO spoke.", "The N.A.T.O. left.", "The United States left the US.")
    assert set(result.mentions["party"]) == {"NATO", "United States"}


def test_one_article_stays_as_it_is() -> None:
    article = sl.make_article(f"{WITH_DOTS}\n\n{SPELT_OUT}")
    (batch,) = sl.analyze_batches([article], method="lexicon")
    result = sl.analyze([article], method="lexicon")
    assert {"Jo Müller", "Jo Mueller"} <= set(result.mentions["party"])
    for name, table in batch.tables().items():
        pd.testing.assert_frame_equal(table, getattr(result, name))


def test_an_article_that_tells_two_apart_keeps_both_names() -> None:
    result = analysed(WITH_DOTS, f"{WITH_DOTS}\n\n{SPELT_OUT}", SPELT_OUT, WITH_DOTS)
    assert {"Jo Müller", "Jo Mueller"} <= set(result.select("1").mentions["party"])
    assert {"Jo Müller", "Jo Mueller"} <= set(result.select("1").entities["canonical"])
    assert "Jo Mueller" not in set(result.select("2").mentions["party"])
    assert not result.mentions.duplicated(["article_id", "start", "end", "party"]).any()
    assert_sound(result)


def batches_of(*texts: str) -> list[sl.Analysis]:
    articles = [sl.make_article(text, article_id=str(number)) for number, text in enumerate(texts)]
    return [batch for one in articles for batch in sl.analyze_batches([one], method="lexicon")]


def test_batches_put_together_give_what_analyze_does(result: sl.Analysis) -> None:
    batches = batches_of(SHORT, SHORT, LONG, MINISTER, MINISTER)
    assert set(batches[2].entities["canonical"]) >= {"Ada B. Example", "Bo C. Muster"}
    together = sl.one_name(sl.Analysis.stack(batches))
    for name, table in together.tables().items():
        pd.testing.assert_frame_equal(table, getattr(result, name))


def test_batches_get_the_names_that_analyze_gives(result: sl.Analysis) -> None:
    batches = batches_of(SHORT, SHORT, LONG, MINISTER, MINISTER)
    found = list(one_name_in_batches(batches, sl.Registry))
    assert [len(batch.articles) for batch in found] == [1] * 5
    for name, table in sl.Analysis.stack(found).tables().items():
        pd.testing.assert_frame_equal(table, getattr(result, name))


def test_a_party_of_the_registry_gives_name_and_colour() -> None:
    own = sl.Party("Ada B. Example", kind="person", colour="#112233")
    result = analysed(SHORT, SHORT, LONG, registry=sl.Registry(parties=(own,)))
    found = result.parties[result.parties["party"].str.startswith("Ada")]
    assert found[["party", "kind", "colour"]].drop_duplicates().to_numpy().tolist() == [
        ["Ada B. Example", "person", "#112233"]
    ]


def test_a_registry_keeps_apart() -> None:
    registry = sl.Registry(apart=(("Ada Example", "Ada B. Example"),))
    result = analysed(SHORT, SHORT, LONG, registry=registry)
    assert "Ada B. Example" in set(result.mentions["party"])


def test_parties_files_of_the_articles_keep_apart() -> None:
    registry = sl.Registry(apart=(("Ada Example", "Ada B. Example"),))
    articles = [sl.make_article(text, registry=registry) for text in (SHORT, LONG)]
    assert {"Ada Example", "Ada B. Example"} <= set(sl.analyze(articles, method="lexicon").mentions["party"])


def test_no_articles() -> None:
    empty = sl.Analysis.stack([])
    assert sl.one_name(empty) is empty


def test_articles_without_names() -> None:
    result = analysed("Nothing happened.", "It rained.")
    for name, table in result.tables().items():
        check_table(name, table)


def test_names_are_counted_with_their_short_forms_and_without_shipped_parties() -> None:
    article = analysed("Ada Example left Norway. Example wept.")
    counts = entity_counts(article.entities, article.references)
    assert counts[["name", "short_form"]].to_numpy().tolist() == [
        ["Ada Example", ""],
        ["Ada Example", "Example"],
    ]


def test_counts_without_entities() -> None:
    assert entity_counts(empty_table("entities"), empty_table("references")).empty


def test_without_batches_there_are_none() -> None:
    assert list(one_name_in_batches([], sl.Registry)) == []
