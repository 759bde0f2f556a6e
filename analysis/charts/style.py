"""The look that the charts share.

What a colour says, a word, a sign or a place says too. Sizes are in points of a figure 4.8 inches wide: on a
telephone of 390 pixels, ten of them are ten pixels.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from analysis.aggregate.verdicts import (
    FAVOURABLE,
    LEANS_FAVOURABLE,
    LEANS_UNFAVOURABLE,
    TOO_FEW,
    UNFAVOURABLE,
    verdict,
)
from analysis.svg import CARD, INK, LINE, NEGATIVE, NEUTRAL, POSITIVE, SOFT, clean
from analysis.wording import counted, interval, listed, opening, score, with_article

# Where a mark leads, for the row that it stands for; None leads nowhere.
Link = Callable[[Any], str | None]

WIDTH = 4.8
SMALL, PLAIN, LARGE = 10.0, 10.5, 12.0
_MARGIN, _TITLE_LINE, _NOTE_LINE, _TICKS = 0.09, 0.2, 0.175, 0.26
# Letters to a line, in a typeface as wide as matplotlib's own.
_TITLE_LETTERS, _NOTE_LETTERS = 42, 58
_LONGEST_NAME, _LONGEST_TERM, _MOST_NAMES = 30, 22, 2
# As many as can be listened to.
_MOST_SAID = 24
_DASHED = (0, (2, 1.5))


class Standing(NamedTuple):
    """What a mean says, by its interval and the number of its units: a word, a sign and a colour."""

    word: str
    sign: str
    colour: str
    is_few: bool = False


_SIGNS = {
    FAVOURABLE: ("+", POSITIVE),
    LEANS_FAVOURABLE: ("+", POSITIVE),
    UNFAVOURABLE: ("−", NEGATIVE),
    LEANS_UNFAVOURABLE: ("−", NEGATIVE),
}


def standing(row: Any) -> Standing:
    """Judge a row with `mean`, `low`, `high`, `n_units`, `negative` and `positive`."""
    return judged(row.mean, row.low, row.high, row.n_units, row.negative, row.positive)


def judged(
    mean: float, low: float, high: float, n_units: int, negative: float = 0.0, positive: float = 0.0
) -> Standing:
    """Judge a mean by `verdicts.verdict`; without shares of the labels none is mixed."""
    return of_verdict(verdict(mean, low, high, n_units, {"negative": negative, "positive": positive}))


def of_verdict(word: str) -> Standing:
    """Return a verdict with its sign and colour."""
    return Standing(word, *_SIGNS.get(word, ("0", NEUTRAL)), is_few=word == TOO_FEW)


def finding(rows: Sequence[tuple[str, Standing]]) -> str:
    """Say of which parties the direction is clear, as a title does."""
    sides = (
        (FAVOURABLE, LEANS_FAVOURABLE, "favourably"),
        (UNFAVOURABLE, LEANS_UNFAVOURABLE, "unfavourably"),
    )
    said = [clause for plain, lean, how in sides if (clause := _side(rows, plain, lean, how))]
    rest = [name for name, side in rows if side.colour == NEUTRAL]
    if not said:
        if all(side.is_few for _, side in rows):
            return f"Too few sentences to judge {'it' if len(rows) == 1 else 'any party'} by"
        return f"No clear direction toward {some_of(rest)}"
    if rest:
        said.append(f"{'the others show' if len(rest) > 1 else f'{some_of(rest)} shows'} no clear direction")
    return opening("; ".join(said))


def _side(rows: Sequence[tuple[str, Standing]], plain: str, lean: str, how: str) -> str:
    """Say who is described on one side, plainly or not; nothing where nobody is."""
    plainly, leaning = ([name for name, side in rows if side.word == word] for word in (plain, lean))
    if plainly and leaning:
        return f"wording on {some_of([*plainly, *leaning])} is {plain} or leans so"
    if leaning:
        return f"wording on {some_of(leaning)} {lean}"
    return f"{some_of(plainly)} {'is' if len(plainly) == 1 else 'are'} described {how}" if plainly else ""


def some_of(names: Sequence[str]) -> str:
    """List a few names as they stand inside a sentence, and count the others."""
    shown = [with_article(shortened(name)) for name in names[:_MOST_NAMES]]
    more = len(names) - len(shown)
    return listed([*shown, *([counted(more, "other")] if more else [])])


def numbers(row: Any) -> str:
    """Write the mean of a row with its interval, where there is one: ``+0.27 (95 % interval …)``."""
    if row.n_units < 2:
        return score(row.mean)
    return f"{score(row.mean)} (95 % interval {interval(row.low, row.high)})"


def set_theme() -> None:
    """Set the look of the package's charts for all figures made from here on."""
    plt.rcParams.update(
        {
            "axes.edgecolor": LINE,
            "axes.titlelocation": "left",
            "axes.titleweight": "bold",
            "figure.constrained_layout.use": True,
            "figure.dpi": 100,
            "savefig.dpi": 200,
            "svg.fonttype": "none",
            "svg.hashsalt": "sidelight",
            "text.color": INK,
        }
    )


