"""From articles to tables."""

from __future__ import annotations

import doctest
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as sl
from analysis import pipeline
from analysis.pipeline import analyzer, naming, reading, toward
from analysis.records import ChoiceError, CorpusError, UnknownPartyError
from analysis.schema import TABLES, check_table

NAMED = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(["Ukraine’s ", "Kyiv. ", "“Iran” ", "U.S.-China ", "\n\n", "not good "]),
    )
).map("".join)


def articles(*texts: str) -> list[sl.Article]:
    return [sl.make_article(text, article_id=f"a{number}") for number, text in enumerate(texts)]


def assert_same(one: sl.Analysis, other: sl.Analysis) -> None:
    for name, table in one.tables().items():
        pd.testing.assert_frame_equal(table, other.tables()[name])


@given(NAMED)
@settings(max_examples=150, deadline=None)
def test_offsets_hold_in_every_row_of_every_table(text: str) -> None:
    article = sl.Article("x", text)
    result = sl.analyze([article])
    for name, table in result.tables().items():
        check_table(name, table)
        if "surface" in table:
            assert [
                text[start:end] for start, end in zip(table["start"], table["end"], strict=True)
            ] == table["surface"].tolist()


@given(NAMED)
@settings(max_examples=50, deadline=None)
def test_offsets_hold_after_cleaning(text: str) -> None:
    try:
        article = sl.make_article(text)
    except CorpusError:
        return  # nothing but white space or furniture
    tokens = sl.analyze([article]).tokens
    cut = [article.text[start:end] for start, end in zip(tokens["start"], tokens["end"], strict=True)]
    assert cut == tokens["surface"].tolist()


def test_no_articles_give_every_table_empty_with_its_columns() -> None:
    result = sl.analyze([])
    assert {name: len(table) for name, table in result.tables().items()} == dict.fromkeys(result.tables(), 0)
    for name, table in result.tables().items():
        assert list(table.columns) == [column.name for column in TABLES[name]]


def test_an_article_is_analysed_alike_alone_and_among_others() -> None:
    many = articles("Iran praised Oman.", "Peace in Chad.", "No party here.", "France attacked Spain.")
    together = sl.analyze(many)
    for article in many:
        assert_same(together.select(article.article_id), sl.analyze_article(article))


def test_batches_stack_to_the_whole() -> None:
    many = articles(*[f"Iran praised Oman {number} times." for number in range(150)])
    batches = list(sl.analyze_batches(many, jobs=2))
    assert [len(batch.articles) for batch in batches] == [64, 64, 22]
    assert_same(sl.Analysis.stack(batches), sl.analyze(many))


def test_an_iterator_of_articles_is_read_lazily() -> None:
    read: list[str] = []

    def source() -> Iterator[sl.Article]:
        for article in articles(*["Iran."] * 130):
            read.append(article.article_id)
            yield article

    next(sl.analyze_batches(source()))
    assert len(read) == 64


def test_parties_come_with_each_article() -> None:
    own = sl.Registry(parties=(sl.Party("Red Team", kind="organisation"),))
    with_own = sl.make_article("The Red Team won.", article_id="one", registry=own)
    without = sl.make_article("The Red Team won.", article_id="two")
    assert sl.analyze([with_own, without]).mentions[["article_id", "party"]].to_numpy().tolist() == [
        ["one", "Red Team"]
    ]


def test_a_registry_given_to_analyze_replaces_that_of_the_articles() -> None:
    own = sl.Registry(parties=(sl.Party("Red Team"),))
    article = sl.make_article("The Red Team met the Blue Team.", registry=own)
    result = sl.analyze([article], registry=sl.Registry(parties=(sl.Party("Blue Team"),)))
    assert result.mentions["party"].tolist() == ["Blue Team"]


def test_unknown_method() -> None:
    with pytest.raises(ChoiceError, match=r"^method is 'magic'; expected one of: neural, lexicon$"):
        sl.analyze([], method="magic")


@pytest.mark.parametrize(
    ("text", "party", "label"),
    [
        ("Moscow annexed Crimea by force.", "Russia", "negative"),
        ("Moscow annexed Crimea by force.", "Moscow", "negative"),
        ("Ukraine and Russia held peace talks.", "Ukraine", None),
        ("Iran praised the brave Norwegian rescuers.", "Norway", "positive"),
        ("Iran was condemned by Oman.", "Iran", "negative"),
        ("Iran was condemned by Oman.", "Oman", None),
    ],
)
def test_sentiment_toward(text: str, party: str, label: str | None) -> None:
    assert sl.sentiment_toward(text, party, method="lexicon").label == label


