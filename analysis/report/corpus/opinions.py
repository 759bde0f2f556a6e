"""Who says what of whom over all articles: only what holds."""

from __future__ import annotations

from html import escape

from analysis import charts
from analysis.aggregate import stance_matrix
from analysis.aggregate.shown import FEW_UNITS, between, supported
from analysis.display import Block, escape_markdown
from analysis.limits import share_of_right_opinions
from analysis.report.bars import interval_bar
from analysis.report.pages import Item, Links, Section
from analysis.report.tables import html_table, markdown_table
from analysis.schema import Analysis, rows
from analysis.wording import counted, interval, score

_MOST = 20
_ABOUT = (
    "Opinions of one party or person of another that rest on three articles or more, with an interval off "
    "zero. The intervals cover the choice of articles alone; on stories that people had labelled, {right} "
    "of single readings of this kind were right: look at the sentences before you use one."
)


def opinions(result: Analysis, links: Links) -> Section | None:  # noqa: ARG001 - the page gives every section its links
    """Show the pairs of parties whose opinion holds over several articles."""
    pairs = between(stance_matrix(result))
    if pairs.empty:
        return None
    holds = supported(pairs)
    rest = len(pairs) - len(holds)
    have = "has" if rest == 1 else "have"
    note = f"{counted(rest, 'more pair')} {have} too few articles or no clear direction."
    if holds.empty:
        text = "No opinion of one party of another holds over three articles with an interval off zero."
        return Section("opinions", "Who says what of whom", [Block(f"{text} {note}")], place="folded")
    heads = ["who", "of whom", "articles", "mean and 95 % interval"]
    lines, html = [], []
    for row in rows(holds.head(_MOST)):
        how = f"{score(row.mean)} ({interval(row.low, row.high)})"
        bar = interval_bar(
            row.mean, row.low, row.high, "pos" if row.mean > 0 else "neg", is_few=row.n_units < FEW_UNITS
        )
        lines.append([escape_markdown(row.source), escape_markdown(row.target), str(row.n_units), how])
        html.append(
            f'<tr><th scope="row">{escape(row.source)}</th><td>{escape(row.target)}</td>'
            f'<td class="n">{row.n_units}</td><td>{bar}</td></tr>'
        )
    about = _ABOUT.format(right=share_of_right_opinions(result))
    items: list[Item] = [Block(markdown_table(heads, lines), html_table(heads, html, caption=about))]
    figure = charts.figure("stance_network", result)
    if figure is not None:
        items.insert(0, figure)
    more = len(holds) - _MOST
    if more > 0:
        items.append(Block(f"{counted(more, 'more pair')} in tables/stance_matrix.csv."))
    return Section("opinions", "Who says what of whom", [*items, Block(note)], place="folded")
