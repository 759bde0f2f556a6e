"""The neural method: what it answers, for what, and what it does with wrong inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as sl
from analysis.network import mentions
from analysis.network.pieces import Sentence
from analysis.records import Article, ChoiceError, SpanError
from analysis.schema import check_table
from analysis.sentiment import explain, score_sentences

TEXTS = (
    "Spain betrayed France, and France was outraged. Oman met Iran.",
    "The brave rescuers from Norway saved hundreds of lives.",
    "Nobody met.",
    "Iran lied to Oman about the shipment, which the minister called a disgrace, " * 8 + "and left.",
)


def scored(*texts: str, evidence: bool = False) -> sl.Analysis:
    return sl.analyze([Article(f"a{n}", text) for n, text in enumerate(texts)], evidence=evidence)


def label_of(text: str, target: str) -> str:
    start = text.index(target)
    return str(score_sentences([(text, [(start, start + len(target))])])["label"].iloc[0])


@pytest.mark.parametrize(
    ("text", "target", "label"),
    [
        ("The minister praised Norway for its courage and generosity.", "Norway", "positive"),
        ("Norway was condemned for the brutal murder of civilians.", "Norway", "negative"),
        ("The delegation of Norway arrived on Monday.", "Norway", "neutral"),
        ("She is a liar and a disgrace.", "She", "negative"),
    ],
)
def test_plain_sentences(text: str, target: str, label: str) -> None:
    assert label_of(text, target) == label


def test_tables_are_as_declared_and_every_mention_has_a_score() -> None:
    result = scored(*TEXTS, evidence=True)
    check_table("sentiments", result.sentiments)
    check_table("evidence", result.evidence)
    key = ["article_id", "mention", "party"]
    pd.testing.assert_frame_equal(result.sentiments[key], result.mentions[key])
    shares = result.sentiments[["negative", "neutral", "positive"]]
    assert shares.sum(axis=1).tolist() == pytest.approx([1.0] * len(shares), abs=1e-5)
    assert result.sentiments["score"].tolist() == pytest.approx(
        (shares["positive"] - shares["negative"]).tolist()
    )
    assert result.sentiments["label"].tolist() == shares.idxmax(axis=1).tolist()
    assert set(result.sentiments["method"]) == {"neural"}
    assert result.sentiments["is_whole"].all()


def test_a_sentence_is_scored_alike_alone_and_among_others(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [("Spain praised us.", [(0, 5)]), ("Iran robbed them.", [(0, 4)]), ("Oman met nobody.", [(0, 4)])]
    passes = counted_passes(monkeypatch)
    together = score_sentences(texts)
    assert passes == [3]
    alone = pd.concat([score_sentences([text]) for text in texts], ignore_index=True)
    names = ["negative", "neutral", "positive"]
    assert (together[names] - alone[names]).abs().to_numpy().max() < 0.01


def test_who_it_is_said_of_does_not_matter() -> None:
    frame = "{} accused {} of betraying the peace, and the U.N. agreed."
    one, other = (
        score_sentences([(frame.format(a, b), [(0, len(a)), (len(a) + 9, len(a) + 9 + len(b))])])
        for a, b in (("Russia", "Saudi Arabia"), ("Saudi Arabia", "Russia"))
    )
    pd.testing.assert_frame_equal(one, other)


def counted_passes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the sentences of every pass from now on."""
    passes: list[int] = []
    run = mentions._run

    def counted(batch: Any) -> Any:
        passes.append(len(batch))
        return run(batch)

    monkeypatch.setattr(mentions, "_run", counted)
    return passes


def test_one_pass_answers_for_all_mentions(monkeypatch: pytest.MonkeyPatch) -> None:
    passes = counted_passes(monkeypatch)
    assert len(scored("Spain, France, Italy, Iran and Oman met.").sentiments) == 5
    assert passes == [1]


