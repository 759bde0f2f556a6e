"""How sure logits are made."""

from __future__ import annotations

import numpy as np
import pytest


def test_a_temperature_makes_sure_logits_as_sure_as_they_are_right() -> None:
    from analysis.training.calibration import fitted_temperature

    gold = np.zeros(100, dtype="int64")
    logits = np.zeros((100, 3))
    logits[:75, 0] = 10.0
    logits[75:, 1] = 10.0
    # 75 % right, with the two wrong labels as likely as each other.
    assert fitted_temperature(logits, gold) == pytest.approx(10 / np.log(0.75 / 0.125), rel=0.2)
