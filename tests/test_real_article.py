"""The real article, read one by one: what a person finds in it, the package has to find."""

from __future__ import annotations

from pathlib import Path

import pytest

import analysis as sl

# Every mention in the order of the text, with its party and role, as read by a person.
MENTIONS = """
Ukraine Ukraine actor|Russia Russia actor|
Ukraine Ukraine actor|Ukrainian Ukraine actor|Russian Russia actor|
Turkish Turkey actor|Ukrainian Ukraine actor|
Turkish Turkey actor|Mevlut Cavusoglu Turkey actor|Russian Russia actor|Ukraine Ukraine place|
Cavusoglu Turkey actor|
Ukraine Ukraine actor|Dmtryo Kuleba Ukraine actor|Russia Russia actor|Sergey Lavrov Russia actor|
Turkey Turkey actor|
Turkey Turkey actor|Kuleba Ukraine actor|Lavrov Russia actor|
Lavrov Russia actor|India India place|Ukrainian Ukraine actor|
Lavrov Russia actor|Kyiv Ukraine actor|Ukraine Ukraine actor|
Moscow Russia actor|Ukraine Ukraine actor|
Kyiv Ukraine actor|
Cavusoglu Turkey actor|
Russian Russia actor|Turkey Turkey actor|
Turkey Turkey actor|Russian Russia actor|Turkish Turkey actor|Ukrainian Ukraine actor|Turkish Turkey actor|
Turkey Turkey actor|
Turkey Turkey actor|
Kyiv Ukraine actor|Turkish Turkey actor|Recep Tayyip Erdogan Turkey actor|Russian Russia actor|
Vladimir Putin Russia actor|Ukraine Ukraine actor|
Kuleba Ukraine actor|
Moscow Russia actor|
Russian Russia actor|Roman Abramovich Russia actor|Cavusoglu Turkey actor|Abramovich Russia actor
"""
EVIDENCE = [
    (3, "Russian", "unfulfilled", "negative"),
    (8, "Lavrov", "positive", "positive"),
    (8, "Kyiv", "understanding", "positive"),
    (8, "Ukraine", "understanding", "positive"),
    (9, "Moscow", "annexed", "negative"),
    (12, "Turkey", "important", "positive"),
    (13, "Turkey", "significant", "positive"),
    (18, "Abramovich", "sincere", "positive"),
]


def test_metadata(real_article: sl.Article) -> None:
    assert real_article.article_id == "ukraine-russia-peace-talks-resume"
    assert real_article.title == "Ukraine-Russia Peace Talks Resume"
    assert (real_article.source, str(real_article.published)) == ("Voice of America", "2022-04-01")


def test_page_furniture_is_gone_and_the_story_is_whole(real_article: sl.Article) -> None:
    assert real_article.text.endswith("sincere efforts to end the war.")
    assert "your ad here" not in real_article.text
    assert "\xa0" not in real_article.text
    assert len(real_article.text.split("\n\n")) == 12


def test_our_copy_has_the_words_of_the_one_that_was_received(root: Path, real_article: sl.Article) -> None:
    received = root.parent / "shared" / "corpus" / "ukraine-russia-peace-talks-resume.txt"
    if not received.is_file():
        pytest.skip("the file as it was received is not part of the repository")
    words = received.read_text(encoding="utf-8").split()
    assert real_article.text.split() == words[: -len("your ad here leave a reply".split())]


def test_every_mention(real: sl.Analysis) -> None:
    expected = [entry.strip().rsplit(" ", 2) for entry in MENTIONS.replace("\n", "").split("|")]
    assert real.mentions[["surface", "party", "role"]].to_numpy().tolist() == expected


def test_every_word_that_counts(real: sl.Analysis) -> None:
    keys = ["article_id", "mention"]
    found = real.evidence.merge(real.mentions, on=keys, suffixes=("_word", "")).merge(
        real.sentiments[[*keys, "label"]], on=keys
    )
    assert (
        list(found[["sentence", "surface", "surface_word", "label"]].itertuples(index=False, name=None))
        == EVIDENCE
    )


def test_peace_talks_make_nobody_look_good(real: sl.Analysis) -> None:
    headline = real.mentions["sentence"] == 0
    assert real.sentiments.loc[headline, "label"].isna().all()
    assert not real.evidence["surface"].str.casefold().isin(["peace", "talks", "war"]).any()


def test_summary_names_the_three_parties_and_claims_no_winner(real: sl.Analysis) -> None:
    summary = sl.prose.summary(real).markdown
    assert "Russia (17 mentions), Ukraine (17 mentions) and Turkey (16 mentions)" in summary
    assert "For no party do enough sentences point one way" in sl.prose.certainty(real).markdown
