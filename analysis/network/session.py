"""The network in `resources/network.onnx`, which answers several questions about word pieces it reads once.

Its data, figures and known failures stand in `resources/network.md`.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.resources import path_of

# Official builds of onnxruntime report their use to its maker from 1.29 on, unless this variable of the
# environment is 1 when the library is loaded: it looks up a host and keeps an id of the device at once.
_NO_TELEMETRY = "ORT_DISABLE_TELEMETRY"

# No probability is as high, so with this nothing is taken for a cue.
_NOTHING = 2.0

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


def ask(
    outputs: Sequence[str],
    ids: Array,
    *,
    mentions: Array | None = None,
    pairs: Array | None = None,
    least: float = _NOTHING,
) -> list[Array]:
    """Read texts and give what is asked for; only that is worked out, each where it has its input.

    Parameters
    ----------
    outputs
        Any of: ``probabilities`` (batch, mentions, 3) of negative, neutral and positive toward each mention;
        ``opinions`` (batch, pairs, 5) of `pairs.PAIR_LABELS` for each pair; ``cues`` (batch, pieces, 3) that
        a piece is outside of cues, the first of one, or inside one; ``places`` (found, 2), the text and the
        piece of every possible cue; and ``roles`` (found, pieces, 3) that a piece is nothing, source or
        content to it.
    ids
        Numbers of word pieces (batch, pieces), of texts of one length: there is no mask.
    mentions
        1.0 where a piece belongs to a mention (batch, mentions, pieces).
    pairs
        Numbers of two mentions of the text (batch, pairs, 2).
    least
        How probable the first piece of a cue has to be for ``places`` and ``roles``.

    Returns
    -------
    list of array
        The outputs, in the order asked for.
    """
    batch, width = ids.shape
    feed = {
        "ids": ids,
        "mentions": np.zeros((batch, 0, width), dtype="float32") if mentions is None else mentions,
        "pairs": np.zeros((batch, 0, 2), dtype="int64") if pairs is None else pairs,
        "least": np.array(least, dtype="float32"),
    }
    found: list[Array] = load_network("network.onnx").run(list(outputs), feed)
    return found