def axes_for(ax: Axes | None, height: float, title: str, note: str) -> Axes:
    """Return the Axes to draw on: the given one, the current one, or that of a new figure of this height."""
    if ax is not None:
        return ax
    if plt.get_fignums():
        return plt.gca()
    return _place(plt.figure(), height, title, note)


def new_axes(height: float, title: str, note: str) -> Axes:
    """Return the Axes of a figure that nobody else sees."""
    return _place(Drawing(), height, title, note)


def _place(figure: Drawing, height: float, title: str, note: str) -> Axes:
    """Give a figure its size in inches, with room for a title above and a note below."""
    above = 2 * _MARGIN + _TITLE_LINE * len(_lines(title, _TITLE_LETTERS))
    below = _MARGIN + _TICKS + _NOTE_LINE * len(_lines(note, _NOTE_LETTERS))
    whole = above + height + below
    figure.set_layout_engine("none")
    figure.set_size_inches(WIDTH, whole)
    return figure.add_axes((_MARGIN / WIDTH, below / whole, 1 - 2 * _MARGIN / WIDTH, height / whole))


def write_around(ax: Axes, title: str, note: str) -> None:
    """Write the title above and the note below, and take away what a chart of ours does not need."""
    ax.set_title(
        drawn("\n".join(_lines(title, _TITLE_LETTERS))),
        loc="left",
        fontsize=LARGE,
        fontweight="bold",
        color=INK,
        pad=6,
    )
    ax.set_xlabel(drawn("\n".join(_lines(note, _NOTE_LETTERS))), loc="left", fontsize=SMALL, color=SOFT)
    ax.set_ylabel("")
    ax.xaxis.label.set_multialignment("left")
    ax.grid(visible=False)
    ax.tick_params(length=0, labelsize=SMALL, labelcolor=SOFT)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.patch.set_visible(False)
    for spine in ax.spines.values():
        spine.set_visible(False)


def say_empty(ax: Axes, text: str) -> None:
    """Say in an empty chart that there is nothing to draw."""
    ax.text(0.5, 0.5, text, transform=ax.transAxes, ha="center", va="center", color=SOFT, fontsize=SMALL)


def score_axis(ax: Axes, left: float = -1.04, right: float = 1.04) -> None:
    """Make the x axis one of scores, with its ends named; beyond them is room for names and signs."""
    ax.set_xlim(left, right)
    # On a scale of less than half the width these words lay on the nought.
    is_narrow = right - left > 4
    ends = ("−1", "+1") if is_narrow else ("−1 unfavourable", "favourable +1")
    ax.set_xticks([-1, 0, 1], [ends[0], "0", ends[1]])
    align_ends(ax)


def align_ends(ax: Axes) -> None:
    """Keep the first and the last of the labels of the x axis within the chart."""
    first, *_, last = ax.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")


def name_row(
    ax: Axes,
    height: float,
    name: str,
    note: str = "",
    *,
    colour: str = SOFT,
    bold: bool = True,
    longest: int = _LONGEST_NAME,
) -> None:
    """Write a name at the left of a row, and a note at its right."""
    shared: dict[str, Any] = {"transform": ax.get_yaxis_transform(), "va": "center"}
    weight = "bold" if bold else "normal"
    ax.text(
        0, height, drawn(shortened(name, longest)), fontsize=PLAIN, color=INK, fontweight=weight, **shared
    )
    if note:
        ax.text(1, height, drawn(note), ha="right", fontsize=SMALL, color=colour, **shared)


def name_voice(ax: Axes, height: float, name: str, n: int, side: Standing, longest: int) -> None:
    """Write a name with its number at the left of a scale of scores, and its sign at the right."""
    name_row(ax, height, name, side.sign, colour=side.colour, bold=False, longest=longest)
    # Apart from the name: within one text, a number goes to the wrong side of a name in Arabic.
    ax.text(-1.1, height, f"{n:,}", ha="right", va="center", fontsize=SMALL, color=SOFT)


