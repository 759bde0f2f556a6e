"""Gold stories: the format, and its errors with file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.evaluate.gold import Label, Story, read_stories
from analysis.schema import CorpusError, LabelsError

FRONT = "---\nsource: The Example\npublished: 2026-01-31\nsplit: dev\n---\n\n"


def story(folder: Path, body: str, front: str = FRONT) -> Story:
    path = folder / "a-story.md"
    path.write_text(front + body, encoding="utf-8")
    (found,) = read_stories([path])
    return found


def test_labels_become_spans_in_the_plain_text(tmp_path: Path) -> None:
    found = story(
        tmp_path,
        "# {Kyiv|Ukraine|metonym} thanks {Poland|Poland|name}\n\n"
        "{The {Polish|Poland|demonym} president|Poland: Jan Wzor|nominal} spoke in "
        "{Gdansk|Poland|metonym|place}.\n",
    )
    assert found.article.text == "Kyiv thanks Poland\n\nThe Polish president spoke in Gdansk."
    assert found.article.title == "Kyiv thanks Poland"
    assert (found.article.article_id, found.article.source, found.split) == ("a-story", "The Example", "dev")
    assert found.labels == (
        Label(0, 4, "Ukraine", "", "metonym", "actor"),
        Label(12, 18, "Poland", "", "name", "actor"),
        Label(20, 40, "Poland", "Jan Wzor", "nominal", "actor"),
        Label(24, 30, "Poland", "", "demonym", "actor"),
        Label(50, 56, "Poland", "", "metonym", "place"),
    )


def test_one_span_can_stand_for_two_parties(tmp_path: Path) -> None:
    found = story(tmp_path, "# Title\n\n{Both sides|Iran + Oman: Ada Example|nominal} met.")
    assert [(label.party, label.entity) for label in found.labels] == [("Iran", ""), ("Oman", "Ada Example")]


def test_parties_beside_the_story_are_read(tmp_path: Path) -> None:
    (tmp_path / "parties.toml").write_text('[[party]]\nname = "Freedonia"', encoding="utf-8")
    assert [party.name for party in story(tmp_path, "# Title\n\nText.").article.registry.parties] == [
        "Freedonia"
    ]


def test_a_folder_is_read_without_its_description(tmp_path: Path) -> None:
    for name in ("README.md", "b.md", "a.md"):
        (tmp_path / name).write_text(f"{FRONT}# Title\n\nText.", encoding="utf-8")
    assert [found.article.article_id for found in read_stories([tmp_path])] == ["a", "b"]


@pytest.mark.parametrize(
    ("body", "line", "problem"),
    [
        ("Text.", 7, "expected the headline, after '# '"),
        ("# T\n\n{Iran|Iran}", 9, "a label is not {surface|party|kind} or {surface|party|kind|role}"),
        ("# T\n\n{|Iran|name}", 9, "a label is not {surface|party|kind} or {surface|party|kind|role}"),
        (
            "# T\n\n{Iran|Iran|name|actor|x}",
            9,
            "a label is not {surface|party|kind} or {surface|party|kind|role}",
        ),
        (
            "# T\n\nA.\n\n{Iran|Iran|noun}",
            11,
            "the kind is 'noun'; expected one of: name, demonym, metonym, person, nominal, pronoun",
        ),
        ("# T\n\n{Iran|Iran|name|there}", 9, "the role is 'there'; expected one of: actor, place"),
        ("# T\n\n{Iran", 9, "a label is not closed"),
        ("# T\n\nIran}", 9, "a label is closed that was not opened"),
        ("# T\n\nIran|Oman", 9, "a vertical bar stands outside of a label"),
        ("# T\n\n{Iran|{Oman|Oman|name}|name}", 9, "a label is opened among the fields of another"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, body: str, line: int, problem: str) -> None:
    with pytest.raises(LabelsError) as caught:
        story(tmp_path, body)
    assert str(caught.value) == f"{tmp_path / 'a-story.md'}: line {line}: {problem}"


@pytest.mark.parametrize(
    ("front", "error", "problem"),
    [
        ("---\nsource: x\n---\n", LabelsError, "split is ''; expected one of: dev, test"),
        ("---\nsplit: train\n---\n", LabelsError, "split is 'train'; expected one of: dev, test"),
        (
            "---\nsplit: dev\n",
            CorpusError,
            "line 1: the front matter has no end; expected a second line '---'",
        ),
    ],
)
def test_the_front_matter_has_to_say_the_split(
    tmp_path: Path, front: str, error: type[Exception], problem: str
) -> None:
    with pytest.raises(error, match=re.escape(f"a-story.md: {problem}")):
        story(tmp_path, "# T\n\nText.", front)


def test_missing_and_unreadable_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match=r"nowhere\.md: cannot be read: No such file or directory"):
        list(read_stories([tmp_path / "nowhere.md"]))
    (tmp_path / "x.md").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(LabelsError, match=r"x\.md: cannot be read: it is not UTF-8"):
        list(read_stories([tmp_path / "x.md"]))


def test_a_folder_without_stories_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match=r"there is no gold story; expected \.md files as in tests/gold"):
        list(read_stories([tmp_path]))


WORDS = st.text(
    st.characters(exclude_characters="{}|\r\n", exclude_categories=["Cs", "Zs", "Cc"]), min_size=1
)


@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=8))
def test_labels_cover_what_was_marked(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[str, bool]]
) -> None:
    marked = " ".join(f"{{{word}|Iran|name}}" if is_label else word for word, is_label in pieces)
    found = story(tmp_path_factory.mktemp("gold"), f"# T\n\n- {marked}")
    surfaces = [found.article.text[label.start : label.end] for label in found.labels]
    assert surfaces == [word for word, is_label in pieces if is_label]
