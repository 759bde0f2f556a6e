"""The networks, and where their weights come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.training.made import SMALL


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


def test_an_mpnet_is_read_as_a_bert_that_knows_distances(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    from safetensors.torch import save_file

    from analysis.training.model import Encoder, Shape, levels_of

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
        levels, scale = levels_of(words[row : row + 1])
        assert torch.equal(small.words.weight[piece], (levels * scale)[0]), piece
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


def test_classes_of_distance_widen() -> None:
    pytest.importorskip("torch", reason="PyTorch is in the extra `train`")
    import torch

    from analysis.training.model import distance_classes

    row = distance_classes(150 - torch.arange(300), 32).tolist()
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
