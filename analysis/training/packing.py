"""Whole numbers of 5, 6 or 7 bits in bytes, as the files of the networks hold weights."""

from __future__ import annotations

from collections.abc import Sized

import numpy as np
from numpy.typing import NDArray


def packed(values: NDArray[np.uint8], bits: int) -> NDArray[np.uint8]:
    """Pack numbers below 2 ** `bits`: rows of bytes, whose spare bits together are one row more.

    With 7 bits seven rows carry an eighth in the highest bit of each; with 6, three rows carry a fourth, two
    bits in each; with 5, two rows a third, and one bit in three bytes stays unused. What is missing to whole
    rows is filled up with 0.
    """
    spare, rows = 8 - bits, rows_of(bits)
    padded = np.pad(values, (0, -len(values) % (rows + 1))).reshape(rows + 1, -1)
    carried = padded[-1] >> (spare * np.arange(rows, dtype="uint8"))[:, None] & (2**spare - 1)
    found: NDArray[np.uint8] = padded[:-1] | carried << bits
    return found


def unpacked(rows: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """Give the first `size` numbers of what `packed` made; how many rows there are tells their bits."""
    bits = bits_of(rows)
    carried = (rows >> bits).astype("int64") << ((8 - bits) * np.arange(len(rows)))[:, None]
    found: NDArray[np.uint8] = np.concatenate([rows & (2**bits - 1), carried.sum(0)[None].astype("uint8")])
    return found.reshape(-1)[:size]


def rows_of(bits: int) -> int:
    """Tell how many rows of bytes numbers of so many bits are packed in."""
    return -(-bits // (8 - bits))


def bits_of(rows: Sized) -> int:
    """Tell how many bits each packed number has."""
    return next(bits for bits in (5, 6, 7) if rows_of(bits) == len(rows))
