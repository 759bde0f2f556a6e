"""Patterns of sentences that were written to learn from."""

from __future__ import annotations

import random
import re
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from analysis.network.links import PRONOUNS
from analysis.network.pairs import PAIR_LABELS
from analysis.records import LabelsError
from analysis.training.data import certain
from analysis.training.patterns import KINDS, Pattern, draw, read_patterns, sample_sentences

PATTERNS = read_patterns()
PARTIES = re.compile(r"\[([^|\]]*)\|\w+\]")
SLOTS = "state demonym firm club body man woman person any".split()
# Letters do not tell how these begin.
SPOKEN = {
    "hour": "an",
    "honest": "an",
    "honour": "an",
    "one": "a",
    "union": "a",
    "unanimous": "a",
    "European": "a",
}


def write(folder: Path, *lines: str) -> Path:
    path = folder / "patterns.tsv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def chance() -> random.Random:
    return random.Random(0)  # noqa: S311 - no secret


def pattern(sentence: str, opinion: str = "") -> Pattern:
    return Pattern("roles", "some", False, sentence, opinion)


def drawn_words(kind: str, *, held: bool) -> set[tuple[str, ...]]:
    """Runs of four words that stand in a pattern itself, not in a choice or a party."""
    runs = set()
    for one in PATTERNS:
        if one.kind == kind and one.is_held is held:
            for piece in re.split(r"\[[^\]]*\]|\{[^{}]*\}|[.,;:?\"]", one.sentence):
                words = piece.casefold().split()
                runs |= {tuple(words[n : n + 4]) for n in range(len(words) - 3)}
    return runs


def test_a_file_is_read_with_its_lists(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "# What a line is.",
        "deed = theft / tax fraud",
        "late = / , late",
        "",
        "roles\ttrain\trobbed\t[state|negative] robbed [state2|neutral].\tnegative p->q",
        "exoneration\theld\tcleared\t[any|neutral] was cleared of {deed}{late}.",
    )
    assert read_patterns(path) == [
        Pattern("roles", "robbed", False, "[state|negative] robbed [state2|neutral].", "negative p->q"),
        Pattern(
            "exoneration", "cleared", True, "[any|neutral] was cleared of {theft/tax fraud}{/, late}.", ""
        ),
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "roles\ttrain\t[any|neutral] left.",
            "line 1 is not kind, part, name, sentence and perhaps an opinion",
        ),
        (
            "role\ttrain\ta\t[any|neutral] left.",
            "kinds are exoneration, contrast, roles, events, manner, rhetoric",
        ),
        ("roles\tkept\ta\t[any|neutral] left.", "parts train, held"),
        (
            "roles\ttrain\ta\t[any|good] left.",
            "has the label 'good'; expected one of: negative, neutral, positive",
        ),
        (
            "roles\ttrain\ta\t[any|neutral] {deed}.",
            "names the list 'deed'; expected one that a line above gives",
        ),
        ("roles\ttrain\ta\tNobody left.", "has no party; write one as [state|neutral]"),
        ("roles\ttrain\ta\t[any|neutral] left.\tneutral", "has the opinion 'neutral'; expected two parties"),
        ("roles\ttrain\ta\t[any|neutral] met [any2|neutral].\tbad", "has the opinion 'bad'"),
        (
            "roles\ttrain\ta\t[any|neutral] left.\nroles\ttrain\ta\t[any|neutral] slept.",
            "line 2: 'a' is there before; give it a name of its own",
        ),
    ],
)
def test_what_is_not_well_formed_is_named(tmp_path: Path, line: str, problem: str) -> None:
    with pytest.raises(LabelsError, match=re.escape(problem)):
        read_patterns(write(tmp_path, line))


def test_a_sentence_has_names_labels_and_an_opinion() -> None:
    (item,) = sample_sentences([pattern("[man|negative] hit [state2|neutral].", "negative p->q")], 1, seed=0)
    text, spans = item.sentence
    assert [text[end:] for _, end in spans] == [text[spans[0][1] :], "."]
    assert text[spans[0][1] : spans[1][0]] == " hit "
    assert item.targets == ((0, certain(0, 3)), (1, certain(1, 3)))
    assert item.pairs == ((0, 1, certain(PAIR_LABELS.index(("negative", "p->q")), 5)),)


