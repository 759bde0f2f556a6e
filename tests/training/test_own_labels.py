"""Labels of our own: their file, and the sentences that they are found in."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.network.pairs import PAIR_LABELS
from analysis.records import ABOUT
from analysis.training import own_labels
from analysis.training.data import LABELS, PAIR_NAMES, certain
from analysis.training.own_labels import OwnLabel, is_own_kept, own_label_lines, read_own_labels, text_key
from tests.training.made import write

ARTICLE = "Oman praised Iran in a speech. Iran did not answer. Chad robbed Peru."
SENTENCE = "Spain helped the town."


def test_the_file_holds_labels_that_there_are_each_once() -> None:
    lines = own_label_lines()
    assert len({(line.text, line.first, line.second) for line in lines}) == len(lines) > 9000
    for line in lines:
        if line.second is not None:
            assert (line.label in PAIR_NAMES, line.about) == (True, "")
        elif line.label == "people":
            assert line.about in ABOUT
        else:
            assert line.label in LABELS
            assert (line.about in ABOUT) == (line.label != "neutral")


def test_about_a_fifth_of_texts_is_kept() -> None:
    texts = {line.text for line in own_label_lines()}
    assert sum(map(is_own_kept, texts)) / len(texts) == pytest.approx(0.2, abs=0.04)


def test_labels_are_found_in_their_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article, sentence = text_key(ARTICLE), text_key(SENTENCE)
    lines = [
        OwnLabel(article, (13, 17), None, "positive", "wording"),
        OwnLabel(article, (0, 4), None, "neutral", ""),
        OwnLabel(article, (0, 4), (13, 17), "positive p->q", ""),
        OwnLabel(article, (2, 9), None, "negative", "event"),  # no mention
        OwnLabel(sentence, (0, 5), None, "people", "deed"),
        OwnLabel("0" * 12, (0, 4), None, "negative", "event"),  # another text
    ]
    monkeypatch.setattr(own_labels, "own_label_lines", lambda: lines)
    monkeypatch.setattr(own_labels, "is_own_kept", lambda key: key == sentence)
    path = write(tmp_path / "texts.jsonl", [{"text": ARTICLE}, {"text": SENTENCE}])
    learned, kept = read_own_labels([path])
    (item,) = learned.opinions
    assert item.sentence.text == "Oman praised Iran in a speech."
    assert item.targets == (
        (1, certain(LABELS.index("positive"), 3)),
        (0, certain(LABELS.index("neutral"), 3)),
    )
    assert item.pairs == ((0, 1, certain(PAIR_LABELS.index(("positive", "p->q")), 5)),)
    (about,) = learned.abouts
    assert about.targets == ((1, certain(ABOUT.index("wording"), 3)),)
    assert kept.opinions == []
    (about,) = kept.abouts
    assert (about.sentence.text, about.targets) == (SENTENCE, ((0, certain(ABOUT.index("deed"), 3)),))
