"""A small page with one of everything, and one that tries to break out."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from analysis.display import Block, Figure, escape_markdown
from analysis.report.pages import Page, Section

BREAKOUTS = (
    '#read("/etc/passwd")',
    '#include "/etc/passwd"',
    '"]) #panic("out") \\u{41} #{1 + 1}',
    "= Heading $x^2$ @reference <label>",
    '<a id="s7"></a><script>alert(1)</script>',
    '<w:p/> ]]> & "quoted"',
    "a\x00b\x07c\ufffe",
)


def figure(alt: str) -> Figure:
    _, ax = plt.subplots(figsize=(2, 1))
    return Figure(ax, name="a-chart", alt=alt)


@pytest.fixture
def page() -> Page:
    return Page(
        "Talks resume",
        [Block("*Finding*: see [the worst](#s2) and [the source](https://example.org/story).")],
        [
            Section("parties", "Parties", [Block("| party | mean |\n|---|--:|\n| France | +0.50 |")]),
            Section(
                "charts", "Charts", [Block("### Of France\n\n1. first\n2. second"), figure("Mean +0.5.")]
            ),
            Section(
                "text",
                "The text",
                [Block('<a id="s1"></a>[1] **France** spoke. <a id="s2"></a>[2] Iran *lied*.\n\n> quoted')],
            ),
        ],
    )


@pytest.fixture
def breakout() -> Page:
    lines = "\n\n".join(map(escape_markdown, BREAKOUTS))
    return Page(BREAKOUTS[0], [Block(lines)], [Section("a", BREAKOUTS[3], [figure(BREAKOUTS[2])])])