def test_the_same_slot_is_the_same_party_and_another_number_another(chance: random.Random) -> None:
    one = pattern("[state|neutral] [state2|neutral] [state|neutral]")
    for _ in range(50):
        first, second, third = PARTIES.findall(draw(one, chance))
        assert first == third != second


def test_a_demonym_is_of_the_state_of_its_number(chance: random.Random) -> None:
    both = {
        tuple(PARTIES.findall(draw(pattern("[state|neutral] [demonym|neutral]"), chance))) for _ in range(99)
    }
    assert ("Lumaria", "Lumarian") in both
    assert len(both) == len({state for state, _ in both})


def test_a_pronoun_stays_and_a_slot_in_capitals_gives_a_name_in_capitals(chance: random.Random) -> None:
    line = draw(pattern("[STATE|neutral] SAYS [IT|neutral]"), chance)
    name, pronoun = PARTIES.findall(line)
    assert name.isupper()
    assert pronoun == "IT"


def test_a_sentence_begins_with_a_capital(chance: random.Random) -> None:
    assert draw(pattern('"nobody likes [it|neutral]."'), chance) == '"Nobody likes [it|neutral]."'


def test_every_choice_is_drawn() -> None:
    items = sample_sentences([pattern("[it|neutral] {came/left}{/ today}.")], 60, seed=1)
    assert {item.sentence.text for item in items} == {
        f"It {verb}{when}." for verb, when in product(("came", "left"), ("", " today"))
    }
    assert len(items) == 4


def test_a_seed_gives_the_same_sentences_and_another_others() -> None:
    assert sample_sentences(PATTERNS, 2, seed=5) == sample_sentences(PATTERNS, 2, seed=5)
    assert sample_sentences(PATTERNS, 2, seed=5) != sample_sentences(PATTERNS, 2, seed=6)


def test_what_a_pattern_marks_is_a_party_or_a_pronoun() -> None:
    allowed = {slot + number for slot in SLOTS for number in ("", "2", "3")} | set(PRONOUNS)
    assert {slot.casefold() for one in PATTERNS for slot in PARTIES.findall(one.sentence)} <= allowed


@pytest.mark.parametrize("one", PATTERNS, ids=lambda one: one.name)
def test_every_pattern_gives_sound_sentences(one: Pattern, chance: random.Random) -> None:
    expected = Counter(re.findall(r"\|(\w+)\]", draw(one, chance)))
    for item in sample_sentences([one], 20, seed=0):
        text, spans = item.sentence
        assert len(item.targets) == sum(expected.values()) == len(spans)
        assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
        assert not re.search(r"[\[\]{}|/]|  | [.,;:?]|[.,;:?]{2}", text.replace("...", ""))
        for article, word in re.findall(r"\b([Aa]n?) (\w+)", text):
            assert article.casefold() == SPOKEN.get(word, "an" if word[0] in "aeiouAEIOU" else "a"), text


@pytest.mark.parametrize("kind", KINDS)
def test_a_fifth_of_each_kind_is_held_out(kind: str) -> None:
    held = [one.is_held for one in PATTERNS if one.kind == kind]
    assert len(held) >= 50
    assert 0.15 <= sum(held) / len(held) <= 0.25


@pytest.mark.parametrize("kind", KINDS)
def test_every_label_is_in_both_parts_of_each_kind(kind: str) -> None:
    for held in (False, True):
        sentences = " ".join(one.sentence for one in PATTERNS if one.kind == kind and one.is_held is held)
        assert set(re.findall(r"\|(\w+)\]", sentences)) == {"negative", "neutral", "positive"}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_held_out_has_wording_of_its_own(kind: str) -> None:
    assert drawn_words(kind, held=True) & drawn_words(kind, held=False) == set()
