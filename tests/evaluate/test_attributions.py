"""Figures of attributions, counted by hand, and files of labels."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.evaluate import attributions
from analysis.evaluate.attributions import (
    attributions_in,
    compare,
    evaluate_attributions,
    evaluate_story_attributions,
    figures,
    read_attributions,
)
from analysis.evaluate.gold import Story
from analysis.evaluate.gold_sections import Said, Speaker
from analysis.quotes import Attribution
from analysis.records import Article, LabelsError
from analysis.schema import Analysis, make_table
from analysis.tokens.document import Document

#       0         10        20        30        40
TEXT = "Ann Lee said Bob left town. Cid: no more rain"
#       Ann Lee (0, 7) said (8, 12) Bob left town (13, 26) Cid (28, 31) : (31, 32) no more rain (33, 45)
SAID = Attribution(((0, 7),), ((8, 12),), ((13, 26),))
COLON = Attribution(((28, 31),), ((31, 32),), ((33, 45),))


def counted(*pairs: tuple[list[Attribution], list[Attribution]]) -> dict[str, Any]:
    total: Counter[str] = Counter()
    for gold, predicted in pairs:
        total += compare(TEXT, gold, predicted).counts
    return figures(total)


def test_gold_against_itself_is_perfect() -> None:
    found = counted(([SAID, COLON], [COLON, SAID]))
    assert (found.pop("attributions"), found.pop("predicted")) == (2, 2)
    assert set(found.values()) == {1.0}


@pytest.mark.parametrize(
    ("content", "is_matched"),
    [
        ((13, 26), True),
        ((13, 19), False),  # 6 of 13 characters
        ((13, 20), True),  # 7 of 13
        ((0, 26), True),  # 13 of 26
        ((0, 27), False),  # 13 of 27
        ((33, 45), False),
    ],
)
def test_half_of_the_characters_is_enough(content: tuple[int, int], is_matched: bool) -> None:
    found = counted(([SAID], [SAID._replace(content=(content,))]))
    assert found["content_f1"] == found["attribution_f1"] == float(is_matched)


def test_pieces_of_a_content_count_together_and_overlaps_once() -> None:
    pieces = SAID._replace(content=((13, 19), (18, 21), (22, 26)))  # all but one space
    assert compare(TEXT, [SAID], [pieces]).matches == [(0, 0)]


@pytest.mark.parametrize(
    ("gold", "predicted", "is_right"),
    [
        (((0, 7),), ((4, 7),), True),  # Lee
        (((0, 7),), ((28, 31),), False),
        (((0, 7),), (), False),
        ((), ((0, 7),), False),
        ((), (), True),
        (((0, 3),), ((4, 7),), False),
    ],
)
def test_sources_share_a_word_or_are_both_missing(
    gold: tuple[tuple[int, int], ...], predicted: tuple[tuple[int, int], ...], is_right: bool
) -> None:
    found = counted(([SAID._replace(source=gold)], [SAID._replace(source=predicted)]))
    assert (found["content_f1"], found["attribution_f1"]) == (1.0, float(is_right))


def test_each_attribution_is_matched_once() -> None:
    found = counted(([SAID], [SAID, SAID]))
    assert (found["content_precision"], found["content_recall"]) == (0.5, 1.0)
    assert found["content_f1"] == found["cue_f1"] == pytest.approx(2 / 3)


def test_the_best_overlap_is_matched_first() -> None:
    worse = SAID._replace(content=((13, 21),))
    assert compare(TEXT, [SAID], [worse, SAID]).matches == [(0, 1)]


def test_of_equal_overlaps_that_with_the_right_source_is_matched() -> None:
    other = SAID._replace(source=((28, 31),))
    assert compare(TEXT, [SAID], [other, SAID]).matches == [(0, 1)]


def test_cues_count_without_contents_and_contents_without_cues() -> None:
    no_content, no_cue = SAID._replace(content=()), COLON._replace(cue=())
    found = counted(([no_content, no_cue], [no_content, COLON]))
    assert (found["attributions"], found["predicted"], found["content_f1"]) == (1, 1, 1.0)
    assert (found["cue_precision"], found["cue_recall"], found["cue_f1"]) == (
        0.5,
        1.0,
        pytest.approx(2 / 3),
    )


def test_figures_add_up_over_articles() -> None:
    found = counted(([SAID, COLON], [SAID]), ([SAID], [COLON, SAID]))
    assert (found["content_precision"], found["content_recall"]) == (2 / 3, 2 / 3)


def test_nothing_gives_zeros() -> None:
    assert set(counted(([], [])).values()) == {0}


SPANS = st.lists(
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda pair: tuple(sorted(pair))),
    max_size=3,
).map(tuple)
ATTRIBUTIONS = st.lists(st.builds(Attribution, source=SPANS, cue=SPANS, content=SPANS), max_size=6)


@given(ATTRIBUTIONS)
def test_whatever_the_labels_they_agree_with_themselves(gold: list[Attribution]) -> None:
    counts = compare(TEXT, gold, gold).counts
    for name in ("content_matched", "content_predicted", "attribution_matched"):
        assert counts[name] == counts["content_gold"]
    assert counts["cue_matched"] == counts["cue_predicted"] == counts["cue_gold"]


@given(ATTRIBUTIONS, ATTRIBUTIONS)
def test_shares_are_shares(gold: list[Attribution], predicted: list[Attribution]) -> None:
    found = figures(compare(TEXT, gold, predicted).counts)
    assert all(0 <= found[f"{name}_f1"] <= 1 for name in ("content", "attribution", "cue"))
    assert found["attribution_f1"] <= found["content_f1"]


def row(**changes: Any) -> dict[str, Any]:
    labels = [{"source": [[0, 7]], "cue": [[8, 12]], "content": [[13, 26]]}]
    return {"id": "x", "title": "", "text": TEXT, "attributions": labels} | changes


def write(path: Path, *rows: dict[str, Any]) -> Path:
    data = "".join(f"{json.dumps(one)}\n" for one in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_labels_are_read(tmp_path: Path, name: str) -> None:
    first, second = read_attributions(write(tmp_path / name, row(), {"text": " x ", "attributions": []}))
    assert (first.id, first.article.text, first.attributions) == ("x", TEXT, [SAID])
    assert (second.id, second.article.text, second.attributions) == (1, " x ", [])


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("The head\n\nText", "The head", "The head"),
        ("The ‘head.’\n\nText", "The ‘head’", "The ‘head.’"),
        ("The head is long\n\nText", "The head", ""),
        ("The head", "", ""),
        ("", "The head", ""),
        ("Text\n\nThe head", "The head", ""),
    ],
)
def test_a_title_is_one_where_the_text_begins_with_it(
    tmp_path: Path, text: str, title: str, expected: str
) -> None:
    (item,) = read_attributions(write(tmp_path / "a.jsonl", row(text=text, title=title, attributions=[])))
    assert (item.article.title, item.article.text) == (expected, text)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": 1}, "row 1: expected text to be a string and attributions to be a list"),
        ({"attributions": {}}, "row 1: expected text to be a string and attributions to be a list"),
        (
            {"attributions": [{"source": [], "cue": []}]},
            "row 1: attribution 1: expected an object with the lists source, cue, content",
        ),
        (
            {"attributions": [{"source": [], "cue": [[4, 99]], "content": []}]},
            "row 1: attribution 1: cue has [4, 99]; expected [start, end] in the text, 0 to 45",
        ),
        (
            {"attributions": [{"source": [], "cue": [], "content": [[4.0, 5.0]]}]},
            "row 1: attribution 1: content has [4.0, 5.0]; expected [start, end] in the text, 0 to 45",
        ),
    ],
)
def test_wrong_rows_are_errors_that_name_them(changes: dict[str, Any], message: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", row(**changes))
    with pytest.raises(LabelsError) as error:
        list(read_attributions(path))
    assert str(error.value) == f"{path}: {message}"


def test_files_are_measured_with_what_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def find(documents: list[Document], *, method: str) -> list[list[Attribution]]:
        assert method == "lexicon"
        return [[SAID] for _ in documents]

    monkeypatch.setattr(attributions, "find_attributions", find)
    paths = [write(tmp_path / name, row(), row(id="y", attributions=[])) for name in ("a.jsonl", "b.jsonl")]
    found, predictions = evaluate_attributions(paths, method="lexicon")
    assert (found["articles"], found["attributions"], found["predicted"]) == (4, 2, 4)
    assert (found["content_precision"], found["attribution_recall"]) == (0.5, 1.0)
    assert [one["id"] for one in predictions] == ["x", "y", "x", "y"]
    assert predictions[0]["attributions"] == row()["attributions"]


def analysis(speaker: str | None, party: str | None) -> Analysis:
    """An analysis with one quotation, that of `SAID`."""
    quotes: dict[str, list[Any]] = {
        "article_id": ["a"],
        "quote": [0],
        "start": [13],
        "end": [26],
        "surface": ["Bob left town"],
        "kind": ["indirect"],
        "cue_start": [8],
        "cue_end": [12],
        "speaker_start": [0 if speaker else None],
        "speaker_end": [7 if speaker else None],
        "speaker": [speaker],
        "speaker_party": [party],
    }
    contents: dict[str, list[Any]] = {
        name: quotes[name] for name in ("article_id", "quote", "start", "end", "surface")
    }
    tables = Analysis.stack([]).tables() | {
        "quotes": make_table("quotes", quotes),
        "contents": make_table("contents", contents),
    }
    return Analysis(**tables)


def test_quotes_of_an_analysis_are_attributions() -> None:
    assert attributions_in(analysis("Ann Lee", "Oman")) == [Said(SAID, (Speaker("Ann Lee", "Oman"),))]
    (said,) = attributions_in(analysis(None, None))
    assert said == Said(SAID._replace(source=()), (Speaker("", None),))


@pytest.mark.parametrize(
    ("gold", "speaker", "party", "expected"),
    [
        ([Speaker("Ann Lee", "Oman")], "Ann Lee", "Oman", (1.0, 1.0)),
        ([Speaker("Ann Lee", "Oman")], "Oman", "Oman", (0.0, 1.0)),
        ([Speaker("Ann Lee", "Oman")], "Ann Lee", None, (0.0, 0.0)),
        ([Speaker("Oman", "Oman"), Speaker("Iran", "Iran")], "Iran", "Iran", (1.0, 1.0)),
        ([Speaker("the jury", None)], "The jury", None, (1.0, 1.0)),
        ([], "Ann Lee", "Oman", (None, None)),
    ],
)
def test_speakers_of_stories_are_measured(
    monkeypatch: pytest.MonkeyPatch,
    gold: list[Speaker],
    speaker: str,
    party: str | None,
    expected: tuple[float | None, float | None],
) -> None:
    result = analysis(speaker, party)
    monkeypatch.setattr(attributions, "analyze_stories", lambda _stories, method: [result])  # noqa: ARG005
    story = Story(Article("a", TEXT), (), "dev", attributions=(Said(SAID, tuple(gold)), Said(COLON, ())))
    found, predictions = evaluate_story_attributions([story])
    assert (found["speaker_accuracy"], found["speaker_party_accuracy"]) == expected
    assert (found["speakers"], found["content_recall"]) == (len(gold) and 1, 0.5)
    assert predictions[0]["attributions"][0]["speaker"] == speaker


def test_a_story_without_labels_is_an_error() -> None:
    with pytest.raises(LabelsError, match=r"a\.md: has no section '## Attributions' below the text"):
        evaluate_story_attributions([Story(Article("a", TEXT, path="a.md"), (), "dev")])


@pytest.mark.parametrize("name", ["attribution.polnear_train", "attribution.polnear_dev"])
def test_the_real_labels_agree_with_themselves(name: str, eval_folder: Path) -> None:
    total: Counter[str] = Counter()
    for item in read_attributions(eval_folder / f"{name}.jsonl.gz"):
        total += compare(item.article.text, item.attributions, item.attributions).counts
    found = figures(total)
    assert found.pop("attributions") == found.pop("predicted") > 2_000
    assert set(found.values()) == {1.0}
