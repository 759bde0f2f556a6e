"""Training of the network for names, descriptions and what refers to the same entity."""

from __future__ import annotations

import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from analysis.network.links import KINDS, NOMINAL
from analysis.network.names import NAME_LABELS
from analysis.tokens.document import Document
from tests.training.made import SMALL, write

TEXT = "Petra Wzor left Oman. Wzor met Petra Wzor, and Oman's mayor met Petra Wzor."
PERSON, PLACE = NAME_LABELS.index("person first"), NAME_LABELS.index("place first")


def spans_of(text: str, surface: str) -> list[int]:
    return [place for place in range(len(text)) if text.startswith(surface, place)]


def labelled(text: str, names: dict[str, str]) -> dict[str, Any]:
    """Return a row of names, each labelled wherever it stands and no longer one does."""
    entities: list[dict[str, Any]] = []
    for surface, kind in names.items():
        for start in spans_of(text, surface):
            if not any(one["start"] <= start < one["end"] for one in entities):
                entities.append({"start": start, "end": start + len(surface), "type": kind})
    return {"text": text, "entities": sorted(entities, key=lambda one: one["start"])}


def mention(text: str, surface: str, kind: str) -> dict[str, Any]:
    start = text.index(surface)
    end = start + len(surface)
    return {"start": start, "end": end, "head": [end - len(surface.split()[-1]), end], "kind": kind}


@pytest.fixture
def training() -> Any:
    pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training import reference_data, windows

    return SimpleNamespace(**{**vars(windows), **vars(reference_data)})


@pytest.fixture
def model() -> Any:
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")

    from analysis.training.model import Shape
    from analysis.training.window_model import WindowModel

    torch.manual_seed(0)
    return WindowModel(Shape(**SMALL), shared=1).eval()


@pytest.fixture
def named(training: Any, tmp_path: Path) -> Any:
    names = {"Petra Wzor": "person", "Wzor": "person", "Oman": "place"}
    (text,) = training.read_names([write(tmp_path / "names.jsonl", [labelled(TEXT, names)])])
    return text


@pytest.fixture
def linked(training: Any, tmp_path: Path) -> Any:
    text = "Petra Wzor, the mayor of Oman, said that she would go, and it rained."
    chains = [
        {
            "type": "person",
            "mentions": [
                mention(text, "Petra Wzor", "name"),
                mention(text, "the mayor", "nominal"),
                mention(text, "she", "pronoun"),
            ],
        },
        {"type": "place", "mentions": [mention(text, "Oman", "name")]},
        {"type": "animal", "mentions": [mention(text, "go", "name")]},
    ]
    rows = [{"text": text, "chains": chains}]
    (found,) = training.read_references([write(tmp_path / "references.jsonl", rows)])
    return found


def meant(text: Any) -> list[tuple[str, str, int]]:
    """Return surface, kind and chain of each mention."""
    return [
        (one.surface, KINDS[one.kind], chain) for one, chain in zip(text.mentions, text.chains, strict=True)
    ]


def test_labels_are_of_the_pieces_that_begin_words(named: Any) -> None:
    told = [
        (named.text[slice(*span)], label)
        for span, label in zip(named.pieces.spans, named.labels, strict=True)
        if label >= 0
    ]
    assert [piece for piece, label in told if label == PERSON] == ["Petra", "W", "Petra", "Petra"]
    assert [piece for piece, label in told if label == PERSON + 1] == ["W", "W", "W"]
    assert [piece for piece, label in told if label == PLACE] == ["Oman", "Oman"]
    assert {label for _, label in told} == {0, PERSON, PERSON + 1, PLACE}
    assert named.labels[-1] == -100
    assert named.nominals == []


def test_names_of_other_types_have_no_label(training: Any, tmp_path: Path) -> None:
    rows = [labelled("Oman met.", {"Oman": "vessel"}), {"text": "", "entities": []}]
    found = training.read_names([write(tmp_path / "names.jsonl", rows)])
    assert [set(text.labels) for text in found] == [{0, -100}, set()]


def test_chains_are_of_names_descriptions_and_pronouns(linked: Any) -> None:
    assert meant(linked) == [
        ("Petra Wzor", "person", 0),
        ("the mayor", "nominal", 0),
        ("Oman", "place", 1),
        ("she", "she", 0),
        ("it", "it", -1),
    ]
    assert linked.asks == (True,) * 5
    first = [linked.text[slice(*linked.pieces.spans[n])] for n, own in enumerate(linked.nominals) if own == 1]
    assert first == ["the"]
    assert linked.labels == []


