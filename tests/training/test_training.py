"""A few made-up sentences all the way from files to an exported model; skipped without the extra `train`."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from analysis.network.pieces import Sentence, passages
from analysis.stance.pairs import PAIR_LABELS
from analysis.training.data import (
    Attributed,
    Labelled,
    certain,
    is_for_calibration,
    is_kept,
    own_sentences,
    read_attributions,
    read_pairs,
    read_targets,
)

TARGETS = [
    {"text": "Spain helped the town.", "start": 0, "end": 5, "label": "positive"},
    {"text": "Spain robbed France.", "start": 0, "end": 5, "label": "negative"},
    {"text": "Spain robbed France.", "start": 13, "end": 19, "label": "neutral"},
]
PAIRS: list[dict[str, Any]] = [
    {"text": "Oman praised Iran.", "p": [0, 4], "q": [13, 17], "label": "positive", "direction": "p->q"},
    {"text": "Oman met Iran.", "p": [0, 4], "q": [9, 13], "label": "neutral", "direction": None},
]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def items(tmp_path: Path) -> list[Labelled]:
    targets = read_targets([write(tmp_path / "targets.jsonl", TARGETS)])
    return targets + read_pairs([write(tmp_path / "pairs.jsonl", PAIRS)])


def test_rows_of_one_sentence_are_one_item(items: list[Labelled]) -> None:
    assert items[1] == Labelled(
        Sentence("Spain robbed France.", ((0, 5), (13, 19))), ((0, (1.0, 0.0, 0.0)), (1, (0.0, 1.0, 0.0))), ()
    )
    assert items[2].pairs == ((0, 1, certain(PAIR_LABELS.index(("positive", "p->q")), 5)),)


def test_sentences_of_our_own_are_labelled_and_none_is_kept() -> None:
    found = own_sentences()
    assert len({item.sentence.text for item in found}) == len(found) > 100
    assert not any(is_kept(item.sentence.text) for item in found)
    warned = next(item for item in found if "had warned" in item.sentence.text)
    text, spans = warned.sentence
    assert text == "Bornland, which Queldor had warned, sent its soldiers again."
    assert [text[start:end] for start, end in spans] == ["Bornland", "Queldor"]
    assert warned.targets == ((0, certain(0, 3)), (1, certain(1, 3)))
    assert warned.pairs == ((0, 1, certain(PAIR_LABELS.index(("negative", "q->p")), 5)),)


def test_a_tenth_is_kept_and_half_of_it_is_for_calibration() -> None:
    texts = [f"Sentence {number}." for number in range(20_000)]
    kept = [text for text in texts if is_kept(text)]
    assert len(kept) == pytest.approx(2000, abs=150)
    assert sum(map(is_for_calibration, kept)) == pytest.approx(1000, abs=120)


def test_what_the_lexicon_was_made_without_is_kept() -> None:
    # The SHA-1 of these begins with 0.
    assert is_kept("a5")
    assert not is_kept("a1")


def test_a_temperature_makes_sure_logits_as_sure_as_they_are_right() -> None:
    from analysis.training.calibration import fitted_temperature

    gold = np.zeros(100, dtype="int64")
    logits = np.zeros((100, 3))
    logits[:75, 0] = 10.0
    logits[75:, 1] = 10.0
    # 75 % right, with the two wrong labels as likely as each other.
    assert fitted_temperature(logits, gold) == pytest.approx(10 / np.log(0.75 / 0.125), rel=0.2)


@pytest.fixture
def articles(tmp_path: Path) -> list[Attributed]:
    text = "Oman left.\n\n“We are done,” said Jan Wzor of Oman."
    said = text.index("said")
    row = {
        "text": text,
        "attributions": [
            {
                "source": [[said + 5, len(text) - 1]],
                "cue": [[said, said + 4]],
                "content": [[12, said - 1]],
            },
            {"source": [], "cue": [], "content": [[0, 4]]},
        ],
    }
    found = read_attributions([write(tmp_path / "attributions.jsonl", [row])])
    return [article for _, article in found]


def test_attributions_are_pieces_and_need_a_cue(articles: list[Attributed]) -> None:
    (article,) = articles
    (item,) = article.attributions
    words = {
        name: [article.pieces.spans[piece] for piece in getattr(item, name)] for name in ("source", "content")
    }
    assert item.cue[1] - item.cue[0] == 1
    assert [end - start for start, end in words["content"]] == [1, 2, 3, 4, 1, 1]
    assert len(words["source"]) == item.source[-1] - item.source[0] + 1


SMALL = {"width": 24, "layers": 2, "heads": 2, "inner": 48}


@pytest.fixture
def small() -> tuple[Any, Any]:
    """Models with two small layers, their weights at random, but for the embeddings that they share."""
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training.model import AttributionModel, OpinionModel, Shape, levels_of

    torch.manual_seed(0)
    opinions, attributions = OpinionModel(Shape(**SMALL)).eval(), AttributionModel(Shape(**SMALL)).eval()
    levels, scales = levels_of(opinions.encoder.words.weight.data)
    opinions.encoder.words.weight.data = levels * scales
    attributions.encoder.words = opinions.encoder.words
    attributions.encoder.positions = opinions.encoder.positions
    opinions.valence.weight.data.fill_(0.1)
    opinions.valences[:, 0] = (torch.arange(30522) % 3) / 4
    attributions.roles.distance.weight.data.normal_()
    return opinions, attributions


def test_rows_have_sixteen_levels_that_rounding_again_leaves_alone() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training.model import levels_of

    table = torch.randn(50, 64, generator=torch.Generator().manual_seed(0))
    levels, scales = levels_of(table)
    assert set((levels * 2).flatten().tolist()) == set(range(-15, 16, 2))
    assert (levels * scales - table).square().mean() < 0.02
    again, scales_again = levels_of(levels * scales)
    assert torch.equal(again, levels)
    assert torch.allclose(scales_again, scales)


def test_the_exported_model_is_the_model(
    small: tuple[Any, Any], items: list[Labelled], articles: list[Attributed], tmp_path: Path
) -> None:
    pytest.importorskip("onnx", reason="onnx is in the extra `train`")
    import onnxruntime
    import torch

    from analysis.training.attributions import make_window_batch
    from analysis.training.export import attribution_ranges, export, opinion_ranges
    from analysis.training.opinions import make_batch

    opinions, attributions = small
    ranges = np.concatenate([opinion_ranges(opinions, items), attribution_ranges(attributions, articles)])
    assert (ranges[:, 0] <= 0).all()
    assert (ranges[:, 1] > 0).all()
    window = make_window_batch([(articles[0], range(len(articles[0].pieces.ids)))])
    with torch.no_grad():
        states = attributions.encoder(window.ids)
        cues = attributions.cue_head(states).softmax(-1).numpy()
    asked = {
        "ids": window.ids.numpy(),
        "mentions": np.zeros((1, 1, window.ids.shape[1]), dtype="float32"),
        "pairs": np.zeros((1, 1, 2), dtype="int64"),
        "least": np.array(0.0, dtype="float32"),
    }
    for used, tolerance in ((None, 1e-5), (ranges, 0.05)):
        export(opinions, attributions, tmp_path / "model.onnx", ranges=used)
        session = onnxruntime.InferenceSession((tmp_path / "model.onnx").read_bytes())
        for item, parts in zip(items, passages([item.sentence for item in items]), strict=True):
            batch = make_batch([item], [parts[0]])
            with torch.no_grad():
                read, seen = opinions.read(batch.ids, batch.mentions)
                targets = opinions.target_head(seen).softmax(-1).numpy()
                shares = opinions.pair_logits(batch.ids, read, seen, batch.pairs).softmax(-1).numpy()
            feed = {
                "ids": batch.ids.numpy(),
                "mentions": batch.mentions.numpy(),
                "pairs": batch.pairs.numpy(),
                "least": np.array(2.0, dtype="float32"),
            }
            found = session.run(["probabilities", "opinions"], feed)
            assert np.abs(found[0] - targets).max() < tolerance
            assert found[1].shape == shares.shape
            assert np.abs(found[1] - shares).max(initial=0.0) < tolerance
            other = {name: value.copy() for name, value in feed.items()}
            other["ids"][:, 1:-1] += 7
            both = {
                name: np.concatenate([value, feed[name]]) if value.ndim else value
                for name, value in other.items()
            }
            beside = session.run(["probabilities"], both)[0]
            assert np.abs(beside[1] - found[0][0]).max() < 1e-6
            assert np.abs(beside[0] - found[0][0]).max() > 1e-6
        own_cues, places, roles = session.run(["cues", "places", "roles"], asked)
        assert np.abs(own_cues - cues).max() < tolerance
        assert len(places) == window.ids.shape[1]
        with torch.no_grad():
            expected = attributions.roles(states, torch.tensor(places)).softmax(-1).numpy()
        assert np.abs(roles - expected).max() < tolerance


def test_an_exported_file_gives_its_models_back(
    small: tuple[Any, Any], items: list[Labelled], articles: list[Attributed], tmp_path: Path
) -> None:
    pytest.importorskip("onnx", reason="onnx is in the extra `train`")
    import torch

    from analysis.training.export import attribution_ranges, export, opinion_ranges
    from analysis.training.model import Shape
    from analysis.training.restored import restored

    first, second = opinion_ranges(small[0], items), attribution_ranges(small[1], articles)
    export(*small, tmp_path / "model.onnx", ranges=np.concatenate([first, second]))
    found = restored(tmp_path / "model.onnx", Shape(**SMALL))
    models: list[tuple[Any, Any]] = list(zip(small, found[:2], strict=True))
    for own, back in models:
        assert torch.equal(back.encoder.words.weight, own.encoder.words.weight)
        there = back.state_dict()
        for name, table in own.state_dict().items():
            # Attributions know one mark, and texts are at most 256 pieces long.
            used = {"encoder.marks.weight": 1, "encoder.positions.weight": 256}.get(name, len(table))
            error = (there[name][:used] - table[:used]).abs().mean()
            assert error <= 0.01 * table.abs().max() + 1e-6, name
    assert torch.allclose(found[0].encoder.marks.weight, small[0].encoder.marks.weight)
    # Zero has a level of its own, so ends may move by half of one.
    assert found.ranges.shape == second.shape
    half = (second[:, 1:] - second[:, :1]) / 2 / 255
    assert (np.abs(found.ranges - second) <= half + 1e-6).all()


def test_what_ships_becomes_runs_that_train_on(tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="onnx is in the extra `train`")
    import onnxruntime

    from analysis.network.mentions import read
    from analysis.network.session import ask
    from analysis.resources import path_of
    from analysis.training.__main__ import main
    from analysis.training.attributions import load as load_attributions
    from analysis.training.export import export, opinion_ranges
    from analysis.training.opinions import load, predictions
    from analysis.training.restored import known_ranges

    done = CliRunner().invoke(main, ["restore", str(path_of("network.onnx")), "-o", str(tmp_path)])
    assert done.exit_code == 0, done.output
    run = tmp_path / "attributions"
    attributions, ranges = load_attributions([run]), known_ranges(run)
    sentence = Sentence("Spain robbed France.", ((0, 5), (13, 19)))
    item = Labelled(sentence, ((0, certain(0, 3)), (1, certain(0, 3))), ())
    logits = predictions(load([tmp_path / "opinions"]), [item], hide_names=True).targets
    shares = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    assert np.abs(shares - [reading[:3] for reading in read([sentence])[0]]).max() < 0.1
    # Rounded as it was, who says what comes out the same.
    model = load([tmp_path / "opinions"])
    assert ranges is not None
    both = np.concatenate([opinion_ranges(model, [item]), ranges])
    export(model, attributions, tmp_path / "again.onnx", ranges=both)
    again = onnxruntime.InferenceSession((tmp_path / "again.onnx").read_bytes())
    ids = np.array(next(passages([sentence]))[0].ids, dtype="int64")[None]
    asked = {
        "ids": ids,
        "mentions": np.zeros((1, 1, ids.shape[1]), dtype="float32"),
        "pairs": np.zeros((1, 1, 2), dtype="int64"),
        "least": np.array(0.0, dtype="float32"),
    }
    found = again.run(["cues", "roles"], asked)
    for own, other in zip(ask(["cues", "roles"], ids, least=0.0), found, strict=True):
        assert np.abs(own - other).max() < 1e-5


def test_training_goes_on_after_an_interruption(
    small: tuple[Any, Any], items: list[Labelled], articles: list[Attributed], tmp_path: Path
) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training import loop
    from analysis.training.attributions import Attributions
    from analysis.training.opinions import Opinions
    from analysis.training.recipes import AttributionRecipe, OpinionRecipe

    def trained(kind: str, run: Path) -> Any:
        """Train a small model from the same weights each time."""
        question: Any
        if kind == "opinions":
            question = Opinions(items, items, OpinionRecipe(epochs=2, batch=2))
        else:
            question = Attributions(articles, articles, AttributionRecipe(epochs=2))
        question.model = copy.deepcopy(small[kind == "attributions"])
        return loop.train(question, [tmp_path / "encoder"], run)

    epoch = loop.run_epoch

    def interrupted(*arguments: Any) -> float:
        if arguments[-1] == 1:
            raise KeyboardInterrupt
        return epoch(*arguments)

    for kind in ("opinions", "attributions"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(small[kind == "attributions"]), "load_encoder", lambda *_: None)
            whole = trained(kind, tmp_path / kind / "whole")
            patch.setattr(loop, "run_epoch", interrupted)
            with pytest.raises(KeyboardInterrupt):
                trained(kind, tmp_path / kind / "parts")
            patch.setattr(loop, "run_epoch", epoch)
            parts = trained(kind, tmp_path / kind / "parts")
        for name, value in whole.state_dict().items():
            assert torch.equal(value, parts.state_dict()[name]), name
        lines = (tmp_path / kind / "parts" / "figures.jsonl").read_text().splitlines()
        figures = [json.loads(line) for line in lines]
        assert [row["epoch"] for row in figures] == [1, 2]
        if kind == "opinions":
            assert (figures[0]["targets"]["rows"], figures[0]["pairs"]["rows"]) == (3, 2)
        else:
            assert set(figures[0]) > {"cue_piece_f1", "source_piece_f1", "content_piece_f1"}


def test_articles_read_aside_train_the_same_encoder(
    items: list[Labelled], articles: list[Attributed]
) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training.loop import run_epoch
    from analysis.training.model import OpinionModel, Shape
    from analysis.training.opinions import Opinions
    from analysis.training.recipes import OpinionRecipe

    question = Opinions(items, items, OpinionRecipe(epochs=1, batch=2, aside=1.0), articles)
    question.model = OpinionModel(Shape(**SMALL), reads_articles=True)
    before = copy.deepcopy(question.model.state_dict())
    optimizer = torch.optim.SGD(
        [{"params": question.model.parameters(), "lr": 1e-3, "top": 1e-3}], weight_decay=0.0
    )
    run_epoch(question, optimizer, 0)
    after = question.model.state_dict()
    for name in ("roles.last.weight", "cue_head.1.weight", "encoder.layers.0.key.weight", "look.key.weight"):
        assert not torch.equal(before[name], after[name]), name
    assert not hasattr(OpinionModel(Shape(**SMALL)), "roles")


def test_teachers_guess_where_people_said_nothing(
    small: tuple[Any, Any], items: list[Labelled], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analysis.training import opinions
    from analysis.training.opinions import guessed

    def softmax(logits: Any) -> Any:
        return np.exp(logits) / np.exp(logits).sum(1, keepdims=True)

    assert guessed(items, []) == items
    monkeypatch.setattr(opinions, "load", lambda _: small[0])
    write(tmp_path / "recipe.json", [{"hide": 1.0}])
    found = guessed(items, [tmp_path, tmp_path])
    # The robbery has two labelled mentions; of praise only the pair is labelled.
    robbed, praised = found[1:3]
    assert robbed == items[1]
    assert [mention for mention, _ in praised.targets] == [0, 1]
    assert praised.pairs == items[2].pairs
    own = opinions.predictions(small[0], [praised], hide_names=True)
    assert np.abs(own.target_shares - softmax(own.targets)).max() < 1e-5
    # A label that is trusted by half is the mean of what people and teachers say.
    _, mixed, _, _ = guessed(items, [tmp_path], trust=0.5)
    own = opinions.predictions(small[0], [items[1]], hide_names=True)
    shares = np.array([shares for _, shares in mixed.targets])
    assert np.abs(shares - (own.target_shares + softmax(own.targets)) / 2).max() < 1e-5
    # Of opinions: mixed with those that people labelled, and at most four where they labelled none.
    met = Sentence("Spain, France, Iran and Peru met.", ((0, 5), (7, 13), (15, 19), (24, 28)))
    _, _, labelled, _, judged = guessed([*items, Labelled(met, (), ())], [], [tmp_path], trust=0.5)
    assert not judged.targets
    assert len({pair[:2] for pair in judged.pairs}) == 4
    own = opinions.predictions(small[0], [judged], hide_names=True)
    assert np.abs(own.pair_shares - softmax(own.pairs)).max() < 1e-5
    mean, before = labelled.pairs[0][2], items[2].pairs[0][2]
    own = opinions.predictions(small[0], [items[2]], hide_names=True)
    assert labelled.targets == items[2].targets
    assert np.abs(np.array(mean) - (np.array(before) + softmax(own.pairs)[0]) / 2).max() < 1e-5


def test_a_teacher_that_is_given_twice_counts_twice(
    small: tuple[Any, Any], items: list[Labelled], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analysis.training import opinions

    other = copy.deepcopy(small[0])
    other.target_head[4].bias.data[0] += 1.0
    models = {tmp_path / "one": small[0], tmp_path / "other": other}
    for run in models:
        run.mkdir()
        write(run / "recipe.json", [{"hide": 1.0}])
    monkeypatch.setattr(opinions, "load", lambda runs: models[runs[0]])

    def shares(*names: str) -> Any:
        taught = opinions.guessed(items, [tmp_path / name for name in names])[2]
        return np.array([shares for _, shares in taught.targets])

    expected = (2 * shares("one") + shares("other")) / 3
    assert np.abs(shares("one", "other", "one") - expected).max() < 1e-6


def test_an_encoder_that_has_read_on_differs_where_it_may(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from safetensors.torch import load_file, save_file

    from analysis.training.adaptation import Adaptation, ReadingModel
    from analysis.training.loop import train
    from analysis.training.model import Encoder, Shape, weights_of
    from analysis.training.recipes import AdaptationRecipe

    torch.manual_seed(0)
    small = Encoder(Shape(**SMALL), 0.0)
    names = {"words": "word_embeddings", "positions": "position_embeddings", "marks": "token_type_embeddings"}
    tables = {f"embeddings.{name}.weight": getattr(small, own).weight.data for own, name in names.items()}
    save_file(weights_of(small) | tables, tmp_path / "before")
    texts = ["Spain sold grain to Oman.", "Grain was cheap. " * 100, ""]
    question = Adaptation(texts, texts[:1], AdaptationRecipe(epochs=3))
    question.model = ReadingModel(Shape(**SMALL))
    train(question, [tmp_path / "before"], tmp_path / "run").save_encoder(
        tmp_path / "before", tmp_path / "after"
    )
    before, after = load_file(tmp_path / "before"), load_file(tmp_path / "after")
    assert before.keys() == after.keys()
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert changed == set(weights_of(small))


def test_guesses_are_measured_where_there_are_words_to_guess() -> None:
    pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training.adaptation import Adaptation, ReadingModel
    from analysis.training.model import Shape
    from analysis.training.recipes import AdaptationRecipe

    question = Adaptation([], ["Grain was cheap. " * 20], AdaptationRecipe())
    question.model = ReadingModel(Shape(**SMALL))
    found = question.figures()["log_loss"]
    assert found > 0
    assert question.figures()["log_loss"] == pytest.approx(found)
    assert Adaptation([], [], AdaptationRecipe()).figures() == {}
    jobs = Adaptation(["!!"], [], AdaptationRecipe()).jobs(random.Random(0))  # noqa: S311 - no secret
    (nothing,) = [make() for make in jobs]
    assert question.loss(nothing).item() == 0.0


def test_an_mpnet_is_read_as_a_bert_that_knows_distances(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from safetensors.torch import save_file

    from analysis.training.export import export
    from analysis.training.model import AttributionModel, Encoder, OpinionModel, Shape

    shape = Shape(**SMALL)._replace(buckets=32)
    bert, small = Encoder(Shape(**SMALL), 0.0).eval(), Encoder(shape, 0.0).eval()
    width, inner = shape.width, shape.inner
    # MPNet's own: 4 marks, the vocabulary of BERT, the mask; positions from 2; names of a layer's parts.
    torch.manual_seed(0)
    written = {
        "embeddings.word_embeddings.weight": torch.randn(shape.vocabulary + 5, width),
        "embeddings.position_embeddings.weight": torch.randn(shape.positions + 2, width),
        "encoder.relative_attention_bias.weight": torch.zeros(32, shape.heads),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(shape.layers):
        base = f"encoder.layer.{layer}."
        sizes = {f"attention.attn.{part}": (width, width) for part in "qkvo"}
        sizes |= {"intermediate.dense": (inner, width), "output.dense": (width, inner)}
        for name, size in sizes.items():
            written |= {
                f"{base}{name}.weight": torch.randn(size) / 4,
                f"{base}{name}.bias": torch.randn(size[0]),
            }
        norms += [f"{base}attention.LayerNorm", f"{base}output.LayerNorm"]
    for name in norms:
        written |= {f"{name}.weight": torch.ones(width), f"{name}.bias": torch.zeros(width)}
    save_file(written, tmp_path / "mpnet")
    small.load(tmp_path / "mpnet")
    words, positions = written["embeddings.word_embeddings.weight"], small.positions.weight
    # [PAD], [UNK], [CLS], [SEP], [MASK] and a word, by their numbers in BERT's vocabulary.
    for piece, row in ((0, 1), (100, 104), (101, 0), (102, 2), (103, shape.vocabulary + 4), (2000, 2004)):
        assert torch.equal(small.words.weight[piece], words[row]), piece
    assert torch.equal(positions, written["embeddings.position_embeddings.weight"][2:])

    # Without a say of distances it is the BERT of the same weights.
    ids = torch.tensor([[101, 2000, 2001, 2002, 2003, 102]])
    bert.load_state_dict(small.state_dict(), strict=False)
    with torch.no_grad():
        assert torch.allclose(small(ids), bert(ids), atol=1e-5)
        # If the next piece alone is seen, two layers see the next two.
        small.nearness.weight[17] = 1e4
        before = small(ids)[0, 1]
        ids[0, 4:] = 2010
        assert torch.allclose(before, small(ids)[0, 1], atol=1e-5)
        ids[0, 3] = 2010
        assert not torch.allclose(before, small(ids)[0, 1], atol=1e-2)
    with pytest.raises(ValueError, match="is an MPNet"):
        bert.load(tmp_path / "mpnet")
    large, attributions = OpinionModel(shape), AttributionModel(Shape(**SMALL))
    with pytest.raises(ValueError, match="large"):
        export(large, attributions, tmp_path / "network.onnx")


def test_classes_of_distance_widen() -> None:
    pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training.model import _distance_classes

    row = _distance_classes(300, 32)[150].tolist()
    assert row[150 - 7 : 151] == [7, 6, 5, 4, 3, 2, 1, 0]
    assert row[151:158] == [17, 18, 19, 20, 21, 22, 23]
    # From 8 on the borders are 8 · 16 ** (k / 8).
    assert [row[150 - away] for away in (8, 11, 12, 15, 16, 90, 91, 128, 150)] == [
        8,
        8,
        9,
        9,
        10,
        14,
        15,
        15,
        15,
    ]
    assert row[299] == 31


def test_training_starts_from_the_mean_of_finished_runs(small: tuple[Any, Any], tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training.loop import train
    from analysis.training.opinions import Opinions
    from analysis.training.recipes import OpinionRecipe

    for run, factor in (("before", 0.5), ("too", 1.5)):
        (tmp_path / run).mkdir()
        state = {name: factor * table for name, table in small[0].state_dict().items()}
        torch.save(state, tmp_path / run / "model.pt")
    question = Opinions([], [], OpinionRecipe(epochs=0))
    question.model = copy.deepcopy(small[0])
    for parameter in question.model.parameters():
        parameter.data.zero_()
    found = train(question, [tmp_path / "before", tmp_path / "too"], tmp_path / "after")
    for name, value in small[0].state_dict().items():
        assert torch.allclose(value, found.state_dict()[name]), name


@pytest.mark.parametrize(
    ("command", "options", "named"),
    [
        ("opinions", ["--articles", "file"], "--teacher"),
        ("opinions", ["--sentences", "9"], "--articles"),
        ("opinions", ["--attributions", "file"], "--aside"),
        ("opinions", ["--aside", "0.5"], "--attributions"),
        ("opinions", ["--trust", "0.5"], "--teacher"),
        ("adapt", ["file", "--encoder", "folder"], "safetensors"),
    ],
)
def test_options_that_would_do_nothing_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, options: list[str], named: str
) -> None:
    pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training.__main__ import main

    monkeypatch.chdir(tmp_path)
    write(tmp_path / "file", [])
    (tmp_path / "folder").mkdir()
    found = CliRunner().invoke(main, [command, "--encoder", "file", "-o", "run", *options])
    assert found.exit_code == 2
    assert named in found.output
    assert not (tmp_path / "run").exists()


def test_what_is_written_is_calibrated_and_measured(
    small: tuple[Any, Any], articles: list[Attributed], tmp_path: Path
) -> None:
    pytest.importorskip("onnx", reason="onnx is in the extra `train`")
    from analysis.training.export import attribution_ranges, write_calibrated

    texts = [f"Spain robbed France {number} times." for number in range(200)]
    items = [
        Labelled(
            Sentence(text, ((0, 5), (13, 19))),
            ((0, certain(number % 3, 3)), (1, certain(1, 3))),
            ((0, 1, certain(number % 5, 5)),),
        )
        for number, text in enumerate(texts)
    ]
    kept = [text for text in texts if is_kept(text)]
    assert {is_for_calibration(text) for text in kept} == {True, False}
    found = write_calibrated(*small, items, attribution_ranges(small[1], articles), tmp_path / "model.onnx")
    assert found["bytes"] == (tmp_path / "model.onnx").stat().st_size
    assert found["targets"]["as_exported"]["rows"] == 2 * len(kept)
    assert found["pairs"]["as_exported"]["rows"] == len(kept)
    for name in ("targets", "pairs"):
        assert found[name]["temperature"] > 0
        trained, exported = found[name]["as_trained"], found[name]["as_exported"]
        assert exported["accuracy"] == pytest.approx(trained["accuracy"], abs=0.15)


def test_runs_have_to_fit_the_model(small: tuple[Any, Any], tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from analysis.training.loop import load_mean
    from analysis.training.model import OpinionModel, Shape

    for number, shift in enumerate((0.0, 1.0)):
        (tmp_path / str(number)).mkdir()
        state = {name: value + shift for name, value in small[0].state_dict().items()}
        torch.save(state | {"beside": torch.zeros(1)}, tmp_path / str(number) / "model.pt")
    runs = [tmp_path / "0", tmp_path / "1"]
    mean = load_mean(OpinionModel(Shape(**SMALL)), runs).state_dict()
    for name, value in small[0].state_dict().items():
        assert torch.allclose(mean[name], value + 0.5, atol=1e-5), name
    with pytest.raises(ValueError, match="has no cue_head"):
        load_mean(OpinionModel(Shape(**SMALL), reads_articles=True), runs)
