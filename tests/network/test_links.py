"""Which mentions may go on with which, and what is known of each pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.network.links import (
    AFTER,
    AFTER_PIECES,
    BEFORE,
    FEATURES,
    KINDS,
    PRONOUNS,
    Mention,
    candidate_pairs,
)

PERSON, NOMINAL, HE = (KINDS.index(kind) for kind in ("person", "nominal", "he"))
# The columns of the features.
ORDER, DISTANCE, BOTH_KINDS, QUOTED, IN_COMMON, SENTENCES, COUNT = range(len(FEATURES))


def mention(
    surface: str = "Oman", first: int = 0, kind: int = PERSON, quotation: int = -1, sentence: int = 0
) -> Mention:
    return Mention(surface, first, first, kind, quotation, sentence)


def pairs_of(*mentions: Mention) -> list[tuple[int, int]]:
    found = candidate_pairs(mentions)
    return list(zip(found.asking.tolist(), found.asked.tolist(), strict=True))


def feature(column: int, asked: Mention, asking: Mention) -> int:
    """Return a feature of the pair of a mention and the one before it."""
    return int(candidate_pairs([asked, asking]).features[0, column])


def test_each_mention_asks_those_before_it() -> None:
    assert pairs_of(mention(), mention(), mention()) == [(1, 0), (2, 0), (2, 1)]


def test_no_mention_and_one_alone_make_no_pairs() -> None:
    for mentions in ([], [mention()]):
        found = candidate_pairs(mentions)
        assert found.asking.shape == found.asked.shape == (0,)
        assert found.features.shape == (0, len(FEATURES))


def test_only_the_nearest_before_are_asked() -> None:
    pairs = pairs_of(*[mention()] * (BEFORE + 5))
    assert [asked for asking, asked in pairs if asking == BEFORE + 4] == list(range(4, BEFORE + 4))


def test_a_pronoun_asks_the_names_just_behind_it_too() -> None:
    behind = [mention(first=place) for place in range(1, AFTER + 3)]
    pairs = pairs_of(mention("He", kind=HE), *behind)
    assert [asked for asking, asked in pairs if asking == 0] == list(range(1, AFTER + 1))


@pytest.mark.parametrize(
    "behind",
    [mention("the mayor", 1, NOMINAL), mention("his", 1, HE), mention(first=AFTER_PIECES + 1)],
)
def test_descriptions_pronouns_and_far_names_behind_are_not_asked(behind: Mention) -> None:
    assert (0, 1) not in pairs_of(mention("He", kind=HE), behind)


def test_a_name_asks_nothing_behind_it() -> None:
    assert pairs_of(mention(), mention(first=1)) == [(1, 0)]


@pytest.mark.parametrize(
    ("asked", "asking", "expected"),
    [
        ("Jan Wzor", "Jan Wzor", 1),
        ("JAN WZOR", "Jan Wzor", 1),
        ("Union", "the Union", 1),
        ("Jan Wzor", "Ann Wzor", 2),
        ("Jan Wzor", "Wzor", 3),
        ("Wzor", "Jan Wzor", 4),
        ("Grey Harbour Union", "GHU", 5),
        ("GHU", "Grey Harbour Union", 5),
        ("Union of Harbour Police", "UHP", 5),
        ("Grey Harbour", "Grey Union", 6),
        ("Oman", "Peru", 0),
        ("—", "Peru", 0),
    ],
)
def test_words_in_common(asked: str, asking: str, expected: int) -> None:
    assert feature(IN_COMMON, mention(asked), mention(asking)) == expected


def test_pronouns_have_no_words_in_common() -> None:
    assert feature(IN_COMMON, mention("he", kind=HE), mention("he", kind=HE)) == 0


@pytest.mark.parametrize(
    ("asked", "asking", "expected"), [(-1, -1, 0), (3, 3, 1), (-1, 3, 2), (3, -1, 3), (2, 3, 4)]
)
def test_quotations_around_a_pair(asked: int, asking: int, expected: int) -> None:
    assert feature(QUOTED, mention(quotation=asked), mention(quotation=asking)) == expected


@pytest.mark.parametrize(("away", "expected"), [(1, 0), (5, 1), (639, 7), (640, 8), (9999, 8)])
def test_distances_widen(away: int, expected: int) -> None:
    assert feature(DISTANCE, mention(), mention(first=away)) == expected


@pytest.mark.parametrize(("between", "expected"), [(0, 0), (1, 1), (4, 4), (6, 4), (7, 5), (99, 5)])
def test_sentences_between(between: int, expected: int) -> None:
    assert feature(SENTENCES, mention(), mention(sentence=between)) == expected


def test_what_stands_behind_has_classes_of_its_own() -> None:
    found = candidate_pairs([mention("He", kind=HE), mention(first=1, sentence=1)])
    assert found.features[0, [ORDER, DISTANCE, SENTENCES]].tolist() == [
        FEATURES[ORDER] - 1,
        FEATURES[DISTANCE] - 1,
        FEATURES[SENTENCES] - 1,
    ]


def test_both_kinds_are_one_class() -> None:
    found = feature(BOTH_KINDS, mention(kind=PERSON), mention("he", kind=HE))
    assert found == HE * len(KINDS) + PERSON


def test_a_candidate_knows_how_often_its_last_word_came() -> None:
    found = candidate_pairs([mention(surface) for surface in ("Wzor", "Jan Wzor", "Oman", "WZOR", "x")])
    asked_by_last = found.features[found.asking == 4]
    assert asked_by_last[:, COUNT].tolist() == [0, 1, 0, 2]


mentions_ = st.builds(
    Mention,
    surface=st.sampled_from(["Jan Wzor", "Wzor", "JW", "the", "—", "", "ß", "he"]),
    first=st.integers(0, 2000),
    last=st.integers(0, 2000),
    kind=st.integers(0, len(KINDS) - 1),
    quotation=st.integers(-1, 3),
    sentence=st.integers(0, 30),
)


@given(st.lists(mentions_, max_size=60))
def test_every_feature_is_one_of_its_classes(mentions: list[Mention]) -> None:
    mentions.sort(key=lambda one: one.first)
    found = candidate_pairs(mentions)
    assert (found.features >= 0).all()
    assert (found.features < FEATURES).all()


def test_every_pronoun_has_a_kind_of_its_own_or_none() -> None:
    assert {KINDS[kind] for kind in PRONOUNS.values()} == {"he", "she", "they", "it"}
    assert all(word == word.casefold() for word in PRONOUNS)
