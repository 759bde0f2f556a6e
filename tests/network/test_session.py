"""What the networks answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from analysis.network.pieces import Sentence, passages
from analysis.network.session import STATES, load_runtime, read_opinions, read_windows
from analysis.resources import path_of

TEXTS = [Sentence("He said it was.", ((0, 2),)), Sentence("We met us all.", ((0, 2),))]
IDS = np.array([parts[0].ids for parts in passages(TEXTS)])
LOWER_CASE = np.zeros(IDS.shape, dtype="int64")


def test_cues_are_found_where_they_begin() -> None:
    *_, cues, places, roles = read_windows(IDS, LOWER_CASE, 0.3)
    assert cues.shape == (2, 7, 3)
    assert cues.sum(-1) == pytest.approx(np.ones((2, 7)), abs=1e-5)
    # "said" is the third piece of the first text; nobody says anything in the second.
    assert places.tolist() == [[0, 2]]
    assert roles.shape == (1, 7, 3)
    assert roles[0].argmax(-1).tolist()[1:6] == [1, 0, 2, 2, 0]


def test_where_no_cue_is_probable_enough_there_are_no_roles() -> None:
    *_, places, roles = read_windows(IDS, LOWER_CASE, 1.0)
    assert places.shape == (0, 2)
    assert roles.shape[0] == 0


def test_pieces_have_probabilities_and_vectors() -> None:
    names, nominals, states, *_ = read_windows(IDS, LOWER_CASE, 0.3)
    assert (names.shape, nominals.shape, states.shape) == ((2, 7, 9), (2, 7, 3), (2, 7, STATES))
    assert names.sum(-1) == pytest.approx(np.ones((2, 7)), abs=1e-5)


def test_mentions_and_pairs_are_answered_together() -> None:
    mentions = np.zeros((2, 2, 7), dtype="float32")
    mentions[:, 0, 1] = mentions[:, 1, 4] = 1.0
    pairs = np.array([[[0, 1]], [[1, 0]]])
    shares, abouts, opinions = read_opinions(IDS, mentions, pairs)
    assert abouts.sum(-1) == pytest.approx(np.ones((2, 2)), abs=1e-5)
    assert shares.shape == (2, 2, 3)
    assert opinions.shape == (2, 1, 5)
    # Each text and each pair is answered for itself.
    other = np.array([[[1, 0], [0, 1]]])
    alone, _, both = read_opinions(IDS[1:], mentions[1:], other)
    assert np.abs(alone[0] - shares[1]).max() < 1e-6
    assert np.abs(both[0, 0] - opinions[1, 0]).max() < 1e-6
    assert np.abs(both[0, 1] - both[0, 0]).max() > 1e-6


def test_without_pairs_there_are_no_opinions() -> None:
    mentions = np.zeros((2, 1, 7), dtype="float32")
    mentions[:, 0, 1] = 1.0
    shares, _, opinions = read_opinions(IDS, mentions, np.zeros((2, 0, 2), dtype="int64"))
    assert (shares.shape, opinions.shape) == ((2, 1, 3), (2, 0, 5))


FEEDS = {
    "opinions.onnx": {
        "ids": IDS[:1],
        "mentions": np.ones((1, 1, 7), dtype="float32"),
        "pairs": np.zeros((1, 1, 2), dtype="int64"),
    },
    "windows.onnx": {
        "ids": IDS[:1],
        "cases": LOWER_CASE[:1],
        "least": np.array(0, dtype="float32"),
    },
}


@pytest.mark.parametrize("name", FEEDS)
def test_weights_are_unpacked_when_a_network_is_loaded_and_not_for_every_batch(
    name: str, tmp_path: Path
) -> None:
    runtime = load_runtime()
    options = runtime.SessionOptions()
    options.enable_profiling = True
    options.profile_file_prefix = str(tmp_path / "nodes")
    session = runtime.InferenceSession(path_of(name), options, providers=["CPUExecutionProvider"])
    session.run(None, FEEDS[name])
    nodes = json.loads(Path(session.end_profiling()).read_text())
    sizes = [int(node["args"]["output_size"]) for node in nodes if "output_size" in node["args"]]
    # Seven pieces of 3,072 dimensions, in four bytes each, are the largest that a node makes; the weights
    # of a layer have at least 589,824 bytes.
    assert 7 * 768 * 4 <= max(sizes) <= 7 * 3072 * 4


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-W", "always", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={
            **{name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"},
            **environment,
        },
    )


ANALYSE = "import os, sys, analysis as sl; sl.analyze([sl.make_article('Rome thanked Oslo.')], method={!r}); "


@pytest.mark.parametrize(("method", "is_loaded"), [("lexicon", "False"), ("neural", "True")])
def test_only_the_network_loads_onnxruntime(method: str, is_loaded: str) -> None:
    assert run(ANALYSE.format(method) + "print('onnxruntime' in sys.modules)").stdout == f"{is_loaded}\n"


def test_telemetry_is_off_before_onnxruntime_is_loaded() -> None:
    # The native library has read the variable by the end of the import.
    code = (
        "import os, sys, builtins, analysis.network.session as session\n"
        "real = builtins.__import__\n"
        "def seen(name, *rest):\n"
        "    if name == 'onnxruntime': print(os.environ.get('ORT_DISABLE_TELEMETRY'))\n"
        "    return real(name, *rest)\n"
        "builtins.__import__ = seen\n"
        "session.load_runtime()"
    )
    assert run(code).stdout.splitlines()[0] == "1"


def test_an_onnxruntime_loaded_before_us_is_warned_of() -> None:
    # It is off all the same while the library loads, so that the test reports nothing.
    code = (
        "import os; os.environ['ORT_DISABLE_TELEMETRY'] = '1'; import onnxruntime; "
        "del os.environ['ORT_DISABLE_TELEMETRY']; "
        "import analysis.network.session as it; it.load_runtime(), it.load_runtime()"
    )
    assert run(code).stderr.count("set the environment variable ORT_DISABLE_TELEMETRY=1 before") == 1
    assert run(code.replace("del os", "os")).stderr == ""