def test_sentences_of_several_articles_are_read_together(monkeypatch: pytest.MonkeyPatch) -> None:
    passes = counted_passes(monkeypatch)
    scored(*["Spain met Iran."] * 20)
    assert passes == [20]


def test_no_sentence_gives_an_empty_table_with_its_columns() -> None:
    empty = score_sentences([])
    assert list(empty.columns) == list(score_sentences([("Spain left.", [(0, 5)])]).columns)
    assert empty.empty
    assert score_sentences([("", []), ("Nobody.", [])]).empty


@pytest.mark.parametrize("method", ["neural", "lexicon"])
@pytest.mark.parametrize("span", [(0, 6), (-1, 3), (3, 3), (4, 2), (5, 9)])
def test_a_span_outside_the_text_is_an_error(method: str, span: tuple[int, int]) -> None:
    with pytest.raises(SpanError) as error:
        score_sentences([("Spain left.", [(0, 5)]), ("Spain", [span])], method=method)
    assert str(error.value) == (
        f"sentence 1: the mention ({span[0]}, {span[1]}) is not inside its 5 characters; "
        "expected 0 <= start < end <= length"
    )


def test_any_span_of_an_empty_sentence_is_outside() -> None:
    with pytest.raises(SpanError, match="is not inside its 0 characters"):
        score_sentences([("", [(0, 1)])])


def test_a_sentence_of_blanks_is_scored() -> None:
    assert len(score_sentences([("   ", [(0, 1)])])) == 1


def test_a_sentence_of_5000_words_says_that_it_is_cut() -> None:
    text = "Spain is honest, " + "and so on " * 1666
    (row,) = score_sentences([(text, [(0, 5)])]).to_dict(orient="records")
    assert row["is_whole"] is False
    whole = score_sentences([("Spain is honest.", [(0, 5)])])
    assert whole["is_whole"].tolist() == [True]


def test_a_target_in_the_900th_word_is_read_with_what_is_around_it() -> None:
    start = 5 * 899
    for judgement, label in (
        ("is a corrupt and brutal liar", "negative"),
        ("is a brave and honest hero", "positive"),
    ):
        text = "word " * 899 + f"Spain {judgement}. " + "word " * 500
        (row,) = score_sentences([(text, [(start, start + 5)])]).to_dict(orient="records")
        assert (row["label"], row["is_whole"]) == (label, False)


def test_the_report_says_which_sentences_were_cut() -> None:
    result = scored("Spain is honest, " + "and so on " * 900 + "as Oman said.")
    assert result.sentiments["is_whole"].tolist() == [False, False]
    text = sl.prose.limits(result).markdown
    assert "2 mentions stand in sentences of more than about 200 words" in text


@pytest.mark.parametrize(
    "call", [lambda m: score_sentences([], method=m), lambda m: explain("Spain", (0, 5), method=m)]
)
def test_an_unknown_method_is_an_error_that_lists_the_known(call: Callable[[str], object]) -> None:
    with pytest.raises(ChoiceError, match=r"^method is 'magic'; expected one of: neural, lexicon$"):
        call("magic")


@given(st.lists(st.text(max_size=30), max_size=4))
@settings(max_examples=30, deadline=None)
def test_any_text_is_scored(texts: list[str]) -> None:
    sentences = [(text, [(0, len(text))] if text else []) for text in texts]
    found = score_sentences(sentences)
    assert found["sentence"].tolist() == [n for n, text in enumerate(texts) if text]
    assert found[["negative", "neutral", "positive", "score"]].notna().to_numpy().all()


def test_explain_measures_every_word_outside_the_mention() -> None:
    text = "Norway is corrupt and France left."
    found = explain(text, (0, 6))
    assert found["surface"].tolist() == ["is", "corrupt", "and", "France", "left"]
    assert [text[a:b] for a, b in zip(found["start"], found["end"], strict=True)] == found["surface"].tolist()
    assert found.sort_values("weight")["surface"].iloc[0] == "corrupt"
    assert found["weight"].min() < -0.1


