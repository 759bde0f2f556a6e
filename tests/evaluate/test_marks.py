"""Labels in braces around the words of a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.evaluate.marks import Marked, read_marks
from analysis.records import LabelsError

STORY = Path("story.md")


def test_labels_are_taken_out_of_a_text() -> None:
    text, marks = read_marks("{Kyiv|Ukraine| metonym} thanks\n{Jan|x}.", STORY, 4)
    assert text == "Kyiv thanks\nJan."
    assert marks == [Marked(0, 4, ("Ukraine", "metonym"), 5), Marked(12, 15, ("x",), 6)]


def test_labels_nest() -> None:
    text, marks = read_marks("{the {Polish|b} mayor|a}", STORY, 0)
    assert text == "the Polish mayor"
    assert [(text[one.start : one.end], one.fields) for one in marks] == [
        ("Polish", ("b",)),
        ("the Polish mayor", ("a",)),
    ]


def test_a_text_without_labels_is_itself() -> None:
    assert read_marks("", STORY, 0) == ("", [])
    assert read_marks("Jan left.", STORY, 0) == ("Jan left.", [])


@pytest.mark.parametrize(
    ("marked", "problem"),
    [
        ("\n{Jan|a", "line 2: a label is not closed"),
        ("Jan|a}", "line 1: a vertical bar stands outside of a label"),
        ("Jan}", "line 1: a label is closed that was not opened"),
        ("{Jan|{a}}", "line 1: a label is opened among the fields of another"),
        ("{|a}", "line 1: a label holds no words"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(marked: str, problem: str) -> None:
    with pytest.raises(LabelsError) as caught:
        read_marks(marked, STORY, 0)
    assert str(caught.value) == f"story.md: {problem}"
