"""Fixtures that the tests of the charts share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import matplotlib.pyplot as plt
import pytest
from matplotlib.axes import Axes


@pytest.fixture
def ax() -> Iterator[Axes]:
    """Axes of a figure that is closed afterwards, as matplotlib draws them before anybody sets a style."""
    with plt.rc_context():
        plt.rcdefaults()
        figure, axes = plt.subplots()
        yield axes
        plt.close(figure)


@pytest.fixture
def texts() -> Callable[[Axes], list[str]]:
    """Read what is written on Axes."""
    return lambda axes: [text.get_text() for text in axes.texts]
