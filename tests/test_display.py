"""Tests of `analysis.display`."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator

import matplotlib as mpl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from analysis.display import METADATA_KEY, Block, Figure, escape_markdown, escape_within
from analysis.records import ReportError

COMMONMARK = MarkdownIt("commonmark", {"html": False})
# With the tables and the strike-through of GitHub; its links from bare addresses need a package of their own.
GITHUB = MarkdownIt("gfm-like", {"html": False, "linkify": False})
HOSTILE = (
    *(
        "<script>alert(1)</script>",
        "$x$ costs $5",
        "$$x$$",
        "[a](javascript:alert(1))",
        "![a](b)",
        "www.example.org",
    ),
    *(
        "# heading",
        "1. list",
        "12) list",
        "- item",
        "+ item",
        "* item",
        "> quote",
        "| table |",
        "a | b\n- | -",
        "---",
    ),
    *(
        "===",
        "a\n===",
        "back\\slash",
        "\\",
        "\\<b>",
        "`code`",
        "```\nfence",
        "~~~",
        "~~gone~~",
        "&amp;",
        "&#60;",
    ),
    *(
        "&lt;b&gt;",
        "**bold**",
        "_it_ __bold__",
        "<https://example.org>",
        "https://example.org/a_b?c=d",
        "a@example.org",
    ),
    *(
        "[a]: b",
        "[^1]",
        ": term",
        "    indented",
        "a  \nb",
        "a\\\nb",
        "\ttab",
        "<!-- hidden -->",
        "{{ x }}",
        "- [ ] x",
    ),
    *("\\(x\\)", "\\[x\\]", "\\begin{a}", "1.", "-", "#", "#hash", "a\n\nb", "“Ça va ?”", "é́ 日本 🙂"),
)
TEXTS = st.one_of(
    st.text(),
    st.text("\\`*_{}[]()<>#+-.!|$~&:;@/ \n\t1a\"'="),
    st.lists(st.sampled_from(HOSTILE), max_size=4).map(" ".join),
)


def plain(text: str) -> str:
    """Give what a reader should see: white space is one space, and CommonMark forbids the character NUL."""
    return " ".join(text.split()).replace("\0", "\ufffd")


def seen(renderer: MarkdownIt, markdown: str) -> str:
    """Give the text of a rendering that has to be one paragraph without markup."""
    rendered = renderer.render(markdown)
    if not rendered:
        return ""
    assert rendered.startswith("<p>")
    assert rendered.endswith("</p>\n")
    body = rendered[3:-5]
    assert "<" not in body
    return html.unescape(body)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    assert seen(COMMONMARK, escape_markdown(text)) == plain(text)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_any_text_is_shown_as_it_is_by_githubs_dialect(text: str) -> None:
    assert seen(GITHUB, escape_markdown(text)) == plain(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_is_shown_as_it_is(text: str) -> None:
    assert seen(COMMONMARK, escape_markdown(text)) == plain(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>", r"\<script\>"),
        ("$x$", r"\$x\$"),
        ("[a](javascript:alert(1))", r"\[a\](javascript:alert(1))"),
        ("www.example.org", r"www\.example.org"),
        ("https://example.org", r"https\://example.org"),
        ("a@b.org", r"a\@b.org"),
        ("# heading", r"\# heading"),
        ("1. list", r"1\. list"),
        ("2022) list", r"2022\) list"),
        ("- item", r"\- item"),
        ("| table |", r"\| table \|"),
        ("\\", r"\\"),
        ("`code`", r"\`code\`"),
        ("&amp;", r"\&amp;"),
        ("~~a~~", r"\~\~a\~\~"),
        ("a\n\n b", "a b"),
        ("", ""),
        # Nothing is escaped without need, so that a report is read well as text too.
        ("Plain text, 3.5 per cent - (no more)!", "Plain text, 3.5 per cent - (no more)!"),
        ("2022 was a year.", "2022 was a year."),
    ],
)
def test_escapes(text: str, expected: str) -> None:
    assert escape_markdown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [(" a ", " a "), ("a", "a"), ("\n *a*", r" \*a\*"), ("a\t\t", "a "), ("  ", " "), ("\n", " "), ("", "")],
)
def test_a_stretch_keeps_a_space_at_its_ends(text: str, expected: str) -> None:
    assert escape_within(text) == expected


@given(TEXTS, TEXTS)
@settings(max_examples=100, deadline=None)
def test_stretches_are_shown_as_their_text(before: str, after: str) -> None:
    assert seen(COMMONMARK, f"x{escape_within(before)}x{escape_within(after)}x") == plain(
        f"x{before}x{after}x"
    )


def test_a_block_without_html_is_text_and_markdown() -> None:
    assert Block("*a*")._repr_mimebundle_() == {"text/plain": "*a*", "text/markdown": "*a*"}


def test_a_block_with_html_has_it_too() -> None:
    bundle = Block("*a*", "<p>a</p>")._repr_mimebundle_(include=None, exclude=None)
    assert bundle == {"text/plain": "*a*", "text/markdown": "*a*", "text/html": "<p>a</p>"}


def test_empty_html_is_html() -> None:
    assert Block("a", "")._repr_mimebundle_()["text/html"] == ""


@pytest.fixture(autouse=True)
def _no_figure_stays() -> Iterator[None]:
    mpl.use("Agg")
    yield
    plt.close("all")


def drawn() -> Axes:
    ax = plt.figure().subplots()
    ax.plot([1, 2, 3], [2, 1, 3], marker="o")
    ax.set_title("Scores")
    return ax


def test_a_figure_is_closed_once_drawn() -> None:
    ax = drawn()
    Figure(ax, name="scores", alt="Scores of three.")
    assert plt.get_fignums() == []


def test_a_figure_is_the_same_every_time() -> None:
    one, other = (Figure(drawn(), name="scores", alt="Scores of three.") for _ in range(2))
    assert one.svg == other.svg
    assert one.png == other.png


def test_a_png_names_no_maker() -> None:
    figure = Figure(drawn(), name="scores", alt="Scores of three.")
    assert figure.png.startswith(b"\x89PNG\r\n")
    assert b"Software" not in figure.png


def test_a_figure_is_shown_with_its_name_and_text() -> None:
    figure = Figure(drawn(), name="scores-2", alt="Scores of three.")
    data, metadata = figure._repr_mimebundle_(include=None, exclude=None)
    assert data == {
        "text/plain": "Scores of three.",
        "image/svg+xml": figure.svg,
        "image/png": base64.b64encode(figure.png).decode(),
    }
    assert metadata == {METADATA_KEY: {"name": "scores-2", "alt": "Scores of three."}}


@pytest.mark.parametrize("name", ["", "Scores", "-scores", "a b", "../a", "a.svg", "a\n", "é", "a" * 62])
def test_a_figures_name_is_safe_as_a_file_name(name: str) -> None:
    with pytest.raises(ReportError) as error:
        Figure(drawn(), name=name, alt="Scores of three.")
    assert str(error.value) == f"figure name {name!r}: expected lower-case letters, digits and hyphens"


def test_a_block_prints_as_its_markdown() -> None:
    assert str(Block("**one**", "<b>one</b>")) == "**one**"
