"""Stories that were written to learn from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.records import LabelsError
from analysis.training import own_stories
from analysis.training.own_labels import text_key
from analysis.training.own_stories import (
    Marking,
    OwnStory,
    read_marked_articles,
    read_own_stories,
    read_own_story,
)
from tests.training import made

ENTITIES = "\n\n## Entities\n\n- jan | person | Jan Wzor\n- oman | place | Oman\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "story.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_other_is_a_pronoun_of_two(tmp_path: Path) -> None:
    story = read_own_story(
        write(tmp_path, "# {Jan|jan} and {Oman|oman} saw {each other|jan + oman}" + ENTITIES)
    )
    assert story.markings[-1] == Marking(17, 27, ("jan", "oman"), "pronoun", "")


def test_a_story_is_read_with_its_markings(tmp_path: Path) -> None:
    text = (
        "# {{Omani|oman|g} mayor|jan > oman|d} left\n\n{Jan|jan} told {a man|-|d} that {they|jan + oman} won."
    )
    story = read_own_story(write(tmp_path, text + ENTITIES))
    assert story.text == "Omani mayor left\n\nJan told a man that they won."
    assert story.entities == {"jan": ("person", "Jan Wzor"), "oman": ("place", "Oman")}
    assert story.markings == (
        Marking(0, 5, ("oman",), "demonym", ""),
        Marking(0, 11, ("jan",), "description", "oman"),
        Marking(18, 21, ("jan",), "name", ""),
        Marking(27, 32, (), "description", ""),
        Marking(38, 42, ("jan", "oman"), "pronoun", ""),
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "# {Jan|jan} left {Oman|oman} and {Ona|ona}" + ENTITIES,
            "line 1: 'Ona' is of 'ona', which is not listed",
        ),
        ("# {Jan|jan > ona} left {Oman|oman}" + ENTITIES, "line 1: 'Jan' is of 'ona', which is not listed"),
        ("# {Jan|jan} left" + ENTITIES, "oman is listed and never marked"),
        ("# {Jan|jan} left\n{Oman|oman|x}" + ENTITIES, "line 2: 'Oman' is not {words|id}"),
        (
            "# {Jan|jan} left {Oman|oman} and {Ona|-}" + ENTITIES,
            "'Ona' is of nobody; only a description can be",
        ),
        (
            "# {Jan|jan} left\n\n## Entities\n- jan | ship | Jan",
            "'- jan | ship | Jan' is not '- id | type | name'",
        ),
        ("# {Jan|jan left" + ENTITIES, "line 1: a label is not closed"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, problem: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(LabelsError) as caught:
        read_own_story(path)
    assert problem in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_folder_is_read_without_what_explains_it(tmp_path: Path) -> None:
    write(tmp_path, "# {Jan|jan} left {Oman|oman}" + ENTITIES)
    (tmp_path / "README.md").write_text("# {", encoding="utf-8")
    assert [story.text for story in read_own_stories(tmp_path)] == ["Jan left Oman"]
    assert read_own_stories(tmp_path / "none") == []


def test_the_stories_that_the_network_learns_from_are_well_formed() -> None:
    folder = Path(__file__).parents[2] / "analysis" / "training" / "stories"
    stories = read_own_stories(folder)
    assert len(stories) > 100
    assert all(story.markings for story in stories)


def test_what_is_marked_in_an_article_is_read_as_in_a_story(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Jan left Oman. He sang."
    row = {
        "text": text_key(text),
        "tells": ["links"],
        "types": ["person", "place"],
        "markings": [[0, 3, "name", "0", ""], [9, 13, "name", "1", ""], [15, 17, "pronoun", "0", "1"]],
    }
    marked = made.write(tmp_path / "marked.jsonl", [row, row | {"text": "0" * 12}])
    monkeypatch.setattr(own_stories, "_MARKED", marked)
    texts = made.write(tmp_path / "texts.jsonl", [{"text": text}, {"text": "Another one."}])
    markings = (
        Marking(0, 3, ("0",), "name", ""),
        Marking(9, 13, ("1",), "name", ""),
        Marking(15, 17, ("0",), "pronoun", "1"),
    )
    assert read_marked_articles([texts]) == [
        OwnStory(text, markings, {"0": ("person", ""), "1": ("place", "")}, ("links",))
    ]


def test_what_is_marked_in_articles_is_well_formed() -> None:
    rows = [json.loads(line) for line in own_stories._MARKED.read_text(encoding="utf-8").splitlines()]
    assert len({row["text"] for row in rows}) == len(rows) > 100
    for row in rows:
        numbers = {str(number) for number in range(len(row["types"]))}
        assert {who for one in row["markings"] for who in one[3].split()} - {"?"} == numbers
        assert {"links"} <= set(row["tells"]) <= {"descriptions", "links", "ties"}
        for start, end, kind, _, belongs in row["markings"]:
            assert 0 <= start < end
            assert kind in ("name", "demonym", "description", "pronoun")
            assert belongs in numbers | {""}
