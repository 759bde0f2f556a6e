"""What a report is made of: blocks of text and figures that a notebook shows and the report collects."""

from __future__ import annotations

import base64
import io
import re
import warnings
from functools import cached_property
from typing import Any

from matplotlib.axes import Axes

from analysis.records import ReportError
from analysis.svg import inline, parse, standalone

# Markdown gives these a meaning inside a line (GitHub's dialect and LaTeX between dollar signs included).
_INLINE = re.compile(r"([\\`*_{}\[\]<>|$~&#])")
# Addresses that renderers make links of by themselves.
_AUTOLINK = re.compile(r"(?i)(://|www\.|@)")
_LINE_START = re.compile(r"^(\s*)([-+=:>]|\d{1,9}(?=[.)]))")
METADATA_KEY = "sidelight"
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))


def escape_markdown(text: str) -> str:
    """Make any text appear as it is in Markdown: no markup, HTML, LaTeX, link or second line comes of it."""
    line = " ".join(text.split())
    escaped = _INLINE.sub(r"\\\1", line)
    escaped = _AUTOLINK.sub(lambda match: re.sub(r"([.:@])", r"\\\1", match.group()), escaped)
    start = _LINE_START.match(escaped)
    if start and start.group(2)[0].isdigit():
        return re.sub(r"^(\s*\d{1,9})([.)])", r"\1\\\2", escaped)
    return _LINE_START.sub(r"\1\\\2", escaped)


def escape_within(text: str) -> str:
    """Escape a stretch of a line for Markdown, keeping the spaces at its ends."""
    bare = text.strip()
    if not bare:
        return " " if text else ""
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before and ' '}{escape_markdown(bare)}{after and ' '}"


class Block:
    """Text for the report, as Markdown and, where that can show more, as HTML of its own.

    A notebook shows it as its output, `print` its Markdown. Both have to be safe: text from articles goes
    through `escape_markdown` or `html.escape`.
    """

    def __init__(self, markdown: str, html: str | None = None) -> None:
        self.markdown = markdown
        self.html = html

    def __str__(self) -> str:
        return self.markdown

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        bundle = {"text/plain": self.markdown, "text/markdown": self.markdown}
        return bundle if self.html is None else {**bundle, "text/html": self.html}


class Figure:
    """A chart for the report: its file name, and a text that says what it shows to whom cannot see it.

    The chart is drawn and closed at once, so that a notebook shows it once; a PNG is made when it is first
    asked for. Marks with a `gid` get their labels as titles, a line a mark, and may link to places within
    the report (`set_url`).

    Raises
    ------
    ReportError
        `name` is no file name of lower-case letters, digits and hyphens, or a mark links out of the report.
    """

    def __init__(self, ax: Axes, *, name: str, alt: str) -> None:
        import matplotlib.pyplot as plt

        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", name):
            raise ReportError(f"figure name {name!r}: expected lower-case letters, digits and hyphens")
        self.name = name
        self.alt = alt
        self._figure = ax.get_figure(root=True)
        plt.close(self._figure)
        drawn = _save(self._figure, "svg", transparent=True, metadata=_NO_METADATA)
        self._drawing = parse(drawn, name=name, titles=_titles(self._figure))

    @property
    def svg(self) -> str:
        """The chart as an SVG file, on white."""
        return standalone(self._drawing, self.alt)

    @property
    def inline_svg(self) -> str:
        """The chart as SVG to stand in an HTML page, in its colours (see `svg.inline`)."""
        return inline(self._drawing, self.alt)

    @cached_property
    def png(self) -> bytes:
        """The chart as a PNG file, at 200 dots an inch."""
        return _save(self._figure, "png", facecolor="white", dpi=200, metadata={"Software": None})

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        data = {
            "text/plain": self.alt,
            "image/svg+xml": self.svg,
            "image/png": base64.b64encode(self.png).decode(),
        }
        return data, {METADATA_KEY: {"name": self.name, "alt": self.alt}}


def _titles(figure: Any) -> dict[str, list[str]]:
    """Collect the titles of marks by the id of their group."""
    artists = [artist for ax in figure.axes for artist in ax.get_children() if artist.get_gid()]
    return {artist.get_gid(): str(artist.get_label()).split("\n") for artist in artists}


def _save(figure: Any, format: str, **options: Any) -> bytes:  # noqa: A002 - matplotlib's word
    import matplotlib as mpl

    buffer = io.BytesIO()
    # Without a fixed salt, every SVG has ids of its own.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "sidelight"}), warnings.catch_warnings():
        # A browser has the letters that matplotlib's own typeface lacks.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure.savefig(buffer, format=format, **options)
    return buffer.getvalue()
