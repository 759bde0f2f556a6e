"""The networks that ship, loaded once a process, and the questions that they answer about word pieces.

Their data, figures and known failures stand in `resources/network.md` and `resources/references.md`.
"""

from __future__ import annotations

import os
import sys
import warnings
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.resources import path_of

# Official builds of onnxruntime report their use to its maker from 1.29 on, unless this variable of the
# environment is 1 when the library is loaded: it looks up a host and keeps an id of the device at once.
_NO_TELEMETRY = "ORT_DISABLE_TELEMETRY"

Array = NDArray[Any]


def load_runtime() -> Any:
    """Return the module onnxruntime, loaded with its telemetry off; nothing else here may import it.

    Warns
    -----
    RuntimeWarning
        The process had loaded it before with its telemetry on, which cannot be undone.
    """
    if "onnxruntime" in sys.modules and os.environ.get(_NO_TELEMETRY) != "1":
        warnings.warn(
            f"onnxruntime was loaded before Sidelight and may report its use over the network; set the "
            f"environment variable {_NO_TELEMETRY}=1 before the program starts",
            RuntimeWarning,
            stacklevel=2,
        )
    os.environ[_NO_TELEMETRY] = "1"
    import onnxruntime

    return onnxruntime


@cache
def load_network(name: str) -> Any:
    """Return the session of a network that ships, loaded once a process."""
    onnxruntime = load_runtime()
    options = onnxruntime.SessionOptions()
    # A batch on each processor (`batches.in_batches`) is faster than each batch on all of them; a sentence
    # alone takes a sixth longer so.
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(path_of(name), options, providers=["CPUExecutionProvider"])


STATES = 768  # numbers in the vector of a piece

# All take texts of one length: numbers of word pieces (texts, pieces), without a mask.


def read_opinions(ids: Array, mentions: Array, pairs: Array) -> tuple[Array, Array, Array]:
    """Read sentences for what they convey toward mentions, and for opinions between two of them.

    Parameters
    ----------
    ids
        Numbers of word pieces (texts, pieces).
    mentions
        1.0 where a piece belongs to a mention (texts, mentions, pieces).
    pairs
        Numbers of two mentions of the text (texts, pairs, 2).

    Returns
    -------
    tuple of array
        Probabilities of negative, neutral and positive (texts, mentions, 3), of `records.ABOUT` if it is not
        neutral (texts, mentions, 3), and of `pairs.PAIR_LABELS` (texts, pairs, 5).
    """
    feed = {"ids": ids, "mentions": mentions, "pairs": pairs}
    names = ["probabilities", "about", "opinions"]
    probabilities, about, opinions = load_network("opinions.onnx").run(names, feed)
    return probabilities, about, opinions


def read_windows(ids: Array, cases: Array, least: float) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Read windows of articles for names and descriptions, and for who says what.

    Parameters
    ----------
    ids, cases
        Numbers of word pieces, and how each is written (`network.cases`); both (texts, pieces).
    least
        How probable the first piece of a cue has to be, 0 to 1.

    Returns
    -------
    tuple of array
        Of each piece the probabilities of `names.NAME_LABELS` and of `names.NOMINAL_LABELS` (texts, pieces,
        labels), its vector (texts, pieces, `STATES`), and the probabilities (texts, pieces, 3) that it is
        outside of cues, the first of one, or inside one; the text and the piece where each possible cue
        begins (cues, 2); and the probabilities (cues, pieces, 3) that a piece is nothing, source or content
        to it.
    """
    feed = {"ids": ids, "cases": cases, "least": np.array(least, dtype="float32")}
    names = ["names", "nominals", "states", "cues", "places", "roles"]
    found: tuple[Array, Array, Array, Array, Array, Array] = tuple(
        load_network("windows.onnx").run(names, feed)
    )
    return found
