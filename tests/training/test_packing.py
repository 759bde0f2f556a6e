"""Numbers of 5, 6 and 7 bits in bytes."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.training.packing import bits_of, packed, unpacked


def test_five_bits_put_three_numbers_into_two_bytes() -> None:
    rows = packed(np.array([1, 2, 0b10101], dtype="uint8"), 5)
    # The third number's lower three bits stand above the first, the upper two above the second.
    assert rows.tolist() == [[0b10100001], [0b01000010]]


def test_six_bits_put_four_numbers_into_three_bytes() -> None:
    rows = packed(np.array([1, 2, 3, 0b111001], dtype="uint8"), 6)
    # The last number's bits, two and two from the lowest, are the highest of the others' bytes.
    assert rows.tolist() == [[0b01000001], [0b10000010], [0b11000011]]


def test_seven_bits_put_eight_numbers_into_seven_bytes() -> None:
    rows = packed(np.array([0, 0, 0, 0, 0, 0, 0, 0b1000001], dtype="uint8"), 7)
    assert rows[:, 0].tolist() == [128, 0, 0, 0, 0, 0, 128]


@pytest.mark.parametrize("bits", [5, 6, 7])
@pytest.mark.parametrize("size", [1, 8, 1001])
def test_what_is_unpacked_is_what_was_packed(bits: int, size: int) -> None:
    values = np.random.default_rng(0).integers(0, 2**bits, size).astype("uint8")
    rows = packed(values, bits)
    assert bits_of(rows) == bits
    assert rows.size <= size * max(bits, 16 / 3) / 8 + bits
    assert unpacked(rows, size).tolist() == values.tolist()