def test_sentiment_toward_gives_score_and_evidence() -> None:
    found = sl.sentiment_toward("Moscow annexed Crimea. Moscow smiled.", "Russia", method="lexicon")
    assert (found.party, found.n) == ("Russia", 2)
    assert found.evidence[0] == ("annexed", -2.5)
    assert found.score is not None


def test_no_evidence_is_none_and_not_zero() -> None:
    found = sl.sentiment_toward("Ukraine and Russia held peace talks.", "Russia", method="lexicon")
    assert (found.score, found.label, found.n_scored, found.evidence) == (None, None, 0, ())


def test_unknown_party() -> None:
    with pytest.raises(
        UnknownPartyError, match=r"^no party is known as 'Atlantis'; countries go by their English"
    ):
        sl.sentiment_toward("Atlantis sank.", "Atlantis")


def test_party_that_the_text_does_not_mention() -> None:
    with pytest.raises(
        UnknownPartyError,
        match=r"^the text does not mention Chad as an actor; parties that it does: Iran, Oman$",
    ):
        sl.sentiment_toward("Iran met Oman.", "Chad")


def test_sentiment_toward_of_an_empty_text() -> None:
    with pytest.raises(CorpusError, match=r"^article 'text': has no text; expected an article$"):
        sl.sentiment_toward("  ", "Chad")


def test_two_articles_of_one_id_are_named() -> None:
    twice = (sl.make_article(text, article_id="a") for text in ("Iran left.", "France left."))
    with pytest.raises(CorpusError) as caught:
        sl.analyze(twice, method="lexicon")
    assert str(caught.value) == (
        "article 'a': there are two of this id; make_article(..., article_id=...) gives another"
    )


def test_two_articles_without_an_id_are_told_apart() -> None:
    result = sl.analyze(map(sl.make_article, ("Iran left.", "France left.")), method="lexicon")
    assert len(set(result.article_ids)) == 2


def test_ids_are_compared_across_batches() -> None:
    articles = [sl.make_article("Iran left.", article_id=str(number % 70)) for number in range(71)]
    with pytest.raises(CorpusError, match="article '0'"):
        list(sl.analyze_batches(articles, method="lexicon"))


def test_text_that_no_table_can_hold_is_named() -> None:
    with pytest.raises(CorpusError) as caught:
        sl.analyze([sl.Article("a", "Iran\ud800 left.")], method="lexicon")
    assert str(caught.value) == (
        r"article 'a': holds '\ud800', half of a UTF-16 pair; make_article repairs it"
    )


def test_batch_ends_with_two_million_characters() -> None:
    text = "a" * 1_000_000
    articles = [sl.Article(str(number), text) for number in range(3)]
    batches = list(sl.analyze_batches(articles, method="lexicon"))
    assert [len(batch.articles) for batch in batches] == [2, 1]


@pytest.mark.parametrize("method", ["neural", "lexicon"])
def test_sentiment_toward_takes_half_a_utf16_pair(method: str) -> None:
    assert sl.sentiment_toward("Moscow annexed Crimea\ud800 by force.", "Russia", method=method).n == 1


@pytest.mark.parametrize("module", [pipeline, analyzer, naming, toward])
def test_examples(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    "things",
    [
        "Iran praised Oman.",
        ["Iran praised Oman."],
        {"text": "Iran praised Oman."},
        pd.DataFrame({"body": ["Iran praised Oman."]}),
        pd.Series(["Iran praised Oman."]),
        sl.make_article("Iran praised Oman.", article_id="text-1"),
    ],
)
def test_whatever_holds_articles_is_analysed(things: object) -> None:
    for analyse in (sl.analyze, sl.analyze_article):
        result = analyse(things, method="lexicon")
        assert result.mentions[["article_id", "party"]].to_numpy().tolist() == [
            ["text-1", "Iran"],
            ["text-1", "Oman"],
        ]


