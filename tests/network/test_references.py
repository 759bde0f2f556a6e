"""Names, descriptions and pronouns of whole texts, and their links.

What labels become is shown with a network made of rules; of the network that ships only what holds whatever
its weights are.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.network import articles, references, session
from analysis.network.articles import read_articles
from analysis.network.cases import CAPITALISED, CAPITALS, LOWER, OTHER
from analysis.network.links import KINDS, NOMINAL, PRONOUNS
from analysis.network.names import NAME_LABELS, NOMINAL_LABELS
from analysis.network.pieces import tokenizer
from analysis.network.references import PRONOUN, Reading, place_mentions
from analysis.network.windows import WINDOW_PIECES, text_pieces
from analysis.tokens.document import Document

NAMES = {"jan": "person first", "w": "person inside", "oman": "place first", "iran": "place first"}
NOMINALS = {"minister": "first", "tall": "first", "captain": "inside"}


class Rules:
    """A network that knows a few words, and says that every pair has the same logit."""

    def __init__(self, logit: float = 0.0) -> None:
        self._logit = logit
        self.cases: list[list[int]] = []

    def run(self, outputs: Sequence[str], feed: dict[str, Any]) -> list[Any]:
        """Answer as the two networks do."""
        if outputs == ["logits"]:
            return [np.full((len(feed["asking"]), 1), self._logit, dtype="float32")]
        self.cases += feed["cases"].tolist()
        names = np.zeros((*feed["ids"].shape, len(NAME_LABELS)), dtype="float32")
        nominals = np.zeros((*feed["ids"].shape, len(NOMINAL_LABELS)), dtype="float32")
        for place in np.ndindex(feed["ids"].shape):
            piece = str(tokenizer().id_to_token(int(feed["ids"][place])))
            names[(*place, NAME_LABELS.index(NAMES.get(piece, "outside")))] = 1.0
            nominals[(*place, NOMINAL_LABELS.index(NOMINALS.get(piece, "outside")))] = 1.0
        n, width = feed["ids"].shape
        sizes = ((n, width, session.STATES), (n, width, 3), (0, 2), (0, width, 3))
        states, cues, places, roles = (np.zeros(size, dtype="float32") for size in sizes)
        return [names, nominals, states, cues, places, roles]


def read_references(documents: Sequence[Document]) -> list[Reading]:
    return [one.references for one in read_articles(documents)]


def read_by_rules(monkeypatch: pytest.MonkeyPatch, text: str, network: Rules | None = None) -> Reading:
    rules = network or Rules()
    for module in (references, session):
        monkeypatch.setattr(module, "load_network", lambda _: rules)
    (reading,) = read_references([Document(text)])
    return reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Jan Wzor left.", [("Jan Wzor", "person")]),
        ("Wzor left.", [("Wzor", "person")]),
        ("Oman Iran", [("Oman", "place"), ("Iran", "place")]),
        ("Jan\n\nWzor", [("Jan", "person"), ("Wzor", "person")]),
        ("The tall captain met a minister.", [("tall captain", "nominal"), ("minister", "nominal")]),
        ("Minister Captain", [("Minister Captain", "nominal")]),
        ("She gave it to him.", [("She", "she"), ("it", "it"), ("him", "he")]),
        ("THEY left.", [("THEY", "they")]),
        ("Thesis, shed, hit.", []),
        ("ıt, ſhe, İt", []),
        ("", []),
    ],
)
def test_labels_become_mentions(
    monkeypatch: pytest.MonkeyPatch, text: str, expected: list[tuple[str, str]]
) -> None:
    reading = read_by_rules(monkeypatch, text)
    assert [(text[one.start : one.end], KINDS[one.kind]) for one in reading.mentions] == expected
    assert [one.probability for one in reading.mentions] == [1.0] * len(expected)


def test_what_stands_in_a_name_is_no_mention(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NAMES, "it", "person inside")
    monkeypatch.setitem(NAMES, "minister", "person inside")
    text = "Jan It Minister left it."
    reading = read_by_rules(monkeypatch, text)
    assert [text[one.start : one.end] for one in reading.mentions] == ["Jan It Minister", "it"]


@pytest.mark.parametrize(
    ("text", "expected"), [("Oman’s (Iran) left.", ["Oman", "Iran"]), ("S left.", ["S"])]
)
def test_the_s_of_a_possessive_is_no_name(
    monkeypatch: pytest.MonkeyPatch, text: str, expected: list[str]
) -> None:
    monkeypatch.setitem(NAMES, "s", "place first")
    reading = read_by_rules(monkeypatch, text)
    assert [text[one.start : one.end] for one in reading.mentions] == expected


def test_a_pronoun_is_no_description(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NOMINALS, "she", "first")
    reading = read_by_rules(monkeypatch, "She left.")
    assert [KINDS[one.kind] for one in reading.mentions] == ["she"]


def test_each_piece_is_read_with_its_case(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Rules()
    read_by_rules(monkeypatch, "Oman MET us.", network)
    # Between the marks of a window, with the full stop and the end of the paragraph.
    assert network.cases == [[OTHER, CAPITALISED, CAPITALS, LOWER, OTHER, OTHER, OTHER]]


def test_candidates_share_what_none_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_by_rules(monkeypatch, "Oman met Iran. It won.").links == [
        [],
        [(0, 0.5)],
        [(0, pytest.approx(1 / 3)), (1, pytest.approx(1 / 3))],
    ]


def test_links_that_are_next_to_nothing_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_by_rules(monkeypatch, "Oman met Iran.", Rules(-5.0)).links == [[], []]


def test_pairs_are_weighed_in_parts_that_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Jan Wzor left Oman. He told the minister that Iran had won, and she thanked him for it. " * 3
    at_once = read_references([Document(text)])
    monkeypatch.setattr(references, "_PAIRS", 7)
    in_parts = read_references([Document(text)])
    assert_alike(at_once, in_parts)


def test_a_mention_knows_its_pieces_sentence_and_quotation() -> None:
    text = "Oman left. “We won,” Wzor said."
    (pieces,) = text_pieces([Document(text)])
    spans = [(0, 4), (12, 14), (21, 25)]
    numbers, (oman, we, wzor) = place_mentions(Document(text), pieces, [(span, 0) for span in spans])
    assert numbers == [0, 1, 2]
    assert [text[pieces.spans[one.first][0] : pieces.spans[one.last][1]] for one in (oman, we, wzor)] == [
        one.surface for one in (oman, we, wzor)
    ]
    assert [one.sentence for one in (oman, we, wzor)] == [0, 1, 1]
    assert [one.quotation for one in (oman, we, wzor)] == [-1, 0, -1]


def test_a_stretch_without_pieces_is_no_mention() -> None:
    (pieces,) = text_pieces([Document("Oman  left")])
    numbers, mentions = place_mentions(Document("Oman  left"), pieces, [((5, 6), 0), ((6, 10), 0)])
    assert numbers == [1]
    assert [one.surface for one in mentions] == ["left"]


def test_every_pronoun_that_is_found_has_a_kind() -> None:
    text = " ".join([*PRONOUNS, *(word.upper() for word in PRONOUNS), "ıt hıs ſhe İt ITS"])
    found = [match.group() for match in PRONOUN.finditer(text)]
    assert len(found) == 2 * len(PRONOUNS) + 1
    assert all(word.casefold() in PRONOUNS for word in found)


# From here on the network that ships reads.


def assert_sound(text: str, reading: Reading) -> None:
    """Check spans, order, overlaps and links of what was found in a text."""
    mentions = reading.mentions
    assert len(reading.links) == len(mentions)
    assert mentions == sorted(mentions)
    for one in mentions:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()
        assert 0.0 <= one.probability <= 1.0 + 1e-6
    for one, after in pairwise(one for one in mentions if one.kind < NOMINAL):
        assert one.end <= after.start
    for number, links in enumerate(reading.links):
        assert number not in [other for other, _ in links]
        assert all(0 <= other < len(mentions) and 0.0 < share <= 1.0 for other, share in links)
        assert sum(share for _, share in links) <= 1.0 + 1e-9
        assert links == sorted(links, key=lambda link: -link[1])


def assert_alike(one: Sequence[Reading], other: Sequence[Reading]) -> None:
    for first, second in zip(one, other, strict=True):
        assert [found[:3] for found in first.mentions] == [found[:3] for found in second.mentions]
        for links, others in zip(first.links, second.links, strict=True):
            # What is just as probable may change places.
            assert dict(links) == pytest.approx(dict(others), abs=1e-4)


STORY = (
    "Jan Wzor, the mayor of Port Ondal, met Leila Tarn of the Grey Harbour Union on Monday. “We want our "
    "boats back,” she said. He told her that the council had no money for them.\n\nThe Omani firm Quellin "
    "Ltd wants to sell it, the mayor added."
)
WORDS = st.lists(
    st.sampled_from([*STORY.split(" "), "\n\n", "“", "”", "—", "😀", "한국", "İt", "ıt", "é", "\x00"]),
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_what_is_found_holds_together(words: list[str]) -> None:
    text = " ".join(words)
    (reading,) = read_references([Document(text)])
    assert_sound(text, reading)


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_characters_can_be_read(text: str) -> None:
    (reading,) = read_references([Document(text)])
    assert_sound(text, reading)


def test_a_text_alone_is_read_as_among_others() -> None:
    texts = [STORY, "", "Oman met Iran.", STORY.replace("Jan Wzor", "Ann Wzor"), "He left."]
    assert_alike(
        read_references([*map(Document, texts)]), [read_references([Document(text)])[0] for text in texts]
    )


def test_chunks_do_not_change_what_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Oman met Iran.", "", STORY]
    at_once = read_references([*map(Document, texts)])
    monkeypatch.setattr(articles, "_CHUNK", 1)
    assert_alike(at_once, read_references([*map(Document, texts)]))


@pytest.mark.parametrize("text", ["", " ", "\n\n \t", "…", "“”", "— ! ?\n\n.", "😀😀"])
def test_without_words_nothing_is_found(text: str) -> None:
    assert read_references([Document(text)]) == [Reading([], [], [])]


def test_no_texts_give_no_readings() -> None:
    assert read_references([]) == []


@pytest.mark.parametrize("separator", [" ", "\n\n"])
def test_more_than_a_window_is_read_to_its_end(separator: str) -> None:
    text = separator.join(["He met Jan Wzor of Oman, and she met him."] * 60)
    (pieces,) = text_pieces([Document(text)])
    assert len(pieces.ids) > 2 * WINDOW_PIECES
    (reading,) = read_references([Document(text)])
    assert_sound(text, reading)
    pronouns = [one for one in reading.mentions if one.kind > NOMINAL]
    assert len(pronouns) == 3 * 60


@pytest.mark.parametrize(
    "text",
    [
        "z" * 100_000,
        "-".join(["Wzor"] * 5_000),
        '"' * 10_000,
        "“" * 10_000 + "he left",
        "'he' " * 2_000,
        "he " * 4_000,
        "Jan Wzor. " * 2_000,
        "😀" * 10_000,
        "\x00" * 10_000 + "Oman",
        "a\u0300\u0301" * 5_000,
        "\u202e\u200b\ufeff" * 3_000,
        "\n\n".join(["x"] * 3_000),
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_hostile_texts_end_soon(text: str) -> None:
    start = time.monotonic()
    (reading,) = read_references([Document(text)])
    # The slowest takes 3 s on two busy cores.
    assert time.monotonic() - start < 60
    assert_sound(text, reading)