def test_a_weight_is_the_mean_of_what_a_word_moves_in_its_sentence_and_alone() -> None:
    texts = ["Norway is corrupt.", "Norway is .", "Norway corrupt", "Norway"]
    whole, without, alone, bare = score_sentences([(text, [(0, 6)]) for text in texts])["score"]
    weights = explain("Norway is corrupt.", (0, 6)).set_index("surface")["weight"]
    assert weights["corrupt"] == pytest.approx((whole - without + alone - bare) / 2, abs=1e-6)


@pytest.mark.parametrize("mention", ["Norway", (0,), (0, 6, 7), ("a", "b"), 3])
def test_a_mention_that_is_no_span_is_an_error_that_says_so(mention: Any) -> None:
    with pytest.raises(
        SpanError, match=r"^sentence 0: the mention is .*; expected \(start, end\) in characters$"
    ):
        explain("Norway is corrupt.", mention)


def test_a_mention_may_come_from_a_table() -> None:
    table = pd.DataFrame({"start": [0], "end": [6]})
    mention = (table["start"].iloc[0], table["end"].iloc[0])
    assert explain("Norway is corrupt.", mention).equals(explain("Norway is corrupt.", (0, 6)))


def test_explain_by_lexicon_gives_its_rule_weights() -> None:
    found = explain("Norway is corrupt.", (0, 6), method="lexicon")
    assert found.to_numpy().tolist() == [[10, 17, "corrupt", -2.5]]


def test_explain_of_a_long_sentence_measures_what_was_read() -> None:
    text = "word " * 899 + "Spain is corrupt. " + "word " * 900
    found = explain(text, (5 * 899, 5 * 899 + 5)).set_index("start")["weight"]
    assert found.loc[5 * 899 + 9] < 0
    assert found.loc[0] == 0.0


def test_evidence_are_the_words_that_move_a_score_most() -> None:
    result = scored("Norway is corrupt and brutal. The delegation of Oman arrived.", evidence=True)
    words = result.evidence
    assert set(words["mention"]) == {0}
    assert len(words) <= 3
    assert words["weight"].max() <= -0.03
    assert set(words["surface"]) <= {"corrupt", "brutal"}


def test_evidence_is_a_tenth_of_the_score_at_least() -> None:
    text = "Norway lied and refused to help."
    result = scored(text, evidence=True)
    score = result.sentiments["score"].iloc[0]
    weights = explain(text, (0, 6)).set_index("surface")["weight"]
    assert score / 10 < weights["refused"] < -0.03  # or this shows nothing
    assert result.evidence["surface"].tolist() == ["lied"]


@pytest.mark.parametrize(
    ("text", "read_again"),
    [
        ("The delegation of Oman arrived.", 0),
        # The mention, then "corrupt" with it, and the sentence without "corrupt"; "is" could not be shown.
        ("Norway is corrupt.", 3),
    ],
)
def test_only_words_that_could_be_shown_are_measured(
    text: str, read_again: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes = counted_passes(monkeypatch)
    scored(text, evidence=True)
    assert sum(passes) == 1 + read_again


def test_evidence_is_empty_unless_asked_for() -> None:
    assert scored("Norway is corrupt.").evidence.empty
    lexicon = sl.analyze([Article("a", "Norway is corrupt.")], method="lexicon")
    assert lexicon.evidence.empty


def test_readings_come_in_the_order_of_the_mentions() -> None:
    text = "Spain is honest, but Oman is corrupt."
    forward = mentions.read([Sentence(text, ((0, 5), (21, 25)))])[0].mentions
    backward = mentions.read([Sentence(text, ((21, 25), (0, 5)))])[0].mentions
    assert [reading.negative for reading in forward] == pytest.approx(
        [r.negative for r in backward[::-1]], abs=1e-5
    )
