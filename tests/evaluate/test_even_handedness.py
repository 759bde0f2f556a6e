"""The same words, whoever they are said of."""

from __future__ import annotations

import tomllib
from collections import Counter

from analysis.evaluate.even_handedness import even_handedness, filled_frames
from analysis.resources import read_text


def test_frames_are_many_and_different_and_have_both_slots() -> None:
    frames = tomllib.loads(read_text("even_handedness.toml"))["frames"]
    assert len(set(frames)) == len(frames) >= 200
    assert all(frame.count("{A}") == frame.count("{B}") == 1 for frame in frames)
    assert all(frame.count("{") == 2 for frame in frames)


def test_every_name_stands_in_every_slot_of_every_frame() -> None:
    counts = Counter(
        (item.frame, slot, name) for item in filled_frames() for slot, name in enumerate(item.names)
    )
    assert set(counts.values()) == {1}
    assert len({frame for frame, _, _ in counts}) * 2 * len({name for _, _, name in counts}) == len(counts)


def test_spans_are_the_names() -> None:
    for item in filled_frames():
        assert tuple(item.text[start:end] for start, end in item.spans) == item.names
        assert "{" not in item.text


def test_neural_keeps_an_even_hand() -> None:
    result = even_handedness()
    assert result["mean_absolute_change"] <= 0.05
    assert result["largest_difference"] <= 0.03


def test_lexicon_keeps_an_even_hand() -> None:
    result = even_handedness(method="lexicon")
    assert result["frames"] >= 200
    assert result["mean_absolute_change"] <= 0.05
    assert result["largest_difference"] <= 0.03
