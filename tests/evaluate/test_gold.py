"""Gold stories: the format, and its errors with file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.evaluate.gold import Label, Story, read_stories
from analysis.evaluate.gold_sections import Held, Said, Speaker
from analysis.quotes import Attribution
from analysis.records import AUTHOR, UNATTRIBUTED, CorpusError, LabelsError

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
        ("# T\n\n{|Iran|name}", 9, "a label holds no words"),
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


BODY = "# {Iran|Iran|name}: no\n\n“No,” he said. “Never,\n\n“ever.” He said that he said no.\n\n"


def sections(folder: Path, *attributions: str, stances: tuple[str, ...] = ()) -> Story:
    items = [f"- {item}" for item in attributions], [f"- {item}" for item in stances]
    return story(folder, "\n".join([BODY, "## Attributions", "", *items[0], "", "## Stances", "", *items[1]]))


def surfaces(text: str, attribution: Attribution) -> list[list[str]]:
    return [[text[start:end] for start, end in spans] for spans in attribution]


def test_without_sections_nothing_is_labelled(tmp_path: Path) -> None:
    found = story(tmp_path, BODY)
    assert (found.attributions, found.stances) == (None, None)


def test_sections_are_no_part_of_the_text(tmp_path: Path) -> None:
    found = sections(tmp_path)
    assert found.article.text == "Iran: no\n\n“No,” he said. “Never,\n\n“ever.” He said that he said no."
    assert (found.attributions, found.stances) == ((), ())


@pytest.mark.parametrize(
    ("item", "expected", "starts"),
    [
        # The words nearest to the content, and nearest to the cue.
        ("he | said | “No,” | Iran", [["he"], ["said"], ["“No,”"]], [16, 19, 10]),
        ("He | said | that he said no | Iran", [["He"], ["said"], ["that he said no"]], [42, 45, 50]),
        ("he | said @3 | no @2 | Iran", [["he"], ["said"], ["no"]], [55, 58, 63]),
        # A space stands for a paragraph's end; pieces follow one another.
        ("| | “Never, “ever.” | Iran", [[], [], ["“Never,\n\n“ever.”"]], [25]),
        ("he | said | “No,” [...] “Never, | Iran", [["he"], ["said"], ["“No,”", "“Never,"]], [16, 19, 10]),
        ("Iran | : | no @1 | Iran", [["Iran"], [":"], ["no"]], [0, 4, 6]),
    ],
)
def test_attributions_become_spans(
    tmp_path: Path, item: str, expected: list[list[str]], starts: list[int]
) -> None:
    found = sections(tmp_path, item)
    assert found.attributions is not None
    ((attribution, speakers),) = found.attributions
    assert surfaces(found.article.text, attribution) == expected
    assert [spans[0][0] for spans in attribution if spans] == starts
    assert speakers == (Speaker("Iran", "Iran"),)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("", ()),
        ("Iran", (Speaker("Iran", "Iran"),)),
        ("Iran: Ada Example", (Speaker("Ada Example", "Iran"),)),
        (": a nurse", (Speaker("a nurse", None),)),
        ("Iran: Ada Example + Oman", (Speaker("Ada Example", "Iran"), Speaker("Oman", "Oman"))),
    ],
)
def test_who_speaks(tmp_path: Path, who: str, expected: tuple[Speaker, ...]) -> None:
    found = sections(tmp_path, f"he | said | “No,” | {who}")
    assert found.attributions == (Said(Attribution(((16, 18),), ((19, 23),), ((10, 15),)), expected),)


def test_stances_have_the_words_that_show_them(tmp_path: Path) -> None:
    found = sections(tmp_path, stances=("Iran | Oman | negative | said. “Never",))
    assert found.stances == (Held(19, 31, "Iran", "Oman", "negative"),)


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        ("he | said | “No,”", "expected an item '- … | …' of 4 fields"),
        ("he | said | | Iran", "an attribution has no content"),
        ("he | said | “Yes,” | Iran", "'“Yes,”' is not in the text"),
        ("he | said | no | Iran", "'no' is 2 times in the text; add ' @1', ' @2', … for which"),
        ("he | said | no @3 | Iran", "'no' is 2 times in the text; there is no number 3"),
        ("he | sai | “No,” | Iran", "'sai' is not in the text, outside of what it belongs to"),
        ("he | that | that he said no | Iran", "'that' is not in the text, outside of what it belongs to"),
        ("he | said | “Never, [...] “No,” | Iran", "'“No,”' does not follow in the text"),
    ],
)
def test_wrong_attributions_are_named_with_their_line(tmp_path: Path, item: str, problem: str) -> None:
    with pytest.raises(LabelsError) as caught:
        sections(tmp_path, item)
    assert str(caught.value) == f"{tmp_path / 'a-story.md'}: line 16: {problem}"


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        ("Iran | Oman | negative", "expected an item '- … | …' of 4 fields"),
        ("Iran | Oman | bad | “No,”", "the label is 'bad'; expected one of: negative, positive"),
        ("Iran | | negative | “No,”", "a stance is not source | target | label | words"),
        ("Iran | Oman | negative | Yes", "'Yes' is not in the text"),
    ],
)
def test_wrong_stances_are_named_with_their_line(tmp_path: Path, item: str, problem: str) -> None:
    with pytest.raises(LabelsError) as caught:
        sections(tmp_path, stances=(item,))
    assert str(caught.value) == f"{tmp_path / 'a-story.md'}: line 19: {problem}"


STORIES = list(read_stories([Path(__file__).parents[1] / "gold"]))


@pytest.mark.parametrize("gold", STORIES, ids=lambda gold: gold.article.article_id[:30])
def test_committed_stories_are_labelled_in_full(gold: Story) -> None:
    text = gold.article.text
    parties = {label.party for label in gold.labels}
    people = {label.entity for label in gold.labels} - {""}
    assert gold.attributions
    assert gold.stances is not None
    for attribution, speakers in gold.attributions:
        for spans in attribution:
            assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
            assert list(spans) == sorted(spans)
        # Who says it stands near what is said: in the same sentence or the one before.
        ends = [place for spans in attribution for span in spans for place in span]
        assert max(ends) - min(ends) < 400
        for speaker in speakers:
            assert speaker.party is None or speaker.party in parties
            assert speaker.party in (None, speaker.name) or speaker.name in people
    assert len(set(gold.attributions)) == len(gold.attributions)
    for held in gold.stances:
        named = {name for speaker in gold.attributions for name, _ in speaker.speakers}
        assert held.source in parties | {AUTHOR, UNATTRIBUTED} | named
        assert held.target in parties
        assert held.source != held.target
    assert len(set(gold.stances)) == len(gold.stances)


@pytest.mark.parametrize("split", ["dev", "test"])
def test_both_splits_have_what_is_hard(split: str) -> None:
    stories = [gold for gold in STORIES if gold.split == split]
    said = [
        (gold.article.text, attribution) for gold in stories for attribution, _ in gold.attributions or ()
    ]
    assert len(said) >= 100
    assert any(text[slice(*one.cue[0])] == ":" for text, one in said if one.cue)
    assert any(not one.source and not one.cue for _, one in said)  # a quotation that stands alone
    assert any("\n\n" in text[one.content[0][0] : one.content[-1][1]] for text, one in said)
    held = {(one.source, one.target) for gold in stories for one in gold.stances or ()}
    assert any((target, source) in held for source, target in held)


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