@pytest.mark.parametrize(
    ("is_meant", "chains"), [((True, False), [0, -2, -1, 0]), ((False, False), [-2, -2, -1, -3])]
)
def test_of_two_names_a_pronoun_means_one_or_none(
    training: Any, tmp_path: Path, is_meant: tuple[bool, bool], chains: list[int]
) -> None:
    text = "Petra Wzor met Leila Tarn in Ondal before she left."
    names = [
        {"start": text.index(name), "end": text.index(name) + len(name), "meant": own}
        for name, own in zip(("Petra Wzor", "Leila Tarn"), is_meant, strict=True)
    ]
    start = text.index("she")
    rows = [{"text": text, "pronoun": [start, start + 3], "names": names}]
    (found,) = training.read_pronouns([write(tmp_path / "pronouns.jsonl", rows)])
    assert [surface for surface, *_ in meant(found)] == ["Petra Wzor", "Leila Tarn", "Ondal", "she"]
    assert list(found.chains) == chains
    assert found.asks == (False, False, False, True)


STORY = """# {{Kenyan|ke|g} regulator|dpa > ke|d} fines {Tumaro|tu}

{Tumaro|tu} would appeal, {a man|-|d} said; he and {the company|tu|d}'s {Jan Wzor|jan > tu}
met {both sides|dpa + tu|d}.
{He|jan} left.

## Entities

- ke | place | Kenya
- dpa | organisation | Digital Payments Authority
- tu | organisation | Tumaro
- jan | person | Jan Wzor
"""


@pytest.fixture
def own(training: Any, tmp_path: Path) -> Any:
    from analysis.training.own_stories import read_own_stories

    (tmp_path / "a.md").write_text(STORY, encoding="utf-8")
    (found,) = training.read_own(read_own_stories(tmp_path))
    return found


def known(pairs: Any) -> list[tuple[int, list[int], float]]:
    """Return what is known of pairs: a mention, its right columns, and how much they count."""
    columns = [own.nonzero()[:, 0].tolist() for own in pairs.right]
    return [*zip(pairs.rows.tolist(), columns, pairs.parts.tolist(), strict=True)]


def test_own_stories_say_who_is_named_and_belongs_where(own: Any) -> None:
    told = [(*one, tie) for one, tie in zip(meant(own), own.ties, strict=True)]
    assert told == [
        ("Kenyan", "group", 0, -1),
        ("Kenyan regulator", "nominal", 1, 0),
        ("Tumaro", "organisation", 2, -1),
        ("Tumaro", "organisation", 2, -1),
        ("a man", "nominal", -4, -1),
        ("he", "he", -4, -2),
        ("the company", "nominal", 2, -1),
        ("Jan Wzor", "person", 3, 2),
        ("both sides", "nominal", 4, -2),
        ("He", "he", 3, -1),
    ]
    assert all(own.asks)
    assert own.members == {4: (1, 2)}
    assert own.labels.count(PERSON) == 1
    assert own.nominals.count(1) == 4


def test_of_own_stories_the_right_candidates_are_known(training: Any, own: Any) -> None:
    batch = training.make_batch([(own, range(len(own.pieces.ids)))])
    links, ties = (
        [[own for row, own, _ in known(pairs) if row == number] for number in range(len(own.mentions))]
        for pairs in (batch.links, batch.ties)
    )
    # Of candidates in the order of the text; of the man without a name nothing but another is one.
    assert links[3:6] == [[[3]], [[0]], [[0, 5]]]
    # Of both sides each is known.
    assert links[8] == [[2], [3, 4, 7]]
    assert [share for row, _, share in known(batch.links) if row == 8] == [0.5, 0.5]
    # The regulator's is Kenyan; Jan Wzor's are Tumaro, Tumaro and the company.
    assert ties[:3] == [[], [[1]], [[0]]]
    assert ties[7] == [[3, 4, 7]]
    assert ties[8] == []


def test_a_batch_holds_windows_and_what_is_right_of_each_pair(training: Any, linked: Any) -> None:
    n = len(linked.pieces.ids)
    batch = training.make_batch([(linked, range(n))])
    assert batch.ids.shape == batch.cases.shape == batch.nominals.shape == (1, n + 2)
    assert batch.ids[0, 1:-1].tolist() == linked.pieces.ids
    assert batch.nominals[0, 1:-1].tolist() == linked.nominals
    assert batch.nominals[0, [0, -1]].tolist() == [-100, -100]
    assert set(batch.labels.flatten().tolist()) == {-100}
    # Of every mention: no candidate, then those before it in the order of the text.
    assert [own for _, own, _ in known(batch.links)] == [[0], [1], [0], [1, 2], [0]]
    assert batch.links.open.sum(1).tolist() == [1, 2, 3, 4, 5]
    assert batch.places.tolist() == [[0, one.first + 1, one.last + 1] for one in linked.mentions]


def test_a_pronoun_that_means_neither_name_may_mean_others(training: Any, linked: Any) -> None:
    told = linked._replace(chains=(-2, -1, -2, -3, -1), asks=(False, False, False, True, False))
    batch = training.make_batch([(told, range(len(told.pieces.ids)))])
    assert known(batch.links) == [(3, [0, 2], 1.0)]


def test_texts_in_a_batch_are_padded_and_keep_their_mentions_apart(training: Any, linked: Any) -> None:
    other = linked._replace()
    n = len(linked.pieces.ids)
    batch = training.make_batch([(linked, range(n)), (other, range(n))])
    assert batch.places[:, 0].tolist() == [0] * 5 + [1] * 5
    assert set(batch.links.asked[batch.links.asking >= 5].tolist()) == {5, 6, 7, 8}