def draw_mean(
    ax: Axes, height: float, row: Any, side: Standing, *, title: str, href: str | None = None
) -> None:
    """Draw a mean on its interval: grey without a clear direction, hollow and dashed where of few."""
    if row.n_units >= 2:
        line = {"linestyle": _DASHED} if side.is_few else {"solid_capstyle": "butt"}
        ax.plot([row.low, row.high], [height] * 2, color=side.colour, linewidth=2.2, zorder=3, **line)
    face = CARD if side.is_few else side.colour
    dot = ax.scatter(
        [row.mean],
        [height],
        s=46,
        facecolor=face,
        edgecolor=side.colour,
        linewidths=1.6,
        clip_on=False,
        zorder=4,
    )
    explain(ax, dot, [title], [href])


def explain(ax: Axes, artist: Artist, titles: Iterable[str], hrefs: Iterable[str | None]) -> None:
    """Give the marks of an artist their titles, and links to where they lead."""
    figure = ax.get_figure(root=True)
    every = figure.axes if figure else [ax]
    artist.set_gid(
        f"marks-{sum(child.get_gid() is not None for one in every for child in one.get_children())}"
    )
    artist.set_label("\n".join(clean(title) for title in titles))
    links = list(hrefs)
    if not any(links):
        return
    if hasattr(artist, "set_urls"):
        artist.set_urls(links)
    else:
        artist.set_url(links[0])


def linked(href: Link | None, row: Any) -> str | None:
    """Return where the mark of a row leads."""
    return href(row) if href else None


def shortened(text: str, longest: int = _LONGEST_NAME) -> str:
    """Cut a text to one line of a length.

    What stands in brackets at the end tells parties of one name apart, and is kept: ``Labour… (Norway)``.
    """
    line = clean(text)
    if len(line) <= longest:
        return line
    end = line[line.rfind(" (") :] if line.endswith(")") and " (" in line else ""
    kept = longest - 1 - len(end)
    return line[:kept].rstrip() + "…" + end if 2 * kept > len(end) else line[: longest - 1].rstrip() + "…"


def drawn(text: str) -> str:
    """Keep dollar signs from starting a formula."""
    return text.replace("$", r"\$")


def in_bands(values: pd.Series, width: float, height: float) -> list[float]:
    """Set marks of nearly one value one above the other; return their heights, 0 in the middle."""
    bands = (values / width).round()
    place = values.groupby(bands).cumcount()
    size = values.groupby(bands).transform("size")
    return (height * ((place + 0.5) / size - 0.5)).where(size > 1, 0.0).tolist()


def _lines(text: str, letters: int) -> list[str]:
    return textwrap.wrap(text, letters, max_lines=5, placeholder=" …")


def position_axis(ax: Axes) -> None:
    """Make the x axis the length of a text, from 0 to 100 %."""
    ax.set_xlim(-1, 101)
    ax.set_xticks([0, 50, 100], ["beginning", "middle", "end of the text"])
    align_ends(ax)


def draw_bars(
    ax: Axes, names: Sequence[str], lengths: Sequence[float], notes: Sequence[str], colours: Sequence[str]
) -> None:
    """Draw a bar for each name, the name at its left and a note at its end."""
    finite = [length for length in lengths if length < float("inf")]
    longest = max(finite, default=1.0) or 1.0
    places = range(len(names))
    # By place and not by name: two long names can be cut to one.
    ax.barh(places, [min(length, longest) / longest for length in lengths], height=0.62, color=list(colours))
    for place, name, length, note in zip(places, names, lengths, notes, strict=True):
        name_row(ax, place, shortened(name, _LONGEST_TERM), bold=False)
        ax.text(min(length, longest) / longest + 0.02, place, note, va="center", fontsize=SMALL, color=SOFT)
    ax.set_xlim(-1.15, 1.45)
    ax.set_ylim(len(names) - 0.5, -0.5)


def by_total(table: pd.DataFrame, ends: Sequence[str]) -> list[str]:
    """Order everybody at some ends of a `stance_matrix` by their stances, the most first."""
    both = pd.concat([table[[end, "n"]].rename(columns={end: "name"}) for end in ends])
    totals = both.groupby("name")["n"].sum().sort_index()
    return [str(name) for name in totals.sort_values(ascending=False, kind="stable").index]


def commonest(table: pd.DataFrame, column: str, most: int) -> list[object]:
    """Return the values of a column with the largest sums of `n`, the largest first."""
    totals = table.groupby(column)["n"].sum().sort_index().sort_values(ascending=False, kind="stable")
    return list(totals.head(most).index)


def listed_or_nothing(said: Sequence[str]) -> str:
    """List what an alternative text has room for, and say how much it leaves out."""
    rest = len(said) - _MOST_SAID
    return "; ".join([*said[:_MOST_SAID], *([f"and {rest} more"] if rest > 0 else [])]) or "Nothing found"