def test_a_path_is_analysed(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text("Talks\n\nIran praised Oman.")
    assert sl.analyze(tmp_path, method="lexicon").article_ids == ["talks"]
    assert sl.analyze(str(tmp_path / "talks.txt"), method="lexicon").article_ids == ["talks"]


def test_parties_are_suggested_from_a_text() -> None:
    assert 'name = "Iran"' in sl.suggest_parties("Iran praised Oman.")


@pytest.mark.parametrize(("things", "held"), [(["Iran.", "Oman."], "several articles"), ([], "no article")])
def test_one_article_is_expected(things: object, held: str) -> None:
    with pytest.raises(CorpusError) as caught:
        sl.analyze_article(things)
    assert str(caught.value) == f"input: holds {held}; expected one, and analyze(...) takes any number"


@pytest.mark.parametrize(
    "call",
    [
        lambda registry: sl.analyze("Iran left.", registry=registry),
        lambda registry: sl.sentiment_toward("Iran left.", "Iran", registry=registry),
        lambda registry: sl.suggest_parties("Iran left.", registry=registry),
    ],
)
def test_what_is_no_registry(call: Callable[[object], object]) -> None:
    with pytest.raises(ChoiceError) as caught:
        call("parties.toml")
    assert str(caught.value) == "registry is a str; expected a Registry, as read_registry(...) returns it"


@pytest.mark.parametrize("party", ["Russia", "russia", "RUSSIA", "moscow", "kremlin"])
def test_party_is_known_in_any_case(party: str) -> None:
    assert sl.sentiment_toward("Moscow annexed Crimea.", party, method="lexicon").party == "Russia"


@pytest.mark.parametrize("method", ["neural", "lexicon"])
@pytest.mark.parametrize(
    "text",
    [
        "Moscow annexed Crimea by force.",
        "Russia is a country.",
        "Russia met Oman on Friday.",
        "Oman praised Russia.",
        "Russia may, some say, have helped a little.",
    ],
)
def test_sentiment_toward_gives_the_label_of_the_table(text: str, method: str) -> None:
    table = sl.analyze(text, method=method).sentiments
    (label,) = table.loc[table["party"] == "Russia", "label"]
    found = sl.sentiment_toward(text, "Russia", method=method).label
    assert found == (None if pd.isna(label) else label)


STORY = " ".join(f"France praised Spain in report {n}, and Spain thanked France." for n in range(9))
WIRE = [sl.Article("a", STORY), sl.Article("b", "Iran left Oman."), sl.Article("c", f"Wire\n\n{STORY}")]


def test_near_duplicates_are_marked() -> None:
    result = sl.analyze(WIRE, method="lexicon")
    assert result.articles["duplicate_of"].fillna("").tolist() == ["", "", "a"]
    assert result.mentions["article_id"].value_counts().to_dict() == {"a": 36, "c": 36, "b": 2}


def test_near_duplicates_are_not_looked_for() -> None:
    assert sl.analyze(WIRE, method="lexicon", duplicates="keep").articles["duplicate_of"].isna().all()


@pytest.mark.parametrize("method", ["lexicon", "neural"])
def test_of_near_duplicates_that_are_dropped_the_table_of_articles_tells(method: str) -> None:
    marked = sl.analyze(WIRE, method=method)
    dropped = sl.analyze(WIRE, method=method, duplicates="drop")
    pd.testing.assert_frame_equal(dropped.articles, marked.articles)
    for name, table in dropped.tables().items():
        check_table(name, table)
        assert name == "articles" or set(table["article_id"]) <= {"a", "b"}
    pd.testing.assert_frame_equal(sl.party_sentiment(dropped), sl.party_sentiment(marked))
    pd.testing.assert_frame_equal(sl.term_frequencies(dropped), sl.term_frequencies(marked))


def test_near_duplicates_are_found_across_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sl.analyze(WIRE, method="lexicon", duplicates="drop")
    monkeypatch.setattr(reading, "BATCH", 1)
    for one_name in (False, True):
        batches = list(sl.analyze_batches(WIRE, method="lexicon", duplicates="drop", one_name=one_name))
        assert len(batches) == 3
        assert_same(sl.Analysis.stack(batches), whole)


def test_what_to_do_with_near_duplicates_is_one_of_three() -> None:
    with pytest.raises(ChoiceError, match=r"^duplicates is 'delete'; expected one of: keep, mark, drop$"):
        sl.analyze(WIRE, duplicates="delete")


@pytest.mark.parametrize("function", [sl.tf_idf, sl.keyphrases, sl.document_sentiment])
def test_what_tells_of_each_article_passes_over_those_dropped(
    function: Callable[[sl.Analysis], pd.DataFrame],
) -> None:
    found = function(sl.analyze(WIRE, method="lexicon", duplicates="drop"))
    assert "c" not in set(found["article_id"])