def test_logits_of_pairs_stand_where_their_candidates_do(training: Any, model: Any, linked: Any) -> None:
    import torch

    batch = training.make_batch([(linked, range(len(linked.pieces.ids)))])
    with torch.no_grad():
        states = model.read(batch.ids, batch.cases)
        table = training.pair_table(model.links, states, batch.places, batch.links)
    assert table.shape == batch.links.open.shape
    assert not table[:, 0].any()
    assert not table[~batch.links.open].any()
    assert table[batch.links.open].count_nonzero() == len(batch.links.asking)


def test_learning_lowers_the_loss_and_raises_the_figures(
    training: Any, model: Any, named: Any, linked: Any, own: Any
) -> None:
    import torch

    from analysis.training.recipes import WindowRecipe

    texts = [named, linked, own]
    question = training.Windows([named], [linked, own], [], WindowRecipe(dropout=0.0), kept=texts)
    question.model = model
    batches = [training.make_batch([(text, range(len(text.pieces.ids)))]) for text in texts]
    optimizer = torch.optim.Adam(model.parameters(), 0.01)
    losses = []
    for _ in range(30):
        optimizer.zero_grad()
        loss = sum(question.loss(batch) for batch in batches)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] / 10
    with torch.no_grad():
        figures = question.figures()
    assert figures == {
        "names": 1.0,
        "person": 1.0,
        "place": 1.0,
        "organisation": 1.0,
        "group": 1.0,
        "nominal": 1.0,
        "description": 1.0,
        "pronoun": 1.0,
        "name": 1.0,
        "tie": 1.0,
    }


def test_marks_alone_teach_nothing(training: Any, model: Any, tmp_path: Path) -> None:
    from analysis.training.recipes import WindowRecipe

    (text,) = training.read_names([write(tmp_path / "a.jsonl", [{"text": "Oman", "entities": []}])])
    question = training.Windows([text], [], [], WindowRecipe())
    question.model = model
    batch = training.make_batch([(text._replace(labels=[-100, -100]), range(2))])
    assert question.loss(batch).item() == 0.0
    assert question.figures() == {"names": 0.0}


@pytest.mark.parametrize("rewritten", [0.0, 1.0])
def test_an_epoch_reads_every_text_and_the_same_one_again(
    training: Any, named: Any, linked: Any, rewritten: float
) -> None:
    import torch

    from analysis.training.recipes import WindowRecipe

    question = training.Windows([named], [linked], [], WindowRecipe(rewritten=rewritten))
    epochs = []
    for _ in range(2):
        torch.manual_seed(1)
        epochs.append([job() for job in question.jobs(random.Random(1))])  # noqa: S311 - no secret
    assert all(
        torch.equal(one.ids, other.ids) and torch.equal(one.cases, other.cases)
        for one, other in zip(*epochs, strict=True)
    )
    # Windows and a sentence of a text as it is, or the text rewritten; and what is linked.
    assert [bool((batch.nominals >= 0).any()) for batch in epochs[0]] == [False, True][
        :: -1 if rewritten else 1
    ]


def test_other_names_of_their_type_stand_for_names(training: Any, named: Any, tmp_path: Path) -> None:
    rows = [labelled("Leila Tarn left Ondal.", {"Leila Tarn": "person", "Ondal": "place"})]
    (other,) = training.read_names([write(tmp_path / "others.jsonl", rows)])
    pool = training._name_pool([other])
    made = training._renamed(named, pool, 1.0, random.Random(0))  # noqa: S311 - no secret
    (expected,) = training.text_pieces(
        [Document(TEXT.replace("Petra ", "").replace("Wzor", "Leila Tarn").replace("Oman", "Ondal"))]
    )
    assert made.pieces.ids == expected.ids
    assert len(made.labels) == len(made.cases) == len(made.pieces.ids)
    assert made.labels.count(PERSON) == 4
    as_it_was = training._renamed(named, pool, 0.0, random.Random(0))  # noqa: S311 - no secret
    assert (as_it_was.pieces.ids, as_it_was.labels) == (named.pieces.ids, named.labels)


def test_pronouns_stand_for_repeated_names(training: Any, named: Any) -> None:
    found: set[str] = set()
    for seed in range(40):
        (made,) = training.rewritten([named], random.Random(seed))  # noqa: S311 - no secret
        assert len(made.labels) == len(made.pieces.ids)
        for one, chain, asks in zip(made.mentions, made.chains, made.asks, strict=True):
            assert one.surface in made.text
            assert asks == (one.kind >= NOMINAL)
            if one.surface == "Oman":
                assert chain == 1
            else:
                assert chain == 0
                found.add(one.surface)
        # The first name of somebody stays.
        assert made.text.startswith("Petra Wzor left Oman. ")
    # Petra is a woman's name; places are left as they are.
    assert found == {"Petra Wzor", "Wzor", "She", "her"}
