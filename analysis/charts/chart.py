"""What a chart is made of: the rows it shows, their drawing, and their description, from one selection."""

from __future__ import annotations

from collections.abc import Callable, Sized
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from matplotlib.axes import Axes

from analysis.charts.style import Link, axes_for, new_axes, say_empty, write_around
from analysis.display import Figure

T = TypeVar("T", bound=Sized)

_EMPTY_HEIGHT = 0.6


class Words(NamedTuple):
    """What is written about a chart: its title, the note below it, and a text in its place."""

    title: str
    note: str
    alt: str


@dataclass(frozen=True)
class Chart(Generic[T]):
    """A chart, as its module declares it.

    Attributes
    ----------
    select
        Chooses from an analysis (or a table) and options what is shown; empty where there is nothing.
    describe
        Says in words what is shown.
    height
        How high the drawing is, in inches.
    draw
        Draws what is shown on an Axes, with links.
    nothing
        What an empty chart says.
    """

    select: Callable[..., T]
    describe: Callable[[T], Words]
    height: Callable[[T], float]
    draw: Callable[[Axes, T, Link | None], None]
    nothing: Callable[[T], str]

    def on(self, ax: Axes | None, href: Link | None, result: object, **options: object) -> Axes:
        """Draw on the given Axes, the current one, or that of a new figure."""
        shown = self.select(result, **options)
        words = self.describe(shown)
        ax = axes_for(ax, self.height(shown) if len(shown) else _EMPTY_HEIGHT, words.title, words.note)
        write_around(ax, words.title, words.note)
        if len(shown):
            self.draw(ax, shown, href)
        else:
            say_empty(ax, self.nothing(shown))
        return ax

    def text(self, result: object, **options: object) -> str:
        """Return the text in the place of the chart."""
        return self.describe(self.select(result, **options)).alt

    def figure(self, name: str, href: Link | None, result: object, **options: object) -> Figure | None:
        """Draw a figure of its own, or return None where there is nothing to draw."""
        shown = self.select(result, **options)
        if not len(shown):
            return None
        words = self.describe(shown)
        ax = new_axes(self.height(shown), words.title, words.note)
        write_around(ax, words.title, words.note)
        self.draw(ax, shown, href)
        return Figure(ax, name=name, alt=words.alt)
