"""Every number and verdict that a report says of labels is that of the tables, counted here anew."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import analysis as sl
from analysis.report.labelled import corrections, measured_accuracy
from analysis.schema import empty_table
from tests.validation.test_attaching import corpus, labelled, labels

# Sentences that differ, since repeated ones count once.
ONE_SIDE = " ".join(f"{party} saved {n} people." for n in range(20, 50) for party in ("Spain", "France"))


@cache
def article(mark: str) -> sl.Analysis:
    """Return one article that the model reads as kind to both, with labels that call all of Spain `mark`."""
    result = sl.analyze([sl.make_article(ONE_SIDE, article_id="one", title="Told")])
    drawn = sl.sample(result, n=1000)
    # One of the others, or nothing would vary.
    said = np.where(drawn["party"] == "Spain", mark, "positive")
    said[drawn.index[drawn["party"] == "Spain"][0]] = "neutral"
    return sl.with_labels(result, drawn.assign(label=said, coder="Ana"))


def without(result: sl.Analysis) -> sl.Analysis:
    return dataclasses.replace(result, labelled=empty_table("labelled"))


def test_accuracy_is_that_on_these_articles() -> None:
    row = sl.validate(corpus(), labels()).scores.iloc[0]
    told = re.search(
        r"On (\d+) mentions of these articles that one coder labelled, the method gave people’s own label in "
        r"(\d+)\u00a0% of cases \(95 % interval (\d+)\u00a0% to (\d+)\u00a0%\)",
        measured_accuracy(labelled()),
    )
    assert told is not None
    shares = [f"{100 * row[name]:.0f}" for name in ("accuracy", "accuracy_low", "accuracy_high")]
    assert list(told.groups()) == [str(row["n"]), *shares]


def test_corrected_parties_are_named_with_their_labels() -> None:
    counts = labels()["party"].value_counts()
    assert corrections(labelled())[0].startswith(
        f"The means of France ({counts['France']} labels) and Spain ({counts['Spain']} labels) are corrected "
        "by these labels."
    )


def verdicts(result: sl.Analysis) -> dict[str, str]:
    return dict(sl.party_sentiment(result)[["party", "verdict"]].itertuples(index=False))


@pytest.mark.parametrize("mark", ["negative", "positive"])
def test_every_verdict_that_changes_has_its_line(mark: str) -> None:
    result = article(mark)
    before, after = verdicts(without(result)), verdicts(result)
    means = [sl.party_sentiment(one).set_index("party")["mean"] for one in (without(result), result)]
    told = {
        party: (old, float(was.replace("−", "-")), new, float(now.replace("−", "-")))
        for party, old, was, new, now in re.findall(
            r"With the labels, (\w+) goes from “([^”]+)” \((\S+)\) to “([^”]+)” \((\S+)\)\.",
            "\n".join(corrections(result)),
        )
    }
    expected = {
        party: (before[party], round(means[0][party], 2), after[party], round(means[1][party], 2))
        for party in after
        if before[party] != after[party]
    }
    assert told == expected
    assert ("That changes no verdict." in corrections(result)[0]) == (not expected)


def test_a_label_against_the_model_changes_a_verdict() -> None:
    result = article("negative")
    assert verdicts(without(result))["Spain"] == "favourable"
    assert verdicts(result)["Spain"] == "unfavourable"


def test_labels_of_no_single_party_correct_nothing() -> None:
    found = labelled(30)
    assert corrections(found) == ["No party has 20 labels of its own that differ, so they correct no mean."]


@pytest.mark.parametrize("result", [corpus, lambda: labelled(15)])
def test_without_labels_or_with_too_few_nothing_is_said(result: object) -> None:
    found = result()  # type: ignore[operator]
    assert (measured_accuracy(found), corrections(found)) == ("", [])


def test_pages_of_an_article_say_it() -> None:
    page = sl.Report().article_page(article("negative"))
    texts = {section.name: section.items for section in page.sections}
    notes = texts["parties"][1]
    assert isinstance(notes, sl.Block)
    assert "On 60 mentions of this article that one coder labelled" in notes.markdown
    assert "four times in five" not in notes.markdown
    assert "With the labels, Spain goes from “favourable”" in notes.markdown
    assert "as labels of this article show them" in notes.markdown


def test_portraits_say_which_means_are_corrected() -> None:
    text = sl.prose.portraits(article("negative")).markdown
    assert "the mean is −0.97, corrected by 30 labels (95 % interval −1.00 to −0.90): unfavourable." in text
    assert text.count("corrected by") == 1


def test_pages_of_several_articles_say_it(tmp_path: Path) -> None:
    index = sl.write_report(labelled(), tmp_path / "out", formats=("md",), index_only=True)
    text = index.read_text(encoding="utf-8")
    assert text.count("On 120 mentions of these articles that one coder labelled") == 2
    assert "are corrected by these labels" in text
    assert "four times in five" not in text
    assert (tmp_path / "out/tables/labelled.csv").is_file()
